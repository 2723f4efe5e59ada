"""JSON in a string value is read with the place of every part."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from iac_scan.evaluation.json_text import JsonProblem, decode_json
from iac_scan.sources.diagnostics import Diagnostic
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.values import SECRET, Known, Mapping, Piece, Reason, Sequence, Text, Unknown, Value

STEP = Step("local.policy", Span("main.tf", 9, 1, 9, 5))


def line(number: int, column: int, length: int, byte: int = 0) -> Span:
    return Span("main.tf", number, column, number, column + length, byte, byte + length)


def heredoc(*lines: str, indent: int = 2, first: int = 2) -> Known:
    """Return the text of a heredoc whose lines stand at `indent` from line `first` on."""
    pieces: list[Piece] = []
    offset = 0
    for number, text in enumerate(lines):
        pieces.append(Piece(offset, line(first + number, indent + 1, len(text), offset)))
        offset += len(text) + 1
    span = Span("main.tf", 1, 10, first + len(lines), 4)
    return Known("\n".join(lines) + "\n", Origin(span, (STEP,)), layout=tuple(pieces))


def hole(name: str = "var.x") -> Unknown:
    return Unknown(Reason.NO_VALUE, f"`{name}` has no default", Origin(line(1, 1, 1)))


def text(*parts: str | Unknown) -> Text:
    return Text(parts, Origin(line(1, 1, 3)))


def mapping(value: Value | JsonProblem) -> Mapping:
    assert isinstance(value, Mapping), value
    return value


def sequence(value: Value | JsonProblem) -> Sequence:
    assert isinstance(value, Sequence), value
    return value


def columns(span: Span) -> tuple[int, int, int, int]:
    return span.start_line, span.start_column, span.end_line, span.end_column


def test_every_part_stands_on_the_line_of_the_heredoc_that_holds_it() -> None:
    value = mapping(decode_json(heredoc("{", '  "Action": [', '    "s3:*"', "  ]", "}")))
    assert columns(value.origin.span) == (2, 3, 6, 4)
    assert columns(value.key_spans["Action"]) == (3, 5, 3, 13)
    action = sequence(value.entries["Action"])
    assert columns(action.origin.span) == (3, 15, 5, 6)
    assert columns(action.items[0].origin.span) == (4, 7, 4, 13)


def test_every_part_keeps_the_steps_of_the_text() -> None:
    value = mapping(decode_json(heredoc('{"a": ["b"]}')))
    assert value.origin.steps == (STEP,)
    assert sequence(value.entries["a"]).items[0].origin.steps == (STEP,)


def test_text_on_one_line_is_located_inside_its_quotes() -> None:
    value = mapping(decode_json(Known('{"a": 1}', Origin(line(4, 10, 10, byte=100)))))
    assert columns(value.origin.span) == (4, 11, 4, 19)
    assert columns(value.entries["a"].origin.span) == (4, 17, 4, 18)
    assert value.entries["a"].origin.span.start_byte == 107


def test_text_with_escapes_and_no_layout_is_located_as_a_whole() -> None:
    value = mapping(decode_json(Known('{"a": 1}', Origin(line(4, 10, 14)))))
    assert value.entries["a"].origin.span == line(4, 10, 14)


def test_bytes_count_what_columns_do_not() -> None:
    given = '{"é😀": "x"}'
    span = Span("main.tf", 1, 1, 1, len(given) + 1, 0, len(given.encode()))
    value = mapping(decode_json(Known(given, Origin(span), layout=(Piece(0, span),))))
    place = value.entries["é😀"].origin.span
    assert given[place.start_column - 1 : place.end_column - 1] == '"x"'
    assert given.encode()[place.start_byte : place.end_byte] == b'"x"'


def test_unknown_part_inside_a_string_makes_it_a_text() -> None:
    x = hole()
    value = mapping(decode_json(text('{"Resource": "arn:aws:s3:::', x, '/*"}')))
    resource = value.entries["Resource"]
    assert isinstance(resource, Text)
    assert resource.parts == ("arn:aws:s3:::", x, "/*")


def test_string_that_is_one_unknown_part_is_a_text() -> None:
    value = mapping(decode_json(text('{"a": "', hole(), '"}')))
    assert isinstance(value.entries["a"], Text)


def test_bare_unknown_part_is_the_value() -> None:
    x = hole()
    assert mapping(decode_json(text('{"Statement": ', x, "}"))).entries["Statement"] is x


def test_bare_unknown_part_in_a_list_may_be_any_number_of_items() -> None:
    x = hole()
    value = sequence(decode_json(text('["a", ', x, "]")))
    assert [item.value for item in value.items if isinstance(item, Known)] == ["a"]
    assert value.rest is x


def test_each_unknown_part_goes_where_it_is_written() -> None:
    a, b, c, d = (hole(name) for name in "abcd")
    value = mapping(decode_json(text('{"k": "1', a, "2", b, '", "q\\"": ', c, ', "k": "', d, '"}')))
    last = value.entries["k"]
    assert isinstance(last, Text)
    assert last.parts == (d,)
    assert value.entries['q"'] is c


def test_key_with_an_unknown_part_leaves_the_object_open() -> None:
    value = mapping(decode_json(text('{"', hole(), ':sub": "a", "b": 1}')))
    assert list(value.entries) == ["b"]
    assert value.rest is not None


def test_unknown_parts_count_as_one_code_point_of_the_layout() -> None:
    run = Span("main.tf", 1, 1, 1, 8)
    tail = Span("main.tf", 1, 15, 1, 23)
    value = mapping(
        decode_json(
            Text(
                ('{"a": "', hole(), '", "b":1}'),
                Origin(Span("main.tf", 1, 1, 1, 23)),
                layout=(Piece(0, run), Piece(8, tail)),
            )
        )
    )
    assert columns(value.key_spans["b"]) == (1, 18, 1, 21)


def test_of_duplicate_keys_the_last_counts_and_is_told() -> None:
    told: list[Diagnostic] = []
    value = mapping(decode_json(heredoc('{"a": 1,', '"a": 2}'), report=told.append))
    assert [entry.value for entry in value.entries.values() if isinstance(entry, Known)] == [2]
    assert [columns(item.span)[0] for item in told] == [2]


def test_keys_written_once_are_not_told() -> None:
    told: list[Diagnostic] = []
    decode_json(heredoc('{"a": 1, "b": {"a": 2}}'), report=told.append)
    assert told == []


def test_numbers_are_exact() -> None:
    value = sequence(decode_json(heredoc("[0.1, 1e2, 12345678901234567890]")))
    assert [item.value for item in value.items if isinstance(item, Known)] == [
        Decimal("0.1"),
        100,
        12345678901234567890,
    ]


def test_what_follows_the_document_is_a_problem_at_its_place() -> None:
    problem = decode_json(heredoc("{}", "  rest"))
    assert isinstance(problem, JsonProblem)
    assert columns(problem.span) == (3, 5, 3, 9)
    assert "rest" in problem.message


def test_text_that_is_not_json_is_a_problem() -> None:
    for given_text in ("", "{", "[1,]", "{'a': 1}", "nope", '{"a"}'):
        assert isinstance(decode_json(heredoc(given_text)), JsonProblem)


def test_number_is_a_problem() -> None:
    assert isinstance(decode_json(Known(3, Origin(line(1, 1, 1)))), JsonProblem)


def test_encoded_value_is_not_read_again() -> None:
    inner = Known("x", Origin(line(7, 1, 1)))
    assert decode_json(Known('"x"', Origin(line(1, 1, 3)), encoded=inner)) is inner


def test_sensitive_text_has_sensitive_parts() -> None:
    value = decode_json(Known('["a"]', Origin(line(1, 1, 5)), marks=SECRET))
    item = sequence(value).items[0]
    assert isinstance(item, Known)
    assert item.sensitive


def plain(value: Value | JsonProblem) -> object:
    match value:
        case Known(value=scalar):
            return float(scalar) if isinstance(scalar, Decimal) else scalar
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {key: plain(entry) for key, entry in entries.items()}
        case _:
            raise AssertionError(value)


DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text('ab"\\é'), inner),
    max_leaves=12,
)


@given(DOCUMENTS)
def test_reads_what_python_reads(document: object) -> None:
    written = json.dumps(document, ensure_ascii=False, indent=1)
    assert plain(decode_json(heredoc(*written.split("\n")))) == document


@given(st.lists(st.text('{}[]",:\\ \n1a') | st.none()))
def test_never_raises(parts: list[str | None]) -> None:
    decode_json(text(*(hole() if part is None else part for part in parts), hole()))
