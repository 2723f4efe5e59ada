"""A plan and its code are one system: the plan's values at the places of the code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from iac_scan.evaluation.result import Evaluation, Resource
from iac_scan.options import Options
from iac_scan.pipeline import evaluate
from iac_scan.sources.tree import SourceTree
from iac_scan.values import (
    Known,
    Mapping,
    OneOf,
    Sequence,
    Text,
    Truth,
    Value,
    identity_of,
    text_of,
)

from .planning import block, change, plan, resource

Run = Callable[..., Evaluation]

_USER = """
variable "name" {
  default = "dev"
}

resource "aws_iam_user" "u" {
  name = var.name
}
"""
_PLANNED = plan([resource("aws_iam_user.u", {"name": "prod"})], blocks=[block("aws_iam_user.u")])


def _one(evaluation: Evaluation, address: str) -> Resource:
    return next(one for one in evaluation.resources if one.key.address == address)


def _first(value: Value, *path: str) -> Value:
    """Return a part of a JSON document; of a list the first item."""
    if isinstance(value, Known | Text):
        assert value.encoded is not None
        value = value.encoded
    for name in path:
        assert isinstance(value, Mapping)
        value = value.get(name)
        if isinstance(value, Sequence):
            value = value.items[0]
    return value


def test_a_resource_of_both_is_one_at_the_line_of_the_code(run: Run) -> None:
    evaluation = run(_PLANNED, main_tf=_USER, named=("plan0.json",))
    (user,) = evaluation.resources
    assert (user.key.scope, user.key.address) == (".", "aws_iam_user.u")
    assert (user.span.path, user.span.start_line) == ("main.tf", 6)


def test_what_a_named_plan_knows_counts(run: Run) -> None:
    evaluation = run(_PLANNED, main_tf=_USER, named=("plan0.json",))
    name = _one(evaluation, "aws_iam_user.u").values.get("name")
    assert text_of(name) == "prod"
    assert name.origin.span.path == "main.tf"


def test_a_plan_that_was_come_across_makes_both_possible(run: Run) -> None:
    name = _one(run(_PLANNED, main_tf=_USER), "aws_iam_user.u").values.get("name")
    assert isinstance(name, OneOf)
    assert [text_of(option) for option in name.options] == ["prod", "dev"]
    assert {option.origin.span.path for option in name.options} == {"main.tf"}


def test_a_plan_that_was_come_across_gives_what_the_code_leaves_open(run: Run) -> None:
    code = _USER.replace('default = "dev"', "")
    name = _one(run(_PLANNED, main_tf=code), "aws_iam_user.u").values.get("name")
    assert text_of(name) == "prod"


def test_what_is_known_after_apply_is_what_the_code_says(run: Run) -> None:
    code = """
    resource "aws_iam_role" "r" { name = "r" }
    locals { role = aws_iam_role.r.id }
    resource "aws_iam_role_policy" "p" {
      role   = local.role
      policy = "{}"
    }
    """
    planned = plan(
        [resource("aws_iam_role.r", {"name": "r"}), resource("aws_iam_role_policy.p", {})],
        [change("aws_iam_role_policy.p", {"role": True})],
        [block("aws_iam_role.r"), block("aws_iam_role_policy.p", role="local.role")],
    )
    role = _one(run(planned, main_tf=code), "aws_iam_role_policy.p").values.get("role")
    identity = identity_of(role)
    assert identity is not None
    assert (identity.resource.scope, identity.resource.address) == (".", "aws_iam_role.r")


def test_a_planned_policy_has_the_lines_of_the_code_and_the_values_of_the_plan(run: Run) -> None:
    code = """
variable "bucket" {}

resource "aws_iam_policy" "p" {
  name = "p"
  policy = jsonencode({
    Statement = [{
      Action   = "s3:*"
      Resource = "arn:aws:s3:::${var.bucket}"
    }]
  })
}
"""
    policy = {"Statement": [{"Action": "s3:*", "Resource": "arn:aws:s3:::logs"}]}
    planned = plan([resource("aws_iam_policy.p", {"name": "p", "policy": json.dumps(policy)})])
    value = _one(run(planned, main_tf=code), "aws_iam_policy.p").values.get("policy")
    bucket = _first(value, "Statement", "Resource")
    assert text_of(bucket) == "arn:aws:s3:::logs"
    assert (bucket.origin.span.path, bucket.origin.span.start_line) == ("main.tf", 9)
    action = _first(value, "Statement", "Action")
    assert action.origin.span.start_line == 8


def test_a_statement_that_only_the_plan_has_is_not_lost(run: Run) -> None:
    code = """
