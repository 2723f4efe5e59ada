"""Decoded JSON as values, for documents that stand in no file that this package located."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, TypeAlias

from iac_scan.sources.span import Origin
from iac_scan.values import Known, Mapping, Sequence, Text, Value

Json: TypeAlias = Any
"""What `json.loads` returns."""


_AGAIN = object()
"""Stands for a key that was met before."""


class _Repeating(dict[str, Json]):
    """An object of which a key stands there twice; the last one counts."""

    repeats: tuple[str, ...] = ()
    """Those keys, as often as they stand there again."""


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """Return a JSON object, which remembers the keys that stand in it again."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    left = dict(found)
    repeating = _Repeating(found)
    repeating.repeats = tuple(key for key, _ in pairs if left.pop(key, _AGAIN) is _AGAIN)
    return repeating


def value_of_json(item: Json, origin: Origin) -> Value:
    """Return decoded JSON (`json.loads`) as a value, every part with the same origin."""
    match item:
        case dict():
            entries = {str(key): value_of_json(entry, origin) for key, entry in item.items()}
            again = item.repeats if isinstance(item, _Repeating) else ()
            return Mapping(entries, origin, repeats=tuple((key, origin.span) for key in again))
        case list():
            return Sequence(tuple(value_of_json(entry, origin) for entry in item), origin)
        case float():
            return Known(Decimal(str(item)), origin)
        case bool() | int() | str() | None:
            return Known(item, origin)
        case _:
            raise TypeError(f"not a JSON value: {type(item).__name__}")


def decoded_value(value: Value) -> Value:
    """Return the value behind JSON text."""
    match value:
        case Known(encoded=encoded) | Text(encoded=encoded) if encoded is not None:
            return encoded
        case Known(value=str() as text):
            try:
                read = json.loads(text, object_pairs_hook=_object)
                return value_of_json(read, value.origin)
            except (ValueError, RecursionError):
                return value
        case _:
            return value
