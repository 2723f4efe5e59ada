"""What `Ref` and `Fn::GetAtt` yield for what stores files and backups.

What the patterns mean, and where the facts are from, is in `row`.
"""

from __future__ import annotations

from collections.abc import Mapping

from iac_scan.evaluation.cloudformation.return_values.row import Row, arn

ROWS: Mapping[str, Row] = {
    "AWS::Backup::BackupSelection": Row("{?}", {"Id": "{ref}"}),
    "AWS::Backup::BackupVault": Row(
        "{BackupVaultName}",
        {"BackupVaultArn": arn("backup", "backup-vault:{ref}"), "BackupVaultName": "{ref}"},
    ),
    "AWS::Backup::LogicallyAirGappedBackupVault": Row(
        "{BackupVaultName}",
        {"BackupVaultArn": arn("backup", "backup-vault:{ref}"), "BackupVaultName": "{ref}"},
    ),
    "AWS::DLM::LifecyclePolicy": Row(
        "{?}", {"Arn": arn("dlm", "policy/{ref}"), "PolicyId": "{ref}"}
    ),
    "AWS::DataSync::LocationS3": Row(arn("datasync", "location/{?}"), {"LocationArn": "{ref}"}),
    "AWS::EFS::FileSystem": Row(
        "{?}", {"Arn": arn("elasticfilesystem", "file-system/{ref}"), "FileSystemId": "{ref}"}
    ),
    "AWS::MediaStore::Container": Row("{ContainerName}"),
    "AWS::Omics::SequenceStore": Row(
        "{?}", {"Arn": arn("omics", "sequenceStore/{ref}"), "SequenceStoreId": "{ref}"}
    ),
    "AWS::S3::AccessPoint": Row("{Name}", {"Arn": arn("s3", "accesspoint/{ref}"), "Name": "{ref}"}),
    "AWS::S3::Bucket": Row(
        "{BucketName}",
        {
            "Arn": "arn:{partition}:s3:::{ref}",
            "DomainName": "{ref}.s3.{suffix}",
            "DualStackDomainName": "{ref}.s3.dualstack.{region}.{suffix}",
            "RegionalDomainName": "{ref}.s3.{region}.{suffix}",
        },
    ),
    "AWS::S3::BucketPolicy": Row("{Bucket}"),
    "AWS::S3::MultiRegionAccessPoint": Row("{Name}"),
    "AWS::S3::MultiRegionAccessPointPolicy": Row("{MrapName}"),
    "AWS::S3Express::AccessPoint": Row("{Name}", {"Arn": arn("s3express", "accesspoint/{ref}")}),
    "AWS::S3Express::BucketPolicy": Row("{Bucket}"),
    "AWS::S3Express::DirectoryBucket": Row(
        "{BucketName}", {"Arn": arn("s3express", "bucket/{ref}")}
    ),
    "AWS::S3Files::FileSystem": Row(
        arn("s3files", "file-system/{?}"), {"FileSystemArn": "{ref}", "OwnerId": "{account}"}
    ),
    "AWS::S3Files::FileSystemPolicy": Row("{FileSystemId}"),
    "AWS::S3ObjectLambda::AccessPoint": Row(
        "{Name}", {"Arn": arn("s3-object-lambda", "accesspoint/{ref}")}
    ),
    "AWS::S3ObjectLambda::AccessPointPolicy": Row("{ObjectLambdaAccessPoint}"),
    "AWS::S3Outposts::AccessPoint": Row(
        arn("s3-outposts", "outpost/{?}/accesspoint/{Name}"), {"Arn": "{ref}"}
    ),
    "AWS::S3Outposts::Bucket": Row(
        arn("s3-outposts", "outpost/{OutpostId}/bucket/{BucketName}"), {"Arn": "{ref}"}
    ),
    "AWS::S3Outposts::BucketPolicy": Row("{Bucket}"),
    "AWS::S3Tables::Table": Row("{TableBucketARN}/table/{?}", {"TableARN": "{ref}"}),
    "AWS::S3Tables::TableBucket": Row(
        arn("s3tables", "bucket/{TableBucketName}"), {"TableBucketARN": "{ref}"}
    ),
    "AWS::S3Tables::TableBucketPolicy": Row("{TableBucketARN}"),
    "AWS::S3Tables::TablePolicy": Row("{TableARN}"),
    "AWS::S3Vectors::VectorBucket": Row(
        arn("s3vectors", "bucket/{VectorBucketName}"), {"VectorBucketArn": "{ref}"}
    ),
    "AWS::S3Vectors::VectorBucketPolicy": Row("{VectorBucketArn}"),
    "AWS::Transfer::Server": Row(arn("transfer", "server/{?}"), {"Arn": "{ref}"}),
    # The schema says its ARN, the page its name.
    "AWS::Transfer::User": Row("{?}", {"Arn": arn("transfer", "user/{ServerId}/{UserName}")}),
    "AWS::FSx::S3AccessPointAttachment": Row("{Name}"),
}
