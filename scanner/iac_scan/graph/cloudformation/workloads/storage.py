"""CloudFormation's resource types that run with roles: files, backups and transfers.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.cloudformation.workloads.row import runs as _runs
from iac_scan.graph.compute import storage as kinds

ROWS = (
    _runs("AWS::DataSync::LocationS3", kinds.SYNC_LOCATION, "", ("S3Config.BucketAccessRoleArn",)),
    _runs(
        "AWS::Backup::BackupSelection",
        kinds.BACKUP_SELECTION,
        "",
        ("BackupSelection.IamRoleArn",),
    ),
    _runs("AWS::DLM::LifecyclePolicy", kinds.SNAPSHOTS, "", ("ExecutionRoleArn",)),
    _runs(
        "AWS::S3::Bucket",
        kinds.REPLICATION,
        "BucketName",
        ("ReplicationConfiguration.Role",),
        optional=True,
    ),
    _runs(
        "AWS::Transfer::Server",
        kinds.TRANSFER_SERVER,
        "",
        (
            "LoggingRole",
            "IdentityProviderDetails.InvocationRole",
            "WorkflowDetails.OnUpload.ExecutionRole",
            "WorkflowDetails.OnPartialUpload.ExecutionRole",
        ),
    ),
    _runs("AWS::Transfer::User", kinds.TRANSFER_USER, "UserName", ("Role",)),
    _runs(
        "AWS::Backup::RestoreTestingSelection",
        kinds.BACKUP_RESTORE_TESTING_SELECTION,
        "RestoreTestingSelectionName",
        ("IamRoleArn",),
    ),
    _runs(
        "AWS::DataSync::LocationEFS",
        kinds.DATA_SYNC_LOCATION_EFS,
        "",
        ("FileSystemAccessRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::DataSync::Task",
        kinds.DATA_SYNC_TASK,
        "Name",
        (
            "ManifestConfig.Source.S3.BucketAccessRoleArn",
            "TaskReportConfig.Destination.S3.BucketAccessRoleArn",
        ),
        optional=True,
    ),
    _runs("AWS::S3::AccessGrantsLocation", kinds.S3_ACCESS_GRANTS_LOCATION, "", ("IamRoleArn",)),
    _runs(
        "AWS::S3Tables::TableBucket",
        kinds.S3_TABLES_TABLE_BUCKET,
        "TableBucketName",
        ("ReplicationConfiguration.Role",),
        optional=True,
    ),
    _runs("AWS::Transfer::Agreement", kinds.TRANSFER_AGREEMENT, "", ("AccessRole",)),
    _runs("AWS::Transfer::Connector", kinds.TRANSFER_CONNECTOR, "", ("AccessRole", "LoggingRole")),
    _runs(
        "AWS::Transfer::WebApp",
        kinds.TRANSFER_WEB_APP,
        "",
        ("IdentityProviderDetails.Role",),
        optional=True,
    ),
)
"""Every type of this topic to which a role is passed."""
