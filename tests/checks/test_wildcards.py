"""What is too wide in a statement, and for whom; the pages show the same in both formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iac_scan.options import Options
from iac_scan.pipeline import scan

_TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        },
    }
)
_FAMILY = {
    "wildcard-action",
    "not-action-allow",
    "not-resource-allow",
    "service-wildcard",
    "credentials-exposure",
    "wildcard-resource",
    "administrator-access",
    "missing-boundary",
}


def _allow(action: object, resource: object = "*", **more: object) -> dict[str, object]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def _deny(action: object, resource: object = "*", **more: object) -> dict[str, object]:
    return {**_allow(action, resource, **more), "Effect": "Deny"}


def _policy(name: str, *statements: object, role: str | None = None) -> dict[str, object]:
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    kind = "AWS::IAM::RolePolicy" if role else "AWS::IAM::ManagedPolicy"
    names = {"PolicyName": name, "RoleName": role} if role else {"ManagedPolicyName": name}
    return {"Type": kind, "Properties": {**names, "PolicyDocument": json.loads(document)}}


def _role(**properties: object) -> dict[str, object]:
    trust = json.loads(_TRUST)
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {"RoleName": "worker", "AssumeRolePolicyDocument": trust, **properties},
    }


def _held(*statements: object, **properties: object) -> dict[str, object]:
    inline = _policy("work", *statements)["Properties"]
    assert isinstance(inline, dict)
    policy = {"PolicyName": "work", "PolicyDocument": inline["PolicyDocument"]}
    return {"Worker": _role(Policies=[policy], **properties)}


def _found(folder: Path, resources: object) -> list[str]:
    text = json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources})
    (folder / "template.json").write_text(text, encoding="utf-8")
    report = scan(Options(paths=(folder,)))
    return sorted(finding.check for finding in report.findings if finding.check in _FAMILY)


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        (_allow("*"), "administrator-access"),
        (_allow("*", "arn:aws:s3:::orders"), "wildcard-action"),
        (_allow(["kms:*", "s3:*"]), "service-wildcard"),
        (_allow("s3:*", "arn:aws:s3:::*"), "service-wildcard"),
        (_allow(["s3:*", "sts:AssumeRole"]), "service-wildcard"),
        (_allow(["iam:PassRole", "sts:AssumeRole"]), "credentials-exposure"),
        (_allow("sts:*"), "service-wildcard"),
        (_allow("sts:AssumeRole", "arn:aws:iam::111122223333:role/*"), "credentials-exposure"),
        (_allow("s3:Delete*", "arn:aws:s3:::*/*"), "wildcard-resource"),
        (_allow("iam:*"), "missing-boundary"),
        (_allow("iam:PassRole", Condition={"Bool": {"aws:SecureTransport": "true"}}), None),
    ],
)
def test_one_statement_gives_one_finding_of_the_gravest_kind(
    statement: object, check: str | None, tmp_path: Path
) -> None:
    assert _found(tmp_path, _held(statement)) == [check or "wildcard-resource"]


@pytest.mark.parametrize(
    "statement",
    [
        _allow("s3:*", ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"]),
        _allow("ec2:*"),
        _allow("s3:DeleteObject", "arn:aws:s3:::data/*"),
        _allow("iam:CreateAccessKey", "arn:aws:iam::*:user/${aws:username}"),
        _allow("ecr:GetAuthorizationToken"),
        _allow("sts:AssumeRole", "arn:aws:iam::*:role/deploy"),
        _allow("kms:CreateGrant", Condition={"Bool": {"kms:GrantIsForAWSResource": "true"}}),
    ],
)
def test_what_is_limited_or_of_no_great_harm_is_accepted(statement: object, tmp_path: Path) -> None:
    assert _found(tmp_path, _held(statement)) == []


def _chosen(first: object, second: object) -> dict[str, object]:
    """Return what one of two is, as a condition that is not decided says."""
    return {"Fn::If": ["Maybe", first, second]}


_ANY = {"Ref": "Any"}
_EITHER = {"Ref": "Either"}
_NONE = {"Ref": "AWS::NoValue"}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (_allow(_chosen("kms:*", "kms:Decrypt")), ("service-wildcard", "possible")),
        (_allow([_chosen("kms:*", _NONE), "ec2:*"]), ("service-wildcard", "possible")),
        (_allow("kms:*", _chosen("*", "arn:aws:kms:*:*:key/k")), ("service-wildcard", "possible")),
        (_allow("kms:*", Effect=_EITHER), ("service-wildcard", "possible")),
        (_allow("kms:*", Effect=_ANY), ("service-wildcard", "possible")),
        (_allow("kms:*", Effect=_chosen("Allow", "Deny")), ("service-wildcard", "possible")),
        (_allow(["kms:*", _chosen("s3:*", "s3:GetObject")]), ("service-wildcard", "certain")),
        (_chosen(_allow("kms:*"), _NONE), ("service-wildcard", "possible")),
        (
            {**_allow("x"), "Action": _NONE, "NotAction": "ec2:*", "Effect": _EITHER},
            ("not-action-allow", "possible"),
        ),
        (_allow(_chosen("kms:Decrypt", "kms:Encrypt")), None),
        (_allow(_ANY), None),
    ],
)
def test_what_is_chosen_to_be_too_wide_is_possibly_so(
    statement: object, expected: tuple[str, str] | None, tmp_path: Path
) -> None:
    template = {
        "Parameters": {
            "Any": {"Type": "String"},
            "Either": {"Type": "String", "AllowedValues": ["Allow", "Deny"]},
        },
        "Conditions": {"Maybe": {"Fn::Equals": [_ANY, "a"]}},
        "Resources": _held(statement),
    }
    (tmp_path / "template.json").write_text(json.dumps(template), encoding="utf-8")
    found = scan(Options(paths=(tmp_path,))).findings
    said = [(each.check, each.certainty.value) for each in found if each.check in _FAMILY]
    assert said == ([] if expected is None else [expected])


def test_an_administrator_is_reported_once_whatever_else_he_holds(tmp_path: Path) -> None:
    held = _held(_allow("*"), _allow("s3:*"), _allow("iam:PassRole"))
    assert _found(tmp_path, held) == ["administrator-access"]


def test_what_a_boundary_cuts_off_is_not_reported(tmp_path: Path) -> None:
    boundary = _policy("cap", _allow(["s3:Get*", "logs:*"]))
    held = _held(_allow("*"), _allow("s3:*"), PermissionsBoundary={"Ref": "Cap"})
    assert _found(tmp_path, {**held, "Cap": boundary}) == []


def test_what_a_boundary_leaves_is_reported(tmp_path: Path) -> None:
    boundary = _policy("cap", _allow(["s3:*", "logs:*"]))
    held = _held(_allow("*"), PermissionsBoundary={"Ref": "Cap"})
    assert _found(tmp_path, {**held, "Cap": boundary}) == ["service-wildcard"]


_ALL_BUT_IAM: dict[str, object] = {"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*"}


def test_all_but_some_actions_are_no_such_thing_within_a_boundary_of_few(tmp_path: Path) -> None:
    cap = {"Cap": _policy("cap-boundary", _allow("s3:GetObject"))}
    capped = _held(_ALL_BUT_IAM, PermissionsBoundary={"Ref": "Cap"})
    assert _found(tmp_path, cap | capped) == []
    wide = {"Cap": _policy("cap-boundary", _allow("*"))}
    assert _found(tmp_path, wide | capped) == ["not-action-allow"]


def test_what_a_boundary_of_few_leaves_of_all_but_some_actions_is_judged(tmp_path: Path) -> None:
    cap = {"Cap": _policy("cap-boundary", _allow("s3:PutBucketPolicy"))}
    capped = _held(_ALL_BUT_IAM, PermissionsBoundary={"Ref": "Cap"})
    assert _found(tmp_path, cap | capped) == ["wildcard-resource"]


def test_all_but_some_actions_on_every_bucket_are_grave_changes_there(tmp_path: Path) -> None:
    on_buckets = {**_ALL_BUT_IAM, "Resource": "arn:aws:s3:::*"}
    assert _found(tmp_path, _held(on_buckets)) == ["wildcard-resource"]


@pytest.mark.parametrize(
    ("targets", "certainty"),
    [([{"Ref": "AWS::AccountId"}], "possible"), ([], "certain")],
    ids=["here, which may be the management account", "nowhere"],
)
def test_what_an_organization_may_deny_is_possibly_too_wide(
    targets: object, certainty: str, tmp_path: Path
) -> None:
    control = {
        "Type": "AWS::Organizations::Policy",
        "Properties": {
            "Name": "no-keys",
            "Type": "SERVICE_CONTROL_POLICY",
            "Content": {"Version": "2012-10-17", "Statement": [_deny("kms:*")]},
            "TargetIds": targets,
        },
    }
    resources = {"Control": control, **_held(_allow("kms:*"))}
    text = json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources})
    (tmp_path / "template.json").write_text(text, encoding="utf-8")
    found = scan(Options(paths=(tmp_path,))).findings
    (wide,) = (each for each in found if each.check == "service-wildcard")
    assert wide.certainty.name.lower() == certainty


def test_who_makes_administrators_is_reported_for_that_and_for_the_rest(tmp_path: Path) -> None:
    held = _held(_allow(["iam:*", "kms:*"]))
    assert _found(tmp_path, held) == ["missing-boundary", "service-wildcard"]


def test_what_else_is_in_the_statement_of_who_makes_administrators_is_reported(
    tmp_path: Path,
) -> None:
    held = _held(_allow(["iam:*", "secretsmanager:GetSecretValue"]))
    assert _found(tmp_path, held) == ["credentials-exposure", "missing-boundary"]


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        (["s3:*", "iam:PassRole"], "`s3:*` on all there is, with `iam:PassRole`:"),
        (["s3:*", "s3:DeleteObject"], "`s3:*` on all there is:"),
        (
            ["dynamodb:DeleteTable", "secretsmanager:GetSecretValue", "iam:PassRole", "s3:*"],
            "`s3:*` on all there is, with `iam:PassRole`, `secretsmanager:GetSecretValue` and 1 more:",
        ),
        (
            ["secretsmanager:GetSecretValue", "iam:PassRole"],
            "`secretsmanager:GetSecretValue` on all there is, with `iam:PassRole`:",
        ),
    ],
)
def test_the_graver_action_is_named_whatever_the_order_of_the_text(
    actions: list[str], said: str, tmp_path: Path
) -> None:
    for written in (actions, actions[::-1]):
        document = {"Statement": _allow(written)}
        properties = {"ManagedPolicyName": "work", "PolicyDocument": document}
        work = {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}
        template = json.dumps({"Resources": {"Work": work}})
        (tmp_path / "template.json").write_text(template, encoding="utf-8")
        found = scan(Options(paths=(tmp_path,))).findings
        (message,) = (each.message for each in found if each.check in _FAMILY)
        assert said in message


def _set(**properties: object) -> dict[str, object]:
    return {
        "Type": "AWS::SSO::PermissionSet",
        "Properties": {"Name": "ops", "InstanceArn": "arn:aws:sso:::instance/i", **properties},
    }


def _named(name: str) -> dict[str, object]:
    return {"CustomerManagedPolicyReferences": [{"Name": name, "Path": "/"}]}


_ASSIGNED = {
    "Type": "AWS::SSO::Assignment",
    "Properties": {
        "PermissionSetArn": {"Fn::GetAtt": ["Ops", "PermissionSetArn"]},
        "PrincipalType": "GROUP",
        "PrincipalId": "x",
        "TargetId": "111122223333",
        "TargetType": "AWS_ACCOUNT",
    },
}


@pytest.mark.parametrize(
    ("action", "check"), [("kms:*", "service-wildcard"), ("*", "administrator-access")]
)
def test_a_policy_that_a_permission_set_names_is_held_by_it(
    action: str, check: str, tmp_path: Path
) -> None:
    resources = {"Ops": _set(**_named("work")), "Work": _policy("work", _allow(action))}
    assigned = {**resources, "Given": _ASSIGNED, "Again": _ASSIGNED}
    for declared, sure in ((resources, "possible"), (assigned, "certain")):
        text = json.dumps({"Resources": declared})
        (tmp_path / "template.json").write_text(text, encoding="utf-8")
        (found,) = scan(Options(paths=(tmp_path,))).findings
        assert (found.check, found.certainty.value) == (check, sure)
        assert "policy `work` lets permission set `ops` call" in found.message


def test_what_the_boundary_of_a_permission_set_cuts_off_is_not_reported(tmp_path: Path) -> None:
    capped = {"PermissionsBoundary": {"CustomerManagedPolicyReference": {"Name": "cap"}}}
    resources = {
        "Ops": _set(**_named("work"), **capped),
        "Work": _policy("work", _allow("*")),
        "Cap": _policy("cap", _allow(["s3:Get*", "logs:*"])),
    }
    assert _found(tmp_path, resources) == []


def test_the_boundary_of_a_permission_set_grants_nothing(tmp_path: Path) -> None:
    capped = {"PermissionsBoundary": {"CustomerManagedPolicyReference": {"Name": "limit"}}}
    limit = {"Limit": _policy("limit", _allow("s3:*"))}
    assert _found(tmp_path, limit) == ["service-wildcard"]
    assert _found(tmp_path, {**limit, "Ops": _set(**capped)}) == []


def test_what_is_denied_again_is_not_reported(tmp_path: Path) -> None:
    assert _found(tmp_path, _held(_allow("kms:*"), _deny("kms:Put*"))) == ["wildcard-resource"]
    assert _found(tmp_path, _held(_allow("sts:AssumeRole"), _deny("sts:*"))) == []


def test_a_policy_that_is_demanded_as_a_boundary_is_none_of_these(tmp_path: Path) -> None:
    limit = _policy("limit", _allow("s3:*"))
    demands = _allow(
        "iam:CreateRole",
        "arn:aws:iam::111122223333:role/app/*",
        Condition={"StringEquals": {"iam:PermissionsBoundary": {"Ref": "Limit"}}},
    )
    assert _found(tmp_path, {"Limit": limit}) == ["service-wildcard"]
    assert _found(tmp_path, {"Limit": limit, **_held(demands)}) == []


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ('["ec2:*",\n"s3:*"]', '"*"'),
        ('["logs:PutLogEvents",\n"*"]', '"arn:aws:s3:::orders"'),
        ('["iam:PassRole"]', '["arn:aws:iam::111122223333:role/app",\n"*"]'),
    ],
)
def test_a_finding_stands_at_the_word_that_is_too_wide(
    action: str, resource: str, tmp_path: Path
) -> None:
    before = '{"Resources": {"Work": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {'
    statement = f'{{"Effect": "Allow", "Action": {action}, "Resource": {resource}}}'
    text = f'{before}"PolicyDocument": {{"Statement": {statement}}}}}}}}}}}'
    (tmp_path / "template.json").write_text(text, encoding="utf-8")
    findings = scan(Options(paths=(tmp_path,))).findings
    assert [each.span.start_line for each in findings if each.check in _FAMILY] == [2]
