"""A template deployed with moto, and what its IAM then answers about everybody.

What the graph holds of the same template is in `graph_picture`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import boto3
import cfn_flip
from moto import mock_aws
from moto.cloudformation.parsing import get_model_map
from tests.evaluation.cloudformation.graph_picture import REGION, STACK, Picture, plain_document
from tests.evaluation.cloudformation.moto_types import DEPLOYED_HERE
from tests.evaluation.cloudformation.spelled_out import spelled_out

from iac_scan.iam.json_values import value_of_json
from iac_scan.iam.policy import PolicyKind
from iac_scan.iam.read import read_policy
from iac_scan.sources.span import Origin, Span

Json: TypeAlias = Any

NOWHERE = Origin(Span("answer", 1, 1, 1, 1))
_FAKE = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}


@dataclass(frozen=True)
class Deployed:
    """What is there after a deployment."""

    picture: Picture
    physical: dict[str, str]
    """The physical id of each resource, by logical id."""


def moto_deployer() -> Callable[..., Deployed]:
    """Return a function that deploys a template with moto and asks its IAM what there is."""
    for model in DEPLOYED_HERE:
        assert get_model_map()[model.cloudformation_type()] is model
    stacks = boto3.client("cloudformation", region_name=REGION, **_FAKE)
    iam = boto3.client("iam", region_name=REGION, **_FAKE)

    def run(text: str, parameters: dict[str, str], *, managed: bool = False) -> Deployed:
        if "AWS::LanguageExtensions" in text:
            text = json.dumps(spelled_out(json.loads(cfn_flip.to_json(text))))
        with mock_aws(config={"iam": {"load_aws_managed_policies": managed}}):
            stacks.create_stack(
                StackName=STACK,
                TemplateBody=text,
                Parameters=[
                    {"ParameterKey": key, "ParameterValue": value}
                    for key, value in parameters.items()
                ],
            )
            resources = stacks.describe_stack_resources(StackName=STACK)["StackResources"]
            physical = {
                one["LogicalResourceId"]: one.get("PhysicalResourceId", "")
                for one in resources
                if "LogicalResourceId" in one
            }
            return Deployed(_answers(iam), physical)

    return run


def _answers(iam: Any) -> Picture:
    """Return what IAM answers about everybody."""
    return {
        "users": {
            one["Arn"]: _user_answer(iam, one["UserName"]) for one in iam.list_users()["Users"]
        },
        "groups": {
            one["Arn"]: _carried(iam, "group", one["GroupName"])
            for one in iam.list_groups()["Groups"]
        },
        "roles": {
            one["Arn"]: _role_answer(iam, one["RoleName"]) for one in iam.list_roles()["Roles"]
        },
        "policies": {
            one["Arn"]: _plain_json(
                iam.get_policy_version(PolicyArn=one["Arn"], VersionId=one["DefaultVersionId"])[
                    "PolicyVersion"
                ]["Document"],
                PolicyKind.IDENTITY,
            )
            for one in iam.list_policies(Scope="Local")["Policies"]
        },
        "profiles": {
            one["InstanceProfileName"]: sorted(role["Arn"] for role in one["Roles"])
            for one in iam.list_instance_profiles()["InstanceProfiles"]
        },
    }


def _carried(iam: Any, kind: str, name: str) -> dict[str, Any]:
    """Return the policies that somebody carries."""
    asked = {f"{kind.capitalize()}Name": name}
    inline = getattr(iam, f"list_{kind}_policies")(**asked)["PolicyNames"]
    attached = getattr(iam, f"list_attached_{kind}_policies")(**asked)["AttachedPolicies"]
    get = getattr(iam, f"get_{kind}_policy")
    return {
        "inline": {
            policy: _plain_json(
                get(**asked, PolicyName=policy)["PolicyDocument"], PolicyKind.IDENTITY
            )
            for policy in inline
        },
        "attached": sorted(policy["PolicyArn"] for policy in attached),
    }


def _user_answer(iam: Any, name: str) -> dict[str, Any]:
    """Return what IAM answers about a user."""
    user = iam.get_user(UserName=name)["User"]
    groups = iam.list_groups_for_user(UserName=name)["Groups"]
    return {
        **_carried(iam, "user", name),
        "path": user["Path"],
        "groups": sorted(group["Arn"] for group in groups),
        "boundary": next((tag["Value"] for tag in user.get("Tags", ())), None),
    }


def _role_answer(iam: Any, name: str) -> dict[str, Any]:
    """Return what IAM answers about a role."""
    role = iam.get_role(RoleName=name)["Role"]
    return {
        **_carried(iam, "role", name),
        "path": role["Path"],
        "trust": _plain_json(role["AssumeRolePolicyDocument"], PolicyKind.TRUST),
        "session": str(role["MaxSessionDuration"]),
        "boundary": role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
    }


def _plain_json(document: Json, kind: PolicyKind) -> list[Any]:
    """Return a document of an answer in plain lists."""
    if isinstance(document, str):
        document = json.loads(document)
    return plain_document(read_policy(value_of_json(document, NOWHERE), kind), {})
