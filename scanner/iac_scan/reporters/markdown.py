"""A summary in Markdown, for the step summary of GitHub Actions and for comments.

Text from scanned files is written in character references: no link, image, mention or HTML can
be made of it. Source: GitHub Flavored Markdown Spec, section 6.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from iac_scan.findings.report import Report
from iac_scan.reporters.layout import flat
from iac_scan.reporters.listing import summary
from iac_scan.reporters.words import count, full_message, place, severity, shown

_LONGEST = 900_000
"""Bytes. GitHub refuses a step summary over 1 MiB as a whole."""

_LISTED = 50
"""How many gaps and open questions are listed."""

_SPECIAL = re.compile(r"[^A-Za-z0-9 ,/\u0080-\U0010ffff-]")


def render(report: Report) -> str:
    """Return the summary, cut after a row when it grows too long."""
    lines: list[str] = []
    size = 0
    for line in _lines(report):
        size += len(line.encode("utf-8", "replace")) + 1
        if size > _LONGEST:
            lines += ["", "The rest is left out: it is too long for a summary."]
            break
        lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def _lines(report: Report) -> Iterator[str]:
    """Yield the lines of the summary."""
    yield "## iac-scan"
    yield ""
    for line in summary(report):
        yield f"{_text(flat(line))}  "
    if report.active:
        yield from _table(
            ("severity", "check", "where", "finding"),
            (
                (
                    severity(item),
                    f"`{item.check}`",
                    _text(place(item.span, column=False)),
                    f"{_text(full_message(item))}<br>Fix: {_text(shown(item.remedy))}",
                )
                for item in report.active
            ),
        )
    yield from _section(
        "Not read", [(place(item.span), shown(item.message)) for item in report.errors]
    )
    yield from _section(
        "Undecided",
        [(place(item.span), f"{item.check}: {shown(item.reason)}") for item in report.undecided],
    )
    yield from _section("Gaps", [(place(item.span), shown(item.message)) for item in report.gaps])


def _section(title: str, items: list[tuple[str, str]]) -> Iterator[str]:
    """Yield a folded list, unless it is empty."""
    if not items:
        return
    yield ""
    yield f"<details><summary>{title}: {len(items)}</summary>"
    rows = ((_text(where), _text(what)) for where, what in items[:_LISTED])
    yield from _table(("where", "what"), rows)
    if len(items) > _LISTED:
        yield ""
        yield f"And {count(len(items) - _LISTED, 'more')}."
    yield ""
    yield "</details>"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield a table."""
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _text(text: str) -> str:
    """Return harmless text, what stands between backticks as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return _plain(text)
    return "".join(
        f"<code>{_plain(part)}</code>" if index % 2 else _plain(part)
        for index, part in enumerate(parts)
    )


def _plain(text: str) -> str:
    """Return text of which Markdown and HTML make nothing."""
    return _SPECIAL.sub(lambda found: f"&#{ord(found.group())};", text)
