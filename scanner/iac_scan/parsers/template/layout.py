"""Where the lines of a scalar stand in its file, so that a policy inside it can be located.

What a scalar means is not known here.
"""

from __future__ import annotations

import re

from iac_scan.parsers.positions import Positions
from iac_scan.sources.span import Span

_BLANK = " \t\r\n"
_MOST_RUNS = 20_000
"""Past this many runs the rest of a text is left without places."""
_RUN_ENDS = {"": re.compile("\n"), '"': re.compile(r"[\n\\]"), "'": re.compile("\n|''")}
"""What ends a run, by the kind of quote."""
_HEXADECIMAL_ESCAPES = {"x": 2, "u": 4, "U": 8}


def lines_of(
    positions: Positions, value: str, start: int, end: int, quote: str
) -> tuple[tuple[int, Span], ...]:
    """Return the offsets in `value` at which its runs begin, and where those stand.

    `start` and `end` are the indexes of what stands between the quotes, or below the header of
    a block scalar. A run ends with its line, or at an escape: `quote` says which those are (none
    for an empty `quote`).

    Shape: in order; runs of blanks at the start of a line are in no run. Where the text cannot be
    followed any further, the rest is left out.
    """
    text = positions.text
    found: list[tuple[int, Span]] = []
    index, offset = start, 0
    ends = _RUN_ENDS[quote]
    while index < end and offset < len(value) and len(found) < _MOST_RUNS:
        at = ends.search(text, index, end)
        stop = end if at is None else at.start()
        run = text[index:stop]
        at_line_end = stop >= end or text[stop] == "\n"
        if at_line_end and not value.startswith(run, offset):
            run = run.rstrip(_BLANK)
        if not value.startswith(run, offset):
            break
        if run:
            found.append((offset, positions.span(index, index + len(run))))
            offset += len(run)
        if not at_line_end:
            width, produced = _escape(text, stop, quote)
            index = stop + width
            offset += produced
            continue
        index = _after_blanks(text, stop, end)
        offset = _after_blanks(value, offset, len(value))
    return tuple(found)


def _escape(text: str, index: int, quote: str) -> tuple[int, int]:
    """Return how many characters an escape has, and how many it stands for."""
    if quote == "'":
        return 2, 1
    kind = text[index + 1 : index + 2]
    if kind in "\r\n":
        stop = _after_blanks(text, index + 1, len(text))
        return stop - index, 0
    return 2 + _HEXADECIMAL_ESCAPES.get(kind, 0), 1


def _after_blanks(text: str, index: int, end: int) -> int:
    """Return the index of the next character that is not blank, or `end`."""
    while index < end and text[index] in _BLANK:
        index += 1
    return index
