"""Terraform's resource types for users, groups, roles, their policies, and organizations.

What a recipe does is in `recipes`; nothing here is linked.
Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/<page>.html.markdown.
"""

from __future__ import annotations

from iac_scan.evaluation.result import Mode
from iac_scan.graph.facts import Carrier, ElsewhereKind
from iac_scan.graph.recipes import (
    Attachments,
    EmbeddedPolicies,
    Memberships,
    Named,
    OrganizationAttachments,
    Owner,
    ReadAccessKey,
    ReadElsewhere,
    ReadInstanceProfile,
    ReadLoginProfile,
    ReadOrganization,
    ReadOrganizationNode,
    ReadOrganizationPolicy,
    ReadPolicy,
    ReadPrincipal,
    Row,
    SeparatePolicies,
)

USER, GROUP, ROLE = Carrier.USER, Carrier.GROUP, Carrier.ROLE

_USERS = (
    Row(
        "aws_iam_user",
        "r/iam_user",
        (ReadPrincipal(USER, "name", "path", "permissions_boundary", nullable=True),),
    ),
    Row(
        "aws_iam_user_policy",
        "r/iam_user_policy",
        (SeparatePolicies((Owner(USER, Named("user")),), "name", "policy"),),
    ),
    Row(
        "aws_iam_user_policy_attachment",
        "r/iam_user_policy_attachment",
        (Attachments((Owner(USER, Named("user")),), Named("policy_arn")),),
    ),
    # Removes what the list does not name and creates nothing.
    Row("aws_iam_user_policies_exclusive", "r/iam_user_policies_exclusive", ()),
    # Attaches what the list names and removes what it does not.
    Row(
        "aws_iam_user_policy_attachments_exclusive",
        "r/iam_user_policy_attachments_exclusive",
        (
            Attachments(
                (Owner(USER, Named("user_name")),),
                Named("policy_arns", many=True),
                exclusive=True,
            ),
        ),
    ),
    Row(
        "aws_iam_user_group_membership",
        "r/iam_user_group_membership",
        (Memberships(Named("user"), Named("groups", many=True)),),
    ),
    Row(
        "aws_iam_access_key",
        "r/iam_access_key",
        (ReadAccessKey("user", "status"),),
    ),
    Row(
        "aws_iam_user_login_profile",
        "r/iam_user_login_profile",
        (ReadLoginProfile("user"),),
    ),
    Row(
        "aws_iam_user",
        "d/iam_user",
        (ReadElsewhere(ElsewhereKind.USER, "user_name"),),
        Mode.DATA,
    ),
)

_GROUPS = (
    Row("aws_iam_group", "r/iam_group", (ReadPrincipal(GROUP, "name", "path"),)),
    Row(
        "aws_iam_group_policy",
        "r/iam_group_policy",
        (SeparatePolicies((Owner(GROUP, Named("group")),), "name", "policy"),),
    ),
    Row(
        "aws_iam_group_policy_attachment",
        "r/iam_group_policy_attachment",
        (Attachments((Owner(GROUP, Named("group")),), Named("policy_arn")),),
    ),
    # Removes what the list does not name and creates nothing.
    Row("aws_iam_group_policies_exclusive", "r/iam_group_policies_exclusive", ()),
    Row(
        "aws_iam_group_policy_attachments_exclusive",
        "r/iam_group_policy_attachments_exclusive",
        (
            Attachments(
                (Owner(GROUP, Named("group_name")),),
                Named("policy_arns", many=True),
                exclusive=True,
            ),
        ),
    ),
    Row(
        "aws_iam_group_membership",
        "r/iam_group_membership",
        (Memberships(Named("users", many=True), Named("group")),),
    ),
    Row(
        "aws_iam_group",
        "d/iam_group",
        (ReadElsewhere(ElsewhereKind.GROUP, "group_name"),),
        Mode.DATA,
    ),
)

