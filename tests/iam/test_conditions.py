"""Conditions: the documented cases of `decisions/conditions.json`, and what is not known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from iac_scan.iam import (
    Condition,
    Context,
    PolicyKind,
    Words,
    all_hold,
    holds,
    read_json,
    restricts_to_boundary,
)
from iac_scan.iam.conditions import ContextKey, parse_operator
from iac_scan.sources import Origin, Span
from iac_scan.values import Identity, Known, Reason, ResourceKey, Text, Truth, Unknown

HERE = Origin(Span("main.tf", 1, 1, 1, 1))
CASES = json.loads((Path(__file__).parent / "decisions" / "conditions.json").read_text("utf-8"))
ANSWERS = {"yes": Truth.YES, "no": Truth.NO, "unknown": Truth.UNKNOWN}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_documented_case(case: Any) -> None:
    version = case.get("version", "2012-10-17")
    statement = {
        "Effect": "Allow",
        "Action": "*",
        "Resource": "*",
        "Condition": case["condition"],
    }
    text = json.dumps({"Version": version, "Statement": statement})
    document = read_json(text, PolicyKind.IDENTITY, HERE)
    context = Context.of(case["context"], closed=case["closed"])
    answer = all_hold(
        document.statements[0].conditions,
        context,
        variables=document.version == "2012-10-17",
    )
    assert answer is ANSWERS[case["expected"]]
    assert case["source"]


def test_names_of_cases_are_unique() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))


WHY = Unknown(Reason.NO_VALUE, "`var.x` has no default", HERE)
OWNER = Unknown(
    Reason.COMPUTED, "the account", HERE, Identity(ResourceKey(".", "aws"), "account_id")
)


def line(operator: str, key: str, words: Words) -> Condition:
    return Condition(operator, key, words, HERE)


def test_possible_word_that_matches_is_in_doubt_and_one_that_differs_is_not() -> None:
    word = Known("a", HERE)
    values = Words((), False, HERE, possible=(word,))
    assert holds(line("StringEquals", "k", values), Context.of({"k": "a"})) is Truth.UNKNOWN
    assert holds(line("StringEquals", "k", values), Context.of({"k": "b"})) is Truth.NO


def test_open_list_is_in_doubt_until_a_known_word_matches() -> None:
    values = Words((Known("a", HERE),), False, HERE, open=WHY)
    assert holds(line("StringEquals", "k", values), Context.of({"k": "a"})) is Truth.YES
    assert holds(line("StringEquals", "k", values), Context.of({"k": "b"})) is Truth.UNKNOWN
    assert holds(line("StringNotEquals", "k", values), Context.of({"k": "a"})) is Truth.NO


def test_the_same_unknown_account_on_both_sides_matches() -> None:
    role = Text(("arn:aws:iam::", OWNER, ":role/x"), HERE)
    condition = line("ArnEquals", "aws:PrincipalArn", Words((role,), False, HERE))
    assert holds(condition, Context.of({"aws:PrincipalArn": role})) is Truth.YES
    other = Text(("arn:aws:iam::", OWNER, ":role/y"), HERE)
    assert holds(condition, Context.of({"aws:PrincipalArn": other})) is Truth.NO
    fixed = "arn:aws:iam::111122223333:role/x"
    assert holds(condition, Context.of({"aws:PrincipalArn": fixed})) is Truth.UNKNOWN


PRESENT = Context({"k": ContextKey(Truth.YES, None)})
"""A key that the request has, with values that are not known."""


def words(*texts: str) -> Words:
    return Words(tuple(Known(text, HERE) for text in texts), False, HERE)


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("StringEquals", Truth.UNKNOWN),
        ("ForAllValues:StringEquals", Truth.UNKNOWN),
        ("ForAnyValue:StringEquals", Truth.UNKNOWN),
        ("StringEqualsIfExists", Truth.UNKNOWN),
    ],
)
def test_key_with_values_that_are_not_known_leaves_a_comparison_open(
    operator: str, expected: Truth
) -> None:
    assert holds(line(operator, "k", words("a")), PRESENT) is expected


@pytest.mark.parametrize(
    ("operator", "anything", "nothing"),
    [
        ("StringLike", Truth.YES, Truth.NO),
        ("ForAllValues:StringLike", Truth.YES, Truth.UNKNOWN),
        ("ForAnyValue:StringLike", Truth.UNKNOWN, Truth.NO),
    ],
)
def test_values_that_are_not_known_may_be_none_in_a_key_of_several(
    operator: str, anything: Truth, nothing: Truth
) -> None:
    assert holds(line(operator, "k", words("*")), PRESENT) is anything
    assert holds(line(operator, "k", words()), PRESENT) is nothing


def test_null_on_a_value_that_is_not_known_is_open() -> None:
    condition = line("Null", "k", Words((WHY,), False, HERE))
    assert holds(condition, Context.of({"k": "a"})) is Truth.UNKNOWN
    assert holds(condition, Context.of({"k": None})) is Truth.UNKNOWN


def test_null_takes_no_if_exists() -> None:
    assert parse_operator("NullIfExists") is None
    assert holds(line("NullIfExists", "k", words("true")), Context.of({"k": "a"})) is Truth.UNKNOWN


def test_key_of_no_values_is_missing_without_a_set_operator_and_empty_with_one() -> None:
    empty = Context.of({"k": []})
    assert holds(line("StringEquals", "k", words("a")), empty) is Truth.NO
    assert holds(line("StringNotEquals", "k", words("a")), empty) is Truth.YES
    assert holds(line("ForAllValues:StringEquals", "k", words("a")), empty) is Truth.YES
    assert holds(line("ForAnyValue:StringEquals", "k", words("a")), empty) is Truth.NO


BOUNDARY = "iam:PermissionsBoundary"
ARN = "arn:aws:iam::111122223333:policy/cap"


@pytest.mark.parametrize(
    ("effect", "condition", "expected"),
    [
        ("Allow", {"StringEquals": {BOUNDARY: ARN}}, Truth.YES),
        ("Allow", {"ArnLike": {"iam:permissionsboundary": ARN}}, Truth.YES),
        ("Allow", {"Null": {BOUNDARY: "false"}}, Truth.YES),
        ("Allow", {"StringEqualsIfExists": {BOUNDARY: ARN}}, Truth.NO),
        ("Allow", {"StringNotEquals": {BOUNDARY: ARN}}, Truth.NO),
        ("Allow", {"StringEquals": {"aws:PrincipalTag/a": "b"}}, Truth.NO),
        ("Allow", {}, Truth.NO),
        ("Deny", {"StringNotEquals": {BOUNDARY: ARN}}, Truth.YES),
        ("Deny", {"Null": {BOUNDARY: "true"}}, Truth.YES),
        ("Deny", {"StringEquals": {BOUNDARY: ARN}}, Truth.NO),
        (
            "Deny",
            {"StringNotEquals": {BOUNDARY: ARN}, "Bool": {"aws:SecureTransport": "true"}},
            Truth.UNKNOWN,
        ),
        ("Deny", {}, Truth.NO),
    ],
)
def test_statement_that_insists_on_a_boundary(effect: str, condition: Any, expected: Truth) -> None:
    statement = {
        "Effect": effect,
        "Action": "iam:CreateRole",
        "Resource": "*",
        "Condition": condition,
    }
    document = read_json(json.dumps({"Statement": statement}), PolicyKind.IDENTITY, HERE)
    assert restricts_to_boundary(document.statements[0]) is expected
