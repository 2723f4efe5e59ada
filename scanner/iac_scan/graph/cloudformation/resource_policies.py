"""CloudFormation's resource types that carry policies, and the settings beside these.

What a recipe does is in `recipes`; which kinds there are is in `protected`.
Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/<page>.html; the
names of properties are held against the resource schemas of cfn-lint by a test.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.model import ResourceKind
from iac_scan.graph.recipes import (
    DefaultKeyPolicy,
    Named,
    Protects,
    ReadFunctionUrl,
    ReadPermission,
    ReadPublicAccessBlock,
    ReadQualifier,
    ReadResourcePolicy,
    Recipe,
    Row,
    When,
)

_SETTINGS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
_BLOCK = ReadPublicAccessBlock(_SETTINGS, "PublicAccessBlockConfiguration")


def _row(type: str, *recipes: Recipe) -> Row:
    words = type.lower().removeprefix("aws::").replace("::", "-")
    return Row(type, f"aws-resource-{words}", recipes)


def _on(
    type: str,
    kind: ResourceKind,
    resource: str,
    document: str = "PolicyDocument",
    many: bool = False,
) -> Row:
    """Return the row of a policy that is a resource of its own."""
    return _row(type, ReadResourcePolicy(kind, document, Named(resource, many)))


def _whole(type: str, kind: ResourceKind, name: str = "", document: str = "PolicyDocument") -> Row:
    """Return the row of a policy on something that an account has one of."""
    return _row(type, ReadResourcePolicy(kind, document, whole=name))


def _carries(type: str, kind: ResourceKind, name: str, document: str) -> Row:
    """Return the row of a resource that may carry its own policy."""
    return _row(type, Protects(kind, name), ReadResourcePolicy(kind, document))


_KMS_KEY = (
    Protects(protected.KEY),
    ReadResourcePolicy(protected.KEY, "KeyPolicy"),
    DefaultKeyPolicy(protected.KEY, "KeyPolicy"),
)

_STORAGE = (
    _row("AWS::S3::Bucket", Protects(protected.BUCKET, "BucketName"), _BLOCK),
    _on("AWS::S3::BucketPolicy", protected.BUCKET, "Bucket"),
    _row(
        "AWS::S3::AccessPoint",
        Protects(protected.ACCESS_POINT, "Name"),
        ReadResourcePolicy(protected.ACCESS_POINT, "Policy"),
        _BLOCK,
    ),
    _carries(
        "AWS::FSx::S3AccessPointAttachment",
        protected.ACCESS_POINT,
        "Name",
        "S3AccessPoint.Policy",
    ),
    _row("AWS::S3::MultiRegionAccessPoint", Protects(protected.MULTI_REGION_ACCESS_POINT), _BLOCK),
    _on(
        "AWS::S3::MultiRegionAccessPointPolicy",
        protected.MULTI_REGION_ACCESS_POINT,
        "MrapName",
        "Policy",
    ),
    _row("AWS::S3ObjectLambda::AccessPoint", Protects(protected.OBJECT_LAMBDA, "Name")),
    _on(
        "AWS::S3ObjectLambda::AccessPointPolicy",
        protected.OBJECT_LAMBDA,
        "ObjectLambdaAccessPoint",
    ),
    _row("AWS::S3Express::DirectoryBucket", Protects(protected.DIRECTORY_BUCKET, "BucketName")),
    _on("AWS::S3Express::BucketPolicy", protected.DIRECTORY_BUCKET, "Bucket"),
    _row(
        "AWS::S3Express::AccessPoint",
        Protects(protected.DIRECTORY_ACCESS_POINT, "Name"),
        ReadResourcePolicy(protected.DIRECTORY_ACCESS_POINT, "Policy"),
        _BLOCK,
    ),
    _row("AWS::S3Outposts::Bucket", Protects(protected.OUTPOST_BUCKET, "BucketName")),
    _on("AWS::S3Outposts::BucketPolicy", protected.OUTPOST_BUCKET, "Bucket"),
    _carries("AWS::S3Outposts::AccessPoint", protected.OUTPOST_ACCESS_POINT, "Name", "Policy"),
    _row("AWS::S3Tables::TableBucket", Protects(protected.TABLE_BUCKET, "TableBucketName")),
    _on(
        "AWS::S3Tables::TableBucketPolicy",
        protected.TABLE_BUCKET,
        "TableBucketARN",
        "ResourcePolicy",
    ),
    _row("AWS::S3Tables::Table", Protects(protected.S3_TABLE, "TableName")),
    _on("AWS::S3Tables::TablePolicy", protected.S3_TABLE, "TableARN", "ResourcePolicy"),
    _row("AWS::S3Vectors::VectorBucket", Protects(protected.VECTOR_BUCKET, "VectorBucketName")),
    # The bucket may be named in place of its ARN, which is then not written.
    _on("AWS::S3Vectors::VectorBucketPolicy", protected.VECTOR_BUCKET, "VectorBucketArn", "Policy"),
    _row("AWS::S3Files::FileSystem", Protects(protected.S3_FILE_SYSTEM)),
    _on("AWS::S3Files::FileSystemPolicy", protected.S3_FILE_SYSTEM, "FileSystemId", "Policy"),
    _carries("AWS::EFS::FileSystem", protected.FILE_SYSTEM, "", "FileSystemPolicy"),
    _carries("AWS::Backup::BackupVault", protected.BACKUP_VAULT, "BackupVaultName", "AccessPolicy"),
    _carries(
        "AWS::Backup::LogicallyAirGappedBackupVault",
        protected.BACKUP_VAULT,
        "BackupVaultName",
        "AccessPolicy",
    ),
    _carries("AWS::MediaStore::Container", protected.MEDIA_CONTAINER, "ContainerName", "Policy"),
    _carries("AWS::Omics::SequenceStore", protected.SEQUENCE_STORE, "Name", "S3AccessPolicy"),
)

_DATA = (
    _row(
        "AWS::DynamoDB::Table",
        Protects(protected.TABLE, "TableName"),
        ReadResourcePolicy(protected.TABLE, "ResourcePolicy.PolicyDocument"),
        ReadResourcePolicy(
            protected.TABLE_STREAM, "StreamSpecification.ResourcePolicy.PolicyDocument"
        ),
    ),
    _row(
        "AWS::DynamoDB::GlobalTable",
        Protects(protected.TABLE, "TableName"),
        ReadResourcePolicy(protected.TABLE, "Replicas.ResourcePolicy.PolicyDocument"),
        ReadResourcePolicy(
            protected.TABLE_STREAM,
            "Replicas.ReplicaStreamSpecification.ResourcePolicy.PolicyDocument",
        ),
    ),
    _carries("AWS::DSQL::Cluster", protected.SQL_CLUSTER, "", "PolicyDocument"),
    _carries("AWS::Elasticsearch::Domain", protected.SEARCH_DOMAIN, "DomainName", "AccessPolicies"),
    _carries(
        "AWS::OpenSearchService::Domain", protected.SEARCH_DOMAIN, "DomainName", "AccessPolicies"
    ),
    _row("AWS::Kinesis::Stream", Protects(protected.STREAM, "Name")),
    _on("AWS::Kinesis::ResourcePolicy", protected.STREAM, "ResourceArn", "ResourcePolicy"),
    _row("AWS::MSK::Cluster", Protects(protected.KAFKA_CLUSTER, "ClusterName")),
    _row("AWS::MSK::ServerlessCluster", Protects(protected.KAFKA_CLUSTER, "ClusterName")),
    _on("AWS::MSK::ClusterPolicy", protected.KAFKA_CLUSTER, "ClusterArn", "Policy"),
    _carries("AWS::Redshift::Cluster", protected.REDSHIFT_NAMESPACE, "", "NamespaceResourcePolicy"),
    _carries(
        "AWS::RedshiftServerless::Namespace", protected.WAREHOUSE, "", "NamespaceResourcePolicy"
    ),
    _carries(
        "AWS::OSIS::Pipeline", protected.INGESTION_PIPELINE, "PipelineName", "ResourcePolicy.Policy"
    ),
    _carries(
        "AWS::SageMaker::ModelPackageGroup",
        protected.MODEL_GROUP,
        "ModelPackageGroupName",
        "ModelPackageGroupPolicy",
    ),
    _row("AWS::Bedrock::KnowledgeBase", Protects(protected.KNOWLEDGE_BASE)),
    _on("AWS::Bedrock::KnowledgeBasePolicy", protected.KNOWLEDGE_BASE, "KnowledgeBaseId"),
    _on("AWS::Bedrock::ResourcePolicy", protected.BEDROCK_RESOURCE, "ResourceArn"),
    _on("AWS::BedrockAgentCore::ResourcePolicy", protected.AGENT_RESOURCE, "ResourceArn", "Policy"),
    _row("AWS::Lex::Bot", Protects(protected.BOT)),
    _on("AWS::Lex::ResourcePolicy", protected.BOT, "ResourceArn", "Policy"),
)

_MESSAGES = (
    _row("AWS::SQS::Queue", Protects(protected.QUEUE, "QueueName")),
    _on("AWS::SQS::QueuePolicy", protected.QUEUE, "Queues", many=True),
    _on("AWS::SQS::QueueInlinePolicy", protected.QUEUE, "Queue"),
    _row("AWS::SNS::Topic", Protects(protected.TOPIC, "TopicName")),
    _on("AWS::SNS::TopicPolicy", protected.TOPIC, "Topics", many=True),
    _on("AWS::SNS::TopicInlinePolicy", protected.TOPIC, "TopicArn"),
    _carries("AWS::Events::EventBus", protected.EVENT_BUS, "Name", "Policy"),
    _row(
        "AWS::Events::EventBusPolicy",
        ReadPermission(
            protected.EVENT_BUS,
            Named("EventBusName"),
            principal="Principal",
            actions="Action",
            condition_block=("Condition", "Type", "Key", "Value"),
            statement="Statement",
            fallback="default",
        ),
    ),
    _on("AWS::EventsV2::ResourcePolicy", protected.EVENT_BUS, "EventBusArn"),
    _row("AWS::EventSchemas::Registry", Protects(protected.SCHEMA_REGISTRY, "RegistryName")),
    _on("AWS::EventSchemas::RegistryPolicy", protected.SCHEMA_REGISTRY, "RegistryName", "Policy"),
    _on("AWS::SMSVOICE::ResourcePolicy", protected.TEXT_MESSAGING, "ResourceArn"),
)

_KEYS = (
    _row("AWS::KMS::Key", *_KMS_KEY),
    _row("AWS::KMS::ReplicaKey", *_KMS_KEY),
    _carries("AWS::PaymentCryptography::Key", protected.PAYMENT_KEY, "", "Policy"),
    _row("AWS::SecretsManager::Secret", Protects(protected.SECRET, "Name")),
    _row(
        "AWS::SecretsManager::ResourcePolicy",
        ReadResourcePolicy(
            protected.SECRET, "ResourcePolicy", Named("SecretId"), block="BlockPublicPolicy"
        ),
    ),
    _row("AWS::ACMPCA::CertificateAuthority", Protects(protected.CERTIFICATE_AUTHORITY)),
    _row(
        "AWS::ACMPCA::Permission",
        ReadPermission(
            protected.CERTIFICATE_AUTHORITY,
            Named("CertificateAuthorityArn"),
            principal="Principal",
            actions="Actions",
            prefix="acm-pca:",
            conditions=(When("SourceAccount", "StringEquals", "aws:SourceAccount"),),
        ),
    ),
    _row("AWS::Signer::SigningProfile", Protects(protected.SIGNING_PROFILE, "ProfileName")),
    _row(
        "AWS::Signer::ProfilePermission",
        ReadPermission(
            protected.SIGNING_PROFILE,
            Named("ProfileName"),
            principal="Principal",
            actions="Action",
        ),
    ),
)

_CODE = (
    _row("AWS::Lambda::Function", Protects(protected.FUNCTION, "FunctionName")),
    _row(
        "AWS::Lambda::Permission",
        ReadPermission(
            protected.FUNCTION,
            Named("FunctionName"),
            principal="Principal",
            actions="Action",
            conditions=(
                When("SourceArn", "ArnLike", "aws:SourceArn"),
                When("SourceAccount", "StringEquals", "aws:SourceAccount"),
                When("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
                When("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
                When("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
                When("InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"),
            ),
        ),
    ),
    _on("AWS::Lambda::ResourcePolicy", protected.FUNCTION, "ResourceArn"),
    _row("AWS::Lambda::Alias", ReadQualifier("FunctionName")),
    _row("AWS::Lambda::Version", ReadQualifier("FunctionName")),
    _row("AWS::Lambda::Url", ReadFunctionUrl("TargetFunctionArn", "AuthType")),
    _row("AWS::Lambda::LayerVersion", Protects(protected.LAYER, "LayerName")),
    _row(
        "AWS::Lambda::LayerVersionPermission",
        ReadPermission(
            protected.LAYER,
            Named("LayerVersionArn"),
            principal="Principal",
            actions="Action",
            conditions=(When("OrganizationId", "StringEquals", "aws:PrincipalOrgID"),),
        ),
    ),
    _carries(
        "AWS::ECR::Repository", protected.REPOSITORY, "RepositoryName", "RepositoryPolicyText"
    ),
    _carries(
        "AWS::ECR::PublicRepository",
        protected.PUBLIC_REPOSITORY,
        "RepositoryName",
        "RepositoryPolicyText",
    ),
    _whole("AWS::ECR::RegistryPolicy", protected.REGISTRY, document="PolicyText"),
    _carries(
        "AWS::ECR::RepositoryCreationTemplate",
        protected.REPOSITORY_TEMPLATE,
        "Prefix",
        "RepositoryPolicy",
    ),
    _carries(
        "AWS::CodeArtifact::Domain",
        protected.PACKAGE_DOMAIN,
        "DomainName",
        "PermissionsPolicyDocument",
    ),
    _carries(
        "AWS::CodeArtifact::Repository",
        protected.PACKAGE_REPOSITORY,
        "RepositoryName",
        "PermissionsPolicyDocument",
    ),
    _row("AWS::SSM::Parameter", Protects(protected.PARAMETER, "Name")),
    _on("AWS::SSM::ResourcePolicy", protected.PARAMETER, "ResourceArn", "Policy"),
)

_NETWORKS = (
    _carries("AWS::ApiGateway::RestApi", protected.REST_API, "", "Policy"),
    _carries("AWS::ApiGateway::DomainNameV2", protected.API_DOMAIN_NAME, "DomainName", "Policy"),
    _carries("AWS::EC2::VPCEndpoint", protected.VPC_ENDPOINT, "", "PolicyDocument"),
    _row("AWS::EC2::VPCEndpointService", Protects(protected.ENDPOINT_SERVICE)),
    _row(
        "AWS::EC2::VPCEndpointServicePermissions",
        ReadPermission(
            protected.ENDPOINT_SERVICE,
            Named("ServiceId"),
            principal="AllowedPrincipals",
            always="ec2:CreateVpcEndpoint",
        ),
    ),
    _row("AWS::VpcLattice::Service", Protects(protected.LATTICE_SERVICE)),
    _row("AWS::VpcLattice::ServiceNetwork", Protects(protected.LATTICE_SERVICE)),
    _on("AWS::VpcLattice::AuthPolicy", protected.LATTICE_SERVICE, "ResourceIdentifier", "Policy"),
    _on("AWS::VpcLattice::ResourcePolicy", protected.LATTICE_SHARE, "ResourceArn", "Policy"),
)

_LOGS = (
    _carries("AWS::Logs::LogGroup", protected.LOG_GROUP, "LogGroupName", "ResourcePolicyDocument"),
    _carries(
        "AWS::Logs::Destination", protected.LOG_DESTINATION, "DestinationName", "DestinationPolicy"
    ),
    _carries(
        "AWS::Logs::DeliveryDestination",
        protected.LOG_DELIVERY,
        "Name",
        "DeliveryDestinationPolicy.DeliveryDestinationPolicy",
    ),
    _whole("AWS::Logs::ResourcePolicy", protected.LOGS, "PolicyName"),
    _whole("AWS::XRay::ResourcePolicy", protected.TRACES, "PolicyName"),
    _row("AWS::APS::Workspace", Protects(protected.METRICS_WORKSPACE)),
    _on("AWS::APS::ResourcePolicy", protected.METRICS_WORKSPACE, "WorkspaceArn"),
    _carries("AWS::Oam::Sink", protected.SINK, "Name", "Policy"),
    _carries(
        "AWS::RUM::AppMonitor", protected.APP_MONITOR, "Name", "ResourcePolicy.PolicyDocument"
    ),
    _carries(
        "AWS::AIOps::InvestigationGroup",
        protected.INVESTIGATIONS,
        "Name",
        "InvestigationGroupPolicy",
    ),
    _row("AWS::CloudTrail::Channel", Protects(protected.AUDIT_RESOURCE, "Name")),
    _row("AWS::CloudTrail::Dashboard", Protects(protected.AUDIT_RESOURCE, "Name")),
    _row("AWS::CloudTrail::EventDataStore", Protects(protected.AUDIT_RESOURCE, "Name")),
    _on(
        "AWS::CloudTrail::ResourcePolicy", protected.AUDIT_RESOURCE, "ResourceArn", "ResourcePolicy"
    ),
)

_MEDIA = (
    _row("AWS::MediaPackageV2::Channel", Protects(protected.MEDIA_CHANNEL, "ChannelName")),
    _on("AWS::MediaPackageV2::ChannelPolicy", protected.MEDIA_CHANNEL, "ChannelName", "Policy"),
    _row(
        "AWS::MediaPackageV2::OriginEndpoint",
        Protects(protected.MEDIA_ORIGIN, "OriginEndpointName"),
    ),
    _on(
        "AWS::MediaPackageV2::OriginEndpointPolicy",
        protected.MEDIA_ORIGIN,
        "OriginEndpointName",
        "Policy",
    ),
    _row("AWS::MediaTailor::Channel", Protects(protected.MEDIA_LINEAR_CHANNEL, "ChannelName")),
    _on("AWS::MediaTailor::ChannelPolicy", protected.MEDIA_LINEAR_CHANNEL, "ChannelName", "Policy"),
)

ROWS = (*_STORAGE, *_DATA, *_MESSAGES, *_KEYS, *_CODE, *_NETWORKS, *_LOGS, *_MEDIA)
"""Every type that carries a policy, or a setting that keeps the public out."""
