"""Recipes for policies on resources and for the settings beside them.

Permissions that are written as attributes instead of documents are in `permissions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from iac_scan.evaluation.result import Resource
from iac_scan.graph.accounts import filled, place_of
from iac_scan.graph.facts import (
    Fact,
    FunctionUrlDraft,
    Link,
    ProtectedDraft,
    PublicAccessBlockDraft,
    QualifierDraft,
    ResourcePolicyDraft,
)
from iac_scan.graph.items import referred, switched_on, values_at
from iac_scan.graph.model import ResourceKind
from iac_scan.graph.recipes.row import (
    Found,
    Named,
    Recipe,
    label_of,
    made_arn,
    named_by,
    own_name,
    shown_name,
)
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    OneOf,
    ResourceKey,
    Sequence,
    Text,
    Truth,
    Unknown,
    Value,
    is_null_or_absent,
    show,
)


@dataclass(frozen=True, slots=True)
class Protects(Recipe):
    """The resource is something that may carry a policy of its own."""

    kind: ResourceKind
    """What it is."""
    name: str = ""
    """The attribute with its name, or a path to it; empty when AWS makes up the name."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield it."""
        name = self._name_in(resource)
        arn = made_arn(resource)
        if isinstance(arn, Absent):
            arn = filled(self.kind.arn, resource, name, Identity(resource.key, "Arn"))
        shown = shown_name(resource, name)
        yield ProtectedDraft(self.kind, place_of(resource), name, shown, arn)

    def _name_in(self, resource: Resource) -> Value:
        """Return the name; Absent when AWS makes it up."""
        if "." not in self.name:
            missing = Absent(Origin(resource.span))
            return own_name(resource, self.name) if self.name else missing
        found = [name for name, _ in values_at(resource.values, self.name)]
        return found[0] if len(found) == 1 else Absent(Origin(resource.span))

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({f"carrier {self.kind.type}"})


@dataclass(frozen=True, slots=True)
class ReadResourcePolicy(Recipe):
    """The resource is a policy on another one, or carries its own."""

    kind: ResourceKind
    """What the policy protects."""
    document: str
    """The path of the document."""
    resource: Named | None = None
    """The attribute with what it protects; None when the resource carries it itself."""
    whole: str | None = None
    """For a policy on something that an account has one of: the attribute with the name of the
    policy, empty when it has none. None for every other."""
    fallback: str = ""
    """The name of what it protects when the attribute is not written."""
    block: str = ""
    """The attribute that asks AWS to refuse a public policy."""
    nullable: bool = False
    """Whether the language lets an unknown value be null."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield one draft for each thing that is protected."""
        place = place_of(resource)
        values = resource.values
        for document, listed in values_at(values, self.document) or self._missing(resource):
            there = listed & self._is_set(document)
            if there is Truth.NO:
                continue
            for found in self._found(resource):
                link = None if found is None else found.link
                yield ResourcePolicyDraft(
                    kind=self.kind,
                    place=place,
                    resource=link,
                    shown=self._shown(resource, link),
                    arn=protected_arn(self.kind, resource, link),
                    document=document,
                    presence=place.presence
                    & there
                    & (Truth.YES if found is None else found.presence),
                    refuses_public=switched_on(values.get(self.block)) if self.block else Truth.NO,
                )

    @property
    def _carried(self) -> bool:
        """Whether the policy is an attribute of what it protects, which may have none."""
        return self.resource is None and self.whole is None

    def _is_set(self, document: Value) -> Truth:
        """Tell whether a policy that the resource may carry is there."""
        if not self._carried or (isinstance(document, Unknown) and not self.nullable):
            return Truth.YES
        return ~is_null_or_absent(document)

    def _missing(self, resource: Resource) -> tuple[tuple[Value, Truth], ...]:
        """Return what stands for a document that is not written, where one has to be."""
        return () if self._carried else ((Absent(resource.values.origin), Truth.YES),)

    def _found(self, resource: Resource) -> tuple[Found | None, ...]:
        """Return what the policy protects; None for the account as a whole."""
        if self.whole is not None:
            return (None,)
        return protected_things(resource, self.resource, self.fallback)

    def _shown(self, resource: Resource, link: Link | None) -> str:
        if link is None:
            name = own_name(resource, self.whole) if self.whole else Absent(Origin(resource.span))
            return shown_name(resource, name)
        return shown_link(link)

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({f"policy of {self.kind.type}"})


