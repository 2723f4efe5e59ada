"""Collections of HCL: tuples, objects and for expressions.

Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md, Collection Values and For
Expressions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from iac_scan.parsers.hcl.scanner import END, IDENTIFIER, NEWLINE, Scanner, shorten
from iac_scan.parsers.hcl.syntax import (
    Expression,
    ForObject,
    ForTuple,
    Literal,
    ObjectConstructor,
    ObjectItem,
    TupleConstructor,
    Variable,
)
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Span

Read: TypeAlias = Callable[[Scanner], Expression]
"""Reads one expression; handed down because expressions and collections hold each other."""


def expect_closing(
    scanner: Scanner, closing: str, opening: int, *, after: str = "", comma: bool = False
) -> None:
    """Raise unless the current token is `closing`, and leave it for the caller to go past.

    Errors: HclError, at the opening bracket when the file ends before the closing one.
    """
    if scanner.kind == closing:
        return
    marks = f"`,` or `{closing}`" if comma else f"`{closing}`"
    expected = f"expected {marks}" + (f" after {after}" if after else "")
    raise scanner.unclosed(opening, scanner.text[opening], expected)


def bracketed(scanner: Scanner, read: Read) -> Expression:
    """Read `"[" (expression ("," expression)* ","?)? "]"` or a for expression."""
    start = scanner.start
    before = scanner.across_lines(ignore=True)
    scanner.advance()
    if scanner.is_word("for"):
        found: Expression = _for(scanner, read, start, "]", before)
    else:
        items: list[Expression] = []
        while scanner.kind != "]":
            items.append(read(scanner))
            if scanner.kind != ",":
                break
            scanner.advance()
        expect_closing(scanner, "]", start, after="the item", comma=True)
        found = TupleConstructor(tuple(items), _close(scanner, start, before))
    return found


def braced(scanner: Scanner, read: Read) -> Expression:
    """Read `"{" (item (("," | newline) item)*)? "}"` or a for expression."""
    start = scanner.start
    before = scanner.across_lines(ignore=True)
    scanner.advance()
    if scanner.is_word("for"):
        return _for(scanner, read, start, "}", before)
    # Line ends separate items, but nothing is between the brace and the first item.
    scanner.across_lines(ignore=False)
    items: list[ObjectItem] = []
    while True:
        while scanner.kind == NEWLINE:
            scanner.advance()
        if scanner.kind == "}":
            break
        if scanner.kind == END:
            expect_closing(scanner, "}", start)
        items.append(_item(scanner, read, start))
        if scanner.kind not in {",", NEWLINE}:
            expect_closing(scanner, "}", start, after="the item", comma=True)
            break
        scanner.advance()
    _report_repeats(items, scanner)
    return ObjectConstructor(tuple(items), _close(scanner, start, before))


def _report_repeats(items: list[ObjectItem], scanner: Scanner) -> None:
    """Note the keys that stand again in an object, which terraform takes without a word."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item.key, Literal):
            name = str(item.key.value)
            if name in seen:
                message = f"the key `{shorten(name)}` is written twice, and the last one counts"
                scanner.diagnostics.append(
                    Diagnostic(Level.WARNING, message, item.key.span, "remove one of the two")
                )
            seen.add(name)


def _item(scanner: Scanner, read: Read, opening: int) -> ObjectItem:
    """Read `expression ("=" | ":") expression`."""
    start = scanner.start
    key = read(scanner)
    if isinstance(key, Variable):
        key = Literal(key.name, key.span)
    if scanner.kind not in {"=", ":"}:
        if scanner.kind == END:
            expect_closing(scanner, "}", opening)
        raise scanner.unexpected("expected `=` or `:` after the key")
    scanner.advance()
    value = read(scanner)
    return ObjectItem(key, value, scanner.from_(start))


def _close(scanner: Scanner, start: int, before: bool) -> Span:
    """Go past the closing bracket and return the span of the whole."""
    scanner.across_lines(before)
    span = scanner.span(start, scanner.stop)
    scanner.advance()
    return span


def for_variables(scanner: Scanner) -> tuple[str | None, str]:
    """Read `name ("," name)? "in"` and return the name of the key, if there is one, and value."""
    first = _name(scanner)
    second = None
    if scanner.kind == ",":
        scanner.advance()
        second = _name(scanner)
    if not scanner.is_word("in"):
        raise scanner.unexpected("expected `in` after the names of a `for`")
    scanner.advance()
    return (None, first) if second is None else (first, second)


def _name(scanner: Scanner) -> str:
    """Read one name."""
    if scanner.kind != IDENTIFIER:
        raise scanner.unexpected("expected a name after `for`")
    name = scanner.word()
    scanner.advance()
    return name


def _for(scanner: Scanner, read: Read, start: int, closing: str, before: bool) -> Expression:
    """Read `for names in expression : (expression "=>")? expression "..."? ("if" expression)?`."""
    scanner.advance()
    key, value = for_variables(scanner)
    collection = read(scanner)
    scanner.take(":", "expected `:` after the collection of a `for`")
    result = read(scanner)
    result_key = None
    if scanner.kind == "=>":
        if closing == "]":
            raise scanner.error(
                "a `for` in `[ ]` makes a list and takes no `=>`", scanner.start, scanner.stop
            )
        scanner.advance()
        result_key, result = result, read(scanner)
    elif closing == "}":
        raise scanner.unexpected("expected `=>` after the key of a `for` in `{ }`")
    grouping = scanner.kind == "..."
    if grouping:
        if result_key is None:
            raise scanner.error("only a `for` in `{ }` can group", scanner.start, scanner.stop)
        scanner.advance()
    condition = None
    if scanner.is_word("if"):
        scanner.advance()
        condition = read(scanner)
    expect_closing(scanner, closing, start, after="the `for` expression")
    span = _close(scanner, start, before)
    if result_key is None:
        return ForTuple(key, value, collection, result, condition, span)
    return ForObject(key, value, collection, result_key, result, grouping, condition, span)
