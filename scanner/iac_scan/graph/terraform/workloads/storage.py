"""Terraform's resource types that run with roles: files, backups and transfers.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.compute import storage as kinds
from iac_scan.graph.terraform.workloads.row import runs as _runs

ROWS = (
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
    _runs(
        "aws_backup_restore_testing_selection",
        kinds.BACKUP_RESTORE_TESTING_SELECTION,
        "name",
        ("iam_role_arn",),
    ),
    _runs(
        "aws_datasync_location_efs",
        kinds.DATA_SYNC_LOCATION_EFS,
        "",
        ("file_system_access_role_arn",),
        optional=True,
    ),
    _runs(
        "aws_datasync_task",
        kinds.DATA_SYNC_TASK,
        "name",
        ("task_report_config.s3_destination.bucket_access_role_arn",),
        optional=True,
    ),
    _runs(
        "aws_s3control_access_grants_location",
        kinds.S3_ACCESS_GRANTS_LOCATION,
        "",
        ("iam_role_arn",),
    ),
    _runs(
        "aws_s3tables_table_bucket_replication",
        kinds.S3_TABLES_TABLE_BUCKET,
        "",
        ("role",),
        optional=True,
    ),
    _runs("aws_transfer_agreement", kinds.TRANSFER_AGREEMENT, "", ("access_role",)),
    _runs("aws_transfer_connector", kinds.TRANSFER_CONNECTOR, "", ("access_role", "logging_role")),
    _runs(
        "aws_transfer_web_app",
        kinds.TRANSFER_WEB_APP,
        "",
        ("identity_provider_details.identity_center_config.role",),
        optional=True,
    ),
    _runs(
        "aws_s3_bucket",
        kinds.REPLICATION,
        "bucket",
        ("replication_configuration.role",),
        optional=True,
    ),
    _runs("aws_ebs_snapshot_import", kinds.EC2_SNAPSHOT_IMPORT, "", ("role_name",), optional=True),
    _runs("aws_transfer_access", kinds.TRANSFER_ACCESS, "", ("role",), optional=True),
    _runs(
        "aws_s3tables_table_replication",
        kinds.S3_TABLES_TABLE_REPLICATION,
        "",
        ("role",),
        optional=True,
    ),
)
"""Every type of this topic to which a role is passed."""
