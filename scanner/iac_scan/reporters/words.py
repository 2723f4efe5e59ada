"""The sentences that several reports share: counts, places, what is missing.

Nothing here knows a format.
"""

from __future__ import annotations

from collections import Counter

from iac_scan.findings.finding import Certainty, Finding
from iac_scan.findings.mask import mask
from iac_scan.findings.report import Report
from iac_scan.findings.rule import Severity
from iac_scan.reporters.escape import plain
from iac_scan.sources.diagnostics import GapKind
from iac_scan.sources.span import Span

_LACKED = {
    GapKind.MODULE: ("module", "modules"),
    GapKind.REFERENCE: ("reference", "references"),
    GapKind.POLICY: ("policy", "policies"),
    GapKind.VALUE: ("value", "values"),
}
"""What is lacking where there is a gap, one of it and several; files are counted as unread."""


def shown(text: str) -> str:
    """Return text from a report as it may be shown on one line: harmless, secrets masked."""
    return plain(mask(text))


def place(span: Span, *, column: bool = True) -> str:
    """Return `path:line:column`, which editors and terminals make a link of."""
    at = f":{span.start_column}" if column else ""
    return f"{shown(span.path)}:{span.start_line}{at}"


def count(number: int, one: str, many: str = "") -> str:
    """Return `1 file`, `2 files`, `0 files`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def severity(finding: Finding) -> str:
    """Return the severity, and that the finding is only possible when it is."""
    possible = finding.certainty is Certainty.POSSIBLE
    return f"{finding.severity.value}, possible" if possible else finding.severity.value


def full_message(finding: Finding) -> str:
    """Return the message and the further resources, made from the same line, that it holds for."""
    if not finding.instances:
        return shown(finding.message)
    first = f"`{shown(finding.instances[0])}`"
    rest = len(finding.instances) - 1
    more = f" and {count(rest, 'other')}" if rest else ""
    return f"{shown(finding.message)} (also for {first}{more} from the same line)"


def by_severity(report: Report) -> list[tuple[Severity, int]]:
    """Return how many active findings there are of each severity, gravest first, none left out."""
    counts = Counter(finding.severity for finding in report.active)
    return [(level, counts[level]) for level in reversed(Severity)]


def unread_files(report: Report) -> tuple[str, ...]:
    """Return the files that were not read, or not as a whole, sorted."""
    paths = {item.span.path for item in report.errors}
    paths.update(gap.span.path for gap in report.gaps if gap.kind is GapKind.FILE)
    return tuple(sorted(paths))


def stale(report: Report) -> str:
    """Return how much of the baseline matches nothing any more."""
    number = sum(entry.count for entry in report.stale)
    return f"{count(number, 'finding')} of the baseline no longer there"


def missing(report: Report) -> list[str]:
    """Return in plain words what this scan could not see; empty when it saw everything."""
    parts = []
    unread = len(unread_files(report))
    if unread:
        parts.append(f"{count(unread, 'file')} not read or read in part")
    if report.undecided:
        parts.append(f"{count(len(report.undecided), 'question')} undecided")
    kinds = Counter(gap.kind for gap in report.gaps)
    lacked = [count(kinds[kind], *words) for kind, words in _LACKED.items() if kinds[kind]]
    if lacked:
        gaps = count(kinds.total() - kinds[GapKind.FILE], "gap")
        parts.append(f"{gaps} ({', '.join(lacked)})")
    return parts
