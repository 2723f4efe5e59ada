"""Where in an organization a value points to: its root, a unit or an account.

The tree itself is made in `organization`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from iac_scan.graph.facts import (
    Fact,
    OrganizationAttachmentDraft,
    OrganizationDraft,
    OrganizationNodeDraft,
    OrganizationOpenDraft,
    OrganizationPolicyDraft,
)
from iac_scan.graph.items import likeness, referred
from iac_scan.graph.model import AccountKey, Place
from iac_scan.values import (
    Identity,
    Reason,
    ResourceKey,
    Unknown,
    Value,
    options_of,
    show,
    text_of,
)

_ROOT_ID = re.compile(r"r-[0-9a-z]{4,32}")
_UNIT_ID = re.compile(r"ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}")
_ACCOUNT_ID = re.compile(r"[0-9]{12}")
# Source: AWS Organizations API Reference, OrganizationalUnit and AttachPolicy.

_ROOT_ATTRIBUTES = ("roots", "RootId")
_MANAGEMENT_ATTRIBUTES = ("master_account_id", "ManagementAccountId")


@dataclass(frozen=True, slots=True)
class Root:
    """The root."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A unit or account that the code names and does not declare."""

    unit: bool
    """Whether it is a unit; one that is named by an unknown value passes for a unit."""
    name: str
    """For messages."""
    likeness: object
    """Equal for two values that name the same."""


_Part: TypeAlias = (
    OrganizationDraft
    | OrganizationNodeDraft
    | OrganizationPolicyDraft
    | OrganizationAttachmentDraft
    | OrganizationOpenDraft
)
_Home: TypeAlias = tuple[AccountKey, str]
"""An account, and the root module or template that declares things in it."""

Spot: TypeAlias = Root | ResourceKey | Foreign
"""A place in the tree; a declared unit or account is named by its key."""


@dataclass(slots=True)
class Territory:
    """The part of an organization that is declared together."""

    organizations: dict[ResourceKey, OrganizationDraft] = field(default_factory=dict)
    """The organization resource, and data sources that look it up."""
    nodes: dict[ResourceKey, OrganizationNodeDraft] = field(default_factory=dict)
    """Units and accounts."""
    policies: dict[ResourceKey, OrganizationPolicyDraft] = field(default_factory=dict)
    """Policies."""
    attachments: list[OrganizationAttachmentDraft] = field(default_factory=list)
    """Attachments."""
    opens: list[OrganizationOpenDraft] = field(default_factory=list)
    """Lists of targets that are not known."""

    def says_something(self) -> bool:
        """Tell whether anything is declared; to look up the organization's id declares nothing."""
        looked_up = not any(draft.declared for draft in self.organizations.values())
        only_read = not any(draft.declared for draft in self.nodes.values())
        nothing = not (self.policies or self.attachments or self.opens)
        return not (looked_up and only_read and nothing)

    def find(self, value: Value) -> Spot | Unknown:
        """Return where a single value points to; the value itself when that is not known."""
        identity = referred(value)
        if identity is not None:
            found = self._referred(identity)
            if found is not None:
                return found
        text = text_of(value)
        if text is not None:
            if _ROOT_ID.fullmatch(text):
                return Root()
            for key, draft in self.nodes.items():
                if draft.account_id is not None and text_of(draft.account_id) == text:
                    return key
            if _UNIT_ID.fullmatch(text) or _ACCOUNT_ID.fullmatch(text):
                return Foreign(text.startswith("ou-"), text, text)
        if identity is not None and identity.attribute == "account_id":
            return Foreign(False, show(value), identity)
        if isinstance(value, Unknown) and likeness(value) in self._unknown_parents():
            return Foreign(True, show(value), likeness(value))
        return value if isinstance(value, Unknown) else _unknown(value)

    def _referred(self, identity: Identity) -> Spot | None:
        """Return what an attribute of a declared thing points to."""
        if identity.resource in self.nodes:
            return identity.resource
        if identity.resource in self.organizations:
            if identity.attribute.startswith(_ROOT_ATTRIBUTES):
                return Root()
            if identity.attribute in _MANAGEMENT_ATTRIBUTES:
                return Foreign(False, "management account", "management account")
        return None

    def _unknown_parents(self) -> set[object]:
        """Return the unknown values that both hold declared nodes and have policies attached."""
        parents = {
            likeness(draft.parent)
            for draft in self.nodes.values()
            if isinstance(draft.parent, Unknown)
        }
        targets = {
            likeness(option) for draft in self.attachments for option in options_of(draft.target)
        }
        return parents & targets


