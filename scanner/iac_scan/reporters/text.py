"""The report for people: by file, each finding with its line, its origin and its remedy.

Lines are made of styled runs: `render` joins them, `terminal` colours them. Below the findings
stands what could not be read, linked or decided; the last lines count everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby
from textwrap import wrap
from typing import TypeAlias

from iac_scan.findings.finding import Finding
from iac_scan.findings.report import Report
from iac_scan.findings.rule import CheckId, Severity
from iac_scan.reporters import excerpt
from iac_scan.reporters.escape import not_a_command
from iac_scan.reporters.words import (
    by_severity,
    count,
    full_message,
    missing,
    place,
    severity,
    shown,
    stale,
)
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Span

PIPE_WIDTH = 100
"""The width for a file or a pipe; messages are not wrapped there, source lines are cut."""

_LISTED = 10
"""How many warnings, gaps and open questions are listed; the rest is a number."""

_STEPS = 6
"""How many references of an origin chain are shown."""

_UNNAMED = re.compile(r"(?<!\.)\.\.\.`")
"""How a name ends that is not known as a whole; more dots are a secret."""

_BRACKETS = ("{", "[", "(")

_RELATED = 5
"""How many related lines are shown."""


class Style(Enum):
    """What a run of text is; how that looks is the terminal's business."""

    PLAIN = "plain"
    PATH = "path"
    MESSAGE = "message"
    QUIET = "quiet"
    CODE = "code"
    MARKED = "marked"
    GOOD = "good"
    WARNING = "warning"
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


Run: TypeAlias = tuple[Style, str]
Line: TypeAlias = tuple[Run, ...]

_BLANK: Line = ()
_STYLE_OF = {level: Style(level.value) for level in Severity}


def render(report: Report) -> str:
    """Return the report as plain text for a pipe or a file."""
    return "".join(f"{flat(line)}\n" for line in lines(report, PIPE_WIDTH, wrapped=False))


def flat(line: Line) -> str:
    """Return a line without its styles, so that no runner takes it for a command."""
    return not_a_command("".join(text for _, text in line).rstrip())


