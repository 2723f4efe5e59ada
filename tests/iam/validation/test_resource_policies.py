"""Resource policies as each service takes them: the words that its own pages have are accepted.

Source of each: the page of the service about its resource-based policies.
"""

from __future__ import annotations

import json

import pytest

from iac_scan.iam import PolicyKind, read_json
from iac_scan.iam.validation.arns import arn_faults
from iac_scan.iam.validation.constants import always_true, never_true
from iac_scan.iam.validation.keys import key_faults
from iac_scan.iam.validation.mismatches import mismatch_faults
from iac_scan.iam.validation.principals import principal_faults
from iac_scan.iam.validation.structure import structure_faults
from iac_scan.iam.validation.value_types import type_faults
from iac_scan.iam.validation.variables import variable_faults

_HERE = "eu-west-1:111122223333"
_ORG = {"StringEquals": {"aws:PrincipalOrgID": "o-1a2b3c4d5e"}}
_FROM_HERE = {"StringEquals": {"aws:SourceAccount": "111122223333"}}
_QUESTIONS = (
    structure_faults,
    principal_faults,
    arn_faults,
    mismatch_faults,
    key_faults,
    type_faults,
    never_true,
    always_true,
    variable_faults,
)


def faults(statement: dict[str, object], kind: PolicyKind = PolicyKind.RESOURCE) -> list[str]:
    whole = {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, **statement}
    document = read_json(json.dumps({"Version": "2012-10-17", "Statement": [whole]}), kind)
    assert not document.problems
    return [fault.message for ask in _QUESTIONS for fault in ask(document)]


def said(action: object, resource: object = None, **more: object) -> dict[str, object]:
    written = {} if resource is None else {"Resource": resource}
    return {"Action": action, **written, **more}


