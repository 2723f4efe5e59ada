"""Hostile configurations: each ends with a diagnostic, and the rest is still read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.hostile.conftest import calls

from iac_scan.evaluation.result import Evaluation

from .reading import addresses

Evaluate = Callable[..., Evaluation]

DOUBLING = "".join(f"  l{n + 1} = [local.l{n}, local.l{n}]\n" for n in range(60))
GROWING = "".join(f'  l{n + 1} = "${{local.l{n}}}${{local.l{n}}}"\n' for n in range(40))

MOST = 20_000_000
"""Calls that one may take, as a text that grows up to its bound does; each asks for far more."""

MANY = ", ".join(f"n{n} = {n}" for n in range(10_000))


@pytest.mark.parametrize(
    "hostile",
    [
        'resource "aws_iam_user" "x" { count = 1000000 }',
        'output "x" { value = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]] }',
        f"locals {{\n  l0 = []\n{DOUBLING}}}",
        f'locals {{\n  l0 = "aaaaaaaa"\n{GROWING}}}',
        "locals {\n"
        + "".join(f"  l{n} = local.l{n + 1}\n" for n in range(5000))
        + "  l5000 = 1\n}",
        'output "x" { value = "%{ for a in range(1000) }%{ for b in range(1000) }x%{ endfor }%{ endfor }" }',
        'resource "aws_iam_user" "x" { for_each = toset([for n in range(10000) : tostring(n)]) }',
        f'resource "aws_iam_user" "x" {{ for_each = {{ {MANY} }} }}',
        'output "x" { value = range(1e9) }',
        'output "x" { value = setproduct(range(999), range(999), range(999), range(999)) }',
        f'output "x" {{ value = {"[" * 5000}{"]" * 5000} }}',
        f'output "x" {{ value = {"(" * 5000}1{")" * 5000} }}',
    ],
    ids=[
        *("count", "nested for", "doubling list", "growing text", "long chain", "nested template"),
        *("for_each of range", "for_each", "range", "setproduct", "brackets", "parentheses"),
    ],
)
def test_bound_is_reported_soon_and_the_rest_is_read(run: Evaluate, hostile: str) -> None:
    files = {"hostile.tf": hostile, "main.tf": 'resource "aws_iam_user" "kept" {}'}
    found: list[Evaluation] = []
    counted = calls(lambda: found.append(run(files)))
    (evaluation,) = found
    assert sum(counted.values()) < MOST
    assert evaluation.diagnostics != ()
    assert "aws_iam_user.kept" in addresses(evaluation)


def test_modules_times_modules_are_bounded(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": 'module "a" {\n source = "./m"\n count = 900\n}',
            "m/main.tf": 'module "b" {\n source = "../n"\n count = 900\n}',
            "n/main.tf": 'resource "aws_iam_user" "u" { count = 900 }',
        }
    )
    assert any("in one root module" in one.message for one in evaluation.diagnostics)


def test_calls_that_multiply_from_module_to_module_are_bounded(run: Evaluate) -> None:
    calls = "\n".join(f'module "{name}" {{ source = "../m{{}}" }}' for name in "abcd")
    files = {f"m{n}/main.tf": calls.replace("{}", str(n + 1)) for n in range(30)}
    files["m30/main.tf"] = 'resource "aws_iam_user" "deepest" {}'
    files["main.tf"] = 'resource "aws_iam_user" "kept" {}'
    evaluation = run(files)
    assert any("module instances in one root" in one.message for one in evaluation.diagnostics)
    found = addresses(evaluation)
    assert "aws_iam_user.kept" in found
    assert any(address.endswith("aws_iam_user.deepest") for address in found)


def test_dynamic_blocks_in_dynamic_blocks_are_bounded(run: Evaluate) -> None:
    opening = "".join(f'dynamic "b{n}" {{\n for_each = [1, 2]\n content {{\n' for n in range(40))
    closing = "}\n" * 80
    hostile = f'resource "aws_iam_user" "u" {{\n{opening}{closing}}}'
    evaluation = run({"hostile.tf": hostile, "main.tf": 'resource "aws_iam_user" "kept" {}'})
    assert any("blocks" in one.message for one in evaluation.diagnostics)
    assert "aws_iam_user.kept" in addresses(evaluation)


def test_template_that_includes_itself_is_refused(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": 'output "x" { value = templatefile("${path.module}/a.tpl", { p = path.module }) }',
            "a.tpl": '${templatefile("${p}/a.tpl", { p = p })}',
        }
    )
    assert [one.message for one in evaluation.diagnostics] == [
        "`templatefile`: cannot be called inside of a `templatefile` template"
    ]


def test_policy_documents_that_take_each_other_in_are_bounded(run: Evaluate) -> None:
    document = """data "aws_iam_policy_document" "d{}" {{
      source_policy_documents = {}
      statement {{
        sid       = "s{}"
        actions   = ["s3:GetObject"]
        resources = ["*"]
      }}
    }}\n"""
    before = "[data.aws_iam_policy_document.d{}.json]"
    chain = "".join(document.format(n, before.format(n - 1) if n else [], n) for n in range(300))
    evaluation = run({"hostile.tf": chain, "main.tf": 'resource "aws_iam_user" "kept" {}'})
    assert [one.message for one in evaluation.diagnostics] == [
        "bound reached: policy documents take in more than 20000 statements from one another"
    ]
    assert "aws_iam_user.kept" in addresses(evaluation)
