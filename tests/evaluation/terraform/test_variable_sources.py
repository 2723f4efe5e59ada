"""Where the value of a variable comes from: each source against each other, as terraform has it."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import TypeAlias

import pytest

from iac_scan.evaluation.result import Evaluation
from iac_scan.sources.named import GivenValue

from .differential import TERRAFORM, planned_by_terraform
from .reading import out

Evaluate = Callable[..., Evaluation]

SOURCES = (
    "default",
    "terraform.tfvars",
    "terraform.tfvars.json",
    "a.auto.tfvars",
    "a.auto.tfvars.json",
    "b.auto.tfvars",
    "first.tfvars",
    "second.tfvars.json",
    "--var",
)
"""In the order of precedence: the later counts."""

NAMED = ("first.tfvars", "second.tfvars.json")
PAIRS = tuple(combinations(SOURCES, 2))


def _variable(pair: tuple[str, str]) -> str:
    return f"v{SOURCES.index(pair[0])}{SOURCES.index(pair[1])}"


def _files() -> dict[str, str]:
    """Return files in which each pair of sources gives one variable a value."""
    given: dict[str, dict[str, str]] = {source: {} for source in SOURCES}
    for pair in PAIRS:
        for source in pair:
            given[source][_variable(pair)] = source
    declared = [
        f'variable "{name}" {{\n default = "{given["default"].get(name, "none")}"\n}}\n'
        f'output "{name}" {{ value = var.{name} }}\n'
        for name in map(_variable, PAIRS)
    ]
    files = {"main.tf": "".join(declared)}
    for source in SOURCES[1:-1]:
        files[source] = (
            json.dumps(given[source])
            if source.endswith(".json")
            else "".join(f'{name} = "{value}"\n' for name, value in given[source].items())
        )
    return files


Line: TypeAlias = tuple[tuple[str, str] | str, ...]
"""What a command line gives: a name and a value, or a file."""

LINE: Line = (
    *NAMED,
    *((_variable(pair), "--var") for pair in PAIRS if "--var" in pair),
)
"""What the command line gives, in its order."""

LINES: dict[str, tuple[Line, str]] = {
    "a file after a value": ((("x", "--var"), "first.tfvars"), "first.tfvars"),
    "a value after a file": (("first.tfvars", ("x", "--var")), "--var"),
    "a value between files": (
        ("first.tfvars", ("x", "--var"), "second.tfvars.json"),
        "second.tfvars.json",
    ),
    "a value after a value": ((("x", "one"), ("x", "two")), "two"),
}
"""What gives `x` a value on the command line, and which of it counts."""


def _words(line: Line) -> tuple[str, ...]:
    """Return the line in terraform's words."""
    return tuple(
        f"-var-file={one}" if isinstance(one, str) else "-var={}={}".format(*one) for one in line
    )


def _given(line: Line, root: Path) -> tuple[GivenValue, ...]:
    return tuple(root / one if isinstance(one, str) else one for one in line)


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_later_source_counts(run: Evaluate, tmp_path: Path, pair: tuple[str, str]) -> None:
    evaluation = run(_files(), _given(LINE, tmp_path))
    assert out(evaluation, _variable(pair)) == pair[1]


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
def test_terraform_orders_the_sources_in_the_same_way(tmp_path: Path) -> None:
    for name, text in _files().items():
        (tmp_path / name).write_text(text)
    plan = planned_by_terraform(tmp_path, _words(LINE))
    assert plan.error is None
    assert plan.outputs == {_variable(pair): pair[1] for pair in PAIRS}


def _files_for_x() -> dict[str, str]:
    return {
        "main.tf": 'variable "x" {}\noutput "x" { value = var.x }\n',
        "first.tfvars": 'x = "first.tfvars"\n',
        "second.tfvars.json": '{"x": "second.tfvars.json"}\n',
    }


@pytest.mark.parametrize("name", LINES)
def test_last_on_the_command_line_counts(run: Evaluate, tmp_path: Path, name: str) -> None:
    line, counts = LINES[name]
    assert out(run(_files_for_x(), _given(line, tmp_path))) == counts


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
@pytest.mark.parametrize("name", LINES)
def test_last_on_the_command_line_of_terraform_counts(tmp_path: Path, name: str) -> None:
    line, counts = LINES[name]
    for path, text in _files_for_x().items():
        (tmp_path / path).write_text(text)
    assert planned_by_terraform(tmp_path, _words(line)).outputs == {"x": counts}


TYPED = {
    'variable "x" {}': "[1]",
    'variable "x" { type = any }': [1],
    'variable "x" { type = string }': "[1]",
    'variable "x" { type = list(number) }': [1],
}
"""What `--var x=[1]` gives, by the declaration of `x`."""


@pytest.mark.parametrize("declared", TYPED)
def test_text_of_the_command_line_is_read_as_the_type_says(run: Evaluate, declared: str) -> None:
    evaluation = run(f'{declared}\noutput "x" {{ value = var.x }}\n', (("x", "[1]"),))
    assert out(evaluation) == TYPED[declared]


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
@pytest.mark.parametrize("declared", TYPED)
def test_terraform_reads_the_text_of_its_command_line_so(tmp_path: Path, declared: str) -> None:
    (tmp_path / "main.tf").write_text(f'{declared}\noutput "x" {{ value = var.x }}\n')
    assert planned_by_terraform(tmp_path, ("-var=x=[1]",)).outputs == {"x": TYPED[declared]}
