"""Findings that were there when iac-scan came: recorded in a file, they do not fail a scan.

An entry is a finding without its line: it stays the same while the code around it moves. Reading
and writing the file is the business of `iac_scan.commands`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
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
    holder: str
    """By the resource that they are about: what stays when its words move to another one."""
    check: CheckId
    """Their check."""
    file: str
    """Where they stood."""
    subject: str
    """The resource that the first of them was about, for readers."""
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
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((_raw(finding.fingerprint), finding.span.path), []).append(finding)
    entries = [
        {
            "check": group[0].check,
            "file": file,
            "subject": mask(group[0].subject),
            "count": len(group),
            "fingerprint": fingerprint,
            "content": group[0].content,
            "holder": group[0].holder,
        }
        for (fingerprint, file), group in groups.items()
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
            "holder": str(holder),
            "check": str(check),
            "file": str(file),
            "subject": str(subject),
            "count": int(count),
        } if count > 0:
            return Entry(fingerprint, content, holder, CheckId(check), file, subject, count)
        case _:
            raise UsageError(f"`{name}` has an entry that cannot be understood", help=_HELP)


def compare(
    findings: Sequence[Finding], baseline: Baseline, scanned: Callable[[str], bool]
) -> tuple[tuple[Finding, ...], tuple[Entry, ...]]:
    """Return the findings, those that are recorded marked, and the entries that match nothing.

    A finding that is at its place takes the entry of its place; only then does one that has moved
    take what is left. `scanned` tells whether a file is one that this scan speaks of: the entries
    of other files are neither moved nor called stale. A suppressed finding uses its entry, too.
    """
    left = [entry.count for entry in baseline.entries]
    known: set[int] = set()
    for name in _Name:
        entries: dict[tuple[str, str], list[int]] = {}
        for number, entry in enumerate(baseline.entries):
            if left[number] and (name is _Name.PLACE or scanned(entry.file)):
                entries.setdefault(_named(name, entry, entry.file), []).append(number)
        for index, finding in enumerate(findings):
            if index not in known:
                for number in entries.get(_named(name, finding, finding.span.path), ()):
                    if left[number]:
                        left[number] -= 1
                        known.add(index)
                        break
    marked = tuple(
        replace(finding, known=True) if index in known else finding
        for index, finding in enumerate(findings)
    )
    return marked, tuple(
        replace(entry, count=count)
        for entry, count in zip(baseline.entries, left, strict=True)
        if count and scanned(entry.file)
    )


class _Name(Enum):
    """By what a finding and an entry are known to be one; in the order in which it is tried."""

    PLACE = "the fingerprint and the file"
    """Nothing has moved but lines."""
    FINGERPRINT = "the fingerprint"
    """It has moved to another file of its folder."""
    CONTENT = "the resource and the words"
    """The folder has moved."""
    HOLDER = "the subject and the words"
    """The words stand in another resource than before, as when a document is renamed."""


def _named(name: _Name, item: Finding | Entry, file: str) -> tuple[str, str]:
    """Return what a finding or an entry is called by."""
    match name:
        case _Name.PLACE:
            return _raw(item.fingerprint), file
        case _Name.FINGERPRINT:
            return _raw(item.fingerprint), ""
        case _Name.CONTENT:
            return item.content, ""
        case _Name.HOLDER:
            return item.holder, ""


def _raw(fingerprint: str) -> str:
    """Return a fingerprint without the number that tells equal ones apart."""
    return fingerprint.partition(":")[0]
