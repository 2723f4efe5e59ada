"""What the resources of the services compute: those with a policy, and those that run with roles.

Source: the section "Attribute Reference" of the page of each type,
https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/<type without aws_>
and the ARN formats of https://docs.aws.amazon.com/service-authorization/latest/reference/.
"""

from __future__ import annotations

from collections.abc import Mapping as Map

from iac_scan.evaluation.terraform.computed_rows import (
    AFTER_APPLY,
    Row,
    arn_of,
    database,
    named,
    opaque,
    regional,
)

STORAGE: Map[str, Row] = {
    "aws_s3_bucket": Row(
        {
            "arn": "arn:{partition}:s3:::{bucket}",
            "id": "{bucket}",
            "bucket": AFTER_APPLY,
            "bucket_domain_name": "{bucket}.s3.{suffix}",
            "bucket_regional_domain_name": AFTER_APPLY,
        },
        prefix="bucket_prefix",
        prefixed="bucket",
    ),
    "aws_s3_directory_bucket": regional("s3express", "bucket/{bucket}", id="{bucket}"),
    "aws_s3_access_point": Row(dict.fromkeys(("arn", "id", "alias", "domain_name"), AFTER_APPLY)),
    "aws_s3control_bucket": Row(
        {"arn": arn_of("s3-outposts", "outpost/{outpost_id}/bucket/{bucket}")} | {"id": "{arn}"}
    ),
    "aws_s3control_multi_region_access_point": Row(
        {
            "arn": "arn:{partition}:s3::{owner}:accesspoint/{alias}",
            **dict.fromkeys(("id", "alias", "domain_name", "status"), AFTER_APPLY),
        }
    ),
    "aws_s3control_object_lambda_access_point": Row(
        {
            "arn": "arn:{partition}:s3-object-lambda:{region}:{owner}:accesspoint/{name}",
            "id": "{owner}:{name}",
            "alias": AFTER_APPLY,
        }
    ),
    "aws_s3tables_table": Row({"arn": AFTER_APPLY, "owner_account_id": AFTER_APPLY}),
    "aws_s3tables_table_bucket": Row(
        {
            "arn": arn_of("s3tables", "bucket/{name}"),
            "owner_account_id": "{account}",
        }
    ),
    "aws_s3vectors_vector_bucket": Row(
        {"vector_bucket_arn": arn_of("s3vectors", "bucket/{vector_bucket_name}")}
    ),
    "aws_efs_file_system": regional(
        "elasticfilesystem", "file-system/{id}", owner_id="{account}", dns_name=AFTER_APPLY
    ),
    "aws_glacier_vault": regional("glacier", "vaults/{name}", id="{name}"),
    "aws_backup_vault": regional(
        "backup", "backup-vault:{name}", id="{name}", recovery_points=AFTER_APPLY
    ),
    "aws_backup_logically_air_gapped_vault": regional("backup", "backup-vault:{name}", id="{name}"),
    "aws_backup_selection": opaque(),
    "aws_datasync_location_s3": Row(
        {"arn": arn_of("datasync", "location/{?}"), "id": "{arn}"} | {"uri": AFTER_APPLY}
    ),
    "aws_media_store_container": regional("mediastore", "container/{name}", id="{name}"),
    "aws_dlm_lifecycle_policy": regional("dlm", "policy/{id}"),
    "aws_transfer_server": regional("transfer", "server/{id}", endpoint=AFTER_APPLY),
    "aws_transfer_user": regional(
        "transfer", "user/{server_id}/{user_name}", id="{server_id}/{user_name}"
    ),
}

