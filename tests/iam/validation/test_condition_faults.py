"""What is wrong with the conditions and variables of a policy, each beside what is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from iac_scan.iam.conditions import NOWHERE
from iac_scan.iam.elements import words_of
from iac_scan.iam.policy import PolicyDocument, PolicyKind
from iac_scan.iam.read import read_json
from iac_scan.iam.reading import Reading
from iac_scan.iam.validation.constants import always_true, never_true
from iac_scan.iam.validation.fault import Fault
from iac_scan.iam.validation.keys import key_faults
from iac_scan.iam.validation.value_types import type_faults
from iac_scan.iam.validation.variables import variable_faults
from iac_scan.sources.span import Origin, Span
from iac_scan.values import Known, Sequence, Truth

Conditions = dict[str, dict[str, object]]
Faults = Callable[[PolicyDocument], Iterator[Fault]]


def _document(
    condition: Conditions,
    action: str = "s3:GetObject",
    effect: str = "Allow",
    version: str | None = "2012-10-17",
    resource: str = "*",
) -> PolicyDocument:
    statement = {"Effect": effect, "Action": action, "Resource": resource, "Condition": condition}
    text: dict[str, object] = {"Statement": statement}
    if version is not None:
        text["Version"] = version
    return read_json(json.dumps(text), PolicyKind.IDENTITY)


def _codes(faults: Faults, condition: Conditions, **rest: str) -> list[str]:
    return [fault.code.name for fault in faults(_document(condition, **rest))]


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("aws:PrincipalOrg", "INVALID_GLOBAL_CONDITION_KEY"),
        ("s3:Prefixes", "INVALID_SERVICE_CONDITION_KEY"),
        ("token.actions.githubusercontent.com:repository_owner", "INVALID_SERVICE_CONDITION_KEY"),
        ("PrincipalOrgID", "INVALID_CONDITION_KEY_FORMAT"),
        ("aws:ResourceTag", "MISSING_TAG_KEY_IN_CONDITION"),
        ("aws:ARN", "UNSUPPORTED_GLOBAL_CONDITION_KEY"),
        ("ec2:InstanceType", "UNSUPPORTED_ACTION_FOR_CONDITION_KEY"),
    ],
)
def test_a_key_that_no_request_has_is_named(key: str, code: str) -> None:
    assert _codes(key_faults, {"StringEquals": {key: "x"}}) == [code]


@pytest.mark.parametrize(
    ("key", "action", "code"),
    [
        # Service Authorization Reference, "Condition keys for Amazon EC2": of instances.
        (
            "ec2:InstanceProfile",
            "iam:AddRoleToInstanceProfile",
            "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
        ),
        # Systems Manager User Guide, "Start a session with a document": of `ssm:StartSession`.
        (
            "ssm:SessionDocumentAccessCheck",
            "ssm:SendCommand",
            "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
        ),
        # Service Authorization Reference, "Condition keys for Amazon RDS": none of the kind.
        ("rds:AttributeValues", "rds:ModifyDBSnapshotAttribute", "INVALID_SERVICE_CONDITION_KEY"),
        # IAM User Guide, "Available keys for AWS OIDC federation": `aud`, `sub` and those of GitHub.
        (
            "token.actions.githubusercontent.com:iss",
            "sts:AssumeRoleWithWebIdentity",
            "INVALID_SERVICE_CONDITION_KEY",
        ),
    ],
)
def test_a_key_of_other_requests_or_of_none_is_perhaps_a_mistake(
    key: str, action: str, code: str
) -> None:
    (fault,) = key_faults(_document({"StringEquals": {key: "x"}}, action=action))
    assert fault.code.name == code
    assert fault.certainty is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("key", "action"),
    [
        ("AWS:principalorgid", "s3:GetObject"),
        ("aws:ResourceTag/team", "s3:GetObject"),
        ("s3:ExistingObjectTag/team", "s3:GetObject"),
        ("secretsmanager:ResourceTag/team", "secretsmanager:GetSecretValue"),
        ("kms:EncryptionContext:team", "kms:Decrypt"),
        ("lambda:SourceFunctionArn", "s3:GetObject"),
        ("states:HTTPEndpoint", "states:InvokeHTTPEndpoint"),
        ("glue:EvaluatedByLakeFormationTags", "glue:GetTable"),
        ("ec2:InstanceProfile", "ec2:AssociateIamInstanceProfile"),
        ("ssm:SessionDocumentAccessCheck", "ssm:StartSession"),
        ("ec2:InstanceType", "ec2:*"),
        ("ec2:InstanceType", "*"),
        ("SAML:aud", "sts:AssumeRoleWithSAML"),
        ("oidc.eks.eu-west-1.amazonaws.com/id/A1:sub", "sts:AssumeRoleWithWebIdentity"),
        ("token.actions.githubusercontent.com:sub", "sts:AssumeRoleWithWebIdentity"),
    ],
)
def test_a_key_that_requests_have_is_accepted(key: str, action: str) -> None:
    assert _codes(key_faults, {"StringEquals": {key: "x"}}, action=action) == []


@pytest.mark.parametrize(
    ("effect", "operator", "consequence"),
    [
        ("Allow", "StringEquals", "the statement allows nothing"),
        ("Deny", "StringEquals", "the statement denies nothing"),
        ("Deny", "StringNotEquals", "`StringNotEquals` holds for every request"),
        ("Allow", "StringEqualsIfExists", "`StringEqualsIfExists` holds for every request"),
    ],
)
def test_the_message_says_what_becomes_of_the_statement(
    effect: str, operator: str, consequence: str
) -> None:
    (fault,) = key_faults(_document({operator: {"aws:PrincipalOrg": "x"}}, effect=effect))
    assert consequence in fault.message
    assert fault.message.endswith("did you mean `aws:PrincipalOrgID`?")


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ({"StringEqual": {"aws:username": "x"}}, "INVALID_CONDITION_OPERATOR"),
        ({"NullIfExists": {"aws:username": "true"}}, "NULL_WITH_IF_EXISTS"),
        ({"ForAllValues:Null": {"aws:TagKeys": "true"}}, "NULL_WITH_QUALIFIER"),
        ({"Bool": {"aws:username": "true"}}, "TYPE_MISMATCH"),
        ({"StringLike": {"aws:SourceIp": "198.51.100.*"}}, "TYPE_MISMATCH"),
        ({"StringEquals": {"aws:CalledVia": "x"}}, "MISSING_QUALIFIER"),
        ({"Bool": {"aws:SecureTransport": "yes"}}, "TYPE_MISMATCH_BOOLEAN"),
        ({"Null": {"aws:username": "yes"}}, "TYPE_MISMATCH_BOOLEAN"),
        ({"NumericLessThan": {"aws:MultiFactorAuthAge": "an hour"}}, "TYPE_MISMATCH_NUMBER"),
        ({"DateLessThan": {"aws:CurrentTime": "tomorrow"}}, "TYPE_MISMATCH_DATE"),
        ({"IpAddress": {"aws:SourceIp": "198.51.100.0/240"}}, "TYPE_MISMATCH_IP_RANGE"),
        ({"BinaryEquals": {"x:key": "?"}}, "TYPE_MISMATCH_STRING"),
        ({"ArnLike": {"aws:SourceArn": "orders"}}, "INVALID_ARN_VALUE"),
        (
            {"Bool": {"aws:SecureTransport": ["true", "false"]}},
            "INVALID_CONDITION_MULTIPLE_BOOLEAN",
        ),
        (
            {"StringEquals": {"aws:username": "x", "aws:UserName": "x"}},
            "DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
        ),
    ],
)
def test_parts_that_do_not_fit_are_named(condition: Conditions, code: str) -> None:
    assert _codes(type_faults, condition) == [code]


@pytest.mark.parametrize(
    "condition",
    [
        {"StringEquals": {"aws:SecureTransport": "true", "aws:PrincipalArn": "x"}},
        {"Null": {"aws:TagKeys": "true"}},
        {"ForAnyValue:StringLike": {"aws:CalledVia": "x"}},
        {"Bool": {"aws:SecureTransport": True}},
        {"NumericLessThan": {"aws:MultiFactorAuthAge": 3600}},
        {"DateGreaterThan": {"aws:CurrentTime": "2026-01-01T00:00:00Z"}},
        {"NumericGreaterThan": {"aws:EpochTime": "1700000000"}},
        {"IpAddress": {"aws:SourceIp": ["198.51.100.7", "2001:db8::/32"]}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::orders"}},
        {"ArnLike": {"aws:SourceArn": "*"}},
    ],
)
def test_parts_that_fit_are_accepted(condition: Conditions) -> None:
    assert _codes(type_faults, condition) == []


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ({"StringEquals": {"aws:PrincipalTag/team": "a*"}}, "WILDCARD_WITHOUT_LIKE_OPERATOR"),
        ({"StringEquals": {"s3:if-none-match": "a*"}}, "WILDCARD_WITHOUT_LIKE_OPERATOR"),
        ({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, "PRIVATE_IP_ADDRESS"),
        ({"StringEquals": {"aws:SourceVpc": "vpc-1"}}, "INVALID_VPC_FORMAT"),
        ({"StringEquals": {"aws:SourceVpce": "vpc-12345678"}}, "INVALID_VPCE_FORMAT"),
        ({"StringEquals": {"aws:RequestedRegion": "Ireland"}}, "INVALID_REGION"),
        ({"StringEquals": {"aws:SourceAccount": "1111"}}, "INVALID_ACCOUNT"),
        ({"StringEquals": {"aws:PrincipalOrgID": "111122223333"}}, "INVALID_ORGANIZATION"),
        ({"StringEquals": {"aws:username": []}}, "EMPTY_ARRAY_CONDITION"),
        ({"ForAnyValue:StringEquals": {"aws:TagKeys": []}}, "EMPTY_ARRAY_CONDITION_FORANYVALUE"),
        (
            {"StringEquals": {"aws:username": "a"}, "StringNotEquals": {"aws:username": "a"}},
            "CONTRADICTION",
        ),
        (
            {"StringLike": {"aws:username": "a"}, "Null": {"aws:username": "true"}},
            "CONTRADICTION",
        ),
    ],
)
def test_conditions_that_no_request_meets_are_named(condition: Conditions, code: str) -> None:
    assert _codes(never_true, condition) == [code]
    assert _codes(always_true, condition) == []


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ({"StringNotEquals": {"aws:PrincipalTag/team": "a*"}}, "WILDCARD_WITHOUT_LIKE_OPERATOR"),
        ({"NotIpAddress": {"aws:SourceIp": "192.168.0.0/16"}}, "PRIVATE_NOTIPADDRESS"),
        ({"StringLikeIfExists": {"aws:username": "*"}}, "CONSTANT_CONDITION"),
        ({"StringNotEquals": {"aws:username": []}}, "EMPTY_ARRAY_CONDITION"),
    ],
)
def test_conditions_that_every_request_meets_are_named(condition: Conditions, code: str) -> None:
    assert _codes(always_true, condition) == [code]
    assert _codes(never_true, condition) == []


@pytest.mark.parametrize(
    "condition",
    [
        {"StringLike": {"aws:PrincipalTag/team": "a*"}},
        {"StringLike": {"aws:username": "*"}},
        {"StringEquals": {"aws:PrincipalTag/team": "${*}"}},
        {"ForAnyValue:StringEquals": {"acm:DomainNames": "*.example.com"}},
        {"StringEquals": {"s3:if-none-match": "*"}},
        {"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "198.51.100.0/24"]}},
        {"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}},
        {"StringEquals": {"aws:RequestedRegion": ["eu-west-1", "us-gov-east-1"]}},
        {"StringEquals": {"aws:username": "a"}, "Null": {"aws:username": "false"}},
        {"StringEquals": {"aws:username": ["a", "b"]}, "StringNotEquals": {"aws:username": "a"}},
    ],
)
def test_conditions_that_tell_requests_apart_are_accepted(condition: Conditions) -> None:
    assert _codes(never_true, condition) == []
    assert _codes(always_true, condition) == []


@pytest.mark.parametrize(
    ("resource", "code"),
    [
        ("arn:aws:s3:::b/${aws:username", "MISSING_BRACE_IN_VARIABLE"),
        ("arn:aws:s3:::b/${}", "EMPTY_VARIABLE"),
        ("arn:aws:s3:::b/${ aws:username}", "UNSUPPORTED_SPACE_IN_VARIABLE"),
        ("arn:aws:s3:::b/${aws:username, none}", "MISSING_QUOTE_IN_VARIABLE"),
    ],
)
def test_variables_that_are_written_wrongly_are_named(resource: str, code: str) -> None:
    assert _codes(variable_faults, {}, resource=resource) == [code]


@pytest.mark.parametrize(
    "resource",
    [
        "arn:aws:s3:::b/${aws:username}",
        "arn:aws:s3:::b/${aws:PrincipalTag/my team, 'none'}",
        "arn:aws:s3:::b/${*}${$}",
        "arn:aws:s3:::b/${placeholder}",
    ],
)
def test_variables_that_are_filled_in_are_accepted(resource: str) -> None:
    assert _codes(variable_faults, {}, resource=resource) == []


def test_variables_are_letters_where_the_element_or_the_operator_takes_none() -> None:
    found = _codes(variable_faults, {}, action="s3:${aws:username}")
    assert found == ["VARIABLE_UNSUPPORTED_IN_ELEMENT"]
    condition: Conditions = {"NumericEquals": {"aws:MultiFactorAuthAge": "${aws:username}"}}
    assert _codes(variable_faults, condition) == ["INVALID_VARIABLE_FOR_OPERATOR"]


@pytest.mark.parametrize(
    ("operator", "key", "value", "code"),
    [
        ("ArnLike", "aws:SourceArn", "arn:aws:sns:ireland:111122223333:t", "INVALID_ARN_REGION"),
        ("ArnEquals", "aws:SourceArn", "arn:aws:sns:*:11112222333:t", "INVALID_ARN_ACCOUNT"),
        ("StringEquals", "aws:SourceArn", "arn:aws:sns:x-1:111122223333:t", "INVALID_ARN_REGION"),
        ("StringLike", "aws:PrincipalArn", "arn:aws:iam::1:role/*", "INVALID_ARN_ACCOUNT"),
    ],
)
def test_an_arn_of_no_region_or_account_is_met_by_nothing(
    operator: str, key: str, value: str, code: str
) -> None:
    assert _codes(never_true, {operator: {key: value}}) == [code]


@pytest.mark.parametrize(
    ("operator", "key", "value"),
    [
        ("ArnLike", "aws:SourceArn", "arn:aws:sns:eu-west-1:111122223333:t"),
        ("ArnLike", "aws:SourceArn", "arn:aws:s3:::orders"),
        ("ArnLike", "aws:SourceArn", "arn:aws:sns:*:${aws:PrincipalAccount}:t"),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::cloudfront:user/CloudFront Origin Access 1"),
        ("StringLike", "aws:SourceArn", "arn:aws:sns:*:1:t"),
        ("StringEquals", "aws:PrincipalTag/arn", "arn:aws:sns:x-1:1:t"),
    ],
)
def test_an_arn_that_something_may_have_is_accepted(operator: str, key: str, value: str) -> None:
    assert _codes(never_true, {operator: {key: value}}) == []


def test_the_value_that_does_nothing_is_where_the_fault_is() -> None:
    values = Sequence(
        tuple(
            Known(f"arn:aws:sns:eu-west-1:{account}:t", Origin(Span("a.tf", line, 1, line, 9)))
            for line, account in ((4, "111122223333"), (5, "11112222333"))
        ),
        NOWHERE,
    )
    whole = _document({"ArnLike": {"aws:SourceArn": "*"}})
    (statement,) = whole.statements
    words = words_of(values, negated=False, reading=Reading())
    line = replace(statement.conditions[0], values=words)
    (fault,) = never_true(replace(whole, statements=(replace(statement, conditions=(line,)),)))
    assert fault.origin.span.start_line == 5


@pytest.mark.parametrize(
    ("resource", "letters"),
    [
        ("arn:aws:sqs:eu-west-1:${aws:PrincipalAccount}:work", 1),
        ("arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${aws:username}", 2),
        ("arn:aws:s3:::${aws:username}", 0),
        ("arn:aws:s3:*${aws:username}", 0),
    ],
)
def test_variables_are_letters_before_the_resource_of_an_arn(resource: str, letters: int) -> None:
    found = _codes(variable_faults, {}, resource=resource)
    assert found == ["VARIABLE_UNSUPPORTED_IN_ELEMENT"] * letters


@pytest.mark.parametrize(
    ("version", "certainty"), [("2008-10-17", Truth.YES), (None, Truth.UNKNOWN)]
)
def test_variables_are_letters_in_the_old_version(version: str | None, certainty: Truth) -> None:
    document = _document({}, version=version, resource="arn:aws:s3:::b/${aws:username}")
    (fault,) = variable_faults(document)
    assert fault.code.name == "VARIABLE_UNSUPPORTED_IN_VERSION"
    assert fault.certainty is certainty


@pytest.mark.parametrize(
    ("values", "sure"),
    [
        (["ireland"], Truth.YES),
        (["eu-west-5"], Truth.UNKNOWN),
        (["ireland", "eu-west-5"], Truth.UNKNOWN),
        (["eu-west-1", "eu-west-5"], Truth.UNKNOWN),
        (["eu-west-1", "ireland"], Truth.YES),
    ],
)
def test_a_region_that_aws_does_not_list_is_in_doubt(values: list[str], sure: Truth) -> None:
    document = _document({"StringEquals": {"aws:RequestedRegion": values}})
    assert [fault.certainty for fault in never_true(document)] == [sure]


def test_a_region_that_aws_lists_is_accepted() -> None:
    listed = ["eu-west-1", "us-gov-west-1"]
    assert list(never_true(_document({"StringEquals": {"aws:RequestedRegion": listed}}))) == []


def test_how_a_role_came_to_its_instance_is_compared_as_a_number() -> None:
    # EC2 User Guide, "Example policies to control access the Amazon EC2 API": instance metadata.
    number: Conditions = {"NumericLessThan": {"ec2:RoleDelivery": "2.0"}}
    text: Conditions = {"DateLessThan": {"ec2:RoleDelivery": "2.0"}}
    assert _codes(type_faults, number) == []
    assert _codes(type_faults, text) != []


def test_a_variable_that_no_request_fills_in_is_named() -> None:
    document = _document({"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:${AccountId}:orders"}})
    (fault,) = never_true(document)
    assert "names `${AccountId}`, which nothing fills in: it holds for no" in fault.message
