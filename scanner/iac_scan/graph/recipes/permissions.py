"""Recipes for permissions that are written as attributes: each is a statement of a document.

Policies that are written as documents are in `resources`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iac_scan.evaluation.result import Resource
from iac_scan.graph.accounts import filled, place_of, text_parts
from iac_scan.graph.facts import Fact, ResourcePolicyDraft
from iac_scan.graph.items import items_of, referred, values_at
from iac_scan.graph.model import ResourceKind
from iac_scan.graph.recipes.resources import protected_arn, protected_things, shown_link
from iac_scan.graph.recipes.row import Named, Recipe, shown_name
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    OneOf,
    Reason,
    Sequence,
    Text,
    Truth,
    Unknown,
    Value,
    is_null_or_absent,
    join_text,
    options_of,
    text_of,
)

_VERSION = "2012-10-17"
_SERVICE = (".amazonaws.com", ".amazonaws.com.cn", ".amazon.com")
"""How the names of services end; `alexa-appkit.amazon.com` calls functions."""


@dataclass(frozen=True, slots=True)
class When:
    """An attribute that becomes a condition."""

    attribute: str
    """The attribute with the value."""
    operator: str
    """The operator: `StringEquals`."""
    key: str
    """The condition key: `aws:SourceAccount`."""


@dataclass(frozen=True, slots=True)
class ReadPermission(Recipe):
    """The resource allows somebody something on another resource, in its attributes."""

    kind: ResourceKind
    """What it is allowed on."""
    resource: Named
    """The attribute with the thing that it is allowed on."""
    principal: str
    """The attribute with those who are allowed."""
    actions: str = ""
    """The attribute with what they are allowed; empty when that is always the same."""
    always: str = ""
    """What they are allowed when no attribute says it."""
    prefix: str = ""
    """The service prefix that the written actions lack: `kms:`."""
    conditions: tuple[When, ...] = ()
    """The attributes that limit it."""
    condition_block: tuple[str, str, str, str] | None = None
    """The attribute with one condition, and in it those of its operator, key and value."""
    statement: str = ""
    """The attribute with the whole statement, which may be written in place of the others."""
    fallback: str = ""
    """The name of what it is allowed on when the attribute is not written."""
    qualifier: str = ""
    """The attribute with the alias or version that it is limited to."""
    nullable: bool = False
    """Whether the language lets an unknown value be null."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield one draft for each thing that it is allowed on."""
        place = place_of(resource)
        for found in protected_things(resource, self.resource, self.fallback):
            arn = protected_arn(self.kind, resource, found.link)
            written = (
                resource.values.get(self.qualifier) if self.qualifier else Absent(place.origin)
            )
            qualified = ~is_null_or_absent(written)
            if qualified is Truth.YES:
                arn = join_text(
                    (*text_parts(arn, place.origin), ":", *text_parts(written, place.origin)),
                    place.origin,
                )
            yield ResourcePolicyDraft(
                kind=self.kind,
                place=place,
                resource=found.link,
                shown=shown_link(found.link),
                arn=arn,
                document=document_of(self._statement(resource, arn), place.origin),
                presence=place.presence & found.presence,
                beside=True,
                qualified=qualified is Truth.YES,
            )

    def _statement(self, resource: Resource, arn: Value) -> Value:
        """Return the statement that the attributes make."""
        values = resource.values
        if self.statement:
            whole = values.get(self.statement)
            if is_null_or_absent(whole) is not Truth.YES:
                return whole
        origin = Origin(resource.span)
        named = values.get(self.actions) if self.actions else Absent(origin)
        if is_null_or_absent(named) is Truth.YES and self.always:
            named = Known(self.always, origin)
        return allow(
            principals_value(values.get(self.principal)),
            prefixed(named, self.prefix),
            arn,
            self._conditions(values),
            origin,
        )

    def _conditions(self, values: Mapping) -> Value | None:
        """Return the condition block; a value that may be null is one that may be absent."""
        block: dict[str, dict[str, Value]] = {}
        for when in self.conditions:
            _limit(block, when.operator, when.key, values.get(when.attribute), self.nullable)
        if self.condition_block is not None:
            attribute, *inner = self.condition_block
            written = (values_at(values, f"{attribute}.{name}") for name in inner)
            for (operator, _), (key, _), (value, _) in zip(*written, strict=False):
                operator_text, key_text = text_of(operator), text_of(key)
                if operator_text is None or key_text is None:
                    unsaid: Value = operator if operator_text is None else key
                    return unsaid
                _limit(block, operator_text, key_text, value, self.nullable)
        if not block:
            return None
        return Mapping(
            {operator: Mapping(lines, values.origin) for operator, lines in block.items()},
            values.origin,
        )

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({f"permission on {self.kind.type}"})


