"""Numbers as HCL and JSON write them, read exactly.

What a number is converted to later is `iac_scan.evaluation`.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_MOST_DIGITS = 400
"""Whole numbers longer than this stay `Decimal`: they name nothing, and `int` of them is slow."""


def read_written(text: str) -> int | Decimal | None:
    """Return the number that `text` writes, as `read_number` does; `1.0` is no whole number.

    CloudFormation makes texts of numbers, and writes the zero there.
    """
    number = read_number(text)
    is_whole = isinstance(number, int) and text.lstrip("-").isdecimal()
    return Decimal(f"{number}.0") if isinstance(number, int) and not is_whole else number


def read_number(text: str) -> int | Decimal | None:
    """Return the number that `text` writes, or None when it is out of range.

    `text` matches `-? digit+ ("." digit+)? ([eE] [+-]? digit+)?`; whole numbers are `int`, and
    fractions have no zeros at their end, which is how both languages print them.
    """
    if text.isdecimal() and len(text) <= _MOST_DIGITS:
        return int(text)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or abs(number.adjusted()) > _MOST_DIGITS:
        return number
    while exponent < 0 and digits[-1] == 0 and len(digits) > 1:
        digits, exponent = digits[:-1], exponent + 1
    number = Decimal((sign, digits, exponent))
    return int(number) if exponent >= 0 or number == 0 else number
