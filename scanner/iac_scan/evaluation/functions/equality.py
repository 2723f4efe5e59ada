"""Equality as terraform's `==` has it.

How the elements of a set are ordered is in `set_order`.
Source: https://developer.hashicorp.com/terraform/language/expressions/operators#equality-operators
and the behaviour of terraform 1.11.4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeAlias

from iac_scan.evaluation.functions.types import Primitive, type_of
from iac_scan.values import (
    Absent,
    Known,
    LanguageType,
    Mapping,
    MappingKind,
    OneOf,
    Scalar,
    Sequence,
    SequenceKind,
    Text,
    Truth,
    Unknown,
    Value,
)

Values: TypeAlias = tuple[Value, ...]


def equal(left: Value, right: Value) -> Truth:
    """Tell whether terraform's `==` holds.

    Values of different types are never equal, two nulls always are. Two unknown values are
    equal when they are the same attribute of the same thing.
    """
    answer = _alike(left, right)
    if answer is Truth.YES and isinstance(left, Sequence | Mapping):
        # Nulls and empty collections look alike whatever their types are.
        return _types_alike(left, right)
    return answer


def _alike(left: Value, right: Value) -> Truth:
    """Tell whether two values hold the same."""
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
            return Truth.NO if _types_differ(left, right) else Truth.UNKNOWN
        case ((Known(value=str()) | Text()), (Known(value=str()) | Text())):
            return _texts_equal(left, right)
        case Sequence(), Sequence():
            return _sequences_equal(left, right)
        case Mapping(), Mapping():
            return _mappings_equal(left, right)
        case _:
            return Truth.NO


def _types_differ(left: Value, right: Value) -> bool:
    """Tell whether two values, none of which is a plain null, surely are of different types."""
    one, other = type_of(left), type_of(right)
    scalar = isinstance(one, Primitive) and isinstance(other, Primitive)
    return scalar and one is not other and Primitive.ANY not in (one, other)


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
        result &= _alike(one, other)
        if result is Truth.NO:
            break
    return result


def _sets_equal(left: Sequence, right: Sequence) -> Truth:
    result = Truth.YES
    for one, other in ((left, right), (right, left)):
        for item in one.items:
            result &= _any_alike(item, other)
    if left.rest is not None or right.rest is not None:
        result &= Truth.UNKNOWN
    return result


def contained(item: Value, collection: Sequence) -> Truth:
    """Tell whether the collection has an item equal to `item`."""
    return _any_of(collection, lambda one: equal(item, one))


def _any_alike(item: Value, collection: Sequence) -> Truth:
    return _any_of(collection, lambda one: _alike(item, one))


def _any_of(collection: Sequence, matches: Callable[[Value], Truth]) -> Truth:
    result = Truth.NO if collection.rest is None else Truth.UNKNOWN
    for one in collection.items:
        result |= matches(one)
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
            result &= _alike(entry, right.entries[name])
            if result is Truth.NO:
                break
    return result


def _types_alike(left: Value, right: Value) -> Truth:
    """Tell whether two values that hold the same are of one type."""
    match left, right:
        case Known(value=None), Known(value=None):
            return _said_alike(left.type, right.type)
        case Sequence(items=ones), Sequence(items=others):
            if left.kind is SequenceKind.TUPLE or (left.element is right.element is None):
                return _all_types_alike(ones, others)
            return _elements_alike(left, ones, right, others)
        case Mapping(entries=entries), Mapping(entries=further):
            ones = tuple(entries.values())
            others = tuple(further[name] for name in entries if name in further)
            if left.kind is MappingKind.OBJECT or (left.element is right.element is None):
                return _all_types_alike(ones, others)
            return _elements_alike(left, ones, right, others)
        case _:
            return Truth.YES


def _elements_alike(
    left: Sequence | Mapping, ones: Values, right: Sequence | Mapping, others: Values
) -> Truth:
    """Tell whether two collections that hold the same have elements of one type."""
    if (left.element is None or right.element is None) and len(ones) > 0:
        return _all_types_alike(ones, others)
    return _said_alike(left.element, right.element)


def _all_types_alike(ones: Values, others: Values) -> Truth:
    result = Truth.YES
    for one, other in zip(ones, others, strict=False):
        result &= _types_alike(one, other)
        if result is Truth.NO:
            break
    return result


def _said_alike(left: LanguageType | None, right: LanguageType | None) -> Truth:
    """Compare what two values say of types; where only one says something, that is open."""
    if (left is None) != (right is None):
        return Truth.UNKNOWN
    return Truth.of(left == right)
