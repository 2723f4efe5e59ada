"""Doubt carried through a function: several possible inputs give several possible results.

What the functions compute is not known here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import product
from math import prod
from typing import assert_never

from iac_scan.sources.span import Origin, Step
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    OneOf,
    Reason,
    Scalar,
    Sequence,
    Text,
    Unknown,
    Value,
    options_of,
    through,
)

Part = str | Unknown


def one_of(
    options: tuple[Value, ...], reason: Reason, detail: str, origin: Origin, limit: int
) -> Value:
    """Return the choice between `options`: flat, without duplicates, unknown when too many."""
    flat: list[Value] = []
    for value in options:
        flat += (option for option in options_of(value) if option not in flat)
        if len(flat) > limit:
            return Unknown(reason, f"{detail}; more than {limit} values are possible", origin)
    return flat[0] if len(flat) == 1 else OneOf(tuple(flat), reason, detail, origin)


def spread(
    values: tuple[Value, ...],
    limit: int,
    origin: Origin,
    combine: Callable[[tuple[Value, ...]], Value],
) -> Value:
    """Return `combine(values)`, or the choice between its results for every choice in `values`."""
    choices = [value for value in values if isinstance(value, OneOf)]
    if not choices:
        return combine(values)
    first = choices[0]
    if prod(len(choice.options) for choice in choices) > limit:
        return combine(tuple(_as_unknown(value) for value in values))
    results = tuple(combine(chosen) for chosen in product(*map(options_of, values)))
    return one_of(results, first.reason, first.detail, origin, limit)


def _as_unknown(value: Value) -> Value:
    """Return a choice as an unknown, anything else as it is."""
    if isinstance(value, OneOf):
        return Unknown(value.reason, value.detail, value.origin)
    return value


def text_of_scalar(value: Scalar) -> str:
    """Return the text that CloudFormation makes of a scalar."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f") if abs(value.adjusted()) < 100 else str(value)
        case _:
            return str(value)


def parts_of(value: Value) -> tuple[Part, ...] | None:
    """Return a value as parts of a text; None when it has no text. No `OneOf` comes here."""
    match value:
        case Known(value=scalar):
            return (text_of_scalar(scalar),)
        case Text(parts=parts):
            return parts
        case Unknown():
            return (value,)
        case Sequence(items=items, rest=rest):
            return _joined(items, rest)
        case Mapping() | Absent() | OneOf():
            return None
        case _:
            assert_never(value)


def flat(value: Value) -> Value:
    """Return a value that goes from one stack to another: a text, or a list of texts.

    Unknown: anything deeper, which AWS refuses. Passed on twice by each of many stacks, it would
    be more than can be looked at.
    """
    options = options_of(value)
    items = [item for one in options if isinstance(one, Sequence) for item in one.items]
    deeper = any(isinstance(one, (Sequence, Mapping)) for item in items for one in options_of(item))
    if deeper or any(isinstance(one, Mapping) for one in options):
        detail = "only texts and lists of texts go from one stack to another"
        return Unknown(Reason.INVALID, detail, value.origin)
    return value


def _joined(items: tuple[Value, ...], rest: Unknown | None) -> tuple[Part, ...] | None:
    """Return a list as CloudFormation writes it into a text: joined by commas."""
    parts: list[Part] = []
    for number, item in enumerate(items):
        found = parts_of(_as_unknown(item))
        if found is None:
            return None
        parts += (",", *found) if number else found
    return (*parts, rest) if rest is not None else tuple(parts)


def is_sensitive(value: Value) -> bool:
    """Tell whether the value must not be shown."""
    match value:
        case Known() | Text() | Unknown() | Sequence() | Mapping():
            return value.sensitive
        case OneOf(options=options):
            return any(is_sensitive(option) for option in options)
        case Absent():
            return False
        case _:
            assert_never(value)


def followed(value: Value, step: Step) -> Value:
    """Return the value as seen by a reader who follows `step`; every option of a choice too."""
    match value:
        case OneOf(options=options):
            return replace(
                value,
                origin=value.origin.through(step),
                options=tuple(through(option, step) for option in options),
            )
        case Sequence(items=items):
            return replace(
                value,
                origin=value.origin.through(step),
                items=tuple(followed(item, step) for item in items),
            )
        case _:
            return through(value, step)


def identified(value: Value, identity: Identity) -> Value:
    """Return the value as the attribute `identity` of a declared thing."""
    match value:
        case Known() | Text() | Unknown():
            return replace(value, identity=identity)
        case OneOf(options=options):
            return replace(value, options=tuple(identified(option, identity) for option in options))
        case Sequence() | Mapping() | Absent():
            return value
        case _:
            assert_never(value)
