"""Expressions of HCL: operators, terms and what follows them.

Collections are in `constructors`, strings in `templates`. Source:
https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md, Expressions.
"""

from __future__ import annotations

from iac_scan.parsers.hcl import constructors, templates
from iac_scan.parsers.hcl.scanner import HEREDOC, IDENTIFIER, NUMBER, Scanner
from iac_scan.parsers.hcl.syntax import (
    Binary,
    BinaryOperator,
    Conditional,
    Expression,
    FunctionCall,
    GetAttribute,
    Index,
    Literal,
    Parentheses,
    Splat,
    SplatItem,
    Unary,
    UnaryOperator,
    Variable,
)
from iac_scan.parsers.numbers import read_number
from iac_scan.sources.diagnostics import Level
from iac_scan.sources.span import Span

_BINARY = {
    "||": (1, BinaryOperator.OR),
    "&&": (2, BinaryOperator.AND),
    "==": (3, BinaryOperator.EQUAL),
    "!=": (3, BinaryOperator.NOT_EQUAL),
    "<": (4, BinaryOperator.LESS),
    "<=": (4, BinaryOperator.LESS_OR_EQUAL),
    ">": (4, BinaryOperator.GREATER),
    ">=": (4, BinaryOperator.GREATER_OR_EQUAL),
    "+": (5, BinaryOperator.ADD),
    "-": (5, BinaryOperator.SUBTRACT),
    "*": (6, BinaryOperator.MULTIPLY),
    "/": (6, BinaryOperator.DIVIDE),
    "%": (6, BinaryOperator.MODULO),
}
"""How tight each operator binds. Source: the specification, section Operations."""

_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


def expression(scanner: Scanner) -> Expression:
    """Read `operation ("?" expression ":" expression)?` and return it.

    Errors: HclError at the first token that cannot continue the expression.
    """
    depth = scanner.deeper()
    found = _term(scanner)
    if scanner.kind in _BINARY:
        operands = [found]
        waiting: list[tuple[int, BinaryOperator]] = []
        while (row := _BINARY.get(scanner.kind)) is not None:
            scanner.deeper()
            while waiting and waiting[-1][0] >= row[0]:
                _apply(operands, waiting.pop()[1])
            waiting.append(row)
            scanner.advance()
            operands.append(_term(scanner))
        while waiting:
            _apply(operands, waiting.pop()[1])
        found = operands[0]
    if scanner.kind == "?":
        scanner.advance()
        then = expression(scanner)
        scanner.take(":", "expected `:` and the value of the conditional when it does not hold")
        otherwise = expression(scanner)
        found = Conditional(found, then, otherwise, join(found.span, otherwise.span))
    scanner.back(depth)
    return found


def join(start: Span, end: Span) -> Span:
    """Return the span from the start of one to the end of the other; faster than `Span.to`."""
    return Span(
        start.path,
        start.start_line,
        start.start_column,
        end.end_line,
        end.end_column,
        start.start_byte,
        end.end_byte,
    )


def _apply(operands: list[Expression], operator: BinaryOperator) -> None:
    """Replace the last two operands by the operation on them."""
    right = operands.pop()
    left = operands.pop()
    operands.append(Binary(operator, left, right, join(left.span, right.span)))


def _term(scanner: Scanner) -> Expression:
    """Read `("-" | "!")* value traversal*`; a sign applies to the whole traversal."""
    kind = scanner.kind
    if kind == IDENTIFIER:
        start = scanner.start
        found = _named(scanner, scanner.word())
        if scanner.kind in {"(", "::"}:
            found = _call(scanner, start)
    elif kind == '"':
        found = templates.quoted(scanner, expression)
    elif kind == NUMBER:
        found = _number(scanner)
    elif kind == "[":
        found = constructors.bracketed(scanner, expression)
    elif kind == "{":
        found = constructors.braced(scanner, expression)
    elif kind == HEREDOC:
        found = templates.heredoc(scanner, expression)
    elif kind == "(":
        found = _parentheses(scanner)
    elif kind in {"-", "!"}:
        return _signed(scanner)
    else:
        raise scanner.unexpected("expected an expression")
    return traversal(scanner, found) if scanner.kind in {".", "["} else found


def _signed(scanner: Scanner) -> Expression:
    """Read the signs before a term and the term."""
    signs: list[tuple[UnaryOperator, Span]] = []
    while scanner.kind in {"-", "!"}:
        scanner.deeper()
        signs.append((UnaryOperator(scanner.kind), scanner.here()))
        scanner.advance()
    found = _term(scanner)
    for operator, span in reversed(signs):
        found = Unary(operator, found, join(span, found.span))
    return found


def _number(scanner: Scanner) -> Expression:
    """Read a number, exactly."""
    value = read_number(scanner.word())
    if value is None:
        raise scanner.error("this number is out of range", scanner.start, scanner.stop)
    span = scanner.here()
    scanner.advance()
    if scanner.kind in {IDENTIFIER, NUMBER} and scanner.start == scanner.last:
        raise scanner.unexpected("expected an operator or the end of the number")
    return Literal(value, span)


