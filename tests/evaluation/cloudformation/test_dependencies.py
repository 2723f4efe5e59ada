"""Resources that wait for each other: told of once, where surely none of them can be first."""

from __future__ import annotations

import pytest
from tests.evaluation.cloudformation.conftest import Deploy

SECTIONS = """\
Parameters: {P: {Type: String}}
Conditions: {Yes: !Equals [a, a], No: !Equals [a, b], Open: !Equals [!Ref P, x]}
"""


def resources(**written: str) -> str:
    return f"{SECTIONS}Resources:\n" + "".join(
        f"  {name}: {{Type: AWS::X::Y, {rest}}}\n" for name, rest in written.items()
    )


def told(deploy: Deploy, **written: str) -> list[tuple[str, int]]:
    diagnostics = deploy(resources(**written)).diagnostics
    assert all(one.help for one in diagnostics)
    return [(one.message, one.span.start_line) for one in diagnostics]


@pytest.mark.parametrize(
    "reference",
    [
        "Properties: {V: !GetAtt %s.Id}",
        "Properties: {V: {Fn::GetAtt: [%s, Outputs.Id]}}",
        "Properties: {V: [{W: !Ref %s}]}",
        "Properties: {V: !Sub 'a-${%s.Id}'}",
        "Properties: {V: !Sub ['${X}-${%s}', {X: 1}]}",
        "Properties: {V: !Join ['', [a, !GetAtt %s.Id]]}",
        "Properties: {V: !If [Yes, !GetAtt %s.Id, b]}",
        "DependsOn: %s",
        "DependsOn: [%s]",
    ],
)
def test_a_ring_of_references_is_told_where_it_begins(reference: str, deploy: Deploy) -> None:
    third = "Properties: {V: !GetAtt A.Id}"
    found = told(deploy, A=reference % "B", B="DependsOn: C", C=third, D="DependsOn: A")
    assert found == [("resources `A`, `B`, `C` depend on each other", 4)]


def test_a_resource_that_refers_to_itself_is_told(deploy: Deploy) -> None:
    found = told(deploy, A="Properties: {V: !GetAtt A.Id}", B="DependsOn: A")
    assert found == [("resource `A` depends on itself", 4)]


def test_each_ring_is_told_by_itself(deploy: Deploy) -> None:
    found = told(
        deploy, A="DependsOn: B", B="DependsOn: [A, C]", C="DependsOn: [D]", D="DependsOn: C"
    )
    assert [message for message, _ in found] == [
        "resources `A`, `B` depend on each other",
        "resources `C`, `D` depend on each other",
    ]


@pytest.mark.parametrize(
    "reference",
    [
        "Properties: {V: !If [No, !GetAtt B.Id, b]}",
        "Properties: {V: !If [Open, !GetAtt B.Id, b]}",
        "Properties: {V: !Sub '${!B}'}",
        "Properties: {V: !Sub ['${B}', {B: 1}]}",
        "Properties: {V: '${B}'}",
        "Metadata: {V: !Ref B}",
        "Condition: No, DependsOn: B",
        "Condition: Open, DependsOn: B",
    ],
)
def test_what_may_be_no_ring_is_not_told(reference: str, deploy: Deploy) -> None:
    assert told(deploy, A=reference, B="DependsOn: A") == []


def test_a_template_that_a_macro_rewrites_is_not_held_against_it(deploy: Deploy) -> None:
    text = resources(A="DependsOn: B", B="DependsOn: A")
    assert deploy(f"Transform: Mine\n{text}").diagnostics == ()


def test_serverless_resources_that_are_not_expanded_make_no_ring(deploy: Deploy) -> None:
    text = resources(A="DependsOn: B", B="DependsOn: A").replace("X::Y", "Serverless::Function", 1)
    assert deploy(text).diagnostics == ()


def test_a_value_that_is_made_of_itself_is_told_once(deploy: Deploy) -> None:
    text = "Resources: {U: {Type: AWS::IAM::User, Properties: {UserName: !Sub '${U}-x'}}}"
    assert [one.message for one in deploy(text).diagnostics] == [
        "property `UserName` of `U` depends on itself"
    ]
