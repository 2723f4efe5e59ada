"""One look through the arguments of a call: is anything unknown or sensitive, is it too much.

Values share their parts, so a few lines of code can describe a value of a billion nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from iac_scan.sources.bounds import Bounds
from iac_scan.values import Absent, Known, Mapping, OneOf, Sequence, Text, Unknown, Value

NODES_PER_ITEM = 10
"""Nodes that arguments may have for each item that an expression may produce."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What there is in the arguments of a call."""

    unknown: Text | OneOf | Unknown | None
    """The first thing that is not known, or None."""
    marked: bool
    """Anything is sensitive."""
    bound: str | None
    """Why the arguments are too much to work on, or None."""


def inspect(arguments: tuple[Value, ...], bounds: Bounds) -> Inspection:
    """Look at every node of the arguments, up to the bounds."""
    unknown: Text | OneOf | Unknown | None = None
    marked = False
    left = bounds.items * NODES_PER_ITEM
    stack = [(argument, bounds.depth) for argument in reversed(arguments)]
    while stack:
        value, depth = stack.pop()
        left -= 1
        if left < 0:
            return Inspection(unknown, marked, "the arguments are too large")
        if depth == 0:
            return Inspection(unknown, marked, "the arguments are nested too deeply")
        match value:
            case Known(sensitive=sensitive):
                marked = marked or sensitive
            case Text(sensitive=sensitive) | Unknown(sensitive=sensitive):
                marked = marked or sensitive
                unknown = value if unknown is None else unknown
            case Sequence(items=items, rest=rest, sensitive=sensitive):
                marked = marked or sensitive
                unknown = rest if unknown is None else unknown
                stack.extend((item, depth - 1) for item in reversed(items))
            case Mapping(entries=entries, rest=rest, sensitive=sensitive):
                marked = marked or sensitive
                unknown = rest if unknown is None else unknown
                stack.extend((entry, depth - 1) for entry in entries.values())
            case OneOf(options=options):
                unknown = value if unknown is None else unknown
                stack.extend((option, depth - 1) for option in options)
            case Absent():
                pass
            case _:
                assert_never(value)
    return Inspection(unknown, marked, None)
