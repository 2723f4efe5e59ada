"""Functions on numbers. Arithmetic itself is in `number`."""

from __future__ import annotations

import math
from collections.abc import Callable

from iac_scan.evaluation.functions.call import Call, Failure, Function, Result
from iac_scan.evaluation.functions.floats import logarithm_to, power
from iac_scan.evaluation.functions.number import (
    Number,
    add,
    from_float,
    negate,
    tidy,
    to_fraction,
    whole_number,
)
from iac_scan.evaluation.functions.types import Primitive, describe, type_of
from iac_scan.values import Known, Reason

_RANGE_LIMIT = 1024
"""Terraform's own limit on the length of a range."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _number(call: Call, index: int) -> Number:
    value = call.scalar(index)
    assert isinstance(value, Number)
    return value


def _abs(call: Call) -> Result:
    number = _number(call, 0)
    return call.of(negate(number) if number < 0 else number)


def _ceil(call: Call) -> Result:
    return call.of(tidy(math.ceil(to_fraction(_number(call, 0)))))


def _floor(call: Call) -> Result:
    return call.of(tidy(math.floor(to_fraction(_number(call, 0)))))


def _signum(call: Call) -> Result:
    number = whole_number(_number(call, 0))
    if number is None:
        return Failure("expected a whole number")
    return call.of((number > 0) - (number < 0))


def _on_floats(compute: Callable[[float, float], float]) -> Callable[[Call], Result]:
    def run(call: Call) -> Result:
        try:
            result = compute(float(_number(call, 0)), float(_number(call, 1)))
        except (ValueError, OverflowError, ZeroDivisionError):
            return Failure("the result is not a number, or infinite")
        if not math.isfinite(result):
            return Failure("the result is not a number, or infinite")
        return call.of(from_float(result))

    return run


def _extreme(choose: Callable[[list[Number]], Number]) -> Callable[[Call], Result]:
    def run(call: Call) -> Result:
        numbers = [_number(call, index) for index in range(len(call.arguments))]
        return call.of(choose(numbers)) if numbers else Failure("expected at least one number")

    return run


def _parseint(call: Call) -> Result:
    match call.arguments[0]:
        case Known(value=str() as text):
            pass
        case other:
            return Failure(f"expected string, got {describe(type_of(other))}")
    base = whole_number(_number(call, 1))
    if base is None or not 2 <= base <= 62:
        return Failure("expected a base from 2 to 62")
    if len(text) > call.bounds.items:
        return Failure("too many digits", Reason.BOUND)
    digits = text[1:] if text.startswith(("+", "-")) else text
    result = 0
    for digit in digits if base > 36 else digits.lower():
        worth = _DIGITS.find(digit)
        if not 0 <= worth < base:
            return Failure(f"`{text}` is not a whole number of base {base}")
        result = result * base + worth
    if not digits:
        return Failure(f"`{text}` is not a whole number of base {base}")
    return call.of(-result if text.startswith("-") else result)


def _range(call: Call) -> Result:
    numbers = [_number(call, index) for index in range(len(call.arguments))]
    match numbers:
        case [end]:
            start, step = 0, 1 if end >= 0 else -1
        case [start, end]:
            step = 1 if end >= start else -1
        case [start, end, step]:
            pass
        case _:
            return Failure(f"expected one, two or three arguments, got {len(numbers)}")
    if (end > start) if step < 0 else (end < start):
        return Failure("the step leads away from the end")
    items: list[Known] = []
    number: Number = start
    while (number > end) if step < 0 else (number < end):
        if len(items) == _RANGE_LIMIT:
            return Failure(f"more than {_RANGE_LIMIT} numbers", Reason.BOUND)
        items.append(call.of(number))
        number = add(number, step)
    return call.list_of(tuple(items))


_NUMBER = Primitive.NUMBER

ROWS: tuple[Function, ...] = (
    Function("abs", _abs, (_NUMBER,)),
    Function("ceil", _ceil, (_NUMBER,)),
    Function("floor", _floor, (_NUMBER,)),
    Function(
        "log",
        _on_floats(logarithm_to),
        (_NUMBER, _NUMBER),
    ),
    Function("max", _extreme(max), (), _NUMBER),
    Function("min", _extreme(min), (), _NUMBER),
    Function("parseint", _parseint, (Primitive.ANY, _NUMBER)),
    Function("pow", _on_floats(power), (_NUMBER, _NUMBER)),
    Function("range", _range, (), _NUMBER),
    Function("signum", _signum, (_NUMBER,)),
)
"""Shape: sorted by name."""
