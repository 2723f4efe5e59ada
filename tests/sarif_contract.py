"""What every SARIF log must keep: the schema of OASIS, and what GitHub asks beyond it.

The schema and GitHub's own validator look at none of the rules here but the first. Source: GitHub
Docs, "SARIF support for code scanning"; SARIF 2.1.0, sections 3.11.6, 3.27 and 3.30.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft4Validator

from iac_scan.findings.fingerprint import line_hashes
from iac_scan.findings.report import Report

Json = dict[str, Any]

SCHEMA = Path(__file__).parent / "reporters" / "data" / "sarif-2.1.0.json"

_MOST_LOCATIONS = 100
"""GitHub shows no more related locations of a result."""
_MOST_STEPS = 1000
"""GitHub shows no more locations of a flow."""


@cache
def _validator() -> Draft4Validator:
    return Draft4Validator(json.loads(SCHEMA.read_text("utf-8")))


def keeps_contract(text: str, report: Report | None = None) -> Json:
    """Return the log in a text that keeps every rule; with its report also what needs the files."""
    assert text.isascii()
    assert text.endswith("}\n")
    for folder in (Path(__file__).parents[1], Path(tempfile.gettempdir(), "pytest-")):
        assert str(folder) not in text
    log: Json = json.loads(text)
    assert [error.message for error in _validator().iter_errors(log)] == []
    (run,) = log["runs"]
    assert "automationDetails" not in run
    assert run["columnKind"] == "utf16CodeUnits"
    assert "uri" not in run["originalUriBaseIds"]["%SRCROOT%"]
    rules = run["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    assert len(ids) == len(set(ids))
    for rule in rules:
        _keeps_rule_contract(rule)
    assert len(run["results"]) <= 25_000
    # Section 3.27.23: either every result says whether it is suppressed, or none does.
    assert len({"suppressions" in result for result in run["results"]}) <= 1
    if report is None or not report.show_suppressed:
        assert not any("suppressions" in result for result in run["results"])
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        _keeps_result_contract(result)
    (invocation,) = run["invocations"]
    seen = run["results"] or invocation.get("toolExecutionNotifications")
    assert invocation["executionSuccessful"] or seen or report is None or not report.files
    _keeps_place_contract(log)
    if report is not None:
        assert set(ids) >= {rule.id for rule in report.rules}
        _keeps_to_the_files(run, report)
    return log


def inside(value: Any, name: str) -> Iterator[Any]:
    """Yield every value under a key, however deep."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == name:
                yield item
            yield from inside(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from inside(item, name)


def _keeps_rule_contract(rule: Json) -> None:
    assert 0 < len(rule["name"]) <= 255
    for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"]):
        assert 0 < len(text) <= 1024
    assert rule["help"]["text"].strip()
    assert rule["help"]["markdown"].strip()
    properties = rule["properties"]
    assert "security" in properties["tags"]
    assert len(properties["tags"]) <= 10
    assert properties["precision"] in {"very-high", "high", "medium", "low"}
    score = properties.get("security-severity", "5.0")
    assert isinstance(score, str)
    assert re.fullmatch(r"\d+(\.\d+)?", score)
    assert 0 < float(score) <= 10
    assert score != "9.0"


def _keeps_result_contract(result: Json) -> None:
    assert result["level"] in {"error", "warning", "note"}
    assert len(result["locations"]) == 1
    assert result["message"]["text"].strip()
    for suppression in result.get("suppressions", []):
        assert suppression["kind"] in {"inSource", "external"}
        assert suppression["status"] == "accepted"
        assert suppression["justification"].strip()
    assert result["partialFingerprints"]["iacScan/v1"]
    related = result.get("relatedLocations", [])
    assert len(related) <= _MOST_LOCATIONS
    links = set(re.findall(r"(?<!\\)\]\((\d+)\)", result["message"]["text"]))
    assert links <= {str(item["id"]) for item in related}
    for flow in inside(result, "threadFlows"):
        assert all(0 < len(thread["locations"]) <= _MOST_STEPS for thread in flow)


def _keeps_place_contract(log: Json) -> None:
    for artifact in inside(log, "artifactLocation"):
        uri = artifact["uri"]
        assert re.fullmatch(r"(?!/)[A-Za-z0-9._~/%-]+", uri)
        assert ".." not in uri.split("/")
    for region in inside(log, "region"):
        assert 1 <= region["startLine"] == region.get("endLine", region["startLine"])
        assert region.get("startColumn", 0) < region.get("endColumn", 1)


def _keeps_to_the_files(run: Json, report: Report) -> None:
    for place in inside(run, "physicalLocation"):
        path = _path(place)
        document = report.documents.get(path)
        if document is None:
            continue
        region = place["region"]
        lines = re.split(r"\r\n|\r|\n", document.text)
        assert region["startLine"] <= len(lines)
        units = len(lines[region["startLine"] - 1].encode("utf-16-le", "surrogatepass")) // 2
        assert region.get("endColumn", 1) <= units + 1
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        document = report.documents.get(_path(place))
        if document is not None:
            expected = line_hashes(document.text)[place["region"]["startLine"] - 1]
            assert result["partialFingerprints"]["primaryLocationLineHash"] == expected


def _path(place: Json) -> str:
    return unquote(place["artifactLocation"]["uri"], errors="surrogateescape")
