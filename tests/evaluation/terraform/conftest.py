"""What the tests of Terraform's evaluation share: a directory with files, evaluated."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from iac_scan.evaluation.result import Evaluation
from iac_scan.evaluation.terraform import evaluate
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.discover import discover
from iac_scan.sources.named import GivenValue
from iac_scan.sources.tree import SourceTree


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Evaluation]:
    """Return a function that evaluates a directory with the given files."""

    def evaluated(
        files: str | dict[str, str], variables: tuple[GivenValue, ...] = ()
    ) -> Evaluation:
        (tmp_path / ".git").mkdir(exist_ok=True)
        for name, text in ({"main.tf": files} if isinstance(files, str) else files).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text))
        tree = SourceTree.open([tmp_path], Bounds())
        found = discover(tree, exclude=(), gitignore=False)
        return evaluate(tree, found, variables)

    return evaluated
