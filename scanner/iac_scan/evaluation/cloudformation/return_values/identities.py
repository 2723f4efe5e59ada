"""What `Ref` and `Fn::GetAtt` yield for principals, policies, sign-in and organizations.

What the patterns mean, and where the facts are from, is in `row`.
"""

from __future__ import annotations

from collections.abc import Mapping

from iac_scan.evaluation.cloudformation.return_values.row import Row, arn, iam_arn, organization_arn

ROWS: Mapping[str, Row] = {
    "AWS::IAM::AccessKey": Row("{?}", {"Id": "{ref}"}),
    "AWS::IAM::Group": Row("{GroupName}", {"Arn": iam_arn("group{Path|/}{ref}")}),
    "AWS::IAM::GroupPolicy": Row("{?}"),
    "AWS::IAM::InstanceProfile": Row(
        "{InstanceProfileName}", {"Arn": iam_arn("instance-profile{Path|/}{ref}")}
    ),
    "AWS::IAM::ManagedPolicy": Row(
        iam_arn("policy{Path|/}{ManagedPolicyName}"), {"PolicyArn": "{ref}"}
    ),
    "AWS::IAM::OIDCProvider": Row(iam_arn("oidc-provider/{Url-}"), {"Arn": "{ref}"}),
    "AWS::IAM::Policy": Row("{?}", {"Id": "{ref}"}),
    "AWS::IAM::Role": Row("{RoleName}", {"Arn": iam_arn("role{Path|/}{ref}")}),
    "AWS::IAM::RolePolicy": Row("{?}"),
    "AWS::IAM::SAMLProvider": Row(iam_arn("saml-provider/{Name}"), {"Arn": "{ref}"}),
    "AWS::IAM::ServerCertificate": Row(
        "{ServerCertificateName}", {"Arn": iam_arn("server-certificate{Path|/}{ref}")}
    ),
    "AWS::IAM::ServiceLinkedRole": Row("{?}", {"RoleName": "{ref}"}),
    "AWS::IAM::User": Row("{UserName}", {"Arn": iam_arn("user{Path|/}{ref}")}),
    "AWS::IAM::UserPolicy": Row("{?}"),
    "AWS::IAM::UserToGroupAddition": Row("{?}", {"Id": "{ref}"}),
    "AWS::IAM::VirtualMFADevice": Row(
        iam_arn("mfa{Path|/}{VirtualMfaDeviceName}"), {"SerialNumber": "{ref}"}
    ),
    "AWS::AccessAnalyzer::ArchiveRule": Row("{?}", {"Arn": "{ref}"}),
    "AWS::RolesAnywhere::CRL": Row("{?}", {"CrlId": "{ref}"}),
    "AWS::RolesAnywhere::Profile": Row(
        "{?}", {"ProfileArn": arn("rolesanywhere", "profile/{ref}"), "ProfileId": "{ref}"}
    ),
    "AWS::RolesAnywhere::TrustAnchor": Row(
        "{?}",
        {"TrustAnchorArn": arn("rolesanywhere", "trust-anchor/{ref}"), "TrustAnchorId": "{ref}"},
    ),
    "AWS::Cognito::IdentityPool": Row("{?}", {"Id": "{ref}"}),
    "AWS::Cognito::IdentityPoolRoleAttachment": Row("{?}", {"Id": "{ref}"}),
    "AWS::Cognito::UserPool": Row(
        "{?}", {"Arn": arn("cognito-idp", "userpool/{ref}"), "UserPoolId": "{ref}"}
    ),
    "AWS::Cognito::UserPoolGroup": Row("{GroupName}"),
    "AWS::Cognito::UserPoolRegionalConfigurationAttachment": Row("{UserPoolId}"),
    "AWS::SSO::Application": Row(
        "arn:{partition}:sso::{account}:application/{?instance}/{?}", {"ApplicationArn": "{ref}"}
    ),
    "AWS::SSO::ApplicationAssignment": Row("{?}"),
    "AWS::SSO::Assignment": Row("{?}"),
    "AWS::SSO::Instance": Row(
        "arn:{partition}:sso:::instance/{?}",
        {"InstanceArn": "{ref}", "OwnerAccountId": "{account}"},
    ),
    "AWS::SSO::InstanceAccessControlAttributeConfiguration": Row("{InstanceArn}"),
    "AWS::SSO::PermissionSet": Row(
        "{?}", {"PermissionSetArn": "arn:{partition}:sso:::permissionSet/{?instance}/{?}"}
    ),
    # The account in these ARNs is the management account, which may be another one.
    "AWS::Organizations::Account": Row(
        "{?}", {"AccountId": "{ref}", "Arn": organization_arn("account", "{ref}")}
    ),
    "AWS::Organizations::Organization": Row(
        "{?}",
        {
            "Arn": "arn:{partition}:organizations::{?management}:organization/{ref}",
            "Id": "{ref}",
        },
    ),
    "AWS::Organizations::OrganizationalUnit": Row(
        "{?}", {"Arn": organization_arn("ou", "{ref}"), "Id": "{ref}"}
    ),
    "AWS::Organizations::ResourcePolicy": Row(
        "{?}", {"Arn": organization_arn("resourcepolicy", "{ref}"), "Id": "{ref}"}
    ),
    "AWS::Organizations::Policy": Row(
        "{?}", {"Arn": organization_arn("policy", "{?type}/{ref}"), "Id": "{ref}"}
    ),
    "AWS::Cognito::UserPoolClient": Row("{?}", {"ClientId": "{ref}"}),
}
