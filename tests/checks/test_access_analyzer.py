"""Each code of Access Analyzer that is covered is covered by the check that the table names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iac_scan import catalog
from iac_scan.options import Options
from iac_scan.pipeline import scan
from iac_scan_checks.access_analyzer import NOT_SAID, SAID_BY

_ACCOUNT = "111122223333"
_ROLES = f"arn:aws:iam::{_ACCOUNT}:role/app/*"
_PASS, _LINK = "iam:PassRole", "iam:CreateServiceLinkedRole"
_REST = ["iam:*User*", "iam:*Policy*", "iam:*Group*"]
_EXAMPLES: dict[str, dict[str, object]] = {
    "VARIABLE_UNSUPPORTED_IN_ELEMENT": {"Action": "s3:${aws:username}", "Resource": "*"},
    "INVALID_ACTION": {"Action": "s3:HeadObject", "Resource": "*"},
    "INVALID_SERVICE_IN_ACTION": {"Action": "accessanalyzer:Delete*", "Resource": "*"},
    "FORALLVALUES_WITH_SINGLE_VALUED_KEY": {
        "Action": "s3:GetObject",
        "Resource": "*",
        "Condition": {"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-1a2b3c4d5e"}},
    },
    "PASS_ROLE_WITH_STAR_IN_RESOURCE": {"Action": _PASS, "Resource": "*"},
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE": {"Action": "iam:Pass*", "Resource": "*"},
    "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOTACTION": {"NotAction": _REST, "Resource": "*"},
    "PASS_ROLE_WITH_NOTRESOURCE": {"Action": _PASS, "NotResource": _ROLES},
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOTRESOURCE": {"Action": "iam:P*", "NotResource": _ROLES},
    "PASS_ROLE_WITH_NOTACTION_AND_NOTRESOURCE": {"NotAction": _REST, "NotResource": _ROLES},
    "CREATE_SLR_WITH_NOTRESOURCE": {"Action": _LINK, "NotResource": _ROLES},
    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOTRESOURCE": {
        "Action": "iam:CreateS*",
        "NotResource": _ROLES,
    },
    "CREATE_SLR_WITH_NOTACTION_AND_NOTRESOURCE": {"NotAction": _REST, "NotResource": _ROLES},
    "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOTACTION": {"NotAction": _REST, "Resource": "*"},
}


_LONG = [f"arn:aws:s3:::orders-{n:03}/*" for n in range(400)]
_TRUST: dict[str, object] = {
    "Principal": {"Service": "ec2.amazonaws.com"},
    "Action": "sts:AssumeRole",
}
_IDENTITY: dict[str, object] = {"Action": "s3:GetObject", "Resource": "*"}
_NAMED: dict[str, object] = {**_IDENTITY, "Principal": {"AWS": _ACCOUNT}}
_SCP: dict[str, object] = {"Effect": "Deny", **_IDENTITY}
_REFUSED: dict[str, tuple[str, dict[str, object]]] = {
    "DATA_TYPE_MISMATCH": ("policy", {**_IDENTITY, "Action": 7}),
    "EMPTY_ARRAY_ACTION": ("policy", {**_IDENTITY, "Action": []}),
    "EMPTY_ARRAY_RESOURCE": ("policy", {**_IDENTITY, "Resource": []}),
    "INVALID_ARN_ACCOUNT": ("policy", {**_IDENTITY, "Resource": "arn:aws:sqs:eu-west-1:1:a"}),
    "INVALID_ARN_REGION": (
        "policy",
        {**_IDENTITY, "Resource": f"arn:aws:sqs:ireland:{_ACCOUNT}:a"},
    ),
    "WILDCARD_IN_SERVICE_NAME": ("policy", {**_IDENTITY, "Action": "*:Get*"}),
    "INVALID_ARN_PREFIX": ("policy", {**_IDENTITY, "Resource": "orders/*"}),
    "ARN_ACCOUNT_NOT_ALLOWED": ("policy", {**_IDENTITY, "Resource": f"arn:aws:s3::{_ACCOUNT}:a/*"}),
    "ARN_REGION_NOT_ALLOWED": ("policy", {**_IDENTITY, "Resource": "arn:aws:s3:eu-west-1::a/*"}),
    "INVALID_ARN_RESOURCE": (
        "policy",
        {"Action": _PASS, "Resource": f"arn:aws:iam::{_ACCOUNT}:roles/a"},
    ),
    "MISSING_ARN_REGION": (
        "policy",
        {"Action": "ec2:StartInstances", "Resource": f"arn:aws:ec2::{_ACCOUNT}:instance/*"},
    ),
    "INVALID_ARN_SERVICE_CASE": ("policy", {**_IDENTITY, "Resource": "arn:aws:S3:::orders/*"}),
    "INVALID_EFFECT": ("policy", {**_IDENTITY, "Effect": "Permit"}),
    "INVALID_PARTITION": ("policy", {**_IDENTITY, "Resource": "arn:amazon:s3:::orders/*"}),
    "INVALID_POLICY_ELEMENT": ("policy", {**_IDENTITY, "Colour": "red"}),
    "INVALID_SERVICE": ("policy", {**_IDENTITY, "Resource": "arn:aws:bucket:::orders/*"}),
    "MISSING_ACTION": ("policy", {"Resource": "*"}),
    "MISSING_ARN_FIELD": ("policy", {**_IDENTITY, "Resource": "arn:aws:s3::orders"}),
    "MISSING_EFFECT": ("policy", {**_IDENTITY, "Effect": None}),
    "MISSING_RESOURCE": ("policy", {"Action": "s3:GetObject"}),
    "UNSUPPORTED_ELEMENT_COMBINATION": ("policy", {**_IDENTITY, "NotAction": "s3:GetObject"}),
    "UNSUPPORTED_PRINCIPAL": ("policy", {**_IDENTITY, "Principal": "*"}),
    "UNSUPPORTED_SID": ("policy", {**_IDENTITY, "Sid": "read-orders"}),
    "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA": ("policy", {**_IDENTITY, "Resource": _LONG}),
    "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA": ("queue", {**_NAMED, "Resource": _LONG}),
    "UNSUPPORTED_RESOURCE_ARN_IN_POLICY": ("bucket", {**_NAMED, "Resource": "arn:aws:s3:::b/*"}),
    "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA": (
        "trust",
        {**_TRUST, "Condition": {"StringEquals": {"aws:SourceArn": _LONG}}},
    ),
    "POLICY_SIZE_EXCEEDS_SCP_QUOTA": ("scp", {**_SCP, "Resource": _LONG}),
    "REDUNDANT_ACTION": ("policy", {**_IDENTITY, "Action": ["s3:GetObject", "s3:Get*"]}),
    "REDUNDANT_RESOURCE": ("policy", {**_IDENTITY, "Resource": ["*", "arn:aws:s3:::orders/*"]}),
    "SCP_SYNTAX_ERROR_PRINCIPAL": ("scp", {**_SCP, "Principal": "*"}),
    "EMPTY_ARRAY_PRINCIPAL": ("trust", {**_TRUST, "Principal": {"AWS": []}}),
    "EMPTY_OBJECT_PRINCIPAL": ("trust", {**_TRUST, "Principal": {}}),
    "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY": (
        "trust",
        {"Principal": {"Federated": "okta"}, "Action": "sts:AssumeRoleWithSAML"},
    ),
    "INVALID_PRINCIPAL_FORMAT": ("trust", {**_TRUST, "Principal": ["ec2.amazonaws.com"]}),
    "INVALID_PRINCIPAL_KEY": ("trust", {**_TRUST, "Principal": {"Role": "ec2.amazonaws.com"}}),
    "INVALID_ROLE_REFERENCE": ("trust", {**_TRUST, "Principal": {"AWS": "AROAEXAMPLEEXAMPLE123"}}),
    "INVALID_USER_REFERENCE": ("trust", {**_TRUST, "Principal": {"AWS": "AIDAEXAMPLEEXAMPLE123"}}),
    "INVALID_SERVICE_PRINCIPAL_FORMAT": ("trust", {**_TRUST, "Principal": {"Service": "ec2"}}),
    "MISMATCHED_ACTION_FOR_PRINCIPAL": ("trust", {**_TRUST, "Action": "sts:AssumeRoleWithSAML"}),
    "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY": (
        "trust",
        {**_TRUST, "Principal": {"Service": "rolesanywhere.amazonaws.com"}},
    ),
    "MISSING_PRINCIPAL": ("trust", {"Action": "sts:AssumeRole"}),
    "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL": (
        "trust",
        {"NotPrincipal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"},
    ),
    "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE": ("trust", {**_TRUST, "Resource": "*"}),
    "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL": ("trust", {**_TRUST, "Principal": "*"}),
    "UNSUPPORTED_ACTION_IN_POLICY": ("trust", {**_TRUST, "Action": "s3:GetObject"}),
    "UNSUPPORTED_WILDCARD_IN_PRINCIPAL": (
        "trust",
        {**_TRUST, "Principal": {"AWS": "arn:aws:iam::111122223333:role/app-*"}},
    ),
}
"""For each code what is refused: in a policy, a trust policy or a service control policy."""

_CONDITIONS: dict[str, dict[str, object]] = {
    "EMPTY_ARRAY_CONDITION_IFEXISTS": {"StringNotLikeIfExists": {"aws:username": []}},
    "EMPTY_ARRAY_CONDITION_FORALLVALUES": {"ForAllValues:StringNotEquals": {"aws:TagKeys": []}},
    "DEPRECATED_GLOBAL_CONDITION_KEY": {
        "ArnLike": {"aws:ARN": "arn:aws:iam::111122223333:role/app"}
    },
    "DUPLICATE_KEYS_WITH_DIFFERENT_CASE": {
        "StringEquals": {"aws:username": "x", "aws:UserName": "x"}
    },
    "EMPTY_ARRAY_CONDITION": {"StringEquals": {"aws:username": []}},
    "EMPTY_ARRAY_CONDITION_FORANYVALUE": {"ForAnyValue:StringEquals": {"aws:TagKeys": []}},
    "EMPTY_VARIABLE": {"StringEquals": {"aws:username": "${}"}},
    "INVALID_CONDITION_KEY_FORMAT": {"StringEquals": {"PrincipalOrgID": "x"}},
    "INVALID_CONDITION_MULTIPLE_BOOLEAN": {"Bool": {"aws:SecureTransport": ["true", "false"]}},
    "INVALID_CONDITION_OPERATOR": {"StringEqual": {"aws:username": "x"}},
    "INVALID_DATE_VALUE": {"DateLessThan": {"aws:CurrentTime": "2026-13-01"}},
    "INVALID_GLOBAL_CONDITION_KEY": {"StringEquals": {"aws:PrincipalOrg": "x"}},
    "INVALID_REGION": {"StringEquals": {"aws:RequestedRegion": "Ireland"}},
    "INVALID_SERVICE_CONDITION_KEY": {"StringEquals": {"s3:Prefixes": "x"}},
    "INVALID_VARIABLE_FOR_OPERATOR": {
        "NumericEquals": {"aws:MultiFactorAuthAge": "${aws:username}"}
    },
    "INVALID_VPCE_FORMAT": {"StringEquals": {"aws:SourceVpce": "vpc-12345678"}},
    "INVALID_VPC_FORMAT": {"StringEquals": {"aws:SourceVpc": "vpc-1"}},
    "MISSING_BRACE_IN_VARIABLE": {"StringEquals": {"aws:username": "${aws:userid"}},
    "MISSING_QUALIFIER": {"StringEquals": {"aws:TagKeys": "x"}},
    "MISSING_QUOTE_IN_VARIABLE": {"StringEquals": {"aws:username": "${aws:userid, none}"}},
    "MISSING_TAG_KEY_IN_CONDITION": {"StringEquals": {"aws:ResourceTag": "x"}},
    "NULL_WITH_IF_EXISTS": {"NullIfExists": {"aws:username": "true"}},
    "NULL_WITH_QUALIFIER": {"ForAnyValue:Null": {"aws:TagKeys": "true"}},
    "PRIVATE_IP_ADDRESS": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}},
    "PRIVATE_NOTIPADDRESS": {"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}},
    "TYPE_MISMATCH": {"Bool": {"aws:username": "true"}},
    "TYPE_MISMATCH_BOOLEAN": {"Bool": {"aws:SecureTransport": "yes"}},
    "TYPE_MISMATCH_DATE": {"DateLessThan": {"aws:CurrentTime": "tomorrow"}},
    "TYPE_MISMATCH_IP_RANGE": {"IpAddress": {"aws:SourceIp": "198.51.100.0/240"}},
    "TYPE_MISMATCH_NUMBER": {"NumericLessThan": {"aws:MultiFactorAuthAge": "an hour"}},
    "TYPE_MISMATCH_STRING": {"BinaryEquals": {"x:key": "?"}},
    "UNSUPPORTED_ACTION_FOR_CONDITION_KEY": {"StringEquals": {"ec2:InstanceType": "x"}},
    "UNSUPPORTED_GLOBAL_CONDITION_KEY": {
        "ArnLike": {"aws:ARN": "arn:aws:iam::111122223333:role/app"}
    },
    "UNSUPPORTED_SPACE_IN_VARIABLE": {"StringEquals": {"aws:username": "${ aws:userid}"}},
    "WILDCARD_WITHOUT_LIKE_OPERATOR": {"StringEquals": {"aws:username": "x*"}},
}
"""For each code about a condition, a `Condition` block that has it."""

_GITHUB: dict[str, object] = {
    "Principal": {
        "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    },
    "Action": "sts:AssumeRoleWithWebIdentity",
}
_SUBJECT = "token.actions.githubusercontent.com:sub"
_QUEUE: dict[str, object] = {"Action": "sqs:SendMessage", "Resource": "*"}
_CALLERS: dict[str, tuple[str, dict[str, object]]] = {
    "ALLOW_WITH_NOTPRINCIPAL": ("queue", {**_QUEUE, "NotPrincipal": {"AWS": "111122223333"}}),
    "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL": (
        "trust",
        {
            **_GITHUB,
            "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/id.example.com"},
        },
    ),
    "MISSING_GITHUB_REPO_CONDITION_KEY": ("trust", _GITHUB),
    "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL": (
        "queue",
        {**_QUEUE, "Principal": {"Service": "s3.amazonaws.com"}},
    ),
    "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED": (
        "trust",
        {**_GITHUB, "Condition": {"StringLike": {_SUBJECT: "repo:harbourlight/*"}}},
    ),
}
"""For each code what is too wide: in a trust policy or in that of a queue."""

_OF_ANOTHER_SHAPE = {
    "FEDERATED_PRINCIPAL_NOT_SUPPORTED",
    "INVALID_VERSION",
    "JSON_SYNTAX_ERROR",
    "MISSING_STATEMENT",
    "REDUNDANT_STATEMENT",
    "UNIQUE_SIDS_REQUIRED",
    "VARIABLE_UNSUPPORTED_IN_VERSION",
}
"""Codes that no single statement in these three places can have; the tests of reading and of
`iac_scan.iam.validation` show them."""


def _checks_that_speak(folder: Path, place: str, statement: dict[str, object]) -> set[str]:
    document = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", **statement}],
    }
    properties, kind = {
        "policy": (
            {"ManagedPolicyName": "work", "PolicyDocument": document},
            "AWS::IAM::ManagedPolicy",
        ),
        "trust": ({"AssumeRolePolicyDocument": document}, "AWS::IAM::Role"),
        "scp": (
            {"Name": "guard", "Type": "SERVICE_CONTROL_POLICY", "Content": document},
            "AWS::Organizations::Policy",
        ),
        "bucket": ({"Bucket": "a", "PolicyDocument": document}, "AWS::S3::BucketPolicy"),
        "queue": ({"Queues": ["x"], "PolicyDocument": document}, "AWS::SQS::QueuePolicy"),
    }[place]
    resources = {"Work": {"Type": kind, "Properties": properties}}
    template = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}
    (folder / "template.json").write_text(json.dumps(template), encoding="utf-8")
    return {str(finding.check) for finding in scan(Options(paths=(folder,))).findings}


def test_every_code_is_covered_or_listed_as_not() -> None:
    assert not set(SAID_BY) & set(NOT_SAID)
    assert set(SAID_BY) == {
        *_EXAMPLES,
        *_CONDITIONS,
        *_REFUSED,
        *_CALLERS,
        *_OF_ANOTHER_SHAPE,
    }
    assert set(SAID_BY.values()) <= {check.id for check in catalog.load()}


@pytest.mark.parametrize("code", sorted(_EXAMPLES))
def test_the_check_of_the_table_speaks(code: str, tmp_path: Path) -> None:
    assert SAID_BY[code] in _checks_that_speak(tmp_path, "policy", _EXAMPLES[code])


@pytest.mark.parametrize("code", sorted(_CONDITIONS))
def test_what_is_wrong_with_a_condition_is_said(code: str, tmp_path: Path) -> None:
    statement = {**_IDENTITY, "Condition": _CONDITIONS[code]}
    assert SAID_BY[code] in _checks_that_speak(tmp_path, "policy", statement)


@pytest.mark.parametrize("code", sorted(_REFUSED))
def test_what_is_refused_is_said(code: str, tmp_path: Path) -> None:
    assert SAID_BY[code] in _checks_that_speak(tmp_path, *_REFUSED[code])


@pytest.mark.parametrize("code", sorted(_CALLERS))
def test_who_is_let_in_too_widely_is_said(code: str, tmp_path: Path) -> None:
    assert SAID_BY[code] in _checks_that_speak(tmp_path, *_CALLERS[code])


@pytest.mark.parametrize(
    ("place", "statement"), [("policy", _IDENTITY), ("trust", _TRUST), ("scp", _SCP)]
)
def test_what_is_taken_is_not_said(
    place: str, statement: dict[str, object], tmp_path: Path
) -> None:
    assert "invalid-policy" not in _checks_that_speak(tmp_path, place, statement)
