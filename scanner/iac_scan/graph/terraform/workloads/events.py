"""Terraform's resource types that run with roles: workflows, events, devices and media.

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
        "aws_iot_topic_rule",
        kinds.TOPIC_RULE,
        "name",
        (
            "cloudwatch_alarm.role_arn",
            "cloudwatch_logs.role_arn",
            "cloudwatch_metric.role_arn",
            "dynamodb.role_arn",
            "dynamodbv2.role_arn",
            "elasticsearch.role_arn",
            "firehose.role_arn",
            "iot_analytics.role_arn",
            "iot_events.role_arn",
            "kinesis.role_arn",
            "republish.role_arn",
            "s3.role_arn",
            "sns.role_arn",
            "sqs.role_arn",
            "step_functions.role_arn",
            "timestream.role_arn",
            "error_action.cloudwatch_alarm.role_arn",
            "error_action.cloudwatch_logs.role_arn",
            "error_action.cloudwatch_metric.role_arn",
            "error_action.dynamodb.role_arn",
            "error_action.dynamodbv2.role_arn",
            "error_action.elasticsearch.role_arn",
            "error_action.firehose.role_arn",
            "error_action.iot_analytics.role_arn",
            "error_action.iot_events.role_arn",
            "error_action.kinesis.role_arn",
            "error_action.republish.role_arn",
            "error_action.s3.role_arn",
            "error_action.sns.role_arn",
            "error_action.sqs.role_arn",
            "error_action.step_functions.role_arn",
            "error_action.timestream.role_arn",
        ),
    ),
    _runs("aws_iot_role_alias", kinds.ROLE_ALIAS, "alias", ("role_arn",)),
    _runs("aws_iot_provisioning_template", kinds.PROVISIONING, "name", ("provisioning_role_arn",)),
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
)
"""Every type of this topic to which a role is passed."""
