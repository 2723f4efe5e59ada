"""What moto deploys from a template, and what its IAM then answers, equals what the graph holds.

moto resolves the functions of a template and answers as IAM does, in this process: there is no
network and no account. Its CloudFormation deploys fewer types than AWS; for those it lacks, the
classes below hand the properties that it has resolved to its IAM. What it resolves otherwise than
AWS documents is listed in `ELSEWHERE_IN_MOTO`, and left out of the generated templates.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import boto3
import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from moto import mock_aws
from moto.cloudformation.parsing import get_model_map
from moto.core.common_models import CloudFormationModel
from moto.iam.models import Role as MotoRole
from moto.iam.models import iam_backends

from iac_scan.evaluation.cloudformation import evaluate
from iac_scan.graph import cloudformation as adapter
from iac_scan.graph.build import build
from iac_scan.graph.model import (
    Attachment,
    Boundary,
    Graph,
    Group,
    InlinePolicy,
    ManagedPolicy,
    Role,
    User,
)
from iac_scan.iam.json_values import value_of_json
from iac_scan.iam.policy import PolicyDocument, PolicyKind, Principals, Words
from iac_scan.iam.read import read_policy
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.discover import discover
from iac_scan.sources.span import Origin, Span
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Known, Text, Truth, Unknown, Value

Json: TypeAlias = Any
Picture: TypeAlias = dict[str, dict[str, Any]]
"""Everybody and everything by ARN, in plain lists and texts."""

ACCOUNT, REGION, STACK = "123456789012", "us-east-1", "shop"
HERE = Path(__file__).parent
NOWHERE = Origin(Span("answer", 1, 1, 1, 1))
_FAKE = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}


# What moto's CloudFormation does not deploy


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
        properties = cloudformation_json["Properties"]
        iam = iam_backends[account_id]["aws"]
        group = iam.create_group(resource_name, properties.get("Path", "/"))
        for policy in properties.get("Policies", ()):
            text = json.dumps(policy["PolicyDocument"])
            iam.put_group_policy(group.name, policy["PolicyName"], text)
        for arn in properties.get("ManagedPolicyArns", ()):
            iam.attach_group_policy(arn, group.name)
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
        properties = cloudformation_json["Properties"]
        iam = iam_backends[account_id]["aws"]
        user = iam.create_user(region_name, resource_name, properties.get("Path", "/"))
        for policy in properties.get("Policies", ()):
            text = json.dumps(policy["PolicyDocument"])
            iam.put_user_policy(user.name, policy["PolicyName"], text)
        for arn in properties.get("ManagedPolicyArns", ()):
            iam.attach_user_policy(arn, user.name)
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
        properties = dict(cloudformation_json["Properties"])
        properties["Policies"] = [
            {**one, "PolicyDocument": json.dumps(one["PolicyDocument"])}
            for one in properties.get("Policies", ())
        ]
        role = MotoRole.create_from_cloudformation_json(
            resource_name, {"Properties": properties}, account_id, *rest, **more
        )
        for arn in properties.get("ManagedPolicyArns", ()):
            iam_backends[account_id]["aws"].attach_role_policy(arn, role.name)
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
        properties = cloudformation_json["Properties"]
        for user in properties["Users"]:
            iam_backends[account_id]["aws"].add_user_to_group(properties["GroupName"], user)
        return cls()


class _DeployedRolePolicy(CloudFormationModel):
    """An inline policy of a role that is a resource of its own; moto has no such type."""

    physical_resource_id = "policy"

    @staticmethod
    def cloudformation_name_type() -> str:
        return ""

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::IAM::RolePolicy"

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Json, account_id: str, *_: Any, **__: Any
    ) -> _DeployedRolePolicy:
        properties = cloudformation_json["Properties"]
        text = json.dumps(properties["PolicyDocument"])
        iam = iam_backends[account_id]["aws"]
        iam.put_role_policy(properties["RoleName"], properties["PolicyName"], text)
        return cls()


# What moto answers


@dataclass(frozen=True)
class Deployed:
    """What is there after a deployment."""

    picture: Picture
    physical: dict[str, str]
    """The physical id of each resource, by logical id."""


@pytest.fixture(scope="module")
def moto_deploy() -> Callable[..., Deployed]:
    """Return a function that deploys a template with moto and asks its IAM what there is."""
    for model in (_DeployedGroup, _DeployedUser, _DeployedRole, _DeployedMembership):
        assert get_model_map()[model.cloudformation_type()] is model
    stacks = boto3.client("cloudformation", region_name=REGION, **_FAKE)
    iam = boto3.client("iam", region_name=REGION, **_FAKE)

    def run(text: str, parameters: dict[str, str], *, managed: bool = False) -> Deployed:
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
    return _plain(read_policy(value_of_json(document, NOWHERE), kind), {})


# What the graph holds


def graph_of(text: str, parameters: dict[str, str]) -> Graph:
    """Return the graph of a template with the values of its parameters."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        suffix = "json" if text.lstrip().startswith("{") else "yaml"
        (root / f"t.{suffix}").write_text(text, encoding="utf-8")
        listed = [
            {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
        ]
        (root / "given").write_text(json.dumps(listed), encoding="utf-8")
        tree = SourceTree.open((root,), Bounds())
        found = discover(tree, exclude=(), gitignore=False)
        evaluation = evaluate(tree, found, (root / "given",))
        assert evaluation.diagnostics == ()
        return build(adapter.read(evaluation))


def held(graph: Graph, physical: dict[str, str]) -> Picture:
    """Return what the graph holds, with the names that the deployment chose."""

    def arn(node: User | Role | Group | ManagedPolicy) -> str:
        return _arn(node, physical)

    return {
        "users": {
            arn(user): {
                **_held_policies(user, physical),
                "path": _text(user.path, physical),
                "groups": sorted(arn(one.group) for one in user.memberships),
                "boundary": _held_boundary(user, physical),
            }
            for user in graph.users
        },
        "groups": {arn(group): _held_policies(group, physical) for group in graph.groups},
        "roles": {
            arn(role): {
                **_held_policies(role, physical),
                "path": _text(role.path, physical),
                "trust": _plain(role.trust, physical),
                "session": _session(role),
                "boundary": _held_boundary(role, physical),
            }
            for role in graph.roles
        },
        "policies": {arn(policy): _plain(policy.document, physical) for policy in graph.policies},
        "profiles": {
            physical[profile.place.key.address]: sorted(arn(role) for role in profile.roles)
            for profile in graph.instance_profiles
        },
    }


def _session(role: Role) -> str:
    """Return how long a session lasts at most: an hour when that is not written."""
    value = role.max_session_duration
    return str(value.value) if isinstance(value, Known) and value.value is not None else "3600"


def _held_policies(owner: Any, physical: dict[str, str]) -> dict[str, Any]:
    """Return the policies that somebody carries."""
    inline: tuple[InlinePolicy, ...] = owner.inline_policies
    attachments: tuple[Attachment, ...] = owner.attachments
    assert owner.declared
    assert owner.unlinked == ()
    assert all(one.presence is Truth.YES for one in inline)
    assert all(one.presence is Truth.YES for one in attachments)
    return {
        "inline": {one.name: _plain(one.document, physical) for one in inline},
        "attached": sorted({_arn(one.policy, physical) for one in attachments}),
    }


def _held_boundary(owner: User | Role, physical: dict[str, str]) -> str | None:
    """Return the ARN of a boundary."""
    assert not isinstance(owner.boundary, Unknown)
    if owner.boundary is None:
        return None
    boundary: Boundary = owner.boundary
    assert boundary.presence is Truth.YES
    return _arn(boundary.policy, physical)


def _arn(node: User | Role | Group | ManagedPolicy, physical: dict[str, str]) -> str:
    """Return an ARN, with the name that the deployment chose where none is written."""
    own = "" if node.place is None else physical[node.place.key.address].rsplit("/", 1)[-1]
    return _text(node.arn, physical, own)


def _text(value: Value, physical: dict[str, str], own: str = "") -> str:
    """Return a text, in which only what deployment decides was not known."""
    match value:
        case Known(value=scalar):
            return str(scalar)
        case Text(parts=parts):
            return "".join(
                part if isinstance(part, str) else _text(part, physical, own) for part in parts
            )
        case Unknown(identity=None) if own:
            return own
        case Unknown(identity=identity) if identity is not None:
            of_stack = {"account_id": ACCOUNT, "region": REGION, "stack_name": STACK}
            if not identity.resource.address:
                return of_stack[identity.attribute]
            name = physical[identity.resource.address]
            return name.rsplit("/", 1)[-1] if identity.attribute != "Ref" else name
        case _:
            pytest.fail(f"not known: {value}")


def _plain(document: PolicyDocument, physical: dict[str, str]) -> list[Any]:
    """Return a document in plain lists."""
    assert document.unread is None
    assert document.problems == ()
    return [
        {
            "sid": statement.sid,
            "effect": statement.effect,
            "actions": _plain_words(statement.actions, physical),
            "resources": _plain_words(statement.resources, physical),
            "principals": _plain_principals(statement.principals, physical),
            "conditions": sorted(
                (one.operator, one.key, _plain_words(one.values, physical))
                for one in statement.conditions
            ),
            "presence": statement.presence,
        }
        for statement in document.statements
    ]


def _plain_words(words: Words | None, physical: dict[str, str]) -> Any:
    """Return the words of an element in their order."""
    if words is None:
        return None
    assert words.possible == ()
    assert words.open is None
    return words.negated, [_text(word, physical) for word in words.words]


def _plain_principals(principals: Principals | None, physical: dict[str, str]) -> Any:
    """Return the principals by kind."""
    if principals is None:
        return None
    groups = [(kind.value, _plain_words(words, physical)) for kind, words in principals.groups]
    return principals.negated, sorted(groups)


def _agree(
    moto_deploy: Callable[..., Deployed],
    text: str,
    parameters: dict[str, str],
    *,
    managed: bool = False,
) -> None:
    """Assert that the deployment and the graph are the same."""
    deployed = moto_deploy(text, parameters, managed=managed)
    assert held(graph_of(text, parameters), deployed.physical) == deployed.picture


# Templates that are written by hand


def _written() -> Iterator[Any]:
    """Yield the templates in the file beside this one, which begin with their names."""
    documents = (HERE / "data" / "deployable.yaml").read_text(encoding="utf-8").split("\n---\n")
    for document in documents:
        name, _, text = document.partition("\n")
        yield pytest.param(text, id=name.removeprefix("# "))


@pytest.mark.parametrize("text", tuple(_written()))
def test_written_template_is_deployed_as_the_graph_says(
    text: str, moto_deploy: Callable[..., Deployed]
) -> None:
    _agree(moto_deploy, text, {}, managed="iam::aws:policy" in text)


# Where moto is wrong

ELSEWHERE_IN_MOTO = (
    # Source: AWS CloudFormation User Guide, edition of 2023-09-19 (read 2026-11-23), the page named
    # in each row. Shape: what it is, sections, the name of a role, the name by the guide.
    pytest.param(
        # "Parameters": a `Ref` to "test,dev,prod" "would result in ["test","dev","prod"]".
        "Parameters: {P: {Type: CommaDelimitedList, Default: 'test,dev'}}",
        "!Select [1, !Ref P]",
        "dev",
        id="default of a list is a list",
    ),
    pytest.param(
        # "Parameters": "each member string is space trimmed".
        "Parameters: {P: {Type: CommaDelimitedList, Default: 'test, dev'}}",
        "!Join ['-', !Ref P]",
        "test-dev",
        id="members of a list are trimmed",
    ),
    pytest.param(
        # "Condition": `!Condition` is its short form.
        "Conditions: {Is: !Equals [a, a], Isnt: !Not [!Condition Is]}",
        "!If [Isnt, wrong, right]",
        "right",
        id="short form of Condition",
    ),
    pytest.param(
        # "Pseudo parameters reference": `AWS::NoValue` removes what it stands for.
        "Conditions: {Is: !Equals [a, a]}",
        "!Join ['-', [a, !If [Is, !Ref 'AWS::NoValue', b], c]]",
        "a-c",
        id="NoValue in a list",
    ),
    pytest.param(
        # "Fn::FindInMap enhancements": the value where the keys "can not be found".
        "Transform: AWS::LanguageExtensions\nMappings: {M: {a: {b: c}}}",
        "!FindInMap [M, a, x, DefaultValue: other]",
        "other",
        id="default of FindInMap",
    ),
    pytest.param(
        # "Fn::Length": "the number of elements within an array".
        "Transform: AWS::LanguageExtensions",
        "!Sub ['n${N}', {N: {'Fn::Length': [a, b]}}]",
        "n2",
        id="Length",
    ),
)


@pytest.mark.parametrize(("sections", "name", "documented"), ELSEWHERE_IN_MOTO)
def test_where_moto_is_wrong_the_guide_decides(
    sections: str, name: str, documented: str, moto_deploy: Callable[..., Deployed]
) -> None:
    trust = json.dumps(_ANCHOR_TRUST)
    text = (
        f"{sections}\nResources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n"
        f"      RoleName: {name}\n      AssumeRolePolicyDocument: {trust}\n"
    )
    (role,) = graph_of(text, {}).roles
    assert role.name == documented
    try:
        deployed = moto_deploy(text, {}).picture
    except Exception:  # noqa: BLE001 - moto refuses what it does not know with errors of any kind
        return
    assert list(deployed["roles"]) != [f"arn:aws:iam::{ACCOUNT}:role/{documented}"]


# Templates that are generated

STAGES = ("dev", "prod", "test")
WORD = st.sampled_from(("app", "ops", "ci", "web"))
CONDITIONS = ("IsProd", "IsTeam", "Both", "Either", "Neither")
ACTION = st.sampled_from(
    ("s3:GetObject", "s3:*", "iam:PassRole", "ec2:Describe*", "sts:AssumeRole", "*", "kms:Decrypt")
)


def _text_of(leaf: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Return functions over texts that yield a text."""
    return st.one_of(
        st.tuples(leaf, leaf).map(lambda pair: {"Fn::Join": ["-", [*pair]]}),
        st.tuples(st.sampled_from(CONDITIONS), leaf, leaf).map(lambda three: {"Fn::If": [*three]}),
        leaf.map(lambda one: {"Fn::Sub": ["x${Local}-${Stage}", {"Local": one}]}),
        st.tuples(leaf, leaf, st.integers(0, 1)).map(
            lambda three: {
                "Fn::Select": [
                    three[2],
                    {"Fn::Split": ["|", {"Fn::Join": ["|", [three[0], three[1]]]}]},
                ]
            }
        ),
        st.tuples(leaf, leaf, st.integers(0, 1)).map(
            lambda three: {"Fn::Select": [str(three[2]), [three[0], three[1]]]}
        ),
    )


TEXT = st.recursive(
    st.one_of(
        WORD,
        st.sampled_from(
            (
                {"Ref": "Stage"},
                {"Ref": "Team"},
                {"Ref": "AWS::Region"},
                {"Fn::Sub": "${Stage}.${Team}"},
                {"Fn::Sub": "in-${AWS::Region}"},
                {"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Short"]},
                {"Fn::FindInMap": ["Names", "prod", "Short"]},
                {"Fn::Select": [1, {"Fn::Split": [".", {"Ref": "Dotted"}]}]},
                {"Fn::Select": ["2", {"Fn::Split": [".", {"Ref": "Dotted"}]}]},
            )
        ),
    ),
    _text_of,
    max_leaves=4,
)

RESOURCE = st.one_of(
    st.just("*"),
    st.just({"Fn::Sub": "arn:${AWS::Partition}:s3:::${Stage}-data/*"}),
    st.just({"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/${Team}/*"}),
    st.just({"Fn::GetAtt": ["Anchor", "Arn"]}),
    st.just({"Fn::Sub": "${Anchor.Arn}"}),
    st.just({"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Bucket"]}),
    TEXT.map(lambda text: {"Fn::Join": ["", ["arn:aws:s3:::", text, "/*"]]}),
)

ACTIONS = st.one_of(
    ACTION,
    st.lists(ACTION, min_size=1, max_size=3),
    st.just({"Ref": "Actions"}),
    st.just({"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Actions"]}),
    st.just({"Fn::Split": [",", "s3:GetObject,s3:PutObject"]}),
    st.tuples(st.sampled_from(CONDITIONS), ACTION, ACTION).map(lambda one: {"Fn::If": [*one]}),
    st.tuples(st.sampled_from(CONDITIONS), ACTION, ACTION).map(
        lambda one: {"Fn::If": [one[0], [one[1], "s3:ListBucket"], one[2]]}
    ),
)

NO_VALUE = {"Ref": "AWS::NoValue"}


def _or_nothing(strategy: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Return values that a condition may take away."""
    return st.tuples(st.sampled_from(CONDITIONS), strategy, st.booleans()).map(
        lambda one: {"Fn::If": [one[0], *((one[1], NO_VALUE) if one[2] else (NO_VALUE, one[1]))]}
    )


STATEMENT = st.fixed_dictionaries(
    {
        "Effect": st.one_of(
            st.sampled_from(("Allow", "Deny")), st.just({"Fn::If": ["IsProd", "Deny", "Allow"]})
        ),
        "Action": ACTIONS,
        "Resource": st.one_of(RESOURCE, st.lists(RESOURCE, min_size=1, max_size=2)),
    },
    optional={
        "Sid": WORD,
        "Condition": st.one_of(
            TEXT.map(lambda text: {"StringEquals": {"aws:PrincipalTag/team": text}}),
            _or_nothing(st.just({"Bool": {"aws:MultiFactorAuthPresent": "true"}})),
        ),
    },
)


def _with_own_sids(statements: list[Json]) -> list[Json]:
    """Return statements whose sids differ, as AWS demands."""
    return [
        {**one, "Sid": f"{one['Sid']}{number}"} if "Sid" in one else one
        for number, one in enumerate(statements)
    ]


DOCUMENT = st.one_of(
    STATEMENT.map(lambda one: {"Version": "2012-10-17", "Statement": one}),
    st.lists(STATEMENT, min_size=1, max_size=2)
    .map(_with_own_sids)
    .map(lambda some: {"Version": "2012-10-17", "Statement": some}),
)

TRUST = st.one_of(
    st.sampled_from(
        (
            {"Service": "ec2.amazonaws.com"},
            {"Service": {"Fn::Sub": "lambda.${AWS::URLSuffix}"}},
            {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}},
            {"AWS": [{"Fn::GetAtt": ["Anchor", "Arn"]}, "111122223333"]},
            {"Service": {"Fn::If": ["IsProd", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]}},
        )
    )
).map(
    lambda principal: {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}],
    }
)

