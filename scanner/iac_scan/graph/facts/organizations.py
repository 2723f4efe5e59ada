"""What one resource says about an organization, unlinked.

What it says of principals is in `identities`.
"""

from __future__ import annotations

from dataclasses import dataclass

from iac_scan.graph.facts.links import Link
from iac_scan.graph.model import (
    Place,
)
from iac_scan.sources.span import Origin
from iac_scan.values import Truth, Unknown, Value


@dataclass(frozen=True, slots=True)
class OrganizationDraft:
    """An organization, declared or looked up."""

    place: Place
    """Where it stands."""
    declared: bool
    """False for a data source."""
    enabled_policy_types: Value
    """The policy types that are switched on; Absent when not written."""


@dataclass(frozen=True, slots=True)
class OrganizationNodeDraft:
    """An organizational unit or an account, declared or looked up."""

    unit: bool
    """True for a unit, False for an account."""
    place: Place
    """Where it stands."""
    shown: str
    """Its name for messages."""
    parent: Value
    """The root or unit above it; Absent for an account that stays in the root."""
    account_id: Value | None
    """For accounts the id as far as it follows from the code."""
    declared: bool = True
    """False for a data source."""


@dataclass(frozen=True, slots=True)
class OrganizationPolicyDraft:
    """A policy of the organization, of whatever type."""

    place: Place
    """Where it stands."""
    shown: str
    """Its name for messages."""
    type: Value
    """Its type as written; Absent when not written."""
    document: Value
    """The document as written."""


@dataclass(frozen=True, slots=True)
class OrganizationAttachmentDraft:
    """The fact that an organization policy is attached to a root, a unit or an account."""

    policy: Link
    """The policy."""
    target: Value
    """The root, unit or account."""
    origin: Origin
    """The line that attaches it."""
    presence: Truth
    """Whether it is so."""
    place: Place
    """The resource that declares it."""


@dataclass(frozen=True, slots=True)
class OrganizationOpenDraft:
    """The fact that an organization policy may be attached in places that the code hides."""

    why: Unknown
    """The list that is not known."""
    place: Place
    """The resource that says so."""
