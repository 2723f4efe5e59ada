"""Terraform's resource types for who signs in from elsewhere and for what watches an account.

What a recipe does is in `recipes`; nothing here is linked.
Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/<page>.html.markdown;
names of attributes are held against the provider's schema in `tests/provider`.
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
    ReadPasswordPolicy,
    ReadPermissionSet,
    ReadSafeguard,
    ReadTrail,
    ReadTrustAnchor,
    Recipe,
    Row,
    SeparatePolicies,
    SetBoundary,
)

_SET = Owner(Carrier.PERMISSION_SET, Named("permission_set_arn"))


def _row(type: str, *recipes: Recipe) -> Row:
    return Row(type, f"r/{type.removeprefix('aws_')}", recipes)


_FEDERATION = (
    _row(
        "aws_iam_openid_connect_provider",
        ReadFederationProvider(FederationKind.OIDC, "url", "client_id_list"),
    ),
    _row("aws_iam_saml_provider", ReadFederationProvider(FederationKind.SAML, "name")),
    _row(
        "aws_rolesanywhere_trust_anchor", ReadTrustAnchor("name", "enabled", "source.source_type")
    ),
    _row(
        "aws_rolesanywhere_profile",
        ReadAnywhereProfile(
            "name", "enabled", "role_arns", "session_policy", "managed_policy_arns"
        ),
    ),
)

_IDENTITY_CENTER = (
    _row("aws_ssoadmin_permission_set", ReadPermissionSet("name", "session_duration", "arn")),
    _row(
        "aws_ssoadmin_permission_set_inline_policy",
        SeparatePolicies((_SET,), "", "inline_policy"),
    ),
    _row(
        "aws_ssoadmin_managed_policy_attachment",
        Attachments((_SET,), Named("managed_policy_arn")),
    ),
    # Attaches what the list names and removes what it does not.
    _row(
        "aws_ssoadmin_managed_policy_attachments_exclusive",
        Attachments((_SET,), Named("managed_policy_arns", many=True), exclusive=True),
    ),
    _row(
        "aws_ssoadmin_customer_managed_policy_attachment",
        CustomerPolicies("permission_set_arn", "customer_managed_policy_reference"),
    ),
    _row(
        "aws_ssoadmin_customer_managed_policy_attachments_exclusive",
        CustomerPolicies("permission_set_arn", "customer_managed_policy_reference"),
    ),
    _row(
        "aws_ssoadmin_permissions_boundary_attachment",
        SetBoundary("permission_set_arn", "permissions_boundary"),
    ),
    _row(
        "aws_ssoadmin_account_assignment",
        ReadAssignment("permission_set_arn", "principal_type", "principal_id", "target_id"),
    ),
)

_AUDIT = (
    _row(
        "aws_cloudtrail",
        ReadTrail(
            TrailKind.TRAIL,
            "name",
            "is_multi_region_trail",
            "is_organization_trail",
            "kms_key_id",
            logging="enable_logging",
            validation="enable_log_file_validation",
            bucket="s3_bucket_name",
            selected="event_selector.include_management_events",
            advanced="advanced_event_selector",
        ),
    ),
    _row(
        "aws_cloudtrail_event_data_store",
        ReadTrail(
            TrailKind.EVENT_DATA_STORE,
            "name",
            "multi_region_enabled",
            "organization_enabled",
            "kms_key_id",
            paused="suspend",
            advanced="advanced_event_selector",
        ),
    ),
    _row("aws_accessanalyzer_analyzer", ReadAnalyzer("analyzer_name", "type")),
    _row("aws_guardduty_detector", ReadSafeguard(SafeguardKind.GUARDDUTY, "enable")),
    _row("aws_securityhub_account", ReadSafeguard(SafeguardKind.SECURITY_HUB)),
    _row("aws_macie2_account", ReadSafeguard(SafeguardKind.MACIE, "status", "ENABLED")),
    _row(
        "aws_iam_organizations_features",
        ReadSafeguard(
            SafeguardKind.ROOT_MANAGEMENT, "enabled_features", "RootCredentialsManagement"
        ),
    ),
    _row(
        "aws_iam_account_password_policy",
        ReadPasswordPolicy(
            "minimum_password_length",
            "password_reuse_prevention",
            "max_password_age",
            (
                ("lowercase characters", "require_lowercase_characters"),
                ("uppercase characters", "require_uppercase_characters"),
                ("numbers", "require_numbers"),
                ("symbols", "require_symbols"),
            ),
            "allow_users_to_change_password",
        ),
    ),
)

_SILENT = (
    # Signs servers in to browsers, and nobody to AWS.
    _row("aws_iam_server_certificate"),
    # Which user is to have the device is no argument of it.
    _row("aws_iam_virtual_mfa_device"),
    # A name for the sign-in page.
    _row("aws_iam_account_alias"),
)

ROWS = (*_FEDERATION, *_IDENTITY_CENTER, *_AUDIT, *_SILENT)
"""Every type about sign-in from elsewhere and about what watches an account."""
