"""Recipes for organizations, their units and accounts, and their policies.

How these make a tree is in `graph.organization`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iac_scan.evaluation.result import Mode, Resource
from iac_scan.graph.accounts import place_of
from iac_scan.graph.facts import (
    Fact,
    OrganizationAttachmentDraft,
    OrganizationDraft,
    OrganizationNodeDraft,
    OrganizationOpenDraft,
    OrganizationPolicyDraft,
)
from iac_scan.graph.items import items_of
from iac_scan.graph.recipes.row import Named, Recipe, named_by, own_name, shown_name
from iac_scan.sources.span import Origin
from iac_scan.values import Absent, Identity, Reason, ResourceKey, Unknown, Value


@dataclass(frozen=True, slots=True)
class ReadOrganization(Recipe):
    """The resource is the organization."""

    types: str = ""
    """The attribute with the enabled policy types, if it has one."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the organization."""
        missing = Absent(resource.values.origin)
        types = resource.values.get(self.types) if self.types else missing
        yield OrganizationDraft(place_of(resource), resource.mode is Mode.MANAGED, types)

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"organization"})


@dataclass(frozen=True, slots=True)
class ReadOrganizationNode(Recipe):
    """The resource is an organizational unit or an account."""

    unit: bool
    """True for a unit."""
    name: str
    """The attribute with its name."""
    parent: Named
    """The attribute with the root or unit above."""
    id: str = ""
    """For accounts the attribute with the account id."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the unit or account."""
        parent = resource.values.get(self.parent.attribute)
        if self.parent.many:
            found = items_of(parent)
            items = tuple(item for item, _ in found.items)
            missing: Value = Absent(resource.values.origin)
            parent = items[0] if items else found.rest if found.rest is not None else missing
        name = shown_name(resource, own_name(resource, self.name))
        yield OrganizationNodeDraft(
            self.unit,
            place_of(resource),
            name,
            parent,
            None if self.unit else self._id(resource),
            resource.mode is Mode.MANAGED,
        )

    def _id(self, resource: Resource) -> Value:
        value = resource.values.get("id")
        if not isinstance(value, Absent):
            return value
        identity = Identity(resource.key, self.id)
        return Unknown(
            Reason.COMPUTED, "AWS gives the account its id", Origin(resource.span), identity
        )

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"organizational unit" if self.unit else "account"})


@dataclass(frozen=True, slots=True)
class ReadOrganizationPolicy(Recipe):
    """The resource is an organization policy."""

    name: str
    """The attribute with its name."""
    type: str
    """The attribute with its type."""
    document: str
    """The attribute with its document."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the policy."""
        values = resource.values
        yield OrganizationPolicyDraft(
            place_of(resource),
            shown_name(resource, own_name(resource, self.name)),
            values.get(self.type),
            values.get(self.document),
        )

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"organization policy"})


@dataclass(frozen=True, slots=True)
class OrganizationAttachments(Recipe):
    """The resource attaches an organization policy; it may itself be the policy."""

    policy: Named | None
    """The attribute with the policy; None when the resource is the policy."""
    target: Named
    """The attribute with the root, unit or account."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield one draft for each target."""
        place = place_of(resource)
        policies, _ = named_by(resource, self.policy)
        targets, rest = named_by(resource, self.target)
        for target in targets:
            for policy in policies:
                if not isinstance(target.link, ResourceKey):
                    yield OrganizationAttachmentDraft(
                        policy.link,
                        target.link,
                        target.origin,
                        place.presence & target.presence & policy.presence,
                        place,
                    )
        if rest is not None:
            yield OrganizationOpenDraft(rest, place)

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"organization attachment"})
