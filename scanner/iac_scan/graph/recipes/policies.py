"""Recipes for managed policies, inline policies and attachments.

What stands in a document is not looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iac_scan.evaluation.result import Resource
from iac_scan.graph.accounts import place_of
from iac_scan.graph.facts import (
    AttachmentDraft,
    Carrier,
    Fact,
    InlineDraft,
    OpenDraft,
    PolicyDraft,
    StrayDraft,
)
from iac_scan.graph.items import items_of, use_of
from iac_scan.graph.recipes.row import (
    Found,
    Named,
    Owner,
    Recipe,
    label_of,
    named_by,
    own_arn,
    own_name,
    shown_name,
)
from iac_scan.values import Mapping, Reason, Truth, Unknown, Value, is_null_or_absent, show


@dataclass(frozen=True, slots=True)
class ReadPolicy(Recipe):
    """The resource is a managed policy."""

    name: str
    """The attribute with its name."""
    path: str
    """The attribute with its path."""
    document: str
    """The attribute with its document."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the policy."""
        name = own_name(resource, self.name)
        yield PolicyDraft(
            place_of(resource),
            name,
            shown_name(resource, name),
            own_arn(resource, "policy", self.path, name),
            resource.values.get(self.document),
        )

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"managed policy"})


@dataclass(frozen=True, slots=True)
class EmbeddedPolicies(Recipe):
    """The resource is a principal and lists inline policies."""

    carrier: Carrier
    """What the resource is."""
    list: str
    """The attribute with the list."""
    name: str
    """The attribute of an item with its name."""
    document: str
    """The attribute of an item with its document."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield one draft for each item; an item that is not known leaves the owner open."""
        place = place_of(resource)
        found = items_of(resource.values.get(self.list))
        for item, presence in found.items:
            if not isinstance(item, Mapping):
                why = item if isinstance(item, Unknown) else _unread(item)
                yield OpenDraft(self.carrier, resource.key, why, place)
                continue
            name, document = item.get(self.name), item.get(self.document)
            if is_null_or_absent(name) is is_null_or_absent(document) is Truth.YES:
                continue  # an empty block: "there shall be none"
            yield InlineDraft(
                self.carrier,
                resource.key,
                label_of(resource.key.address)
                if is_null_or_absent(name) is Truth.YES
                else show(name),
                document,
                item.origin,
                place.presence & presence,
                place,
            )
        if found.rest is not None:
            yield OpenDraft(self.carrier, resource.key, found.rest, place)

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({f"{self.carrier.value} inline policy"})


def _unread(value: Value) -> Unknown:
    """Return the statement that a list item is not what the documentation says it is."""
    return Unknown(Reason.INVALID, f"`{show(value)}` is not a policy with a name", value.origin)


@dataclass(frozen=True, slots=True)
class SeparatePolicies(Recipe):
    """The resource is an inline policy of the principals that it names."""

    owners: tuple[Owner, ...]
    """Who carries it."""
    name: str
    """The attribute with its name."""
    document: str
    """The attribute with its document."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield one draft for each principal."""
        place = place_of(resource)
        name = shown_name(resource, own_name(resource, self.name))
        nobody = True
        for owner in self.owners:
            found, rest = named_by(resource, owner.named)
            links = [(item.link, item.presence) for item in found]
            if rest is not None:
                links.append((rest, Truth.UNKNOWN))
            for link, presence in links:
                nobody = False
                yield InlineDraft(
                    owner.carrier,
                    link,
                    name,
                    resource.values.get(self.document),
                    place.origin,
                    place.presence & presence,
                    place,
                )
        if nobody:
            yield StrayDraft(f"inline policy `{name}` names no user, group or role", place)

    def kinds(self) -> frozenset[str]:
        """Return one kind for each carrier."""
        return frozenset(f"{owner.carrier.value} inline policy" for owner in self.owners)


@dataclass(frozen=True, slots=True)
class Attachments(Recipe):
    """The resource attaches managed policies to principals; it may itself be one of the two."""

    owners: tuple[Owner, ...]
    """Who carries them."""
    policies: Named | None
    """The attribute with the policies; None when the resource is the policy."""
    exclusive: bool = False
    """Whether the resource keeps the whole list."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield one draft for each pair; a list of policies that is not known leaves open."""
        place = place_of(resource)
        policies, more_policies = named_by(resource, self.policies)
        for owner in self.owners:
            found, more_owners = named_by(resource, owner.named)
            named = list(found)
            if more_owners is not None:
                named.append(Found(more_owners, Truth.UNKNOWN, use_of(more_owners)))
            listed = owner.named is not None and owner.named.many
            for item in named:
                for policy in policies:
                    yield AttachmentDraft(
                        owner.carrier,
                        item.link,
                        policy.link,
                        item.origin if listed else policy.origin,
                        place.presence & item.presence & policy.presence,
                        place,
                        self.exclusive,
                    )
                if more_policies is not None:
                    yield OpenDraft(owner.carrier, item.link, more_policies, place)

    def kinds(self) -> frozenset[str]:
        """Return one kind for each carrier."""
        return frozenset(f"{owner.carrier.value} attachment" for owner in self.owners)
