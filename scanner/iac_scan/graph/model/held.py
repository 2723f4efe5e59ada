"""Declared policies, and who holds them: the links of principals, followed backwards.

What somebody holds stands at the principals themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass

from iac_scan.graph.model.federation import PermissionSet
from iac_scan.graph.model.principals import Boundary, Group, ManagedPolicy, Principal, Role, User
from iac_scan.iam.policy import PolicyDocument
from iac_scan.values import ResourceKey, identity_of


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds which declared policy."""

    attached: Map[ResourceKey, tuple[Principal, ...]]
    """Everyone that a policy is attached to, by its key: groups, roles, users."""
    boundaries: frozenset[ResourceKey]
    """The policies that somebody carries as a boundary."""
    demanded: frozenset[ResourceKey]
    """The policies that another one asks for as the boundary of whom its holder makes."""


def held_in(
    groups: tuple[Group, ...],
    roles: tuple[Role, ...],
    users: tuple[User, ...],
    policies: tuple[ManagedPolicy, ...],
    permission_sets: tuple[PermissionSet, ...],
) -> Held:
    """Return who holds which of the declared policies, each once."""
    attached: dict[ResourceKey, list[Principal]] = {}
    everyone: tuple[Principal, ...] = (*groups, *roles, *users)
    for holder in everyone:
        for attachment in holder.attachments:
            if attachment.policy.place is not None:
                held = attached.setdefault(attachment.policy.place.key, [])
                if not held or held[-1] is not holder:
                    held.append(holder)
    written = (policy.document for holder in everyone for policy in holder.inline_policies)
    return Held(
        {key: tuple(holders) for key, holders in attached.items()},
        frozenset(_carried((*users, *roles, *permission_sets))),
        frozenset(_demanded((*written, *(policy.document for policy in policies)))),
    )


def _carried(holders: Iterable[User | Role | PermissionSet]) -> Iterator[ResourceKey]:
    """Yield the declared policies that somebody carries as a boundary."""
    for holder in holders:
        boundary = holder.boundary
        if isinstance(boundary, Boundary) and boundary.policy.place is not None:
            yield boundary.policy.place.key


def _demanded(documents: Iterable[PolicyDocument]) -> Iterator[ResourceKey]:
    """Yield what documents name in conditions on the boundary of whom their holder makes."""
    for document in documents:
        for statement in document.statements:
            for line in statement.conditions:
                if line.key.lower() == "iam:permissionsboundary":
                    named = (identity_of(word) for word in line.values.words)
                    yield from (one.resource for one in named if one is not None)
