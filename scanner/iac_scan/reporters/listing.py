"""What stands below the findings: open questions, gaps and warnings; then the lines that count.

What is many times the same is said once, with how often and where; `json` lists every one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from iac_scan.findings.report import Report
from iac_scan.findings.rule import Severity
from iac_scan.reporters.layout import BLANK, Line, Room, Run, Style
from iac_scan.reporters.words import by_severity, count, full_message, missing, place, shown, stale
from iac_scan.sources.diagnostics import Gap, Level
from iac_scan.sources.span import Span

STYLE_OF = {level: Style(level.value) for level in Severity}

_LISTED = 10
"""How many kinds of a list are shown; the rest is a number."""

_ALIKE = 3
"""How many items of one kind are shown one by one; of more, one stands for all."""

_PLACES = 3
"""How many places of the same words are shown."""

_NAMES = re.compile(r"`[^`]*`")


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of a list."""

    path: str
    """The file."""
    where: str
    """The place in it, harmless."""
    text: str
    """What, harmless."""
    note: str | None = None
    """What to do about it, or why it does not count, harmless; None for nothing."""


def lists(report: Report, room: Room) -> Iterator[Line]:
    """Yield what has no answer, what could not be seen and what is not as it should be."""
    undecided = [
        _item(item.span, f"{item.check}: {shown(item.reason)}") for item in report.undecided
    ]
    warnings = [
        _item(item.span, shown(item.message), item.help)
        for item in report.diagnostics
        if item.level is Level.WARNING
    ]
    gone = [
        _Item(entry.file, shown(entry.file), f"{entry.check}: {shown(entry.subject)}")
        for entry in report.stale
    ]
    if report.show_suppressed:
        yield from _list("suppressed", list(_suppressed(report)), room)
    yield from _list("undecided", undecided, room)
    yield from gap_list(report.gaps, room)
    yield from _list("warnings", warnings, room)
    yield from _list("in the baseline, and no longer found", gone, room)


def gap_list(gaps: Iterable[Gap], room: Room) -> Iterator[Line]:
    """Yield what could not be seen."""
    items = [_item(gap.span, shown(gap.message), gap.help) for gap in gaps]
    yield from _list("gaps", items, room)


def _item(span: Span, text: str, help: str | None = None) -> _Item:
    """Return an item that stands at a span."""
    return _Item(span.path, place(span), text, None if help is None else f"help: {shown(help)}")


def _suppressed(report: Report) -> Iterator[_Item]:
    """Yield what somebody suppressed, and why."""
    for finding in report.findings:
        if finding.suppression is not None:
            text = f"{finding.check}: {full_message(finding)}"
            why = f"reason: {shown(finding.suppression.reason)}"
            yield _Item(finding.span.path, place(finding.span), text, why)


def _list(title: str, items: Sequence[_Item], room: Room) -> Iterator[Line]:
    """Yield a list, unless it is empty: what is there most often first, else in the given order."""
    if not items:
        return
    kinds = sorted(_kinds(items), key=len, reverse=True)
    yield ((Style.PATH, title), (Style.QUIET, f"  {len(items)}"))
    yield BLANK
    for kind in kinds[:_LISTED]:
        yield from _kind(kind, room)
        yield BLANK
    rest = kinds[_LISTED:]
    if rest:
        more = f"and {sum(map(len, rest))} more of {count(len(rest), 'kind')}"
        yield from room.paragraph(f"{more}; `--format json` lists all", Style.QUIET, "  ")
        yield BLANK


def _kinds(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Yield the items that are shown as one: of the same words, or many that differ by names."""
    kinds: dict[tuple[str, str | None], dict[str, list[_Item]]] = {}
    for item in items:
        sentence = _NAMES.sub("``", item.text)
        kinds.setdefault((sentence, item.note), {}).setdefault(item.text, []).append(item)
    for by_words in kinds.values():
        if len(by_words) > _ALIKE:
            yield sorted(
                (item for found in by_words.values() for item in found), key=lambda item: item.path
            )
        else:
            yield from by_words.values()


def _kind(items: list[_Item], room: Room) -> Iterator[Line]:
    """Yield one of the items, where it and the others are, and what to do."""
    first = items[0]
    yield from room.paragraph(first.text, Style.PLAIN, "  ")
    if all(item.text == first.text for item in items):
        for item in items[:_PLACES]:
            yield from room.paragraph(item.where, Style.QUIET, "    ")
        if len(items) > _PLACES:
            more = count(len(items) - _PLACES, "more place")
            yield from room.paragraph(f"and {more}{_folders(items)}", Style.QUIET, "    ")
    else:
        yield from room.paragraph(first.where, Style.QUIET, "    ")
        more = f"and {len(items) - 1} more like it{_folders(items)}"
        yield from room.paragraph(more, Style.QUIET, "    ")
    if first.note is not None:
        yield from room.paragraph(first.note, Style.QUIET, "    ")


def _folders(items: Iterable[_Item]) -> str:
    """Return in how many folders the items stand, unless it is one."""
    number = len({item.path.rpartition("/")[0] for item in items})
    return "" if number == 1 else f", {number} folders in all"


def summary(report: Report) -> Iterator[Line]:
    """Yield the last lines: what was scanned, found, and not seen."""
    resources = count(report.resource_count, "resource")
    yield ((Style.QUIET, f"scanned {count(len(report.files), 'file')}, {resources}"),)
    yield tuple(_found(report))
    if report.limits:
        yield ((Style.QUIET, f"{shown(report.config)} {shown('; '.join(report.limits))}"),)
    if report.stale:
        yield (
            (Style.WARNING, f"stale: {stale(report)}"),
            (Style.QUIET, "; `iac-scan baseline` writes it anew"),
        )
    lacking = missing(report)
    if lacking:
        yield (
            (Style.WARNING, f"incomplete: {', '.join(lacking)}"),
            (Style.QUIET, "; what was not seen may hold risks"),
        )


def _found(report: Report) -> Iterator[Run]:
    """Yield the sentence that counts the findings."""
    active = len(report.active)
    if not report.files:
        yield (Style.WARNING, "nothing was scanned")
    elif active == 0:
        # What is green is clean: nothing was found, and nothing is left that may hold something.
        yield (Style.GOOD if report.complete else Style.MESSAGE, "no findings")
    else:
        yield (Style.MESSAGE, count(active, "finding"))
        lead = ": "
        for level, number in by_severity(report):
            if number:
                yield (Style.PLAIN, lead)
                yield (STYLE_OF[level], f"{number} {level.value}")
                lead = ", "
    if report.elsewhere:
        yield (Style.QUIET, f"; {report.elsewhere} in files that are not among the changed")
    if report.known_count:
        yield (Style.QUIET, f"; {report.known_count} in the baseline")
    if report.suppressed_count:
        yield (Style.QUIET, f"; {report.suppressed_count} suppressed")