POLICIES = st.lists(DOCUMENT, min_size=1, max_size=2).map(
    lambda some: [
        {"PolicyName": f"inline{number}", "PolicyDocument": one} for number, one in enumerate(some)
    ]
)
PATH = st.sampled_from(
    ("/", "/team/", {"Fn::Sub": "/${Stage}/"}, {"Fn::FindInMap": ["Names", "dev", "Path"]})
)
PATH = st.one_of(PATH, _or_nothing(PATH))
BOUNDARY = st.one_of(st.just({"Ref": "Cap"}), _or_nothing(st.just({"Ref": "Cap"})))
ATTACHED = st.one_of(
    st.just([{"Ref": "Cap"}]),
    _or_nothing(st.just([{"Ref": "Cap"}])),
    st.just([{"Fn::If": ["IsTeam", {"Ref": "Cap"}, {"Ref": "Shared"}]}]),
)


def _named(prefix: str) -> st.SearchStrategy[Json]:
    """Return names of which no two resources have the same."""
    return TEXT.map(lambda text: {"Fn::Join": ["", [f"{prefix}-", text]]})


def _resource(kind: str, required: dict[str, Json], **optional: Json) -> st.SearchStrategy[Json]:
    """Return resources of a type, perhaps under a condition."""
    properties = st.fixed_dictionaries(required, optional=optional)
    return properties.map(lambda some: {"Type": f"AWS::IAM::{kind}", "Properties": some})


