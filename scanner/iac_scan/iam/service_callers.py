"""AWS services that act for whoever asks them to, and whether a policy says for whom.

Roles that services take are no part of it: a service takes a role of its own account alone.
Source: IAM User Guide, "Cross-service confused deputy prevention"; which service says for whom it
calls is on the page that is named beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass

from iac_scan.iam.action_words import actions_of
from iac_scan.iam.catalogue import ActionSet
from iac_scan.iam.conditions import parse_operator
from iac_scan.iam.operators import Tested
from iac_scan.iam.patterns import pattern_of
from iac_scan.iam.policy import (
    Condition,
    Effect,
    PolicyDocument,
    PrincipalKind,
    Statement,
    Word,
)
from iac_scan.iam.public import restricts
from iac_scan.values import Truth

_NAME = re.compile(
    r"(?P<service>[a-z0-9.-]+?)"
    r"(\.([a-z]{2}(-[a-z]+)+-\d|\$\{\?\}))?\.amazonaws\.com(\.cn)?",
    re.IGNORECASE,
)
"""A service principal, the name of the service without its region."""

SAYS_FOR_WHOM: Map[str, frozenset[str]] = {
    # Lambda Developer Guide, "Using AWS Lambda with Amazon API Gateway", "with Amazon S3", "with
    # Amazon SNS", "with Amazon Lex"; CodeCommit User Guide, "Create a trigger for an AWS Lambda
    # function"; Amazon Cognito Developer Guide, "Customizing user pool workflows with Lambda
    # triggers"; AWS Config Developer Guide, "Creating AWS Config custom Lambda rules"; User Guide
    # for Application Load Balancers, "Lambda functions as targets"; EventBridge User Guide, "Using
    # resource-based policies"; AWS IoT Developer Guide, "Lambda"; CloudWatch User Guide, "Invoke a
    # Lambda function from an alarm"; CloudWatch Logs User Guide, "Using subscription filters". The
    # provider of Terraform has an account as the source for SES.
    "lambda": frozenset(
        {
            "apigateway",
            "codecommit",
            "cognito-idp",
            "config",
            "elasticloadbalancing",
            "events",
            "iot",
            "lambda.alarms.cloudwatch",
            "lex",
            "logs",
            "s3",
            "ses",
            "sns",
        }
    ),
    # SNS Developer Guide, "Subscribing an Amazon SQS queue"; S3 User Guide, "Granting permissions
    # to publish event notification messages"; EventBridge User Guide, "Amazon SQS permissions".
    "sqs": frozenset({"events", "s3", "sns"}),
    # SNS Developer Guide, "Example cases for Amazon SNS access control"; CloudTrail User Guide,
    # "Amazon SNS topic policy for CloudTrail"; CloudWatch User Guide, "Setting up Amazon SNS
    # notifications"; AWS Config Developer Guide, "Permissions for the Amazon SNS topic"; RDS User
    # Guide, "Granting permissions to publish notifications to an Amazon SNS topic". EventBridge is
    # not among them: its page takes no condition there.
    "sns": frozenset({"cloudtrail", "cloudwatch", "config", "events.rds", "s3", "ses"}),
    # CloudFront Developer Guide, "Restricting access to an Amazon S3 origin"; CloudTrail User
    # Guide, "Amazon S3 bucket policy for CloudTrail"; AWS Config Developer Guide, "Permissions for
    # the Amazon S3 bucket"; CloudWatch Logs User Guide, "Enabling logging from certain AWS
    # services"; GuardDuty User Guide, "Exporting findings"; S3 User Guide, "Enabling Amazon S3
    # server access logging", "Configuring Amazon S3 Inventory"; Systems Manager User Guide,
    # "Configuring resource data sync for Inventory". Billing, Data Exports, the Serverless
    # Application Repository and SES meet such a condition in policies that are at work.
    "s3": frozenset(
        {
            "bcm-data-exports",
            "billingreports",
            "cloudfront",
            "cloudtrail",
            "config",
            "delivery.logs",
            "guardduty",
            "logging.s3",
            "s3",
            "serverlessrepo",
            "ses",
            "ssm",
        }
    ),
}
"""The services that say for whom they call, by the service whose resource they call for.

