"""Organizations: units, accounts and the policies attached along the tree.

What service control policies allow is `iac_scan.iam`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from iac_scan.graph.model.places import Place
from iac_scan.iam.policy import PolicyDocument
from iac_scan.sources.span import Origin
from iac_scan.values import Truth, Unknown, Value


class OrganizationPolicyType(Enum):
    """The types of organization policy that this package reads."""

    SERVICE_CONTROL = "SERVICE_CONTROL_POLICY"
    RESOURCE_CONTROL = "RESOURCE_CONTROL_POLICY"


@dataclass(frozen=True, slots=True)
class OrganizationPolicy:
    """A service or resource control policy."""

    name: str
    """For messages."""
    type: OrganizationPolicyType
    """Which."""
    document: PolicyDocument
    """Read as that kind."""
    place: Place | None
    """None for AWS's own `FullAWSAccess`, and for one that is not declared here."""
    origin: Origin
    """Its declaration; for the others the line that names it."""


@dataclass(frozen=True, slots=True)
class OrganizationAttachment:
    """The fact that an organization policy is attached to a root, a unit or an account."""

    policy: OrganizationPolicy
    """What is attached."""
    origin: Origin
    """The line that attaches it."""
    presence: Truth
    """Whether it is so."""


@dataclass(frozen=True, slots=True)
class OrganizationNode:
    """The root, an organizational unit or an account, with what is attached there."""

    kind: OrganizationNodeKind
    """Which of the three."""
    name: str
    """For messages: `root`, `Workloads`, `prod`."""
    origin: Origin
    """Its declaration; for one that nobody declares, the line that names it."""
    place: Place | None
    """None for one that nobody declares: a root, or a unit or account named by its id."""
    account_id: Value | None
    """For accounts the 12 digits as far as known, else None."""
    attachments: tuple[OrganizationAttachment, ...]
    """Sorted by origin."""
    children: tuple[OrganizationNode, ...]
    """Units and accounts directly below, sorted by origin."""


class OrganizationNodeKind(Enum):
    """What an `OrganizationNode` is."""

    ROOT = "root"
    UNIT = "organizational unit"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Organization:
    """An AWS organization, or the part of one that the scanned code describes."""

    place: Place | None
    """The organization resource; None when only units, accounts or attachments are declared."""
    origin: Origin
    """Its declaration, else the first thing that belongs to it."""
    root: OrganizationNode
    """The tree."""
    declared: bool
    """Whether the code declares the organization itself, and so is answerable for it."""
    enabled_policy_types: Value
    """The policy types that are switched on; Absent when not written."""
    adrift: tuple[OrganizationNode, ...]
    """Nodes whose parent is not known: they may be anywhere below the root."""
    unattached: tuple[OrganizationPolicy, ...]
    """Policies declared and attached to nothing that is known."""
    unlinked: tuple[Unknown, ...]
    """Why policies may be attached in further places that are not known."""

    def nodes(self) -> Iterator[tuple[OrganizationNode, ...]]:
        """Yield every node as the path from the root to it, the root first."""
        pending: list[tuple[OrganizationNode, ...]] = [(self.root,)]
        while pending:
            path = pending.pop(0)
            yield path
            pending.extend((*path, child) for child in path[-1].children)
