"""Terraform's resource types that run with roles: people that sign in.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.compute import sign_in as kinds
from iac_scan.graph.terraform.workloads.row import runs as _runs

ROWS = (
    _runs(
        "aws_cognito_identity_pool_roles_attachment",
        kinds.IDENTITY_POOL,
        "",
        ("roles.authenticated", "roles.unauthenticated"),
    ),
    _runs("aws_cognito_user_group", kinds.USER_GROUP, "name", ("role_arn",)),
)
"""Every type of this topic to which a role is passed."""