DATABASES: Map[str, Row] = {
    "aws_dynamodb_table": regional("dynamodb", "table/{name}", id="{name}", stream_arn=AFTER_APPLY),
    "aws_db_instance": database(
        "db", "identifier", "resource_id", "address", "endpoint", id=AFTER_APPLY
    ),
    "aws_db_proxy": regional("rds", "db-proxy:{?}", id="{name}", endpoint=AFTER_APPLY),
    "aws_rds_cluster": database(
        "cluster", "cluster_identifier", "cluster_resource_id", "endpoint", "reader_endpoint"
    ),
    "aws_dms_endpoint": Row(
        {"endpoint_arn": arn_of("dms", "endpoint:{?}")} | {"id": "{endpoint_id}"}
    ),
    "aws_dms_s3_endpoint": Row(
        {"endpoint_arn": arn_of("dms", "endpoint:{?}")} | {"id": "{endpoint_id}"}
    ),
    "aws_redshift_cluster": Row(
        {
            "arn": arn_of("redshift", "cluster:{cluster_identifier}"),
            "id": "{cluster_identifier}",
            "cluster_namespace_arn": AFTER_APPLY,
        }
    ),
    "aws_redshiftserverless_namespace": regional(
        "redshift-serverless",
        "namespace/{namespace_id}",
        id="{namespace_name}",
        namespace_id=AFTER_APPLY,
    ),
    "aws_elasticsearch_domain": regional(
        "es", "domain/{domain_name}", id="{arn}", domain_id=AFTER_APPLY, endpoint=AFTER_APPLY
    ),
    "aws_opensearch_domain": regional(
        "es", "domain/{domain_name}", id="{arn}", domain_id=AFTER_APPLY, endpoint=AFTER_APPLY
    ),
    "aws_cloudsearch_domain": regional(
        "cloudsearch", "domain/{name}", id="{name}", domain_id=AFTER_APPLY
    ),
    "aws_kendra_index": regional("kendra", "index/{id}"),
    "aws_timestreamquery_scheduled_query": Row(
        {"arn": arn_of("timestream", "scheduled-query/{name}-{?}")}
    ),
}

MESSAGES: Map[str, Row] = {
    "aws_sqs_queue": named("sqs", id="{url}", url="https://sqs.{region}.{suffix}/{account}/{name}"),
    "aws_sns_topic": named("sns", owner="{account}"),
    "aws_cloudwatch_event_bus": regional("events", "event-bus/{name}", id="{name}"),
    "aws_cloudwatch_event_rule": named("events", "rule/{bus}{name}", id=AFTER_APPLY),
    "aws_cloudwatch_event_target": opaque("target_id"),
    "aws_cloudwatch_log_group": named("logs", "log-group:{name}", id="{name}"),
    "aws_cloudwatch_log_destination": regional("logs", "destination:{name}", id="{name}"),
    "aws_cloudwatch_log_delivery_destination": Row(
        {"arn": arn_of("logs", "delivery-destination:{name}")}
    ),
    "aws_cloudwatch_log_subscription_filter": opaque(),
    "aws_cloudwatch_metric_stream": named(
        "cloudwatch", "metric-stream/{name}", id="{name}", state=AFTER_APPLY
    ),
    "aws_oam_sink": regional("oam", "sink/{sink_id}", id="{arn}", sink_id=AFTER_APPLY),
    "aws_pipes_pipe": named("pipes", "pipe/{name}", id="{name}"),
    "aws_scheduler_schedule": Row(
        {
            "arn": arn_of("scheduler", "schedule/{group_name}/{name}"),
            "id": "{group_name}/{name}",
            "name": AFTER_APPLY,
        },
        {"group_name": "default"},
        prefix="name_prefix",
    ),
    "aws_schemas_registry": regional("schemas", "registry/{name}", id="{name}"),
    "aws_kinesis_stream": regional("kinesis", "stream/{name}", id="{arn}"),
    "aws_kinesis_firehose_delivery_stream": regional(
        "firehose", "deliverystream/{name}", id="{arn}"
    ),
    "aws_kinesisanalyticsv2_application": regional(
        "kinesisanalytics", "application/{name}", id="{arn}", version_id=AFTER_APPLY
    ),
    "aws_msk_cluster": regional("kafka", "cluster/{cluster_name}/{?}", id="{arn}"),
    "aws_msk_serverless_cluster": regional("kafka", "cluster/{cluster_name}/{?}", id="{arn}"),
    "aws_mskconnect_connector": regional("kafkaconnect", "connector/{name}/{?}", id="{arn}"),
    "aws_ses_domain_identity": regional(
        "ses", "identity/{domain}", id="{domain}", verification_token=AFTER_APPLY
    ),
    "aws_ses_email_identity": regional("ses", "identity/{email}", id="{email}"),
    "aws_sesv2_email_identity": regional("ses", "identity/{email_identity}", id="{email_identity}"),
    "aws_chatbot_slack_channel_configuration": Row(
        {
            "chat_configuration_arn": "arn:{partition}:chatbot::{account}:"
            "chat-configuration/slack-channel/{configuration_name}"
        }
    ),
    "aws_chatbot_teams_channel_configuration": Row(
        {
            "chat_configuration_arn": "arn:{partition}:chatbot::{account}:"
            "chat-configuration/microsoft-teams-channel/{configuration_name}"
        }
    ),
}

