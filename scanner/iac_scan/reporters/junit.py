"""A JUnit report, which most CI systems show as tests: each finding is a test that failed.

What could not be read is an error, what could not be decided a skipped test. A scan without
findings has one test that passed, because an empty report is taken for a mistake.
Source: https://github.com/testmoapp/junitxml.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from iac_scan.findings.report import Report
from iac_scan.reporters.words import full_message, missing, place, severity, shown
from iac_scan.sources.span import Span


def render(report: Report) -> str:
    """Return the report as XML."""
    cases = [
        *(line for item in report.errors for line in _unread(item.span, item.message)),
        *(line for case in _findings(report) for line in case),
    ]
    skipped = [
        line
        for item in report.undecided
        for line in _case(item.check, item.span, "skipped", shown(item.reason), "")
    ]
    tests = len(report.errors) + len(report.active) + len(report.undecided)
    if not tests:
        told = "no findings" if not missing(report) else "no findings; the scan is incomplete"
        skipped = [f'    <testcase classname="iac-scan" name={quoteattr(told)}/>']
        tests = 1
    counts = (
        f'tests="{tests}" failures="{len(report.active)}"'
        f' errors="{len(report.errors)}" skipped="{len(report.undecided)}"'
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="iac-scan" {counts}>',
        f'  <testsuite name="iac-scan" {counts}>',
        *cases,
        *skipped,
        "  </testsuite>",
        "</testsuites>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _findings(report: Report) -> Iterator[Iterator[str]]:
    """Yield the lines of every finding."""
    for item in report.active:
        told = f"{severity(item)}: {full_message(item)}. Fix: {shown(item.remedy)}"
        yield _case(item.check, item.span, "failure", told, item.severity.value)


def _unread(span: Span, message: str) -> Iterator[str]:
    """Return the lines of a place that could not be read."""
    return _case("unreadable-file", span, "error", f"not scanned: {shown(message)}", "error")


def _case(check: str, span: Span, outcome: str, message: str, kind: str) -> Iterator[str]:
    """Yield one test."""
    type = f" type={quoteattr(kind)}" if kind else ""
    name = quoteattr(f"{check} at line {span.start_line}")
    yield f"    <testcase classname={quoteattr(shown(span.path))} name={name}>"
    yield f"      <{outcome} message={quoteattr(message)}{type}>{escape(place(span))}</{outcome}>"
    yield "    </testcase>"
