"""`format` and `formatlist`: verbs, flags, width and precision.

Source: https://developer.hashicorp.com/terraform/language/functions/format and the
behaviour of terraform 1.11.4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from iac_scan.evaluation.functions.call import Call, Doubt, Failure, Function, Result
from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.graphemes import clusters
from iac_scan.evaluation.functions.holes import Parts
from iac_scan.evaluation.functions.json_encoding import quoted, write_json
from iac_scan.evaluation.functions.number import Number, to_fraction
from iac_scan.evaluation.functions.number_formats import float_text, general_text, integer_text
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.evaluation.functions.unknowns import derived, first_of, hole_of
from iac_scan.values import (
    Known,
    OneOf,
    Reason,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
)

_VERB = re.compile(
    r"%(?:%|([0#\-+ ]*)([1-9][0-9]*)?(?:(\.)([0-9]*))?(?:\[([1-9][0-9]*)\])?([a-zA-Z]))"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb of a format: `%-10s`, `%#v`, `%[2]d`."""

    flags: str
    """Any of `0`, `#`, `-`, `+` and space."""
    width: int | None
    """The least number of characters, or None."""
    precision: int | None
    """Digits after the point, or the most characters of a string, or None."""
    mode: str
    """The letter."""


def _format(call: Call) -> Result:
    match call.arguments[0]:
        case Known(value=str() as pattern):
            return _formatted(call, pattern, call.arguments[1:])
        case doubtful:
            return call.unknown(doubtful)


def _formatted(call: Call, pattern: str, arguments: tuple[Value, ...]) -> Known | Text | Failure:
    parts: list[str | Unknown] = []
    position, following, highest, size = 0, 1, 0, 0
    while position < len(pattern):
        start = pattern.find("%", position)
        if start == -1:
            parts.append(pattern[position:])
            break
        parts.append(pattern[position:start])
        found = _VERB.match(pattern, start)
        if found is None:
            return Failure(f"expected a verb after `%`, got `{pattern[start : start + 10]}`")
        position = found.end()
        if found[0] == "%%":
            parts.append("%")
            continue
        index = following if found[5] is None else int(found[5][:9])
        highest, following = max(highest, index), index + 1
        if index > len(arguments):
            return Failure(f"not enough arguments for `{found[0]}`")
        verb = _verb(found, call)
        if isinstance(verb, Failure):
            return verb
        written = _write(verb, arguments[index - 1])
        if isinstance(written, Failure):
            return Failure(f"`{found[0]}`: {written.message}")
        parts += written
        size += sum(len(part) for part in written if isinstance(part, str))
        if size > call.bounds.text:
            return Failure("the result is too long", Reason.BOUND)
    if highest < len(arguments):
        return Failure(f"too many arguments: the format uses {highest}")
    return call.text(tuple(parts))


def _verb(found: re.Match[str], call: Call) -> Verb | Failure:
    flags, width, point, precision, _, mode = found.groups()
    for digits in (width, precision):
        if digits is not None and (len(digits) > 9 or int(digits or 0) > call.bounds.text):
            return Failure("the result is too long", Reason.BOUND)
    return Verb(
        flags,
        None if width is None else int(width),
        None if point is None else int(precision or 0),
        mode,
    )


def _write(verb: Verb, argument: Value) -> Parts | Failure:
    if isinstance(argument, Unknown | OneOf):
        return _hole(verb, argument)
    if verb.mode != "v" and isinstance(argument, Known) and argument.value is None:
        return Failure("null cannot be formatted")
    match verb.mode:
        case "v":
            return _write_as_is(verb, argument)
        case "t":
            return _write_bool(argument)
        case "b" | "d" | "o" | "x" | "X" | "e" | "E" | "f" | "g" | "G":
            return _write_number(verb, argument)
        case "s" | "q":
            return _write_string(verb, argument)
        case _:
            return Failure("not a verb")


def _hole(verb: Verb, argument: Unknown | OneOf) -> Parts:
    """Return the hole that an argument which is not known leaves: itself under a plain verb."""
    hole = hole_of(argument)
    plain = verb.mode in ("s", "v") and verb.width is None and verb.precision is None
    return (hole if plain and "#" not in verb.flags else derived(hole),)


def _padded(verb: Verb, parts: Parts) -> Parts:
    if verb.width is None:
        return parts
    if len(parts) > 1 or not isinstance(parts[0], str):
        least = sum(len(clusters(part)) for part in parts if isinstance(part, str))
        hole = next(part for part in parts if isinstance(part, Unknown))
        return parts if least >= verb.width else (derived(hole),)
    missing = verb.width - len(clusters(parts[0]))
    if missing <= 0:
        return parts
    pad = ("0" if "0" in verb.flags else " ") * missing
    return (parts[0] + pad,) if "-" in verb.flags else (pad + parts[0],)


