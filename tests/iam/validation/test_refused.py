"""What AWS refuses in each place; every case stands beside one that it takes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from iac_scan.iam import PolicyDocument, PolicyKind, managed_policy, read_json
from iac_scan.iam.conditions import NOWHERE
from iac_scan.iam.managed import managed_policy_arn, managed_policy_names
from iac_scan.iam.validation.arns import arn_fault, arn_faults
from iac_scan.iam.validation.fault import Fault, FaultCode
from iac_scan.iam.validation.principals import principal_faults
from iac_scan.iam.validation.structure import structure_faults
from iac_scan.values import Known, Reason, Text, Truth, Unknown

ACCOUNT = "111122223333"
HOLE = Unknown(Reason.COMPUTED, "the value", NOWHERE)


def faults(kind: PolicyKind, *statements: Mapping[str, object]) -> Iterator[Fault]:
    body = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **s} for s in statements]}
    yield from faults_of(read_json(json.dumps(body), kind))


def faults_of(document: PolicyDocument) -> Iterator[Fault]:
    yield from structure_faults(document)
    yield from principal_faults(document)
    yield from arn_faults(document)


def codes(kind: PolicyKind, *statements: Mapping[str, object]) -> set[FaultCode]:
    return {fault.code for fault in faults(kind, *statements)}


def trust(principal: object, action: object = "sts:AssumeRole") -> set[FaultCode]:
    return codes(PolicyKind.TRUST, {"Principal": principal, "Action": action})


@pytest.mark.parametrize("name", sorted(managed_policy_names()))
def test_nothing_that_aws_wrote_itself_is_refused(name: str) -> None:
    arn = managed_policy_arn(name)
    assert arn is not None
    document = managed_policy(Known(str(arn), NOWHERE), NOWHERE)
    assert document is not None
    assert document.unread is None
    assert document.problems == ()
    assert list(faults_of(document)) == []


@pytest.mark.parametrize(
    "principal",
    [
        {"AWS": ACCOUNT},
        {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        {"AWS": f"arn:aws-cn:iam::{ACCOUNT}:role/a/b"},
        {"AWS": f"arn:aws:sts::{ACCOUNT}:assumed-role/a/b"},
        {"AWS": "*"},
        {"Service": "ec2.amazonaws.com"},
        {"Service": "ec2.amazonaws.com.cn"},
        {"Service": "delivery.logs.amazonaws.com"},
        {"Service": "states.eu-west-1.amazonaws.com"},
    ],
)
def test_well_formed_principals_are_accepted(principal: object) -> None:
    assert trust(principal) == set()


@pytest.mark.parametrize(
    ("principal", "code"),
    [
        ({"AWS": "11112222333"}, FaultCode.INVALID_PRINCIPAL),
        ({"AWS": f"arn:aws:iam::{ACCOUNT}:group/team"}, FaultCode.INVALID_PRINCIPAL),
        ({"AWS": "ec2.amazonaws.com"}, FaultCode.INVALID_PRINCIPAL),
        ({"AWS": f"arn:aws:iam::{ACCOUNT}:user/*"}, FaultCode.UNSUPPORTED_WILDCARD_IN_PRINCIPAL),
        ({"Service": "*"}, FaultCode.UNSUPPORTED_WILDCARD_IN_PRINCIPAL),
        ({"Service": "lambda"}, FaultCode.INVALID_SERVICE_PRINCIPAL_FORMAT),
        ({"CanonicalUser": "somebody"}, FaultCode.INVALID_PRINCIPAL),
    ],
)
def test_malformed_principals_are_refused(principal: object, code: FaultCode) -> None:
    assert code in trust(principal)


@pytest.mark.parametrize(
    "provider",
    [
        f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com",
        "cognito-identity.amazonaws.com",
        "accounts.google.com",
    ],
)
def test_a_provider_takes_a_role_with_its_token(provider: str) -> None:
    principal = {"Federated": provider}
    assert trust(principal, "sts:AssumeRoleWithWebIdentity") == set()
    assert trust(principal) == {FaultCode.MISMATCHED_ACTION_FOR_PRINCIPAL}


def test_one_statement_may_name_two_kinds_with_an_action_for_each() -> None:
    both = {"AWS": ACCOUNT, "Federated": "accounts.google.com"}
    assert trust(both, ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"]) == set()
    assert trust(both, "sts:AssumeRole") == {FaultCode.MISMATCHED_ACTION_FOR_PRINCIPAL}


def test_a_statement_of_tags_alone_goes_with_another() -> None:
    assert trust({"AWS": ACCOUNT}, "sts:TagSession") == set()


def test_roles_anywhere_needs_three_actions_in_one_statement_or_several() -> None:
    principal = {"Service": "rolesanywhere.amazonaws.com"}
    one = {"Principal": principal, "Action": "sts:AssumeRole"}
    rest = {"Principal": principal, "Action": ["sts:TagSession", "sts:SetSourceIdentity"]}
    lacking = FaultCode.MISSING_ACTION_FOR_ROLES_ANYWHERE
    assert codes(PolicyKind.TRUST, one) == {lacking}
    assert codes(PolicyKind.TRUST, one, rest) == set()


def test_a_trust_policy_is_about_assuming_the_role() -> None:
    principal = {"AWS": ACCOUNT}
    assert trust(principal, ["sts:AssumeRole", "sts:TagSession"]) == set()
    assert trust(principal, ["sts:assumerole", "iam:PassRole"]) == {
        FaultCode.UNSUPPORTED_ACTION_IN_POLICY
    }


def test_a_provider_is_named_in_trust_policies_alone() -> None:
    statement = {
        "Principal": {"Federated": "accounts.google.com"},
        "Action": "s3:GetObject",
        "Resource": "*",
    }
    (fault,) = faults(PolicyKind.RESOURCE, statement)
    assert fault.code is FaultCode.FEDERATED_PRINCIPAL_NOT_SUPPORTED
    assert fault.certainty is Truth.UNKNOWN


def test_sids_are_unique_in_a_policy_of_iam_alone() -> None:
    twice = [{"Sid": "Read", "Action": "s3:GetObject", "Resource": "*"}] * 2
    assert codes(PolicyKind.IDENTITY, *twice) == {FaultCode.UNIQUE_SIDS_REQUIRED}
    assert codes(PolicyKind.SERVICE_CONTROL, *twice) == set()


def test_empty_sids_may_be_many() -> None:
    twice = [{"Sid": "", "Action": "s3:GetObject", "Resource": "*"}] * 2
    assert codes(PolicyKind.IDENTITY, *twice) == set()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"Effect": "Allow"}, FaultCode.RCP_ALLOW),
        ({"Principal": {"AWS": ACCOUNT}}, FaultCode.RCP_PRINCIPAL),
        ({"Action": "*"}, FaultCode.RCP_ACTION),
        ({"NotAction": "s3:*"}, FaultCode.RCP_NOTACTION),
    ],
)
def test_a_resource_control_policy_denies_named_services_to_everybody(
    changed: Mapping[str, object], code: FaultCode
) -> None:
    rest = {"Action": "s3:*"} if "NotAction" not in changed else {}
    good = {"Effect": "Deny", "Principal": "*", "Resource": "*", **rest}
    assert code in codes(PolicyKind.RESOURCE_CONTROL, {**good, **changed})
    taken = {**good, "Action": "s3:*", "Principal": {"AWS": "*"}}
    assert codes(PolicyKind.RESOURCE_CONTROL, taken) == set()


@pytest.mark.parametrize(
    ("resource", "code"),
    [
        ("orders/*", FaultCode.INVALID_ARN_PREFIX),
        ("arn:aws:s3::orders", FaultCode.MISSING_ARN_FIELD),
        ("arn:amazon:s3:::orders/*", FaultCode.INVALID_PARTITION),
        ("arn:aws:S3:::orders/*", FaultCode.INVALID_ARN_SERVICE_CASE),
        ("arn:aws:bucket:::orders/*", FaultCode.INVALID_SERVICE),
    ],
)
def test_resources_that_are_no_arn_are_refused(resource: str, code: FaultCode) -> None:
    found = arn_fault(Known(resource, NOWHERE))
    assert found is not None
    assert found[0] is code


@pytest.mark.parametrize(
    "resource",
    [
        "*",
        "arn:aws:s3:::orders/*",
        "arn:*:s3:::orders",
        "arn:aws:s3*",
        "arn:aws:catalog:eu-west-1:111122223333:product/*",
        "execute-api:/stage/GET/*",
    ],
)
def test_resources_that_are_an_arn_are_accepted(resource: str) -> None:
    assert arn_fault(Known(resource, NOWHERE)) is None


def test_holes_may_hold_the_head_of_an_arn_but_not_mend_one() -> None:
    assert arn_fault(Text((HOLE, "/*"), NOWHERE)) is None
    assert arn_fault(Text(("arn:", HOLE, ":s3:::orders"), NOWHERE)) is None
    assert arn_fault(Text(("orders-", HOLE), NOWHERE)) is not None
    assert arn_fault(Text(("arn:aws:bucket:::", HOLE), NOWHERE)) is not None


def test_a_fault_is_no_surer_than_its_statement() -> None:
    document = read_json(
        json.dumps({"Statement": {"Effect": "Allow", "Action": "s3:GetObject"}}),
        PolicyKind.IDENTITY,
    )
    (statement,) = document.statements
    assert [fault.certainty for fault in structure_faults(document)] == [Truth.YES]
    maybe = replace(document, statements=(replace(statement, presence=Truth.UNKNOWN),))
    assert [fault.certainty for fault in structure_faults(maybe)] == [Truth.UNKNOWN]


@pytest.mark.parametrize("word", ["*:Get*", "s?:GetObject", "*s:*"])
def test_iam_refuses_a_wildcard_for_the_service_of_an_action(word: str) -> None:
    wild = FaultCode.WILDCARD_IN_SERVICE_NAME
    statement = {"Action": word, "Resource": "*"}
    assert wild in codes(PolicyKind.IDENTITY, statement)
    assert wild not in codes(PolicyKind.SERVICE_CONTROL, statement)


@pytest.mark.parametrize("word", ["*", "*:*", "s3:*", "s3:*:x"])
def test_a_wildcard_for_all_or_behind_the_service_is_taken(word: str) -> None:
    statement = {"Action": word, "Resource": "*"}
    assert FaultCode.WILDCARD_IN_SERVICE_NAME not in codes(PolicyKind.IDENTITY, statement)
