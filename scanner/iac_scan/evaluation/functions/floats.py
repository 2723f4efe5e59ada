"""Logarithms and powers of 64-bit floats, to the last bit as Go computes them.

Source: https://cs.opensource.google/go/go/+/master:src/math/log.go and pow.go, whose
logarithm is that of FreeBSD's `e_log.c`.
"""

from __future__ import annotations

import math

_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
_ODD = (
    6.666666666666735130e-01,
    2.857142874366239149e-01,
    1.818357216161805012e-01,
    1.479819860511658591e-01,
)
_EVEN = (3.999999999940941908e-01, 2.222219843214978396e-01, 1.531383769920937332e-01)
_LARGE_EXPONENT = 1 << 12


def logarithm(number: float) -> float:
    """Return the natural logarithm; that of zero is infinite.

    Errors: ValueError for a negative number.
    """
    if number == 0:
        return -math.inf
    if number < 0:
        raise ValueError("no logarithm of a negative number")
    fraction, exponent = math.frexp(number)
    if fraction < math.sqrt(2) / 2:
        fraction *= 2
        exponent -= 1
    rest = fraction - 1
    power = float(exponent)
    s = rest / (2 + rest)
    s2 = s * s
    s4 = s2 * s2
    odd = s2 * (_ODD[0] + s4 * (_ODD[1] + s4 * (_ODD[2] + s4 * _ODD[3])))
    even = s4 * (_EVEN[0] + s4 * (_EVEN[1] + s4 * _EVEN[2]))
    half = 0.5 * rest * rest
    inner = s * (half + (odd + even)) + power * _LN2_LOW
    return power * _LN2_HIGH - ((half - inner) - rest)


def logarithm_to(number: float, base: float) -> float:
    """Return the logarithm to a base.

    Errors: ValueError, ZeroDivisionError.
    """
    return logarithm(number) / logarithm(base)


def power(base: float, exponent: float) -> float:
    """Return a power; the last digit of one with a fraction in the exponent may differ from Go's.

    Errors: ValueError, OverflowError.
    """
    if base == 0 or exponent in (0, 1, 0.5, -0.5) or abs(exponent) >= 1 << 63:
        return math.pow(base, exponent)
    fraction, whole = math.modf(abs(exponent))
    if fraction != 0 and base < 0:
        raise ValueError("no root of a negative number")
    result, shift = 1.0, 0
    if fraction != 0:
        if fraction > 0.5:
            fraction, whole = fraction - 1, whole + 1
        result = math.exp(fraction * logarithm(base))
    factor, factor_shift = math.frexp(base)
    left = int(whole)
    while left != 0:
        if abs(factor_shift) > _LARGE_EXPONENT:
            shift += factor_shift
            break
        if left & 1:
            result *= factor
            shift += factor_shift
        factor *= factor
        factor_shift <<= 1
        if factor < 0.5:
            factor += factor
            factor_shift -= 1
        left >>= 1
    if exponent < 0:
        result, shift = 1 / result, -shift
    return math.ldexp(result, shift)
