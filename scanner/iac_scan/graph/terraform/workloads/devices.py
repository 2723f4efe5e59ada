"""Terraform's resource types that run with roles: devices and what they report.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.compute import devices as kinds
from iac_scan.graph.terraform.workloads.row import runs as _runs

ROWS = (
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
        "aws_iot_ca_certificate",
        kinds.IOT_CA_CERTIFICATE,
        "",
        ("registration_config.role_arn",),
        optional=True,
    ),
    _runs("aws_iot_logging_options", kinds.IOT_LOGGING, "", ("role_arn",)),
    _runs(
        "aws_iot_topic_rule_destination",
        kinds.IOT_TOPIC_RULE_DESTINATION,
        "",
        ("vpc_configuration.role_arn",),
        optional=True,
    ),
)
"""Every type of this topic to which a role is passed."""
