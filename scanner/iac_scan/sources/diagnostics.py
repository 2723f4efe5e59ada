"""What could not be read, and what is missing: said, counted, never silently passed over.

Findings about security are not here; they are in `iac_scan.findings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
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


_MOST_OF_A_KIND = 20
"""So many diagnostics of one kind are listed for one file."""
_DIFFERENT = re.compile(r"`.*`|[0-9]+", re.DOTALL)
"""What differs among messages of one kind: from the first backtick to the last, and numbers."""

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


def few_of_each_kind(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the first diagnostics of each kind in each file, and one that counts the others.

    Shape: in the given order; the counting one stands where the first that it counts does.
    """
    kinds: dict[tuple[str, Level, str], list[Diagnostic]] = {}
    kept: list[Diagnostic] = []
    for one in diagnostics:
        shape = _DIFFERENT.sub("`...`", one.message)
        kind = kinds.setdefault((one.span.path, one.level, shape), [])
        kind.append(one)
        if len(kind) <= _MOST_OF_A_KIND + 1:
            kept.append(one)
    counting = {
        one: _counting(kind[_MOST_OF_A_KIND:], shape)
        for (_, _, shape), kind in kinds.items()
        for one in kind[_MOST_OF_A_KIND : _MOST_OF_A_KIND + 1]
    }
    return tuple(counting.get(one, one) for one in kept)


def _counting(more: list[Diagnostic], shape: str) -> Diagnostic:
    """Return what stands for diagnostics of one kind: the only one, or their number."""
    if len(more) == 1:
        return more[0]
    same = len({one.message for one in more}) == 1
    message = f"{more[0].message if same else shape}: {len(more)} more times in this file"
    return replace(more[0], message=message)


def _kind(noted: Diagnostic | Gap) -> str:
    return noted.kind.value if isinstance(noted, Gap) else noted.level.value
