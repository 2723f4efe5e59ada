"""Identities that moto's CloudFormation does not deploy, or not as AWS does.

moto knows a type by its class: the classes below hand the properties that it has resolved to its
IAM, and need only be defined. What moto then answers is asked in `moto_deployment`.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from moto.core.common_models import CloudFormationModel
from moto.iam.models import AWSManagedPolicy, IAMBackend, iam_backends
from moto.iam.models import ManagedPolicy as MotoManagedPolicy
from moto.iam.models import Role as MotoRole

Json: TypeAlias = Any


def _properties(cloudformation_json: Json) -> Json:
    """Return the properties of a resource; moto leaves null where `AWS::NoValue` takes an item away."""
    return _without_null_items(cloudformation_json["Properties"])


def _without_null_items(value: Json) -> Json:
    match value:
        case dict():
            return {key: _without_null_items(item) for key, item in value.items()}
        case list():
            return [_without_null_items(item) for item in value if item is not None]
        case _:
            return value


def _text_of(document: Json) -> str:
    """Return a policy document as text; it may be written as such."""
    return document if isinstance(document, str) else json.dumps(document)


class _PolicyElsewhere(AWSManagedPolicy):
    """A policy that is there before the deployment, with nothing in it."""

    arn = ""

    def __init__(self, arn: str, iam: IAMBackend) -> None:
        super().__init__(arn, iam.account_id, iam.region_name, document="{}")
        self.arn = arn


def _attachable(iam: IAMBackend, arn: str) -> str:
    """Return the ARN of a policy, which from now on is there if it belongs to nobody here."""
    if arn.startswith("arn:") and arn not in iam.managed_policies:
        # Abstract by what moto defines for no policy of AWS, and never asks.
        iam.managed_policies[arn] = _PolicyElsewhere(arn, iam)  # type: ignore[abstract]
    return arn


class _DeployedGroup(CloudFormationModel):
    """A group with its policies, of which moto's CloudFormation knows nothing."""

    def __init__(self, name: str, arn: str) -> None:
        self.name, self.arn = name, arn

    @property
    def physical_resource_id(self) -> str:
        return self.name

    def get_cfn_attribute(self, attribute_name: str) -> str:
        assert attribute_name == "Arn"
        return self.arn

    @staticmethod
    def cloudformation_name_type() -> str:
        return "GroupName"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::IAM::Group"

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Json, account_id: str, *_: Any, **__: Any
    ) -> _DeployedGroup:
        properties = _properties(cloudformation_json)
        iam = iam_backends[account_id]["aws"]
        group = iam.create_group(resource_name, properties.get("Path", "/"))
        for policy in properties.get("Policies", ()):
            text = _text_of(policy["PolicyDocument"])
            iam.put_group_policy(group.name, policy["PolicyName"], text)
        for arn in properties.get("ManagedPolicyArns", ()):
            iam.attach_group_policy(_attachable(iam, arn), group.name)
        return cls(group.name, group.arn)


class _DeployedUser(CloudFormationModel):
    """A user with policies, groups and boundary, all of which moto's CloudFormation leaves out."""

    @staticmethod
    def cloudformation_name_type() -> str:
        return "UserName"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::IAM::User"

    @classmethod
    def create_from_cloudformation_json(
        cls,
        resource_name: str,
        cloudformation_json: Json,
        account_id: str,
        region_name: str,
        **__: Any,
    ) -> Any:
        properties = _properties(cloudformation_json)
        iam = iam_backends[account_id]["aws"]
        user = iam.create_user(region_name, resource_name, properties.get("Path", "/"))
        for policy in properties.get("Policies", ()):
            text = _text_of(policy["PolicyDocument"])
            iam.put_user_policy(user.name, policy["PolicyName"], text)
        for arn in properties.get("ManagedPolicyArns", ()):
            iam.attach_user_policy(_attachable(iam, arn), user.name)
        for group in properties.get("Groups", ()):
            iam.add_user_to_group(group, user.name)
        if "PermissionsBoundary" in properties:
            # moto's IAM keeps no boundary of a user, so that a tag has to carry it.
            tag = {"Key": "boundary", "Value": properties["PermissionsBoundary"]}
            iam.tag_user(user.name, [tag])
        return user