Shape: a service is here when its page has the condition for that kind of resource, or when working
policies do. Others may say so too, and nothing is said of them."""

_SOURCES = frozenset(
    {"aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"}
)
"""The keys that say for whom."""

_NAMING = frozenset({"aws:referer", "aws:sourceowner", "lambda:eventsourcetoken"})
"""Keys that name one caller whatever the value is."""

_OF_ANY_SERVICE = frozenset(
    {
        "aws:principalisawsservice",
        "aws:principalservicename",
        "aws:principalservicenameslist",
    }
)
"""Keys that any service meets for anybody. Others about the caller no service meets at all."""

_OWN_LOGS = re.compile(r".*/AWSLogs/(\d{12}|o-[a-z0-9]+|\$\{\?\})/.*")
"""Where services write what they log for one account or organization.

Source: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail"; CloudWatch Logs User Guide,
"Enable logging from AWS services"; AWS Config Developer Guide, "Permissions for the Amazon S3
bucket"."""
_LOOKS = frozenset(
    {"s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketPolicy", "s3:ListBucket"}
)
"""What a service looks at before it writes, of which nobody learns anything."""


@dataclass(frozen=True, slots=True)
class ServiceCall:
    """A service that a statement lets in, whoever asked for it."""

    service: Word
    """The service as it is named."""
    statement: Statement
    """The statement."""
    there: Truth
    """How sure it is."""


def calls_for_anybody(document: PolicyDocument, owner: str) -> Iterator[ServiceCall]:
    """Yield the services that a policy lets in for whoever asks them to.

    `owner` is the service whose resource carries the policy: `sqs`.
    Unknown: a value of a condition that is not known is taken to say for whom, and so is one that
    may not be there: of the ways that a statement may turn out one is enough.
    """
    senders = SAYS_FOR_WHOM.get(owner, frozenset())
    named = {
        each.index for each in document.statements if _says_for_whom(each, document) is Truth.YES
    }
    for statement in document.statements:
        if statement.effect is not Effect.ALLOW or statement.principals is None:
            continue
        if statement.principals.negated or _only_looks(statement) or statement.index in named:
            continue
        there = statement.presence & ~_says_for_whom(statement, document)
        if statement.unread is not None:
            there &= Truth.UNKNOWN
        for kind, words in statement.principals.groups:
            for word in words.words if kind is PrincipalKind.SERVICE else ():
                if service_name(word) in senders and there is not Truth.NO:
                    yield ServiceCall(word, statement, there)


def service_name(word: Word) -> str | None:
    """Return the name of a service principal without its region: `delivery.logs`."""
    found = _NAME.fullmatch(str(pattern_of(word)))
    return None if found is None else found["service"].lower()


def _only_looks(statement: Statement) -> bool:
    if statement.actions is None:
        return False
    allowed: ActionSet = actions_of(statement.actions).possible
    return bool(allowed) and all(action in _LOOKS for action in allowed)


def _says_for_whom(statement: Statement, document: PolicyDocument) -> Truth:
    """Tell whether a statement, or a Deny beside it, names those for whom a service may call."""
    variables = document.version == "2012-10-17"
    answer = Truth.of(_is_about_own_logs(statement))
    for line in statement.conditions:
        key = line.key.lower()
        if key in _OF_ANY_SERVICE:
            continue
        named = restricts(line, negated=False, variables=variables) is not Truth.NO
        answer |= Truth.of(named or key in _NAMING or (key in _SOURCES and _is_fixed(line)))
    for deny in document.statements:
        if deny.effect is Effect.DENY and deny.conditions:
            others = (
                line.key.lower() in _SOURCES
                and restricts(line, negated=True, variables=variables) is not Truth.NO
                for line in deny.conditions
            )
            answer |= Truth.of(all(others)) & deny.presence
    return answer


def _is_fixed(line: Condition) -> bool:
    """Tell whether a line asks for values without a wildcard.

    The services send the keys, so that `IfExists` lets nobody through. An ARN whose name is empty
    has the default of one that is given elsewhere.
    """
    parsed = parse_operator(line.operator)
    if parsed is None or parsed.operator.negated or parsed.operator.tests is Tested.PRESENCE:
        return False
    return not any({"*", "?"} & set(str(pattern_of(word))) for word in line.values.words)


def _is_about_own_logs(statement: Statement) -> bool:
    """Tell whether a statement is about the logs of one account or organization alone."""
    written = statement.resources
    if written is None or written.negated or written.open is not None or not written.words:
        return False
    return all(
        _OWN_LOGS.fullmatch(str(pattern_of(word))) for word in (*written.words, *written.possible)
    )