def lines(report: Report, width: int, *, wrapped: bool) -> Iterator[Line]:
    """Yield the lines of the report; with `wrapped` none is wider than `width`."""
    page = _Page(report, max(width, 40), wrapped=wrapped)
    yield from page.findings()
    yield from page.unread()
    yield from page.lists()
    for line in summary(report):
        yield from page.wrap_line(line)


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of a list below the findings."""

    span: Span
    """Where."""
    text: str
    """What, harmless."""
    help: str | None
    """What to do, or None."""


class _Page:
    """A report and the room that it is shown in."""

    def __init__(self, report: Report, width: int, *, wrapped: bool) -> None:
        self.report = report
        self.width = width
        self.wrapped = wrapped
        self.pointed: set[CheckId] = set()

    def findings(self) -> Iterator[Line]:
        """Yield every finding that nobody suppressed, by file."""
        for path, group in groupby(self.report.active, key=lambda finding: finding.span.path):
            found = list(group)
            yield (
                (Style.PATH, shown(path)),
                (Style.QUIET, f"  {count(len(found), 'finding')}"),
            )
            yield _BLANK
            for finding in found:
                yield from self.finding(finding)
                yield _BLANK

    def finding(self, finding: Finding) -> Iterator[Line]:
        """Yield one finding."""
        style = _STYLE_OF[finding.severity]
        head = f"{severity(finding)}  {finding.check}"
        where = place(finding.span)
        fits = not self.wrapped or excerpt.width(head + where) + 4 <= self.width
        yield (
            (Style.PLAIN, "  "),
            (style, severity(finding)),
            (Style.PLAIN, f"  {finding.check}"),
            (Style.QUIET, f"  {where}" if fits else ""),
        )
        if not fits:
            yield ((Style.PLAIN, "  "), (Style.QUIET, where))
        yield from self.paragraph(full_message(finding), Style.MESSAGE, "  ")
        yield from self.source(finding.span, style)
        if _UNNAMED.search(finding.message):
            yield from self.fact("of", f"`{shown(finding.subject)}`", None)
        for step in finding.steps[:_STEPS]:
            yield from self.fact("via", f"`{shown(step.label)}`", step.span, finding.span.path)
        yield from self.rest("via", len(finding.steps) - _STEPS, "more reference")
        for related in finding.related[:_RELATED]:
            yield from self.fact("see", shown(related.message), related.span, finding.span.path)
        yield from self.rest("see", len(finding.related) - _RELATED, "more place")
        yield from self.fact("fix", shown(finding.remedy), None)
        if finding.check not in self.pointed:
            self.pointed.add(finding.check)
            yield from self.fact("why", f"iac-scan explain {finding.check}", None)

    def source(self, span: Span, style: Style) -> Iterator[Line]:
        """Yield the source line with carets under the span."""
        number = str(span.start_line).rjust(5)
        cut = excerpt.of_span(self.report, span, self.width - len(number) - 4)
        if cut is None:
            return
        yield (
            (Style.QUIET, f"{number} | "),
            (Style.CODE, cut.before),
            (Style.MARKED, cut.marked),
            (Style.CODE, cut.after),
        )
        yield (
            (Style.QUIET, f"{' ' * len(number)} | "),
            (Style.PLAIN, " " * cut.pad),
            (Style.HIGH if style is Style.CRITICAL else style, "^" * cut.carets),
        )
        # A bracket alone says nothing: what it opens stands below.
        if cut.marked.strip() in _BRACKETS and not cut.after.strip():
            below = replace(span, start_line=span.start_line + 1, start_column=1)
            following = excerpt.of_span(self.report, below, self.width - len(number) - 4)
            if following is not None and span.start_line < span.end_line:
                text = following.before + following.marked + following.after
                yield (
                    (Style.QUIET, f"{str(below.start_line).rjust(len(number))} | "),
                    (Style.CODE, text),
                )

    def fact(
        self, label: str, text: str, span: Span | None, here: str | None = None
    ) -> Iterator[Line]:
        """Yield a labelled line below the source, with the place that it speaks of.

        A place in the file `here`, under whose name all of this stands, is a line alone.
        """
        lead = f"      {label.ljust(4)}  "
        where = ""
        if span is not None:
            where = f"  line {span.start_line}" if span.path == here else f"  {place(span)}"
        if not self.wrapped or len(lead) + excerpt.width(text + where) <= self.width:
            yield ((Style.QUIET, lead), (Style.PLAIN, text), (Style.QUIET, where))
            return
        for index, part in enumerate(_wrapped(text, self.width - len(lead))):
            yield (
                (Style.QUIET, lead if index == 0 else " " * len(lead)),
                (Style.PLAIN, part),
            )
        if where:
            yield ((Style.PLAIN, " " * len(lead)), (Style.QUIET, where.strip()))

    def rest(self, label: str, number: int, one: str) -> Iterator[Line]:
        """Yield how many facts of a kind are left out."""
        if number > 0:
            yield from self.fact(label, f"and {count(number, one)}", None)

    def paragraph(self, text: str, style: Style, lead: str) -> Iterator[Line]:
        """Yield a text, wrapped on a terminal."""
        parts = _wrapped(text, self.width - len(lead)) if self.wrapped else [text]
        for part in parts:
            yield ((Style.PLAIN, lead), (style, part))

    def wrap_line(self, line: Line) -> Iterator[Line]:
        """Yield a line, in the style of its first run on several lines where it is too long."""
        text = "".join(run for _, run in line)
        if self.wrapped and excerpt.width(text) > self.width:
            yield from self.paragraph(text, line[0][0], "")
        else:
            yield line

    def unread(self) -> Iterator[Line]:
        """Yield what could not be read."""
        if not self.report.errors:
            return
        yield ((Style.PATH, "not read"),)
        yield _BLANK
        for item in self.report.errors:
            yield from self.diagnostic(item, Style.HIGH)
            yield _BLANK

    def diagnostic(self, item: Diagnostic, style: Style) -> Iterator[Line]:
        """Yield one diagnostic with its source line."""
        yield ((Style.PLAIN, "  "), (style, "error"), (Style.QUIET, f"  {place(item.span)}"))
        yield from self.paragraph(shown(item.message), Style.MESSAGE, "  ")
        yield from self.source(item.span, style)
        if item.help is not None:
            yield from self.fact("help", shown(item.help), None)

    def lists(self) -> Iterator[Line]:
        """Yield what has no answer, what could not be seen and what is not as it should be."""
        report = self.report
        yield from self.list_of(
            "undecided",
            [
                _Item(item.span, f"{item.check}: {shown(item.reason)}", None)
                for item in report.undecided
            ],
        )
        yield from self.list_of(
            "gaps", [_Item(gap.span, shown(gap.message), gap.help) for gap in report.gaps]
        )
        yield from self.list_of(
            "warnings",
            [
                _Item(item.span, shown(item.message), item.help)
                for item in report.diagnostics
                if item.level is Level.WARNING
            ],
        )

        yield from self.list_of(
            "in the baseline, and no longer found",
            [
                _Item(Span(entry.file, 1, 1, 1, 1), f"{entry.check}: {shown(entry.subject)}", None)
                for entry in report.stale
            ],
        )

    def list_of(self, title: str, items: list[_Item]) -> Iterator[Line]:
        """Yield a list, unless it is empty; the same words about several places stand once."""
        if not items:
            return
        groups: dict[tuple[str, str | None], list[_Item]] = {}
        for item in items:
            groups.setdefault((item.text, item.help), []).append(item)
        number = str(len(items))
        if len(groups) > _LISTED:
            number = f"{number}, the first {_LISTED} kinds here; `--format json` lists all"
        yield ((Style.PATH, title), (Style.QUIET, f"  {number}"))
        yield _BLANK
        for (text, help), found in list(groups.items())[:_LISTED]:
            more = f" (and {count(len(found) - 1, 'more place')})" if len(found) > 1 else ""
            yield ((Style.PLAIN, "  "), (Style.QUIET, place(found[0].span) + more))
            yield from self.paragraph(text, Style.PLAIN, "    ")
            if help is not None:
                yield from self.paragraph(f"help: {shown(help)}", Style.QUIET, "    ")
        yield _BLANK


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
    if active == 0:
        yield (Style.GOOD, "no findings" if report.files else "nothing was scanned")
    else:
        yield (Style.MESSAGE, count(active, "finding"))
        lead = ": "
        for level, number in by_severity(report):
            if number:
                yield (Style.PLAIN, lead)
                yield (_STYLE_OF[level], f"{number} {level.value}")
                lead = ", "
    if report.elsewhere:
        yield (Style.QUIET, f"; {report.elsewhere} in files that are not among the changed")
    if report.known_count:
        yield (Style.QUIET, f"; {report.known_count} in the baseline")
    if report.suppressed_count:
        yield (Style.QUIET, f"; {report.suppressed_count} suppressed")


def _wrapped(text: str, room: int) -> Iterable[str]:
    """Return the text in lines of at most `room` cells, words kept whole where they fit."""
    return wrap(text, max(room, 20), break_on_hyphens=False) or [""]
