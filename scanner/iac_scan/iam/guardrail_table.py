"""The guardrails: one row for each, with the requests that it must refuse.

A row says what must be denied; whether policies do so is `guardrails`. Every action is in the
catalogue, which a test asserts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NewType

from iac_scan.iam.policy import PolicyKind

GuardrailId = NewType("GuardrailId", str)
"""`G01`; stable, never used again for another."""


class Requester(Enum):
    """Whose requests a guardrail is about."""

    ANYBODY = "users and roles"
    ROOT = "the root user"
    OUTSIDER = "principals of other organizations"


@dataclass(frozen=True, slots=True)
class Guardrail:
    """One thing that an organization should refuse to all of its accounts."""

    id: GuardrailId
    """Its id."""
    title: str
    """What it keeps from happening, for messages: lower case, no final period."""
    minimum: tuple[str, ...]
    """The actions that must be denied; empty when `everything` is set."""
    source: tuple[str, ...]
    """Pages and published policies that ask for it."""
    full: tuple[str, ...] = ()
    """Actions that belong to it as well; one that is not denied is worth a hint."""
    requester: Requester = Requester.ANYBODY
    """Whose requests must be refused."""
    request: tuple[tuple[str, str | None], ...] = ()
    """Condition keys of the requests to be refused; None for a key that they lack."""
    everything: bool = False
    """Every action must be denied, those that only the root user can undo a lock-out with apart."""
    named_resources: bool = False
    """Whether a Deny on named resources counts: the organization's own trail, protected roles."""
    kind: PolicyKind = PolicyKind.SERVICE_CONTROL
    """The kind of organization policy that can enforce it."""
    expected: bool = False
    """Whether every organization is expected to have it."""


_AS = "https://github.com/aws-samples/service-control-policy-examples"
_DP = "https://github.com/aws-samples/data-perimeter-policy-examples"
_CP = "https://github.com/cloudposse/terraform-aws-service-control-policies"
_SC = "https://github.com/ScaleSec/terraform_aws_scp"
_WD = "https://github.com/welldone-cloud/aws-scps-for-sandbox-and-training-accounts"
_CT = "https://docs.aws.amazon.com/controltower/latest/controlreference/"
_SCP = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html"


def _each(names: str) -> tuple[str, ...]:
    """Return the actions written with spaces between them."""
    return tuple(names.split())


