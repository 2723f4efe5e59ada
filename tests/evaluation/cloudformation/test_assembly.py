"""Cloud assemblies of the CDK: accounts and regions from the manifest, nested stacks by asset."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeAlias

import pytest

from iac_scan.evaluation.result import Evaluation
from iac_scan.graph import cloudformation as adapter
from iac_scan.graph.build import build
from iac_scan.values import Value

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
