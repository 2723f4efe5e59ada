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
