"""Users, groups, roles and profiles, frozen with everything that hangs on them.

Which thing a value names is found by `links`; organizations are frozen in `organization`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from iac_scan.graph.boundaries import Boundaries
from iac_scan.graph.facts import (
    AccessKeyDraft,
    AssignmentDraft,
    AttachmentDraft,
    BoundaryDraft,
    Carrier,
    Fact,
    InlineDraft,
    InstanceProfileDraft,
    LoginProfileDraft,
    MembershipDraft,
    OpenDraft,
    PrincipalDraft,
    StrayDraft,
)
from iac_scan.graph.links import Linker, policy_key
from iac_scan.graph.model import (
    AccessKey,
    Attachment,
    Group,
    InlinePolicy,
    InstanceProfile,
    LoginProfile,
    ManagedPolicy,
    Membership,
    PermissionSet,
    Place,
    Role,
    User,
)
from iac_scan.graph.policies import Reader
from iac_scan.iam.policy import PolicyDocument, PolicyKind
from iac_scan.sources.diagnostics import Gap, GapKind
from iac_scan.sources.span import Origin, Span
from iac_scan.values import ResourceKey, Truth, Unknown, Value, text_of


@dataclass(frozen=True, slots=True)
class Identities:
    """Everybody, frozen."""

    users: tuple[User, ...]
    """Sorted by key, like the others."""
    groups: tuple[Group, ...]
    """The groups."""
    roles: tuple[Role, ...]
    """The roles."""
    instance_profiles: tuple[InstanceProfile, ...]
    """The instance profiles."""
    permission_sets: tuple[PermissionSet, ...]
    """The permission sets."""


@dataclass(slots=True)
class _Carried:
    """What hangs on one principal."""

    inline_policies: list[InlinePolicy] = field(default_factory=list)
    attachments: list[tuple[Attachment, bool]] = field(default_factory=list)
    unlinked: list[Unknown] = field(default_factory=list)
    memberships: list[tuple[ResourceKey, Origin, Truth]] = field(default_factory=list)
    access_keys: list[AccessKey] = field(default_factory=list)
    login_profiles: list[LoginProfile] = field(default_factory=list)


def freeze_identities(facts: Iterable[Fact], linker: Linker, reader: Reader) -> Identities:
    """Return everybody that the facts declare, and everybody that they only name."""
    carried: defaultdict[ResourceKey, _Carried] = defaultdict(_Carried)
    profiles: list[tuple[InstanceProfileDraft, tuple[ResourceKey, ...]]] = []
    for fact in facts:
        match fact:
            case InlineDraft() | AttachmentDraft() | OpenDraft():
                _carry(fact, linker, reader, carried)
            case MembershipDraft() | AccessKeyDraft() | LoginProfileDraft():
                _equip(fact, linker, carried)
            case InstanceProfileDraft(place=place, roles=roles):
                keys = (linker.find_principals(Carrier.ROLE, role, place) for role in roles)
                profiles.append((fact, tuple(key for found in keys for key, _ in found)))
            case BoundaryDraft(carrier=carrier, owner=owner, policy=policy, place=place):
                for key, _ in linker.find_principals(carrier, owner, place):
                    draft = linker.principals[key]
                    linker.principals[key] = replace(draft, boundary=policy)
            case AssignmentDraft(permission_set=permission_set, place=place):
                # One that is only named has to be known before everybody is frozen.
                linker.find_principals(Carrier.PERMISSION_SET, permission_set, place)
            case StrayDraft(message=message, place=place):
                linker.gaps.append(Gap(GapKind.REFERENCE, message, place.origin.span))
            case _:
                pass
    return _freeze(linker, reader, carried, profiles)


def _carry(
    fact: InlineDraft | AttachmentDraft | OpenDraft,
    linker: Linker,
    reader: Reader,
    carried: defaultdict[ResourceKey, _Carried],
) -> None:
    """Hang a policy, or the doubt whether there is one, on each principal that is named."""
    for owner, named in linker.find_principals(fact.carrier, fact.owner, fact.place):
        match fact:
            case InlineDraft():
                what = f"inline policy `{fact.shown}`"
                document = reader.read(fact.document, PolicyKind.IDENTITY, what, fact.origin)
                place = None if fact.place.key == owner else fact.place
                carried[owner].inline_policies.append(
                    InlinePolicy(fact.shown, document, fact.origin, fact.presence & named, place)
                )
            case AttachmentDraft():
                for policy, meant in linker.find_policies(fact.policy, fact.place, fact.origin):
                    presence = fact.presence & named & meant
                    place = _third(fact.place, owner, policy)
                    attachment = Attachment(policy, fact.origin, presence, place)
                    carried[owner].attachments.append((attachment, fact.exclusive))
            case OpenDraft():
                carried[owner].unlinked.append(fact.why)


def _third(place: Place, owner: ResourceKey, policy: ManagedPolicy) -> Place | None:
    """Return the place when it is neither the owner's nor the policy's."""
    own = policy.place is not None and policy.place.key == place.key
    return None if own or owner == place.key else place


def _equip(
    fact: MembershipDraft | AccessKeyDraft | LoginProfileDraft,
    linker: Linker,
    carried: defaultdict[ResourceKey, _Carried],
) -> None:
    """Give each user that is named its group, key or password."""
    for user, named in linker.find_principals(Carrier.USER, fact.user, fact.place):
        there = carried[user]
        place = replace(fact.place, presence=fact.place.presence & named)
        match fact:
            case MembershipDraft():
                groups = linker.find_principals(Carrier.GROUP, fact.group, fact.place)
                there.memberships.extend(
                    (group, fact.origin, fact.presence & named & meant) for group, meant in groups
                )
            case AccessKeyDraft(status=status):
                there.access_keys.append(AccessKey(place.origin, place, _active(status)))
            case LoginProfileDraft(origin=origin):
                there.login_profiles.append(LoginProfile(origin, place))


def _active(status: Value) -> Truth:
    """Tell whether a key is active; AWS makes it so when nothing is written."""
    match status:
        case Unknown():
            return Truth.UNKNOWN
        case _:
            return Truth.of(text_of(status) != "Inactive")


def _freeze(
    linker: Linker,
    reader: Reader,
    carried: defaultdict[ResourceKey, _Carried],
    profiles: list[tuple[InstanceProfileDraft, tuple[ResourceKey, ...]]],
) -> Identities:
    """Return everybody, groups before the users that are in them."""
    drafts = [linker.principals[key] for key in sorted(linker.principals)]
    boundaries = Boundaries(linker)
    groups = {
        draft.place.key: _group(draft, carried[draft.place.key])
        for draft in drafts
        if draft.carrier is Carrier.GROUP
    }
    roles = {
        draft.place.key: _role(draft, carried[draft.place.key], boundaries, reader)
        for draft in drafts
        if draft.carrier is Carrier.ROLE
    }
    users = tuple(
        _user(draft, carried[draft.place.key], boundaries, groups)
        for draft in drafts
        if draft.carrier is Carrier.USER
    )
    frozen = tuple(
        InstanceProfile(draft.shown, draft.place, tuple(roles[key] for key in dict.fromkeys(keys)))
        for draft, keys in sorted(profiles, key=lambda pair: pair[0].place.key)
    )
    sets = tuple(
        _permission_set(draft, carried[draft.place.key], boundaries)
        for draft in drafts
        if draft.carrier is Carrier.PERMISSION_SET
    )
    return Identities(users, tuple(groups.values()), tuple(roles.values()), frozen, sets)


def _permission_set(
    draft: PrincipalDraft, carried: _Carried, boundaries: Boundaries
) -> PermissionSet:
    return PermissionSet(
        name=draft.shown,
        place=draft.place,
        arn=draft.arn,
        inline_policies=_inline(carried),
        attachments=_attachments(carried),
        boundary=boundaries.find(draft),
        session_duration=draft.max_session_duration,
        unlinked=tuple(dict.fromkeys(carried.unlinked)),
        declared=draft.declared,
    )


def _group(draft: PrincipalDraft, carried: _Carried) -> Group:
    return Group(
        name=draft.shown,
        place=draft.place,
        arn=draft.arn,
        inline_policies=_inline(carried),
        attachments=_attachments(carried),
        unlinked=tuple(dict.fromkeys(carried.unlinked)),
        declared=draft.declared,
    )


def _role(draft: PrincipalDraft, carried: _Carried, boundaries: Boundaries, reader: Reader) -> Role:
    return Role(
        name=draft.shown,
        place=draft.place,
        arn=draft.arn,
        path=draft.path,
        trust=_trust(draft, reader),
        inline_policies=_inline(carried),
        attachments=_attachments(carried),
        boundary=boundaries.find(draft),
        max_session_duration=draft.max_session_duration,
        unlinked=tuple(dict.fromkeys(carried.unlinked)),
        declared=draft.declared,
    )


def _trust(draft: PrincipalDraft, reader: Reader) -> PolicyDocument:
    """Return who may assume a role; the gap of a role that is not declared is its reference."""
    if not draft.declared and isinstance(draft.trust, Unknown):
        return PolicyDocument(PolicyKind.TRUST, (), None, draft.trust.origin, draft.trust)
    what = f"trust policy of role `{draft.shown}`"
    return reader.read(draft.trust, PolicyKind.TRUST, what, draft.place.origin)


def _user(
    draft: PrincipalDraft,
    carried: _Carried,
    boundaries: Boundaries,
    groups: dict[ResourceKey, Group],
) -> User:
    logins = sorted(
        carried.login_profiles,
        key=lambda login: (-login.place.presence.value, login.origin.span, login.place.key),
    )
    return User(
        name=draft.shown,
        place=draft.place,
        arn=draft.arn,
        path=draft.path,
        inline_policies=_inline(carried),
        attachments=_attachments(carried),
        memberships=_memberships(carried, groups),
        boundary=boundaries.find(draft),
        access_keys=tuple(
            sorted(carried.access_keys, key=lambda key: (key.origin.span, key.place.key))
        ),
        login_profile=logins[0] if logins else None,
        unlinked=tuple(dict.fromkeys(carried.unlinked)),
        declared=draft.declared,
    )


def _memberships(carried: _Carried, groups: dict[ResourceKey, Group]) -> tuple[Membership, ...]:
    """Return one membership for each group, the surest one where several say so."""
    best: dict[ResourceKey, Membership] = {}
    for group, origin, presence in carried.memberships:
        other = best.get(group)
        if other is None or other.presence.value < presence.value:
            best[group] = Membership(groups[group], origin, presence)
    return tuple(sorted(best.values(), key=lambda one: (one.origin.span, one.group.place.key)))


def _inline(carried: _Carried) -> tuple[InlinePolicy, ...]:
    return tuple(
        sorted(carried.inline_policies, key=lambda policy: (policy.origin.span, policy.name))
    )


def _attachments(carried: _Carried) -> tuple[Attachment, ...]:
    """Return the attachments without those that a keeper of the whole list only repeats."""
    kept = [
        attachment
        for attachment, exclusive in carried.attachments
        if not exclusive
        or not any(
            policy_key(attachment.policy) == policy_key(other.policy)
            and other.presence is Truth.YES
            for other, repeats in carried.attachments
            if not repeats
        )
    ]
    return tuple(sorted(kept, key=_attachment_order))


def _attachment_order(attachment: Attachment) -> tuple[Span, str, str]:
    place = attachment.place
    return (
        attachment.origin.span,
        attachment.policy.name,
        "" if place is None else place.key.address,
    )
