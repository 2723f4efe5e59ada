"""Shapes and places of the syntax tree of HCL."""

from __future__ import annotations

from decimal import Decimal

from iac_scan.parsers.hcl import parse, parse_template
from iac_scan.parsers.hcl.syntax import (
    Binary,
    BinaryOperator,
    Expression,
    File,
    FunctionCall,
    GetAttribute,
    Index,
    Literal,
    ObjectConstructor,
    Parentheses,
    Splat,
    SplatItem,
    Template,
    TemplateInterpolation,
    TemplateText,
    Variable,
)
from iac_scan.sources import Bounds, Document, Level, Origin, Span


def read(text: str) -> File:
    file, diagnostics = parse(Document.of("t.tf", text.encode()), Bounds())
    assert diagnostics == ()
    return file


def value(code: str) -> Expression:
    return read(f"a = {code}\n").body.attributes[0].expression


def cut(text: str, span: Span) -> str:
    return text.encode()[span.start_byte : span.end_byte].decode()


def test_block_labels_are_names_or_strings() -> None:
    text = 'resource "aws_iam_role" app {\n  name = "x"\n}\n'
    [block] = read(text).body.blocks
    assert (block.type, block.labels) == ("resource", ("aws_iam_role", "app"))
    assert cut(text, block.header_span) == 'resource "aws_iam_role" app'
    assert cut(text, block.span) == text.rstrip()
    assert cut(text, block.body.attributes[0].span) == 'name = "x"'
    assert cut(text, block.body.attributes[0].name_span) == "name"


def test_comments_of_all_forms_are_kept_in_order() -> None:
    text = '# one\na = "# no" // two\nb /* three\n lines */ = <<E\n# no\nE\n#\n'
    comments = read(text).comments
    assert [comment.text for comment in comments] == ["one", "two", "three\n lines", ""]
    assert [cut(text, comment.span) for comment in comments] == [
        "# one",
        "// two",
        "/* three\n lines */",
        "#",
    ]


def test_a_comment_before_a_windows_line_end_does_not_hold_it() -> None:
    text = "# one\r\na = 1\r\n"
    [comment] = read(text).comments
    assert (comment.text, cut(text, comment.span)) == ("one", "# one")


def test_columns_count_code_points_and_bytes_count_bytes() -> None:
    text = 'a = ["é😀", b]\n'
    b = Variable("b", Span("t.tf", 1, 12, 1, 13, 15, 16))
    file = read(text)
    expression = file.body.attributes[0].expression
    assert b in getattr(expression, "items")  # noqa: B009
    assert cut(text, b.span) == "b"


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    file, diagnostics = parse(Document.of("t.tf", b"\xef\xbb\xbfa = 1\n"), Bounds())
    assert diagnostics == ()
    assert file.body.attributes[0].name_span == Span("t.tf", 1, 1, 1, 2, 0, 1)


def test_each_line_of_a_heredoc_is_a_text_with_its_place() -> None:
    text = 'a = <<-EOT\n    {\n      "b": "${c}"\n    }\n  EOT\n'
    template = read(text).body.attributes[0].expression
    assert isinstance(template, Template)
    assert template.heredoc
    assert [(cut(text, part.span), getattr(part, "text", None)) for part in template.parts] == [
        ("{\n", "{\n"),
        ('  "b": "', '  "b": "'),
        ("${c}", None),
        ('"\n', '"\n'),
        ("}\n", "}\n"),
    ]
    assert cut(text, template.span) == text[4:].rstrip()


def test_a_string_without_interpolation_is_a_literal() -> None:
    assert value('"a\\n$${b}"') == Literal("a\n${b}", Span("t.tf", 1, 5, 1, 15, 4, 14))


def test_a_heredoc_is_a_template_even_without_interpolation() -> None:
    assert isinstance(value("<<E\nx\nE"), Template)
    assert value("<<E\nE") == Template((), Span("t.tf", 1, 5, 2, 2, 4, 9), heredoc=True)


