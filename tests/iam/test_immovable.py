"""What AWS keeps as it is, whatever policies say: every action, on what and beside what.

Source: IAM User Guide, "AWS managed policies", "Service-linked roles"; IAM Identity Center User
Guide, "Referencing permission sets in resource policies"; KMS Developer Guide, "Aliases".
"""

from __future__ import annotations

import pytest

from iac_scan.iam.immovable import immovable_actions, is_immovable
from iac_scan.iam.patterns import exactly, glob, pattern_of
from iac_scan.sources import Origin, Span
from iac_scan.values import Identity, Reason, ResourceKey, Text, Truth, Unknown

ACCOUNT = "111122223333"
POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
RESERVED = f"arn:aws:iam::{ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_1"
LINKED = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"
ALIAS = f"arn:aws:kms:eu-west-1:{ACCOUNT}:alias/aws/s3"
OF_POLICIES = (
    *("CreatePolicy", "CreatePolicyVersion", "DeletePolicy", "DeletePolicyVersion"),
    *("SetDefaultPolicyVersion", "TagPolicy", "UntagPolicy"),
)
OF_GRANTS = (
    *("AttachRolePolicy", "DetachRolePolicy", "PutRolePolicy", "DeleteRolePolicy"),
    *("PutRolePermissionsBoundary", "DeleteRolePermissionsBoundary"),
    *("UpdateAssumeRolePolicy", "DeleteRole"),
)
OF_ROLES = (
    *("CreateRole", "UpdateRole", "UpdateRoleDescription", "TagRole", "UntagRole", "PassRole"),
    *("CreateServiceLinkedRole", "DeleteServiceLinkedRole"),
)
OF_ALIASES = ("CreateAlias", "UpdateAlias", "DeleteAlias")


@pytest.mark.parametrize("name", OF_POLICIES)
def test_policy_of_aws_is_changed_by_nobody_and_one_of_a_customer_by_customers(name: str) -> None:
    assert is_immovable(f"iam:{name}", exactly(POLICY)) is Truth.YES
    assert is_immovable(f"iam:{name}", exactly(f"arn:aws:iam::{ACCOUNT}:policy/x")) is Truth.NO


@pytest.mark.parametrize("name", [*OF_GRANTS, *OF_ROLES])
def test_role_of_identity_center_is_changed_by_nobody_and_others_are(name: str) -> None:
    assert is_immovable(f"iam:{name}", exactly(RESERVED)) is Truth.YES
    assert is_immovable(f"iam:{name}", exactly(f"arn:aws:iam::{ACCOUNT}:role/x")) is Truth.NO


@pytest.mark.parametrize("name", OF_GRANTS)
def test_grants_of_a_service_linked_role_are_changed_by_nobody(name: str) -> None:
    assert is_immovable(f"iam:{name}", exactly(LINKED)) is Truth.YES


@pytest.mark.parametrize("name", OF_ROLES)
def test_service_linked_role_is_described_tagged_passed_and_made(name: str) -> None:
    assert is_immovable(f"iam:{name}", exactly(LINKED)) is Truth.NO


@pytest.mark.parametrize("name", OF_ALIASES)
def test_alias_of_aws_is_changed_by_nobody_and_others_are(name: str) -> None:
    assert is_immovable(f"kms:{name}", exactly(ALIAS)) is Truth.YES
    assert is_immovable(f"kms:{name}", exactly(ALIAS.replace("/aws/", "/app/"))) is Truth.NO


@pytest.mark.parametrize("action", ["iam:GetPolicy", "iam:GetRole", "iam:AttachUserPolicy"])
def test_what_changes_none_of_them_is_refused_to_nobody(action: str) -> None:
    assert is_immovable(action, exactly(POLICY)) is Truth.NO
    assert is_immovable(action, exactly(RESERVED)) is Truth.NO


def test_every_role_is_more_than_those_that_aws_keeps() -> None:
    every = glob("arn:aws:iam::*:role/*")
    assert is_immovable("iam:PassRole", every) is Truth.NO
    assert not dict(immovable_actions(every))
    assert dict(immovable_actions(exactly(POLICY))) == {
        f"iam:{name}".lower(): Truth.YES for name in OF_POLICIES
    }


HERE = Origin(Span("main.tf", 1, 1, 1, 1))
PROVIDER = ResourceKey(".", "aws")


@pytest.mark.parametrize(
    ("attribute", "answer"), [("account_id", Truth.NO), ("name", Truth.UNKNOWN)]
)
def test_account_whose_id_is_not_known_is_not_that_of_aws(attribute: str, answer: Truth) -> None:
    owner = Unknown(Reason.COMPUTED, "who deploys", HERE, Identity(PROVIDER, attribute))
    arn = pattern_of(Text(("arn:aws:iam::", owner, ":policy/x"), HERE))
    assert is_immovable("iam:CreatePolicyVersion", arn) is answer
    refused = dict(immovable_actions(arn)).get("iam:createpolicyversion", Truth.NO)
    assert refused is answer


def test_role_of_identity_center_is_kept_in_an_account_whose_id_is_not_known() -> None:
    owner = Unknown(Reason.COMPUTED, "who deploys", HERE, Identity(PROVIDER, "account_id"))
    arn = pattern_of(Text(("arn:aws:iam::", owner, ":role/aws-reserved/x"), HERE))
    assert is_immovable("iam:AttachRolePolicy", arn) is Truth.YES
