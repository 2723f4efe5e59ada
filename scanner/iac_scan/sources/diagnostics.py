"""What could not be read, and what is missing: said, counted, never silently passed over.

Findings about security are not here; they are in `iac_scan.findings`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from iac_scan.sources.span import Span


class Level(Enum):
    """How much a diagnostic takes away from the scan."""

    ERROR = "error"
    """A file, or a part of one, could not be read: the scan exits with 2."""
    WARNING = "warning"
    """Read, but terraform or CloudFormation would object, or a bound was reached."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something in the scanned code that is not as it should be."""

    level: Level
    """How much it takes away."""
    message: str
    """What is wrong: lower case, one line, no final period, user text in backticks."""
    span: Span
    """Where. A file that could not be opened has line 1, column 1."""
    help: str | None = None
    """What to do about it."""


class GapKind(Enum):
    """What kind of thing is missing from the picture."""

    FILE = "file"
    """A file that was left unread on purpose: too large, binary, a link out of the root."""
    MODULE = "module"
    """A module or nested stack whose source is not on disk."""
    REFERENCE = "reference"
    """A reference to something that the scanned code does not declare."""
    POLICY = "policy"
    """A policy document whose text is not known."""
    VALUE = "value"
    """A value that decides what exists, and is not known: a count, a for_each, a condition."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of the described system that this scan cannot see."""

    kind: GapKind
    """What kind of thing is missing."""
    message: str
    """What is missing: lower case, one line, no final period, user text in backticks."""
    span: Span
    """The place that mentions it."""
    help: str | None = None
    """How to make it visible."""


N = TypeVar("N", Diagnostic, Gap)


def each_once(noted: Iterable[N]) -> tuple[N, ...]:
    """Return what was noted, each thing once, by place and then by words.

    What is said twice of one place, once with help and once without, is said with help: one
    caller of a module may have more to advise than another.
    """
    said: dict[tuple[Span, str, str], N] = {}
    for one in noted:
        key = (one.span, one.message, _kind(one))
        known = said.setdefault(key, one)
        if one.help is not None and (known.help is None or one.help < known.help):
            said[key] = one
    return tuple(said[key] for key in sorted(said))


def _kind(noted: Diagnostic | Gap) -> str:
    return noted.kind.value if isinstance(noted, Gap) else noted.level.value
