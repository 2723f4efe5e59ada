"""AWS's own policies: found by ARN in any partition, with or without their path."""

from __future__ import annotations

import pytest

from iac_scan.iam import PolicyDocument, PolicyKind, managed_policy, managed_policy_name
from iac_scan.iam.managed import managed_policy_arn
from iac_scan.sources import Origin, Span
from iac_scan.values import Known, Reason, Text, Unknown, Value

HERE = Origin(Span("main.tf", 1, 1, 1, 1))
PARTITION = Unknown(Reason.COMPUTED, "the partition", HERE)


def known(arn: str) -> PolicyDocument | None:
    return managed_policy(Known(arn, HERE), HERE)


@pytest.mark.parametrize(
    ("arn", "name"),
    [
        (Known("arn:aws:iam::aws:policy/AdministratorAccess", HERE), "AdministratorAccess"),
        (Known("arn:aws-cn:iam::aws:policy/AdministratorAccess", HERE), "AdministratorAccess"),
        (Known("arn:aws:iam::aws:policy/job-function/Billing", HERE), "Billing"),
        (Text(("arn:", PARTITION, ":iam::aws:policy/IAMFullAccess"), HERE), "IAMFullAccess"),
        (Known("arn:aws:iam::111122223333:policy/IAMFullAccess", HERE), None),
        (Known("AdministratorAccess", HERE), None),
        (Text(("arn:aws:iam::aws:policy/", PARTITION), HERE), None),
        (PARTITION, None),
    ],
)
def test_name_in_an_arn(arn: Value, name: str | None) -> None:
    assert managed_policy_name(arn) == name


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        "arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole",
        "arn:aws-us-gov:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    ],
)
def test_document_is_found_whatever_the_path(arn: str) -> None:
    document = known(arn)
    assert document is not None
    assert document.kind is PolicyKind.IDENTITY
    assert document.problems == ()
    assert {str(statement.effect) for statement in document.statements} == {"Effect.ALLOW"}


def test_every_part_stands_where_the_caller_says() -> None:
    there = Origin(Span("main.tf", 9, 5, 9, 20))
    document = managed_policy(Known("arn:aws:iam::aws:policy/AdministratorAccess", HERE), there)
    assert document is not None
    assert document.origin == there
    assert document.statements[0].origin == there


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:iam::aws:policy/NoSuchPolicy",
        "arn:aws:iam::111122223333:policy/AdministratorAccess",
    ],
)
def test_other_policies_are_not_there(arn: str) -> None:
    assert known(arn) is None


def test_arn_of_a_name() -> None:
    assert managed_policy_arn("AWSLambdaBasicExecutionRole") == (
        "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    )
    assert managed_policy_arn("NoSuchPolicy") is None
