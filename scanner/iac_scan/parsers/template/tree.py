"""The located tree of a YAML or JSON document, CloudFormation short forms spelled out.

Which keys mean what is not known here. Source: AWS CloudFormation User Guide, Intrinsic
function reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from iac_scan.sources.comment import Comment
from iac_scan.sources.span import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string, number, boolean or null."""

    value: bool | int | Decimal | str | None
    """By the YAML 1.1 rules that CloudFormation uses; dates stay strings."""
    span: Span
    """With quotes."""
    lines: tuple[tuple[int, Span], ...] = ()
    """For block scalars: the offset in code points at which each line begins, and its place."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    """The items."""
    span: Span
    """From the first item to the last."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One key with its value."""

    key: str
    """The key as text."""
    key_span: Span
    """Where the key stands; for a short form, the tag."""
    value: Node
    """The value."""


@dataclass(frozen=True, slots=True)
class Entries:
    """A map. A short form such as `!Ref x` is a map with the one key `Ref`."""

    entries: tuple[Entry, ...]
    """In written order; of duplicate keys the last one, a diagnostic tells of the others."""
    span: Span
    """From the first key to the last value."""

    def get(self, key: str) -> Node | None:
        """Return the value of `key`, or None."""
        for entry in self.entries:
            if entry.key == key:
                return entry.value
        return None


Node: TypeAlias = Scalar | Items | Entries


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """One parsed document."""

    path: str
    """As in its spans."""
    root: Node
    """The tree."""
    comments: tuple[Comment, ...] = ()
    """Every comment, in order; JSON has none."""
    complete: bool = True
    """False when the text broke off, or a part of it is elsewhere: the tree holds what is here."""
