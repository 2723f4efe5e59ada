"""The page for a browser: complete, without script, harmless whatever the scanned files say."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from iac_scan.findings.finding import Finding, Suppression
from iac_scan.findings.report import Report
from iac_scan.reporters import html_report

from .test_hostile_text import HOSTILE, hostile_report

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "span", "b", "a"),
    *("section", "article", "pre", "code", "mark", "dl", "dt", "dd", "details", "summary"),
    *("table", "tr", "td", "br"),
}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "href", "id"}
EMPTY = {"meta", "br"}


class Page(HTMLParser):
    """A page as a browser reads it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: set[str] = set()
        self.ids: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES
            if name == "href":
                self.links.add(value or "")
            if name == "id":
                self.ids.append(value or "")
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words += data


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_files_make_no_element(report: Report, finding: Finding, words: str) -> None:
    page = Page(html_report.render(hostile_report(report, finding, words)))
    assert page.links == {"#inline-user-policy"}


def test_page_loads_nothing_and_runs_nothing(lacking: Report) -> None:
    text = html_report.render(lacking)
    assert "default-src 'none'" in text
    assert not re.search(
        r"https?://|url\(|@import|<script|javascript:|src=", text.split("<body>")[0]
    )
    assert "<script" not in text


def test_page_says_what_the_text_report_says(lacking: Report, finding: Finding) -> None:
    quiet = replace(finding, message="kept quiet", suppression=Suppression("legacy", finding.span))
    page = Page(html_report.render(replace(lacking, findings=(*lacking.findings, quiet))))
    for words in (
        "user ci carries inline policy deploy",
        'resource "aws_iam_user_policy" "deploy"',
        "local.deploy infra/locals.tf:2:12",
        "attach a managed policy to a group",
        "Not read: 1",
        "expected a closing brace",
        "Undecided: 1",
        "Gaps: 1",
        "run terraform init -backend=false",
        "Warnings: 1",
        "1 finding: 1 medium; 1 suppressed",
        "incomplete: 1 file not read",
    ):
        assert words in page.words
    assert "kept quiet" not in page.words


def test_every_link_leads_to_the_page_of_its_check(lacking: Report) -> None:
    page = Page(html_report.render(lacking))
    assert page.links == {f"#{id}" for id in page.ids}
    assert "Nobody reviews it." in page.words


def test_suppressed_findings_are_listed_when_asked_for(report: Report, finding: Finding) -> None:
    quiet = replace(finding, suppression=Suppression("legacy", finding.span))
    asked = replace(report, findings=(quiet,), show_suppressed=True)
    page = Page(html_report.render(asked))
    assert "Suppressed: 1" in page.words
    assert "legacy" in page.words


def test_clean_page_has_no_empty_parts(report: Report) -> None:
    page = Page(html_report.render(replace(report, findings=())))
    assert page.words.split() == [
        "iac-scan",
        "iac-scan",
        "scanned",
        "2",
        "files,",
        "2",
        "resources",
        "no",
        "findings",
    ]
