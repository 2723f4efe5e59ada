"""The marks `sensitive` and `ephemeral`: what they travel to, and where they may not stand.

`marks.json` holds expressions of the variables below; `issensitive` and `ephemeralasnull` show
which of them carry a mark.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from iac_scan.evaluation.result import Evaluation, Mode
from iac_scan.values import Mapping, Sequence, Value

from .differential import (
    TERRAFORM,
    UNKNOWN,
    planned_by_terraform,
    planned_here,
    refused_lines,
    same,
)
from .reading import out

CASES = json.loads((Path(__file__).parent / "marks.json").read_text())

VARIABLES = {
    "s": ("string", '"x"'),
    "sb": ("bool", "true"),
    "l": ("any", '["x", "y"]'),
    "m": ("any", '{ a = "x" }'),
    "mm": ("map(string)", '{ a = "x" }'),
    "o": ('object({ a = string, b = optional(string, "d") })', '{ a = "x" }'),
}
"""With type and default."""

Evaluate = Callable[..., Evaluation]


def _declared(mark: str) -> str:
    variables = "".join(
        f'variable "{name}" {{\n type = {type}\n default = {default}\n {mark} = true\n}}\n'
        for name, (type, default) in VARIABLES.items()
    )
    return variables + 'resource "terraform_data" "x" { input = "a" }\n'


def _outputs(function: str, expressions: list[str]) -> str:
    return "".join(
        f'output "x{number}" {{ value = {function}({text}) }}\n'
        for number, text in enumerate(expressions)
    )


def _disagreements(text: str, expressions: list[str], directory: Path) -> dict[str, object]:
    """Return where the two differ; terraform may not know yet what is plain here."""
    (directory / "main.tf").write_text(text)
    theirs = planned_by_terraform(directory)
    assert theirs.error is None, theirs.error
    ours = planned_here(directory)
    assert ours.error is None
    pairs = {
        one: (theirs.outputs[f"x{number}"], ours.outputs[f"x{number}"])
        for number, one in enumerate(expressions)
    }
    return {
        one: (expected, got)
        for one, (expected, got) in pairs.items()
        if expected != UNKNOWN and not same(expected, got)
    }


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
def test_sensitive_travels_as_in_terraform(tmp_path: Path) -> None:
    expressions = CASES["marked"] + CASES["sensitive"]
    kept = 'resource "terraform_data" "s" { input = var.s }\n'
    text = _declared("sensitive") + kept + _outputs("issensitive", expressions)
    assert _disagreements(text, expressions, tmp_path) == {}


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
def test_ephemeral_travels_as_in_terraform(tmp_path: Path) -> None:
    expressions = CASES["marked"]
    text = _declared("ephemeral") + _outputs("ephemeralasnull", expressions)
    assert _disagreements(text, expressions, tmp_path) == {}
    text = _declared("ephemeral") + _outputs("", CASES["ephemeral"])
    assert _disagreements(text, CASES["ephemeral"], tmp_path) == {}


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
def test_ephemeral_value_of_an_output_is_refused_by_both(run: Evaluate, tmp_path: Path) -> None:
    declared = _declared("ephemeral")
    text, first = declared + _outputs("", CASES["not kept"]), declared.count("\n") + 1
    reported = {one.span.start_line - first for one in run(text).diagnostics}
    refused = refused_lines(text.splitlines(keepends=True), tmp_path)
    assert {line - first for line in refused} == set(range(len(CASES["not kept"])))
    assert reported == {line - first for line in refused}


def _reported(evaluation: Evaluation) -> list[str]:
    return [one.message for one in evaluation.diagnostics]


SECRET = 'variable "s" {\n  default = "x"\n  sensitive = true\n}\n'
OPENED = 'variable "e" {\n  default = "x"\n  ephemeral = true\n}\n'


def test_for_each_takes_ephemeral_values_but_no_ephemeral_keys(run: Evaluate) -> None:
    resource = 'resource "terraform_data" "x" {{\n  for_each = {each}\n}}\n'
    assert _reported(run(OPENED + resource.format(each="{ a = var.e }"))) == []
    assert _reported(run(OPENED + resource.format(each="toset([var.e])"))) == [
        "`for_each` takes no ephemeral value"
    ]


def test_count_takes_sensitive_values_but_no_ephemeral_ones(run: Evaluate) -> None:
    resource = 'resource "terraform_data" "x" {{\n  count = var.{name} == "x" ? 1 : 0\n}}\n'
    assert _reported(run(SECRET + resource.format(name="s"))) == []
    assert _reported(run(OPENED + resource.format(name="e"))) == [
        "`count` takes no ephemeral value"
    ]


def test_write_only_argument_takes_an_ephemeral_value(run: Evaluate) -> None:
    resource = 'resource "aws_db_instance" "x" {{\n  {name} = var.e\n}}\n'
    assert _reported(run(OPENED + resource.format(name="password_wo"))) == []
    assert _reported(run(OPENED + resource.format(name="password"))) == [
        "`password` takes no ephemeral value"
    ]


def test_nested_argument_takes_no_ephemeral_value(run: Evaluate) -> None:
    code = 'resource "aws_lambda_function" "x" {\n  environment {\n    variables = { A = var.e }\n  }\n}\n'
    assert _reported(run(OPENED + code)) == ["`variables` takes no ephemeral value"]


def test_arguments_of_other_providers_may_be_write_only(run: Evaluate) -> None:
    assert _reported(run(OPENED + 'resource "vault_secret" "x" {\n  data = var.e\n}\n')) == []


def test_provisioner_and_precondition_take_an_ephemeral_value(run: Evaluate) -> None:
    code = """
        resource "terraform_data" "x" {
          provisioner "local-exec" { command = "echo ${var.e}" }
          lifecycle {
            precondition {
              condition     = var.e == "x"
              error_message = "no"
            }
          }
        }
    """
    assert _reported(run(OPENED + code)) == []


def test_ephemeral_value_passes_through_a_module_that_says_so(run: Evaluate) -> None:
    call = 'module "m" {\n  source = "./m"\n  v = var.e\n}\noutput "x" { value = ephemeralasnull(module.m.o) }\n'
    says = 'variable "v" {\n  ephemeral = true\n}\noutput "o" {\n  value = "o-${var.v}"\n  ephemeral = true\n}\n'
    evaluation = run({"main.tf": OPENED + call, "m/main.tf": says})
    assert _reported(evaluation) == []
    assert out(evaluation) is None
    silent = 'variable "v" {}\noutput "o" {\n  value = 1\n}\n'
    assert _reported(run({"main.tf": OPENED + call, "m/main.tf": silent})) == [
        "`var.v` takes no ephemeral value"
    ]


def test_attribute_of_an_ephemeral_resource_is_not_kept(run: Evaluate) -> None:
    opened = 'ephemeral "aws_ssm_parameter" "x" {\n  arn = "a"\n}\n'
    value = 'output "x" { value = ephemeralasnull(ephemeral.aws_ssm_parameter.x.value) }\n'
    evaluation = run(opened + value)
    assert _reported(evaluation) == []
    assert out(evaluation) is None
    assert _reported(run(opened + value.replace("ephemeralasnull", ""))) == [
        "output `x` takes no ephemeral value"
    ]


def test_data_source_and_ephemeral_resource_of_one_name_are_two(run: Evaluate) -> None:
    evaluation = run(
        'data "aws_ssm_parameter" "x" {\n  name = "a"\n}\n'
        'ephemeral "aws_ssm_parameter" "x" {\n  arn = "b"\n}\n'
        'output "x" { value = data.aws_ssm_parameter.x.name }\n'
    )
    assert _reported(evaluation) == []
    assert out(evaluation) == "a"
    assert [(one.key.address, one.mode) for one in evaluation.resources] == [
        ("data.aws_ssm_parameter.x", Mode.DATA),
        ("ephemeral.aws_ssm_parameter.x", Mode.DATA),
    ]


@pytest.mark.parametrize("evidence", ["backend", "values"])
def test_output_of_what_is_deployed_says_that_it_is_sensitive(run: Evaluate, evidence: str) -> None:
    output = 'output "x" {\n  value = [var.s]\n}\n'
    assert _reported(run(SECRET + output)) == []
    backend = 'terraform {\n  backend "local" {}\n}\n' if evidence == "backend" else ""
    values = 's = "y"\n' if evidence == "values" else ""
    files = {"main.tf": SECRET + output + backend, "terraform.tfvars": values}
    assert _reported(run(files)) == ["output `x` shows a sensitive value"]
    said = output.replace("[var.s]\n", "[var.s]\n  sensitive = true\n")
    assert _reported(run({**files, "main.tf": SECRET + said + backend})) == []


def test_sensitive_output_of_a_module_is_sensitive_for_its_caller(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": 'module "m" { source = "./m" }\n'
            'output "x" { value = [issensitive(module.m.o), issensitive(module.m.p)] }\n',
            "m/main.tf": 'output "o" {\n  value = "a"\n  sensitive = true\n}\n'
            'output "p" { value = "a" }\n',
        }
    )
    assert out(evaluation) == [True, False]


def _marks(value: Value) -> list[bool]:
    match value:
        case Mapping(entries=entries):
            return [value.sensitive, *(mark for one in entries.values() for mark in _marks(one))]
        case Sequence(items=items):
            return [value.sensitive, *(mark for one in items for mark in _marks(one))]
        case _:
            return [bool(getattr(value, "sensitive", False))]


def test_mark_inside_an_object_stays_where_it_is(run: Evaluate) -> None:
    evaluation = run(SECRET + 'output "x" { value = { a = var.s, b = [1] } }\n')
    (value,) = evaluation.outputs.values()
    assert _marks(value) == [False, True, False, False]
