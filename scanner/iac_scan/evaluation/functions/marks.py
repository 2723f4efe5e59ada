"""Marks on values, `sensitive` and `ephemeral`, which travel from arguments to results.

Source: https://developer.hashicorp.com/terraform/language/functions/sensitive and
https://developer.hashicorp.com/terraform/language/functions/ephemeralasnull.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from iac_scan.evaluation.functions.types import type_of
from iac_scan.values import (
    UNMARKED,
    Absent,
    Known,
    Mapping,
    Mark,
    Marks,
    OneOf,
    Sequence,
    Text,
    Unknown,
    Value,
    walk,
)


def marks_of(value: Value) -> Marks:
    """Return the marks of the value itself, not of something inside it."""
    match value:
        case Known() | Text() | Sequence() | Mapping() | Unknown():
            return value.marks
        case OneOf(options=options):
            return UNMARKED.union(*map(marks_of, options))
        case Absent():
            return UNMARKED
        case _:
            assert_never(value)


def marked(value: Value, marks: Marks) -> Value:
    """Return the value with further marks."""
    return value if not marks else with_marks(value, marks_of(value) | marks)


def unmarked(value: Value) -> Value:
    """Return the value without its own marks."""
    return with_marks(value, UNMARKED)


def with_marks(value: Value, marks: Marks) -> Value:
    """Return the value with these marks of its own, and no others."""
    match value:
        case Known() | Text() | Sequence() | Mapping() | Unknown():
            return value if value.marks == marks else replace(value, marks=marks)
        case OneOf(options=options):
            return replace(value, options=tuple(with_marks(one, marks) for one in options))
        case Absent():
            return value
        case _:
            assert_never(value)


def held_marks(values: Iterable[Value]) -> Marks:
    """Return the marks of all the values and of everything inside them."""
    found = UNMARKED
    for value in values:
        for inner in walk(value):
            own = marks_of(inner)
            if own and own != found:
                found |= own
    return found


def without_marks(value: Value) -> Value:
    """Return the value with no mark on it or inside it."""
    match value:
        case Sequence(items=items):
            return replace(value, items=tuple(map(without_marks, items)), marks=UNMARKED)
        case Mapping(entries=entries):
            plain = {name: without_marks(entry) for name, entry in entries.items()}
            return replace(value, entries=plain, marks=UNMARKED)
        case OneOf(options=options):
            return replace(value, options=tuple(map(without_marks, options)))
        case Known() | Text() | Unknown() | Absent():
            return unmarked(value)
        case _:
            assert_never(value)


def without_ephemeral(value: Value) -> Value:
    """Return the value with a null in place of everything in it that is ephemeral."""
    if Mark.EPHEMERAL in marks_of(value):
        marks = marks_of(value) - {Mark.EPHEMERAL}
        return Known(None, value.origin, marks=marks, type=type_of(value))
    match value:
        case Sequence(items=items):
            return replace(value, items=tuple(map(without_ephemeral, items)))
        case Mapping(entries=entries):
            kept = {name: without_ephemeral(entry) for name, entry in entries.items()}
            return replace(value, entries=kept)
        case _:
            return value
