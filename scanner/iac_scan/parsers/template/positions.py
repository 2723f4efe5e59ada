"""Arithmetic between code-point indexes, as YAML marks count, and spans of a document.

Nothing about YAML is known here.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from iac_scan.sources.document import Document
from iac_scan.sources.span import Span

_STRIDE = 512
"""Code points between two remembered byte offsets in a text that is not ASCII."""


@dataclass(frozen=True, slots=True)
class Positions:
    """Where each code point of one document stands.

    Lines end at line feeds alone, as in `Document`; YAML's own count of lines also knows others.
    """

    path: str
    """As in the spans."""
    text: str
    """The whole text."""
    _lines: tuple[int, ...]
    _bytes: tuple[int, ...]

    @staticmethod
    def of(document: Document) -> Positions:
        """Return the positions of `document`."""
        text = document.text
        lines = [0]
        found = text.find("\n")
        while found != -1:
            lines.append(found + 1)
            found = text.find("\n", found + 1)
        offsets: list[int] = []
        if len(text) != len(document.data):
            offset = 0
            for start in range(0, len(text) + 1, _STRIDE):
                offsets.append(offset)
                offset += len(text[start : start + _STRIDE].encode())
        return Positions(document.path, text, tuple(lines), tuple(offsets))

    def byte(self, index: int) -> int:
        """Return the byte offset of the code point at `index`."""
        if not self._bytes:
            return index
        stride = index // _STRIDE
        return self._bytes[stride] + len(self.text[stride * _STRIDE : index].encode())

    def line_of(self, index: int) -> int:
        """Return the line, from 1, of the code point at `index`."""
        return bisect_right(self._lines, index)

    def line_start(self, line: int) -> int:
        """Return the index at which `line` (from 1) begins; the length of the text past the end."""
        return self._lines[line - 1] if line <= len(self._lines) else len(self.text)

    def index(self, span: Span) -> int:
        """Return the index at which `span` begins."""
        return self.line_start(span.start_line) + span.start_column - 1

    def line_text(self, line: int) -> str:
        """Return `line` (from 1) without its line end."""
        return self.text[self.line_start(line) : self.line_start(line + 1)].rstrip("\r\n")

    def span(self, start: int, end: int) -> Span:
        """Return the span from index `start` to index `end`, exclusive."""
        first = bisect_right(self._lines, start)
        last = bisect_right(self._lines, end)
        return Span(
            self.path,
            first,
            start - self._lines[first - 1] + 1,
            last,
            end - self._lines[last - 1] + 1,
            self.byte(start),
            self.byte(end),
        )
