"""One user, group, role or permission set, frozen with everything that hangs on it.

What hangs on whom is found by `identities`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from iac_scan.graph.boundaries import Boundaries
from iac_scan.graph.facts import PrincipalDraft
from iac_scan.graph.model import (
    AccessKey,
    Attachment,
    Group,
    InlinePolicy,
    LoginProfile,
    Membership,
    PermissionSet,
    Role,
    User,
)
from iac_scan.graph.policies import Reader
from iac_scan.graph.policy_arns import policy_key
from iac_scan.iam.policy import PolicyDocument, PolicyKind
from iac_scan.sources.span import Origin, Span
from iac_scan.values import ResourceKey, Truth, Unknown


@dataclass(slots=True)
class Carried:
    """What hangs on one principal."""

    inline_policies: list[InlinePolicy] = field(default_factory=list)
    """Policies written on it."""
    attachments: list[tuple[Attachment, bool]] = field(default_factory=list)
    """Each with whether its resource keeps the whole list, so that it may repeat another."""
    unlinked: list[Unknown] = field(default_factory=list)
    """Why there may be more policies than are listed."""
    memberships: list[tuple[ResourceKey, Origin, Truth]] = field(default_factory=list)
    """The groups of a user, each with the line and whether it surely is in it."""
    access_keys: list[AccessKey] = field(default_factory=list)
    """Those of a user."""
    login_profiles: list[LoginProfile] = field(default_factory=list)
    """Passwords of a user; AWS takes one."""


def freeze_permission_set(
    draft: PrincipalDraft, carried: Carried, boundaries: Boundaries
) -> PermissionSet:
    """Return a permission set with its policies and its boundary."""
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


def freeze_group(draft: PrincipalDraft, carried: Carried) -> Group:
    """Return a group with its policies; its members are said by the users."""
    return Group(
        name=draft.shown,
        place=draft.place,
        arn=draft.arn,
        inline_policies=_inline(carried),
        attachments=_attachments(carried),
        unlinked=tuple(dict.fromkeys(carried.unlinked)),
        declared=draft.declared,
    )


def freeze_role(
    draft: PrincipalDraft, carried: Carried, boundaries: Boundaries, reader: Reader
) -> Role:
    """Return a role with its trust policy, policies and boundary."""
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


def freeze_user(
    draft: PrincipalDraft,
    carried: Carried,
    boundaries: Boundaries,
    groups: dict[ResourceKey, Group],
) -> User:
    """Return a user with its policies, groups, boundary and credentials."""
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


def _memberships(carried: Carried, groups: dict[ResourceKey, Group]) -> tuple[Membership, ...]:
    """Return one membership for each group, the surest one where several say so."""
    best: dict[ResourceKey, Membership] = {}
    for group, origin, presence in carried.memberships:
        other = best.get(group)
        if other is None or other.presence.value < presence.value:
            best[group] = Membership(groups[group], origin, presence)
    return tuple(sorted(best.values(), key=lambda one: (one.origin.span, one.group.place.key)))


def _inline(carried: Carried) -> tuple[InlinePolicy, ...]:
    return tuple(
        sorted(carried.inline_policies, key=lambda policy: (policy.origin.span, policy.name))
    )


def _attachments(carried: Carried) -> tuple[Attachment, ...]:
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
