"""Terraform's resource types that carry policies: the organization, logs, metrics and audit.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.recipes import (
    Protects,
)
from iac_scan.graph.terraform.resource_policies.row import on, row, whole

ROWS = (
    row("aws_cloudwatch_log_destination", Protects(protected.LOG_DESTINATION, "name")),
    on(
        "aws_cloudwatch_log_destination_policy",
        protected.LOG_DESTINATION,
        "destination_name",
        "access_policy",
    ),
    row("aws_cloudwatch_log_delivery_destination", Protects(protected.LOG_DELIVERY, "name")),
    on(
        "aws_cloudwatch_log_delivery_destination_policy",
        protected.LOG_DELIVERY,
        "delivery_destination_name",
        "delivery_destination_policy",
    ),
    whole("aws_organizations_resource_policy", protected.ORGANIZATION, document="content"),
    whole("aws_cloudwatch_log_resource_policy", protected.LOGS, "policy_name", "policy_document"),
    whole("aws_xray_resource_policy", protected.TRACES, "policy_name", "policy_document"),
    row("aws_prometheus_workspace", Protects(protected.METRICS_WORKSPACE)),
    on(
        "aws_prometheus_resource_policy",
        protected.METRICS_WORKSPACE,
        "workspace_id",
        "policy_document",
    ),
    row("aws_oam_sink", Protects(protected.SINK, "name")),
    on("aws_oam_sink_policy", protected.SINK, "sink_identifier"),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
