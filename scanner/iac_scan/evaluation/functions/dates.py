"""Functions on dates and times."""

from __future__ import annotations

import re

from iac_scan.evaluation.functions.call import Call, Failure, Function, Result
from iac_scan.evaluation.functions.timestamps import Moment, parse_duration, parse_timestamp, plus
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.values import Reason, Unknown

_TOKEN = re.compile(r"''|'(?:[^']|'')*'?|([a-zA-Z])\1*|[^'a-zA-Z]+")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


def _written(verb: str, moment: Moment) -> str | None:
    """Return what a verb of `formatdate` stands for, or None when it is not one."""
    year, month, day = moment.date
    hour, minute, second = moment.time
    numbers = {"M": month, "D": day, "h": hour, "H": hour % 12 or 12, "m": minute, "s": second}
    match verb:
        case "YY":
            return f"{abs(year) % 100:02d}"
        case "YYYY":
            return f"{year:04d}"
        case "MMM":
            return _MONTHS[month - 1][:3]
        case "MMMM":
            return _MONTHS[month - 1]
        case "EEE":
            return _DAYS[moment.weekday][:3]
        case "EEEE":
            return _DAYS[moment.weekday]
        case "AA":
            return "PM" if hour >= 12 else "AM"
        case "aa":
            return "pm" if hour >= 12 else "am"
        case "Z":
            return moment.zone(":", zulu=True)
        case "ZZZ":
            return "UTC" if moment.offset == 0 else moment.zone("", zulu=False)
        case "ZZZZ":
            return moment.zone("", zulu=False)
        case "ZZZZZ":
            return moment.zone(":", zulu=False)
        case _ if verb[0] in numbers and len(verb) <= 2:
            return f"{numbers[verb[0]]:0{len(verb)}d}"
        case _:
            return None


def _formatdate(call: Call) -> Result:
    moment = parse_timestamp(call.string(1))
    if moment is None:
        return Failure(f"expected an RFC 3339 timestamp, got `{call.string(1)}`")
    result: list[str] = []
    for found in _TOKEN.finditer(call.string(0)):
        run = found[0]
        if run.startswith("'"):
            if len(run) == 1 or not run.endswith("'"):
                return Failure("expected `'` at the end of literal text")
            result.append("'" if run == "''" else run[1:-1].replace("''", "'"))
        elif found[1] is not None:
            written = _written(run, moment)
            if written is None:
                return Failure(f"`{run}` is not a verb of dates")
            result.append(written)
        else:
            result.append(run)
    return call.of("".join(result))


def _timeadd(call: Call) -> Result:
    moment, duration = parse_timestamp(call.string(0)), parse_duration(call.string(1))
    if moment is None:
        return Failure(f"expected an RFC 3339 timestamp, got `{call.string(0)}`")
    if duration is None:
        return Failure(f"expected a duration, got `{call.string(1)}`")
    return call.of(plus(moment, duration).text())


def _timecmp(call: Call) -> Result:
    moments: list[tuple[int, int]] = []
    for index in range(2):
        moment = parse_timestamp(call.string(index), strict=False)
        if moment is None:
            return Failure(f"expected an RFC 3339 timestamp, got `{call.string(index)}`")
        moments.append((moment.seconds, moment.nanoseconds))
    first, second = moments
    return call.of((first > second) - (first < second))


def _now(call: Call) -> Result:
    return Unknown(Reason.MOMENT, "the time of the run", call.site.origin)


_STRING = Primitive.STRING

ROWS: tuple[Function, ...] = (
    Function("formatdate", _formatdate, (_STRING, _STRING)),
    Function("plantimestamp", _now),
    Function("timeadd", _timeadd, (_STRING, _STRING)),
    Function("timecmp", _timecmp, (_STRING, _STRING)),
    Function("timestamp", _now),
)
"""Shape: sorted by name."""
