"""Empty lists and texts in policies: written so, or what a module is given elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from iac_scan.options import Options
from iac_scan.pipeline import scan


def _passed_in(folder: Path, default: str, condition: str, effect: str = "Allow") -> list[str]:
    (folder / "main.tf").write_text(
        f"""
        variable "who" {{
          default = {default}
        }}

        resource "aws_sqs_queue_policy" "work" {{
          queue_url = "orders"

          policy = jsonencode({{
            Version = "2012-10-17"
            Statement = [{{
              Effect    = "{effect}"
              Action    = "sqs:SendMessage"
              Resource  = "*"
              {condition}
            }}]
          }})
        }}
        """,
        encoding="utf-8",
    )
    return [finding.message for finding in scan(Options(paths=(folder,))).findings]


def test_an_empty_default_of_a_principal_is_given_elsewhere(tmp_path: Path) -> None:
    assert _passed_in(tmp_path, '""', "Principal = { AWS = var.who }") == []


def test_an_empty_list_made_of_an_empty_default_is_given_elsewhere(tmp_path: Path) -> None:
    made = '[for name in var.who : "arn:aws:s3:::${name}"]'
    condition = f'Condition = {{ ArnEquals = {{ "aws:SourceArn" = {made} }} }}'
    who = 'Principal = { Service = "s3.amazonaws.com" }'
    assert _passed_in(tmp_path, "[]", f"{who}\n{condition}") == []


@pytest.mark.parametrize(
    "made",
    [
        "var.who",
        "concat(var.who)",
        "concat(var.who, local.more)",
        'formatlist("arn:aws:iam::%s:root", var.who)',
        "toset(flatten([[], local.more, [for one in var.who : one]]))",
    ],
)
def test_whom_an_empty_default_lets_in_is_given_elsewhere(made: str, tmp_path: Path) -> None:
    assert _let_in(tmp_path, made) == []


@pytest.mark.parametrize(
    ("made", "effect"), [("[]", "Allow"), ("concat([])", "Allow"), ("var.who", "Deny")]
)
def test_nobody_is_named_where_it_is_written_or_guards_nothing(
    made: str, effect: str, tmp_path: Path
) -> None:
    (message,) = _let_in(tmp_path, made, effect)
    assert "`Principal` names nobody under `AWS`" in message


def _let_in(folder: Path, made: str, effect: str = "Allow") -> list[str]:
    """Return what is found of a queue's policy in a document whose identifiers are `made`."""
    (folder / "main.tf").write_text(
        f"""
        variable "who" {{
          default = []
        }}

        locals {{
          more = var.who
        }}

        data "aws_iam_policy_document" "work" {{
          statement {{
            effect    = "{effect}"
            actions   = ["sqs:SendMessage"]
            resources = ["*"]

            principals {{
              type        = "AWS"
              identifiers = {made}
            }}
          }}
        }}

        resource "aws_sqs_queue_policy" "work" {{
          queue_url = "orders"
          policy    = data.aws_iam_policy_document.work.json
        }}
        """,
        encoding="utf-8",
    )
    return [finding.message for finding in scan(Options(paths=(folder,))).findings]


def test_an_empty_principal_is_refused(tmp_path: Path) -> None:
    (message,) = _passed_in(tmp_path, '""', 'Principal = { AWS = "" }')
    assert "`` is no account, user or role" in message


_LIMIT = 'Principal = {{ AWS = "*" }}\n Condition = {{ IpAddress = {{ "aws:SourceIp" = {} }} }}'


def test_an_empty_default_of_who_is_let_in_is_given_elsewhere(tmp_path: Path) -> None:
    assert _passed_in(tmp_path, "[]", _LIMIT.format("var.who")) == []


@pytest.mark.parametrize(("value", "effect"), [("[]", "Allow"), ("var.who", "Deny")])
def test_an_empty_list_is_named_where_it_is_written_or_guards_nothing(
    value: str, effect: str, tmp_path: Path
) -> None:
    (message,) = _passed_in(tmp_path, "[]", _LIMIT.format(value), effect)
    assert "with no value holds for no request" in message


def _publishes(folder: Path, resource: str) -> list[tuple[str, str]]:
    """Return what is found of a policy that lets publish to `resource`, whose default is empty."""
    (folder / "t.yaml").write_text(
        f"""
        Parameters:
          Create: {{Type: String, Default: 'false'}}
          Topic: {{Type: String, Default: ''}}
        Conditions:
          Creates: !Equals [!Ref Create, 'true']
        Resources:
          Made: {{Type: AWS::SNS::Topic, Condition: Creates}}
          Work:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Version: '2012-10-17'
                Statement: {{Effect: Allow, Action: 'sns:Publish', Resource: {resource}}}
        """,
        encoding="utf-8",
    )
    return [(one.check, one.message) for one in scan(Options(paths=(folder,))).findings]


@pytest.mark.parametrize("resource", ["!Ref Topic", "!If [Creates, !Ref Made, !Ref Topic]"])
def test_an_empty_default_of_a_resource_is_given_elsewhere(resource: str, tmp_path: Path) -> None:
    assert _publishes(tmp_path, resource) == []


def test_an_empty_resource_is_no_arn(tmp_path: Path) -> None:
    ((check, message),) = _publishes(tmp_path, "''")
    assert check == "invalid-policy"
    assert "`` is neither an arn nor `*`" in message


def _reads(folder: Path, resources: str, effect: str = "Allow") -> list[str]:
    """Return what is found of a policy in a document whose resources are `resources`."""
    (folder / "main.tf").write_text(
        f"""
        variable "buckets" {{
          default = []
        }}

        variable "bucket" {{
          default = null
        }}

        data "aws_iam_policy_document" "work" {{
          statement {{
            effect    = "{effect}"
            actions   = ["s3:GetObject"]
            resources = {resources}
          }}
        }}

        resource "aws_iam_policy" "work" {{
          name   = "work"
          policy = data.aws_iam_policy_document.work.json
        }}
        """,
        encoding="utf-8",
    )
    return [finding.message for finding in scan(Options(paths=(folder,))).findings]


@pytest.mark.parametrize(
    "resources", ["var.buckets", 'formatlist("%s/*", var.buckets)', "[var.bucket]"]
)
def test_empty_defaults_of_resources_are_given_elsewhere(resources: str, tmp_path: Path) -> None:
    assert _reads(tmp_path, resources) == []


@pytest.mark.parametrize("resources", ["[]", "null", "[null]"])
def test_resources_that_are_not_written_are_asked_for(resources: str, tmp_path: Path) -> None:
    (message,) = _reads(tmp_path, resources)
    assert "a statement needs `Resource` or `NotResource`" in message


def test_empty_default_of_resources_guards_nothing(tmp_path: Path) -> None:
    (message,) = _reads(tmp_path, "var.buckets", "Deny")
    assert "`Resource` is empty" in message


def test_what_a_statement_lacks_is_one_mistake(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(
        """
        Resources:
          Work:
            Type: AWS::SQS::QueuePolicy
            Properties:
              Queues: [orders]
              PolicyDocument: {Version: '2012-10-17', Statement: {Effect: Allow, Resource: '*'}}
        """,
        encoding="utf-8",
    )
    (found,) = scan(Options(paths=(tmp_path,))).findings
    assert found.check == "invalid-policy"
    assert "needs `Action` or `NotAction`, and a statement" in found.message
    assert "more like it" not in found.message
