"""Points in time as RFC 3339 writes them, and lengths of time as Go writes them.

Source: https://www.rfc-editor.org/rfc/rfc3339 and https://pkg.go.dev/time#ParseDuration.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TIMESTAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))", re.ASCII
)
_LENIENT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))",
    re.ASCII,
)
"""What Go's own parser takes beyond the standard; offsets then go up to 24:60."""
_DURATION_PART = re.compile(r"(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)", re.ASCII)
_UNITS = {
    "ns": 1,
    "us": 1_000,
    "µs": 1_000,
    "μs": 1_000,
    "ms": 1_000_000,
    "s": 1_000_000_000,
    "m": 60_000_000_000,
    "h": 3_600_000_000_000,
}
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SECOND = 1_000_000_000
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time with the offset it is written in. Years may be 0 and below, or large."""

    seconds: int
    """Seconds since 1970-01-01T00:00:00Z."""
    nanoseconds: int
    """Below a second."""
    offset: int
    """Units: seconds east of UTC."""

    @property
    def date(self) -> tuple[int, int, int]:
        """Year, month and day at the offset."""
        return _civil((self.seconds + self.offset) // _DAY)

    @property
    def time(self) -> tuple[int, int, int]:
        """Hour, minute and second at the offset."""
        rest = (self.seconds + self.offset) % _DAY
        return rest // 3600, rest // 60 % 60, rest % 60

    @property
    def weekday(self) -> int:
        """The day of the week; Sunday is 0."""
        return ((self.seconds + self.offset) // _DAY + 4) % 7

    def zone(self, colon: str, *, zulu: bool) -> str:
        """Return the offset as `+02:00`; as `Z` for none when `zulu` says so."""
        if zulu and self.offset == 0:
            return "Z"
        minutes = abs(self.offset) // 60
        sign = "-" if self.offset < 0 else "+"
        return f"{sign}{minutes // 60:02d}{colon}{minutes % 60:02d}"

    def text(self) -> str:
        """Return the moment in RFC 3339 without fractions of a second."""
        year, month, day = self.date
        hour, minute, second = self.time
        sign = "-" if year < 0 else ""
        clock = f"{hour:02d}:{minute:02d}:{second:02d}"
        return f"{sign}{abs(year):04d}-{month:02d}-{day:02d}T{clock}{self.zone(':', zulu=True)}"


def parse_timestamp(text: str, *, strict: bool = True) -> Moment | None:
    """Return the moment that an RFC 3339 timestamp names, or None."""
    found = (_TIMESTAMP if strict else _LENIENT).fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(found[group]) for group in range(1, 7))
    if not 1 <= month <= 12 or not 1 <= day <= _days_in(year, month):
        return None
    if hour > 23 or minute > 59 or second > 59:
        return None
    nanoseconds = int((found[7] or "0")[:9].ljust(9, "0"))
    offset = 0
    if found[8] is not None:
        hours, minutes = int(found[9]), int(found[10])
        if hours > (23 if strict else 24) or minutes > (59 if strict else 60):
            return None
        offset = (hours * 60 + minutes) * 60 * (-1 if found[8] == "-" else 1)
    days = _days(year, month, day)
    seconds = days * _DAY + hour * 3600 + minute * 60 + second - offset
    return Moment(seconds, nanoseconds, offset)


def plus(moment: Moment, nanoseconds: int) -> Moment:
    """Return the moment that much later."""
    total = moment.seconds * _SECOND + moment.nanoseconds + nanoseconds
    return Moment(total // _SECOND, total % _SECOND, moment.offset)


def parse_duration(text: str) -> int | None:
    """Return the nanoseconds that `1h30m`, `-1.5s` and their like name, or None."""
    rest = text[1:] if text[:1] in ("+", "-") else text
    if rest == "0":
        return 0
    total, position = 0, 0
    while position < len(rest):
        found = _DURATION_PART.match(rest, position)
        if found is None or not (found[1] or found[2]):
            return None
        unit = _UNITS[found[3]]
        total += int(found[1] or "0") * unit
        if found[2]:
            # Go computes the fraction with 64-bit floats and cuts it off.
            total += int(float(int(found[2][:18])) * (unit / 10.0 ** len(found[2][:18])))
        position = found.end()
        if total > 2**63:
            return None
    if not rest:
        return None
    negative = text.startswith("-")
    if total >= 2**63 + (1 if negative else 0):
        return None
    return -total if negative else total


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_in(year: int, month: int) -> int:
    return 29 if month == 2 and _is_leap(year) else _MONTH_DAYS[month - 1]


def _days(year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01 to a date of the Gregorian calendar."""
    before = year - 1
    leaps = before // 4 - before // 100 + before // 400
    within = sum(_days_in(year, one) for one in range(1, month)) + day - 1
    return before * 365 + leaps + within - 719_162


def _civil(days: int) -> tuple[int, int, int]:
    """Return the date that many days after 1970-01-01."""
    year = 1970 + days * 400 // 146_097
    while _days(year + 1, 1, 1) <= days:
        year += 1
    while _days(year, 1, 1) > days:
        year -= 1
    rest, month = days - _days(year, 1, 1), 1
    while rest >= _days_in(year, month):
        rest -= _days_in(year, month)
        month += 1
    return year, month, rest + 1
