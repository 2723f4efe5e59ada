"""Each code of Access Analyzer that is covered is covered by the check that the table names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iac_scan import catalog
from iac_scan.options import Options
from iac_scan.pipeline import scan
from iac_scan_checks.access_analyzer import NOT_SAID, SAID_BY

_ROLES = "arn:aws:iam::111122223333:role/app/*"
_PASS, _LINK = "iam:PassRole", "iam:CreateServiceLinkedRole"
_REST = ["iam:*User*", "iam:*Policy*", "iam:*Group*"]
_EXAMPLES: dict[str, dict[str, object]] = {
    "INVALID_ACTION": {"Action": "s3:HeadObject", "Resource": "*"},
    "INVALID_SERVICE_IN_ACTION": {"Action": "accessanalyzer:Delete*", "Resource": "*"},
    "FORALLVALUES_WITH_SINGLE_VALUED_KEY": {
        "Action": "s3:GetObject",
        "Resource": "*",
        "Condition": {"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-1a2b3c4d5e"}},
    },
    "PASS_ROLE_WITH_STAR_IN_RESOURCE": {"Action": _PASS, "Resource": "*"},
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE": {"Action": "iam:Pass*", "Resource": "*"},
    "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOTACTION": {"NotAction": _REST, "Resource": "*"},
    "PASS_ROLE_WITH_NOTRESOURCE": {"Action": _PASS, "NotResource": _ROLES},
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOTRESOURCE": {"Action": "iam:P*", "NotResource": _ROLES},
    "PASS_ROLE_WITH_NOTACTION_AND_NOTRESOURCE": {"NotAction": _REST, "NotResource": _ROLES},
    "CREATE_SLR_WITH_NOTRESOURCE": {"Action": _LINK, "NotResource": _ROLES},
    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOTRESOURCE": {
        "Action": "iam:CreateS*",
        "NotResource": _ROLES,
    },
    "CREATE_SLR_WITH_NOTACTION_AND_NOTRESOURCE": {"NotAction": _REST, "NotResource": _ROLES},
    "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOTACTION": {"NotAction": _REST, "Resource": "*"},
}


def test_every_code_is_covered_or_listed_as_not() -> None:
    assert not set(SAID_BY) & set(NOT_SAID)
    assert set(SAID_BY) == set(_EXAMPLES)
    assert set(SAID_BY.values()) <= {check.id for check in catalog.load()}


@pytest.mark.parametrize("code", sorted(_EXAMPLES))
def test_the_check_of_the_table_speaks(code: str, tmp_path: Path) -> None:
    document = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", **_EXAMPLES[code]}],
    }
    properties = {"ManagedPolicyName": "work", "PolicyDocument": document}
    resources = {"Work": {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}}
    template = {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}
    (tmp_path / "template.json").write_text(json.dumps(template), encoding="utf-8")
    found = {finding.check for finding in scan(Options(paths=(tmp_path,))).findings}
    assert SAID_BY[code] in found
