"""Actions beside resources that they can, and that they cannot, be about."""

from __future__ import annotations

import json

import pytest

from iac_scan.iam import PolicyKind, read_json, value_of_json
from iac_scan.iam.conditions import NOWHERE
from iac_scan.iam.read import read_policy
from iac_scan.iam.validation.mismatches import mismatch_faults
from iac_scan.values import Known, Mapping, Reason, Text, Unknown, Value

HOLE = Unknown(Reason.COMPUTED, "the value", NOWHERE)
OBJECTS, KEY = "arn:aws:s3:::orders/*", "arn:aws:kms:eu-west-1:111122223333:key/*"


def messages(
    action: object, resource: object, kind: PolicyKind = PolicyKind.IDENTITY, **more: object
) -> list[str]:
    statement = {"Effect": "Allow", "Action": action, "Resource": resource, **more}
    document = read_json(json.dumps({"Version": "2012-10-17", "Statement": statement}), kind)
    return [fault.message for fault in mismatch_faults(document)]


def with_resource(action: str, resource: Value) -> list[str]:
    statement = Mapping(
        {
            "Effect": Known("Allow", NOWHERE),
            "Action": Known(action, NOWHERE),
            "Resource": resource,
        },
        NOWHERE,
    )
    version = value_of_json("2012-10-17", NOWHERE)
    body = Mapping({"Version": version, "Statement": statement}, NOWHERE)
    document = read_policy(body, PolicyKind.IDENTITY)
    return [fault.message for fault in mismatch_faults(document)]


@pytest.mark.parametrize(
    ("action", "wrong", "right"),
    [
        ("s3:ListBucket", OBJECTS, "arn:aws:s3:::orders"),
        ("s3:GetObject", "arn:aws:s3:::orders", OBJECTS),
        ("s3:GetObject", "arn:aws:s3:eu-west-1::orders/*", "arn:*:s3:::orders/*"),
        ("s3:GetObject", "arn:aws:s3::111122223333:orders/*", "arn:aws:s3:::*"),
        ("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:alias/orders", KEY),
        ("kms:Decrypt", "arn:aws:kms::111122223333:key/*", "arn:aws:kms:*:111122223333:key/*"),
        ("iam:PassRole", "arn:aws:iam::111122223333:user/a", "arn:aws:iam::111122223333:role/a/b"),
        ("sns:Publish", "arn:aws:sqs:eu-west-1:111122223333:orders", "*"),
        ("ec2:DescribeInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/*", "*"),
        ("secretsmanager:ListSecrets", "arn:aws:ec2:eu-west-1:111122223333:instance/*", "*"),
        ("ec2:Describe*", "arn:aws:s3:::orders", "*"),
        (
            "logs:PutLogEvents",
            "arn:aws:logs:eu-west-1:111122223333:log-group:orders",
            "arn:aws:logs:eu-west-1:111122223333:log-group:orders:*",
        ),
    ],
)
def test_an_action_is_about_some_resources_alone(action: str, wrong: str, right: str) -> None:
    assert messages(action, wrong) == [f"`{action}` cannot be about `{wrong}`"]
    assert messages(action, right) == []


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("logs:DescribeLogGroups", "arn:aws:logs:eu-west-1:111122223333:log-group:*"),
        ("iam:ListRoles", "arn:aws:iam::111122223333:role/*"),
        ("ssmmessages:OpenDataChannel", "arn:aws:ssm:*:*:session/*"),
        ("arc-zonal-shift:GetManagedResource", "arn:aws:eks:eu-west-1:111122223333:cluster/a"),
        ("ssm:SendCommand", "arn:aws:ssm:eu-west-1::document/AWS-RunShellScript"),
        ("cloudformation:CreateChangeSet", "arn:aws:cloudformation:eu-west-1:aws:transform/*"),
        ("quicksight:CreateReader", "arn:aws:quicksight::111122223333:user/${aws:userid}"),
        ("bedrock:CreateGuardrail", "arn:aws:bedrock:eu-west-1:111122223333:guardrail/*"),
        ("*:Get*", OBJECTS),
        ("s3:GetObjcet", OBJECTS),
    ],
)
def test_what_aws_does_not_list_for_sure_is_left_alone(action: str, resource: str) -> None:
    assert messages(action, resource) == []


def test_a_statement_has_one_fault_for_all_its_actions() -> None:
    found = messages(["s3:ListBucket", "s3:GetObject", "s3:GetBucketAcl"], OBJECTS)
    assert found == [f"`s3:ListBucket`, `s3:GetBucketAcl` cannot be about `{OBJECTS}`"]


def test_one_of_several_resources_is_enough() -> None:
    assert messages("s3:ListBucket", [OBJECTS, "arn:aws:s3:::orders"]) == []
    assert messages("s3:ListBucket", [OBJECTS, KEY]) == [
        f"`s3:ListBucket` cannot be about `{OBJECTS}` or the others"
    ]


def test_holes_may_hold_what_an_action_is_about() -> None:
    bucket = Text(("arn:aws:s3:::", HOLE), NOWHERE)
    objects = Text(("arn:aws:kms:", HOLE, ":alias/orders"), NOWHERE)
    assert with_resource("s3:GetObject", bucket) == []
    assert with_resource("s3:GetObject", HOLE) == []
    assert with_resource("s3:GetObject", objects) != []


def test_policy_variables_may_hold_what_an_action_is_about() -> None:
    assert messages("s3:GetObject", "arn:aws:s3:::${aws:PrincipalTag/bucket}") == []


def test_complements_are_left_alone() -> None:
    assert messages(None, OBJECTS, NotAction="s3:ListBucket") == []
    assert messages("s3:ListBucket", None, NotResource=OBJECTS) == []


def test_it_is_asked_of_service_control_policies_and_not_of_what_is_no_arn() -> None:
    assert messages("s3:ListBucket", OBJECTS, PolicyKind.SERVICE_CONTROL) != []
    assert messages("s3:ListBucket", "orders/*") == []
