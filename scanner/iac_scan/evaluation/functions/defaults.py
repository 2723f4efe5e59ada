"""Filling in the defaults of `optional(T, default)` before a value is converted.

Source: https://developer.hashicorp.com/terraform/language/expressions/type-constraints#optional-object-type-attributes.
"""

from __future__ import annotations

from dataclasses import replace

from iac_scan import values
from iac_scan.evaluation.functions.types import (
    CollectionType,
    ObjectType,
    TupleType,
    Type,
    has_defaults,
)
from iac_scan.values import Known, Mapping, MappingKind, OneOf, SequenceKind, Value


def with_defaults(value: Value, type: Type) -> Value:
    """Return the value with the defaults of `optional(T, default)` where there is none or null.

    The result still needs conversion. A default is filled in below null only, never for null
    itself: a whole object that is null stays null.
    """
    if not has_defaults(type):
        return value
    match value, type:
        case OneOf(options=options), _:
            return replace(value, options=tuple(with_defaults(one, type) for one in options))
        case values.Sequence(items=items), CollectionType(element=element):
            return _refilled(value, tuple(with_defaults(item, element) for item in items))
        case values.Sequence(items=items), TupleType(items=parts):
            filled = tuple(map(with_defaults, items, parts)) + items[len(parts) :]
            return _refilled(value, filled)
        case Mapping(entries=entries), CollectionType(element=element):
            filled_entries = {
                name: with_defaults(entry, element) for name, entry in entries.items()
            }
            return replace(value, entries=filled_entries, kind=MappingKind.OBJECT)
        case Mapping(), ObjectType():
            return _object_with_defaults(value, type)
        case _:
            return value


def _refilled(value: values.Sequence, items: tuple[Value, ...]) -> values.Sequence:
    """Return the sequence with other items, which may have different types now."""
    return replace(value, items=items, kind=SequenceKind.TUPLE)


def _object_with_defaults(value: Mapping, type: ObjectType) -> Mapping:
    entries = dict(value.entries)
    for name, part in type.attributes.items():
        found = entries.get(name)
        if name in type.defaults and isinstance(found, Known | None):
            missing = found is None and value.rest is None and value.identity is None
            if missing or (found is not None and found.value is None):
                found = entries[name] = type.defaults[name]
        if found is not None:
            entries[name] = with_defaults(found, part)
    return replace(value, entries=entries, kind=MappingKind.OBJECT)
