"""`Fn::Sub` and `Fn::Join`: texts put together, with the place of every run kept.

Source: AWS CloudFormation User Guide, "Fn::Sub" and "Fn::Join" (edition of
2023-09-19, read 2026-11-23).
"""

from __future__ import annotations

import re

from iac_scan.evaluation.cloudformation.choices import Part, is_sensitive, parts_of, spread
from iac_scan.evaluation.cloudformation.scope import Call, Scope, call_of, invalid, literal
from iac_scan.evaluation.cloudformation.texts import (
    carried,
    pieces_of,
    span_at,
    with_dynamic_references,
)
from iac_scan.parsers.template.tree import Entries, Scalar
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Origin, Step
from iac_scan.values import (
    Absent,
    Known,
    Marks,
    Piece,
    Reason,
    Sequence,
    Unknown,
    Value,
    join_text,
    secret,
)

_VARIABLE = re.compile(r"\$\{(!?)([^{}]*)\}")


def sub(scope: Scope, call: Call) -> Value:
    """`!Sub text` or `!Sub [text, {Name: value}]`.

    A text that is nothing but one variable is that variable's own value.
    """
    arguments = call.arguments
    text = arguments[0] if arguments else None
    if isinstance(text, Entries) and (call_of(text) is not None or not scope.complete):
        value = scope.value(text)
        if isinstance(value, Unknown) or not scope.complete:
            return Unknown(Reason.UNSUPPORTED, "the text is written by a tool", call.origin)
    if not isinstance(text, Scalar) or len(arguments) > 2:
        return invalid(scope, call, "`Fn::Sub` takes a text, or a list of a text and a map")
    names: dict[str, Value] = {}
    if len(arguments) == 2:
        local = arguments[1]
        if not isinstance(local, Entries):
            return invalid(scope, call, "the second item of `Fn::Sub` must be a map")
        names = {entry.key: scope.value(entry.value) for entry in local.entries}
    written = text.value if isinstance(text.value, str) else (literal(text) or "")
    runs = _runs(scope, written, text, names)
    if len(runs) == 1 and not isinstance(runs[0][0], str):
        return runs[0][0]
    return _assembled(scope, call, text, runs)


Run = tuple[str | Value, int]
"""A literal run or the value of a variable, and the offset in the written text."""


def _runs(scope: Scope, written: str, text: Scalar, names: dict[str, Value]) -> list[Run]:
    """Return the literal runs and variables of a text in order."""
    pieces = pieces_of(text)
    runs: list[Run] = []
    position = 0
    for match in _VARIABLE.finditer(written):
        if match.start() > position:
            runs.append((written[position : match.start()], position))
        position = match.end()
        name = match[2].strip()
        if match[1]:
            runs += [("${", match.start()), (f"{match[2]}}}", match.start() + 3)]
            continue
        span = span_at(pieces, match.start(), match.end()) or text.span
        runs.append((_variable(scope, name, names, Step(name, span)), match.start()))
        if len(runs) > scope.bounds.items:
            message = f"this text has more than {scope.bounds.items} variables and runs"
            scope.report(Diagnostic(Level.WARNING, message, text.span))
            runs.append((Unknown(Reason.BOUND, message, Origin(text.span)), position))
            return runs
    if position < len(written) or not runs:
        runs.append((written[position:], position))
    return runs


def _variable(scope: Scope, name: str, names: dict[str, Value], step: Step) -> Value:
    """Return the value of `${name}`."""
    if name in names:
        return names[name]
    resource, dot, attribute = name.partition(".")
    if dot:
        return scope.attribute(resource, attribute, step)
    return scope.reference(name, step)


def _assembled(scope: Scope, call: Call, text: Scalar, runs: list[Run]) -> Value:
    """Return the text that the runs make, for every choice among them."""
    values = tuple(
        Known(run, Origin(text.span)) if isinstance(run, str) else run for run, _ in runs
    )
    pieces = pieces_of(text)
    origin = Origin(text.span)

    def combine(chosen: tuple[Value, ...]) -> Value:
        parts: list[Part] = []
        layout: list[Piece] = []
        length = 0
        for value, (run, offset) in zip(chosen, runs, strict=True):
            found = parts_of(value)
            if found is None:
                message = "a variable of `Fn::Sub` must be text"
                return invalid(scope, call, message)
            if isinstance(run, str) and pieces:
                layout += carried(pieces, offset, offset + len(run), length)
            parts += found
            length += sum(len(part) if isinstance(part, str) else 1 for part in found)
        marks = secret(any(is_sensitive(value) for value in chosen))
        made_of = chosen if len(chosen) > 1 else ()
        return bounded_text(
            scope, tuple(parts), origin, marks, layout=tuple(layout), made_of=made_of
        )

    return spread(values, scope.bounds.options, origin, combine)


def bounded_text(
    scope: Scope,
    parts: tuple[Part, ...],
    origin: Origin,
    marks: Marks,
    *,
    layout: tuple[Piece, ...] = (),
    made_of: tuple[Value, ...] = (),
) -> Value:
    """Return the text made of `parts`, or an unknown when it is longer than the bounds."""
    length = sum(len(part) for part in parts if isinstance(part, str))
    # A text of holes alone has no length, and still doubles with each reference to itself twice.
    if length > scope.bounds.text or len(parts) > scope.bounds.items:
        bound = f"{scope.bounds.text} characters or {scope.bounds.items} parts"
        message = f"this text is longer than {bound}"
        scope.report(Diagnostic(Level.WARNING, message, origin.span))
        return Unknown(Reason.BOUND, message, origin)
    return with_dynamic_references(
        join_text(parts, origin, marks=marks, layout=layout, made_of=made_of)
    )


def join(scope: Scope, call: Call) -> Value:
    """`!Join [delimiter, list]`."""
    if len(call.arguments) != 2:
        return invalid(scope, call, "`Fn::Join` takes a delimiter and a list")
    delimiter = literal(call.arguments[0])
    if delimiter is None:
        return invalid(scope, call, "the delimiter of `Fn::Join` must be text")
    listed = scope.value(call.arguments[1])
    return spread(
        (listed,),
        scope.bounds.options,
        call.origin,
        lambda chosen: _join_list(scope, call, delimiter, chosen[0]),
    )


def _join_list(scope: Scope, call: Call, delimiter: str, listed: Value) -> Value:
    """Return the text that the items of one list make."""
    match listed:
        case Unknown():
            return listed
        case Sequence(items=items):
            rest = listed.rest
        case _:
            return invalid(scope, call, "the second item of `Fn::Join` must be a list")
    if rest is not None and listed.scattered:
        return rest

    def combine(chosen: tuple[Value, ...]) -> Value:
        parts: list[Part] = []
        made_of: list[Value] = []
        there = [value for value in chosen if not isinstance(value, Absent)]
        for number, value in enumerate(there):
            found = parts_of(value)
            if found is None:
                return invalid(scope, call, "`Fn::Join` joins texts only")
            if number:
                parts.append(delimiter)
                made_of.append(Known(delimiter, call.origin))
            parts += found
            made_of.append(value)
        if rest is not None:
            parts.append(rest)
            made_of.append(rest)
        marks = secret(any(is_sensitive(value) for value in chosen))
        return bounded_text(scope, tuple(parts), call.origin, marks, made_of=tuple(made_of))

    return spread(items, scope.bounds.options, call.origin, combine)
