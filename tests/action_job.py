"""A job of GitHub's runner whose one step is the Action of this repository, played from `action.yml`.

Every script runs under bash as the runner runs it. The two Actions of others that it uses are played:
`setup-python` puts an interpreter on PATH, `upload-sarif` takes the file or refuses it.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax and
https://docs.github.com/en/actions/reference/workflows-and-actions/expressions (2026-11-25)
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ACTION = Path(__file__).resolve().parent.parent / "action.yml"

_TOKEN = re.compile(r"(?P<text>'(?:[^']|'')*')|(?P<sign>==|!=|&&|\|\||[!()])|(?P<name>[\w.-]+)")


class Machine:
    """The folders and files of a runner, with blanks in their names."""

    def __init__(self, folder: Path) -> None:
        self.workspace = folder / "work space"
        self.temp = folder / "temp dir"
        self.checkout = folder / "actions" / "iac scan"
        self.tools = folder / "tools"
        self.output = folder / "output"
        self.summary = folder / "summary"
        for path in (self.workspace / ".git", self.temp, self.checkout, self.tools):
            path.mkdir(parents=True)
        for file in (self.output, self.summary):
            file.write_text("", "utf-8")

    def shell(
        self, script: str, environment: Mapping[str, str], folder: str = "."
    ) -> subprocess.CompletedProcess[str]:
        """Run a script as a step with `shell: bash`, in a folder of the workspace."""
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
            cwd=self.workspace / folder,
            env={
                "PATH": f"{self.tools}:{os.environ['PATH']}",
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_ACTIONS": "true",
                "GITHUB_WORKSPACE": str(self.workspace),
                "GITHUB_REPOSITORY": "o/r",
                "GITHUB_ACTION_PATH": str(self.checkout),
                "GITHUB_OUTPUT": str(self.output),
                "GITHUB_STEP_SUMMARY": str(self.summary),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def outputs(self) -> dict[str, str]:
        """Return what the runner reads from the file of outputs."""
        return dict(_outputs(self.output.read_text("utf-8").splitlines()[::-1]))

    def put_python(self) -> None:
        """Put a `python` on PATH whose virtual environments hold what is under test.

        Its `pip` notes the words of the command in the file `installed`; to install needs a network.
        """
        inner, outer = self.tools / "inner", self.tools / "python"
        inner.write_text(
            '#!/bin/sh\nif [ "$2 $3" = "-m pip" ]; then\n'
            f'  printf "%s\\n" "$@" > "{self.temp}/installed"; exit\nfi\n'
            f'exec "{sys.executable}" "$@"\n',
            "utf-8",
        )
        outer.write_text(
            '#!/bin/sh\n[ "$1 $2 $3" = "-I -m venv" ] || exit 3\n'
            f'mkdir -p "$4/bin" && cp "{inner}" "$4/bin/python"\n',
            "utf-8",
        )
        for file in (inner, outer):
            file.chmod(0o755)


@dataclass(frozen=True, slots=True)
class Result:
    """What the workflow sees of the Action, and what code scanning has received."""

    conclusion: str
    """`success` or `failure`."""
    outputs: Mapping[str, str]
    """The outputs that `action.yml` declares."""
    log: str
    """All that the steps printed, in their order."""
    summary: str
    """The step summary, in Markdown."""
    uploaded: str | None
    """The SARIF that code scanning took, if it took one."""
    steps: Mapping[str, str]
    """The outcome of each step, in their order, by its name or the Action that it uses."""

    @property
    def annotations(self) -> list[str]:
        """The workflow commands that mark a line of a file."""
        return [line for line in self.log.splitlines() if re.match(r"::\w+ file=", line)]


class Job:
    """One run of the Action on a machine."""

    def __init__(
        self,
        machine: Machine,
        *,
        event: Mapping[str, Any] | None = None,
        actor: str = "somebody",
        takes_upload: bool = True,
    ) -> None:
        self._machine = machine
        self._takes_upload = takes_upload
        self._steps: dict[str, dict[str, Any]] = {}
        self._context: dict[str, Any] = {
            "github": {"event": event or {}, "actor": actor, "repository": "o/r"},
            "steps": self._steps,
        }
        self._failed = False
        self._uploaded: str | None = None
        self._log: list[str] = []

    def run(self, **inputs: str) -> Result:
        """Run all steps in order; `_` in the name of an input stands for `-`.

        Errors: an input that the Action does not declare is an assertion.
        """
        action = yaml.safe_load(ACTION.read_text("utf-8"))
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert given.keys() <= action["inputs"].keys()
        defaults = {name: item.get("default", "") for name, item in action["inputs"].items()}
        self._context["inputs"] = defaults | given
        outcomes = {}
        for step in action["runs"]["steps"]:
            outcomes[step.get("name", step.get("uses", "").split("@")[0])] = self._step(step)
        declared = action["outputs"].items()
        return Result(
            conclusion="failure" if self._failed else "success",
            outputs={name: self._filled(item["value"]) for name, item in declared},
            log="".join(self._log),
            summary=self._machine.summary.read_text("utf-8"),
            uploaded=self._uploaded,
            steps=outcomes,
        )

    def _step(self, step: Mapping[str, Any]) -> str:
        """Run a step if its condition holds, and return its outcome."""
        if not self._wanted(str(step.get("if", ""))):
            outcome: str = "skipped"
            outputs: dict[str, str] = {}
        else:
            well, outputs = self._used(step) if "uses" in step else self._scripted(step)
            outcome = "success" if well else "failure"
        goes_on = self._filled(str(step.get("continue-on-error", "false"))) == "true"
        self._failed |= outcome == "failure" and not goes_on
        if "id" in step:
            self._steps[step["id"]] = {"outcome": outcome, "outputs": outputs}
        return outcome

    def _wanted(self, condition: str) -> bool:
        """Say whether a step runs: after a failure only one whose condition asks for the status."""
        inner = condition.strip().removeprefix("${{").removesuffix("}}")
        asks = re.search(r"\b(?:success|failure|always|cancelled)\(\)", inner)
        held = _truth(self._value(inner)) if inner else True
        return held and (asks is not None or not self._failed)

    def _used(self, step: Mapping[str, Any]) -> tuple[bool, dict[str, str]]:
        """Play an Action of others."""
        values = {key: self._filled(str(value)) for key, value in step.get("with", {}).items()}
        match step["uses"].split("@")[0]:
            case "actions/setup-python":
                self._machine.put_python()
                return True, {}
            case "github/codeql-action/upload-sarif":
                sarif = Path(values["sarif_file"]).read_text("utf-8")
                self._uploaded = sarif if self._takes_upload else None
                return self._takes_upload, {}
            case name:
                raise AssertionError(f"the job cannot play `{name}`")

    def _scripted(self, step: Mapping[str, Any]) -> tuple[bool, dict[str, str]]:
        """Run the script of a step."""
        assert step["shell"] == "bash"
        self._machine.output.write_text("", "utf-8")
        environment = {name: self._filled(value) for name, value in step.get("env", {}).items()}
        folder = self._filled(step.get("working-directory", "."))
        done = self._machine.shell(step["run"], environment, folder)
        self._log += [done.stdout, done.stderr]
        return done.returncode == 0, self._machine.outputs()

    def _filled(self, text: str) -> str:
        """Return a text with each `${{ expression }}` replaced by its value."""
        return re.sub(r"\$\{\{(.*?)\}\}", lambda found: _text(self._value(found[1])), text)

    def _value(self, expression: str) -> Any:
        """Return the value of an expression: `||` of `&&` of comparisons."""
        tokens = list(_TOKEN.finditer(expression))[::-1]
        value = self._either(tokens)
        assert not tokens, f"`{expression}` goes on after its end"
        return value

    def _either(self, tokens: list[re.Match[str]]) -> Any:
        value = self._both(tokens)
        while _takes(tokens, "||"):
            other = self._both(tokens)
            value = value if _truth(value) else other
        return value

    def _both(self, tokens: list[re.Match[str]]) -> Any:
        value = self._compared(tokens)
        while _takes(tokens, "&&"):
            other = self._compared(tokens)
            value = other if _truth(value) else value
        return value

    def _compared(self, tokens: list[re.Match[str]]) -> Any:
        value = self._single(tokens)
        if _takes(tokens, "=="):
            return _same(value, self._single(tokens))
        if _takes(tokens, "!="):
            return not _same(value, self._single(tokens))
        return value

    def _single(self, tokens: list[re.Match[str]]) -> Any:
        if _takes(tokens, "!"):
            return not _truth(self._single(tokens))
        if _takes(tokens, "("):
            value = self._either(tokens)
            assert _takes(tokens, ")")
            return value
        token = tokens.pop()
        if token["text"] is not None:
            return token["text"][1:-1].replace("''", "'")
        name = token["name"]
        if _takes(tokens, "("):
            assert _takes(tokens, ")"), f"`{name}` with arguments is not played"
            status = {"success": not self._failed, "failure": self._failed, "always": True}
            return (status | {"cancelled": False})[name]
        if name in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[name]
        value = self._context
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return value


def _takes(tokens: list[re.Match[str]], sign: str) -> bool:
    """Take a sign off the tokens, whose next is the last, if it comes next."""
    if not tokens or tokens[-1]["sign"] != sign:
        return False
    tokens.pop()
    return True


def _outputs(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the outputs of a file whose lines come last first."""
    while lines:
        name, sign, value = re.split(r"(<<|=)", lines.pop(), maxsplit=1)
        if sign == "<<":
            mark, block = value, []
            while (line := lines.pop()) != mark:
                block.append(line)
            value = "\n".join(block)
        yield name, value


def _truth(value: Any) -> bool:
    """Say whether a value counts as true: not null, false, 0 or the empty text."""
    return value not in (None, False, 0, "")


def _text(value: Any) -> str:
    """Return a value as it stands in the middle of a text."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def _same(left: Any, right: Any) -> bool:
    """Compare as `==` does: texts without regard to case, unlike types as numbers."""
    if isinstance(left, str) and isinstance(right, str):
        return left.lower() == right.lower()
    return _number(left) == _number(right)


def _number(value: Any) -> float:
    """Return a value as a number; what is none is equal to nothing."""
    match value:
        case None | "":
            return 0
        case bool():
            return int(value)
        case str() if re.fullmatch(r"-?\d+(\.\d+)?", value):
            return float(value)
        case _:
            return float("nan")
