"""Terraform's resource types that run with roles: databases and warehouses.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.compute import databases as kinds
from iac_scan.graph.terraform.workloads.row import runs as _runs

ROWS = (
    _runs("aws_timestreamquery_scheduled_query", kinds.QUERY, "name", ("execution_role_arn",)),
    _runs(
        "aws_db_instance",
        kinds.DATABASE,
        "",
        (
            "monitoring_role_arn",
            "domain_iam_role_name",
        ),
        ("custom_iam_instance_profile",),
        optional=True,
    ),
    _runs("aws_db_instance_role_association", kinds.DATABASE, "", ("role_arn",), optional=True),
    _runs(
        "aws_rds_cluster",
        kinds.DATABASE_CLUSTER,
        "",
        (
            "iam_roles",
            "monitoring_role_arn",
            "domain_iam_role_name",
        ),
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
            "mysql_settings.service_access_role_arn",
            "postgres_settings.service_access_role_arn",
        ),
    ),
    _runs(
        "aws_dms_s3_endpoint",
        kinds.MIGRATION_ENDPOINT,
        "endpoint_id",
        ("service_access_role_arn",),
    ),
    _runs("aws_dax_cluster", kinds.DAX_CLUSTER, "cluster_name", ("iam_role_arn",)),
    _runs("aws_neptune_cluster", kinds.NEPTUNE_DB_CLUSTER, "", ("iam_roles",), optional=True),
    _runs("aws_qldb_stream", kinds.QLDB_STREAM, "stream_name", ("role_arn",)),
    _runs(
        "aws_redshift_scheduled_action",
        kinds.REDSHIFT_SCHEDULED_ACTION,
        "name",
        ("iam_role",),
        optional=True,
    ),
    _runs(
        "aws_rds_cluster_instance",
        kinds.DATABASE,
        "identifier",
        ("monitoring_role_arn",),
        ("custom_iam_instance_profile",),
        optional=True,
    ),
    _runs("aws_rds_export_task", kinds.RDS_EXPORT_TASK, "", ("iam_role_arn",), optional=True),
)
"""Every type of this topic to which a role is passed."""
