"""Numbers as terraform computes and prints them: binary floats with 512 bits of precision.

Values hold whole numbers as `int` and others as the shortest `Decimal` that names the float.
Source: https://developer.hashicorp.com/terraform/language/expressions/types#numbers
and the behaviour of terraform 1.11.4.
"""

from __future__ import annotations

import re
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from math import frexp
from typing import TypeAlias

from iac_scan.values import Scalar

Number: TypeAlias = int | Decimal

PRECISION = 512
"""Bits of the mantissa."""
SAFE_DIGITS = 150
"""A decimal with no more digits than this survives the way into 512 bits and back."""
MAGNITUDE = 5_000
"""Decimal digits before or after the point, past which a number is refused."""

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_NUMBER = re.compile(r"([+-]?)(\d+\.?\d*|\.\d+)(?:([eEpP])([+-]?\d+))?", re.ASCII)


def parse_number(text: str) -> Number | None:
    """Return the number that the text names, or None when it names none or one too large."""
    found = _NUMBER.fullmatch(text)
    if found is None or len(text) > MAGNITUDE:
        return None
    sign, digits, letter, exponent = found.groups()
    power = int(exponent) if exponent is not None and len(exponent) < 8 else 0
    if exponent is not None and (len(exponent) >= 8 or abs(power) > MAGNITUDE):
        return None
    if letter in ("p", "P"):
        return from_fraction(Fraction(Decimal(sign + digits)) * Fraction(2) ** power)
    return tidy(Decimal(sign + digits).scaleb(power, _EXACT))


def tidy(number: Decimal | int) -> Number:
    """Return the number as values hold it: an `int` when whole, no trailing zeros, no -0."""
    if isinstance(number, int):
        return number if number.bit_length() <= PRECISION else from_fraction(Fraction(number))
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int), "only finite numbers are values"
    while exponent < 0 and digits and digits[-1] == 0:
        digits, exponent = digits[:-1], exponent + 1
    if len(digits) > SAFE_DIGITS:
        return from_fraction(Fraction(number))
    if not any(digits):
        return 0
    if exponent >= 0:
        return int(Decimal((sign, digits, exponent)))
    return Decimal((sign, digits, exponent))


def from_float(number: float) -> Number:
    """Return a 64-bit float: whole ones that fit 64 bits exactly, others as shortest decimals."""
    if number.is_integer() and abs(number) < 2**63:
        return int(number)
    fraction, exponent = frexp(number)
    return _shortest(int(fraction * 2**53), exponent - 53)


def to_fraction(number: Number) -> Fraction:
    """Return the exact value of the 512-bit float that the number stands for."""
    if isinstance(number, int) and number.bit_length() <= PRECISION:
        return Fraction(number)
    mantissa, exponent = _rounded(Fraction(number))
    return Fraction(mantissa) * Fraction(2) ** exponent


def from_fraction(number: Fraction) -> Number:
    """Return the number nearest to `number` that 512 bits can hold."""
    if number == 0:
        return 0
    mantissa, exponent = _rounded(number)
    if exponent >= 0 and mantissa.bit_length() + exponent <= PRECISION:
        return mantissa << exponent
    if exponent < 0 and mantissa % (1 << -exponent) == 0:
        return mantissa >> -exponent
    return _shortest(mantissa, exponent)


def _rounded(number: Fraction) -> tuple[int, int]:
    """Return mantissa and binary exponent: 512 bits, ties to even."""
    sign = -1 if number < 0 else 1
    number = abs(number)
    if number == 0:
        return 0, 0
    shift = PRECISION - (number.numerator.bit_length() - number.denominator.bit_length())
    numerator, denominator = number.numerator, number.denominator
    if shift >= 0:
        numerator <<= shift
    else:
        denominator <<= -shift
    quotient = numerator // denominator
    extra = quotient.bit_length() - PRECISION
    if extra > 0:
        denominator <<= extra
        shift -= extra
    quotient, remainder = divmod(numerator, denominator)
    if 2 * remainder > denominator or (2 * remainder == denominator and quotient & 1):
        quotient += 1
    if quotient.bit_length() > PRECISION:
        quotient, shift = quotient >> 1, shift - 1
    return sign * quotient, -shift


def _shortest(mantissa: int, exponent: int) -> Number:
    """Return the shortest decimal that rounds to mantissa * 2**exponent."""
    sign = 1 if mantissa < 0 else 0
    size = abs(mantissa)
    half = Fraction(2) ** exponent / 2
    exact = Fraction(size) * Fraction(2) ** exponent
    low, high = exact - half, exact + half
    inclusive = size % 2 == 0
    # The decimal exponent of the last digit starts near that of the first and goes down.
    place = len(str(int(exact))) if exact >= 1 else -_leading_zeros(exact)
    while True:
        scale = Fraction(10) ** place
        down = exact // scale
        best = [
            whole
            for whole in (down, down + 1)
            if low < whole * scale < high or (inclusive and whole * scale in (low, high))
        ]
        if best and any(best):
            nearest = min(best, key=lambda whole: abs(whole * scale - exact))
            result = Decimal((sign, tuple(map(int, str(nearest))), place))
            return int(result) if place >= 0 else tidy_digits(result)
        place -= 1


def _leading_zeros(number: Fraction) -> int:
    """Return how many zeros follow the point of a positive number below one, or one fewer."""
    return max(0, int((number.denominator.bit_length() - number.numerator.bit_length()) * 0.30102))


def tidy_digits(number: Decimal) -> Number:
    """Return the number without trailing zeros, digits untouched."""
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    while exponent < 0 and digits[-1] == 0:
        digits, exponent = digits[:-1], exponent + 1
    if exponent >= 0:
        return int(Decimal((sign, digits, exponent)))
    return Decimal((sign, digits, exponent))


def number_text(number: Number) -> str:
    """Return the number as terraform writes it in a string: no exponent, no trailing zeros."""
    if isinstance(number, int):
        return str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def add(left: Number, right: Number) -> Number:
    """Return `left + right`."""
    if isinstance(left, int) and isinstance(right, int):
        return tidy(left + right)
    return from_fraction(to_fraction(left) + to_fraction(right))


def subtract(left: Number, right: Number) -> Number:
    """Return `left - right`."""
    if isinstance(left, int) and isinstance(right, int):
        return tidy(left - right)
    return from_fraction(to_fraction(left) - to_fraction(right))


def multiply(left: Number, right: Number) -> Number:
    """Return `left * right`."""
    if isinstance(left, int) and isinstance(right, int):
        return tidy(left * right)
    return from_fraction(to_fraction(left) * to_fraction(right))


def divide(left: Number, right: Number) -> Number | None:
    """Return `left / right`, or None when `right` is zero."""
    if right == 0:
        return None
    return from_fraction(to_fraction(left) / to_fraction(right))


def modulo(left: Number, right: Number) -> Number | None:
    """Return `left % right` with the sign of `left`, or None when `right` is zero."""
    if right == 0:
        return None
    over, under = to_fraction(left), to_fraction(right)
    # Terraform rounds the quotient and the product to its precision before it subtracts.
    whole = int(to_fraction(from_fraction(over / under)))
    return from_fraction(over - to_fraction(from_fraction(whole * under)))


def negate(number: Number) -> Number:
    """Return `-number`."""
    return -number if isinstance(number, int) else number.copy_negate()


def whole_number(value: Scalar) -> int | None:
    """Return the value as a machine integer, or None when it is not one."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if -(2**63) <= value < 2**63 else None
