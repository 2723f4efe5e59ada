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
    _runs(
        "aws_cognito_user_pool",
        kinds.COGNITO_USER_POOL,
        "name",
        ("sms_configuration.sns_caller_arn",),
        optional=True,
    ),
    _runs(
        "aws_cognito_user_pool_client",
        kinds.COGNITO_USER_POOL_CLIENT,
        "name",
        ("analytics_configuration.role_arn",),
        optional=True,
    ),
)
"""Every type of this topic to which a role is passed."""
