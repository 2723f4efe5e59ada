"""Identity providers, Identity Center, trails and other safeguards, in both formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iac_scan.graph.model import Boundary, FederationKind, PolicySource, SafeguardKind, TrailKind
from iac_scan.values import Truth, show

if TYPE_CHECKING:
    from tests.graph.conftest import Code

    from iac_scan.graph.model import PermissionSet

ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
STATEMENT = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
DOCUMENT = {"Version": "2012-10-17", "Statement": [STATEMENT]}
URL = "https://token.actions.githubusercontent.com"


def test_an_identity_provider_is_known_by_its_host(code: Code) -> None:
    account = "111122223333"
    code.add("aws_iam_openid_connect_provider", "p", account=account, url=URL, client_id_list=["x"])
    code.add("AWS::IAM::OIDCProvider", "P", account=account, Url=URL, ClientIdList=["x"])
    for provider in code.graph().federation_providers:
        host = "token.actions.githubusercontent.com"
        assert provider.kind is FederationKind.OIDC
        assert provider.name == host
        assert show(provider.arn) == f"arn:aws:iam::{account}:oidc-provider/{host}"


def test_a_saml_provider_is_known_by_its_name(code: Code) -> None:
    code.add("aws_iam_saml_provider", "p", name="corp", saml_metadata_document="x")
    code.add("AWS::IAM::SAMLProvider", "P", Name="corp")
    found = [(one.kind, one.name) for one in code.graph().federation_providers]
    assert found == [(FederationKind.SAML, "corp")] * 2


def _terraform_set(code: Code) -> None:
    policy = code.add("aws_iam_policy", "b", name="limit", path="/team/", policy=DOCUMENT)
    there = code.add("aws_ssoadmin_permission_set", "s", name="admins", session_duration="PT8H")
    link = code.ref(there, "arn")
    code.add(
        "aws_ssoadmin_permission_set_inline_policy",
        "i",
        permission_set_arn=link,
        inline_policy=DOCUMENT,
    )
    code.add(
        "aws_ssoadmin_managed_policy_attachment",
        "a",
        permission_set_arn=link,
        managed_policy_arn=ADMIN,
    )
    reference = {"name": code.ref(policy, "name", text="limit"), "path": "/team/"}
    code.add(
        "aws_ssoadmin_customer_managed_policy_attachment",
        "c",
        permission_set_arn=link,
        customer_managed_policy_reference=[reference],
    )
    code.add(
        "aws_ssoadmin_permissions_boundary_attachment",
        "b",
        permission_set_arn=link,
        permissions_boundary=[{"customer_managed_policy_reference": [reference]}],
    )
    code.add(
        "aws_ssoadmin_account_assignment",
        "g",
        permission_set_arn=link,
        principal_type="GROUP",
        principal_id="g-1",
        target_id="111122223333",
    )


def _stacked_set(code: Code) -> None:
    code.add(
        "AWS::IAM::ManagedPolicy",
        "B",
        ManagedPolicyName="limit",
        Path="/team/",
        PolicyDocument=DOCUMENT,
    )
    reference = {"Name": "limit", "Path": "/team/"}
    there = code.add(
        "AWS::SSO::PermissionSet",
        "S",
        Name="admins",
        SessionDuration="PT8H",
        InlinePolicy=DOCUMENT,
        ManagedPolicies=[ADMIN],
        CustomerManagedPolicyReferences=[reference],
        PermissionsBoundary={"CustomerManagedPolicyReference": reference},
    )
    code.add(
        "AWS::SSO::Assignment",
        "G",
        PermissionSetArn=code.ref(there, "PermissionSetArn"),
        PrincipalType="GROUP",
        PrincipalId="g-1",
        TargetId="111122223333",
    )


def _policies(one: PermissionSet) -> set[tuple[PolicySource, str]]:
    return {(item.policy.source, item.policy.name) for item in one.attachments}


@pytest.mark.parametrize("write", [_terraform_set, _stacked_set])
def test_a_permission_set_holds_its_policies_boundary_and_assignments(
    code: Code, write: object
) -> None:
    assert callable(write)
    write(code)
    graph = code.graph()
    (one,) = graph.permission_sets
    assert one.name == "admins"
    assert show(one.session_duration) == "PT8H"
    assert len(one.inline_policies) == 1
    assert _policies(one) == {
        (PolicySource.AWS, "AdministratorAccess"),
        (PolicySource.CUSTOMER, "limit"),
    }
    assert isinstance(one.boundary, Boundary)
    assert one.boundary.policy.name == "limit"
    (assignment,) = graph.assignments
    assert assignment.permission_set == one
    assert (show(assignment.principal_kind), show(assignment.account)) == ("GROUP", "111122223333")
    assert graph.gaps == ()


def test_a_permission_set_without_policies_has_none(code: Code) -> None:
    code.add("AWS::SSO::PermissionSet", "S", Name="empty")
    (one,) = code.graph().permission_sets
    assert (one.inline_policies, one.attachments, one.boundary) == ((), (), None)


def test_an_assignment_of_a_set_of_other_code_is_a_gap(code: Code) -> None:
    code.add("AWS::SSO::Assignment", "G", PermissionSetArn="arn:aws:sso:::permissionSet/i/p")
    graph = code.graph()
    assert [one.permission_set.declared for one in graph.assignments] == [False]
    assert [one.declared for one in graph.permission_sets] == [False]
    assert len(graph.gaps) == 1


def test_a_trust_anchor_says_where_its_certificates_come_from(code: Code) -> None:
    source = [{"source_type": "AWS_ACM_PCA"}]
    code.add("aws_rolesanywhere_trust_anchor", "a", name="a", enabled=True, source=source)
    stacked = {"SourceType": "AWS_ACM_PCA"}
    code.add("AWS::RolesAnywhere::TrustAnchor", "A", Name="a", Enabled=True, Source=stacked)
    for anchor in code.graph().trust_anchors:
        assert (anchor.name, anchor.enabled, show(anchor.source)) == ("a", Truth.YES, "AWS_ACM_PCA")


def test_a_trail_says_what_it_holds(code: Code) -> None:
    code.add(
        "aws_cloudtrail",
        "t",
        name="audit",
        s3_bucket_name="logs",
        is_multi_region_trail=True,
        enable_log_file_validation=True,
    )
    code.add(
        "AWS::CloudTrail::Trail",
        "T",
        TrailName="audit",
        S3BucketName="logs",
        IsLogging=True,
        IsMultiRegionTrail=True,
        EnableLogFileValidation=True,
    )
    for trail in code.graph().trails:
        assert trail.kind is TrailKind.TRAIL
        assert (trail.logging, trail.multi_region, trail.validated) == (Truth.YES,) * 3
        assert trail.organization is Truth.NO
        assert trail.management_events is Truth.YES
        assert show(trail.bucket) == "logs"


def test_a_trail_that_is_switched_off_does_not_log(code: Code) -> None:
    code.add("aws_cloudtrail", "t", name="t", enable_logging=False)
    code.add("aws_cloudtrail_event_data_store", "s", name="s", suspend=True)
    assert [trail.logging for trail in code.graph().trails] == [Truth.NO, Truth.NO]


@pytest.mark.parametrize(
    ("selectors", "answer"),
    [
        ([{"include_management_events": False}], Truth.NO),
        ([{"include_management_events": False}, {}], Truth.YES),
        ([{"read_write_type": "All"}], Truth.YES),
    ],
)
def test_selectors_may_leave_management_events_out(
    code: Code, selectors: object, answer: Truth
) -> None:
    code.add("aws_cloudtrail", "t", name="t", event_selector=selectors)
    assert code.graph().trails[0].management_events is answer


def test_what_advanced_selectors_take_is_not_known(code: Code) -> None:
    code.add("AWS::CloudTrail::Trail", "T", AdvancedEventSelectors=[{"Name": "x"}])
    assert code.graph().trails[0].management_events is Truth.UNKNOWN


def test_an_event_data_store_holds_every_region_unless_told_otherwise(code: Code) -> None:
    code.add("aws_cloudtrail_event_data_store", "s", name="s")
    code.add("AWS::CloudTrail::EventDataStore", "S", Name="s", MultiRegionEnabled=False)
    assert [trail.multi_region for trail in code.graph().trails] == [Truth.NO, Truth.YES][::-1]


def test_an_analyzer_is_of_the_account_unless_told_otherwise(code: Code) -> None:
    code.add("aws_accessanalyzer_analyzer", "a", analyzer_name="a")
    code.add("AWS::AccessAnalyzer::Analyzer", "A", AnalyzerName="a", Type="ORGANIZATION")
    assert [show(one.type) for one in code.graph().analyzers] == ["ACCOUNT", "ORGANIZATION"]


def test_safeguards_are_on_unless_they_are_switched_off(code: Code) -> None:
    code.add("aws_guardduty_detector", "d")
    code.add("aws_securityhub_account", "s")
    code.add("AWS::GuardDuty::Detector", "D", Enable=False)
    code.add("AWS::Macie::Session", "M", Status="PAUSED")
    code.add("aws_iam_organizations_features", "f", enabled_features=["RootSessions"])
    found = {(one.kind, one.place.key.address, one.enabled) for one in code.graph().safeguards}
    assert found == {
        (SafeguardKind.GUARDDUTY, "aws_guardduty_detector.d", Truth.YES),
        (SafeguardKind.SECURITY_HUB, "aws_securityhub_account.s", Truth.YES),
        (SafeguardKind.GUARDDUTY, "D", Truth.NO),
        (SafeguardKind.MACIE, "M", Truth.NO),
        (SafeguardKind.ROOT_MANAGEMENT, "aws_iam_organizations_features.f", Truth.NO),
    }


def test_the_rules_for_passwords_are_read(code: Code) -> None:
    code.add(
        "aws_iam_account_password_policy", "p", minimum_password_length=14, require_symbols=True
    )
    (policy,) = code.graph().password_policies
    assert show(policy.minimum_length) == "14"
    assert dict(policy.required) == {
        "lowercase characters": Truth.NO,
        "uppercase characters": Truth.NO,
        "numbers": Truth.NO,
        "symbols": Truth.YES,
    }
