"""Recipes for those who carry permissions: users, groups, roles, memberships, profiles.

The policies that they carry are in `policies`, their credentials in `credentials`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iac_scan.evaluation.result import Resource
from iac_scan.graph.accounts import place_of
from iac_scan.graph.facts import (
    Carrier,
    ElsewhereDraft,
    ElsewhereKind,
    Fact,
    InstanceProfileDraft,
    MembershipDraft,
    OpenDraft,
    PrincipalDraft,
)
from iac_scan.graph.items import use_of
from iac_scan.graph.recipes.row import (
    Found,
    Named,
    Recipe,
    named_by,
    own_arn,
    own_name,
    path_of,
    shown_name,
)
from iac_scan.values import Absent, Known, ResourceKey, Truth, Value, is_null_or_absent

_SESSION_SECONDS = 3600
"""How long a session of a role lasts at most where nothing is written.

Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html.
"""


@dataclass(frozen=True, slots=True)
class ReadPrincipal(Recipe):
    """The resource is a user, a group or a role."""

    carrier: Carrier
    """Which."""
    name: str
    """The attribute with its name."""
    path: str
    """The attribute with its path."""
    boundary: str = ""
    """The attribute with its permissions boundary; empty for a group."""
    trust: str = ""
    """The attribute with the trust policy; empty for all but roles."""
    session: str = ""
    """The attribute with the longest session; empty for all but roles."""
    nullable: bool = False
    """Whether the language lets an unknown value be null."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the principal."""
        name = own_name(resource, self.name)
        yield PrincipalDraft(
            carrier=self.carrier,
            place=place_of(resource),
            name=name,
            shown=shown_name(resource, name),
            arn=own_arn(resource, self.carrier.value, self.path, name),
            path=path_of(resource, self.path),
            boundary=self._optional(resource, self.boundary),
            nullable=self.nullable,
            trust=self._optional(resource, self.trust),
            max_session_duration=self._session(resource),
        )

    def _session(self, resource: Resource) -> Value:
        written = self._optional(resource, self.session)
        if not self.session or is_null_or_absent(written) is not Truth.YES:
            return written
        return Known(_SESSION_SECONDS, written.origin)

    @staticmethod
    def _optional(resource: Resource, attribute: str) -> Value:
        return resource.values.get(attribute) if attribute else Absent(resource.values.origin)

    def kinds(self) -> frozenset[str]:
        """Return its carrier, and what else it can say."""
        said = {"boundary": self.boundary, "trust": self.trust, "session": self.session}
        kind = self.carrier.value
        return frozenset({kind, *(f"{kind} {word}" for word, name in said.items() if name)})


@dataclass(frozen=True, slots=True)
class ReadElsewhere(Recipe):
    """The data source looks up something that may be declared elsewhere."""

    kind: ElsewhereKind
    """What."""
    name: str
    """The attribute with the name that it looks up."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield what is looked up."""
        values = resource.values
        yield ElsewhereDraft(
            self.kind, place_of(resource), values.get(self.name), values.get("arn")
        )

    def kinds(self) -> frozenset[str]:
        """Return nothing: only one of the two languages has data sources."""
        return frozenset()


@dataclass(frozen=True, slots=True)
class Memberships(Recipe):
    """The resource puts users into groups; it may itself be one of the two."""

    users: Named | None
    """The attribute with the users; None when the resource is the user."""
    groups: Named | None
    """The attribute with the groups; None when the resource is the group."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield one draft for each pair."""
        place = place_of(resource)
        users, more_users = named_by(resource, self.users)
        groups, more_groups = named_by(resource, self.groups)
        if more_users is not None:
            users = (*users, Found(more_users, Truth.UNKNOWN, use_of(more_users)))
        for user in users:
            for group in groups:
                listed = user if self.users is not None and self.users.many else group
                presence = place.presence & user.presence & group.presence
                yield MembershipDraft(user.link, group.link, listed.origin, presence, place)
            if more_groups is not None:
                yield OpenDraft(Carrier.USER, user.link, more_groups, place)

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"membership"})


@dataclass(frozen=True, slots=True)
class ReadInstanceProfile(Recipe):
    """The resource is an instance profile."""

    name: str
    """The attribute with its name."""
    roles: Named
    """The attribute with its roles."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the profile."""
        found, rest = named_by(resource, self.roles)
        roles = tuple(item.link for item in found if not isinstance(item.link, ResourceKey))
        name = shown_name(resource, own_name(resource, self.name))
        yield InstanceProfileDraft(
            place_of(resource), name, roles if rest is None else (*roles, rest)
        )

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"instance profile"})
