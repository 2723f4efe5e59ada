"""CloudFormation's resource types that carry policies: media.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.cloudformation.resource_policies.row import on, row
from iac_scan.graph.recipes import (
    Protects,
)

ROWS = (
    row("AWS::MediaPackageV2::Channel", Protects(protected.MEDIA_CHANNEL, "ChannelName")),
    on("AWS::MediaPackageV2::ChannelPolicy", protected.MEDIA_CHANNEL, "ChannelName", "Policy"),
    row(
        "AWS::MediaPackageV2::OriginEndpoint",
        Protects(protected.MEDIA_ORIGIN, "OriginEndpointName"),
    ),
    on(
        "AWS::MediaPackageV2::OriginEndpointPolicy",
        protected.MEDIA_ORIGIN,
        "OriginEndpointName",
        "Policy",
    ),
    row("AWS::MediaTailor::Channel", Protects(protected.MEDIA_LINEAR_CHANNEL, "ChannelName")),
    on("AWS::MediaTailor::ChannelPolicy", protected.MEDIA_LINEAR_CHANNEL, "ChannelName", "Policy"),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
