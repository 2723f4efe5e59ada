"""What AWS refuses to everybody, whatever policies say: what it keeps itself is not changed.

Source: IAM User Guide, "AWS managed policies", "Service-linked roles"; IAM Identity Center User
Guide, "Referencing permission sets in resource policies"; KMS Developer Guide, "Aliases".
"""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.iam.globs import Hole, Wild
from iac_scan.iam.operators import ARN_PARTS, arn_parts
from iac_scan.iam.patterns import Pattern, glob, is_subset, pattern_from
from iac_scan.values import Identity, Truth

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

_ALIAS_CHANGES = ("CreateAlias", "UpdateAlias", "DeleteAlias")


def _shapes(service: str, *rows: tuple[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{service}:{name}".lower(), shape) for shape, names in rows for name in names)


_IMMOVABLE = (
    *_shapes(
        "iam",
        ("arn:*:iam::aws:policy/*", _POLICY_CHANGES),
        ("arn:*:iam::*:role/aws-reserved/*", _ROLE_CHANGES),
        ("arn:*:iam::*:role/aws-service-role/*", _GRANT_CHANGES),
    ),
    *_shapes("kms", ("arn:*:kms:*:*:alias/aws/*", _ALIAS_CHANGES)),
)
"""Actions in lower case, and the resources on which nobody may do them."""

_ACTIONS = frozenset(action for action, _ in _IMMOVABLE)

AT_HOME = "iam:PassRole"
"""What nobody may do to what another account owns, whatever policies say.

Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service"."""


def stays_at_home(action: str) -> bool:
    """Tell whether AWS refuses an action on the resources of every account but the caller's."""
    return action.lower() == AT_HOME.lower()


def is_immovable(action: str, resource: Pattern) -> Truth:
    """Tell whether AWS refuses an action on a resource to every customer."""
    wanted = action.lower()
    answer = Truth.NO
    if wanted not in _ACTIONS:
        return answer
    resource = _with_number(resource)
    for name, shape in _IMMOVABLE:
        if name == wanted:
            answer |= is_subset(resource, glob(shape))
    return answer


def immovable_actions(resource: Pattern) -> Iterator[tuple[str, Truth]]:
    """Yield the actions, in lower case, that AWS refuses, or may refuse, on a resource."""
    resource = _with_number(resource)
    shapes = dict.fromkeys(shape for _, shape in _IMMOVABLE)
    refused = {shape: is_subset(resource, glob(shape)) for shape in shapes}
    for name, shape in _IMMOVABLE:
        if refused[shape] is not Truth.NO:
            yield name, refused[shape]


_NUMBER = (Wild.ONE,) * 12
"""The id of an account: 12 digits, and so never the `aws` of what AWS owns.

Source: AWS Account Management Reference Guide, "View AWS account identifiers"."""


def _with_number(resource: Pattern) -> Pattern:
    """Return an ARN with 12 characters for the id of an account that is not known."""
    parts = arn_parts(resource.tokens)
    if parts is None or len(parts) != ARN_PARTS:
        return resource
    match parts[4].tokens:
        case (Hole(symbol=Identity(attribute="account_id" | "AccountId")),):
            before = sum(len(part.tokens) + 1 for part in parts[:4])
            tokens = resource.tokens
            return pattern_from((*tokens[:before], *_NUMBER, *tokens[before + 1 :]))
        case _:
            return resource
