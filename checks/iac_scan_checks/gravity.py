"""Which services and actions are grave where they are allowed on all there is.

Whether a statement allows them there is `breadth`.
"""

from __future__ import annotations

from collections.abc import Mapping

SERVICES: Mapping[str, str] = {
    "iam": "may make administrators",
    "organizations": "rules every account of the organization",
    "sso": "may give anyone access to every account",
    "sts": "may take every role that trusts its account",
    "kms": "may decrypt with every key, change its policy and schedule its deletion",
    "secretsmanager": "may read and delete every secret",
    "s3": "may read, change and open every bucket",
    "ssm": "may run commands on every managed instance and read every parameter",
    "lambda": "may run code with the role of every function",
    "cloudtrail": "may stop every trail",
}
"""The services of which the whole is a risk, the gravest first, and what it comes to.

Source: Service Authorization Reference, one page for each service (2026-10-27)."""

CREDENTIALS = (
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:UpdateLoginProfile",
    "iam:CreateServiceSpecificCredential",
    "iam:ResetServiceSpecificCredential",
    "sts:AssumeRole",
    "secretsmanager:GetSecretValue",
    "rds-db:connect",
    "redshift:GetClusterCredentials",
    "redshift:GetClusterCredentialsWithIAM",
    "lightsail:GetInstanceAccessDetails",
    "lightsail:GetRelationalDatabaseMasterUserPassword",
)
"""The actions whose answer is, or holds, a credential of somebody or something else.

`ecr:GetAuthorizationToken` and `sts:GetSessionToken` speak for the caller alone and are left out.
Source: Service Authorization Reference (2026-10-27); the API reference of each action."""

GRAVE_WRITES = (
    "iam:PassRole",
    "iam:UpdateAssumeRolePolicy",
    "ssm:SendCommand",
    "ssm:StartSession",
    "lambda:UpdateFunctionCode",
    "lambda:AddPermission",
    "s3:PutBucketPolicy",
    "s3:PutBucketAcl",
    "s3:PutBucketPublicAccessBlock",
    "s3:DeleteBucket",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "kms:PutKeyPolicy",
    "kms:CreateGrant",
    "kms:DisableKey",
    "kms:ScheduleKeyDeletion",
    "secretsmanager:PutResourcePolicy",
    "secretsmanager:PutSecretValue",
    "secretsmanager:DeleteSecret",
    "ecr:SetRepositoryPolicy",
    "sqs:AddPermission",
    "sns:AddPermission",
    "dynamodb:PutResourcePolicy",
    "dynamodb:DeleteTable",
    "rds:DeleteDBCluster",
    "rds:DeleteDBInstance",
    "backup:DeleteBackupVault",
    "backup:DeleteRecoveryPoint",
    "cloudtrail:DeleteTrail",
    "cloudtrail:StopLogging",
    "cloudtrail:UpdateTrail",
)
"""The writes for which it matters what they are about, the gravest first: they act as somebody
else, let others in, or lose data or evidence.

IAM's own changes of permissions are not among them: `missing-boundary` speaks of those.
Source: Service Authorization Reference (2026-10-27)."""

AS_OTHERS = frozenset({*CREDENTIALS[:6], "iam:PassRole", "iam:UpdateAssumeRolePolicy"})
"""The actions by which somebody acts as another principal."""
