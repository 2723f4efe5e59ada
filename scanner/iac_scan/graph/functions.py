"""The name of a Lambda function within the forms in which code names it.

Which declared function has the name is found in `protection`.
Source: AWS Lambda API Reference, AddPermission, "FunctionName": a name, an ARN, or the account, the
word `function` and the name; each perhaps with an alias or a version after it (read 2026-11-25).
"""

from __future__ import annotations

from iac_scan.values import Known, Text, Unknown, Value, join_text

_MARK = "function:"


def function_name(value: Value) -> tuple[Value, bool]:
    """Return the bare name of a function, and whether an alias or a version stands after it.

    Unknown: a value that is not text stays as it is.
    """
    match value:
        case Known(value=str() as text, origin=origin):
            name, colon, _ = text.rpartition(_MARK)[2].partition(":")
            return Known(name, origin), colon != ""
        case Text(parts=parts, origin=origin):
            name_parts, qualified = _cut(_tail(parts))
            if name_parts == parts:
                return value, False
            return join_text(name_parts, origin), qualified
        case _:
            return value, False


def _tail(parts: tuple[str | Unknown, ...]) -> tuple[str | Unknown, ...]:
    """Return what stands after the word `function`."""
    for place in reversed(range(len(parts))):
        part = parts[place]
        if isinstance(part, str) and _MARK in part:
            rest = part.rpartition(_MARK)[2]
            return (rest, *parts[place + 1 :]) if rest else parts[place + 1 :]
    return parts


def _cut(parts: tuple[str | Unknown, ...]) -> tuple[tuple[str | Unknown, ...], bool]:
    """Return what stands before the first colon, and whether there is one."""
    for place, part in enumerate(parts):
        if isinstance(part, str) and ":" in part:
            name = part.partition(":")[0]
            return (*parts[:place], name) if name else parts[:place], True
    return parts, False
