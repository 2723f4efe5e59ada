"""The neutral model: who there is in the described AWS organization, and what is attached to whom.

Terraform and CloudFormation fill the same types, so that a check cannot tell them apart. Every
node is frozen and holds what it uses (a user its groups, an attachment its policy); the way back
(the members of a group) is asked of the `Graph`. What a policy *allows* is `iac_scan.iam`.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from enum import Enum
from typing import NewType, TypeAlias, TypeVar

from iac_scan.iam.policy import PolicyDocument
from iac_scan.sources.diagnostics import Gap
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.values import ResourceKey, Truth, Unknown, Value

AccountKey = NewType("AccountKey", str)
"""Names an account in one scan: its id when known, else who deploys into it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands in the code, and in which account it will stand."""

    key: ResourceKey
    """Its identity."""
    origin: Origin
    """The header of its block, or its logical id."""
    body: Span
    """Its whole block."""
    account: AccountKey
    """The account that it is created in."""
    presence: Truth
    """YES, or UNKNOWN when something undecided decides whether it exists."""
    calls: tuple[Step, ...] = ()
    """The module calls or nested stacks that lead to it, outermost first."""


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


class SecretKind(Enum):
    """What kind of secret a literal is."""

    ACCESS_KEY_ID = "access key id"
    SECRET_ACCESS_KEY = "secret access key"  # noqa: S105 - the name of a kind
    SESSION_TOKEN = "session token"  # noqa: S105 - the name of a kind


@dataclass(frozen=True, slots=True)
class SecretLiteral:
    """A credential written out in the code. The secret itself is not kept."""

    kind: SecretKind
    """What it is."""
    masked: str
    """The first four characters and then dots."""
    digest: str
    """SHA-256 in hex, to tell equal secrets without keeping them."""
    attribute: str
    """Where it is written: `provider.aws.access_key`, `environment.variables.KEY`."""
    origin: Origin
    """The literal."""
    place: Place | None
    """The resource that holds it; None for a provider, a local or a variable."""
    documented: bool
    """One of the examples of the AWS documentation, which open nothing."""


Node: TypeAlias = (
    User
    | Group
    | Role
    | ManagedPolicy
    | InstanceProfile
    | Organization
    | OrganizationPolicy
    | SecretLiteral
)
"""What a check can be written for."""

N = TypeVar("N", bound=Node)


@dataclass(frozen=True, slots=True)
class Graph:
    """Everything that the scanned code describes, linked and frozen."""

    users: tuple[User, ...] = ()
    """Sorted by key, like all that follow."""
    groups: tuple[Group, ...] = ()
    """The groups."""
    roles: tuple[Role, ...] = ()
    """The roles."""
    policies: tuple[ManagedPolicy, ...] = ()
    """Customer managed policies, attached or not."""
    instance_profiles: tuple[InstanceProfile, ...] = ()
    """The instance profiles."""
    organizations: tuple[Organization, ...] = ()
    """One for each that is told apart; most code has none or one."""
    organization_policies: tuple[OrganizationPolicy, ...] = ()
    """Declared ones, attached or not."""
    secrets: tuple[SecretLiteral, ...] = ()
    """Sorted by origin."""
    accounts: Map[AccountKey, Value] = field(default_factory=dict)
    """The id of each account that something is created in, as far as known."""
    gaps: tuple[Gap, ...] = ()
    """What could not be linked, sorted by span."""

    def nodes(self, kind: type[N] | tuple[type[N], ...]) -> tuple[N, ...]:
        """Return every node of a type, or of several, in the order of the fields."""
        everything: tuple[Node, ...] = (
            *self.users,
            *self.groups,
            *self.roles,
            *self.policies,
            *self.instance_profiles,
            *self.organizations,
            *self.organization_policies,
            *self.secrets,
        )
        return tuple(node for node in everything if isinstance(node, kind))

    def members(self, group: Group) -> tuple[User, ...]:
        """Return the users that are, or may be, in `group`."""
        return tuple(
            user
            for user in self.users
            if any(membership.group.place.key == group.place.key for membership in user.memberships)
        )