def protected_things(
    resource: Resource, named: Named | None, fallback: str = ""
) -> tuple[Found, ...]:
    """Return what an attribute names, a name that stands for an unwritten one among it."""
    found, rest = named_by(resource, named)
    header = Origin(resource.span)
    if rest is not None:
        return (*found, Found(rest, Truth.UNKNOWN, header))
    if not found and fallback:
        return (Found(Known(fallback, header), Truth.YES, header),)
    if not found:
        # What it protects is not written: the policy is read all the same.
        return (Found(Absent(header), Truth.YES, header),)
    return found


def shown_link(link: Link) -> str:
    """Return what a link names, for messages."""
    return label_of(link.address) if isinstance(link, ResourceKey) else show(link)


def protected_arn(kind: ResourceKind, resource: Resource, link: Link | None) -> Value:
    """Return the ARN of what a policy protects, when nothing but the link is known of it."""
    match link:
        case ResourceKey():
            return filled(kind.arn, resource, Absent(Origin(resource.span)), Identity(link, "Arn"))
        case None:
            return filled(kind.arn, resource, Absent(Origin(resource.span)), None)
        case Known(value=str() as text) if not text.startswith("arn:"):
            name = text.rpartition("/")[2] if text.startswith("https://") else text
            return filled(kind.arn, resource, Known(name, link.origin), None)
        case Text(parts=(str() as start, *_)) if not start.startswith(("arn:", "https://")):
            return filled(kind.arn, resource, link, None)
        case Unknown():
            identity = referred(link)
            is_arn = identity is None or identity.attribute.lower().endswith("arn")
            return link if is_arn else filled(kind.arn, resource, link, None)
        case Known() | Text():
            return link
        case Absent() | Sequence() | Mapping():
            return filled(kind.arn, resource, Absent(link.origin), None)
        case OneOf(reason=reason, detail=detail, origin=origin):
            return Unknown(reason, detail, origin)
        case _:
            assert_never(link)


@dataclass(frozen=True, slots=True)
class ReadPublicAccessBlock(Recipe):
    """The resource has, or is, the settings that keep the public out of buckets."""

    settings: tuple[str, str, str, str]
    """The attributes for: refuse and ignore public ACLs, refuse public policies, restrict."""
    block: str = ""
    """The attribute that holds them; empty when the resource is the settings."""
    bucket: Named | None = None
    """The attribute with the bucket; None when the resource is it."""
    whole: bool = False
    """Whether they are for the account."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the settings for each bucket."""
        place = place_of(resource)
        found = values_at(resource.values, self.block) if self.block else ()
        blocks = found if self.block else ((resource.values, Truth.YES),)
        for block, _ in blocks:
            if is_null_or_absent(block) is Truth.YES:
                continue
            acls, ignored, policies, restricted = self.settings
            settings = (
                _setting(block, acls),
                _setting(block, ignored),
                _setting(block, policies),
                _setting(block, restricted),
            )
            links: tuple[Link | None, ...] = (
                (None,)
                if self.whole
                else tuple(one.link for one in protected_things(resource, self.bucket))
            )
            for link in links:
                yield PublicAccessBlockDraft(place, link, settings)

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"account public access block" if self.whole else "public access block"})


def _setting(block: Value, name: str) -> Truth:
    """Tell whether a setting is on, in a block, in the one block of a list, or in an unknown."""
    match block:
        case Mapping():
            return switched_on(block.get(name))
        case Sequence(items=(item,)):
            return _setting(item, name)
        case _:
            return Truth.UNKNOWN


@dataclass(frozen=True, slots=True)
class ReadFunctionUrl(Recipe):
    """The resource is an address of a Lambda function."""

    function: str
    """The attribute with the function."""
    authorization: str
    """The attribute that says how callers are asked who they are."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the address."""
        values = resource.values
        yield FunctionUrlDraft(
            place_of(resource), values.get(self.function), values.get(self.authorization)
        )

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"function address"})


@dataclass(frozen=True, slots=True)
class ReadQualifier(Recipe):
    """The resource is an alias or a version of a Lambda function."""

    function: str
    """The attribute with the function."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield it, for links that lead through it."""
        yield QualifierDraft(place_of(resource), resource.values.get(self.function))

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"function qualifier"})
