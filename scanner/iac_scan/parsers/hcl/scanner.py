"""Tokens of HCL, one at a time, and the bookkeeping that the parser needs around them.

Which tokens may follow each other is known to `expressions`, `templates` and `bodies`.
Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md, Lexical Elements (read
2026-11-23), and hclsyntax/scan_tokens.rl in the same repository.
"""

from __future__ import annotations

import re

from iac_scan.parsers.positions import SpanOf
from iac_scan.sources.comment import Comment
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Span

IDENTIFIER = "identifier"
NUMBER = "number"
NEWLINE = "newline"
HEREDOC = "heredoc"
END = "end"

MOST_DIAGNOSTICS = 50
"""After so many in one file its rest is left unread, and one more diagnostic says so."""

_PATTERN = r"""
    (?P<identifier> [^\W\d] [\w-]* )
  | (?P<newline> \r?\n )
  | (?P<comment> (?: \# | // ) [^\n]* | /\* .*? \*/ )
  | (?P<open_comment> /\* )
  | (?P<heredoc> <<-? [^\W\d] [\w-]* \r?\n )
  | (?P<operator> \.\.\. | => | == | != | <= | >= | && | \|\| | :: | ~\}
                | [=.,:?!<>+\-*/%{}()\[\]"] )
  | (?P<number> [0-9]+ (?: \.[0-9]+ )? (?: [eE] [+-]? [0-9]+ )? )
  | (?P<end> \Z )
  | (?P<invalid> . )
"""
_ON_A_LINE = re.compile(rf"[ \t]*+ (?: {_PATTERN} )", re.VERBOSE | re.DOTALL)
_ACROSS_LINES = re.compile(rf"[ \t\r\n]*+ (?: {_PATTERN} )", re.VERBOSE | re.DOTALL)
_STATEMENT = r"""[ \t]*+ [^\W\d][\w-]*+ [ \t]*+
    (?: =(?![=>]) | (?: (?: "[^"\n]*" | [^\W\d][\w-]*+ ) [ \t]*+ )*+ \{ )"""


class HclError(Exception):
    """Leaves the statement that cannot be read; never leaves this package."""

    def __init__(self, diagnostic: Diagnostic, at: int, stop: int) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
        self.at = at
        self.stop = stop


