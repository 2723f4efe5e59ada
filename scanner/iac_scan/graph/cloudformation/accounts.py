"""CloudFormation's resource types for who signs in from elsewhere and for what watches an account.

What a recipe does is in `recipes`; nothing here is linked.
Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/<page>.html; the
names of properties are held against the resource schemas of cfn-lint by a test.
"""

from __future__ import annotations

from iac_scan.graph.facts import Carrier
from iac_scan.graph.model import FederationKind, SafeguardKind, TrailKind
from iac_scan.graph.recipes import (
    Attachments,
    CustomerPolicies,
    Named,
    Owner,
    ReadAnalyzer,
    ReadAnywhereProfile,
    ReadAssignment,
    ReadFederationProvider,
    ReadPermissionSet,
    ReadSafeguard,
    ReadTrail,
    ReadTrustAnchor,
    Recipe,
    Row,
)


def _row(type: str, *recipes: Recipe) -> Row:
    words = type.lower().removeprefix("aws::").replace("::", "-")
    return Row(type, f"aws-resource-{words}", recipes)


_FEDERATION = (
    _row(
        "AWS::IAM::OIDCProvider",
        ReadFederationProvider(FederationKind.OIDC, "Url", "ClientIdList"),
    ),
    _row("AWS::IAM::SAMLProvider", ReadFederationProvider(FederationKind.SAML, "Name")),
    _row(
        "AWS::RolesAnywhere::TrustAnchor", ReadTrustAnchor("Name", "Enabled", "Source.SourceType")
    ),
    _row(
        "AWS::RolesAnywhere::Profile",
        ReadAnywhereProfile("Name", "Enabled", "RoleArns", "SessionPolicy", "ManagedPolicyArns"),
    ),
)

_IDENTITY_CENTER = (
    # The directory itself says nothing about who may do what.
    _row("AWS::SSO::Instance"),
    _row(
        "AWS::SSO::PermissionSet",
        ReadPermissionSet(
            "Name",
            "SessionDuration",
            "PermissionSetArn",
            inline="InlinePolicy",
            boundary="PermissionsBoundary",
        ),
        Attachments(
            (Owner(Carrier.PERMISSION_SET),), Named("ManagedPolicies", many=True), exclusive=True
        ),
        CustomerPolicies("", "CustomerManagedPolicyReferences"),
    ),
    _row(
        "AWS::SSO::Assignment",
        ReadAssignment("PermissionSetArn", "PrincipalType", "PrincipalId", "TargetId"),
    ),
)

_AUDIT = (
    _row(
        "AWS::CloudTrail::Trail",
        ReadTrail(
            TrailKind.TRAIL,
            "TrailName",
            "IsMultiRegionTrail",
            "IsOrganizationTrail",
            "KMSKeyId",
            logging="IsLogging",
            validation="EnableLogFileValidation",
            bucket="S3BucketName",
            selected="EventSelectors.IncludeManagementEvents",
            advanced="AdvancedEventSelectors",
        ),
    ),
    _row(
        "AWS::CloudTrail::EventDataStore",
        ReadTrail(
            TrailKind.EVENT_DATA_STORE,
            "Name",
            "MultiRegionEnabled",
            "OrganizationEnabled",
            "KmsKeyId",
            logging="IngestionEnabled",
            advanced="AdvancedEventSelectors",
        ),
    ),
    _row("AWS::AccessAnalyzer::Analyzer", ReadAnalyzer("AnalyzerName", "Type")),
    _row("AWS::GuardDuty::Detector", ReadSafeguard(SafeguardKind.GUARDDUTY, "Enable")),
    _row("AWS::SecurityHub::Hub", ReadSafeguard(SafeguardKind.SECURITY_HUB)),
    _row("AWS::Macie::Session", ReadSafeguard(SafeguardKind.MACIE, "Status", "ENABLED")),
)

_SILENT = (
    # Signs servers in to browsers, and nobody to AWS.
    _row("AWS::IAM::ServerCertificate"),
    # `Users` names who is to have the device. Whether a session was opened with it is decided at
    # sign-in, and conditions on that are judged as undecided, whoever has a device.
    _row("AWS::IAM::VirtualMFADevice"),
    # Takes certificates back, and grants nothing.
    _row("AWS::RolesAnywhere::CRL"),
    # Sign people in to an application, and nobody to AWS.
    _row("AWS::SSO::Application"),
    _row("AWS::SSO::ApplicationAssignment"),
    # Which facts about a person become tags of his sessions; what the tags open, policies say.
    _row("AWS::SSO::InstanceAccessControlAttributeConfiguration"),
    # Says which of its findings an analyzer keeps to itself.
    _row("AWS::AccessAnalyzer::ArchiveRule"),
)

ROWS = (*_FEDERATION, *_IDENTITY_CENTER, *_AUDIT, *_SILENT)
"""Every type about sign-in from elsewhere and about what watches an account."""
