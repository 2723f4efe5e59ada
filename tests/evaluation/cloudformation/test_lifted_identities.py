"""The identities of whole templates, lifted out of them, are deployed as the graph says.

The environment variable IAC_SCAN_TEMPLATES names a folder of real templates, a checkout of
aws-cloudformation/aws-cloudformation-templates for one; without it those below have to do, which
are written by hand in the shapes of real ones. moto is held to nothing but what it deploys: its
reading of documents, which refuses those without `Version`, is left out.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias
from unittest.mock import patch

import cfn_flip
import pytest
import yaml
from botocore.exceptions import ClientError
from moto.iam.policy_validation import BaseIAMPolicyValidator
from tests.evaluation.cloudformation.graph_picture import ACCOUNT, Picture, graph_of, held
from tests.evaluation.cloudformation.lifted import Lifted, lifted, with_role
from tests.evaluation.cloudformation.moto_deployment import Deployed, moto_deployer

Json: TypeAlias = Any
Agree: TypeAlias = Callable[[Lifted], Picture]

HERE = Path(__file__).parent
FOLDER = os.environ.get("IAC_SCAN_TEMPLATES", "")
_SUFFIXES = frozenset({".json", ".template", ".yaml", ".yml"})
_NO_ROLE = re.compile(r"Role (\S+) not found")


@pytest.fixture(scope="module")
def agree() -> Iterator[Agree]:
    """Return a function that asserts that deployment and graph are the same, and returns them."""
    deploy = moto_deployer()

    def run(one: Lifted) -> Picture:
        one, deployed = _deployed(deploy, one)
        text = json.dumps(one.template)
        picture = held(graph_of(text, one.given, placed=True), deployed.physical)
        assert picture == deployed.picture
        return picture

    with patch.object(BaseIAMPolicyValidator, "validate", lambda _: None):
        yield run


def _deployed(deploy: Callable[..., Deployed], one: Lifted) -> tuple[Lifted, Deployed]:
    """Deploy a template; roles that it takes for granted are there before."""
    try:
        return one, deploy(json.dumps(one.template), one.given)
    except ClientError as error:
        absent = _NO_ROLE.search(str(error))
        if absent is None:
            raise
        return _deployed(deploy, with_role(one, absent[1]))


def _read(text: str) -> Json:
    """Return a template as plain JSON."""
    return json.loads(json.dumps(cfn_flip.load(text)[0], default=str))


# Templates that are written by hand


def _written() -> Iterator[Any]:
    """Yield the templates in the file beside this one, which begin with their names."""
    documents = (HERE / "data" / "liftable.yaml").read_text(encoding="utf-8").split("\n---\n")
    for document in documents:
        name, _, text = document.partition("\n")
        yield pytest.param(text, id=name.removeprefix("# "))


@pytest.mark.parametrize("text", tuple(_written()))
def test_identities_of_a_written_template_are_deployed_as_the_graph_says(
    text: str, agree: Agree
) -> None:
    one = lifted(_read(text))
    assert one is not None
    assert any(agree(one).values())


TRUST = (
    "{Statement: [{Effect: Allow, Principal: {Service: x.amazonaws.com}, Action: sts:AssumeRole}]}"
)


def test_what_is_left_behind_is_named_by_a_text() -> None:
    one = lifted(
        _read(
            "Resources:\n"
            "  B: {Type: AWS::S3::Bucket}\n"
            "  P: {Type: AWS::IAM::Policy, DependsOn: [B, R], Properties: {PolicyName: !Ref B,\n"
            "    Roles: [!Ref R], PolicyDocument: {Statement: {Resource: [!GetAtt B.Arn,\n"
            "    !Sub '${B.Arn}/${R.Arn}/${!B}']}}}}\n"
            f"  R: {{Type: AWS::IAM::Role, Properties: {{AssumeRolePolicyDocument: {TRUST}}}}}\n"
        )
    )
    assert one is not None
    policy, left = one.template["Resources"]["P"], f"arn:aws:outside:us-east-1:{ACCOUNT}:B"
    assert sorted(one.template["Resources"]) == ["P", "R"]
    assert policy["DependsOn"] == ["R"]
    assert policy["Properties"] == {
        "PolicyName": f"{left}/left:1",
        "Roles": [{"Ref": "R"}],
        "PolicyDocument": {
            "Statement": {
                "Resource": [
                    f"{left}/Arn/left:1",
                    {"Fn::Sub": f"{left}/Arn/left:1/${{R.Arn}}/${{!B}}"},
                ]
            }
        },
    }


def test_nothing_is_lifted_that_no_identity_needs() -> None:
    one = lifted(
        _read(
            "Parameters: {Used: {Type: String, Default: a}, Other: {Type: String}}\n"
            "Conditions: {Is: !Equals [!Ref Used, a], No: !Equals [!Ref Other, a]}\n"
            "Mappings: {M: {a: {b: c}}}\n"
            "Resources:\n"
            "  U: {Type: AWS::IAM::User, Condition: Is}\n"
            "  V: {Type: AWS::EC2::VPC, Condition: No}\n"
            "Outputs: {O: {Value: !FindInMap [M, a, b]}}\n"
        )
    )
    assert one is not None
    assert {name: sorted(part) for name, part in one.template.items()} == {
        "Parameters": ["Used"],
        "Conditions": ["Is"],
        "Resources": ["U"],
    }
    assert one.given == {"Used": "a"}


def test_template_without_identities_has_nothing_to_lift() -> None:
    assert lifted(_read("Resources: {B: {Type: AWS::S3::Bucket}}")) is None
    assert lifted(_read("Users: [a]")) is None


# Real templates


def _real() -> Iterator[Any]:
    """Yield the files below the folder that may hold templates with identities."""
    root = Path(FOLDER)
    for path in sorted(root.rglob("*")) if FOLDER else ():
        if path.suffix in _SUFFIXES and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            if "AWS::IAM::" in text:
                yield pytest.param(text, id=str(path.relative_to(root)))


@pytest.mark.skipif(not FOLDER, reason="IAC_SCAN_TEMPLATES names no folder of templates")
@pytest.mark.parametrize("text", tuple(_real()))
def test_identities_of_a_real_template_are_deployed_as_the_graph_says(
    text: str, agree: Agree
) -> None:
    try:
        one = lifted(_read(text))
    except (ValueError, yaml.YAMLError):
        pytest.skip("cfn-flip does not read this file")
    if one is None:
        pytest.skip("no identities of a template")
    agree(one)
