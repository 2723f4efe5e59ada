"""Policy documents of a plan that are read at apply alone: what is in them, and what may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iac_scan.evaluation.result import Evaluation
from iac_scan.values import Mapping, Sequence, Text, Unknown, Value, walk

from .planning import block, change, plan, resource

Run = Callable[..., Evaluation]

DOCUMENT = "data.aws_iam_policy_document.d"


def _policy(
    run: Run,
    values: dict[str, Any],
    unknown: dict[str, Any],
    written: dict[str, Any],
    others: tuple[str, ...] = (),
) -> Mapping:
    """Return the policy of a document with some values, of which some are known after apply."""
    evaluation = run(
        plan(
            [resource(DOCUMENT, values), *(resource(one, {}) for one in others)],
            [
                change(DOCUMENT, unknown | {"json": True}, actions=("read",), after=values),
                *(change(one, {"arn": True, "id": True}) for one in others),
            ],
            [block(DOCUMENT, **written), *(block(one) for one in others)],
        )
    )
    found = next(one for one in evaluation.resources if one.key.address == DOCUMENT)
    policy = getattr(found.values.get("json"), "encoded", None)
    assert isinstance(policy, Mapping)
    return policy


def _resource(run: Run, reference: str, of: str) -> Value:
    """Return the resource of a statement that is made of one reference."""
    statement = {"actions": ["s3:GetObject"], "resources": [None]}
    policy = _policy(
        run,
        {"statement": [statement]},
        {"statement": [{"resources": [True]}]},
        {"statement": [{"resources": {"references": [reference, of]}}]},
        (of,),
    )
    statements = policy.get("Statement")
    assert isinstance(statements, Sequence)
    (only,) = statements.items
    assert isinstance(only, Mapping)
    return only.get("Resource")


def test_statements_that_dynamic_makes_may_be_any(run: Run) -> None:
    policy = _policy(run, {"statement": None}, {"statement": True}, {})
    statements = policy.get("Statement")
    assert isinstance(statements, Sequence)
    assert statements.items == ()
    assert statements.rest is not None
    assert "statement` is known after apply" in statements.rest.detail


def test_document_without_statements_has_none(run: Run) -> None:
    assert "Statement" not in _policy(run, {"version": "2012-10-17"}, {}, {}).entries


def test_arn_that_a_text_begins_with_may_be_the_beginning_alone(run: Run) -> None:
    found = _resource(run, "aws_s3_bucket.b.arn", "aws_s3_bucket.b")
    assert isinstance(found, Text)
    first, rest = found.parts
    assert isinstance(first, Unknown)
    assert isinstance(rest, Unknown)
    assert first.identity is not None
    assert first.identity.resource.address == "aws_s3_bucket.b"
    assert rest.identity is None


@pytest.mark.parametrize("type", ["aws_iam_role", "aws_kms_key", "aws_sns_topic", "aws_sqs_queue"])
def test_arn_to_which_nobody_adds_is_the_whole(run: Run, type: str) -> None:
    found = _resource(run, f"{type}.x.arn", f"{type}.x")
    assert isinstance(found, Unknown)
    assert found.identity is not None
    assert found.identity.attribute == "arn"


def test_name_in_a_text_tells_nothing_of_the_whole(run: Run) -> None:
    found = _resource(run, "aws_s3_bucket.b.id", "aws_s3_bucket.b")
    assert isinstance(found, Unknown)
    assert found.identity is None


def _principals(run: Run, unknown: list[Any], written: list[Any]) -> Mapping:
    """Return a policy of one statement with principals that are known after apply."""
    values = {"type": "AWS", "identifiers": [None]}
    statement = {"actions": ["sts:AssumeRole"], "principals": [values for _ in unknown]}
    return _policy(
        run,
        {"statement": [statement]},
        {"statement": [{"principals": unknown}]},
        {"statement": [{"principals": written}]},
        ("aws_iam_role.a", "aws_iam_role.b"),
    )


def _identities(policy: Mapping) -> list[str]:
    return [
        one.identity.resource.address
        for one in walk(policy)
        if isinstance(one, Unknown) and one.identity is not None
    ]


ONE, OTHER = (
    {"identifiers": {"references": [f"aws_iam_role.{name}.arn", f"aws_iam_role.{name}"]}}
    for name in "ab"
)
MARK = {"identifiers": [True]}


def test_the_only_block_of_its_kind_is_the_one_that_is_written(run: Run) -> None:
    assert _identities(_principals(run, [MARK], [ONE])) == ["aws_iam_role.a"]


@pytest.mark.parametrize("written", [[ONE], [ONE, OTHER]], ids=["fewer", "in another order"])
def test_which_of_several_blocks_is_meant_is_not_guessed(run: Run, written: list[Any]) -> None:
    assert _identities(_principals(run, [MARK, MARK], written)) == []
