"""How a call is carried out: choices, marks, conversion, doubt, bounds.

What a call is given, and what a function is, stands in `call`.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import assert_never

from iac_scan.evaluation.functions.call import (
    Call,
    CallSite,
    Doubt,
    Failure,
    Function,
    Marks,
    Result,
)
from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.declared import declared
from iac_scan.evaluation.functions.inspection import inspect
from iac_scan.evaluation.functions.marks import marked, marks_of, unmarked, without_marks
from iac_scan.evaluation.functions.results import RESULTS
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.evaluation.functions.unknowns import hole_of
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Origin, Step
from iac_scan.values import (
    UNMARKED,
    Absent,
    Known,
    Mapping,
    OneOf,
    Reason,
    Sequence,
    Text,
    Unknown,
    Value,
)


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
    if site.may_fail is not None and any(isinstance(one, Failure) for one in results):
        site.may_fail()
    if len(found) == 1:
        return found[0]
    if len(found) > site.bounds.options:
        return Unknown(choice.reason, choice.detail, site.origin)
    return OneOf(tuple(found), choice.reason, choice.detail, site.origin)


def _invoke_once(function: Function, arguments: tuple[Value, ...], site: CallSite) -> Result:
    wrong = _wrong_count(function, len(arguments))
    if wrong is not None:
        return wrong
    marks, doubtful = UNMARKED, None
    if not function.surface:
        seen = inspect(arguments, site.bounds)
        if seen.bound is not None:
            return Failure(seen.bound, Reason.BOUND)
        marks, doubtful = seen.marks, seen.unknown
    match function.marks:
        case Marks.DEEP:
            if marks:
                arguments = tuple(map(without_marks, arguments))
        case Marks.SHALLOW:
            marks = UNMARKED.union(*map(marks_of, arguments))
            if marks:
                arguments = tuple(map(unmarked, arguments))
        case Marks.OWN:
            marks = UNMARKED
        case _:
            assert_never(function.marks)
    converted = _converted(function, arguments)
    if isinstance(converted, Failure):
        return converted
    if function.doubt is Doubt.WHOLE and doubtful is not None:
        hole = hole_of(doubtful)
        unknown = Unknown(hole.reason, hole.detail, site.origin, marks=marks)
        return declared(unknown, RESULTS.get(function.name, Primitive.ANY))
    result = function.run(Call(converted, site))
    if isinstance(result, Failure):
        return result
    result = declared(_made_of(result, converted, site), RESULTS.get(function.name, Primitive.ANY))
    return marked(_within_bounds(result, site), marks)


def _made_of(result: Value, arguments: tuple[Value, ...], site: CallSite) -> Value:
    """Return the result, its texts that are new with what they were made of."""
    if not isinstance(result, Sequence):
        return _text_made_of(result, arguments, site)
    items = tuple(_text_made_of(item, arguments, site) for item in result.items)
    if not items and result.rest is None and not result.origin.steps:
        return replace(result, origin=Origin(result.origin.span, _way_to_nothing(arguments)))
    same = all(one is other for one, other in zip(items, result.items, strict=True))
    return result if same else replace(result, items=items)


def _way_to_nothing(arguments: tuple[Value, ...]) -> tuple[Step, ...]:
    """Return how an empty collection was reached of which the result has nothing, either."""
    for argument in arguments:
        inner = argument.items if isinstance(argument, Sequence) else ()
        for one in (argument, *inner):
            if isinstance(one, Sequence | Mapping) and one.origin.steps:
                return one.origin.steps
    return ()


def _text_made_of(value: Value, arguments: tuple[Value, ...], site: CallSite) -> Value:
    match value:
        case Known(value=str(), encoded=None) | Text(encoded=None):
            is_new = value.origin is site.origin and value.identity is None
            return replace(value, made_of=arguments) if is_new else value
        case _:
            return value


def _wrong_count(function: Function, count: int) -> Failure | None:
    least = len(function.parameters)
    if count < least or (function.variadic is None and count > least):
        more = " or more" if function.variadic is not None else ""
        return Failure(f"expected {least}{more} arguments, got {count}")
    return None


def _converted(function: Function, arguments: tuple[Value, ...]) -> tuple[Value, ...] | Failure:
    done: list[Value] = []
    for index, argument in enumerate(arguments):
        if (
            isinstance(argument, Known)
            and argument.value is None
            and not function.null_allowed(index)
        ):
            return Failure(f"argument {index + 1} must not be null")
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
