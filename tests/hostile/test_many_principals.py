"""Many principals with one heavy policy: what they share is worked out once, and said of each."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

from iac_scan.iam import holdings
from iac_scan.iam.holdings import permissions
from iac_scan.iam.policy import PolicyKind
from iac_scan.iam.questions import permits
from iac_scan.iam.read import read_json
from iac_scan.options import Options
from iac_scan.pipeline import scan
from iac_scan.values import Truth

HEAVY = ["*".join(letters) for letters in product("eiatns", repeat=4)][:60]
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": ["iam:*", *(f"*:*{word}*" for word in HEAVY)],
            "Resource": [f"arn:aws:iam::*:*{word}*" for word in HEAVY],
        }
    ],
}
ACCOUNTS = [f"{100_000_000_000 + number}" for number in range(12)]


def roles(count: int) -> str:
    resources: dict[str, object] = {
        f"R{number}": {
            "Type": "AWS::IAM::Role",
            "Properties": {
                "AssumeRolePolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"Service": "ec2.amazonaws.com"},
                            "Action": "sts:AssumeRole",
                        }
                    ],
                },
                "ManagedPolicyArns": [{"Ref": "P"}],
                "PermissionsBoundary": {"Ref": "B"},
            },
        }
        for number in range(count)
    }
    policy = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": POLICY}}
    return json.dumps({"Resources": {**resources, "P": policy, "B": policy}})


def permission_set(accounts: list[str]) -> str:
    instance = "arn:aws:sso:::instance/ssoins-1"
    document = {**POLICY, "Statement": [{**POLICY["Statement"][0], "Resource": "*"}]}  # type: ignore[dict-item] # a list of statements
    resources: dict[str, object] = {
        "S": {
            "Type": "AWS::SSO::PermissionSet",
            "Properties": {"Name": "s", "InstanceArn": instance, "InlinePolicy": document},
        }
    }
    for account in accounts:
        resources[f"A{account}"] = {
            "Type": "AWS::SSO::Assignment",
            "Properties": {
                "InstanceArn": instance,
                "PermissionSetArn": {"Fn::GetAtt": ["S", "PermissionSetArn"]},
                "PrincipalId": "90676d1d-0000-4000-8000-000000000000",
                "PrincipalType": "GROUP",
                "TargetId": account,
                "TargetType": "AWS_ACCOUNT",
            },
        }
    return json.dumps({"Resources": resources})


def worked_out(template: str, folder: Path) -> tuple[int, list[str]]:
    """Return how often permissions were worked out in a scan, and the checks that found something."""
    (folder / "t.json").write_text(template)
    holdings._of_documents.cache_clear()
    report = scan(Options(paths=(folder,)))
    return holdings._of_documents.cache_info().misses, sorted(
        str(finding.check) for finding in report.findings
    )


def test_roles_with_one_policy_and_one_boundary_are_judged_once(tmp_path: Path) -> None:
    few, found = worked_out(roles(2), tmp_path)
    many, found_of_many = worked_out(roles(20), tmp_path)
    assert many == few
    assert found.count("missing-boundary") == 2
    assert found_of_many.count("missing-boundary") == 20


def test_permission_set_is_judged_once_for_accounts_that_are_alike(tmp_path: Path) -> None:
    few, found = worked_out(permission_set(ACCOUNTS[:1]), tmp_path)
    many, found_of_many = worked_out(permission_set(ACCOUNTS), tmp_path)
    assert many == few
    assert found
    assert found == found_of_many


@pytest.mark.parametrize("count", [1, 20])
def test_grant_in_more_parts_than_are_looked_at_stays_open(count: int) -> None:
    def of(prefix: str) -> str:
        shapes = [f"arn:aws:iam::*:role/*{prefix}{word}*" for word in HEAVY]
        statement = {"Effect": "Allow", "Action": "iam:PassRole", "Resource": shapes}
        return json.dumps({"Version": "2012-10-17", "Statement": [statement] * count})

    cap = read_json(of("y"), PolicyKind.BOUNDARY)
    held = permissions([read_json(of("x"), PolicyKind.IDENTITY)], boundary=cap)
    assert permits(held, "iam:PassRole").truth is Truth.UNKNOWN
