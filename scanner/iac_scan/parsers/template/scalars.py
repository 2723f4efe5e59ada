"""What a plain YAML scalar means by the YAML 1.1 rules, with CloudFormation's exceptions.

Quoted and block scalars are strings and never come here.
Source: https://yaml.org/type/; AWS CloudFormation User Guide, "CloudFormation
template format", YAML: timestamps and binary are not supported, so a date is a string.
"""

from __future__ import annotations

import re
from decimal import Decimal

from iac_scan.parsers.numbers import read_written

_LONGEST_NUMBER = 300
"""Longer runs of digits stay text: nothing in a template is such a number."""

_BOOLEANS = {
    **dict.fromkeys(("yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
}
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_NUMBER_STARTS = frozenset("-+.0123456789")

_INTEGER = re.compile(
    r"""[-+]?(?:
        0b(?P<binary>[0-1_]+)
      | 0x(?P<hexadecimal>[0-9a-fA-F_]+)
      | 0(?P<octal>[0-7_]+)
      | (?P<decimal>0|[1-9][0-9_]*)
      | (?P<sexagesimal>[1-9][0-9_]*(?::[0-5]?[0-9])+)
    )""",
    re.VERBOSE,
)
_REAL = re.compile(
    r"""[-+]?(?:
        (?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?
      | \.[0-9][0-9_]*(?:[eE][-+][0-9]+)?
    )""",
    re.VERBOSE,
)
_BASES = {"binary": 2, "hexadecimal": 16, "octal": 8, "decimal": 10}


def resolve(text: str) -> bool | int | Decimal | str | None:
    """Return the value that the plain scalar `text` stands for."""
    if text in _NULLS:
        return None
    truth = _BOOLEANS.get(text)
    if truth is not None:
        return truth
    if text[0] in _NUMBER_STARTS and len(text) <= _LONGEST_NUMBER:
        number = _number(text)
        if number is not None:
            return number
    return text


def _number(text: str) -> int | Decimal | None:
    """Return the number that `text` is, or None when it is none."""
    whole = _INTEGER.fullmatch(text)
    if whole is not None:
        return _integer(whole, negative=text[0] == "-")
    if _REAL.fullmatch(text) is not None:
        return read_written(text.replace("_", ""))
    return None


def _integer(match: re.Match[str], *, negative: bool) -> int | None:
    """Return the whole number of a match of `_INTEGER`; None when it has no digit at all."""
    kind = match.lastgroup
    assert kind is not None
    digits = match[kind].replace("_", "")
    if not digits:
        return None
    if kind == "sexagesimal":
        value = 0
        for part in digits.split(":"):
            value = value * 60 + int(part)
    else:
        value = int(digits, _BASES[kind])
    return -value if negative else value