def test_numbers_are_exact() -> None:
    numbers = [value(code) for code in ("1", "0.1", "1e3", "1.50", "1e-2")]
    found = [number.value for number in numbers if isinstance(number, Literal)]
    assert found == [1, Decimal("0.1"), 1000, Decimal("1.5"), Decimal("0.01")]


def test_operators_of_one_level_group_to_the_left() -> None:
    expression = value("a - b - c")
    assert isinstance(expression, Binary)
    assert isinstance(expression.left, Binary)
    assert expression.left.operator is BinaryOperator.SUBTRACT


def test_after_a_star_an_index_applies_to_the_whole_after_brackets_to_each() -> None:
    whole = value("a.*.b[0]")
    assert isinstance(whole, Index)
    assert isinstance(whole.source, Splat)
    each = value("a[*].b[0]")
    assert isinstance(each, Splat)
    assert isinstance(each.each, Index)
    assert isinstance(each.each.source, GetAttribute)
    assert isinstance(each.each.source.source, SplatItem)


def test_two_legacy_indexes_are_read_with_a_warning() -> None:
    file, [warning] = parse(Document.of("t.tf", b"a = b.0.1.c\n"), Bounds())
    assert warning.level is Level.WARNING
    expression = file.body.attributes[0].expression
    assert isinstance(expression, GetAttribute)
    outer = expression.source
    assert isinstance(outer, Index)
    assert isinstance(outer.source, Index)
    assert [outer.source.key, outer.key] == [
        Literal(0, Span("t.tf", 1, 7, 1, 8, 6, 7)),
        Literal(1, Span("t.tf", 1, 9, 1, 10, 8, 9)),
    ]


def test_an_object_key_in_parentheses_after_a_bare_name_is_no_call() -> None:
    expression = value("{\n  a = b\n  (c) = 1\n}")
    assert isinstance(expression, ObjectConstructor)
    first, second = expression.items
    assert isinstance(first.key, Literal)
    assert isinstance(first.value, Variable)
    assert isinstance(second.key, Parentheses)


def test_namespaces_are_part_of_a_functions_name() -> None:
    call = value("provider::aws::arn_parse(a, b...)")
    assert isinstance(call, FunctionCall)
    assert (call.name, len(call.arguments), call.expand_last) == (
        "provider::aws::arn_parse",
        2,
        True,
    )


def test_a_template_text_that_stands_in_a_file_has_exact_places() -> None:
    text = "a\né ${b}\n"
    place = Span("f.tpl", 3, 5, 5, 1, 20, 20 + len(text.encode()))
    template, diagnostics = parse_template(text, Origin(place), Bounds())
    assert diagnostics == ()
    assert template.parts == (
        TemplateText("a\n", Span("f.tpl", 3, 5, 4, 1, 20, 22)),
        TemplateText("é ", Span("f.tpl", 4, 1, 4, 3, 22, 25)),
        TemplateInterpolation(
            Variable("b", Span("f.tpl", 4, 5, 4, 6, 27, 28)),
            Span("f.tpl", 4, 3, 4, 7, 25, 29),
        ),
        TemplateText("\n", Span("f.tpl", 4, 7, 5, 1, 29, 30)),
    )


def test_a_template_text_from_elsewhere_stands_where_its_origin_says() -> None:
    place = Span("t.tf", 1, 5, 1, 9, 4, 8)
    template, _ = parse_template("x ${y} and so on", Origin(place), Bounds())
    assert {part.span for part in template.parts} == {place}


def test_a_broken_template_text_is_reported_at_its_place() -> None:
    place = Span("f.tpl", 1, 1, 1, 7, 0, 6)
    template, [diagnostic] = parse_template("x ${y ", Origin(place), Bounds())
    assert template.parts == ()
    assert (diagnostic.message, diagnostic.span.start_column) == ("this `${` is never closed", 3)
