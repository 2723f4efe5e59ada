"""CloudFormation's resource types that carry policies: what stores files and backups.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.cloudformation.resource_policies.row import carries, on, row
from iac_scan.graph.recipes import (
    Protects,
    ReadPublicAccessBlock,
    ReadResourcePolicy,
)

_SETTINGS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
_BLOCK = ReadPublicAccessBlock(_SETTINGS, "PublicAccessBlockConfiguration")

ROWS = (
    row("AWS::S3::Bucket", Protects(protected.BUCKET, "BucketName"), _BLOCK),
    on("AWS::S3::BucketPolicy", protected.BUCKET, "Bucket"),
    row(
        "AWS::S3::AccessPoint",
        Protects(protected.ACCESS_POINT, "Name"),
        ReadResourcePolicy(protected.ACCESS_POINT, "Policy"),
        _BLOCK,
    ),
    carries(
        "AWS::FSx::S3AccessPointAttachment",
        protected.ACCESS_POINT,
        "Name",
        "S3AccessPoint.Policy",
    ),
    row("AWS::S3::MultiRegionAccessPoint", Protects(protected.MULTI_REGION_ACCESS_POINT), _BLOCK),
    on(
        "AWS::S3::MultiRegionAccessPointPolicy",
        protected.MULTI_REGION_ACCESS_POINT,
        "MrapName",
        "Policy",
    ),
    row("AWS::S3ObjectLambda::AccessPoint", Protects(protected.OBJECT_LAMBDA, "Name")),
    on(
        "AWS::S3ObjectLambda::AccessPointPolicy",
        protected.OBJECT_LAMBDA,
        "ObjectLambdaAccessPoint",
    ),
    row("AWS::S3Express::DirectoryBucket", Protects(protected.DIRECTORY_BUCKET, "BucketName")),
    on("AWS::S3Express::BucketPolicy", protected.DIRECTORY_BUCKET, "Bucket"),
    row(
        "AWS::S3Express::AccessPoint",
        Protects(protected.DIRECTORY_ACCESS_POINT, "Name"),
        ReadResourcePolicy(protected.DIRECTORY_ACCESS_POINT, "Policy"),
        _BLOCK,
    ),
    row("AWS::S3Outposts::Bucket", Protects(protected.OUTPOST_BUCKET, "BucketName")),
    on("AWS::S3Outposts::BucketPolicy", protected.OUTPOST_BUCKET, "Bucket"),
    carries("AWS::S3Outposts::AccessPoint", protected.OUTPOST_ACCESS_POINT, "Name", "Policy"),
    row("AWS::S3Tables::TableBucket", Protects(protected.TABLE_BUCKET, "TableBucketName")),
    on(
        "AWS::S3Tables::TableBucketPolicy",
        protected.TABLE_BUCKET,
        "TableBucketARN",
        "ResourcePolicy",
    ),
    row("AWS::S3Tables::Table", Protects(protected.S3_TABLE, "TableName")),
    on("AWS::S3Tables::TablePolicy", protected.S3_TABLE, "TableARN", "ResourcePolicy"),
    row("AWS::S3Vectors::VectorBucket", Protects(protected.VECTOR_BUCKET, "VectorBucketName")),
    # The bucket may be named in place of its ARN, which is then not written.
    on("AWS::S3Vectors::VectorBucketPolicy", protected.VECTOR_BUCKET, "VectorBucketArn", "Policy"),
    row("AWS::S3Files::FileSystem", Protects(protected.S3_FILE_SYSTEM)),
    on("AWS::S3Files::FileSystemPolicy", protected.S3_FILE_SYSTEM, "FileSystemId", "Policy"),
    carries("AWS::EFS::FileSystem", protected.FILE_SYSTEM, "", "FileSystemPolicy"),
    carries("AWS::Backup::BackupVault", protected.BACKUP_VAULT, "BackupVaultName", "AccessPolicy"),
    carries(
        "AWS::Backup::LogicallyAirGappedBackupVault",
        protected.BACKUP_VAULT,
        "BackupVaultName",
        "AccessPolicy",
    ),
    carries("AWS::MediaStore::Container", protected.MEDIA_CONTAINER, "ContainerName", "Policy"),
    carries("AWS::Omics::SequenceStore", protected.SEQUENCE_STORE, "Name", "S3AccessPolicy"),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
