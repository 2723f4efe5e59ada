"""Users, groups and roles with the policies, boundaries and credentials that they carry.

Who else takes part is in the modules beside this one; what a policy allows is `iac_scan.iam`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from iac_scan.graph.model.places import Place
from iac_scan.iam.policy import PolicyDocument
from iac_scan.sources.span import Origin
from iac_scan.values import Truth, Unknown, Value


class PolicySource(Enum):
    """Who wrote a policy."""

    CUSTOMER = "customer"
    """Declared in the scanned code."""
    AWS = "aws"
    """Written and kept by AWS: `arn:aws:iam::aws:policy/...`."""
    ELSEWHERE = "elsewhere"
    """Neither declared here nor AWS's: its text is not known."""


@dataclass(frozen=True, slots=True)
class ManagedPolicy:
    """A policy with an ARN of its own, attached by reference, name or ARN."""

    source: PolicySource
    """Who wrote it."""
    name: str
    """For messages: the name as far as known, else the ARN or the reference."""
    arn: Value
    """Its ARN."""
    document: PolicyDocument
    """Read as an identity policy. For `ELSEWHERE` it is `unread`."""
    place: Place | None
    """None unless `source` is CUSTOMER."""
    origin: Origin
    """Its declaration; for the others the place that names it."""


@dataclass(frozen=True, slots=True)
class InlinePolicy:
    """A policy that is part of one user, group, role or permission set."""

    name: str
    """For messages."""
    document: PolicyDocument
    """Read as an identity policy."""
    origin: Origin
    """The line that declares it: the resource, or the item in the owner's list."""
    presence: Truth
    """Whether it is there."""
    place: Place | None
    """The resource that declares it when that is not its owner."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """The fact that a managed policy is attached to somebody."""

    policy: ManagedPolicy
    """What is attached."""
    origin: Origin
    """The line that attaches it: the attachment resource, or the item in the owner's list."""
    presence: Truth
    """Whether it is there."""
    place: Place | None
    """The resource that declares it when that is neither the policy nor the owner."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """A permissions boundary that somebody carries."""

    policy: ManagedPolicy
    """The policy that caps; its `document` is read again as a boundary in `document`."""
    document: PolicyDocument
    """Read as a boundary."""
    origin: Origin
    """The line that sets it."""
    presence: Truth
    """YES, or UNKNOWN when something undecided decides whether it is set."""


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A long-lived access key of a user."""

    origin: Origin
    """Its declaration."""
    place: Place
    """Where it stands."""
    active: Truth
    """NO when its status is `Inactive`."""


@dataclass(frozen=True, slots=True)
class LoginProfile:
    """A console password of a user."""

    origin: Origin
    """Its declaration."""
    place: Place
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Group:
    """An IAM group."""

    name: str
    """For messages."""
    place: Place
    """Where it stands."""
    arn: Value
    """Its ARN as far as it follows from the code."""
    inline_policies: tuple[InlinePolicy, ...]
    """Sorted by origin."""
    attachments: tuple[Attachment, ...]
    """Sorted by origin."""
    unlinked: tuple[Unknown, ...] = ()
    """Why it may carry further policies that are not known."""
    declared: bool = True
    """False for one that the code only names: a policy is attached to it, it stands elsewhere."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin


@dataclass(frozen=True, slots=True)
class Membership:
    """The fact that a user is in a group."""

    group: Group
    """The group."""
    origin: Origin
    """The line that says so."""
    presence: Truth
    """Whether it is so."""


@dataclass(frozen=True, slots=True)
class User:
    """An IAM user."""

    name: str
    """For messages."""
    place: Place
    """Where it stands."""
    arn: Value
    """Its ARN as far as it follows from the code."""
    path: Value
    """The IAM path; `/` when not written."""
    inline_policies: tuple[InlinePolicy, ...]
    """Sorted by origin."""
    attachments: tuple[Attachment, ...]
    """Sorted by origin."""
    memberships: tuple[Membership, ...]
    """Sorted by origin."""
    boundary: Boundary | Unknown | None
    """None when there surely is none; Unknown when there may be one that is not known."""
    access_keys: tuple[AccessKey, ...]
    """Sorted by origin."""
    login_profile: LoginProfile | None
    """The console password, or None."""
    unlinked: tuple[Unknown, ...] = ()
    """Why it may carry further policies or groups that are not known."""
    declared: bool = True
    """False for one that the code only names: a policy is attached to it, it stands elsewhere."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin


@dataclass(frozen=True, slots=True)
class Role:
    """An IAM role."""

    name: str
    """For messages."""
    place: Place
    """Where it stands."""
    arn: Value
    """Its ARN as far as it follows from the code."""
    path: Value
    """The IAM path; `/` when not written."""
    trust: PolicyDocument
    """Who may assume it."""
    inline_policies: tuple[InlinePolicy, ...]
    """Sorted by origin."""
    attachments: tuple[Attachment, ...]
    """Sorted by origin."""
    boundary: Boundary | Unknown | None
    """None when there surely is none; Unknown when there may be one that is not known."""
    max_session_duration: Value
    """Seconds."""
    unlinked: tuple[Unknown, ...] = ()
    """Why it may carry further policies that are not known."""
    declared: bool = True
    """False for one that the code only names: a policy is attached to it, it stands elsewhere."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin


@dataclass(frozen=True, slots=True)
class InstanceProfile:
    """The wrapper through which an EC2 instance takes a role."""

    name: str
    """For messages."""
    place: Place
    """Where it stands."""
    roles: tuple[Role, ...]
    """AWS allows one; the code may name none or more."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin


Principal: TypeAlias = User | Role | Group
"""What can carry permissions. (AWS does not call a group a principal; messages do not either.)"""
