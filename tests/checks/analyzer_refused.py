"""Policies that AWS does not take, or of which it ignores a part."""

from __future__ import annotations

from collections.abc import Mapping

from .analyzer_case import (
    ACCOUNT,
    DOCUMENT,
    EC2,
    OBJECTS,
    PASS,
    QUEUE,
    READ,
    ROLE,
    SCP,
    SEND,
    STATEMENT,
    TRUST,
    Case,
    of_policy,
    of_trust,
)

REFUSED: Mapping[str, Case] = {
    "ARN_ACCOUNT_NOT_ALLOWED": of_policy(
        {**READ, "Resource": f"arn:aws:s3::{ACCOUNT}:orders/*"}, READ, '"Action"'
    ),
    "ARN_REGION_NOT_ALLOWED": of_policy(
        {**READ, "Resource": "arn:aws:s3:eu-west-1::orders/*"}, READ, '"Action"'
    ),
    "DATA_TYPE_MISMATCH": of_policy(
        {**READ, "Resource": [["arn:aws:s3:::orders/*"]]}, READ, "   ["
    ),
    "EMPTY_ARRAY_ACTION": of_policy({**READ, "Action": []}, READ, '"Action"'),
    "EMPTY_ARRAY_RESOURCE": of_policy({**READ, "Resource": []}, READ, '"Resource"'),
    "EMPTY_ARRAY_PRINCIPAL": of_trust({"Principal": {"AWS": []}}, {}, '"AWS"'),
    "EMPTY_OBJECT_PRINCIPAL": of_trust({"Principal": {}}, {}, '"Principal"'),
    "FEDERATED_PRINCIPAL_NOT_SUPPORTED": Case(
        "queue",
        {**SEND, "Principal": {"Federated": "cognito-identity.amazonaws.com"}},
        SEND,
        "cognito-identity",
    ),
    "INVALID_ACTION": of_policy({**READ, "Action": "s3:HeadObject"}, READ, '"Action"'),
    "INVALID_SERVICE_IN_ACTION": of_policy(
        {"Action": "accessanalyzer:GetAnalyzer", "Resource": "*"},
        {"Action": "access-analyzer:GetAnalyzer", "Resource": "*"},
        '"Action"',
    ),
    "INVALID_ARN_ACCOUNT": of_policy(
        {**QUEUE, "Resource": "arn:aws:sqs:eu-west-1:11112222333:orders"}, QUEUE, '"Resource"'
    ),
    "INVALID_ARN_PREFIX": of_policy({**READ, "Resource": "orders/*"}, READ, '"Resource"'),
    "INVALID_ARN_REGION": of_policy(
        {**QUEUE, "Resource": f"arn:aws:sqs:ireland:{ACCOUNT}:orders"}, QUEUE, '"Resource"'
    ),
    "INVALID_ARN_RESOURCE": of_policy(
        {"Action": PASS, "Resource": f"arn:aws:iam::{ACCOUNT}:roles/app"},
        {"Action": PASS, "Resource": f"arn:aws:iam::{ACCOUNT}:role/app"},
        '"Action"',
    ),
    "INVALID_ARN_SERVICE_CASE": of_policy(
        {**READ, "Resource": "arn:aws:S3:::orders/*"}, READ, '"Resource"'
    ),
    "INVALID_EFFECT": of_policy(
        {"Effect": "Permit", **READ}, {"Effect": "Allow", **READ}, '"Effect"'
    ),
    "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY": Case(
        "trust",
        {"Principal": {"Federated": "okta"}, "Action": "sts:AssumeRoleWithSAML"},
        {
            "Principal": {"Federated": f"arn:aws:iam::{ACCOUNT}:saml-provider/okta"},
            "Action": "sts:AssumeRoleWithSAML",
            "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}},
        },
        "okta",
    ),
    "INVALID_PARTITION": of_policy(
        {**READ, "Resource": "arn:amazon:s3:::orders/*"}, READ, '"Resource"'
    ),
    "INVALID_POLICY_ELEMENT": of_policy({**READ, "Colour": "red"}, READ, '"Colour"'),
    "INVALID_PRINCIPAL_FORMAT": of_trust({"Principal": "ec2.amazonaws.com"}, {}, '"Principal"'),
    "INVALID_PRINCIPAL_KEY": of_trust({"Principal": {"Role": "ec2.amazonaws.com"}}, {}, '"Role"'),
    "INVALID_ROLE_REFERENCE": of_trust(
        {"Principal": {"AWS": "AROAEXAMPLEEXAMPLE123"}}, {"Principal": {"AWS": ROLE}}, "AROA"
    ),
    "INVALID_SERVICE": of_policy(
        {**READ, "Resource": "arn:aws:bucket:::orders/*"}, READ, '"Resource"'
    ),
    "INVALID_SERVICE_PRINCIPAL_FORMAT": of_trust(
        {"Principal": {"Service": "ec2"}}, {}, '"Service"'
    ),
    "INVALID_USER_REFERENCE": of_trust(
        {"Principal": {"AWS": "AIDAEXAMPLEEXAMPLE123"}}, {"Principal": {"AWS": ROLE}}, "AIDA"
    ),
    "MISMATCHED_ACTION_FOR_PRINCIPAL": of_trust(
        {"Action": "sts:AssumeRoleWithSAML"}, {"Action": "sts:AssumeRole"}, '"Action"'
    ),
    "MISSING_ACTION": of_policy({"Resource": "arn:aws:s3:::orders/*"}, READ, STATEMENT),
    "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY": of_trust(
        {"Principal": {"Service": "rolesanywhere.amazonaws.com"}},
        {
            "Principal": {"Service": "rolesanywhere.amazonaws.com"},
            "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
            "Condition": {
                "ArnEquals": {
                    "aws:SourceArn": f"arn:aws:rolesanywhere:eu-west-1:{ACCOUNT}:trust-anchor/a"
                }
            },
        },
        '"Action"',
    ),
    "MISSING_ARN_FIELD": of_policy({**READ, "Resource": "arn:aws:s3::orders"}, READ, '"Resource"'),
    "MISSING_ARN_REGION": of_policy(
        {**EC2, "Resource": f"arn:aws:ec2::{ACCOUNT}:instance/*"}, EC2, '"Action"'
    ),
    "MISSING_EFFECT": of_policy({"Effect": None, **READ}, READ, STATEMENT),
    "MISSING_PRINCIPAL": Case("trust", {"Action": "sts:AssumeRole"}, TRUST, STATEMENT),
    "MISSING_RESOURCE": of_policy({"Action": "s3:GetObject"}, READ, STATEMENT),
    "MISSING_STATEMENT": Case(
        "policy",
        '{"Version": "2012-10-17"}',
        '{"Version": "2012-10-17", "Statement": []}',
        DOCUMENT,
    ),
    "INVALID_VERSION": Case(
        "policy",
        '{"Version": "2012-10-18", "Statement": []}',
        '{"Version": "2012-10-17", "Statement": []}',
        DOCUMENT,
    ),
    "JSON_SYNTAX_ERROR": Case(
        "policy", '{"Version" "2012-10-17"}', '{"Version": "2012-10-17", "Statement": []}', DOCUMENT
    ),
    "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL": Case(
        "trust",
        {"NotPrincipal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"},
        {"Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"},
        '"NotPrincipal"',
    ),
    "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE": of_trust({"Resource": "*"}, {}, '"Resource"'),
    "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL": of_trust(
        {"Principal": "*"}, {"Principal": {"AWS": ACCOUNT}}, '"Principal"'
    ),
    "SCP_SYNTAX_ERROR_PRINCIPAL": Case("scp", {**SCP, "Principal": "*"}, SCP, '"Principal"'),
    "UNIQUE_SIDS_REQUIRED": Case(
        "policy",
        [{"Sid": "Read", **READ}, {"Sid": "Read", **QUEUE}],
        [{"Sid": "Read", **READ}, {"Sid": "Send", **QUEUE}],
        STATEMENT,
    ),
    "UNSUPPORTED_ACTION_IN_POLICY": of_trust(
        {"Action": "s3:GetObject"}, {"Action": "sts:AssumeRole"}, '"Action"'
    ),
    "UNSUPPORTED_ELEMENT_COMBINATION": of_policy(
        {**READ, "NotAction": "s3:PutObject"}, READ, STATEMENT
    ),
    "UNSUPPORTED_PRINCIPAL": of_policy({**READ, "Principal": "*"}, READ, '"Principal"'),
    "UNSUPPORTED_RESOURCE_ARN_IN_POLICY": Case(
        "bucket", {**OBJECTS, "Resource": "arn:aws:s3:::returns/*"}, OBJECTS, '"Resource"'
    ),
    "UNSUPPORTED_SID": of_policy(
        {"Sid": "read-orders", **READ}, {"Sid": "Read", **READ}, STATEMENT
    ),
    "UNSUPPORTED_WILDCARD_IN_PRINCIPAL": of_trust(
        {"Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/app-*"}},
        {"Principal": {"AWS": ROLE}},
        '"AWS"',
    ),
    "WILDCARD_IN_SERVICE_NAME": of_policy({**READ, "Action": "*:GetObject"}, READ, '"Action"'),
}
"""Policies that AWS does not take, or of which it ignores a part."""
