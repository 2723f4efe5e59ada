"""Types that nothing in a value shows: of nulls, of empty collections, of what is not known.

`types.json` holds expressions, all of one configuration: what they come to, and what is refused.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from iac_scan.evaluation.result import Evaluation

from .differential import TERRAFORM, planned_by_terraform, planned_here, refused_lines, same
from .reading import out

CASES = json.loads((Path(__file__).parent / "types.json").read_text())

TYPES = {
    "ls": ("list(string)", "[]"),
    "ln": ("list(number)", "[]"),
    "la": ("list(any)", "[]"),
    "lan": ("list(any)", "[null]"),
    "lo": ("list(object({ a = string, b = optional(number) }))", "[]"),
    "nls": ("list(string)", "null"),
    "ss": ("set(string)", "[]"),
    "ms": ("map(string)", "{}"),
    "nms": ("map(string)", "null"),
    "noo": ("object({ a = string })", "null"),
    "nulla": ("any", "null"),
    "nulln": ("number", "null"),
    "nulls": ("string", "null"),
    "oo": ("object({ a = optional(string), b = optional(list(string)) })", "{}"),
}
"""The variables of the configuration, with type and default."""

DECLARED = "".join(
    f'variable "{name}" {{\n  type = {type}\n  default = {default}\n}}\n'
    for name, (type, default) in TYPES.items()
)
DECLARED += 'resource "terraform_data" "x" { input = "a" }\n'
DECLARED += "locals { id = terraform_data.x.id }\n"
FIRST = DECLARED.count("\n") + 1

Evaluate = Callable[..., Evaluation]


def _outputs(expressions: list[str]) -> str:
    return DECLARED + "".join(
        f'output "x{number}" {{ value = {text} }}\n' for number, text in enumerate(expressions)
    )


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
def test_values_have_the_types_that_terraform_gives_them(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(_outputs(CASES["values"]))
    theirs = planned_by_terraform(tmp_path)
    assert theirs.error is None, theirs.error
    ours = planned_here(tmp_path)
    assert ours.error is None
    wrong = {
        text: (theirs.outputs[f"x{number}"], ours.outputs[f"x{number}"])
        for number, text in enumerate(CASES["values"])
        if not same(theirs.outputs[f"x{number}"], ours.outputs[f"x{number}"])
    }
    assert wrong == {}


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
def test_value_of_a_wrong_type_is_refused_by_both(run: Evaluate, tmp_path: Path) -> None:
    deployed = {"main.tf": _outputs(CASES["refused"]), "terraform.tfvars": ""}
    reported = {one.span.start_line - FIRST for one in run(deployed).diagnostics}
    lines = _outputs(CASES["refused"]).splitlines(keepends=True)
    refused = {line - FIRST for line in refused_lines(lines, tmp_path)}
    assert refused == set(range(len(CASES["refused"])))
    assert refused == reported


def test_empty_list_keeps_its_type(run: Evaluate) -> None:
    evaluation = run(DECLARED + 'output "x" { value = [tolist([]) == var.ls, var.ls == var.ls] }')
    assert out(evaluation) == [False, True]


def test_types_that_nobody_says_leave_a_comparison_open(run: Evaluate) -> None:
    """What a provider puts where nothing is written has a type that the code does not say."""
    evaluation = run(
        'resource "aws_iam_role" "a" {\n  description = null\n}\n'
        'output "x" { value = [aws_iam_role.a.description] == ["x"] }\n'
        'output "y" { value = [tolist([var.unset])[0]] == [null] }\n'
        'variable "unset" {}\n'
    )
    assert out(evaluation) is False
    assert out(evaluation, "y") is ...


def test_element_that_an_undecided_filter_keeps_has_any_type(run: Evaluate) -> None:
    evaluation = run(
        'variable "c" {}\n'
        'locals { kept = { for k, v in { a = ["x"] } : k => v if length(v) == var.c } }\n'
        'data "aws_iam_policy_document" "x" {\n'
        '  dynamic "statement" {\n'
        "    for_each = local.kept\n"
        "    content {\n      resources = tolist(statement.value)\n    }\n"
        "  }\n}\n"
    )
    assert evaluation.diagnostics == ()


def test_attribute_that_is_left_out_is_the_null_that_is_written(run: Evaluate) -> None:
    evaluation = run(
        'variable "v" {\n'
        "  type    = set(object({ a = string, b = optional(any) }))\n"
        '  default = [{ a = "x", b = null }, { a = "x" }]\n}\n'
        'output "x" { value = length(var.v) }\n'
    )
    assert out(evaluation) == 1
