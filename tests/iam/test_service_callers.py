"""Services that a policy lets in, and whether it says for whom they may come."""

from __future__ import annotations

import json

import pytest

from iac_scan.iam import PolicyKind, read_json
from iac_scan.iam.service_callers import calls_for_anybody, service_name
from iac_scan.values import Truth

_ACCOUNT = {"StringEquals": {"aws:SourceAccount": "111122223333"}}


def services(owner: str, *statements: dict[str, object]) -> list[str]:
    whole = [
        {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Resource": "*", **each}
        for each in statements
    ]
    document = read_json(
        json.dumps({"Version": "2012-10-17", "Statement": whole}), PolicyKind.RESOURCE
    )
    calls = list(calls_for_anybody(document, owner))
    assert {call.there for call in calls} <= {Truth.YES}
    return [str(service_name(call.service)) for call in calls]


_SEND: dict[str, object] = {"Action": "sqs:SendMessage"}


@pytest.mark.parametrize(
    ("principal", "name"),
    [
        ("s3.amazonaws.com", "s3"),
        ("logs.eu-west-1.amazonaws.com", "logs"),
        ("delivery.logs.amazonaws.com", "delivery.logs"),
        ("sns.cn-north-1.amazonaws.com.cn", "sns"),
        ("lambda.alarms.cloudwatch.amazonaws.com", "lambda.alarms.cloudwatch"),
    ],
)
def test_a_service_is_named_without_its_region(principal: str, name: str) -> None:
    text = json.dumps({"Statement": {"Effect": "Allow", "Principal": {"Service": principal}}})
    statement = read_json(text, PolicyKind.RESOURCE).statements[0]
    assert statement.principals is not None
    (word,) = statement.principals.groups[0][1].words
    assert service_name(word) == name


@pytest.mark.parametrize(
    "condition",
    [
        {},
        {"StringLike": {"aws:SourceAccount": "*"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}},
        {"StringNotEquals": {"aws:SourceAccount": "111122223333"}},
        {"Null": {"aws:SourceAccount": "false"}},
        {"StringEquals": {"aws:PrincipalServiceName": "s3.amazonaws.com"}},
        {"Bool": {"aws:SecureTransport": "true"}},
    ],
)
def test_a_service_comes_for_anybody_when_nothing_fixed_is_asked(condition: object) -> None:
    assert services("sqs", {**_SEND, "Condition": condition}) == ["s3"]


@pytest.mark.parametrize(
    "condition",
    [
        _ACCOUNT,
        {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::orders"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:*"}},
        {"StringEquals": {"aws:SourceOrgID": "o-1a2b3c4d5e"}},
        {"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::"}},
        {"StringEquals": {"aws:Referer": "111122223333"}},
        {"StringEquals": {"AWS:SourceOwner": "111122223333"}},
    ],
)
def test_a_fixed_account_resource_or_organization_says_for_whom(condition: object) -> None:
    assert services("sqs", {**_SEND, "Condition": condition}) == []


def test_what_no_service_meets_lets_none_in() -> None:
    condition = {"StringEquals": {"aws:PrincipalOrgID": "o-1a2b3c4d5e"}}
    assert services("sqs", {**_SEND, "Condition": condition}) == []


def test_only_services_that_say_for_whom_are_asked() -> None:
    other = {"Principal": {"Service": "ec2.amazonaws.com"}}
    assert services("sqs", {**_SEND, **other}) == []
    assert services("kms", {"Action": "kms:Decrypt"}) == []
    topic: dict[str, object] = {
        "Action": "sns:Publish",
        "Principal": {"Service": "events.amazonaws.com"},
    }
    assert services("sns", topic) == []
    assert services("sqs", {**topic, **_SEND}) == ["events"]


def test_a_deny_of_all_others_says_for_whom() -> None:
    deny = {
        **_SEND,
        "Effect": "Deny",
        "Condition": {"StringNotEquals": {"aws:SourceAccount": "111122223333"}},
    }
    assert services("sqs", _SEND, deny) == []
    assert services("sqs", _SEND, {**deny, "Condition": _ACCOUNT}) == ["s3"]


@pytest.mark.parametrize(
    ("action", "resource", "found"),
    [
        ("s3:GetBucketAcl", "*", []),
        ("s3:PutObject", "*", ["cloudtrail"]),
        ("s3:PutObject", "arn:aws:s3:::a/AWSLogs/111122223333/*", []),
        ("s3:PutObject", "arn:aws:s3:::a/trail/AWSLogs/o-1a2b3c4d5e/*", []),
        ("s3:PutObject", "arn:aws:s3:::a/AWSLogs/*", ["cloudtrail"]),
        (["s3:GetBucketAcl", "s3:PutObject"], "*", ["cloudtrail"]),
    ],
)
def test_looks_and_the_logs_of_one_account_are_for_nobody_else(
    action: object, resource: str, found: list[str]
) -> None:
    statement: dict[str, object] = {
        "Action": action,
        "Resource": resource,
        "Principal": {"Service": "cloudtrail.amazonaws.com"},
    }
    assert services("s3", statement) == found
