"""What moto deploys from a template, and what its IAM then answers, equals what the graph holds.

moto resolves the functions of a template and answers as IAM does, in this process: there is no
network and no account. What it resolves otherwise than AWS documents is listed in
`ELSEWHERE_IN_MOTO`, and left out of the generated templates.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.evaluation.cloudformation.graph_picture import ACCOUNT, PROBLEM, graph_of, held
from tests.evaluation.cloudformation.moto_deployment import Deployed, moto_deployer
from tests.evaluation.cloudformation.templates import ANCHOR_TRUST, GIVEN, TEMPLATES

Json: TypeAlias = Any

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def moto_deploy() -> Callable[..., Deployed]:
    """Return a function that deploys a template with moto and asks its IAM what there is."""
    return moto_deployer()


def _agree(
    moto_deploy: Callable[..., Deployed],
    text: str,
    parameters: dict[str, str],
    *,
    managed: bool = False,
) -> None:
    """Assert that the deployment and the graph are the same."""
    deployed = moto_deploy(text, parameters, managed=managed)
    assert PROBLEM not in str(deployed.picture)
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
    trust = json.dumps(ANCHOR_TRUST)
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
