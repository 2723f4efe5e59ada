"""Broken HCL: one diagnostic where the problem is, and everything else still in the tree."""

from __future__ import annotations

import pytest

from iac_scan.parsers.hcl import parse
from iac_scan.parsers.hcl.syntax import Body, Unreadable
from iac_scan.sources import Bounds, Diagnostic, Document, Level


def read(text: str) -> tuple[Body, tuple[Diagnostic, ...]]:
    file, diagnostics = parse(Document.of("t.tf", text.encode()), Bounds())
    return file.body, diagnostics


def outline(body: Body) -> list[str]:
    """Return the names of everything readable, in a block's order: attributes, then blocks."""
    names = []
    for attribute in body.attributes:
        lost = "?" if isinstance(attribute.expression, Unreadable) else ""
        names.append(attribute.name + lost)
    for block in body.blocks:
        inner = " ".join(outline(block.body))
        names.append(f"{' '.join((block.type, *block.labels))} {{{inner}}}")
    return names


def shown(diagnostic: Diagnostic) -> tuple[int, int, str]:
    assert diagnostic.level is Level.ERROR
    return diagnostic.span.start_line, diagnostic.span.start_column, diagnostic.message


@pytest.mark.parametrize(
    ("text", "kept", "problem"),
    [
        pytest.param(
            "a = 1\nfoo\nb = 2\n",
            ["a", "b"],
            (2, 4, "expected `=` or `{` after `foo`, got the end of the line"),
            id="a name alone",
        ),
        pytest.param(
            "r {\n  x =\n  y = 2\n}\nb = 3\n",
            ["b", "r {x? y}"],
            (2, 5, "expected a value after `x =`"),
            id="no value",
        ),
        pytest.param(
            'a = "abc\nb = 2\nr "x" {\n  n = "v"\n}\n',
            ["a?", "b", "r x {n}"],
            (1, 5, "this string is never closed"),
            id="string without end",
        ),
        pytest.param(
            "r {\n  x = [1, 2\n  y = 3\n}\nz = 1\n",
            ["z", "r {x? y}"],
            (2, 7, "this `[` is never closed"),
            id="list without end",
        ),
        pytest.param(
            "a = f(1,\n  2\nb = 1\n",
            ["a?", "b"],
            (1, 6, "this `(` is never closed"),
            id="call without end",
        ),
        pytest.param(
            'a = "${b\nc = 1\n',
            ["a?", "c"],
            (1, 6, "this `${` is never closed"),
            id="interpolation without end",
        ),
        pytest.param(
            'a = "x ${b c} y"\nd = 1\n',
            ["a?", "d"],
            (1, 12, "expected `}` to end this `${`, got `c`"),
            id="two expressions in an interpolation",
        ),
        pytest.param(
            'r "a" {\n  x = 1\n\nr "b" {\n  y = 2\n}\nz = 1\n',
            ["z", "r b {y}", "r a {x}"],
            (1, 7, "this block is never closed"),
            id="block without end",
        ),
        pytest.param(
            "}\na = 1\n", ["a"], (1, 1, "this `}` closes nothing"), id="brace that closes nothing"
        ),
        pytest.param(
            "a = {\n  b = {\n    c = [1 2]\n    d = 3\n  }\n}\ne = 1\n",
            ["a?", "e"],
            (3, 12, "expected `,` or `]` after the item, got `2`"),
            id="inside nested objects",
        ),
        pytest.param(
            "a = <<EOT\nx\ny\nb = 1\nr {\n}\n",
            ["a?", "b", "r {}"],
            (1, 5, "this heredoc is never closed: no line holds `EOT` alone"),
            id="heredoc without end",
        ),
        pytest.param(
            "a = 1 b = 2\nc = 3\n",
            ["a", "b", "c"],
            (1, 7, "expected the end of the line after the statement, got `b`"),
            id="two attributes on a line",
        ),
        pytest.param(
            'a = "x\\qy"\nb = 1\n',
            ["a", "b"],
            (1, 7, "`\\q` is not an escape sequence"),
            id="unknown escape",
        ),
        pytest.param(
            'a = "\\u12"\nb = 1\n',
            ["a", "b"],
            (1, 6, "`\\u` must be followed by 4 hexadecimal digits"),
            id="short unicode escape",
        ),
        pytest.param(
            "a = 1\na = 2\n", ["a", "a"], (2, 1, "`a` is set twice in this block"), id="set twice"
        ),
        pytest.param(
            'a = "%{ if b }x"\nc = 1\n',
            ["a?", "c"],
            (1, 6, "this `%{ if }` has no `%{ endif }`"),
            id="if without endif",
        ),
        pytest.param(
            "a = {\n  b = 1\n  c\n}\nd = 1\n",
            ["a?", "d"],
            (3, 4, "expected `=` or `:` after the key, got the end of the line"),
            id="key alone",
        ),
        pytest.param(
            "a = b ? c\nd = 1\n",
            ["a?", "d"],
            (
                1,
                10,
                "expected `:` and the value of the conditional when it does not hold, got the end of the line",
            ),
            id="half a conditional",
        ),
        pytest.param(
            "a = 1 /* x\nb = 2\n", ["a"], (1, 7, "this comment is never closed"), id="open comment"
        ),
        pytest.param(
            "a = @\nb = 1\n", ["a?", "b"], (1, 5, "expected an expression, got `@`"), id="@"
        ),
        pytest.param(
            'r "${a}" {\n  b = 1\n}\nc = 1\n',
            ["c"],
            (1, 3, "a label of a block takes no template"),
            id="template as a label",
        ),
    ],
)
def test_one_mistake_is_one_diagnostic_and_the_rest_is_read(
    text: str, kept: list[str], problem: tuple[int, int, str]
) -> None:
    body, diagnostics = read(text)
    assert [shown(diagnostic) for diagnostic in diagnostics] == [problem]
    assert outline(body) == kept


def test_each_mistake_is_named() -> None:
    body, diagnostics = read("a = [\nb = 1\nc = )\nd = 2\ne\n")
    assert [diagnostic.span.start_line for diagnostic in diagnostics] == [1, 3, 5]
    assert outline(body) == ["a?", "b", "c?", "d"]


def test_the_same_text_with_windows_line_ends_gives_the_same_problem() -> None:
    body, diagnostics = read("a = 1\r\nfoo\r\nb = 2\r\n")
    expected = (2, 4, "expected `=` or `{` after `foo`, got the end of the line")
    assert [shown(diagnostic) for diagnostic in diagnostics] == [expected]
    assert outline(body) == ["a", "b"]


def test_an_unreadable_value_spans_what_was_written() -> None:
    body, _ = read("a = [1, 2\nb = 1\n")
    span = body.attributes[0].expression.span
    assert (span.start_line, span.start_column, span.end_line, span.end_column) == (1, 5, 1, 10)


def test_a_file_of_nothing_but_mistakes_is_given_up() -> None:
    _, diagnostics = read("a = )\n" * 1000)
    assert diagnostics[-1].message == "too many errors: the rest of the file is left unread"
    assert len(diagnostics) < 100
