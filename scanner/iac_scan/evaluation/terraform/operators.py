"""The operators and the conditional, on values.

Source: https://developer.hashicorp.com/terraform/language/expressions/operators and
https://developer.hashicorp.com/terraform/language/expressions/conditionals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from iac_scan.evaluation.functions import number
from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.equality import equal
from iac_scan.evaluation.functions.marks import held_marks, marked, marks_of
from iac_scan.evaluation.functions.number import Number
from iac_scan.evaluation.functions.types import Primitive, describe, is_open, type_of
from iac_scan.evaluation.functions.unify import unify
from iac_scan.evaluation.functions.unknowns import first_unknown
from iac_scan.evaluation.terraform.choices import as_unknown, each_apart, one_of, try_each_choice
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.parsers.hcl.syntax import BinaryOperator, UnaryOperator
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Known,
    Mapping,
    OneOf,
    Reason,
    Scalar,
    Truth,
    Unknown,
    Value,
    walk,
)

_ARITHMETIC: dict[BinaryOperator, Callable[[Number, Number], Number | None]] = {
    BinaryOperator.ADD: number.add,
    BinaryOperator.SUBTRACT: number.subtract,
    BinaryOperator.MULTIPLY: number.multiply,
    BinaryOperator.DIVIDE: number.divide,
    BinaryOperator.MODULO: number.modulo,
}
_ORDER: dict[BinaryOperator, Callable[[Number, Number], bool]] = {
    BinaryOperator.LESS: lambda left, right: left < right,
    BinaryOperator.LESS_OR_EQUAL: lambda left, right: left <= right,
    BinaryOperator.GREATER: lambda left, right: left > right,
    BinaryOperator.GREATER_OR_EQUAL: lambda left, right: left >= right,
}
_EQUALITY = (BinaryOperator.EQUAL, BinaryOperator.NOT_EQUAL)
_LOGIC = (BinaryOperator.AND, BinaryOperator.OR)


def unary(operator: UnaryOperator, operand: Value, span: Span, scope: Scope) -> Value:
    """Return `-operand` or `!operand`."""

    def once(values: tuple[Value, ...], scope: Scope) -> Value:
        wanted = Primitive.BOOL if operator is UnaryOperator.NOT else Primitive.NUMBER
        value = _operand(values[0], wanted, span, scope)
        match value:
            case Known(value=bool() as flag):
                return Known(not flag, Origin(span), marks=value.marks)
            case Known(value=scalar):
                return Known(number.negate(_number(scalar)), Origin(span), marks=value.marks)
            case _:
                return _derived(value, span, wanted)

    return try_each_choice((operand,), once, Origin(span), scope)


def binary(operator: BinaryOperator, left: Value, right: Value, span: Span, scope: Scope) -> Value:
    """Return what the operator makes of two evaluated operands."""

    def once(values: tuple[Value, ...], scope: Scope) -> Value:
        one, other = values
        if operator in _EQUALITY:
            return marked(_compare(operator, one, other, span), held_marks(values))
        marks = marks_of(one) | marks_of(other)
        if operator in _LOGIC:
            return marked(_logic(operator, one, other, span, scope), marks)
        return marked(_calculate(operator, one, other, span, scope), marks)

    return try_each_choice((left, right), once, Origin(span), scope)


def _compare(operator: BinaryOperator, left: Value, right: Value, span: Span) -> Value:
    answer = equal(left, right)
    if operator is BinaryOperator.NOT_EQUAL:
        answer = ~answer
    if answer is not Truth.UNKNOWN:
        return Known(answer is Truth.YES, Origin(span))
    doubt = next(
        (one for one in map(first_unknown, (left, right)) if one is not None),
        Unknown(Reason.CONDITION, "comparison of unknown values", Origin(span)),
    )
    return _derived(doubt, span, Primitive.BOOL)


def _logic(operator: BinaryOperator, left: Value, right: Value, span: Span, scope: Scope) -> Value:
    deciding = operator is BinaryOperator.OR
    values = [_operand(one, Primitive.BOOL, span, scope) for one in (left, right)]
    for value in values:
        if isinstance(value, Unknown) and value.reason is Reason.INVALID:
            return _derived(value, span, Primitive.BOOL)
    # A deciding operand decides even where the other is unknown, as in terraform since 1.9.
    if any(isinstance(value, Known) and value.value is deciding for value in values):
        return Known(deciding, Origin(span))
    for value in values:
        if not isinstance(value, Known):
            return _derived(value, span, Primitive.BOOL)
    return Known(not deciding, Origin(span))


def decides(operator: BinaryOperator, left: Value) -> bool:
    """Tell whether the left operand alone decides `&&` or `||`."""
    match left:
        case Known(value=bool() as flag) if operator in _LOGIC:
            return flag is (operator is BinaryOperator.OR)
        case _:
            return False


def _calculate(
    operator: BinaryOperator, left: Value, right: Value, span: Span, scope: Scope
) -> Value:
    values = [_operand(one, Primitive.NUMBER, span, scope) for one in (left, right)]
    for value in values:
        if not isinstance(value, Known):
            type = Primitive.BOOL if operator in _ORDER else Primitive.NUMBER
            return _derived(value, span, type)
    one, other = (_number(value.value) for value in values if isinstance(value, Known))
    if operator in _ORDER:
        return Known(_ORDER[operator](one, other), Origin(span))
    result = _ARITHMETIC[operator](one, other)
    if result is None:
        return scope.wrong("division by zero", span)
    return Known(result, Origin(span))


def _number(scalar: Scalar) -> Number:
    assert not isinstance(scalar, bool | str | None)
    return scalar


def _operand(value: Value, wanted: Primitive, span: Span, scope: Scope) -> Known | Unknown:
    """Return the operand converted to what the operator takes."""
    result = convert(value, wanted)
    match result:
        case Known(value=None):
            return scope.null(value, "an operand is null", span)
        case Known() | Unknown():
            return result
        case ConversionProblem(message=message):
            return scope.wrong(f"wrong operand: {message}", span)
        case _:
            return as_unknown(result)


def _derived(value: Value, span: Span, type: Primitive) -> Unknown:
    """Return what an operator makes of an unknown value: unknown, and no longer itself."""
    doubt = as_unknown(value)
    origin = Origin(span, doubt.origin.steps)
    return Unknown(doubt.reason, doubt.detail, origin, marks=doubt.marks, type=type)


def condition(value: Value, span: Span, scope: Scope) -> Known | Unknown:
    """Return a condition as a known bool, or as unknown with its reason."""
    results = [
        _operand(option, Primitive.BOOL, span, scope)
        for option in (value.options if hasattr(value, "options") else (value,))
    ]
    first = results[0]
    if all(
        isinstance(one, Known) and isinstance(first, Known) and one.value == first.value
        for one in results
    ):
        return first
    doubt = next((one for one in results if isinstance(one, Unknown)), None)
    if doubt is not None:
        return doubt
    return as_unknown(value)


def conditional(
    decided: Known | Unknown,
    then: Callable[[], Value],
    otherwise: Callable[[], Value],
    span: Span,
    scope: Scope,
) -> Value:
    """Return the result of `condition ? then : otherwise`.

    Both results are evaluated even where the condition is known, for their common type and marks.
    Unknown: the choice among both results.
    """
    if isinstance(decided, Known):
        taken, other = (then, otherwise) if decided.value is True else (otherwise, then)
        value, left = taken(), other()
        if not (isinstance(value, Unknown) and value.type is None):
            value = _with_common_type(value, left, span, scope)
        return marked(value, decided.marks | marks_of(left))
    if decided.reason is Reason.INVALID:
        # It is known to be a bool, which the result is not.
        return replace(decided, type=None)
    one, two = then(), otherwise()
    marks = decided.marks | marks_of(one) | marks_of(two)
    # A result that is not taken need not convert.
    inner = scope if unify([type_of(one), type_of(two)]) is None else scope.muted()
    one, two = _with_common_type(one, two, span, inner), _with_common_type(two, one, span, inner)
    reason = Reason.CONDITION if decided.reason is not Reason.BOUND else Reason.BOUND
    choice = one_of((one, two), reason, decided.detail, Origin(span), scope.bounds)
    return marked(choice, marks)


def _with_common_type(value: Value, other: Value, span: Span, scope: Scope) -> Value:
    """Return one result of a conditional as the type that both results share.

    Errors: where there is no such type, the value as it is, and a diagnostic.
    """
    if is_open(value):
        # Which parts it has is not known, and a conversion would drop the others.
        return value
    if isinstance(value, OneOf):
        # Each option has a type of its own: `[]` and `[x]` share one with `[]` in different ways.
        options, _ = each_apart(
            value.options, lambda one, inner: _with_common_type(one, other, span, inner), scope
        )
        return one_of(options, value.reason, value.detail, value.origin, scope.bounds)
    own, others = type_of(value), type_of(other)
    common = unify([own, others])
    if common == own:
        return value
    result = None if common is None else convert(value, common)
    if not isinstance(result, ConversionProblem | None):
        return result
    # Without any type in common there is none whatever the unknown parts turn out to be; that a
    # value does not convert may be due to them.
    doubtful = is_open(other) or _has_resource(value) or _has_resource(other)
    if not doubtful and (common is None or first_unknown(value) is None):
        scope.report(Diagnostic(Level.WARNING, "both results of `?` must be of one type", span))
    return value


def _has_resource(value: Value) -> bool:
    """Tell whether a resource, which has more attributes than are written, is in the value."""
    return any(isinstance(part, Mapping) and part.identity is not None for part in walk(value))


def type_name(value: Value) -> str:
    """Return the name of the value's type, for messages."""
    return describe(type_of(value))


def kind_name(value: Value) -> str:
    """Return what a message calls a value that is not what is expected: `a string`, `null`."""
    if isinstance(value, Known) and value.value is None:
        return "null"
    return f"a {type_name(value)}"
