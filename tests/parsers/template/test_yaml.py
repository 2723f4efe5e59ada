"""YAML templates become trees whose every node has its exact place."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml

from iac_scan.parsers.template import TemplateFile, parse
from iac_scan.parsers.template.tree import Entries, Items, Node, Scalar
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span


def read(
    text: str, path: str = "t.yaml"
) -> tuple[tuple[TemplateFile, ...], tuple[Diagnostic, ...]]:
    return parse(Document.of(path, text.encode()), Bounds())


def tree(text: str) -> Node:
    (file,), problems = read(text)
    assert problems == ()
    return file.root


def plain(node: Node) -> object:
    match node:
        case Scalar(value=value):
            return value
        case Items(items=items):
            return [plain(item) for item in items]
        case Entries(entries=entries):
            return {entry.key: plain(entry.value) for entry in entries}


def at(text: str, span: Span) -> str:
    """Return the text at a span, found by lines and columns, and check the bytes against it."""
    lines = text.split("\n")
    if span.start_line == span.end_line:
        found = lines[span.start_line - 1][span.start_column - 1 : span.end_column - 1]
    else:
        first = lines[span.start_line - 1][span.start_column - 1 :]
        middle = lines[span.start_line : span.end_line - 1]
        found = "\n".join([first, *middle, lines[span.end_line - 1][: span.end_column - 1]])
    assert text.encode()[span.start_byte : span.end_byte].decode() == found
    return found


def walk(node: Node) -> list[Node]:
    match node:
        case Scalar():
            return [node]
        case Items(items=items):
            return [node, *(one for item in items for one in walk(item))]
        case Entries(entries=entries):
            return [node, *(one for entry in entries for one in walk(entry.value))]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("!Ref a", {"Ref": "a"}),
        ("!Ref 'a'", {"Ref": "a"}),
        ("!Condition a", {"Condition": "a"}),
        ("!GetAtt a.b.c", {"Fn::GetAtt": ["a", "b.c"]}),
        ('!GetAtt "a.b"', {"Fn::GetAtt": ["a", "b"]}),
        ("!GetAtt [a, b]", {"Fn::GetAtt": ["a", "b"]}),
        ("!GetAtt [a, !Ref b]", {"Fn::GetAtt": ["a", {"Ref": "b"}]}),
        ("!Sub 12", {"Fn::Sub": "12"}),
        ("!GetAZs ''", {"Fn::GetAZs": ""}),
        ("!GetAZs", {"Fn::GetAZs": ""}),
        ("!If [a, !Ref b, 1]", {"Fn::If": ["a", {"Ref": "b"}, 1]}),
        ("!Base64 {'Fn::Sub': x}", {"Fn::Base64": {"Fn::Sub": "x"}}),
        ("!Transform {Name: a}", {"Fn::Transform": {"Name": "a"}}),
        (
            "!Select\n  - 0\n  - !Split [',', !Ref a]",
            {"Fn::Select": [0, {"Fn::Split": [",", {"Ref": "a"}]}]},
        ),
        ("!!str 12", "12"),
        ("!!int '12'", 12),
        ("! 12", "12"),
    ],
)
def test_short_forms_are_spelled_out(written: str, expected: object) -> None:
    assert plain(tree(f"a: {written}\n")) == {"a": expected}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("yes", True),
        ("Off", False),
        ("y", "y"),
        ("'yes'", "yes"),
        ("~", None),
        ("", None),
        ("2012-10-17", "2012-10-17"),
        ("2012-10-17T00:00:00Z", "2012-10-17T00:00:00Z"),
        ("12", 12),
        ("-12", -12),
        ("1_000", 1000),
        ("0x1F", 31),
        ("0b11", 3),
        ("017", 15),
        ("012345678901", "012345678901"),
        ("018", "018"),
        ("190:20:30", 685230),
        ("1.5", Decimal("1.5")),
        ("1.0", Decimal("1.0")),
        ("1e3", "1e3"),
        ("1.0e+3", Decimal("1000.0")),
        (".inf", ".inf"),
        ("0x", "0x"),
        ("0b_", "0b_"),
        ("=", "="),
        ("9" * 400, "9" * 400),
    ],
)
def test_plain_scalars_are_read_by_yaml_1_1(written: str, expected: object) -> None:
    value = plain(tree(f"a: {written}\n"))
    assert value == {"a": expected}
    assert isinstance(value, dict)
    assert type(value["a"]) is type(expected)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3", 3),
        ("3.0", Decimal("3.0")),
        ("3.50", Decimal("3.5")),
        ("1e3", Decimal("1000.0")),
        ("-2", -2),
    ],
)
def test_numbers_of_json_keep_the_point_that_makes_them_no_whole_numbers(
    written: str, expected: object
) -> None:
    value = plain(tree(f'{{"a": {written}}}'))
    assert value == {"a": expected}
    assert isinstance(value, dict)
    assert (type(value["a"]), str(value["a"])) == (type(expected), str(expected))


def test_keys_are_text() -> None:
    text = "1: a\ntrue: b\n~: c\n2012-10-17: d\n'x': e\n0777: f\n"
    assert plain(tree(text)) == {
        "1": "a", "true": "b", "null": "c", "2012-10-17": "d", "x": "e", "511": "f",
    }  # fmt: skip


TEXT = """\
é😀: "x😀" # 😀
Res:
  - !Sub '${A}😀'
  - { k: !GetAtt é.b, l: [1, 2] }
  -   plain text
  - |
    block 😀
      more
  - last
