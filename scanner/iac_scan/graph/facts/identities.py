"""What one resource says about users, groups, roles and their policies, unlinked.

What it says of organizations is in `organizations`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from iac_scan.evaluation.result import Target
from iac_scan.graph.facts.links import Carrier, Link
from iac_scan.graph.model import (
    AccountKey,
    Place,
)
from iac_scan.sources.span import Origin
from iac_scan.values import Truth, Unknown, Value


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """An account that something is created in."""

    account: AccountKey
    """Its key in this scan."""
    id: Value
    """Its id as far as it follows from the code."""
    partition: Value
    """The partition that it is in."""
    among: tuple[Target, ...] = ()
    """For accounts that are not known one by one where all of them are, or one of them is."""


@dataclass(frozen=True, slots=True)
class PrincipalDraft:
    """A user, a group or a role."""

    carrier: Carrier
    """Which of the three."""
    place: Place
    """Where it stands."""
    name: Value
    """Its name, for links by name; Absent when AWS generates it."""
    shown: str
    """Its name for messages."""
    arn: Value
    """Its ARN as far as it follows from the code."""
    path: Value
    """Its IAM path."""
    boundary: Value
    """The ARN of its permissions boundary, as written."""
    nullable: bool
    """Whether an unknown boundary may also be none at all."""
    trust: Value
    """For a role who may assume it, else Absent."""
    max_session_duration: Value
    """For a role the seconds, for a permission set its duration, else Absent."""
    declared: bool = True
    """False for one that the code only names."""


@dataclass(frozen=True, slots=True)
class PolicyDraft:
    """A customer managed policy."""

    place: Place
    """Where it stands."""
    name: Value
    """Its name, for links by name; Absent when AWS generates it."""
    shown: str
    """Its name for messages."""
    arn: Value
    """Its ARN as far as it follows from the code."""
    document: Value
    """The document as written."""


class ElsewhereKind(Enum):
    """What a data source looks up."""

    USER = Carrier.USER.value
    GROUP = Carrier.GROUP.value
    ROLE = Carrier.ROLE.value
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class ElsewhereDraft:
    """A data source: something that exists, and may be declared by other code."""

    kind: ElsewhereKind
    """What it looks up."""
    place: Place
    """Where the data source stands."""
    name: Value
    """The name that it is looked up by, or Absent."""
    arn: Value
    """The ARN that it is looked up by, or that it yields."""


@dataclass(frozen=True, slots=True)
class InlineDraft:
    """A policy written on one principal, in its own block or in a resource of its own."""

    carrier: Carrier
    """What kind of principal it is written on."""
    owner: Link
    """The principal."""
    shown: str
    """Its name for messages."""
    document: Value
    """The document as written."""
    origin: Origin
    """The line that declares it."""
    presence: Truth
    """Whether it is there."""
    place: Place
    """The resource that declares it."""


@dataclass(frozen=True, slots=True)
class AttachmentDraft:
    """The fact that a managed policy is attached to a principal."""

    carrier: Carrier
    """What kind of principal it is attached to."""
    owner: Link
    """The principal."""
    policy: Link
    """The policy."""
    origin: Origin
    """The line that attaches it."""
    presence: Truth
    """Whether it is there."""
    place: Place
    """The resource that declares it."""
    exclusive: bool = False
    """Declared by a resource that keeps the whole list, and may repeat other attachments."""


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """The fact that a principal may carry more than the code shows."""

    carrier: Carrier
    """What kind of principal."""
    owner: Link
    """The principal."""
    why: Unknown
    """The list that is not known."""
    place: Place
    """The resource that says so."""


@dataclass(frozen=True, slots=True)
class StrayDraft:
    """A policy or a credential that names nobody whom it is for."""

    message: str
    """What it is: lower case, one line, no final period, user text in backticks."""
    place: Place
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class MembershipDraft:
    """The fact that a user is in a group."""

    user: Link
    """The user."""
    group: Link
    """The group."""
    origin: Origin
    """The line that says so."""
    presence: Truth
    """Whether it is so."""
    place: Place
    """The resource that declares it."""


@dataclass(frozen=True, slots=True)
class InstanceProfileDraft:
    """An instance profile."""

    place: Place
    """Where it stands."""
    shown: str
    """Its name for messages."""
    roles: tuple[Value, ...]
    """The roles that it hands out."""


@dataclass(frozen=True, slots=True)
class AccessKeyDraft:
    """A long-lived access key of a user."""

    user: Link
    """The user."""
    status: Value
    """`Active`, `Inactive`, or Absent."""
    place: Place
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class LoginProfileDraft:
    """A console password of a user."""

    user: Link
    """The user."""
    origin: Origin
    """Its declaration."""
    place: Place
    """Where it stands; its presence is that of the password."""


@dataclass(frozen=True, slots=True)
class BoundaryDraft:
    """A permissions boundary that a resource of its own sets."""

    carrier: Carrier
    """What kind of principal carries it."""
    owner: Link
    """The principal."""
    policy: Value
    """The ARN of the policy."""
    place: Place
    """The resource that declares it."""