SECRETS: Map[str, Row] = {
    "aws_kms_key": regional("kms", "key/{key_id}", id="{key_id}", key_id=AFTER_APPLY),
    "aws_kms_external_key": regional("kms", "key/{id}", key_state=AFTER_APPLY),
    "aws_kms_replica_key": regional("kms", "key/{key_id}", id="{key_id}", key_id=AFTER_APPLY),
    "aws_kms_replica_external_key": regional(
        "kms", "key/{key_id}", id="{key_id}", key_id=AFTER_APPLY
    ),
    "aws_kms_alias": named("kms", "{name}", id="{name}", target_key_arn=AFTER_APPLY),
    "aws_kms_grant": opaque("grant_id", "grant_token"),
    "aws_secretsmanager_secret": named("secretsmanager", "secret:{name}-{?}"),
    "aws_ssm_parameter": regional(
        "ssm", "parameter{slashed_name}", id="{name}", version=AFTER_APPLY
    ),
    "aws_acmpca_certificate_authority": regional(
        "acm-pca", "certificate-authority/{?}", id="{arn}", certificate=AFTER_APPLY
    ),
    "aws_signer_signing_profile": Row(
        {
            "arn": arn_of("signer", "/signing-profiles/{name}"),
            "id": "{name}",
            "name": AFTER_APPLY,
            "version": AFTER_APPLY,
            "version_arn": "{arn}/{version}",
        },
        prefix="name_prefix",
    ),
}

NETWORK: Map[str, Row] = {
    "aws_vpc_endpoint": regional("ec2", "vpc-endpoint/{id}", owner_id="{account}"),
    "aws_vpc_endpoint_service": regional(
        "ec2", "vpc-endpoint-service/{id}", service_name=AFTER_APPLY
    ),
    "aws_vpclattice_service": regional("vpc-lattice", "service/{id}", status=AFTER_APPLY),
    "aws_vpclattice_service_network": regional("vpc-lattice", "servicenetwork/{id}"),
    "aws_flow_log": regional("ec2", "vpc-flow-log/{id}"),
    "aws_api_gateway_rest_api": Row(
        {
            "arn": "arn:{partition}:apigateway:{region}::/restapis/{id}",
            "execution_arn": arn_of("execute-api", "{id}"),
            **dict.fromkeys(("id", "root_resource_id", "created_date"), AFTER_APPLY),
        }
    ),
    "aws_api_gateway_domain_name": Row(
        dict.fromkeys(("arn", "id", "domain_name_id", "regional_domain_name"), AFTER_APPLY)
    ),
}

ROWS: Map[str, Row] = {**STORAGE, **DATABASES, **MESSAGES, **SECRETS, **NETWORK}
"""By type."""
