"""A value that is wrong where something may not exist is unknown, and no warning."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iac_scan.evaluation.result import Evaluation

from .reading import addresses, out

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


@pytest.mark.parametrize(
    "for_each",
    ["false ? toset(module.gone.names) : []", "false ? toset(data.aws_region.r.names) : []"],
)
def test_empty_list_beside_a_set_of_which_nothing_is_known_is_that_set(
    run: Evaluate, for_each: str
) -> None:
    gone = 'module "gone" { source = "example/gone/aws" }\n'
    block = f'resource "aws_iam_user" "u" {{\n for_each = {for_each}\n}}'
    evaluation = run(UNDECIDED + gone + block)
    assert evaluation.diagnostics == ()
    assert addresses(evaluation) == ["data.aws_region.r"]


def test_result_that_is_not_taken_may_be_wrong_in_its_condition(run: Evaluate) -> None:
    """What has a wrong condition is of any type, not a bool as the condition."""
    wrong = "lookup(var.none, 1) == null ? 8 : 9"
    code = f'locals {{ y = var.none == null ? {{ n = 8, s = "a" }} : {{ n = {wrong}, s = "b" }} }}'
    evaluation = run(
        f'variable "none" {{ default = null }}\n{code}\noutput "x" {{ value = local.y }}'
    )
    assert evaluation.diagnostics == ()
    assert out(evaluation) == {"n": 8, "s": "a"}


@pytest.mark.parametrize("other", ["[]", "aws_iam_user.none"])
def test_resource_that_may_not_exist_stays_a_choice_beside_an_empty_list(
    run: Evaluate, other: str
) -> None:
    users = (
        'resource "aws_iam_user" "u" {\n count = local.x ? 1 : 0\n name = "n"\n}\n'
        'resource "aws_iam_user" "none" { count = 0 }\n'
    )
    tried = f'try((true ? aws_iam_user.u : {other})[0].name, "none")'
    evaluation = run(f'{UNDECIDED}{users}output "x" {{ value = {tried} }}')
    assert evaluation.diagnostics == ()
    assert out(evaluation) == {"one of": ["n", "none"]}


@pytest.mark.parametrize(
    "expression",
    [
        '[for item in ["a", "b"] : item if item == var.which]',
        'try(local.of[terraform.workspace]["k"], "none")',
        'can(local.of[terraform.workspace]["k"])',
        'jsonencode({ a = try(local.of[terraform.workspace]["k"], []) })',
    ],
)
def test_doubt_says_what_decides(run: Evaluate, expression: str) -> None:
    evaluation = run(
        f"""
        variable "which" {{ type = string }}
        locals {{ of = {{ dev = {{ k = ["x"] }}, prod = {{ z = ["y"] }} }} }}
        output "x" {{ value = {expression} }}
        """
    )
    doubt = repr(evaluation.outputs)
    assert "which one is undecided" not in doubt
    assert "`var.which` has no value" in doubt or "`terraform.workspace` is chosen" in doubt
