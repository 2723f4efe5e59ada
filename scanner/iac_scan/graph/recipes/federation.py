"""Recipes for identity providers, Identity Center and IAM Roles Anywhere.

The policies of permission sets are read by the recipes of `policies`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iac_scan.evaluation.result import Resource
from iac_scan.graph.accounts import filled, place_of
from iac_scan.graph.facts import (
    AnywhereProfileDraft,
    AssignmentDraft,
    AttachmentDraft,
    BoundaryDraft,
    Carrier,
    Fact,
    InlineDraft,
    Link,
    OpenDraft,
    PrincipalDraft,
)
from iac_scan.graph.items import items_of, names_nothing, switched_on, use_of, values_at
from iac_scan.graph.model import FederationKind, FederationProvider, TrustAnchor
from iac_scan.graph.recipes.row import Recipe, made_arn, own_name, shown_name
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    Reason,
    Text,
    Truth,
    Unknown,
    Value,
    is_null_or_absent,
    join_text,
    text_of,
)

_SET = Carrier.PERMISSION_SET


@dataclass(frozen=True, slots=True)
class ReadFederationProvider(Recipe):
    """The resource is an identity provider."""

    kind: FederationKind
    """Its protocol."""
    name: str
    """The attribute with its address or its name."""
    audiences: str = ""
    """The attribute with the client ids."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the provider."""
        values = resource.values
        name = own_name(resource, self.name)
        text = text_of(name)
        bare = name if text is None else Known(text.removeprefix("https://"), name.origin)
        arn = made_arn(resource)
        if isinstance(arn, Absent):
            word = "oidc-provider" if self.kind is FederationKind.OIDC else "saml-provider"
            pattern = f"arn:{{partition}}:iam::{{account}}:{word}/{{name}}"
            arn = filled(pattern, resource, bare, Identity(resource.key, "Arn"))
        audiences = values.get(self.audiences) if self.audiences else Absent(values.origin)
        shown = shown_name(resource, bare)
        yield FederationProvider(self.kind, shown, place_of(resource), arn, audiences)

    def kinds(self) -> frozenset[str]:
        """Return one kind for each protocol."""
        return frozenset({f"{self.kind.value} provider"})


@dataclass(frozen=True, slots=True)
class ReadPermissionSet(Recipe):
    """The resource is a permission set, perhaps with its inline policy and boundary."""

    name: str
    """The attribute with its name."""
    duration: str
    """The attribute with the longest session."""
    arn: str
    """The attribute that AWS gives it for its ARN."""
    inline: str = ""
    """The attribute with its inline policy."""
    boundary: str = ""
    """The block with its boundary."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the permission set and what it holds itself."""
        place, values = place_of(resource), resource.values
        name = own_name(resource, self.name)
        shown = shown_name(resource, name)
        missing = Absent(values.origin)
        arn = values.get("arn")
        if isinstance(arn, Absent):
            why = "AWS gives the permission set its ARN"
            arn = Unknown(Reason.COMPUTED, why, place.origin, Identity(resource.key, self.arn))
        yield PrincipalDraft(
            carrier=_SET,
            place=place,
            name=missing,
            shown=shown,
            arn=arn,
            path=missing,
            boundary=missing,
            nullable=False,
            trust=missing,
            max_session_duration=values.get(self.duration),
        )
        document = values.get(self.inline) if self.inline else missing
        if is_null_or_absent(document) is not Truth.YES:
            yield InlineDraft(
                _SET, resource.key, shown, document, use_of(document), place.presence, place
            )
        if self.boundary:
            yield from boundaries_in(resource, resource.key, values.get(self.boundary))

    def kinds(self) -> frozenset[str]:
        """Return its own kind; what else it holds has recipes of its own in the other language."""
        own = {"permission set", *({"permission set inline policy"} if self.inline else ())}
        return frozenset({*own, *({"permission set boundary"} if self.boundary else ())})


def boundaries_in(resource: Resource, owner: Link, block: Value) -> Iterator[Fact]:
    """Yield the boundary of a permission set: a policy of AWS, or one that is named."""
    place = place_of(resource)
    for item, _ in items_of(block).items:
        if isinstance(item, Mapping):
            keys = ("managed_policy_arn", "ManagedPolicyArn")
            for arn in (item.get(key) for key in keys):
                if not names_nothing(arn):
                    yield BoundaryDraft(_SET, owner, arn, place)
            for key in ("customer_managed_policy_reference", "CustomerManagedPolicyReference"):
                for reference, _ in items_of(item.get(key)).items:
                    yield BoundaryDraft(_SET, owner, named_policy(resource, reference), place)
        else:
            yield BoundaryDraft(_SET, owner, item, place)
    if isinstance(block, Unknown):
        yield BoundaryDraft(_SET, owner, block, place)


