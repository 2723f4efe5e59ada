"""Numbers as HCL and JSON write them, read exactly.

What a number is converted to later is `iac_scan.evaluation`.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_MOST_DIGITS = 400
"""Whole numbers longer than this stay `Decimal`: they name nothing, and `int` of them is slow."""


def read_number(text: str) -> int | Decimal | None:
    """Return the number that `text` writes, or None when it is out of range.

    `text` matches `-? digit+ ("." digit+)? ([eE] [+-]? digit+)?`; whole numbers are `int`.
    """
    if text.isdecimal() and len(text) <= _MOST_DIGITS:
        return int(text)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or abs(number.adjusted()) > _MOST_DIGITS:
        return number
    return int(number) if exponent >= 0 or number == int(number) else number
