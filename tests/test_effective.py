"""What principals of scanned code may do: with policies of resources, organizations and groups."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from iac_scan.assigned import assigned_roles
from iac_scan.callers import guards_of
from iac_scan.cli import main
from iac_scan.effective import effective
from iac_scan.graph.model import Graph, Principal
from iac_scan.iam import permits
from iac_scan.iam.patterns import Pattern, glob, pattern_of
from iac_scan.options import Options
from iac_scan.pipeline import evaluate, link
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Known, Text, Truth, Unknown, Value, join_text

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
PEOPLE = """
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_iam_role" "app" {
  name               = "app"
  path               = "/team/"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = TRUSTED } }]
  })
}
resource "aws_s3_bucket" "b" {
  bucket = "b"
}
resource "aws_kms_key" "k" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "kms:*", Principal = { AWS = TRUSTED }, Resource = "*" }]
  })
}
resource "aws_iam_user_policy" "ann" {
  user   = aws_iam_user.ann.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["sts:AssumeRole", "kms:Decrypt"], Resource = "*" }]
  })
}
"""
BUCKET_POLICY = """
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "s3:GetObject"
      Principal = { AWS = PRINCIPAL }
      Resource  = "${aws_s3_bucket.b.arn}/*"
    }]
  })
}
"""
ACCOUNT = "data.aws_caller_identity.current.account_id"
CALLER = 'data "aws_caller_identity" "current" {}\n'


def graph_of(folder: Path, text: str) -> Graph:
    (folder / "main.tf").write_text(text, "utf-8")
    options = Options(paths=(folder,))
    return link(evaluate(SourceTree.open(options.paths, options.bounds), options))


def named(graph: Graph, name: str) -> Principal:
    everyone: tuple[Principal, ...] = (*graph.users, *graph.roles, *graph.groups)
    return next(each for each in everyone if each.name == name)


def asked(graph: Graph, who: str, action: str, resource: Pattern | str) -> Truth:
    may = effective(named(graph, who), graph, guards_of(graph))
    return permits(may, action, resource).truth


@pytest.mark.parametrize(
    ("principal", "user", "role"),
    [
        ("aws_iam_user.ann.arn", Truth.YES, Truth.NO),
        ("aws_iam_role.app.arn", Truth.NO, Truth.YES),
        ('"*"', Truth.YES, Truth.YES),
        (ACCOUNT, Truth.NO, Truth.NO),
        ("var.somebody", Truth.UNKNOWN, Truth.UNKNOWN),
        (
            f'"arn:aws:sts::${{{ACCOUNT}}}:assumed-role/app/deploy"',
            Truth.NO,
            Truth.UNKNOWN,
        ),
    ],
    ids=["user", "role", "everybody", "account", "not known", "one session of the role"],
)
def test_bucket_policy_gives_by_itself_to_whom_it_names(
    tmp_path: Path, principal: str, user: Truth, role: Truth
) -> None:
    policy = BUCKET_POLICY.replace("PRINCIPAL", principal)
    text = PEOPLE.replace("TRUSTED", ACCOUNT) + policy + CALLER + 'variable "somebody" {}\n'
    graph = graph_of(tmp_path, text)
    assert asked(graph, "ann", "s3:GetObject", "arn:aws:s3:::b/k") is user
    assert asked(graph, "app", "s3:GetObject", "arn:aws:s3:::b/k") is role
    assert asked(graph, "app", "s3:GetObject", "arn:aws:s3:::c/k") is Truth.NO


@pytest.mark.parametrize(
    ("trusted", "expected"),
    [
        (ACCOUNT, Truth.YES),
        ("aws_iam_user.ann.arn", Truth.YES),
        ('"arn:aws:iam::999988887777:root"', Truth.UNKNOWN),
        ("aws_iam_role.other.arn", Truth.NO),
    ],
    ids=["account", "the user", "an account that may be this one", "somebody else"],
)
def test_role_and_key_decide_whether_own_policies_count(
    tmp_path: Path, trusted: str, expected: Truth
) -> None:
    other = 'resource "aws_iam_role" "other" {\n  name = "other"\n  assume_role_policy = jsonencode({})\n}\n'
    graph = graph_of(tmp_path, PEOPLE.replace("TRUSTED", trusted) + CALLER + other)
    role = named(graph, "app").arn
    assert isinstance(role, Known | Text)
    assert asked(graph, "ann", "sts:AssumeRole", pattern_of(role)) is expected
    (key,) = (each for each in graph.resource_policies if each.kind.noun == "key")
    assert isinstance(key.arn, Known | Text)
    assert asked(graph, "ann", "kms:Decrypt", pattern_of(key.arn)) is expected
    assert asked(graph, "ann", "kms:Decrypt", "*") is Truth.YES


STACK = """
Resources:
  App:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: ec2.amazonaws.com}}
      Policies:
        - PolicyName: decrypt
          PolicyDocument: {Statement: {Effect: Allow, Action: "kms:Decrypt", Resource: "*"}}
  Other:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {AWS: !GetAtt App.Arn}}
  Bucket:
    Type: AWS::S3::Bucket
  Guard:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Statement:
          Effect: Allow
          Action: s3:GetObject
          Principal: {AWS: !GetAtt App.Arn}
          Resource: !Sub "${Bucket.Arn}/*"
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Statement:
          Effect: Allow
          Action: "kms:*"
          Principal: {AWS: !Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:PRINCIPAL"}
          Resource: "*"
"""


@pytest.mark.parametrize(
    ("principal", "expected"), [("root", Truth.YES), ("role/elsewhere", Truth.UNKNOWN)]
)
def test_what_aws_names_in_a_stack_is_the_same_wherever_it_is_named(
    tmp_path: Path, principal: str, expected: Truth
) -> None:
    (tmp_path / "stack.yaml").write_text(STACK.replace("PRINCIPAL", principal), "utf-8")
    graph = graph_of(tmp_path, "")
    assumed = pattern_of(known(named(graph, "Other").arn))
    bucket, key = (known(each.arn) for each in graph.resource_policies)
    inside = pattern_of(join_text((*parts_of(bucket), "/k"), bucket.origin))
    assert asked(graph, "App", "sts:AssumeRole", assumed) is Truth.YES
    assert asked(graph, "Other", "sts:AssumeRole", assumed) is Truth.UNKNOWN
    assert asked(graph, "App", "s3:GetObject", inside) is Truth.YES
    assert asked(graph, "Other", "s3:GetObject", inside) is Truth.UNKNOWN
    assert asked(graph, "App", "kms:Decrypt", pattern_of(key)) is expected


def known(arn: Value) -> Known | Text:
    assert isinstance(arn, Known | Text)
    return arn


def parts_of(arn: Known | Text) -> tuple[str | Unknown, ...]:
    return arn.parts if isinstance(arn, Text) else (str(arn.value),)


ORGANIZATION = """
provider "aws" {
  alias               = "prod"
  allowed_account_ids = ["111122223333"]
}
resource "aws_organizations_organization" "this" {}
resource "aws_organizations_policy" "p" {
  name    = "p"
  type    = TYPE
  content = jsonencode({ Version = "2012-10-17", Statement = [STATEMENT] })
}
resource "aws_organizations_policy_attachment" "p" {
  policy_id = aws_organizations_policy.p.id
  target_id = "111122223333"
}
"""
RCP = '{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "*" }'


def organization(type: str, statement: str) -> str:
    return ORGANIZATION.replace("TYPE", f'"{type}"').replace("STATEMENT", statement)


@pytest.mark.parametrize(
    ("provider", "expected"),
    [("aws.prod", Truth.NO), ("aws", Truth.YES)],
    ids=["member", "management"],
)
def test_resource_control_policies_take_away_in_the_accounts_that_they_bind(
    tmp_path: Path, provider: str, expected: Truth
) -> None:
    user = (
        f'resource "aws_iam_user" "bo" {{\n  provider = {provider}\n  name = "bo"\n}}\n'
        f'resource "aws_iam_user_policy_attachment" "bo" {{\n  provider = {provider}\n'
        f'  user = aws_iam_user.bo.name\n  policy_arn = "{ADMINISTRATOR}"\n}}\n'
    )
    graph = graph_of(tmp_path, organization("RESOURCE_CONTROL_POLICY", RCP) + user)
    assert asked(graph, "bo", "s3:GetObject", "*") is expected
    assert asked(graph, "bo", "iam:CreateUser", "*") is Truth.YES


GROUP = f"""
resource "aws_iam_group" "admins" {{
  provider = aws.prod
  name     = "admins"
}}
resource "aws_iam_group_policy_attachment" "admins" {{
  provider   = aws.prod
  group      = aws_iam_group.admins.name
  policy_arn = "{ADMINISTRATOR}"
}}
resource "aws_iam_user" "cy" {{
  provider = aws.prod
  name     = "cy"
}}
resource "aws_iam_user_group_membership" "cy" {{
  provider = aws.prod
  user     = aws_iam_user.cy.name
  groups   = MEMBER ? [aws_iam_group.admins.name] : []
}}
"""


def spared(*patterns: str) -> str:
    return (
        '{ Effect = "Deny", Action = "iam:*", Resource = "*", Condition = { ArnNotLike = {'
        f' "aws:PrincipalArn" = {json.dumps(patterns)} }} }} }}'
    )


@pytest.mark.parametrize(
    ("pattern", "member", "expected"),
    [
        ("user/cy", "true", ("yes", "yes")),
        ("user/other", "true", ("possible", "no")),
        ("role/*", "true", ("no", "no")),
        ("user/*", "true", ("yes", "yes")),
        ("user/cy", "var.x", ("possible", "possible")),
    ],
    ids=["this member", "somebody else", "roles alone", "every user", "who may not be a member"],
)
def test_group_makes_administrators_when_one_of_its_members_surely_is_one(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    pattern: str,
    member: str,
    expected: tuple[str, str],
) -> None:
    statement = spared(f"arn:aws:iam::*:{pattern}")
    text = organization("SERVICE_CONTROL_POLICY", statement) + 'variable "x" {}\n'
    (tmp_path / "main.tf").write_text(text + GROUP.replace("MEMBER", member), "utf-8")
    main(["access", str(tmp_path), "--format", "json"])
    found = {
        each["name"]: each["admin"] for each in json.loads(capsys.readouterr().out)["principals"]
    }
    assert (found["admins"], found["cy"]) == expected
    main([str(tmp_path), "--select", "administrator-access", "-f", "json"])
    certainties = [each["certainty"] for each in json.loads(capsys.readouterr().out)["findings"]]
    assert certainties == {"yes": ["certain"], "possible": ["possible"], "no": []}[expected[0]]


ASKING = """
variable "some" {}
data "aws_caller_identity" "current" {}
resource "aws_iam_user" "ann" {
  name = "ann"
  path = PATH
}
resource "aws_iam_role" "ann" {
  name               = "role-ann"
  assume_role_policy = jsonencode({})
}
resource "aws_iam_user_policy" "ann" {
  user   = aws_iam_user.ann.name
  policy = POLICY
}
resource "aws_iam_role_policy" "ann" {
  role   = aws_iam_role.ann.name
  policy = POLICY
}
"""
ALLOW_UNDER = """jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*", Condition = CONDITION }]
  })"""


@pytest.mark.parametrize(
    ("path", "condition", "user", "role"),
    [
        ('"/"', '{ StringEquals = { "aws:username" = "ann" } }', Truth.YES, Truth.NO),
        ('"/a/"', '{ StringEquals = { "aws:username" = "bob" } }', Truth.NO, Truth.NO),
        ("var.some", '{ StringEquals = { "aws:username" = "ann" } }', Truth.UNKNOWN, Truth.NO),
        ('"/${var.some}/"', '{ StringEquals = { "aws:username" = "ann" } }', Truth.YES, Truth.NO),
        ('"/"', '{ Null = { "aws:username" = "true" } }', Truth.NO, Truth.YES),
        ('"/"', f'{{ StringEquals = {{ "aws:PrincipalAccount" = {ACCOUNT} }} }}', *[Truth.YES] * 2),
        (
            '"/"',
            '{ StringEquals = { "aws:PrincipalAccount" = "111122223333" } }',
            *[Truth.UNKNOWN] * 2,
        ),
    ],
    ids=[
        *("name", "other name", "path not known", "path known in part", "no name"),
        *("own account", "an account that may be his"),
    ],
)
def test_who_asks_is_known_of_every_request(
    tmp_path: Path, path: str, condition: str, user: Truth, role: Truth
) -> None:
    policy = ALLOW_UNDER.replace("CONDITION", condition)
    graph = graph_of(tmp_path, ASKING.replace("PATH", path).replace("POLICY", policy))
    assert asked(graph, "ann", "s3:GetObject", "*") is user
    assert asked(graph, "role-ann", "s3:GetObject", "*") is role


def test_policy_variable_of_a_users_name_is_his_own_name(tmp_path: Path) -> None:
    policy = ALLOW_UNDER.replace(
        '"*", Condition', '"arn:aws:s3:::home/$${aws:username}/*", Condition'
    )
    policy = policy.replace("CONDITION", "{}")
    graph = graph_of(tmp_path, ASKING.replace("PATH", '"/team/"').replace("POLICY", policy))
    assert asked(graph, "ann", "s3:GetObject", "arn:aws:s3:::home/ann/k") is Truth.YES
    assert asked(graph, "ann", "s3:GetObject", "arn:aws:s3:::home/bob/k") is Truth.NO
    assert asked(graph, "role-ann", "s3:GetObject", "arn:aws:s3:::home/role-ann/k") is Truth.NO


SETS = """
resource "aws_ssoadmin_permission_set" "SET" {
  name         = "SET"
  instance_arn = "arn:aws:sso:::instance/ssoins-1"
}
resource "aws_ssoadmin_managed_policy_attachment" "SET" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-1"
  permission_set_arn = aws_ssoadmin_permission_set.SET.arn
  managed_policy_arn = "POLICY"
}
"""
ASSIGNMENT = """
resource "aws_ssoadmin_account_assignment" "NAME" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-1"
  permission_set_arn = aws_ssoadmin_permission_set.SET.arn
  principal_type     = "GROUP"
  principal_id       = "g"
  target_type        = "AWS_ACCOUNT"
  target_id          = TARGET
}
"""


def permission_set(name: str, **accounts: str) -> str:
    text = SETS.replace("SET", name).replace("POLICY", ADMINISTRATOR)
    for each, account in accounts.items():
        assignment = ASSIGNMENT.replace("SET", name).replace("NAME", f"{name}_{each}")
        text += assignment.replace("TARGET", account)
    return text


def principals(folder: Path, capture: Any, text: str) -> list[dict[str, Any]]:
    (folder / "main.tf").write_text(text, "utf-8")
    assert main(["access", str(folder), "--format", "json"]) == 0
    found: list[dict[str, Any]] = json.loads(capture.readouterr().out)["principals"]
    return found


def test_permission_set_is_a_role_in_each_account_that_it_is_assigned_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accounts = {"a": '"111122223333"', "b": '"444455556666"', "again": '"444455556666"'}
    found = principals(tmp_path, capsys, permission_set("Ops", **accounts))
    assert [(each["account"], each["admin"]) for each in found] == [
        ("111122223333", "yes"),
        ("444455556666", "yes"),
    ]
    for each in found:
        assert each["kind"] == "role"
        assert each["address"] == "aws_ssoadmin_permission_set.Ops"
        assert each["name"].startswith("AWSReservedSSO_Ops_")
        start = f"arn:aws:iam::{each['account']}:role/aws-reserved/sso.amazonaws.com/"
        assert each["arn"].startswith(start)
        assert "presence" not in each


def test_permission_set_that_is_assigned_nowhere_may_be_a_role_somewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (each,) = principals(tmp_path, capsys, permission_set("Ops"))
    assert (each["account"], each["presence"], each["admin"]) == ("unknown", "unknown", "yes")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ('{ Effect = "Deny", Action = "iam:*", Resource = "*" }', "no"),
        (
            spared("arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Ops_*"),
            "yes",
        ),
        (spared("arn:aws:iam::*:role/Ops"), "no"),
    ],
    ids=["denied", "spared by name", "somebody else is spared"],
)
def test_organization_binds_the_role_of_a_permission_set_where_it_is_assigned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], statement: str, expected: str
) -> None:
    management = "aws_organizations_organization.this.master_account_id"
    text = organization("SERVICE_CONTROL_POLICY", statement)
    text += permission_set("Ops", member='"111122223333"', management=management)
    found = principals(tmp_path, capsys, text)
    inside, outside = (
        [each["admin"] for each in found if (each["account"] == "111122223333") is there]
        for there in (True, False)
    )
    assert (inside, outside) == ([expected], ["yes"])


def test_stacked_permission_set_is_a_role_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "stack.yaml").write_text(
        "Resources:\n"
        "  Ops:\n    Type: AWS::SSO::PermissionSet\n    Properties:\n      Name: Ops\n"
        "      InstanceArn: arn:aws:sso:::instance/ssoins-1\n"
        f"      ManagedPolicies: [{ADMINISTRATOR}]\n"
        "  Given:\n    Type: AWS::SSO::Assignment\n    Properties:\n"
        "      InstanceArn: arn:aws:sso:::instance/ssoins-1\n"
        "      PermissionSetArn: !GetAtt Ops.PermissionSetArn\n      PrincipalType: GROUP\n"
        "      PrincipalId: g\n      TargetType: AWS_ACCOUNT\n      TargetId: !Ref AWS::AccountId\n",
        "utf-8",
    )
    (each,) = principals(tmp_path, capsys, "")
    assert (each["address"], each["account"], each["admin"]) == ("Ops", "stack.yaml", "yes")


def test_role_of_a_permission_set_trusts_its_identity_center(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, permission_set("Ops", a='"111122223333"'))
    (role,) = assigned_roles(graph)
    (statement,) = role.trust.statements
    assert statement.principals is not None
    assert not role.trust.problems
    may = effective(role, graph, guards_of(graph))
    kept = pattern_of(role.arn) if isinstance(role.arn, Known | Text) else glob("")
    assert permits(may, "iam:AttachRolePolicy", kept).truth is Truth.NO
    assert permits(may, "iam:AttachRolePolicy", "*").truth is Truth.YES
