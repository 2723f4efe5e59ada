"""A SARIF 2.1.0 log as GitHub code scanning reads it: one run, one line for each result.

Suppressed findings are left out unless they are asked for, because GitHub opens alerts for them;
those of a baseline are not, because it closes the alerts of what is left out. A file that cannot be
read is a result, because a log without results closes every alert. Nothing in the log depends
on the time, the machine or the working directory.
Source: OASIS SARIF 2.1.0 errata 01; GitHub Docs, "SARIF support for code scanning".
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from iac_scan.findings.finding import Certainty, Finding
from iac_scan.findings.fingerprint import line_hashes, number_duplicates, of_risk
from iac_scan.findings.notices import UNREADABLE_FILE
from iac_scan.findings.report import Report
from iac_scan.reporters.escape import json_text
from iac_scan.reporters.region import region
from iac_scan.reporters.sarif_rules import LEVELS, descriptor
from iac_scan.reporters.words import count, full_message, missing, shown
from iac_scan.sources.diagnostics import Diagnostic
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span
from iac_scan.version import __version__

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_HOME = "https://github.com/iac-scan/iac-scan"
_ROOT = "%SRCROOT%"

_MOST_RESULTS = 25_000
"""GitHub refuses a run with more."""

_MOST_FLOW = 100
"""How many references of an origin chain are written."""

_MOST_RELATED = 50
"""How many related lines are written."""

_MOST_MESSAGES = 5
"""How many findings of one check on one line are told; the rest is a number."""

Json = dict[str, Any]


def render(report: Report) -> str:
    """Return the log as compact JSON in ASCII."""
    rules = sorted({*report.rules, UNREADABLE_FILE.rule}, key=lambda rule: rule.id)
    index = {rule.id: number for number, rule in enumerate(rules)}
    results = [*_results(report), *_unreadable(report)]
    left_out = len(results) - _MOST_RESULTS
    if left_out > 0:
        results = sorted(results, key=_gravity)[:_MOST_RESULTS]
    for result in results:
        result["ruleIndex"] = index[result["ruleId"]]
    run = {
        "tool": {
            "driver": {
                "name": "iac-scan",
                "semanticVersion": __version__,
                "informationUri": _HOME,
                "rules": [descriptor(rule) for rule in rules],
            }
        },
        "invocations": [_invocation(report, index[UNREADABLE_FILE.rule.id], left_out)],
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The root of the repository that was scanned."}}
        },
        "columnKind": "utf16CodeUnits",
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(json.dumps(log, separators=(",", ":"))) + "\n"


def _gravity(result: Json) -> int:
    """Return 0 for errors, 1 for warnings, 2 for notes."""
    return ("error", "warning", "note").index(result["level"])


def _results(report: Report) -> Iterator[Json]:
    """Yield a result for each check and line: on GitHub those two are the identity of an alert."""
    groups: dict[tuple[str, str, int], list[Finding]] = {}
    silent = (item for item in report.findings if item.suppression is not None)
    for finding in (*report.standing, *(silent if report.show_suppressed else ())):
        key = (finding.check, finding.span.path, finding.span.start_line)
        group = groups.setdefault(key, [])
        # Beside one that stands, a suppressed one says nothing about the alert of that line.
        if finding.suppression is None or all(other.suppression is not None for other in group):
            group.append(finding)
    hashes = {
        path: line_hashes(report.documents[path].text)
        for path in {path for _, path, _ in groups}
        if path in report.documents
    }
    for (_, path, line), group in groups.items():
        lines = hashes.get(path, ())
        yield _result(report, group, lines[line - 1] if line <= len(lines) else None)


def _result(report: Report, group: list[Finding], line_hash: str | None) -> Json:
    """Return the result of the findings of one check on one line."""
    first = group[0]
    related = _related(report, group)
    sure = any(finding.certainty is Certainty.CERTAIN for finding in group)
    content: Json = {
        "ruleId": first.check,
        "level": LEVELS[first.severity],
        "kind": "fail",
        "message": {"text": _message(group, related)},
        "locations": [_location(report, first.span, first.subject)],
        "partialFingerprints": {"iacScan/v1": first.fingerprint},
        "properties": {"certainty": (Certainty.CERTAIN if sure else Certainty.POSSIBLE).value},
    }
    if any(finding.known for finding in report.findings):
        unchanged = all(finding.known for finding in group)
        content["baselineState"] = "unchanged" if unchanged else "new"
    if report.show_suppressed:
        content["suppressions"] = list(_suppressions(report, group))
    if line_hash is not None:
        content["partialFingerprints"]["primaryLocationLineHash"] = line_hash
    if related:
        content["relatedLocations"] = related
    if first.steps:
        content["codeFlows"] = [_flow(report, first)]
    return content


def _suppressions(report: Report, group: list[Finding]) -> Iterator[Json]:
    """Yield why the findings of a group do not count; nothing for findings that do.

    Source: SARIF 2.1.0 section 3.27.23: all results of a run say so, or none; section 3.35.
    """
    for suppression in dict.fromkeys(item.suppression for item in group):
        if suppression is not None:
            outside = suppression.span.path == report.config
            yield {
                "kind": "external" if outside else "inSource",
                "status": "accepted",
                "justification": shown(suppression.reason),
                "location": _location(report, suppression.span),
            }


def _message(group: list[Finding], related: list[Json]) -> str:
    """Return what is wrong, what proves it with links, and the remedy, as plain sentences."""
    messages = list(dict.fromkeys(full_message(finding) for finding in group))
    told = [_sentence(_unlinked(message)) for message in messages[:_MOST_MESSAGES]]
    if len(messages) > _MOST_MESSAGES:
        told.append(f"And {len(messages) - _MOST_MESSAGES} more on this line.")
    if group[0].certainty is Certainty.POSSIBLE:
        told.append("It depends on values that are not known.")
    links = [f"[{_unlinked(item['message']['text'])}]({item['id']})" for item in related[:5]]
    if links:
        told.append(f"See {', '.join(links)}.")
    told.append(f"Fix: {_unlinked(shown(group[0].remedy))}.")
    return " ".join(told)


def _sentence(text: str) -> str:
    """Return a message with a capital letter and a final period."""
    return f"{text[:1].upper()}{text[1:]}."


def _unlinked(text: str) -> str:
    """Return text that makes no link in a message. Source: SARIF 2.1.0 section 3.11.6."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _related(report: Report, group: list[Finding]) -> list[Json]:
    """Return the related locations of all findings, each once, numbered from 1."""
    found: dict[Span, str] = {}
    for finding in group:
        for item in finding.related:
            found.setdefault(item.span, shown(item.message))
    return [
        {"id": number, "message": {"text": text}, **_location(report, span)}
        for number, (span, text) in enumerate([*found.items()][:_MOST_RELATED], start=1)
    ]


