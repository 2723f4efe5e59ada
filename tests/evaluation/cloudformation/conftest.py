"""Evaluates templates that a test writes, and shows values in a short form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from iac_scan.evaluation.cloudformation import evaluate
from iac_scan.evaluation.result import Evaluation
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.discover import discover
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Absent, Known, Mapping, OneOf, Sequence, Text, Unknown, Value

Deploy: TypeAlias = Callable[..., Evaluation]


@pytest.fixture
def deploy(tmp_path: Path) -> Deploy:
    """Return a function that evaluates files: a text, or texts by path."""

    def run(
        files: str | dict[str, str], *parameter_files: str, bounds: Bounds | None = None
    ) -> Evaluation:
        files = {"t.yaml": files} if isinstance(files, str) else files
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        tree = SourceTree.open((tmp_path,), bounds or Bounds())
        found = discover(tree, exclude=(), gitignore=False)
        return evaluate(tree, found, tuple(tmp_path / name for name in parameter_files))

    return run


@pytest.fixture
def value_of(deploy: Deploy) -> Callable[..., Value]:
    """Return a function that evaluates one YAML value in a template with further sections."""

    def run(value: str, sections: str = "", *parameter_files: str) -> Value:
        template = f"{sections}\nResources:\n  R:\n    Type: AWS::B::C\n    Properties:\n      V: {value}\n"
        evaluation = deploy(template, *parameter_files)
        (resource,) = (one for one in evaluation.resources if one.key.address == "R")
        return resource.values.get("V")

    return run


@pytest.fixture
def shown_of(value_of: Callable[..., Value]) -> Callable[..., object]:
    """Return a function like `value_of` that shows the value."""
    return lambda *arguments: shown(value_of(*arguments))


@pytest.fixture
def show() -> Callable[[Value], object]:
    return shown


def shown(value: Value) -> object:
    """Return a value in plain types: `?` is what is not known, a set what is undecided."""
    match value:
        case Known(value=scalar):
            return scalar
        case Text(parts=parts):
            return "".join(part if isinstance(part, str) else "?" for part in parts)
        case Sequence(items=items, rest=rest):
            return [shown(item) for item in items] + (["..."] if rest is not None else [])
        case Mapping(entries=entries):
            return {key: shown(entry) for key, entry in entries.items()}
        case OneOf(options=options):
            return ("one of", *(shown(option) for option in options))
        case Unknown(reason=reason):
            return f"? {reason.name}"
        case Absent():
            return "(none)"
