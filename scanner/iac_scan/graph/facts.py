"""What one resource says about identities, before anything is linked: drafts.

Both adapters yield these. A draft names other things by values as the code wrote them; which
declared thing a value is, is found in `links`. No format and no attribute name is known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from iac_scan.evaluation.result import Target
from iac_scan.graph.model import (
    AccountKey,
    Analyzer,
    FederationProvider,
    PasswordPolicy,
    Place,
    ResourceKind,
    Safeguard,
    SecretLiteral,
    Trail,
    TrustAnchor,
    WorkloadKind,
)
from iac_scan.sources.span import Origin
from iac_scan.values import ResourceKey, Truth, Unknown, Value

Link: TypeAlias = ResourceKey | Value
"""Names another thing: the thing itself when it is the resource that speaks, else a value."""


class Carrier(Enum):
    """What can carry permissions; the value is AWS's own word, for those of IAM as in an ARN."""

    USER = "user"
    GROUP = "group"
    ROLE = "role"
    PERMISSION_SET = "permission set"


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


@dataclass(frozen=True, slots=True)
class ProtectedDraft:
    """A declared thing that may carry a policy of its own, for links to it."""

    kind: ResourceKind
    """What it is."""
    place: Place
    """Where it stands."""
    name: Value
    """Its name, for links by name; Absent when AWS makes it up."""
    shown: str
    """Its name for messages."""
    arn: Value
    """Its ARN as far as it follows from the code."""


@dataclass(frozen=True, slots=True)
class ResourcePolicyDraft:
    """A policy on a resource."""

    kind: ResourceKind
    """What it protects."""
    place: Place
    """The resource that declares it."""
    resource: Link | None
    """What it protects; None for the account as a whole."""
    shown: str
    """For messages, when what it protects is not declared."""
    arn: Value
    """The ARN of what it protects, when that is not declared."""
    document: Value
    """The document as written, or as its attributes make it."""
    presence: Truth
    """Whether it is there."""
    written: bool = True
    """False for AWS's own, which gives way to one that is written."""
    beside: bool = False
    """Whether it adds to the policy of what it protects, and is not that policy."""
    refuses_public: Truth = Truth.NO
    """Whether AWS is asked to refuse it if it lets everybody in."""
    qualified: bool = False
    """Whether it is on one alias or version of a function alone, which `arn` then names."""


@dataclass(frozen=True, slots=True)
class PublicAccessBlockDraft:
    """Settings that keep the public out of a bucket, or of all buckets of an account."""

    place: Place
    """The resource that declares them."""
    resource: Link | None
    """The bucket; None for the account."""
    settings: tuple[Truth, Truth, Truth, Truth]
    """Whether public ACLs are refused and ignored, public policies refused, public buckets
    restricted."""


@dataclass(frozen=True, slots=True)
class FunctionUrlDraft:
    """An address of a Lambda function."""

    place: Place
    """The resource that declares it."""
    function: Link
    """The function."""
    authorization: Value
    """How callers are asked who they are, as written."""


@dataclass(frozen=True, slots=True)
class QualifierDraft:
    """An alias or a version of a Lambda function: what names it names the function too."""

    place: Place
    """The resource that declares it."""
    function: Link
    """The function."""


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


Fact: TypeAlias = (
    AccountDraft
    | PrincipalDraft
    | PolicyDraft
    | ElsewhereDraft
    | InlineDraft
    | AttachmentDraft
    | OpenDraft
    | StrayDraft
    | MembershipDraft
    | InstanceProfileDraft
    | AccessKeyDraft
    | LoginProfileDraft
    | OrganizationDraft
    | OrganizationNodeDraft
    | OrganizationPolicyDraft
    | OrganizationAttachmentDraft
    | OrganizationOpenDraft
    | SecretLiteral
    | ProtectedDraft
    | ResourcePolicyDraft
    | PublicAccessBlockDraft
    | FunctionUrlDraft
    | QualifierDraft
    | BoundaryDraft
    | AssignmentDraft
    | AnywhereProfileDraft
    | WorkloadDraft
    | FederationProvider
    | TrustAnchor
    | Trail
    | Analyzer
    | Safeguard
    | PasswordPolicy
)
"""What an adapter yields. What needs no link is its own draft."""
