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
    _runs(
        "AWS::Cognito::IdentityPool",
        kinds.COGNITO_IDENTITY_POOL,
        "Name",
        ("CognitoStreams.RoleArn", "PushSync.RoleArn"),
        optional=True,
    ),
    _runs(
        "AWS::Cognito::UserPool",
        kinds.COGNITO_USER_POOL,
        "UserPoolName",
        ("SmsConfiguration.SnsCallerArn",),
        optional=True,
    ),
    _runs(
        "AWS::Cognito::UserPoolRegionalConfigurationAttachment",
        kinds.COGNITO_USER_POOL,
        "",
        ("SmsConfiguration.SnsCallerArn",),
        optional=True,
    ),
    _runs(
        "AWS::Cognito::UserPoolClient",
        kinds.COGNITO_USER_POOL_CLIENT,
        "Name",
        ("AnalyticsConfiguration.RoleArn",),
        optional=True,
    ),
)
"""Every type of this topic to which a role is passed."""
