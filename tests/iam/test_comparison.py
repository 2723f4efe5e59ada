"""Whether one policy allows what another does not: cases by table, and laws."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iac_scan.iam import (
    Context,
    Outcome,
    Policies,
    PolicyDocument,
    PolicyKind,
    Request,
    caller_of,
    decide,
    granted_access,
    new_access,
    read_json,
    read_policy,
)
from iac_scan.iam.json_values import value_of_json
from iac_scan.sources import Origin, Span
from iac_scan.values import Mapping as MappingValue
from iac_scan.values import Reason, Truth, Unknown

HERE = Origin(Span("main.tf", 1, 1, 1, 1))
YES, NO, OPEN = Truth.YES, Truth.NO, Truth.UNKNOWN


def document(*statements: Any, kind: PolicyKind = PolicyKind.IDENTITY) -> PolicyDocument:
    return read_json(json.dumps({"Version": "2012-10-17", "Statement": statements}), kind)


def allow(actions: Any, resources: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resources, **more}


def deny(actions: Any, resources: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Deny", "Action": actions, "Resource": resources, **more}


def trust(who: Any, actions: Any = "sts:AssumeRole", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": who, "Action": actions, **more}


KEPT = [
    ("iam:PutRolePolicy", "arn:aws:iam::*:role/kept", "arn:aws:iam::*:role/free"),
    ("iam:CreateAccessKey", "arn:aws:iam::*:user/kept", "arn:aws:iam::*:user/free"),
    ("cloudtrail:StopLogging", "arn:aws:cloudtrail:*:*:trail/kept", "arn:aws:cloudtrail:*:*:x"),
    ("dynamodb:PutItem", "arn:aws:dynamodb:*:*:table/kept", "arn:aws:dynamodb:*:*:table/free"),
    ("sqs:SendMessage", "arn:aws:sqs:*:*:kept", "arn:aws:sqs:*:*:free"),
    ("sns:Publish", "arn:aws:sns:*:*:kept", "arn:aws:sns:*:*:free"),
    (
        "secretsmanager:GetSecretValue",
        "arn:aws:secretsmanager:*:*:secret:kept-??????",
        "arn:aws:secretsmanager:*:*:secret:free-??????",
    ),
    (
        "ecs:RunTask",
        "arn:aws:ecs:*:*:task-definition/kept:*",
        "arn:aws:ecs:*:*:task-definition/f:*",
    ),
    (
        "cloudformation:UpdateStack",
        "arn:aws:cloudformation:*:*:stack/kept/*",
        "arn:aws:cloudformation:*:*:stack/free/*",
    ),
    ("s3:GetObject", "arn:aws:s3:::kept/*", "arn:aws:s3:::free/*"),
    ("s3:DeleteBucket", "arn:aws:s3:::kept", "arn:aws:s3:::free"),
    ("lambda:InvokeFunction", "arn:aws:lambda:*:*:function:kept", "arn:aws:lambda:*:*:function:f"),
    ("ec2:TerminateInstances", "arn:aws:ec2:*:*:instance/i-0", "arn:aws:ec2:*:*:instance/i-1"),
    ("rds:DeleteDBCluster", "arn:aws:rds:*:*:cluster:kept", "arn:aws:rds:*:*:cluster:free"),
]
"""An action, a resource that is kept from it, and another resource.

