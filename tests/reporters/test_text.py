"""The report for people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iac_scan.findings.finding import Certainty, Finding, Suppression
from iac_scan.findings.report import Report
from iac_scan.findings.rule import CheckId
from iac_scan.reporters import text
from iac_scan.reporters.excerpt import cut
from iac_scan.reporters.layout import Room, Style, broken, flat, width
from iac_scan.reporters.listing import summary
from iac_scan.sources.diagnostics import Gap, GapKind
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
        "incomplete: 1 file not read or read in part, 1 question undecided, 1 gap (1 module);",
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
    asked = text.render(replace(report, findings=(quiet,), show_suppressed=True))
    assert asked.startswith(
        "suppressed  1\n\n"
        "  inline-user-policy: user `ci` carries inline policy `deploy`\n"
        "    infra/main.tf:5:1\n"
        "    reason: legacy\n"
    )


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
    for line in text.lines(report, Room.of_terminal(columns)):
        assert width(flat(line)) <= columns


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


def gap(kind: GapKind, message: str, path: str, line: int = 1, help: str | None = None) -> Gap:
    return Gap(kind, message, Span(path, line, 1, line, 2), help)


def test_many_gaps_of_one_sentence_are_said_once(report: Report) -> None:
    modules = [
        gap(GapKind.MODULE, f"module `m{i}` is not on disk", f"{i % 3}/main.tf", i, "run `init`")
        for i in range(1, 13)
    ]
    value = gap(GapKind.VALUE, "`count` is not known", "a.tf")
    out = text.render(replace(report, findings=(), gaps=(value, *modules)))
    assert out == (
        "gaps  13\n"
        "\n"
        "  module `m3` is not on disk\n"
        "    0/main.tf:3:1\n"
        "    and 11 more like it, 3 folders in all\n"
        "    help: run `init`\n"
        "\n"
        "  `count` is not known\n"
        "    a.tf:1:1\n"
        "\n"
        "scanned 2 files, 2 resources\n"
        "no findings\n"
        "incomplete: 13 gaps (12 modules, 1 value); what was not seen may hold risks\n"
    )


def test_few_gaps_of_one_sentence_are_named_each(report: Report) -> None:
    gaps = tuple(gap(GapKind.MODULE, f"module `{name}` is gone", "a.tf") for name in "abc")
    out = text.render(replace(report, gaps=gaps))
    assert all(f"module `{name}` is gone\n    a.tf:1:1\n" in out for name in "abc")
    assert "more like it" not in out


def test_gaps_with_other_advice_are_not_the_same(report: Report) -> None:
    gaps = [gap(GapKind.MODULE, f"module `{i}` is gone", "a.tf", i) for i in range(1, 6)]
    helped = [replace(item, help="run `init`") for item in gaps]
    out = text.render(replace(report, gaps=(*gaps, *helped)))
    assert out.count("and 4 more like it") == 2


def test_kinds_beyond_the_first_ten_are_counted(report: Report) -> None:
    gaps = tuple(gap(GapKind.VALUE, f"{word} is not known", "a.tf") for word in "abcdefghijkl")
    out = text.render(replace(report, gaps=gaps))
    assert "j is not known" in out
    assert "k is not known" not in out
    assert "  and 2 more of 2 kinds; `--format json` lists all\n" in out


def test_words_about_many_places_name_three(report: Report) -> None:
    gaps = tuple(gap(GapKind.VALUE, "`count` is not known", "a.tf", i) for i in range(1, 6))
    out = text.render(replace(report, gaps=gaps))
    assert "    a.tf:3:1\n    and 2 more places\n" in out


def test_only_a_complete_scan_without_findings_is_green(report: Report) -> None:
    clean = replace(report, findings=())
    unseen = replace(clean, gaps=(gap(GapKind.VALUE, "`count` is not known", "a.tf"),))
    nothing = replace(clean, files=())

    def styles(report: Report) -> set[Style]:
        return {style for line in summary(report) for style, _ in line}

    assert Style.GOOD in styles(clean)
    assert Style.GOOD not in styles(unseen)
    assert Style.GOOD not in styles(nothing)


def test_places_of_one_file_stand_all_beside_or_all_below(report: Report, finding: Finding) -> None:
    long = replace(finding, check=CheckId("a-check-with-a-name-that-is-rather-long"))
    for found, beside in (((finding,), True), ((finding, long), False)):
        lines = list(map(flat, text.lines(replace(report, findings=found), Room.of_terminal(60))))
        assert ("  infra/main.tf:5:1" in lines) is not beside


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("a bb ccc", ["a bb ccc"]),
        ("seven letters, and more words", ["seven letters, and", "more words"]),
        ("家族家族家 族家族家族", ["家族家族家", "族家族家族"]),
        ("modules/networking/subnets/main.tf:3:1", ["modules/networking/", "subnets/main.tf:3:1"]),
        ("a-name-that-is-without-any-folder", ["a-name-that-is-", "without-any-folder"]),
        ("x" * 45, ["x" * 20, "x" * 20, "x" * 5]),
        ("a `" + "漢" * 12 + "`", ["a", "`" + "漢" * 9, "漢" * 3 + "`"]),
        ("e\u0301" * 20, ["e\u0301" * 20]),
    ],
)
def test_text_is_broken_by_the_cells_that_it_takes(words: str, parts: list[str]) -> None:
    assert broken(words, 20) == parts
