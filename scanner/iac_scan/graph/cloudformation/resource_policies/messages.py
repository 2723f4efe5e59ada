"""CloudFormation's resource types that carry policies: messages and events.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.cloudformation.resource_policies.row import carries, on, row
from iac_scan.graph.recipes import (
    Named,
    Protects,
    ReadPermission,
)

ROWS = (
    row("AWS::SQS::Queue", Protects(protected.QUEUE, "QueueName")),
    on("AWS::SQS::QueuePolicy", protected.QUEUE, "Queues", many=True),
    on("AWS::SQS::QueueInlinePolicy", protected.QUEUE, "Queue"),
    row("AWS::SNS::Topic", Protects(protected.TOPIC, "TopicName")),
    on("AWS::SNS::TopicPolicy", protected.TOPIC, "Topics", many=True),
    on("AWS::SNS::TopicInlinePolicy", protected.TOPIC, "TopicArn"),
    carries("AWS::Events::EventBus", protected.EVENT_BUS, "Name", "Policy"),
    row(
        "AWS::Events::EventBusPolicy",
        ReadPermission(
            protected.EVENT_BUS,
            Named("EventBusName"),
            principal="Principal",
            actions="Action",
            condition_block=("Condition", "Type", "Key", "Value"),
            statement="Statement",
            fallback="default",
        ),
    ),
    on("AWS::EventsV2::ResourcePolicy", protected.EVENT_BUS, "EventBusArn"),
    row("AWS::EventSchemas::Registry", Protects(protected.SCHEMA_REGISTRY, "RegistryName")),
    on("AWS::EventSchemas::RegistryPolicy", protected.SCHEMA_REGISTRY, "RegistryName", "Policy"),
    on("AWS::SMSVOICE::ResourcePolicy", protected.TEXT_MESSAGING, "ResourceArn"),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
