"""What the tests of plans share: a directory with files, evaluated as a scan does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iac_scan.evaluation.result import Evaluation
from iac_scan.options import Options
from iac_scan.pipeline import evaluate
from iac_scan.sources.tree import SourceTree


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Evaluation]:
    """Return a function that evaluates files; content that is no text is written as JSON."""

    def evaluated(*contents: Any, named: tuple[str, ...] = (), **files: Any) -> Evaluation:
        (tmp_path / ".git").mkdir(exist_ok=True)
        for number, content in enumerate(contents):
            files[f"plan{number}.json"] = content
        for name, content in files.items():
            path = tmp_path / name.replace("__", "/").replace("_tf", ".tf")
            path.parent.mkdir(parents=True, exist_ok=True)
            text = content if isinstance(content, str) else json.dumps(content, indent=1)
            path.write_text(text, encoding="utf-8")
        options = Options(paths=(tmp_path, *(tmp_path / name for name in named)))
        return evaluate(SourceTree.open(options.paths, options.bounds), options)

    return evaluated
