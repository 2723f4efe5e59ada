"""ARNs of regions and accounts that there cannot be, each beside one that there may be."""

from __future__ import annotations

import json

import pytest

from iac_scan.iam import PolicyKind, managed_policy, read_json
from iac_scan.iam.conditions import NOWHERE
from iac_scan.iam.managed import managed_policy_arn, managed_policy_names
from iac_scan.iam.validation.whereabouts import whereabouts_faults
from iac_scan.values import Known, Truth


def said(resource: str, kind: PolicyKind = PolicyKind.IDENTITY) -> list[tuple[str, Truth]]:
    statement = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": resource}
    document = read_json(json.dumps({"Version": "2012-10-17", "Statement": statement}), kind)
    return [(fault.code.name, fault.certainty) for fault in whereabouts_faults(document)]


@pytest.mark.parametrize(
    ("resource", "code", "sure"),
    [
        ("arn:aws:sqs:eu-west-1a:111122223333:orders", "INVALID_ARN_REGION", Truth.YES),
        ("arn:aws:sqs:ireland:111122223333:orders", "INVALID_ARN_REGION", Truth.YES),
        ("arn:aws:sqs:eu-west-5:111122223333:orders", "INVALID_ARN_REGION", Truth.UNKNOWN),
        ("arn:aws:sqs:eu-west-1:1111222233:orders", "INVALID_ARN_ACCOUNT", Truth.YES),
        ("arn:aws:sqs:eu-west-1:1111-2222-3333:orders", "INVALID_ARN_ACCOUNT", Truth.YES),
        ("arn:aws:sqs:eu-west-1:ACCOUNT_ID:orders", "INVALID_ARN_ACCOUNT", Truth.YES),
        ("arn:aws:sqs:eu-west-1:somebody:orders", "INVALID_ARN_ACCOUNT", Truth.UNKNOWN),
    ],
)
def test_a_region_or_account_that_cannot_be_is_named(resource: str, code: str, sure: Truth) -> None:
    assert said(resource) == [(code, sure)]


@pytest.mark.parametrize(
    "resource",
    [
        "*",
        "arn:aws:sqs:eu-west-1:111122223333:orders",
        "arn:aws:sqs:eu-*:111122223333:orders",
        "arn:aws:sqs:*:*:orders",
        "arn:aws:sqs:eu-west-1:${aws:PrincipalAccount}:orders",
        "arn:aws:s3:::orders/*",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "arn:aws:network-firewall:us-east-1:aws-managed:stateful-rulegroup/a",
        "arn:aws:logs:*:log-group:/orders:*",
        "arn:*:sqs:nowhere:1:orders",
    ],
)
def test_what_is_not_written_out_is_left_alone(resource: str) -> None:
    assert said(resource) == []


def test_the_partition_beside_a_region_is_not_asked() -> None:
    assert said("arn:aws:sqs:us-gov-west-1:111122223333:orders") == []


def test_nothing_that_aws_wrote_itself_is_in_no_place() -> None:
    for name in managed_policy_names():
        document = managed_policy(Known(str(managed_policy_arn(name)), NOWHERE), NOWHERE)
        assert document is not None
        assert list(whereabouts_faults(document)) == []
