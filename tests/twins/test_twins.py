"""The same system in both formats gives the same findings: one check, one model, two languages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from iac_scan import catalog
from iac_scan.check import Check, Draft
from iac_scan.graph.model import Node, Organization, SecretLiteral
from iac_scan.options import Options
from iac_scan.pipeline import evaluate, link, scan
from iac_scan.sources.tree import SourceTree
from iac_scan.testing import Example, examples

_SAMPLE = Path(__file__).parents[2] / "sample_iac"
_CHECKS = catalog.load()


def _facts(folder: Path) -> Counter[tuple[str, ...]]:
    """Return what the checks say of the code in a folder, without where and in which words."""
    options = Options(paths=(folder,))
    graph = link(evaluate(SourceTree.open(options.paths, options.bounds), options))
    return Counter(
        (
            check.id,
            *_subject(node),
            check.severity.value,
            outcome.certainty.value if isinstance(outcome, Draft) else "undecided",
        )
        for check in _CHECKS
        for node, outcome in check.run(graph)
    )


def _subject(node: Node) -> tuple[str, str]:
    """Return kind and name of what a finding is about."""
    match node:
        case Organization():
            return ("organization", "")
        case SecretLiteral():
            return ("secret", node.masked)
        case _:
            return (type(node).__name__, node.name)


def _facts_of(example: Example, folder: Path) -> Counter[tuple[str, ...]]:
    folder.mkdir()
    (folder / example.file).write_text(example.text, encoding="utf-8")
    return _facts(folder)


def test_the_broken_systems_have_the_same_findings() -> None:
    terraform = _facts(_SAMPLE / "terraform" / "before")
    assert terraform == _facts(_SAMPLE / "cloudformation" / "before")
    assert {fact[0] for fact in terraform} == {check.id for check in _CHECKS}


@pytest.mark.parametrize("format", ["terraform", "cloudformation"])
def test_the_repaired_systems_are_clean_and_wholly_read(format: str) -> None:
    report = scan(Options(paths=(_SAMPLE / format / "after",)))
    assert report.findings == ()
    assert report.undecided == ()
    assert report.gaps == ()
    assert report.diagnostics == ()
    assert report.resource_count > 0


@pytest.mark.parametrize("check", _CHECKS, ids=lambda check: check.id)
@pytest.mark.parametrize("heading", ["Flagged", "Undecided"])
def test_the_examples_of_a_page_say_the_same_in_both_formats(
    check: Check[Any], heading: str, tmp_path: Path
) -> None:
    found = [each for each in examples(catalog.rule(check).page) if each.heading == heading]
    pairs = list(zip(found[::2], found[1::2], strict=True))
    assert pairs
    for number, (terraform, cloudformation) in enumerate(pairs):
        assert terraform.file == "main.tf"
        assert cloudformation.file == "template.yaml"
        assert _facts_of(terraform, tmp_path / f"{number}-a") == _facts_of(
            cloudformation, tmp_path / f"{number}-b"
        )
