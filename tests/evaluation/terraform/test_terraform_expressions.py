"""Expressions of Terraform to values, each behaviour in the smallest configuration."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iac_scan.evaluation.result import Evaluation

from .reading import out

Evaluate = Callable[..., Evaluation]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("10 / 4 == 2.5", True),
        ("-7 % 3", -1),
        ("1e200 % 7", 0),
        ("tostring(ceil(1e200 / 3))", "3" * 154 + "4" + "0" * 45),
        ('"e${"\\u0301"}"', "\u00e9"),
        ('"1" == 1', False),
        ('true ? 1 : "a"', "1"),
        ("false || true", True),
        ('"a${1 + 1}b"', "a2b"),
        ('"${[1, 2]}"', [1, 2]),
        ('[for s in ["a", "b"] : upper(s) if s != "a"]', ["B"]),
        ("{for k, v in {b = 1, a = 2} : k => v}", {"a": 2, "b": 1}),
        ('{for v in ["a", "bb", "c"] : length(v) => v...}', {"1": ["a", "c"], "2": ["bb"]}),
        ("[{a = 1}, {a = 2}][*].a", [1, 2]),
        ("null[*]", []),
        ('"one"[*]', ["one"]),
        ("[{a = [1, 2]}, {a = [3]}].*.a[0]", [1, 2]),
        ("[{a = [1, 2]}, {a = [3]}][*].a[0]", [1, 3]),
        ('["a", "b"].1', "b"),
        ('{a = {b = 1}}.a["b"]', 1),
        ('try({}.a, "none")', "none"),
        ("can({}.a)", False),
        ('"%{ for i in [1, 2] }${i},%{ endfor }"', "1,2,"),
        ('"%{ if false }a%{ else }b%{ endif }"', "b"),
        ("concat([1], [2]...)", None),
        ("max([1, 3, 2]...)", 3),
        ('{("a") = 1, "b" : 2}', {"a": 1, "b": 2}),
    ],
)
def test_expression_has_the_value_that_terraform_gives_it(
    run: Evaluate, expression: str, expected: object
) -> None:
    evaluation = run(f'output "x" {{\n  value = {expression}\n}}\n')
    assert out(evaluation) == (expected if expected is not None else ...)


def test_undecided_conditional_keeps_both_results(run: Evaluate) -> None:
    evaluation = run('variable "c" {}\noutput "x" { value = var.c ? "a" : "b" }')
    assert out(evaluation) == {"one of": ["a", "b"]}


def test_template_with_an_unknown_part_keeps_its_literal_parts(run: Evaluate) -> None:
    evaluation = run('variable "n" {}\noutput "x" { value = "role/${var.n}-app" }')
    assert out(evaluation) == ["role/", ..., "-app"]


def test_local_values_that_refer_to_each_other_are_a_cycle(run: Evaluate) -> None:
    evaluation = run('locals {\n  a = local.b\n  b = local.a\n}\noutput "x" { value = local.a }')
    assert out(evaluation) == ...
    assert [one.message for one in evaluation.diagnostics] == ["`local.a` refers to itself"]


def test_reference_to_something_undeclared_is_a_warning_with_the_closest_name(
    run: Evaluate,
) -> None:
    evaluation = run('locals { name = 1 }\noutput "x" { value = local.nam }')
    (diagnostic,) = evaluation.diagnostics
    assert diagnostic.message == "local value `nam` is not declared"
    assert diagnostic.help == "did you mean `name`?"


def test_choice_by_something_undeclared_says_only_what_is_not_declared(run: Evaluate) -> None:
    evaluation = run('resource "terraform_data" "x" { count = local.nam == "a" ? 1 : 0 }')
    assert [one.message for one in evaluation.diagnostics] == ["local value `nam` is not declared"]


def test_origin_leads_through_every_reference_to_the_literal(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "name" { default = "app" }
        locals { name = var.name }
        output "x" { value = local.name }
        """
    )
    (value,) = evaluation.outputs.values()
    assert [step.label for step in value.origin.steps] == ["local.name", "var.name"]
    assert value.origin.span.start_line == 2


def test_deep_chain_of_locals_is_followed(run: Evaluate) -> None:
    chain = "\n".join(f"  l{n} = local.l{n + 1}" for n in range(400))
    evaluation = run(f'locals {{\n{chain}\n  l400 = 1\n}}\noutput "x" {{ value = local.l0 }}')
    assert out(evaluation) == 1


def test_unknown_value_is_the_same_as_itself(run: Evaluate) -> None:
    evaluation = run(
        """
        resource "aws_iam_role" "a" {}
        output "x" { value = aws_iam_role.a.arn == aws_iam_role.a.arn }
        """
    )
    assert out(evaluation) is True
