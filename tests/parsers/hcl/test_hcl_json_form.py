"""Terraform's JSON form: the same tree as the native form, as far as JSON can tell."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from iac_scan.parsers.hcl import parse, parse_json
from iac_scan.parsers.hcl.syntax import (
    Body,
    FunctionCall,
    GetAttribute,
    Literal,
    Template,
    TemplateInterpolation,
    Unreadable,
)
from iac_scan.sources import Bounds, Diagnostic, Document, Span


def read_json(text: str) -> tuple[Body, tuple[Diagnostic, ...]]:
    file, diagnostics = parse_json(Document.of("t.tf.json", text.encode()), Bounds())
    return file.body, diagnostics


def read(value: object) -> Body:
    body, diagnostics = read_json(json.dumps(value))
    assert diagnostics == ()
    return body


def bare(node: Any) -> Any:
    """Return a tree without places, and with templates that are one interpolation unwrapped."""
    match node:
        case Template(parts=[TemplateInterpolation(expression=only)], heredoc=False):
            return bare(only)
        case tuple():
            return tuple(bare(item) for item in node)
        case _ if is_dataclass(node):
            names = [f.name for f in fields(node) if not f.name.endswith("span")]
            return (type(node).__name__, *(bare(getattr(node, name)) for name in names))
    return node


@pytest.mark.parametrize(
    ("written", "native"),
    [
        (
            {"resource": {"aws_iam_user": {"ci": {"name": "ci-${var.env}", "path": "/"}}}},
            'resource "aws_iam_user" "ci" {\n name = "ci-${var.env}"\n path = "/"\n}\n',
        ),
        (
            {"resource": [{"a": {"b": {"c": 1}}}, {"a": {"d": [{"c": 2}]}}]},
            'resource "a" "b" {\n c = 1\n}\nresource "a" "d" {\n c = 2\n}\n',
        ),
        (
            {
                "provider": {
                    "aws": [{"region": "r"}, {"alias": "x", "assume_role": {"role_arn": "a"}}]
                }
            },
            (
                'provider "aws" {\n region = "r"\n}\n'
                'provider "aws" {\n alias = "x"\n assume_role {\n role_arn = "a"\n }\n}\n'
            ),
        ),
        (
            {
                "data": {
                    "aws_iam_policy_document": {
                        "d": {
                            "statement": [
                                {
                                    "actions": ["s3:*"],
                                    "principals": {"type": "AWS", "identifiers": ["*"]},
                                },
                                {"actions": ["${local.a}"]},
                            ]
                        }
                    }
                }
            },
            (
                'data "aws_iam_policy_document" "d" {\n'
                ' statement {\n actions = ["s3:*"]\n'
                '  principals {\n type = "AWS"\n identifiers = ["*"]\n }\n }\n'
                " statement {\n actions = [local.a]\n }\n}\n"
            ),
        ),
        (
            {
                "resource": {
                    "r": {
                        "n": {
                            "dynamic": {
                                "statement": {"for_each": "${var.x}", "content": {"sid": "${a.b}"}}
                            },
                            "provisioner": [{"local-exec": {"command": "x"}}],
                            "lifecycle": {"ignore_changes": ["tags"], "prevent_destroy": True},
                            "depends_on": ["aws_iam_role.x"],
                            "provider": "aws.prod",
                        }
                    }
                }
            },
            (
                'resource "r" "n" {\n depends_on = [aws_iam_role.x]\n provider = aws.prod\n'
                ' dynamic "statement" {\n for_each = var.x\n content {\n sid = a.b\n }\n }\n'
                ' provisioner "local-exec" {\n command = "x"\n }\n'
                " lifecycle {\n ignore_changes = [tags]\n prevent_destroy = true\n }\n}\n"
            ),
        ),
        (
            {
                "variable": {"v": {"type": "list(string)", "default": ["a"]}},
                "locals": {"l": {"a": 1}},
                "output": {"o": {"value": "${local.l}"}},
                "module": {"m": {"source": "./m", "providers": {"aws": "aws.prod"}}},
                "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws"}}},
            },
            (
                'variable "v" {\n type = list(string)\n default = ["a"]\n}\n'
                'locals {\n l = {"a" = 1}\n}\noutput "o" {\n value = local.l\n}\n'
                'module "m" {\n source = "./m"\n providers = {"aws" = aws.prod}\n}\n'
                'terraform {\n required_providers {\n aws = {"source" = "hashicorp/aws"}\n }\n}\n'
            ),
        ),
    ],
)
def test_json_and_native_form_give_the_same_tree(written: object, native: str) -> None:
    file, diagnostics = parse(Document.of("t.tf", native.encode()), Bounds())
    assert diagnostics == ()
    assert bare(read(written)) == bare(file.body)


def test_comments_are_left_out() -> None:
    body = read({"//": "x", "resource": {"a": {"b": {"//": "y", "c": 1}}}})
    assert [attribute.name for attribute in body.blocks[0].body.attributes] == ["c"]


def test_a_default_is_no_template() -> None:
    body = read({"variable": {"v": {"default": "${a}"}}})
    default = body.blocks[0].body.attributes[0].expression
    assert isinstance(default, Literal)
    assert default.value == "${a}"


def test_a_doubled_dollar_sign_stands_for_one() -> None:
    expression = read({"locals": {"a": "$${b}"}}).blocks[0].body.attributes[0].expression
    assert isinstance(expression, Literal)
    assert expression.value == "${b}"


def test_a_type_is_an_expression() -> None:
    body = read({"variable": {"v": {"type": "map(any)"}}})
    assert isinstance(body.blocks[0].body.attributes[0].expression, FunctionCall)


def test_a_boundary_that_is_a_string_is_an_attribute() -> None:
    body = read({"resource": {"aws_iam_role": {"r": {"permissions_boundary": "${p.b.arn}"}}}})
    assert [a.name for a in body.blocks[0].body.attributes] == ["permissions_boundary"]


def test_places_point_into_the_string() -> None:
    text = '{"locals": {\n  "a": "é ${var.x}"\n}}'
    body, diagnostics = read_json(text)
    assert diagnostics == ()
    template = body.blocks[0].body.attributes[0].expression
    assert isinstance(template, Template)
    interpolation = template.parts[1]
    assert isinstance(interpolation, TemplateInterpolation)
    assert isinstance(interpolation.expression, GetAttribute)
    span = interpolation.expression.span
    assert text.encode()[span.start_byte : span.end_byte] == b"var.x"
    assert (span.start_line, span.start_column) == (2, 13)


def test_places_in_a_string_with_escapes_are_those_of_the_string() -> None:
    body, _ = read_json('{"locals": {"a": "\\t${b}"}}')
    template = body.blocks[0].body.attributes[0].expression
    assert isinstance(template, Template)
    assert template.parts[1].span == Span("t.tf.json", 1, 18, 1, 26, 17, 25)


def test_the_header_of_a_block_is_the_name_that_it_is_known_by() -> None:
    body, _ = read_json('{"resource": {"aws_iam_user": {"ci": {}}}}')
    assert body.blocks[0].header_span == Span("t.tf.json", 1, 32, 1, 36, 31, 35)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"resource": "x"}', "expected an object for `resource`, got a string"),
        (
            '{"resource": {"a": {"b": [1]}}}',
            "expected an object for the block `resource`, got a number",
        ),
        ('{"resorce": {}}', "`resorce` is no block of terraform's"),
        ('{"locals": {"a": 1, "a": 2}}', "`a` is set twice in this block"),
        ('{"locals": {"a": "${b"}}', "this `${` is never closed"),
        ("[1]", "expected an object in the file, got a number"),
        ("{", "this `{` is never closed"),
    ],
)
def test_what_terraform_refuses_is_reported(text: str, message: str) -> None:
    _, diagnostics = read_json(text)
    assert [diagnostic.message for diagnostic in diagnostics] == [message]


def test_a_string_that_is_no_template_does_not_hide_the_others() -> None:
    body, _ = read_json('{"locals": {"a": "${", "b": "x"}}')
    values = {a.name: type(a.expression) for a in body.blocks[0].body.attributes}
    assert values == {"a": Unreadable, "b": Literal}
