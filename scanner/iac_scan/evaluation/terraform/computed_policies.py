"""What the types compute that attach a policy to a resource: an id, which names the resource.

Source: the section "Attribute Reference" of the page of each type, and what the page says under
"Import", https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/.
"""

from __future__ import annotations

from collections.abc import Mapping as Map

from iac_scan.evaluation.terraform.computed_rows import (
    NOTHING,
    Row,
    identified,
    opaque,
)

_IDS = {
    "aws_api_gateway_rest_api_policy": "{rest_api_id}",
    "aws_backup_vault_policy": "{backup_vault_name}",
    "aws_cloudsearch_domain_service_access_policy": "{domain_name}",
    "aws_cloudwatch_log_destination_policy": "{destination_name}",
    "aws_ecr_repository_policy": "{repository}",
    "aws_ecrpublic_repository_policy": "{repository_name}",
    "aws_efs_file_system_policy": "{file_system_id}",
    "aws_glacier_vault_lock": "{vault_name}",
    "aws_kms_key_policy": "{key_id}",
    "aws_lambda_permission": "{statement_id}",
    "aws_media_store_container_policy": "{container_name}",
    "aws_msk_cluster_policy": "{cluster_arn}",
    "aws_s3_bucket_policy": "{bucket}",
    "aws_s3_bucket_public_access_block": "{bucket}",
    "aws_s3control_bucket_policy": "{bucket}",
    "aws_sagemaker_model_package_group_policy": "{model_package_group_name}",
    "aws_schemas_registry_policy": "{registry_name}",
    "aws_secretsmanager_secret_policy": "{secret_arn}",
    "aws_sns_topic_policy": "{arn}",
    "aws_sqs_queue_policy": "{queue_url}",
    "aws_vpc_endpoint_policy": "{vpc_endpoint_id}",
    "aws_vpclattice_auth_policy": "{resource_identifier}",
}
"""The argument that is the id as it is written."""

_OPAQUE = (
    "aws_acmpca_permission",
    "aws_acmpca_policy",
    "aws_cloudwatch_event_bus_policy",
    "aws_cloudwatch_event_permission",
    "aws_cloudwatch_log_resource_policy",
    "aws_codebuild_resource_policy",
    "aws_dynamodb_resource_policy",
    "aws_elasticsearch_domain_policy",
    "aws_glue_resource_policy",
    "aws_kinesis_resource_policy",
    "aws_lambda_layer_version_permission",
    "aws_networkfirewall_resource_policy",
    "aws_opensearch_domain_policy",
    "aws_redshift_resource_policy",
    "aws_redshiftserverless_resource_policy",
    "aws_s3control_access_grants_instance_resource_policy",
    "aws_s3control_access_point_policy",
    "aws_s3control_multi_region_access_point_policy",
    "aws_s3control_object_lambda_access_point_policy",
    "aws_ses_identity_policy",
    "aws_sesv2_email_identity_policy",
    "aws_signer_signing_profile_permission",
    "aws_vpc_endpoint_service_allowed_principal",
    "aws_vpclattice_resource_policy",
)
"""What has an id that the page does not spell out."""

_NOTHING = (
    "aws_cloudwatch_log_delivery_destination_policy",
    "aws_prometheus_resource_policy",
    "aws_s3tables_table_bucket_policy",
    "aws_s3tables_table_policy",
    "aws_s3vectors_vector_bucket_policy",
    "aws_xray_resource_policy",
)
"""What has no id at all."""

ROWS: Map[str, Row] = {
    **{type: identified(id) for type, id in _IDS.items()},
    **dict.fromkeys(_OPAQUE, opaque()),
    **dict.fromkeys(_NOTHING, NOTHING),
    "aws_codeartifact_domain_permissions_policy": opaque("resource_arn"),
    "aws_codeartifact_repository_permissions_policy": opaque("resource_arn"),
    "aws_ecr_registry_policy": Row({"id": "{account}", "registry_id": "{account}"}),
    "aws_oam_sink_policy": opaque("arn", "sink_id"),
    "aws_s3_account_public_access_block": Row({"id": "{owner}"}),
}
"""By type."""
