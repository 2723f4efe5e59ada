"""What a terminal shows: colours that can be read on any background, pages without noise."""

from __future__ import annotations

import re
from functools import partial
from io import StringIO

import pytest

from iac_scan.findings.report import Report
from iac_scan.reporters import terminal, text
from iac_scan.reporters.layout import Style

BACKGROUNDS = {
    "white": "#ffffff",
    "black": "#000000",
    "dark editor": "#1e1e1e",
    "solarized light": "#fdf6e3",
    "solarized dark": "#002b36",
}

# Source: xterm-256color: 16 to 231 are a cube of six steps (ISO-8613-6 leaves them open).
STEPS = (0, 95, 135, 175, 215, 255)


def luminance(red: int, green: int, blue: int) -> float:
    """Return the relative luminance. Source: WCAG 2.2, "relative luminance"."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def of_number(number: int) -> float:
    cube = number - 16
    return luminance(STEPS[cube // 36], STEPS[cube // 6 % 6], STEPS[cube % 6])


def of_hex(color: str) -> float:
    return luminance(*(int(color[at : at + 2], 16) for at in (1, 3, 5)))


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_colours_can_be_read_on_every_background(style: Style, background: str) -> None:
    look = terminal.LOOKS[style]
    numbers = [int(number) for number in re.findall(r"color\((\d+)\)", look)]
    behind = of_number(numbers[1]) if " on " in look else of_hex(BACKGROUNDS[background])
    if numbers:
        assert contrast(of_number(numbers[0]), behind) >= 3
    # A colour that the palette decides may be anything.
    assert not re.search(r"\b(?:red|green|yellow|blue|magenta|cyan|white|black)\b", look)


def test_lines_end_with_their_words(report: Report) -> None:
    out = terminal.render(partial(text.lines, report), StringIO())
    assert "\x1b[" in out
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert all(line == line.rstrip() for line in plain.splitlines())


def test_page_begins_with_its_title_and_has_no_trailing_noise() -> None:
    page = "# some-check\n\n## What it flags\n\nSome `words`.\n\n```hcl\na = 1\n```\n"
    out = terminal.render_page(page, StringIO())
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert plain.startswith("some-check\n\nWhat it flags\n")
    assert " a = 1\n" in plain
    assert all(line == line.rstrip() for line in plain.splitlines())
