"""Cloud assemblies of the CDK: accounts and regions from the manifest, nested stacks by asset."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeAlias

import pytest

from iac_scan.evaluation.result import Evaluation
from iac_scan.graph import cloudformation as adapter
from iac_scan.graph.build import build
from iac_scan.values import Text, Unknown, Value

Deploy: TypeAlias = Callable[..., Evaluation]

TEMPLATE = json.dumps(
    {
        "Resources": {
            "App": {
                "Type": "AWS::IAM::User",
                "Properties": {
                    "V": {"Fn::Sub": "${AWS::AccountId} ${AWS::Region} ${AWS::StackName}"}
                },
            }
        }
    }
)


def _manifest(environment: str) -> str:
    stack = {
        "type": "aws:cloudformation:stack",
        "environment": environment,
        "properties": {"templateFile": "App.template.json", "stackName": "app-prod"},
    }
    return json.dumps(
        {"version": "36.0.0", "artifacts": {"App": stack, "Tree": {"type": "cdk:tree"}}}
    )


def _value(evaluation: Evaluation) -> Value:
    (user,) = evaluation.resources
    return user.values.get("V")


def test_manifest_gives_account_region_and_stack_name(
    deploy: Deploy, show: Callable[[Value], object]
) -> None:
    manifest = _manifest("aws://111122223333/eu-west-1")
    evaluation = deploy({"out/App.template.json": TEMPLATE, "out/manifest.json": manifest})
    assert show(_value(evaluation)) == "111122223333 eu-west-1 app-prod"


def test_environment_that_the_app_leaves_open_stays_open(
    deploy: Deploy, show: Callable[[Value], object]
) -> None:
    manifest = _manifest("aws://unknown-account/unknown-region")
    evaluation = deploy({"out/App.template.json": TEMPLATE, "out/manifest.json": manifest})
    assert show(_value(evaluation)) == "? ? app-prod"


@pytest.mark.parametrize(
    "manifest", ["", "[", "3", "[]", '{"artifacts": 3}', '{"artifacts": {"a": 3}}']
)
def test_manifest_that_is_none_says_nothing(
    manifest: str, deploy: Deploy, show: Callable[[Value], object]
) -> None:
    evaluation = deploy({"out/App.template.json": TEMPLATE, "out/manifest.json": manifest})
    assert show(_value(evaluation)) == "? ? ?"


def test_nested_stack_of_the_cdk_is_found_by_its_asset(deploy: Deploy) -> None:
    nested = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": {"Fn::Sub": "https://s3.${AWS::URLSuffix}/assets/1.json"}},
        "Metadata": {
            "aws:asset:path": "AppIn.nested.template.json",
            "aws:asset:property": "TemplateURL",
        },
    }
    evaluation = deploy(
        {
            "out/App.template.json": json.dumps({"Resources": {"In": nested}}),
            "out/AppIn.nested.template.json": TEMPLATE,
        }
    )
    assert [one.key.address for one in evaluation.resources] == ["In", "In.App"]
    assert evaluation.gaps == ()


def test_messages_name_the_construct(deploy: Deploy) -> None:
    metadata = {"aws:cdk:path": "App/Fn/ServiceRole/Resource"}
    role = {"Type": "AWS::IAM::Role", "Metadata": metadata}
    named = {"Type": "AWS::IAM::Role", "Metadata": metadata, "Properties": {"RoleName": "app"}}
    resources = {"FnServiceRole1": role, "FnServiceRole2": named}
    evaluation = deploy({"App.template.json": json.dumps({"Resources": resources})})
    names = [role.name for role in build(adapter.read(evaluation)).roles]
    assert names == ["App/Fn/ServiceRole", "app"]


ROLES = json.dumps({"Resources": {name: {"Type": "AWS::IAM::Role"} for name in ("A1", "B2")}})


def _named(path: str, logical_id: str) -> dict[str, object]:
    return {path: [{"type": "aws:cdk:warning"}, {"type": "aws:cdk:logicalId", "data": logical_id}]}


def _with_metadata(metadata: object, file: object) -> str:
    manifest = json.loads(_manifest("aws://unknown-account/unknown-region"))
    manifest["artifacts"]["App"] |= {"metadata": metadata, "additionalMetadataFile": file}
    return json.dumps(manifest)


def _role_names(evaluation: Evaluation) -> list[str]:
    return [role.name for role in build(adapter.read(evaluation)).roles]


def test_manifest_and_the_file_beside_it_name_the_construct(deploy: Deploy) -> None:
    evaluation = deploy(
        {
            "out/App.template.json": ROLES,
            "out/manifest.json": _with_metadata(_named("/App/A/Resource", "A1"), "App.json"),
            "out/App.json": json.dumps(_named("/App/B/Resource", "B2")),
        }
    )
    assert _role_names(evaluation) == ["App/A", "App/B"]


@pytest.mark.parametrize(
    ("metadata", "file"),
    [
        (3, "none.json"),
        ([], "../App.json"),
        ({"/App/A/Resource": 3}, "manifest.json"),
        ({"/App/A/Resource": [3, {"type": []}]}, []),
        ({"/App/A/Resource": [{"type": "aws:cdk:logicalId"}]}, "bad.json"),
    ],
)
def test_metadata_of_a_manifest_that_is_none_names_nothing(
    metadata: object, file: object, deploy: Deploy
) -> None:
    evaluation = deploy(
        {
            "out/App.template.json": ROLES,
            "out/manifest.json": _with_metadata(metadata, file),
            "out/bad.json": "[" * 100_000,
            "App.json": json.dumps(_named("/App/A/Resource", "A1")),
        }
    )
    assert _role_names(evaluation) == ["A1", "B2"]


# Assemblies in assemblies


def _assembly(**stacks: tuple[str, str]) -> str:
    """Return a manifest: the environment and the name of the stack, by the name of its template."""
    artifacts = {
        file: {
            "type": "aws:cloudformation:stack",
            "environment": environment,
            "properties": {"templateFile": f"{file}.template.json", "stackName": name},
        }
        for file, (environment, name) in stacks.items()
    }
    return json.dumps({"version": "44.0.0", "artifacts": artifacts})


def test_stack_of_a_stage_has_its_account_from_the_manifest_of_the_stage(
    deploy: Deploy, show: Callable[[Value], object]
) -> None:
    stage = {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Prod"}}
    evaluation = deploy(
        {
            "out/manifest.json": json.dumps({"version": "44.0.0", "artifacts": {"P": stage}}),
            "out/assembly-Prod/manifest.json": _assembly(
                ProdApp=("aws://111122223333/eu-west-1", "Prod-App")
            ),
            "out/assembly-Prod/ProdApp.template.json": TEMPLATE,
        }
    )
    assert show(_value(evaluation)) == "111122223333 eu-west-1 Prod-App"


def test_messages_name_the_construct_in_its_stage_and_nested_stack(deploy: Deploy) -> None:
    metadata = {"aws:cdk:path": "Prod/App/In.NestedStack/Role/Resource"}
    role = json.dumps({"Resources": {"Role1": {"Type": "AWS::IAM::Role", "Metadata": metadata}}})
    nested = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": {"Fn::Sub": "https://s3.${AWS::URLSuffix}/assets/1.json"}},
        "Metadata": {
            "aws:asset:path": "ProdAppIn.nested.template.json",
            "aws:asset:property": "TemplateURL",
        },
    }
    folder = "out/assembly-Prod"
    evaluation = deploy(
        {
            f"{folder}/manifest.json": _assembly(ProdApp=("aws://111122223333/eu-west-1", "a")),
            f"{folder}/ProdApp.template.json": json.dumps({"Resources": {"In": nested}}),
            f"{folder}/ProdAppIn.nested.template.json": role,
        }
    )
    (found,) = build(adapter.read(evaluation)).roles
    assert found.name == "Prod/App/In.NestedStack/Role"
    assert (found.arn.parts if isinstance(found.arn, Text) else ())[0] == (
        "arn:aws:iam::111122223333:role/"
    )


# Outputs of other stacks

PRODUCER = json.dumps(
    {
        "Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "shared"}}},
        "Outputs": {"Role": {"Value": {"Fn::GetAtt": ["R", "Arn"]}}},
    }
)


def _consumed(deploy: Deploy, wanted: dict[str, object], manifest: str) -> Value:
    """Return the output that a stack reads of the stacks in a manifest."""
    user = {
        "Type": "AWS::IAM::User",
        "Properties": {"V": {"Fn::GetStackOutput": wanted}},
    }
    evaluation = deploy(
        {
            "out/manifest.json": manifest,
            "out/Producer.template.json": PRODUCER,
            "out/Other.template.json": PRODUCER,
            "out/Consumer.template.json": json.dumps({"Resources": {"U": user}}),
        }
    )
    (found,) = (one for one in evaluation.resources if one.key.address == "U")
    return found.values.get("V")


HERE, ABROAD = "aws://111122223333/eu-west-1", "aws://444455556666/us-east-1"
WANTED: dict[str, object] = {"StackName": "producer", "OutputName": "Role"}


@pytest.mark.parametrize(
    ("more", "other", "expected"),
    [
        ({}, (HERE, "other"), "arn:aws:iam::111122223333:role/shared"),
        ({"Region": "eu-west-1"}, (ABROAD, "producer"), "arn:aws:iam::111122223333:role/shared"),
        (
            {"Region": "us-east-1", "RoleArn": "arn:aws:iam::444455556666:role/reader"},
            (ABROAD, "producer"),
            "arn:aws:iam::444455556666:role/shared",
        ),
        # Without a region it is the region of the stack that asks.
        ({}, (ABROAD, "producer"), "arn:aws:iam::111122223333:role/shared"),
        # Two stacks of the name in one place, a region without one, and one that is not known.
        ({}, (HERE, "producer"), "? DATA"),
        ({"Region": "ap-south-1"}, (HERE, "other"), "? DATA"),
        ({"Region": {"Ref": "AWS::StackId"}}, (HERE, "other"), "? DATA"),
        ({"StackName": "none"}, (HERE, "other"), "? DATA"),
        ({"OutputName": {"Ref": "AWS::StackId"}}, (HERE, "other"), "? DATA"),
    ],
)
def test_output_of_a_stack_is_read_where_the_manifest_names_it(
    more: dict[str, object],
    other: tuple[str, str],
    expected: str,
    deploy: Deploy,
    show: Callable[[Value], object],
) -> None:
    manifest = _assembly(Producer=(HERE, "producer"), Other=other, Consumer=(HERE, "consumer"))
    assert show(_consumed(deploy, {**WANTED, **more}, manifest)) == expected


def test_output_of_a_stack_that_no_manifest_names_is_not_known(
    deploy: Deploy, show: Callable[[Value], object]
) -> None:
    value = _consumed(deploy, WANTED, "{}")
    assert show(value) == "? DATA"
    assert isinstance(value, Unknown)
    assert value.detail == "output `Role` of stack `producer` is not read here"


def test_stacks_that_read_an_output_of_each_other_are_told(deploy: Deploy) -> None:
    def template(other: str) -> str:
        output = {"Fn::GetStackOutput": {"StackName": other, "OutputName": "O"}}
        return json.dumps(
            {"Resources": {"U": {"Type": "AWS::IAM::User"}}, "Outputs": {"O": {"Value": output}}}
        )

    evaluation = deploy(
        {
            "out/manifest.json": _assembly(A=(HERE, "a"), B=(HERE, "b")),
            "out/A.template.json": template("b"),
            "out/B.template.json": template("a"),
        }
    )
    assert any("depends on itself" in one.message for one in evaluation.diagnostics)