_ROLES = (
    Row(
        "aws_iam_role",
        "r/iam_role",
        (
            ReadPrincipal(
                ROLE,
                "name",
                "path",
                "permissions_boundary",
                "assume_role_policy",
                "max_session_duration",
                nullable=True,
            ),
            EmbeddedPolicies(ROLE, "inline_policy", "name", "policy"),
            Attachments((Owner(ROLE),), Named("managed_policy_arns", many=True), exclusive=True),
        ),
    ),
    Row(
        "aws_iam_role_policy",
        "r/iam_role_policy",
        (SeparatePolicies((Owner(ROLE, Named("role")),), "name", "policy"),),
    ),
    Row(
        "aws_iam_role_policy_attachment",
        "r/iam_role_policy_attachment",
        (Attachments((Owner(ROLE, Named("role")),), Named("policy_arn")),),
    ),
    # Removes what the list does not name and creates nothing.
    Row("aws_iam_role_policies_exclusive", "r/iam_role_policies_exclusive", ()),
    Row(
        "aws_iam_role_policy_attachments_exclusive",
        "r/iam_role_policy_attachments_exclusive",
        (
            Attachments(
                (Owner(ROLE, Named("role_name")),),
                Named("policy_arns", many=True),
                exclusive=True,
            ),
        ),
    ),
    Row(
        "aws_iam_instance_profile",
        "r/iam_instance_profile",
        (ReadInstanceProfile("name", Named("role")),),
    ),
    # AWS writes its trust and its policies, and lets nobody change or bound them.
    Row("aws_iam_service_linked_role", "r/iam_service_linked_role", ()),
    Row(
        "aws_iam_role",
        "d/iam_role",
        (ReadElsewhere(ElsewhereKind.ROLE, "name"),),
        Mode.DATA,
    ),
)

_POLICIES = (
    Row("aws_iam_policy", "r/iam_policy", (ReadPolicy("name", "path", "policy"),)),
    Row(
        "aws_iam_policy_attachment",
        "r/iam_policy_attachment",
        (
            Attachments(
                (
                    Owner(USER, Named("users", many=True)),
                    Owner(GROUP, Named("groups", many=True)),
                    Owner(ROLE, Named("roles", many=True)),
                ),
                Named("policy_arn"),
            ),
        ),
    ),
    Row(
        "aws_iam_policy",
        "d/iam_policy",
        (ReadElsewhere(ElsewhereKind.POLICY, "name"),),
        Mode.DATA,
    ),
)

_ORGANIZATIONS = (
    Row(
        "aws_organizations_organization",
        "r/organizations_organization",
        (ReadOrganization("enabled_policy_types"),),
    ),
    Row(
        "aws_organizations_organization",
        "d/organizations_organization",
        (ReadOrganization(),),
        Mode.DATA,
    ),
    Row(
        "aws_organizations_organizational_unit",
        "r/organizations_organizational_unit",
        (ReadOrganizationNode(unit=True, name="name", parent=Named("parent_id")),),
    ),
    Row(
        "aws_organizations_organizational_unit",
        "d/organizations_organizational_unit",
        (ReadOrganizationNode(unit=True, name="name", parent=Named("parent_id")),),
        Mode.DATA,
    ),
    Row(
        "aws_organizations_account",
        "r/organizations_account",
        (ReadOrganizationNode(unit=False, name="name", parent=Named("parent_id"), id="id"),),
    ),
    Row(
        "aws_organizations_policy",
        "r/organizations_policy",
        (ReadOrganizationPolicy("name", "type", "content"),),
    ),
    Row(
        "aws_organizations_policy_attachment",
        "r/organizations_policy_attachment",
        (OrganizationAttachments(Named("policy_id"), Named("target_id")),),
    ),
)

ROWS = (*_USERS, *_GROUPS, *_ROLES, *_POLICIES, *_ORGANIZATIONS)
"""Every type that says something about identities."""
