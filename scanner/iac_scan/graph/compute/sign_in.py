"""Kinds of resource to which a role is passed: people that sign in.

Which type of which language is which kind is in the tables of the adapters; where the facts are
from is in `kind`.
"""

from __future__ import annotations

from iac_scan.graph.compute.kind import kind as _kind

IDENTITY_POOL = _kind(
    "AWS::Cognito::IdentityPoolRoleAttachment", "identity pool roles", "cognito-identity"
)
USER_GROUP = _kind("AWS::Cognito::UserPoolGroup", "user pool group", "cognito-identity")
COGNITO_IDENTITY_POOL = _kind(
    "AWS::Cognito::IdentityPool", "identity pool synchronization", "cognito-sync"
)
COGNITO_USER_POOL = _kind("AWS::Cognito::UserPool", "user pool messages", "cognito-idp")
COGNITO_USER_POOL_CLIENT = _kind(
    "AWS::Cognito::UserPoolClient", "user pool client analytics", "cognito-idp"
)