def _unknown(value: Value) -> Unknown:
    return Unknown(
        Reason.DATA, f"`{show(value)}` is not a root, unit or account of this code", value.origin
    )


def territories(facts: Iterable[Fact]) -> tuple[Territory, ...]:
    """Return the organizations that are told apart, each with what is declared of it.

    What one root module or template declares in one account belongs together, and so does what
    refers to each other. What several declare in one account is one organization too, unless
    more than one of them declares the organization itself: an account has one.
    """
    drafts = [fact for fact in facts if isinstance(fact, _Part)]
    joined = _Joined()
    homes = {draft.place.key: _home(draft.place) for draft in drafts}
    for draft in drafts:
        for key in _mentions(draft):
            if key in homes:
                joined.join(_home(draft.place), homes[key])
    _join_accounts(drafts, joined)
    found: dict[_Home, Territory] = {}
    for draft in drafts:
        territory = found.setdefault(joined.first(_home(draft.place)), Territory())
        match draft:
            case OrganizationDraft(place=place):
                territory.organizations[place.key] = draft
            case OrganizationNodeDraft(place=place):
                territory.nodes[place.key] = draft
            case OrganizationPolicyDraft(place=place):
                territory.policies[place.key] = draft
            case OrganizationAttachmentDraft():
                territory.attachments.append(draft)
            case OrganizationOpenDraft():
                territory.opens.append(draft)
    kept = (found[home] for home in sorted(found))
    return tuple(territory for territory in kept if territory.says_something())


def _home(place: Place) -> _Home:
    return (place.account, place.key.scope)


def _join_accounts(drafts: Iterable[_Part], joined: _Joined) -> None:
    """Join what is declared in one account, if there is one organization at most."""
    homes: defaultdict[AccountKey, set[_Home]] = defaultdict(set)
    declaring: defaultdict[AccountKey, set[_Home]] = defaultdict(set)
    for draft in drafts:
        home = _home(draft.place)
        homes[home[0]].add(home)
        if isinstance(draft, OrganizationDraft) and draft.declared:
            declaring[home[0]].add(joined.first(home))
    for account, together in homes.items():
        if len(declaring[account]) <= 1:
            first, *others = sorted(together)
            for other in others:
                joined.join(first, other)


def _mentions(draft: _Part) -> tuple[ResourceKey, ...]:
    """Return the declared things that a draft refers to."""
    values: tuple[Value, ...] = ()
    match draft:
        case OrganizationNodeDraft(parent=parent):
            values = options_of(parent)
        case OrganizationAttachmentDraft(policy=policy, target=target):
            own = () if isinstance(policy, ResourceKey) else options_of(policy)
            values = (*own, *options_of(target))
        case OrganizationDraft() | OrganizationPolicyDraft() | OrganizationOpenDraft():
            pass
    identities = (referred(value) for value in values)
    return tuple(identity.resource for identity in identities if identity is not None)


@dataclass(slots=True)
class _Joined:
    """Homes that turned out to speak of one organization."""

    _first: dict[_Home, _Home] = field(default_factory=dict)

    def first(self, home: _Home) -> _Home:
        """Return the home that stands for all that are joined with this one."""
        while home in self._first:
            home = self._first[home]
        return home

    def join(self, one: _Home, other: _Home) -> None:
        """Let two homes, and all joined with them, speak of one organization."""
        one, other = sorted((self.first(one), self.first(other)))
        if one != other:
            self._first[other] = one
