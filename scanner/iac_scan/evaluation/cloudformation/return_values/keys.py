"""What `Ref` and `Fn::GetAtt` yield for keys, secrets and certificates.

What the patterns mean, and where the facts are from, is in `row`.
"""

from __future__ import annotations

from collections.abc import Mapping

from iac_scan.evaluation.cloudformation.return_values.row import Row, arn

ROWS: Mapping[str, Row] = {
    "AWS::ACMPCA::CertificateAuthority": Row(
        arn("acm-pca", "certificate-authority/{?}"), {"Arn": "{ref}"}
    ),
    "AWS::ACMPCA::Permission": Row("{?}"),
    "AWS::KMS::Alias": Row("{AliasName}"),
    "AWS::KMS::Key": Row("{?}", {"Arn": arn("kms", "key/{ref}"), "KeyId": "{ref}"}),
    "AWS::KMS::ReplicaKey": Row("{?}", {"Arn": arn("kms", "key/{ref}"), "KeyId": "{ref}"}),
    "AWS::PaymentCryptography::Key": Row("{?}", {"KeyIdentifier": "{ref}"}),
    # The page says the ARN of the secret, which may be named otherwise in the property.
    "AWS::SecretsManager::ResourcePolicy": Row("{?}"),
    "AWS::SecretsManager::Secret": Row(arn("secretsmanager", "secret:{Name}-{?}"), {"Id": "{ref}"}),
    "AWS::Signer::ProfilePermission": Row("{?}"),
    "AWS::Signer::SigningProfile": Row(
        arn("signer", "/signing-profiles/{ProfileName}"),
        {"Arn": "{ref}", "ProfileName": "{ProfileName}", "ProfileVersionArn": "{ref}/{?}"},
    ),
}
