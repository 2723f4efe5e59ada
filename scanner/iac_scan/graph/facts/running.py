"""What one resource says about who takes a role, or runs with one, unlinked.

What roles there are is in `identities`.
"""

from __future__ import annotations

from dataclasses import dataclass

from iac_scan.graph.facts.links import Link
from iac_scan.graph.model import (
    Place,
    WorkloadKind,
)
from iac_scan.values import Truth, Value


@dataclass(frozen=True, slots=True)
class AssignmentDraft:
    """The fact that somebody may take a permission set in an account."""

    place: Place
    """The resource that declares it."""
    permission_set: Link
    """The permission set."""
    principal_kind: Value
    """`USER` or `GROUP`."""
    principal: Value
    """The id of the user or group."""
    account: Value
    """The account."""


@dataclass(frozen=True, slots=True)
class AnywhereProfileDraft:
    """A profile of IAM Roles Anywhere."""

    place: Place
    """Where it stands."""
    shown: str
    """Its name for messages."""
    enabled: Truth
    """Whether it is in force."""
    roles: tuple[Value, ...]
    """The roles that it hands out."""
    session_policy: Value
    """The document that cuts sessions down, or Absent."""
    managed_policies: Value
    """The managed policies that cut sessions down."""


@dataclass(frozen=True, slots=True)
class UseDraft:
    """The fact that something runs with a role."""

    value: Value
    """The role, or the instance profile."""
    by_profile: bool
    """Whether it is an instance profile."""
    attribute: str
    """Where it is written."""
    presence: Truth
    """Whether it is so."""


@dataclass(frozen=True, slots=True)
class WorkloadDraft:
    """Something that runs with roles."""

    kind: WorkloadKind
    """What it is."""
    place: Place
    """Where it stands."""
    shown: str
    """Its name for messages."""
    uses: tuple[UseDraft, ...]
    """Its roles and profiles, in the order of the table."""
