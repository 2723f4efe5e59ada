"""Suppressions from the scanned file to the report, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from iac_scan.findings.rule import CheckId
from iac_scan.options import Options
from iac_scan.pipeline import scan

POLICY = """\
resource "aws_iam_user" "ci" {
  name = "ci"
}

%sresource "aws_iam_user_policy" "deploy" {%s
  name   = "deploy"
  user   = aws_iam_user.ci.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::x/*" }]
  })
}
"""

TEMPLATE = """\
Resources:
  Ci:
%s    Type: AWS::IAM::User
    Properties:
      UserName: ci
      Policies:
%s        - PolicyName: deploy%s
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::x/*"}
"""

METADATA = """\
    Metadata:
      iac-scan:
        ignore:
          - id: inline-user-policy
            reason: %s
"""


def checks_of(folder: Path) -> list[str]:
    return [finding.check for finding in scan(Options(paths=(folder,))).active]


@pytest.mark.parametrize(
    ("above", "behind"),
    [
        ("# iac-scan: ignore[inline-user-policy] legacy\n", ""),
        ("// iac-scan: ignore[inline-user-policy] until=2999-12-31 legacy\n", ""),
        ("/* iac-scan: ignore[inline-user-policy] legacy */\n", ""),
        ("", " # iac-scan: ignore[inline-user-policy] legacy"),
        ("", "\n  # checkov:skip=CKV_AWS_40:legacy"),
    ],
)
def test_terraform_comment_suppresses(tmp_path: Path, above: str, behind: str) -> None:
    (tmp_path / "main.tf").write_text(POLICY % (above, behind), "utf-8")
    assert checks_of(tmp_path) == []


@pytest.mark.parametrize(
    ("metadata", "above", "behind"),
    [
        ("", "        # iac-scan: ignore[inline-user-policy] legacy\n", ""),
        ("", "", " # iac-scan: ignore[inline-user-policy] legacy"),
        (METADATA % "legacy", "", ""),
        ("    # iac-scan: ignore[inline-user-policy] legacy\n", "", ""),
    ],
)
def test_template_comment_and_metadata_suppress(
    tmp_path: Path, metadata: str, above: str, behind: str
) -> None:
    (tmp_path / "stack.yaml").write_text(TEMPLATE % (metadata, above, behind), "utf-8")
    assert checks_of(tmp_path) == []


def test_metadata_of_a_json_template_suppresses(tmp_path: Path) -> None:
    (tmp_path / "stack.json").write_text(
        '{"Resources": {"Ci": {"Type": "AWS::IAM::User",\n'
        ' "Metadata": {"iac-scan": {"ignore": [{"id": "inline-user-policy", "reason": "old"}]}},\n'
        ' "Properties": {"Policies": [{"PolicyName": "p", "PolicyDocument": {"Statement":\n'
        '  [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}}]}}}}',
        "utf-8",
    )
    assert checks_of(tmp_path) == []


def test_faulty_suppressions_are_findings(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        POLICY % ("# iac-scan: ignore[inline-user-policy]\n", ""), "utf-8"
    )
    (tmp_path / "stack.yaml").write_text(TEMPLATE % (METADATA % '""', "", ""), "utf-8")
    assert sorted(checks_of(tmp_path)) == [
        "inline-user-policy",
        "inline-user-policy",
        "suppression-without-reason",
        "suppression-without-reason",
    ]


def test_suppressions_of_an_author_who_is_not_trusted_are_not_heeded(tmp_path: Path) -> None:
    text = POLICY % ("# iac-scan: ignore[inline-user-policy] legacy\n", "")
    (tmp_path / "main.tf").write_text(text, "utf-8")
    report = scan(Options(paths=(tmp_path,), suppressions=False))
    assert [finding.check for finding in report.active] == ["inline-user-policy"]


