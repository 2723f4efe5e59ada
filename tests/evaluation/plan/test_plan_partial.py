"""A plan that is not of everything says nothing of what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from iac_scan.evaluation.result import Evaluation
from iac_scan.sources.diagnostics import GapKind
from iac_scan.values import Truth, text_of

from .planning import block, change, plan, resource

Run = Callable[..., Evaluation]

_CODE = """
resource "aws_iam_user" "u" { name = "dev" }
resource "aws_iam_user" "v" {
  count = 1
  name  = "v"
}
"""
_COUNTED: dict[str, Any] = {"count_expression": {"references": ["var.n"]}}
_BLOCKS = [block("aws_iam_user.u"), block("aws_iam_user.v") | _COUNTED]
_LACKING = plan([resource("aws_iam_user.u", {"name": "dev"})], [change("aws_iam_user.u")], _BLOCKS)
_MEMBERS: list[tuple[dict[str, Any], str]] = [
    ({"complete": False, "errored": False}, "says that more is to come"),
    ({"complete": False, "errored": True}, "ended with an error before its end"),
    (
        {"complete": False, "deferred_changes": [{"reason": "provider_config_unknown"}]},
        "puts changes off to a later one",
    ),
]


def _doubted(evaluation: Evaluation) -> set[str]:
    return {one.key.address for one in evaluation.resources if one.presence is Truth.UNKNOWN}


@pytest.mark.parametrize(("members", "why"), _MEMBERS, ids=["complete", "errored", "deferred"])
def test_what_a_partial_plan_lacks_may_exist(run: Run, members: dict[str, Any], why: str) -> None:
    evaluation = run(_LACKING | members, main_tf=_CODE, named=("plan0.json",))
    assert _doubted(evaluation) == {"aws_iam_user.v[0]"}
    (gap,) = evaluation.gaps
    assert (gap.kind, gap.message) == (GapKind.VALUE, f"the plan `plan0.json` {why}")
    assert gap.help is not None
    assert gap.span.start_line > 1


@pytest.mark.parametrize(
    "members",
    [{}, {"complete": True, "errored": False}, {"deferred_changes": []}, {"complete": None}],
    ids=["older", "complete", "none deferred", "null"],
)
def test_what_a_whole_plan_lacks_does_not_exist(run: Run, members: dict[str, Any]) -> None:
    evaluation = run(_LACKING | members, main_tf=_CODE, named=("plan0.json",))
    assert [one.key.address for one in evaluation.resources] == ["aws_iam_user.u"]
    assert evaluation.gaps == ()


@pytest.mark.parametrize(("members", "why"), _MEMBERS, ids=["complete", "errored", "deferred"])
def test_a_partial_plan_without_its_code_is_a_gap(
    run: Run, members: dict[str, Any], why: str
) -> None:
    evaluation = run(_LACKING | members)
    assert [gap.message for gap in evaluation.gaps] == [f"the plan `plan0.json` {why}"]
    assert run(_LACKING).gaps == ()


def test_what_a_partial_plan_knows_counts(run: Run) -> None:
    planned = plan([resource("aws_iam_user.u", {"name": "prod"})], blocks=_BLOCKS, complete=False)
    evaluation = run(planned, main_tf=_CODE, named=("plan0.json",))
    assert text_of(evaluation.resources[0].values.get("name")) == "prod"


def test_a_plan_without_an_instance_that_there_must_be_is_partial(run: Run) -> None:
    blocks = [*_BLOCKS, block("aws_iam_user.w"), block("data.aws_iam_user.d")]
    evaluation = run(_LACKING | _configured(blocks), main_tf=_CODE, named=("plan0.json",))
    assert _doubted(evaluation) == {"aws_iam_user.v[0]"}
    assert [gap.message for gap in evaluation.gaps] == [
        "the plan `plan0.json` has nothing of `aws_iam_user.w`, which its configuration declares"
    ]


@pytest.mark.parametrize("counted", [True, False], ids=["counted", "not counted"])
def test_what_a_module_without_count_declares_must_be_there(run: Run, counted: bool) -> None:
    call = {"module": {"resources": [block("aws_iam_user.w")]}} | (_COUNTED if counted else {})
    evaluation = run(_LACKING | _configured(_BLOCKS, m=call))
    found = ["`module.m.aws_iam_user.w`" in gap.message for gap in evaluation.gaps]
    assert found == ([] if counted else [True])


@pytest.mark.parametrize("action", ["delete", "forget", "no-op"])
def test_of_what_goes_and_of_what_stays_a_plan_has_something(run: Run, action: str) -> None:
    planned = plan(
        [resource("aws_iam_user.u", {"name": "dev"})],
        [change("aws_iam_user.u"), change("aws_iam_user.w", actions=(action,))],
        [*_BLOCKS, block("aws_iam_user.w")],
    )
    assert run(planned).gaps == ()


def test_a_plan_that_changes_nothing_of_what_it_declares_is_partial(run: Run) -> None:
    refreshed = plan([], [], [block("aws_iam_user.v") | _COUNTED])
    evaluation = run(refreshed, main_tf=_CODE, named=("plan0.json",))
    assert [one.key.address for one in evaluation.resources] == [
        "aws_iam_user.u",
        "aws_iam_user.v[0]",
    ]
    assert len(evaluation.gaps) == 1
    assert run(plan([], [], [block("data.aws_iam_user.d")])).gaps == ()


def test_beside_a_plan_that_destroys_everything_the_code_counts(run: Run) -> None:
    changes = [change("aws_iam_user.u", actions=("delete",))]
    evaluation = run(plan([], changes, _BLOCKS[:1]), main_tf=_CODE, named=("plan0.json",))
    assert {one.key.address for one in evaluation.resources} == {
        "aws_iam_user.u",
        "aws_iam_user.v[0]",
    }


def _configured(blocks: list[dict[str, Any]], **calls: Any) -> dict[str, Any]:
    return {"configuration": plan([], blocks=blocks, calls=calls)["configuration"]}
