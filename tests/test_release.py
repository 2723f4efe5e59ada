"""The release workflow: what it may do, and that a tag must agree with version and changelog."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from iac_scan.version import __version__

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCRIPT = ROOT / "scripts" / "release_notes.py"
CHANGELOG = "# Changelog\n\n## Unreleased\n\n- later\n\n## 1.2.0 - 2026-11-25\n\n- now\n\n## 1.1.0\n\n- then\n"

notes = runpy.run_path(str(SCRIPT))["notes"]


def workflow(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return content


def test_notes_are_what_the_changelog_says_of_the_version() -> None:
    assert notes("v1.2.0", "1.2.0", CHANGELOG) == "- now\n"
    assert notes("v1.1.0", "1.1.0", CHANGELOG) == "- then\n"


@pytest.mark.parametrize(
    ("tag", "version", "message"),
    [
        ("v1.2.1", "1.2.0", "the tag `v1.2.1` is not `v1.2.0`"),
        ("1.2.0", "1.2.0", "the tag `1.2.0` is not `v1.2.0`"),
        ("v1.2", "1.2", "CHANGELOG.md says nothing under `## 1.2`"),
        ("v1.3.0", "1.3.0", "CHANGELOG.md says nothing under `## 1.3.0`"),
    ],
)
def test_tag_that_does_not_agree_is_no_release(tag: str, version: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        notes(tag, version, CHANGELOG)


def test_script_refuses_a_tag_of_another_version() -> None:
    command = [sys.executable, "-I", str(SCRIPT), "v0.0.0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"the tag `v0.0.0` is not `v{__version__}`, the version of the code\n"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflow_has_no_permission_that_a_job_does_not_name(path: Path) -> None:
    content = workflow(path)
    assert content["permissions"] == {}
    for job in content["jobs"].values():
        assert job["permissions"]
        assert job["timeout-minutes"] <= 30
    assert "secrets." not in path.read_text("utf-8")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_action_of_others_is_pinned_by_its_whole_hash_and_names_its_version(path: Path) -> None:
    used = re.findall(r"uses: (\S+)(.*)", path.read_text("utf-8"))
    assert used
    for action, comment in used:
        if action != "./":
            assert re.fullmatch(r"[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40}", action)
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment)


def test_only_the_job_that_publishes_may_sign_and_it_runs_nothing_of_the_repository() -> None:
    jobs = workflow(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    assert [name for name, job in jobs.items() if "id-token" in job["permissions"]] == ["publish"]
    assert jobs["publish"]["environment"] == "release"
    assert all("run" not in step for step in jobs["publish"]["steps"])
    assert (jobs["publish"]["needs"], jobs["announce"]["needs"]) == ("build", "publish")
    assert [step["run"] for step in jobs["build"]["steps"] if step.get("run") == ".ci/run"]
