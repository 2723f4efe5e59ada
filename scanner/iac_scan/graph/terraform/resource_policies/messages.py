"""Terraform's resource types that carry policies: messages and events.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.recipes import (
    Named,
    Protects,
    ReadPermission,
    ReadResourcePolicy,
)
from iac_scan.graph.terraform.resource_policies.row import carries, on, row

ROWS = (
    carries("aws_sqs_queue", protected.QUEUE, "name"),
    on("aws_sqs_queue_policy", protected.QUEUE, "queue_url"),
    carries("aws_sns_topic", protected.TOPIC, "name"),
    on("aws_sns_topic_policy", protected.TOPIC, "arn"),
    row("aws_cloudwatch_event_bus", Protects(protected.EVENT_BUS, "name")),
    row(
        "aws_cloudwatch_event_bus_policy",
        ReadResourcePolicy(
            protected.EVENT_BUS, "policy", Named("event_bus_name"), fallback="default"
        ),
    ),
    row(
        "aws_cloudwatch_event_permission",
        ReadPermission(
            protected.EVENT_BUS,
            Named("event_bus_name"),
            principal="principal",
            actions="action",
            always="events:PutEvents",
            condition_block=("condition", "type", "key", "value"),
            fallback="default",
        ),
    ),
    row("aws_schemas_registry", Protects(protected.SCHEMA_REGISTRY, "name")),
    on("aws_schemas_registry_policy", protected.SCHEMA_REGISTRY, "registry_name"),
    row("aws_ses_domain_identity", Protects(protected.MAIL_IDENTITY, "domain")),
    row("aws_ses_email_identity", Protects(protected.MAIL_IDENTITY, "email")),
    on("aws_ses_identity_policy", protected.MAIL_IDENTITY, "identity"),
    row("aws_sesv2_email_identity", Protects(protected.MAIL_IDENTITY, "email_identity")),
    on("aws_sesv2_email_identity_policy", protected.MAIL_IDENTITY, "email_identity"),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
