"""Styled lines and pages in colour, for a terminal. The only module that imports rich.

What the lines say is `text` and `listing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text
from rich.theme import Theme

from iac_scan.reporters.layout import WIDEST, Line, Room, Style, flat

# The basic sixteen colours are what a palette makes of them, and bold makes them brighter: yellow
# and cyan vanish on white, blue on black. These of the 256 look the same everywhere and stand out
# from both. Source: WCAG 2.2, section 1.4.3: a contrast of three for bold text.
_RED, _YELLOW, _GREEN, _CYAN, _BLUE = (f"color({number})" for number in (196, 136, 28, 31, 68))

LOOKS = {
    Style.PLAIN: "",
    Style.PATH: "bold underline",
    Style.MESSAGE: "bold",
    Style.QUIET: "dim",
    Style.CODE: "",
    Style.MARKED: "",
    Style.GOOD: f"bold {_GREEN}",
    Style.WARNING: f"bold {_YELLOW}",
    Style.CRITICAL: "bold color(231) on color(160)",
    Style.HIGH: f"bold {_RED}",
    Style.MEDIUM: f"bold {_YELLOW}",
    Style.LOW: f"bold {_CYAN}",
    Style.INFO: f"bold {_BLUE}",
}
"""How each style looks, in the words of rich."""

# Code keeps the background that the user chose.
_PAGE = {
    "markdown.h2": "bold",
    "markdown.code": f"bold {_CYAN}",
    "markdown.code_block": "",
    "markdown.list": "",
    "markdown.item.number": "bold",
    "markdown.link": "underline",
    "markdown.link_url": f"underline {_BLUE}",
    "markdown.block_quote": "",
    "markdown.table.border": "dim",
    "markdown.table.header": "bold",
}

_PADDING = re.compile(r"[ \t]+((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)
"""What rich fills a line up with."""

_TITLE = re.compile(r"\A# (.*)\n+")


def render(lines: Callable[[Room], Iterable[Line]], out: TextIO) -> str:
    """Return lines with the colour codes and the width that suit `out`."""
    console = _console(out)
    with console.capture() as captured:
        for line in lines(Room.of_terminal(console.width)):
            harmless = flat(line)
            written = "".join(run for _, run in line).rstrip()
            # Where the words themselves had to be changed, no colour is worth the risk.
            text = Text(harmless if harmless != written else "")
            for style, run in line if harmless == written else ():
                text.append(run, style=LOOKS[style])
            text.rstrip()
            console.print(text, soft_wrap=True)
    return captured.get()


def render_page(page: str, out: TextIO) -> str:
    """Return the page of a check as a terminal shows Markdown."""
    from rich.markdown import Markdown  # noqa: PLC0415 - 60 ms that a report need not spend

    console = _console(out)
    # Code is shown plain: no palette for it can be read on dark and on light.
    plain = re.sub(r"^```\w+", "```text", page, flags=re.MULTILINE)
    title = _TITLE.match(plain)
    with console.capture() as captured:
        if title is not None:
            console.print(
                Text(title.group(1), style="bold underline"), "", sep="\n", soft_wrap=True
            )
        body = Markdown(plain if title is None else plain[title.end() :], code_theme="ansi_dark")
        console.print(body, width=min(console.width, WIDEST))
    return _PADDING.sub(r"\1", captured.get())


def _console(out: TextIO) -> Console:
    """Return a console that writes colour codes, whatever `out` is."""
    real = out.isatty()
    return Console(
        file=out,
        force_terminal=True,
        no_color=False,
        color_system="auto" if real else "256",
        legacy_windows=None if real else False,
        highlight=False,
        theme=Theme(_PAGE),
    )
