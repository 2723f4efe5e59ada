"""Principals that hold the same documents are worked out once, where these ask the same of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from iac_scan.iam import PolicyDocument, permissions, permits
from iac_scan.iam.claims import Held
from iac_scan.iam.conditions import Context
from iac_scan.iam.policy import PolicyKind
from iac_scan.iam.read import read_json
from iac_scan.values import Truth

ANN = Context.of({"aws:username": "ann", "aws:SourceIp": "192.0.2.1"})
BOB = Context.of({"aws:username": "bob", "aws:SourceIp": "192.0.2.1"})


def document(**more: Any) -> PolicyDocument:
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", **more}
    return read_json(
        json.dumps({"Version": "2012-10-17", "Statement": [statement]}), PolicyKind.IDENTITY
    )


def test_same_documents_are_worked_out_once() -> None:
    held = document()
    assert permissions([held], context=ANN) is permissions([held], context=BOB)
    cap = document()
    assert permissions([held], boundary=cap) is permissions([held], boundary=cap)


def test_other_documents_are_worked_out_by_themselves() -> None:
    held, cap = document(), document()
    plain = permissions([held])
    for other in (
        permissions([document()]),
        permissions([Held(held, Truth.UNKNOWN)]),
        permissions([held], boundary=cap),
        permissions([held], session=cap),
        permissions([held], levels=[[cap]]),
        permissions([held], levels=[[cap]], implied_full_access=False),
    ):
        assert other is not plain


def test_what_a_condition_asks_for_is_what_tells_principals_apart() -> None:
    address = document(Condition={"IpAddress": {"AWS:sourceip": "192.0.2.0/24"}})
    assert permissions([address], context=ANN) is permissions([address], context=BOB)
    name = document(Condition={"StringEquals": {"aws:UserName": "ann"}})
    found = [permits(permissions([name], context=who), "s3:GetObject") for who in (ANN, BOB)]
    assert [answer.truth for answer in found] == [Truth.YES, Truth.NO]


@pytest.mark.parametrize(
    "more",
    [
        {"Resource": "arn:aws:s3:::home/${aws:username}/*"},
        {"Condition": {"StringEquals": {"aws:SourceIp": "${aws:username}"}}},
    ],
)
def test_policy_variables_tell_principals_apart(more: dict[str, Any]) -> None:
    held = document(**more)
    assert permissions([held], context=ANN) is not permissions([held], context=BOB)


def test_key_that_a_request_surely_lacks_is_told_from_one_not_spoken_of() -> None:
    held = document(Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}})
    silent, closed = Context.of({}), Context.of({}, closed=True)
    found = [
        permits(permissions([held], context=each), "s3:GetObject") for each in (silent, closed)
    ]
    assert [answer.truth for answer in found] == [Truth.UNKNOWN, Truth.NO]
