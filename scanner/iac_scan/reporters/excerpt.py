"""One source line with a stretch of it marked, cut to the room that there is.

Units: stretches are code points from 0 with exclusive ends; widths are terminal cells.
"""

from __future__ import annotations

from dataclasses import dataclass

from iac_scan.findings.mask import mask_line
from iac_scan.findings.report import Report
from iac_scan.reporters.escape import character, command_brackets
from iac_scan.reporters.layout import width
from iac_scan.sources.span import Span

_TAB = 4
_MORE = "..."


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line as it is shown, in three runs, so that the middle one can be marked."""

    before: str
    """What stands before the stretch."""
    marked: str
    """The stretch; empty when it is empty."""
    after: str
    """What stands behind it."""

    @property
    def pad(self) -> int:
        """The cells before the first caret."""
        return width(self.before)

    @property
    def carets(self) -> int:
        """How many carets mark the stretch; at least one."""
        return max(1, width(self.marked))


def of_span(report: Report, span: Span, room: int) -> Excerpt | None:
    """Return the first line of a span, secrets masked; None when its file was not read."""
    document = report.documents.get(span.path)
    if document is None:
        return None
    line = document.line(span.start_line)
    if not line.strip():
        return None
    masked = mask_line(line, span.path, span.start_line, report.secrets)
    end = span.end_column - 1 if span.end_line == span.start_line else len(line.rstrip())
    return cut(masked, span.start_column - 1, end, room)


def cut(line: str, start: int, end: int, room: int) -> Excerpt:
    """Return the line with the stretch marked, in at most `room` cells.

    What is cut off is the line's far ends, then the end of the stretch.
    """
    start = max(0, min(start, len(line)))
    end = max(start, min(end, len(line)))
    cells = _cells(line.rstrip())
    if sum(width(cell) for cell in cells) > room:
        # The indentation says less than anything else on the line.
        indent = min(len(line) - len(line.lstrip()), start)
        cells, start, end = cells[indent:], start - indent, end - indent
    before, marked, after = cells[:start], cells[start:end], cells[end:]
    if sum(width(cell) for cell in cells) > room:
        before, marked, after = _clip(before, marked, after, room)
    return Excerpt("".join(before), "".join(marked), "".join(after))


def _clip(
    before: list[str], marked: list[str], after: list[str], room: int
) -> tuple[list[str], list[str], list[str]]:
    """Return the three runs with their far ends replaced by dots."""
    lead = sum(width(cell) for cell in before)
    kept, cut_off = _fitting(marked, room - min(lead, room // 3) - 2 * len(_MORE))
    if cut_off:
        kept, after = [*kept, _MORE], []
    left = room - sum(width(cell) for cell in kept)
    tail = sum(width(cell) for cell in after)
    for_tail = min(tail, max(left // 3, left - lead))
    reverse, cut_lead = _fitting(before[::-1], max(left - for_tail - len(_MORE), 0))
    if lead <= left - for_tail:
        reverse, cut_lead = before[::-1], False
    shown_tail, cut_tail = _fitting(after, max(for_tail - len(_MORE), 0))
    if tail <= for_tail:
        shown_tail, cut_tail = after, False
    return (
        [*([_MORE] if cut_lead else []), *reverse[::-1]],
        kept,
        [*shown_tail, *([_MORE] if cut_tail else [])],
    )


def _fitting(cells: list[str], room: int) -> tuple[list[str], bool]:
    """Return as many cells from the start as fit, and whether some did not."""
    used = 0
    for index, cell in enumerate(cells):
        used += width(cell)
        if used > room:
            return cells[:index], True
    return cells, False


def _cells(line: str) -> list[str]:
    """Return what each character of the line is shown as."""
    brackets = command_brackets(line)
    cells: list[str] = []
    column = 0
    for index, char in enumerate(line):
        cell = " " * (_TAB - column % _TAB) if char == "\t" else character(char)
        if index in brackets:
            cell = f" {cell}"
        cells.append(cell)
        column += width(cell)
    return cells
