"""Users, groups, roles and profiles, frozen with everything that hangs on them.

Which thing a value names is found by `links`; one principal by itself is frozen in `principals`,
and organizations are in `organization`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

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
    StrayDraft,
)
from iac_scan.graph.links import Linker
from iac_scan.graph.model import (
    AccessKey,
    Attachment,
    Group,
    InlinePolicy,
    InstanceProfile,
    LoginProfile,
    ManagedPolicy,
    PermissionSet,
    Place,
    Role,
    User,
)
from iac_scan.graph.policies import Reader
from iac_scan.graph.principals import (
    Carried,
    freeze_group,
    freeze_permission_set,
    freeze_role,
    freeze_user,
)
from iac_scan.iam.policy import PolicyKind
from iac_scan.sources.diagnostics import Gap, GapKind
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


def freeze_identities(facts: Iterable[Fact], linker: Linker, reader: Reader) -> Identities:
    """Return everybody that the facts declare, and everybody that they only name."""
    carried: defaultdict[ResourceKey, Carried] = defaultdict(Carried)
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
    carried: defaultdict[ResourceKey, Carried],
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
    carried: defaultdict[ResourceKey, Carried],
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
    carried: defaultdict[ResourceKey, Carried],
    profiles: list[tuple[InstanceProfileDraft, tuple[ResourceKey, ...]]],
) -> Identities:
    """Return everybody, groups before the users that are in them."""
    drafts = [linker.principals[key] for key in sorted(linker.principals)]
    boundaries = Boundaries(linker)
    groups = {
        draft.place.key: freeze_group(draft, carried[draft.place.key])
        for draft in drafts
        if draft.carrier is Carrier.GROUP
    }
    roles = {
        draft.place.key: freeze_role(draft, carried[draft.place.key], boundaries, reader)
        for draft in drafts
        if draft.carrier is Carrier.ROLE
    }
    users = tuple(
        freeze_user(draft, carried[draft.place.key], boundaries, groups)
        for draft in drafts
        if draft.carrier is Carrier.USER
    )
    frozen = tuple(
        InstanceProfile(draft.shown, draft.place, tuple(roles[key] for key in dict.fromkeys(keys)))
        for draft, keys in sorted(profiles, key=lambda pair: pair[0].place.key)
    )
    sets = tuple(
        freeze_permission_set(draft, carried[draft.place.key], boundaries)
        for draft in drafts
        if draft.carrier is Carrier.PERMISSION_SET
    )
    return Identities(users, tuple(groups.values()), tuple(roles.values()), frozen, sets)
