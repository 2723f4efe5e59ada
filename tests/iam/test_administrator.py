"""Who is an administrator, by coverage of the catalogue and after everything that takes away."""

from __future__ import annotations

import json
from typing import Any

import pytest

from iac_scan.iam import (
    Held,
    PolicyDocument,
    PolicyKind,
    administrator,
    allows_everything,
    full_aws_access,
    holds_administrator,
    managed_policy,
    permissions,
    read_json,
    read_policy,
)
from iac_scan.sources import Origin, Span
from iac_scan.values import Known, Reason, Truth, Unknown

HERE = Origin(Span("main.tf", 1, 1, 1, 1))
STAR = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def document(*statements: Any, kind: PolicyKind = PolicyKind.IDENTITY) -> PolicyDocument:
    return read_json(json.dumps({"Version": "2012-10-17", "Statement": statements}), kind, HERE)


def scp(*statements: Any) -> PolicyDocument:
    return document(*statements, kind=PolicyKind.SERVICE_CONTROL)


def deny(*actions: str, resource: str = "*", **more: Any) -> Any:
    return {"Effect": "Deny", "Action": list(actions), "Resource": resource, **more}


def aws(name: str) -> PolicyDocument:
    found = managed_policy(Known(f"arn:aws:iam::aws:policy/{name}", HERE), HERE)
    assert found is not None
    return found


