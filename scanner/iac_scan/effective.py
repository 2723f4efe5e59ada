"""What a principal effectively may do: grants, boundary, organization, and policies of resources.

What policies mean is `iac_scan.iam`; whether the result is a problem is for checks to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from iac_scan.arn_parts import account_of, user_name
from iac_scan.callers import caller_in, member_arn
from iac_scan.graph.model import (
    Attachment,
    Boundary,
    Graph,
    Group,
    InlinePolicy,
    ManagedPolicy,
    OrganizationPolicyType,
    Principal,
    Role,
    User,
)
from iac_scan.iam.administration import holds_administrator
from iac_scan.iam.claims import Held
from iac_scan.iam.conditions import UNKNOWN_CONTEXT, Context, Stated
from iac_scan.iam.guarding import Guard
from iac_scan.iam.holdings import Permissions, permissions
from iac_scan.iam.policy import PolicyDocument
from iac_scan.levels import Levels, account_levels
from iac_scan.values import Known, Reason, Text, Truth, Unknown


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


def held_of(grants: Iterable[Grant]) -> Iterator[Held]:
    """Yield the documents of grants."""
    for grant in grants:
        yield Held(grant.document, grant.presence)


def boundary_held(boundary: Boundary | Unknown | None) -> Held | Unknown | None:
    """Return the document of a boundary."""
    if isinstance(boundary, Boundary):
        return Held(boundary.document, boundary.presence)
    return boundary


def permissions_of(
    grants: Iterable[Grant],
    boundary: Boundary | Unknown | None,
    context: Context = UNKNOWN_CONTEXT,
    levels: Levels = (),
) -> Permissions:
    """Return what the grants together allow within a boundary and an organization.

    What stands at resources is not weighed; `effective` does.
    """
    return permissions(
        held_of(grants), boundary=boundary_held(boundary), levels=levels, context=context
    )


def effective(holder: Principal, graph: Graph, guards: Iterable[Guard]) -> Permissions:
    """Return everything that decides what somebody may do, as far as the code tells.

    Shape: `guards` is what `guards_of` makes of the graph, once for every principal. What a group
    gives is asked for a member whom no policy names.
    Unknown: policies that may be attached and are not known leave it open.
    """
    boundary = boundary_of(holder)
    held = permissions(
        held_of(all_grants(holder)),
        boundary=boundary_held(boundary),
        levels=levels_of(holder, graph),
        context=caller_context(holder),
        caller=caller_in(holder, graph),
        guards=guards,
        controls=account_levels(holder.place, graph, OrganizationPolicyType.RESOURCE_CONTROL),
    )
    groups = (each.group for each in holder.memberships) if isinstance(holder, User) else ()
    unlinked = (*holder.unlinked, *(why for group in groups for why in group.unlinked))
    identity = replace(held.identity, unread=(*held.identity.unread, *unlinked))
    return replace(held, identity=identity)


def is_administrator(holder: Principal, graph: Graph, guards: Iterable[Guard]) -> Truth:
    """Tell whether somebody is an administrator.

    A group surely makes administrators when one of its members surely is one by what the group
    gives: what stays open of a member of whom nothing is known (his name, in a condition of the
    organization) is known of those that the code declares.
    """
    answer = holds_administrator(effective(holder, graph, guards))
    if answer is Truth.UNKNOWN and isinstance(holder, Group):
        for member in sure_members(holder, graph):
            own = permissions_of(
                own_grants(holder),
                member.boundary,
                caller_context(member),
                levels_of(member, graph),
            )
            answer |= holds_administrator(own)
    return answer


def sure_members(group: Group, graph: Graph) -> Iterator[User]:
    """Yield the users that surely exist and are in a group."""
    for user in graph.members(group):
        there = Truth.NO
        for membership in user.memberships:
            if membership.group.place.key == group.place.key:
                there |= membership.presence
        if (there & user.place.presence) is Truth.YES:
            yield user


def caller_context(holder: Principal, stated: Mapping[str, Stated] | None = None) -> Context:
    """Return what is known of every request that somebody makes, beside what is stated: who asks.

    Of the members of a group it is known that they are users of its account.
    Source: IAM User Guide, "AWS global condition context keys", properties of the principal.
    """
    known: dict[str, Stated] = dict(stated or {})
    arn = holder.arn
    match holder:
        case Group():
            known["aws:PrincipalType"] = "User"
            known["aws:username"] = Unknown(Reason.CONDITION, "which member asks", holder.origin)
            arn = member_arn(holder)
        case User():
            known["aws:PrincipalType"] = "User"
            known["aws:username"] = user_name(holder.arn, holder.path)
        case Role():
            known["aws:PrincipalType"] = "AssumedRole"
            known["aws:username"] = None
    known["aws:PrincipalIsAWSService"] = "false"
    if isinstance(arn, Known | Text):
        known["aws:PrincipalArn"] = arn
        known["aws:PrincipalAccount"] = account_of(arn)
    return Context.of(known)


def levels_of(holder: Principal, graph: Graph) -> Levels:
    """Return the service control policies that bind somebody, the root's first."""
    return account_levels(holder.place, graph)
