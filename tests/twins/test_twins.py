"""The same system in both formats gives the same graph and the same findings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.twins.likeness import plain

from iac_scan import catalog
from iac_scan.check import Check, Draft
from iac_scan.graph.model import Graph, Node, Organization, SecretLiteral
from iac_scan.options import Options
from iac_scan.pipeline import evaluate, link, scan
from iac_scan.sources.tree import SourceTree
from iac_scan.testing import Example, examples

_SAMPLE = Path(__file__).parents[2] / "sample_iac"
_CHECKS = catalog.load()


def _graph(folder: Path) -> Graph:
    options = Options(paths=(folder,))
    return link(evaluate(SourceTree.open(options.paths, options.bounds), options))


def _facts(graph: Graph) -> Counter[tuple[str, ...]]:
    """Return what the checks say of a graph, without where and in which words."""
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


def _graph_of(example: Example, folder: Path) -> Graph:
    folder.mkdir()
    (folder / example.file).write_text(example.text, encoding="utf-8")
    return _graph(folder)


def test_the_broken_systems_have_the_same_findings() -> None:
    terraform = _facts(_graph(_SAMPLE / "terraform" / "before"))
    assert terraform == _facts(_graph(_SAMPLE / "cloudformation" / "before"))
    assert {fact[0] for fact in terraform} == {check.id for check in _CHECKS}


@pytest.mark.parametrize("state", ["before", "after"])
def test_the_sample_systems_have_equal_graphs(state: str) -> None:
    terraform = plain(_graph(_SAMPLE / "terraform" / state))
    cloudformation = plain(_graph(_SAMPLE / "cloudformation" / state))
    for kind, nodes in terraform.items():
        assert nodes == cloudformation[kind], kind


def test_graphs_of_different_systems_differ() -> None:
    before = plain(_graph(_SAMPLE / "terraform" / "before"))
    after = plain(_graph(_SAMPLE / "terraform" / "after"))
    assert before["users"] != after["users"]
    assert before["organizations"] != after["organizations"]


@pytest.mark.parametrize("format", ["terraform", "cloudformation"])
def test_the_repaired_systems_are_clean_and_wholly_read(format: str) -> None:
    report = scan(Options(paths=(_SAMPLE / format / "after",)))
    assert report.findings == ()
    assert report.undecided == ()
    assert report.gaps == ()
    assert report.diagnostics == ()
    assert report.resource_count > 0


@pytest.mark.parametrize("check", _CHECKS, ids=lambda check: check.id)
@pytest.mark.parametrize("heading", ["Flagged", "Accepted", "Undecided"])
def test_the_examples_of_a_page_say_the_same_in_both_formats(
    check: Check[Any], heading: str, tmp_path: Path
) -> None:
    found = [each for each in examples(catalog.rule(check).page) if each.heading == heading]
    pairs = list(zip(found[::2], found[1::2], strict=True))
    assert pairs
    for number, (terraform, cloudformation) in enumerate(pairs):
        assert terraform.file == "main.tf"
        assert cloudformation.file == "template.yaml"
        one = _graph_of(terraform, tmp_path / f"{number}-a")
        other = _graph_of(cloudformation, tmp_path / f"{number}-b")
        assert plain(one) == plain(other)
        assert _facts(one) == _facts(other)
