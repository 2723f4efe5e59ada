"""Kinds of resource to which a role is passed: files, backups and transfers.

Which type of which language is which kind is in the tables of the adapters; where the facts are
from is in `kind`.
"""

from __future__ import annotations

from iac_scan.graph.compute.kind import kind as _kind

SYNC_LOCATION = _kind("AWS::DataSync::LocationS3", "transfer location", "datasync")
BACKUP_SELECTION = _kind("AWS::Backup::BackupSelection", "backup selection", "backup")
SNAPSHOTS = _kind("AWS::DLM::LifecyclePolicy", "snapshot policy", "dlm")
REPLICATION = _kind("AWS::S3::Bucket", "bucket replication", "s3")
TRANSFER_SERVER = _kind("AWS::Transfer::Server", "transfer server", "transfer")
TRANSFER_USER = _kind("AWS::Transfer::User", "transfer user", "transfer")
BACKUP_RESTORE_TESTING_SELECTION = _kind(
    "AWS::Backup::RestoreTestingSelection", "restore testing selection", "backup"
)
DATA_SYNC_LOCATION_EFS = _kind("AWS::DataSync::LocationEFS", "transfer location", "datasync")
DATA_SYNC_TASK = _kind("AWS::DataSync::Task", "transfer task", "datasync")
S3_ACCESS_GRANTS_LOCATION = _kind(
    "AWS::S3::AccessGrantsLocation", "access grants location", "access-grants.s3"
)
S3_TABLES_TABLE_BUCKET = _kind(
    "AWS::S3Tables::TableBucket", "table bucket replication", "replication.s3tables"
)
TRANSFER_AGREEMENT = _kind("AWS::Transfer::Agreement", "transfer agreement", "transfer")
TRANSFER_CONNECTOR = _kind("AWS::Transfer::Connector", "transfer connector", "transfer")
TRANSFER_WEB_APP = _kind("AWS::Transfer::WebApp", "transfer web app", "transfer")
EC2_SNAPSHOT_IMPORT = _kind("AWS::EC2::SnapshotImport", "snapshot import", "vmie")
TRANSFER_ACCESS = _kind("AWS::Transfer::Access", "transfer access", "transfer")
S3_TABLES_TABLE_REPLICATION = _kind(
    "AWS::S3Tables::TableReplication", "table replication", "replication.s3tables"
)
