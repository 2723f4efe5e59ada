"""The text report in colour, for a terminal. The only module that imports rich.

What the lines say is `text`.
"""

from __future__ import annotations

import re
from typing import TextIO

from rich.console import Console
from rich.text import Text
from rich.theme import Theme

from iac_scan.findings.report import Report
from iac_scan.reporters.text import Style, flat, lines

WIDEST = 120
"""Longer lines are hard to read, however wide the terminal is."""

# Colours of the basic sixteen, so that the user's own palette decides on light and dark.
_LOOKS = {
    Style.PLAIN: "",
    Style.PATH: "bold underline",
    Style.MESSAGE: "bold",
    Style.QUIET: "dim",
    Style.CODE: "",
    Style.MARKED: "",
    Style.GOOD: "bold green",
    Style.WARNING: "bold yellow",
    Style.CRITICAL: "bold white on red",
    Style.HIGH: "bold red",
    Style.MEDIUM: "bold yellow",
    Style.LOW: "bold cyan",
    Style.INFO: "bold blue",
}


def render(report: Report, out: TextIO) -> str:
    """Return the report with the colour codes and the width that suit `out`."""
    console = _console(out)
    with console.capture() as captured:
        for line in lines(report, min(console.width, WIDEST), wrapped=True):
            harmless = flat(line)
            written = "".join(run for _, run in line).rstrip()
            # Where the words themselves had to be changed, no colour is worth the risk.
            text = Text(harmless if harmless != written else "")
            for style, run in line if harmless == written else ():
                text.append(run, style=_LOOKS[style])
            console.print(text, soft_wrap=True)
    return captured.get()


def render_page(page: str, out: TextIO) -> str:
    """Return the page of a check as a terminal shows Markdown."""
    from rich.markdown import Markdown  # noqa: PLC0415 - 60 ms that a report need not spend

    console = _console(out)
    # Code is shown plain: no palette for it can be read on dark and on light.
    plain = re.sub(r"^```\w+", "```text", page, flags=re.MULTILINE)
    with console.capture() as captured:
        text = Markdown(plain, code_theme="ansi_dark")
        console.print(text, width=min(console.width, WIDEST))
    return captured.get()


def _console(out: TextIO) -> Console:
    """Return a console that writes colour codes, whatever `out` is."""
    real = out.isatty()
    return Console(
        file=out,
        force_terminal=True,
        no_color=False,
        color_system="auto" if real else "standard",
        legacy_windows=None if real else False,
        # Code keeps the background that the user chose.
        theme=Theme({"markdown.code": "bold cyan", "markdown.code_block": "cyan"}),
    )
