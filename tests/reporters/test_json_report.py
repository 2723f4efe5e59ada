"""The JSON report keeps the schema that is published with it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from iac_scan.findings.finding import Finding, Suppression
from iac_scan.findings.report import Report
from iac_scan.reporters import json_report

SCHEMA = Path(json_report.__file__).with_name("json_report.schema.json")


def content_of(report: Report) -> Any:
    """Return what a report says; every one that a test makes keeps the schema."""
    text = json_report.render(report)
    assert text.isascii()
    content = json.loads(text)
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(content)] == []
    return content


@pytest.mark.parametrize("name", ["report", "lacking"])
def test_report_keeps_its_schema(name: str, request: pytest.FixtureRequest) -> None:
    assert content_of(request.getfixturevalue(name))["schema_version"] == 1


def test_suppressed_finding_is_told_and_not_counted(report: Report, finding: Finding) -> None:
    quiet = replace(finding, suppression=Suppression("legacy", finding.span))
    content = content_of(replace(report, findings=(quiet,)))
    assert content["findings"][0]["suppression"]["reason"] == "legacy"
    assert content["summary"]["findings"]["medium"] == 0
    assert content["summary"]["suppressed"] == 1


def test_summary_says_whether_everything_was_seen(report: Report, lacking: Report) -> None:
    assert content_of(report)["summary"]["complete"] is True
    assert content_of(lacking)["summary"]["complete"] is False
