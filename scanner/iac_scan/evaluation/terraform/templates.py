"""Templates: quoted strings and heredocs with interpolations and directives, and template files.

Source: https://developer.hashicorp.com/terraform/language/expressions/strings.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from typing import TypeAlias, assert_never

from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.letters import composed
from iac_scan.evaluation.functions.marks import marked, marks_of
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.evaluation.terraform import operators
from iac_scan.evaluation.terraform.choices import as_unknown, one_of, try_each_choice
from iac_scan.evaluation.terraform.loops import pairs
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.parsers.hcl import parse_template
from iac_scan.parsers.hcl.syntax import (
    Expression,
    Template,
    TemplateFor,
    TemplateIf,
    TemplateInterpolation,
    TemplatePart,
    TemplateText,
)
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    UNMARKED,
    Absent,
    Known,
    Mapping,
    Marks,
    OneOf,
    Piece,
    Reason,
    Sequence,
    Text,
    Unknown,
    Value,
    join_text,
)

Evaluate: TypeAlias = Callable[[Expression, Scope], Value]


@dataclass(frozen=True, slots=True)
class _Run:
    """A part of the rendered text."""

    value: Value
    """Convertible to a string."""
    span: Span
    """Where it stands in the template."""
    literal: bool
    """Written in the template itself."""


def render(template: Template, scope: Scope, evaluate: Evaluate) -> Value:
    """Return the value of a quoted template or a heredoc."""
    match template.parts:
        case (TemplateInterpolation(expression=expression),) if not template.heredoc:
            return evaluate(expression, scope)
    return _joined(_runs(template.parts, scope, evaluate), template.span, scope)


def render_text(
    text: str,
    origin: Origin,
    names: Map[str, Value],
    scope: Scope,
    evaluate: Evaluate,
    *,
    function: str,
) -> Value:
    """Return the value of a template that `function` finds in a file or in a string."""
    if scope.templates >= scope.bounds.depth:
        return scope.bound("templates render one another too deeply", origin.span)
    known = scope.session.templates.get((text, origin.span))
    if known is None:
        known, diagnostics = parse_template(text, origin, scope.bounds)
        for diagnostic in diagnostics:
            scope.report(diagnostic)
        if diagnostics:
            return Unknown(Reason.INVALID, "the template cannot be read", origin)
        scope.session.templates[text, origin.span] = known
    inner = replace(scope, names=names, template=function, templates=scope.templates + 1, item=None)
    key = (function, text, origin.span, _content(tuple(names.items())))
    if key in scope.session.rendered:
        value: Value = scope.session.rendered[key]
    else:
        value = render(known, inner, evaluate)
        if key[-1] is not None and len(known.parts) > 1 and isinstance(value, Known):
            scope.session.rendered[key] = value
    return replace(value, origin=Origin(value.origin.span, (*origin.steps, *value.origin.steps)))


def _content(names: tuple[tuple[str, Value], ...]) -> Hashable:
    """Return what named values hold, wherever it is written; None when not all is known."""
    found: list[Hashable] = []
    for name, value in names:
        match value:
            case Known(value=scalar) if not value.marks:
                content: Hashable = (type(scalar), scalar)
            case Sequence(kind=kind, rest=None, scattered=False) if not value.marks:
                content = (kind, _content(tuple(("", item) for item in value.items)))
            case Mapping(kind=kind, rest=None) if not value.marks:
                content = (kind, _content(tuple(value.entries.items())))
            case _:
                return None
        if isinstance(content, tuple) and content[1] is None and not isinstance(value, Known):
            return None
        found.append((name, content))
    return tuple(found)


def _runs(parts: tuple[TemplatePart, ...], scope: Scope, evaluate: Evaluate) -> list[_Run]:
    runs: list[_Run] = []
    for part in parts:
        match part:
            case TemplateText(text=text, span=span):
                runs.append(_Run(Known(text, Origin(span)), span, literal=True))
            case TemplateInterpolation(expression=expression, span=span):
                runs.append(_Run(evaluate(expression, scope), span, literal=False))
            case TemplateIf():
                runs.extend(_if(part, scope, evaluate))
            case TemplateFor():
                runs.extend(_for(part, scope, evaluate))
            case _:
                assert_never(part)
        if len(runs) > scope.bounds.items:
            return [
                _Run(
                    scope.bound(f"more than {scope.bounds.items} parts", part.span),
                    part.span,
                    literal=False,
                )
            ]
    return runs


def _if(part: TemplateIf, scope: Scope, evaluate: Evaluate) -> list[_Run]:
    decided = operators.condition(evaluate(part.condition, scope), part.condition.span, scope)
    if isinstance(decided, Known):
        runs = _runs(part.then if decided.value is True else part.otherwise, scope, evaluate)
        if not decided.marks:
            return runs
        value = _joined(runs, part.span, scope)
        return [
            _Run(
                marked(value, decided.marks),
                part.span,
                literal=False,
            )
        ]
    if decided.reason is Reason.INVALID:
        return [_Run(decided, part.span, literal=False)]
    options = [
        _joined(_runs(branch, scope.unsure(), evaluate), part.span, scope.unsure())
        for branch in (part.then, part.otherwise)
    ]
    value = one_of(options, Reason.CONDITION, decided.detail, Origin(part.span), scope.bounds)
    return [_Run(marked(value, decided.marks), part.span, literal=False)]


def _for(part: TemplateFor, scope: Scope, evaluate: Evaluate) -> list[_Run]:
    collection = evaluate(part.collection, scope)

    def once(values: tuple[Value, ...], scope: Scope) -> Value:
        return _joined(_iterations(part, values[0], scope, evaluate), part.span, scope)

    if isinstance(collection, OneOf):
        value = try_each_choice((collection,), once, Origin(part.span), scope)
        return [_Run(value, part.span, literal=False)]
    runs, marks = _iterations(part, collection, scope, evaluate), marks_of(collection)
    if not marks:
        return runs
    return [_Run(marked(_joined(runs, part.span, scope), marks), part.span, literal=False)]


def _iterations(
    part: TemplateFor, collection: Value, scope: Scope, evaluate: Evaluate
) -> list[_Run]:
    match collection:
        case Sequence() | Mapping():
            pass
        case Unknown():
            return [_Run(replace(collection, identity=None), part.span, literal=False)]
        case Known() | Text() | OneOf() | Absent():
            wrong = scope.wrong(
                f"cannot iterate over {operators.kind_name(collection)}", part.collection.span
            )
            return [_Run(wrong, part.span, literal=False)]
        case _:
            assert_never(collection)
    runs: list[_Run] = []
    for key, value in pairs(collection):
        names = {part.value: value} if part.key is None else {part.key: key, part.value: value}
        runs.extend(_runs(part.body, scope.naming(names), evaluate))
        if not scope.session.iterate():
            return [
                _Run(
                    scope.bound(f"more than {scope.bounds.items} iterations", part.span),
                    part.span,
                    literal=False,
                )
            ]
    if collection.rest is not None:
        runs.append(_Run(replace(collection.rest, identity=None), part.span, literal=False))
    return runs


def _joined(runs: list[_Run], span: Span, scope: Scope) -> Value:
    """Return the string made of the runs, once for each choice among options."""
    values: list[Value] = []
    for run in runs:
        if run.literal:
            values.append(run.value)
            continue
        value = convert(run.value, Primitive.STRING)
        match value:
            case ConversionProblem(message=message):
                return scope.wrong(f"cannot be part of a string: {message}", run.span)
            case Known(value=None) | Absent():
                return scope.null(run.value, "a part of the string is null", run.span)
            case Unknown(reason=Reason.INVALID):
                return value
        values.append(value)
    if not any(isinstance(value, OneOf) for value in values):
        return _text(runs, tuple(values), span, scope)
    return try_each_choice(
        tuple(values), lambda chosen, inner: _text(runs, chosen, span, inner), Origin(span), scope
    )


def _text(runs: list[_Run], values: tuple[Value, ...], span: Span, scope: Scope) -> Value:
    joined = _Joined()
    for run, value in zip(runs, values, strict=True):
        joined.add(run, value)
        if joined.length > scope.bounds.text:
            return scope.bound(f"text of more than {scope.bounds.text} characters", span)
    multi = any(run.literal and run.span.start_line != span.start_line for run in runs)
    whole = join_text(
        tuple(joined.parts),
        Origin(span),
        marks=joined.marks,
        layout=tuple(joined.layout) if multi or len(runs) > 1 else (),
        made_of=values if len(runs) > 1 else (),
    )
    return whole if len(runs) == 1 else composed(whole)


@dataclass(slots=True)
class _Joined:
    """The text so far."""

    parts: list[str | Unknown] = field(default_factory=list)
    layout: list[Piece] = field(default_factory=list)
    length: int = 0
    marks: Marks = UNMARKED

    def add(self, run: _Run, value: Value) -> None:
        """Append one run."""
        self.layout.append(Piece(self.length, run.span, written=run.literal))
        match value:
            case Known(value=str() as text):
                self.parts.append(text)
                self.length += len(text)
                self.marks |= value.marks
            case Text(parts=parts):
                # A text that is an attribute of a declared thing is that thing's even in pieces.
                self.parts.extend(parts)
                self.length += sum(len(part) if isinstance(part, str) else 1 for part in parts)
                self.marks |= value.marks
            case _:
                hole = as_unknown(value)
                self.marks |= hole.marks
                self.parts.append(replace(hole, marks=UNMARKED))
                self.length += 1
