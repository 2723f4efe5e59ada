"""A value as the JSON text that `Fn::ToJsonString` makes of it.

Source: AWS CloudFormation User Guide, "Fn::ToJsonString" (edition of 2023-09-19,
read 2026-11-23).
"""

from __future__ import annotations

import json
from typing import assert_never

from iac_scan.evaluation.cloudformation.choices import Part, text_of_scalar
from iac_scan.values import Absent, Known, Mapping, OneOf, Sequence, Text, Unknown, Value


def encode_json(value: Value) -> tuple[Part, ...]:
    """Return the parts of the JSON text that stands for `value`.

    Unknown: an unknown value is an unknown part; so is a choice, whose options may differ.
    """
    match value:
        case Known(value=str() as text):
            return (json.dumps(text, ensure_ascii=False),)
        case Known(value=None):
            return ("null",)
        case Known(value=scalar):
            return (text_of_scalar(scalar),)
        case Text(parts=parts):
            inner = (_escaped(part) if isinstance(part, str) else part for part in parts)
            return ('"', *inner, '"')
        case Sequence(items=items, rest=rest):
            encoded = [encode_json(item) for item in items]
            return ("[", *_separated(encoded), *_rest(rest, first=not items), "]")
        case Mapping(entries=entries, rest=rest):
            pairs = [
                (json.dumps(key, ensure_ascii=False) + ":", *encode_json(entry))
                for key, entry in entries.items()
            ]
            return ("{", *_separated(pairs), *_rest(rest, first=not entries), "}")
        case Unknown():
            return (value,)
        case OneOf(reason=reason, detail=detail, origin=origin):
            return (Unknown(reason, detail, origin),)
        case Absent():
            return ("null",)
        case _:
            assert_never(value)


def _escaped(text: str) -> str:
    """Return what stands between the quotes of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _separated(items: list[tuple[Part, ...]]) -> list[Part]:
    """Return the items with commas between them."""
    parts: list[Part] = []
    for number, item in enumerate(items):
        if number:
            parts.append(",")
        parts += item
    return parts


def _rest(rest: Unknown | None, *, first: bool) -> tuple[Part, ...]:
    """Return the unknown remainder of a list or map."""
    if rest is None:
        return ()
    return (rest,) if first else (",", rest)
