"""What the checks say of organizations: who must answer for a guardrail, and where it is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from iac_scan.findings.report import Report
from iac_scan.findings.rule import CheckId
from iac_scan.options import Options
from iac_scan.pipeline import scan

_ROOT = {"Fn::GetAtt": ["Organization", "RootId"]}
_ORGANIZATION = {"Type": "AWS::Organizations::Organization", "Properties": {"FeatureSet": "ALL"}}
_LEAVE = {"Effect": "Deny", "Action": "organizations:LeaveOrganization", "Resource": "*"}
_TRAIL = {
    "Effect": "Deny",
    "Action": [
        "cloudtrail:StopLogging",
        "cloudtrail:DeleteTrail",
        "cloudtrail:UpdateTrail",
        "cloudtrail:PutEventSelectors",
    ],
    "Resource": "*",
}
_KEYS = {"Effect": "Deny", "Action": ["iam:CreateUser", "iam:CreateAccessKey"], "Resource": "*"}
_AS_ROOT = {
    "Effect": "Deny",
    "Action": "*",
    "Resource": "*",
    "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}},
}
_ALL = (_AS_ROOT, _LEAVE, _TRAIL, _KEYS)


def _unit(name: str, parent: object = _ROOT) -> dict[str, Any]:
    return {
        "Type": "AWS::Organizations::OrganizationalUnit",
        "Properties": {"Name": name, "ParentId": parent},
    }


def _policy(targets: list[Any], *statements: object) -> dict[str, Any]:
    return {
        "Type": "AWS::Organizations::Policy",
        "Properties": {
            "Name": "baseline",
            "Type": "SERVICE_CONTROL_POLICY",
            "TargetIds": targets,
            "Content": {"Version": "2012-10-17", "Statement": statements},
        },
    }


def _scan(folder: Path, **resources: object) -> Report:
    text = json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources})
    (folder / "template.json").write_text(text, encoding="utf-8")
    return scan(Options(paths=(folder,), select=(CheckId("scp-guardrail-gap"),)))


def _certainties(report: Report) -> list[str]:
    return [finding.certainty.value for finding in report.findings]


@pytest.mark.parametrize("left_out", range(len(_ALL)))
def test_each_guardrail_that_is_left_out_is_one_finding(tmp_path: Path, left_out: int) -> None:
    statements = [item for index, item in enumerate(_ALL) if index != left_out]
    report = _scan(tmp_path, Organization=_ORGANIZATION, Baseline=_policy([_ROOT], *statements))
    assert _certainties(report) == ["certain"]
    assert report.undecided == ()


def test_an_organization_with_all_guardrails_at_its_root_is_quiet(tmp_path: Path) -> None:
    report = _scan(tmp_path, Organization=_ORGANIZATION, Baseline=_policy([_ROOT], *_ALL))
    assert report.findings == ()
    assert report.undecided == ()


def test_guardrails_spread_over_the_levels_count_together(tmp_path: Path) -> None:
    report = _scan(
        tmp_path,
        Organization=_ORGANIZATION,
        Unit=_unit("Workloads"),
        Upper=_policy([_ROOT], _AS_ROOT, _LEAVE),
        Lower=_policy([{"Ref": "Unit"}], _TRAIL, _KEYS),
    )
    assert report.findings == ()


def test_the_units_that_are_left_open_are_named(tmp_path: Path) -> None:
    report = _scan(
        tmp_path,
        Organization=_ORGANIZATION,
        Workloads=_unit("Workloads"),
        Sandbox=_unit("Sandbox"),
        Upper=_policy([_ROOT], _AS_ROOT, _LEAVE, _KEYS),
        Lower=_policy([{"Ref": "Workloads"}], _TRAIL),
    )
    (finding,) = report.findings
    assert "to organizational unit `Sandbox`:" in finding.message
    assert "Workloads" not in finding.message


def test_a_template_with_accounts_alone_is_no_baseline(tmp_path: Path) -> None:
    account = {
        "Type": "AWS::Organizations::Account",
        "Properties": {"AccountName": "playground", "Email": "aws@example.com"},
    }
    assert _scan(tmp_path, Playground=account).findings == ()


def test_policies_on_a_unit_of_an_organization_that_is_elsewhere(tmp_path: Path) -> None:
    """Only what the code began is said to be unfinished; the rest may be elsewhere."""
    part = {**_TRAIL, "Action": ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail"]}
    report = _scan(
        tmp_path,
        Workloads=_unit("Workloads", "ou-1234-abcdefgh"),
        Baseline=_policy([{"Ref": "Workloads"}], part),
    )
    assert _certainties(report) == ["possible"]
    assert "cloudtrail:UpdateTrail" in report.findings[0].message


def test_one_exempt_role_does_not_open_a_guardrail(tmp_path: Path) -> None:
    exempt = {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/provisioning"}}
    statements = (_AS_ROOT, _LEAVE, _TRAIL, {**_KEYS, "Condition": exempt})
    report = _scan(tmp_path, Organization=_ORGANIZATION, Baseline=_policy([_ROOT], *statements))
    assert report.findings == ()


def test_a_deny_in_one_region_only_leaves_the_guardrail_open(tmp_path: Path) -> None:
    there = {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}
    statements = (_AS_ROOT, _LEAVE, {**_TRAIL, "Condition": there}, _KEYS)
    report = _scan(tmp_path, Organization=_ORGANIZATION, Baseline=_policy([_ROOT], *statements))
    assert len(report.findings) == 1
    assert "cloudtrail:StopLogging" in report.findings[0].message


def test_a_policy_that_is_not_here_may_hold_every_guardrail(tmp_path: Path) -> None:
    unknown = {"Ref": "Target"}
    template = {
        "Parameters": {"Target": {"Type": "String"}},
        "Resources": {"Organization": _ORGANIZATION, "Baseline": _policy([unknown], *_ALL)},
    }
    (tmp_path / "template.json").write_text(json.dumps(template), encoding="utf-8")
    report = scan(Options(paths=(tmp_path,), select=(CheckId("scp-guardrail-gap"),)))
    assert report.findings == ()
    assert [item.check for item in report.undecided] == ["scp-guardrail-gap"]
