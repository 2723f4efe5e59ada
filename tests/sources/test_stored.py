"""Files that terraform keeps for itself are no silent zero: the help says how to print them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from iac_scan.cli import main
from iac_scan.sources.diagnostics import GapKind
from iac_scan.sources.stored import stored_gap

_STATE = json.dumps({"version": 4, "serial": 1, "lineage": "a", "resources": []}).encode()
_LOG = (
    b'{"@level":"info","@message":"Terraform 1.11.4","@module":"terraform.ui","type":"version"}\n'
    b'{"@level":"info","@message":"aws_iam_user.u: Plan to create","type":"planned_change"}\n'
)


def _archive(folder: Path, *names: str) -> bytes:
    path = folder / "archive"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return path.read_bytes()


def test_a_stored_plan_is_a_gap_that_says_how_to_print_it(tmp_path: Path) -> None:
    gap = stored_gap("out/tfplan", _archive(tmp_path, "tfplan", "tfstate"))
    assert gap is not None
    assert gap.kind is GapKind.FILE
    assert gap.message == "`out/tfplan` is a plan as terraform keeps it, and was not read"
    assert gap.help == ("run `terraform show -json out/tfplan > plan.json`, and scan that file")
    assert stored_gap("layer.zip", _archive(tmp_path, "index.py", "tfplan")) is None
    assert stored_gap("cut.zip", b"PK\x03\x04") is None


@pytest.mark.parametrize("name", ["terraform.tfstate", "terraform.tfstate.backup"])
def test_a_stored_state_is_a_gap_that_says_how_to_print_it(name: str) -> None:
    gap = stored_gap(name, b"\n " + _STATE)
    assert gap is not None
    assert gap.help == f"run `terraform show -json {name} > state.json`, and scan that file"
    assert stored_gap("a.json", b'{"resources": [{"serial": 1, "lineage": "a"}]}') is None


def test_the_log_of_a_plan_is_a_gap_that_says_how_to_make_one() -> None:
    gap = stored_gap("plan.json", _LOG)
    assert gap is not None
    assert gap.help is not None
    assert "terraform plan -out tfplan" in gap.help
    for other in (b"", b"{", b'{"a": 1}\n', b"[" * 100_000, b'{"a":' * 100_000):
        assert stored_gap("plan.json", other) is None


def test_a_named_file_that_is_stored_ends_the_scan_with_its_help(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "terraform.tfstate"
    path.write_bytes(_STATE)
    for command in ("scan", "show", "access"):
        assert main([command, str(path)]) == 2
        err = capsys.readouterr().err
        assert "is a state as terraform keeps it, and was not read" in err
        assert "terraform show -json" in err


def test_a_stored_file_beside_code_is_an_incomplete_scan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "main.tf").write_text("")
    path = tmp_path / "terraform.tfstate"
    path.write_bytes(_STATE)
    assert main([str(tmp_path), "--strict"]) == 0
    assert main([str(tmp_path), str(path), "--strict"]) == 2
    assert "terraform show -json" in capsys.readouterr().out
