"""Terraform's resource types that run with roles: databases, analytics and files.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.compute import data as kinds
from iac_scan.graph.terraform.workloads.row import runs as _runs

ROWS = (
    _runs("aws_glue_job", kinds.GLUE_JOB, "name", ("role_arn",)),
    _runs("aws_glue_crawler", kinds.CRAWLER, "name", ("role",)),
    _runs("aws_glue_dev_endpoint", kinds.DEV_ENDPOINT, "name", ("role_arn",)),
    _runs("aws_glue_ml_transform", kinds.ML_TRANSFORM, "name", ("role_arn",)),
    _runs(
        "aws_emr_cluster",
        kinds.EMR,
        "name",
        ("service_role", "autoscaling_role"),
        ("ec2_attributes.instance_profile",),
    ),
    _runs("aws_emr_studio", kinds.EMR_STUDIO, "name", ("service_role", "user_role")),
    _runs(
        "aws_kinesis_firehose_delivery_stream",
        kinds.FIREHOSE,
        "name",
        (
            "extended_s3_configuration.role_arn",
            "elasticsearch_configuration.role_arn",
            "opensearch_configuration.role_arn",
            "opensearchserverless_configuration.role_arn",
            "http_endpoint_configuration.role_arn",
            "redshift_configuration.role_arn",
            "snowflake_configuration.role_arn",
            "iceberg_configuration.role_arn",
            "kinesis_source_configuration.role_arn",
            "splunk_configuration.s3_configuration.role_arn",
            "msk_source_configuration.authentication_configuration.role_arn",
        ),
    ),
    _runs("aws_kinesisanalyticsv2_application", kinds.FLINK, "name", ("service_execution_role",)),
    _runs("aws_mwaa_environment", kinds.AIRFLOW, "name", ("execution_role_arn",)),
    _runs("aws_mskconnect_connector", kinds.CONNECTOR, "name", ("service_execution_role_arn",)),
    _runs("aws_athena_workgroup", kinds.WORKGROUP, "name", ("configuration.execution_role",)),
    _runs("aws_timestreamquery_scheduled_query", kinds.QUERY, "name", ("execution_role_arn",)),
    _runs("aws_db_instance", kinds.DATABASE, "", ("monitoring_role_arn",), optional=True),
    _runs("aws_db_instance_role_association", kinds.DATABASE, "", ("role_arn",), optional=True),
    _runs(
        "aws_rds_cluster",
        kinds.DATABASE_CLUSTER,
        "",
        ("iam_roles", "monitoring_role_arn"),
        optional=True,
    ),
    _runs(
        "aws_rds_cluster_role_association",
        kinds.DATABASE_CLUSTER,
        "",
        ("role_arn",),
        optional=True,
    ),
    _runs("aws_db_proxy", kinds.DATABASE_PROXY, "name", ("role_arn",)),
    _runs(
        "aws_redshift_cluster",
        kinds.WAREHOUSE,
        "",
        ("iam_roles", "default_iam_role_arn"),
        optional=True,
    ),
    _runs(
        "aws_redshift_cluster_iam_roles",
        kinds.WAREHOUSE,
        "",
        ("iam_role_arns", "default_iam_role_arn"),
        optional=True,
    ),
    _runs(
        "aws_redshiftserverless_namespace",
        kinds.SERVERLESS_WAREHOUSE,
        "namespace_name",
        ("iam_roles", "default_iam_role_arn"),
        optional=True,
    ),
    _runs(
        "aws_dms_endpoint",
        kinds.MIGRATION_ENDPOINT,
        "endpoint_id",
        (
            "service_access_role",
            "secrets_manager_access_role_arn",
            "elasticsearch_settings.service_access_role_arn",
            "kinesis_settings.service_access_role_arn",
            "redshift_settings.service_access_role_arn",
        ),
    ),
    _runs(
        "aws_dms_s3_endpoint",
        kinds.MIGRATION_ENDPOINT,
        "endpoint_id",
        ("service_access_role_arn",),
    ),
    _runs(
        "aws_datasync_location_s3", kinds.SYNC_LOCATION, "", ("s3_config.bucket_access_role_arn",)
    ),
    _runs("aws_backup_selection", kinds.BACKUP_SELECTION, "name", ("iam_role_arn",)),
    _runs("aws_dlm_lifecycle_policy", kinds.SNAPSHOTS, "", ("execution_role_arn",)),
    _runs(
        "aws_s3_bucket_replication_configuration",
        kinds.REPLICATION,
        "bucket",
        ("role",),
        optional=True,
    ),
    _runs(
        "aws_transfer_server",
        kinds.TRANSFER_SERVER,
        "",
        (
            "logging_role",
            "invocation_role",
            "workflow_details.on_upload.execution_role",
            "workflow_details.on_partial_upload.execution_role",
        ),
    ),
    _runs("aws_transfer_user", kinds.TRANSFER_USER, "user_name", ("role",)),
    _runs("aws_appsync_datasource", kinds.DATA_SOURCE, "name", ("service_role_arn",)),
    _runs(
        "aws_datazone_domain",
        kinds.DATA_DOMAIN,
        "name",
        ("domain_execution_role", "service_role"),
    ),
    _runs("aws_grafana_workspace", kinds.DASHBOARD, "name", ("role_arn",)),
    _runs("aws_kendra_index", kinds.SEARCH_INDEX, "name", ("role_arn",)),
)
"""Every type of this topic to which a role is passed."""
