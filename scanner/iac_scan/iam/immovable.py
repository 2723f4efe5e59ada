"""What AWS refuses to everybody, whatever policies say: its own policies and roles are not changed.

Source: IAM User Guide, "AWS managed policies", "Service-linked roles"; IAM Identity Center User
Guide, "Referencing permission sets in resource policies".
"""

from __future__ import annotations

from iac_scan.iam.patterns import Pattern, glob, is_subset
from iac_scan.values import Truth

_POLICY_CHANGES = (
    "CreatePolicy",
    "CreatePolicyVersion",
    "DeletePolicy",
    "DeletePolicyVersion",
    "SetDefaultPolicyVersion",
    "TagPolicy",
    "UntagPolicy",
)
_GRANT_CHANGES = (
    "AttachRolePolicy",
    "DetachRolePolicy",
    "PutRolePolicy",
    "DeleteRolePolicy",
    "PutRolePermissionsBoundary",
    "DeleteRolePermissionsBoundary",
    "UpdateAssumeRolePolicy",
    "DeleteRole",
)
_ROLE_CHANGES = (
    *_GRANT_CHANGES,
    "CreateRole",
    "UpdateRole",
    "UpdateRoleDescription",
    "TagRole",
    "UntagRole",
    "PassRole",
    "CreateServiceLinkedRole",
    "DeleteServiceLinkedRole",
)

_IMMOVABLE = (
    ("arn:*:iam::aws:policy/*", _POLICY_CHANGES),
    ("arn:*:iam::*:role/aws-reserved/*", _ROLE_CHANGES),
    ("arn:*:iam::*:role/aws-service-role/*", _GRANT_CHANGES),
)
"""Resources, and the IAM actions on them that nobody may do."""


def is_immovable(action: str, resource: Pattern) -> Truth:
    """Tell whether AWS refuses an action on a resource to every customer."""
    answer = Truth.NO
    service, _, name = action.lower().partition(":")
    if service != "iam":
        return answer
    for shape, actions in _IMMOVABLE:
        if name in {item.lower() for item in actions}:
            answer |= is_subset(resource, glob(shape))
    return answer
