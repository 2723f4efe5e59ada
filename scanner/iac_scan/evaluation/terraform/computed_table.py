"""Which attributes of which resource type follow from others: the tables by topic, put together.

What is not in the table is known after apply.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import replace
from types import MappingProxyType

from iac_scan.evaluation.terraform import (
    computed_applications,
    computed_compute,
    computed_identities,
    computed_policies,
    computed_services,
)
from iac_scan.evaluation.terraform.computed_rows import Row

_UNTAGGED = frozenset(
    {
        "aws_appflow_connector_profile",
        "aws_appsync_datasource",
        "aws_autoscaling_group",
        "aws_cloudfront_realtime_log_config",
        "aws_cloudsearch_domain",
        "aws_cloudwatch_event_endpoint",
        "aws_codeartifact_domain_permissions_policy",
        "aws_codeartifact_repository_permissions_policy",
        "aws_elastictranscoder_pipeline",
        "aws_fsx_s3_access_point_attachment",
        "aws_iam_group",
        "aws_iot_topic_rule_destination",
        "aws_kendra_experience",
        "aws_lambda_alias",
        "aws_lambda_function_url",
        "aws_lambda_layer_version",
        "aws_launch_configuration",
        "aws_lex_bot_alias",
        "aws_oam_sink_policy",
        "aws_organizations_organization",
        "aws_s3control_multi_region_access_point",
        "aws_s3control_object_lambda_access_point",
        "aws_scheduler_schedule",
        "aws_securityhub_account",
        "aws_ses_domain_identity",
        "aws_ses_email_identity",
        "aws_ses_receipt_rule",
        "aws_sns_platform_application",
        "aws_sns_topic_subscription",
        "aws_ssm_maintenance_window_task",
        "aws_kms_alias",
    }
)
"""What has an ARN and takes no tags."""

_TAGGED = frozenset(
    {
        "aws_cloudformation_stack",
        "aws_fis_experiment_template",
        "aws_spot_fleet_request",
        "aws_ssm_activation",
    }
)
"""What takes tags and has no ARN."""


def _with_tags(type: str, row: Row) -> Row:
    has_arn = any(name == "arn" or name.endswith("_arn") for name in row.attributes)
    return replace(row, tagged=type in _TAGGED or (has_arn and type not in _UNTAGGED))


_ROWS = {
    **computed_identities.ROWS,
    **computed_services.ROWS,
    **computed_compute.ROWS,
    **computed_applications.ROWS,
    **computed_policies.ROWS,
}

TABLE: Map[str, Row] = MappingProxyType(
    {type: _with_tags(type, row) for type, row in _ROWS.items()}
)
"""By type."""
