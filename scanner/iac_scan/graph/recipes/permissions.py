"""Recipes for permissions that are written as attributes: each is a statement of a document.

Policies that are written as documents are in `resources`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iac_scan.evaluation.result import Resource
from iac_scan.graph.accounts import place_of, text_parts
from iac_scan.graph.facts import Fact, ResourcePolicyDraft
from iac_scan.graph.items import values_at
from iac_scan.graph.model import ResourceKind
from iac_scan.graph.recipes.resources import protected_arn, protected_things, shown_link
from iac_scan.graph.recipes.row import Named, Recipe
from iac_scan.graph.recipes.statements import allow, document_of, prefixed, principals_value
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Truth,
    Unknown,
    Value,
    is_null_or_absent,
    join_text,
    options_of,
    text_of,
)


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
