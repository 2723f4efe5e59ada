"""What a principal may do: single actions, whole sets, and the statements behind them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iac_scan.iam import (
    Answer,
    Held,
    PolicyDocument,
    PolicyKind,
    exactly,
    grants,
    permissions,
    permits,
    permitted_actions,
    read_json,
    read_policy,
)
from iac_scan.iam.action_words import matching
from iac_scan.iam.catalogue import everything
from iac_scan.iam.fitting import covers_all_for, resource_types
from iac_scan.iam.resources import resources_of
from iac_scan.sources import Origin, Span
from iac_scan.values import Reason, Truth, Unknown

HERE = Origin(Span("main.tf", 1, 1, 1, 1))
ROLE = "arn:aws:iam::111122223333:role/app"


def document(*statements: Any, kind: PolicyKind = PolicyKind.IDENTITY) -> PolicyDocument:
    return read_json(json.dumps({"Version": "2012-10-17", "Statement": statements}), kind, HERE)


def allow(action: Any, resource: Any = "*", **more: Any) -> Any:
    return {"Effect": "Allow", "Action": action, "Resource": resource} | more


def deny(action: Any, resource: Any = "*", **more: Any) -> Any:
    return {"Effect": "Deny", "Action": action, "Resource": resource} | more


MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}

PASS_ROLE = {
    "on everything": ([allow("iam:PassRole")], "*", Truth.YES),
    "on one role is not on everything": ([allow("iam:PassRole", ROLE)], "*", Truth.NO),
    "on one role is on something": ([allow("iam:PassRole", ROLE)], None, Truth.YES),
    "on that role": ([allow("iam:PassRole", ROLE)], ROLE, Truth.YES),
    "on another role": ([allow("iam:PassRole", ROLE)], ROLE + "2", Truth.NO),
    "on roles by name": ([allow("iam:P*", "arn:aws:iam::*:role/a*")], ROLE, Truth.YES),
    "by wildcard": ([allow("*")], ROLE, Truth.YES),
    "under a condition": ([allow("iam:PassRole", Condition=MFA)], "*", Truth.UNKNOWN),
    "denied": ([allow("iam:PassRole"), deny("iam:PassRole")], "*", Truth.NO),
    "denied on a part": ([allow("iam:PassRole"), deny("iam:PassRole", ROLE)], "*", Truth.YES),
    "denied there": ([allow("iam:PassRole"), deny("iam:PassRole", ROLE)], ROLE, Truth.NO),
    "all of it denied": ([allow("iam:PassRole", ROLE), deny("iam:*", ROLE)], None, Truth.NO),
    "denied under a condition": (
        [allow("iam:PassRole"), deny("iam:*", Condition=MFA)],
        "*",
        Truth.UNKNOWN,
    ),
    "left out": (
        [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}],
        "*",
        Truth.NO,
    ),
    "all resources but this": (
        [{"Effect": "Allow", "Action": "iam:*", "NotResource": ROLE}],
        ROLE,
        Truth.NO,
    ),
    "all resources but another": (
        [{"Effect": "Allow", "Action": "iam:*", "NotResource": ROLE}],
        ROLE + "2",
        Truth.YES,
    ),
}


@pytest.mark.parametrize("name", PASS_ROLE)
def test_passing_roles(name: str) -> None:
    statements, resource, expected = PASS_ROLE[name]
    assert grants([document(*statements)], "iam:PassRole", resource).truth is expected


@pytest.mark.parametrize(
    ("action", "resource", "expected"),
    [
        ("iam:ListUsers", "*", Truth.YES),
        # The reference lists no resource, and the service checks one all the same: AWS's own
        # policies count on the first two.
        ("iam:ListUsers", "arn:aws:iam::*:user/*", Truth.UNKNOWN),
        ("logs:DescribeLogGroups", "arn:aws:logs:*:*:*", Truth.UNKNOWN),
        ("s3:ListAllMyBuckets", "arn:aws:s3:::*", Truth.UNKNOWN),
        ("tag:GetResources", "arn:aws:s3:::orders", Truth.UNKNOWN),
        ("logs:DescribeLogGroups", "arn:aws:s3:::orders", Truth.NO),
        ("ec2:DescribeInstances", "arn:aws:ec2:*:*:instance/*", Truth.NO),
    ],
)
def test_action_without_resource_type_needs_the_star_or_an_arn_that_is_checked(
    action: str, resource: str, expected: Truth
) -> None:
    held = permissions([document(allow(action, resource))])
    assert permits(held, action).truth is expected
    assert permits(held, action, "*").truth is expected
    assert permits(held, action, exactly("*")).truth is Truth.of(resource == "*")


def test_action_without_resource_type_on_an_arn_is_subject_to_what_denies_it() -> None:
    on_arn = document(allow("logs:DescribeLogGroups", "arn:aws:logs:*:*:*"), deny("logs:*"))
    assert grants([on_arn], "logs:DescribeLogGroups").truth is Truth.NO


EC2 = "arn:aws:ec2:*:*:"
LAUNCHED = [
    f"{EC2}{kind}/*" for kind in ("network-interface", "security-group", "subnet", "volume")
]
IMAGES = "arn:aws:ec2:*::image/*"


def test_action_without_resource_type_is_granted_by_everything_but_some_resource() -> None:
    but = {"Effect": "Allow", "Action": "*", "NotResource": ROLE}
    may = permissions([document(but)])
    for action, expected in (("iam:ListUsers", True), ("iam:DeleteRole", False)):
        assert (permits(may, action, "*").truth is Truth.YES) is expected
        assert (action in permitted_actions(may).sure) is expected


def test_action_on_several_resources_needs_each_kind() -> None:
    some = document(allow("ec2:RunInstances", [f"{EC2}instance/*", *LAUNCHED]))
    assert grants([some], "ec2:RunInstances").truth is Truth.NO
    image = document(allow("ec2:RunInstances", IMAGES))
    answer = grants([some, image], "ec2:RunInstances")
    assert answer.truth is Truth.YES
    assert [{cause.document for cause in way} for way in answer.ways] == [{some, image}]
    possible = document(allow("ec2:RunInstances", IMAGES, Condition=MFA))
    assert grants([some, possible], "ec2:RunInstances").truth is Truth.UNKNOWN
    assert grants([document(allow("ec2:RunInstances"))], "ec2:RunInstances").truth is Truth.YES


def test_granting_and_denying_statements_are_named() -> None:
    policy = document(allow("s3:*"), allow("iam:PassRole"), deny("iam:PassRole", Condition=MFA))
    answer = grants([policy], "iam:PassRole", "*")
    assert [[cause.statement.index for cause in way] for way in answer.ways] == [[1]]
    assert [cause.statement.index for cause in answer.denied_by] == [2]
    assert answer.ways[0][0].document is policy


def test_unlisted_action_is_judged_by_name() -> None:
    assert grants([document(allow("brandnew:*"))], "brandnew:Do", "*").truth is Truth.YES
    assert grants([document(allow("other:*"))], "brandnew:Do", "*").truth is Truth.NO


def test_statement_without_action_grants_nothing_listed_or_not() -> None:
    broken = document({"Effect": "Allow", "Resource": "*"})
    assert grants([broken], "brandnew:Do", "*").truth is Truth.NO
    assert grants([broken], "s3:GetObject", "*").truth is Truth.NO


CAP = document(allow(["s3:*"], "arn:aws:s3:::b/*"), kind=PolicyKind.BOUNDARY)


def test_boundary_cuts_a_grant_to_what_both_name() -> None:
    holder = permissions([document(allow("*"))], boundary=CAP)
    assert permits(holder, "s3:GetObject", "arn:aws:s3:::b/k").truth is Truth.YES
    assert permits(holder, "s3:GetObject", "*").truth is Truth.NO
    assert permits(holder, "s3:GetObject").truth is Truth.YES
    assert permits(holder, "iam:PassRole").truth is Truth.NO


def test_boundary_apart_from_the_grant_leaves_nothing() -> None:
    holder = permissions([document(allow("s3:*", "arn:aws:s3:::c/*"))], boundary=CAP)
    assert permits(holder, "s3:GetObject").truth is Truth.NO


@pytest.mark.parametrize(
    ("cap", "expected"),
    [
        ({"Resource": "arn:aws:iam::111122223333:role/*-ops"}, Truth.UNKNOWN),
        ({"Resource": "arn:aws:iam::111122223333:user/*-ops"}, Truth.NO),
        ({"NotResource": "arn:aws:iam::111122223333:role/app-x"}, Truth.UNKNOWN),
        ({"NotResource": "arn:aws:iam::111122223333:user/*"}, Truth.YES),
    ],
    ids=["overlaps", "apart", "all but a part", "all but others"],
)
def test_boundary_that_overlaps_a_grant_leaves_it_open(cap: Any, expected: Truth) -> None:
    boundary = document({"Effect": "Allow", "Action": "iam:*", **cap}, kind=PolicyKind.BOUNDARY)
    own = document(allow("iam:PassRole", "arn:aws:iam::111122223333:role/app-*"))
    assert permits(permissions([own], boundary=boundary), "iam:PassRole").truth is expected


def test_unknown_boundary_leaves_every_grant_possible() -> None:
    unknown = Unknown(Reason.NO_VALUE, "`var.cap` has no default", HERE)
    holder = permissions([document(allow("s3:*"))], boundary=unknown)
    answer = permits(holder, "s3:GetObject", "*")
    assert answer.truth is Truth.UNKNOWN
    assert answer.unread == (unknown,)
    assert permits(holder, "iam:PassRole", "*").truth is Truth.NO


def test_policy_that_may_be_attached_grants_possibly() -> None:
    held = Held(document(allow("s3:*")), Truth.UNKNOWN)
    assert grants([held], "s3:GetObject", "*").truth is Truth.UNKNOWN
    assert grants([Held(document(allow("s3:*")), Truth.NO)], "s3:GetObject").truth is Truth.NO


def test_unread_policy_could_grant_what_nothing_denies() -> None:
    unread = read_policy(Unknown(Reason.DATA, "elsewhere", HERE), PolicyKind.IDENTITY)
    assert grants([unread], "s3:GetObject", "*") == Answer(
        Truth.UNKNOWN, unread=(Unknown(Reason.DATA, "elsewhere", HERE),)
    )
    denied = document(deny("s3:*"))
    assert grants([unread, denied], "s3:GetObject", "*").truth is Truth.NO


def test_permitted_actions_are_a_pair() -> None:
    policy = document(allow("s3:*"), allow("sqs:*", Condition=MFA), deny("s3:Delete*"))
    range_ = permitted_actions(permissions([policy]))
    assert range_.sure == matching("s3:*") - matching("s3:Delete*")
    assert range_.possible == range_.sure | matching("sqs:*")


def test_permitted_actions_within_ceilings() -> None:
    full = document(allow("*"), kind=PolicyKind.SERVICE_CONTROL)
    guard = document(deny("iam:*"), kind=PolicyKind.SERVICE_CONTROL)
    holder = permissions([document(allow("*"))], levels=[[full], [full, guard]])
    assert permitted_actions(holder).sure == everything() - matching("iam:*")


words = st.sampled_from(["*", "s3:*", "iam:*", "iam:PassRole", "s3:GetObject", "ec2:Run*"])
places = st.sampled_from(["*", ROLE, "arn:aws:s3:::b/*"])
statements = st.builds(
    lambda effect, negated, action, resource, conditioned: {
        "Effect": effect,
        "NotAction" if negated else "Action": action,
        "Resource": resource,
        **({"Condition": MFA} if conditioned else {}),
    },
    st.sampled_from(["Allow", "Allow", "Deny"]),
    st.booleans(),
    words,
    places,
    st.booleans(),
)
policies = st.lists(statements, max_size=4).map(lambda found: document(*found))


@settings(deadline=None, max_examples=150)
@given(policies, policies, st.sampled_from(["iam:PassRole", "s3:GetObject", "sqs:SendMessage"]))
def test_sets_and_single_questions_agree(
    one: PolicyDocument, cap: PolicyDocument, action: str
) -> None:
    for holder in (permissions([one]), permissions([one], boundary=cap)):
        range_ = permitted_actions(holder)
        truth = permits(holder, action, "*").truth
        assert range_.sure <= range_.possible
        assert (action in range_.sure) is (truth is Truth.YES)
        assert (action in range_.possible) is (truth is not Truth.NO)


@settings(deadline=None, max_examples=150)
@given(policies, policies)
def test_a_ceiling_only_takes_away(one: PolicyDocument, cap: PolicyDocument) -> None:
    alone, capped = permitted_actions(permissions([one])), permissions([one], boundary=cap)
    assert permitted_actions(capped).sure <= alone.sure
    assert permitted_actions(capped).possible <= alone.possible


def test_resources_that_an_action_can_be_about() -> None:
    assert [kind.name for kind in resource_types("iam:PassRole")] == ["role"]
    assert resource_types("iam:ListUsers") == ()
    assert resource_types("nosuch:Thing") == ()


@pytest.mark.parametrize(
    ("action", "resource", "expected"),
    [
        ("iam:CreateUser", "arn:aws:iam::*:user/*", Truth.YES),
        ("iam:CreateUser", "arn:aws:iam::*:role/*", Truth.NO),
        ("ec2:RunInstances", "arn:aws:ec2:*:*:instance/*", Truth.YES),
        ("ec2:RunInstances", "arn:aws:ec2:*:*:volume/*", Truth.NO),
        ("lambda:CreateFunctionUrlConfig", "arn:aws:lambda:*:*:function/*", Truth.NO),
        ("organizations:LeaveOrganization", "*", Truth.YES),
    ],
)
def test_resources_that_stop_every_request(action: str, resource: str, expected: Truth) -> None:
    statement = document(deny(action, resource)).statements[0]
    found = resources_of(statement.resources, PolicyKind.SERVICE_CONTROL, variables=True)
    assert covers_all_for(found, action) is expected


def test_question_may_be_asked_of_an_exact_resource_with_wildcards_in_its_name() -> None:
    policy = document(allow("s3:*", "arn:aws:s3:::b/x"))
    assert grants([policy], "s3:GetObject", exactly("arn:aws:s3:::b/*")).truth is Truth.NO
