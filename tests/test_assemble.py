"""From what checks say to a report: merged, suppressed, numbered, sorted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from iac_scan import catalog
from iac_scan.assemble import assemble
from iac_scan.check import Certainty, Check, Draft, Question
from iac_scan.evaluation.result import Evaluation
from iac_scan.findings.report import Report
from iac_scan.findings.rule import Severity
from iac_scan.graph.model import AccountKey, Graph, Place, SecretKind, SecretLiteral
from iac_scan.options import Options
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.comment import Comment
from iac_scan.sources.diagnostics import Gap, GapKind
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.sources.tree import SourceTree
from iac_scan.values import ResourceKey, Truth

LINES = 'resource "x" "a" {\n  one = 1\n  two = 2 # iac-scan: ignore[local-a] legacy\n}\n'

CHECK = '''
from iac_scan.check import Severity, User, check

@check("local-{name}", on=User, severity=Severity.{severity}, since="0.1", remedy="mend it")
def local(user, ctx):
    """Something local."""
    return iter(())
'''


@pytest.fixture
def checks(tmp_path: Path) -> dict[str, Check[Any]]:
    """Two local checks, `local-a` and `local-b`, written as a user writes them."""
    folder = tmp_path / "checks"
    (folder / "pages").mkdir(parents=True)
    for name, severity in (("a", "HIGH"), ("b", "LOW")):
        text = CHECK.format(name=name, severity=severity)
        (folder / f"{name}.py").write_text(text, "utf-8")
        (folder / "pages" / f"local-{name}.md").write_text("# Page\n", "utf-8")
    found = catalog.load(["local-a", "local-b"], (), [folder])
    return {check.id: check for check in found}


@pytest.fixture
def tree(tmp_path: Path) -> SourceTree:
    root = tmp_path / "tree"
    (root / "modules").mkdir(parents=True)
    (root / "modules" / "main.tf").write_text(LINES, "utf-8")
    (root / "main.tf").write_text('module "m" {\n}\n' * 20, "utf-8")
    return SourceTree.open([root], Bounds())


def line(number: int, path: str = "modules/main.tf") -> Span:
    return Span(path, number, 3, number, 10)


def node(address: str, *calls: int) -> SecretLiteral:
    steps = tuple(Step("module.m", line(number, "main.tf")) for number in calls)
    place = Place(
        ResourceKey(".", address), Origin(line(1)), line(1), AccountKey("x"), Truth.YES, steps
    )
    return SecretLiteral(
        SecretKind.ACCESS_KEY_ID, "AKIA", "", "one", Origin(line(2)), place, documented=False
    )


def draft(number: int = 2, evidence: str = "e", *, sure: bool = True, message: str = "m") -> Draft:
    certainty = Certainty.CERTAIN if sure else Certainty.POSSIBLE
    return Draft(message, Origin(line(number)), (), certainty, evidence)


def report_of(
    tree: SourceTree,
    checks: dict[str, Check[Any]],
    *outcomes: tuple[str, SecretLiteral, Draft | Question],
    at_least: Severity = Severity.INFO,
    comments: Sequence[Comment] = (),
) -> Report:
    return assemble(
        tree,
        tuple(checks.values()),
        Evaluation(comments=tuple(comments), files=frozenset({"main.tf", "modules/main.tf"})),
        Graph(gaps=(Gap(GapKind.POLICY, "gone", line(1)),)),
        [(checks[id], item, outcome) for id, item, outcome in outcomes],
        options=Options(severity=at_least),
        today="2026-11-23",
    )


def test_line_of_a_module_with_many_callers_is_one_finding(
    tree: SourceTree, checks: dict[str, Check[Any]]
) -> None:
    report = report_of(
        tree,
        checks,
        ("local-a", node("module.m[1].x.a", 3), draft(sure=False, evidence="b", message="n")),
        ("local-a", node("module.m[0].x.a", 1), draft(sure=False, evidence="a")),
        ("local-a", node("module.n.x.a", 5), draft(evidence="c", message="sure")),
    )
    (finding,) = report.findings
    assert (finding.message, finding.certainty) == ("sure", Certainty.CERTAIN)
    assert finding.subject == "module.n.x.a"
    assert finding.instances == ("module.m[0].x.a", "module.m[1].x.a")
    assert [related.span.start_line for related in finding.related] == [5, 1, 3]
    assert finding.related[0].message == "`module.m` is called here"


def test_many_callers_are_counted(tree: SourceTree, checks: dict[str, Check[Any]]) -> None:
    outcomes = [("local-a", node(f"module.m{i}.x.a", i), draft()) for i in range(1, 16)]
    (finding,) = report_of(tree, checks, *outcomes).findings
    assert len(finding.related) == 10
    assert finding.related[-1].message.endswith(", and at 5 more places")


def test_two_things_about_one_resource_are_two_findings(
    tree: SourceTree, checks: dict[str, Check[Any]]
) -> None:
    report = report_of(
        tree,
        checks,
        *(
            ("local-a", node(f"module.{m}.x.a"), draft(evidence=f"{m}{kind}", message=kind))
            for m in "pq"
            for kind in ("read", "write")
        ),
    )
    assert [finding.message for finding in report.findings] == ["read", "write"]
    assert len({finding.fingerprint for finding in report.findings}) == 2


def test_fingerprint_is_the_same_below_other_lines_and_in_other_instances(
    tree: SourceTree, checks: dict[str, Check[Any]]
) -> None:
    one = report_of(tree, checks, ("local-a", node("x.a"), draft(2))).findings[0]
    other = report_of(tree, checks, ("local-a", node("module.m.x.a[0]"), draft(3))).findings[0]
    assert one.fingerprint == other.fingerprint


def test_suppression_counts_below_the_severity_that_is_reported(
    tree: SourceTree, checks: dict[str, Check[Any]]
) -> None:
    comment = Comment("iac-scan: ignore[local-a] legacy", Span("modules/main.tf", 3, 11, 3, 50))
    report = report_of(tree, checks, ("local-a", node("x.a"), draft(3)), comments=[comment])
    (finding,) = report.findings
    assert finding.suppression is not None
    assert finding.suppression.reason == "legacy"
    assert report.active == ()
    critical = report_of(
        tree,
        checks,
        ("local-a", node("x.a"), draft(3)),
        comments=[comment],
        at_least=Severity.CRITICAL,
    )
    assert critical.findings == ()


def test_unused_suppression_is_a_finding(tree: SourceTree, checks: dict[str, Check[Any]]) -> None:
    comment = Comment("iac-scan: ignore[local-a] legacy", Span("modules/main.tf", 3, 11, 3, 50))
    report = report_of(tree, checks, comments=[comment])
    (finding,) = report.findings
    assert (finding.check, finding.severity) == ("unused-suppression", Severity.INFO)
    assert finding.fingerprint
    assert finding.check in {rule.id for rule in report.rules}


def test_severity_decides_what_is_reported(tree: SourceTree, checks: dict[str, Check[Any]]) -> None:
    outcomes = (
        ("local-a", node("x.a"), draft()),
        ("local-b", node("x.a"), draft()),
        ("local-b", node("x.a"), Question("why", Origin(line(2)))),
    )
    every = report_of(tree, checks, *outcomes)
    grave = report_of(tree, checks, *outcomes, at_least=Severity.HIGH)
    assert [finding.check for finding in every.findings] == ["local-a", "local-b"]
    assert len(every.undecided) == 1
    assert [finding.check for finding in grave.findings] == ["local-a"]
    assert grave.undecided == ()


def test_report_holds_the_text_of_every_file_that_it_mentions(
    tree: SourceTree, checks: dict[str, Check[Any]]
) -> None:
    report = report_of(tree, checks, ("local-a", node("x.a", 4), draft()))
    assert set(report.documents) == {"main.tf", "modules/main.tf"}
    assert report.files == ("main.tf", "modules/main.tf")
    assert [gap.message for gap in report.gaps] == ["gone"]
    assert not report.complete


def test_the_same_question_is_asked_once(tree: SourceTree, checks: dict[str, Check[Any]]) -> None:
    question = Question("why", Origin(line(2)))
    report = report_of(
        tree,
        checks,
        ("local-a", node("module.m.x.a"), question),
        ("local-a", node("module.n.x.a"), question),
    )
    assert [item.reason for item in report.undecided] == ["why"]