class Scanner:
    """A place in a text: the token that stands there, and what was noted on the way.

    INVARIANT: `start` and `stop` enclose the current token, `last` is the end of the one before.
    """

    __slots__ = (
        "_depth",
        "_levels",
        "_table",
        "comments",
        "diagnostics",
        "gave_up",
        "kind",
        "last",
        "span",
        "start",
        "stop",
        "text",
        "unclosed_block",
    )

    def __init__(self, text: str, span: SpanOf, levels: int) -> None:
        self.text = text
        self.span = span
        self.comments: dict[int, Comment] = {}
        self.diagnostics: list[Diagnostic] = []
        self.kind = END
        self.gave_up = False
        self.unclosed_block = False
        self.start = self.stop = self.last = 0
        self._table = _ON_A_LINE
        self._depth = 0
        self._levels = levels

    def advance(self) -> None:
        """Go to the next token; comments are noted, line ends skipped where they mean nothing."""
        self.last = position = self.stop
        while True:
            match = self._table.match(self.text, position)
            assert match is not None, "every text begins with a token"
            kind = match.lastgroup or END
            position = match.end()
            if kind == "comment":
                self._note(match.start(kind), position)
            elif kind == "open_comment":
                self._report_open_comment(match.start(kind))
                position = len(self.text)
            elif kind != NEWLINE or self._table is _ON_A_LINE:
                break
        self.kind = match["operator"] if kind == "operator" else kind
        self.start = match.start(kind)
        self.stop = position

    def jump(self, position: int) -> None:
        """Make the token at `position` the current one."""
        self.stop = position
        self.advance()

    def across_lines(self, ignore: bool) -> bool:
        """From the next token on, ignore line ends or not; return what held before."""
        before = self._table is _ACROSS_LINES
        self._table = _ACROSS_LINES if ignore else _ON_A_LINE
        return before

    def word(self) -> str:
        """Return the text of the current token."""
        return self.text[self.start : self.stop]

    def is_word(self, word: str) -> bool:
        """Tell whether the current token is the identifier `word`."""
        return self.kind == IDENTIFIER and self.word() == word

    def take(self, kind: str, expected: str) -> None:
        """Go past a token of this kind. Errors: HclError when another one stands here."""
        if self.kind != kind:
            raise self.unexpected(expected)
        self.advance()

    def deeper(self, levels: int = 1) -> int:
        """Go one level down; return the level to go `back` to. Errors: HclError at the bound."""
        before = self._depth
        self._depth += levels
        if self._depth > self._levels:
            raise self.too_deep()
        return before

    def too_deep(self) -> HclError:
        """Return the error for text that is nested more deeply than is read."""
        return self.error(f"nested more than {self._levels} levels deep", self.start, self.stop)

    def back(self, depth: int) -> None:
        """Return to an outer level."""
        self._depth = depth

    def depth(self) -> int:
        """Return the present level."""
        return self._depth

    def from_(self, start: int) -> Span:
        """Return the span from `start` to the end of the token before the current one."""
        return self.span(start, self.last)

    def here(self) -> Span:
        """Return the span of the current token."""
        return self.span(self.start, self.stop)

    def begins_statement(self) -> bool:
        """Tell whether the text from the current token on looks like an attribute or a block."""
        return _begins_statement(self.text, self.start)

    def unclosed(self, opening: int, mark: str, expected: str) -> HclError:
        """Return the error for a bracket that is not closed here.

        Where the file ends, or a new line begins a new statement, the bracket itself is at fault.
        """
        line = self.text.rfind("\n", 0, self.start) + 1
        on_a_new_line = line > (self.last if mark == "{" else opening)
        if self.kind == END or (on_a_new_line and _begins_statement(self.text, line)):
            message = f"this `{mark}` is never closed"
            error = self.error(message, opening, opening + len(mark))
            end = self.last if self.kind == END else min(self.last, line - 1)
            return HclError(error.diagnostic, end, end)
        return self.unexpected(expected)

    def unexpected(self, expected: str) -> HclError:
        """Return the error that says what was expected here and what stands here."""
        return self.error(f"{expected}, got {self.shown()}", self.start, self.stop)

    def shown(self) -> str:
        """Return the current token as a message shows it."""
        match self.kind:
            case "newline":
                return "the end of the line"
            case "end":
                return "the end of the file"
            case "heredoc":
                return f"`{self.word().strip()}`"
            case _:
                return f"`{shorten(self.word())}`"

    def error(self, message: str, start: int, stop: int, help: str | None = None) -> HclError:
        """Return an error to raise; it ends on the line on which it begins."""
        stop = self._on_its_line(start, stop)
        return HclError(Diagnostic(Level.ERROR, message, self.span(start, stop), help), start, stop)

    def error_at(self, message: str, span: Span) -> HclError:
        """Return an error about something that was read before the current token."""
        return HclError(Diagnostic(Level.ERROR, message, span), self.start, self.stop)

    def report(
        self,
        message: str,
        start: int,
        stop: int,
        help: str | None = None,
        *,
        level: Level = Level.ERROR,
    ) -> None:
        """Note an error after which reading goes on as if nothing were wrong."""
        span = self.span(start, self._on_its_line(start, stop))
        self.add(Diagnostic(level, message, span, help))

    def _on_its_line(self, start: int, stop: int) -> int:
        """Return `stop`, or the end of the line of `start` if that comes first."""
        line_end = self.text.find("\n", start)
        return stop if line_end == -1 else max(start, min(stop, line_end))

    def report_at(self, message: str, span: Span, help: str | None = None) -> None:
        """Note an error about something that was read before the current token."""
        self.add(Diagnostic(Level.ERROR, message, span, help))

    def add(self, diagnostic: Diagnostic) -> None:
        """Note a diagnostic; after too many of them the rest of the file is left unread."""
        if len(self.diagnostics) < MOST_DIAGNOSTICS:
            self.diagnostics.append(diagnostic)
        elif not self.gave_up:
            self.gave_up = True
            message = "too many errors: the rest of the file is left unread"
            self.diagnostics.append(Diagnostic(Level.ERROR, message, diagnostic.span))

    def _note(self, start: int, stop: int) -> None:
        """Keep a comment; one that is read twice while recovering counts once."""
        raw = self.text[start:stop]
        text = raw[1:] if raw[0] == "#" else raw[2:-2] if raw[1] == "*" else raw[2:]
        stop -= len(raw) - len(raw.rstrip("\r"))
        self.comments[start] = Comment(text.strip(), self.span(start, stop))

    def _report_open_comment(self, start: int) -> None:
        message = "this comment is never closed"
        if not any(known.message == message for known in self.diagnostics):
            self.report(message, start, start + 2, "end it with `*/`")


def _begins_statement(text: str, position: int) -> bool:
    """Tell whether the text from here on looks like an attribute or a block."""
    # Compiled when the first mistake is found; most files have none.
    return re.compile(_STATEMENT, re.VERBOSE).match(text, position) is not None


def shorten(text: str) -> str:
    """Return a piece of user text that fits on one line of a message."""
    text = "".join(character if character.isprintable() else "?" for character in text)
    return text if len(text) <= 40 else f"{text[:37]}..."
