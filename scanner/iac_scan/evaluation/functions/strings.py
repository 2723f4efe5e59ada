"""Functions on strings: case, trimming, searching, joining and splitting.

Patterns are in `regexes`, verbs in `formats`.
"""

from __future__ import annotations

from collections.abc import Callable

from iac_scan.evaluation.functions import holes
from iac_scan.evaluation.functions.call import Call, Doubt, Failure, Function, Result
from iac_scan.evaluation.functions.graphemes import clusters
from iac_scan.evaluation.functions.holes import Parts
from iac_scan.evaluation.functions.letters import SPACE, lower_text, title_text, upper_text
from iac_scan.evaluation.functions.number import whole_number
from iac_scan.evaluation.functions.types import Primitive, list_of
from iac_scan.evaluation.functions.unknowns import derived, first_unknown, hole_of, parts_of
from iac_scan.values import (
    Known,
    Reason,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    join_text,
)


def _lower(call: Call) -> Result:
    return call.text(holes.each_part(call.parts(0), lower_text))


def _upper(call: Call) -> Result:
    return call.text(holes.each_part(call.parts(0), upper_text))


def _title(call: Call) -> Result:
    return call.of(title_text(call.string(0)))


def _strrev(call: Call) -> Result:
    return call.of("".join(reversed(clusters(call.string(0)))))


def _trimming(
    left: Callable[[str], str] | None, right: Callable[[str], str] | None
) -> Callable[[Call], Result]:
    def trim(call: Call) -> Result:
        return call.text(holes.trimmed(call.parts(0), left, right))

    return trim


def _chomp_text(text: str) -> str:
    return text.rstrip("\r\n")


def _trim(call: Call) -> Result:
    match call.arguments[1]:
        case Known(value=str() as letters):
            pass
        case doubtful:
            return call.unknown(doubtful)
    return call.text(
        holes.trimmed(
            call.parts(0), lambda text: text.lstrip(letters), lambda text: text.rstrip(letters)
        )
    )


def _trimprefix(call: Call) -> Result:
    parts = call.parts(0)
    match call.arguments[1]:
        case Known(value=str() as prefix):
            answer = holes.starts_with(parts, prefix)
        case doubtful:
            return call.unknown(doubtful)
    first = parts[0]
    if answer is None:
        return call.unknown(call.arguments[0])
    if answer is False or prefix == "":
        return call.text(parts)
    assert isinstance(first, str)
    return call.text((first[len(prefix) :], *parts[1:]))


def _trimsuffix(call: Call) -> Result:
    parts = call.parts(0)
    match call.arguments[1]:
        case Known(value=str() as suffix):
            answer = holes.ends_with(parts, suffix)
        case doubtful:
            return call.unknown(doubtful)
    last = parts[-1]
    if answer is None:
        return call.unknown(call.arguments[0])
    if answer is False or suffix == "":
        return call.text(parts)
    assert isinstance(last, str)
    return call.text((*parts[:-1], last[: -len(suffix)]))


def _testing(test: Callable[[Parts, str], bool | None]) -> Callable[[Call], Result]:
    def answer(call: Call) -> Result:
        match call.arguments[1]:
            case Known(value=str() as wanted):
                found = test(call.parts(0), wanted)
            case doubtful:
                return call.unknown(doubtful)
        return call.unknown(call.arguments[0]) if found is None else call.of(found)

    return answer


def _indent(call: Call) -> Result:
    match call.arguments[0]:
        case Known(value=amount):
            spaces = whole_number(amount)
        case doubtful:
            return call.unknown(doubtful)
    if spaces is None or spaces < 0:
        return Failure("expected a whole number of spaces, zero or more")
    parts = call.parts(1)
    lines = sum(part.count("\n") for part in parts if isinstance(part, str))
    if lines * spaces > call.bounds.text or spaces > call.bounds.text:
        return Failure("the result is too long", Reason.BOUND)
    pad = "\n" + " " * spaces
    return call.text(holes.each_part(parts, lambda text: text.replace("\n", pad)))


def _substr(call: Call) -> Result:
    numbers: list[int] = []
    for argument in call.arguments[1:]:
        match argument:
            case Known(value=amount):
                number = whole_number(amount)
            case doubtful:
                return call.unknown(doubtful)
        if number is None:
            return Failure("expected whole numbers for offset and length")
        numbers.append(number)
    offset, length = numbers
    match call.arguments[0]:
        case Known(value=str() as text):
            return call.of(_substring(text, offset, length))
        case Text(parts=(str() as start, *others)) if start.isascii() and offset >= 0:
            if length >= 0 and offset + length <= len(start) - 1:
                return call.of(_substring(start, offset, length))
            if length < 0 and offset < len(start):
                return call.text((start[offset:], *others))
        case _:
            pass
    return call.unknown(call.arguments[0])


def _substring(text: str, offset: int, length: int) -> str:
    letters = clusters(text)
    if offset < 0:
        offset += len(letters)
    elif length == 0:
        return ""
    rest = letters[max(offset, 0) :]
    # A length of zero ends the text only when the offset is counted from the start.
    return "".join(rest if length <= 0 else rest[:length])


