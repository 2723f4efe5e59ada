"""Numbers under the verbs of `format`: `%d`, `%x`, `%e`, `%f`, `%g` with flags.

Source: https://pkg.go.dev/fmt and https://pkg.go.dev/math/big#Float.Format.
"""

from __future__ import annotations

from fractions import Fraction

from iac_scan.evaluation.functions.number import Number, number_text, to_fraction

_BASES = {"b": ("b", "0b"), "o": ("o", "0"), "d": ("d", ""), "x": ("x", "0x"), "X": ("X", "0X")}
_SHORTEST_PRECISION = 6
"""The precision that decides between `%e` and `%f` when none is given."""


def integer_text(
    number: int, mode: str, flags: str, width: int | None, precision: int | None
) -> str:
    """Return a whole number as Go's `%b`, `%d`, `%o`, `%x` or `%X` writes it."""
    letter, prefix = _BASES[mode]
    if precision == 0 and number == 0:
        return ""
    digits = format(abs(number), letter).rjust(precision or 0, "0")
    sign = _sign(number < 0, flags)
    if "#" not in flags:
        prefix = ""
    missing = (width or 0) - len(sign) - len(prefix) - len(digits)
    if missing <= 0:
        return sign + prefix + digits
    if "-" in flags:
        return sign + prefix + digits + " " * missing
    if "0" in flags and precision is None:
        return sign + prefix + "0" * missing + digits
    return " " * missing + sign + prefix + digits


def _sign(negative: bool, flags: str) -> str:
    if negative:
        return "-"
    return "+" if "+" in flags else " " if " " in flags else ""


def float_text(
    number: Number, mode: str, flags: str, width: int | None, precision: int | None
) -> str:
    """Return a number as Go's `%e`, `%E`, `%f`, `%g` or `%G` writes it."""
    sign = _sign(number < 0, flags)
    size = abs(number) if isinstance(number, int) else number.copy_abs()
    match mode:
        case "e" | "E":
            text = _exponential(*_significant(size, 1 + (6 if precision is None else precision)))
        case "f":
            text = _fixed(to_fraction(size), 6 if precision is None else precision)
        case _:
            text = _general(size, precision)
    if mode in "EG":
        text = text.upper()
    missing = (width or 0) - len(sign) - len(text)
    if missing <= 0:
        return sign + text
    # Zeros win over `-` here, other than under the verbs of whole numbers.
    if "0" in flags:
        return sign + "0" * missing + text
    if "-" in flags:
        return sign + text + " " * missing
    return " " * missing + sign + text


def general_text(number: Number) -> str:
    """Return a number as Go's `%g` writes it, with as many digits as it takes."""
    return float_text(number, "g", "", None, None)


def _general(number: Number, precision: int | None) -> str:
    if precision is None:
        digits, power = _shortest_digits(number)
        limit = _SHORTEST_PRECISION
    else:
        wanted = max(precision, 1)
        digits, power = _significant(number, wanted)
        digits = digits.rstrip("0")
        limit = wanted
        if limit > len(digits) >= power + 1:
            limit = len(digits)
    if not digits:
        return "0"
    if power < -4 or power >= limit:
        return _exponential(digits, power)
    if power < 0:
        return "0." + "0" * (-power - 1) + digits
    digits = digits.ljust(power + 1, "0")
    fraction = digits[power + 1 :]
    return digits[: power + 1] + (f".{fraction}" if fraction else "")


def _shortest_digits(number: Number) -> tuple[str, int]:
    """Return the significant digits without trailing zeros, and the power of ten of the first."""
    whole, _, fraction = number_text(number).partition(".")
    digits = (whole + fraction).lstrip("0")
    power = len(whole) - 1 if whole.strip("0") else -1 - (len(fraction) - len(digits))
    return digits.rstrip("0"), power


def _significant(number: Number, count: int) -> tuple[str, int]:
    """Return exactly `count` significant digits, and the power of ten of the first."""
    exact = to_fraction(number)
    if exact == 0:
        return "0" * count, 0
    _, power = _shortest_digits(number)
    while True:
        digits = str(_rounded(exact * Fraction(10) ** (count - 1 - power)))
        if len(digits) == count:
            return digits, power
        power += 1 if len(digits) > count else -1


def _exponential(digits: str, power: int) -> str:
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{'-' if power < 0 else '+'}{abs(power):02d}"


def _fixed(number: Fraction, precision: int) -> str:
    digits = str(_rounded(number * Fraction(10) ** precision)).rjust(precision + 1, "0")
    if precision == 0:
        return digits
    return f"{digits[:-precision]}.{digits[-precision:]}"


def _rounded(number: Fraction) -> int:
    """Return the nearest whole number, ties to even."""
    return round(number)
