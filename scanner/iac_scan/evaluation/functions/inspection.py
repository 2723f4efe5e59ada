"""One look through the arguments of a call: is anything unknown or marked, is it too much.

Values share their parts, so a few lines of code can describe a value of a billion nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from iac_scan.sources.bounds import Bounds
from iac_scan.values import (
    UNMARKED,
    Absent,
    Known,
    Mapping,
    Marks,
    OneOf,
    Sequence,
    Text,
    Unknown,
    Value,
)

NODES_PER_ITEM = 10
"""Nodes that arguments may have for each item that an expression may produce."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What there is in the arguments of a call."""

    unknown: Text | OneOf | Unknown | None
    """The first thing that is not known, or None."""
    marks: Marks
    """The marks of anything in them."""
    bound: str | None
    """Why the arguments are too much to work on, or None."""


def inspect(arguments: tuple[Value, ...], bounds: Bounds) -> Inspection:
    """Look at every node of the arguments, up to the bounds."""
    unknown: Text | OneOf | Unknown | None = None
    marks = UNMARKED
    left = bounds.items * NODES_PER_ITEM
    stack = [(argument, bounds.depth) for argument in reversed(arguments)]
    parts: tuple[Value, ...]
    rest: OneOf | Unknown | None
    while stack:
        value, depth = stack.pop()
        left -= 1
        if left < 0:
            return Inspection(unknown, marks, "the arguments are too large")
        if depth == 0:
            return Inspection(unknown, marks, "the arguments are nested too deeply")
        match value:
            case Known(marks=own):
                marks |= own
                continue
            case Text(marks=own) | Unknown(marks=own):
                marks |= own
                unknown = value if unknown is None else unknown
                continue
            case Absent():
                continue
            case Sequence(items=items, rest=rest, marks=own):
                parts = items[::-1]
            case Mapping(entries=entries, rest=rest, marks=own):
                parts = tuple(entries.values())
            case OneOf(options=options):
                parts, rest, own = options, value, UNMARKED
            case _:
                assert_never(value)
        marks |= own
        unknown = rest if unknown is None else unknown
        for part in parts:
            # Most of what there is, is known and plain: looked at without going over the stack.
            if type(part) is Known and depth > 1:
                left -= 1
                marks |= part.marks
            else:
                stack.append((part, depth - 1))
    return Inspection(unknown, marks, "the arguments are too large" if left < 0 else None)
