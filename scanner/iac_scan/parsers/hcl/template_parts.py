"""From the flat tokens of a template to nested parts, and the white space that falls away.

Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/parser_template.go (read
2026-11-23): strip markers reach one token far, and a literal token ends with its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias, assert_never
from unicodedata import category

from iac_scan.parsers.hcl.scanner import Scanner
from iac_scan.parsers.hcl.syntax import (
    Expression,
    TemplateFor,
    TemplateIf,
    TemplateInterpolation,
    TemplatePart,
    TemplateText,
)
from iac_scan.sources.span import Span

_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""White space as Go's `unicode.IsSpace` has it; Python's own notion is wider."""


@dataclass(slots=True)
class Written:
    """Literal text on one line, escapes resolved; trimmed in place."""

    text: str
    """What is left of it."""
    start: int
    """Units: code points from the start of the scanned text."""
    stop: int
    """Where it ends."""
    verbatim: bool
    """Whether `text` is exactly what is written between `start` and `stop`."""

    def trim_start(self, count: int) -> None:
        """Take away the first `count` characters."""
        self.text = self.text[count:]
        self.start += count if self.verbatim else 0

    def trim_end(self) -> None:
        """Take away the white space at the end."""
        left = self.text.rstrip(_SPACE)
        self.stop -= len(self.text) - len(left) if self.verbatim else 0
        self.text = left


@dataclass(frozen=True, slots=True)
class Directive:
    """`%{ if }`, `%{ else }`, `%{ endif }`, `%{ for }` or `%{ endfor }`."""

    word: str
    """Which."""
    span: Span
    """From `%{` to `}`."""
    subject: Expression | None = None
    """The condition of an `if`, the collection of a `for`."""
    key: str | None = None
    """The name of the first of two variables of a `for`."""
    value: str = ""
    """The name of the only or second variable of a `for`."""


Token: TypeAlias = Written | TemplateInterpolation | Directive


@dataclass(slots=True)
class Run:
    """The tokens of one template, in the making; strip markers are applied as they are read."""

    tokens: list[Token] = field(default_factory=list)
    """What has been read."""
    _trims_next: bool = False

    def text(self, written: Written) -> None:
        """Add literal text."""
        if self._trims_next:
            written.trim_start(len(written.text) - len(written.text.lstrip(_SPACE)))
        self._trims_next = False
        self.tokens.append(written)

    def trim_before(self) -> None:
        """Apply the `~` of `${~` to the literal right before it."""
        if self.tokens and isinstance(self.tokens[-1], Written):
            self.tokens[-1].trim_end()

    def add(self, token: Token, *, trims_after: bool) -> None:
        """Add an interpolation or directive, and remember the `~` of `~}`."""
        self.tokens.append(token)
        self._trims_next = trims_after


def remove_indent(tokens: list[Token]) -> None:
    """Remove from each line the indentation that all lines of a `<<-` heredoc share.

    Lines of nothing but white space do not count; nor are they shortened.
    """
    shared: int | None = None
    lines: list[Written] = []
    at_line_start = True
    for token in tokens:
        if at_line_start:
            spaces: int | None = 0
            if isinstance(token, Written):
                stripped = token.text.lstrip(_SPACE)
                if stripped == "" and token.text.endswith("\n"):
                    spaces = None
                else:
                    spaces = len(token.text) - len(stripped)
                    lines.append(token)
            if spaces is not None:
                shared = spaces if shared is None else min(shared, spaces)
            at_line_start = False
        if isinstance(token, Written) and token.text.endswith("\n"):
            at_line_start = True
    for line in lines:
        line.trim_start(_with_marks(line.text, shared or 0))


def _with_marks(text: str, count: int) -> int:
    """Return how many code points the first `count` user-visible characters of a line have.

    These are spaces; terraform takes away what combines with the last of them, too.
    """
    while 0 < count < len(text) and (text[count] == "\u200d" or category(text[count])[0] == "M"):
        count += 1
    return count


@dataclass(slots=True)
class _Open:
    """A directive whose end has not been reached."""

    opening: Directive
    before: list[TemplatePart]
    """The parts around the directive."""
    then: list[TemplatePart] | None = None
    """The parts of an `if` before its `else`."""


def nest(scanner: Scanner, tokens: list[Token]) -> tuple[TemplatePart, ...]:
    """Return the parts, each directive holding its own.

    Errors: HclError for a directive without its counterpart, or nested too deeply.
    """
    parts: list[TemplatePart] = []
    stack: list[_Open] = []
    depth = scanner.depth()
    for token in tokens:
        match token:
            case Written():
                # Text that was all trimmed away still makes a string of the one interpolation.
                if token.text != "" or len(tokens) == 2:
                    parts.append(TemplateText(token.text, scanner.span(token.start, token.stop)))
            case TemplateInterpolation():
                parts.append(token)
            case Directive(word="if" | "for"):
                scanner.deeper()
                stack.append(_Open(token, parts))
                parts = []
            case Directive(word="else"):
                top = _expect(scanner, stack, "if", token)
                if top.then is not None:
                    raise scanner.error_at("a second `%{ else }` of one `%{ if }`", token.span)
                top.then, parts = parts, []
            case Directive(word=word):
                top = _expect(scanner, stack, word.removeprefix("end"), token)
                stack.pop()
                parts = [*top.before, _whole(top, parts, token.span)]
            case _:
                assert_never(token)
    if stack:
        opening = stack[-1].opening
        message = f"this `%{{ {opening.word} }}` has no `%{{ end{opening.word} }}`"
        raise scanner.error_at(message, opening.span)
    scanner.back(depth)
    return tuple(parts)


def _expect(scanner: Scanner, stack: list[_Open], word: str, token: Directive) -> _Open:
    """Return the innermost open directive. Errors: HclError when it is not of this kind."""
    if not stack or stack[-1].opening.word != word:
        message = f"`%{{ {token.word} }}` without `%{{ {word} }}`"
        raise scanner.error_at(message, token.span)
    return stack[-1]


def _whole(top: _Open, parts: list[TemplatePart], end: Span) -> TemplatePart:
    """Return a directive with everything up to its end."""
    opening = top.opening
    assert opening.subject is not None, "what opens has a condition or a collection"
    span = opening.span.to(end)
    if opening.word == "for":
        return TemplateFor(opening.key, opening.value, opening.subject, tuple(parts), span)
    then, otherwise = (parts, []) if top.then is None else (top.then, parts)
    return TemplateIf(opening.subject, tuple(then), tuple(otherwise), span)
