"""Terraform's resource types that carry policies: what stores files and backups.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.recipes import (
    Named,
    Protects,
    ReadPublicAccessBlock,
    ReadResourcePolicy,
)
from iac_scan.graph.terraform.resource_policies.row import carries, on, row, whole

_SETTINGS = (
    "block_public_acls",
    "ignore_public_acls",
    "block_public_policy",
    "restrict_public_buckets",
)

ROWS = (
    carries("aws_s3_bucket", protected.BUCKET, "bucket"),
    on("aws_s3_bucket_policy", protected.BUCKET, "bucket"),
    row(
        "aws_s3_bucket_public_access_block",
        ReadPublicAccessBlock(_SETTINGS, bucket=Named("bucket")),
    ),
    row("aws_s3_account_public_access_block", ReadPublicAccessBlock(_SETTINGS, whole=True)),
    row(
        "aws_s3_access_point",
        Protects(protected.ACCESS_POINT, "name"),
        ReadResourcePolicy(protected.ACCESS_POINT, "policy", nullable=True),
        ReadPublicAccessBlock(_SETTINGS, "public_access_block_configuration"),
    ),
    row(
        "aws_fsx_s3_access_point_attachment",
        Protects(protected.ACCESS_POINT, "name"),
        ReadResourcePolicy(protected.ACCESS_POINT, "s3_access_point.policy", nullable=True),
    ),
    on("aws_s3control_access_point_policy", protected.ACCESS_POINT, "access_point_arn"),
    row(
        "aws_s3control_multi_region_access_point",
        Protects(protected.MULTI_REGION_ACCESS_POINT, "details.name"),
        ReadPublicAccessBlock(_SETTINGS, "details.public_access_block"),
    ),
    row(
        "aws_s3control_multi_region_access_point_policy",
        ReadResourcePolicy(
            protected.MULTI_REGION_ACCESS_POINT, "details.policy", Named("details.name")
        ),
    ),
    whole("aws_s3control_access_grants_instance_resource_policy", protected.ACCESS_GRANTS),
    on("aws_s3control_object_lambda_access_point_policy", protected.OBJECT_LAMBDA, "name"),
    row("aws_s3control_object_lambda_access_point", Protects(protected.OBJECT_LAMBDA, "name")),
    row("aws_s3control_bucket", Protects(protected.OUTPOST_BUCKET, "bucket")),
    on("aws_s3control_bucket_policy", protected.OUTPOST_BUCKET, "bucket"),
    row("aws_s3_directory_bucket", Protects(protected.DIRECTORY_BUCKET, "bucket")),
    row("aws_s3tables_table_bucket", Protects(protected.TABLE_BUCKET, "name")),
    on(
        "aws_s3tables_table_bucket_policy",
        protected.TABLE_BUCKET,
        "table_bucket_arn",
        "resource_policy",
    ),
    row("aws_s3tables_table", Protects(protected.S3_TABLE, "name")),
    on("aws_s3tables_table_policy", protected.S3_TABLE, "name", "resource_policy"),
    row("aws_s3vectors_vector_bucket", Protects(protected.VECTOR_BUCKET, "vector_bucket_name")),
    on("aws_s3vectors_vector_bucket_policy", protected.VECTOR_BUCKET, "vector_bucket_arn"),
    row("aws_efs_file_system", Protects(protected.FILE_SYSTEM)),
    on("aws_efs_file_system_policy", protected.FILE_SYSTEM, "file_system_id"),
    row("aws_backup_vault", Protects(protected.BACKUP_VAULT, "name")),
    row("aws_backup_logically_air_gapped_vault", Protects(protected.BACKUP_VAULT, "name")),
    on("aws_backup_vault_policy", protected.BACKUP_VAULT, "backup_vault_name"),
    carries("aws_glacier_vault", protected.GLACIER_VAULT, "name", "access_policy"),
    on("aws_glacier_vault_lock", protected.GLACIER_VAULT, "vault_name"),
    row("aws_media_store_container", Protects(protected.MEDIA_CONTAINER, "name")),
    on("aws_media_store_container_policy", protected.MEDIA_CONTAINER, "container_name"),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
