"""Where the policies stand that are read for mistakes, and which words in them somebody wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import samtranslator

from iac_scan.options import Options
from iac_scan.pipeline import scan

_WRONG: dict[str, object] = {
    "Effect": "Allow",
    "Action": "s3:GetObjcet",
    "Resource": "arn:aws:s3:::orders/*",
}
_NAMED: dict[str, object] = {**_WRONG, "Principal": {"AWS": "111122223333"}}


def _document(*statements: dict[str, object]) -> dict[str, object]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _messages(folder: Path, kind: str, properties: dict[str, object]) -> list[str]:
    resources = {"Work": {"Type": kind, "Properties": properties}}
    template = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}
    (folder / "template.json").write_text(json.dumps(template), encoding="utf-8")
    return [finding.message for finding in scan(Options(paths=(folder,))).findings]


@pytest.mark.parametrize(
    ("kind", "properties", "name"),
    [
        (
            "AWS::S3::BucketPolicy",
            {"Bucket": "orders", "PolicyDocument": _document(_NAMED)},
            "the policy of bucket `orders`",
        ),
        (
            "AWS::EC2::VPCEndpoint",
            {"PolicyDocument": _document({**_NAMED, "Principal": "*"})},
            "the policy of VPC endpoint `Work`",
        ),
        (
            "AWS::Lambda::Permission",
            {
                "FunctionName": "orders",
                "Action": "lambda:InvokeFunctoin",
                "Principal": "111122223333",
            },
            "the permission on function `orders`",
        ),
        (
            "AWS::SSO::PermissionSet",
            {"Name": "Work", "InstanceArn": "x", "InlinePolicy": _document(_WRONG)},
            "policy `Work`",
        ),
        (
            "AWS::RolesAnywhere::Profile",
            {"Name": "Work", "RoleArns": ["x"], "SessionPolicy": json.dumps(_document(_WRONG))},
            "the session policy of profile `Work`",
        ),
    ],
)
def test_a_policy_is_read_where_it_stands(
    kind: str, properties: dict[str, object], name: str, tmp_path: Path
) -> None:
    (message,) = _messages(tmp_path, kind, properties)
    assert message.startswith(f"{name} names `")


@pytest.mark.parametrize(
    ("action", "said"),
    [
        (7, "policy `x` is not what AWS takes"),
        (["s3:GetObject", True], "policy `x` is not what AWS takes"),
        (
            "${aws:username}:Get*",
            "in policy `x`, `${aws:username}` is compared letter for letter",
        ),
        (
            "s3:Get${}",
            "in policy `x`, `${}` is compared letter for letter",
        ),
        (
            "s3:${later}",
            "policy `x` names `s3:${later}`, which AWS does not list for any service",
        ),
    ],
)
def test_what_is_no_action_is_said_once(action: object, said: str, tmp_path: Path) -> None:
    policy = {"PolicyName": "x", "PolicyDocument": _document({**_WRONG, "Action": action})}
    (message,) = _messages(tmp_path, "AWS::IAM::Group", {"Policies": [policy]})
    assert message.startswith(said)


def test_a_word_beside_a_variable_is_said_all_the_same(tmp_path: Path) -> None:
    words = ["${aws:username}:Get*", "s3:GetObjcet"]
    policy = {"PolicyName": "x", "PolicyDocument": _document({**_WRONG, "Action": words})}
    found = _messages(tmp_path, "AWS::IAM::Group", {"Policies": [policy]})
    assert [message.split(",")[0] for message in found] == [
        "in policy `x`",
        "policy `x` names `s3:GetObjcet`",
    ]


def test_the_policy_that_aws_gives_to_a_key_is_nobodys_mistake(tmp_path: Path) -> None:
    assert _messages(tmp_path, "AWS::KMS::Key", {}) == []


def test_a_resource_that_nobody_wrote_is_nobodys_mistake(tmp_path: Path) -> None:
    properties: dict[str, object] = {
        "FunctionName": "not a name at all",
        "Action": "lambda:InvokeFunction",
        "Principal": "111122223333",
    }
    assert _messages(tmp_path, "AWS::Lambda::Permission", properties) == []


def test_a_whole_statement_in_an_attribute_is_somebodys(tmp_path: Path) -> None:
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": "111122223333"},
        "Action": "events:PutEvents",
        "Resource": "orders",
    }
    properties: dict[str, object] = {"StatementId": "x", "Statement": statement}
    (message,) = _messages(tmp_path, "AWS::Events::EventBusPolicy", properties)
    assert "`orders` is neither an arn nor `*`" in message


def test_a_resource_is_at_fault_where_the_policy_refers_to_it(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(
        """
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Work:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: s3:PutObject
            Resource:
              - !Sub ${Bucket.Arn}*
              - !GetAtt Bucket.Arn # the fault
""",
        encoding="utf-8",
    )
    (finding,) = scan(Options(paths=(tmp_path,))).findings
    assert (finding.check, finding.span.start_line) == ("redundant-statement", 13)


def test_a_word_that_must_not_be_shown_is_not(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text(
        """
