"""The body of a block to a mapping: attributes, nested blocks, dynamic blocks.

Which attributes a resource has is not known here.
Source: https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

from iac_scan.evaluation.functions.declared import item_of, rest_of
from iac_scan.evaluation.terraform.choices import as_unknown
from iac_scan.evaluation.terraform.configuration import attribute_of
from iac_scan.evaluation.terraform.expressions import evaluate
from iac_scan.evaluation.terraform.loops import pairs
from iac_scan.evaluation.terraform.operators import kind_name
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.parsers.hcl.syntax import Block, Body, Variable
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    OneOf,
    Reason,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
    options_of,
)


@dataclass(slots=True)
class _Group:
    """The nested blocks of one type."""

    items: list[Value] = field(default_factory=list)
    rest: Unknown | None = None


def evaluate_body(
    body: Body,
    scope: Scope,
    origin: Origin,
    skipped: frozenset[str] = frozenset(),
    identity: Identity | None = None,
) -> Mapping:
    """Return attributes by name, and nested blocks by type as lists of mappings.

    `identity` is the resource, or the block of it, whose body this is.

    Unknown: a block of a dynamic block that may be missing is a `OneOf` with an `Absent`; where
    further ones may be generated, the list has a `rest`.
    """
    entries: dict[str, Value] = {}
    spans: dict[str, Span] = {}
    for attribute in body.attributes:
        if attribute.name not in skipped:
            entries[attribute.name] = evaluate(attribute.expression, scope)
            spans[attribute.name] = attribute.name_span
    groups: dict[str, _Group] = {}
    for block in body.blocks:
        if block.type in skipped:
            continue
        name = block.labels[0] if block.type == "dynamic" and block.labels else block.type
        spans.setdefault(name, block.header_span)
        group = groups.setdefault(name, _Group())
        if block.type == "dynamic":
            _add_dynamic(group, name, block, scope, identity)
        else:
            group.items.append(_nested(block, scope, _inside(identity, name, len(group.items))))
        if len(group.items) > scope.bounds.items:
            group.rest = scope.bound(f"more than {scope.bounds.items} blocks", block.header_span)
            break
    for name, group in groups.items():
        entries[name] = Sequence(
            tuple(group.items), Origin(spans[name]), SequenceKind.LIST, group.rest
        )
    return Mapping(entries, origin, key_spans=spans, identity=identity)


def _nested(block: Block, scope: Scope, identity: Identity | None) -> Mapping:
    return evaluate_body(block.body, scope, Origin(block.header_span), identity=identity)


def _inside(identity: Identity | None, name: str, index: int) -> Identity | None:
    """Return the identity of a nested block, as references spell it."""
    if identity is None:
        return None
    inner = f"{identity.attribute}.{name}[{index}]".removeprefix(".")
    return Identity(identity.resource, inner)


def _add_dynamic(
    group: _Group, name: str, block: Block, scope: Scope, identity: Identity | None
) -> None:
    for_each = attribute_of(block.body, "for_each")
    content = next((one for one in block.body.blocks if one.type == "content"), None)
    if for_each is None or content is None:
        missing = "`for_each`" if for_each is None else "block `content`"
        group.rest = scope.wrong(f"dynamic block `{name}` has no {missing}", block.header_span)
        return
    chosen = attribute_of(block.body, "iterator")
    iterator = name
    if chosen is not None and isinstance(chosen.expression, Variable):
        iterator = chosen.expression.name
    dynamic = _Dynamic(name, iterator, content, scope, identity, len(group.items))
    collection = evaluate(for_each.expression, scope)
    options = options_of(collection)
    if len(options) > 1:
        dynamic = replace(dynamic, scope=scope.unsure())
    generated = [list(dynamic.blocks(option, for_each.expression.span)) for option in options]
    doubt = None if len(options) == 1 else as_unknown(collection)
    for position in range(max(map(len, generated), default=0)):
        here = [blocks[position] for blocks in generated if position < len(blocks)]
        group.items.extend(_choice(here, len(options), doubt, scope))
    for option in options:
        rest = _rest_of(option)
        if rest is not None:
            key = replace(rest, type=None)
            unsure = replace(dynamic, scope=scope.unsure())
            body = unsure.block(len(group.items), key, rest)
            absent = Absent(body.origin)
            group.items.append(OneOf((body, absent), Reason.CONDITION, rest.detail, body.origin))
            group.rest = rest


def _choice(here: list[Value], of: int, doubt: Unknown | None, scope: Scope) -> Iterator[Value]:
    """Yield the block that stands at one position, given what stands there in each option."""
    if doubt is None:
        yield from here
        return
    different: list[Value] = []
    for block in here:
        if not any(block == other for other in different):
            different.append(block)
    if len(here) == of and len(different) == 1:
        yield different[0]
        return
    if len(here) < of:
        different.append(Absent(here[0].origin))
    if len(different) > scope.bounds.options:
        yield Unknown(doubt.reason, doubt.detail, here[0].origin)
        return
    yield OneOf(tuple(different), Reason.CONDITION, doubt.detail, here[0].origin)


def _rest_of(value: Value) -> Unknown | None:
    match value:
        case Unknown():
            return item_of(value)
        case Sequence() | Mapping():
            return rest_of(value)
        case Known() | Text() | OneOf() | Absent():
            return None
        case _:
            assert_never(value)


@dataclass(frozen=True, slots=True)
class _Dynamic:
    """A dynamic block."""

    name: str
    iterator: str
    content: Block
    scope: Scope
    identity: Identity | None
    start: int
    """How many blocks of that type stand before."""

    def blocks(self, collection: Value, span: Span) -> Iterator[Value]:
        """Yield the block of each element that is known."""
        match collection:
            case Sequence() | Mapping():
                pass
            case Unknown():
                return
            case Known() | Text() | OneOf() | Absent():
                self.scope.wrong(f"cannot iterate over {kind_name(collection)}", span)
                return
            case _:
                assert_never(collection)
        for count, (key, value) in enumerate(pairs(collection)):
            if count >= self.scope.bounds.instances:
                self.scope.bound(f"more than {self.scope.bounds.instances} blocks", span)
                return
            # Blocks of blocks of blocks multiply, whatever the number of each.
            if not self.scope.session.iterate():
                self.scope.bound(f"more than {self.scope.bounds.items} blocks", span)
                return
            yield self.block(self.start + count, key, value)

    def block(self, index: int, key: Value, value: Value) -> Mapping:
        """Return the block of one element."""
        each = Mapping({"key": key, "value": value}, value.origin)
        inner = self.scope.naming({self.iterator: each})
        identity = _inside(self.identity, self.name, index)
        return _nested(self.content, inner, identity)
