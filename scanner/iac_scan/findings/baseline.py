"""Findings that were there when iac-scan came: recorded in a file, they do not fail a scan.

An entry is a finding without its line: it stays the same while the code around it moves. Reading
and writing the file is the business of `iac_scan.cli`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from iac_scan.errors import UsageError
from iac_scan.findings.finding import Finding
from iac_scan.findings.mask import mask
from iac_scan.findings.rule import CheckId

_VERSION = 1
_HELP = "`iac-scan baseline` writes such a file"


@dataclass(frozen=True, slots=True)
class Entry:
    """Equal findings that a baseline records."""

    fingerprint: str
    """What they share, with the folder that they stand in."""
    content: str
    """The same without the folder: what stays when a folder is moved."""
    check: CheckId
    """Their check."""
    file: str
    """Where the first of them stood; for readers, and to tell what was scanned."""
    subject: str
    """The resource that it was about, for readers."""
    count: int
    """How many there were."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a file records."""

    name: str
    """The file as it was named."""
    entries: tuple[Entry, ...]
    """Sorted by file, check and fingerprint."""


def record(findings: Iterable[Finding]) -> str:
    """Return the file that records the findings, as indented JSON in ASCII."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_raw(finding.fingerprint), []).append(finding)
    entries = [
        {
            "check": group[0].check,
            "file": group[0].span.path,
            "subject": mask(group[0].subject),
            "count": len(group),
            "fingerprint": fingerprint,
            "content": group[0].content,
        }
        for fingerprint, group in groups.items()
    ]
    entries.sort(key=lambda item: (item["file"], item["check"], item["fingerprint"]))
    return json.dumps({"schema_version": _VERSION, "entries": entries}, indent=2) + "\n"


def read(text: str, name: str) -> Baseline:
    """Return what a file records.

    Errors: UsageError for what `record` did not write.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"`{name}` is no baseline: it is not JSON", help=_HELP) from error
    version = content.get("schema_version") if isinstance(content, dict) else None
    if version != _VERSION:
        raise UsageError(f"`{name}` is no baseline of version {_VERSION}", help=_HELP)
    items = content.get("entries")
    if not isinstance(items, list):
        raise UsageError(f"`{name}` has no list `entries`", help=_HELP)
    return Baseline(name, tuple(_entry(item, name) for item in items))


def _entry(item: Any, name: str) -> Entry:
    """Return one entry."""
    match item:
        case {
            "fingerprint": str(fingerprint),
            "content": str(content),
            "check": str(check),
            "file": str(file),
            "subject": str(subject),
            "count": int(count),
        } if count > 0:
            return Entry(fingerprint, content, CheckId(check), file, subject, count)
        case _:
            raise UsageError(f"`{name}` has an entry that cannot be understood", help=_HELP)


def compare(
    findings: Sequence[Finding], baseline: Baseline, scanned: Callable[[str], bool]
) -> tuple[tuple[Finding, ...], tuple[Entry, ...]]:
    """Return the findings, those that are recorded marked, and the entries that match nothing.

    A finding whose folder was moved is found by its content, as long as its old entry matches
    nothing else. `scanned` tells whether a file is one that this scan speaks of: the entries of
    other files are neither moved nor called stale. A suppressed finding uses its entry, too.
    """
    left = Counter({entry.fingerprint: entry.count for entry in baseline.entries})
    known: set[int] = set()
    for index, finding in enumerate(findings):
        raw = _raw(finding.fingerprint)
        if left[raw] > 0:
            left[raw] -= 1
            known.add(index)
    here = [entry for entry in baseline.entries if left[entry.fingerprint] and scanned(entry.file)]
    moved: dict[str, list[Entry]] = {}
    for entry in here:
        moved.setdefault(entry.content, []).append(entry)
    for index, finding in enumerate(findings):
        entries = [] if index in known else moved.get(finding.content, [])
        for entry in entries:
            if left[entry.fingerprint] > 0:
                left[entry.fingerprint] -= 1
                known.add(index)
                break
    marked = tuple(
        replace(finding, known=True) if index in known else finding
        for index, finding in enumerate(findings)
    )
    return marked, tuple(
        replace(entry, count=left[entry.fingerprint])
        for entry in here
        if left[entry.fingerprint] > 0
    )


def _raw(fingerprint: str) -> str:
    """Return a fingerprint without the number that tells equal ones apart."""
    return fingerprint.partition(":")[0]
