"""What a plan alone says: values, references, accounts, and what is not there."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from iac_scan.evaluation.plan.listed import POLICIES
from iac_scan.evaluation.result import Evaluation, Resource
from iac_scan.sources.diagnostics import Level
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    Reason,
    Sequence,
    Text,
    Truth,
    Unknown,
    identity_of,
    text_of,
)

from .planning import block, change, plan, resource

Run = Callable[..., Evaluation]


def _one(evaluation: Evaluation, address: str) -> Resource:
    return next(one for one in evaluation.resources if one.key.address == address)


def _identity(evaluation: Evaluation, address: str, attribute: str) -> str | None:
    """Return the attribute of a resource that a value is."""
    identity = identity_of(_one(evaluation, address).values.get(attribute))
    return None if identity is None else f"{identity.resource.address}.{identity.attribute}"


def test_what_is_known_is_a_planned_value_at_its_line(run: Run) -> None:
    planned = plan([resource("aws_iam_user.a", {"name": "ann"})])
    evaluation = run(planned)
    name = _one(evaluation, "aws_iam_user.a").values.get("name")
    assert text_of(name) == "ann"
    assert name.origin.span.path == "plan0.json"
    lines = json.dumps(planned, indent=1).splitlines()
    assert '"ann"' in lines[name.origin.span.start_line - 1]


def test_a_policy_stands_at_the_line_of_its_attribute(run: Run) -> None:
    policy = json.dumps({"Statement": []})
    evaluation = run(plan([resource("aws_iam_policy.p", {"name": "p", "policy": policy})]))
    values = _one(evaluation, "aws_iam_policy.p").values
    assert values.get("policy").origin.span.start_line == (
        values.get("name").origin.span.start_line + 1
    )


def test_an_unknown_attribute_is_the_one_that_the_configuration_refers_to(run: Run) -> None:
    evaluation = run(
        plan(
            [resource("aws_iam_role.r", {"name": "r"}), resource("aws_iam_role_policy.p", {})],
            [change("aws_iam_role_policy.p", {"role": True})],
            [block("aws_iam_role.r"), block("aws_iam_role_policy.p", role="aws_iam_role.r.id")],
        )
    )
    role = _one(evaluation, "aws_iam_role_policy.p").values.get("role")
    assert isinstance(role, Unknown)
    assert role.reason is Reason.COMPUTED
    assert _identity(evaluation, "aws_iam_role_policy.p", "role") == "aws_iam_role.r.id"


def test_an_unknown_attribute_of_two_references_is_neither(run: Run) -> None:
    both = {"references": ["aws_iam_role.r.id", "aws_iam_role.r", "aws_iam_user.u.id"]}
    evaluation = run(
        plan(
            [
                resource("aws_iam_role.r", {}),
                resource("aws_iam_user.u", {}),
                resource("aws_iam_role_policy.p", {}),
            ],
            [change("aws_iam_role_policy.p", {"role": True})],
            [block("aws_iam_role.r"), block("aws_iam_role_policy.p", role=both)],
        )
    )
    assert _identity(evaluation, "aws_iam_role_policy.p", "role") is None


def test_the_items_of_a_list_are_the_references_in_order(run: Run) -> None:
    both = {"references": ["aws_iam_user.a.name", "aws_iam_user.a", "aws_iam_user.b.name"]}
    evaluation = run(
        plan(
            [
                resource("aws_iam_user.a", {}),
                resource("aws_iam_user.b", {}),
                resource("aws_iam_group_membership.m", {"users": [None, None]}),
            ],
            [change("aws_iam_group_membership.m", {"users": [True, True]})],
            [block("aws_iam_group_membership.m", users=both)],
        )
    )
    users = _one(evaluation, "aws_iam_group_membership.m").values.get("users")
    assert isinstance(users, Sequence)
    found = [identity_of(item) for item in users.items]
    assert [one.resource.address for one in found if one is not None] == [
        "aws_iam_user.a",
        "aws_iam_user.b",
    ]


def test_a_reference_is_followed_through_variables_and_outputs(run: Run) -> None:
    maker = {
        "resources": [block("aws_iam_role.r")],
        "outputs": {"role": {"expression": {"references": ["aws_iam_role.r.arn"]}}},
    }
    user = {"resources": [block("aws_iam_role_policy.p", role="var.role")]}
    evaluation = run(
        plan(
            [],
            [change("module.b[0].aws_iam_role_policy.p", {"role": True})],
            modules={
                "module.a": [resource("module.a.aws_iam_role.r", {})],
                "module.b[0]": [resource("module.b[0].aws_iam_role_policy.p", {})],
            },
            calls={
                "a": {"module": maker},
                "b": {
                    "expressions": {"role": {"references": ["module.a.role", "module.a"]}},
                    "module": user,
                },
            },
        )
    )
    found = _identity(evaluation, "module.b[0].aws_iam_role_policy.p", "role")
    assert found == "module.a.aws_iam_role.r.arn"


def test_a_reference_by_each_key_is_the_instance_of_the_same_key(run: Run) -> None:
    by_key = {"references": ["aws_iam_role.r", "each.key"]}
    evaluation = run(
        plan(
            [
                resource('aws_iam_role.r["a.b"]', {}, index="a.b"),
                resource('aws_iam_role.r["c"]', {}, index="c"),
                resource('aws_iam_role_policy.p["a.b"]', {}, index="a.b"),
            ],
            [change('aws_iam_role_policy.p["a.b"]', {"role": True})],
            [block("aws_iam_role.r"), block("aws_iam_role_policy.p", role=by_key)],
        )
    )
    identity = identity_of(_one(evaluation, 'aws_iam_role_policy.p["a.b"]').values.get("role"))
    assert identity is not None
    assert identity.resource.address == 'aws_iam_role.r["a.b"]'


def test_each_value_is_the_resource_that_for_each_goes_over(run: Run) -> None:
    written = block("aws_iam_role_policy.p", role="each.value.name")
    written["for_each_expression"] = {"references": ["aws_iam_role.r"]}
    evaluation = run(
        plan(
            [
                resource('aws_iam_role.r["a"]', {}, index="a"),
                resource('aws_iam_role.r["b"]', {}, index="b"),
                resource('aws_iam_role_policy.p["b"]', {}, index="b"),
            ],
            [change('aws_iam_role_policy.p["b"]', {"role": True})],
            [block("aws_iam_role.r"), written],
        )
    )
    found = _identity(evaluation, 'aws_iam_role_policy.p["b"]', "role")
    assert found == 'aws_iam_role.r["b"].name'


def test_a_reference_that_leads_back_to_itself_leads_nowhere(run: Run) -> None:
    circle = {
        "expressions": {"v": {"references": ["module.a.o"]}},
        "module": {"outputs": {"o": {"expression": {"references": ["var.v"]}}}},
    }
    evaluation = run(
        plan(
            [resource("aws_iam_role_policy.p", {})],
            [change("aws_iam_role_policy.p", {"role": True})],
            [block("aws_iam_role_policy.p", role="module.a.o")],
            calls={"a": circle},
        )
    )
    assert _identity(evaluation, "aws_iam_role_policy.p", "role") is None


def test_a_known_text_has_the_identity_of_the_attribute_that_it_equals(run: Run) -> None:
    evaluation = run(
        plan(
            [
                resource("aws_iam_role.r", {"name": "r"}),
                resource("aws_iam_role_policy.p", {"role": "r", "name": "r-2"}),
            ],
            blocks=[
                block("aws_iam_role.r"),
                block("aws_iam_role_policy.p", role="aws_iam_role.r.name"),
            ],
        )
    )
    assert _identity(evaluation, "aws_iam_role_policy.p", "role") == "aws_iam_role.r.name"


def test_what_the_provider_fills_in_is_left_out(run: Run) -> None:
    evaluation = run(
        plan(
            [resource("aws_iam_role.r", {"name": "r"})],
            [change("aws_iam_role.r", {"inline_policy": True, "arn": True})],
            [block("aws_iam_role.r", name={"constant_value": "r"})],
        )
    )
    values = _one(evaluation, "aws_iam_role.r").values
    assert isinstance(values.get("inline_policy"), Absent)
    arn = values.get("arn")
    assert isinstance(arn, Text)
    assert arn.parts[-1] == ":role/r"


def test_what_is_written_and_not_known_stays_unknown(run: Run) -> None:
    evaluation = run(
        plan(
            [resource("aws_iam_role.r", {"name": "r"})],
            [change("aws_iam_role.r", {"inline_policy": True})],
            [block("aws_iam_role.r", inline_policy=[{"policy": {"references": ["local.p"]}}])],
        )
    )
    assert isinstance(_one(evaluation, "aws_iam_role.r").values.get("inline_policy"), Unknown)


def test_what_the_provider_lists_again_is_not_doubled(run: Run) -> None:
    aws = "arn:aws:iam::aws:policy/"
    evaluation = run(
        plan(
            [
                resource(
                    "aws_iam_role.r",
                    {"name": "r", "managed_policy_arns": [f"{aws}A", f"{aws}B"]},
                ),
                resource(
                    "aws_iam_role_policy_attachment.a", {"role": "r", "policy_arn": f"{aws}A"}
                ),
            ],
            blocks=[block("aws_iam_role.r"), block("aws_iam_role_policy_attachment.a")],
        )
    )
    listed = _one(evaluation, "aws_iam_role.r").values.get("managed_policy_arns")
    assert isinstance(listed, Sequence)
    assert [text_of(item) for item in listed.items] == [f"{aws}B"]


@pytest.mark.parametrize(
    ("type", "attribute", "setter", "key"),
    [(type, *row) for type, row in sorted(POLICIES.items())],
    ids=sorted(POLICIES),
)
def test_a_policy_that_another_resource_sets_is_read_there(
    run: Run, type: str, attribute: str, setter: str, key: str
) -> None:
    def listed(name: str, **expressions: Any) -> bool:
        planned = plan(
            [
                resource(f"{type}.t", {"id": "t-1", attribute: "{}"}),
                resource(f"{setter}.s", {key: name, attribute: "{}"}),
            ],
            blocks=[block(f"{type}.t", **expressions), block(f"{setter}.s")],
        )
        return attribute in _one(run(planned), f"{type}.t").values.entries

    assert not listed("t-1")
    assert listed("t-2")
    assert listed("t-1", **{attribute: {"constant_value": "{}"}})


def test_what_the_provider_says_that_there_is_none_of_is_none(run: Run) -> None:
    inline = [{"name": "", "policy": ""}, {"name": "p", "policy": "{}"}]
    evaluation = run(
        plan(
            [
                resource("aws_s3_bucket.b", {"bucket": "b", "policy": ""}),
                resource("aws_iam_role.r", {"name": "r", "inline_policy": inline}),
            ],
            blocks=[block("aws_s3_bucket.b"), block("aws_iam_role.r")],
        )
    )
    assert "policy" not in _one(evaluation, "aws_s3_bucket.b").values.entries
    found = _one(evaluation, "aws_iam_role.r").values.get("inline_policy")
    assert isinstance(found, Sequence)
    assert [text_of(item.get("name")) for item in found.items if isinstance(item, Mapping)] == ["p"]


def test_what_is_sensitive_stays_so(run: Run) -> None:
    secret = resource("aws_iam_access_key.k", {"user": "u", "secret": "s3cret"})
    evaluation = run(plan([secret | {"sensitive_values": {"secret": True}}]))
    values = _one(evaluation, "aws_iam_access_key.k").values
    hidden, user = values.get("secret"), values.get("user")
    assert isinstance(hidden, Known)
    assert isinstance(user, Known)
    assert hidden.sensitive
    assert not user.sensitive


def test_what_is_deleted_is_absent_and_what_does_not_change_is_present(run: Run) -> None:
    kept = change("aws_iam_user.kept", actions=("no-op",), after={"name": "k"})
    replaced = change("aws_iam_user.new", actions=("delete", "create"), after={"name": "n"})
    gone = change("aws_iam_user.gone", actions=("delete",), after=None)
    before = change("aws_iam_user.before", actions=("no-op",), after=None)
    evaluation = run(plan([], [kept, replaced, gone, before]))
    assert [one.key.address for one in evaluation.resources] == [
        "aws_iam_user.kept",
        "aws_iam_user.new",
    ]
    assert {one.presence for one in evaluation.resources} == {Truth.YES}


def test_what_is_planned_without_values_and_comes_to_nothing_is_absent(run: Run) -> None:
    """Terraform 1.0 plans so what somebody has deleted beside it."""
    planned = resource("aws_lambda_permission.gone[0]", {})
    del planned["values"]
    nothing = change("aws_lambda_permission.gone[0]", actions=("no-op",), after=None)
    assert run(plan([planned], [nothing])).resources == ()


def test_what_a_pipeline_has_hidden_in_a_plan_is_not_known(run: Run) -> None:
    trusted = "arn:aws:iam::***:oidc-provider/token.actions.githubusercontent.com"
    values = {
        "name": "***",
        "path": "/a****b/",
        "assume_role_policy": f'{{"Federated": "{trusted}"}}',
    }
    (role,) = run(plan([resource("aws_iam_role.r", values)])).resources
    name, trust = role.values.get("name"), role.values.get("assume_role_policy")
    assert isinstance(name, Text)
    assert isinstance(name.parts[0], Unknown)
    assert "hides it as `***`" in name.parts[0].detail
    assert isinstance(trust, Text)
    assert [part for part in trust.parts if isinstance(part, str)] == [
        '{"Federated": "arn:aws:iam::',
        ':oidc-provider/token.actions.githubusercontent.com"}',
    ]
    assert text_of(role.values.get("path")) == "/a****b/"


def test_an_output_that_a_pipeline_has_hidden_is_not_known(run: Run) -> None:
    planned = plan([])
    planned["planned_values"]["outputs"] = {"account": {"value": ["***", "a"]}}
    (value,) = run(planned).outputs.values()
    assert isinstance(value, Sequence)
    assert [text_of(item) for item in value.items] == [None, "a"]


def test_a_document_that_is_read_at_apply_is_made_of_its_statements(run: Run) -> None:
    statement = {"actions": ["s3:*"], "effect": "Allow", "resources": [None]}
    evaluation = run(
        plan(
            [resource("aws_iam_role_policy.p", {"role": "r"})],
            [
                change(
                    "data.aws_iam_policy_document.d",
                    {"json": True, "statement": [{"resources": [True]}]},
                    ("read",),
                    after={"statement": [statement]},
                ),
                change("aws_iam_role_policy.p", {"policy": True}),
            ],
            [
                block("data.aws_iam_policy_document.d"),
                block("aws_iam_role_policy.p", policy="data.aws_iam_policy_document.d.json"),
            ],
        )
    )
    policy = _one(evaluation, "aws_iam_role_policy.p").values.get("policy")
    assert isinstance(policy, Text)
    assert isinstance(policy.encoded, Mapping)
    assert [step.label for step in policy.origin.steps] == ["data.aws_iam_policy_document.d.json"]


def test_what_a_data_source_has_read_is_in_the_state_before(run: Run) -> None:
    read = resource("data.aws_iam_role.r", {"arn": "arn:aws:iam::111122223333:role/r"})
    prior = {"values": {"root_module": {"resources": [read]}}}
    evaluation = run(plan([], prior_state=prior))
    arn = _one(evaluation, "data.aws_iam_role.r").values.get("arn")
    assert text_of(arn) == "arn:aws:iam::111122223333:role/r"


def test_the_account_is_that_of_the_assumed_role(run: Run) -> None:
    role: dict[str, Any] = {"role_arn": {"constant_value": "arn:aws:iam::111122223333:role/x"}}
    providers = {"aws.prod": {"name": "aws", "expressions": {"assume_role": [role]}}}
    evaluation = run(
        plan(
            [resource("aws_iam_user.a", {"name": "a"})],
            blocks=[block("aws_iam_user.a", "aws.prod")],
            providers=providers,
        )
    )
    user = _one(evaluation, "aws_iam_user.a")
    assert text_of(user.deployer.account_id) == "111122223333"
    assert text_of(user.values.get("arn")) == "arn:aws:iam::111122223333:user/a"


def test_the_account_in_a_variable_is_the_assumed_one(run: Run) -> None:
    role = {"role_arn": {"references": ["var.account"]}}
    evaluation = run(
        plan(
            [resource("aws_iam_user.a", {})],
            blocks=[block("aws_iam_user.a")],
            providers={"aws": {"expressions": {"assume_role": [role]}}},
            variables={"account": {"value": "111122223333"}},
        )
    )
    account = _one(evaluation, "aws_iam_user.a").deployer.account_id
    assert text_of(account) == "111122223333"


def test_the_account_is_the_one_that_was_read(run: Run) -> None:
    caller = resource("data.aws_caller_identity.me", {"account_id": "444455556666"})
    evaluation = run(
        plan(
            [resource("aws_iam_user.a", {}), resource("aws_iam_user.b", {})],
            blocks=[
                block("aws_iam_user.a"),
                block("aws_iam_user.b", "aws.other"),
                block("data.aws_caller_identity.me"),
            ],
            prior_state={"values": {"root_module": {"resources": [caller]}}},
        )
    )
    assert text_of(_one(evaluation, "aws_iam_user.a").deployer.account_id) == "444455556666"
    assert text_of(_one(evaluation, "aws_iam_user.b").deployer.account_id) is None


def test_the_outputs_are_planned_or_known_after_apply(run: Run) -> None:
    planned: dict[str, Any] = {"root_module": {}, "outputs": {"a": {"value": "x"}, "b": {}}}
    evaluation = run(plan([]) | {"planned_values": planned})
    found = {key.address: value for key, value in evaluation.outputs.items()}
    assert text_of(found["a"]) == "x"
    assert isinstance(found["b"], Unknown)


def test_a_state_is_read_as_well(run: Run) -> None:
    users = [resource("aws_iam_user.a", {"name": "a", "arn": "arn:aws:iam::1:user/a"})]
    state = {
        "format_version": "1.0",
        "terraform_version": "1.11.4",
        "values": {"root_module": {"resources": users}},
    }
    user = _one(run(state), "aws_iam_user.a")
    arn = user.values.get("arn")
    assert text_of(arn) == "arn:aws:iam::1:user/a"
    assert identity_of(arn) == Identity(user.key, "arn")


def test_another_version_of_the_format_is_an_error(run: Run) -> None:
    evaluation = run(plan([resource("aws_iam_user.a", {})]) | {"format_version": "2.0"})
    assert [item.level for item in evaluation.diagnostics] == [Level.ERROR]
    assert evaluation.resources == ()


def test_a_part_of_another_shape_is_an_error_and_the_rest_is_read(run: Run) -> None:
    evaluation = run(plan([resource("aws_iam_user.a", {})]) | {"resource_changes": {"a": 1}})
    assert [item.message for item in evaluation.diagnostics] == [
        "not what a plan has here: expected an array for `resource_changes`, got an object"
    ]
    assert len(evaluation.resources) == 1


def test_a_plan_that_breaks_off_is_an_error(run: Run) -> None:
    evaluation = run(json.dumps(plan([resource("aws_iam_user.a", {})]))[:-1])
    assert [item.level for item in evaluation.diagnostics] == [Level.ERROR]
    assert evaluation.files == {"plan0.json"}


def test_a_plan_that_does_not_name_its_program_is_read(run: Run) -> None:
    planned = plan([resource("aws_iam_user.a", {"name": "a"})])
    del planned["terraform_version"]
    assert len(run(planned).resources) == 1


def test_json_that_is_no_plan_is_not_taken_for_one(run: Run) -> None:
    inner = {"state": plan([resource("aws_iam_user.a", {})])}
    assert run(inner, {"format_version": "1.0"}, {"terraform_version": "1"}).files == frozenset()