def test_suppression_in_a_file_that_is_not_read_as_a_whole_is_not_called_unused(
    tmp_path: Path,
) -> None:
    text = "# iac-scan: ignore[inline-user-policy] legacy\nlocals {\n  x = \n"
    (tmp_path / "main.tf").write_text(text, "utf-8")
    assert checks_of(tmp_path) == []


def test_notices_are_selected_and_ignored_like_checks(tmp_path: Path) -> None:
    text = "# iac-scan: ignore[missing-boundary] legacy\n" + POLICY % ("", "")
    (tmp_path / "main.tf").write_text(text, "utf-8")
    assert checks_of(tmp_path) == ["unused-suppression", "inline-user-policy"]
    for options in (
        Options(paths=(tmp_path,), ignore=(CheckId("unused-suppression"),)),
        Options(paths=(tmp_path,), select=(CheckId("inline-user-policy"),)),
    ):
        assert [item.check for item in scan(options).active] == ["inline-user-policy"]


TOOL_METADATA = """\
    Metadata:
      checkov:
        skip:
          - id: %s
            comment: %s
"""
FULL_METADATA = """\
    Metadata:
      iac-scan:
        ignore:
          - id: %s
            reason: %s
            until: %s
"""

ALWAYS = [
    # What is suppressed, and how: the check, the reason and the day in either language.
    ("inline-user-policy", "legacy", "2999-12-31", []),
    ("CKV_AWS_40", "legacy", "2999-12-31", []),
    ("inline-user-policy", "legacy", "2020-01-31", ["expired-suppression", "inline-user-policy"]),
    ("inline-user-policy", "", "2999-12-31", ["inline-user-policy", "suppression-without-reason"]),
    ("inline-user-policy", "legacy", "soon", ["inline-user-policy", "invalid-suppression"]),
    ("inline-user-polcy", "legacy", "2999-12-31", ["inline-user-policy", "invalid-suppression"]),
    ("missing-boundary", "legacy", "2999-12-31", ["inline-user-policy", "unused-suppression"]),
]


@pytest.mark.parametrize(("id", "reason", "until", "left"), ALWAYS)
def test_comment_in_terraform_says_the_same_as_metadata_and_comment_in_a_template(
    tmp_path: Path, id: str, reason: str, until: str, left: list[str]
) -> None:
    comment = f"# iac-scan: ignore[{id}] until={until} {reason}".rstrip()
    texts = {
        "main.tf": POLICY % (f"{comment}\n", ""),
        "above.yaml": TEMPLATE % ("", f"        {comment}\n", ""),
        "metadata.yaml": TEMPLATE % (FULL_METADATA % (id, reason or '""', until), "", ""),
    }
    for name, text in texts.items():
        folder = tmp_path / name.partition(".")[0]
        folder.mkdir()
        (folder / name).write_text(text, "utf-8")
        assert sorted(checks_of(folder)) == left, name


@pytest.mark.parametrize(
    ("id", "reason", "left"),
    [
        ("CKV_AWS_40", "legacy", []),
        ("CKV_AWS_40", "", ["inline-user-policy", "suppression-without-reason"]),
        # Another tool has a use for what is none of ours, and for what suppresses nothing here.
        ("CKV_AWS_999", "legacy", ["inline-user-policy"]),
        ("CKV_AWS_274", "legacy", ["inline-user-policy"]),
    ],
)
def test_skip_of_checkov_counts_for_the_checks_that_list_its_id(
    tmp_path: Path, id: str, reason: str, left: list[str]
) -> None:
    comment = f"# checkov:skip={id}" + (f":{reason}" if reason else "")
    texts = {
        "main.tf": POLICY % ("", f"\n  {comment}"),
        "metadata.yaml": TEMPLATE % (TOOL_METADATA % (id, reason or '""'), "", ""),
        "comment.yaml": TEMPLATE % (f"    {comment}\n", "", ""),
    }
    for name, text in texts.items():
        folder = tmp_path / name.partition(".")[0]
        folder.mkdir()
        (folder / name).write_text(text, "utf-8")
        assert sorted(checks_of(folder)) == left, name
