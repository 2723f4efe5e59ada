"""Suppressions: which findings do not count, and what is wrong with the requests themselves.

Reading the requests from comments and metadata is `directives`. A suppression never hides what
could not be read or decided, and never another suppression's fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace

from iac_scan.findings.directives import Directive
from iac_scan.findings.finding import Finding, Suppression, Undecided
from iac_scan.findings.notices import EXPIRED, INVALID, UNUSED, WITHOUT_REASON
from iac_scan.findings.rule import CheckId
from iac_scan.sources.span import Span
from iac_scan.suggest import nearest


@dataclass(frozen=True, slots=True)
class KnownChecks:
    """What is known of checks when suppressions are judged."""

    ids: Map[str, frozenset[CheckId]]
    """The checks that an id, an earlier id or another tool's id stands for."""
    ran: frozenset[CheckId]
    """The checks that ran: a suppression of any other is not called unused."""

    @staticmethod
    def of(every: Iterable[tuple[CheckId, tuple[str, ...]]], ran: Iterable[CheckId]) -> KnownChecks:
        """Return the names of `every` check (its id and its aliases), of which `ran` ran."""
        names: dict[str, frozenset[CheckId]] = {}
        for id, aliases in every:
            for name in (id, *aliases):
                names[name] = names.get(name, frozenset()) | {id}
        return KnownChecks(names, frozenset(ran))


def apply(
    findings: Iterable[Finding],
    undecided: Iterable[Undecided],
    directives: Iterable[Directive],
    known: KnownChecks,
    today: str,
    *,
    unread: frozenset[str] = frozenset(),
    scanned: Callable[[str], bool] = lambda _path: True,
) -> tuple[Finding, ...]:
    """Return the findings with suppressions set, and a finding for each fault of a directive.

    `today` is an ISO date. A directive is used when it covers a finding, or a question of its
    check that has no answer, and counts as used in a file of `unread`, which could not be read as
    a whole: what is not known today may be a finding tomorrow. One of the configuration counts as
    used, too, unless all of the configuration's folder was `scanned`.
    """
    suppressed = list(findings)
    questions = tuple(undecided)
    notices: list[Finding] = []
    for directive in directives:
        if directive.problem is not None:
            notices.append(INVALID.finding(directive.problem, directive.span))
            continue
        for name in directive.ids:
            checks = known.ids.get(name, frozenset())
            covered = [
                index
                for index, finding in enumerate(suppressed)
                if finding.check in checks
                and _covers(directive, finding.span, (finding.subject, *finding.instances))
            ]
            if directive.foreign:
                fault = _foreign_fault(directive, name) if covered else None
            else:
                used = bool(covered) or _is_unread(directive, unread, scanned)
                used = used or any(
                    item.check in checks and _covers(directive, item.span, (item.subject,))
                    for item in questions
                )
                fault = _fault(directive, name, known, today, used=used)
            if fault is not None:
                notices.append(fault)
            elif directive.counts(today):
                reason = Suppression(directive.reason, directive.span)
                for index in covered:
                    suppressed[index] = replace(suppressed[index], suppression=reason)
    return (*suppressed, *notices)


def _is_unread(
    directive: Directive, unread: frozenset[str], scanned: Callable[[str], bool]
) -> bool:
    """Tell whether not all that a directive speaks of was read."""
    if directive.scope is None:
        return directive.path in unread
    folder = directive.path.rpartition("/")[0] or "."
    return not scanned(folder) or any(map(directive.scope.covers_file, unread))


def _covers(directive: Directive, span: Span, addresses: tuple[str, ...]) -> bool:
    """Tell whether a directive speaks of what is said at `span` of the resources."""
    if directive.scope is not None:
        return directive.scope.covers(span.path, addresses)
    return span.path == directive.path and (
        directive.first_line <= span.start_line <= directive.last_line
        or span.start_line <= directive.first_line == directive.last_line <= span.end_line
    )


def _foreign_fault(directive: Directive, name: str) -> Finding | None:
    """Return what is wrong with another tool's directive; else that tool may have a use for it."""
    if directive.reason:
        return None
    return WITHOUT_REASON.finding(
        f"the skip of `{name}` gives no reason and does not count", directive.span
    )


def _fault(
    directive: Directive, name: str, known: KnownChecks, today: str, *, used: bool
) -> Finding | None:
    """Return what is wrong with one name of a directive, or None."""
    if name not in known.ids:
        close = nearest(name, known.ids)
        hint = "" if close is None else f", did you mean `{close}`?"
        return INVALID.finding(f"there is no check `{name}`{hint}", directive.span)
    if not directive.reason:
        return WITHOUT_REASON.finding(
            f"the suppression of `{name}` gives no reason and does not count", directive.span
        )
    if not directive.counts(today):
        return EXPIRED.finding(
            f"the suppression of `{name}` ended on {directive.until} and does not count",
            directive.span,
        )
    if not used and known.ids[name] & known.ran:
        return UNUSED.finding(f"nothing here is flagged by `{name}`", directive.span)
    return None
