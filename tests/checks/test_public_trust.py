"""Roles that anybody may take: what guards them beside their own trust policy, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from iac_scan.findings.finding import Certainty
from iac_scan.findings.report import Report
from iac_scan.options import Options
from iac_scan.pipeline import scan

ROLE = """
resource "aws_iam_role" "work" {{
  {more}
  name               = "work"
  assume_role_policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{ Effect = "Allow", Action = {action}, Principal = {principal}, {rest} }}]
  }})
}}
"""
ORGANIZATION = """
resource "aws_organizations_organization" "all" {
  feature_set          = "ALL"
  enabled_policy_types = ["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"]
}

resource "aws_organizations_account" "shop" {
  name  = "shop"
  email = "shop@example.com"
}

provider "aws" {
  alias = "shop"

  assume_role {
    role_arn = "arn:aws:iam::${aws_organizations_account.shop.id}:role/OrganizationAccountAccessRole"
  }
}

resource "aws_organizations_policy" "ours" {
  name = "ours"
  type = "RESOURCE_CONTROL_POLICY"
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = ["sts:AssumeRole", "s3:*"]
      Resource  = "*"
      Condition = {
        StringNotEqualsIfExists = { "aws:PrincipalOrgID" = "o-harbour1234" }
        BoolIfExists            = { "aws:PrincipalIsAWSService" = "false" }
      }
    }]
  })
}
"""
ATTACHED = """
resource "aws_organizations_policy_attachment" "ours" {
  policy_id = aws_organizations_policy.ours.id
  target_id = aws_organizations_organization.all.roots[0].id
}
"""


def _scan(
    folder: Path,
    *,
    action: str = '"sts:AssumeRole"',
    principal: str = '{ AWS = "*" }',
    rest: str = "",
    more: str = "",
    beside: str = "",
) -> Report:
    role = ROLE.format(action=action, principal=principal, rest=rest, more=more)
    (folder / "main.tf").write_text(role + beside, encoding="utf-8")
    return scan(Options(paths=(folder,)))


def _found(report: Report) -> list[Certainty]:
    return [one.certainty for one in report.findings if one.check == "public-role-trust"]


def test_a_resource_control_policy_of_the_account_keeps_strangers_out(tmp_path: Path) -> None:
    shop = "provider = aws.shop"
    assert _found(_scan(tmp_path, more=shop, beside=ORGANIZATION + ATTACHED)) == []
    assert _found(_scan(tmp_path, more=shop, beside=ORGANIZATION)) == [Certainty.CERTAIN]


def test_a_role_that_may_not_be_there_is_possibly_open(tmp_path: Path) -> None:
    variable = 'variable "wanted" {}'
    found = _found(_scan(tmp_path, more="count = var.wanted ? 1 : 0", beside=variable))
    assert found == [Certainty.POSSIBLE]


@pytest.mark.parametrize("action", ['"sts:*"', '["sts:TagSession", "sts:Assume*"]', '"*"'])
def test_words_that_match_the_action_count(action: str, tmp_path: Path) -> None:
    assert _found(_scan(tmp_path, action=action)) == [Certainty.CERTAIN]


@pytest.mark.parametrize("action", ['"sts:TagSession"', '"sts:AssumeRoleWithSAML"'])
def test_a_statement_that_lets_nobody_assume_it_is_left_alone(action: str, tmp_path: Path) -> None:
    assert _found(_scan(tmp_path, action=action)) == []


@pytest.mark.parametrize("principal", ['"*"', '{ Service = "ec2.amazonaws.com" }'])
def test_what_iam_refuses_or_keeps_to_a_service_is_not_public(
    principal: str, tmp_path: Path
) -> None:
    assert _found(_scan(tmp_path, principal=principal)) == []


def test_an_external_id_is_told_apart(tmp_path: Path) -> None:
    rest = 'Condition = { StringEquals = { "sts:ExternalId" = "x" } }'
    report = _scan(tmp_path, rest=rest)
    (found,) = (one for one in report.findings if one.check == "public-role-trust")
    assert found.message == (
        "whoever has an AWS account and knows its external id may take role `work`: "
        "no condition says who it must be"
    )


@pytest.mark.parametrize(
    ("condition", "undecided"),
    [
        ('{ StringLike = { "aws:PrincipalOrgPaths" = "${var.org}/*" } }', True),
        ('{ StringEquals = { "aws:PrincipalOrgID" = var.org } }', False),
    ],
)
def test_a_value_that_may_hold_a_wildcard_is_asked_for(
    condition: str, undecided: bool, tmp_path: Path
) -> None:
    report = _scan(tmp_path, rest=f"Condition = {condition}", beside='variable "org" {}')
    assert _found(report) == []
    assert [one.check for one in report.undecided] == ["public-role-trust"] * undecided