class _DeployedRole(CloudFormationModel):
    """A role: moto's CloudFormation attaches no managed policies and writes inline ones as Python."""

    @staticmethod
    def cloudformation_name_type() -> str:
        return "RoleName"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::IAM::Role"

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Json, account_id: str, *rest: Any, **more: Any
    ) -> Any:
        properties = _properties(cloudformation_json)
        properties["Policies"] = [
            {**one, "PolicyDocument": _text_of(one["PolicyDocument"])}
            for one in properties.get("Policies", ())
        ]
        role = MotoRole.create_from_cloudformation_json(
            resource_name, {"Properties": properties}, account_id, *rest, **more
        )
        iam = iam_backends[account_id]["aws"]
        for arn in properties.get("ManagedPolicyArns", ()):
            iam.attach_role_policy(_attachable(iam, arn), role.name)
        return role


class _DeployedMembership(CloudFormationModel):
    """Users added to a group; moto's CloudFormation has no such type."""

    physical_resource_id = "members"

    @staticmethod
    def cloudformation_name_type() -> str:
        return ""

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::IAM::UserToGroupAddition"

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Json, account_id: str, *_: Any, **__: Any
    ) -> _DeployedMembership:
        properties = _properties(cloudformation_json)
        for user in properties["Users"]:
            iam_backends[account_id]["aws"].add_user_to_group(properties["GroupName"], user)
        return cls()


class _DeployedManagedPolicy(CloudFormationModel):
    """A managed policy: moto's CloudFormation knows no attribute of one."""

    def __init__(self, arn: str) -> None:
        self.arn = arn

    @property
    def physical_resource_id(self) -> str:
        return self.arn

    def get_cfn_attribute(self, attribute_name: str) -> str:
        assert attribute_name == "PolicyArn"
        return self.arn

    @staticmethod
    def cloudformation_name_type() -> str:
        return "ManagedPolicyName"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::IAM::ManagedPolicy"

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Json, account_id: str, *rest: Any, **more: Any
    ) -> _DeployedManagedPolicy:
        properties = _properties(cloudformation_json)
        made = MotoManagedPolicy.create_from_cloudformation_json(
            resource_name, {"Properties": properties}, account_id, *rest, **more
        )
        return cls(made.arn)


class _InlinePolicy:
    """An inline policy that is a resource of its own; moto has no such types."""

    physical_resource_id = "policy"
    carrier = ""
    """Who carries it: `role`, `user` or `group`."""

    @staticmethod
    def cloudformation_name_type() -> str:
        return ""

    @classmethod
    def cloudformation_type(cls) -> str:
        return f"AWS::IAM::{cls.carrier.capitalize()}Policy"

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Json, account_id: str, *_: Any, **__: Any
    ) -> _InlinePolicy:
        properties = _properties(cloudformation_json)
        put = getattr(iam_backends[account_id]["aws"], f"put_{cls.carrier}_policy")
        name = properties[f"{cls.carrier.capitalize()}Name"]
        put(name, properties["PolicyName"], _text_of(properties["PolicyDocument"]))
        return cls()


class _DeployedRolePolicy(_InlinePolicy, CloudFormationModel):
    carrier = "role"


class _DeployedUserPolicy(_InlinePolicy, CloudFormationModel):
    carrier = "user"


class _DeployedGroupPolicy(_InlinePolicy, CloudFormationModel):
    carrier = "group"


DEPLOYED_HERE = (
    _DeployedGroup,
    _DeployedUser,
    _DeployedRole,
    _DeployedMembership,
    _DeployedManagedPolicy,
    _DeployedRolePolicy,
    _DeployedUserPolicy,
    _DeployedGroupPolicy,
)
"""The classes above, which moto must have found."""
