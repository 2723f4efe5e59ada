"""Every kind of resource that carries a policy of its own, whatever language declares it.

Which type of which language is which kind is in the tables of the adapters.
Source: Service Authorization Reference, "Resource types defined by" each service, for the ARNs;
IAM User Guide, "AWS services that work with IAM", for which services have resource-based policies.
"""

from __future__ import annotations

from iac_scan.graph.model import ResourceKind


def _regional(type: str, noun: str, service: str, rest: str) -> ResourceKind:
    """Return a kind whose ARN names the region and the account."""
    return ResourceKind(type, noun, f"arn:{{partition}}:{service}:{{region}}:{{account}}:{rest}")


# Storage
BUCKET = ResourceKind("AWS::S3::Bucket", "bucket", "arn:{partition}:s3:::{name}")
ACCESS_POINT = _regional("AWS::S3::AccessPoint", "access point", "s3", "accesspoint/{name}")
MULTI_REGION_ACCESS_POINT = ResourceKind(
    "AWS::S3::MultiRegionAccessPoint",
    "multi-region access point",
    "arn:{partition}:s3::{account}:accesspoint/{?}",
)
ACCESS_GRANTS = _regional(
    "AWS::S3::AccessGrantsInstance", "access grants instance", "s3", "access-grants/default"
)
OBJECT_LAMBDA = _regional(
    "AWS::S3ObjectLambda::AccessPoint",
    "object lambda access point",
    "s3-object-lambda",
    "accesspoint/{name}",
)
DIRECTORY_BUCKET = _regional(
    "AWS::S3Express::DirectoryBucket", "directory bucket", "s3express", "bucket/{name}"
)
DIRECTORY_ACCESS_POINT = _regional(
    "AWS::S3Express::AccessPoint", "directory access point", "s3express", "accesspoint/{name}"
)
OUTPOST_BUCKET = _regional(
    "AWS::S3Outposts::Bucket", "bucket on an outpost", "s3-outposts", "outpost/{?}/bucket/{name}"
)
OUTPOST_ACCESS_POINT = _regional(
    "AWS::S3Outposts::AccessPoint",
    "access point on an outpost",
    "s3-outposts",
    "outpost/{?}/accesspoint/{name}",
)
TABLE_BUCKET = _regional("AWS::S3Tables::TableBucket", "table bucket", "s3tables", "bucket/{name}")
S3_TABLE = _regional("AWS::S3Tables::Table", "S3 table", "s3tables", "bucket/{?}/table/{?}")
VECTOR_BUCKET = _regional(
    "AWS::S3Vectors::VectorBucket", "vector bucket", "s3vectors", "bucket/{name}"
)
S3_FILE_SYSTEM = _regional("AWS::S3Files::FileSystem", "file system", "s3files", "file-system/{?}")
FILE_SYSTEM = _regional(
    "AWS::EFS::FileSystem", "file system", "elasticfilesystem", "file-system/{name}"
)
BACKUP_VAULT = _regional(
    "AWS::Backup::BackupVault", "backup vault", "backup", "backup-vault:{name}"
)
GLACIER_VAULT = _regional("AWS::Glacier::Vault", "archive vault", "glacier", "vaults/{name}")
MEDIA_CONTAINER = _regional(
    "AWS::MediaStore::Container", "media container", "mediastore", "container/{name}"
)
SEQUENCE_STORE = _regional(
    "AWS::Omics::SequenceStore", "sequence store", "omics", "sequenceStore/{?}"
)

