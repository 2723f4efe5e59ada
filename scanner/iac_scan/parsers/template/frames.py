"""A YAML collection while it is being read, and the tree node that it becomes.

Reading the events is `compose`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from typing import assert_never

from iac_scan.parsers.positions import Positions
from iac_scan.parsers.template.shortforms import KNOWN, STANDARD, UNSUPPORTED, long_form
from iac_scan.parsers.template.tree import Entries, Entry, Items, Node, Scalar
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Span

_MOST_REPEATS = 20
"""So many repeated keys of one map are told of."""

MERGE = "<<"
"""The key of a merge: https://yaml.org/type/merge.html."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key that waits for its value."""

    text: str
    """The key as text."""
    span: Span
    """Where it stands."""
    merge: bool
    """A plain `<<`."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a finished node is, aliases spelled out."""

    weight: int = 1
    """How many nodes it has, itself included."""
    height: int = 0
    """How many levels it has below itself."""


ONE = Size()
"""The size of a scalar."""


@dataclass(slots=True)
class Frame:
    """A collection that is not closed yet. Mutable: it lives while one file is read."""

    is_map: bool
    """A map, else a list."""
    tag: str | None
    """Its tag as libyaml gives it."""
    tag_span: Span | None
    """Where the tag stands."""
    anchor: str | None
    """Its anchor."""
    flow: bool
    """Written with brackets."""
    start: int
    """The index of its first character, or -1 as long as that is not known."""
    end: int
    """The index after the last character read of it."""
    items: list[Node] = field(default_factory=list)
    """The items of a list."""
    entries: list[Entry] = field(default_factory=list)
    """The entries of a map."""
    merged: list[Entry] = field(default_factory=list)
    """The entries that merge keys bring."""
    key: Key | None = None
    """The key whose value comes next."""
    weight: int = 1
    """How many nodes it holds, itself included, aliases spelled out."""

    height: int = 0
    """How many levels it has below itself."""

    @property
    def levels(self) -> int:
        """How many levels of the tree it makes: a short form is a map around what it tags."""
        return 1 if self.tag is None else 2

    @property
    def merges(self) -> bool:
        """Whether what comes next is the value of a merge key."""
        return self.key is not None and self.key.merge

    def add(self, node: Node, size: Size, end: int) -> Diagnostic | None:
        """Add a finished node: an item, or the value of the waiting key."""
        self.weight += size.weight
        self.height = max(self.height, size.height + 1)
        self.end = max(self.end, end)
        if not self.is_map:
            self.items.append(node)
            return None
        key, self.key = self.key, None
        assert key is not None
        if not key.merge:
            self.entries.append(Entry(key.text, key.span, node))
            return None
        return self._merge(node, key.span)

    def _merge(self, node: Node, span: Span) -> Diagnostic | None:
        """Take the entries of a merge key's value: a map, or a list of maps."""
        sources = node.items if isinstance(node, Items) else (node,)
        for source in sources:
            if not isinstance(source, Entries):
                return Diagnostic(Level.WARNING, "`<<` merges maps only", span)
            known = {entry.key for entry in self.merged}
            self.merged += (entry for entry in source.entries if entry.key not in known)
        return None

    def node(self, span: Span) -> tuple[Node, list[Diagnostic]]:
        """Return the collection as a node, and what is wrong with its keys."""
        if not self.is_map:
            return Items(tuple(self.items), span), []
        own, problems = _last_of_each(tuple(self.entries))
        keys = {entry.key for entry in own}
        merged = tuple(entry for entry in self.merged if entry.key not in keys)
        return Entries((*merged, *own), span), problems


def _last_of_each(entries: tuple[Entry, ...]) -> tuple[tuple[Entry, ...], list[Diagnostic]]:
    """Return the last entry of each key, and what is to be said of the others."""
    last = {entry.key: entry for entry in entries}
    if len(last) == len(entries):
        return entries, []
    return tuple(last.values()), [
        Diagnostic(
            Level.WARNING,
            f"the key `{shorten(entry.key)}` is written again on line "
            f"{last[entry.key].key_span.start_line}, and the last one counts",
            entry.key_span,
            "remove one of the two",
        )
        for entry in islice((one for one in entries if last[one.key] is not one), _MOST_REPEATS)
    ]


def without_duplicates(node: Node) -> tuple[Node, list[Diagnostic]]:
    """Return the tree with the last entry of each key alone, and what is said of the others."""
    match node:
        case Scalar():
            return node, []
        case Items(items=items):
            read = [without_duplicates(item) for item in items]
            problems = [problem for _, found in read for problem in found]
            return (replace(node, items=tuple(n for n, _ in read)) if problems else node), problems
        case Entries(entries=entries):
            own, problems = _last_of_each(entries)
            inner = [without_duplicates(entry.value) for entry in own]
            for _, found in inner:
                problems = [*problems, *found]
            if not problems:
                return node, []
            kept = zip(own, inner, strict=True)
            return replace(
                node, entries=tuple(replace(entry, value=new) for entry, (new, _) in kept)
            ), problems
        case _:
            assert_never(node)


def key_text(value: bool | int | Decimal | str | None) -> str:
    """Return a key as the JSON form of the template has it."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def shorten(text: str) -> str:
    """Return a piece of user text that fits on one line of a message."""
    text = "".join(character if character.isprintable() else "?" for character in text[:200])
    return text if len(text) <= 60 else f"{text[:57]}..."


def tagged(
    node: Node, tag: str, tag_span: Span, content: Span, positions: Positions
) -> tuple[Node, Diagnostic | None]:
    """Return the node with its tag spelled out: `!Ref x` as `{"Ref": x}`."""
    if tag == "!":
        return node, None
    if tag.startswith(STANDARD):
        name = tag.removeprefix(STANDARD)
        if name not in UNSUPPORTED:
            return node, None
        message = f"CloudFormation does not read the tag `!!{name}`"
        return node, Diagnostic(Level.WARNING, message, tag_span)
    problem = None
    if tag[1:] not in KNOWN:
        problem = Diagnostic(
            Level.WARNING,
            f"CloudFormation knows no tag `{shorten(tag)}`",
            tag_span,
            "the value is kept, but what the tag makes of it is not known",
        )
    if tag == "!GetAtt" and isinstance(node, Scalar) and isinstance(node.value, str):
        node = _split_attribute(node, node.value, positions)
    entry = Entry(long_form(tag), tag_span, node)
    return Entries((entry,), tag_span.to(content)), problem


def index_of(positions: Positions, span: Span) -> int:
    """Return the index at which a span begins."""
    return positions.lines[span.start_line - 1] + span.start_column - 1


def _split_attribute(node: Scalar, text: str, positions: Positions) -> Node:
    """Return `Resource.Attribute` as a list of the two; as cfn-flip, cut at the first dot."""
    resource, dot, attribute = text.partition(".")
    if not dot:
        return Items((node,), node.span)
    span = node.span
    width = span.end_column - span.start_column
    if span.start_line != span.end_line or width not in (len(text), len(text) + 2):
        return Items((Scalar(resource, span), Scalar(attribute, span)), span)
    start = index_of(positions, span)
    start += (width - len(text)) // 2
    cut = start + len(resource)
    return Items(
        (
            Scalar(resource, positions.span(start, cut)),
            Scalar(attribute, positions.span(cut + 1, start + len(text))),
        ),
        replace(span),
    )
