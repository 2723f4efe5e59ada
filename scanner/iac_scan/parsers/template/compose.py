"""YAML text made into located trees, one for each document in the file.

Composed from events rather than by PyYAML's composer, which is recursive, has no bounds and does
not keep comments. What the short forms are is in `shortforms`, what a plain scalar means in
`scalars`, what an alias stands for in `anchors`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import yaml

from iac_scan.parsers.positions import Positions
from iac_scan.parsers.template.anchors import Anchors
from iac_scan.parsers.template.frames import (
    MERGE,
    ONE,
    Frame,
    Key,
    Size,
    index_of,
    key_text,
    tagged,
)
from iac_scan.parsers.template.layout import lines_of
from iac_scan.parsers.template.mistakes import diagnose, placeholder_help
from iac_scan.parsers.template.properties import comments_between, read_comment, read_properties
from iac_scan.parsers.template.scalars import resolve
from iac_scan.parsers.template.shortforms import STANDARD
from iac_scan.parsers.template.tree import Entries, Node, Scalar, TemplateFile
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.comment import Comment
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span

_OUTER_LEVELS = 2
"""Of a document that breaks off, complete entries of so many outer levels are kept."""


def compose(
    document: Document, bounds: Bounds
) -> tuple[tuple[TemplateFile, ...], tuple[Diagnostic, ...]]:
    """Return the trees of every YAML document in the file, and what is wrong with them.

    Errors: a document that breaks off yields what is complete of its outer levels and an ERROR.
    """
    composer = _Composer(Positions.of(document), bounds, Anchors(bounds))
    try:
        for event in _events(document.text):
            composer.take(event)
    except yaml.YAMLError as error:
        composer.diagnostics.append(diagnose(composer.positions, error))
        composer.break_off()
    return tuple(composer.files), tuple(composer.diagnostics)


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield the events of `text`, from libyaml where PyYAML was built with it."""
    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    return yaml.parse(text, Loader=loader)


