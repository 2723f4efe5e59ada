"""A stretch of one line as code hosts count it: in UTF-16 code units, the end exclusive.

A finding is shown on one line only: GitHub shows an alert in a pull request when all of its
lines are in the diff. Source: GitHub Docs, "SARIF support for code scanning".
"""

from __future__ import annotations

from dataclasses import dataclass

from iac_scan.findings.report import Report
from iac_scan.sources.span import Span


@dataclass(frozen=True, slots=True)
class Region:
    """Where something is shown."""

    line: int
    """The line, from 1."""
    columns: tuple[int, int] | None
    """First column and the column after the last, from 1; None when there is no text to mark."""


def region(report: Report, span: Span) -> Region:
    """Return the first line of a span, without columns when its file was not read."""
    document = report.documents.get(span.path)
    line = "" if document is None else document.line(span.start_line).rstrip()
    start = span.start_column - 1
    end = span.end_column - 1 if span.end_line == span.start_line else len(line)
    end = min(max(end, start + 1), len(line))
    if start >= end:
        return Region(span.start_line, None)
    first = 1 + _units(line[:start])
    return Region(span.start_line, (first, first + _units(line[start:end])))


def _units(text: str) -> int:
    """Return the number of UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
