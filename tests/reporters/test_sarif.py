"""The SARIF log: what the schema asks, and what GitHub asks beyond it."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from iac_scan.findings.finding import Certainty, Finding, Suppression
from iac_scan.findings.fingerprint import line_hashes
from iac_scan.findings.report import Report
from iac_scan.findings.rule import CheckId, Rule, Severity
from iac_scan.options import Options
from iac_scan.pipeline import scan
from iac_scan.reporters import sarif
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span

Json = dict[str, Any]

SCHEMA = Path(__file__).parent / "data" / "sarif-2.1.0.json"

SCHEMA_SHA256 = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"


def test_schema_is_the_one_that_oasis_published() -> None:
    assert hashlib.sha256(SCHEMA.read_bytes()).hexdigest() == SCHEMA_SHA256
    assert SCHEMA_SHA256 in (SCHEMA.parent / "README.md").read_text("utf-8")


def log_of(report: Report) -> Json:
    """Return the log of a report; that it keeps the contract is held of every log."""
    text = sarif.render(report)
    assert text == sarif.render(report)
    log: Json = json.loads(text)
    return log


def run_of(report: Report) -> Json:
    (run,) = log_of(report)["runs"]
    assert isinstance(run, dict)
    return run


def test_result_names_rule_line_proof_and_remedy(report: Report) -> None:
    (result,) = run_of(report)["results"]
    assert result["ruleId"] == "inline-user-policy"
    assert result["level"] == "warning"
    assert result["message"]["text"] == (
        "User `ci` carries inline policy `deploy`. See [user `ci`](1). "
        "Fix: attach a managed policy to a group."
    )
    location = result["locations"][0]
    assert location["physicalLocation"]["region"] == {
        "startLine": 5,
        "startColumn": 1,
        "endLine": 5,
        "endColumn": 40,
    }
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "aws_iam_user.ci"


def test_code_flow_goes_from_the_value_to_its_use(report: Report) -> None:
    (flow,) = run_of(report)["results"][0]["codeFlows"]
    words = [item["location"]["message"]["text"] for item in flow["threadFlows"][0]["locations"]]
    assert words == ["the value is written here", "used through `local.deploy`"]


def test_every_rule_is_declared_even_without_results(report: Report) -> None:
    run = run_of(replace(report, findings=()))
    assert run["results"] == []
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == ["inline-user-policy", "unreadable-file"]


@pytest.mark.parametrize(
    ("severity", "level", "score"),
    [
        (Severity.CRITICAL, "error", "9.5"),
        (Severity.HIGH, "error", "8.0"),
        (Severity.MEDIUM, "warning", "5.5"),
        (Severity.LOW, "note", "2.0"),
        (Severity.INFO, "note", None),
    ],
)
def test_severity_keeps_clear_of_the_edges_of_githubs_bands(
    report: Report, rule: Rule, severity: Severity, level: str, score: str | None
) -> None:
    run = run_of(replace(report, rules=(replace(rule, severity=severity),)))
    described = run["tool"]["driver"]["rules"][0]
    assert described["defaultConfiguration"]["level"] == level
    assert described["properties"].get("security-severity") == score


def test_suppressed_finding_is_left_out(report: Report, finding: Finding) -> None:
    quiet = replace(finding, suppression=Suppression("legacy", finding.span))
    assert run_of(replace(report, findings=(quiet,)))["results"] == []


def test_suppressed_finding_that_is_asked_for_says_why_and_where(
    report: Report, finding: Finding
) -> None:
    quiet = replace(finding, suppression=Suppression("legacy", Span("infra/main.tf", 4, 1, 4, 2)))
    other = replace(finding, check=CheckId("unreadable-file"))
    asked = replace(report, findings=(quiet, other), show_suppressed=True)
    by_rule = {result["ruleId"]: result for result in run_of(asked)["results"]}
    assert by_rule["unreadable-file"]["suppressions"] == []
    (suppression,) = by_rule["inline-user-policy"]["suppressions"]
    assert suppression["kind"] == "inSource"
    assert suppression["justification"] == "legacy"
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 4
    configured = replace(asked, config="infra/main.tf")
    (result,) = (item for item in run_of(configured)["results"] if item["suppressions"])
    assert result["suppressions"][0]["kind"] == "external"


def test_suppressed_finding_beside_one_that_stands_is_no_result(
    report: Report, finding: Finding
) -> None:
    quiet = replace(finding, message="quiet", suppression=Suppression("legacy", finding.span))
    (result,) = run_of(replace(report, findings=(quiet, finding), show_suppressed=True))["results"]
    assert result["suppressions"] == []
    assert "Quiet" not in result["message"]["text"]


def test_unreadable_file_is_a_result_and_a_notification(lacking: Report) -> None:
    run = run_of(lacking)
    assert [result["ruleId"] for result in run["results"]][-1] == "unreadable-file"
    (invocation,) = run["invocations"]
    levels = [note["level"] for note in invocation["toolExecutionNotifications"]]
    assert invocation["executionSuccessful"]
    assert levels == ["error", "warning", "note"]


def test_file_without_text_is_a_result_at_its_first_line(lacking: Report) -> None:
    documents = {k: v for k, v in lacking.documents.items() if k != "infra/broken.tf"}
    result = run_of(replace(lacking, documents=documents))["results"][-1]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1}


def test_nothing_scanned_is_no_success(report: Report) -> None:
    run = run_of(replace(report, findings=(), files=()))
    assert not run["invocations"][0]["executionSuccessful"]


def test_two_findings_of_a_check_on_one_line_are_one_result(
    report: Report, finding: Finding
) -> None:
    other = replace(finding, message="user `ci` carries inline policy `read`", fingerprint="f")
    (result,) = run_of(replace(report, findings=(finding, other)))["results"]
    assert "`deploy`. User `ci` carries inline policy `read`." in result["message"]["text"]


def test_file_is_hashed_once_however_many_findings_it_has(
    report: Report, finding: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def counted(text: str) -> tuple[str, ...]:
        hashed.append(text)
        return line_hashes(text)

    monkeypatch.setattr(sarif, "line_hashes", counted)
    lines = [replace(finding, span=replace(finding.span, start_line=line)) for line in (1, 2, 3)]
    sarif.render(replace(report, findings=tuple(lines)))
    assert len(hashed) == 1


def test_possible_finding_says_what_it_depends_on(report: Report, finding: Finding) -> None:
    unsure = replace(finding, certainty=Certainty.POSSIBLE)
    (result,) = run_of(replace(report, findings=(unsure,)))["results"]
    assert "depends on values that are not known" in result["message"]["text"]


def test_columns_count_utf16_units_and_uris_are_encoded(report: Report, finding: Finding) -> None:
    path = "infra/a b:ü.tf"
    text = 'x = "🔑" # 漢 BAD\n'
    start = text.index("BAD") + 1
    there = replace(finding, span=Span(path, 1, start, 1, start + 3), related=(), steps=())
    documents = {path: Document.of(path, text.encode())}
    (result,) = run_of(replace(report, findings=(there,), documents=documents))["results"]
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "infra/a%20b%3A%C3%BC.tf"
    assert (location["region"]["startColumn"], location["region"]["endColumn"]) == (14, 17)


def test_span_over_several_lines_is_shown_on_its_first(report: Report, finding: Finding) -> None:
    long = replace(finding, span=replace(finding.span, end_line=8, end_column=2))
    (result,) = run_of(replace(report, findings=(long,)))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region["endLine"] == 5
    assert region["endColumn"] == 42


def test_brackets_of_user_text_make_no_link(report: Report, finding: Finding) -> None:
    sly = replace(finding, message='`x["a"]` [click](http://evil)', related=(), steps=())
    (result,) = run_of(replace(report, findings=(sly,)))["results"]
    assert "\\[click\\](http://evil)" in result["message"]["text"]


def test_other_readers_understand_the_log(lacking: Report) -> None:
    sarif_om = pytest.importorskip("sarif_om")
    (run,) = log_of(lacking)["runs"]
    names = {
        "ruleId": "rule_id",
        "ruleIndex": "rule_index",
        "relatedLocations": "related_locations",
    }
    names |= {"partialFingerprints": "partial_fingerprints", "codeFlows": "code_flows"}
    for result in run["results"]:
        known = sarif_om.Result(**{names.get(key, key): item for key, item in result.items()})
        assert known.rule_id == result["ruleId"]
        assert known.message == result["message"]


def test_program_of_other_readers_counts_what_the_log_says(lacking: Report, tmp_path: Path) -> None:
    (tmp_path / "new.sarif").write_text(sarif.render(lacking), "utf-8")
    (tmp_path / "old.sarif").write_text(sarif.render(replace(lacking, findings=())), "utf-8")
    counts = []
    for words in (["summary", "new.sarif"], ["diff", "old.sarif", "new.sarif"]):
        done = subprocess.run(
            [sys.executable, "-m", "sarif", *words],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
        )
        assert done.stderr == ""
        counts.append([line.strip() for line in done.stdout.splitlines()])
    summary, difference = counts
    assert {"error: 1", "warning: 1", "note: 0"} <= set(summary)
    assert "warning level: +1 +0" in " ".join(difference)


@pytest.fixture(scope="module")
def sample() -> Report:
    return scan(Options(paths=(Path(__file__).parents[2] / "sample_iac",)))


def test_log_of_the_sample_keeps_the_contract(sample: Report) -> None:
    results = run_of(sample)["results"]
    assert results
    identities = [(item["ruleId"], *item["partialFingerprints"].values()) for item in results]
    assert len(set(identities)) == len(identities)


def multitool() -> str | None:
    """Return the program: the environment's, a node_modules folder's, or the one on PATH."""
    named = os.environ.get("IAC_SCAN_SARIF_MULTITOOL")
    local = Path(__file__).parents[2] / "node_modules" / ".bin"
    return named or shutil.which("sarif-multitool", path=local) or shutil.which("sarif-multitool")


MULTITOOL = multitool()


@pytest.mark.skipif(
    MULTITOOL is None,
    reason="no sarif-multitool in node_modules/.bin, on PATH or in IAC_SCAN_SARIF_MULTITOOL",
)
@pytest.mark.parametrize("name", ["lacking", "sample"])
def test_validator_of_githubs_makers_finds_nothing(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    report = request.getfixturevalue(name)
    (tmp_path / "out.sarif").write_text(sarif.render(report), "utf-8")
    assert MULTITOOL is not None
    words = ["validate", "out.sarif", "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"]
    words += ["-o", "found.sarif", "--log", "ForceOverwrite"]
    if Path(MULTITOOL).resolve().suffix == ".js":  # which hands its words to a shell
        words = [shlex.quote(word) for word in words]
    done = subprocess.run(
        [MULTITOOL, *words], cwd=tmp_path, check=False, capture_output=True, timeout=120
    )
    found = json.loads((tmp_path / "found.sarif").read_text("utf-8-sig"))
    results = found["runs"][0].get("results", [])
    # A level that is the default of the standard is not written out.
    assert [item for item in results if item.get("level") != "note"] == [], done.stdout


def test_ids_of_rules_become_names(report: Report, rule: Rule) -> None:
    renamed = replace(rule, id=CheckId("wildcard-pass-role"))
    rules = run_of(replace(report, findings=(), rules=(renamed,)))["tool"]["driver"]["rules"]
    assert rules[1]["name"] == "WildcardPassRole"
