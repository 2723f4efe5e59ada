"""JSON as terraform writes and reads it: `jsonencode` and `jsondecode`.

Source: https://developer.hashicorp.com/terraform/language/functions/jsonencode.
"""

from __future__ import annotations

import re
from dataclasses import replace
from json.encoder import encode_basestring

from iac_scan.evaluation.functions.call import (
    Call,
    Doubt,
    Failure,
    Function,
    Marks,
    Result,
)
from iac_scan.evaluation.functions.declared import decoded_nulls
from iac_scan.evaluation.functions.inspection import inspect
from iac_scan.evaluation.functions.marks import marked
from iac_scan.evaluation.functions.number import Number, number_text
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.evaluation.functions.unknowns import derived, first_of, first_unknown, hole_of
from iac_scan.evaluation.json_text import JsonProblem, decode_json
from iac_scan.values import (
    UNMARKED,
    Absent,
    Known,
    Mapping,
    MappingKind,
    OneOf,
    Reason,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
    join_text,
)

_HTML = re.compile("[<>&\u2028\u2029]")


def quoted(text: str) -> str:
    """Return the text as Go writes it in JSON, quotes included."""
    return _HTML.sub(lambda found: f"\\u{ord(found[0]):04x}", encode_basestring(text))


def escaped(text: str) -> str:
    """Return the text as Go writes it between the quotes of JSON."""
    return quoted(text)[1:-1]


def write_json(value: Value, parts: list[str | Unknown]) -> None:
    """Add the JSON text of the value to `parts`, holes where something is not known."""
    match value:
        case Known(value=None) | Absent():
            parts.append("null")
        case Known(value=bool() as flag):
            parts.append("true" if flag else "false")
        case Known(value=str() as text):
            parts.append(quoted(text))
        case Known(value=number):
            assert isinstance(number, Number)
            parts.append(number_text(number))
        case Text(parts=inner):
            parts.append('"')
            parts += (escaped(part) if isinstance(part, str) else part for part in inner)
            parts.append('"')
        case Sequence():
            _write_sequence(value, parts)
        case Mapping():
            _write_mapping(value, parts)
        case OneOf() | Unknown():
            parts.append(hole_of(value))


def _write_sequence(value: Sequence, parts: list[str | Unknown]) -> None:
    """Write the items in order, and a hole for further ones, its comma included.

    Where the order is not certain, the hole stands for all: only `encoded` knows them.
    """
    rest = value.rest
    if value.kind is SequenceKind.SET and len(value.items) > 1:
        rest = first_of(rest, first_unknown(value))
    scattered = rest is not None and (value.scattered or value.kind is SequenceKind.SET)
    parts.append("[")
    for index, item in enumerate(() if scattered else value.items):
        parts.append("," if index else "")
        write_json(item, parts)
    if rest is not None:
        parts.append(derived(rest))
    parts.append("]")


def _write_mapping(value: Mapping, parts: list[str | Unknown]) -> None:
    """Write the entries sorted; of a mapping with further keys only that there are some."""
    parts.append("{")
    if value.rest is not None:
        parts += (derived(value.rest), "}")
        return
    for index, name in enumerate(sorted(value.entries)):
        parts.append(("," if index else "") + quoted(name) + ":")
        write_json(value.entries[name], parts)
    parts.append("}")


def _jsonencode(call: Call) -> Result:
    value = call.arguments[0]
    seen = inspect((value,), call.bounds)
    if seen.bound is not None:
        return Failure(seen.bound, Reason.BOUND)
    parts: list[str | Unknown] = []
    write_json(value, parts)
    result = join_text(tuple(parts), call.site.origin)
    return marked(replace(result, encoded=value), seen.marks)


def _jsondecode(call: Call) -> Result:
    text = call.arguments[0]
    if not isinstance(text, Known | Text):
        return call.unknown(text)
    if text.encoded is not None:
        return decoded_nulls(decoded(text.encoded))
    value = decode_json(text, call.bounds)
    if isinstance(value, JsonProblem):
        return Failure(value.message)
    return decoded_nulls(value)


def decoded(value: Value) -> Value:
    """Return what is left of a value after a way through JSON: tuples and objects only."""
    match value:
        case Sequence(items=items):
            return replace(
                value,
                items=tuple(map(decoded, items)),
                kind=SequenceKind.TUPLE,
                marks=UNMARKED,
            )
        case Mapping(entries=entries):
            return replace(
                value,
                entries={name: decoded(entries[name]) for name in sorted(entries)},
                kind=MappingKind.OBJECT,
                marks=UNMARKED,
                identity=None,
            )
        case OneOf(options=options):
            return replace(value, options=tuple(map(decoded, options)))
        case Known() | Text() | Unknown():
            return replace(value, marks=UNMARKED)
        case Absent(origin=origin):
            return Known(None, origin)


ROWS: tuple[Function, ...] = (
    Function("jsondecode", _jsondecode, (Primitive.STRING,), doubt=Doubt.PARTIAL),
    Function(
        "jsonencode",
        _jsonencode,
        (Primitive.ANY,),
        doubt=Doubt.PARTIAL,
        marks=Marks.OWN,
        nullable=0,
        surface=True,
    ),
)
"""Shape: sorted by name."""
