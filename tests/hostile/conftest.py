"""Evaluates templates that are made to hurt, for the tests beside this file."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType

import pytest

from iac_scan.evaluation.cloudformation import evaluate
from iac_scan.evaluation.result import Evaluation
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.discover import Discovery
from iac_scan.sources.tree import SourceTree

HEAD = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  U: {Type: AWS::IAM::User}\n"
Deploy = Callable[..., Evaluation]


@pytest.fixture
def deploy(tmp_path: Path) -> Deploy:
    """Return a function that evaluates templates."""

    def run(**files: str) -> Evaluation:
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        tree = SourceTree.open((tmp_path,), Bounds())
        paths = tuple(f"{name}.yaml" for name in sorted(files))
        return evaluate(tree, Discovery((), paths, (), (), len(paths)))

    return run


def messages(evaluation: Evaluation) -> str:
    return "\n".join(item.message for item in evaluation.diagnostics)


def calls(run: Callable[[], object]) -> Counter[str]:
    """Count the calls that `run` makes, by the name of what is called: work without a clock."""
    counted: Counter[CodeType | str] = Counter()

    def count(frame: FrameType, event: str, called: object) -> None:
        if event == "call":
            counted[frame.f_code] += 1
        elif event == "c_call":
            counted[getattr(called, "__name__", "")] += 1

    before = sys.getprofile(), threading.getprofile()
    threading.setprofile(count)  # for what runs in a thread of its own, as Terraform does
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before[0])
        threading.setprofile(before[1])
    named: Counter[str] = Counter()
    for what, number in counted.items():
        named[what.co_name if isinstance(what, CodeType) else what] += number
    return named
