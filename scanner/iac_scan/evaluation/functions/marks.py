"""The mark `sensitive`, which travels from arguments to results.

Source: https://developer.hashicorp.com/terraform/language/functions/sensitive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from iac_scan.values import Absent, Known, Mapping, OneOf, Sequence, Text, Unknown, Value, walk


def is_marked(value: Value) -> bool:
    """Tell whether the value itself, not something inside it, is sensitive."""
    match value:
        case Known() | Text() | Sequence() | Mapping() | Unknown():
            return value.sensitive
        case OneOf(options=options):
            return any(map(is_marked, options))
        case Absent():
            return False
        case _:
            assert_never(value)


def marked(value: Value, sensitive: bool = True) -> Value:
    """Return the value as sensitive; unchanged when `sensitive` is false."""
    return _with_mark(value, True) if sensitive else value


def unmarked(value: Value) -> Value:
    """Return the value without its own mark."""
    return _with_mark(value, False)


def _with_mark(value: Value, sensitive: bool) -> Value:
    match value:
        case Known() | Text() | Sequence() | Mapping() | Unknown():
            return value if value.sensitive == sensitive else replace(value, sensitive=sensitive)
        case OneOf(options=options):
            return replace(value, options=tuple(_with_mark(one, sensitive) for one in options))
        case Absent():
            return value
        case _:
            assert_never(value)


def holds_mark(values: Iterable[Value]) -> bool:
    """Tell whether any of the values, or anything inside them, is sensitive."""
    return any(is_marked(inner) for value in values for inner in walk(value))


def without_marks(value: Value) -> Value:
    """Return the value with no mark on it or inside it."""
    match value:
        case Sequence(items=items):
            return replace(value, items=tuple(map(without_marks, items)), sensitive=False)
        case Mapping(entries=entries):
            plain = {name: without_marks(entry) for name, entry in entries.items()}
            return replace(value, entries=plain, sensitive=False)
        case OneOf(options=options):
            return replace(value, options=tuple(map(without_marks, options)))
        case Known() | Text() | Unknown() | Absent():
            return unmarked(value)
        case _:
            assert_never(value)
