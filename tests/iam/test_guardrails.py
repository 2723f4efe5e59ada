"""Which guardrails the policies of an organization enforce, and where they fall short."""

from __future__ import annotations

import json
from typing import Any

import pytest

from iac_scan.iam import (
    GUARDRAILS,
    Held,
    Lack,
    PolicyDocument,
    PolicyKind,
    State,
    enforced,
    full_aws_access,
    guardrail,
    is_listed,
    read_json,
    read_policy,
)
from iac_scan.sources import Origin, Span
from iac_scan.values import Known, Reason, Truth, Unknown

HERE = Origin(Span("main.tf", 1, 1, 1, 1))
ROOT = {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}}


def scp(*statements: Any, kind: PolicyKind = PolicyKind.SERVICE_CONTROL) -> PolicyDocument:
    return read_json(json.dumps({"Version": "2012-10-17", "Statement": statements}), kind, HERE)


def deny(*actions: str, **more: Any) -> Any:
    return {"Effect": "Deny", "Action": list(actions), "Resource": "*"} | more


def state(id: str, *statements: Any) -> State:
    return enforced(guardrail(id), [[full_aws_access(HERE)], [scp(*statements)]]).state


def unless(operator: str, key: str, *values: str) -> Any:
    return {operator: {key: list(values)}}


@pytest.mark.parametrize("row", GUARDRAILS, ids=lambda row: row.id)
def test_row_names_listed_actions_and_sources(row: Any) -> None:
    assert all(is_listed(action) for action in (*row.minimum, *row.full))
    assert row.source
    assert bool(row.minimum) is not row.everything


def test_ids_are_unique_and_sorted_and_eighteen_are_expected() -> None:
    ids = [row.id for row in GUARDRAILS]
    assert ids == sorted(set(ids))
    assert [row.id for row in GUARDRAILS if row.expected] == [
        *("G01", "G03", "G05", "G06", "G07", "G08", "G10", "G14", "G16", "G17"),
        *("G20a", "G21", "G22", "G23", "G24", "G26", "G28", "G36"),
    ]


@pytest.mark.parametrize("row", GUARDRAILS, ids=lambda row: row.id)
def test_nothing_is_enforced_by_full_access_and_everything_by_denying_everything(
    row: Any,
) -> None:
    full = full_aws_access(HERE)
    assert enforced(row, [[full]]).state is State.NOT_ENFORCED
    statement = deny("*") | ({"Principal": "*"} if row.kind is PolicyKind.RESOURCE_CONTROL else {})
    assert enforced(row, [[full], [scp(statement, kind=row.kind)]]).state is State.ENFORCED


