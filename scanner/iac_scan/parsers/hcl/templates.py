"""Templates of HCL: quoted strings, heredocs and template files, read into a flat run of tokens.

How the run becomes nested parts, and which white space falls away, is in `template_parts`.
Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md, Template Expressions and
Template Literals, and hclsyntax/parser_template.go in the same repository.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from iac_scan.parsers.hcl.constructors import for_variables
from iac_scan.parsers.hcl.scanner import Scanner, shorten
from iac_scan.parsers.hcl.syntax import (
    Expression,
    Literal,
    Template,
    TemplateInterpolation,
    TemplatePart,
)
from iac_scan.parsers.hcl.template_parts import Directive, Run, Written, nest, remove_indent

Read: TypeAlias = Callable[[Scanner], Expression]
"""Reads one expression; handed down because expressions and templates hold each other."""

_PLAIN = re.compile(r'"([^"\\$%\n]*)"')
_QUOTED_RUN = re.compile(
    r'(?: [^"\\$%\r\n]++ | \r(?!\n) | \\[^\n] | \$\$\{ | %%\{ | [$%](?!\{) )++', re.VERBOSE
)
_LINE_RUN = re.compile(r"(?: [^$%\n]++ | \$\$\{ | %%\{ | [$%](?!\{) )*+ \n?", re.VERBOSE)
_ESCAPE = re.compile(
    r"\\(?: u([0-9a-fA-F]{4}) | U([0-9a-fA-F]{8}) | (.) ) | \$(\$)\{ | %(%)\{",
    re.VERBOSE | re.DOTALL,
)
_DOUBLED = re.compile(r"([$%])\1\{")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


def quoted(scanner: Scanner, read: Read) -> Expression:
    """Read a string in double quotes: a `Literal` when it is nothing but text."""
    start = scanner.start
    plain = _PLAIN.match(scanner.text, start)
    if plain is not None:
        scanner.jump(plain.end())
        return Literal(composed(plain[1]), scanner.from_(start))
    run = Run()
    position = start + 1
    while not scanner.text.startswith('"', position):
        literal = _QUOTED_RUN.match(scanner.text, position)
        if literal is not None:
            text = _unescape(scanner, literal[0], position)
            run.text(Written(composed(text), position, literal.end(), verbatim=text == literal[0]))
            position = literal.end()
        elif scanner.text.startswith(("${", "%{"), position):
            position = _sequence(scanner, read, run, position)
        else:
            line_end = scanner.text.find("\n", start)
            stop = len(scanner.text) if line_end == -1 else line_end
            raise scanner.error(
                "this string is never closed", start, stop, 'end it with `"` on the same line'
            )
    scanner.jump(position + 1)
    span = scanner.from_(start)
    if all(isinstance(token, Written) for token in run.tokens):
        text = "".join(token.text for token in run.tokens if isinstance(token, Written))
        return Literal(composed(text), span)
    return Template(nest(scanner, run.tokens), span)


def heredoc(scanner: Scanner, read: Read) -> Expression:
    """Read `<<MARKER ... MARKER`; `<<-` removes the indentation that all lines share."""
    text, start = scanner.text, scanner.start
    opening = scanner.word()
    marker = opening.strip().lstrip("<").removeprefix("-")
    position = scanner.stop
    unclosed = scanner.error(
        f"this heredoc is never closed: no line holds `{shorten(marker)}` alone",
        start,
        start + len(opening.rstrip()),
    )
    # Told before any line is read: a file of nothing but beginnings is read in linear time.
    if not re.compile(rf"^[ \t]*{re.escape(marker)}[ \t\r]*$", re.MULTILINE).search(text, position):
        raise unclosed
    run = Run()
    at_line_start = True
    while True:
        line_end = text.find("\n", position)
        line_end = len(text) if line_end == -1 else line_end
        if at_line_start and text[position:line_end].strip(" \t\r") == marker:
            break
        if position >= len(text):
            raise unclosed
        if text.startswith(("${", "%{"), position):
            position = _sequence(scanner, read, run, position)
            at_line_start = False
        else:
            position = _line(run, text, position)
            at_line_start = text[position - 1] == "\n"
    if opening.startswith("<<-"):
        remove_indent(run.tokens)
    stop = text.find(marker, position) + len(marker)
    if line_end == len(text):
        message = "expected the end of the line after the marker, got the end of the file"
        scanner.report(message, stop - len(marker), stop)
    scanner.jump(stop)
    return Template(nest(scanner, run.tokens), scanner.from_(start), heredoc=True)


def composed(text: str) -> str:
    """Return a text in Unicode's normal form C, which all strings of Terraform have.

    Source: https://github.com/zclconf/go-cty/blob/main/docs/concepts.md.
    """
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def bare(scanner: Scanner, read: Read) -> tuple[TemplatePart, ...]:
    """Read a whole text as a template, as `templatefile` reads a file."""
    text = scanner.text
    run = Run()
    position = 0
    while position < len(text):
        if text.startswith(("${", "%{"), position):
            position = _sequence(scanner, read, run, position)
        else:
            position = _line(run, text, position)
    return nest(scanner, run.tokens)


def _line(run: Run, text: str, position: int) -> int:
    """Read literal text up to the end of its line; backslashes mean nothing here."""
    literal = _LINE_RUN.match(text, position)
    assert literal is not None, "the pattern matches the empty text"
    raw = literal[0]
    value = _DOUBLED.sub(r"\1{", raw) if "{" in raw else raw
    run.text(Written(composed(value), position, literal.end(), verbatim=value == raw))
    return literal.end()


def _unescape(scanner: Scanner, raw: str, position: int) -> str:
    """Resolve the escapes of a quoted literal; an unknown one is reported and kept as text."""
    if "\\" not in raw and "{" not in raw:
        return raw

    def resolve(match: re.Match[str]) -> str:
        if match[4] or match[5]:
            return f"{match[4] or match[5]}{{"
        digits = match[1] or match[2]
        if digits:
            point = int(digits, 16)
            if point <= 0x10FFFF and not 0xD800 <= point <= 0xDFFF:
                return chr(point)
            at = position + match.start()
            message = f"`{match[0]}` is no Unicode character"
            scanner.report(message, at, position + match.end())
            return "\ufffd"
        if match[3] in _ESCAPED:
            return _ESCAPED[match[3]]
        at = position + match.start()
        if match[3] in {"u", "U"}:
            count = 4 if match[3] == "u" else 8
            message = f"`\\{match[3]}` must be followed by {count} hexadecimal digits"
        else:
            message = f"`\\{shorten(match[3])}` is not an escape sequence"
        scanner.report(message, at, at + 2, "write `\\\\` for a backslash")
        return match[3]

    return _ESCAPE.sub(resolve, raw)


def _sequence(scanner: Scanner, read: Read, run: Run, start: int) -> int:
    """Read `${ ... }` or `%{ ... }` with their strip markers; return where it ends."""
    text = scanner.text
    trims = text.startswith("~", start + 2)
    depth = scanner.deeper(2)
    before = scanner.across_lines(ignore=True)
    if trims:
        run.trim_before()
    scanner.jump(start + 2 + trims)
    opening = text[start : start + 2]
    directive = None if opening == "${" else _directive(scanner, read)
    inner = read(scanner) if directive is None else None
    if scanner.kind not in {"}", "~}"}:
        raise scanner.unclosed(start, opening, f"expected `}}` to end this `{opening}`")
    scanner.back(depth)
    position = scanner.stop
    trims_after = scanner.kind == "~}"
    scanner.across_lines(before)
    span = scanner.span(start, position)
    if inner is not None:
        run.add(TemplateInterpolation(inner, span), trims_after=trims_after)
    elif directive is not None:
        run.add(replace(directive, span=span), trims_after=trims_after)
    return position


def _directive(scanner: Scanner, read: Read) -> Directive:
    """Read what is between `%{` and `}`; its span is that of the word."""
    word, here = scanner.word(), scanner.here()
    if word not in {"if", "else", "endif", "for", "endfor"}:
        raise scanner.unexpected("expected `if`, `else`, `endif`, `for` or `endfor` after `%{`")
    scanner.advance()
    if word == "if":
        return Directive(word, here, read(scanner))
    if word == "for":
        key, value = for_variables(scanner)
        return Directive(word, here, read(scanner), key, value)
    return Directive(word, here)
