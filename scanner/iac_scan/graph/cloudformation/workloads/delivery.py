"""CloudFormation's resource types that run with roles: code and its delivery.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.cloudformation.workloads.row import runs as _runs
from iac_scan.graph.compute import delivery as kinds

ROWS = (
    _runs(
        "AWS::CodeBuild::Project",
        kinds.BUILD,
        "Name",
        ("ServiceRole", "BuildBatchConfig.ServiceRole", "ResourceAccessRole"),
    ),
    _runs(
        "AWS::CodePipeline::Pipeline",
        kinds.PIPELINE,
        "Name",
        ("RoleArn", "Stages.Actions.RoleArn"),
    ),
    _runs(
        "AWS::CodeDeploy::DeploymentGroup",
        kinds.DEPLOYMENT,
        "DeploymentGroupName",
        ("ServiceRoleArn",),
    ),
    _runs(
        "AWS::CloudFormation::StackSet",
        kinds.STACK_SET,
        "StackSetName",
        ("AdministrationRoleARN", "ExecutionRoleName"),
    ),
    _runs("AWS::Amplify::App", kinds.WEB_APP, "Name", ("IAMServiceRole", "ComputeRoleArn")),
    _runs("AWS::FIS::ExperimentTemplate", kinds.EXPERIMENT, "", ("RoleArn",)),
    _runs("AWS::Synthetics::Canary", kinds.CANARY, "Name", ("ExecutionRoleArn",)),
    _runs(
        "AWS::Chatbot::SlackChannelConfiguration",
        kinds.CHAT_CHANNEL,
        "ConfigurationName",
        ("IamRoleArn",),
    ),
    _runs(
        "AWS::Chatbot::MicrosoftTeamsChannelConfiguration",
        kinds.CHAT_TEAM,
        "ConfigurationName",
        ("IamRoleArn",),
    ),
    _runs("AWS::ServiceCatalog::LaunchRoleConstraint", kinds.PRODUCT_ROLE, "", ("RoleArn",)),
)
"""Every type of this topic to which a role is passed."""
