"""Types that values say because nothing in them shows it: unknown ones, nulls, empty collections.

What a type is stands in `types`; converting a value to one is in `convert`.
"""

from __future__ import annotations

import operator
from dataclasses import replace

from iac_scan.evaluation.functions.types import (
    CollectionType,
    ObjectType,
    Primitive,
    TupleType,
    Type,
    has_any,
    said,
    without_optional,
)
from iac_scan.values import (
    Known,
    LanguageType,
    Mapping,
    OneOf,
    Sequence,
    Unknown,
    Value,
)

_ANY = Primitive.ANY


def part_type(whole: Type, key: str | int | None) -> Type | None:
    """Return the type of an attribute or element, None where it is not known.

    `key` is None where it is not known which one.
    """
    match whole:
        case ObjectType(attributes=attributes) if isinstance(key, str):
            found = attributes.get(key)
        case TupleType(items=items) if isinstance(key, int) and 0 <= key < len(items):
            found = items[key]
        case CollectionType(element=element):
            found = element
        case _:
            found = None
    return None if found is Primitive.ANY else found


def rest_of(value: Sequence | Mapping) -> Unknown | None:
    """Return what stands for the further parts of a value, as one of its parts.

    Whatever made a value open may be its `rest`, so that the type of that says nothing of them.
    """
    if value.rest is None:
        return None
    element = said(value.element)
    return replace(value.rest, type=None if has_any(element) else element)


def item_of(collection: Unknown) -> Unknown:
    """Return what stands for the elements of an unknown collection."""
    return replace(collection, type=part_type(said(collection.type), None))


def declared(value: Value, type: Type) -> Value:
    """Return a value that was converted to `type` with the type noted where nothing shows it."""
    if type is Primitive.ANY:
        return value
    match value, type:
        case Unknown(type=None), _:
            return value if has_any(type) else replace(value, type=without_optional(type))
        case OneOf(options=options), _:
            return replace(value, options=tuple(declared(one, type) for one in options))
        case Sequence(items=items), CollectionType(element=element):
            return _with_items(value, [declared(item, element) for item in items], element)
        case Sequence(items=items), TupleType(items=parts) if len(items) == len(parts):
            return _with_items(value, list(map(declared, items, parts)), Primitive.ANY)
        case Mapping(entries=entries), CollectionType(element=element):
            inner = {name: declared(one, element) for name, one in entries.items()}
            return _with_entries(value, inner, element)
        case Mapping(entries=entries), ObjectType(attributes=parts):
            inner = {name: declared(one, parts.get(name, _ANY)) for name, one in entries.items()}
            return _with_entries(value, inner, Primitive.ANY)
        case _:
            return value


def _element_of(value: Sequence | Mapping, type: Type) -> LanguageType | None:
    return value.element if has_any(type) or value.element is not None else without_optional(type)


def _with_items(value: Sequence, items: list[Value], type: Type) -> Sequence:
    element = _element_of(value, type)
    if element is value.element and all(map(operator.is_, items, value.items)):
        return value
    return replace(value, items=tuple(items), element=element)


def _with_entries(value: Mapping, entries: dict[str, Value], type: Type) -> Mapping:
    element = _element_of(value, type)
    if element is value.element and all(one is value.entries[n] for n, one in entries.items()):
        return value
    return replace(value, entries=entries, element=element)


def decoded_nulls(value: Value) -> Value:
    """Return a decoded value in which each null is of no type, as decoders give them."""
    match value:
        case Known(value=None):
            return replace(value, type=_ANY)
        case Sequence(items=items):
            return _with_items(value, list(map(decoded_nulls, items)), _ANY)
        case Mapping(entries=entries):
            inner = {name: decoded_nulls(one) for name, one in entries.items()}
            return _with_entries(value, inner, _ANY)
        case OneOf(options=options):
            return replace(value, options=tuple(map(decoded_nulls, options)))
        case _:
            return value
