"""What only `AWS::LanguageExtensions` brings is told without it, and evaluated all the same."""

from __future__ import annotations

import pytest
from tests.evaluation.cloudformation.conftest import Deploy, shown

NAMED = "Transform: AWS::LanguageExtensions\n"
SECTIONS = "Parameters: {P: {Type: String, Default: a}}\nMappings: {M: {a: {b: c}}}\n"
USES = {
    "{'Fn::Length': [a, b]}": 2,
    "{'Fn::ToJsonString': {a: b}}": '{"a":"b"}',
    "!FindInMap [M, x, b, {DefaultValue: d}]": "d",
    "!FindInMap [M, !Sub '${P}', b]": "c",
    "{Ref: !Sub '${P}'}": "? INVALID",
    "!GetAtt [!Sub 'U', Arn]": "arn:aws:iam::?:user/?",
    "{'Fn::ForEach::L': [X, [a], {'K${X}': !Ref X}]}": {"Ka": "a"},
}


def values(deploy: Deploy, transform: str, use: str) -> tuple[object, list[str]]:
    """Return the value of a property, and what is said of the transform that it needs."""
    evaluation = deploy(
        f"{transform}{SECTIONS}Resources:\n  U: {{Type: AWS::IAM::User}}\n"
        f"  R: {{Type: A::B::C, Properties: {{V: {use}}}}}\n"
    )
    (found,) = (one for one in evaluation.resources if one.key.address == "R")
    told = [one.message for one in evaluation.diagnostics if "transform" in one.message]
    return shown(found.values.get("V")), told


@pytest.mark.parametrize("use", USES)
def test_an_extension_is_told_without_the_transform_and_evaluated(deploy: Deploy, use: str) -> None:
    value, told = values(deploy, "", use)
    assert value == USES[use]
    assert len(told) == 1


@pytest.mark.parametrize("use", USES)
def test_an_extension_is_silent_with_the_transform(deploy: Deploy, use: str) -> None:
    assert values(deploy, NAMED, use) == (USES[use], [])


def test_what_another_macro_rewrites_is_not_told(deploy: Deploy) -> None:
    assert values(deploy, "Transform: My::Macro\n", "{'Fn::Length': [a, b]}") == (2, [])


@pytest.mark.parametrize(
    "use", ["!FindInMap [M, !Ref P, b]", "!FindInMap [M, a, !FindInMap [M, a, b]]", "!Ref P"]
)
def test_what_cloudformation_reads_by_itself_is_not_told(deploy: Deploy, use: str) -> None:
    assert values(deploy, "", use)[1] == []


def test_an_extension_beside_the_serverless_transform_is_silent(deploy: Deploy) -> None:
    transforms = "Transform: [AWS::LanguageExtensions, 'AWS::Serverless-2016-10-31']\n"
    assert values(deploy, transforms, "{'Fn::Length': [a, b]}") == (2, [])