def _parentheses(scanner: Scanner) -> Expression:
    """Read `"(" expression ")"`; line ends mean nothing inside."""
    start = scanner.start
    before = scanner.across_lines(ignore=True)
    scanner.advance()
    inner = expression(scanner)
    constructors.expect_closing(scanner, ")", start)
    scanner.across_lines(before)
    span = scanner.span(start, scanner.stop)
    scanner.advance()
    return Parentheses(inner, span)


def _named(scanner: Scanner, name: str) -> Expression:
    """Read `true | false | null | name`."""
    span = scanner.here()
    scanner.advance()
    return Literal(_WORDS[name], span) if name in _WORDS else Variable(name, span)


def _function_name(scanner: Scanner, start: int) -> str:
    """Read what is left of `name ("::" name)*` whose first name begins at `start`."""
    name = scanner.text[start : scanner.last]
    while scanner.kind == "::":
        scanner.advance()
        if scanner.kind != IDENTIFIER:
            raise scanner.unexpected(f"expected the name of a function after `{name}::`")
        name = f"{name}::{scanner.word()}"
        scanner.advance()
    if scanner.kind != "(":
        raise scanner.unexpected(f"expected `(` after the function name `{name}`")
    return name


def _call(scanner: Scanner, start: int) -> Expression:
    """Read `"(" (expression ("," expression)* ("," | "...")?)? ")"` after the name."""
    name = _function_name(scanner, start)
    opening = scanner.start
    before = scanner.across_lines(ignore=True)
    scanner.advance()
    arguments: list[Expression] = []
    expand_last = False
    while scanner.kind != ")":
        arguments.append(expression(scanner))
        if scanner.kind == "...":
            expand_last = True
            scanner.advance()
            break
        if scanner.kind != ",":
            break
        scanner.advance()
    constructors.expect_closing(scanner, ")", opening, after="the argument", comma=not expand_last)
    scanner.across_lines(before)
    span = scanner.span(start, scanner.stop)
    scanner.advance()
    return FunctionCall(name, tuple(arguments), expand_last, span)


def traversal(scanner: Scanner, source: Expression) -> Expression:
    """Read `("." name | "." number | "[" expression "]" | ".*" | "[*]")*` after `source`."""
    depth = scanner.depth()
    while True:
        if scanner.kind == ".":
            scanner.deeper()
            source = _after_dot(scanner, source)
        elif scanner.kind == "[":
            scanner.deeper()
            source = _after_bracket(scanner, source)
        else:
            break
    scanner.back(depth)
    return source


def _after_dot(scanner: Scanner, source: Expression) -> Expression:
    """Read what follows a dot; after `.*` names and legacy indexes apply to each item."""
    dot = scanner.start
    scanner.advance()
    if scanner.kind != "*":
        return _step(scanner, source)
    scanner.advance()
    each: Expression = SplatItem(scanner.from_(dot))
    while scanner.kind == ".":
        scanner.deeper()
        scanner.advance()
        each = _step(scanner, each)
    return Splat(source, each, join(source.span, each.span))


def _step(scanner: Scanner, source: Expression) -> Expression:
    """Read `name` or the legacy `0`; `a.0.1` is two indexes though `0.1` looks like a number."""
    if scanner.kind == IDENTIFIER:
        name = scanner.word()
        span = join(source.span, scanner.here())
        scanner.advance()
        return GetAttribute(source, name, span)
    if scanner.kind != NUMBER:
        raise scanner.unexpected("expected the name of an attribute after `.`")
    word, start = scanner.word(), scanner.start
    if not all(part.isdecimal() for part in word.split(".")):
        raise scanner.unexpected("expected the name of an attribute or a whole number after `.`")
    if "." in word:
        scanner.report(
            "two legacy indexes in a row are refused by terraform",
            start,
            scanner.stop,
            "write each index in brackets",
            level=Level.WARNING,
        )
    for part in word.split("."):
        key = scanner.span(start, start + len(part))
        value = read_number(part)
        source = Index(source, Literal(value, key), join(source.span, key))
        start += len(part) + 1
    scanner.advance()
    return source


def _after_bracket(scanner: Scanner, source: Expression) -> Expression:
    """Read `expression "]"`, or `* "]"` and all that applies to each item."""
    opening = scanner.start
    before = scanner.across_lines(ignore=True)
    scanner.advance()
    if scanner.kind == "*":
        scanner.advance()
        constructors.expect_closing(scanner, "]", opening)
        scanner.across_lines(before)
        scanner.advance()
        item = SplatItem(scanner.from_(opening))
        each = traversal(scanner, item)
        return Splat(source, each, join(source.span, each.span))
    key = expression(scanner)
    constructors.expect_closing(scanner, "]", opening)
    scanner.across_lines(before)
    span = join(source.span, scanner.here())
    scanner.advance()
    return Index(source, key, span)
