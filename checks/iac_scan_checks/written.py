"""The policies that are written at a node, each with who carries it.

What is wrong with them is said by the topics.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from iac_scan.check import (
    AnywhereProfile,
    Certainty,
    Group,
    Located,
    ManagedPolicy,
    OrganizationPolicy,
    PermissionSet,
    ResourcePolicy,
    Role,
    User,
)
from iac_scan.iam.policy import PolicyDocument
from iac_scan.values import Truth
from iac_scan_checks.doubt import certainty

Writer: TypeAlias = (
    User
    | Role
    | Group
    | PermissionSet
    | AnywhereProfile
    | ManagedPolicy
    | OrganizationPolicy
    | ResourcePolicy
)
"""What policies are written at."""

WRITERS: tuple[type[Writer], ...] = (
    User,
    Role,
    Group,
    PermissionSet,
    AnywhereProfile,
    ManagedPolicy,
    OrganizationPolicy,
    ResourcePolicy,
)
"""The types of it."""


@dataclass(frozen=True, slots=True)
class Written:
    """A document, and where."""

    name: str
    """What it is, for messages."""
    owner: Located
    """What carries it."""
    document: PolicyDocument
    """The document."""
    presence: Truth
    """Whether it is there."""


def documents_of(node: Writer) -> Iterator[Written]:
    """Yield the documents that are written at a node; what AWS makes up is not."""
    there = Truth.YES if node.place is None else node.place.presence
    if isinstance(node, ResourcePolicy):
        if node.written:
            what = "permission on" if node.beside else "policy of"
            name = f"the {what} {node.kind.noun} `{node.name}`"
            yield Written(name, node, _as_written(node), node.presence)
        return
    if isinstance(node, AnywhereProfile):
        if node.session_policy is not None:
            name = f"the session policy of profile `{node.name}`"
            yield Written(name, node, node.session_policy, there)
        return
    if isinstance(node, ManagedPolicy | OrganizationPolicy):
        yield Written(f"policy `{node.name}`", node, node.document, there)
        return
    for policy in node.inline_policies:
        name = f"policy `{policy.name}`"
        yield Written(name, policy, policy.document, there & policy.presence)
    if isinstance(node, Role):
        yield Written(f"the trust policy of role `{node.name}`", node, node.trust, there)


def _as_written(node: ResourcePolicy) -> PolicyDocument:
    """Return the document of a policy on a resource without the `Resource` that nobody wrote.

    A statement that stands where its declaration does is made of the attributes of that.
    """
    made = tuple(
        replace(each, resources=None) if each.origin == node.origin else each
        for each in node.document.statements
    )
    return replace(node.document, statements=made)


def sure_of(written: Written, part: Truth) -> Certainty:
    """Return how sure a part of a document is that is there, or wrong, as `part` says."""
    return certainty(written.presence, part) or Certainty.POSSIBLE
