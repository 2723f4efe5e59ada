"""CloudFormation's resource types that run with roles, by topic."""

from __future__ import annotations

from iac_scan.graph.cloudformation.workloads import (
    data,
    delivery,
    events,
    learning,
    servers,
    sign_in,
)

ROWS = (
    *servers.ROWS,
    *delivery.ROWS,
    *events.ROWS,
    *data.ROWS,
    *learning.ROWS,
    *sign_in.ROWS,
)
"""Every type to which a role is passed."""
