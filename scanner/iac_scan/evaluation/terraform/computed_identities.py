"""What identities, organizations and IAM Identity Center compute: their ARNs, ids and names.

Source: the section "Attribute Reference" of the page of each type,
https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/<type without aws_>
and the ARN formats of https://docs.aws.amazon.com/service-authorization/latest/reference/.
"""

from __future__ import annotations

from collections.abc import Mapping as Map

from iac_scan.evaluation.terraform.computed_rows import (
    AFTER_APPLY,
    NOTHING,
    Row,
    identified,
    opaque,
    regional,
)
from iac_scan.values import Scalar


def _iam(
    kind: str, *computed: str, nulls: tuple[str, ...] = (), prefix: bool = True, **defaults: Scalar
) -> Row:
    """Return the row of a type whose id is its name."""
    return Row(
        {
            "arn": f"arn:{{partition}}:iam::{{account}}:{kind}{{path}}{{name}}",
            "id": "{name}",
            "name": AFTER_APPLY,
            **dict.fromkeys(("unique_id", *computed), AFTER_APPLY),
        },
        {"path": "/", **defaults},
        nulls,
        "name_prefix" if prefix else None,
    )


def _inline(owner: str) -> Row:
    return Row({"id": f"{{{owner}}}:{{name}}", "name": AFTER_APPLY}, prefix="name_prefix")


IAM: Map[str, Row] = {
    "aws_iam_role": _iam(
        "role",
        "create_date",
        nulls=("permissions_boundary",),
        force_detach_policies=False,
        max_session_duration=3600,
    ),
    "aws_iam_user": _iam(
        "user", nulls=("permissions_boundary",), prefix=False, force_destroy=False
    ),
    "aws_iam_group": _iam("group", prefix=False),
    "aws_iam_instance_profile": _iam("instance-profile", "create_date"),
    "aws_iam_policy": Row(
        {
            "arn": "arn:{partition}:iam::{account}:policy{path}{name}",
            "id": "{arn}",
            "name": AFTER_APPLY,
            "policy_id": AFTER_APPLY,
            "attachment_count": AFTER_APPLY,
        },
        {"path": "/"},
        prefix="name_prefix",
    ),
    "aws_iam_role_policy": _inline("role"),
    "aws_iam_user_policy": _inline("user"),
    "aws_iam_group_policy": _inline("group"),
    "aws_iam_access_key": Row(
        dict.fromkeys(
            (
                "id",
                "create_date",
                "encrypted_secret",
                "encrypted_ses_smtp_password_v4",
                "key_fingerprint",
                "secret",
                "ses_smtp_password_v4",
            ),
            AFTER_APPLY,
        ),
        {"status": "Active"},
    ),
    "aws_iam_openid_connect_provider": Row(
        {"arn": "arn:{partition}:iam::{account}:oidc-provider/{host}", "id": "{arn}"}
    ),
    "aws_iam_saml_provider": Row(
        {
            "arn": "arn:{partition}:iam::{account}:saml-provider/{name}",
            "id": "{arn}",
            "valid_until": AFTER_APPLY,
        }
    ),
    "aws_iam_service_linked_role": Row(
        {
            "arn": "arn:{partition}:iam::{account}:role{path}{name}",
            "id": "{arn}",
            "name": AFTER_APPLY,
            "path": "/aws-service-role/{aws_service_name}/",
            "unique_id": AFTER_APPLY,
            "create_date": AFTER_APPLY,
        }
    ),
    "aws_iam_server_certificate": Row(
        {
            "arn": "arn:{partition}:iam::{account}:server-certificate{path}{name}",
            "id": AFTER_APPLY,
            "name": AFTER_APPLY,
            "expiration": AFTER_APPLY,
            "upload_date": AFTER_APPLY,
        },
        {"path": "/"},
        prefix="name_prefix",
    ),
    "aws_iam_virtual_mfa_device": Row(
        {
            "arn": "arn:{partition}:iam::{account}:mfa{path}{virtual_mfa_device_name}",
            "id": "{arn}",
            **dict.fromkeys(("base_32_string_seed", "enable_date", "qr_code_png"), AFTER_APPLY),
        },
        {"path": "/"},
    ),
    "aws_iam_account_alias": identified("{account_alias}"),
    "aws_iam_account_password_policy": Row(
        {"id": "iam-account-password-policy", "expire_passwords": AFTER_APPLY},
    ),
    "aws_iam_group_membership": identified("{name}"),
    "aws_iam_organizations_features": opaque(),
    "aws_iam_policy_attachment": identified("{name}"),
    "aws_iam_user_group_membership": opaque(),
    "aws_iam_user_login_profile": Row(
        {
            "id": "{user}",
            **dict.fromkeys(("encrypted_password", "key_fingerprint", "password"), AFTER_APPLY),
        }
    ),
    # The provider has changed what it writes here from release to release.
    "aws_iam_role_policy_attachment": opaque(),
    "aws_iam_user_policy_attachment": opaque(),
    "aws_iam_group_policy_attachment": opaque(),
    **dict.fromkeys(
        (
            f"aws_iam_{owner}_{what}_exclusive"
            for owner in ("role", "user", "group")
            for what in ("policies", "policy_attachments")
        ),
        NOTHING,
    ),
}

