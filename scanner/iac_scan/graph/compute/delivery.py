"""Kinds of resource to which a role is passed: code and its delivery.

Which type of which language is which kind is in the tables of the adapters; where the facts are
from is in `kind`.
"""

from __future__ import annotations

from iac_scan.graph.compute.kind import kind as _kind

BUILD = _kind("AWS::CodeBuild::Project", "build project", "codebuild")
PIPELINE = _kind("AWS::CodePipeline::Pipeline", "pipeline", "codepipeline")
DEPLOYMENT = _kind("AWS::CodeDeploy::DeploymentGroup", "deployment group", "codedeploy")
STACK = _kind("AWS::CloudFormation::Stack", "stack", "cloudformation")
STACK_SET = _kind("AWS::CloudFormation::StackSet", "stack set", "cloudformation")
WEB_APP = _kind("AWS::Amplify::App", "web app", "amplify")
EXPERIMENT = _kind("AWS::FIS::ExperimentTemplate", "experiment template", "fis")
CANARY = _kind("AWS::Synthetics::Canary", "canary", "lambda")
CHAT_CHANNEL = _kind("AWS::Chatbot::SlackChannelConfiguration", "chat channel", "chatbot")
CHAT_TEAM = _kind("AWS::Chatbot::MicrosoftTeamsChannelConfiguration", "chat channel", "chatbot")
PRODUCT_ROLE = _kind(
    "AWS::ServiceCatalog::LaunchRoleConstraint", "launch constraint", "servicecatalog"
)
