"""Policies that do not say what was meant; the pages show the same in both formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iac_scan.options import Options
from iac_scan.pipeline import scan

_KEY = "aws:MultiFactorAuthPresent"


def _found(folder: Path, *statements: dict[str, object]) -> list[str]:
    named = [{"Effect": "Allow", "Resource": "arn:aws:s3:::a/*", **each} for each in statements]
    document = {"Version": "2012-10-17", "Statement": named}
    properties = {"ManagedPolicyName": "work", "PolicyDocument": document}
    resources = {"Work": {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}}
    template = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}
    (folder / "template.json").write_text(json.dumps(template), encoding="utf-8")
    return [finding.message for finding in scan(Options(paths=(folder,))).findings]


def _mfa(effect: str, operator: str, value: str) -> dict[str, object]:
    return {
        "Effect": effect,
        "Action": "s3:GetObject",
        "Condition": {operator: {_KEY: value}},
    }


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("s3:GetObjcet", "s3:GetObject"),
        ("accessanalyzer:DeleteAnalyzer", "access-analyzer:DeleteAnalyzer"),
        ("s3:SetBucketEncryption", "s3:PutEncryptionConfiguration"),
        ("glue:ListDatabases", "glue:GetDatabases"),
    ],
)
def test_the_action_that_was_perhaps_meant_is_named(
    written: str, meant: str, tmp_path: Path
) -> None:
    (message,) = _found(tmp_path, {"Action": written})
    assert message.endswith(f"did you mean `{meant}`?")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["sso:GetPeregrineStatus", "sso:StartPeregrine"], "AWS itself names and does not list"),
        (["sso:GetPeregrineStatus", "s3:GetObjcet"], "`s3:GetObjcet`, which AWS does not list"),
    ],
)
def test_of_actions_that_are_surely_unknown_is_spoken_first(
    words: list[str], named: str, tmp_path: Path
) -> None:
    (message,) = _found(tmp_path, {"Action": words})
    assert named in message


@pytest.mark.parametrize("written", ["glue:BatchGetTable", "scheduler:TagSchedule", "docdb:Get*"])
def test_an_action_that_does_something_else_is_not_named(written: str, tmp_path: Path) -> None:
    (message,) = _found(tmp_path, {"Action": written})
    assert "did you mean" not in message


@pytest.mark.parametrize(
    ("key", "passes"),
    [
        ("aws:PrincipalOrgID", True),
        ("aws:PrincipalTag/team", True),
        ("aws:Ec2InstanceSourceVpc", True),
        ("s3:prefix", True),
        ("aws:TagKeys", False),
        ("dynamodb:LeadingKeys", False),
        ("aws:SecureTransport", False),
        ("aws:SomethingNew", False),
        ("token.actions.githubusercontent.com:sub", True),
        ("token.actions.githubusercontent.com:aud", False),
    ],
)
def test_forallvalues_passes_whoever_lacks_a_key_of_one_value(
    key: str, passes: bool, tmp_path: Path
) -> None:
    condition = {"ForAllValues:StringEquals": {key: "x"}}
    found = _found(tmp_path, {"Action": "s3:ListBucket", "Condition": condition})
    assert any("holds for every request that comes without the key" in each for each in found) is (
        passes
    )


@pytest.mark.parametrize(
    "word", ["vpc:List*", "GetObject", "s3 :GetObject", "s3:GetObjekt*", "*:GetObjekt*"]
)
def test_a_word_that_can_match_nothing_is_reported(word: str, tmp_path: Path) -> None:
    found = [each for each in _found(tmp_path, {"Action": word}) if "does not list" in each]
    assert len(found) == 1


@pytest.mark.parametrize("word", ["eks:Get*", "s3:BatchGet*", "S3:getobject"])
def test_a_word_of_a_row_for_many_services_is_accepted(word: str, tmp_path: Path) -> None:
    assert _found(tmp_path, {"Action": word}) == []


@pytest.mark.parametrize(
    ("statement", "passes"),
    [
        (_mfa("Allow", "BoolIfExists", "true"), True),
        (_mfa("Allow", "Bool", "true"), False),
        (_mfa("Deny", "Bool", "false"), True),
        (_mfa("Deny", "BoolIfExists", "false"), False),
        (_mfa("Allow", "BoolIfExists", "false"), False),
    ],
)
def test_an_access_key_passes_where_the_condition_holds_without_the_key(
    statement: dict[str, object], passes: bool, tmp_path: Path
) -> None:
    assert bool(_found(tmp_path, statement)) is passes


def test_a_deny_for_requests_without_the_key_closes_the_gap(tmp_path: Path) -> None:
    assert _found(tmp_path, _mfa("Deny", "Bool", "false"), _mfa("Deny", "Null", "true")) == []