@pytest.mark.parametrize(
    "statement",
    [
        said("execute-api:Invoke", "execute-api:/*"),
        said("execute-api:Invoke", ["execute-api:/prod/GET/pets", "execute-api:/*/*/*"]),
        said("execute-api:Invoke", f"arn:aws:execute-api:{_HERE}:a1b2c3d4e5/prod/GET/*"),
        said("execute-api:Invoke", "execute-api:/*", Condition=_ORG, Principal="*"),
        said("s3:GetObject", "arn:aws:s3:::orders/*", Condition=_ORG, Principal="*"),
        said(
            "s3:PutObject",
            "arn:aws:s3:::orders/*",
            Condition={"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}},
        ),
        said(
            "s3:*",
            ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"],
            Effect="Deny",
            Principal="*",
            Condition={"NumericLessThan": {"s3:TlsVersion": "1.2"}},
        ),
        said(
            "s3:GetObject",
            "arn:aws:s3:::orders/*",
            Condition={"StringEquals": {"s3:ExistingObjectTag/team": "orders"}},
        ),
        said(
            "s3:GetObject",
            f"arn:aws:s3:{_HERE}:accesspoint/orders/object/*",
            Condition={"StringEquals": {"s3:DataAccessPointAccount": "111122223333"}},
        ),
        said(
            "s3:GetObject",
            "arn:aws:s3:::orders/*",
            Principal={"AWS": "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"},
        ),
        said("s3:GetObject", "arn:aws:s3:::orders/*", Principal={"CanonicalUser": "79a5" * 16}),
        said(
            "s3:PutObject",
            "arn:aws:s3:::logs/AWSLogs/*",
            Principal={"Service": "delivery.logs.amazonaws.com"},
            Condition={**_FROM_HERE, "ArnLike": {"aws:SourceArn": f"arn:aws:logs:{_HERE}:*"}},
        ),
        said("kms:*", "*", Principal={"AWS": "arn:aws:iam::111122223333:root"}),
        said(
            ["kms:Decrypt", "kms:GenerateDataKey*"],
            "*",
            Principal={"AWS": "*"},
            Condition={
                "StringEquals": {
                    "kms:CallerAccount": "111122223333",
                    "kms:ViaService": "s3.eu-west-1.amazonaws.com",
                }
            },
        ),
        said("kms:CreateGrant", "*", Condition={"Bool": {"kms:GrantIsForAWSResource": "true"}}),
        said(
            "kms:GenerateDataKey*",
            "*",
            Principal={"Service": "cloudtrail.amazonaws.com"},
            Condition={
                "StringLike": {
                    "kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:1:trail/*"
                }
            },
        ),
        said(
            ["SNS:Publish", "SNS:Subscribe"],
            f"arn:aws:sns:{_HERE}:orders",
            Principal={"AWS": "*"},
            Condition={"StringEquals": {"AWS:SourceOwner": "111122223333"}},
        ),
        said(
            "sns:Subscribe",
            f"arn:aws:sns:{_HERE}:orders",
            Condition={"StringEquals": {"sns:Protocol": "https"}},
        ),
        said(
            "sqs:SendMessage",
            f"arn:aws:sqs:{_HERE}:orders",
            Principal={"Service": "sns.amazonaws.com"},
            Condition={"ArnEquals": {"aws:SourceArn": f"arn:aws:sns:{_HERE}:orders"}},
        ),
        said("SQS:*", "*"),
        said("secretsmanager:GetSecretValue", "*"),
        said(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]),
        said(["ecr:CreateRepository", "ecr:ReplicateImage"], f"arn:aws:ecr:{_HERE}:repository/*"),
        said("ecr-public:PutImage"),
        said("codeartifact:GetAuthorizationToken", "*"),
        said("backup:CopyIntoBackupVault", "*"),
        said(
            "glacier:DeleteArchive",
            f"arn:aws:glacier:{_HERE}:vaults/orders",
            Effect="Deny",
            Condition={"NumericLessThan": {"glacier:ArchiveAgeInDays": "365"}},
        ),
        said(
            ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
            Condition={"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}},
        ),
        said("es:ESHttp*", f"arn:aws:es:{_HERE}:domain/orders/*"),
        said("es:*", f"arn:aws:es:{_HERE}:domain/orders/*"),
        said("dynamodb:GetItem", f"arn:aws:dynamodb:{_HERE}:table/orders"),
        said("kinesis:PutRecord", f"arn:aws:kinesis:{_HERE}:stream/orders"),
        said("kafka:CreateVpcConnection", f"arn:aws:kafka:{_HERE}:cluster/orders/a1-b2"),
        said("glue:*", f"arn:aws:glue:{_HERE}:*"),
        said(
            ["glue:GetTable", "glue:GetDatabase"],
            [f"arn:aws:glue:{_HERE}:catalog", f"arn:aws:glue:{_HERE}:table/orders/*"],
            Condition={"Bool": {"glue:EvaluatedByLakeFormationTags": "true"}},
        ),
        said("glue:AuthorizeInboundIntegration", f"arn:aws:glue:{_HERE}:catalog"),
        said("events:PutEvents", f"arn:aws:events:{_HERE}:event-bus/default", Condition=_ORG),
        said(
            ["events:PutRule", "events:DeleteRule", "events:PutTargets"],
            f"arn:aws:events:{_HERE}:rule/orders/*",
            Condition={
                "StringEqualsIfExists": {"events:creatorAccount": "${aws:PrincipalAccount}"}
            },
        ),
        said("schemas:DescribeRegistry", f"arn:aws:schemas:{_HERE}:registry/orders"),
        said(
            ["ses:SendEmail", "ses:SendRawEmail"],
            f"arn:aws:ses:{_HERE}:identity/example.com",
            Condition={"StringEquals": {"ses:FromAddress": "orders@example.com"}},
        ),
        said("acm-pca:IssueCertificate", f"arn:aws:acm-pca:{_HERE}:certificate-authority/a1"),
        said(
            "lambda:InvokeFunctionUrl",
            f"arn:aws:lambda:{_HERE}:function:orders",
            Principal="*",
            Condition={"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}},
        ),
        said(
            "lambda:InvokeFunction",
            f"arn:aws:lambda:{_HERE}:function:orders:live",
            Principal={"Service": "alexa-appkit.amazon.com"},
            Condition={"StringEquals": {"lambda:EventSourceToken": "amzn1.ask.skill.a1"}},
        ),
        said("lambda:GetLayerVersion", f"arn:aws:lambda:{_HERE}:layer:orders:7"),
        said(
            ["logs:CreateLogStream", "logs:PutLogEvents"],
            f"arn:aws:logs:{_HERE}:log-group:/aws/es/orders:*",
            Principal={"Service": "es.amazonaws.com"},
        ),
        said(
            ["logs:CreateLogStream", "logs:PutLogEvents"],
            f"arn:aws:logs:{_HERE}:log-group:/aws/route53/*",
            Principal={"Service": "route53.amazonaws.com"},
            Condition={**_FROM_HERE, "ArnLike": {"aws:SourceArn": "arn:aws:route53:::*"}},
        ),
        said("logs:PutSubscriptionFilter", f"arn:aws:logs:{_HERE}:destination:orders"),
        said("oam:CreateLink", "*"),
        said("xray:PutTraceSegments", "*", Principal={"Service": "sns.amazonaws.com"}),
        said("vpc-lattice-svcs:Invoke", "*", Principal="*"),
        said(
            "vpc-lattice-svcs:Invoke",
            f"arn:aws:vpc-lattice:{_HERE}:service/svc-a1/orders/*",
            Condition={"StringEquals": {"vpc-lattice-svcs:RequestMethod": "GET"}},
        ),
        said(
            "sagemaker:DescribeModelPackageGroup",
            f"arn:aws:sagemaker:{_HERE}:model-package-group/a",
        ),
        said("signer:StartSigningJob", f"arn:aws:signer:{_HERE}:/signing-profiles/orders"),
        said("mediastore:GetObject", f"arn:aws:mediastore:{_HERE}:container/orders/*"),
        said("backup:StartBackupJob", "*"),
        said("ssm:GetParameter", f"arn:aws:ssm:{_HERE}:parameter/orders"),
        said("codebuild:BatchGetProjects", f"arn:aws:codebuild:{_HERE}:project/orders"),
    ],
    ids=lambda statement: str(statement["Action"]),
)
def test_what_a_service_takes_in_its_policies_is_accepted(statement: dict[str, object]) -> None:
    assert faults(statement) == []


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        (said("execute-api:Invoke", "execute-ap:/*"), "`execute-ap:/*` is neither an arn nor `*`"),
        (said("s3:GetObject", "orders/*"), "`orders/*` is neither an arn nor `*`"),
        (
            said("kms:Decrypt", f"arn:aws:sqs:{_HERE}:orders"),
            f"`kms:Decrypt` cannot be about `arn:aws:sqs:{_HERE}:orders`",
        ),
        (
            said("s3:ListBucket", "arn:aws:s3:::orders/*"),
            "`s3:ListBucket` cannot be about `arn:aws:s3:::orders/*`",
        ),
        (
            said("s3:GetObject", "*", Principal={"Federated": "accounts.google.com"}),
            "`accounts.google.com` is an identity provider, which a trust policy alone can name",
        ),
    ],
)
def test_what_no_service_takes_in_its_policies_is_named(
    statement: dict[str, object], wrong: str
) -> None:
    assert faults(statement) == [wrong]


def test_the_policy_of_an_endpoint_names_whoever_passes() -> None:
    statement = said("s3:GetObject", "arn:aws:s3:::orders/*", Principal="*")
    assert faults(statement, PolicyKind.ENDPOINT) == []
    assert faults(said("s3:GetObject", "orders/*"), PolicyKind.ENDPOINT) != []
