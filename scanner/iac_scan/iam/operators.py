"""The condition operators: how each compares a value of a request with one of a policy.

Missing keys, several values, `IfExists` and set operators are `conditions`' business.
Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import TYPE_CHECKING

from iac_scan.iam.globs import Hole, Tokens
from iac_scan.iam.patterns import Pattern, intersects, is_subset
from iac_scan.values import Truth

if TYPE_CHECKING:
    from datetime import datetime


_COLON = ":"
_DIGITS = frozenset("+-.0123456789")
ARN_PARTS = 6
"""Parts of an ARN: `arn`, partition, service, region, account, resource."""


class Tested(Enum):
    """What kind of value an operator compares."""

    TEXT = "text"
    GLOB = "text with wildcards"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    BINARY = "binary"
    ADDRESS = "IP address"
    ARN = "ARN"
    PRESENCE = "presence of the key"


@dataclass(frozen=True, slots=True)
class Operator:
    """One condition operator without set operator and `IfExists`."""

    name: str
    """As AWS writes it."""
    tests: Tested
    """What kind of value it compares."""
    negated: bool = False
    """Whether it holds where its positive form does not."""
    patterns: Callable[[Pattern, Pattern], Truth | None] | None = None
    """Compares the policy's pattern with the request's text; None for typed operators."""
    texts: Callable[[str, str], bool | None] | None = None
    """Compares the request's text with the policy's.

    Both comparisons return None for a text that is not of the operator's type: the condition does
    not hold then, negated or not."""


def _same_text(pattern: Pattern, value: Pattern) -> Truth:
    return is_subset(value, pattern)


def _same_letters(pattern: Pattern, value: Pattern) -> Truth:
    return is_subset(_lowered(value), _lowered(pattern))


def _lowered(pattern: Pattern) -> Pattern:
    tokens = tuple(token.lower() if isinstance(token, str) else token for token in pattern.tokens)
    return Pattern(tokens, None if pattern.glob is None else pattern.glob.lower())


def arn_like(pattern: Pattern, value: Pattern) -> Truth | None:
    """Tell whether an ARN pattern matches an ARN, each of the six parts by itself.

    Returns None when one of them is no ARN.
    """
    written, asked = arn_parts(pattern.tokens), arn_parts(value.tokens)
    if written is None or asked is None:
        if pattern.tokens == value.tokens:
            return is_subset(value, pattern)
        return Truth.NO if intersects(pattern, value) is Truth.NO else Truth.UNKNOWN
    if len(written) != ARN_PARTS or len(asked) != ARN_PARTS:
        return None
    answer = Truth.YES
    for part, other in zip(written, asked, strict=True):
        answer &= is_subset(other, part)
    return answer


def arn_parts(tokens: Tokens) -> tuple[Pattern, ...] | None:
    """Return the parts of an ARN, six or fewer; None when a hole may hide some.

    A hole after the fifth colon hides none.
    """
    parts: list[Tokens] = []
    start = 0
    for at, token in enumerate(tokens):
        if isinstance(token, Hole) and not token.narrow:
            return None
        if token == _COLON:
            parts.append(tokens[start:at])
            start = at + 1
            if len(parts) == ARN_PARTS - 1:
                break
    parts.append(tokens[start:])
    return tuple(Pattern(part, None) for part in parts)


def number_of_text(text: str) -> Decimal | None:
    """Return an integer or decimal value; AWS documents no other form, such as `1e3`."""
    if not _DIGITS.issuperset(text):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def date_of(text: str) -> datetime | None:
    """Return an ISO 8601 date or a count of seconds as a date."""
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415 - kept out of start-up

    seconds = number_of_text(text)
    try:
        if seconds is not None:
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=float(seconds))
        date = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo is not None else date.replace(tzinfo=UTC)


def _numbers(compare: Callable[[Decimal, Decimal], bool]) -> Callable[[str, str], bool | None]:
    def test(asked: str, written: str) -> bool | None:
        left, right = number_of_text(asked), number_of_text(written)
        return None if left is None or right is None else compare(left, right)

    return test


def _dates(compare: Callable[[datetime, datetime], bool]) -> Callable[[str, str], bool | None]:
    def test(asked: str, written: str) -> bool | None:
        left, right = date_of(asked), date_of(written)
        return None if left is None or right is None else compare(left, right)

    return test


def _same_boolean(asked: str, written: str) -> bool | None:
    left, right = asked.lower(), written.lower()
    return left == right if {left, right} <= {"true", "false"} else None


def _same_bytes(asked: str, written: str) -> bool | None:
    from base64 import b64decode  # noqa: PLC0415 - kept out of start-up

    try:
        return b64decode(asked, validate=True) == b64decode(written, validate=True)
    except ValueError:
        return None


def _address_in(asked: str, written: str) -> bool | None:
    from ipaddress import ip_network  # noqa: PLC0415 - kept out of start-up

    try:
        inner, outer = ip_network(asked, strict=False), ip_network(written, strict=False)
    except ValueError:
        return None
    if inner.version == 4 and outer.version == 4:
        return inner.subnet_of(outer)
    return inner.version == 6 and outer.version == 6 and inner.subnet_of(outer)


def _typed(
    name: str, tests: Tested, texts: Callable[[str, str], bool | None], *, negated: bool = False
) -> Operator:
    return Operator(name, tests, negated, None, texts)


_TABLE = (
    Operator("StringEquals", Tested.TEXT, patterns=_same_text),
    Operator("StringNotEquals", Tested.TEXT, negated=True, patterns=_same_text),
    Operator("StringEqualsIgnoreCase", Tested.TEXT, patterns=_same_letters),
    Operator("StringNotEqualsIgnoreCase", Tested.TEXT, negated=True, patterns=_same_letters),
    Operator("StringLike", Tested.GLOB, patterns=_same_text),
    Operator("StringNotLike", Tested.GLOB, negated=True, patterns=_same_text),
    Operator("ArnEquals", Tested.ARN, patterns=arn_like),
    Operator("ArnLike", Tested.ARN, patterns=arn_like),
    Operator("ArnNotEquals", Tested.ARN, negated=True, patterns=arn_like),
    Operator("ArnNotLike", Tested.ARN, negated=True, patterns=arn_like),
    _typed("NumericEquals", Tested.NUMBER, _numbers(lambda left, right: left == right)),
    _typed(
        "NumericNotEquals",
        Tested.NUMBER,
        _numbers(lambda left, right: left == right),
        negated=True,
    ),
    _typed("NumericLessThan", Tested.NUMBER, _numbers(lambda left, right: left < right)),
    _typed("NumericLessThanEquals", Tested.NUMBER, _numbers(lambda left, right: left <= right)),
    _typed("NumericGreaterThan", Tested.NUMBER, _numbers(lambda left, right: left > right)),
    _typed("NumericGreaterThanEquals", Tested.NUMBER, _numbers(lambda left, right: left >= right)),
    _typed("DateEquals", Tested.DATE, _dates(lambda left, right: left == right)),
    _typed("DateNotEquals", Tested.DATE, _dates(lambda left, right: left == right), negated=True),
    _typed("DateLessThan", Tested.DATE, _dates(lambda left, right: left < right)),
    _typed("DateLessThanEquals", Tested.DATE, _dates(lambda left, right: left <= right)),
    _typed("DateGreaterThan", Tested.DATE, _dates(lambda left, right: left > right)),
    _typed("DateGreaterThanEquals", Tested.DATE, _dates(lambda left, right: left >= right)),
    _typed("Bool", Tested.BOOLEAN, _same_boolean),
    _typed("BinaryEquals", Tested.BINARY, _same_bytes),
    _typed("IpAddress", Tested.ADDRESS, _address_in),
    _typed("NotIpAddress", Tested.ADDRESS, _address_in, negated=True),
    Operator("Null", Tested.PRESENCE),
)

OPERATORS: Map[str, Operator] = {operator.name.lower(): operator for operator in _TABLE}
"""Every operator by its name in lower case."""
