"""Terraform's resource types that carry policies: keys, secrets and certificates.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.recipes import (
    DefaultKeyPolicy,
    Named,
    Protects,
    ReadGrant,
    ReadPermission,
    ReadResourcePolicy,
    When,
)
from iac_scan.graph.terraform.resource_policies.row import carries, on, row

_KMS_KEY = (
    Protects(protected.KEY),
    ReadResourcePolicy(protected.KEY, "policy", nullable=True),
    DefaultKeyPolicy(protected.KEY, "policy"),
)

ROWS = (
    row("aws_kms_key", *_KMS_KEY),
    row("aws_kms_external_key", *_KMS_KEY),
    row("aws_kms_replica_key", *_KMS_KEY),
    row("aws_kms_replica_external_key", *_KMS_KEY),
    on("aws_kms_key_policy", protected.KEY, "key_id"),
    row(
        "aws_kms_grant",
        ReadGrant(
            protected.KEY,
            "key_id",
            "grantee_principal",
            "operations",
            ("constraints.encryption_context_equals", "constraints.encryption_context_subset"),
        ),
    ),
    carries("aws_secretsmanager_secret", protected.SECRET, "name"),
    row(
        "aws_secretsmanager_secret_policy",
        ReadResourcePolicy(
            protected.SECRET, "policy", Named("secret_arn"), block="block_public_policy"
        ),
    ),
    row("aws_acmpca_certificate_authority", Protects(protected.CERTIFICATE_AUTHORITY)),
    on("aws_acmpca_policy", protected.CERTIFICATE_AUTHORITY, "resource_arn"),
    row(
        "aws_acmpca_permission",
        ReadPermission(
            protected.CERTIFICATE_AUTHORITY,
            Named("certificate_authority_arn"),
            principal="principal",
            actions="actions",
            prefix="acm-pca:",
            conditions=(When("source_account", "StringEquals", "aws:SourceAccount"),),
            nullable=True,
        ),
    ),
    row("aws_signer_signing_profile", Protects(protected.SIGNING_PROFILE, "name")),
    row(
        "aws_signer_signing_profile_permission",
        ReadPermission(
            protected.SIGNING_PROFILE,
            Named("profile_name"),
            principal="principal",
            actions="action",
        ),
    ),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
