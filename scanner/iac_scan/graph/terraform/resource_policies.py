"""Terraform's resource types that carry policies, and the settings beside these.

What a recipe does is in `recipes`; which kinds there are is in `protected`.
Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/<page>.html.markdown;
names of attributes were held against the provider's schema of release 6.25.0.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.model import ResourceKind
from iac_scan.graph.recipes import (
    DefaultKeyPolicy,
    Named,
    Protects,
    ReadFunctionUrl,
    ReadGrant,
    ReadPermission,
    ReadPublicAccessBlock,
    ReadQualifier,
    ReadResourcePolicy,
    Recipe,
    Row,
    When,
)

_SETTINGS = (
    "block_public_acls",
    "ignore_public_acls",
    "block_public_policy",
    "restrict_public_buckets",
)


def _row(type: str, *recipes: Recipe) -> Row:
    return Row(type, f"r/{type.removeprefix('aws_')}", recipes)


def _on(type: str, kind: ResourceKind, resource: str, document: str = "policy") -> Row:
    """Return the row of a policy that is a resource of its own."""
    return _row(type, ReadResourcePolicy(kind, document, Named(resource)))


def _whole(type: str, kind: ResourceKind, name: str = "", document: str = "policy") -> Row:
    """Return the row of a policy on something that an account has one of."""
    return _row(type, ReadResourcePolicy(kind, document, whole=name))


def _carries(type: str, kind: ResourceKind, name: str, document: str = "policy") -> Row:
    """Return the row of a resource that may carry its own policy."""
    return _row(type, Protects(kind, name), ReadResourcePolicy(kind, document, nullable=True))


_KMS_KEY = (
    Protects(protected.KEY),
    ReadResourcePolicy(protected.KEY, "policy", nullable=True),
    DefaultKeyPolicy(protected.KEY, "policy"),
)

_STORAGE = (
    _carries("aws_s3_bucket", protected.BUCKET, "bucket"),
    _on("aws_s3_bucket_policy", protected.BUCKET, "bucket"),
    _row(
        "aws_s3_bucket_public_access_block",
        ReadPublicAccessBlock(_SETTINGS, bucket=Named("bucket")),
    ),
    _row("aws_s3_account_public_access_block", ReadPublicAccessBlock(_SETTINGS, whole=True)),
    _row(
        "aws_s3_access_point",
        Protects(protected.ACCESS_POINT, "name"),
        ReadResourcePolicy(protected.ACCESS_POINT, "policy", nullable=True),
        ReadPublicAccessBlock(_SETTINGS, "public_access_block_configuration"),
    ),
    _row(
        "aws_fsx_s3_access_point_attachment",
        Protects(protected.ACCESS_POINT, "name"),
        ReadResourcePolicy(protected.ACCESS_POINT, "s3_access_point.policy", nullable=True),
    ),
    _on("aws_s3control_access_point_policy", protected.ACCESS_POINT, "access_point_arn"),
    _row(
        "aws_s3control_multi_region_access_point",
        ReadPublicAccessBlock(_SETTINGS, "details.public_access_block"),
    ),
    _row(
        "aws_s3control_multi_region_access_point_policy",
        ReadResourcePolicy(
            protected.MULTI_REGION_ACCESS_POINT, "details.policy", Named("details.name")
        ),
    ),
    _whole("aws_s3control_access_grants_instance_resource_policy", protected.ACCESS_GRANTS),
    _on("aws_s3control_object_lambda_access_point_policy", protected.OBJECT_LAMBDA, "name"),
    _row("aws_s3control_object_lambda_access_point", Protects(protected.OBJECT_LAMBDA, "name")),
    _row("aws_s3control_bucket", Protects(protected.OUTPOST_BUCKET, "bucket")),
    _on("aws_s3control_bucket_policy", protected.OUTPOST_BUCKET, "bucket"),
    _row("aws_s3_directory_bucket", Protects(protected.DIRECTORY_BUCKET, "bucket")),
    _row("aws_s3tables_table_bucket", Protects(protected.TABLE_BUCKET, "name")),
    _on(
        "aws_s3tables_table_bucket_policy",
        protected.TABLE_BUCKET,
        "table_bucket_arn",
        "resource_policy",
    ),
    _row("aws_s3tables_table", Protects(protected.S3_TABLE, "name")),
    _on("aws_s3tables_table_policy", protected.S3_TABLE, "name", "resource_policy"),
    _row("aws_s3vectors_vector_bucket", Protects(protected.VECTOR_BUCKET, "vector_bucket_name")),
    _on("aws_s3vectors_vector_bucket_policy", protected.VECTOR_BUCKET, "vector_bucket_arn"),
    _row("aws_efs_file_system", Protects(protected.FILE_SYSTEM)),
    _on("aws_efs_file_system_policy", protected.FILE_SYSTEM, "file_system_id"),
    _row("aws_backup_vault", Protects(protected.BACKUP_VAULT, "name")),
    _row("aws_backup_logically_air_gapped_vault", Protects(protected.BACKUP_VAULT, "name")),
    _on("aws_backup_vault_policy", protected.BACKUP_VAULT, "backup_vault_name"),
    _carries("aws_glacier_vault", protected.GLACIER_VAULT, "name", "access_policy"),
    _on("aws_glacier_vault_lock", protected.GLACIER_VAULT, "vault_name"),
    _row("aws_media_store_container", Protects(protected.MEDIA_CONTAINER, "name")),
    _on("aws_media_store_container_policy", protected.MEDIA_CONTAINER, "container_name"),
)

_DATA = (
    _row("aws_dynamodb_table", Protects(protected.TABLE, "name")),
    _on("aws_dynamodb_resource_policy", protected.TABLE, "resource_arn"),
    _carries("aws_elasticsearch_domain", protected.SEARCH_DOMAIN, "domain_name", "access_policies"),
    _on(
        "aws_elasticsearch_domain_policy",
        protected.SEARCH_DOMAIN,
        "domain_name",
        "access_policies",
    ),
    _carries("aws_opensearch_domain", protected.SEARCH_DOMAIN, "domain_name", "access_policies"),
    _on("aws_opensearch_domain_policy", protected.SEARCH_DOMAIN, "domain_name", "access_policies"),
    _row("aws_cloudsearch_domain", Protects(protected.CLOUD_SEARCH_DOMAIN, "name")),
    _on(
        "aws_cloudsearch_domain_service_access_policy",
        protected.CLOUD_SEARCH_DOMAIN,
        "domain_name",
        "access_policy",
    ),
    _row("aws_kinesis_stream", Protects(protected.STREAM, "name")),
    _on("aws_kinesis_resource_policy", protected.STREAM, "resource_arn"),
    _row("aws_msk_cluster", Protects(protected.KAFKA_CLUSTER, "cluster_name")),
    _row("aws_msk_serverless_cluster", Protects(protected.KAFKA_CLUSTER, "cluster_name")),
    _on("aws_msk_cluster_policy", protected.KAFKA_CLUSTER, "cluster_arn"),
    _row("aws_redshift_cluster", Protects(protected.REDSHIFT_NAMESPACE)),
    _on("aws_redshift_resource_policy", protected.REDSHIFT_NAMESPACE, "resource_arn"),
    _row("aws_redshiftserverless_namespace", Protects(protected.WAREHOUSE)),
    _on("aws_redshiftserverless_resource_policy", protected.WAREHOUSE, "resource_arn"),
    _whole("aws_glue_resource_policy", protected.DATA_CATALOG),
    _row(
        "aws_sagemaker_model_package_group",
        Protects(protected.MODEL_GROUP, "model_package_group_name"),
    ),
    _on(
        "aws_sagemaker_model_package_group_policy",
        protected.MODEL_GROUP,
        "model_package_group_name",
        "resource_policy",
    ),
)

_MESSAGES = (
    _carries("aws_sqs_queue", protected.QUEUE, "name"),
    _on("aws_sqs_queue_policy", protected.QUEUE, "queue_url"),
    _carries("aws_sns_topic", protected.TOPIC, "name"),
    _on("aws_sns_topic_policy", protected.TOPIC, "arn"),
    _row("aws_cloudwatch_event_bus", Protects(protected.EVENT_BUS, "name")),
    _row(
        "aws_cloudwatch_event_bus_policy",
        ReadResourcePolicy(
            protected.EVENT_BUS, "policy", Named("event_bus_name"), fallback="default"
        ),
    ),
    _row(
        "aws_cloudwatch_event_permission",
        ReadPermission(
            protected.EVENT_BUS,
            Named("event_bus_name"),
            principal="principal",
            actions="action",
            always="events:PutEvents",
            condition_block=("condition", "type", "key", "value"),
            fallback="default",
        ),
    ),
    _row("aws_schemas_registry", Protects(protected.SCHEMA_REGISTRY, "name")),
    _on("aws_schemas_registry_policy", protected.SCHEMA_REGISTRY, "registry_name"),
    _row("aws_ses_domain_identity", Protects(protected.MAIL_IDENTITY, "domain")),
    _row("aws_ses_email_identity", Protects(protected.MAIL_IDENTITY, "email")),
    _on("aws_ses_identity_policy", protected.MAIL_IDENTITY, "identity"),
    _row("aws_sesv2_email_identity", Protects(protected.MAIL_IDENTITY, "email_identity")),
    _on("aws_sesv2_email_identity_policy", protected.MAIL_IDENTITY, "email_identity"),
)

_KEYS = (
    _row("aws_kms_key", *_KMS_KEY),
    _row("aws_kms_external_key", *_KMS_KEY),
    _row("aws_kms_replica_key", *_KMS_KEY),
    _row("aws_kms_replica_external_key", *_KMS_KEY),
    _on("aws_kms_key_policy", protected.KEY, "key_id"),
    _row(
        "aws_kms_grant",
        ReadGrant(
            protected.KEY,
            "key_id",
            "grantee_principal",
            "operations",
            ("constraints.encryption_context_equals", "constraints.encryption_context_subset"),
        ),
    ),
    _carries("aws_secretsmanager_secret", protected.SECRET, "name"),
    _row(
        "aws_secretsmanager_secret_policy",
        ReadResourcePolicy(
            protected.SECRET, "policy", Named("secret_arn"), block="block_public_policy"
        ),
    ),
    _row("aws_acmpca_certificate_authority", Protects(protected.CERTIFICATE_AUTHORITY)),
    _on("aws_acmpca_policy", protected.CERTIFICATE_AUTHORITY, "resource_arn"),
    _row(
        "aws_acmpca_permission",
        ReadPermission(
            protected.CERTIFICATE_AUTHORITY,
            Named("certificate_authority_arn"),
            principal="principal",
            actions="actions",
            prefix="acm-pca:",
            conditions=(When("source_account", "StringEquals", "aws:SourceAccount"),),
            nullable=True,
        ),
    ),
    _row("aws_signer_signing_profile", Protects(protected.SIGNING_PROFILE, "name")),
    _row(
        "aws_signer_signing_profile_permission",
        ReadPermission(
            protected.SIGNING_PROFILE,
            Named("profile_name"),
            principal="principal",
            actions="action",
        ),
    ),
)

_CODE = (
    _row("aws_lambda_function", Protects(protected.FUNCTION, "function_name")),
    _row(
        "aws_lambda_permission",
        ReadPermission(
            protected.FUNCTION,
            Named("function_name"),
            principal="principal",
            actions="action",
            conditions=(
                When("source_arn", "ArnLike", "aws:SourceArn"),
                When("source_account", "StringEquals", "aws:SourceAccount"),
                When("principal_org_id", "StringEquals", "aws:PrincipalOrgID"),
                When("event_source_token", "StringEquals", "lambda:EventSourceToken"),
                When("function_url_auth_type", "StringEquals", "lambda:FunctionUrlAuthType"),
                When("invoked_via_function_url", "Bool", "lambda:InvokedViaFunctionUrl"),
            ),
            qualifier="qualifier",
            nullable=True,
        ),
    ),
    _row("aws_lambda_alias", ReadQualifier("function_name")),
    _row("aws_lambda_function_url", ReadFunctionUrl("function_name", "authorization_type")),
    _row("aws_lambda_layer_version", Protects(protected.LAYER, "layer_name")),
    _row(
        "aws_lambda_layer_version_permission",
        ReadPermission(
            protected.LAYER,
            Named("layer_name"),
            principal="principal",
            actions="action",
            conditions=(When("organization_id", "StringEquals", "aws:PrincipalOrgID"),),
            nullable=True,
        ),
    ),
    _row("aws_ecr_repository", Protects(protected.REPOSITORY, "name")),
    _on("aws_ecr_repository_policy", protected.REPOSITORY, "repository"),
    _row("aws_ecrpublic_repository", Protects(protected.PUBLIC_REPOSITORY, "repository_name")),
    _on("aws_ecrpublic_repository_policy", protected.PUBLIC_REPOSITORY, "repository_name"),
    _whole("aws_ecr_registry_policy", protected.REGISTRY),
    _carries(
        "aws_ecr_repository_creation_template",
        protected.REPOSITORY_TEMPLATE,
        "prefix",
        "repository_policy",
    ),
    _row("aws_codeartifact_domain", Protects(protected.PACKAGE_DOMAIN, "domain")),
    _on(
        "aws_codeartifact_domain_permissions_policy",
        protected.PACKAGE_DOMAIN,
        "domain",
        "policy_document",
    ),
    _row("aws_codeartifact_repository", Protects(protected.PACKAGE_REPOSITORY, "repository")),
    _on(
        "aws_codeartifact_repository_permissions_policy",
        protected.PACKAGE_REPOSITORY,
        "repository",
        "policy_document",
    ),
    _on("aws_codebuild_resource_policy", protected.BUILD_RESOURCE, "resource_arn"),
)

_NETWORKS = (
    _carries("aws_api_gateway_rest_api", protected.REST_API, ""),
    _on("aws_api_gateway_rest_api_policy", protected.REST_API, "rest_api_id"),
    _carries("aws_api_gateway_domain_name", protected.API_DOMAIN_NAME, "domain_name"),
    _carries("aws_vpc_endpoint", protected.VPC_ENDPOINT, ""),
    _on("aws_vpc_endpoint_policy", protected.VPC_ENDPOINT, "vpc_endpoint_id"),
    _row("aws_vpc_endpoint_service", Protects(protected.ENDPOINT_SERVICE)),
    _row(
        "aws_vpc_endpoint_service_allowed_principal",
        ReadPermission(
            protected.ENDPOINT_SERVICE,
            Named("vpc_endpoint_service_id"),
            principal="principal_arn",
            always="ec2:CreateVpcEndpoint",
        ),
    ),
    _row("aws_vpclattice_service", Protects(protected.LATTICE_SERVICE)),
    _row("aws_vpclattice_service_network", Protects(protected.LATTICE_SERVICE)),
    _on("aws_vpclattice_auth_policy", protected.LATTICE_SERVICE, "resource_identifier"),
    _on("aws_vpclattice_resource_policy", protected.LATTICE_SHARE, "resource_arn"),
    _on("aws_networkfirewall_resource_policy", protected.FIREWALL, "resource_arn"),
)

_LOGS = (
    _row("aws_cloudwatch_log_destination", Protects(protected.LOG_DESTINATION, "name")),
    _on(
        "aws_cloudwatch_log_destination_policy",
        protected.LOG_DESTINATION,
        "destination_name",
        "access_policy",
    ),
    _row("aws_cloudwatch_log_delivery_destination", Protects(protected.LOG_DELIVERY, "name")),
    _on(
        "aws_cloudwatch_log_delivery_destination_policy",
        protected.LOG_DELIVERY,
        "delivery_destination_name",
        "delivery_destination_policy",
    ),
    _whole("aws_cloudwatch_log_resource_policy", protected.LOGS, "policy_name", "policy_document"),
    _whole("aws_xray_resource_policy", protected.TRACES, "policy_name", "policy_document"),
    _row("aws_prometheus_workspace", Protects(protected.METRICS_WORKSPACE)),
    _on(
        "aws_prometheus_resource_policy",
        protected.METRICS_WORKSPACE,
        "workspace_id",
        "policy_document",
    ),
    _row("aws_oam_sink", Protects(protected.SINK, "name")),
    _on("aws_oam_sink_policy", protected.SINK, "sink_identifier"),
)

ROWS = (*_STORAGE, *_DATA, *_MESSAGES, *_KEYS, *_CODE, *_NETWORKS, *_LOGS)
"""Every type that carries a policy, or a setting that keeps the public out."""
