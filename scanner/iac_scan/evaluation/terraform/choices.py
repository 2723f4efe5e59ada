"""Values that are one of several: applying an operation to each, and putting results together.

What an operation does to one value is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product
from math import prod
from typing import TypeVar, assert_never

from iac_scan.evaluation.functions.marks import marks_of
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic
from iac_scan.sources.span import Origin
from iac_scan.values import (
    UNMARKED,
    Absent,
    Known,
    Mapping,
    OneOf,
    Reason,
    Sequence,
    Text,
    Truth,
    Unknown,
    Value,
    options_of,
    with_origin,
)

T = TypeVar("T")
R = TypeVar("R")

_DEEP_ENOUGH = 500
"""Parts compared before two values count as different."""


def same_content(left: Value, right: Value) -> bool:
    """Tell whether two values say the same, wherever they are written."""
    return _same(left, right, [_DEEP_ENOUGH])


def _same(left: Value, right: Value, left_over: list[int]) -> bool:
    left_over[0] -= 1
    if left is right:
        return True
    # Plain tests: large values are compared part by part, a million times in a large tree.
    if left_over[0] < 0 or type(left) is not type(right):
        return False
    if isinstance(left, Known) and isinstance(right, Known):
        return (
            left.value == right.value
            and type(left.value) is type(right.value)
            and left.identity == right.identity
            and left.marks == right.marks
        )
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return (
            left.kind is right.kind
            and left.identity == right.identity
            and left.marks == right.marks
            and list(left.entries) == list(right.entries)
            and _same_rest(left.rest, right.rest)
            and _all_same(left.entries.values(), right.entries.values(), left_over)
        )
    if isinstance(left, Sequence) and isinstance(right, Sequence):
        return (
            left.kind is right.kind
            and left.marks == right.marks
            and left.scattered == right.scattered
            and len(left.items) == len(right.items)
            and _same_rest(left.rest, right.rest)
            and _all_same(left.items, right.items, left_over)
        )
    if isinstance(left, Text) and isinstance(right, Text):
        return (
            left.identity == right.identity
            and left.marks == right.marks
            and len(left.parts) == len(right.parts)
            and all(map(_same_part, left.parts, right.parts))
        )
    if isinstance(left, Unknown) and isinstance(right, Unknown):
        return _same_unknown(left, right)
    return isinstance(left, Absent)


def _all_same(left: Iterable[Value], right: Iterable[Value], left_over: list[int]) -> bool:
    return all(_same(one, other, left_over) for one, other in zip(left, right, strict=True))


def _same_part(left: str | Unknown, right: str | Unknown) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return left == right
    return _same_unknown(left, right)


def _same_unknown(left: Unknown, right: Unknown) -> bool:
    if left.identity is not None or right.identity is not None:
        return left.identity == right.identity and left.marks == right.marks
    return (left.reason, left.detail, left.marks) == (right.reason, right.detail, right.marks)


def _same_rest(left: Unknown | None, right: Unknown | None) -> bool:
    if left is None or right is None:
        return left is right
    return _same_unknown(left, right)


def one_of(
    options: Iterable[Value], reason: Reason, detail: str, origin: Origin, bounds: Bounds
) -> Value:
    """Return the choice among the values: the only one, a `OneOf`, or an unknown past the bound."""
    found: list[Value] = []
    for option in options:
        for one in option.options if isinstance(option, OneOf) else (option,):
            if not any(same_content(one, other) for other in found):
                found.append(one)
            if len(found) > bounds.options:
                # Comparing the others would tell nothing more, and there may be thousands.
                return Unknown(reason, detail, origin)
    if len(found) == 1:
        return found[0]
    if not found:
        return Unknown(reason, detail, origin)
    return OneOf(tuple(found), reason, detail, origin)


def for_each_choice(
    values: tuple[Value, ...],
    operation: Callable[[tuple[Value, ...]], Value],
    origin: Origin,
    bounds: Bounds,
) -> Value:
    """Return what `operation`, which cannot fail, makes of the values, once for each choice.

    Past the bound on options each choice is taken as unknown instead.
    """
    results = [operation(combination) for combination in _combinations(values, bounds)]
    return _chosen(results, values, origin, bounds)


def try_each_choice(
    values: tuple[Value, ...],
    operation: Callable[[tuple[Value, ...], Scope], Value],
    origin: Origin,
    scope: Scope,
) -> Value:
    """Return what `operation` makes of the values, once for each choice among options.

    Past the bound on options each choice is taken as unknown instead.
    Errors: what is wrong, where something is with every choice; what is wrong with some of them
    may never be.
    """
    combinations = _combinations(values, scope.bounds)
    if len(combinations) == 1:
        return operation(combinations[0], scope)
    results, fails = each_apart(combinations, operation, scope)
    if scope.attempt is not None and fails is Truth.UNKNOWN:
        choice = next(value for value in values if isinstance(value, OneOf))
        scope.attempt.may_fail(choice.detail)
    good = [
        result
        for result in results
        if not (isinstance(result, Unknown) and result.reason is Reason.INVALID)
    ]
    return _chosen(good or results[:1], values, origin, scope.bounds)


def each_apart(
    options: Iterable[T], operation: Callable[[T, Scope], R], scope: Scope
) -> tuple[list[R], Truth]:
    """Return what `operation` makes of each option, and whether something is wrong with them.

    Unknown: something is with some of them alone.
    Errors: what is wrong with the first, where something is with every one.
    """
    results: list[R] = []
    problems: list[list[Diagnostic]] = []
    for option in options:
        found: list[Diagnostic] = []
        results.append(operation(option, replace(scope, report=found.append)))
        problems.append(found)
    if not all(problems):
        return results, Truth.UNKNOWN if any(problems) else Truth.NO
    for problem in problems[0]:
        scope.report(problem)
    return results, Truth.YES


def _combinations(values: tuple[Value, ...], bounds: Bounds) -> list[tuple[Value, ...]]:
    """Return the values with one option in the place of each choice, in every way."""
    if prod(len(options_of(one)) for one in values) > bounds.options:
        return [tuple(as_unknown(one) if isinstance(one, OneOf) else one for one in values)]
    return list(product(*map(options_of, values)))


def _chosen(
    results: list[Value], values: tuple[Value, ...], origin: Origin, bounds: Bounds
) -> Value:
    """Return the choice among results of which there is one for each choice among options."""
    choice = next((value for value in values if isinstance(value, OneOf)), None)
    if choice is None:
        return results[0]
    return one_of(results, choice.reason, choice.detail, origin, bounds)


def as_unknown(value: Value) -> Unknown:
    """Return the unknown that stands for a value whose parts do not matter any more."""
    match value:
        case Unknown():
            return value
        case Text(parts=parts):
            hole = next(part for part in parts if isinstance(part, Unknown))
            return Unknown(
                hole.reason, hole.detail, value.origin, value.identity, marks=value.marks
            )
        case OneOf(options=options):
            marks = UNMARKED.union(*map(marks_of, options))
            return Unknown(value.reason, value.detail, value.origin, marks=marks)
        case Mapping(identity=identity):
            return Unknown(Reason.CONDITION, "which one is undecided", value.origin, identity)
        case Known() | Sequence() | Absent():
            return Unknown(Reason.CONDITION, "which one is undecided", value.origin)
        case _:
            assert_never(value)


def located_in(value: Value, container: Value) -> Value:
    """Return a part of `container` as seen by who followed references to the container."""
    steps = container.origin.steps
    if not steps or value.origin.steps[: len(steps)] == steps:
        return value
    return with_origin(value, Origin(value.origin.span, (*steps, *value.origin.steps)))