def _limit(
    block: dict[str, dict[str, Value]], operator: str, key: str, value: Value, nullable: bool
) -> None:
    """Add a condition, one that may be absent when its value may be null."""
    there: Value = value
    sure = isinstance(value, Unknown) and not nullable
    match Truth.NO if sure else is_null_or_absent(value):
        case Truth.YES:
            return
        case Truth.NO:
            pass
        case Truth.UNKNOWN:
            written = (one for one in options_of(value) if is_null_or_absent(one) is not Truth.YES)
            options = (*written, Absent(value.origin))
            if isinstance(value, Unknown | OneOf):
                there = OneOf(options, value.reason, value.detail, value.origin)
    block.setdefault(operator, {})[key] = there


def document_of(statement: Value, origin: Origin) -> Value:
    """Return the document that holds one statement."""
    return Mapping(
        {"Version": Known(_VERSION, origin), "Statement": Sequence((statement,), origin)}, origin
    )


def allow(
    principal: Value,
    actions: Value,
    arn: Value,
    condition: Value | None,
    origin: Origin,
) -> Mapping:
    """Return a statement that allows."""
    entries: dict[str, Value] = {
        "Effect": Known("Allow", origin),
        "Principal": principal,
        "Action": actions,
        "Resource": arn,
    }
    if condition is not None:
        entries["Condition"] = condition
    return Mapping(entries, origin)


def prefixed(value: Value, prefix: str) -> Value:
    """Return actions with the service prefix that they lack."""
    if prefix == "":
        return value
    items = items_of(value)
    return Sequence(
        tuple(_with_prefix(item, prefix) for item, _ in items.items),
        value.origin,
        rest=items.rest,
    )


def _with_prefix(value: Value, prefix: str) -> Value:
    match value:
        case Known(value=str() as text):
            return Known(f"{prefix}{text}", value.origin)
        case _:
            return value


def principals_value(value: Value) -> Value:
    """Return the `Principal` element for one who is named by a service, an account or an ARN.

    Unknown: a value that may be any of them stays unknown, so that nobody is ruled out.
    """
    match value:
        case OneOf(options=options, reason=reason, detail=detail, origin=origin):
            made = tuple(principals_value(option) for option in options)
            return OneOf(made, reason, detail, origin)
        case Sequence(items=items, origin=origin, rest=rest):
            if all(isinstance(item, Known) and item.value == "*" for item in items) and items:
                return items[0]
            named = tuple(item for item in items if _is_service(item))
            others = tuple(item for item in items if not _is_service(item))
            kinds: dict[str, Value] = {"Service": Sequence(named, origin)} if named else {}
            if others or rest is not None or not named:
                kinds["AWS"] = Sequence(others, origin, rest=rest)
            return Mapping(kinds, origin)
        case Known(value="*") | Absent() | Mapping():
            return value
        case Known() | Text():
            return Mapping({"Service" if _is_service(value) else "AWS": value}, value.origin)
        case Unknown():
            return value if referred(value) is None else Mapping({"AWS": value}, value.origin)


def _is_service(value: Value) -> bool:
    """Tell whether a principal is surely a service."""
    match value:
        case Known(value=str() as text):
            return text.endswith(_SERVICE)
        case Text(parts=(*_, str() as end)):
            return end.endswith(_SERVICE)
        case _:
            return False


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
