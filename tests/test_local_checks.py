"""The local check of CONTRIBUTING.md, written down, run, explained and tested as it says there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from iac_scan.cli import main

Capture = pytest.CaptureFixture[str]

GUIDE = Path(__file__).resolve().parent.parent / "CONTRIBUTING.md"
FENCED = re.compile(r"^(`{3,4})\w+\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the files of the guide, as the working directory."""
    section = GUIDE.read_text("utf-8").partition("## Checks of your own")[2]
    section = section.partition("\n## Rules of the house")[0]
    code, page, test = FENCED.findall(section)
    for name, (_, text) in {
        "rules/groups.py": code,
        "rules/pages/group-without-prefix.md": page,
        "tests/test_rules.py": test,
    }.items():
        assert f"`{name}`" in section
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / "main.tf").write_text('resource "aws_iam_group" "a" {\n  name = "a"\n}\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_check_runs_when_its_folder_is_named_and_only_then(project: Path, capsys: Capture) -> None:
    assert main(["main.tf"]) == 0
    capsys.readouterr()
    assert main(["main.tf", "--checks", "rules"]) == 1
    assert "group-without-prefix  main.tf:1:1\n  group `a` belongs to no team" in (
        capsys.readouterr().out
    )


def test_page_is_shown_sent_and_listed(project: Path, capsys: Capture) -> None:
    assert main(["explain", "--checks", "rules", "group-without-prefix"]) == 0
    page = capsys.readouterr().out
    assert "Groups whose name does not begin with" in page
    assert "# expect:" not in page
    assert main(["checks", "--checks", "rules"]) == 0
    assert "group-without-prefix" in capsys.readouterr().out
    main(["main.tf", "--checks", "rules", "-f", "sarif"])
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    (rule,) = [
        rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "group-without-prefix"
    ]
    assert "Groups whose name does not begin with" in rule["help"]["markdown"]


def test_check_is_selected_suppressed_and_recorded_like_any(project: Path) -> None:
    words = ["--checks", "rules"]
    assert main(["main.tf", *words, "--select", "group-without-prefix"]) == 1
    assert main(["main.tf", *words, "--ignore", "group-without-prefix"]) == 0
    assert main(["baseline", "main.tf", *words, "-o", "known.json"]) == 0
    assert main(["main.tf", *words, "--baseline", "known.json"]) == 0
    text = (project / "main.tf").read_text("utf-8")
    comment = "# iac-scan: ignore[group-without-prefix] temporary\n"
    (project / "main.tf").write_text(comment + text, "utf-8")
    assert main(["main.tf", *words]) == 0


@pytest.mark.parametrize(
    ("old", "new", "code"), [("", "", 0), ('"team-"', '"group-"', 1), ("Severity.LOW", "Low", 1)]
)
def test_test_of_the_page_passes_and_fails_with_the_check(
    project: Path, old: str, new: str, code: int
) -> None:
    file = project / "rules" / "groups.py"
    file.write_text(file.read_text("utf-8").replace(old, new) if old else file.read_text("utf-8"))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout
    if new == '"group-"':
        assert "found `group-without-prefix` (certain), expected nothing" in done.stdout
    if new == "Low":
        assert "groups.py:" in done.stdout
