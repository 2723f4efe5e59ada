"""Defaults `null` of modules that are scanned by themselves: what only a caller can replace."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iac_scan.evaluation.result import Evaluation

from .reading import out

Evaluate = Callable[..., Evaluation]


NULL_USES = [
    '"a-${var.v}"',
    'format("%s-a", var.v)',
    'join("-", ["a", var.v])',
    "var.v + 1",
    "length(var.v)",
    "var.v.name",
    "var.v[0]",
    "{ (var.v) = 1 }",
    "{ for one in [var.v] : one => 1 }",
]


@pytest.mark.parametrize("use", NULL_USES)
def test_default_null_of_a_module_that_is_meant_to_be_called_is_no_warning(
    run: Evaluate, use: str
) -> None:
    code = f'variable "v" {{ default = null }}\noutput "x" {{ value = {use} }}'
    assert run(code).diagnostics == ()


@pytest.mark.parametrize("use", NULL_USES)
def test_null_that_is_deployed_is_refused_as_terraform_does(run: Evaluate, use: str) -> None:
    code = f'variable "v" {{ default = null }}\noutput "x" {{ value = {use} }}'
    assert len(run({"main.tf": code, "terraform.tfvars": ""}).diagnostics) == 1
    called = {"main.tf": 'module "m" { source = "./m" }', "m/main.tf": code}
    assert len(run(called).diagnostics) == 1


def test_default_null_still_decides_what_tests_for_it(run: Evaluate) -> None:
    code = """
    variable "v" { default = null }
    output "x" { value = var.v == null ? "none" : "a-${var.v}" }
    """
    assert out(run(code)) == "none"


def test_try_passes_over_a_default_null_as_terraform_does(run: Evaluate) -> None:
    code = """
    variable "v" { default = null }
    output "x" { value = try(var.v.name, "none") }
    """
    assert out(run(code)) == "none"
