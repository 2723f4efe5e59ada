"""The completion scripts, asked in the shells themselves."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from iac_scan.arguments import COMMANDS
from iac_scan.cli import main

Capture = pytest.CaptureFixture[str]

SHELLS = ["bash", "zsh", "fish"]


def script(capsys: Capture, shell: str) -> str:
    assert main(["--completions", shell]) == 0
    return capsys.readouterr().out


def run(shell: str, text: str, folder: Path) -> str:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    words = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    done = subprocess.run(
        [shell, *words, "-c", text], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_script_names_every_command_and_option(capsys: Capture, shell: str) -> None:
    text = script(capsys, shell)
    for word in (*COMMANDS, "baseline", "no-inline-suppressions", "critical", "markdown"):
        assert word in text


@pytest.mark.parametrize("shell", SHELLS)
def test_script_is_one_that_the_shell_reads(capsys: Capture, tmp_path: Path, shell: str) -> None:
    text = script(capsys, shell)
    (tmp_path / "script").write_text(text, "utf-8")
    run(shell, f"{shell} -n script", tmp_path)


@pytest.mark.parametrize(
    ("words", "expected", "not_expected"),
    [
        ("iac-scan sh", {"show"}, {"scan"}),
        ("iac-scan --fo", {"--format"}, {"--severity"}),
        ("iac-scan scan --s", {"--select", "--severity", "--strict"}, {"--format"}),
        ("iac-scan infra --severity hi", {"high"}, {"info"}),
        ("iac-scan show -f s", {"sarif"}, {"json"}),
        ("iac-scan in", {"infra", "init"}, {"scan"}),
    ],
)
def test_bash_completes(
    capsys: Capture, tmp_path: Path, words: str, expected: set[str], not_expected: set[str]
) -> None:
    (tmp_path / "infra").mkdir()
    asked = (
        f"{script(capsys, 'bash')}\nCOMP_WORDS=({words})\n"
        "COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))\n_iac_scan\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    found = set(run("bash", asked, tmp_path).split())
    assert expected <= found
    assert found.isdisjoint(not_expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("iac-scan sh", "show"),
        ("iac-scan --fo", "--format"),
        ("iac-scan scan --severity hi", "high"),
        ("iac-scan show --no-git", "--no-gitignore"),
    ],
)
def test_fish_completes(capsys: Capture, tmp_path: Path, words: str, expected: str) -> None:
    asked = f"{script(capsys, 'fish')}\ncomplete -C '{words}'\n"
    found = [line.split("\t")[0] for line in run("fish", asked, tmp_path).splitlines()]
    assert expected in found


def test_unknown_shell_is_said(capsys: Capture) -> None:
    assert main(["--completions", "fsh"]) == 2
    assert "did you mean `fish`?" in capsys.readouterr().err
