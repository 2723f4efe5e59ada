"""Going through all elements of a collection with `for`.

Splats are in `splats`.
Source: https://developer.hashicorp.com/terraform/language/expressions/for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias, assert_never

from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.declared import item_of, rest_of
from iac_scan.evaluation.functions.marks import marks_of
from iac_scan.evaluation.functions.types import (
    Primitive,
)
from iac_scan.evaluation.terraform import operators
from iac_scan.evaluation.terraform.choices import (
    as_unknown,
    located_in,
    try_each_choice,
)
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.parsers.hcl.syntax import Expression, ForObject, ForTuple
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    MappingKind,
    OneOf,
    Reason,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
)

Evaluate: TypeAlias = Callable[[Expression, Scope], Value]


Pairs: TypeAlias = Iterator[tuple[Value, Value]]


def pairs(collection: Sequence | Mapping) -> Pairs:
    """Yield key and value of each known element; in a set the value is the key."""
    match collection:
        case Sequence(items=items, kind=SequenceKind.SET):
            for item in items:
                yield item, located_in(item, collection)
        case Sequence(items=items, scattered=scattered):
            for index, item in enumerate(items):
                key: Value = Known(index, item.origin)
                if scattered:
                    key = Unknown(Reason.CONDITION, "the order is undecided", item.origin)
                yield key, located_in(item, collection)
        case Mapping(entries=entries, key_spans=spans):
            # A map and an object are both iterated by the order of their keys.
            for name in sorted(entries):
                entry = entries[name]
                if isinstance(entry, Absent):
                    continue
                yield (
                    Known(
                        name, Origin(spans.get(name, entry.origin.span), collection.origin.steps)
                    ),
                    located_in(entry, collection),
                )
        case _:
            assert_never(collection)


def for_tuple(node: ForTuple, scope: Scope, evaluate: Evaluate) -> Value:
    """Return `[for ...]`."""

    def once(values: tuple[Value, ...], scope: Scope) -> Value:
        collection = _iterable(values[0], node.span, scope)
        if isinstance(collection, Unknown):
            if collection.reason is Reason.INVALID:
                return collection
            item = _result_of_unknown(node, item_of(collection), scope, evaluate)
            return Sequence(
                (),
                Origin(node.span, collection.origin.steps),
                rest=item,
                marks=collection.marks,
            )
        _try_filter(node, collection, scope, evaluate)
        items: list[Value] = []
        rest: Unknown | None = None
        scattered = collection.scattered if isinstance(collection, Sequence) else False
        marks = collection.marks
        for key, value in pairs(collection):
            inner = _iteration(node, key, value, scope)
            kept = _filter(node, inner, evaluate)
            marks |= kept.marks
            if isinstance(kept, Known):
                if kept.value is True:
                    items.append(evaluate(node.result, inner))
            else:
                result = evaluate(node.result, inner.unsure())
                rest, scattered = _unknown_result(result, kept), True
            if not scope.session.iterate():
                return scope.bound(f"more than {scope.bounds.items} iterations", node.span)
        further = rest_of(collection)
        if further is not None:
            rest = _result_of_unknown(node, further, scope, evaluate)
            scattered |= isinstance(collection, Mapping)
        # Nothing of it is written here: an empty result came with the collection.
        steps = () if items or rest is not None else collection.origin.steps
        made = Sequence(
            tuple(items),
            Origin(node.span, steps),
            rest=rest,
            marks=marks,
            scattered=scattered and rest is not None,
        )
        return scope.bounded(made, node.span)

    return try_each_choice((evaluate(node.collection, scope),), once, Origin(node.span), scope)


def _iteration(node: ForTuple | ForObject, key: Value, value: Value, scope: Scope) -> Scope:
    names = {node.value: value} if node.key is None else {node.key: key, node.value: value}
    return scope.naming(names)


def _filter(node: ForTuple | ForObject, scope: Scope, evaluate: Evaluate) -> Known | Unknown:
    if node.condition is None:
        return Known(True, Origin(node.span))
    decided = operators.condition(evaluate(node.condition, scope), node.condition.span, scope)
    if isinstance(decided, Unknown) and decided.reason is Reason.INVALID:
        return Known(False, Origin(node.span))
    return decided


def _try_filter(
    node: ForTuple | ForObject, collection: Sequence | Mapping, scope: Scope, evaluate: Evaluate
) -> None:
    """Report what is wrong with the condition where there is nothing to filter, as terraform."""
    if node.condition is not None and next(pairs(collection), None) is None:
        nothing = Unknown(Reason.CONDITION, "there is no element", Origin(node.span))
        _filter(node, _iteration(node, nothing, nothing, scope), evaluate)


def _result_of_unknown(node: ForTuple, rest: Unknown, scope: Scope, evaluate: Evaluate) -> Unknown:
    """Return what stands for the items that unknown elements may yield."""
    key = replace(rest, type=None)
    result = evaluate(node.result, _iteration(node, key, rest, scope.unsure()))
    return _unknown_result(result, rest)


def _unknown_result(result: Value, because: Unknown) -> Unknown:
    doubt = as_unknown(result)
    if isinstance(result, Unknown | Text) and doubt.reason is not Reason.INVALID:
        return doubt
    marks = because.marks | marks_of(result)
    return Unknown(because.reason, because.detail, because.origin, marks=marks)


def _iterable(value: Value, span: Span, scope: Scope) -> Sequence | Mapping | Unknown:
    match value:
        case Sequence() | Mapping() | Unknown():
            return value
        case Text() | Known() | Absent() | OneOf():
            return scope.wrong(f"cannot iterate over {operators.kind_name(value)}", span)
        case _:
            assert_never(value)


def for_object(node: ForObject, scope: Scope, evaluate: Evaluate) -> Value:
    """Return `{for ...}`."""

    def once(values: tuple[Value, ...], scope: Scope) -> Value:
        collection = _iterable(values[0], node.span, scope)
        if isinstance(collection, Unknown):
            if collection.reason is Reason.INVALID:
                return collection
            return Mapping(
                {},
                Origin(node.span, collection.origin.steps),
                rest=collection,
                marks=collection.marks,
            )
        return _built_object(node, collection, scope, evaluate)

    return try_each_choice((evaluate(node.collection, scope),), once, Origin(node.span), scope)


def _built_object(
    node: ForObject, collection: Sequence | Mapping, scope: Scope, evaluate: Evaluate
) -> Value:
    _try_filter(node, collection, scope, evaluate)
    groups: dict[str, list[Value]] = {}
    rest = collection.rest
    marks = collection.marks
    spans: dict[str, Span] = {}
    for key, value in pairs(collection):
        inner = _iteration(node, key, value, scope)
        kept = _filter(node, inner, evaluate)
        marks |= kept.marks
        if isinstance(kept, Known) and kept.value is not True:
            continue
        if isinstance(kept, Unknown):
            inner = inner.unsure()
        name = convert(evaluate(node.result_key, inner), Primitive.STRING)
        result = evaluate(node.result, inner)
        match name:
            case Known(value=str() as text):
                if isinstance(kept, Unknown):
                    rest = kept
                    continue
                if text in groups and not node.grouping:
                    scope.wrong(
                        f"two items have the key `{text}`",
                        node.result_key.span,
                        "add `...` after the value to collect both",
                    )
                    continue
                groups.setdefault(text, []).append(result)
                spans.setdefault(text, name.origin.span)
                marks |= name.marks
            case ConversionProblem(message=message):
                scope.wrong(f"a key is wrong: {message}", node.result_key.span)
            case Known():
                rest = scope.assumed_in((name,)) or rest
                scope.null(name, "a key is null", node.result_key.span)
            case _:
                rest = as_unknown(name)
        if not scope.session.iterate():
            return scope.bound(f"more than {scope.bounds.items} iterations", node.span)
    entries: dict[str, Value] = {
        name: Sequence(tuple(found), Origin(node.span), rest=rest) if node.grouping else found[0]
        for name, found in sorted(groups.items())
    }
    made = Mapping(entries, Origin(node.span), MappingKind.OBJECT, rest, marks, spans)
    return scope.bounded(made, node.span)
