"""What scanned files say is shown, and does nothing where it is shown."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial
from io import StringIO

import pytest

from iac_scan.findings.finding import Finding, Related, Suppression, Undecided
from iac_scan.findings.report import Report
from iac_scan.reporters import Format, renderer, terminal, text
from iac_scan.sources.diagnostics import Diagnostic, Gap, GapKind, Level
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span, Step

KEY = "AKIA" + "J7QX" * 4
SECRET = "hunter2hunter2"
HOSTILE = [
    "::set-output name=x::y",
    "##[add-mask]a",
    "##vso[task.setvariable variable=x]y",
    "\x1b[2J\x1b]0;title\x07",
    "<script>alert(1)</script>",
    "a | b | `c` | [d](http://e)",
    "line one\n::error::two\r::error::three",
    "\u202egnp.exe \u2066x \x85 \u2028::error::y \x9b2J \x7f",
    "lone \udcff surrogate",
    f"key {KEY} and",
]

# Source: actions/runner ActionCommand.cs: the trimmed line begins with `::`, or `##[` anywhere
# (read 2026-11-23). The agent of Azure Pipelines reads `##vso[` in the same way.
COMMAND = re.compile(r"^\s*::|##(?:vso)?\[", re.IGNORECASE)


def hostile_report(report: Report, finding: Finding, words: str) -> Report:
    """Return a report that has the words wherever a scanned file could put them."""
    # A path cannot hold a line end that ends its line: file systems allow it all the same.
    # A key in a path is masked for people only: to a program the path is a name.
    path = words.replace(KEY, "key")
    line = f'x = "{SECRET}" {words}'.replace("\n", " ").encode("utf-8", "replace")
    span = Span(path, 1, 5, 1, 7)
    bad = replace(
        finding,
        message=words,
        remedy=words,
        subject=words,
        span=span,
        related=(Related(words, span), Related(words, replace(span, start_column=2))),
        steps=(Step(words, span),),
        instances=(words, words),
    )
    return replace(
        report,
        findings=(bad, replace(bad, suppression=Suppression(words, span))),
        undecided=(Undecided(finding.check, words, span, words),),
        diagnostics=(
            Diagnostic(Level.ERROR, words, span, words),
            Diagnostic(Level.WARNING, words, span, words),
        ),
        gaps=(Gap(GapKind.FILE, words, span, words),),
        files=(path,),
        documents={path: Document.of(path, line)},
        secrets=(Span(path, 1, 5, 1, 21),),
        show_suppressed=True,
    )


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("format", Format)
def test_hostile_words_are_harmless(
    report: Report, finding: Finding, format: Format, words: str
) -> None:
    out = renderer(format)(hostile_report(report, finding, words))
    assert KEY not in out
    assert SECRET not in out
    for line in re.split(r"\r\n|\r|\n", out):
        assert line.isprintable() or line.isascii()
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", line)
        if format is Format.GITHUB and re.match(r"::(?:error|warning|notice) ", line):
            _, _, message = line[2:].partition("::")
            assert not COMMAND.search(message.replace("::", "  "))
        else:
            assert not COMMAND.search(line)


@pytest.mark.parametrize("words", HOSTILE)
def test_colour_adds_no_way_in(report: Report, finding: Finding, words: str) -> None:
    out = terminal.render(partial(text.lines, hostile_report(report, finding, words)), StringIO())
    assert KEY not in out
    assert SECRET not in out
    codes = re.compile(r"\x1b\[[0-9;]*m")
    for line in codes.sub("", out).split("\n"):
        assert line.isprintable()
        assert not COMMAND.search(line)
    assert "[2J" not in out.replace("\\x1b[2J", "").replace("\\x9b2J", "")


@pytest.mark.parametrize("format", [Format.JSON, Format.SARIF])
def test_json_says_the_same_words(report: Report, finding: Finding, format: Format) -> None:
    words = "##[add-mask]a"
    out = renderer(format)(hostile_report(report, finding, words))
    assert "##[" not in out
    assert json.loads(out)


@pytest.mark.parametrize("format", Format)
def test_every_format_ends_its_last_line(report: Report, format: Format) -> None:
    assert renderer(format)(report).endswith("\n")
