"""CloudFormation's resource types that carry policies: the organization, logs, metrics and audit.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.cloudformation.resource_policies.row import carries, on, row, whole
from iac_scan.graph.recipes import (
    Protects,
)

ROWS = (
    carries("AWS::Logs::LogGroup", protected.LOG_GROUP, "LogGroupName", "ResourcePolicyDocument"),
    carries(
        "AWS::Logs::Destination", protected.LOG_DESTINATION, "DestinationName", "DestinationPolicy"
    ),
    carries(
        "AWS::Logs::DeliveryDestination",
        protected.LOG_DELIVERY,
        "Name",
        "DeliveryDestinationPolicy.DeliveryDestinationPolicy",
    ),
    whole("AWS::Organizations::ResourcePolicy", protected.ORGANIZATION, document="Content"),
    whole("AWS::Logs::ResourcePolicy", protected.LOGS, "PolicyName"),
    whole("AWS::XRay::ResourcePolicy", protected.TRACES, "PolicyName"),
    row("AWS::APS::Workspace", Protects(protected.METRICS_WORKSPACE)),
    on("AWS::APS::ResourcePolicy", protected.METRICS_WORKSPACE, "WorkspaceArn"),
    carries("AWS::Oam::Sink", protected.SINK, "Name", "Policy"),
    carries("AWS::RUM::AppMonitor", protected.APP_MONITOR, "Name", "ResourcePolicy.PolicyDocument"),
    carries(
        "AWS::AIOps::InvestigationGroup",
        protected.INVESTIGATIONS,
        "Name",
        "InvestigationGroupPolicy",
    ),
    row("AWS::CloudTrail::Channel", Protects(protected.AUDIT_RESOURCE, "Name")),
    row("AWS::CloudTrail::Dashboard", Protects(protected.AUDIT_RESOURCE, "Name")),
    row("AWS::CloudTrail::EventDataStore", Protects(protected.AUDIT_RESOURCE, "Name")),
    on(
        "AWS::CloudTrail::ResourcePolicy", protected.AUDIT_RESOURCE, "ResourceArn", "ResourcePolicy"
    ),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
