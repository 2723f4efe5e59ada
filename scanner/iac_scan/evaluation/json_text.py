"""JSON held in a string value, read into located values: a policy in a heredoc or a file.

The grammar is in `iac_scan.parsers.json`; what the document means is not known here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import assert_never

from iac_scan.parsers.json import read_json
from iac_scan.parsers.template.tree import Entries, Items, Node, Scalar
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Origin, Span
from iac_scan.values import Known, Mapping, Reason, Sequence, Text, Unknown, Value, join_text

_BARE = "\ufdd0"
"""Stands, in quotes, for an unknown part outside of JSON strings; Unicode has no such character."""
_INSIDE = "\ufdd1"
"""Stands for an unknown part inside a JSON string."""
_MARK = re.compile(f"([{_BARE}{_INSIDE}])")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)


@dataclass(frozen=True, slots=True)
class JsonProblem:
    """Why a text is not JSON."""

    message: str
    """What is wrong: lower case, one line, no final period, user text in backticks."""
    span: Span
    """Where, as exactly as the text's layout tells."""


def decode_json(
    value: Known | Text,
    bounds: Bounds | None = None,
    report: Callable[[Diagnostic], None] | None = None,
) -> Value | JsonProblem:
    """Return the value that the JSON text `value` stands for, or why it is not JSON.

    Every part has the place in the source where it is written, as far as the layout of the text
    tells, and the steps of the text. Of duplicate keys the last one counts: the object names
    them, and `report` is told.
    Unknown: an unknown part inside a JSON string makes that string a `Text`; one in the place of
    a value is that value; one among the items of a list may be any number of items.
    """
    if value.encoded is not None:
        return value.encoded
    if isinstance(value, Known) and not isinstance(value.value, str):
        return JsonProblem("expected JSON text", value.origin.span)
    source = _Source.of(value)
    node, problems = read_json(source.text, source.span, bounds or Bounds())
    if node is None:
        problem = problems[-1]
        return JsonProblem(problem.message, problem.span)
    if report is not None:
        for problem in problems:
            report(problem)
    return _Builder(source, report).build(node)


@dataclass(frozen=True, slots=True)
class _Source:
    """A text with its unknown parts replaced by marks, and the way back to the file."""

    value: Known | Text
    given: str
    """The text with one mark for each unknown part, as the layout counts."""
    text: str
    """What is read as JSON: marks outside of strings are put in quotes."""
    holes: tuple[Unknown, ...]
    """What the marks stand for, in order."""
    quotes: tuple[int, ...]
    """The offsets in `text` of the quotes that were put around marks."""
    bytes: tuple[int, ...] = ()
    """How many bytes stand before each code point of `given`; empty when all are ASCII."""

    @staticmethod
    def of(value: Known | Text) -> _Source:
        """Return the source for a text."""
        if isinstance(value, Known):
            text = str(value.value)
            return _Source(value, text, text, (), (), _bytes_before(text))
        given: list[str] = []
        text_parts: list[str] = []
        quotes: list[int] = []
        offset = 0
        inside = False
        for part in value.parts:
            if isinstance(part, str):
                inside = _ends_inside(part, inside=inside)
                given.append(_without_marks(part))
                text_parts.append(given[-1])
            elif inside:
                given.append(_INSIDE)
                text_parts.append(_INSIDE)
            else:
                quotes += (offset, offset + 2)
                given.append(_BARE)
                text_parts.append(f'"{_BARE}"')
            offset += len(text_parts[-1])
        holes = tuple(part for part in value.parts if isinstance(part, Unknown))
        counted = "".join(given)
        text = "".join(text_parts)
        return _Source(value, counted, text, holes, tuple(quotes), _bytes_before(counted))

    def span(self, start: int, end: int) -> Span:
        """Return the place of the text between two offsets."""
        first = start - bisect_left(self.quotes, start)
        last = end - bisect_left(self.quotes, end)
        if self.value.layout:
            return self._place(first).to(self._place(last, at_end=True))
        whole = self.value.origin.span
        quote, rest = divmod(whole.end_column - whole.start_column - len(self.given), 2)
        if whole.start_line != whole.end_line or rest or quote not in (0, 1) or self.holes:
            return whole
        return self._shift(whole, 0, first, quote).to(self._shift(whole, 0, last, quote))

    def _place(self, offset: int, *, at_end: bool = False) -> Span:
        """Return the empty span at an offset: in the last piece that begins before it."""
        layout = self.value.layout
        number = bisect_right(layout, offset - at_end, key=lambda piece: piece.start) - 1
        piece = layout[max(number, 0)]
        span = piece.span
        width = max(offset - piece.start, 0)
        if span.start_line == span.end_line:
            width = min(width, span.end_column - span.start_column)
        return self._shift(span, piece.start, piece.start + width)

    def _shift(self, span: Span, start: int, offset: int, quote: int = 0) -> Span:
        """Return the empty span at `offset` of the text, where `span` begins at `start`."""
        column = span.start_column + offset - start + quote
        width = self.bytes[offset] - self.bytes[start] if self.bytes else offset - start
        byte = span.start_byte + quote + width
        return Span(span.path, span.start_line, column, span.start_line, column, byte, byte)