GUARDRAILS: tuple[Guardrail, ...] = (
    Guardrail(
        GuardrailId("G01"),
        "the root user of a member account does anything",
        (),
        (_AS, _CP, _CT + "restrict-root-user"),
        requester=Requester.ROOT,
        everything=True,
        expected=True,
    ),
    Guardrail(
        GuardrailId("G02"),
        "the root user of a member account makes access keys",
        _each("iam:CreateAccessKey"),
        (_CT + "restrict-root-user-access-keys",),
        requester=Requester.ROOT,
    ),
    Guardrail(
        GuardrailId("G03"),
        "an account leaves the organization",
        _each("organizations:LeaveOrganization"),
        (_AS, _CP, _SC, _SCP),
        expected=True,
    ),
    Guardrail(
        GuardrailId("G04"),
        "an account is closed, or its contacts changed",
        _each(
            "account:CloseAccount account:PutAlternateContact account:DeleteAlternateContact "
            "account:PutContactInformation"
        ),
        (_AS, _WD),
        full=_each(
            "billing:UpdateBillingPreferences payments:DeletePaymentInstrument "
            "account:EnableRegion account:DisableRegion"
        ),
    ),
    Guardrail(
        GuardrailId("G05"),
        "CloudTrail is stopped, deleted or blinded",
        _each(
            "cloudtrail:StopLogging cloudtrail:DeleteTrail cloudtrail:UpdateTrail "
            "cloudtrail:PutEventSelectors"
        ),
        (_AS, _CP, _SC, _CT + "cloudtrail-change-prohibited"),
        full=_each(
            "cloudtrail:PutInsightSelectors cloudtrail:DeleteEventDataStore "
            "cloudtrail:UpdateEventDataStore cloudtrail:StopEventDataStoreIngestion "
            "cloudtrail:RemoveTags"
        ),
        named_resources=True,
        expected=True,
    ),
    Guardrail(
        GuardrailId("G06"),
        "AWS Config is stopped or deleted",
        _each(
            "config:DeleteConfigRule config:DeleteConfigurationRecorder "
            "config:DeleteDeliveryChannel config:StopConfigurationRecorder"
        ),
        (_AS, _CP, _SC),
        full=_each(
            "config:PutConfigurationRecorder config:PutDeliveryChannel "
            "config:DeleteRetentionConfiguration config:PutRetentionConfiguration "
            "config:DeleteConfigurationAggregator config:DeleteAggregationAuthorization "
            "config:DeleteEvaluationResults config:DeleteRemediationConfiguration "
            "config:DeleteServiceLinkedConfigurationRecorder"
        ),
        expected=True,
    ),
    Guardrail(
        GuardrailId("G07"),
        "GuardDuty is switched off or an account taken out of it",
        _each(
            "guardduty:DeleteDetector guardduty:UpdateDetector "
            "guardduty:DisassociateFromAdministratorAccount "
            "guardduty:DisassociateFromMasterAccount guardduty:StopMonitoringMembers "
            "guardduty:DisassociateMembers guardduty:DeleteMembers"
        ),
        (_AS, _CP, _SC),
        full=_each(
            "guardduty:CreateFilter guardduty:UpdateFilter guardduty:CreateIPSet "
            "guardduty:UpdateIPSet guardduty:DeletePublishingDestination "
            "guardduty:DisableOrganizationAdminAccount guardduty:UpdateMalwareScanSettings"
        ),
        expected=True,
    ),
    Guardrail(
        GuardrailId("G08"),
        "Security Hub is switched off or an account taken out of it",
        _each(
            "securityhub:DisableSecurityHub securityhub:DisableSecurityHubV2 "
            "securityhub:DisassociateFromAdministratorAccount "
            "securityhub:DisassociateFromMasterAccount securityhub:DeleteMembers "
            "securityhub:DisassociateMembers securityhub:BatchDisableStandards"
        ),
        (_AS,),
        full=_each(
            "securityhub:DisableImportFindingsForProduct securityhub:UpdateStandardsControl "
            "securityhub:DeleteConfigurationPolicy securityhub:BatchDeleteAutomationRules"
        ),
        expected=True,
    ),
    Guardrail(
        GuardrailId("G09"),
        "Macie is switched off or an account taken out of it",
        _each(
            "macie2:DisableMacie macie2:DisassociateFromAdministratorAccount "
            "macie2:UpdateMacieSession macie2:DeleteMember macie2:DisassociateMember"
        ),
        (_AS,),
        full=_each("macie2:DisableOrganizationAdminAccount macie2:UpdateMemberSession"),
    ),
    Guardrail(
        GuardrailId("G10"),
        "IAM Access Analyzer is deleted",
        _each("access-analyzer:DeleteAnalyzer"),
        (_AS,),
        full=_each(
            "access-analyzer:UpdateFindings access-analyzer:CreateArchiveRule "
            "access-analyzer:UpdateArchiveRule access-analyzer:DeleteArchiveRule "
            "access-analyzer:ApplyArchiveRule access-analyzer:UpdateAnalyzer"
        ),
        expected=True,
    ),
    Guardrail(
        GuardrailId("G11"),
        "Inspector or Detective is switched off",
        _each(
            "inspector2:Disable inspector2:DisassociateMember detective:DeleteGraph "
            "detective:DisassociateMembership"
        ),
        (_SCP,),
        full=_each("inspector2:DisableDelegatedAdminAccount"),
    ),
    Guardrail(
        GuardrailId("G12"),
        "CloudWatch alarms are deleted or silenced",
        _each("cloudwatch:DeleteAlarms cloudwatch:DisableAlarmActions cloudwatch:PutMetricAlarm"),
        (_AS, _CP),
        full=_each("cloudwatch:SetAlarmState cloudwatch:DeleteDashboards cloudwatch:PutDashboard"),
        named_resources=True,
    ),
    Guardrail(
        GuardrailId("G13"),
        "flow logs and log groups are deleted",
        _each("ec2:DeleteFlowLogs logs:DeleteLogGroup logs:DeleteLogStream"),
        (_AS, _CP, _SC),
        full=_each("logs:PutRetentionPolicy"),
        named_resources=True,
    ),
    Guardrail(
        GuardrailId("G14"),
        "IAM users and access keys are made",
        _each("iam:CreateUser iam:CreateAccessKey"),
        (_AS, _CP),
        full=_each(
            "iam:CreateLoginProfile iam:UpdateLoginProfile "
            "iam:CreateServiceSpecificCredential iam:UploadSSHPublicKey "
            "iam:UploadSigningCertificate"
        ),
        expected=True,
    ),
    Guardrail(
        GuardrailId("G15"),
        "the password policy is weakened",
        _each("iam:UpdateAccountPasswordPolicy iam:DeleteAccountPasswordPolicy"),
        (_AS,),
    ),
    Guardrail(
        GuardrailId("G16"),
        "identity providers are added or changed",
        _each(
            "iam:CreateSAMLProvider iam:UpdateSAMLProvider iam:DeleteSAMLProvider "
            "iam:CreateOpenIDConnectProvider iam:DeleteOpenIDConnectProvider "
            "iam:UpdateOpenIDConnectProviderThumbprint"
        ),
        (_AS, _DP),
        full=_each(
            "iam:AddClientIDToOpenIDConnectProvider "
            "iam:RemoveClientIDFromOpenIDConnectProvider rolesanywhere:CreateTrustAnchor "
            "rolesanywhere:UpdateTrustAnchor rolesanywhere:CreateProfile"
        ),
        expected=True,
    ),
    Guardrail(
        GuardrailId("G17"),
        "protected roles are changed",
        _each(
            "iam:AttachRolePolicy iam:DetachRolePolicy iam:PutRolePolicy iam:DeleteRolePolicy "
            "iam:UpdateAssumeRolePolicy iam:DeleteRole iam:UpdateRole "
            "iam:PutRolePermissionsBoundary iam:DeleteRolePermissionsBoundary"
        ),
        (_AS, _CP),
        full=_each(
            "iam:CreateRole iam:TagRole iam:UntagRole iam:UpdateRoleDescription iam:PassRole"
        ),
        named_resources=True,
        expected=True,
    ),
    Guardrail(
        GuardrailId("G18"),
        "protected policies are changed",
        _each(
            "iam:CreatePolicyVersion iam:SetDefaultPolicyVersion iam:DeletePolicy "
            "iam:DeletePolicyVersion"
        ),
        (_AS,),
        named_resources=True,
    ),
    Guardrail(
        GuardrailId("G19"),
        "users and roles are made without the boundary, or lose it",
        _each(
            "iam:CreateRole iam:CreateUser iam:PutRolePermissionsBoundary "
            "iam:PutUserPermissionsBoundary iam:DeleteRolePermissionsBoundary "
            "iam:DeleteUserPermissionsBoundary"
        ),
        ("https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",),
        full=_each("iam:AttachRolePolicy iam:PutRolePolicy"),
        request=(("iam:PermissionsBoundary", "arn:aws:iam::000000000000:policy/\x01"),),
    ),
    Guardrail(
        GuardrailId("G20a"),
        "resources are made in regions that nobody watches",
        _each(
            "ec2:RunInstances lambda:CreateFunction rds:CreateDBInstance dynamodb:CreateTable "
            "sqs:CreateQueue"
        ),
        (_AS, _SC, _CP),
        request=(("aws:RequestedRegion", "\x01"),),
        expected=True,
    ),
    Guardrail(
        GuardrailId("G20b"),
        "opt-in regions are switched on",
        _each("account:EnableRegion account:DisableRegion"),
        (_AS, _CP, _SC),
    ),
    Guardrail(
        GuardrailId("G21"),
        "instances start with version 1 of the metadata service",
        _each("ec2:RunInstances"),
        (_CP, _SC),
        full=_each("ec2:ModifyInstanceMetadataOptions"),
        request=(("ec2:MetadataHttpTokens", "optional"),),
        expected=True,
    ),
    Guardrail(
        GuardrailId("G22"),
        "S3 Block Public Access is taken away",
        _each("s3:PutAccountPublicAccessBlock s3:PutBucketPublicAccessBlock"),
        (_CP,),
        expected=True,
    ),
    Guardrail(
        GuardrailId("G23"),
        "EBS encryption or the public-image blocks are switched off",
        _each(
            "ec2:DisableEbsEncryptionByDefault ec2:DisableImageBlockPublicAccess "
            "ec2:DisableSnapshotBlockPublicAccess"
        ),
        (_AS, _CP, _DP),
        full=_each(
            "ec2:ModifySnapshotAttribute ec2:ModifyImageAttribute "
            "rds:ModifyDBSnapshotAttribute rds:ModifyDBClusterSnapshotAttribute"
        ),
        expected=True,
    ),
    Guardrail(
        GuardrailId("G24"),
        "KMS keys are deleted",
        _each("kms:ScheduleKeyDeletion kms:DeleteImportedKeyMaterial"),
        (_AS, _CP, _SC),
        full=_each("kms:DisableKey kms:DeleteAlias kms:DeleteCustomKeyStore"),
        expected=True,
    ),
    Guardrail(
        GuardrailId("G25"),
        "backups are deleted",
        _each(
            "backup:DeleteBackupVault backup:DeleteRecoveryPoint backup:DeleteBackupPlan "
            "backup:PutBackupVaultAccessPolicy backup:UpdateRecoveryPointLifecycle"
        ),
        (_AS,),
        full=_each(
            "backup:DeleteBackupSelection backup:DeleteBackupVaultAccessPolicy "
            "backup:DeleteBackupVaultNotifications backup:UpdateRegionSettings "
            "backup:UpdateBackupPlan backup:DeleteBackupVaultLockConfiguration"
        ),
    ),
    Guardrail(
        GuardrailId("G26"),
        "resources are shared outside the organization",
        _each("ram:CreateResourceShare ram:UpdateResourceShare"),
        (_AS, _DP),
        full=_each(
            "ram:AssociateResourceShare ram:AcceptResourceShareInvitation "
            "ram:EnableSharingWithAwsOrganization"
        ),
        request=(("ram:RequestedAllowsExternalPrincipals", "true"),),
        expected=True,
    ),
    Guardrail(
        GuardrailId("G28"),
        "Lambda function URLs are open to everybody",
        _each("lambda:CreateFunctionUrlConfig lambda:UpdateFunctionUrlConfig"),
        (_AS, _DP),
        request=(("lambda:FunctionUrlAuthType", "NONE"),),
        expected=True,
    ),
    Guardrail(
        GuardrailId("G30"),
        "service-specific credentials and long-lived Bedrock keys are made",
        _each("iam:CreateServiceSpecificCredential bedrock:CallWithBearerToken"),
        (_AS,),
        full=_each("iam:ResetServiceSpecificCredential"),
    ),
    Guardrail(
        GuardrailId("G31"),
        "the console hands out sign-in tokens to command lines",
        _each("signin:AuthorizeOAuth2Access signin:CreateOAuth2Token"),
        (_AS,),
    ),
    Guardrail(
        GuardrailId("G32"),
        "networks are opened to the internet or to other networks",
        _each(
            "ec2:AttachInternetGateway ec2:CreateInternetGateway "
            "ec2:CreateEgressOnlyInternetGateway ec2:CreateVpcPeeringConnection "
            "ec2:AcceptVpcPeeringConnection"
        ),
        (_AS, _CP, _SC),
        full=_each(
            "ec2:CreateDefaultVpc ec2:CreateDefaultSubnet ec2:CreateVpnConnection "
            "globalaccelerator:CreateAccelerator ec2:ModifyVpcBlockPublicAccessOptions"
        ),
    ),
    Guardrail(
        GuardrailId("G33"),
        "SSM documents may be shared with everybody",
        _each("ssm:UpdateServiceSetting ssm:ResetServiceSetting"),
        (_AS,),
        full=_each("ssm:ModifyDocumentPermission"),
        named_resources=True,
    ),
    Guardrail(
        GuardrailId("G36"),
        "principals of other organizations reach the data",
        _each(
            "s3:GetObject s3:PutObject sts:AssumeRole kms:Decrypt sqs:SendMessage "
            "sqs:ReceiveMessage secretsmanager:GetSecretValue"
        ),
        (_DP,),
        full=_each("dynamodb:GetItem ecr:BatchGetImage logs:GetLogEvents cognito-identity:GetId"),
        requester=Requester.OUTSIDER,
        kind=PolicyKind.RESOURCE_CONTROL,
        expected=True,
    ),
    Guardrail(
        GuardrailId("G39"),
        "KMS grants are made for anything but AWS services",
        _each("kms:CreateGrant"),
        (_DP,),
        request=(("kms:GrantIsForAWSResource", "false"),),
    ),
    Guardrail(
        GuardrailId("G41"),
        "delegated administrators are taken away",
        _each(
            "organizations:DeregisterDelegatedAdministrator organizations:DisableAWSServiceAccess"
        ),
        (_SCP,),
        full=_each("organizations:DetachPolicy organizations:DisablePolicyType"),
    ),
)
"""Every guardrail, sorted by id."""


def guardrail(id: str) -> Guardrail:
    """Return the guardrail with an id.

    Errors: KeyError when there is none.
    """
    for row in GUARDRAILS:
        if row.id == id:
            return row
    raise KeyError(id)
