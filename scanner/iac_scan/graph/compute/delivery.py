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
AMPLIFY_BRANCH = _kind("AWS::Amplify::Branch", "web app branch", "amplify")
AMPLIFY_DOMAIN = _kind("AWS::Amplify::Domain", "web app domain", "amplify")
API_GATEWAY_ACCOUNT = _kind("AWS::ApiGateway::Account", "API account settings", "apigateway")
APP_CONFIG_CONFIGURATION_PROFILE = _kind(
    "AWS::AppConfig::ConfigurationProfile", "configuration profile", "appconfig"
)
APP_CONFIG_ENVIRONMENT = _kind(
    "AWS::AppConfig::Environment", "configuration environment", "appconfig"
)
CLOUD_FORMATION_GUARD_HOOK = _kind(
    "AWS::CloudFormation::GuardHook", "deployment hook", "hooks.cloudformation"
)
CLOUD_FORMATION_LAMBDA_HOOK = _kind(
    "AWS::CloudFormation::LambdaHook", "deployment hook", "hooks.cloudformation"
)
CLOUD_FRONT_REALTIME_LOG_CONFIG = _kind(
    "AWS::CloudFront::RealtimeLogConfig", "request log", "cloudfront"
)
CODE_BUILD_FLEET = _kind("AWS::CodeBuild::Fleet", "build fleet", "codebuild")
DEVICE_FARM_PROJECT = _kind("AWS::DeviceFarm::Project", "device test project", "devicefarm")
PROTON_ENVIRONMENT_ACCOUNT_CONNECTION = _kind(
    "AWS::Proton::EnvironmentAccountConnection", "environment account connection", "proton"
)
SERVICE_CATALOG_STACK_SET_CONSTRAINT = _kind(
    "AWS::ServiceCatalog::StackSetConstraint", "stack set constraint", "servicecatalog"
)
SSM_QUICK_SETUP_CONFIGURATION_MANAGER = _kind(
    "AWS::SSMQuickSetup::ConfigurationManager", "quick setup configuration", "ssm"
)
