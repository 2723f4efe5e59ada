"""What the checks said, made into a report: suppressed, numbered, sorted, compared, counted.

Which statements are one finding is `merge`. The questions themselves are asked by checks; how
the answers look is `iac_scan.reporters`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import replace
from pathlib import Path
from typing import Any

from iac_scan import catalog
from iac_scan.check import Check, Draft, Outcome, Question
from iac_scan.evaluation.result import Evaluation
from iac_scan.findings import baseline, directives, suppress
from iac_scan.findings.baseline import Entry
from iac_scan.findings.finding import Finding, Undecided
from iac_scan.findings.fingerprint import number_duplicates, of_risk
from iac_scan.findings.notices import SUPPRESSION_NOTICES, UNREADABLE_FILE, Notice
from iac_scan.findings.report import Report
from iac_scan.findings.rule import CheckId, Rule
from iac_scan.graph.model import Graph, Node
from iac_scan.merge import Stated, address_of, merge
from iac_scan.options import Options
from iac_scan.sources.diagnostics import Level, each_once
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span
from iac_scan.sources.tree import SourceTree, covers


def assemble(
    tree: SourceTree,
    checks: Sequence[Check[Any]],
    evaluation: Evaluation,
    graph: Graph,
    outcomes: Iterable[tuple[Check[Any], Node, Outcome]],
    *,
    options: Options,
    every: Iterable[Check[Any]] = (),
    notices: Sequence[Notice] = SUPPRESSION_NOTICES,
    today: str | None = None,
) -> Report:
    """Return the report of a scan.

    `checks` ran; `every` could have run, and a suppression may name any of them. Of the findings
    about suppressions only those of `notices` are reported. `today` is the ISO date that `until`
    is held against, by default the present day in UTC.
    """
    stated, asked = _split(outcomes)
    undecided = _undecided(asked)
    rules = tuple(catalog.rule(check) for check in checks)
    known = suppress.KnownChecks.of(
        ((check.id, check.aliases) for check in (*checks, *every)), (rule.id for rule in rules)
    )
    unread = frozenset(
        item.span.path for item in evaluation.diagnostics if item.level is Level.ERROR
    )
    judged = suppress.apply(
        merge(stated, evaluation.resources),
        undecided,
        (*(_requests(tree, evaluation) if options.suppressions else ()), *options.accepted),
        known,
        today or time.strftime("%Y-%m-%d", time.gmtime()),
        unread=unread,
        scanned=tree.scans,
    )
    reported = {*(rule.id for rule in rules), *(notice.rule.id for notice in notices)}
    found = tuple(finding for finding in _numbered(judged) if finding.check in reported)
    stale: tuple[Entry, ...] = ()
    if options.baseline is not None:
        found, stale = baseline.compare(
            found, options.baseline, lambda path: tree.scans(path) and path not in unread
        )
    found = tuple(finding for finding in found if options.severity <= finding.severity)
    grave = {rule.id for rule in rules if options.severity <= rule.severity}
    report = _report(
        tree,
        evaluation,
        graph,
        rules=(*rules, *(notice.rule for notice in notices), UNREADABLE_FILE.rule),
        findings=found,
        undecided=tuple(item for item in undecided if item.check in grave),
    )
    report = replace(
        report,
        config=options.config,
        limits=options.limits,
        show_suppressed=options.show_suppressed,
        stale=tuple(entry for entry in stale if entry.check in reported),
    )
    return report if options.changed is None else _limited(report, tree, options.changed)


def _limited(report: Report, tree: SourceTree, changed: Iterable[Path]) -> Report:
    """Return the report with the findings that stand, or whose values are written, in files.

    A folder stands for everything below it: who names one does not mean that nothing changed.
    """
    names = tuple(tree.relative(path) for path in changed)
    kept = tuple(
        finding
        for finding in report.findings
        if covers(names, finding.span.path)
        or any(covers(names, step.span.path) for step in finding.steps)
    )
    limited = replace(report, findings=kept)
    return replace(limited, elsewhere=len(report.active) - len(limited.active))


def _requests(tree: SourceTree, evaluation: Evaluation) -> tuple[directives.Directive, ...]:
    """Return the suppressions that the scanned code asks for."""
    comments = (item for item in evaluation.comments if directives.is_directive(item))
    documents = _documents(tree, (comment.span.path for comment in comments))
    return directives.read(evaluation.comments, evaluation.resources, documents)


def _report(
    tree: SourceTree,
    evaluation: Evaluation,
    graph: Graph,
    *,
    rules: tuple[Rule, ...],
    findings: tuple[Finding, ...],
    undecided: tuple[Undecided, ...],
) -> Report:
    """Return the report with everything that stands beside the findings."""
    diagnostics = each_once(evaluation.diagnostics)
    gaps = each_once((*evaluation.gaps, *graph.gaps))
    spans = (
        *(span for finding in findings for span in _spans(finding)),
        *(item.span for item in undecided),
        *(item.span for item in diagnostics),
        *(item.span for item in gaps),
    )
    return Report(
        rules=tuple(sorted(rules, key=lambda rule: rule.id)),
        findings=findings,
        undecided=undecided,
        diagnostics=diagnostics,
        gaps=gaps,
        files=tuple(sorted(evaluation.files)),
        resource_count=len(evaluation.resources),
        documents=_documents(tree, (span.path for span in spans)),
        secrets=tuple(sorted({secret.origin.span for secret in graph.secrets})),
    )


def _split(
    outcomes: Iterable[tuple[Check[Any], Node, Outcome]],
) -> tuple[list[Stated], list[tuple[Check[Any], Node, Question]]]:
    """Return the findings and the open questions."""
    stated = []
    asked = []
    for check, node, outcome in outcomes:
        match outcome:
            case Draft():
                stated.append(Stated(check, node, outcome))
            case Question():
                asked.append((check, node, outcome))
    return stated, asked


def _undecided(
    asked: Iterable[tuple[Check[Any], Node, Question]],
) -> tuple[Undecided, ...]:
    """Return the open questions, each once, sorted by path, line and id."""
    found: dict[tuple[CheckId, Span, str], Undecided] = {}
    for check, node, question in asked:
        item = Undecided(check.id, question.reason, question.at.span, address_of(node))
        found.setdefault((item.check, item.span, item.reason), item)
    return tuple(sorted(found.values(), key=lambda item: (item.span, item.check, item.reason)))


def _numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings sorted, with every fingerprint set and told apart."""
    ordered = [
        item if item.fingerprint else _named(item)
        for item in sorted(findings, key=lambda item: (item.span, item.check, item.message))
    ]
    numbered = number_duplicates([item.fingerprint for item in ordered])
    return tuple(
        replace(item, fingerprint=fingerprint)
        for item, fingerprint in zip(ordered, numbered, strict=True)
    )


def _named(notice: Finding) -> Finding:
    """Return a finding of this package itself with its fingerprints."""
    content = of_risk(notice.check, "", "", notice.message)
    return replace(
        notice,
        fingerprint=of_risk(notice.check, "", notice.span.path, notice.message),
        content=content,
        holder=content,
    )


def _spans(finding: Finding) -> Iterator[Span]:
    """Yield every place that a finding mentions."""
    yield finding.span
    yield from (item.span for item in finding.related)
    yield from (step.span for step in finding.steps)
    if finding.suppression is not None:
        yield finding.suppression.span


def _documents(tree: SourceTree, paths: Iterable[str]) -> Map[str, Document]:
    """Return the text of the files, as far as they can be read, by path."""
    found = {}
    for path in sorted(set(paths)):
        document = tree.read(path)
        if isinstance(document, Document):
            found[path] = document
    return found
