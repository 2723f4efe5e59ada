"""Equality as terraform's `==` has it, and the order and uniqueness of sets.

Source: https://developer.hashicorp.com/terraform/language/expressions/operators#equality-operators
and the behaviour of terraform 1.11.4.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TypeAlias

from iac_scan.evaluation.functions.marks import holds_mark, without_marks
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Scalar,
    Sequence,
    SequenceKind,
    Text,
    Truth,
    Unknown,
    Value,
)

SortKey: TypeAlias = tuple[int, int, Decimal | int | str | bytes]
"""Shape: known before unknown before null, kind of value, the value's own order."""


def equal(left: Value, right: Value) -> Truth:
    """Tell whether terraform's `==` holds.

    Values of different types are never equal, two nulls always are. Two unknown values are
    equal when they are the same attribute of the same thing.
    """
    if isinstance(left, Known) and isinstance(right, Known):
        return Truth.of(
            _is_number(left.value) == _is_number(right.value)
            and _scalars_equal(left.value, right.value)
        )
    match left, right:
        case OneOf(options=options), other:
            return _agreed(equal(option, other) for option in options)
        case other, OneOf(options=options):
            return _agreed(equal(other, option) for option in options)
        case ((Absent() | Known(value=None)), (Absent() | Known(value=None))):
            return Truth.YES
        case Unknown(identity=one), Unknown(identity=other) if one is not None and one == other:
            return Truth.YES
        case (Unknown(identity=known), (Absent() | Known(value=None))) | (
            (Absent() | Known(value=None)),
            Unknown(identity=known),
        ):
            return Truth.UNKNOWN if known is None else Truth.NO
        case (Unknown(), _) | (_, Unknown()):
            return Truth.UNKNOWN
        case ((Known(value=str()) | Text()), (Known(value=str()) | Text())):
            return _texts_equal(left, right)
        case Sequence(), Sequence():
            return _sequences_equal(left, right)
        case Mapping(), Mapping():
            return _mappings_equal(left, right)
        case _:
            return Truth.NO


def _agreed(answers: Iterable[Truth]) -> Truth:
    different = set(answers)
    return different.pop() if len(different) == 1 else Truth.UNKNOWN


def _is_number(scalar: Scalar) -> bool:
    return isinstance(scalar, int | Decimal) and not isinstance(scalar, bool)


def _scalars_equal(left: Scalar, right: Scalar) -> bool:
    return left == right and isinstance(left, bool) == isinstance(right, bool)


def _texts_equal(left: Known | Text, right: Known | Text) -> Truth:
    """Compare two strings of which at least one has holes."""
    if left.identity is not None and left.identity == right.identity:
        return Truth.YES
    ones, others = _parts(left), _parts(right)
    if len(ones) == len(others) and all(map(_parts_equal, ones, others)):
        return Truth.YES
    if _clash(ones[0], others[0], from_start=True) or _clash(
        ones[-1], others[-1], from_start=False
    ):
        return Truth.NO
    for holed, whole in ((ones, others), (others, ones)):
        if len(whole) == 1 and isinstance(whole[0], str) and not could_be(holed, whole[0]):
            return Truth.NO
    return Truth.UNKNOWN


def _parts(value: Known | Text) -> tuple[str | Unknown, ...]:
    return value.parts if isinstance(value, Text) else (str(value.value),)


def _parts_equal(left: str | Unknown, right: str | Unknown) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return left == right
    return left.identity is not None and left.identity == right.identity


def _clash(left: str | Unknown, right: str | Unknown, *, from_start: bool) -> bool:
    """Tell whether two literal ends of strings rule out that the strings are equal."""
    if not isinstance(left, str) or not isinstance(right, str):
        return False
    size = min(len(left), len(right))
    if size == 0:
        return False
    return left[:size] != right[:size] if from_start else left[-size:] != right[-size:]


def could_be(parts: tuple[str | Unknown, ...], text: str) -> bool:
    """Tell whether a string with holes can turn out to be `text`."""
    position, end = 0, len(text)
    if isinstance(parts[0], str):
        if not text.startswith(parts[0]):
            return False
        position, parts = len(parts[0]), parts[1:]
    if parts and isinstance(parts[-1], str):
        if end - position < len(parts[-1]) or not text.endswith(parts[-1]):
            return False
        end, parts = end - len(parts[-1]), parts[:-1]
    for part in parts:
        if isinstance(part, str):
            found = text.find(part, position, end)
            if found == -1:
                return False
            position = found + len(part)
    return len(parts) > 0 or position == end


def _sequences_equal(left: Sequence, right: Sequence) -> Truth:
    if left.kind is not right.kind:
        return Truth.NO
    if left.kind is SequenceKind.SET:
        return _sets_equal(left, right)
    if left.rest is None and right.rest is None and len(left.items) != len(right.items):
        return Truth.NO
    result = Truth.YES if left.rest is None and right.rest is None else Truth.UNKNOWN
    for one, other in zip(left.items, right.items, strict=False):
        result &= equal(one, other)
        if result is Truth.NO:
            break
    return result


def _sets_equal(left: Sequence, right: Sequence) -> Truth:
    result = Truth.YES
    for one, other in ((left, right), (right, left)):
        for item in one.items:
            found = contained(item, other)
            result &= found
    if left.rest is not None or right.rest is not None:
        result &= Truth.UNKNOWN
    return result


def contained(item: Value, collection: Sequence) -> Truth:
    """Tell whether the collection has an item equal to `item`."""
    result = Truth.NO if collection.rest is None else Truth.UNKNOWN
    for one in collection.items:
        result |= equal(item, one)
        if result is Truth.YES:
            break
    return result


def _mappings_equal(left: Mapping, right: Mapping) -> Truth:
    if left.identity is not None and left.identity == right.identity:
        return Truth.YES
    if left.kind is not right.kind:
        return Truth.NO
    result = Truth.YES if left.rest is None and right.rest is None else Truth.UNKNOWN
    for one, other in ((left, right), (right, left)):
        if other.rest is None and any(name not in other.entries for name in one.entries):
            return Truth.NO
    for name, entry in left.entries.items():
        if name in right.entries:
            result &= equal(entry, right.entries[name])
            if result is Truth.NO:
                break
    return result


def make_set(items: Iterable[Value], origin: Origin, rest: Unknown | None = None) -> Sequence:
    """Return the set of the items: equal ones once, in terraform's order, unknown ones last.

    Errors: none; a mark on an item or inside it moves to the set, as in terraform.
    """
    found = tuple(items)
    sensitive = holds_mark(found)
    if sensitive:
        found = tuple(map(without_marks, found))
    groups: dict[SortKey, list[Value]] = {}
    for item in found:
        group = groups.setdefault(sort_key(item), [])
        if not any(equal(item, other) is Truth.YES for other in group):
            group.append(item)
    ordered = tuple(item for key in sorted(groups) for item in groups[key])
    return Sequence(ordered, origin, SequenceKind.SET, rest, sensitive)


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
