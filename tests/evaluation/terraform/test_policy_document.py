"""The data source aws_iam_policy_document, with the merge rules of the provider."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable

from iac_scan.evaluation.result import Evaluation
from iac_scan.values import Identity, Known, Mapping, ResourceKey, Sequence, Text, Value

from .reading import out, plain, resource

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
                "NotPrincipal": {"AWS": ["b", "a"]},
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
                "Action": ["a:C", "a:B"],
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


def test_words_stand_in_the_order_in_which_the_provider_writes_them(run: Evaluate) -> None:
    evaluation = run(
        """
        data "aws_iam_policy_document" "d" {
          statement {
            actions   = ["s3:Get*", "s3:Put*", "s3:Get*"]
            resources = ["b", "b/*"]
            principals {
              type        = "Service"
              identifiers = ["a.amazonaws.com"]
            }
            principals {
              type        = "AWS"
              identifiers = [111122223333]
            }
            condition {
              test     = "StringEquals"
              variable = "b"
              values   = ["1", "2"]
            }
            condition {
              test     = "NumericLessThan"
              variable = "s3:TlsVersion"
              values   = [1.2]
            }
            condition {
              test     = "StringEquals"
              variable = "a"
              values   = [true]
            }
          }
        }
        """
    )
    text = resource(evaluation, "data.aws_iam_policy_document.d").values.get("minified_json")
    assert isinstance(text, Known)
    assert text.value == (
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Put*","s3:Get*"],'
        '"Resource":["b/*","b"],'
        '"Principal":{"AWS":"111122223333","Service":"a.amazonaws.com"},'
        '"Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"},'
        '"StringEquals":{"a":"true","b":["1","2"]}}}]}'
    )


def test_word_that_is_not_known_has_no_certain_place(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "v" {}
        data "aws_iam_policy_document" "d" {
          statement { actions = ["a", var.v, "b"] }
        }
        output "x" {
          value = jsondecode(data.aws_iam_policy_document.d.json).Statement[0].Action[0]
        }
        """
    )
    assert plain(document(evaluation)) == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": ["a", ..., "b"]}],
    }
    assert out(evaluation) is ...


def test_merged_document_is_written_again_as_the_provider_reads_it(run: Evaluate) -> None:
    evaluation = run(
        """
        data "aws_iam_policy_document" "d" {
          source_policy_documents = [jsonencode({
            Statement = [{
              Sid       = ""
              effect    = "Deny"
              Comment   = "not an element"
              Action    = ["b", "c", "a"]
              Principal = { Service = ["a", "b"], AWS = "x" }
              Condition = {
                StringEquals    = { b = ["only"], a = ["2", "1"] }
                Bool            = { c = true }
                NumericLessThan = { d = 1 }
              }
            }]
          })]
        }
        """
    )
    text = resource(evaluation, "data.aws_iam_policy_document.d").values.get("minified_json")
    assert isinstance(text, Known)
    assert text.value == (
        '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["b","c","a"],'
        '"Principal":{"AWS":"x","Service":["b","a"]},'
        '"Condition":{"Bool":{"c":"true"},"StringEquals":{"a":["2","1"],"b":"only"}}}]}'
    )


def test_merged_principal_that_is_a_string_is_everybody(run: Evaluate) -> None:
    evaluation = run(
        """
        data "aws_iam_policy_document" "d" {
          source_policy_documents = [jsonencode({
            Statement = [{ Effect = "Allow", Action = "a", Principal = "someone" }]
          })]
        }
        """
    )
    assert plain(document(evaluation)) == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "a", "Principal": "*"}],
    }


def test_id_is_the_checksum_of_the_text_where_that_is_known(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "v" {}
        data "aws_iam_policy_document" "known" {
          statement { actions = ["a", "b"] }
        }
        data "aws_iam_policy_document" "open" {
          statement { actions = ["a", var.v] }
        }
        """
    )
    known, opened = (
        resource(evaluation, f"data.aws_iam_policy_document.{name}").values
        for name in ("known", "open")
    )
    assert plain(known.get("id")) == str(zlib.crc32(str(plain(known.get("json"))).encode()))
    assert plain(opened.get("id")) is ...


def test_words_of_two_blocks_about_one_key_have_no_certain_order(run: Evaluate) -> None:
    block = 'principals {\n type = "AWS"\n identifiers = ["%s"]\n}\n'
    evaluation = run(
        'data "aws_iam_policy_document" "d" {\n statement {\n actions = ["a"]\n'
        + block % "x"
        + block % "y"
        + "}\n}"
    )
    policy = document(evaluation)
    assert plain(policy) == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "a", "Principal": {"AWS": ["x", "y"]}}],
    }
    data = resource(evaluation, "data.aws_iam_policy_document.d")
    assert plain(data.values.get("id")) is ...


def test_choices_that_say_the_same_of_a_principal_are_one(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "v" {}
        data "aws_iam_policy_document" "d" {
          statement {
            actions = ["a"]
            dynamic "principals" {
              for_each = var.v
              content {
                type        = principals.value.type
                identifiers = principals.value.identifiers
              }
            }
          }
        }
        """
    )
    policy = document(evaluation)
    assert isinstance(policy, Mapping)
    statements = policy.get("Statement")
    assert isinstance(statements, Sequence)
    assert plain(statements.items[0]) == {"Effect": "Allow", "Action": "a", "Principal": {...: ...}}


def test_empty_source_document_is_none(run: Evaluate) -> None:
    evaluation = run(
        """
        data "aws_iam_policy_document" "d" {
          source_policy_documents = [""]
          statement { actions = ["a"] }
        }
        """
    )
    assert evaluation.diagnostics == ()
    assert plain(document(evaluation)) == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "a"}],
    }
