"""What a principal effectively may do: its grants, its boundary, and its organization's levels.

What policies mean is `iac_scan.iam`; whether the result is a problem is for checks to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from iac_scan.graph.model import (
    Attachment,
    Boundary,
    Graph,
    Group,
    InlinePolicy,
    ManagedPolicy,
    Organization,
    OrganizationNode,
    OrganizationNodeKind,
    OrganizationPolicy,
    OrganizationPolicyType,
    Place,
    Principal,
    Role,
    User,
)
from iac_scan.iam.claims import Held
from iac_scan.iam.conditions import UNKNOWN_CONTEXT, Context, Stated
from iac_scan.iam.holdings import Permissions, permissions
from iac_scan.iam.policy import PolicyDocument
from iac_scan.values import Known, Text, Truth, Unknown, Value, identity_of, text_of

Levels: TypeAlias = tuple[tuple[Held, ...], ...]
"""The service control policies of the root, of each unit on the way down and of the account."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One policy that somebody holds."""

    source: InlinePolicy | Attachment
    """What gives it."""
    document: PolicyDocument
    """What it says."""
    presence: Truth
    """Whether it is held."""

    @property
    def managed(self) -> ManagedPolicy | None:
        """The managed policy that is attached, or None for an inline one."""
        return self.source.policy if isinstance(self.source, Attachment) else None

    @property
    def name(self) -> str:
        """The name of the policy, for messages."""
        return (
            self.source.name if isinstance(self.source, InlinePolicy) else self.source.policy.name
        )


def own_grants(holder: Principal) -> tuple[Grant, ...]:
    """Return what a user, group or role holds itself."""
    return (
        *(Grant(item, item.document, item.presence) for item in holder.inline_policies),
        *(Grant(item, item.policy.document, item.presence) for item in holder.attachments),
    )


def group_grants(user: User) -> tuple[Grant, ...]:
    """Return what a user holds as a member of groups."""
    return tuple(
        replace(grant, presence=grant.presence & membership.presence)
        for membership in user.memberships
        for grant in own_grants(membership.group)
    )


def all_grants(holder: Principal) -> tuple[Grant, ...]:
    """Return everything that somebody holds, by groups too."""
    inherited = group_grants(holder) if isinstance(holder, User) else ()
    return (*own_grants(holder), *inherited)


def boundary_of(holder: Principal) -> Boundary | Unknown | None:
    """Return the permissions boundary; a group cannot carry one."""
    return None if isinstance(holder, Group) else holder.boundary


def permissions_of(
    grants: Iterable[Grant],
    boundary: Boundary | Unknown | None,
    context: Context = UNKNOWN_CONTEXT,
    levels: Levels = (),
) -> Permissions:
    """Return what the grants together allow within a boundary and an organization."""
    return permissions(
        (Held(grant.document, grant.presence) for grant in grants),
        boundary=(
            Held(boundary.document, boundary.presence)
            if isinstance(boundary, Boundary)
            else boundary
        ),
        levels=levels,
        context=context,
    )


def effective(holder: Principal, graph: Graph) -> Permissions:
    """Return everything that decides what somebody may do, as far as the code tells.

    Unknown: policies that may be attached and are not known leave it open.
    """
    held = permissions_of(
        all_grants(holder), boundary_of(holder), caller_context(holder), levels_of(holder, graph)
    )
    groups = (each.group for each in holder.memberships) if isinstance(holder, User) else ()
    unlinked = (*holder.unlinked, *(why for group in groups for why in group.unlinked))
    identity = replace(held.identity, unread=(*held.identity.unread, *unlinked))
    return replace(held, identity=identity)


def caller_context(holder: Principal, stated: Mapping[str, Stated] | None = None) -> Context:
    """Return what is known of every request that somebody makes, beside what is stated: who asks.

    Nothing more is known of the members of a group.
    Source: IAM User Guide, "AWS global condition context keys", properties of the principal.
    """
    known: dict[str, Stated] = dict(stated or {})
    match holder:
        case Group():
            return Context.of(known)
        case User():
            known["aws:PrincipalType"] = "User"
        case Role():
            known["aws:PrincipalType"] = "AssumedRole"
            known["aws:username"] = None
    known["aws:PrincipalIsAWSService"] = "false"
    if isinstance(holder.arn, Known | Text):
        known["aws:PrincipalArn"] = holder.arn
    return Context.of(known)