def named_policy(resource: Resource, reference: Value) -> Value:
    """Return the ARN of a customer's policy that is named by name and path, in any account.

    Source: IAM Identity Center User Guide, "Use IAM policies in permission sets".
    """
    if not isinstance(reference, Mapping):
        return reference
    origin = reference.origin
    start = filled("arn:{partition}:iam::{?}:policy", resource, Absent(origin), None)
    parts: list[str | Unknown] = list(start.parts) if isinstance(start, Text) else []
    for names, unwritten in ((("path", "Path"), "/"), (("name", "Name"), "")):
        written = [reference.get(name) for name in names]
        value = next((one for one in written if not names_nothing(one)), Known(unwritten, origin))
        text = text_of(value)
        if text is not None:
            parts.append(text)
        else:
            hole = value if isinstance(value, Unknown) else None
            parts.append(hole or Unknown(Reason.CONDITION, "its name is not known", origin))
    return join_text(tuple(parts), use_of(reference))


@dataclass(frozen=True, slots=True)
class CustomerPolicies(Recipe):
    """The resource attaches policies to a permission set that it names by name and path."""

    owner: str
    """The attribute with the permission set; empty when the resource is it."""
    references: str
    """The blocks that name the policies."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield one draft for each policy."""
        place = place_of(resource)
        owner: Link = resource.values.get(self.owner) if self.owner else resource.key
        found = items_of(resource.values.get(self.references))
        for reference, presence in found.items:
            policy = named_policy(resource, reference)
            origin = policy.origin
            there = place.presence & presence
            yield AttachmentDraft(_SET, owner, policy, origin, there, place)
        if found.rest is not None:
            yield OpenDraft(_SET, owner, found.rest, place)

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"permission set customer policy"})


@dataclass(frozen=True, slots=True)
class SetBoundary(Recipe):
    """The resource sets the boundary of a permission set."""

    owner: str
    """The attribute with the permission set."""
    boundary: str
    """The block with the boundary."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the boundary."""
        values = resource.values
        yield from boundaries_in(resource, values.get(self.owner), values.get(self.boundary))

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"permission set boundary"})


@dataclass(frozen=True, slots=True)
class ReadAssignment(Recipe):
    """The resource lets somebody take a permission set."""

    permission_set: str
    """The attribute with the permission set."""
    principal_kind: str
    """The attribute that says whether it is a user or a group."""
    principal: str
    """The attribute with the user or group."""
    account: str
    """The attribute with the account."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the assignment."""
        names = (self.permission_set, self.principal_kind, self.principal, self.account)
        set, kind, principal, account = (resource.values.get(name) for name in names)
        yield AssignmentDraft(place_of(resource), set, kind, principal, account)

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"assignment"})


@dataclass(frozen=True, slots=True)
class ReadTrustAnchor(Recipe):
    """The resource is a trust anchor of IAM Roles Anywhere."""

    name: str
    """The attribute with its name."""
    enabled: str
    """The attribute that switches it on; not known when it is not written."""
    source: str
    """The path of the kind of its certificate authority."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the trust anchor."""
        values = resource.values
        found = values_at(values, self.source)
        source = found[0][0] if found else Absent(values.origin)
        name = shown_name(resource, own_name(resource, self.name))
        yield TrustAnchor(
            name, place_of(resource), switched_on(values.get(self.enabled), Truth.UNKNOWN), source
        )

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"trust anchor"})


@dataclass(frozen=True, slots=True)
class ReadAnywhereProfile(Recipe):
    """The resource is a profile of IAM Roles Anywhere."""

    name: str
    """The attribute with its name."""
    enabled: str
    """The attribute that switches it on; not known when it is not written."""
    roles: str
    """The attribute with its roles."""
    session_policy: str
    """The attribute with the document that cuts sessions down."""
    managed_policies: str
    """The attribute with the managed policies that do so too."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the profile."""
        values = resource.values
        found = items_of(values.get(self.roles))
        roles = tuple(item for item, _ in found.items)
        yield AnywhereProfileDraft(
            place_of(resource),
            shown_name(resource, own_name(resource, self.name)),
            switched_on(values.get(self.enabled), Truth.UNKNOWN),
            roles if found.rest is None else (*roles, found.rest),
            values.get(self.session_policy),
            values.get(self.managed_policies),
        )

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"roles anywhere profile"})
