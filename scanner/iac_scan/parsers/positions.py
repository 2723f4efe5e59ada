"""Places in a document for readers that count in code points.

`Document` itself counts in bytes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from iac_scan.sources.document import Document
from iac_scan.sources.span import Span

SpanOf: TypeAlias = Callable[[int, int], Span]
"""Gives the place of the text between two offsets. Units: code points, end exclusive."""

_CHECKPOINT = 1024


@dataclass(frozen=True, slots=True)
class Positions:
    """Turns offsets in code points into spans; bytes are counted from the nearest checkpoint."""

    path: str
    """The path of the document."""
    text: str
    """The text of the document."""
    lines: tuple[int, ...]
    """Where each line begins."""
    checkpoints: tuple[int, ...]
    """The byte offset of every 1,024th code point; empty when all bytes are ASCII."""

    @staticmethod
    def of(document: Document) -> Positions:
        """Return the places of `document`."""
        text = document.text
        lines = (0, *(match.end() for match in re.finditer("\n", text)))
        checkpoints: list[int] = []
        if len(text) != len(document.data):
            byte = 0
            for start in range(0, len(text) + 1, _CHECKPOINT):
                checkpoints.append(byte)
                byte += len(text[start : start + _CHECKPOINT].encode())
        return Positions(document.path, text, lines, tuple(checkpoints))

    def span(self, start: int, end: int) -> Span:
        """Return the span between two offsets."""
        lines = self.lines
        start_line = bisect_right(lines, start)
        end_line = bisect_right(lines, end, start_line - 1)
        return Span(
            self.path,
            start_line,
            start - lines[start_line - 1] + 1,
            end_line,
            end - lines[end_line - 1] + 1,
            self._byte(start) if self.checkpoints else start,
            self._byte(end) if self.checkpoints else end,
        )

    def _byte(self, offset: int) -> int:
        """Return the byte offset of a code point."""
        block = offset // _CHECKPOINT
        return self.checkpoints[block] + len(self.text[block * _CHECKPOINT : offset].encode())


def spans_within(text: str, place: Span) -> SpanOf:
    """Return the places of the parts of `text`, which is written at `place`.

    Where the text is not in the file as it is (escapes, another encoding), every part is said to
    stand at `place`, for that is all that is known.
    """
    if place.end_byte - place.start_byte != len(text.encode(errors="replace")):
        return lambda _start, _end: place
    positions = Positions.of(Document.of(place.path, text.encode(errors="replace")))

    def span(start: int, end: int) -> Span:
        inner = positions.span(start, end)
        first_column = place.start_column - 1
        return Span(
            place.path,
            inner.start_line + place.start_line - 1,
            inner.start_column + (first_column if inner.start_line == 1 else 0),
            inner.end_line + place.start_line - 1,
            inner.end_column + (first_column if inner.end_line == 1 else 0),
            inner.start_byte + place.start_byte,
            inner.end_byte + place.start_byte,
        )

    return span
