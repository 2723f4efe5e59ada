"""What of a policy adds nothing, and what looks as if it did not."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from iac_scan.iam import PolicyDocument, PolicyKind, read_json
from iac_scan.iam.conditions import NOWHERE
from iac_scan.iam.json_values import value_of_json
from iac_scan.iam.read import read_policy
from iac_scan.iam.validation.comparing import Redundant
from iac_scan.iam.validation.fault import FaultCode
from iac_scan.iam.validation.redundancy import redundancies
from iac_scan.values import SECRET, Known, Reason, Sequence, Text, Unknown, Value
from iac_scan.values import Mapping as MappingValue

ORDERS = "arn:aws:s3:::orders/*"
READ: dict[str, object] = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": ORDERS}
SHOP = {"StringEquals": {"aws:PrincipalTag/team": "shop"}}
KEYS = {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}


def messages(
    *statements: Mapping[str, object], kind: PolicyKind = PolicyKind.IDENTITY
) -> list[tuple[FaultCode, str]]:
    body = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **s} for s in statements]}
    found = redundancies(read_json(json.dumps(body), kind))
    return [(each.fault.code, each.fault.message) for each in found if isinstance(each, Redundant)]


def codes(
    *statements: Mapping[str, object], kind: PolicyKind = PolicyKind.IDENTITY
) -> list[FaultCode]:
    return [code for code, _ in messages(*statements, kind=kind)]


@pytest.mark.parametrize(
    "wider",
    [
        READ,
        {**READ, "Action": "s3:Get*"},
        {**READ, "Action": ["s3:ListBucket", "S3:getobject"]},
        {**READ, "Resource": "*"},
        {**READ, "Action": "*", "Resource": "arn:aws:s3:::*"},
        {"NotAction": "iam:*", "Resource": "*"},
    ],
)
def test_a_statement_is_covered_by_one_that_says_as_much(wider: Mapping[str, object]) -> None:
    assert codes(wider, READ) == [FaultCode.REDUNDANT_STATEMENT]
    assert codes(READ, wider) == [FaultCode.REDUNDANT_STATEMENT]


@pytest.mark.parametrize(
    "other",
    [
        {**READ, "Effect": "Deny"},
        {**READ, "Action": "s3:PutObject"},
        {**READ, "Resource": "arn:aws:s3:::returns/*"},
        {**READ, "Condition": SHOP, "Action": "s3:*"},
        {"NotAction": "s3:*", "Resource": "*"},
        {"Action": "s3:GetObject", "NotResource": ORDERS},
    ],
)
def test_a_statement_is_not_covered_by_one_that_says_other_or_less(
    other: Mapping[str, object],
) -> None:
    assert codes(other, READ) == []
    assert codes(READ, other) == []


def test_of_two_equal_statements_the_later_is_left_over() -> None:
    ((_, message),) = messages({**READ, "Sid": "First"}, {**READ, "Sid": "Second"})
    assert message == "all that the statement says is said by statement `First`"


def test_a_condition_that_the_wider_statement_does_not_ask_for_is_named() -> None:
    ((_, message),) = messages(READ, {**READ, "Condition": SHOP})
    assert message.endswith("which does not ask for its conditions")
    ((_, message),) = messages({**READ, "Condition": SHOP}, {**READ, "Condition": SHOP})
    assert message == "all that the statement says is said by statement 1"


def test_principals_are_compared_as_they_are_written() -> None:
    def key(principal: object, action: str = "kms:Decrypt") -> dict[str, object]:
        return {"Principal": principal, "Action": action, "Resource": "*"}

    root = {"AWS": "arn:aws:iam::111122223333:root"}
    other = {"AWS": "arn:aws:iam::444455556666:root"}
    service = {"Service": "logs.amazonaws.com"}
    kind = PolicyKind.RESOURCE
    covered = [FaultCode.REDUNDANT_STATEMENT]
    guarded = {**key(root), "Condition": {"StringEquals": KEYS}}
    assert codes(key(root, "kms:*"), guarded, kind=kind) == covered
    assert codes(key(service, "kms:*"), key(service), kind=kind) == covered
    assert codes(key({"AWS": "*"}, "kms:*"), key(root), kind=kind) == covered
    assert codes(key(root, "kms:*"), key(other), kind=kind) == []
    assert codes(key({"AWS": "*"}, "kms:*"), key(service), kind=kind) == []


HOLE = Unknown(Reason.NO_VALUE, "the account", NOWHERE)


def key_statement(action: str, name: Value) -> MappingValue:
    written = value_of_json({"Effect": "Allow", "Action": action, "Resource": "*"}, NOWHERE)
    assert isinstance(written, MappingValue)
    return MappingValue(
        {**written.entries, "Principal": MappingValue({"AWS": name}, NOWHERE)}, NOWHERE
    )


def key_policy(one: Value, other: Value) -> PolicyDocument:
    both = Sequence((key_statement("kms:*", one), key_statement("kms:Decrypt", other)), NOWHERE)
    return read_policy(MappingValue({"Statement": both}, NOWHERE), PolicyKind.RESOURCE)


@pytest.mark.parametrize(
    "name",
    [
        Text(("arn:aws:iam::", HOLE, ":root"), NOWHERE),
        HOLE,
        Sequence((HOLE,), NOWHERE),
        Sequence((Known("arn:aws:iam::111122223333:root", NOWHERE),), NOWHERE, rest=HOLE),
    ],
    ids=["hole", "list", "item", "rest"],
)
def test_two_principals_that_are_not_known_are_not_taken_for_one(name: Value) -> None:
    assert list(redundancies(key_policy(name, name))) == []


def test_hidden_principals_are_compared_by_their_text() -> None:
    one, other = (
        Known(f"arn:aws:iam::{account}:root", NOWHERE, marks=SECRET)
        for account in ("111122223333", "444455556666")
    )
    assert list(redundancies(key_policy(one, other))) == []
    assert len(list(redundancies(key_policy(one, one)))) == 1


@pytest.mark.parametrize(
    ("actions", "message"),
    [
        (["s3:GetObject", "s3:Get*"], "`s3:GetObject` is covered by `s3:Get*` beside it"),
        (["s3:GetObject", "s3:getobject"], "`s3:getobject` is written twice"),
        (["s3:*", "s3:A*", "s3:B*"], "`s3:A*` is covered by `s3:*` beside it, and 1 more like it"),
    ],
)
def test_an_action_that_a_word_beside_it_covers_is_named(actions: list[str], message: str) -> None:
    assert messages({**READ, "Action": actions}) == [(FaultCode.REDUNDANT_ACTION, message)]


def test_actions_that_only_overlap_are_left_alone() -> None:
    assert codes({**READ, "Action": ["s3:Get*", "s3:*Object", "sqs:GetQueueUrl"]}) == []


def test_a_resource_that_goes_on_behind_the_wildcard_of_another_is_usual() -> None:
    usual = ["arn:aws:s3:::orders-*", "arn:aws:s3:::orders-*/*"]
    assert codes({**READ, "Resource": usual}) == []
    covered = ["arn:aws:s3:::orders/new", "arn:aws:s3:::orders/*"]
    assert codes({**READ, "Resource": covered}) == [FaultCode.REDUNDANT_RESOURCE]
    assert codes({**READ, "Resource": [ORDERS, ORDERS]}) == [FaultCode.REDUNDANT_RESOURCE]


def test_what_may_not_be_there_covers_nothing() -> None:
    assert codes({**READ, "Effect": None, "Resource": "*"}, READ) == []


@pytest.mark.parametrize("count", [50, 300])
def test_what_is_not_compared_is_said(count: int) -> None:
    statements = [{**READ, "Resource": f"arn:aws:s3:::orders-{at}/*"} for at in range(count)]
    text = json.dumps({"Version": "2012-10-17", "Statement": statements})
    found = list(redundancies(read_json(text, PolicyKind.IDENTITY)))
    reasons = [each.reason for each in found if isinstance(each, Unknown)]
    assert reasons == ([Reason.BOUND] if count == 300 else [])
    assert len(found) == len(reasons)


def test_words_of_many_stars_are_compared_less_often() -> None:
    stars = [f"arn:aws:s3:::{'*a' * 35}{at}" for at in range(100)]
    text = json.dumps({"Statement": {**READ, "Resource": stars}})
    *_, last = redundancies(read_json(text, PolicyKind.IDENTITY))
    assert isinstance(last, Unknown)
