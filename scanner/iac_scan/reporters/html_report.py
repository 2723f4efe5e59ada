"""The report as one page for a browser: to keep, to send, or to publish from a pipeline.

The page holds all that it needs, runs no script and loads nothing. Text from scanned files is
escaped for HTML after it was made harmless and its secrets were masked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import TypeAlias

from iac_scan.findings.finding import Finding
from iac_scan.findings.report import Report
from iac_scan.findings.rule import Rule
from iac_scan.reporters import excerpt
from iac_scan.reporters.escape import not_a_command
from iac_scan.reporters.html_style import STYLE
from iac_scan.reporters.listing import summary
from iac_scan.reporters.rules import page
from iac_scan.reporters.words import count, full_message, place, severity, shown
from iac_scan.sources.diagnostics import Diagnostic, Gap, Level
from iac_scan.sources.span import Span

_ROOM = 200
"""How many cells of a source line are shown."""

# Source: CSP Level 3, section 6: even what should slip through an escape could load nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_Row: TypeAlias = tuple[str, str, str | None]
"""Where something is, what it is, and what to do about it or why it does not count."""


def render(report: Report) -> str:
    """Return the page."""
    lines = (
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<title>iac-scan</title>",
        f"<style>\n{STYLE}</style>",
        "</head>",
        "<body>",
        "<h1>iac-scan</h1>",
        *_head(report),
        *_findings(report),
        *_lists(report),
        *_checks(report),
        "</body>",
        "</html>",
    )
    return "".join(f"{line}\n" for line in lines)


def _head(report: Report) -> Iterator[str]:
    """Yield what was scanned, found and not seen."""
    for line in summary(report):
        runs = (f'<span class="{style.value}">{escape(text)}</span>' for style, text in line)
        yield f"<p>{''.join(runs)}</p>"


def _findings(report: Report) -> Iterator[str]:
    """Yield every finding that nobody suppressed, by file."""
    for path, group in groupby(report.active, key=lambda finding: finding.span.path):
        yield f"<section><h2>{escape(shown(path))}</h2>"
        for finding in group:
            yield from _finding(report, finding)
        yield "</section>"


def _finding(report: Report, finding: Finding) -> Iterator[str]:
    """Yield one finding."""
    level = finding.severity.value
    check = escape(finding.check)
    yield f'<article class="edge-{level}">'
    yield (
        f'<p><b class="{level}">{escape(severity(finding))}</b> <a href="#{check}">{check}</a>'
        f' <span class="quiet">{escape(place(finding.span))}</span></p>'
    )
    yield f"<h3>{_text(full_message(finding))}</h3>"
    yield from _source(report, finding.span)
    facts: list[tuple[str, str, Span | None]]
    facts = [("of", f"`{shown(finding.subject)}`", None)] if finding.subject else []
    facts += [("via", f"`{shown(step.label)}`", step.span) for step in finding.steps]
    facts += [("see", shown(related.message), related.span) for related in finding.related]
    facts += [("fix", shown(finding.remedy), None)]
    yield "<dl>"
    for label, text, span in facts:
        where = "" if span is None else f' <span class="quiet">{escape(place(span))}</span>'
        yield f"<dt>{label}</dt><dd>{_text(text)}{where}</dd>"
    yield "</dl></article>"


def _source(report: Report, span: Span) -> Iterator[str]:
    """Yield the source line with the span marked."""
    cut = excerpt.of_span(report, span, _ROOM)
    if cut is not None:
        marked = f"<mark>{escape(cut.marked)}</mark>" if cut.marked else ""
        code = f"{escape(cut.before)}{marked}{escape(cut.after)}"
        yield f'<pre><span class="quiet">{span.start_line} | </span>{code}</pre>'


def _lists(report: Report) -> Iterator[str]:
    """Yield what could not be read, what has no answer, what could not be seen, and the rest."""
    yield from _list("Not read", map(_noted, report.errors))
    suppressed = (
        (place(item.span), f"{item.check}: {full_message(item)}", item.suppression.reason)
        for item in (report.findings if report.show_suppressed else ())
        if item.suppression is not None
    )
    yield from _list("Suppressed", suppressed)
    open_questions = (
        (place(item.span), f"{item.check}: {shown(item.reason)}", None) for item in report.undecided
    )
    yield from _list("Undecided", open_questions)
    yield from _list("Gaps", map(_noted, report.gaps))
    warnings = (item for item in report.diagnostics if item.level is Level.WARNING)
    yield from _list("Warnings", map(_noted, warnings))
    gone = (
        (shown(entry.file), f"{entry.check}: {shown(entry.subject)}", None)
        for entry in report.stale
    )
    yield from _list("In the baseline, and no longer found", gone)


def _noted(item: Diagnostic | Gap) -> _Row:
    """Return a row about what is wrong or missing."""
    return place(item.span), shown(item.message), item.help


def _list(title: str, items: Iterable[_Row]) -> Iterator[str]:
    """Yield a folded table, unless it is empty."""
    rows = list(items)
    if not rows:
        return
    yield f"<details><summary>{title}: {len(rows)}</summary><table>"
    for where, text, note in rows:
        more = "" if note is None else f'<br><span class="quiet">{_text(shown(note))}</span>'
        cell = f'<td class="quiet">{escape(where)}</td>'
        yield f"<tr>{cell}<td>{_text(text)}{more}</td></tr>"
    yield "</table></details>"


def _checks(report: Report) -> Iterator[str]:
    """Yield the pages of the checks that found something."""
    found = {finding.check for finding in report.active}
    rules = [rule for rule in report.rules if rule.id in found]
    if not rules:
        return
    yield f"<section><h2>{count(len(rules), 'check')} that found something</h2>"
    for rule in rules:
        yield from _check(rule)
    yield "</section>"


def _check(rule: Rule) -> Iterator[str]:
    """Yield the page of a check, folded, as it is written."""
    name = escape(rule.id)
    yield f'<details id="{name}"><summary>{name}: {_text(shown(rule.title))}</summary>'
    lines = (escape(not_a_command(shown(line))) for line in page(rule).splitlines())
    yield "<pre>" + "".join(f"{line}\n" for line in lines) + "</pre></details>"


def _text(text: str) -> str:
    """Return harmless text as HTML, what stands between backticks as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return "".join(
        f"<code>{escape(part)}</code>" if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )
