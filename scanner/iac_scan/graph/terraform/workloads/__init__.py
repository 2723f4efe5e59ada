"""Terraform's resource types that run with roles, by topic."""

from __future__ import annotations

from iac_scan.graph.terraform.workloads import (
    applications,
    data,
    databases,
    delivery,
    devices,
    events,
    learning,
    media,
    servers,
    sign_in,
    storage,
)

ROWS = (
    *servers.ROWS,
    *applications.ROWS,
    *delivery.ROWS,
    *events.ROWS,
    *devices.ROWS,
    *media.ROWS,
    *data.ROWS,
    *databases.ROWS,
    *storage.ROWS,
    *learning.ROWS,
    *sign_in.ROWS,
)
"""Every type to which a role is passed."""
