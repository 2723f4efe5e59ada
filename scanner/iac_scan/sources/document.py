"""One file that was read: its text, and the arithmetic between offsets, lines and columns.

Which files there are is `discover`'s business; reading them is `reader`'s.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from iac_scan.sources.span import Span


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file.

    A UTF-8 byte order mark is not part of `text`; line ends are as in the file.
    """

    path: str
    """POSIX path relative to the project root."""
    text: str
    """The whole text; bytes that are not UTF-8 were refused by the reader."""
    data: bytes = field(repr=False)
    """The same in UTF-8, without a byte order mark."""
    _line_bytes: tuple[int, ...] = field(default=(), repr=False)

    @staticmethod
    def of(path: str, data: bytes) -> Document:
        """Return the document made of `data`.

        Errors: UnicodeDecodeError when `data` is not UTF-8.
        """
        if data.startswith(b"\xef\xbb\xbf"):
            data = data[3:]
        starts = [0]
        position = data.find(b"\n")
        while position != -1:
            starts.append(position + 1)
            position = data.find(b"\n", position + 1)
        return Document(path, data.decode("utf-8"), data, tuple(starts))

    def line(self, number: int) -> str:
        """Return line `number` (from 1) without its line end; an empty string past the end."""
        if not 1 <= number <= len(self._line_bytes):
            return ""
        start = self._line_bytes[number - 1]
        end = self._line_bytes[number] if number < len(self._line_bytes) else len(self.data)
        return self.data[start:end].decode("utf-8").rstrip("\r\n")

    def span(self, start_byte: int, end_byte: int) -> Span:
        """Return the span between two byte offsets."""
        start_line = bisect_right(self._line_bytes, start_byte)
        end_line = bisect_right(self._line_bytes, end_byte)
        return Span(
            self.path,
            start_line,
            self._column(start_line, start_byte),
            end_line,
            self._column(end_line, end_byte),
            start_byte,
            end_byte,
        )

    def _column(self, line: int, byte: int) -> int:
        """Return the code-point column, from 1, of a byte offset on a line."""
        start = self._line_bytes[line - 1]
        if len(self.text) == len(self.data):
            return byte - start + 1
        return len(self.data[start:byte].decode("utf-8", errors="replace")) + 1

    def whole(self) -> Span:
        """Return the span of the first character, for what concerns the file as such."""
        return Span(self.path, 1, 1, 1, 1)