Source: IAM User Guide, "Validate policies with IAM Access Analyzer custom policy checks"."""


@pytest.mark.parametrize(("action", "kept", "free"), KEPT, ids=[row[0] for row in KEPT])
def test_action_on_a_kept_resource_is_new_however_it_is_written(
    action: str, kept: str, free: str
) -> None:
    reference = document(allow("*"), deny(action, kept))
    service = action.partition(":")[0]
    new = (
        allow(action, kept),
        allow(action, kept.replace("kept", "k*")),
        allow(f"{service}:*"),
        allow("*"),
        allow(action, kept, Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}),
    )
    for statement in new:
        assert new_access(document(statement), reference).truth is YES
    old = (
        (allow(action, free),),
        (allow(f"{service}:*"), deny("*", kept)),
        (allow(action), {"Effect": "Deny", "Action": action, "NotResource": free}),
        (allow("organizations:DescribeOrganization"),),
    )
    for statements in old:
        assert new_access(document(*statements), reference).truth is NO
    assert granted_access(document(allow(action, kept)), [action], [kept]).truth is YES
    assert granted_access(document(allow(action, free)), [action], [kept]).truth is NO


ROLES = "arn:aws:iam::*:role/"
PASSABLE = document(
    allow("*"),
    {"Effect": "Deny", "Action": "iam:PassRole", "NotResource": f"{ROLES}passable/*"},
)
TAGGED = document(
    allow("*"), deny("ec2:RunInstances", Condition={"Null": {"aws:RequestTag/k": "true"}})
)
TAG = "aws:RequestTag/k"


@pytest.mark.parametrize(
    ("reference", "statements", "expected"),
    [
        (PASSABLE, [allow("iam:PassRole", "arn:aws:iam::1:role/passable/a")], NO),
        (PASSABLE, [allow("iam:PassRole", "arn:aws:iam::1:role/other/a")], YES),
        (PASSABLE, [allow("iam:*", f"{ROLES}*")], YES),
        (PASSABLE, [{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}], NO),
        (TAGGED, [allow("ec2:RunInstances")], YES),
        (TAGGED, [allow("ec2:RunInstances", Condition={"StringEquals": {TAG: "v"}})], NO),
        (TAGGED, [allow("ec2:RunInstances", Condition={"Null": {TAG: "false"}})], NO),
        (
            TAGGED,
            [allow("ec2:RunInstances", Condition={"StringEquals": {"aws:RequestTag/l": "v"}})],
            YES,
        ),
        (
            TAGGED,
            [
                allow("ec2:RunInstances"),
                deny("ec2:RunInstances", Condition={"StringNotEquals": {TAG: "v"}}),
            ],
            NO,
        ),
        (
            document(allow("s3:*", "arn:aws:s3:::a*")),
            [allow("s3:GetObject", "arn:aws:s3:::ab/*")],
            NO,
        ),
        (document(allow("s3:Get*")), [allow("s3:GetObject"), allow("s3:GetBucketAcl")], NO),
        (document(allow("s3:Get*")), [allow(["s3:GetObject", "s3:PutObject"])], YES),
        (document(allow("s3:*", "arn:aws:s3:::a/*")), [allow("s3:ListAllMyBuckets")], YES),
        (document(allow("s3:*")), [allow("new:Action")], YES),
        (
            document(allow("s3:*", Condition={"NumericLessThan": {"s3:max-keys": "10"}})),
            [allow("s3:*", Condition={"NumericLessThanEquals": {"s3:max-keys": "9"}})],
            NO,
        ),
        (
            document(allow("s3:*", Condition={"NumericLessThan": {"s3:max-keys": "10"}})),
            [allow("s3:*", Condition={"NumericLessThanEquals": {"s3:max-keys": "10"}})],
            YES,
        ),
        (
            document(allow("s3:*", Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})),
            [allow("s3:*", Condition={"IpAddress": {"aws:SourceIp": "10.1.0.0/16"}})],
            NO,
        ),
        (
            document(allow("s3:*", Condition={"IpAddress": {"aws:SourceIp": "10.1.0.0/16"}})),
            [allow("s3:*", Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})],
            YES,
        ),
        (
            document(allow("s3:*", "arn:aws:s3:::home/${aws:username}/*")),
            [allow("s3:GetObject", "arn:aws:s3:::home/${aws:username}/*")],
            NO,
        ),
        (
            document(allow("s3:*", "arn:aws:s3:::home/${aws:username}/*")),
            [allow("s3:GetObject", "arn:aws:s3:::home/*")],
            YES,
        ),
        (
            document(allow("s3:*"), deny("s3:*", "arn:aws:s3:::home/ann/*")),
            [allow("s3:GetObject", "arn:aws:s3:::home/${aws:username}/*")],
            OPEN,
        ),
    ],
)
def test_identity_policy_beside_a_reference(
    reference: PolicyDocument, statements: list[Any], expected: Truth
) -> None:
    assert new_access(document(*statements), reference).truth is expected


PROVIDER = {"Federated": "arn:aws:iam::111122223333:oidc-provider/a.example"}
TRUSTED = [
    trust({"Service": ["ec2.amazonaws.com"]}),
    trust(PROVIDER, "sts:AssumeRoleWithWebIdentity"),
    trust({"AWS": "111122223333"}),
    trust(
        {"AWS": "*"},
        Condition={"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::222233334444:role/r"}},
    ),
]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (trust({"Service": "ec2.amazonaws.com"}), NO),
        (trust({"Service": "lambda.amazonaws.com"}), YES),
        (trust(PROVIDER, "sts:AssumeRoleWithWebIdentity"), NO),
        (trust({"Federated": "b.example"}, "sts:AssumeRoleWithWebIdentity"), YES),
        (trust({"Federated": "*"}, "sts:AssumeRoleWithWebIdentity"), YES),
        (trust({"AWS": "arn:aws:iam::111122223333:role/x"}), NO),
        (trust({"AWS": "arn:aws:iam::222233334444:role/r"}), NO),
        (trust({"AWS": "arn:aws:iam::222233334444:role/s"}), YES),
        (trust({"AWS": "222233334444"}), YES),
        (trust({"AWS": "*"}), YES),
        (trust({"AWS": "*"}, Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}}), YES),
    ],
)
def test_trust_policy_beside_a_reference(statement: Any, expected: Truth) -> None:
    reference = document(*TRUSTED, kind=PolicyKind.TRUST)
    assert new_access(document(statement, kind=PolicyKind.TRUST), reference).truth is expected


def test_answer_names_the_statements_that_are_new() -> None:
    answer = new_access(document(allow("s3:GetObject"), allow("iam:*")), document(allow("s3:*")))
    assert [cause.statement.index for (cause,) in answer.ways] == [1]


def test_principals_that_two_policies_do_not_tell_are_not_taken_for_the_same() -> None:
    def key(question: str) -> PolicyDocument:
        name = MappingValue({"AWS": Unknown(Reason.NO_VALUE, question, HERE)}, HERE)
        written = value_of_json(allow("kms:Decrypt"), HERE)
        assert isinstance(written, MappingValue)
        body = MappingValue({**written.entries, "Principal": name}, HERE)
        return read_policy(MappingValue({"Statement": body}, HERE), PolicyKind.RESOURCE)

    assert new_access(key("the users"), key("the owners")).truth is not NO


def test_what_could_not_be_read_leaves_it_open() -> None:
    unread = read_policy(Unknown(Reason.DATA, "read from outside", HERE), PolicyKind.IDENTITY)
    known = document(allow("s3:*"))
    assert new_access(unread, known).truth is OPEN
    assert new_access(known, unread).truth is OPEN
    assert new_access(document(), known).truth is NO


ACTIONS = ("s3:GetObject", "s3:PutObject", "s3:ListBucket")
PLACES = ("arn:aws:s3:::a/x", "arn:aws:s3:::b/x", "arn:aws:s3:::a/xy", "arn:aws:s3:::ab/x")
CONTEXTS: tuple[dict[str, str], ...] = (
    {},
    {"aws:PrincipalTag/k": "v"},
    {"aws:PrincipalTag/k": "w"},
)
conditions = st.sampled_from(
    (
        *({}, {}, {"StringEquals": {"aws:PrincipalTag/k": "v"}}),
        *(
            {"StringNotEquals": {"aws:PrincipalTag/k": "v"}},
            {"Null": {"aws:PrincipalTag/k": "true"}},
        ),
        {"StringLikeIfExists": {"aws:PrincipalTag/k": ["v*", "w"]}},
    )
)
statements = st.builds(
    lambda effect, action, resource, condition: {
        "Effect": effect,
        **dict([action]),
        **dict([resource]),
        "Condition": condition,
    },
    st.sampled_from(("Allow", "Allow", "Deny")),
    st.tuples(
        st.sampled_from(("Action", "Action", "NotAction")),
        st.sampled_from((*ACTIONS, "s3:*", "s3:*Object", "*")),
    ),
    st.tuples(
        st.sampled_from(("Resource", "Resource", "NotResource")),
        st.sampled_from(
            ("*", "arn:aws:s3:::a/*", "arn:aws:s3:::*/x", "arn:aws:s3:::a*", PLACES[0])
        ),
    ),
    conditions,
)
policies = st.lists(statements, min_size=1, max_size=3)


def passed(written: list[Any]) -> set[tuple[str, str, int]]:
    user = caller_of("arn:aws:iam::111122223333:user/u")
    policy = Policies(identity=[document(*written)])
    return {
        (action, place, n)
        for action in ACTIONS
        for place in PLACES
        for n, known in enumerate(CONTEXTS)
        if decide(
            Request(user, action, place, "111122223333", Context.of(dict(known), closed=True)),
            policy,
        ).outcome
        is Outcome.ALLOWED
    }


@settings(deadline=None, max_examples=60)
@given(policies, policies)
def test_no_is_never_said_where_some_request_is_new(one: list[Any], other: list[Any]) -> None:
    answer = new_access(document(*one), document(*other)).truth
    if passed(one) - passed(other):
        assert answer is YES


@settings(deadline=None, max_examples=40)
@given(policies, statements)
def test_comparison_keeps_its_laws(one: list[Any], more: dict[str, Any]) -> None:
    plain, longer = document(*one), document(*one, more)
    assert new_access(plain, plain).truth is NO
    if more["Effect"] == "Allow":
        assert new_access(plain, longer).truth is NO
    else:
        assert new_access(longer, plain).truth is NO
