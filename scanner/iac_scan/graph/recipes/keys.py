"""Recipes for what is allowed on a key beside its policy: grants, and the policy of AWS.

Policies that are written as documents are in `resources`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iac_scan.evaluation.result import Resource
from iac_scan.graph.accounts import filled, place_of
from iac_scan.graph.facts import Fact, ResourcePolicyDraft
from iac_scan.graph.items import values_at
from iac_scan.graph.model import ResourceKind
from iac_scan.graph.recipes.resources import protected_arn, shown_link
from iac_scan.graph.recipes.row import Recipe, shown_name
from iac_scan.graph.recipes.statements import allow, document_of, prefixed, principals_value
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    Reason,
    Truth,
    Unknown,
    Value,
    is_null_or_absent,
)


@dataclass(frozen=True, slots=True)
class ReadGrant(Recipe):
    """The resource is a grant on a key."""

    kind: ResourceKind
    """The kind of a key."""
    key: str
    """The attribute with the key."""
    grantee: str
    """The attribute with the one who may use it."""
    operations: str
    """The attribute with what it may be used for."""
    constraints: tuple[str, ...]
    """The paths of the maps of encryption context that every use must have."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the grant as a statement on the key."""
        place = place_of(resource)
        values = resource.values
        link = values.get(self.key)
        arn = protected_arn(self.kind, resource, link)
        context = [found for path in self.constraints for found in values_at(values, path)]
        statement = allow(
            principals_value(values.get(self.grantee)),
            prefixed(values.get(self.operations), "kms:"),
            arn,
            _context(context, place.origin) if context else None,
            place.origin,
        )
        yield ResourcePolicyDraft(
            kind=self.kind,
            place=place,
            resource=link,
            shown=shown_link(link),
            arn=arn,
            document=document_of(statement, place.origin),
            presence=place.presence,
            beside=True,
        )

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({f"grant on {self.kind.type}"})


def _context(maps: list[tuple[Value, Truth]], origin: Origin) -> Value:
    """Return the condition that an encryption context has what the maps say."""
    lines: dict[str, Value] = {}
    for value, _ in maps:
        match value:
            case Mapping(entries=entries, rest=None):
                lines |= {f"kms:EncryptionContext:{key}": entry for key, entry in entries.items()}
            case Unknown():
                return value
            case _:
                return Unknown(Reason.UNSUPPORTED, "the constraints of the grant", value.origin)
    return Mapping({"StringEquals": Mapping(lines, origin)}, origin)


@dataclass(frozen=True, slots=True)
class DefaultKeyPolicy(Recipe):
    """The resource is a key, and AWS gives it a policy when the code writes none.

    Source: AWS KMS Developer Guide, "Default key policy".
    """

    kind: ResourceKind
    """The kind of a key."""
    document: str
    """The attribute with the policy."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield AWS's policy, unless one is surely written in the key itself."""
        place = place_of(resource)
        presence = is_null_or_absent(resource.values.get(self.document))
        if presence is Truth.NO:
            return
        origin = place.origin
        root = filled("arn:{partition}:iam::{account}:root", resource, Absent(origin), None)
        statement = allow(
            Mapping({"AWS": root}, origin),
            Known("kms:*", origin),
            Known("*", origin),
            None,
            origin,
        )
        yield ResourcePolicyDraft(
            kind=self.kind,
            place=place,
            resource=resource.key,
            shown=shown_name(resource, Absent(origin)),
            arn=filled(self.kind.arn, resource, Absent(origin), Identity(resource.key, "Arn")),
            document=document_of(statement, origin),
            presence=place.presence & presence,
            written=False,
        )

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({f"default policy of {self.kind.type}"})