@dataclass(slots=True)
class _Builder:
    """Makes values of a tree. INVARIANT: strings are built in written order, as marks count."""

    source: _Source
    report: Callable[[Diagnostic], None] | None
    used: int = 0
    """How many marks were met so far."""
    references: list[tuple[Span, Value]] = field(init=False)
    """Where the runs of the text stand that are references, and what they are."""

    def __post_init__(self) -> None:
        given = self.source.value
        runs = zip(given.layout, given.made_of, strict=False)
        aligned = len(given.layout) == len(given.made_of)
        self.references = [
            (piece.span, run) for piece, run in runs if aligned and run.origin.span != piece.span
        ]

    def build(self, node: Node) -> Value:
        """Return the value of a node."""
        given = self.source.value
        origin = Origin(node.span, given.origin.steps)
        match node:
            case Scalar(value=str() as text):
                return self._string(text, origin)
            case Scalar(value=scalar):
                return Known(scalar, origin, marks=given.marks)
            case Items(items=items):
                return self._list(items, origin)
            case Entries():
                return self._map(node, origin)
            case _:
                assert_never(node)

    def _list(self, items: tuple[Node, ...], origin: Origin) -> Sequence:
        """Return a list; a bare unknown in it may be any number of items."""
        built: list[Value] = []
        rest: Unknown | None = None
        scattered = False
        for item in items:
            value = self.build(item)
            if isinstance(item, Scalar) and item.value == _BARE and isinstance(value, Unknown):
                rest = value
            else:
                scattered = scattered or rest is not None
                built.append(value)
        return Sequence(
            tuple(built),
            origin,
            rest=rest,
            marks=self.source.value.marks,
            scattered=scattered,
        )

    def _map(self, node: Entries, origin: Origin) -> Mapping:
        """Return an object; a key with unknown parts makes it open."""
        entries: dict[str, Value] = {}
        spans: dict[str, Span] = {}
        repeats: list[tuple[str, Span]] = []
        rest: Unknown | None = None
        for entry in node.entries:
            key = self._string(entry.key, Origin(entry.key_span, origin.steps))
            value = self.build(entry.value)
            if not isinstance(key, Known):
                detail = "a key of this object is not known"
                rest = Unknown(Reason.NO_VALUE, detail, key.origin)
                continue
            if entry.key in entries:
                repeats.append((entry.key, entry.key_span))
                if self.report is not None:
                    message = (
                        f"the key `{entry.key[:60]}` is written twice, and the last one counts"
                    )
                    self.report(Diagnostic(Level.WARNING, message, spans[entry.key]))
            entries[entry.key] = value
            spans[entry.key] = entry.key_span
        return Mapping(
            entries,
            origin,
            rest=rest,
            marks=self.source.value.marks,
            key_spans=spans,
            repeats=tuple(repeats),
        )

    def _string(self, text: str, origin: Origin) -> Known | Text | Unknown:
        """Return a string, its marks replaced by what they stand for."""
        marks = self.source.value.marks
        made_of = tuple(run for span, run in self.references if _is_inside(span, origin.span))
        if not self.source.holes or (_BARE not in text and _INSIDE not in text):
            return Known(text, origin, marks=marks, made_of=made_of)
        parts: list[str | Unknown] = []
        for run in _MARK.split(text):
            if run in (_BARE, _INSIDE):
                parts.append(self.source.holes[self.used])
                self.used += 1
            else:
                parts.append(run)
        if text == _BARE:
            (whole,) = (part for part in parts if isinstance(part, Unknown))
            return whole
        return join_text(tuple(parts), origin, marks=marks, made_of=made_of)


def _is_inside(inner: Span, outer: Span) -> bool:
    """Tell whether a stretch of the same file lies inside another."""
    begins = (outer.start_line, outer.start_column) <= (inner.start_line, inner.start_column)
    return begins and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)


def _bytes_before(text: str) -> tuple[int, ...]:
    """Return how many bytes stand before each code point and the end; nothing for ASCII."""
    if text.isascii():
        return ()
    return (0, *accumulate(len(character.encode()) for character in text))


def _without_marks(text: str) -> str:
    """Return the text without the characters that serve as marks."""
    return _MARK.sub("\ufffd", text)


def _ends_inside(text: str, *, inside: bool) -> bool:
    """Tell whether a JSON string is open at the end of `text`."""
    position = 0
    if inside:
        closing = re.match(r'(?:[^"\\]|\\.)*+"', text, re.DOTALL)
        if closing is None:
            return True
        position = closing.end()
    runs = [*_STRING.finditer(text, position)]
    return bool(runs) and runs[-1].end() == len(text) and not _is_closed(runs[-1][0])


def _is_closed(text: str) -> bool:
    """Tell whether a match of `_STRING` has its closing quote."""
    return re.fullmatch(r'"(?:[^"\\]|\\.)*+"', text, re.DOTALL) is not None
