"""`iac-scan access`: who is an administrator, all policies together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from iac_scan.cli import main

Capture: TypeAlias = pytest.CaptureFixture[str]

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
TRUST = """jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })"""
ORGANIZATION = """
provider "aws" {
  alias               = "prod"
  allowed_account_ids = ["111122223333"]
}
provider "aws" {
  alias = "dev"
  assume_role {
    role_arn = "arn:aws:iam::${aws_organizations_account.dev.id}:role/deploy"
  }
}
provider "aws" {
  alias               = "elsewhere"
  allowed_account_ids = ["444455556666"]
}
resource "aws_organizations_organization" "this" {
  enabled_policy_types = ["SERVICE_CONTROL_POLICY"]
}
resource "aws_organizations_organizational_unit" "workloads" {
  name      = "workloads"
  parent_id = aws_organizations_organization.this.roots[0].id
}
resource "aws_organizations_account" "dev" {
  name      = "dev"
  email     = "dev@example.com"
  parent_id = aws_organizations_organizational_unit.workloads.id
}
resource "aws_organizations_policy" "fixed" {
  name    = "fixed"
  content = jsonencode({ Version = "2012-10-17", Statement = [STATEMENT] })
}
resource "aws_organizations_policy_attachment" "fixed" {
  for_each  = { unit = aws_organizations_organizational_unit.workloads.id, account = "111122223333" }
  policy_id = aws_organizations_policy.fixed.id
  target_id = each.value
}
"""


def role(name: str, provider: str = "aws", *policies: str) -> str:
    arns = json.dumps(policies or [ADMINISTRATOR])
    return (
        f'resource "aws_iam_role" "{name}" {{\n  provider = {provider}\n  name = "{name}"\n'
        f"  managed_policy_arns = {arns}\n  assume_role_policy = {TRUST}\n}}\n"
    )


def organization(statement: str) -> str:
    return ORGANIZATION.replace("STATEMENT", statement)


def principals(folder: Path, capture: Capture, text: str) -> dict[str, dict[str, Any]]:
    (folder / "main.tf").write_text(text, "utf-8")
    assert main(["access", str(folder), "--format", "json"]) == 0
    content = json.loads(capture.readouterr().out)
    assert set(content) == {"schema_version", "principals", "gaps"}
    return {each["address"]: each for each in content["principals"]}


def test_every_key_of_a_principal_is_there(tmp_path: Path, capsys: Capture) -> None:
    found = principals(tmp_path, capsys, '\nresource "aws_iam_user" "ci" {\n  name = "bot"\n}\n')
    (user,) = found.values()
    assert user.pop("arn").endswith(":user/bot")
    assert user == {
        "address": "aws_iam_user.ci",
        "name": "bot",
        "kind": "user",
        "account": ". aws",
        "file": "main.tf",
        "line": 2,
        "admin": "no",
        "escalations": [],
    }


def test_grants_of_a_group_make_its_members_administrators(tmp_path: Path, capsys: Capture) -> None:
    text = (
        'resource "aws_iam_group" "g" {\n  name = "g"\n}\n'
        'resource "aws_iam_user" "u" {\n  name = "u"\n}\n'
        'resource "aws_iam_user" "other" {\n  name = "other"\n}\n'
        'resource "aws_iam_user_group_membership" "u" {\n'
        "  user = aws_iam_user.u.name\n  groups = [aws_iam_group.g.name]\n}\n"
        'resource "aws_iam_group_policy_attachment" "g" {\n'
        f'  group = aws_iam_group.g.name\n  policy_arn = "{ADMINISTRATOR}"\n}}\n'
    )
    found = principals(tmp_path, capsys, text)
    assert {address: each["admin"] for address, each in found.items()} == {
        "aws_iam_group.g": "yes",
        "aws_iam_user.u": "yes",
        "aws_iam_user.other": "no",
    }


def test_template_is_read_like_a_configuration(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "stack.yaml").write_text(
        "Resources:\n  Admins:\n    Type: AWS::IAM::Group\n    Properties:\n"
        f"      ManagedPolicyArns: [{ADMINISTRATOR}]\n",
        "utf-8",
    )
    found = principals(tmp_path, capsys, "")
    assert (found["Admins"]["kind"], found["Admins"]["admin"]) == ("group", "yes")


def test_policy_that_is_not_known_leaves_it_possible(tmp_path: Path, capsys: Capture) -> None:
    arn = "arn:aws:iam::111122223333:policy/unseen"
    assert principals(tmp_path, capsys, role("r", "aws", arn))["aws_iam_role.r"]["admin"] == (
        "possible"
    )


DENY = '{ Effect = "Deny", Action = "iam:*", Resource = "*" }'


@pytest.mark.parametrize(
    ("provider", "expected"),
    [("aws.prod", "no"), ("aws.dev", "no"), ("aws.elsewhere", "possible"), ("aws", "yes")],
    ids=["by number", "by reference", "not known to be a member", "management account"],
)
def test_service_control_policies_bind_the_accounts_of_the_organization(
    tmp_path: Path, capsys: Capture, provider: str, expected: str
) -> None:
    text = organization(DENY) + role("r", provider)
    assert principals(tmp_path, capsys, text)["aws_iam_role.r"]["admin"] == expected
    main([str(tmp_path), "--select", "administrator-access,missing-boundary"])
    out = capsys.readouterr().out
    assert ("administrator-access" in out) is (expected != "no")
    assert "missing-boundary" not in out


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (DENY, "possible"),
        ('{ Effect = "Allow", Action = "s3:*", Resource = "*" }', "possible"),
        ('{ Effect = "Deny", Action = "organizations:*", Resource = "*" }', "yes"),
    ],
    ids=["deny that matters", "allow of something else", "deny that does not matter"],
)
def test_stack_in_an_account_that_is_not_known_may_be_in_the_organization(
    tmp_path: Path, capsys: Capture, statement: str, expected: str
) -> None:
    (tmp_path / "stack.yaml").write_text(
        "Resources:\n  Admins:\n    Type: AWS::IAM::Group\n    Properties:\n"
        f"      ManagedPolicyArns: [{ADMINISTRATOR}]\n",
        "utf-8",
    )
    found = principals(tmp_path, capsys, organization(statement))
    assert found["Admins"]["admin"] == expected


def test_role_that_a_service_control_policy_leaves_out_stays_an_administrator(
    tmp_path: Path, capsys: Capture
) -> None:
    spared = (
        '{ Effect = "Deny", Action = "iam:*", Resource = "*", Condition = { ArnNotLike = {'
        ' "aws:PrincipalArn" = "arn:aws:iam::*:role/keeper" } } }'
    )
    text = organization(spared) + role("keeper", "aws.prod") + role("other", "aws.prod")
    found = principals(tmp_path, capsys, text)
    assert found["aws_iam_role.keeper"]["admin"] == "yes"
    assert found["aws_iam_role.other"]["admin"] == "no"


def test_service_control_policy_that_is_not_known_leaves_it_possible(
    tmp_path: Path, capsys: Capture
) -> None:
    text = 'variable "x" {}\n' + organization(
        '{ Effect = "Deny", Action = [var.x], Resource = "*" }'
    )
    found = principals(tmp_path, capsys, text + role("r", "aws.prod"))
    assert found["aws_iam_role.r"]["admin"] == "possible"


def test_text_names_each_principal_and_counts(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "main.tf").write_text(role("r"), "utf-8")
    assert main(["access", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("administrators  1\n\n  main.tf\n     1  role `r`  aws_iam_role.r\n")
    assert "1 principal: 1 surely administrator, 0 perhaps\n" in out


def test_unreadable_file_and_empty_folder_are_not_done(tmp_path: Path, capsys: Capture) -> None:
    assert main(["access", str(tmp_path)]) == 2
    (tmp_path / "main.tf").write_text('resource "a" {', "utf-8")
    assert main(["access", str(tmp_path)]) == 2
    assert "main.tf:1" in capsys.readouterr().err
