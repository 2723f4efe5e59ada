"""Workflow commands: within what the runner shows, and safe to hand to it."""

from __future__ import annotations

from dataclasses import replace

from iac_scan.findings.finding import Finding
from iac_scan.findings.report import Report
from iac_scan.findings.rule import Severity
from iac_scan.reporters import github
from iac_scan.sources.span import Span


def test_finding_is_an_annotation_on_one_line(report: Report) -> None:
    first = github.render(report).splitlines()[0]
    assert first == (
        "::warning file=infra/main.tf,line=5,endLine=5,col=1,endColumn=40,"
        "title=inline-user-policy (medium)::user `ci` carries inline policy `deploy`."
        " Fix: attach a managed policy to a group"
    )


def test_unreadable_file_comes_first(lacking: Report) -> None:
    lines = github.render(lacking).splitlines()
    assert lines[0].startswith("::error file=infra/broken.tf,line=1,")
    assert lines[-1].startswith("incomplete: ")


def test_ten_of_each_kind_are_shown_and_the_rest_is_counted(
    report: Report, finding: Finding
) -> None:
    mild = [replace(finding, message=f"mild {i}", severity=Severity.LOW) for i in range(12)]
    grave = [replace(finding, message=f"grave {i:02}", severity=Severity.HIGH) for i in range(12)]
    worst = replace(finding, message="worst", severity=Severity.CRITICAL)
    out = github.render(replace(report, findings=(*mild, *grave, worst)))
    commands = [line for line in out.splitlines() if line.startswith("::")]
    kinds = [line[2:].split(" ")[0] for line in commands]
    assert commands[0].endswith("::worst. Fix: attach a managed policy to a group")
    assert (kinds.count("error"), kinds.count("notice")) == (10, 10)
    assert "6 more findings not shown here" in commands[-1]
    assert sum("grave" in line for line in out.splitlines()) == 12


def test_properties_and_messages_are_escaped(report: Report, finding: Finding) -> None:
    sly = replace(
        finding,
        message="100% sure\n::error::b\r",
        span=Span("a,b:c.tf", 1, 1, 1, 2),
    )
    first, *rest = github.render(replace(report, findings=(sly,))).splitlines()
    assert "file=a%2Cb%3Ac.tf,line=1,endLine=1,title=" in first
    assert "::100%25 sure\\n::error::b\\r. Fix" in first
    assert not any(line.startswith("::") for line in rest)


def test_clean_report_is_a_summary(report: Report) -> None:
    clean = replace(report, findings=())
    assert github.render(clean) == "scanned 2 files, 2 resources\nno findings\n"
