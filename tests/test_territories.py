"""What says into which account a stack or provider goes, and so which policies bind there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from iac_scan.cli import main

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
DENY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "iam:*", "Resource": "*"}]}'
ORGANIZATION = f"""
Resources:
  Org:
    Type: AWS::Organizations::Organization
  Workloads:
    Type: AWS::Organizations::OrganizationalUnit
    Properties: {{Name: Workloads, ParentId: !GetAtt Org.RootId}}
  Prod:
    Type: AWS::Organizations::OrganizationalUnit
    Properties: {{Name: Prod, ParentId: !Ref Workloads}}
  Free:
    Type: AWS::Organizations::OrganizationalUnit
    Properties: {{Name: Free, ParentId: !GetAtt Org.RootId}}
  A:
    Type: AWS::Organizations::Account
    Properties: {{AccountName: a, Email: a@example.com, ParentIds: [!Ref Prod]}}
  B:
    Type: AWS::Organizations::Account
    Properties: {{AccountName: b, Email: b@example.com, ParentIds: [!Ref Workloads]}}
  C:
    Type: AWS::Organizations::Account
    Properties: {{AccountName: c, Email: c@example.com, ParentIds: [!Ref Free]}}
  Fixed:
    Type: AWS::Organizations::Policy
    Properties:
      Name: fixed
      Type: SERVICE_CONTROL_POLICY
      Content: '{DENY}'
      TargetIds: [!Ref Workloads, "111122223333"]
"""
SET = """
  Roles:
    Type: AWS::CloudFormation::StackSet
    Properties:
      StackSetName: roles
      PermissionModel: SERVICE_MANAGED
      TemplateURL: https://bucket.s3.amazonaws.com/roles.yaml
      StackInstancesGroup:
        - Regions: [eu-west-1]
          DeploymentTargets: TARGETS
"""
ROLES = f"""
Resources:
  Admins:
    Type: AWS::IAM::Group
    Properties:
      ManagedPolicyArns: [{ADMINISTRATOR}]
"""


def admin(folder: Path, capture: Any, *options: str, name: str = "Admins") -> str:
    assert main(["access", str(folder), *options, "--format", "json"]) == 0
    found = json.loads(capture.readouterr().out)["principals"]
    (one,) = (each["admin"] for each in found if each["address"].endswith(name))
    assert isinstance(one, str)
    return one


TARGETS = {
    "one account below": ("{Accounts: [!Ref A]}", "no"),
    "every account below": ("{Accounts: [!Ref A, !Ref B]}", "no"),
    "one of them elsewhere": ("{Accounts: [!Ref A, !Ref C]}", "possible"),
    "accounts elsewhere": ("{Accounts: [!Ref C]}", "yes"),
    "an account by number": ('{Accounts: ["111122223333"]}', "no"),
    "the unit": ("{OrganizationalUnitIds: [!Ref Workloads]}", "no"),
    "a unit below": ("{OrganizationalUnitIds: [!Ref Prod]}", "no"),
    "a unit elsewhere": ("{OrganizationalUnitIds: [!Ref Free]}", "yes"),
    "both units": ("{OrganizationalUnitIds: [!Ref Prod, !Ref Free]}", "possible"),
    "the root": ("{OrganizationalUnitIds: [!GetAtt Org.RootId]}", "possible"),
    "a unit that nobody declares": ("{OrganizationalUnitIds: [ou-abcd-12345678]}", "possible"),
    "a part of the unit": (
        "{OrganizationalUnitIds: [!Ref Workloads], AccountFilterType: INTERSECTION, Accounts: [!Ref A]}",
        "no",
    ),
    "the unit and more": (
        "{OrganizationalUnitIds: [!Ref Workloads], AccountFilterType: UNION, Accounts: [!Ref C]}",
        "possible",
    ),
    "accounts that are not known": ("{Accounts: !Ref Some}", "possible"),
}


@pytest.mark.parametrize(("targets", "expected"), TARGETS.values(), ids=TARGETS.keys())
def test_targets_of_a_stack_set_say_which_policies_bind_its_stacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], targets: str, expected: str
) -> None:
    parameters = "Parameters:\n  Some:\n    Type: CommaDelimitedList\n"
    text = parameters + ORGANIZATION + SET.replace("TARGETS", targets)
    (tmp_path / "org.yaml").write_text(text, "utf-8")
    (tmp_path / "roles.yaml").write_text(ROLES, "utf-8")
    assert admin(tmp_path, capsys) == expected


@pytest.mark.parametrize(
    ("account", "expected"), [("111122223333", "no"), ("999988887777", "possible")]
)
def test_parameters_say_where_a_stack_set_goes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], account: str, expected: str
) -> None:
    parameters = "Parameters:\n  Account:\n    Type: String\n"
    text = parameters + ORGANIZATION + SET.replace("TARGETS", "{Accounts: [!Ref Account]}")
    (tmp_path / "org.yaml").write_text(text, "utf-8")
    (tmp_path / "roles.yaml").write_text(ROLES, "utf-8")
    given = tmp_path / "given.json"
    given.write_text(json.dumps({"Parameters": {"Account": account}}), "utf-8")
    assert admin(tmp_path, capsys, "--parameters", str(given)) == expected


@pytest.mark.parametrize(
    ("account", "expected"),
    [("111122223333", "no"), ("unknown-account", "possible")],
    ids=["known", "not known"],
)
def test_manifest_of_an_assembly_says_which_policies_bind_its_stacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], account: str, expected: str
) -> None:
    (tmp_path / "org.yaml").write_text(ORGANIZATION, "utf-8")
    assembly = tmp_path / "out"
    assembly.mkdir()
    stack = {
        "type": "aws:cloudformation:stack",
        "environment": f"aws://{account}/eu-west-1",
        "properties": {"templateFile": "app.template.json"},
    }
    manifest = {"version": "36.0.0", "artifacts": {"app": stack}}
    (assembly / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    group = {"Type": "AWS::IAM::Group", "Properties": {"ManagedPolicyArns": [ADMINISTRATOR]}}
    (assembly / "app.template.json").write_text(
        json.dumps({"Resources": {"Admins": group}}), "utf-8"
    )
    assert admin(tmp_path, capsys) == expected


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [
        ('["111122223333"]', "no"),
        ('["111122223333", "222233334444"]', "no"),
        ('["111122223333", "333344445555"]', "possible"),
        ('["333344445555"]', "yes"),
        ('[var.account, "111122223333"]', "possible"),
    ],
    ids=["one", "both bound", "one of them", "another", "not known"],
)
def test_accounts_that_a_provider_allows_say_which_policies_bind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], accounts: str, expected: str
) -> None:
    text = f"""
variable "account" {{}}
provider "aws" {{
  alias               = "prod"
  allowed_account_ids = {accounts}
}}
resource "aws_organizations_organization" "this" {{}}
resource "aws_organizations_policy" "fixed" {{
  name    = "fixed"
  content = jsonencode({DENY})
}}
resource "aws_organizations_policy_attachment" "fixed" {{
  for_each  = toset(["111122223333", "222233334444"])
  policy_id = aws_organizations_policy.fixed.id
  target_id = each.key
}}
resource "aws_iam_group" "admins" {{
  provider = aws.prod
  name     = "admins"
}}
resource "aws_iam_group_policy_attachment" "admins" {{
  provider   = aws.prod
  group      = aws_iam_group.admins.name
  policy_arn = "{ADMINISTRATOR}"
}}
"""
    (tmp_path / "main.tf").write_text(text, "utf-8")
    assert admin(tmp_path, capsys, name="admins") == expected
