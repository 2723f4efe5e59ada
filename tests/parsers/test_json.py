"""Located JSON: the same values as the standard library, with places."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iac_scan.parsers.json import parse_json_document
from iac_scan.parsers.template.tree import Entries, Items, Node, Scalar
from iac_scan.sources import Bounds, Diagnostic, Document, Level, Span


def parse(text: str, bounds: Bounds | None = None) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    return parse_json_document(Document.of("t.json", text.encode()), bounds or Bounds())


def tree(text: str) -> Node:
    node, diagnostics = parse(text)
    assert node is not None, diagnostics
    return node


def problem(text: str) -> Diagnostic:
    node, diagnostics = parse(text)
    assert node is None
    [diagnostic] = diagnostics
    return diagnostic


def plain(node: Node) -> object:
    match node:
        case Scalar(value=value):
            return value
        case Items(items=items):
            return [plain(item) for item in items]
        case Entries(entries=entries):
            return {entry.key: plain(entry.value) for entry in entries}


def cut(text: str, span: Span) -> str:
    return text.encode()[span.start_byte : span.end_byte].decode()


def test_spans_count_lines_columns_and_bytes() -> None:
    text = '{\n  "é": "ü", "b": [1]\n}'
    root = tree(text)
    assert isinstance(root, Entries)
    first, second = root.entries
    assert (first.key_span.start_line, first.key_span.start_column) == (2, 3)
    assert cut(text, first.key_span) == '"é"'
    assert cut(text, first.value.span) == '"ü"'
    assert (second.key_span.start_line, second.key_span.start_column) == (2, 13)
    assert cut(text, second.value.span) == "[1]"
    assert cut(text, root.span) == text


def test_bytes_are_right_far_into_a_document_that_is_not_ascii() -> None:
    text = '["' + "é" * 5000 + '", "x"]'
    root = tree(text)
    assert isinstance(root, Items)
    assert cut(text, root.items[1].span) == '"x"'


def test_numbers_are_exact() -> None:
    text = "[1, -2, 0.1, 1e2, 1.50, 123456789012345678901234567890, 1e5000]"
    assert plain(tree(text)) == [
        1,
        -2,
        Decimal("0.1"),
        100,
        Decimal("1.5"),
        123456789012345678901234567890,
        Decimal("1e5000"),
    ]


def test_a_whole_number_longer_than_python_converts_is_kept_exactly() -> None:
    assert plain(tree("9" * 6000)) == Decimal("9" * 6000)


def test_duplicate_keys_are_all_kept() -> None:
    root = tree('{"a": 1, "a": 2}')
    assert isinstance(root, Entries)
    assert [plain(entry.value) for entry in root.entries] == [1, 2]


def test_half_of_a_surrogate_pair_becomes_the_replacement_character() -> None:
    assert plain(tree(r'"\ud800x\ud83d\ude00"')) == "\ufffdx\U0001f600"


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("", "expected a value, got the end of the file", 1, 1),
        ('{"a": 1,}', "expected no `,` before `}`", 1, 8),
        ('{"a" 1}', "expected `:` after the key `a`, got `1`", 1, 6),
        ("{a: 1}", "expected a key in double quotes, got `a`", 1, 2),
        ('{"a": 1\n"b": 2}', 'expected `,` or `}` after the value, got `"`', 2, 1),
        ("[1 2]", "expected `,` or `]` after the value, got `2`", 1, 4),
        ("[01]", "expected a value, got `01`", 1, 2),
        ("[NaN]", "expected a value, got `NaN`", 1, 2),
        ('{"a": [1, 2', "this `[` is never closed", 1, 7),
        ('["abc]\n', "this string is never closed", 1, 2),
        (r'["a\qb"]', "not an escape sequence of JSON", 1, 4),
        (r'["a\u12"]', "not an escape sequence of JSON", 1, 4),
        ("{} x", "expected nothing after the end of the document, got `x`", 1, 4),
        ("// c\n{}", "JSON has no comments", 1, 1),
        ("[1e99999999999999999999]", "the number `1e99999999999999999999` is out of range", 1, 2),
    ],
)
def test_what_is_not_json_is_named_where_it_stands(
    text: str, message: str, line: int, column: int
) -> None:
    diagnostic = problem(text)
    assert (diagnostic.level, diagnostic.message) == (Level.ERROR, message)
    assert (diagnostic.span.start_line, diagnostic.span.start_column) == (line, column)


def test_a_control_character_in_a_string_is_read_with_a_warning() -> None:
    node, diagnostics = parse('"a\tb"')
    assert node is not None
    assert plain(node) == "a\tb"
    assert [diagnostic.level for diagnostic in diagnostics] == [Level.WARNING]


def test_depth_is_bounded() -> None:
    assert problem("[" * 5000).message == "nested more than 200 levels deep"
    assert parse("[" * 200 + "]" * 200)[0] is not None


@given(st.text(alphabet=st.sampled_from('{}[]":,\\ \n\u00e9eE+-.019truefalsn/#u')))
def test_any_text_is_read_or_refused_as_the_standard_library_does(text: str) -> None:
    node, diagnostics = parse(text)
    try:
        expected = json.loads(text, strict=False)
    except json.JSONDecodeError:
        expected_error = True
    else:
        expected_error = False
    if node is None:
        assert expected_error or diagnostics[-1].message.endswith("out of range")
    else:
        assert not expected_error
        if isinstance(node, Scalar) and isinstance(node.value, str):
            assert node.value == expected


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=15,
)


@given(json_values, st.sampled_from([None, 1]), st.booleans())
def test_what_the_standard_library_writes_is_read_back(
    value: object, indent: int | None, ascii_only: bool
) -> None:
    assert plain(tree(json.dumps(value, indent=indent, ensure_ascii=ascii_only))) == value
