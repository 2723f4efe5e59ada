"""Secrets are masked by their looks and by their place."""

from __future__ import annotations

import pytest

from iac_scan.findings.mask import mask, mask_line
from iac_scan.sources.span import Span

KEY = "AKIA" + "J7QX" * 4
SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"key {KEY}.", "key AKIA................."),
        (f'"{SECRET}"', '"wJal...................................."'),
        (f"ASIA{KEY[4:]}", "ASIA................"),
        ("IQoJ" + "aB1/" * 30, "IQoJ" + "." * 120),
    ],
)
def test_what_looks_like_a_credential_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "AKIA is a prefix",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "arn:aws:iam::123456789012:role/some/path/that/is/rather/long",
        "AROAJ7QXJ7QXJ7QXJ7QX",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert mask(text) == text


def span(start: int, end: int) -> Span:
    return Span("main.tf", 3, start, 3, end)


def test_a_known_secret_is_masked_between_its_quotes() -> None:
    line = '  token = "hunter2hunter2" # x'
    assert mask_line(line, "main.tf", 3, [span(11, 27)]) == '  token = "hunt.........." # x'


def test_a_known_secret_masks_its_own_line_and_file_only() -> None:
    line = '  token = "hunter2hunter2"'
    assert mask_line(line, "main.tf", 2, [span(11, 27)]) == line
    assert mask_line(line, "other.tf", 3, [span(11, 27)]) == line


def test_every_line_of_a_known_secret_is_masked() -> None:
    whole = Span("main.tf", 2, 5, 4, 2)
    assert mask_line("  abcdefgh", "main.tf", 3, [whole]) == "  abcd...."


def test_only_the_credential_is_masked_in_a_literal_that_shows_one() -> None:
    line = f'"export AWS_ACCESS_KEY_ID={KEY}; run"'
    masked = mask_line(line, "main.tf", 3, [span(1, len(line) + 1)])
    assert masked == '"export AWS_ACCESS_KEY_ID=AKIA................; run"'
