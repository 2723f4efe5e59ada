"""What runs with roles, and who hands them out, frozen with the roles that the code declares.

The roles themselves are in `identities`; what a role may do is `iac_scan.effective`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from iac_scan.graph.accounts import named_account
from iac_scan.graph.facts import (
    AnywhereProfileDraft,
    AssignmentDraft,
    Carrier,
    Fact,
    UseDraft,
    WorkloadDraft,
)
from iac_scan.graph.identities import Identities
from iac_scan.graph.items import likeness, names_nothing, referred, use_of
from iac_scan.graph.links import Linker
from iac_scan.graph.model import (
    AccountKey,
    AnywhereProfile,
    Assignment,
    InstanceProfile,
    Place,
    Role,
    RoleUse,
    Workload,
)
from iac_scan.graph.policies import Reader
from iac_scan.iam.policy import PolicyKind
from iac_scan.values import (
    Reason,
    ResourceKey,
    Truth,
    Unknown,
    Value,
    is_null_or_absent,
    options_of,
    show,
    text_of,
)


@dataclass(frozen=True, slots=True)
class Running:
    """What runs with roles, and who hands them out."""

    workloads: tuple[Workload, ...]
    """Sorted by key, like the others."""
    profiles: tuple[AnywhereProfile, ...]
    """Profiles of IAM Roles Anywhere."""
    assignments: tuple[Assignment, ...]
    """Who may take a permission set."""


@dataclass(slots=True)
class _Roster:
    """Finds declared roles and instance profiles; what it does not find is no gap.

    A role that is declared elsewhere hides no policy that this code writes.
    """

    roles: dict[ResourceKey, Role] = field(default_factory=dict)
    profiles: dict[ResourceKey, InstanceProfile] = field(default_factory=dict)
    names: defaultdict[tuple[str, AccountKey, object], list[ResourceKey]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @staticmethod
    def of(identities: Identities) -> _Roster:
        roster = _Roster()
        for role in identities.roles:
            if role.declared:
                roster.roles[role.place.key] = role
                roster.note("role", role.place, role.name, role.arn)
        for profile in identities.instance_profiles:
            roster.profiles[profile.place.key] = profile
            roster.note("instance-profile", profile.place, profile.name, None)
        return roster

    def note(self, kind: str, place: Place, name: str, arn: Value | None) -> None:
        self.names[kind, place.account, name].append(place.key)
        if arn is not None:
            self.names[kind, place.account, likeness(arn)].append(place.key)

    def find(self, kind: str, value: Value, place: Place) -> tuple[ResourceKey, ...]:
        """Return the declared things that a single value names, its own root module first."""
        identity = referred(value)
        if identity is not None:
            here = self.roles if kind == "role" else self.profiles
            return (identity.resource,) if identity.resource in here else ()
        text = text_of(value)
        # A role is passed within its account, so the account in an ARN tells nothing new.
        mark = f":{kind}/"
        name = text.rpartition("/")[2] if text is not None and mark in text else likeness(value)
        keys = tuple(self.names.get((kind, place.account, name), ()))
        return tuple(key for key in keys if key.scope == place.key.scope) or keys


def freeze_running(
    facts: Iterable[Fact], identities: Identities, linker: Linker, reader: Reader
) -> Running:
    """Return what runs with roles, and who hands them out.

    Unknown: a role that is not known is held by what runs with it.
    """
    roster = _Roster.of(identities)
    workloads: list[Workload] = []
    profiles: list[AnywhereProfile] = []
    assignments: list[Assignment] = []
    sets = {one.place.key: one for one in identities.permission_sets}
    for fact in facts:
        match fact:
            case WorkloadDraft():
                workloads.append(_workload(fact, roster))
            case AnywhereProfileDraft():
                profiles.append(_profile(fact, roster, reader))
            case AssignmentDraft(place=place):
                found = linker.find_principals(Carrier.PERMISSION_SET, fact.permission_set, place)
                assignments.extend(
                    Assignment(
                        place,
                        sets[key],
                        fact.principal_kind,
                        fact.principal,
                        fact.account,
                        named_account(fact.account, place.key),
                        place.presence & meant,
                    )
                    for key, meant in found
                    if key in sets
                )
            case _:
                pass
    return Running(
        tuple(sorted(workloads, key=lambda one: (one.place.key, one.kind.type))),
        tuple(sorted(profiles, key=lambda one: one.place.key)),
        tuple(sorted(assignments, key=lambda one: (one.place.key, one.name))),
    )


def _workload(draft: WorkloadDraft, roster: _Roster) -> Workload:
    uses = tuple(use for item in draft.uses for use in _uses(item, draft.place, roster))
    unlinked = (why for use in uses for why in _why(use.role, use.value, use.profile is not None))
    return Workload(draft.kind, draft.shown, draft.place, uses, tuple(dict.fromkeys(unlinked)))


def _uses(draft: UseDraft, place: Place, roster: _Roster) -> Iterator[RoleUse]:
    """Yield every role that something may run with by one value."""
    options = [option for option in options_of(draft.value) if not names_nothing(option)]
    kind = "instance-profile" if draft.by_profile else "role"
    for option in options:
        origin = use_of(option)
        keys = roster.find(kind, option, place)
        sure = len(options_of(draft.value)) == 1 and len(keys) <= 1
        sure = sure and is_null_or_absent(option) is Truth.NO
        presence = place.presence & draft.presence & (Truth.YES if sure else Truth.UNKNOWN)
        found: list[tuple[Role | None, InstanceProfile | None]] = []
        for key in keys:
            if draft.by_profile:
                profile = roster.profiles[key]
                found += [(role, profile) for role in profile.roles] or [(None, profile)]
            else:
                found.append((roster.roles[key], None))
        for role, through in found or [(None, None)]:
            yield RoleUse(role, through, option, draft.attribute, presence, origin)


def _why(role: Role | None, value: Value, profile: bool) -> Iterator[Unknown]:
    """Yield why a role is not known, if it is not."""
    if role is not None or profile:
        return
    if isinstance(value, Unknown):
        yield value
    else:
        detail = f"`{show(value)}` is not declared in the scanned code"
        yield Unknown(Reason.DATA, detail, use_of(value))


def _profile(draft: AnywhereProfileDraft, roster: _Roster, reader: Reader) -> AnywhereProfile:
    found: dict[ResourceKey, Role] = {}
    unlinked: list[Unknown] = []
    for value in draft.roles:
        for option in options_of(value):
            keys = roster.find("role", option, draft.place)
            found |= {key: roster.roles[key] for key in keys}
            if not keys:
                unlinked.extend(_why(None, option, profile=False))
    document = None
    if is_null_or_absent(draft.session_policy) is not Truth.YES:
        what = f"session policy of profile `{draft.shown}`"
        origin = draft.place.origin
        document = reader.read(draft.session_policy, PolicyKind.SESSION, what, origin)
    return AnywhereProfile(
        draft.shown,
        draft.place,
        draft.enabled,
        tuple(found.values()),
        document,
        draft.managed_policies,
        tuple(dict.fromkeys(unlinked)),
    )
