"""The policy of a bucket is about the bucket and its objects."""

from __future__ import annotations

import json

import pytest

from iac_scan.iam import PolicyKind, read_json
from iac_scan.iam.conditions import NOWHERE
from iac_scan.iam.validation.bucket_resources import bucket_faults
from iac_scan.values import Known, Reason, Text, Unknown, Value

ORDERS = Known("arn:aws:s3:::orders", NOWHERE)
HOLE = Unknown(Reason.COMPUTED, "the name", NOWHERE)


def said(resource: object, bucket: Value = ORDERS) -> list[str]:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": resource}
    document = read_json(json.dumps({"Statement": statement}), PolicyKind.RESOURCE)
    return [fault.message for fault in bucket_faults(document, bucket)]


@pytest.mark.parametrize(
    "resource",
    ["arn:aws:s3:::returns/*", "arn:aws:s3:::orders-new", "arn:aws:sqs:eu-west-1:1:orders"],
)
def test_another_resource_is_refused(resource: str) -> None:
    assert said(resource) == [f"`{resource}` is not of the bucket that the policy stands on"]


@pytest.mark.parametrize(
    "resource",
    [
        "*",
        "arn:aws:s3:::*",
        "arn:aws:s3:::orders",
        "arn:aws:s3:::orders/*",
        "arn:aws:s3:::orders/new/*",
        "arn:aws:s3:::ord*",
        "arn:aws-us-gov:s3:::orders/*",
        "orders/*",
    ],
)
def test_the_bucket_and_its_objects_are_taken(resource: str) -> None:
    assert said(resource) == []


def test_a_bucket_that_is_not_known_may_be_any() -> None:
    assert said("arn:aws:s3:::returns/*", HOLE) == []
    assert said("arn:aws:s3:::returns/*", Text(("arn:aws:s3:::", HOLE), NOWHERE)) == []
    named = Text(("arn:aws:s3:::orders-", HOLE), NOWHERE)
    assert said("arn:aws:s3:::orders-7/*", named) == []
    assert len(said("arn:aws:s3:::returns/*", named)) == 1


def test_only_the_words_of_others_are_named() -> None:
    both = ["arn:aws:s3:::orders/*", "arn:aws:s3:::returns/*"]
    assert said(both) == ["`arn:aws:s3:::returns/*` is not of the bucket that the policy stands on"]
