"""Which grants of a principal widen permissions, with nothing that caps what comes of it.

What is said about them is in `boundaries`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from iac_scan.check import Role, User
from iac_scan.effective import Grant, caller_context, permissions_of
from iac_scan.graph.model import Boundary
from iac_scan.iam import conditions
from iac_scan.iam.administration import holds_administrator
from iac_scan.iam.conditions import restricts_to_boundary
from iac_scan.iam.holdings import Answer, compiled
from iac_scan.iam.patterns import glob, intersects, is_subset
from iac_scan.iam.policy import Effect, PolicyDocument, Statement, Word
from iac_scan.iam.questions import permits
from iac_scan.iam.resources import (
    PARTITIONS,
    ResourceSet,
    covers_all_of_kind,
    iam_resources,
    resources_of,
)
from iac_scan.iam.same import Same
from iac_scan.levels import Levels
from iac_scan.values import Truth, Unknown, identity_of, show

_WIDENING: Mapping[str, str] = {
    "iam:AttachRolePolicy": "role",
    "iam:PutRolePolicy": "role",
    "iam:AttachUserPolicy": "user",
    "iam:PutUserPolicy": "user",
    "iam:AttachGroupPolicy": "group",
    "iam:PutGroupPolicy": "group",
    "iam:AddUserToGroup": "group",
    "iam:CreatePolicyVersion": "policy",
    "iam:SetDefaultPolicyVersion": "policy",
}
"""The actions that give permissions, and the kind of resource that each of them is about.

Source: IAM User Guide, "Actions, resources, and condition keys for IAM"."""

_FIXED = (
    glob("arn:*:iam::*:role/aws-service-role/*"),
    glob("arn:*:iam::*:role/aws-reserved/*"),
    glob("arn:*:iam::aws:policy/*"),
)
"""What no customer can change, whatever a policy says: service-linked roles, the roles of Identity
Center, and the policies that AWS keeps.

Source: IAM User Guide, "Create a service-linked role" and "AWS managed policies"."""

_FEARED: Mapping[str, conditions.Stated] = {
    "iam:PermissionsBoundary": None,
    "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess",
}

UNCAPPED = conditions.Context.of(_FEARED)
"""The request to fear: what is widened carries no boundary and gets everything."""

_UNCONDITIONED = frozenset({"group", "policy"})
"""The kinds whose actions know no condition on the boundary of what they widen."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which grants count towards one kind of resource."""

    kind: str
    """`user`, `group`, `role` or `policy`."""
    capped: User | Role | None
    """Who holds the grants, if he carries a boundary that leaves something out: he cannot widen
    himself past that. None for one who does not."""
    delegates: bool
    """Its grants require a boundary of the users and roles that it makes or widens."""


def widening(
    bearer: User | Role,
    grants: Iterable[Grant],
    boundary: Boundary | Unknown | None,
    levels: Levels = (),
) -> dict[str, Answer]:
    """Return the answer for every action that widens, as far as it is not surely refused.

    Policies and groups cannot be told to carry a boundary. Where users and roles must carry one,
    what they hold may be changed: only who can change every policy, its own among them, counts.
    """
    held = tuple(grants)
    asked = caller_context(bearer, _FEARED)
    anywhere = permissions_of(held, boundary, asked, levels)
    if all(permits(anywhere, action).truth is Truth.NO for action in _WIDENING):
        return {}
    documents = [grant.document for grant in held]
    if isinstance(boundary, Boundary):
        documents.append(boundary.document)
    capped = isinstance(boundary, Boundary) and _leaves_out(boundary)
    delegates = any(_delegates(Same(document)) for document in documents)
    found = {}
    for kind in sorted(set(_WIDENING.values())):
        scope = _Scope(kind, bearer if capped else None, delegates)
        live = (replace(grant, document=_within(grant.document, scope)) for grant in held)
        holder = permissions_of(live, boundary, asked, levels)
        for action in (action for action, about in _WIDENING.items() if about == kind):
            answer = permits(holder, action)
            if answer.truth is Truth.YES or answer.ways:
                found[action] = answer
    return {action: found[action] for action in _WIDENING if action in found}


def _leaves_out(boundary: Boundary) -> bool:
    """Tell whether a boundary surely is smaller than everything."""
    alone = permissions_of([], None)
    everything = replace(alone, identity=compiled([boundary.document], UNCAPPED))
    return boundary.presence is Truth.YES and holds_administrator(everything) is Truth.NO


@lru_cache(maxsize=1024)
def _delegates(document: Same[PolicyDocument]) -> bool:
    """Tell whether a document requires a boundary of the users and roles that it lets make."""
    statements = document.it.statements
    return any(restricts_to_boundary(statement) is Truth.YES for statement in statements)


def _within(document: PolicyDocument, scope: _Scope) -> PolicyDocument:
    """Return the document with the Allows that count, and every Deny."""
    capped = scope.capped is not None
    counted = _counting(Same(document), scope.kind, capped=capped, delegates=scope.delegates)
    bearer = scope.capped
    if bearer is not None:
        counted = tuple(at for at in counted if not _only(document.statements[at], bearer))
    return _narrowed(Same(document), counted)


@lru_cache(maxsize=1024)
def _narrowed(document: Same[PolicyDocument], counted: tuple[int, ...]) -> PolicyDocument:
    """Return a document with some of its Allows, and every Deny; one object for all who hold it."""
    wanted = set(counted)
    kept = tuple(
        statement
        for at, statement in enumerate(document.it.statements)
        if statement.effect is Effect.DENY or at in wanted
    )
    return replace(document.it, statements=kept)


@lru_cache(maxsize=1024)
def _counting(
    document: Same[PolicyDocument], kind: str, *, capped: bool, delegates: bool
) -> tuple[int, ...]:
    """Return which statements may widen somebody whom nothing caps, if not their bearer alone."""
    variables = document.it.version == "2012-10-17"
    counted = []
    for at, statement in enumerate(document.it.statements):
        written = statement.resources
        resources = resources_of(written, document.it.kind, variables=variables)
        counts = _reaches(resources, kind)
        if counts and delegates and kind in _UNCONDITIONED:
            counts = not capped and covers_all_of_kind(resources, kind) is not Truth.NO
        if counts:
            counted.append(at)
    return tuple(counted)


def _reaches(resources: ResourceSet, kind: str) -> bool:
    """Tell whether resources may be of a kind.

    `*` on one bucket names every action of IAM and allows none of them.
    """
    if resources.negated or resources.open:
        return True
    return any(
        intersects(pattern, iam_resources(kind, partition)) is not Truth.NO
        for pattern in (*resources.sure, *resources.possible)
        for partition in PARTITIONS
        if not any(is_subset(pattern, fixed) is Truth.YES for fixed in _FIXED)
    )


def _only(statement: Statement, bearer: User | Role) -> bool:
    """Tell whether a statement is about its bearer and nothing else."""
    words = statement.resources
    if words is None or words.negated or words.open is not None or words.possible:
        return False
    return all(_is_self(word, bearer) for word in words.words)


def _is_self(word: Word, bearer: User | Role) -> bool:
    """Tell whether a resource surely is the ARN of the bearer."""
    identity = identity_of(word)
    if identity is not None and identity.attribute.lower() == "arn":
        return identity.resource == bearer.place.key
    text = show(word)
    return text == show(bearer.arn) or (
        isinstance(bearer, User) and text.endswith("/${aws:username}")
    )
