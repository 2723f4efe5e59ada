"""What is said twice in real code, and what only comes to the same text today."""

from __future__ import annotations

from pathlib import Path

import pytest

from iac_scan.findings.rule import CheckId
from iac_scan.options import Options
from iac_scan.pipeline import scan

_DECLARED = """
variable "one" { default = "orders" }
variable "other" { default = "orders" }
resource "aws_sqs_queue" "one" { name = "orders" }
resource "aws_sqs_queue" "other" { name = "orders" }
locals { buckets = ["arn:aws:s3:::orders", "arn:aws:s3:::orders"] }
resource "aws_iam_policy" "work" {
  name   = "work"
  policy = %s
}
"""

_TEMPLATE = """
Parameters:
  One: {Type: String, Default: orders}
  Other: {Type: String, Default: orders}
Resources:
  Work:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      ManagedPolicyName: work
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          Effect: Allow
          Action: s3:GetObject
          Resource: [%s, %s]
"""


def _found(folder: Path) -> list[str]:
    found = scan(Options(paths=(folder,), select=(CheckId("redundant-statement"),))).findings
    return [finding.message.partition(", ")[2] for finding in found]


def _encoded(resources: str) -> str:
    statement = f'{{ Effect = "Allow", Action = "sqs:SendMessage", Resource = {resources} }}'
    return f'jsonencode({{ Version = "2012-10-17", Statement = [{statement}] }})'


@pytest.mark.parametrize(
    "resources",
    [
        "[aws_sqs_queue.one.arn, aws_sqs_queue.other.arn]",
        '["${aws_sqs_queue.one.arn}-*", "${aws_sqs_queue.other.arn}-*"]',
        '["arn:aws:s3:::${var.one}", "arn:aws:s3:::${var.other}"]',
        '["arn:aws:s3:::${var.one}", "arn:aws:s3:::orders"]',
        '["arn:aws:s3:::orders", "arn:aws:s3:::${var.one}"]',
        '[format("arn:aws:s3:::%s", var.one), format("arn:aws:s3:::%s", var.other)]',
        '[join(":", ["arn:aws:s3::", var.one]), join(":", ["arn:aws:s3::", var.other])]',
        '[for name in [var.one, var.other] : "arn:aws:s3:::${name}"]',
    ],
)
def test_two_references_of_one_text_are_not_one_written_twice(
    resources: str, tmp_path: Path
) -> None:
    (tmp_path / "main.tf").write_text(_DECLARED % _encoded(resources), encoding="utf-8")
    assert _found(tmp_path) == []


@pytest.mark.parametrize(
    "resources",
    [
        "[aws_sqs_queue.one.arn, aws_sqs_queue.one.arn]",
        '[aws_sqs_queue.one.arn, "${aws_sqs_queue.one.arn}"]',
        '["arn:aws:s3:::${var.one}", "arn:aws:s3:::${var.one}"]',
        '[format("arn:aws:s3:::%s", var.one), format("arn:aws:s3:::%s", var.one)]',
        "local.buckets",
    ],
)
def test_one_reference_is_written_twice(resources: str, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(_DECLARED % _encoded(resources), encoding="utf-8")
    (message,) = _found(tmp_path)
    assert message.endswith("is written twice")


def test_what_a_declared_name_comes_to_is_covered_by_a_wildcard(tmp_path: Path) -> None:
    resources = '["arn:aws:s3:::${var.one}", "arn:aws:s3:::ord*"]'
    (tmp_path / "main.tf").write_text(_DECLARED % _encoded(resources), encoding="utf-8")
    assert _found(tmp_path) == ["`arn:aws:s3:::orders` is covered by `arn:aws:s3:::ord*` beside it"]


@pytest.mark.parametrize(("other", "found"), [("other", 0), ("one", 1)])
def test_a_statement_about_another_reference_is_no_repetition(
    other: str, found: int, tmp_path: Path
) -> None:
    statements = ", ".join(
        f'{{ Effect = "Allow", Action = "sqs:*", Resource = aws_sqs_queue.{name}.arn }}'
        for name in ("one", other)
    )
    document = f'jsonencode({{ Version = "2012-10-17", Statement = [{statements}] }})'
    (tmp_path / "main.tf").write_text(_DECLARED % document, encoding="utf-8")
    assert len(_found(tmp_path)) == found


@pytest.mark.parametrize(("other", "found"), [("other", 0), ("one", 1)])
def test_references_in_the_text_of_a_policy_are_told_apart(
    other: str, found: int, tmp_path: Path
) -> None:
    written = f'["arn:aws:s3:::${{one}}", "arn:aws:s3:::${{{other}}}"]'
    statement = f'{{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": {written}}}'
    (tmp_path / "policy.json").write_text(f'{{"Statement": {statement}}}', encoding="utf-8")
    call = 'templatefile("${path.module}/policy.json", { one = var.one, other = var.other })'
    (tmp_path / "main.tf").write_text(_DECLARED % call, encoding="utf-8")
    assert len(_found(tmp_path)) == found


@pytest.mark.parametrize(
    "form", ['!Sub "arn:aws:s3:::${%s}"', '!Join [":", ["arn:aws:s3::", !Ref %s]]', "!Ref %s"]
)
def test_parameters_of_one_default_are_told_apart(form: str, tmp_path: Path) -> None:
    template = tmp_path / "template.yaml"
    template.write_text(_TEMPLATE % (form % "One", form % "Other"), encoding="utf-8")
    assert _found(tmp_path) == []
    template.write_text(_TEMPLATE % (form % "One", form % "One"), encoding="utf-8")
    (message,) = _found(tmp_path)
    assert message.endswith("is written twice")
