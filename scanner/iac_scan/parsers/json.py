"""JSON text to the located tree of `iac_scan.parsers.template.tree`.

What the keys mean, and strings that are templates, is known to the callers alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]  # no stub
from typing import TypeAlias

from iac_scan.parsers.numbers import read_number
from iac_scan.parsers.positions import Positions, SpanOf
from iac_scan.parsers.template.tree import Entries, Entry, Items, Node, Scalar
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span

_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII)
_WORD = re.compile(r"[^\s,:\[\]{}\"]+")
_CONTROL = re.compile(r"[\x00-\x1f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_WORDS = {"true": True, "false": False, "null": None}


ReadNumber: TypeAlias = Callable[[str], int | Decimal | None]
"""What makes a number of its text; None for one that is out of range."""


def parse_json_document(
    document: Document, bounds: Bounds, number: ReadNumber = read_number
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Return the tree of a JSON file, or None with a diagnostic that says what it is not.

    Shape: the spans of objects and arrays include the brackets. Duplicate keys are all kept, in
    written order: what they mean differs from format to format.
    Errors: one diagnostic, at the first place where the text stops being JSON.
    """
    return read_json(document.text, Positions.of(document).span, bounds, number)


def read_json(
    text: str, span_of: SpanOf, bounds: Bounds, number: ReadNumber = read_number
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """Return the tree of a JSON text that stands anywhere, as `parse_json_document` does."""
    reader = _Reader(text, span_of, bounds.depth, number)
    try:
        node = reader.read()
    except _NotJsonError as error:
        return None, (*reader.diagnostics, error.diagnostic)
    return node, tuple(reader.diagnostics)


class _NotJsonError(Exception):
    """Leaves the reader at the first thing that is not JSON; never leaves this module."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(slots=True)
class _Open:
    """A list or map whose closing bracket has not been reached."""

    start: int
    closing: str
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    key: tuple[str, Span] | None = None


class _Reader:
    """Reads one text, front to back; the nesting is on `stack`, not on Python's own."""

    def __init__(self, text: str, span_of: SpanOf, depth: int, number: ReadNumber) -> None:
        self.text = text
        self.span_of = span_of
        self.depth = depth
        self.read_number = number
        self.position = 0
        self.stack: list[_Open] = []
        self.diagnostics: list[Diagnostic] = []

    def read(self) -> Node:
        """Return the tree. JSON-text = ws value ws."""
        self.skip_space()
        while True:
            node = self.value()
            while node is not None:
                if not self.stack:
                    if self.position < len(self.text):
                        raise self.unexpected("expected nothing after the end of the document")
                    return node
                node = self.attach(node)

    def attach(self, node: Node) -> Node | None:
        """Put a finished value where it belongs; return its container if that is finished too."""
        top = self.stack[-1]
        if top.key is not None:
            top.entries.append(Entry(*top.key, node))
        else:
            top.items.append(node)
        mark = self.text[self.position : self.position + 1]
        if mark == top.closing:
            return self.close(top)
        if mark != ",":
            raise self.unexpected(f"expected `,` or `{top.closing}` after the value")
        comma = self.position
        self.step(1)
        if self.text.startswith(top.closing, self.position):
            raise self.error(f"expected no `,` before `{top.closing}`", comma, comma + 1)
        if top.key is not None:
            self.key(top)
        return None

    def close(self, top: _Open) -> Node:
        """Leave the innermost list or map and return it."""
        self.stack.pop()
        span = self.span_of(top.start, self.position + 1)
        self.step(1)
        if top.closing == "}":
            return Entries(tuple(top.entries), span)
        return Items(tuple(top.items), span)

    def value(self) -> Node | None:
        """Return the value that starts here, or None after entering a list or map."""
        mark = self.text[self.position : self.position + 1]
        if mark == '"':
            text, span = self.string()
            return Scalar(text, span)
        if mark in {"{", "["} and mark:
            return self.enter(mark)
        start = self.position
        number = _NUMBER.match(self.text, start)
        word = _WORD.match(self.text, start)
        if word is not None and number is not None and number.end() == word.end():
            value = self.read_number(number[0])
            if value is None:
                raise self.error(
                    f"the number `{_shorten(number[0])}` is out of range", *word.span()
                )
            return self.scalar(value, word.end())
        if word is not None and word[0] in _WORDS:
            return self.scalar(_WORDS[word[0]], word.end())
        raise self.unexpected("expected a value")

    def scalar(self, value: bool | int | Decimal | None, end: int) -> Scalar:
        """Return the number or word that ends at `end`, and go past it."""
        span = self.span_of(self.position, end)
        self.step(end - self.position)
        return Scalar(value, span)

    def enter(self, mark: str) -> Node | None:
        """Enter a list or map; return it at once when it is empty."""
        if len(self.stack) >= self.depth:
            raise self.error(
                f"nested more than {self.depth} levels deep", self.position, self.position + 1
            )
        top = _Open(self.position, "}" if mark == "{" else "]")
        self.stack.append(top)
        self.step(1)
        if self.text.startswith(top.closing, self.position):
            return self.close(top)
        if mark == "{":
            self.key(top)
        return None

    def key(self, top: _Open) -> None:
        """Read one key and its colon. member = string ws ":" ws."""
        if not self.text.startswith('"', self.position):
            raise self.unexpected("expected a key in double quotes")
        top.key = self.string()
        if not self.text.startswith(":", self.position):
            raise self.unexpected(f"expected `:` after the key `{_shorten(top.key[0])}`")
        self.step(1)

    def string(self) -> tuple[str, Span]:
        """Return the string that starts here with its place, quotes included."""
        start = self.position
        try:
            text, end = scanstring(self.text, start + 1, False)
        except JSONDecodeError as error:
            if error.msg.startswith("Unterminated"):
                line_end = self.text.find("\n", start)
                line_end = len(self.text) if line_end == -1 else line_end
                raise self.error("this string is never closed", start, line_end) from error
            at = self.text.rfind("\\", start, error.pos + 1)
            at = error.pos if at == -1 else at
            raise self.error("not an escape sequence of JSON", at, at + 2) from error
        control = _CONTROL.search(self.text, start, end)
        if control is not None:
            at = control.start()
            message = f"a control character (U+{ord(control[0]):04X}) in a string must be escaped"
            self.diagnostics.append(Diagnostic(Level.WARNING, message, self.span_of(at, at + 1)))
        span = self.span_of(start, end)
        self.step(end - start)
        # A half of a surrogate pair is no character; it is read as encoders of JSON read it.
        return (_SURROGATE.sub("\ufffd", text) if not text.isascii() else text), span

    def step(self, length: int) -> None:
        """Go on by `length` and past white space."""
        self.position += length
        self.skip_space()

    def skip_space(self) -> None:
        """Go past white space."""
        space = _SPACE.match(self.text, self.position)
        self.position = self.position if space is None else space.end()

    def unexpected(self, expected: str) -> _NotJsonError:
        """Return the error that says what was expected here and what is here."""
        start = self.position
        if start >= len(self.text):
            if self.stack:
                top = self.stack[-1]
                opening = "{" if top.closing == "}" else "["
                return self.error(f"this `{opening}` is never closed", top.start, top.start + 1)
            return self.error(f"{expected}, got the end of the file", start, start)
        word = _WORD.match(self.text, start)
        end = start + 1 if word is None else word.end()
        got = self.text[start:end]
        if got.startswith(("//", "#", "/*")):
            return self.error("JSON has no comments", start, end)
        return self.error(f"{expected}, got `{_shorten(got)}`", start, end)

    def error(self, message: str, start: int, end: int) -> _NotJsonError:
        """Return the error with its place."""
        span = self.span_of(start, min(end, len(self.text)))
        return _NotJsonError(Diagnostic(Level.ERROR, message, span))


def _shorten(text: str) -> str:
    """Return a piece of user text that fits on one line of a message."""
    text = "".join(character if character.isprintable() else "?" for character in text)
    return text if len(text) <= 40 else f"{text[:37]}..."
