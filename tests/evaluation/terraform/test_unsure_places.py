"""A value that is wrong where something may not exist is unknown, and no warning."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iac_scan.evaluation.result import Evaluation

from .reading import out

Evaluate = Callable[..., Evaluation]

WRONG = "[][0]"
"""Fails, and `try` shows it: an index that is out of range."""

DECIDED = 'variable "x" { default = true }\n'
UNDECIDED = 'data "aws_region" "r" {}\nlocals { x = data.aws_region.r.endpoint == "e" }\n'

PLACES = {
    "counted resource": 'resource "aws_iam_user" "u" {{\n count = {x} ? 1 : 0\n name = {wrong}\n}}',
    "resource for each": (
        'resource "aws_iam_user" "u" {{\n for_each = {x} ? {{ a = 1 }} : {{}}\n name = {wrong}\n}}'
    ),
    "data source": (
        'data "aws_iam_policy_document" "d" {{\n'
        " count = {x} ? 1 : 0\n source_policy_documents = [{wrong}]\n}}"
    ),
    "argument of a module": (
        'module "m" {{\n source = "./m"\n count = {x} ? 1 : 0\n given = {wrong}\n}}'
    ),
    "inside of a module": (
        'module "m" {{\n source = "./wrong"\n count = {x} ? 1 : 0\n given = {wrong}\n}}'
    ),
    "dynamic block": (
        'resource "aws_iam_role" "r" {{\n dynamic "inline_policy" {{\n'
        "  for_each = {x} ? [1] : []\n  content {{ name = {wrong} }}\n }}\n}}"
    ),
    "result of a conditional": "locals {{ y = {x} ? {wrong} : 1 }}",
    "part of a template": 'locals {{ y = "a%{{ if {x} }}${{{wrong}}}%{{ endif }}" }}',
    "element of for": "locals {{ y = [for z in [1] : {wrong} if {x}] }}",
    "element of for to an object": "locals {{ y = {{ for z in [1] : z => {wrong} if {x} }} }}",
    "item of a choice": "locals {{ y = [for z in ({x} ? [1] : []) : {wrong}] }}",
    "item of a splat of a choice": "locals {{ y = ({x} ? [{{}}] : [])[*].nothing }}",
    "operand of a choice": 'locals {{ y = ({x} ? {{ a = "b" }} : {{ a = "1" }}).a + 1 }}',
}
"""Code in which something is wrong if `{x}` is true."""

MODULES = {
    "m/main.tf": 'variable "given" {}\noutput "o" { value = var.given }\n',
    "wrong/main.tf": (
        'variable "given" {}\nlocals { y = tolist([])[0] }\noutput "o" { value = local.y }\n'
    ),
}


def _warnings(run: Evaluate, name: str, declared: str, x: str) -> list[str]:
    code = PLACES[name].format(x=x, wrong=WRONG)
    called = {path: text for path, text in MODULES.items() if f'"./{path[:-8]}"' in code}
    return [one.message for one in run({"main.tf": declared + code, **called}).diagnostics]


@pytest.mark.parametrize("name", PLACES)
def test_wrong_value_where_something_may_not_exist_is_no_warning(run: Evaluate, name: str) -> None:
    assert _warnings(run, name, UNDECIDED, "local.x") == []


@pytest.mark.parametrize("name", PLACES)
def test_wrong_value_where_something_exists_is_a_warning(run: Evaluate, name: str) -> None:
    assert _warnings(run, name, DECIDED, "var.x") != []


def test_wrong_value_that_may_not_be_used_is_unknown(run: Evaluate) -> None:
    output = f'output "x" {{ value = local.x ? {WRONG} : "good" }}'
    assert out(run(UNDECIDED + output)) == {"one of": [..., "good"]}


@pytest.mark.parametrize("tried", ["(local.x ? [{}] : [])[*].no", f"local.x ? {WRONG} : [1]"])
def test_try_of_what_may_fail_has_what_comes_after_it_too(run: Evaluate, tried: str) -> None:
    evaluation = run(f'{UNDECIDED}output "x" {{ value = try({tried}, "after") }}')
    options = out(evaluation)
    assert isinstance(options, dict)
    assert "after" in options["one of"]


def test_what_is_wrong_with_every_choice_is_a_warning(run: Evaluate) -> None:
    evaluation = run(UNDECIDED + 'output "x" { value = (local.x ? "a" : "b") + 1 }')
    assert len(evaluation.diagnostics) == 1


def test_wrong_value_in_a_module_that_nobody_calls_is_a_warning(run: Evaluate) -> None:
    files = {"main.tf": 'module "m" {\n source = "./wrong"\n count = 0\n given = 1\n}', **MODULES}
    assert [one.span.path for one in run(files).diagnostics] == ["wrong/main.tf"]


@pytest.mark.parametrize(
    ("other", "wrong"), [("data.aws_region.r.names", False), ('["a"]', True), ("{}", False)]
)
def test_empty_list_for_each_is_wrong_where_it_stays_a_list(
    run: Evaluate, other: str, wrong: bool
) -> None:
    block = f'resource "aws_iam_user" "u" {{\n for_each = local.x ? {other} : []\n}}'
    found = [one.message for one in run(UNDECIDED + block).diagnostics]
    assert ("`for_each` takes a map or a set of strings" in found) == wrong
