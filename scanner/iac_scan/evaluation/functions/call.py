"""What a function is, what a call of one is given, and how a call is carried out.

The functions themselves stand in their topic modules; `table` joins them.
Source: https://developer.hashicorp.com/terraform/language/functions (2026-11-23).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from enum import Enum
from itertools import product
from typing import TYPE_CHECKING, TypeAlias, assert_never

from iac_scan.evaluation.functions.convert import (
    ConversionProblem,
    convert,
    normal_text,
    unknown_of,
)
from iac_scan.evaluation.functions.inspection import inspect
from iac_scan.evaluation.functions.marks import is_marked, marked, unmarked, without_marks
from iac_scan.evaluation.functions.types import Primitive, Type
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Reason,
    Scalar,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
    join_text,
)

if TYPE_CHECKING:
    from iac_scan.sources.tree import SourceTree


@dataclass(frozen=True, slots=True)
class CallSite:
    """Where a function is called, and what it may look at there."""

    origin: Origin
    """The call; results that have no better origin get it."""
    tree: SourceTree
    """The files that `file()` and its like may read."""
    module_dir: str
    """The directory of the module that the call stands in; POSIX, project-relative."""
    root_dir: str
    """The directory of the root module: relative paths start there, as terraform runs there."""
    bounds: Bounds
    """How much work a call may cause."""
    report: Callable[[Diagnostic], None]
    """Takes what is wrong with the call."""
    render: Callable[[str, Origin, Map[str, Value]], Value]
    """Renders the text of a template, written at the origin, with these variables."""
    template: str | None = None
    """The template function whose template the call stands in, or None; set by who renders.

    Templates cannot call `templatefile` or `templatestring`, and those of the latter no files.
    """


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a call has no result."""

    message: str
    """Lower case, one line, no final period, user text in backticks."""
    reason: Reason = Reason.INVALID
    """What the result is then."""


Result: TypeAlias = Value | Failure


class Doubt(Enum):
    """What unknown arguments do to a call."""

    WHOLE = "whole"
    """The result is unknown unless every argument is known, whatever is inside included."""
    PARTIAL = "partial"
    """The function makes of them what it can."""


class Marks(Enum):
    """What the mark `sensitive` on an argument does to the result."""

    DEEP = "deep"
    """A mark anywhere inside an argument is on the whole result."""
    SHALLOW = "shallow"
    """A mark on an argument is on the result; marks inside travel with their values."""
    OWN = "own"
    """The function sees the marks and decides."""


@dataclass(frozen=True, slots=True)
class Function:
    """One row of the table of functions."""

    name: str
    """The name, with its namespace where it has one."""
    run: Callable[[Call], Result]
    """Computes the result from converted arguments."""
    parameters: tuple[Type, ...] = ()
    """The type of each parameter that must be given."""
    variadic: Type | None = None
    """The type of any number of further arguments, or None."""
    doubt: Doubt = Doubt.WHOLE
    """What unknown arguments do."""
    marks: Marks = Marks.DEEP
    """What sensitive arguments do."""
    nullable: int | None = None
    """The first parameter that may be null, counted from 0; all after it may be too."""
    page: str = ""
    """Where it is documented; empty for the page of its name in terraform's reference."""

    @property
    def source(self) -> str:
        """The page that documents the function."""
        return (
            self.page or f"https://developer.hashicorp.com/terraform/language/functions/{self.name}"
        )

    def type_at(self, index: int) -> Type | None:
        """Return the type of the argument at `index`, or None when there are too many."""
        return self.parameters[index] if index < len(self.parameters) else self.variadic

    def null_allowed(self, index: int) -> bool:
        """Tell whether the argument at `index` may be null."""
        return self.nullable is not None and index >= self.nullable


