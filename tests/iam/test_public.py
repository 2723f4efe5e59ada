"""Public policies: the documented cases of `decisions/public.json`, and what is not known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from iac_scan.iam import PolicyDocument, PolicyKind, public_access, read_json, read_policy
from iac_scan.sources import Origin, Span
from iac_scan.values import (
    Identity,
    Known,
    Mapping,
    Reason,
    ResourceKey,
    Sequence,
    Text,
    Truth,
    Unknown,
    Value,
)

HERE = Origin(Span("main.tf", 1, 1, 1, 1))
CASES = json.loads((Path(__file__).parent / "decisions" / "public.json").read_text("utf-8"))
ANSWERS = {"yes": Truth.YES, "no": Truth.NO}


def document(statements: Any, kind: PolicyKind = PolicyKind.RESOURCE) -> PolicyDocument:
    return read_json(json.dumps({"Version": "2012-10-17", "Statement": statements}), kind, HERE)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_documented_case(case: Any) -> None:
    kind = PolicyKind.TRUST if case.get("trust") else PolicyKind.RESOURCE
    answer = public_access(document(case["policy"], kind))
    assert answer.truth is ANSWERS[case["expected"]]
    assert [way[0].statement.index for way in answer.ways] == [0] * (answer.truth is Truth.YES)


def known(text: str) -> Value:
    return Known(text, HERE)


def with_condition(operator: str, key: str, value: Value, principal: Value | None = None) -> Truth:
    lines = Mapping({operator: Mapping({key: value}, HERE)}, HERE)
    statement = Mapping(
        {
            "Effect": known("Allow"),
            "Principal": principal or known("*"),
            "Action": known("sqs:SendMessage"),
            "Resource": known("*"),
            "Condition": lines,
        },
        HERE,
    )
    policy = Mapping(
        {"Version": known("2012-10-17"), "Statement": Sequence((statement,), HERE)}, HERE
    )
    return public_access(read_policy(policy, PolicyKind.RESOURCE)).truth


HOLE = Unknown(Reason.NO_VALUE, "`var.x` has no default", HERE)
ACCOUNT = Unknown(
    Reason.COMPUTED, "the account", HERE, Identity(ResourceKey(".", "aws"), "account_id")
)


def test_value_that_is_not_known_restricts_where_wildcards_mean_nothing() -> None:
    assert with_condition("StringEquals", "aws:SourceAccount", HOLE) is Truth.NO
    assert with_condition("StringLike", "aws:SourceAccount", HOLE) is Truth.UNKNOWN
    assert with_condition("IpAddress", "aws:SourceIp", HOLE) is Truth.UNKNOWN
    assert with_condition("StringEquals", "aws:SourceArn", HOLE) is Truth.NO
    assert with_condition("ArnLike", "aws:SourceArn", HOLE) is Truth.UNKNOWN


def test_arn_in_an_account_that_is_not_known_yet_restricts() -> None:
    arn = Text(("arn:aws:sns:eu-west-1:", ACCOUNT, ":topic"), HERE)
    assert with_condition("ArnLike", "aws:SourceArn", arn) is Truth.NO


def test_principal_that_is_not_known_may_be_everybody() -> None:
    condition = ("Bool", "aws:SecureTransport", known("true"))
    assert with_condition(*condition, Mapping({"AWS": HOLE}, HERE)) is Truth.UNKNOWN
    root = Text(("arn:aws:iam::", HOLE, ":root"), HERE)
    assert with_condition(*condition, Mapping({"AWS": root}, HERE)) is Truth.NO


def test_unread_policy_leaves_it_open() -> None:
    assert public_access(read_policy(HOLE, PolicyKind.RESOURCE)).truth is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [({"Resource": "*"}, Truth.NO), ({"NotResource": "arn:aws:s3:::b/private/*"}, Truth.UNKNOWN)],
    ids=["all", "all but a part"],
)
def test_deny_shuts_out_surely_what_surely_lies_in_it(allowed: Any, expected: Truth) -> None:
    strangers = {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
    everybody = {"Principal": "*", "Action": "s3:GetObject"}
    policy = document(
        [
            {"Effect": "Allow", **everybody, **allowed},
            {"Effect": "Deny", **everybody, "Resource": "*", "Condition": strangers},
        ]
    )
    assert public_access(policy).truth is expected
