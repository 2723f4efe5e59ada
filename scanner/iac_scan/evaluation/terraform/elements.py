"""Taking one element of a value: attributes and indexes.

Going through all elements is in `loops`.
Source: https://developer.hashicorp.com/terraform/language/expressions/references.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import assert_never

from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.declared import part_type, rest_of
from iac_scan.evaluation.functions.marks import marked, marks_of
from iac_scan.evaluation.functions.types import Primitive, type_of
from iac_scan.evaluation.terraform import operators
from iac_scan.evaluation.terraform.choices import (
    as_unknown,
    located_in,
    one_of,
)
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    LanguageType,
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

_TEXTS = frozenset({"id", "arn"})
"""Attributes that are a string in every resource type that has them."""
_KNOWN_TYPES = re.compile(r"(^|\.)(aws_iam_\w+|terraform_data)\.[\w-]+(\[|$)")


def get_attribute(source: Value, name: str, span: Span, scope: Scope) -> Value:
    """Return `source.name`."""
    match source:
        case Mapping(entries=entries):
            found = entries.get(name)
            if found is not None and not isinstance(found, Absent):
                if source.identity is not None and is_filled_in(found, source.identity):
                    return marked(_later(source.identity, name, found.origin), source.marks)
                return marked(located_in(found, source), source.marks)
            further = rest_of(source)
            if further is not None:
                part = derived(further, f".{name}", further.type, span, scope)
                return marked(part, source.marks)
            if source.identity is not None:
                return marked(_later(source.identity, name, source.origin), source.marks)
            near = _did_you_mean(name, tuple(source.entries))
            return scope.wrong(f"there is no attribute `{name}`", span, near)
        case OneOf():
            return _each_option(
                source, lambda one, inner: get_attribute(one, name, span, inner), span, scope
            )
        case Unknown():
            return derived(source, f".{name}", part_type(type_of(source), name), span, scope)
        case Sequence(items=items, kind=kind) if kind is not SequenceKind.SET and items:
            # `list.0` is an index; `list.name` was a splat before 0.12 and is an error now.
            if name.isdigit():
                return get_index(source, Known(int(name), Origin(span)), span, scope)
            return scope.wrong(f"a list has no attribute `{name}`", span, "take an item: `[0]`")
        case Known(value=None):
            return scope.null(source, f"cannot take `{name}` of null", span)
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
    if re.match(r"(?:module\.[^.]+\.)*(?:data|ephemeral)\.", plain):
        reason, detail = Reason.DATA, f"`{address}.{name}` is read when terraform runs"
    else:
        reason, detail = Reason.COMPUTED, f"`{address}.{name}` is known after apply"
    type = Primitive.STRING if name in _TEXTS else None
    return Unknown(reason, detail, origin, Identity(identity.resource, name), type=type)


def is_filled_in(value: Value, owner: Identity) -> bool:
    """Tell whether the provider may put something in the place of what is not really written.

    That is a null, or dynamic blocks of which there are none. Which attributes the provider
    computes is known for IAM alone; elsewhere it may be any.
    """
    match value:
        case Known(value=None):
            pass
        case Sequence(items=(), kind=SequenceKind.LIST, rest=None, origin=Origin(steps=())):
            pass
        case _:
            return False
    return _KNOWN_TYPES.search(owner.resource.address) is None


@lru_cache(maxsize=1024)
def _did_you_mean(name: str, names: tuple[str, ...]) -> str | None:
    """Return a hint. Modules ask for the same attribute that is not there, in `try`, all day."""
    from difflib import get_close_matches  # noqa: PLC0415

    close = get_close_matches(name, names, 1)
    return f"did you mean `{close[0]}`?" if close else None


def derived(
    value: Unknown, step: str, type: LanguageType | None, span: Span, scope: Scope
) -> Value:
    """Return a part of something unknown; a part of a declared thing stays that part."""
    identity = value.identity
    if identity is not None:
        if identity.attribute == "" and step.startswith("."):
            from iac_scan.evaluation.terraform.resources import representative  # noqa: PLC0415

            found = representative(identity.resource, scope)
            if found is not None:
                return as_unknown(_tagged(get_attribute(found, step[1:], span, scope), found, step))
        identity = Identity(identity.resource, (identity.attribute + step).removeprefix("."))
    return replace(value, identity=identity, type=type)


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
    quiet = scope.muted()
    results = [operation(option, quiet) for option in source.options]
    good = [result for result in results if not _failed(result)]
    if not good:
        return operation(source.options[0], scope)
    if len(good) < len(results) and scope.attempt is not None:
        scope.attempt.may_fail(source.detail)
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
    marks = marks_of(source)
    if not (isinstance(source, Mapping) and source.kind is MappingKind.OBJECT):
        # Which attributes an object has is no secret, as its type says it.
        marks |= marks_of(key)
    return marked(_get_index(source, key, span, scope), marks)


def _get_index(source: Value, key: Value, span: Span, scope: Scope) -> Value:
    match source:
        case Unknown():
            text = show(key)
            step = (
                f"[{text}]" if not isinstance(getattr(key, "value", None), str) else f'["{text}"]'
            )
            if source.identity is not None and source.identity.attribute == "":
                return source
            at = key.value if isinstance(key, Known) else None
            part = part_type(type_of(source), at if isinstance(at, str | int) else None)
            return derived(source, step, part, span, scope)
        case Mapping():
            return _map_index(source, key, span, scope)
        case Sequence(kind=SequenceKind.SET):
            return scope.wrong("elements of a set have no index", span)
        case Sequence():
            return _list_index(source, key, span, scope)
        case Known(value=None):
            return scope.null(source, "cannot take an item of null", span)
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
            rest = rest_of(source)
            if rest is not None:
                return (
                    derived(rest, f'["{text}"]', rest.type, span, scope)
                    if rest.identity is None or rest.identity.attribute != ""
                    else rest
                )
            if source.identity is not None:
                return get_attribute(source, text, span, scope)
            return scope.wrong(
                f"there is no key `{text}`", span, _did_you_mean(text, tuple(source.entries))
            )
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
            rest = rest_of(source)
            if rest is not None and position >= 0:
                return rest
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
