"""CloudFormation's resource types for users, groups, roles, their policies, and organizations.

What a recipe does is in `recipes`; nothing here is linked.
Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/<page>.html; the
names of properties were held against the resource schemas of cfn-lint 1.58.0.
"""

from __future__ import annotations

from iac_scan.graph.facts import Carrier
from iac_scan.graph.recipes import (
    Attachments,
    EmbeddedPolicies,
    Memberships,
    Named,
    OrganizationAttachments,
    Owner,
    ReadAccessKey,
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

_EVERYBODY = (
    Owner(USER, Named("Users", many=True)),
    Owner(GROUP, Named("Groups", many=True)),
    Owner(ROLE, Named("Roles", many=True)),
)

_USERS = (
    Row(
        "AWS::IAM::User",
        "aws-resource-iam-user",
        (
            ReadPrincipal(USER, "UserName", "Path", "PermissionsBoundary"),
            EmbeddedPolicies(USER, "Policies", "PolicyName", "PolicyDocument"),
            Attachments((Owner(USER),), Named("ManagedPolicyArns", many=True), exclusive=True),
            Memberships(None, Named("Groups", many=True)),
            ReadLoginProfile(block="LoginProfile"),
        ),
    ),
    Row(
        "AWS::IAM::UserPolicy",
        "aws-resource-iam-userpolicy",
        (SeparatePolicies((Owner(USER, Named("UserName")),), "PolicyName", "PolicyDocument"),),
    ),
    Row(
        "AWS::IAM::UserToGroupAddition",
        "aws-resource-iam-usertogroupaddition",
        (Memberships(Named("Users", many=True), Named("GroupName")),),
    ),
    Row(
        "AWS::IAM::AccessKey",
        "aws-resource-iam-accesskey",
        (ReadAccessKey("UserName", "Status"),),
    ),
)

_GROUPS = (
    Row(
        "AWS::IAM::Group",
        "aws-resource-iam-group",
        (
            ReadPrincipal(GROUP, "GroupName", "Path"),
            EmbeddedPolicies(GROUP, "Policies", "PolicyName", "PolicyDocument"),
            Attachments((Owner(GROUP),), Named("ManagedPolicyArns", many=True), exclusive=True),
        ),
    ),
    Row(
        "AWS::IAM::GroupPolicy",
        "aws-resource-iam-grouppolicy",
        (SeparatePolicies((Owner(GROUP, Named("GroupName")),), "PolicyName", "PolicyDocument"),),
    ),
)

_ROLES = (
    Row(
        "AWS::IAM::Role",
        "aws-resource-iam-role",
        (
            ReadPrincipal(
                ROLE,
                "RoleName",
                "Path",
                "PermissionsBoundary",
                "AssumeRolePolicyDocument",
                "MaxSessionDuration",
            ),
            EmbeddedPolicies(ROLE, "Policies", "PolicyName", "PolicyDocument"),
            Attachments((Owner(ROLE),), Named("ManagedPolicyArns", many=True), exclusive=True),
        ),
    ),
    Row(
        "AWS::IAM::RolePolicy",
        "aws-resource-iam-rolepolicy",
        (SeparatePolicies((Owner(ROLE, Named("RoleName")),), "PolicyName", "PolicyDocument"),),
    ),
    Row(
        "AWS::IAM::InstanceProfile",
        "aws-resource-iam-instanceprofile",
        (ReadInstanceProfile("InstanceProfileName", Named("Roles", many=True)),),
    ),
    # AWS writes its trust and its policies, and lets nobody change or bound them.
    Row("AWS::IAM::ServiceLinkedRole", "aws-resource-iam-servicelinkedrole", ()),
)

_POLICIES = (
    Row(
        "AWS::IAM::Policy",
        "aws-resource-iam-policy",
        (SeparatePolicies(_EVERYBODY, "PolicyName", "PolicyDocument"),),
    ),
    Row(
        "AWS::IAM::ManagedPolicy",
        "aws-resource-iam-managedpolicy",
        (
            ReadPolicy("ManagedPolicyName", "Path", "PolicyDocument"),
            Attachments(_EVERYBODY, None),
        ),
    ),
)

_ORGANIZATIONS = (
    Row(
        "AWS::Organizations::Organization",
        "aws-resource-organizations-organization",
        (ReadOrganization(),),
    ),
    Row(
        "AWS::Organizations::OrganizationalUnit",
        "aws-resource-organizations-organizationalunit",
        (ReadOrganizationNode(unit=True, name="Name", parent=Named("ParentId")),),
    ),
    Row(
        "AWS::Organizations::Account",
        "aws-resource-organizations-account",
        (
            ReadOrganizationNode(
                unit=False,
                name="AccountName",
                parent=Named("ParentIds", many=True),
                id="AccountId",
            ),
        ),
    ),
    Row(
        "AWS::Organizations::Policy",
        "aws-resource-organizations-policy",
        (
            ReadOrganizationPolicy("Name", "Type", "Content"),
            OrganizationAttachments(None, Named("TargetIds", many=True)),
        ),
    ),
)

ROWS = (*_USERS, *_GROUPS, *_ROLES, *_POLICIES, *_ORGANIZATIONS)
"""Every type that says something about identities."""