# Databases and analytics
TABLE = _regional("AWS::DynamoDB::Table", "table", "dynamodb", "table/{name}")
TABLE_STREAM = _regional("AWS::DynamoDB::Stream", "stream", "dynamodb", "table/{name}/stream/{?}")
SQL_CLUSTER = _regional("AWS::DSQL::Cluster", "cluster", "dsql", "cluster/{?}")
SEARCH_DOMAIN = _regional("AWS::OpenSearchService::Domain", "search domain", "es", "domain/{name}")
CLOUD_SEARCH_DOMAIN = _regional(
    "AWS::CloudSearch::Domain", "search domain", "cloudsearch", "domain/{name}"
)
STREAM = _regional("AWS::Kinesis::Stream", "stream", "kinesis", "stream/{name}")
KAFKA_CLUSTER = _regional("AWS::MSK::Cluster", "cluster", "kafka", "cluster/{name}/{?}")
WAREHOUSE = _regional(
    "AWS::RedshiftServerless::Namespace", "namespace", "redshift-serverless", "namespace/{?}"
)
REDSHIFT_NAMESPACE = _regional("AWS::Redshift::Cluster", "namespace", "redshift", "namespace:{?}")
DATA_CATALOG = _regional("AWS::Glue::Catalog", "data catalog", "glue", "catalog")
INGESTION_PIPELINE = _regional(
    "AWS::OSIS::Pipeline", "ingestion pipeline", "osis", "pipeline/{name}"
)
MODEL_GROUP = _regional(
    "AWS::SageMaker::ModelPackageGroup",
    "model package group",
    "sagemaker",
    "model-package-group/{name}",
)
KNOWLEDGE_BASE = _regional(
    "AWS::Bedrock::KnowledgeBase", "knowledge base", "bedrock", "knowledge-base/{?}"
)
BEDROCK_RESOURCE = _regional("AWS::Bedrock::Resource", "resource", "bedrock", "{?}")
AGENT_RESOURCE = _regional(
    "AWS::BedrockAgentCore::Resource", "resource", "bedrock-agentcore", "{?}"
)
BOT = _regional("AWS::Lex::Bot", "bot", "lex", "bot/{?}")

# Messages and events
QUEUE = _regional("AWS::SQS::Queue", "queue", "sqs", "{name}")
TOPIC = _regional("AWS::SNS::Topic", "topic", "sns", "{name}")
EVENT_BUS = _regional("AWS::Events::EventBus", "event bus", "events", "event-bus/{name}")
SCHEMA_REGISTRY = _regional(
    "AWS::EventSchemas::Registry", "schema registry", "schemas", "registry/{name}"
)
MAIL_IDENTITY = _regional("AWS::SES::EmailIdentity", "mail identity", "ses", "identity/{name}")
TEXT_MESSAGING = _regional("AWS::SMSVOICE::Resource", "messaging resource", "sms-voice", "{?}")

# Keys, secrets, certificates
KEY = _regional("AWS::KMS::Key", "key", "kms", "key/{name}")
PAYMENT_KEY = _regional(
    "AWS::PaymentCryptography::Key", "payment key", "payment-cryptography", "key/{?}"
)
SECRET = _regional("AWS::SecretsManager::Secret", "secret", "secretsmanager", "secret:{name}-{?}")
CERTIFICATE_AUTHORITY = _regional(
    "AWS::ACMPCA::CertificateAuthority",
    "certificate authority",
    "acm-pca",
    "certificate-authority/{?}",
)
SIGNING_PROFILE = _regional(
    "AWS::Signer::SigningProfile", "signing profile", "signer", "/signing-profiles/{name}"
)

# Compute, code and delivery
FUNCTION = _regional("AWS::Lambda::Function", "function", "lambda", "function:{name}")
LAYER = _regional("AWS::Lambda::LayerVersion", "layer", "lambda", "layer:{name}:{?}")
REPOSITORY = _regional("AWS::ECR::Repository", "image repository", "ecr", "repository/{name}")
PUBLIC_REPOSITORY = ResourceKind(
    "AWS::ECR::PublicRepository",
    "public image repository",
    "arn:{partition}:ecr-public::{account}:repository/{name}",
)
REGISTRY = _regional("AWS::ECR::Registry", "image registry", "ecr", "*")
REPOSITORY_TEMPLATE = _regional(
    "AWS::ECR::RepositoryCreationTemplate", "repository template", "ecr", "repository/{name}*"
)
PACKAGE_DOMAIN = _regional(
    "AWS::CodeArtifact::Domain", "package domain", "codeartifact", "domain/{name}"
)
PACKAGE_REPOSITORY = _regional(
    "AWS::CodeArtifact::Repository", "package repository", "codeartifact", "repository/{?}/{name}"
)
BUILD_RESOURCE = _regional("AWS::CodeBuild::Project", "build resource", "codebuild", "{?}")
PARAMETER = _regional("AWS::SSM::Parameter", "parameter", "ssm", "parameter/{name}")

