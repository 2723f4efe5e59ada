"""One line for each finding, for editors, grep and problem matchers."""

from __future__ import annotations

from iac_scan.findings.report import Report
from iac_scan.reporters.escape import not_a_command
from iac_scan.reporters.words import full_message, place, severity, shown


def render(report: Report) -> str:
    """Return `path:line:column: severity check-id: message` lines, unreadable files included."""
    found = [
        (
            item.span,
            f"{place(item.span)}: {severity(item)} {item.check}: {full_message(item)}",
        )
        for item in report.active
    ]
    found += [
        (item.span, f"{place(item.span)}: error unreadable-file: {shown(item.message)}")
        for item in report.errors
    ]
    return "".join(f"{not_a_command(line)}\n" for _, line in sorted(found))