ROOT_USER = {
    "deny all to root": ([deny("*", Condition=ROOT)], State.ENFORCED),
    "arn operator": (
        [deny("*", Condition={"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}})],
        State.ENFORCED,
    ),
    "principal type": (
        [deny("*", Condition={"StringEquals": {"aws:PrincipalType": "Account"}})],
        State.ENFORCED,
    ),
    "root sessions survive": (
        [deny("*", Condition=ROOT | {"Null": {"aws:AssumedRoot": "true"}})],
        State.ENFORCED,
    ),
    "rescue actions left": (
        [
            {
                "Effect": "Deny",
                "NotAction": ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "kms:PutKeyPolicy"],
                "Resource": "*",
                "Condition": ROOT,
            }
        ],
        State.ENFORCED,
    ),
    "iam left as well": (
        [
            {
                "Effect": "Deny",
                "NotAction": ["iam:*"],
                "Resource": "*",
                "Condition": ROOT,
            }
        ],
        State.NOT_ENFORCED,
    ),
    "one service only": ([deny("ec2:*", Condition=ROOT)], State.NOT_ENFORCED),
    "one account, which may be this one": (
        [
            deny(
                "*",
                Condition={"StringLike": {"aws:PrincipalArn": "arn:aws:iam::111111111111:root"}},
            )
        ],
        State.UNDECIDED,
    ),
    "root sessions only": (
        [deny("*", Condition=ROOT | {"Null": {"aws:AssumedRoot": "false"}})],
        State.NOT_ENFORCED,
    ),
    "one bucket only": (
        [deny("*", Condition=ROOT) | {"Resource": "arn:aws:s3:::b"}],
        State.NOT_ENFORCED,
    ),
    "a role, not root": (
        [deny("*", Condition={"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/x"}})],
        State.NOT_ENFORCED,
    ),
}


@pytest.mark.parametrize("name", ROOT_USER)
def test_root_user(name: str) -> None:
    statements, expected = ROOT_USER[name]
    assert state("G01", *statements) is expected


def test_root_user_of_the_one_account_that_the_condition_names() -> None:
    arn = {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111111111111:root"}}
    levels = [[scp(deny("*", Condition=arn))]]
    own, other = (Known(number, HERE) for number in ("111111111111", "222222222222"))
    assert enforced(guardrail("G01"), levels, account_id=own).state is State.ENFORCED
    assert enforced(guardrail("G01"), levels, account_id=other).state is State.NOT_ENFORCED


LEAVING = {
    "plain": (deny("organizations:LeaveOrganization"), State.ENFORCED),
    "capitals do not matter": (deny("Organizations:leaveorganization"), State.ENFORCED),
    "wildcard": (deny("organizations:Leave*"), State.ENFORCED),
    "not action": (
        {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"},
        State.ENFORCED,
    ),
    "exempt role": (
        deny(
            "organizations:LeaveOrganization",
            Condition=unless("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/ops"),
        ),
        State.ENFORCED_WITH_EXEMPTION,
    ),
    "everybody exempt": (
        deny(
            "organizations:LeaveOrganization",
            Condition=unless("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:*"),
        ),
        State.NOT_ENFORCED,
    ),
    "every role exempt": (
        deny(
            "organizations:LeaveOrganization",
            Condition=unless("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*"),
        ),
        State.NOT_ENFORCED,
    ),
    "tagged principals exempt": (
        deny(
            "organizations:LeaveOrganization",
            Condition=unless("StringNotEquals", "aws:PrincipalTag/break-glass", "true"),
        ),
        State.ENFORCED_WITH_EXEMPTION,
    ),
    "tagged principals only": (
        deny(
            "organizations:LeaveOrganization",
            Condition=unless("StringEquals", "aws:PrincipalTag/team", "dev"),
        ),
        State.NOT_ENFORCED,
    ),
    "without mfa only": (
        deny(
            "organizations:LeaveOrganization",
            Condition=unless("BoolIfExists", "aws:MultiFactorAuthPresent", "false"),
        ),
        State.NOT_ENFORCED,
    ),
    "on an arn that the action never has": (
        deny("organizations:LeaveOrganization")
        | {"Resource": "arn:aws:organizations::*:organization/*"},
        State.NOT_ENFORCED,
    ),
    "allow does not deny": (
        {"Effect": "Allow", "Action": "organizations:LeaveOrganization", "Resource": "*"},
        State.NOT_ENFORCED,
    ),
}


@pytest.mark.parametrize("name", LEAVING)
def test_leaving_the_organization(name: str) -> None:
    statement, expected = LEAVING[name]
    assert enforced(guardrail("G03"), [[full_aws_access(HERE), scp(statement)]]).state is expected


def test_exempt_principals_are_named() -> None:
    role = "arn:aws:iam::*:role/ops"
    statement = deny(
        "organizations:LeaveOrganization",
        Condition=unless("ArnNotLike", "aws:PrincipalArn", role)
        | unless("StringNotEquals", "aws:PrincipalTag/break-glass", "yes"),
    )
    verdict = enforced(guardrail("G03"), [[scp(statement)]])
    assert verdict.exempt == (role, "principals with tag break-glass = yes")


def test_missing_actions_are_named_with_their_reason() -> None:
    verdict = enforced(
        guardrail("G05"),
        [
            [
                scp(
                    deny("cloudtrail:StopLogging"),
                    deny(
                        "cloudtrail:DeleteTrail",
                        Condition=unless("StringNotEquals", "aws:RequestedRegion", "eu-west-1"),
                    ),
                )
            ]
        ],
    )
    assert verdict.state is State.NOT_ENFORCED
    assert [(short.action, short.lack) for short in verdict.missing] == [
        ("cloudtrail:DeleteTrail", Lack.CONDITION),
        ("cloudtrail:UpdateTrail", Lack.NOT_DENIED),
        ("cloudtrail:PutEventSelectors", Lack.NOT_DENIED),
    ]
    assert verdict.missing[0].detail == "`StringNotEquals` on `aws:RequestedRegion`"
    assert len(verdict.by) == 2


def test_actions_denied_at_different_levels_add_up() -> None:
    levels = [
        [scp(deny("cloudtrail:StopLogging", "cloudtrail:DeleteTrail"))],
        [scp(deny("cloudtrail:UpdateTrail", "cloudtrail:PutEventSelectors"))],
    ]
    assert enforced(guardrail("G05"), levels).state is State.ENFORCED


def test_named_trail_is_enough_for_cloudtrail_and_named_users_are_not_for_users() -> None:
    trail = deny("cloudtrail:*") | {"Resource": "arn:aws:cloudtrail:*:*:trail/org-*"}
    assert state("G05", trail) is State.ENFORCED
    users = deny("iam:CreateUser", "iam:CreateAccessKey")
    assert state("G14", users | {"Resource": "arn:aws:iam::*:user/*"}) is State.ENFORCED
    assert state("G14", users | {"Resource": "arn:aws:iam::*:user/x"}) is State.NOT_ENFORCED


def test_request_of_a_guardrail_is_what_counts() -> None:
    imds = unless("StringNotEquals", "ec2:MetadataHttpTokens", "required")
    run = deny("ec2:RunInstances", Condition=imds)
    assert state("G21", run | {"Resource": "arn:aws:ec2:*:*:instance/*"}) is State.ENFORCED
    inverted = unless("StringEquals", "ec2:MetadataHttpTokens", "required")
    assert state("G21", deny("ec2:RunInstances", Condition=inverted)) is State.NOT_ENFORCED
    regions = {
        "Effect": "Deny",
        "NotAction": ["iam:*", "sts:*"],
        "Resource": "*",
        "Condition": unless("StringNotEquals", "aws:RequestedRegion", "eu-west-1"),
    }
    assert state("G20a", regions) is State.ENFORCED


def test_resource_control_policy_keeps_strangers_out() -> None:
    statement = deny(
        *("s3:*", "sts:AssumeRole", "kms:*", "sqs:*", "secretsmanager:*"),
        Principal="*",
        Condition={
            "StringNotEqualsIfExists": {
                "aws:PrincipalOrgID": "o-1234567890",
                "aws:ResourceTag/exclude": "true",
            },
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
        },
    )
    rcp = scp(statement, kind=PolicyKind.RESOURCE_CONTROL)
    assert enforced(guardrail("G36"), [[rcp]]).state is State.ENFORCED
    assert enforced(guardrail("G36"), [[scp(statement)]]).state is State.NOT_ENFORCED


WHY = Unknown(Reason.NO_VALUE, "`var.x` has no default", HERE)


def test_policy_that_may_be_attached_leaves_it_undecided() -> None:
    held = Held(scp(deny("organizations:LeaveOrganization")), Truth.UNKNOWN)
    verdict = enforced(guardrail("G03"), [[held]])
    assert verdict.state is State.UNDECIDED
    assert verdict.missing[0].lack is Lack.UNKNOWN


def test_unread_policy_leaves_it_undecided_unless_enforced_anyway() -> None:
    unread = read_policy(WHY, PolicyKind.SERVICE_CONTROL)
    assert enforced(guardrail("G03"), [[unread]]).state is State.UNDECIDED
    sure = scp(deny("organizations:LeaveOrganization"))
    assert enforced(guardrail("G03"), [[unread, sure]]).state is State.ENFORCED


def test_action_left_out_of_every_allow_is_undecided() -> None:
    allows = scp({"Effect": "Allow", "Action": ["s3:*", "ec2:*"], "Resource": "*"})
    assert enforced(guardrail("G03"), [[allows]]).state is State.UNDECIDED
    assert enforced(guardrail("G03"), [[allows, full_aws_access(HERE)]]).state is State.NOT_ENFORCED
