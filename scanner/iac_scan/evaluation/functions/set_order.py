"""Sets: equal elements once, and the others in the order that terraform gives them.

Source: the behaviour of terraform 1.11.4.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TypeAlias

from iac_scan.evaluation.functions.equality import equal
from iac_scan.evaluation.functions.marks import held_marks, without_marks
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Sequence,
    SequenceKind,
    Text,
    Truth,
    Unknown,
    Value,
)

SortKey: TypeAlias = tuple[int, int, Decimal | int | str | bytes]
"""Shape: known before unknown before null, kind of value, the value's own order."""


def make_set(items: Iterable[Value], origin: Origin, rest: Unknown | None = None) -> Sequence:
    """Return the set of the items: equal ones once, in terraform's order, unknown ones last.

    Errors: none; a mark on an item or inside it moves to the set, as in terraform.
    """
    found = tuple(items)
    marks = held_marks(found)
    if marks:
        found = tuple(map(without_marks, found))
    groups: dict[SortKey, list[Value]] = {}
    for item in found:
        group = groups.setdefault(sort_key(item), [])
        if not any(equal(item, other) is Truth.YES for other in group):
            group.append(item)
    ordered = tuple(item for key in sorted(groups) for item in groups[key])
    return Sequence(ordered, origin, SequenceKind.SET, rest, marks)


def sort_key(value: Value) -> SortKey:
    """Return the key by which terraform orders the elements of a set."""
    match value:
        case Known(value=None) | Absent():
            return (2, 0, 0)
        case Known(value=bool() as flag):
            return (0, 0, int(flag))
        case Known(value=str() as text):
            return (0, 2, text)
        case Known(value=number):
            assert isinstance(number, int | Decimal)
            return (0, 1, number)
        case Sequence() | Mapping():
            return (0, 3, _hash_text(value).encode("utf-8", "surrogatepass"))
        case Text() | OneOf() | Unknown():
            return (1, 0, 0)


def _hash_text(value: Value) -> str:
    """Return the text by which terraform orders elements that are not scalars."""
    match value:
        case Known(value=None) | Absent():
            return "~"
        case Known(value=bool() as flag):
            return "T" if flag else "F"
        case Known(value=str() as text):
            return go_quoted(text)
        case Known(value=number):
            assert isinstance(number, int | Decimal)
            return ten_digits(number)
        case Sequence(items=items, kind=SequenceKind.TUPLE):
            return "<" + "".join(_hash_text(item) + ";" for item in items) + ">"
        case Sequence(items=items):
            return "[" + "".join(_hash_text(item) + ";" for item in items) + "]"
        case Mapping(entries=entries, kind=kind):
            names = sorted(entries)
            if kind.value == "object":
                return "<" + "".join(_hash_text(entries[name]) + ";" for name in names) + ">"
            pairs = (f"{go_quoted(name)}:{_hash_text(entries[name])};" for name in names)
            return "{" + "".join(pairs) + "}"
        case Text() | OneOf() | Unknown():
            return "?"


def ten_digits(number: Decimal | int) -> str:
    """Return a number as Go's `%.10g` writes it."""
    rounded = Context(prec=10, rounding=ROUND_HALF_EVEN).create_decimal(number)
    sign, digits, exponent = rounded.as_tuple()
    assert isinstance(exponent, int)
    text = "".join(map(str, digits)).rstrip("0") or "0"
    power = len(digits) + exponent - 1
    minus = "-" if sign else ""
    if text == "0":
        return "0"
    if power < -4 or power >= 10:
        fraction = f".{text[1:]}" if len(text) > 1 else ""
        return f"{minus}{text[0]}{fraction}e{'-' if power < 0 else '+'}{abs(power):02d}"
    if power < 0:
        return f"{minus}0.{'0' * (-power - 1)}{text}"
    text = text.ljust(power + 1, "0")
    fraction = f".{text[power + 1 :]}" if len(text) > power + 1 else ""
    return f"{minus}{text[: power + 1]}{fraction}"


_ESCAPES = {
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
    "\\": "\\\\",
    '"': '\\"',
}


def go_quoted(text: str) -> str:
    """Return the text as Go's `%q` writes it."""
    return '"' + "".join(map(_go_character, text)) + '"'


def _go_character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