Parameters: {Hidden: {Type: String, NoEcho: true, Default: GetSecretThing}}
Resources:
  Work:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: !Sub s3:${Hidden}
            Resource: arn:aws:s3:::orders
          - Effect: Allow
            Action: s3:PutObject
            Resource: !Ref Hidden
          - Effect: Allow
            Action: sqs:SendMessage
            Resource: !Sub arn:aws:s3:::${Hidden}
""",
        encoding="utf-8",
    )
    findings = scan(Options(paths=(tmp_path,))).findings
    assert {one.check for one in findings} == {
        "invalid-policy",
        "resource-mismatch",
        "unknown-action",
    }
    assert "GetSecretThing" not in repr([(one.message, one.related) for one in findings])


def test_what_sam_writes_for_its_policy_templates_is_nobodys_mistake(tmp_path: Path) -> None:
    folder = Path(samtranslator.__file__).parent / "policy_templates_data"
    templates = json.loads((folder / "policy_templates.json").read_text())["Templates"]
    policies = [
        {name: {key: f"{key.lower()}-1" for key in template["Parameters"]}}
        for name, template in templates.items()
        if not any(key.endswith("Arn") for key in template["Parameters"])
    ]
    properties = {"CodeUri": "src/", "Handler": "x", "Runtime": "python3.13", "Policies": policies}
    function = {"Type": "AWS::Serverless::Function", "Properties": properties}
    template = {"Transform": "AWS::Serverless-2016-10-31", "Resources": {"Work": function}}
    (tmp_path / "template.json").write_text(json.dumps(template), encoding="utf-8")
    report = scan(Options(paths=(tmp_path,)))
    assert len(policies) > 50
    assert [one.message for one in report.findings if one.check == "unknown-action"] == []
    assert report.gaps == ()


@pytest.mark.parametrize(
    "action",
    [
        "SNS:Receive",
        "sns:receive",
        "logs:PutLogEventsBatch",
        "glue:ShareResource",
        "mediaconnect:ManagedDescribeFlow",
    ],
)
def test_actions_of_aws_own_pages_are_accepted(action: str, tmp_path: Path) -> None:
    statement = {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": action}
    document = _document({**statement, "Resource": "*"})
    properties: dict[str, object] = {"Topics": ["x"], "PolicyDocument": document}
    assert _messages(tmp_path, "AWS::SNS::TopicPolicy", properties) == []


def test_an_empty_default_in_a_policy_document_is_given_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        """
        variable "offices" {
          default = []
        }

        data "aws_iam_policy_document" "work" {
          statement {
            actions   = ["sqs:SendMessage"]
            resources = ["*"]

            principals {
              type        = "AWS"
              identifiers = ["*"]
            }

            condition {
              test     = "IpAddress"
              variable = "aws:SourceIp"
              values   = var.offices
            }
          }
        }

        resource "aws_sqs_queue_policy" "work" {
          queue_url = "orders"
          policy    = data.aws_iam_policy_document.work.json
        }
        """,
        encoding="utf-8",
    )
    assert scan(Options(paths=(tmp_path,))).findings == ()


def _places(folder: Path, name: str, text: str) -> list[tuple[str, int]]:
    (folder / name).write_text(text, encoding="utf-8")
    report = scan(Options(paths=(folder,)))
    return [
        *((one.check, one.span.start_line) for one in report.findings),
        *(("warning", one.span.start_line) for one in report.diagnostics),
    ]


_TWICE = """{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::orders/*",
    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1a2b3c4d5e"}},
    "Condition": {"Bool": {"aws:SecureTransport": "true"}}
  }
}"""


def test_a_condition_that_replaces_another_is_named_where_it_stands(tmp_path: Path) -> None:
    resource = 'resource "aws_iam_policy" "work" {\n  policy = <<-EOT\n'
    assert _places(tmp_path, "main.tf", f"{resource}{_TWICE}\nEOT\n}}") == [("invalid-policy", 8)]


def test_a_condition_that_replaces_another_in_a_file_is_named_there(tmp_path: Path) -> None:
    (tmp_path / "work.json").write_text(_TWICE, encoding="utf-8")
    resource = 'resource "aws_iam_policy" "work" { policy = file("${path.module}/work.json") }'
    assert _places(tmp_path, "main.tf", resource) == [("invalid-policy", 6)]


def test_a_condition_that_replaces_another_before_aws_sees_it_is_a_warning(tmp_path: Path) -> None:
    resource = 'resource "aws_iam_policy" "work" {\n  policy = jsonencode('
    assert _places(tmp_path, "main.tf", f"{resource}{_TWICE})\n}}") == [("warning", 7)]


def test_text_of_a_policy_in_a_template_is_read_for_what_stands_twice(tmp_path: Path) -> None:
    text = _TWICE.replace("\n", "\n" + " " * 8)
    before = "Resources:\n  Work:\n    Type: AWS::SSO::PermissionSet\n    Properties:\n"
    body = f"      Name: Work\n      InstanceArn: x\n      InlinePolicy: |\n        {text}\n"
    assert _places(tmp_path, "t.yaml", before + body) == [("invalid-policy", 13)]
