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
        (
            "RoleArn",
            "Stages.Actions.RoleArn",
            "Stages.BeforeEntry.Conditions.Rules.RoleArn",
            "Stages.OnFailure.Conditions.Rules.RoleArn",
            "Stages.OnSuccess.Conditions.Rules.RoleArn",
        ),
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
    _runs(
        "AWS::ServiceCatalog::LaunchRoleConstraint",
        kinds.PRODUCT_ROLE,
        "",
        (
            "RoleArn",
            "LocalRoleName",
        ),
    ),
    _runs(
        "AWS::Amplify::Branch",
        kinds.AMPLIFY_BRANCH,
        "BranchName",
        ("ComputeRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::Amplify::Domain",
        kinds.AMPLIFY_DOMAIN,
        "DomainName",
        ("AutoSubDomainIAMRole",),
        optional=True,
    ),
    _runs(
        "AWS::ApiGateway::Account",
        kinds.API_GATEWAY_ACCOUNT,
        "",
        ("CloudWatchRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::AppConfig::ConfigurationProfile",
        kinds.APP_CONFIG_CONFIGURATION_PROFILE,
        "Name",
        ("RetrievalRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::AppConfig::Environment",
        kinds.APP_CONFIG_ENVIRONMENT,
        "Name",
        ("Monitors.AlarmRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::CloudFormation::GuardHook",
        kinds.CLOUD_FORMATION_GUARD_HOOK,
        "",
        ("ExecutionRole", "StackFilters.StackRoles"),
    ),
    _runs(
        "AWS::CloudFormation::LambdaHook",
        kinds.CLOUD_FORMATION_LAMBDA_HOOK,
        "",
        ("ExecutionRole", "LoggingConfig.LogRoleArn", "StackFilters.StackRoles"),
    ),
    _runs(
        "AWS::CloudFront::RealtimeLogConfig",
        kinds.CLOUD_FRONT_REALTIME_LOG_CONFIG,
        "Name",
        ("EndPoints.KinesisStreamConfig.RoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::CodeBuild::Fleet",
        kinds.CODE_BUILD_FLEET,
        "Name",
        ("FleetServiceRole",),
        optional=True,
    ),
    _runs(
        "AWS::DeviceFarm::Project",
        kinds.DEVICE_FARM_PROJECT,
        "Name",
        ("ExecutionRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::Proton::EnvironmentAccountConnection",
        kinds.PROTON_ENVIRONMENT_ACCOUNT_CONNECTION,
        "",
        ("CodebuildRoleArn", "ComponentRoleArn", "RoleArn"),
        optional=True,
    ),
    _runs(
        "AWS::ServiceCatalog::StackSetConstraint",
        kinds.SERVICE_CATALOG_STACK_SET_CONSTRAINT,
        "",
        ("AdminRole", "ExecutionRole"),
    ),
    _runs(
        "AWS::SSMQuickSetup::ConfigurationManager",
        kinds.SSM_QUICK_SETUP_CONFIGURATION_MANAGER,
        "Name",
        (
            "ConfigurationDefinitions.LocalDeploymentAdministrationRoleArn",
            "ConfigurationDefinitions.LocalDeploymentExecutionRoleName",
        ),
        optional=True,
    ),
)
"""Every type of this topic to which a role is passed."""
