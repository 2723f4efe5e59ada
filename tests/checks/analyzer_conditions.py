"""Conditions, and variables, that do not say what was meant."""

from __future__ import annotations

from collections.abc import Mapping

from .analyzer_case import ACCOUNT, READ, ROLE, Case, Json, of_policy


def _if(
    wrong: Json, right: Json, at: str, base: Json = READ, others: frozenset[str] = frozenset()
) -> Case:
    """Return the case of a statement with the one or the other `Condition`."""
    return of_policy({**base, "Condition": wrong}, {**base, "Condition": right}, at, others)


def _name(value: object, operator: str = "StringEquals") -> Json:
    return {operator: {"aws:username": value}}


CONDITIONS: Mapping[str, Case] = {
    "DEPRECATED_GLOBAL_CONDITION_KEY": _if(
        {"ArnLike": {"aws:ARN": ROLE}}, {"ArnLike": {"aws:PrincipalArn": ROLE}}, "aws:ARN"
    ),
    "DUPLICATE_KEYS_WITH_DIFFERENT_CASE": _if(
        {"StringEquals": {"aws:username": "ann", "aws:UserName": "ann"}}, _name("ann"), "UserName"
    ),
    "EMPTY_ARRAY_CONDITION": _if(_name([]), _name("ann"), "aws:username"),
    "EMPTY_ARRAY_CONDITION_FORALLVALUES": _if(
        {"ForAllValues:StringNotEquals": {"aws:TagKeys": []}},
        {"ForAnyValue:StringEquals": {"aws:TagKeys": ["team"]}},
        "aws:TagKeys",
        base={"Action": "sqs:TagQueue", "Resource": f"arn:aws:sqs:eu-west-1:{ACCOUNT}:orders"},
    ),
    "EMPTY_ARRAY_CONDITION_FORANYVALUE": _if(
        {"ForAnyValue:StringEquals": {"aws:TagKeys": []}},
        {"ForAnyValue:StringEquals": {"aws:TagKeys": ["team"]}},
        "aws:TagKeys",
        base={"Action": "sqs:TagQueue", "Resource": f"arn:aws:sqs:eu-west-1:{ACCOUNT}:orders"},
    ),
    "EMPTY_ARRAY_CONDITION_IFEXISTS": _if(
        _name([], "StringNotLikeIfExists"), _name("ann", "StringNotLikeIfExists"), "aws:username"
    ),
    "EMPTY_VARIABLE": _if(
        _name("${}"),
        _name("${aws:userid}"),
        "aws:username",
        others=frozenset({"condition-never-true"}),
    ),
    "FORALLVALUES_WITH_SINGLE_VALUED_KEY": _if(
        {"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-1a2b3c4d5e"}},
        {"StringEquals": {"aws:PrincipalOrgID": "o-1a2b3c4d5e"}},
        "aws:PrincipalOrgID",
    ),
    "INVALID_CONDITION_KEY_FORMAT": _if(
        {"StringEquals": {"PrincipalOrgID": "o-1a2b3c4d5e"}},
        {"StringEquals": {"aws:PrincipalOrgID": "o-1a2b3c4d5e"}},
        "PrincipalOrgID",
    ),
    "INVALID_CONDITION_MULTIPLE_BOOLEAN": _if(
        {"Bool": {"aws:SecureTransport": ["true", "false"]}},
        {"Bool": {"aws:SecureTransport": ["true"]}},
        "aws:SecureTransport",
    ),
    "INVALID_CONDITION_OPERATOR": _if(_name("ann", "StringEqual"), _name("ann"), "aws:username"),
    "INVALID_DATE_VALUE": _if(
        {"DateLessThan": {"aws:CurrentTime": "2026-13-01"}},
        {"DateLessThan": {"aws:CurrentTime": "2026-12-01"}},
        "2026-13",
    ),
    "INVALID_GLOBAL_CONDITION_KEY": _if(
        {"StringEquals": {"aws:PrincipalOrg": "o-1a2b3c4d5e"}},
        {"StringEquals": {"aws:PrincipalOrgID": "o-1a2b3c4d5e"}},
        "aws:PrincipalOrg",
    ),
    "INVALID_REGION": _if(
        {"StringEquals": {"aws:RequestedRegion": "Ireland"}},
        {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}},
        "Ireland",
    ),
    "INVALID_SERVICE_CONDITION_KEY": _if(
        {"StringEquals": {"s3:Prefixes": "a"}},
        {"StringEquals": {"s3:ExistingObjectTag/team": "a"}},
        "s3:Prefixes",
    ),
    "INVALID_VARIABLE_FOR_OPERATOR": _if(
        {"NumericLessThan": {"aws:MultiFactorAuthAge": "${aws:username}"}},
        {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}},
        "${aws:username}",
    ),
    "INVALID_VPCE_FORMAT": _if(
        {"StringEquals": {"aws:SourceVpce": "vpc-12345678"}},
        {"StringEquals": {"aws:SourceVpce": "vpce-12345678"}},
        "vpc-12345678",
    ),
    "INVALID_VPC_FORMAT": _if(
        {"StringEquals": {"aws:SourceVpc": "vpc-1"}},
        {"StringEquals": {"aws:SourceVpc": "vpc-12345678"}},
        "vpc-1",
    ),
    "MISSING_BRACE_IN_VARIABLE": _if(_name("${aws:userid"), _name("${aws:userid}"), "aws:userid"),
    "MISSING_QUALIFIER": _if(
        {"StringEquals": {"aws:TagKeys": "team"}},
        {"ForAnyValue:StringEquals": {"aws:TagKeys": "team"}},
        "aws:TagKeys",
        base={"Action": "sqs:TagQueue", "Resource": f"arn:aws:sqs:eu-west-1:{ACCOUNT}:orders"},
    ),
    "MISSING_QUOTE_IN_VARIABLE": _if(
        _name("${aws:userid, none}"), _name("${aws:userid, 'none'}"), "aws:userid"
    ),
    "MISSING_TAG_KEY_IN_CONDITION": _if(
        {"StringEquals": {"aws:PrincipalTag": "a"}},
        {"StringEquals": {"aws:PrincipalTag/team": "a"}},
        "aws:PrincipalTag",
    ),
    "NULL_WITH_IF_EXISTS": _if(
        _name("true", "NullIfExists"), _name("true", "Null"), "aws:username"
    ),
    "NULL_WITH_QUALIFIER": _if(
        {"ForAnyValue:Null": {"aws:TagKeys": "true"}},
        {"Null": {"aws:TagKeys": "true"}},
        "aws:TagKeys",
        base={"Action": "sqs:TagQueue", "Resource": f"arn:aws:sqs:eu-west-1:{ACCOUNT}:orders"},
    ),
    "PRIVATE_IP_ADDRESS": _if(
        {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}},
        {"IpAddress": {"aws:SourceIp": "198.51.100.0/24"}},
        "10.0.0.0/8",
    ),
    "PRIVATE_NOTIPADDRESS": _if(
        {"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}},
        {"NotIpAddress": {"aws:SourceIp": "198.51.100.0/24"}},
        "10.0.0.0/8",
    ),
    "TYPE_MISMATCH": _if(_name("true", "Bool"), _name("true"), "aws:username"),
    "TYPE_MISMATCH_BOOLEAN": _if(
        {"Bool": {"aws:SecureTransport": "yes"}}, {"Bool": {"aws:SecureTransport": "true"}}, "yes"
    ),
    "TYPE_MISMATCH_DATE": _if(
        {"DateLessThan": {"aws:CurrentTime": "tomorrow"}},
        {"DateLessThan": {"aws:CurrentTime": "2026-12-01T00:00:00Z"}},
        "tomorrow",
    ),
    "TYPE_MISMATCH_IP_RANGE": _if(
        {"IpAddress": {"aws:SourceIp": "198.51.100.0/240"}},
        {"IpAddress": {"aws:SourceIp": "198.51.100.0/24"}},
        "198.51.100.0/240",
    ),
    "TYPE_MISMATCH_NUMBER": _if(
        {"NumericLessThan": {"aws:MultiFactorAuthAge": "an hour"}},
        {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}},
        "an hour",
    ),
    "TYPE_MISMATCH_STRING": _if(
        {"BinaryEquals": {"aws:username": "?"}}, _name("YW5u"), "aws:username"
    ),
    "UNSUPPORTED_ACTION_FOR_CONDITION_KEY": _if(
        {"StringEquals": {"s3:prefix": "a"}},
        {"StringEquals": {"s3:ExistingObjectTag/team": "a"}},
        "s3:prefix",
    ),
    "UNSUPPORTED_GLOBAL_CONDITION_KEY": _if(
        {"ArnLike": {"aws:ARN": ROLE}}, {"ArnLike": {"aws:PrincipalArn": ROLE}}, "aws:ARN"
    ),
    "UNSUPPORTED_SPACE_IN_VARIABLE": _if(
        _name("${ aws:userid}"), _name("${aws:userid}"), "aws:userid"
    ),
    "VARIABLE_UNSUPPORTED_IN_ELEMENT": of_policy(
        {**READ, "Action": "s3:${aws:username}"},
        READ,
        '"Action"',
    ),
    "VARIABLE_UNSUPPORTED_IN_VERSION": Case(
        "policy",
        {**READ, "Resource": "arn:aws:s3:::orders/${aws:username}/*"},
        READ,
        '"Resource"',
        version="2008-10-17",
    ),
    "WILDCARD_WITHOUT_LIKE_OPERATOR": _if(_name("ann*"), _name("ann*", "StringLike"), "ann*"),
}
"""Conditions, and variables, that do not say what was meant."""