def levels_of(holder: Principal, graph: Graph) -> Levels:
    """Return the service control policies that bind somebody, the root's first.

    Shape: empty where the code declares no organization, and for the management account, which
    service control policies do not bind.
    Unknown: policies of which it is not known where they are attached may be attached here. An
    account of which it is not known where it is (a template does not say where it is deployed) may
    be below every root and unit, and may be each account that it is not surely apart from: the
    policies there are one level, and each of them is in doubt.
    Source: Organizations User Guide, "SCP effects on permissions".
    """
    return account_levels(holder.place, graph)


def account_levels(place: Place | None, graph: Graph) -> Levels:
    """Return the service control policies of the account that a node stands in; see `levels_of`."""
    if place is None:
        return ()
    for organization in graph.organizations:
        if _is_management(place, organization):
            return ()
        for path, placed in _paths(organization):
            if _is_account(path[-1], place, graph):
                levels = tuple(_attached(node) for node in path)
                doubtful = tuple(_elsewhere(organization, placed))
                return (*levels, doubtful) if doubtful else levels
    perhaps = tuple(
        policy
        for organization in graph.organizations
        for policy in _over(organization, place, graph)
    )
    return (perhaps,) if perhaps else ()


def _over(organization: Organization, place: Place, graph: Graph) -> Iterator[Held]:
    """Yield the policies that bind an account if it is somewhere in an organization."""
    found: dict[int, OrganizationPolicy] = {}
    for path, _ in _paths(organization):
        mine = path if _may_be_account(path[-1], place, graph) else path[:-1]
        found |= {id(item.policy): item.policy for node in mine for item in node.attachments}
    for path in organization.nodes():
        if path[-1].kind is not OrganizationNodeKind.ACCOUNT:
            found |= {id(item.policy): item.policy for item in path[-1].attachments}
    if organization.unlinked:
        found |= {id(policy): policy for policy in organization.unattached}
    for policy in found.values():
        if _binds(policy) and policy.place is not None:
            yield Held(policy.document, Truth.UNKNOWN)


def _may_be_account(node: OrganizationNode, place: Place, graph: Graph) -> bool:
    """Tell whether an account of the organization may be the one that a node stands in."""
    here = graph.accounts.get(place.account)
    number = None if here is None else text_of(here)
    other = node.name if node.account_id is None else text_of(node.account_id)
    return number is None or other is None or number == other


def _is_management(place: Place, organization: Organization) -> bool:
    """Tell whether a node stands in the account that declares the organization."""
    home = organization.place
    return organization.declared and home is not None and home.account == place.account


def _paths(organization: Organization) -> Iterator[tuple[tuple[OrganizationNode, ...], bool]]:
    """Yield the path to every account, and whether the whole of it is known."""
    for path in organization.nodes():
        if path[-1].kind is OrganizationNodeKind.ACCOUNT:
            yield path, True
    for node in organization.adrift:
        pending: list[tuple[OrganizationNode, ...]] = [(organization.root, node)]
        while pending:
            path = pending.pop()
            pending.extend((*path, child) for child in path[-1].children)
            if path[-1].kind is OrganizationNodeKind.ACCOUNT:
                yield path, False


def _is_account(node: OrganizationNode, place: Place, graph: Graph) -> bool:
    """Tell whether an account of the organization is surely the one that a node stands in."""
    here: Value | None = graph.accounts.get(place.account)
    number = None if here is None else text_of(here)
    if node.account_id is None:
        # An account that is only named, as the target of an attachment.
        return number is not None and node.name == number
    if number is not None:
        return text_of(node.account_id) == number
    mine = None if here is None else identity_of(here)
    return mine is not None and mine == identity_of(node.account_id)


def _attached(node: OrganizationNode) -> tuple[Held, ...]:
    """Return the service control policies attached to a node."""
    return tuple(
        Held(item.policy.document, item.presence)
        for item in node.attachments
        if _binds(item.policy)
    )


def _elsewhere(organization: Organization, placed: bool) -> Iterator[Held]:
    """Yield the policies that may be attached on a path in places that are not known."""
    paths = organization.nodes()
    attached = [item.policy for path in paths for item in path[-1].attachments]
    possible: list[OrganizationPolicy] = []
    if organization.unlinked:
        possible += [*attached, *organization.unattached]
    elif not placed:
        possible += attached
    for policy in possible:
        # AWS's own `FullAWSAccess` takes nothing away wherever it is.
        if _binds(policy) and policy.place is not None:
            yield Held(policy.document, Truth.UNKNOWN)


def _binds(policy: OrganizationPolicy) -> bool:
    return policy.type is OrganizationPolicyType.SERVICE_CONTROL
