"""No text makes the readers of HCL and JSON raise, hang, or lose their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iac_scan.parsers.hcl import parse, parse_json, parse_template
from iac_scan.parsers.hcl.syntax import Body, File
from iac_scan.sources import Bounds, Diagnostic, Document, Origin, Span

FIXTURES = sorted((Path(__file__).parents[1] / "parsers" / "hcl" / "fixtures").glob("*.tf"))
WORDS = [
    "a",
    "b",
    "resource",
    "if",
    "for",
    "in",
    "endif",
    "endfor",
    "else",
    "true",
    "null",
    "0",
    "1.5",
    "1e9",
    "=",
    "==",
    "=>",
    ":",
    "::",
    ",",
    ".",
    "...",
    ".*",
    "[*]",
    "?",
    "!",
    "-",
    "+",
    "*",
    "/",
    "%",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    '"',
    "${",
    "%{",
    "${~",
    "~}",
    "}",
    "$${",
    "%%{",
    "\\",
    "\\n",
    "\\u00e9",
    "<<E",
    "<<-E",
    "E",
    "#",
    "//",
    "/*",
    "*/",
    "é",
    "😀",
    "@",
    "~",
    "&",
    "|",
    "||",
    "&&",
    "<",
    ">",
    "<=",
    ">=",
    "!=",
]
SOUP = st.lists(
    st.sampled_from([*WORDS, "\n", "\r\n", " ", "  ", "\t", "\n  ", "\0", "\ufeff"])
).map("".join)


def read(text: str) -> tuple[File, tuple[Diagnostic, ...]]:
    return parse(Document.of("t.tf", text.encode()), Bounds())


def check(text: str, file: File, diagnostics: tuple[Diagnostic, ...]) -> None:
    size = len(text.encode())
    lines = text.count("\n") + 1
    spans = (
        [d.span for d in diagnostics] + [c.span for c in file.comments] + list(spans_of(file.body))
    )
    for span in spans:
        assert 1 <= span.start_line <= span.end_line <= lines
        assert 0 <= span.start_byte <= span.end_byte <= size


def spans_of(body: Body) -> list[Span]:
    found = [attribute.span for attribute in body.attributes]
    for block in body.blocks:
        found += [block.span, block.header_span, *spans_of(block.body)]
    return found


@settings(max_examples=400, deadline=2000)
@given(SOUP)
def test_any_mixture_of_tokens_is_read(text: str) -> None:
    check(text, *read(text))


@settings(max_examples=200, deadline=2000)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    check(text, *read(text))


@settings(max_examples=200, deadline=2000)
@given(SOUP)
def test_any_mixture_of_tokens_is_read_as_a_template(text: str) -> None:
    place = Span("t.tpl", 1, 1, 1, 2, 0, 1)
    parse_template(text, Origin(place), Bounds())


@settings(max_examples=200, deadline=2000)
@given(st.text(alphabet='{}[]":, \nabresourcelocals${}%\\'))
def test_any_text_is_read_as_json(text: str) -> None:
    parse_json(Document.of("t.tf.json", text.encode()), Bounds())


@settings(max_examples=300, deadline=2000)
@given(st.data())
def test_a_real_file_with_a_piece_missing_or_doubled_is_read(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(FIXTURES)).read_text()
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, min(len(text), start + 40)))
    middle = data.draw(st.sampled_from(["", text[start:stop] * 2, *WORDS]))
    broken = text[:start] + middle + text[stop:]
    check(broken, *read(broken))


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5000,
        "a = " + "(" * 5000 + ")" * 5000 + "\n",
        "a = " + "{b=" * 5000,
        "a {\n" * 5000,
        "a = " + '"${' * 5000,
        'a = "' + "%{ if b }" * 5000 + '"\n',
        "a = " + "-" * 5000 + "1\n",
        "a = " + "!(" * 5000,
        "a = 1" + " + 1" * 5000 + "\n",
        "a = b" + ".c" * 5000 + "\n",
        "a = b" + "[0]" * 5000 + "\n",
        "a = b" + "[*]" * 5000 + "\n",
        "a = b.*" + ".c" * 5000 + "\n",
        "a = b" + " ? b : c" * 5000 + "\n",
        "a = " + "f(" * 5000,
        "a = " + "[for b in c : " * 5000,
        "a = " + "<<E\n${" * 5000 + "}\nE\n" * 5000,
    ],
)
def test_deep_nesting_is_bounded(text: str) -> None:
    file, diagnostics = read(text)
    messages = [diagnostic.message for diagnostic in diagnostics]
    assert "nested more than 200 levels deep" in messages
    check(text, file, diagnostics)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ('{"resource": {"a": {"b": ' + '{"dynamic": {"c": ' * 95, "{}" + "}}" * 95 + "}}}"),
        ('{"locals": {"a": ' + "[" * 190, "]" * 190 + "}}"),
        ('{"locals": {"a": ' + '{"b": ' * 190, "1" + "}" * 190 + "}}"),
        ('{"locals": ' + "[" * 190, "]" * 190 + "}"),
        ('{"locals": {"a": "' + "${[" * 500, '"}}'),
        ("[" * 5000, ""),
    ],
)
def test_deep_json_is_read_or_reported(start: str, end: str) -> None:
    parse_json(Document.of("t.tf.json", (start + end).encode()), Bounds())


@pytest.mark.parametrize(
    "text",
    [
        "a = [\n" * 100_000,
        'a = "\n' * 100_000,
        "a = <<E\n" * 100_000,
        "/*" * 100_000,
        "#" * 500_000,
        "a = " + "9" * 200_000 + "\n",
        "a = 1e" + "9" * 50 + "\n",
        "é = 1\n" * 100_000,
        'a = "' + "é" * 500_000 + '${b}"\n',
        'a = "' + "\\q" * 100_000 + '"\n',
        "a" * 500_000,
        "a " * 200_000,
        '"a" ' * 200_000,
        "\n" * 500_000,
        "} " * 100_000,
        "a = [" + "1," * 200_000 + "]\n",
        " " * 500_000 + "@",
        "<<-" + "E" * 500_000 + "\n",
        "$" * 300_000,
        'a = "' + "$" * 300_000 + '"\n',
        "a = <<E\n" + "$%" * 200_000 + "\nE\n",
        "a = {" + "a=1," * 100_000 + "}\n",
        "a = <<E\n" + "E \n x" * 100_000 + "\nE\n",
    ],
    ids=lambda text: repr(text[:16]),
)
def test_a_large_file_of_one_thing_is_read_to_its_end(text: str) -> None:
    file, diagnostics = read(text)
    check(text, file, diagnostics)
