"""The report for people: by file, each finding with its line, its origin and its remedy.

`render` is for a pipe or a file, `terminal` adds colours. What stands below the findings is
`listing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from iac_scan.findings.finding import Finding
from iac_scan.findings.report import Report
from iac_scan.findings.rule import CheckId
from iac_scan.reporters import excerpt
from iac_scan.reporters.layout import BLANK, Line, Room, Style, flat
from iac_scan.reporters.listing import STYLE_OF, lists, summary
from iac_scan.reporters.words import count, full_message, place, severity, shown
from iac_scan.sources.diagnostics import Diagnostic
from iac_scan.sources.span import Span

_STEPS = 6
"""How many references of an origin chain are shown."""

_RELATED = 5
"""How many related lines are shown."""

_UNNAMED = re.compile(r"(?<!\.)\.\.\.`")
"""How a name ends that is not known as a whole; more dots are a secret."""

_BRACKETS = ("{", "[", "(")

_GUTTER = 5
"""How wide a line number is."""


def render(report: Report) -> str:
    """Return the report as plain text for a pipe or a file."""
    return "".join(f"{flat(line)}\n" for line in lines(report, Room.of_pipe()))


def lines(report: Report, room: Room) -> Iterator[Line]:
    """Yield the lines of the report; with a room that is wrapped none is wider than it."""
    page = _Page(report, room)
    yield from page.findings()
    yield from page.unread()
    yield from lists(report, room)
    for line in summary(report):
        yield from room.line(line)


class _Page:
    """A report and the room that it is shown in."""

    def __init__(self, report: Report, room: Room) -> None:
        self.report = report
        self.room = room
        self.pointed: set[CheckId] = set()

    def findings(self) -> Iterator[Line]:
        """Yield every finding that nobody suppressed, by file."""
        for path, group in groupby(self.report.active, key=lambda finding: finding.span.path):
            found = list(group)
            number = f"  {count(len(found), 'finding')}"
            if self.room.fits(shown(path) + number):
                yield ((Style.PATH, shown(path)), (Style.QUIET, number))
            else:
                yield from self.room.paragraph(shown(path), Style.PATH, "")
            yield BLANK
            beside = all(self.room.fits(f"  {_head(item)}") for item in found)
            for finding in found:
                yield from self.finding(finding, beside=beside)
                yield BLANK

    def finding(self, finding: Finding, *, beside: bool) -> Iterator[Line]:
        """Yield one finding, its place beside its name or below it."""
        style = STYLE_OF[finding.severity]
        where = place(finding.span)
        yield (
            (Style.PLAIN, "  "),
            (style, severity(finding)),
            (Style.PLAIN, f"  {finding.check}"),
            (Style.QUIET, f"  {where}" if beside else ""),
        )
        if not beside:
            yield from self.room.paragraph(where, Style.QUIET, "  ")
        yield from self.room.paragraph(full_message(finding), Style.MESSAGE, "  ")
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
        cut = self.excerpt(span)
        if cut is None:
            return
        yield (
            _gutter(str(span.start_line)),
            (Style.CODE, cut.before),
            (Style.MARKED, cut.marked),
            (Style.CODE, cut.after),
        )
        yield (
            _gutter(" " * len(str(span.start_line))),
            (Style.PLAIN, " " * cut.pad),
            (Style.HIGH if style is Style.CRITICAL else style, "^" * cut.carets),
        )
        # A bracket alone says nothing: what it opens stands below.
        if cut.marked.strip() in _BRACKETS and not cut.after.strip():
            below = replace(span, start_line=span.start_line + 1, start_column=1)
            following = self.excerpt(below)
            if following is not None and span.start_line < span.end_line:
                text = following.before + following.marked + following.after
                yield (_gutter(str(below.start_line)), (Style.CODE, text))

    def excerpt(self, span: Span) -> excerpt.Excerpt | None:
        """Return the first line of a span, cut to what fits behind its number."""
        gutter = len(_gutter(str(span.start_line))[1])
        return excerpt.of_span(self.report, span, self.room.width - gutter - 1)

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
        if self.room.fits(lead + text + where):
            yield ((Style.QUIET, lead), (Style.PLAIN, text), (Style.QUIET, where))
            return
        yield from self.room.entry(((Style.QUIET, lead),), text)
        if where:
            yield from self.room.paragraph(where.strip(), Style.QUIET, " " * len(lead))

    def rest(self, label: str, number: int, one: str) -> Iterator[Line]:
        """Yield how many facts of a kind are left out."""
        if number > 0:
            yield from self.fact(label, f"and {count(number, one)}", None)

    def unread(self) -> Iterator[Line]:
        """Yield what could not be read."""
        if not self.report.errors:
            return
        yield ((Style.PATH, "not read"), (Style.QUIET, f"  {len(self.report.errors)}"))
        yield BLANK
        for item in self.report.errors:
            yield from self.diagnostic(item)
            yield BLANK

    def diagnostic(self, item: Diagnostic) -> Iterator[Line]:
        """Yield one diagnostic with its source line."""
        where = place(item.span)
        if self.room.fits(f"  error  {where}"):
            yield ((Style.PLAIN, "  "), (Style.HIGH, "error"), (Style.QUIET, f"  {where}"))
        else:
            yield ((Style.PLAIN, "  "), (Style.HIGH, "error"))
            yield from self.room.paragraph(where, Style.QUIET, "  ")
        yield from self.room.paragraph(shown(item.message), Style.MESSAGE, "  ")
        yield from self.source(item.span, Style.HIGH)
        if item.help is not None:
            yield from self.fact("help", shown(item.help), None)


def _head(finding: Finding) -> str:
    """Return the first line of a finding with its place in it."""
    return f"{severity(finding)}  {finding.check}  {place(finding.span)}"


def _gutter(number: str) -> tuple[Style, str]:
    """Return what stands left of a source line."""
    return (Style.QUIET, f"{number.rjust(_GUTTER)} | ")
