"""Plans and states that terraform itself makes, of the one resource that it has built in."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from iac_scan.evaluation.result import Evaluation
from iac_scan.values import Known, Mapping, Sequence, Value, identity_of, text_of

TERRAFORM = shutil.which("terraform")

pytestmark = pytest.mark.skipif(TERRAFORM is None, reason="needs the terraform program")

_CODE = """
variable "secret" {
  default   = "s3cret"
  sensitive = true
}
resource "terraform_data" "a" {
  for_each = toset(["k", "a.b"])
  input    = { key = each.key, secret = var.secret, json = jsonencode({ Statement = [] }) }
}
resource "terraform_data" "same" {
  for_each = toset(["k", "a.b"])
  input    = terraform_data.a[each.key].id
}
resource "terraform_data" "each" {
  for_each = terraform_data.a
  input    = each.value.id
}
resource "terraform_data" "one" {
  input = terraform_data.a["k"].id
}
module "m" {
  source = "./m"
  count  = 2
  name   = terraform_data.one.id
}
resource "terraform_data" "out" {
  input = module.m[1].out
}
resource "terraform_data" "list" {
  input = [terraform_data.one.id, module.m[0].out]
}
resource "terraform_data" "local" {
  input = local.one
}
locals {
  one = terraform_data.one.id
}
"""
_MODULE = """
variable "name" {}
resource "terraform_data" "in" {
  input = var.name
}
output "out" {
  value = terraform_data.in.id
}
"""


def _terraform(folder: Path, *arguments: str) -> str:
    assert TERRAFORM is not None
    run = subprocess.run(
        [TERRAFORM, *arguments], cwd=folder, capture_output=True, check=True, text=True
    )
    return run.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with code that is initialised and planned."""
    folder = tmp_path_factory.mktemp("planned")
    (folder / "m").mkdir()
    (folder / "main.tf").write_text(_CODE)
    (folder / "m" / "main.tf").write_text(_MODULE)
    _terraform(folder, "init", "-backend=false")
    _terraform(folder, "plan", "-out", "plan.out")
    return folder


@pytest.fixture(scope="module")
def planned(folder: Path) -> Any:
    """Return the plan in JSON."""
    return json.loads(_terraform(folder, "show", "-json", "plan.out"))


def _inputs(evaluation: Evaluation) -> Iterator[tuple[str, str | None]]:
    """Yield for each resource which resource its input is of."""
    for one in evaluation.resources:
        identity = identity_of(one.values.get("input"))
        yield one.key.address, None if identity is None else identity.resource.address


def test_an_unknown_input_is_of_the_resource_that_it_refers_to(
    run: Callable[..., Evaluation], planned: Any
) -> None:
    found = dict(_inputs(run(planned)))
    assert found['terraform_data.same["a.b"]'] == 'terraform_data.a["a.b"]'
    assert found['terraform_data.each["k"]'] == 'terraform_data.a["k"]'
    assert found["terraform_data.one"] == 'terraform_data.a["k"]'
    assert found["module.m[0].terraform_data.in"] == "terraform_data.one"
    assert found["terraform_data.out"] == "module.m[1].terraform_data.in"


def test_a_local_value_is_in_no_plan(run: Callable[..., Evaluation], planned: Any) -> None:
    assert dict(_inputs(run(planned)))["terraform_data.local"] is None


def test_beside_its_code_a_local_value_is_known(
    run: Callable[..., Evaluation], planned: Any
) -> None:
    evaluation = run(planned, main_tf=_CODE, m__main_tf=_MODULE)
    assert dict(_inputs(evaluation))["terraform_data.local"] == "terraform_data.one"
    assert {one.span.path for one in evaluation.resources} == {"main.tf", "m/main.tf"}
    assert evaluation.diagnostics == ()


def test_the_items_of_a_list_are_told_apart(run: Callable[..., Evaluation], planned: Any) -> None:
    value = _value(run(planned), "terraform_data.list")
    assert isinstance(value, Sequence)
    found = [identity_of(item) for item in value.items]
    assert [one.resource.address for one in found if one is not None] == [
        "terraform_data.one",
        "module.m[0].terraform_data.in",
    ]


def test_a_sensitive_part_is_sensitive(run: Callable[..., Evaluation], planned: Any) -> None:
    value = _value(run(planned), 'terraform_data.a["k"]')
    assert isinstance(value, Mapping)
    secret, key = value.get("secret"), value.get("key")
    assert isinstance(secret, Known)
    assert secret.sensitive
    assert text_of(key) == "k"


def test_a_state_of_terraform_is_read(run: Callable[..., Evaluation], folder: Path) -> None:
    _terraform(folder, "apply", "-state-out", "other.tfstate", "plan.out")
    state = json.loads(_terraform(folder, "show", "-json", "other.tfstate"))
    value = _value(run(state), "terraform_data.one")
    assert text_of(value) is not None


_LIMITED = """
resource "terraform_data" "a" {
  input = "a"
}
resource "terraform_data" "b" {
  count = 1
  input = terraform_data.a.id
  lifecycle {
    precondition {
      condition     = var.sound
      error_message = "not sound"
    }
  }
}
variable "sound" {
  default = true
}
"""


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """Return a function that plans for some code with options, and gives the plan in JSON."""
    folder = tmp_path_factory.mktemp("limited")
    (folder / "main.tf").write_text(_LIMITED)
    _terraform(folder, "init", "-backend=false")

    def planned(*options: str) -> Any:
        assert TERRAFORM is not None
        command = [TERRAFORM, "plan", "-out", "plan.out", *options]
        subprocess.run(command, cwd=folder, capture_output=True, check=False)
        return json.loads(_terraform(folder, "show", "-json", "plan.out"))

    return planned


@pytest.mark.parametrize(
    ("option", "why"),
    [
        ("-target=terraform_data.a", "says that more is to come"),
        ("-var=sound=false", "ended with an error before its end"),
        ("-refresh-only", "has nothing of `terraform_data.a`, which its configuration declares"),
        ("-var=sound=true", None),
    ],
)
def test_a_plan_that_leaves_something_out_is_a_gap(
    run: Callable[..., Evaluation], limited: Callable[..., Any], option: str, why: str | None
) -> None:
    planned = limited(option)
    evaluation = run(planned, main_tf=_LIMITED, named=("plan0.json",))
    assert {one.key.address for one in evaluation.resources} == {
        "terraform_data.a",
        "terraform_data.b[0]",
    }
    wanted = [] if why is None else [f"the plan `plan0.json` {why}"]
    assert [gap.message for gap in evaluation.gaps] == wanted


def _value(evaluation: Evaluation, address: str) -> Value:
    return next(one for one in evaluation.resources if one.key.address == address).values.get(
        "input"
    )