ALONE: dict[str, tuple[list[Any], Truth]] = {
    "star on star": ([STAR], Truth.YES),
    "star colon star": ([{"Effect": "Allow", "Action": "*:*", "Resource": "*"}], Truth.YES),
    "every arn": ([{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:*"}], Truth.YES),
    "nothing excepted": ([{"Effect": "Allow", "NotAction": [], "Resource": "*"}], Truth.YES),
    "an unknown action excepted": (
        [{"Effect": "Allow", "NotAction": "nosuch:Thing", "Resource": "*"}],
        Truth.YES,
    ),
    "one bucket excepted": (
        [{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::b"}],
        Truth.YES,
    ),
    "iam excepted as resource": (
        [{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:iam::*:*"}],
        Truth.NO,
    ),
    "two halves": (
        [
            {"Effect": "Allow", "Action": "iam:*", "Resource": "*"},
            {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"},
        ],
        Truth.YES,
    ),
    "all but iam": ([{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}], Truth.NO),
    "iam alone": ([{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}], Truth.NO),
    "one bucket": ([{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b"}], Truth.NO),
    "with mfa": (
        [{**STAR, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}],
        Truth.UNKNOWN,
    ),
    "minus a few actions": ([STAR, deny("iam:CreateUser", "ec2:RunInstances")], Truth.YES),
    "minus iam": ([STAR, deny("iam:*")], Truth.NO),
    "minus iam on protected roles": (
        [STAR, deny("iam:*", resource="arn:aws:iam::*:role/protected-*")],
        Truth.YES,
    ),
    "minus iam without mfa": (
        [STAR, deny("iam:*", Condition={"Bool": {"aws:MultiFactorAuthPresent": "false"}})],
        Truth.UNKNOWN,
    ),
    "minus everything": ([STAR, deny("*")], Truth.NO),
    "nothing": ([], Truth.NO),
}


@pytest.mark.parametrize("name", ALONE)
def test_identity_policies_alone(name: str) -> None:
    statements, expected = ALONE[name]
    assert holds_administrator(permissions([document(*statements)])) is expected


def test_halves_in_two_policies_add_up_and_both_are_named() -> None:
    iam = document({"Effect": "Allow", "Action": "iam:*", "Resource": "*"})
    rest = document({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"})
    answer = administrator(permissions([iam, rest]))
    assert answer.truth is Truth.YES
    assert [[cause.document for cause in way] for way in answer.ways] == [[iam, rest]]


def test_power_user_and_iam_full_access_add_up() -> None:
    both = [aws("PowerUserAccess"), aws("IAMFullAccess")]
    assert holds_administrator(permissions(both)) is Truth.YES
    assert holds_administrator(permissions(both[:1])) is Truth.NO


def test_single_statement_that_suffices_is_the_only_way() -> None:
    reads = document({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"})
    admin = aws("AdministratorAccess")
    answer = administrator(permissions([reads, admin]))
    assert [way[0].document is admin for way in answer.ways] == [True]


def test_boundary_that_caps_keeps_from_being_administrator() -> None:
    admin = document(STAR)
    cap = document({"Effect": "Allow", "Action": "s3:*", "Resource": "*"}, kind=PolicyKind.BOUNDARY)
    assert holds_administrator(permissions([admin], boundary=cap)) is Truth.NO
    assert holds_administrator(permissions([admin], boundary=document(STAR))) is Truth.YES
    maybe = Held(cap, Truth.UNKNOWN)
    assert holds_administrator(permissions([admin], boundary=maybe)) is Truth.UNKNOWN
    unknown = Unknown(Reason.NO_VALUE, "`var.boundary` has no default", HERE)
    assert holds_administrator(permissions([admin], boundary=unknown)) is Truth.UNKNOWN


def test_service_control_policy_that_denies_iam_keeps_from_being_administrator() -> None:
    admin = [document(STAR)]
    full = full_aws_access(HERE)
    assert (
        holds_administrator(permissions(admin, levels=[[full], [scp(deny("iam:*"))]])) is Truth.NO
    )
    guard = scp(deny("organizations:LeaveOrganization", "cloudtrail:StopLogging"))
    assert holds_administrator(permissions(admin, levels=[[full], [full, guard]])) is Truth.YES


def test_level_without_any_allow_carries_full_access_unless_levels_are_exact() -> None:
    admin = [document(STAR)]
    level = [scp(deny("s3:DeleteBucket"))]
    assert holds_administrator(permissions(admin, levels=[level])) is Truth.YES
    exact = permissions(admin, levels=[level], implied_full_access=False)
    assert holds_administrator(exact) is Truth.NO


def test_policy_that_may_be_attached_makes_a_possible_administrator() -> None:
    held = Held(aws("AdministratorAccess"), Truth.UNKNOWN)
    answer = administrator(permissions([held]))
    assert answer.truth is Truth.UNKNOWN
    assert len(answer.ways) == 1


def test_unread_policy_leaves_the_answer_open_without_naming_a_way() -> None:
    unread = read_policy(Unknown(Reason.DATA, "read from outside", HERE), PolicyKind.IDENTITY)
    answer = administrator(permissions([unread]))
    assert answer.truth is Truth.UNKNOWN
    assert answer.ways == ()
    assert answer.unread


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (STAR, Truth.YES),
        ({**STAR, "Effect": "Deny"}, Truth.NO),
        ({**STAR, "Action": "iam:*"}, Truth.NO),
        ({**STAR, "Resource": "arn:aws:s3:::*"}, Truth.NO),
        ({**STAR, "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}}, Truth.UNKNOWN),
    ],
)
def test_statement_that_allows_everything(statement: Any, expected: Truth) -> None:
    assert allows_everything(document(statement).statements[0]) is expected


def test_session_policy_limits_an_administrator_and_makes_none() -> None:
    narrow = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    for own, cap, expected in (
        (STAR, STAR, Truth.YES),
        (STAR, narrow, Truth.NO),
        (narrow, STAR, Truth.NO),
    ):
        session = document(cap, kind=PolicyKind.SESSION)
        assert holds_administrator(permissions([document(own)], session=session)) is expected


def test_denies_that_take_it_away_are_named_and_others_are_not() -> None:
    may = document(
        STAR, deny("iam:*", "sts:*", "organizations:*", "sso:*"), deny("s3:DeleteBucket")
    )
    answer = administrator(permissions([may]))
    assert answer.truth is Truth.NO
    assert [cause.statement.index for cause in answer.denied_by] == [1]
