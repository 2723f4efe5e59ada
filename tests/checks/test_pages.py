"""Every built-in check has a page, and every page holds: its examples are scanned."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import iac_scan_checks
from iac_scan import catalog
from iac_scan.check import Check
from iac_scan.testing import Example, examples, run_page

_PAGES = Path(iac_scan_checks.__file__).parent / "pages"
_HEADINGS = (
    "What it flags",
    "Why it matters",
    "Flagged",
    "Accepted",
    "Undecided",
    "Fix",
    "Limits",
    "References",
)
_CHECKS = catalog.load()
_each = pytest.mark.parametrize("check", _CHECKS, ids=lambda check: check.id)


def _page(check: Check[Any]) -> str:
    return catalog.rule(check).page


def _under(check: Check[Any], heading: str) -> list[Example]:
    return [example for example in examples(_page(check)) if example.heading == heading]


@_each
def test_the_page_holds(check: Check[Any]) -> None:
    run_page(_PAGES / f"{check.id}.md")


@_each
def test_the_headings_are_the_fixed_ones(check: Check[Any]) -> None:
    assert _page(check).splitlines()[0] == f"# {check.id}"
    assert tuple(re.findall(r"^## (.*)$", _page(check), re.MULTILINE)) == _HEADINGS


@_each
@pytest.mark.parametrize("heading", ["Flagged", "Accepted", "Undecided"])
def test_examples_stand_in_both_formats(check: Check[Any], heading: str) -> None:
    files = [example.file for example in _under(check, heading)]
    assert files.count("main.tf") == files.count("template.yaml") > 0


@_each
def test_flagged_examples_expect_it_and_accepted_ones_expect_nothing(check: Check[Any]) -> None:
    assert all(f"# expect: {check.id}" in each.text for each in _under(check, "Flagged"))
    for example in _under(check, "Accepted"):
        assert not re.search(r"# (expect|undecided):", example.text)


@_each
def test_undecided_examples_are_possible_or_undecided(check: Check[Any]) -> None:
    doubt = re.compile(rf"# (expect: {check.id} possible|undecided: {check.id})\n")
    assert all(doubt.search(example.text) for example in _under(check, "Undecided"))


@_each
def test_references_are_secure_addresses_and_on_the_page(check: Check[Any]) -> None:
    assert check.references
    for address in check.references:
        assert address.startswith("https://")
        assert f"- <{address}>" in _page(check)


@_each
def test_facts_of_a_check_are_set(check: Check[Any]) -> None:
    assert re.fullmatch(r"\d+\.\d+", check.since)
    assert check.remedy
    assert check.remedy[0].islower()
    assert not check.remedy.endswith(".")


def test_every_page_belongs_to_a_check() -> None:
    assert {page.stem for page in _PAGES.glob("*.md")} == {check.id for check in _CHECKS}
