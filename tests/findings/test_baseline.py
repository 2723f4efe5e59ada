"""Baselines: what is recorded stays known while the code around it moves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iac_scan.errors import UsageError
from iac_scan.findings import baseline
from iac_scan.findings.baseline import Baseline
from iac_scan.findings.report import Report
from iac_scan.options import Options
from iac_scan.pipeline import scan

USER = 'resource "aws_iam_user" "ci" {\n  name = "ci"\n}\n'
POLICY = """\
resource "aws_iam_user_policy" "%s" {
  name   = "%s"
  user   = aws_iam_user.ci.name
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::x/*" }]
  })
}
"""
DEPLOY = POLICY % ("deploy", "deploy")
READ = POLICY % ("read", "read")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def write(root: Path, **files: str) -> None:
    for old in root.rglob("*.tf"):
        old.unlink()
    for name, text in files.items():
        path = root / f"{name.replace('__', '/')}.tf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def recorded(root: Path) -> Baseline:
    report = scan(Options(paths=(root,)))
    return baseline.read(baseline.record(report.standing), "b.json")


def later(root: Path, known: Baseline, *paths: str) -> Report:
    folders = tuple(root / path for path in paths or (".",))
    return scan(Options(paths=folders, baseline=known))


@pytest.mark.parametrize(
    "files",
    [
        {"main": "# moved down\n\n\n" + USER + DEPLOY},
        {"main": DEPLOY + USER},
        {"users": USER, "policies": DEPLOY},
        {"main": (USER + DEPLOY).replace("s3:GetObject", "s3:PutObject")},
        {"elsewhere__deep__main": USER + DEPLOY},
    ],
    ids=["lines above", "reordered", "other files", "edited elsewhere", "other folder"],
)
def test_finding_that_moves_stays_known(root: Path, files: dict[str, str]) -> None:
    write(root, main=USER + DEPLOY)
    known = recorded(root)
    write(root, **files)
    report = later(root, known)
    assert [finding.check for finding in report.active] == []
    assert report.known_count == 1
    assert report.stale == ()


SHARED = """\
data "aws_iam_policy_document" "all" {
  statement {
    actions   = ["*"]
    resources = ["*"]
  }
}
"""
HOLDER = """\
resource "aws_iam_group" "%s" {
  name = "%s"
}

resource "aws_iam_group_policy" "%s" {
  name   = "all"
  group  = aws_iam_group.%s.name
  policy = data.aws_iam_policy_document.all.json
}
"""


@pytest.mark.parametrize(
    ("before", "after"), [(("a", "b"), ("b",)), (("b",), ("a", "b")), (("a",), ("c",))]
)
def test_statement_of_a_shared_document_stays_known_whoever_holds_it(
    root: Path, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    write(root, main=SHARED + "".join(HOLDER % ((name,) * 4) for name in before))
    known = recorded(root)
    assert known.entries
    write(root, main=SHARED + "".join(HOLDER % ((name,) * 4) for name in after))
    assert [finding.message for finding in later(root, known).active] == []


def test_finding_stays_known_when_the_document_of_its_words_is_renamed(root: Path) -> None:
    text = SHARED + HOLDER % (("a",) * 4)
    write(root, main=text)
    known = recorded(root)
    renamed = text.replace("document.all.json", "document.everything.json")
    write(root, main=renamed.replace('document" "all"', 'document" "everything"'))
    report = later(root, known)
    assert report.known_count == 1
    assert (report.active, report.stale) == ((), ())


def test_finding_stays_known_when_its_policy_is_renamed(root: Path) -> None:
    policy = SHARED + (
        'resource "aws_iam_policy" "all" {\n'
        '  name   = "all"\n'
        "  policy = data.aws_iam_policy_document.all.json\n"
        "}\n"
    )
    write(root, main=policy)
    known = recorded(root)
    write(root, main=policy.replace('"all"\n  policy', '"everything"\n  policy'))
    report = later(root, known)
    assert report.known_count == 1
    assert (report.active, report.stale) == ((), ())


def test_other_words_of_the_same_subject_are_new(root: Path) -> None:
    text = SHARED.replace('["*"]', '["kms:*"]', 1) + HOLDER % (("a",) * 4)
    write(root, main=text)
    known = recorded(root)
    write(root, main=text.replace("kms:", "s3:"))
    report = later(root, known)
    assert [finding.check for finding in report.active] == ["service-wildcard"]
    assert [entry.check for entry in report.stale] == ["service-wildcard"]


def test_finding_at_its_place_is_known_before_its_copy(root: Path) -> None:
    template = """\
Resources:
  Ci:
    Type: AWS::IAM::User
    Properties:
      Policies:
        - PolicyName: deploy
          PolicyDocument:
            Statement: {Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::x/*"}
"""
    (root / "b.yaml").write_text(template, "utf-8")
    known = recorded(root)
    (root / "a.yaml").write_text(template, "utf-8")
    assert [finding.span.path for finding in later(root, known).active] == ["a.yaml"]
    (root / "b.yaml").unlink()
    assert later(root, known).active == ()


def test_new_finding_is_new_and_repaired_one_is_stale(root: Path) -> None:
    write(root, main=USER + DEPLOY)
    known = recorded(root)
    write(root, main=USER + READ)
    report = later(root, known)
    assert ["`read`" in finding.message for finding in report.active] == [True]
    assert [(entry.check, entry.file, entry.count) for entry in report.stale] == [
        ("inline-user-policy", "main.tf", 1)
    ]


def test_second_of_two_equal_findings_is_new(root: Path) -> None:
    write(root, main=USER + DEPLOY)
    known = recorded(root)
    twin = USER + DEPLOY
    write(root, main=USER + DEPLOY, other__main=twin)
    assert [finding.span.path for finding in later(root, known).active] == ["other/main.tf"]


def test_entries_of_what_is_not_scanned_are_neither_stale_nor_moved(root: Path) -> None:
    write(root, one__main=USER + DEPLOY, two__main="")
    known = recorded(root)
    write(root, one__main="", two__main=USER + DEPLOY)
    report = later(root, known, "two")
    assert [finding.span.path for finding in report.active] == ["two/main.tf"]
    assert report.stale == ()


def test_entries_of_a_file_that_cannot_be_read_are_not_stale(root: Path) -> None:
    write(root, main=USER + DEPLOY)
    known = recorded(root)
    write(root, main="locals {\n  x = \n")
    assert later(root, known).stale == ()


def test_suppressed_finding_is_not_recorded_and_uses_its_entry(root: Path) -> None:
    write(root, main=USER + DEPLOY)
    known = recorded(root)
    write(root, main=USER + "# iac-scan: ignore[inline-user-policy] legacy\n" + DEPLOY)
    report = later(root, known)
    assert (report.active, report.stale) == ((), ())
    assert recorded(root).entries == ()


def test_baseline_holds_no_line_and_no_absolute_path(root: Path) -> None:
    write(root, main=USER + DEPLOY)
    text = baseline.record(scan(Options(paths=(root,))).standing)
    (entry,) = json.loads(text)["entries"]
    assert set(entry) == {
        *("check", "file", "subject", "count"),
        *("fingerprint", "content", "holder"),
    }
    assert str(root) not in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "[" * 100_000,
        '{"schema_version": 2, "entries": []}',
        '{"schema_version": 1}',
        '{"schema_version": 1, "entries": [1]}',
        '{"schema_version": 1, "entries": [{"fingerprint": "x", "count": 0}]}',
    ],
)
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"b\.json"):
        baseline.read(text, "b.json")