# Networks and addresses
REST_API = ResourceKind(
    "AWS::ApiGateway::RestApi",
    "REST API",
    "arn:{partition}:execute-api:{region}:{account}:{name}/*",
)
API_DOMAIN_NAME = ResourceKind(
    "AWS::ApiGateway::DomainNameV2",
    "domain name",
    "arn:{partition}:execute-api:{region}:{account}:/domainnames/{name}",
)
VPC_ENDPOINT = ResourceKind(
    "AWS::EC2::VPCEndpoint",
    "VPC endpoint",
    "arn:{partition}:ec2:{region}:{account}:vpc-endpoint/{name}",
    endpoint=True,
)
ENDPOINT_SERVICE = _regional(
    "AWS::EC2::VPCEndpointService", "endpoint service", "ec2", "vpc-endpoint-service/{name}"
)
LATTICE_SERVICE = ResourceKind(
    "AWS::VpcLattice::Service",
    "lattice service",
    "arn:{partition}:vpc-lattice:{region}:{account}:service/{name}",
)
LATTICE_SHARE = _regional(
    "AWS::VpcLattice::Resource", "shared lattice resource", "vpc-lattice", "{?}"
)
FIREWALL = _regional(
    "AWS::NetworkFirewall::FirewallPolicy", "shared firewall policy", "network-firewall", "{?}"
)

# Logs, metrics and audit
LOG_GROUP = _regional("AWS::Logs::LogGroup", "log group", "logs", "log-group:{name}")
LOG_DESTINATION = _regional(
    "AWS::Logs::Destination", "log destination", "logs", "destination:{name}"
)
LOG_DELIVERY = _regional(
    "AWS::Logs::DeliveryDestination",
    "log delivery destination",
    "logs",
    "delivery-destination:{name}",
)
LOGS = _regional("AWS::Logs::ResourcePolicy", "log policy", "logs", "*")
ORGANIZATION = ResourceKind(
    "AWS::Organizations::Organization",
    "organization",
    "arn:{partition}:organizations::{account}:organization/{?}",
)
TRACES = _regional("AWS::XRay::ResourcePolicy", "trace policy", "xray", "*")
METRICS_WORKSPACE = _regional("AWS::APS::Workspace", "metrics workspace", "aps", "workspace/{?}")
SINK = _regional("AWS::Oam::Sink", "monitoring sink", "oam", "sink/{?}")
APP_MONITOR = _regional("AWS::RUM::AppMonitor", "app monitor", "rum", "appmonitor/{name}")
INVESTIGATIONS = _regional(
    "AWS::AIOps::InvestigationGroup", "investigation group", "aiops", "investigation-group/{?}"
)
AUDIT_RESOURCE = _regional("AWS::CloudTrail::Resource", "audit resource", "cloudtrail", "{?}")

# Models
TEXT_CLASSIFIER = _regional(
    "AWS::Comprehend::DocumentClassifier",
    "document classifier",
    "comprehend",
    "document-classifier/{name}",
)
ENTITY_RECOGNIZER = _regional(
    "AWS::Comprehend::EntityRecognizer",
    "entity recognizer",
    "comprehend",
    "entity-recognizer/{name}",
)

# Media
MEDIA_CHANNEL = _regional(
    "AWS::MediaPackageV2::Channel",
    "media channel",
    "mediapackagev2",
    "channelGroup/{?}/channel/{name}",
)
MEDIA_ORIGIN = _regional(
    "AWS::MediaPackageV2::OriginEndpoint",
    "media origin",
    "mediapackagev2",
    "channelGroup/{?}/channel/{?}/originEndpoint/{name}",
)
MEDIA_LINEAR_CHANNEL = _regional(
    "AWS::MediaTailor::Channel", "media channel", "mediatailor", "channel/{name}"
)
