"""The documented cases as a whole: enough of them, and some for every rule of evaluation."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from iac_scan.iam.operators import OPERATORS

RULES = (
    "E1 an explicit deny wins, and nothing is allowed by default",
    "E2 in one account either side grants, and every ceiling must allow",
    "E3 across accounts both sides must allow",
    "E4 how a resource policy names somebody decides what his own policies count for",
    "E5 explicit denies of ceilings always apply",
    "E6 every level of service control policies must allow",
    "E7 resource control policies deny on the side of the resource",
    "E8 a boundary caps and grants nothing",
    "E9 a session policy caps and grants nothing",
    "E10 a key policy decides whether identity policies count",
    "E11 a trust policy is the policy of the role",
    "E12 what AWS keeps is changed by nobody",
    "E13 passing a role is asked of the role",
    "E14 which resources an action needs",
    "E15 how actions, resources and ARNs match",
    "E16 when conditions hold",
    "E17 policy variables",
    "E18 NotAction, NotResource and NotPrincipal are complements",
    "P when a resource policy is public",
    "U what is not known stays open, and matters only where it decides",
)
"""The rules that cases name by their first word.

Source: IAM User Guide, "Policy evaluation logic" and "IAM JSON policy element reference";
Organizations User Guide, "SCP evaluation" and "RCP evaluation" (2026-11-23)."""

CASES = [
    case
    for file in sorted((Path(__file__).parent / "decisions").glob("*.json"))
    for case in json.loads(file.read_text("utf-8"))
]
COUNTS = Counter(case["rule"] for case in CASES)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_cases(rule: str) -> None:
    assert COUNTS[rule.split(maxsplit=1)[0]] >= 5


def test_there_are_enough_cases_and_each_names_a_rule_and_a_source() -> None:
    assert len(CASES) >= 350
    assert set(COUNTS) <= {rule.split()[0] for rule in RULES}
    assert all(case["source"] for case in CASES)


def words_in(item: object) -> Iterator[str]:
    """Yield every key of nested mappings."""
    match item:
        case dict():
            for key, value in item.items():
                yield str(key)
                yield from words_in(value)
        case list():
            for value in item:
                yield from words_in(value)


@pytest.mark.parametrize("operator", sorted(OPERATORS))
def test_every_condition_operator_has_cases(operator: str) -> None:
    written = {word.rpartition(":")[2].lower().removesuffix("ifexists") for word in words_in(CASES)}
    assert operator in written


@pytest.mark.parametrize(
    "kind",
    ["identity", "trust", "resource_policy", "boundary", "scps", "rcps", "session", "endpoint"],
)
def test_every_kind_of_document_has_cases(kind: str) -> None:
    assert any(case.get(kind) for case in CASES)


@pytest.mark.parametrize("prefix", ["ForAllValues:", "ForAnyValue:"])
def test_every_set_operator_has_cases(prefix: str) -> None:
    assert any(word.startswith(prefix) for word in words_in(CASES))
