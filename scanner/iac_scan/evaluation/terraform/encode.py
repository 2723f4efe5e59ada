"""A value to JSON text as Go's encoder writes it, unknown parts left open.

Terraform's own `jsonencode` is among the functions; this is for what providers encode.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import assert_never

from iac_scan.evaluation.functions.number import number_text
from iac_scan.evaluation.terraform.choices import as_unknown
from iac_scan.values import Absent, Known, Mapping, OneOf, Sequence, Text, Unknown, Value

_ESCAPED = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def encode(value: Value, indent: int | None) -> tuple[str | Unknown, ...]:
    """Return the text in parts.

    Units: `indent` in spaces for each level; None for one line without spaces.
    """
    return tuple(_encode(value, indent, 0))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_ESCAPED)


def _encode(value: Value, indent: int | None, level: int) -> Iterator[str | Unknown]:
    match value:
        case Known(value=str() as text):
            yield _quoted(text)
        case Known(value=bool() as flag):
            yield "true" if flag else "false"
        case Known(value=None) | Absent():
            yield "null"
        case Known(value=number):
            assert not isinstance(number, str | bool | None)
            yield number_text(number)
        case Text(parts=parts):
            yield '"'
            for part in parts:
                yield _quoted(part)[1:-1] if isinstance(part, str) else part
            yield '"'
        case Unknown() | OneOf():
            yield as_unknown(value)
        case Sequence(items=items, rest=rest):
            inner = [
                _encode(item, indent, level + 1) for item in items if not isinstance(item, Absent)
            ]
            yield from _bracketed("[", "]", inner, rest, indent=indent, level=level)
        case Mapping(entries=entries, rest=rest):
            colon = ":" if indent is None else ": "
            inner = [
                _entry(_quoted(name) + colon, entry, indent, level)
                for name, entry in entries.items()
                if not isinstance(entry, Absent)
            ]
            yield from _bracketed("{", "}", inner, rest, indent=indent, level=level)
        case _:
            assert_never(value)


def _entry(start: str, value: Value, indent: int | None, level: int) -> Iterator[str | Unknown]:
    yield start
    yield from _encode(value, indent, level + 1)


def _bracketed(
    start: str,
    end: str,
    inner: list[Iterator[str | Unknown]],
    rest: Unknown | None,
    *,
    indent: int | None,
    level: int,
) -> Iterator[str | Unknown]:
    pieces: list[Iterator[str | Unknown]] = [*inner]
    if rest is not None:
        pieces.append(iter((rest,)))
    if not pieces:
        yield start + end
        return
    newline = "" if indent is None else "\n" + " " * (indent * (level + 1))
    for position, piece in enumerate(pieces):
        yield (start if position == 0 else ",") + newline
        yield from piece
    yield ("" if indent is None else "\n" + " " * (indent * level)) + end
