"""Decoded JSON as values, for documents that stand in no file that this package located."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, TypeAlias

from iac_scan.sources.span import Origin
from iac_scan.values import Known, Mapping, Sequence, Text, Value

Json: TypeAlias = Any
"""What `json.loads` returns."""


def value_of_json(item: Json, origin: Origin) -> Value:
    """Return decoded JSON (`json.loads`) as a value, every part with the same origin."""
    match item:
        case dict():
            entries = {str(key): value_of_json(entry, origin) for key, entry in item.items()}
            return Mapping(entries, origin)
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
                return value_of_json(json.loads(text), value.origin)
            except (ValueError, RecursionError):
                return value
        case _:
            return value