"""


def test_places_count_code_points_and_bytes() -> None:
    root = tree(TEXT)
    texts = [at(TEXT, node.span) for node in walk(root)]
    assert texts[0] == TEXT.rstrip("\n")
    assert texts[1] == '"x😀"'
    assert "!Sub '${A}😀'" in texts
    assert "'${A}😀'" in texts
    assert "{ k: !GetAtt é.b, l: [1, 2] }" in texts
    assert "!GetAtt é.b" in texts
    assert "é" in texts
    assert "b" in texts
    assert "[1, 2]" in texts
    assert "plain text" in texts
    assert "|\n    block 😀\n      more" in texts
    assert isinstance(root, Entries)
    assert [at(TEXT, entry.key_span) for entry in root.entries] == ["é😀", "Res"]


def test_place_of_the_key_of_a_short_form_is_its_tag() -> None:
    text = "a: !Ref b\n"
    root = tree(text)
    assert isinstance(root, Entries)
    short = root.entries[0].value
    assert isinstance(short, Entries)
    assert at(text, short.entries[0].key_span) == "!Ref"
    assert at(text, short.span) == "!Ref b"


def test_line_ends_of_other_kinds_are_not_lines() -> None:
    text = "a: 'x\u2028y'\r\nb: '\x85'\r\nc: d\r\n"
    root = tree(text)
    assert isinstance(root, Entries)
    assert [entry.key_span.start_line for entry in root.entries] == [1, 2, 3]
    assert at(text, root.entries[2].value.span) == "d"


def lines(text: str) -> list[tuple[str, str]]:
    """Return what each run of the first value holds, in the value and in the file."""
    root = tree(text)
    assert isinstance(root, Entries)
    value = root.entries[0].value
    assert isinstance(value, Scalar)
    assert isinstance(value.value, str)
    return [
        (value.value[start : start + len(at(text, span))], at(text, span))
        for start, span in value.lines
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: |\n  {\n    b\n\n  }\nc: d\n", ["{", "b", "}"]),
        ("a: |2-\n    {\n   }\n", ["{", "}"]),
        ("a: >\n  b c\n  d\n\n  e\n", ["b c", "d", "e"]),
        ("a: >-  # comment\n  b\n", ["b"]),
        ('a: "{ b\n  c }"\n', ["{ b", "c }"]),
        ('a: "{\\"b\\": \\u0041}"\n', ["{", "b", ": ", "}"]),
        ("a: '{ it''s }'\n", ["{ it", "s }"]),
        ("a: b c\n  d\n", ["b c", "d"]),
        ('a: "{ b \\\n  c }"\n', ["{ b ", "c }"]),
    ],
)
def test_lines_of_a_long_text_are_found(text: str, expected: list[str]) -> None:
    found = lines(text)
    assert [written for _, written in found] == expected
    assert all(value == written for value, written in found)


def test_text_on_one_line_has_no_lines() -> None:
    assert lines("a: plain\n") == lines("a: 'quoted'\n") == []


def test_comments_are_found_wherever_they_stand() -> None:
    text = (
        "# first\n"
        "a: b # second 😀\n"
        "c: [d, # third\n  e]\n"
        "f: !If # fourth\n  - g\n"
        "h: &x # fifth\n  i: j\n"
        "k: |  # sixth\n  l\n"
        "   # less\n"
        "# seventh\n"
        "---\n"
        "## eighth\n"
        "m: n\n#\n"
    )
    files, problems = read(text)
    assert problems == ()
    comments = [comment for file in files for comment in file.comments]
    assert [comment.text for comment in comments] == [
        "first", "second 😀", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "",
    ]  # fmt: skip
    assert [at(text, comment.span).startswith("#") for comment in comments] == [True] * 9


def test_what_only_looks_like_a_comment_is_text() -> None:
    text = "a: b#c\nd: '# e'\nf: \"x\n  # y\"\ng: |\n  # h\n\n  # i\nj: >\n  # k\nl: http://x/#m\n"
    (file,), _ = read(text)
    assert file.comments == ()


def test_documents_are_separate() -> None:
    files, problems = read("a: b\n---\nc: d\n...\n---\n")
    assert problems == ()
    assert [plain(file.root) for file in files] == [{"a": "b"}, {"c": "d"}, None]


def test_aliases_are_the_nodes_that_they_name() -> None:
    root = tree("a: &x {b: !Ref c}\nd: *x\n")
    assert isinstance(root, Entries)
    assert root.entries[0].value is root.entries[1].value


def test_merge_keys_bring_the_entries_that_are_not_written() -> None:
    text = "x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz: {<<: [*x, *y], c: 5}\nw: {<<: *x}\n'<<': v\n"
    root = plain(tree(text))
    assert isinstance(root, dict)
    assert root["z"] == {"a": 1, "b": 2, "c": 5}
    assert root["w"] == {"a": 1, "b": 2}
    assert root["<<"] == "v"


@pytest.mark.parametrize(
    ("text", "level", "message", "place"),
    [
        ("a: 1\nb: 2\na: 3\n", Level.WARNING, "the key `a` is written again on line 3", (1, 1)),
        ("a: !Foo b\n", Level.WARNING, "no tag `!Foo`", (1, 4)),
        ("a: !!binary b\n", Level.WARNING, "`!!binary`", (1, 4)),
        ("? [a]\n: b\n", Level.WARNING, "a key must be text", (1, 3)),
        ("a: {{ b }}\n", Level.WARNING, "a key must be text", (1, 5)),
        ("a: *x\n", Level.ERROR, "`*x` names no anchor", (1, 4)),
        ("a: &x [*x]\n", Level.ERROR, "`*x` contains itself", (1, 8)),
        ("a: {<<: b}\n", Level.WARNING, "`<<` merges maps only", (1, 5)),
        ("a:\n\tb: c\n", Level.ERROR, "a tab", (2, 1)),
        ("a: 'b\nc: d\n", Level.ERROR, "quote that opens here", (1, 4)),
        ("a: b\n c: d\n", Level.ERROR, "`:` begins a value", (2, 3)),
        ("a:\n  b: c\n d: e\n", Level.ERROR, "does not fit", (3, 2)),
        ("a: [b\n", Level.ERROR, "", (2, 1)),
        ("a: [b\nc: d\n", Level.ERROR, "expected `,` or `]`", (2, 2)),
        ("{% if a %}\n", Level.ERROR, "cannot begin with `%`", (1, 2)),
        ('a: "\\q"\n', Level.ERROR, "unknown escape `\\q`", (1, 5)),
        ("a: @b\n", Level.ERROR, "cannot begin with `@`", (1, 4)),
        ("a: \x07\n", Level.ERROR, "U+0007 is not allowed", (1, 4)),
        ("- a\nb: c\n", Level.ERROR, "expected another `-`", (2, 1)),
    ],
)
def test_mistakes_are_told_where_they_stand(
    text: str, level: Level, message: str, place: tuple[int, int]
) -> None:
    _, problems = read(text)
    assert message in problems[0].message
    assert problems[0].level is level
    assert (problems[0].span.start_line, problems[0].span.start_column) == place


def test_placeholders_of_template_engines_are_named() -> None:
    for text in ("a: {{ b }}\n", "{% if a %}\nb: c\n", "a: <% b %>: c\n"):
        _, problems = read(text)
        assert "template engine" in (problems[0].help or ""), text


def test_dynamic_references_are_no_placeholders() -> None:
    _, problems = read("a: '{{resolve:ssm:x}}': b\n")
    assert "template engine" not in (problems[0].help or "")


def test_what_is_complete_before_a_mistake_is_kept() -> None:
    text = "A: 1\nR:\n  one:\n    x: y\n  two:\n    z: w\n    q: 'v\n"
    (file,), problems = read(text)
    assert len(problems) == 1
    assert not file.complete
    assert plain(file.root) == {"A": 1, "R": {"one": {"x": "y"}}}


def test_tree_of_a_whole_document_is_complete() -> None:
    (file,), _ = read("a: b\n")
    assert file.complete


def test_json_is_read_as_json() -> None:
    (file,), problems = read('{"a": {"b": [1, true, null, "c"]}}', "t.json")
    assert problems == ()
    assert plain(file.root) == {"a": {"b": [1, True, None, "c"]}}


def test_duplicate_keys_of_json_are_told() -> None:
    (file,), problems = read('{"a": {"b": 1, "b": 2}}', "t.json")
    assert plain(file.root) == {"a": {"b": 2}}
    assert [problem.level for problem in problems] == [Level.WARNING]


def test_broken_json_is_told_as_json() -> None:
    files, problems = read('{"a": 1,}', "t.json")
    assert files == ()
    assert problems[0].level is Level.ERROR


def test_yaml_in_flow_style_is_read() -> None:
    assert plain(tree("{a: !Ref b}\n")) == {"a": {"Ref": "b"}}


def test_pure_python_loader_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read(TEXT)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)  # a build of PyYAML without libyaml
    assert read(TEXT) == fast