def _write_as_is(verb: Verb, argument: Value) -> Parts:
    if "#" not in verb.flags:
        match argument:
            case Known(value=str() as text):
                return _padded(verb, (text,))
            case Text(parts=holed):
                return _padded(verb, holed)
            case Known(value=bool() | None):
                pass
            case Known(value=number):
                assert isinstance(number, Number)
                return _padded(verb, (general_text(number),))
            case _:
                pass
    parts: list[str | Unknown] = []
    write_json(argument, parts)
    return _padded(verb, _merged(parts))


def _merged(parts: list[str | Unknown]) -> Parts:
    if all(isinstance(part, str) for part in parts):
        return ("".join(part for part in parts if isinstance(part, str)),)
    return tuple(parts)


def _write_bool(argument: Value) -> Parts | Failure:
    match convert(argument, Primitive.BOOL):
        case ConversionProblem(message=message):
            return Failure(message)
        case Known(value=flag):
            return ("true" if flag is True else "false",)
        case doubtful:
            return (derived(hole_of(doubtful)),)


def _write_number(verb: Verb, argument: Value) -> Parts | Failure:
    match convert(argument, Primitive.NUMBER):
        case ConversionProblem(message=message):
            return Failure(message)
        case Known(value=number):
            pass
        case doubtful:
            return (derived(hole_of(doubtful)),)
    assert isinstance(number, Number)
    if verb.mode in "bdoxX":
        if not isinstance(number, int):
            return Failure("expected a whole number")
        number = int(to_fraction(number))
        return (integer_text(number, verb.mode, verb.flags, verb.width, verb.precision),)
    return (float_text(number, verb.mode, verb.flags, verb.width, verb.precision),)


def _write_string(verb: Verb, argument: Value) -> Parts | Failure:
    match convert(argument, Primitive.STRING):
        case ConversionProblem(message=message):
            return Failure(message)
        case Text() as text:
            return _write_holed(verb, text)
        case Known(value=str() as plain):
            pass
        case doubtful:
            return (derived(hole_of(doubtful)),)
    if verb.precision is not None and verb.precision > 0:
        plain = "".join(clusters(plain)[: verb.precision])
    return _padded(verb, (plain if verb.mode == "s" else quoted(plain),))


def _write_holed(verb: Verb, text: Text) -> Parts:
    if verb.precision is not None and verb.precision > 0:
        return (derived(hole_of(text)),)
    if verb.mode == "s":
        return _padded(verb, text.parts)
    parts: list[str | Unknown] = []
    write_json(text, parts)
    return _padded(verb, tuple(parts))


def _formatlist(call: Call) -> Result:
    match call.arguments[0]:
        case Known(value=str() as pattern):
            pass
        case doubtful:
            return call.unknown(doubtful)
    arguments = call.arguments[1:]
    length: int | None = None
    rest: Unknown | None = None
    for argument in arguments:
        match argument:
            case Sequence(items=items):
                rest = first_of(rest, argument.rest)
                if argument.scattered and len(arguments) > 1:
                    return call.unknown(argument)
                if rest is None and length is not None and len(items) != length:
                    return Failure(f"expected lists of one length, got {length} and {len(items)}")
                length = len(items) if length is None else min(length, len(items))
            case Unknown() if argument.identity is None:
                return call.unknown(argument)
            case _:
                pass
    results: list[Value] = []
    for index in range(1 if length is None else length):
        row = tuple(
            argument.items[index] if isinstance(argument, Sequence) else argument
            for argument in arguments
        )
        result = _formatted(call, pattern, row)
        if isinstance(result, Failure):
            return result
        results.append(result)
    scattered = any(isinstance(one, Sequence) and one.scattered for one in arguments)
    return Sequence(
        tuple(results),
        call.site.origin,
        SequenceKind.LIST,
        rest,
        scattered=scattered,
        element=Primitive.STRING,
    )


_STRING, _ANY = Primitive.STRING, Primitive.ANY

ROWS: tuple[Function, ...] = tuple(
    replace(row, doubt=Doubt.PARTIAL, nullable=1)
    for row in (
        Function("format", _format, (_STRING,), _ANY),
        Function("formatlist", _formatlist, (_STRING,), _ANY),
    )
)
"""Shape: sorted by name."""