def _join(call: Call) -> Result:
    if len(call.arguments) < 2:
        return Failure("expected at least one list")
    separator = parts_of(call.arguments[0])
    parts: list[str | Unknown] = []
    size, started, after_gap = 0, False, False
    for argument in call.arguments[1:]:
        if isinstance(argument, Sequence) and argument.scattered:
            return call.unknown(argument)
        items = argument.items if isinstance(argument, Sequence) else ()
        for item in items:
            if isinstance(item, Known) and item.value is None:
                return Failure("a null cannot be joined")
            if started and not after_gap:
                parts += separator
            parts += parts_of(item)
            size += sum(
                len(part) for part in (*separator, *parts_of(item)) if isinstance(part, str)
            )
            started, after_gap = True, False
        rest = argument.rest if isinstance(argument, Sequence) else hole_of(argument)
        if rest is not None:
            # The separator next to items that may not be there belongs to the hole.
            parts.append(derived(rest))
            after_gap = True
        if size > call.bounds.text:
            return Failure("the result is too long", Reason.BOUND)
    return call.text(tuple(parts))


def _split(call: Call) -> Result:
    separator, text = call.arguments
    if not isinstance(separator, Known):
        return call.unknown(separator)
    assert isinstance(separator.value, str)
    if separator.value == "":
        if not isinstance(text, Known):
            return call.unknown(text)
        letters = str(text.value)
        if len(letters) > call.bounds.items:
            return Failure("the result has too many items", Reason.BOUND)
        return call.list_of(tuple(map(call.of, letters)))
    if isinstance(text, Unknown):
        return call.unknown(text)
    literals = (part for part in parts_of(text) if isinstance(part, str))
    if sum(part.count(separator.value) for part in literals) >= call.bounds.items:
        return Failure("the result has too many items", Reason.BOUND)
    origin = text.origin
    fields, gap = holes.split(parts_of(text), separator.value)
    items = tuple(join_text(field, origin, made_of=call.arguments) for field in fields)
    return Sequence(items, call.site.origin, SequenceKind.LIST, gap)


def _replace_literally(call: Call, old: str, new: Parts) -> Result:
    parts = call.parts(0)
    if len(new) > 1 or not isinstance(new[0], str):
        if isinstance(call.arguments[0], Known) and old != "":
            return _filled(call, old, new)
        return call.unknown(call.arguments[2])
    count = sum(part.count(old) for part in parts if isinstance(part, str))
    if count * len(new[0]) > call.bounds.text:
        return Failure("the result is too long", Reason.BOUND)
    result = holes.replaced(parts, old, new[0])
    return call.unknown(call.arguments[0]) if result is None else call.text(result)


def _filled(call: Call, old: str, new: Parts) -> Result:
    """Replace a literal by a string with holes: `replace(template, "ACCOUNT", var.account)`."""
    first, *others = call.string(0).split(old)
    if len(others) * len(new) > call.bounds.items:
        return Failure("the result is too long", Reason.BOUND)
    parts: list[str | Unknown] = [first]
    for other in others:
        parts += (*new, other)
    return call.text(tuple(parts))


def _replace(call: Call) -> Result:
    match call.arguments[1]:
        case Known(value=str() as old):
            pass
        case doubtful:
            return call.unknown(doubtful)
    if len(old) > 1 and old[0] == "/" and old[-1] == "/":
        # Patterns need an engine that is not imported for anything else.
        from iac_scan.evaluation.functions.patterns import replace_pattern  # noqa: PLC0415

        for argument in call.arguments:
            if first_unknown(argument) is not None:
                return call.unknown(argument)
        return replace_pattern(call, call.string(0), old[1:-1], call.string(2))
    return _replace_literally(call, old, call.parts(2))


_STRING = Primitive.STRING
_NUMBER = Primitive.NUMBER


def _on_text(name: str, run: Callable[[Call], Result], *more: Primitive) -> Function:
    """Return the row of a function whose first argument is a string that may have holes."""
    return Function(name, run, (_STRING, *more), doubt=Doubt.PARTIAL)


ROWS: tuple[Function, ...] = (
    _on_text("chomp", _trimming(None, _chomp_text)),
    _on_text("endswith", _testing(holes.ends_with), _STRING),
    Function("indent", _indent, (_NUMBER, _STRING), doubt=Doubt.PARTIAL),
    Function("join", _join, (_STRING,), list_of(_STRING), doubt=Doubt.PARTIAL),
    _on_text("lower", _lower),
    _on_text("replace", _replace, _STRING, _STRING),
    _on_text("split", _split, _STRING),
    _on_text("startswith", _testing(holes.starts_with), _STRING),
    _on_text("strcontains", _testing(holes.contains), _STRING),
    Function("strrev", _strrev, (_STRING,)),
    _on_text("substr", _substr, _NUMBER, _NUMBER),
    Function("title", _title, (_STRING,)),
    _on_text("trim", _trim, _STRING),
    _on_text("trimprefix", _trimprefix, _STRING),
    _on_text(
        "trimspace",
        _trimming(lambda text: text.lstrip(SPACE), lambda text: text.rstrip(SPACE)),
    ),
    _on_text("trimsuffix", _trimsuffix, _STRING),
    _on_text("upper", _upper),
)
"""Shape: sorted by name."""