def _flow(report: Report, finding: Finding) -> Json:
    """Return the way of a value from where it is written to where it is used."""
    ways = [("the value is written here", finding.span)]
    ways += [(f"used through `{shown(step.label)}`", step.span) for step in finding.steps[::-1]]
    locations = [
        {"location": {"message": {"text": text}, **_location(report, span)}}
        for text, span in ways[:_MOST_FLOW]
    ]
    return {"threadFlows": [{"locations": locations}]}


def _location(report: Report, span: Span, subject: str = "") -> Json:
    """Return a location of one line."""
    where = region(report, span)
    place: Json = {"startLine": where.line}
    if where.columns is not None:
        start, end = where.columns
        place |= {"startColumn": start, "endLine": where.line, "endColumn": end}
    artifact = {"uri": _uri(span.path), "uriBaseId": _ROOT}
    content: Json = {"physicalLocation": {"artifactLocation": artifact, "region": place}}
    if subject:
        content["logicalLocations"] = [{"fullyQualifiedName": shown(subject), "kind": "resource"}]
    return content


def _uri(path: str) -> str:
    """Return a path as a relative reference; a colon is encoded, so no segment is a scheme."""
    return quote(path, safe="/", errors="surrogateescape")


def _unreadable(report: Report) -> list[Json]:
    """Return a result for each place that could not be read."""
    raw = [
        of_risk(UNREADABLE_FILE.rule.id, "", item.span.path, item.message) for item in report.errors
    ]
    return [
        {
            "ruleId": UNREADABLE_FILE.rule.id,
            "level": "error",
            "kind": "fail",
            "message": {"text": _unread_message(item)},
            "locations": [_location(report, item.span)],
            "partialFingerprints": {
                "iacScan/v1": fingerprint,
                **_line_hash(report.documents.get(item.span.path), item.span),
            },
            **({"suppressions": []} if report.show_suppressed else {}),
        }
        for item, fingerprint in zip(report.errors, number_duplicates(raw), strict=True)
    ]


def _line_hash(document: Document | None, span: Span) -> dict[str, str]:
    """Return GitHub's fingerprint of a line when its file was read; else its uploader adds it."""
    hashes = () if document is None else line_hashes(document.text)
    if span.start_line > len(hashes):
        return {}
    return {"primaryLocationLineHash": hashes[span.start_line - 1]}


def _unread_message(item: Diagnostic) -> str:
    """Return what could not be read, and what to do."""
    told = [_sentence(_unlinked(f"not scanned: {shown(item.message)}"))]
    if item.help is not None:
        told.append(_sentence(_unlinked(shown(item.help))))
    return " ".join(told)


def _invocation(report: Report, unreadable: int, left_out: int) -> Json:
    """Return how the scan went; it failed when nothing could be read."""
    notifications: list[Json] = [
        {
            "level": "error",
            "message": {"text": _unread_message(item)},
            "locations": [_location(report, item.span)],
            "associatedRule": {"id": UNREADABLE_FILE.rule.id, "index": unreadable},
        }
        for item in report.errors
    ]
    lacking = missing(report)
    if lacking:
        notifications.append(_note("warning", f"The scan is incomplete: {', '.join(lacking)}."))
    if report.limits:
        text = f"{report.config}: {'; '.join(report.limits)}"
        notifications.append(_note("note", _sentence(_unlinked(shown(text)))))
    for gap in report.gaps[:_MOST_FLOW]:
        text = _sentence(_unlinked(shown(gap.message)))
        notifications.append(_note("note", text) | {"locations": [_location(report, gap.span)]})
    if left_out > 0:
        text = f"{count(left_out, 'result')} left out, the mildest: GitHub takes {_MOST_RESULTS}."
        notifications.append(_note("warning", text))
    content: Json = {"executionSuccessful": bool(report.files)}
    if notifications:
        content["toolExecutionNotifications"] = notifications
    return content


def _note(level: str, text: str) -> Json:
    """Return a notification."""
    return {"level": level, "message": {"text": text}}
