"""Terraform's resource types that run with roles: code and its delivery.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.compute import delivery as kinds
from iac_scan.graph.terraform.workloads.row import runs as _runs

ROWS = (
    _runs(
        "aws_codebuild_project",
        kinds.BUILD,
        "name",
        ("service_role", "build_batch_config.service_role", "resource_access_role"),
    ),
    _runs(
        "aws_codepipeline",
        kinds.PIPELINE,
        "name",
        (
            "role_arn",
            "stage.action.role_arn",
            "stage.before_entry.condition.rule.role_arn",
            "stage.on_failure.condition.rule.role_arn",
            "stage.on_success.condition.rule.role_arn",
        ),
    ),
    _runs(
        "aws_codedeploy_deployment_group",
        kinds.DEPLOYMENT,
        "deployment_group_name",
        ("service_role_arn",),
    ),
    _runs("aws_cloudformation_stack", kinds.STACK, "name", ("iam_role_arn",)),
    _runs(
        "aws_cloudformation_stack_set",
        kinds.STACK_SET,
        "name",
        ("administration_role_arn", "execution_role_name"),
    ),
    _runs("aws_amplify_app", kinds.WEB_APP, "name", ("iam_service_role_arn", "compute_role_arn")),
    _runs("aws_fis_experiment_template", kinds.EXPERIMENT, "", ("role_arn",)),
    _runs("aws_synthetics_canary", kinds.CANARY, "name", ("execution_role_arn",)),
    _runs(
        "aws_chatbot_slack_channel_configuration",
        kinds.CHAT_CHANNEL,
        "configuration_name",
        ("iam_role_arn",),
    ),
    _runs(
        "aws_chatbot_teams_channel_configuration",
        kinds.CHAT_TEAM,
        "configuration_name",
        ("iam_role_arn",),
    ),
    _runs(
        "aws_api_gateway_account",
        kinds.API_GATEWAY_ACCOUNT,
        "",
        ("cloudwatch_role_arn",),
        optional=True,
    ),
    _runs(
        "aws_appconfig_configuration_profile",
        kinds.APP_CONFIG_CONFIGURATION_PROFILE,
        "name",
        ("retrieval_role_arn",),
        optional=True,
    ),
    _runs(
        "aws_appconfig_environment",
        kinds.APP_CONFIG_ENVIRONMENT,
        "name",
        ("monitor.alarm_role_arn",),
        optional=True,
    ),
    _runs(
        "aws_cloudfront_realtime_log_config",
        kinds.CLOUD_FRONT_REALTIME_LOG_CONFIG,
        "name",
        ("endpoint.kinesis_stream_config.role_arn",),
        optional=True,
    ),
    _runs(
        "aws_codebuild_fleet",
        kinds.CODE_BUILD_FLEET,
        "name",
        ("fleet_service_role",),
        optional=True,
    ),
    _runs(
        "aws_ssmquicksetup_configuration_manager",
        kinds.SSM_QUICK_SETUP_CONFIGURATION_MANAGER,
        "name",
        (
            "configuration_definition.local_deployment_administration_role_arn",
            "configuration_definition.local_deployment_execution_role_name",
        ),
        optional=True,
    ),
)
"""Every type of this topic to which a role is passed."""