def _document(document: Json) -> dict[str, Json]:
    return {"Version": "2012-10-17", "Statement": document}


_ANCHOR_TRUST = _document(
    {
        "Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
)
_ANCHOR = {
    "Type": "AWS::IAM::Role",
    "Properties": {"RoleName": "anchor", "AssumeRolePolicyDocument": _ANCHOR_TRUST},
}
_CARRIERS = {
    "Roles": st.just([{"Ref": "Main"}, {"Ref": "Anchor"}]),
    "Users": st.just([{"Ref": "Person"}]),
    "Groups": st.just([{"Ref": "Crew"}]),
}

RESOURCES = st.fixed_dictionaries(
    {
        "Anchor": st.just(_ANCHOR),
        "Cap": _resource("ManagedPolicy", {"PolicyDocument": DOCUMENT}, Path=PATH),
        "Shared": _resource(
            "ManagedPolicy",
            {"PolicyDocument": DOCUMENT},
            ManagedPolicyName=_named("shared"),
            **_CARRIERS,
        ),
        "Main": _resource(
            "Role",
            {"AssumeRolePolicyDocument": TRUST},
            RoleName=_named("main"),
            Path=PATH,
            Policies=POLICIES,
            PermissionsBoundary=BOUNDARY,
            ManagedPolicyArns=st.just([{"Ref": "Cap"}]),
            MaxSessionDuration=st.one_of(st.just(7200), st.just({"Ref": "Seconds"})),
        ),
        "Crew": _resource("Group", {}, GroupName=_named("crew"), Path=PATH, Policies=POLICIES),
        "Person": _resource(
            "User",
            {},
            UserName=_named("person"),
            Path=PATH,
            Policies=POLICIES,
            Groups=st.just([{"Ref": "Crew"}]),
            PermissionsBoundary=BOUNDARY,
        ),
    },
    optional={
        "Extra": _resource(
            "Role", {"AssumeRolePolicyDocument": TRUST}, ManagedPolicyArns=ATTACHED, Path=PATH
        ).map(lambda one: {**one, "Condition": "Either"}),
        "Written": _resource(
            "Policy",
            {"PolicyName": WORD, "PolicyDocument": DOCUMENT, "Roles": _CARRIERS["Roles"]},
            Users=_CARRIERS["Users"],
            Groups=_CARRIERS["Groups"],
        ),
        "Profile": _resource(
            "InstanceProfile",
            {"Roles": st.just([{"Ref": "Main"}])},
            InstanceProfileName=_named("profile"),
        ),
        "Joined": _resource(
            "UserToGroupAddition",
            {"GroupName": st.just({"Ref": "Crew"}), "Users": _CARRIERS["Users"]},
        ),
    },
)

_EQUALS = st.one_of(
    st.sampled_from(STAGES).map(lambda stage: {"Fn::Equals": [{"Ref": "Stage"}, stage]}),
    st.just({"Fn::Equals": [{"Ref": "Team"}, {"Fn::Select": [0, {"Fn::Split": ["-", "red-a"]}]}]}),
    st.just({"Fn::Equals": [{"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Short"]}, "p"]}),
)
_SECTION = st.fixed_dictionaries(
    {
        "IsProd": _EQUALS,
        "IsTeam": _EQUALS.map(lambda one: {"Fn::Not": [one]}),
        "Both": _EQUALS.map(lambda one: {"Fn::And": [{"Condition": "IsProd"}, one]}),
        "Either": _EQUALS.map(lambda one: {"Fn::Or": [one, {"Condition": "IsTeam"}]}),
        "Neither": st.just({"Fn::Not": [{"Condition": "Either"}]}),
    }
)


