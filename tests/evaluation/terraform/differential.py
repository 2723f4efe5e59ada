"""The same configuration under the real terraform and under this package, compared.

Configurations may use what works offline: variables, locals, modules, outputs, `terraform_data`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping as Map
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import assert_never

from iac_scan.evaluation.result import Evaluation
from iac_scan.evaluation.terraform import evaluate
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.discover import discover
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Absent, Known, Mapping, OneOf, Sequence, Text, Unknown, Value

TERRAFORM = shutil.which("terraform")
"""The real program, or None where it is not installed."""

UNKNOWN = "(unknown)"
"""Stands for a value that is not known before apply."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a configuration plans to."""

    outputs: dict[str, object]
    """By name; null outputs included."""
    resources: dict[str, object]
    """By address: `input` of each `terraform_data`, all that is planned for any other."""
    error: str | None = None
    """Why there is no plan."""


def planned_by_terraform(
    directory: Path, words: tuple[str, ...] = (), given: Map[str, str] | None = None
) -> Plan:
    """Return the plan of the real program; `words` are further ones of its command line.

    `given` are variables of its environment.
    """
    assert TERRAFORM is not None
    for command in (
        ["init", "-backend=false", "-input=false", "-no-color"],
        [
            "plan",
            "-input=false",
            "-no-color",
            "-refresh=false",
            "-out=.plan",
            *words,
        ],
    ):
        done = _run([TERRAFORM, *command], directory, given)
        if done.returncode != 0:
            return Plan({}, {}, done.stdout + done.stderr)
    shown = json.loads(
        _run([TERRAFORM, "show", "-json", ".plan"], directory, given).stdout, parse_float=Decimal
    )
    outputs: dict[str, object] = {}
    for name, change in shown.get("output_changes", {}).items():
        outputs[name] = _with_unknowns(change.get("after"), change.get("after_unknown", False))
    resources: dict[str, object] = {}
    for change in shown.get("resource_changes", ()):
        after, unknown = change["change"]["after"], change["change"].get("after_unknown", {})
        if change["type"] == "terraform_data":
            after, unknown = after.get("input"), unknown.get("input")
        resources[change["address"]] = _with_unknowns(after, unknown)
    return Plan(outputs, resources)


def refused_lines(lines: list[str], directory: Path) -> set[int]:
    """Return which lines terraform refuses: it says some things only when others are mended.

    Units: lines from 1. Shape: each line is complete by itself, or always accepted.
    """
    refused: set[int] = set()
    while True:
        kept = ("\n" if number in refused else line for number, line in enumerate(lines, 1))
        (directory / "main.tf").write_text("".join(kept))
        error = planned_by_terraform(directory).error
        if error is None:
            return refused
        found = set(map(int, re.findall(r"on main\.tf line (\d+)", error))) - refused
        assert found, error
        refused |= found


def _run(
    command: list[str], directory: Path, given: Map[str, str] | None
) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(directory),
        "CHECKPOINT_DISABLE": "1",
        "TF_IN_AUTOMATION": "1",
        **(given or {}),
    }
    return subprocess.run(
        command,
        cwd=directory,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _with_unknowns(after: object, unknown: object) -> object:
    """Return what is known after planning, with a mark in place of what is not."""
    if unknown is True:
        return UNKNOWN
    if isinstance(unknown, dict):
        known = after if isinstance(after, dict) else {}
        names = {*known, *unknown}
        return {name: _with_unknowns(known.get(name), unknown.get(name)) for name in names}
    if isinstance(unknown, list):
        items = after if isinstance(after, list) else []
        size = max(len(items), len(unknown))
        return [
            _with_unknowns(
                items[index] if index < len(items) else None,
                unknown[index] if index < len(unknown) else False,
            )
            for index in range(size)
        ]
    return after


def evaluated(directory: Path) -> Evaluation:
    """Return what this package makes of a directory, which it takes for a project."""
    (directory / ".git").mkdir(exist_ok=True)
    tree = SourceTree.open([directory], Bounds())
    return evaluate(tree, discover(tree, exclude=(), gitignore=False))


def planned_here(directory: Path) -> Plan:
    """Return what this package makes of the configuration."""
    evaluation = evaluated(directory)
    outputs = {
        key.address: as_json(value) for key, value in evaluation.outputs.items() if key.scope == "."
    }
    resources = {
        one.key.address: as_json(one.values.entries.get("input", Absent(one.values.origin)))
        for one in evaluation.resources
        if one.type == "terraform_data" and one.key.scope == "."
    }
    problems = "; ".join(one.message for one in evaluation.diagnostics)
    return Plan(outputs, resources, problems or None)


def as_json(value: Value) -> object:
    """Return the value as terraform's JSON shows it; what is not wholly known as `UNKNOWN`."""
    match value:
        case Known(value=scalar):
            return scalar
        case Sequence(items=items, rest=None, scattered=False):
            return [as_json(item) for item in items]
        case Mapping(entries=entries, rest=None):
            return {name: as_json(entry) for name, entry in entries.items()}
        case Absent():
            return None
        case Sequence() | Mapping() | Text() | OneOf() | Unknown():
            return UNKNOWN
        case _:
            assert_never(value)


def disagreements(theirs: Plan, ours: Plan) -> list[str]:
    """Return where the two differ: a value that terraform knows must be known and equal here."""
    found: list[str] = []
    for kind, expected, got in (
        ("output", theirs.outputs, ours.outputs),
        ("resource", theirs.resources, ours.resources),
    ):
        for name in sorted({*expected, *got}):
            one, other = expected.get(name, "(none)"), got.get(name, "(none)")
            if not same(one, other):
                found.append(f"{kind} {name}: terraform {one!r}, here {other!r}")
    return found


def same(expected: object, got: object) -> bool:
    """Tell whether two plans say the same of one value."""
    match expected, got:
        case dict(), dict():
            return expected.keys() == got.keys() and all(
                same(one, got[name]) for name, one in expected.items()
            )
        case list(), list():
            return len(expected) == len(got) and all(map(same, expected, got))
        case _:
            return isinstance(expected, bool) == isinstance(got, bool) and expected == got
