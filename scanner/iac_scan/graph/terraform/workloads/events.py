"""Terraform's resource types that run with roles: workflows, events and logs.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.compute import events as kinds
from iac_scan.graph.terraform.workloads.row import runs as _runs

ROWS = (
    _runs("aws_sfn_state_machine", kinds.STATE_MACHINE, "name", ("role_arn",)),
    _runs("aws_scheduler_schedule", kinds.SCHEDULE, "name", ("target.role_arn",)),
    _runs("aws_cloudwatch_event_rule", kinds.RULE, "name", ("role_arn",), optional=True),
    _runs("aws_cloudwatch_event_target", kinds.RULE, "", ("role_arn",), optional=True),
    _runs(
        "aws_pipes_pipe",
        kinds.PIPE,
        "name",
        (
            "role_arn",
            "target_parameters.ecs_task_parameters.overrides.task_role_arn",
            "target_parameters.ecs_task_parameters.overrides.execution_role_arn",
        ),
    ),
    _runs(
        "aws_ssm_maintenance_window_task",
        kinds.MAINTENANCE_TASK,
        "name",
        ("service_role_arn", "task_invocation_parameters.run_command_parameters.service_role_arn"),
    ),
    _runs(
        "aws_ssmincidents_response_plan",
        kinds.INCIDENT_PLAN,
        "name",
        ("action.ssm_automation.role_arn",),
    ),
    _runs("aws_ssm_activation", kinds.ACTIVATION, "name", ("iam_role",)),
    _runs(
        "aws_cloudwatch_log_subscription_filter",
        kinds.LOG_SUBSCRIPTION,
        "name",
        ("role_arn",),
        optional=True,
    ),
    _runs("aws_cloudwatch_metric_stream", kinds.METRIC_STREAM, "name", ("role_arn",)),
    _runs("aws_budgets_budget_action", kinds.BUDGET_ACTION, "", ("execution_role_arn",)),
    _runs("aws_config_configuration_recorder", kinds.REMEDIATION, "name", ("role_arn",)),
    _runs(
        "aws_config_configuration_aggregator",
        kinds.AGGREGATOR,
        "name",
        ("organization_aggregation_source.role_arn",),
    ),
    _runs(
        "aws_appsync_api",
        kinds.APP_SYNC_API,
        "name",
        ("event_config.log_config.cloudwatch_logs_role_arn",),
        optional=True,
    ),
    _runs(
        "aws_appsync_graphql_api",
        kinds.APP_SYNC_GRAPH_QL_API,
        "name",
        ("log_config.cloudwatch_logs_role_arn", "merged_api_execution_role_arn"),
        optional=True,
    ),
    _runs(
        "aws_cloudwatch_event_endpoint", kinds.EVENTS_ENDPOINT, "name", ("role_arn",), optional=True
    ),
    _runs(
        "aws_fis_target_account_configuration",
        kinds.FIS_TARGET_ACCOUNT_CONFIGURATION,
        "",
        ("role_arn",),
    ),
    _runs(
        "aws_guardduty_malware_protection_plan",
        kinds.GUARD_DUTY_MALWARE_PROTECTION_PLAN,
        "",
        ("role",),
    ),
    _runs("aws_cloudwatch_log_destination", kinds.LOGS_DESTINATION, "name", ("role_arn",)),
    _runs(
        "aws_cloudtrail",
        kinds.CLOUD_TRAIL_TRAIL,
        "name",
        ("cloud_watch_logs_role_arn",),
        optional=True,
    ),
    _runs(
        "aws_rum_app_monitor",
        kinds.RUM_APP_MONITOR,
        "name",
        ("app_monitor_configuration.guest_role_arn",),
        optional=True,
    ),
    _runs("aws_shield_drt_access_role_arn_association", kinds.SHIELD_DRT_ACCESS, "", ("role_arn",)),
)
"""Every type of this topic to which a role is passed."""
