"""What `Ref` and `Fn::GetAtt` yield for resources, as far as it follows from the template.

One table. A type or attribute that is not in it is known only after deployment.
Source: the "Return values" section of each type in the AWS CloudFormation Template Reference,
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ followed by the page
named in the row: what each row yields, and the examples of ARNs there, were held against the
edition of 2023-09-19, names of attributes against the resource schemas that cfn-lint 1.58.0
carries (both 2026-11-23). How paths stand in ARNs is in the IAM User Guide, "IAM identifiers".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from iac_scan.evaluation.cloudformation.choices import Part, parts_of, spread
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.span import Origin
from iac_scan.values import Value, join_text

_PLACE = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True, slots=True)
class Row:
    """What one type of resource yields.

    In a pattern, `{account}`, `{region}`, `{partition}` and `{suffix}` are those of the stack,
    `{ref}` is what `Ref` yields, `{?}` is only known after deployment, and `{Name}` is a
    property: `{Path|/}` has a value when it is not written, `{RoleName}` is then chosen by AWS.
    """

    page: str
    """The page in the CloudFormation Template Reference."""
    ref: str
    """The pattern of `Ref`."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """The pattern of each attribute of `Fn::GetAtt`."""


def _arn(service: str, rest: str) -> str:
    """Return the pattern of a regional ARN."""
    return f"arn:{{partition}}:{service}:{{region}}:{{account}}:{rest}"


def _iam(rest: str) -> str:
    """Return the pattern of an ARN of IAM."""
    return f"arn:{{partition}}:iam::{{account}}:{rest}"


ROWS: Mapping[str, Row] = {
    # Identity and Access Management
    "AWS::IAM::AccessKey": Row("aws-resource-iam-accesskey", "{?}", {"Id": "{ref}"}),
    "AWS::IAM::Group": Row(
        "aws-resource-iam-group", "{GroupName}", {"Arn": _iam("group{Path|/}{ref}")}
    ),
    "AWS::IAM::InstanceProfile": Row(
        "aws-resource-iam-instanceprofile",
        "{InstanceProfileName}",
        {"Arn": _iam("instance-profile{Path|/}{ref}")},
    ),
    "AWS::IAM::ManagedPolicy": Row(
        "aws-resource-iam-managedpolicy",
        _iam("policy{Path|/}{ManagedPolicyName}"),
        {"PolicyArn": "{ref}"},
    ),
    "AWS::IAM::OIDCProvider": Row(
        "aws-resource-iam-oidcprovider", _iam("oidc-provider/{Url-}"), {"Arn": "{ref}"}
    ),
    "AWS::IAM::Role": Row(
        "aws-resource-iam-role", "{RoleName}", {"Arn": _iam("role{Path|/}{ref}")}
    ),
    "AWS::IAM::SAMLProvider": Row(
        "aws-resource-iam-samlprovider", _iam("saml-provider/{Name}"), {"Arn": "{ref}"}
    ),
    "AWS::IAM::ServerCertificate": Row(
        "aws-resource-iam-servercertificate",
        "{ServerCertificateName}",
        {"Arn": _iam("server-certificate{Path|/}{ref}")},
    ),
    "AWS::IAM::User": Row(
        "aws-resource-iam-user", "{UserName}", {"Arn": _iam("user{Path|/}{ref}")}
    ),
    "AWS::IAM::VirtualMFADevice": Row(
        "aws-resource-iam-virtualmfadevice",
        _iam("mfa{Path|/}{VirtualMfaDeviceName}"),
        {"SerialNumber": "{ref}"},
    ),
    "AWS::RolesAnywhere::Profile": Row(
        "aws-resource-rolesanywhere-profile",
        "{?}",
        {"ProfileArn": _arn("rolesanywhere", "profile/{ref}"), "ProfileId": "{ref}"},
    ),
    "AWS::RolesAnywhere::TrustAnchor": Row(
        "aws-resource-rolesanywhere-trustanchor",
        "{?}",
        {
            "TrustAnchorArn": _arn("rolesanywhere", "trust-anchor/{ref}"),
            "TrustAnchorId": "{ref}",
        },
    ),
    # Organizations: ARNs name the management account, which may be another one.
    "AWS::Organizations::Account": Row(
        "aws-resource-organizations-account", "{?}", {"AccountId": "{ref}"}
    ),
    "AWS::Organizations::Organization": Row("aws-resource-organizations-organization", "{?}"),
    "AWS::Organizations::OrganizationalUnit": Row(
        "aws-resource-organizations-organizationalunit", "{?}", {"Id": "{ref}"}
    ),
    "AWS::Organizations::Policy": Row("aws-resource-organizations-policy", "{?}", {"Id": "{ref}"}),
    # Audit
    "AWS::AccessAnalyzer::Analyzer": Row(
        "aws-resource-accessanalyzer-analyzer",
        _arn("access-analyzer", "analyzer/{AnalyzerName}"),
        {"Arn": "{ref}"},
    ),
    "AWS::CloudTrail::Trail": Row(
        "aws-resource-cloudtrail-trail",
        "{TrailName}",
        {"Arn": _arn("cloudtrail", "trail/{ref}")},
    ),
    "AWS::Logs::LogGroup": Row(
        "aws-resource-logs-loggroup",
        "{LogGroupName}",
        {"Arn": _arn("logs", "log-group:{ref}:*")},
    ),
    # Data
    "AWS::DynamoDB::GlobalTable": Row(
        "aws-resource-dynamodb-globaltable",
        "{TableName}",
        {"Arn": _arn("dynamodb", "table/{ref}")},
    ),
    "AWS::DynamoDB::Table": Row(
        "aws-resource-dynamodb-table",
        "{TableName}",
        {
            "Arn": _arn("dynamodb", "table/{ref}"),
            "StreamArn": _arn("dynamodb", "table/{ref}/stream/{?}"),
        },
    ),
    "AWS::ECR::Repository": Row(
        "aws-resource-ecr-repository",
        "{RepositoryName}",
        {
            "Arn": _arn("ecr", "repository/{ref}"),
            "RepositoryUri": "{account}.dkr.ecr.{region}.{suffix}/{ref}",
        },
    ),
    "AWS::EFS::FileSystem": Row(
        "aws-resource-efs-filesystem",
        "{?}",
        {"Arn": _arn("elasticfilesystem", "file-system/{ref}"), "FileSystemId": "{ref}"},
    ),
    "AWS::Elasticsearch::Domain": Row(
        "aws-resource-elasticsearch-domain",
        "{DomainName}",
        {"Arn": _arn("es", "domain/{ref}"), "DomainArn": _arn("es", "domain/{ref}")},
    ),
    "AWS::Kinesis::Stream": Row(
        "aws-resource-kinesis-stream", "{Name}", {"Arn": _arn("kinesis", "stream/{ref}")}
    ),
    "AWS::KinesisFirehose::DeliveryStream": Row(
        "aws-resource-kinesisfirehose-deliverystream",
        "{DeliveryStreamName}",
        {"Arn": _arn("firehose", "deliverystream/{ref}")},
    ),
    "AWS::KMS::Alias": Row("aws-resource-kms-alias", "{AliasName}"),
    "AWS::KMS::Key": Row(
        "aws-resource-kms-key", "{?}", {"Arn": _arn("kms", "key/{ref}"), "KeyId": "{ref}"}
    ),
    "AWS::OpenSearchService::Domain": Row(
        "aws-resource-opensearchservice-domain",
        "{DomainName}",
        {"Arn": _arn("es", "domain/{ref}"), "DomainArn": _arn("es", "domain/{ref}")},
    ),
    "AWS::S3::Bucket": Row(
        "aws-resource-s3-bucket",
        "{BucketName}",
        {
            "Arn": "arn:{partition}:s3:::{ref}",
            "DomainName": "{ref}.s3.{suffix}",
            "DualStackDomainName": "{ref}.s3.dualstack.{region}.{suffix}",
            "RegionalDomainName": "{ref}.s3.{region}.{suffix}",
        },
    ),
    "AWS::SecretsManager::Secret": Row(
        "aws-resource-secretsmanager-secret",
        _arn("secretsmanager", "secret:{Name}-{?}"),
        {"Id": "{ref}"},
    ),
    "AWS::SSM::Parameter": Row("aws-resource-ssm-parameter", "{Name}"),
    # Messages and events
    "AWS::Events::EventBus": Row(
        "aws-resource-events-eventbus",
        "{Name}",
        {"Arn": _arn("events", "event-bus/{ref}"), "Name": "{ref}"},
    ),
    "AWS::SNS::Topic": Row(
        "aws-resource-sns-topic",
        _arn("sns", "{TopicName}"),
        {"TopicArn": "{ref}", "TopicName": "{TopicName}"},
    ),
    "AWS::SQS::Queue": Row(
        "aws-resource-sqs-queue",
        "https://sqs.{region}.{suffix}/{account}/{QueueName}",
        {"Arn": _arn("sqs", "{QueueName}"), "QueueName": "{QueueName}", "QueueUrl": "{ref}"},
    ),
    # Compute and delivery
    "AWS::Batch::JobQueue": Row(
        "aws-resource-batch-jobqueue",
        _arn("batch", "job-queue/{JobQueueName}"),
        {"JobQueueArn": "{ref}"},
    ),
    "AWS::CodeBuild::Project": Row(
        "aws-resource-codebuild-project", "{Name}", {"Arn": _arn("codebuild", "project/{ref}")}
    ),
    "AWS::CodeCommit::Repository": Row(
        "aws-resource-codecommit-repository",
        "{?}",
        {"Arn": _arn("codecommit", "{RepositoryName}"), "Name": "{RepositoryName}"},
    ),
    "AWS::CodePipeline::Pipeline": Row("aws-resource-codepipeline-pipeline", "{Name}"),
    "AWS::ECS::Cluster": Row(
        "aws-resource-ecs-cluster", "{ClusterName}", {"Arn": _arn("ecs", "cluster/{ref}")}
    ),
    "AWS::EKS::Cluster": Row(
        "aws-resource-eks-cluster", "{Name}", {"Arn": _arn("eks", "cluster/{ref}")}
    ),
    "AWS::Lambda::Function": Row(
        "aws-resource-lambda-function",
        "{FunctionName}",
        {"Arn": _arn("lambda", "function:{ref}")},
    ),
    "AWS::StepFunctions::Activity": Row(
        "aws-resource-stepfunctions-activity",
        _arn("states", "activity:{Name}"),
        {"Arn": "{ref}", "Name": "{Name}"},
    ),
    "AWS::StepFunctions::StateMachine": Row(
        "aws-resource-stepfunctions-statemachine",
        _arn("states", "stateMachine:{StateMachineName}"),
        {"Arn": "{ref}", "Name": "{StateMachineName}"},
    ),
    # Sign-in
    "AWS::Cognito::IdentityPool": Row("aws-resource-cognito-identitypool", "{?}"),
    "AWS::Cognito::UserPool": Row(
        "aws-resource-cognito-userpool",
        "{?}",
        {"Arn": _arn("cognito-idp", "userpool/{ref}"), "UserPoolId": "{ref}"},
    ),
    # Backup
    "AWS::Backup::BackupVault": Row(
        "aws-resource-backup-backupvault",
        "{BackupVaultName}",
        {"BackupVaultArn": _arn("backup", "backup-vault:{ref}"), "BackupVaultName": "{ref}"},
    ),
}
"""By type, in groups, in alphabetical order within each."""


def synthesised(
    pattern: str, place: Callable[[str], Value], origin: Origin, bounds: Bounds
) -> Value:
    """Return the value of a pattern; `place` gives what stands between braces.

    A pattern that is one pair of braces is that value itself.
    """
    whole = _PLACE.fullmatch(pattern)
    if whole is not None:
        return place(whole[1])
    runs = _PLACE.split(pattern)
    values = tuple(place(run) for run in runs[1::2])

    def combine(chosen: tuple[Value, ...]) -> Value:
        parts: list[Part] = [runs[0]]
        for value, run in zip(chosen, runs[2::2], strict=True):
            parts += (*(parts_of(value) or ()), run)
        return join_text(tuple(parts), origin)

    return spread(values, bounds.options, origin, combine)
