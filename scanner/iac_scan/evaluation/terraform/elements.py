"""Taking collections apart and building them: attributes, indexes, splats, `for`.

Source: https://developer.hashicorp.com/terraform/language/expressions/for and
https://developer.hashicorp.com/terraform/language/expressions/splat (2026-11-23).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias, assert_never

from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.marks import is_marked, marked
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.evaluation.terraform import operators
from iac_scan.evaluation.terraform.choices import (
    as_unknown,
    for_each_choice,
    located_in,
    one_of,
)
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.parsers.hcl.syntax import Expression, ForObject, ForTuple
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Absent,
    Identity,
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
    show,
)

_KNOWN_TYPES = re.compile(r"(^|\.)(aws_iam_\w+|terraform_data)\.[\w-]+(\[|$)")

Evaluate: TypeAlias = Callable[[Expression, Scope], Value]


def get_attribute(source: Value, name: str, span: Span, scope: Scope) -> Value:
    """Return `source.name`."""
    match source:
        case Mapping(entries=entries, rest=rest):
            found = entries.get(name)
            if found is not None and not isinstance(found, Absent):
                if source.identity is not None and is_filled_in(found, source.identity):
                    return _later(source.identity, name, found.origin)
                return marked(located_in(found, source), source.sensitive)
            if rest is not None:
                return marked(derived(rest, f".{name}", span, scope), source.sensitive)
            if source.identity is not None:
                return _later(source.identity, name, source.origin)
            return scope.wrong(f"there is no attribute `{name}`", span, _did_you_mean(name, source))
        case OneOf():
            return _each_option(
                source, lambda one, inner: get_attribute(one, name, span, inner), span, scope
            )
        case Unknown():
            return derived(source, f".{name}", span, scope)
        case Sequence(items=items, kind=kind) if kind is not SequenceKind.SET and items:
            # `list.0` is an index; `list.name` was a splat before 0.12 and is an error now.
            if name.isdigit():
                return get_index(source, Known(int(name), Origin(span)), span, scope)
            return scope.wrong(f"a list has no attribute `{name}`", span, "take an item: `[0]`")
        case Known(value=None):
            return scope.wrong(f"cannot take `{name}` of null", span)
        case Known() | Text() | Sequence() | Absent():
            kind_name = operators.type_name(source)
            return scope.wrong(f"cannot take `{name}` of a {kind_name}", span)
        case _:
            assert_never(source)


def _later(identity: Identity, name: str, origin: Origin) -> Unknown:
    """Return an attribute that a declared thing has and the code does not give."""
    address = identity.resource.address
    name = f"{identity.attribute}.{name}".removeprefix(".")
    plain = re.sub(r'\["(?:[^"\\]|\\.)*"\]', "", address)
    if re.match(r"(?:module\.[^.]+\.)*data\.", plain):
        detail = f"`{address}.{name}` is read when terraform runs"
        return Unknown(Reason.DATA, detail, origin, Identity(identity.resource, name))
    detail = f"`{address}.{name}` is known after apply"
    return Unknown(Reason.COMPUTED, detail, origin, Identity(identity.resource, name))


def is_filled_in(value: Value, owner: Identity) -> bool:
    """Tell whether the provider may put something in the place of a null that is written.

    Which attributes it computes is known for IAM alone; elsewhere it may be any.
    """
    if not (isinstance(value, Known) and value.value is None):
        return False
    return _KNOWN_TYPES.search(owner.resource.address) is None


def _did_you_mean(name: str, source: Mapping) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415

    close = get_close_matches(name, source.entries, 1)
    return f"did you mean `{close[0]}`?" if close else None


def derived(value: Unknown, step: str, span: Span, scope: Scope) -> Value:
    """Return a part of something unknown; a part of a declared thing stays that part."""
    identity = value.identity
    if identity is not None:
        if identity.attribute == "" and step.startswith("."):
            from iac_scan.evaluation.terraform.resources import representative  # noqa: PLC0415

            found = representative(identity.resource, scope)
            if found is not None:
                return as_unknown(_tagged(get_attribute(found, step[1:], span, scope), found, step))
        identity = Identity(identity.resource, (identity.attribute + step).removeprefix("."))
    return replace(value, identity=identity)


def _tagged(value: Value, source: Value, step: str) -> Value:
    if isinstance(value, Known) and isinstance(source, Mapping) and source.identity is not None:
        return Unknown(
            Reason.CONDITION,
            f"`{show(value)}` in one of several instances",
            value.origin,
            value.identity or Identity(source.identity.resource, step[1:]),
        )
    return value


def _each_option(
    source: OneOf, operation: Callable[[Value, Scope], Value], span: Span, scope: Scope
) -> Value:
    """Apply to each option; those for which it fails are dropped unless all fail."""
    quiet = replace(scope, report=lambda _: None)
    results = [operation(option, quiet) for option in source.options]
    good = [result for result in results if not _failed(result)]
    if not good:
        return operation(source.options[0], scope)
    if len(good) < len(results) and scope.attempt is not None:
        scope.attempt.partial = True
    return one_of(good, source.reason, source.detail, Origin(span), scope.bounds)


def _failed(value: Value) -> bool:
    return isinstance(value, Unknown) and value.reason is Reason.INVALID


def get_index(source: Value, key: Value, span: Span, scope: Scope) -> Value:
    """Return `source[key]`."""
    if isinstance(source, OneOf):
        return _each_option(
            source, lambda one, inner: get_index(one, key, span, inner), span, scope
        )
    if isinstance(key, OneOf):
        return _each_option(
            key, lambda one, inner: get_index(source, one, span, inner), span, scope
        )
    sensitive = is_marked(source) or is_marked(key)
    return marked(_get_index(source, key, span, scope), sensitive)


def _get_index(source: Value, key: Value, span: Span, scope: Scope) -> Value:
    match source:
        case Unknown():
            text = show(key)
            step = (
                f"[{text}]" if not isinstance(getattr(key, "value", None), str) else f'["{text}"]'
            )
            if source.identity is not None and source.identity.attribute == "":
                return source
            return derived(source, step, span, scope)
        case Mapping():
            return _map_index(source, key, span, scope)
        case Sequence(kind=SequenceKind.SET):
            return scope.wrong("elements of a set have no index", span)
        case Sequence():
            return _list_index(source, key, span, scope)
        case Known(value=None):
            return scope.wrong("cannot take an item of null", span)
        case Known() | Text() | Absent():
            kind = operators.type_name(source)
            return scope.wrong(f"cannot take an item of a {kind}", span)
        case OneOf():
            raise AssertionError("options are taken apart before")
        case _:
            assert_never(source)


def _map_index(source: Mapping, key: Value, span: Span, scope: Scope) -> Value:
    name = convert(key, Primitive.STRING)
    match name:
        case Known(value=str() as text):
            found = source.entries.get(text)
            if found is not None:
                return located_in(found, source)
            if source.rest is not None:
                return (
                    derived(source.rest, f'["{text}"]', span, scope)
                    if source.rest.identity is None or source.rest.identity.attribute != ""
                    else source.rest
                )
            if source.identity is not None:
                return get_attribute(source, text, span, scope)
            return scope.wrong(f"there is no key `{text}`", span, _did_you_mean(text, source))
        case ConversionProblem() | Known():
            return scope.wrong("expected a string as key", span)
        case _:
            doubt = as_unknown(name)
            candidates = [
                entry for text, entry in source.entries.items() if _could_be_key(name, text)
            ]
            if source.rest is not None or not candidates:
                return _one_unknown_of(candidates, doubt, span)
            return one_of(candidates, Reason.CONDITION, doubt.detail, Origin(span), scope.bounds)


def _could_be_key(key: Value, text: str) -> bool:
    from iac_scan.evaluation.functions.equality import could_be  # noqa: PLC0415

    return not isinstance(key, Text) or could_be(key.parts, text)


def _one_unknown_of(candidates: list[Value], doubt: Unknown, span: Span) -> Unknown:
    del candidates
    return Unknown(doubt.reason, doubt.detail, Origin(span, doubt.origin.steps))


def _list_index(source: Sequence, key: Value, span: Span, scope: Scope) -> Value:
    number = convert(key, Primitive.NUMBER)
    match number:
        case Known(value=int() as position) if not isinstance(position, bool):
            if source.scattered:
                return _one_unknown_of(
                    [],
                    source.rest
                    or Unknown(Reason.CONDITION, "the order is undecided", source.origin),
                    span,
                )
            if 0 <= position < len(source.items):
                return located_in(source.items[position], source)
            if source.rest is not None and position >= 0:
                return source.rest
            return scope.wrong(
                f"index {position} is out of range: there are {len(source.items)} items", span
            )
        case Known(value=Decimal() | None | bool() | str()) | ConversionProblem():
            return scope.wrong("expected a whole number as index", span)
        case Unknown() as doubt:
            if source.rest is None and source.items:
                return one_of(
                    source.items, Reason.CONDITION, doubt.detail, Origin(span), scope.bounds
                )
            return _one_unknown_of([], doubt, span)
        case _:
            return as_unknown(number)


def splat(source: Value, each: Callable[[Value], Value], span: Span, scope: Scope) -> Value:
    """Return `source[*]...`; what is not a sequence counts as one item, null as none."""

    def once(values: tuple[Value, ...]) -> Value:
        value = values[0]
        match value:
            case Sequence(items=items, rest=rest, kind=kind, scattered=scattered):
                done = tuple(each(located_in(item, value)) for item in items)
                open_rest = None if rest is None else as_unknown(each(rest))
                result_kind = (
                    SequenceKind.TUPLE if kind is SequenceKind.TUPLE else SequenceKind.LIST
                )
                return Sequence(
                    done, _at(value, span), result_kind, open_rest, value.sensitive, scattered
                )
            case Known(value=None) | Absent():
                return Sequence((), _at(value, span))
            case Unknown():
                return Sequence(
                    (), _at(value, span), rest=as_unknown(each(value)), sensitive=value.sensitive
                )
            case Known() | Text() | Mapping():
                return Sequence((each(value),), _at(value, span))
            case OneOf():
                raise AssertionError("options are taken apart before")
            case _:
                assert_never(value)

    return for_each_choice((source,), once, Origin(span), scope.bounds)


def _at(value: Value, span: Span) -> Origin:
    return Origin(span, value.origin.steps)


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

    def once(values: tuple[Value, ...]) -> Value:
        collection = _iterable(values[0], node.span, scope)
        if isinstance(collection, Unknown):
            if collection.reason is Reason.INVALID:
                return collection
            item = _result_of_unknown(node, collection, scope, evaluate)
            return Sequence(
                (),
                Origin(node.span, collection.origin.steps),
                rest=item,
                sensitive=collection.sensitive,
            )
        items: list[Value] = []
        rest: Unknown | None = None
        scattered = collection.scattered if isinstance(collection, Sequence) else False
        sensitive = collection.sensitive
        for key, value in pairs(collection):
            inner = _iteration(node, key, value, scope)
            kept = _filter(node, inner, evaluate)
            if isinstance(kept, Known):
                sensitive |= kept.sensitive
                if kept.value is True:
                    items.append(evaluate(node.result, inner))
            else:
                rest, scattered = as_unknown(evaluate(node.result, inner)), True
            if not scope.session.iterate():
                return scope.bound(f"more than {scope.bounds.items} iterations", node.span)
        if collection.rest is not None:
            rest = _result_of_unknown(node, collection.rest, scope, evaluate)
            scattered |= isinstance(collection, Mapping)
        made = Sequence(
            tuple(items),
            Origin(node.span),
            rest=rest,
            sensitive=sensitive,
            scattered=scattered and rest is not None,
        )
        return scope.bounded(made, node.span)

    return for_each_choice(
        (evaluate(node.collection, scope),), once, Origin(node.span), scope.bounds
    )


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


def _result_of_unknown(node: ForTuple, rest: Unknown, scope: Scope, evaluate: Evaluate) -> Unknown:
    """Return what stands for the items that unknown elements may yield."""
    quiet = replace(scope, report=lambda _: None)
    result = evaluate(node.result, _iteration(node, rest, rest, quiet))
    return _unknown_result(result, rest)


def _unknown_result(result: Value, because: Unknown) -> Unknown:
    doubt = as_unknown(result)
    if isinstance(result, Unknown | Text) and doubt.reason is not Reason.INVALID:
        return doubt
    return Unknown(because.reason, because.detail, because.origin, sensitive=because.sensitive)


def _iterable(value: Value, span: Span, scope: Scope) -> Sequence | Mapping | Unknown:
    match value:
        case Sequence() | Mapping() | Unknown():
            return value
        case Text() | Known() | Absent() | OneOf():
            what = (
                "null"
                if isinstance(value, Known) and value.value is None
                else f"a {operators.type_name(value)}"
            )
            return scope.wrong(f"cannot iterate over {what}", span)
        case _:
            assert_never(value)


def for_object(node: ForObject, scope: Scope, evaluate: Evaluate) -> Value:
    """Return `{for ...}`."""

    def once(values: tuple[Value, ...]) -> Value:
        collection = _iterable(values[0], node.span, scope)
        if isinstance(collection, Unknown):
            if collection.reason is Reason.INVALID:
                return collection
            return Mapping(
                {},
                Origin(node.span, collection.origin.steps),
                rest=collection,
                sensitive=collection.sensitive,
            )
        return _built_object(node, collection, scope, evaluate)

    return for_each_choice(
        (evaluate(node.collection, scope),), once, Origin(node.span), scope.bounds
    )


def _built_object(
    node: ForObject, collection: Sequence | Mapping, scope: Scope, evaluate: Evaluate
) -> Value:
    groups: dict[str, list[Value]] = {}
    rest = collection.rest
    sensitive = collection.sensitive
    spans: dict[str, Span] = {}
    for key, value in pairs(collection):
        inner = _iteration(node, key, value, scope)
        kept = _filter(node, inner, evaluate)
        if isinstance(kept, Known) and kept.value is not True:
            continue
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
                sensitive |= name.sensitive
            case ConversionProblem(message=message):
                scope.wrong(f"a key is wrong: {message}", node.result_key.span)
            case Known():
                scope.wrong("a key is null", node.result_key.span)
            case _:
                rest = as_unknown(name)
        if not scope.session.iterate():
            return scope.bound(f"more than {scope.bounds.items} iterations", node.span)
    entries: dict[str, Value] = {
        name: Sequence(tuple(found), Origin(node.span), rest=rest) if node.grouping else found[0]
        for name, found in sorted(groups.items())
    }
    made = Mapping(entries, Origin(node.span), MappingKind.OBJECT, rest, sensitive, spans)
    return scope.bounded(made, node.span)