@dataclass(frozen=True, slots=True)
class Call:
    """One call with arguments that have the types of the parameters."""

    arguments: tuple[Value, ...]
    """Shape: at least as many as there are parameters; no `OneOf`, no `Absent` among them."""
    site: CallSite
    """Where it stands."""

    @property
    def bounds(self) -> Bounds:
        """How much work the call may cause."""
        return self.site.bounds

    def string(self, index: int) -> str:
        """Return a string argument of a function that is called with known ones only."""
        value = self.scalar(index)
        assert isinstance(value, str)
        return value

    def scalar(self, index: int) -> Scalar:
        """Return a scalar argument of a function that is called with known ones only."""
        value = self.arguments[index]
        assert isinstance(value, Known)
        return value.value

    def sequence(self, index: int) -> Sequence:
        """Return an argument whose type makes it a sequence, and that is known."""
        value = self.arguments[index]
        assert isinstance(value, Sequence)
        return value

    def mapping(self, index: int) -> Mapping:
        """Return an argument whose type makes it a mapping, and that is known."""
        value = self.arguments[index]
        assert isinstance(value, Mapping)
        return value

    def parts(self, index: int) -> tuple[str | Unknown, ...]:
        """Return a string argument as literal and unknown parts."""
        return parts_of(self.arguments[index])

    def of(self, value: Scalar) -> Known:
        """Return a scalar that this call yields."""
        if isinstance(value, str):
            value = normal_text(value)
        return Known(value, self.site.origin)

    def text(self, parts: tuple[str | Unknown, ...]) -> Known | Text:
        """Return a string that this call yields."""
        return join_text(parts, self.site.origin)

    def tuple_of(self, items: tuple[Value, ...]) -> Sequence:
        """Return a tuple that this call yields."""
        return Sequence(items, self.site.origin)

    def list_of(self, items: tuple[Value, ...]) -> Sequence:
        """Return a list that this call yields."""
        return Sequence(items, self.site.origin, SequenceKind.LIST)

    def unknown(self, because: Value) -> Unknown:
        """Return the unknown that a value which is not wholly known makes of the result."""
        found = first_unknown(because)
        assert found is not None
        return Unknown(found.reason, found.detail, self.site.origin)

    def unsupported(self, detail: str) -> Unknown:
        """Return the unknown of a call that this package does not carry out."""
        return Unknown(Reason.UNSUPPORTED, detail, self.site.origin)


def parts_of(value: Value) -> tuple[str | Unknown, ...]:
    """Return a string as literal and unknown parts."""
    match value:
        case Text(parts=parts):
            return parts
        case Known(value=str() as text):
            return (text,)
        case _:
            return (hole_of(value),)


def hole_of(value: Value) -> Unknown:
    """Return the unknown part of a text that a value which is not known leaves there."""
    match value:
        case Unknown():
            return unmarked_unknown(value)
        case OneOf(reason=reason, detail=detail, origin=origin):
            return Unknown(reason, detail, origin)
        case Text():
            return unknown_of(value)
        case Known() | Sequence() | Mapping() | Absent():
            found = first_unknown(value)
            assert found is not None
            return found
        case _:
            assert_never(value)


def unmarked_unknown(value: Unknown) -> Unknown:
    """Return the unknown value without its mark."""
    return replace(value, sensitive=False) if value.sensitive else value


def derived(value: Unknown) -> Unknown:
    """Return what a function makes of an unknown value: unknown, and no longer itself."""
    return replace(value, identity=None, sensitive=False)


def first_unknown(value: Value) -> Unknown | None:
    """Return the first thing that is not known in the value, or None when all is."""
    match value:
        case Unknown():
            return value
        case Text() | OneOf():
            return hole_of(value)
        case Sequence(items=items, rest=rest):
            return _first_among(items, rest)
        case Mapping(entries=entries, rest=rest):
            return _first_among(entries.values(), rest)
        case Known() | Absent():
            return None
        case _:
            assert_never(value)


def _first_among(values: Iterable[Value], rest: Unknown | None) -> Unknown | None:
    for value in values:
        found = first_unknown(value)
        if found is not None:
            return found
    return rest


def invoke(function: Function, arguments: tuple[Value, ...], site: CallSite) -> Result:
    """Return what the function makes of the arguments, once for each choice among options.

    A choice for which the call fails is dropped, as terraform would refuse to deploy it,
    unless all fail.
    """
    given = tuple(
        Known(None, argument.origin) if isinstance(argument, Absent) else argument
        for argument in arguments
    )
    choices = [argument for argument in given if isinstance(argument, OneOf)]
    if not choices:
        return _invoke_once(function, given, site)
    count = 1
    for choice in choices:
        count *= len(choice.options)
    if count > site.bounds.options:
        if function.doubt is Doubt.WHOLE:
            return Unknown(choices[0].reason, choices[0].detail, site.origin)
        given = tuple(hole_of(one) if isinstance(one, OneOf) else one for one in given)
        return _invoke_once(function, given, site)
    options = (one.options if isinstance(one, OneOf) else (one,) for one in given)
    results = [_invoke_once(function, one, site) for one in product(*options)]
    return _choice_of(results, choices[0], site)


