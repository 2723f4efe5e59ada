"""What the checks said, made into a report: merged, suppressed, numbered, sorted, counted.

The questions themselves are asked by checks; how the answers look is `iac_scan.reporters`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from typing import Any

from iac_scan import catalog
from iac_scan.check import Check, Draft, Outcome, Question, place_of
from iac_scan.evaluation.result import Evaluation
from iac_scan.findings import directives, suppress
from iac_scan.findings.finding import Certainty, Finding, Related, Undecided
from iac_scan.findings.fingerprint import number_duplicates, of_risk
from iac_scan.findings.notices import SUPPRESSION_NOTICES, UNREADABLE_FILE, Notice
from iac_scan.findings.report import Report
from iac_scan.findings.rule import CheckId, Rule, Severity
from iac_scan.graph.model import Graph, Node, Organization, SecretLiteral
from iac_scan.sources.diagnostics import Level
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span
from iac_scan.sources.tree import SourceTree

_CALLS_SHOWN = 10
"""How many module calls one finding names; the rest is a number."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """What one check says of one node."""

    check: Check[Any]
    """The check."""
    node: Node
    """The node."""
    draft: Draft
    """The finding."""

    @property
    def address(self) -> str:
        """The address of the node."""
        return _address(self.node)


def assemble(
    tree: SourceTree,
    checks: Sequence[Check[Any]],
    evaluation: Evaluation,
    graph: Graph,
    outcomes: Iterable[tuple[Check[Any], Node, Outcome]],
    *,
    at_least: Severity,
    every: Iterable[Check[Any]] = (),
    notices: Sequence[Notice] = SUPPRESSION_NOTICES,
    suppressions: bool = True,
    today: str | None = None,
) -> Report:
    """Return the report of a scan.

    `checks` ran; `every` could have run, and a suppression may name any of them. Of the findings
    about suppressions only those of `notices` are reported, and none when `suppressions` is False.
    `today` is the ISO date that `until` is held against, by default the present day in UTC.
    """
    stated, asked = _split(outcomes)
    merged = tuple(finding for group in _groups(stated) for finding in _merge(group))
    undecided = _undecided(asked)
    rules = tuple(catalog.rule(check) for check in checks)
    known = suppress.KnownChecks.of(
        ((check.id, check.aliases) for check in (*checks, *every)), (rule.id for rule in rules)
    )
    requests = _requests(tree, evaluation) if suppressions else ()
    day = today or time.strftime("%Y-%m-%d", time.gmtime())
    unread = frozenset(
        item.span.path for item in evaluation.diagnostics if item.level is Level.ERROR
    )
    judged = suppress.apply(merged, undecided, requests, known, day, unread=unread)
    reported = {*(rule.id for rule in rules), *(notice.rule.id for notice in notices)}
    kept = (finding for finding in _numbered(judged) if finding.check in reported)
    findings = tuple(finding for finding in kept if at_least <= finding.severity)
    grave = {rule.id for rule in rules if at_least <= rule.severity}
    return _report(
        tree,
        evaluation,
        graph,
        rules=(*rules, *(notice.rule for notice in notices), UNREADABLE_FILE.rule),
        findings=findings,
        undecided=tuple(item for item in undecided if item.check in grave),
    )


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
    diagnostics = sorted(set(evaluation.diagnostics), key=lambda item: (item.span, item.message))
    gaps = sorted({*evaluation.gaps, *graph.gaps}, key=lambda item: (item.span, item.message))
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
        diagnostics=tuple(diagnostics),
        gaps=tuple(gaps),
        files=tuple(sorted(evaluation.files)),
        resource_count=len(evaluation.resources),
        documents=_documents(tree, (span.path for span in spans)),
        secrets=tuple(sorted({secret.origin.span for secret in graph.secrets})),
    )


def _split(
    outcomes: Iterable[tuple[Check[Any], Node, Outcome]],
) -> tuple[list[_Stated], list[tuple[Check[Any], Node, Question]]]:
    """Return the findings and the open questions."""
    stated = []
    asked = []
    for check, node, outcome in outcomes:
        match outcome:
            case Draft():
                stated.append(_Stated(check, node, outcome))
            case Question():
                asked.append((check, node, outcome))
    return stated, asked


def _address(node: Node) -> str:
    """Return how a report names a node."""
    place = place_of(node)
    if place is not None:
        return place.key.address
    match node:
        case SecretLiteral(attribute=attribute):
            return attribute
        case Organization():
            return "organization"
        case _:
            return node.name


def _groups(stated: Iterable[_Stated]) -> Iterator[list[_Stated]]:
    """Yield what is one finding: one check, one place in the code, the same words or none shared.

    A line that is evaluated several times (a module with many callers, a for_each) is one place.
    What one resource is told twice at that place are two findings; what two resources are told
    there in different words is one, since the words differ by the names of the instances.
    """
    by_place: dict[tuple[CheckId, Span], dict[str, list[_Stated]]] = {}
    for item in stated:
        clusters = by_place.setdefault((item.check.id, item.draft.at.span), {})
        clusters.setdefault(item.draft.evidence, []).append(item)
    for clusters in by_place.values():
        groups: list[list[_Stated]] = []
        for evidence in sorted(clusters):
            members = clusters[evidence]
            owners = {_key(item) for item in members}
            for group in groups:
                if owners.isdisjoint(_key(item) for item in group):
                    group.extend(members)
                    break
            else:
                groups.append(list(members))
        yield from groups


def _key(item: _Stated) -> tuple[str, str]:
    """Return the identity of the resource that something is said of."""
    place = place_of(item.node)
    return ("", item.address) if place is None else (place.key.scope, place.key.address)


def _merge(group: list[_Stated]) -> Iterator[Finding]:
    """Yield the one finding that a group makes, in the words of its surest first member."""
    ordered = sorted(
        group,
        key=lambda item: (
            item.draft.certainty is not Certainty.CERTAIN,
            _key(item),
            item.draft.message,
        ),
    )
    first = ordered[0]
    span = first.draft.at.span
    folder = span.path.rpartition("/")[0]
    yield Finding(
        check=first.check.id,
        severity=first.check.severity,
        certainty=first.draft.certainty,
        message=first.draft.message,
        remedy=first.check.remedy,
        span=span,
        subject=first.address,
        related=tuple(_related(ordered)),
        steps=first.draft.at.steps,
        fingerprint=of_risk(first.check.id, folder, first.address, first.draft.evidence),
        instances=tuple(sorted({item.address for item in ordered} - {first.address})),
    )


def _related(ordered: list[_Stated]) -> Iterator[Related]:
    """Yield what proves a finding, then where its module is called."""
    primary = ordered[0].draft.at.span
    seen = {primary}
    for label, origin in ordered[0].draft.also:
        if origin.span not in seen:
            seen.add(origin.span)
            yield Related(label, origin.span)
    calls: dict[Span, str] = {}
    for item in ordered:
        place = place_of(item.node)
        for step in place.calls if place is not None else ():
            calls.setdefault(step.span, step.label)
    shown = [(span, label) for span, label in calls.items() if span not in seen]
    for index, (span, label) in enumerate(shown[:_CALLS_SHOWN], start=1):
        more = len(shown) - _CALLS_SHOWN if index == _CALLS_SHOWN else 0
        rest = f", and at {more} more places" if more > 0 else ""
        yield Related(f"`{label}` is called here{rest}", span)


def _undecided(
    asked: Iterable[tuple[Check[Any], Node, Question]],
) -> tuple[Undecided, ...]:
    """Return the open questions, each once, sorted by path, line and id."""
    found: dict[tuple[CheckId, Span, str], Undecided] = {}
    for check, node, question in asked:
        item = Undecided(check.id, question.reason, question.at.span, _address(node))
        found.setdefault((item.check, item.span, item.reason), item)
    return tuple(sorted(found.values(), key=lambda item: (item.span, item.check, item.reason)))


def _numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings sorted, with every fingerprint set and told apart."""
    ordered = sorted(findings, key=lambda item: (item.span, item.check, item.message))
    raw = [
        item.fingerprint or of_risk(item.check, "", item.span.path, item.message)
        for item in ordered
    ]
    return tuple(
        replace(item, fingerprint=fingerprint)
        for item, fingerprint in zip(ordered, number_duplicates(raw), strict=True)
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
