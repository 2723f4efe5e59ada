"""Bodies of HCL: attributes and blocks, and going on after a statement that cannot be read.

Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md, Structural Elements (read
2026-11-23).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from iac_scan.parsers.hcl.expressions import expression, join
from iac_scan.parsers.hcl.scanner import END, IDENTIFIER, NEWLINE, HclError, Scanner, shorten
from iac_scan.parsers.hcl.syntax import Attribute, Block, Body, Literal, Unreadable
from iac_scan.sources.span import Span


@dataclass(slots=True)
class _Statements:
    """What has been read of a body."""

    attributes: list[Attribute] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def body(self, span: Span) -> Body:
        """Return the body."""
        return Body(tuple(self.attributes), tuple(self.blocks), span)


def file_body(scanner: Scanner) -> Body:
    """Read a whole file; what cannot be read is reported and left out."""
    statements = _Statements()
    scanner.jump(0)
    while scanner.kind != END:
        _statements(scanner, statements, one_line=False)
        if scanner.kind == "}":
            scanner.report("this `}` closes nothing", scanner.start, scanner.stop)
            scanner.jump(len(scanner.text) if scanner.gave_up else scanner.stop)
    return statements.body(scanner.span(0, len(scanner.text)))


def _statements(scanner: Scanner, statements: _Statements, *, one_line: bool) -> None:
    """Read statements up to a closing brace or the end of the file.

    A block that begins on one line holds one attribute and ends on that line.
    """
    while True:
        while scanner.kind == NEWLINE:
            scanner.advance()
        if scanner.kind in {END, "}"}:
            return
        start = scanner.start
        depth = scanner.depth()
        try:
            _statement(scanner, statements, one_line=one_line)
        except HclError as error:
            scanner.back(depth)
            _go_on(scanner, start, error)
        except RecursionError:
            scanner.back(depth)
            _go_on(scanner, start, scanner.too_deep())
        if scanner.gave_up:
            scanner.jump(len(scanner.text))


def _go_on(scanner: Scanner, start: int, error: HclError) -> None:
    """Report why the statement from `start` cannot be read, and go to the next one."""
    from iac_scan.parsers.hcl import recovery  # noqa: PLC0415 - seldom needed

    scanner.add(error.diagnostic)
    scanner.across_lines(ignore=False)
    scanner.jump(recovery.next_statement(scanner.text, start, error.at))


def _statement(scanner: Scanner, statements: _Statements, *, one_line: bool) -> None:
    """Read one attribute or block, and look at the end of its line."""
    start = scanner.start
    if scanner.kind == '"':
        name = _quoted_name(scanner)
    elif scanner.kind == IDENTIFIER:
        name = scanner.word()
        scanner.advance()
    else:
        raise scanner.unexpected("expected the name of an attribute or the type of a block")
    name_span = scanner.from_(start)
    if scanner.kind == "=":
        _attribute(scanner, statements, name, name_span)
    elif scanner.kind in {"{", '"', IDENTIFIER}:
        if one_line:
            scanner.report("a block on one line holds no other block", start, scanner.last)
        _block(scanner, statements, name, start)
    else:
        raise scanner.unexpected(f"expected `=` or `{{` after `{shorten(name)}`")
    _look_at_end(scanner, one_line=one_line)


def _look_at_end(scanner: Scanner, *, one_line: bool) -> None:
    """Report a statement that does not end its line, or a line that is not a whole block."""
    if scanner.kind in {"}" if one_line else NEWLINE, END}:
        return
    if one_line:
        error = scanner.unexpected("expected `}` after the one attribute of a block on one line")
    else:
        error = scanner.unexpected("expected the end of the line after the statement")
    goes_on = scanner.kind in {"}", NEWLINE}
    if not goes_on and not scanner.begins_statement():
        raise error
    scanner.add(error.diagnostic)


def _quoted_name(scanner: Scanner) -> str:
    """Read a name in quotes, which terraform refuses but which says what is meant."""
    start = scanner.start
    name = expression(scanner)
    if not isinstance(name, Literal) or not isinstance(name.value, str) or scanner.kind != "=":
        raise scanner.error(
            "expected the name of an attribute or the type of a block", start, scanner.last
        )
    scanner.report("the name of an attribute takes no quotes", start, scanner.last)
    return name.value


def _attribute(scanner: Scanner, statements: _Statements, name: str, name_span: Span) -> None:
    """Read `"=" expression`; an attribute without readable value is kept as unreadable."""
    equals = scanner.start
    if name in statements.names:
        message = f"`{shorten(name)}` is set twice in this block"
        scanner.report_at(
            message, name_span, "the first one counts for neither terraform nor this scan"
        )
    statements.names.add(name)
    scanner.advance()
    start = scanner.start
    try:
        if scanner.kind in {NEWLINE, END}:
            raise scanner.error(f"expected a value after `{shorten(name)} =`", equals, equals + 1)
        value = expression(scanner)
    except HclError as error:
        skipped = scanner.span(start, max(start, error.stop))
        unreadable = Attribute(name, Unreadable(skipped), name_span, join(name_span, skipped))
        statements.attributes.append(unreadable)
        raise
    statements.attributes.append(Attribute(name, value, name_span, join(name_span, value.span)))


def _block(scanner: Scanner, statements: _Statements, type: str, start: int) -> None:
    """Read `label* "{" body "}"`."""
    labels: list[str] = []
    while scanner.kind != "{":
        if scanner.kind == IDENTIFIER:
            labels.append(scanner.word())
            scanner.advance()
        elif scanner.kind == '"':
            labels.append(_label(scanner))
        else:
            raise scanner.unexpected(f"expected `{{` to begin the block `{shorten(type)}`")
    header = scanner.from_(start)
    opening = scanner.start
    inner = _Statements()
    depth = scanner.deeper()
    scanner.advance()
    _statements(scanner, inner, one_line=scanner.kind != NEWLINE)
    scanner.back(depth)
    body = inner.body(scanner.span(opening + 1, scanner.start))
    if scanner.kind == "}":
        span = scanner.span(start, scanner.stop)
        scanner.advance()
    else:
        span = header
        body = _unclosed(scanner, statements, body, header, opening)
    statements.blocks.append(Block(type, tuple(labels), body, header, span))


def _unclosed(scanner: Scanner, outer: _Statements, body: Body, header: Span, opening: int) -> Body:
    """Report a block without closing brace, and return the body that it most likely has.

    What is written no deeper than the block itself was meant to stand after it, not in it.
    """
    if not scanner.unclosed_block and not scanner.gave_up:
        scanner.report("this block is never closed", opening, opening + 1, "add `}`")
    scanner.unclosed_block = True
    inside = header.start_column
    outer.attributes += [a for a in body.attributes if a.span.start_column <= inside]
    outer.blocks += [b for b in body.blocks if b.span.start_column <= inside]
    return Body(
        tuple(a for a in body.attributes if a.span.start_column > inside),
        tuple(b for b in body.blocks if b.span.start_column > inside),
        body.span,
    )


def _label(scanner: Scanner) -> str:
    """Read a quoted label; it is plain text."""
    start = scanner.start
    label = expression(scanner)
    if isinstance(label, Literal) and isinstance(label.value, str):
        return label.value
    raise scanner.error("a label of a block takes no template", start, scanner.last)
