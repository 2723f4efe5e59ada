"""What of a policy is read when reading all of it would be too much work."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from iac_scan.iam import PolicyDocument, PolicyKind, read_json
from iac_scan.iam.action_words import matching, names_compared
from iac_scan.iam.conditions import NOWHERE
from iac_scan.iam.managed import managed_policy, managed_policy_arn
from iac_scan.iam.weight import BOUND, weight_of
from iac_scan.values import Known, Reason

MANY = range(1_000)
EVERYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def allow(action: object, resource: object = "*", **more: object) -> dict[str, object]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def read(statements: Sequence[object]) -> PolicyDocument:
    return read_json(json.dumps({"Statement": statements}), PolicyKind.IDENTITY)


HEAVY = {
    "words held against every action": [allow(f"*:*a*b*{at}") for at in MANY],
    "words of many stars": [allow("*:" + "a*b*" * 20 + str(at)) for at in MANY],
    "lists of such words": [allow([f"*:*{at}*" for at in MANY])],
    "words that are left out": [
        {"Effect": "Allow", "NotAction": [f"*:*{at}*" for at in MANY], "Resource": "*"}
    ],
    "ARNs of many stars": [allow("s3:*", f"arn:aws:s3:::{'*a' * 100}{at}") for at in MANY],
    "many actions with many ARNs": [
        allow([f"ec2:*{at}" for at in range(500)], [f"arn:aws:ec2:*:*:{at}" for at in range(500)])
    ],
    "many values": [
        allow("s3:*", Condition={"StringLike": {"aws:PrincipalTag/a": [f"*{n}*" for n in MANY]}})
        for _ in range(20)
    ],
    "many keys": [
        allow("s3:*", Condition={"StringEquals": {f"s3:k{n}": "a" for n in MANY}})
        for _ in range(20)
    ],
    "many principals": [
        allow("s3:*", Principal={"AWS": [f"{n:012}" for n in MANY]}) for _ in range(20)
    ],
}


@pytest.mark.parametrize("statements", HEAVY.values(), ids=HEAVY)
def test_what_makes_too_much_work_is_unread_and_the_rest_is_read(
    statements: list[dict[str, object]],
) -> None:
    document = read([*statements, EVERYTHING])
    assert document.unread is not None
    assert document.unread.reason is Reason.BOUND
    assert sum(map(weight_of, document.statements)) <= BOUND
    assert len(document.statements) <= len(statements)
    assert document.statements[-1].index == len(statements)


@pytest.mark.parametrize("name", ["ReadOnlyAccess", "AWSSupportServiceRolePolicy"])
def test_heaviest_policies_of_aws_are_read_whole(name: str) -> None:
    document = managed_policy(Known(managed_policy_arn(name), NOWHERE), NOWHERE)
    assert document is not None
    assert document.unread is None


@pytest.mark.parametrize(
    ("word", "most"),
    [
        ("*", 1),
        ("*:*", 1),
        ("s3:GetObject", 1),
        ("s3:*", 1),
        ("s3:" + "?*" * 100, 1_000),
        ("s3:" + "*" * 1_000 + "a", 1_000),
    ],
)
def test_word_is_held_against_few_names(word: str, most: int) -> None:
    assert names_compared(word) <= most


def test_word_for_every_service_is_held_against_every_name() -> None:
    assert names_compared("*:*Tags") >= len(matching("*"))


@pytest.mark.parametrize(
    ("written", "same"), [("s3:Get**Acl", "s3:Get*Acl"), ("s3:Ge?*?*Acl", "s3:Ge??*Acl")]
)
def test_rows_of_wildcards_match_what_the_shortest_does(written: str, same: str) -> None:
    assert matching(written) == matching(same)
    assert matching(written)


def test_row_of_wildcards_asks_for_a_character_for_each_question_mark() -> None:
    assert "s3:GetObject" in matching("s3:GetO?*?*?*?*")
    assert "s3:GetObject" not in matching("s3:GetO?*?*?*?*?*?*")
