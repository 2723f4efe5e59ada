"""The data source aws_iam_policy_document, with the merge rules of the provider."""

from __future__ import annotations

import json
from collections.abc import Callable

from iac_scan.evaluation.result import Evaluation
from iac_scan.values import Identity, Known, Mapping, ResourceKey, Sequence, Text, Value

from .reading import plain, resource

Evaluate = Callable[..., Evaluation]


def document(evaluation: Evaluation, name: str = "d") -> Value:
    """Return the value that the JSON text of the data source carries."""
    text = resource(evaluation, f"data.aws_iam_policy_document.{name}").values.get("json")
    assert isinstance(text, Known | Text)
    assert text.identity == Identity(
        ResourceKey(".", f"data.aws_iam_policy_document.{name}"), "json"
    )
    assert text.encoded is not None
    if isinstance(text, Known):
        assert json.loads(str(text.value)) == plain(text.encoded)
    return text.encoded


def test_every_argument_of_a_statement_has_its_place_in_the_policy(run: Evaluate) -> None:
    evaluation = run(
        """
        data "aws_iam_policy_document" "d" {
          policy_id = "id"
          statement {
            sid           = "one"
            effect        = "Deny"
            not_actions   = ["iam:*"]
            not_resources = ["arn:aws:s3:::x"]
            not_principals {
              type        = "AWS"
              identifiers = ["a", "b"]
            }
            condition {
              test     = "StringEquals"
              variable = "aws:username"
              values   = ["&{aws:username}"]
            }
            condition {
              test     = "StringEquals"
              variable = "aws:other"
              values   = ["x", "y"]
            }
          }
        }
        """
    )
    assert plain(document(evaluation)) == {
        "Version": "2012-10-17",
        "Id": "id",
        "Statement": [
            {
                "Sid": "one",
                "Effect": "Deny",
                "NotAction": "iam:*",
                "NotResource": "arn:aws:s3:::x",
                "NotPrincipal": {"AWS": ["a", "b"]},
                "Condition": {
                    "StringEquals": {"aws:username": "${aws:username}", "aws:other": ["x", "y"]}
                },
            }
        ],
    }


def test_a_word_that_is_written_twice_stands_in_the_policy_once(run: Evaluate) -> None:
    evaluation = run(
        """
        data "aws_iam_policy_document" "d" {
          statement {
            actions   = ["a:B", "a:C", "a:B"]
            resources = ["x", "x"]
            principals {
              type        = "AWS"
              identifiers = ["b", "a", "b"]
            }
            condition {
              test     = "StringEquals"
              variable = "aws:username"
              values   = ["y", "y"]
            }
          }
        }
        """
    )
    assert plain(document(evaluation)) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": ["a:B", "a:C"],
                "Resource": "x",
                "Principal": {"AWS": ["b", "a"]},
                "Condition": {"StringEquals": {"aws:username": ["y", "y"]}},
            }
        ],
    }


def test_effect_is_allow_and_everyone_is_a_bare_star(run: Evaluate) -> None:
    evaluation = run(
        """
        data "aws_iam_policy_document" "d" {
          statement {
            actions = ["a:B"]
            principals {
              type        = "*"
              identifiers = ["*"]
            }
          }
        }
        """
    )
    assert plain(document(evaluation)) == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "a:B", "Principal": "*"}],
    }


def test_statement_replaces_the_one_with_its_sid(run: Evaluate) -> None:
    evaluation = run(
        """
        data "aws_iam_policy_document" "base" {
          statement {
            sid     = "s"
            actions = ["base"]
          }
          statement { actions = ["nameless"] }
        }
        data "aws_iam_policy_document" "d" {
          source_policy_documents   = [data.aws_iam_policy_document.base.json]
          override_policy_documents = [jsonencode({
            Statement = [{ Sid = "t", Effect = "Allow", Action = "override" }]
          })]
          statement {
            sid     = "s"
            actions = ["own"]
          }
          statement {
            sid     = "t"
            actions = ["hidden"]
          }
        }
        """
    )
    policy = document(evaluation)
    assert isinstance(policy, Mapping)
    statements = policy.get("Statement")
    assert isinstance(statements, Sequence)
    actions = [one.get("Action") for one in statements.items if isinstance(one, Mapping)]
    assert [plain(action) for action in actions] == ["own", "nameless", "override"]
    assert [action.origin.span.start_line for action in actions] == [16, 7, 12]


def test_unknown_source_document_leaves_the_policy_open(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "v" {}
        data "aws_iam_policy_document" "d" {
          source_policy_documents = [var.v]
          statement { actions = ["a"] }
        }
        """
    )
    assert plain(document(evaluation)) == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "a"}, ...],
    }


def test_unknown_override_may_replace_every_statement_with_a_sid(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "v" {}
        data "aws_iam_policy_document" "d" {
          override_policy_documents = [var.v]
          statement {
            sid     = "s"
            actions = ["a"]
          }
          statement { actions = ["b"] }
        }
        """
    )
    assert plain(document(evaluation)) == {
        "Version": "2012-10-17",
        "Statement": [
            {"one of": [{"Sid": "s", "Effect": "Allow", "Action": "a"}, None]},
            {"Effect": "Allow", "Action": "b"},
            ...,
        ],
    }


def test_statement_that_may_be_missing_is_a_choice(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "v" {}
        data "aws_iam_policy_document" "d" {
          dynamic "statement" {
            for_each = var.v ? ["a"] : []
            content { actions = [statement.value] }
          }
        }
        """
    )
    assert plain(document(evaluation)) == {
        "Version": "2012-10-17",
        "Statement": [{"one of": [{"Effect": "Allow", "Action": "a"}, None]}],
    }
