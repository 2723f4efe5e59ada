"""Where the value of a variable comes from: each source against each other, as terraform has it."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from iac_scan.evaluation.result import Evaluation

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


ON_THE_LINE = {_variable(pair): "--var" for pair in PAIRS if "--var" in pair}


@pytest.mark.parametrize("pair", PAIRS, ids=" and ".join)
def test_later_source_counts(run: Evaluate, tmp_path: Path, pair: tuple[str, str]) -> None:
    files = tuple(tmp_path / name for name in NAMED)
    evaluation = run(_files(), tuple(ON_THE_LINE.items()), files)
    assert out(evaluation, _variable(pair)) == pair[1]


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
def test_terraform_orders_the_sources_in_the_same_way(tmp_path: Path) -> None:
    for name, text in _files().items():
        (tmp_path / name).write_text(text)
    plan = planned_by_terraform(tmp_path, ON_THE_LINE, NAMED)
    assert plan.error is None
    assert plan.outputs == {_variable(pair): pair[1] for pair in PAIRS}
