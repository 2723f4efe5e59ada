"""Terraform's resource types that carry policies, and the settings beside these, by topic."""

from __future__ import annotations

from iac_scan.graph.terraform.resource_policies import (
    code,
    data,
    keys,
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
)
"""Every type that carries a policy, or a setting that keeps the public out."""
