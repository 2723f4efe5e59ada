"""Where a piece of text stands in a scanned file, and how a value came from there to its use.

Nothing here reads a file; see `reader` for that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one file.

    Units: lines and columns count from 1, columns in Unicode code points; bytes count from 0;
    every end is exclusive.
    """

    path: str
    """POSIX path relative to the project root; never absolute."""
    start_line: int
    """The line of the first character."""
    start_column: int
    """The column of the first character."""
    end_line: int
    """The line on which the stretch ends."""
    end_column: int
    """The column after the last character."""
    start_byte: int = 0
    """The offset of the first byte in the file."""
    end_byte: int = 0
    """The offset after the last byte in the file."""

    def to(self, end: Span) -> Span:
        """Return the stretch from the start of this span to the end of `end`, in the same file."""
        return replace(
            self, end_line=end.end_line, end_column=end.end_column, end_byte=end.end_byte
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One reference that a value passed through on its way to the place where it is used."""

    label: str
    """What was followed, as the author wrote it: `local.admin`, `var.name`, `!Ref Name`."""
    span: Span
    """Where the reference stands."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value is written, and the references through which it is used."""

    span: Span
    """The text that a reviewer edits to change the value."""
    steps: tuple[Step, ...] = ()
    """Shape: the reference next to the use first, the one next to `span` last; often empty."""

    def through(self, step: Step) -> Origin:
        """Return this origin as seen by a reader who follows `step` to reach it."""
        return Origin(self.span, (step, *self.steps))
