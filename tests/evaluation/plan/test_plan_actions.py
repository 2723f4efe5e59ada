"""Whatever terraform does to a resource, its plan has the resources that the code declares."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from iac_scan.evaluation.result import Evaluation, Mode
from iac_scan.sources.diagnostics import Level
from iac_scan.values import identity_of, text_of

from .planning import change, plan, read_folder, resource

TERRAFORM = shutil.which("terraform")

_BEFORE = """
resource "terraform_data" "kept" { input = "kept" }
resource "terraform_data" "changed" { input = "old" }
resource "terraform_data" "replaced" {
  input            = "new"
  triggers_replace = 1
}
resource "terraform_data" "gone" { input = "gone" }
resource "terraform_data" "forgotten" { input = "forgotten" }
resource "terraform_data" "old" { input = "moved" }
"""
_AFTER = """
resource "terraform_data" "kept" { input = "kept" }
resource "terraform_data" "changed" { input = "new" }
resource "terraform_data" "replaced" {
  input            = "new"
  triggers_replace = 2
  lifecycle { create_before_destroy = true }
}
removed {
  from = terraform_data.forgotten
  lifecycle { destroy = false }
}
moved {
  from = terraform_data.old
  to   = terraform_data.new
}
resource "terraform_data" "new" { input = "moved" }
import {
  to = terraform_data.imported
  id = "3f2c"
}
resource "terraform_data" "imported" { input = "imported" }
resource "terraform_data" "created" { input = terraform_data.kept.id }
module "m" {
  source   = "./m"
  for_each = toset(["a.b", "c"])
}
check "c" {
  assert {
    condition     = terraform_data.kept.input == "other"
    error_message = "not the other"
  }
}
output "id" { value = terraform_data.created.id }
output "hush" {
  value     = "s3cret"
  sensitive = true
}
"""
_INNER = """
resource "terraform_data" "x" {
  count = 2
  input = "x${count.index}"
}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return code with a plan in which each thing becomes of some resource that there is."""
    folder = tmp_path_factory.mktemp("actions")
    (folder / "m").mkdir()
    (folder / "m" / "main.tf").write_text(_INNER)

    def terraform(*arguments: str) -> str:
        assert TERRAFORM is not None
        command = [TERRAFORM, *arguments]
        run = subprocess.run(command, cwd=folder, capture_output=True, check=True, text=True)
        return run.stdout

    (folder / "main.tf").write_text(_BEFORE)
    terraform("init", "-backend=false")
    terraform("apply", "-auto-approve")
    (folder / "main.tf").write_text(_AFTER)
    terraform("init", "-backend=false")
    terraform("plan", "-out", "plan.out")
    (folder / "plan.json").write_text(terraform("show", "-json", "plan.out"))
    return folder


@pytest.mark.skipif(TERRAFORM is None, reason="needs the terraform program")
@pytest.mark.parametrize("beside", [False, True], ids=["alone", "beside its code"])
def test_a_plan_has_what_the_code_declares(
    run: Callable[..., Evaluation], folder: Path, beside: bool
) -> None:
    planned = json.loads((folder / "plan.json").read_text())
    actions = {tuple(one["change"]["actions"]) for one in planned["resource_changes"]}
    assert actions == {
        *(("no-op",), ("update",), ("create", "delete"), ("delete",), ("forget",), ("create",)),
    }
    files = {"main_tf": _AFTER, "m__main_tf": _INNER} if beside else {}
    evaluation = run(planned, named=("plan0.json",), **files)
    assert _inputs(evaluation) == _inputs(read_folder(folder))
    assert (evaluation.gaps, evaluation.diagnostics) == ((), ())
    assert {key.address for key in evaluation.outputs} == {"id", "hush"}


def _inputs(evaluation: Evaluation) -> dict[str, str | None]:
    """Return which resource the input of each is of, else its text."""
    found = {}
    for one in evaluation.resources:
        value = one.values.get("input")
        identity = identity_of(value)
        found[one.key.address] = text_of(value) if identity is None else identity.resource.address
    return found


def test_a_deposed_object_is_not_the_resource(run: Callable[..., Evaluation]) -> None:
    deposed = change("aws_iam_user.u", actions=("delete",), after=None) | {"deposed": "1a2b3c4d"}
    kept = change("aws_iam_user.u", actions=("no-op",), after={"name": "u"})
    for changes in ([deposed, kept], [kept, deposed]):
        (user,) = run(plan([], changes)).resources
        assert text_of(user.values.get("name")) == "u"
    assert run(plan([], [deposed])).resources == ()


def test_what_has_drifted_is_what_is_planned(run: Callable[..., Evaluation]) -> None:
    drifted = change("aws_iam_user.u", actions=("update",), after={"name": "by hand"})
    planned = plan([resource("aws_iam_user.u", {"name": "u"})], resource_drift=[drifted])
    (user,) = run(planned).resources
    assert text_of(user.values.get("name")) == "u"


def test_of_the_state_before_the_data_sources_alone_are_read(
    run: Callable[..., Evaluation],
) -> None:
    before = [
        resource("aws_iam_user.gone", {"name": "gone"}),
        resource("data.aws_iam_user.d", {"user_name": "d"}),
    ]
    planned = plan([], prior_state={"values": {"root_module": {"resources": before}}})
    (source,) = run(planned).resources
    assert (source.key.address, source.mode) == ("data.aws_iam_user.d", Mode.DATA)


@pytest.mark.parametrize("version", ["0.1", "0.2", "1.0", "1.2", "1.9", "2.0", "11.0", "x"])
def test_the_versions_of_the_format_that_are_known_are_read(
    run: Callable[..., Evaluation], version: str
) -> None:
    planned = plan([resource("aws_iam_user.u", {"name": "u"})]) | {"format_version": version}
    evaluation = run(planned)
    is_known = version.startswith(("0.", "1."))
    assert len(evaluation.resources) == is_known
    assert [item.level for item in evaluation.diagnostics] == ([] if is_known else [Level.ERROR])
