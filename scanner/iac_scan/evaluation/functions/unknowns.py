"""What an unknown value leaves behind: the hole in a text, the reason of a result.

What string functions make of the holes is in `holes`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar, assert_never

from iac_scan.evaluation.functions.convert import unknown_of
from iac_scan.values import (
    UNMARKED,
    Absent,
    Known,
    Mapping,
    OneOf,
    Sequence,
    Text,
    Unknown,
    Value,
)

Held = TypeVar("Held", bound=Value)
"""Some value."""


def parts_of(value: Value) -> tuple[str | Unknown, ...]:
    """Return a string as literal and unknown parts."""
    match value:
        case Text(parts=parts):
            return parts
        case Known(value=str() as text):
            return (text,)
        case _:
            return (hole_of(value),)


def hole_of(value: Value) -> Unknown:
    """Return the unknown part of a text that a value which is not known leaves there."""
    match value:
        case Unknown():
            return replace(value, marks=UNMARKED) if value.marks else value
        case OneOf(reason=reason, detail=detail, origin=origin):
            return Unknown(reason, detail, origin)
        case Text():
            return unknown_of(value)
        case Known() | Sequence() | Mapping() | Absent():
            found = first_unknown(value)
            assert found is not None
            return found
        case _:
            assert_never(value)


def derived(value: Unknown) -> Unknown:
    """Return what a function makes of an unknown value: unknown, of any type, no longer itself."""
    return replace(value, identity=None, marks=UNMARKED, type=None)


def first_of(one: Held | None, other: Held | None) -> Held | None:
    """Return the first of two values that there is."""
    return other if one is None else one


def first_unknown(value: Value) -> Unknown | None:
    """Return the first thing that is not known in the value, or None when all is."""
    match value:
        case Unknown():
            return value
        case Text() | OneOf():
            return hole_of(value)
        case Sequence(items=items, rest=rest):
            return _first_among(items, rest)
        case Mapping(entries=entries, rest=rest):
            return _first_among(entries.values(), rest)
        case Known() | Absent():
            return None
        case _:
            assert_never(value)


def _first_among(values: Iterable[Value], rest: Unknown | None) -> Unknown | None:
    for value in values:
        found = first_unknown(value)
        if found is not None:
            return found
    return rest