def _choice_of(results: list[Result], choice: OneOf, site: CallSite) -> Result:
    """Return the one value that may come out, or the choice among several."""
    found: list[Value] = []
    for result in results:
        if isinstance(result, Failure):
            continue
        for option in result.options if isinstance(result, OneOf) else (result,):
            if option not in found:
                found.append(option)
    if not found:
        return results[0]
    if len(found) == 1:
        return found[0]
    if len(found) > site.bounds.options:
        return Unknown(choice.reason, choice.detail, site.origin)
    return OneOf(tuple(found), choice.reason, choice.detail, site.origin)


def _invoke_once(function: Function, arguments: tuple[Value, ...], site: CallSite) -> Result:
    wrong = _wrong_count(function, len(arguments))
    if wrong is not None:
        return wrong
    sensitive, doubtful = False, None
    if _needs_inspection(function):
        seen = inspect(arguments, site.bounds)
        if seen.bound is not None:
            return Failure(seen.bound, Reason.BOUND)
        sensitive, doubtful = seen.marked, seen.unknown
    match function.marks:
        case Marks.DEEP:
            if sensitive:
                arguments = tuple(map(without_marks, arguments))
        case Marks.SHALLOW:
            sensitive = any(map(is_marked, arguments))
            if sensitive:
                arguments = tuple(map(unmarked, arguments))
        case Marks.OWN:
            sensitive = False
        case _:
            assert_never(function.marks)
    converted = _converted(function, arguments)
    if isinstance(converted, Failure):
        return converted
    if function.doubt is Doubt.WHOLE and doubtful is not None:
        hole = hole_of(doubtful)
        return Unknown(hole.reason, hole.detail, site.origin, sensitive=sensitive)
    result = function.run(Call(converted, site))
    if isinstance(result, Failure):
        return result
    return marked(_within_bounds(result, site), sensitive)


def _needs_inspection(function: Function) -> bool:
    """Tell whether carrying out the call looks at every part of its arguments."""
    types = (*function.parameters, function.variadic)
    return (
        function.marks is Marks.DEEP
        or function.doubt is Doubt.WHOLE
        or not all(isinstance(type, Primitive | None) for type in types)
    )


def _wrong_count(function: Function, count: int) -> Failure | None:
    least = len(function.parameters)
    if count < least or (function.variadic is None and count > least):
        more = " or more" if function.variadic is not None else ""
        return Failure(f"expected {least}{more} arguments, got {count}")
    return None


def _converted(function: Function, arguments: tuple[Value, ...]) -> tuple[Value, ...] | Failure:
    done: list[Value] = []
    for index, argument in enumerate(arguments):
        if isinstance(argument, Known) and argument.value is None:
            if not function.null_allowed(index):
                return Failure(f"argument {index + 1} must not be null")
            done.append(argument)
            continue
        type = function.type_at(index)
        assert type is not None
        result = argument if type is Primitive.ANY else convert(argument, type)
        if isinstance(result, ConversionProblem):
            return Failure(f"argument {index + 1}: {result.message}")
        done.append(result)
    return tuple(done)


def _within_bounds(result: Value, site: CallSite) -> Value:
    """Return the result; a text that has grown too long becomes unknown."""
    match result:
        case Known(value=str() as text) if len(text) > site.bounds.text:
            pass
        case Text(parts=parts) if (
            sum(len(part) for part in parts if isinstance(part, str)) > site.bounds.text
        ):
            pass
        case _:
            return result
    site.report(
        Diagnostic(
            Level.WARNING,
            f"text of more than {site.bounds.text} characters is not evaluated",
            site.origin.span,
        )
    )
    return Unknown(Reason.BOUND, "text too long", site.origin)
