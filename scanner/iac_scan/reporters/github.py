"""Annotations on a pull request: workflow commands that the runner of GitHub Actions reads.

It shows ten errors, ten warnings and ten notices of one step and drops the rest without a word,
so that the gravest come first and a notice says how many were left out.
Source: actions/toolkit packages/core/src/command.ts; actions/runner ActionCommandManager.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iac_scan.findings.report import Report
from iac_scan.findings.rule import Severity
from iac_scan.reporters.escape import plain
from iac_scan.reporters.layout import flat
from iac_scan.reporters.listing import summary
from iac_scan.reporters.region import region
from iac_scan.reporters.words import count, full_message, severity, shown
from iac_scan.sources.span import Span

_MOST = 10
"""What the runner shows of each kind and step."""

_LONGEST = 3_500
"""The runner cuts a message at 4,096 characters, escapes included."""

_KINDS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "notice",
    Severity.INFO: "notice",
}


@dataclass(frozen=True, slots=True)
class _Annotation:
    """One annotation before it is written."""

    kind: str
    """`error`, `warning` or `notice`."""
    rank: int
    """The higher, the earlier."""
    span: Span
    """Where."""
    title: str
    """A few words."""
    message: str
    """A sentence."""


def render(report: Report) -> str:
    """Return the commands, gravest first, then the summary as plain lines."""
    wanted = sorted(_annotations(report), key=lambda item: (-item.rank, item.span, item.title))
    shares = _shares(wanted)
    chosen: list[_Annotation] = []
    for kind, share in shares.items():
        chosen += [item for item in wanted if item.kind == kind][:share]
    lines = [_command(report, item) for item in chosen]
    left_out = len(wanted) - len(chosen)
    if left_out:
        lines.append(
            f"::notice title=iac-scan::{count(left_out, 'more finding')} not shown here: "
            "GitHub shows ten of each kind. The log of this step and a SARIF report hold all"
        )
        lines += [_plain(item) for item in wanted if item not in chosen]
    lines += [flat(line) for line in summary(report)]
    return "".join(f"{line}\n" for line in lines)


def _annotations(report: Report) -> Iterator[_Annotation]:
    """Yield what is worth an annotation."""
    for item in report.errors:
        yield _Annotation(
            "error",
            len(Severity),
            item.span,
            "unreadable-file",
            f"not scanned: {shown(item.message)}",
        )
    for finding in report.active:
        yield _Annotation(
            _KINDS[finding.severity],
            finding.severity.rank,
            finding.span,
            f"{finding.check} ({severity(finding)})",
            f"{full_message(finding)}. Fix: {shown(finding.remedy)}",
        )


def _shares(wanted: list[_Annotation]) -> dict[str, int]:
    """Return how many of each kind are shown; the last notice says what was left out."""
    numbers = {kind: sum(item.kind == kind for item in wanted) for kind in _KINDS.values()}
    if any(number > _MOST for number in numbers.values()):
        return {**dict.fromkeys(numbers, _MOST), "notice": _MOST - 1}
    return numbers


def _command(report: Report, item: _Annotation) -> str:
    """Return the workflow command of an annotation."""
    where = region(report, item.span)
    properties = {
        "file": plain(item.span.path),
        "line": str(where.line),
        "endLine": str(where.line),
    }
    if where.columns is not None:
        properties |= {"col": str(where.columns[0]), "endColumn": str(where.columns[1])}
    properties["title"] = item.title
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{item.kind} {listed}::{_data(item.message[:_LONGEST])}"


def _plain(item: _Annotation) -> str:
    """Return an annotation that is left out as a line of the log."""
    return f"{shown(item.span.path)}:{item.span.start_line}: {item.title}: {item.message}"


def _data(text: str) -> str:
    """Return text as the message of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return text as the value of a property."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