@dataclass(slots=True)
class _Composer:
    """The state of reading one file: it is fed events and collects files and diagnostics."""

    positions: Positions
    bounds: Bounds
    anchors: Anchors
    files: list[TemplateFile] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    root: Node | None = None
    read: int = 0
    """The index up to which comments were collected."""
    depth: int = 0
    """How many levels of the tree are open."""
    skipping: int = 0
    """How many collections deep the reader is below the depth bound."""

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the file."""
        assert event.start_mark is not None
        assert event.end_mark is not None
        start, end = event.start_mark.index, event.end_mark.index
        if start > self.read:
            self.comments += comments_between(self.positions, self.read, start)
        self.read = max(self.read, end)
        match event:
            case yaml.ScalarEvent():
                self._scalar(event, start, end)
            case yaml.CollectionStartEvent():
                self._open(event, start, end)
            case yaml.CollectionEndEvent():
                self._close(start, end)
            case yaml.AliasEvent():
                self._alias(event.anchor or "", start, end)
            case yaml.DocumentStartEvent():
                self.root = None
                self.anchors.clear()
            case yaml.DocumentEndEvent():
                self._finish()
            case _:
                pass

    def break_off(self) -> None:
        """Keep what is complete of the outer levels when the reader cannot go on."""
        del self.frames[_OUTER_LEVELS:]
        while self.frames:
            frame = self.frames.pop()
            if frame.items or frame.entries:
                self._complete(frame, frame.end)
        if self.root is not None:
            self._finish(complete=False)

    def _finish(self, *, complete: bool = True) -> None:
        """Add the document that was read to the files."""
        if self.root is None:
            return
        self.files.append(
            TemplateFile(self.positions.path, self.root, tuple(self.comments), complete)
        )
        self.comments = []
        self.root = None

    def _scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> None:
        """Take a scalar: a key, an item or a value."""
        if self.skipping:
            return
        positions = self.positions
        content, tag = start, None
        if event.tag is not None or event.anchor is not None or event.style in ("|", ">"):
            properties = read_properties(positions, start, end)
            self.comments += properties.comments
            content, tag = properties.content, properties.tag
        value: bool | int | Decimal | str | None = event.value
        stop = end
        if event.style in ("|", ">"):
            stop = self._block_end(content, end)
        elif _is_plain(event):
            value = resolve(event.value)
        node: Node = Scalar(value, positions.span(content, stop), self._lines(event, content, stop))
        if tag is not None and event.tag is not None:
            node = self._tagged(node, event.tag, positions.span(*tag))
        self.anchors.keep(event.anchor, node, ONE)
        self._put(node, ONE, stop, merge=event.value == MERGE and bool(event.implicit[0]))

    def _block_end(self, start: int, end: int) -> int:
        """Return where the text of a block scalar ends, and collect its header's comment."""
        text = self.positions.text
        header = text.find("\n", start, end)
        comment = text.find(" #", start, end if header == -1 else header)
        if comment != -1:
            self.comments.append(read_comment(self.positions, comment + 1)[0])
        return max(start + 1, start + len(text[start:end].rstrip()))

    def _lines(self, event: yaml.ScalarEvent, start: int, end: int) -> tuple[tuple[int, Span], ...]:
        """Return where the lines of the scalar stand, when somebody may want to know."""
        value = event.value
        if event.style in ("|", ">"):
            first = self.positions.text.find("\n", start, end) + 1
            if not first:
                return ()
            while self.positions.text[first] in " \t\r\n":
                first += 1
            indented = len(value) - len(value.lstrip())
            lines = lines_of(self.positions, value[indented:], first, end, "")
            return tuple((offset + indented, span) for offset, span in lines)
        if event.style in ("'", '"'):
            if "\n" in value or "{" in value:
                return lines_of(self.positions, value, start + 1, end - 1, event.style)
        elif " " in value and "\n" in self.positions.text[start:end]:
            return lines_of(self.positions, value, start, end, "")
        return ()

    def _open(self, event: yaml.CollectionStartEvent, start: int, end: int) -> None:
        """Take the beginning of a list or map."""
        # A short form is a map around what it tags.
        levels = 1 if event.tag is None else 2
        if self.skipping or self.depth + levels > self.bounds.depth:
            if not self.skipping:
                message = f"nested more than {self.bounds.depth} levels deep"
                self._report(Level.ERROR, message, start, max(end, start + 1))
            self.skipping += 1
            return
        content, tag = start, None
        if event.tag is not None or event.anchor is not None:
            properties = read_properties(self.positions, start, end)
            self.comments += properties.comments
            content, tag = properties.content, properties.tag
        self.depth += levels
        self.frames.append(
            Frame(
                is_map=isinstance(event, yaml.MappingStartEvent),
                tag=event.tag,
                tag_span=None if tag is None else self.positions.span(*tag),
                anchor=event.anchor,
                flow=bool(event.flow_style),
                start=content if event.flow_style else -1,
                end=end,
            )
        )
        self.anchors.begin(event.anchor)

    def _close(self, start: int, end: int) -> None:
        """Take the end of a list or map."""
        if self.skipping:
            self.skipping -= 1
            if not self.skipping:
                self._put(Scalar(None, self.positions.span(start, start)), ONE, end)
            return
        frame = self.frames.pop()
        self.depth -= frame.levels
        self._complete(frame, end if frame.flow else frame.end)

    def _complete(self, frame: Frame, end: int) -> None:
        """Make a node of a list or map, and put it where it belongs."""
        start = max(frame.start, 0)
        size = Size(frame.weight, frame.height + frame.levels - 1)
        span = self.positions.span(start, max(end, start))
        node, problems = frame.node(span)
        self.diagnostics += problems
        if frame.tag is not None and frame.tag_span is not None:
            node = self._tagged(node, frame.tag, frame.tag_span)
        self.anchors.keep(frame.anchor, node, size)
        self._put(node, size, end)

    def _alias(self, anchor: str, start: int, end: int) -> None:
        """Take an alias: the node that carries the anchor, once more."""
        if self.skipping:
            return
        match self.anchors.take(anchor, self.depth, self.frames):
            case node, size:
                self._put(node, size, end)
            case problem:
                if problem is not None:
                    self._report(Level.ERROR, problem, start, end)
                span = self.positions.span(start, end)
                merges = bool(self.frames) and self.frames[-1].merges
                self._put(Entries((), span) if merges else Scalar(None, span), ONE, end)

    def _tagged(self, node: Node, tag: str, tag_span: Span) -> Node:
        """Return the node with its tag spelled out."""
        node, problem = tagged(node, tag, tag_span, node.span, self.positions)
        if problem is not None:
            self.diagnostics.append(problem)
        return node

    def _put(self, node: Node, size: Size, end: int, *, merge: bool = False) -> None:
        """Put a finished node where it belongs: into the collection that is open, or as root."""
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        if frame.start < 0:
            frame.start = index_of(self.positions, node.span)
        if not frame.is_map or frame.key is not None:
            problem = frame.add(node, size, end)
            if problem is not None:
                self.diagnostics.append(problem)
            return
        frame.end = max(frame.end, end)
        text = ""
        if isinstance(node, Scalar):
            text = key_text(node.value)
        else:
            help_ = placeholder_help(self.positions, index_of(self.positions, node.span))
            self.diagnostics.append(
                Diagnostic(Level.WARNING, "a key must be text", node.span, help_)
            )
        frame.key = Key(text, node.span, merge)

    def _report(self, level: Level, message: str, start: int, end: int) -> None:
        """Add a diagnostic."""
        self.diagnostics.append(Diagnostic(level, message, self.positions.span(start, end)))


def _is_plain(event: yaml.ScalarEvent) -> bool:
    """Tell whether the value of a scalar follows from how it looks."""
    if event.tag is None or event.tag == "!":
        return bool(event.implicit[0]) and event.tag is None
    kind = event.tag.removeprefix(STANDARD)
    return kind != event.tag and kind in ("int", "float", "bool", "null")