resource "aws_iam_policy" "p" {
  name   = "p"
  policy = jsonencode({ Statement = [{ Action = "s3:GetObject", Resource = "*" }] })
}
"""
    statements = [{"Action": "iam:*", "Resource": "*"}, {"Action": "s3:*", "Resource": "*"}]
    policy = json.dumps({"Statement": statements})
    planned = plan([resource("aws_iam_policy.p", {"name": "p", "policy": policy})])
    value = _one(run(planned, main_tf=code, named=("plan0.json",)), "aws_iam_policy.p").values.get(
        "policy"
    )
    assert text_of(_first(value, "Statement", "Action")) == "iam:*"
    assert value.origin.span.path == "main.tf"


def test_an_instance_that_a_named_plan_lacks_does_not_exist(run: Run) -> None:
    code = _USER + 'resource "aws_iam_user" "v" { count = 1 }'
    planned = plan(
        [resource("aws_iam_user.u", {"name": "prod"})],
        [change("aws_iam_user.u")],
        [block("aws_iam_user.u"), block("aws_iam_user.v") | {"count_expression": {}}],
    )
    evaluation = run(planned, main_tf=code, named=("plan0.json",))
    assert [one.key.address for one in evaluation.resources] == ["aws_iam_user.u"]
    assert evaluation.diagnostics == ()


def test_an_instance_that_a_plan_lacks_that_was_come_across_may_exist(run: Run) -> None:
    code = _USER + 'resource "aws_iam_user" "v" { count = 1 }'
    planned = plan(
        [resource("aws_iam_user.u", {"name": "prod"})],
        blocks=[block("aws_iam_user.u"), block("aws_iam_user.v")],
    )
    other = _one(run(planned, main_tf=code), "aws_iam_user.v[0]")
    assert other.presence is Truth.UNKNOWN


def test_a_block_that_is_newer_than_the_plan_stays_with_a_warning(run: Run) -> None:
    code = _USER + 'resource "aws_iam_user" "v" { name = "v" }'
    evaluation = run(_PLANNED, main_tf=code, named=("plan0.json",))
    assert _one(evaluation, "aws_iam_user.v").presence is Truth.YES
    assert [item.message for item in evaluation.diagnostics] == [
        "`aws_iam_user.v` is not in the configuration of the plan `plan0.json`"
    ]


def test_a_resource_that_the_code_has_no_more_stands_in_the_plan(run: Run) -> None:
    planned = plan(
        [resource("aws_iam_user.u", {"name": "prod"}), resource("aws_iam_user.old", {})],
        blocks=[block("aws_iam_user.u"), block("aws_iam_user.old")],
    )
    old = _one(run(planned, main_tf=_USER), "aws_iam_user.old")
    assert (old.key.scope, old.span.path) == (".", "plan0.json")


def test_an_instance_that_only_the_plan_makes_stands_at_its_block(run: Run) -> None:
    code = """
variable "admin" { default = false }

resource "aws_iam_user" "u" { name = "u" }

resource "aws_iam_user" "admin" {
  count = var.admin ? 1 : 0
  name  = "admin"
}
"""
    planned = plan(
        [
            resource("aws_iam_user.u", {"name": "u"}),
            resource("aws_iam_user.admin[0]", {"name": "admin"}, index=0),
        ],
        blocks=[block("aws_iam_user.u"), block("aws_iam_user.admin")],
    )
    admin = _one(run(planned, main_tf=code), "aws_iam_user.admin[0]")
    assert (admin.span.path, admin.span.start_line) == ("main.tf", 6)
    assert admin.values.get("name").origin.span.start_line == 8


def test_a_plan_that_is_scanned_alone_points_to_its_code(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(_USER + 'resource "aws_iam_user" "v" {}')
    (tmp_path / "plan.json").write_text(json.dumps(_PLANNED))
    options = Options(paths=(tmp_path / "plan.json",))
    (user,) = evaluate(SourceTree.open(options.paths, options.bounds), options).resources
    assert (user.span.path, user.span.start_line) == ("main.tf", 6)
    assert text_of(user.values.get("name")) == "prod"


def test_the_code_of_a_plan_may_stand_above_it(run: Run) -> None:
    evaluation = run(**{"out__plan.json": _PLANNED, "main_tf": _USER})
    assert [one.span.path for one in evaluation.resources] == ["main.tf"]


def test_the_code_of_a_named_plan_is_the_one_that_fits(run: Run) -> None:
    other = 'resource "aws_iam_user" "other" {}'
    files = {"infra__main_tf": _USER, "other__main_tf": other}
    evaluation = run(_PLANNED, named=("plan0.json",), **files)
    assert [(one.key.scope, one.span.path) for one in evaluation.resources] == [
        ("infra", "infra/main.tf"),
        ("other", "other/main.tf"),
    ]


def test_a_plan_that_fits_two_root_modules_is_of_neither(run: Run) -> None:
    files = {"dev__main_tf": _USER, "prod__main_tf": _USER}
    evaluation = run(_PLANNED, named=("plan0.json",), **files)
    assert [one.key.scope for one in evaluation.resources] == ["dev", "plan0.json", "prod"]


def test_a_plan_beside_other_code_stands_alone(run: Run) -> None:
    evaluation = run(_PLANNED, main_tf='resource "aws_iam_user" "other" { name = "o" }')
    assert [(one.key.scope, one.key.address) for one in evaluation.resources] == [
        (".", "aws_iam_user.other"),
        ("plan0.json", "aws_iam_user.u"),
    ]


def test_a_state_beside_its_code_adds_nothing(run: Run) -> None:
    users = [resource("aws_iam_user.u", {"name": "was"}), resource("aws_iam_user.gone", {})]
    state: dict[str, Any] = {
        "format_version": "1.0",
        "terraform_version": "1.11.4",
        "values": {"root_module": {"resources": users}},
    }
    (user,) = run(state, main_tf=_USER, named=("plan0.json",)).resources
    assert text_of(user.values.get("name")) == "dev"


def test_the_account_that_the_plan_has_read_is_that_of_the_code(run: Run) -> None:
    caller = resource("data.aws_caller_identity.me", {"account_id": "111122223333"})
    planned = plan(
        [resource("aws_iam_user.u", {"name": "dev"})],
        blocks=[block("aws_iam_user.u"), block("data.aws_caller_identity.me")],
        prior_state={"values": {"root_module": {"resources": [caller]}}},
    )
    code = _USER + 'resource "aws_iam_user" "newer" {}'
    for user in run(planned, main_tf=code).resources:
        assert text_of(user.deployer.account_id) == "111122223333"
