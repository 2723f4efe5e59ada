"""Markdown, JUnit, GitLab and the one-line form."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

from iac_scan.findings.finding import Finding, Suppression
from iac_scan.findings.report import Report
from iac_scan.reporters import concise, gitlab, junit, markdown


def test_concise_is_one_line_for_each_finding(lacking: Report) -> None:
    assert concise.render(lacking) == (
        "infra/broken.tf:1:14: error unreadable-file: expected a closing brace\n"
        "infra/main.tf:5:1: medium inline-user-policy: user `ci` carries inline policy `deploy`\n"
    )


def test_markdown_has_a_row_for_each_finding(lacking: Report) -> None:
    out = markdown.render(lacking)
    assert out.startswith("## iac-scan\n")
    assert "| medium | `inline-user-policy` | infra/main&#46;tf&#58;5 | user <code>ci</code>" in out
    assert "<details><summary>Not read: 1</summary>" in out


def test_text_of_files_makes_no_markdown(report: Report, finding: Finding) -> None:
    sly = replace(finding, message="<script> ![x](http://e/p.png) a | b @all `c` www.x.com")
    out = markdown.render(replace(report, findings=(sly,)))
    row = next(line for line in out.splitlines() if line.startswith("| medium"))
    assert row.count("|") == 5
    for made in ("<script", "![", "](", "http:", "@", "www."):
        assert made not in row


def test_markdown_keeps_within_what_a_step_summary_may_hold(
    report: Report, finding: Finding
) -> None:
    many = tuple(replace(finding, message="x" * 1000) for _ in range(2000))
    out = markdown.render(replace(report, findings=many))
    assert len(out.encode()) < 1024 * 1024
    assert out.endswith("The rest is left out: it is too long for a summary.\n")


def test_junit_counts_findings_as_failures_and_broken_files_as_errors(lacking: Report) -> None:
    suite = ET.fromstring(junit.render(lacking))[0]
    counts = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "3", "failures": "1", "errors": "1", "skipped": "1"}
    assert [case[0].tag for case in suite] == ["error", "failure", "skipped"]
    assert suite[1].get("classname") == "infra/main.tf"


def test_junit_of_a_clean_scan_has_a_test_that_passed(report: Report) -> None:
    suite = ET.fromstring(junit.render(replace(report, findings=())))[0]
    assert [(case.get("name"), len(case)) for case in suite] == [("no findings", 0)]


def test_gitlab_items_have_fingerprints_of_their_own(lacking: Report, finding: Finding) -> None:
    quiet = replace(finding, suppression=Suppression("legacy", finding.span))
    items = json.loads(gitlab.render(replace(lacking, findings=(finding, finding, quiet))))
    assert [item["severity"] for item in items] == ["blocker", "major", "major"]
    assert len({item["fingerprint"] for item in items}) == 3
    assert items[1]["location"] == {"path": "infra/main.tf", "lines": {"begin": 5}}


def test_gitlab_report_of_a_clean_scan_is_empty(report: Report) -> None:
    assert json.loads(gitlab.render(replace(report, findings=()))) == []
