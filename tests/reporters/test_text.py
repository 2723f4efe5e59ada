"""The report for people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iac_scan.findings.finding import Certainty, Finding, Suppression
from iac_scan.findings.report import Report
from iac_scan.reporters import text
from iac_scan.reporters.excerpt import cut, width
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span


def test_finding_shows_line_caret_origin_proof_and_remedy(report: Report) -> None:
    assert text.render(report) == (
        "infra/main.tf  1 finding\n"
        "\n"
        "  medium  inline-user-policy  infra/main.tf:5:1\n"
        "  user `ci` carries inline policy `deploy`\n"
        '    5 | resource "aws_iam_user_policy" "deploy" {\n'
        "      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "      via   `local.deploy`  infra/locals.tf:2:12\n"
        "      see   user `ci`  line 1\n"
        "      fix   attach a managed policy to a group\n"
        "      why   iac-scan explain inline-user-policy\n"
        "\n"
        "scanned 2 files, 2 resources\n"
        "1 finding: 1 medium\n"
    )


def test_everything_that_was_not_seen_is_named_and_counted(lacking: Report) -> None:
    shown = text.render(lacking)
    for words in (
        "expected a closing brace",
        "`var.policy` has no default",
        "module `vpc` is not on disk",
        "help: run `terraform init -backend=false`",
        "unknown attribute",
        "incomplete: 1 file not read or read in part, 1 question undecided, 1 gap; what was not seen may hold risks",
    ):
        assert words in shown


def test_complete_scan_without_findings_says_so(report: Report) -> None:
    clean = replace(report, findings=())
    assert text.render(clean) == "scanned 2 files, 2 resources\nno findings\n"


def test_nothing_scanned_is_not_called_clean(report: Report) -> None:
    empty = replace(report, findings=(), files=(), resource_count=0)
    assert "no findings" not in text.render(empty)


def test_suppressed_finding_is_counted_and_not_shown(report: Report, finding: Finding) -> None:
    quiet = replace(finding, suppression=Suppression("legacy", finding.span))
    shown = text.render(replace(report, findings=(quiet,)))
    assert shown.endswith("no findings; 1 suppressed\n")
    assert "carries" not in shown


def test_possible_finding_says_that_it_is_only_possible(report: Report, finding: Finding) -> None:
    unsure = replace(finding, certainty=Certainty.POSSIBLE)
    assert "medium, possible" in text.render(replace(report, findings=(unsure,)))


def test_further_instances_are_named(report: Report, finding: Finding) -> None:
    many = replace(finding, instances=('aws_iam_user.ci["b"]', 'aws_iam_user.ci["c"]'))
    shown = text.render(replace(report, findings=(many,)))
    assert '(also for `aws_iam_user.ci["b"]` and 1 other from the same line)' in shown


def test_explain_is_pointed_at_once_for_each_check(report: Report, finding: Finding) -> None:
    shown = text.render(replace(report, findings=(finding, finding)))
    assert shown.count("iac-scan explain") == 1


@pytest.mark.parametrize("columns", [40, 60, 80, 160])
def test_no_line_is_wider_than_the_terminal(
    lacking: Report, finding: Finding, columns: int
) -> None:
    long = replace(finding, message="user `ci` may do very many things " * 5)
    report = replace(lacking, findings=(long,))
    for line in text.lines(report, columns, wrapped=True):
        assert width(text.flat(line)) <= columns


@pytest.mark.parametrize(
    ("line", "start", "end", "room", "shown", "pad", "carets"),
    [
        ("a = 1", 4, 5, 40, "a = 1", 4, 1),
        ("\ta = 1", 1, 2, 40, "    a = 1", 4, 1),
        ("é = 漢字", 4, 6, 40, "é = 漢字", 4, 4),
        ("a" * 10 + "BAD" + "b" * 90, 10, 13, 40, "a" * 10 + "BAD" + "b" * 24 + "...", 10, 3),
        ("a" * 90 + "BAD", 90, 93, 40, "..." + "a" * 34 + "BAD", 37, 3),
        ("x = BAD   ", 4, 10, 40, "x = BAD", 4, 3),
        ("x", 9, 12, 40, "x", 1, 1),
        ("##[add-mask]x", 12, 13, 40, "## [add-mask]x", 13, 1),
        ("a\x1b[31mb", 6, 7, 40, "a\\x1b[31mb", 9, 1),
    ],
)
def test_carets_stand_under_the_stretch(
    *, line: str, start: int, end: int, room: int, shown: str, pad: int, carets: int
) -> None:
    result = cut(line, start, end, room)
    assert result.before + result.marked + result.after == shown
    assert (result.pad, result.carets) == (pad, carets)


def test_place_in_the_same_file_is_a_line_alone(report: Report) -> None:
    out = text.render(report)
    assert "      see   user `ci`  line 1\n" in out
    assert "      via   `local.deploy`  infra/locals.tf:2:12\n" in out


def test_bracket_alone_is_shown_with_what_it_opens(report: Report, finding: Finding) -> None:
    source = 'x = [\n  {\n    Effect = "Allow"\n  },\n]\n'
    bracket = replace(finding, span=Span("a.tf", 2, 3, 4, 4), related=(), steps=())
    documents = {"a.tf": Document.of("a.tf", source.encode())}
    out = text.render(replace(report, findings=(bracket,), documents=documents))
    assert '    2 |   {\n      |   ^\n    3 |     Effect = "Allow"\n' in out


def test_finding_about_a_name_that_is_not_known_gives_the_address(
    report: Report, finding: Finding
) -> None:
    unnamed = replace(finding, message="user `ci-...` carries inline policy `deploy`")
    assert "      of    `aws_iam_user.ci`\n" in text.render(replace(report, findings=(unnamed,)))
    assert "      of " not in text.render(report)
