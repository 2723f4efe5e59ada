"""CloudFormation's resource types that carry policies, and the settings beside these, by topic."""

from __future__ import annotations

from iac_scan.graph.cloudformation.resource_policies import (
    code,
    data,
    keys,
    media,
    messages,
    networks,
    storage,
    watching,
)

ROWS = (
    *storage.ROWS,
    *data.ROWS,
    *messages.ROWS,
    *keys.ROWS,
    *code.ROWS,
    *networks.ROWS,
    *watching.ROWS,
    *media.ROWS,
)
"""Every type that carries a policy, or a setting that keeps the public out."""