ORGANIZATIONS: Map[str, Row] = {
    "aws_organizations_account": opaque("arn", "joined_method", "joined_timestamp", "status"),
    "aws_organizations_organizational_unit": opaque("arn"),
    "aws_organizations_policy": opaque("arn"),
    "aws_organizations_resource_policy": opaque("arn"),
    "aws_organizations_policy_attachment": identified("{target_id}:{policy_id}"),
    "aws_organizations_organization": opaque(
        "arn", "master_account_arn", "master_account_email", "master_account_id"
    ),
}

SIGN_IN: Map[str, Row] = {
    "aws_ssoadmin_permission_set": opaque("arn", "created_date"),
    "aws_ssoadmin_permission_set_inline_policy": identified("{permission_set_arn},{instance_arn}"),
    "aws_ssoadmin_permissions_boundary_attachment": identified(
        "{permission_set_arn},{instance_arn}"
    ),
    "aws_ssoadmin_managed_policy_attachment": Row(
        {
            "id": "{managed_policy_arn},{permission_set_arn},{instance_arn}",
            "managed_policy_name": AFTER_APPLY,
        }
    ),
    "aws_ssoadmin_account_assignment": identified(
        "{principal_id},{principal_type},{target_id},{target_type},"
        "{permission_set_arn},{instance_arn}"
    ),
    "aws_ssoadmin_customer_managed_policy_attachment": opaque(),
    "aws_ssoadmin_customer_managed_policy_attachments_exclusive": NOTHING,
    "aws_ssoadmin_managed_policy_attachments_exclusive": NOTHING,
    "aws_rolesanywhere_profile": regional("rolesanywhere", "profile/{id}"),
    "aws_rolesanywhere_trust_anchor": regional("rolesanywhere", "trust-anchor/{id}"),
}

AUDIT: Map[str, Row] = {
    "aws_accessanalyzer_analyzer": regional(
        "access-analyzer", "analyzer/{analyzer_name}", id="{analyzer_name}"
    ),
    "aws_cloudtrail": regional("cloudtrail", "trail/{name}", home_region="{region}"),
    "aws_cloudtrail_event_data_store": regional("cloudtrail", "eventdatastore/{?}", id="{arn}"),
    "aws_guardduty_detector": regional("guardduty", "detector/{id}", account_id="{account}"),
    "aws_macie2_account": opaque("service_role"),
    "aws_securityhub_account": regional("securityhub", "hub/default", id="{account}"),
    "aws_config_configuration_aggregator": regional("config", "config-aggregator/{?}", id="{name}"),
    "aws_config_configuration_recorder": Row({"id": "{name}"}, {"name": "default"}),
}

ROWS: Map[str, Row] = {**IAM, **ORGANIZATIONS, **SIGN_IN, **AUDIT}
"""By type."""
