"""The whole report as one JSON object, for programs. `schema_version` changes when a name does.

    {"schema_version": 1, "version": "0.1.0",
     "summary": {"files", "resources", "findings": {"critical", "high", "medium", "low", "info"},
                 "suppressed", "known", "elsewhere", "undecided", "errors", "gaps", "complete"},
     "configuration": null | {"file", "limits": [...]},
     "stale": [{"fingerprint", "check", "file", "subject", "count"}],
     "findings": [{"check", "severity", "certainty", "message", "remedy", "subject", "instances",
                   "location", "related": [{"message", "location"}],
                   "steps": [{"label", "location"}], "fingerprint", "known",
                   "suppression": null | {"reason", "location"}}],
     "undecided": [{"check", "reason", "subject", "location"}],
     "diagnostics": [{"level", "message", "help", "location"}],
     "gaps": [{"kind", "message", "help", "location"}],
     "rules": [{"id", "title", "severity", "since", "aliases", "controls", "references"}],
     "files": [...]}

`json_report.schema.json`, beside this module, says the same for validators. A location is
`{"file", "line", "column", "end_line", "end_column"}`: from 1, columns in code points, ends
exclusive. Suppressed findings, and those known from a baseline, are among the findings and not
counted in `summary.findings`; `stale` are entries of the baseline that match nothing any more.
"""

from __future__ import annotations

import json
from typing import Any

from iac_scan.findings.finding import Finding
from iac_scan.findings.mask import mask
from iac_scan.findings.report import Report
from iac_scan.findings.rule import Rule
from iac_scan.reporters.escape import json_text
from iac_scan.reporters.words import by_severity
from iac_scan.sources.span import Span
from iac_scan.version import __version__

SCHEMA_VERSION = 1


def render(report: Report) -> str:
    """Return the report as indented JSON in ASCII, secrets masked."""
    content = {
        "schema_version": SCHEMA_VERSION,
        "version": __version__,
        "summary": _summary(report),
        "configuration": {"file": report.config, "limits": [mask(item) for item in report.limits]}
        if report.config
        else None,
        "stale": [
            {
                "fingerprint": entry.fingerprint,
                "check": entry.check,
                "file": entry.file,
                "subject": mask(entry.subject),
                "count": entry.count,
            }
            for entry in report.stale
        ],
        "findings": [_finding(finding) for finding in report.findings],
        "undecided": [
            {
                "check": item.check,
                "reason": mask(item.reason),
                "subject": mask(item.subject),
                "location": _location(item.span),
            }
            for item in report.undecided
        ],
        "diagnostics": [
            {"level": item.level.value, **_told(item.message, item.help, item.span)}
            for item in report.diagnostics
        ],
        "gaps": [
            {"kind": gap.kind.value, **_told(gap.message, gap.help, gap.span)}
            for gap in report.gaps
        ],
        "rules": [rule_facts(rule) for rule in report.rules],
        "files": list(report.files),
    }
    return json_text(json.dumps(content, indent=2)) + "\n"


def _summary(report: Report) -> dict[str, Any]:
    """Return the counts."""
    return {
        "files": len(report.files),
        "resources": report.resource_count,
        "findings": {level.value: number for level, number in by_severity(report)},
        "suppressed": report.suppressed_count,
        "known": report.known_count,
        "elsewhere": report.elsewhere,
        "undecided": len(report.undecided),
        "errors": len(report.errors),
        "gaps": len(report.gaps),
        "complete": report.complete,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    """Return one finding."""
    suppression = finding.suppression
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "certainty": finding.certainty.value,
        "message": mask(finding.message),
        "remedy": mask(finding.remedy),
        "subject": mask(finding.subject),
        "instances": [mask(address) for address in finding.instances],
        "location": _location(finding.span),
        "related": [
            {"message": mask(item.message), "location": _location(item.span)}
            for item in finding.related
        ],
        "steps": [
            {"label": mask(step.label), "location": _location(step.span)} for step in finding.steps
        ],
        "fingerprint": finding.fingerprint,
        "known": finding.known,
        "suppression": None
        if suppression is None
        else {"reason": mask(suppression.reason), "location": _location(suppression.span)},
    }


def _told(message: str, help: str | None, span: Span) -> dict[str, Any]:
    """Return what a diagnostic and a gap have in common."""
    return {
        "message": mask(message),
        "help": None if help is None else mask(help),
        "location": _location(span),
    }


def rule_facts(rule: Rule) -> dict[str, Any]:
    """Return the facts about a check."""
    return {
        "id": rule.id,
        "title": rule.title,
        "severity": rule.severity.value,
        "since": rule.since,
        "aliases": list(rule.aliases),
        "controls": list(rule.controls),
        "references": list(rule.references),
    }


def _location(span: Span) -> dict[str, Any]:
    """Return where something stands."""
    return {
        "file": span.path,
        "line": span.start_line,
        "column": span.start_column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
