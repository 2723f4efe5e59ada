"""What of a policy is read when reading all of it would be too much work."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import product

import pytest
from tests.hostile.conftest import calls

from iac_scan.iam import PolicyDocument, PolicyKind, permissions, permitted_actions, read_json
from iac_scan.iam.conditions import NOWHERE
from iac_scan.iam.managed import managed_policy, managed_policy_arn
from iac_scan.iam.validation.quotas import longest
from iac_scan.iam.weight import BOUND, weight_of
from iac_scan.values import Known, Reason

EVERYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}
LETTERS = "eiatnsrocldpug"
ROWS = ["".join(row) for row in product(LETTERS, repeat=4)]
"""Letters that are in many names, so that a glob of them is soon decided for none."""


def allow(action: object, resource: object = "*", **more: object) -> dict[str, object]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def read(statements: Sequence[object], kind: PolicyKind = PolicyKind.IDENTITY) -> PolicyDocument:
    return read_json(json.dumps({"Statement": statements}), kind)


def stars(at: int) -> str:
    """Return letters with a star between each two, others for each number."""
    return "*".join(ROWS[at])


WORDS: dict[str, Callable[[int], dict[str, object]]] = {
    "lists of words held against every action": lambda count: allow(
        [f"*:*{stars(at)}*" for at in range(count)]
    ),
    "lists of words that are left out": lambda count: {
        "Effect": "Allow",
        "NotAction": [f"*:*{stars(at)}*" for at in range(count)],
        "Resource": "*",
    },
    "one word of many stars": lambda count: allow("*:*" + "e*" * count),
    "lists of ARNs of many stars": lambda count: allow(
        "s3:*", [f"arn:aws:s3:::*{stars(at)}*" for at in range(count)]
    ),
    "one ARN of many stars": lambda count: allow("s3:*", "arn:aws:s3:::" + "*a" * count),
    "many actions with many ARNs": lambda count: allow(
        [f"ec2:*{at}" for at in range(count)], [f"arn:aws:ec2:*:*:{at}" for at in range(count)]
    ),
    "many values": lambda count: allow(
        "s3:*", Condition={"StringLike": {"aws:PrincipalTag/a": [f"*{n}*" for n in range(count)]}}
    ),
    "many keys": lambda count: allow(
        "s3:*", Condition={"StringEquals": {f"s3:k{n}": "a" for n in range(count)}}
    ),
    "many principals": lambda count: allow(
        "s3:*", Principal={"AWS": [f"{n:012}" for n in range(count)]}
    ),
}
"""Statements that are as heavy as a number makes them."""

MANY: dict[str, Callable[[int], dict[str, object]]] = {
    "statements of words held against every action": lambda at: allow(f"*:*{stars(at)}*"),
    "statements of ARNs of many stars": lambda at: allow("s3:*", f"arn:aws:s3:::*{stars(at)}*"),
    "statements of conditions": lambda at: allow(
        "s3:*", Condition={"StringLike": {"aws:PrincipalArn": f"*{stars(at)}*"}}
    ),
    "small statements": lambda at: allow(f"s3:Get{at}", "a"),
}
"""One statement of each of many."""


def filled(shape: str, size: int) -> list[dict[str, object]]:
    """Return statements of a shape, as many or as heavy as make a document of a size."""

    def statements(count: int) -> list[dict[str, object]]:
        if shape in WORDS:
            return [WORDS[shape](count)]
        return [MANY[shape](at % len(ROWS)) for at in range(count)]

    fits, not_any_more = 0, size
    while not_any_more - fits > 1:
        middle = (fits + not_any_more) // 2
        text = json.dumps({"Statement": statements(middle)}, separators=(",", ":"))
        fits, not_any_more = (middle, not_any_more) if len(text) <= size else (fits, middle)
    return statements(fits)


@pytest.mark.parametrize("shape", [*WORDS, *MANY])
def test_policy_that_aws_takes_for_its_size_is_read_whole(shape: str) -> None:
    statements = filled(shape, longest(PolicyKind.IDENTITY))
    document = read(statements)
    assert document.unread is None
    assert len(document.statements) == len(statements)


@pytest.mark.parametrize("kind", PolicyKind)
def test_every_kind_of_policy_is_read_whole_up_to_its_own_size(kind: PolicyKind) -> None:
    statements = filled("small statements", longest(kind))
    document = read(statements, kind)
    assert document.unread is None
    assert len(document.statements) == len(statements)


def test_what_lies_behind_heavy_words_is_granted() -> None:
    heavy = filled("lists of words held against every action", 10_000)
    document = read([*heavy, allow("iam:PassRole")])
    assert "iam:PassRole" in permitted_actions(permissions([document])).sure


@pytest.mark.parametrize("shape", [*WORDS, *MANY])
def test_what_a_policy_of_the_longest_size_grants_is_soon_known(shape: str) -> None:
    text = json.dumps({"Statement": filled(shape, longest(PolicyKind.IDENTITY))})
    counted = calls(lambda: permitted_actions(permissions([read_json(text, PolicyKind.IDENTITY)])))
    assert sum(counted.values()) < 1_000_000


def test_white_space_does_not_make_a_policy_too_long() -> None:
    statements = filled("statements of words held against every action", 10_240)
    spread = json.dumps({"Statement": statements}, indent=40)
    assert len(spread) > 20_000
    assert read_json(spread, PolicyKind.IDENTITY).unread is None


@pytest.mark.parametrize("shape", [*WORDS, *MANY])
def test_of_what_aws_refuses_for_its_size_a_part_is_read(shape: str) -> None:
    one = filled(shape, 20_000)
    document = read([EVERYTHING, *(each for _ in range(10) for each in one)])
    assert document.unread is not None
    assert document.unread.reason is Reason.BOUND
    assert sum(map(weight_of, document.statements)) <= BOUND
    assert document.statements[0].index == 0
    assert len(document.statements) <= 10 * len(one)


def test_light_statement_behind_a_heavy_one_that_is_not_read_is_read() -> None:
    heavy = allow([f"*:*{stars(at)}*" for at in range(3_000)])
    document = read([heavy, EVERYTHING])
    assert document.unread is not None
    assert [each.index for each in document.statements] == [1]


@pytest.mark.parametrize("name", ["ReadOnlyAccess", "AWSSupportServiceRolePolicy"])
def test_heaviest_policies_of_aws_are_read_whole(name: str) -> None:
    document = managed_policy(Known(managed_policy_arn(name), NOWHERE), NOWHERE)
    assert document is not None
    assert document.unread is None
