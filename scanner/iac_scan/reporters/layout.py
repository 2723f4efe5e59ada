"""Lines of styled runs, and the room that they are shown in. What they say is not known here.

Units: widths are cells of a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate, takewhile
from typing import TypeAlias
from unicodedata import combining, east_asian_width

from iac_scan.reporters.escape import not_a_command

PIPE_WIDTH = 100
"""The width for a file or a pipe; messages are not wrapped there, source lines are cut."""

WIDEST = 120
"""Longer lines are hard to read, however wide the terminal is."""

_NARROWEST = 40
"""A narrower terminal breaks the lines itself."""

_JOINTS = ("/", "-.:=?&,_")
"""Behind what a word is broken that is longer than a line, best first."""


class Style(Enum):
    """What a run of text is; how that looks is the terminal's business."""

    PLAIN = "plain"
    PATH = "path"
    MESSAGE = "message"
    QUIET = "quiet"
    CODE = "code"
    MARKED = "marked"
    GOOD = "good"
    WARNING = "warning"
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


Run: TypeAlias = tuple[Style, str]
Line: TypeAlias = tuple[Run, ...]

BLANK: Line = ()


def flat(line: Line) -> str:
    """Return a line without its styles, so that no runner takes it for a command."""
    return not_a_command("".join(text for _, text in line).rstrip())


@dataclass(frozen=True, slots=True)
class Room:
    """How wide lines may be, and whether longer ones are broken."""

    width: int
    """The most cells of a line."""
    wrapped: bool
    """Whether text is broken to keep within it; a pipe is read by programs, which break none."""

    @staticmethod
    def of_pipe() -> Room:
        """Return the room of a pipe or a file."""
        return Room(PIPE_WIDTH, wrapped=False)

    @staticmethod
    def of_terminal(columns: int) -> Room:
        """Return the room of a terminal."""
        return Room(max(_NARROWEST, min(columns, WIDEST)), wrapped=True)

    def fits(self, text: str) -> bool:
        """Tell whether a line of this text need not be broken."""
        return not self.wrapped or width(text) <= self.width

    def paragraph(self, text: str, style: Style, lead: str) -> Iterator[Line]:
        """Yield a text, each of its lines behind `lead`."""
        yield from self.entry(((Style.PLAIN, lead),), text, style)

    def entry(self, head: Line, text: str, style: Style = Style.PLAIN) -> Iterator[Line]:
        """Yield a text behind a head; its further lines begin below the first."""
        lead = width("".join(run for _, run in head))
        first, *more = broken(text, self.width - lead) if self.wrapped else [text]
        yield (*head, (style, first))
        for part in more:
            yield ((Style.PLAIN, " " * lead), (style, part))

    def line(self, line: Line) -> Iterator[Line]:
        """Yield a line, in the style of its first run on several lines where it is too long."""
        text = "".join(run for _, run in line)
        if self.fits(text):
            yield line
        else:
            yield from self.paragraph(text, line[0][0], "")


def broken(text: str, room: int) -> list[str]:
    """Return a text in lines: words are kept whole, or else broken where their parts join."""
    room = max(room, _NARROWEST // 2)
    lines = [""]
    for word in text.split():
        for part in _parts(word, room):
            both = f"{lines[-1]} {part}" if lines[-1] else part
            if width(both) <= room:
                lines[-1] = both
            else:
                lines.append(part)
    return lines


def _parts(word: str, room: int) -> Iterator[str]:
    """Yield a word in parts of at most `room` cells, broken behind a joint where one is near."""
    rest = word
    while width(rest) > room:
        reached = accumulate(map(width, rest))
        fitting = sum(1 for _ in takewhile(lambda cells: cells <= room, reached))
        joints = (max(rest.rfind(char, 0, fitting) + 1 for char in same) for same in _JOINTS)
        at = next((joint for joint in joints if joint > fitting // 2), fitting)
        yield rest[:at]
        rest = rest[at:]
    yield rest


def width(text: str) -> int:
    """Return how many cells of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if combining(char) or char in "\u200d\ufe0f"
        else 2
        if east_asian_width(char) in "WF"
        else 1
        for char in text
    )
