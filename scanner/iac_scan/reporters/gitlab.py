"""A GitLab code quality report: a JSON array with an item for each finding.

Source: GitLab Docs, "Code Quality", section "Code Quality report format".
"""

from __future__ import annotations

import json

from iac_scan.findings.fingerprint import number_duplicates, of_risk
from iac_scan.findings.notices import UNREADABLE_FILE
from iac_scan.findings.report import Report
from iac_scan.findings.rule import Severity
from iac_scan.reporters.escape import json_text
from iac_scan.reporters.words import full_message, shown
from iac_scan.sources.span import Span

_SEVERITIES = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


def render(report: Report) -> str:
    """Return the array as indented JSON in ASCII, unreadable files first."""
    unread = UNREADABLE_FILE.rule.id
    items = [
        (
            unread,
            "blocker",
            f"not scanned: {shown(item.message)}",
            item.span,
            of_risk(unread, "", item.span.path, item.message),
        )
        for item in report.errors
    ]
    items += [
        (
            item.check,
            _SEVERITIES[item.severity],
            f"{full_message(item)}. Fix: {shown(item.remedy)}",
            item.span,
            item.fingerprint,
        )
        for item in report.active
    ]
    # GitLab loses every item but one of those that share a fingerprint.
    unique = number_duplicates([item[-1] for item in items])
    content = [
        {
            "check_name": check,
            "severity": severity,
            "description": message,
            "fingerprint": fingerprint,
            "location": _location(span),
        }
        for (check, severity, message, span, _), fingerprint in zip(items, unique, strict=True)
    ]
    return json_text(json.dumps(content, indent=2)) + "\n"


def _location(span: Span) -> dict[str, object]:
    """Return where an item is shown."""
    return {"path": span.path, "lines": {"begin": span.start_line}}
