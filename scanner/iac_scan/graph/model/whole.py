"""Everything that the scanned code describes, in one frozen value.

What its nodes are is in the modules beside this one; how they are linked is `graph.build`.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias, TypeVar, cast

from iac_scan.evaluation.result import Target
from iac_scan.graph.model.audit import Analyzer, PasswordPolicy, Safeguard, Trail
from iac_scan.graph.model.federation import (
    AnywhereProfile,
    Assignment,
    FederationProvider,
    PermissionSet,
    TrustAnchor,
)
from iac_scan.graph.model.held import Held, held_in
from iac_scan.graph.model.organizations import Organization, OrganizationPolicy
from iac_scan.graph.model.places import AccountKey
from iac_scan.graph.model.principals import (
    Group,
    InstanceProfile,
    ManagedPolicy,
    Principal,
    Role,
    User,
)
from iac_scan.graph.model.resources import FunctionUrl, PublicAccessBlock, ResourcePolicy
from iac_scan.graph.model.secrets import SecretLiteral
from iac_scan.graph.model.workloads import Workload
from iac_scan.sources.diagnostics import Gap
from iac_scan.values import Value

Node: TypeAlias = (
    User
    | Group
    | Role
    | ManagedPolicy
    | InstanceProfile
    | Organization
    | OrganizationPolicy
    | SecretLiteral
    | ResourcePolicy
    | PublicAccessBlock
    | FunctionUrl
    | Workload
    | FederationProvider
    | PermissionSet
    | Assignment
    | TrustAnchor
    | AnywhereProfile
    | Trail
    | Analyzer
    | Safeguard
    | PasswordPolicy
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
    resource_policies: tuple[ResourcePolicy, ...] = ()
    """Policies on resources: one for each policy and each thing that it protects."""
    public_access_blocks: tuple[PublicAccessBlock, ...] = ()
    """Settings that keep the public out of buckets."""
    function_urls: tuple[FunctionUrl, ...] = ()
    """Addresses of Lambda functions."""
    workloads: tuple[Workload, ...] = ()
    """What runs with roles."""
    federation_providers: tuple[FederationProvider, ...] = ()
    """Identity providers that IAM trusts."""
    permission_sets: tuple[PermissionSet, ...] = ()
    """Permission sets of Identity Center."""
    assignments: tuple[Assignment, ...] = ()
    """Who may take a permission set in which account."""
    trust_anchors: tuple[TrustAnchor, ...] = ()
    """Certificate authorities of IAM Roles Anywhere."""
    anywhere_profiles: tuple[AnywhereProfile, ...] = ()
    """Profiles of IAM Roles Anywhere."""
    trails: tuple[Trail, ...] = ()
    """Audit trails and event data stores."""
    analyzers: tuple[Analyzer, ...] = ()
    """Analyzers of IAM Access Analyzer."""
    safeguards: tuple[Safeguard, ...] = ()
    """What watches over accounts."""
    password_policies: tuple[PasswordPolicy, ...] = ()
    """Rules for passwords."""
    accounts: Map[AccountKey, Value] = field(default_factory=dict)
    """The id of each account that something is created in or assigned for, as far as known."""
    partitions: Map[AccountKey, Value] = field(default_factory=dict)
    """The partition of each account that something is created in."""
    among: Map[AccountKey, tuple[Target, ...]] = field(default_factory=dict)
    """For accounts that are not known one by one where all of them are, or one of them is."""
    gaps: tuple[Gap, ...] = ()
    """What could not be linked, sorted by span."""
    _held: Held = field(init=False, repr=False, compare=False)
    """Who each declared policy is of, found once for all who ask."""
    _by_type: Map[type[Node], tuple[Node, ...]] = field(init=False, repr=False, compare=False)
    """Every node by its type, told apart once: some checks ask for each role."""

    def __post_init__(self) -> None:
        """Find who holds what, and what there is of each type."""
        held = held_in(self.groups, self.roles, self.users, self.policies, self.permission_sets)
        object.__setattr__(self, "_held", held)
        by_type: dict[type[Node], list[Node]] = {}
        for node in self._everything():
            by_type.setdefault(type(node), []).append(node)
        told_apart = {kind: tuple(nodes) for kind, nodes in by_type.items()}
        object.__setattr__(self, "_by_type", told_apart)

    def nodes(self, kind: type[N] | tuple[type[N], ...]) -> tuple[N, ...]:
        """Return every node of a type, or of several, in the order of the fields."""
        # INVARIANT: no type of nodes is in two fields, so that the order is that of the fields.
        found = [nodes for each, nodes in self._by_type.items() if issubclass(each, kind)]
        return cast("tuple[N, ...]", found[0] if len(found) == 1 else tuple(chain(*found)))

    def _everything(self) -> tuple[Node, ...]:
        """Return every node, in the order of the fields."""
        return (
            *self.users,
            *self.groups,
            *self.roles,
            *self.policies,
            *self.instance_profiles,
            *self.organizations,
            *self.organization_policies,
            *self.secrets,
            *self.resource_policies,
            *self.public_access_blocks,
            *self.function_urls,
            *self.workloads,
            *self.federation_providers,
            *self.permission_sets,
            *self.assignments,
            *self.trust_anchors,
            *self.anywhere_profiles,
            *self.trails,
            *self.analyzers,
            *self.safeguards,
            *self.password_policies,
        )

    def holders(self, policy: ManagedPolicy) -> tuple[Principal, ...]:
        """Return everyone that a declared policy is, or may be, attached to; of AWS's own nobody.

        Shape: groups, roles, users, each kind sorted by key.
        """
        return () if policy.place is None else self._held.attached.get(policy.place.key, ())

    def is_boundary(self, policy: ManagedPolicy) -> bool:
        """Tell whether somebody carries a declared policy as a boundary."""
        return policy.place is not None and policy.place.key in self._held.boundaries

    def is_demanded(self, policy: ManagedPolicy) -> bool:
        """Tell whether another policy asks for a declared one as the boundary of whom one makes."""
        return policy.place is not None and policy.place.key in self._held.demanded

    def members(self, group: Group) -> tuple[User, ...]:
        """Return the users that are, or may be, in `group`."""
        return tuple(
            user
            for user in self.users
            if any(membership.group.place.key == group.place.key for membership in user.memberships)
        )
