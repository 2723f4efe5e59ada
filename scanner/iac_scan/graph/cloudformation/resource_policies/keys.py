"""CloudFormation's resource types that carry policies: keys, secrets and certificates.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.cloudformation.resource_policies.row import carries, row
from iac_scan.graph.recipes import (
    DefaultKeyPolicy,
    Named,
    Protects,
    ReadPermission,
    ReadResourcePolicy,
    When,
)

_KMS_KEY = (
    Protects(protected.KEY),
    ReadResourcePolicy(protected.KEY, "KeyPolicy"),
    DefaultKeyPolicy(protected.KEY, "KeyPolicy"),
)

ROWS = (
    row("AWS::KMS::Key", *_KMS_KEY),
    row("AWS::KMS::ReplicaKey", *_KMS_KEY),
    carries("AWS::PaymentCryptography::Key", protected.PAYMENT_KEY, "", "Policy"),
    row("AWS::SecretsManager::Secret", Protects(protected.SECRET, "Name")),
    row(
        "AWS::SecretsManager::ResourcePolicy",
        ReadResourcePolicy(
            protected.SECRET, "ResourcePolicy", Named("SecretId"), block="BlockPublicPolicy"
        ),
    ),
    row("AWS::ACMPCA::CertificateAuthority", Protects(protected.CERTIFICATE_AUTHORITY)),
    row(
        "AWS::ACMPCA::Permission",
        ReadPermission(
            protected.CERTIFICATE_AUTHORITY,
            Named("CertificateAuthorityArn"),
            principal="Principal",
            actions="Actions",
            prefix="acm-pca:",
            conditions=(When("SourceAccount", "StringEquals", "aws:SourceAccount"),),
        ),
    ),
    row("AWS::Signer::SigningProfile", Protects(protected.SIGNING_PROFILE, "ProfileName")),
    row(
        "AWS::Signer::ProfilePermission",
        ReadPermission(
            protected.SIGNING_PROFILE,
            Named("ProfileName"),
            principal="Principal",
            actions="Action",
        ),
    ),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