def _names(stage: str) -> Json:
    return {
        "Short": stage[0],
        "Path": f"/{stage}/",
        "Bucket": f"arn:aws:s3:::{stage}/*",
        "Actions": ["s3:GetObject", f"{'s3' if stage == 'prod' else 'ec2'}:*"],
    }


TEMPLATES = st.builds(
    lambda conditions, resources, stage: {
        "Parameters": {
            "Stage": {"Type": "String", "Default": stage, "AllowedValues": [*STAGES]},
            "Team": {"Type": "String"},
            "Dotted": {"Type": "String", "Default": "alpha.beta.gamma"},
            "Actions": {"Type": "CommaDelimitedList"},
            "Seconds": {"Type": "Number"},
        },
        "Mappings": {"Names": {one: _names(one) for one in STAGES}},
        "Conditions": conditions,
        "Resources": resources,
    },
    _SECTION,
    RESOURCES,
    st.sampled_from(STAGES),
)
GIVEN = st.fixed_dictionaries(
    {
        "Team": st.sampled_from(("red", "blue")),
        "Actions": st.sampled_from(("s3:GetObject", "s3:GetObject,iam:PassRole")),
        "Seconds": st.sampled_from(("3600", "7200")),
    },
    optional={"Stage": st.sampled_from(STAGES)},
)


@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[*HealthCheck],
)
@given(template=TEMPLATES, parameters=GIVEN, as_yaml=st.booleans())
def test_generated_template_is_deployed_as_the_graph_says(
    template: Json,
    parameters: dict[str, str],
    as_yaml: bool,
    moto_deploy: Callable[..., Deployed],
) -> None:
    text = yaml.safe_dump(template) if as_yaml else json.dumps(template)
    _agree(moto_deploy, text, parameters)
