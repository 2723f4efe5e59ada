"""CloudFormation's resource types that run with roles: people that sign in.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.cloudformation.workloads.row import runs as _runs
from iac_scan.graph.compute import sign_in as kinds

ROWS = (
    _runs(
        "AWS::Cognito::IdentityPoolRoleAttachment",
        kinds.IDENTITY_POOL,
        "",
        ("Roles.authenticated", "Roles.unauthenticated"),
    ),
    _runs("AWS::Cognito::UserPoolGroup", kinds.USER_GROUP, "GroupName", ("RoleArn",)),
)
"""Every type of this topic to which a role is passed."""
