"""Templates whose functions, loops and stacks are made to hurt: a diagnostic, and an end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hostile.conftest import HEAD, Deploy, messages

from iac_scan.evaluation.cloudformation import evaluate
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.discover import Discovery
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Known


def resources(count: int, properties: Callable[[int], str]) -> str:
    return "Resources:\n" + "".join(
        f"  R{number}: {{Type: AWS::IAM::User, Properties: {{{properties(number)}}}}}\n"
        for number in range(count)
    )


def test_text_that_grows_is_bounded(deploy: Deploy) -> None:
    big = "x" * 400_000
    text = (
        f"Parameters: {{P: {{Type: String, Default: {big}}}}}\n{HEAD}"
        f"  S: {{Type: AWS::X::Y, Properties: {{V: !Sub '{'${P}' * 1000}'}}}}\n"
    )
    assert "longer than" in messages(deploy(t=text))


def test_loop_over_ten_thousand_is_bounded(deploy: Deploy) -> None:
    names = ",".join(f"n{number}" for number in range(10_000))
    text = (
        f"Parameters: {{P: {{Type: CommaDelimitedList, Default: '{names}'}}}}\n{HEAD}"
        "  Fn::ForEach::L: [X, !Ref P, {'R${X}': {Type: AWS::IAM::User}}]\n"
    )
    assert "more than 1000 times" in messages(deploy(t=text))


def test_loops_in_loops_are_bounded(deploy: Deploy) -> None:
    items = ", ".join(f"i{number}" for number in range(200))
    body = "{'R${A}${B}${C}': {Type: AWS::IAM::User}}"
    for name in "CBA":
        body = f"{{'Fn::ForEach::{name}': [{name}, [{items}], {body}]}}"
    evaluation = deploy(t=f"{HEAD}  {body[1:-1]}\n")
    assert "more entries than this scan reads" in messages(evaluation)


def test_chain_of_references_is_bounded(deploy: Deploy) -> None:
    evaluation = deploy(t=resources(2000, lambda n: f"UserName: !Sub 'x${{R{n + 1}}}'"))
    assert len(evaluation.resources) == 2000
    assert "levels deep" in messages(evaluation)


def test_ring_of_references_is_told(deploy: Deploy) -> None:
    text = resources(20, lambda n: f"UserName: !Ref R{(n + 1) % 20}")
    assert "depends on itself" in messages(deploy(t=text))


def test_chain_of_conditions_is_bounded(deploy: Deploy) -> None:
    conditions = "".join(f"  C{n}: !Not [Condition: C{n + 1}]\n" for n in range(3000))
    text = f"Conditions:\n{conditions}  C3000: !Equals [a, a]\n{HEAD}  S: {{Type: AWS::X::Y, Condition: C0}}\n"
    evaluation = deploy(t=text)
    assert len(evaluation.resources) == 2
    assert "levels deep" in messages(evaluation)


def test_ring_of_conditions_is_told(deploy: Deploy) -> None:
    text = f"Conditions: {{A: !Not [Condition: B], B: !Or [Condition: A, Condition: A]}}\n{HEAD}  S: {{Type: AWS::X::Y, Condition: A}}\n"
    assert "depends on itself" in messages(deploy(t=text))


def test_properties_without_number_are_all_read(deploy: Deploy) -> None:
    properties = "".join(f"      P{number}: x\n" for number in range(20_000))
    evaluation = deploy(t=f"{HEAD}  R:\n    Type: AWS::X::Y\n    Properties:\n{properties}")
    (read,) = (one for one in evaluation.resources if one.key.address == "R")
    assert len(read.values.entries) == 20_000


def test_blocks_of_addresses_in_each_other_are_bounded(deploy: Deploy) -> None:
    value = "10.0.0.0/8"
    for bits in range(16, 8, -1):
        value = f"!Select [255, !Cidr [{value}, 256, {bits}]]"
    evaluation = deploy(t=f"{HEAD}  S: {{Type: AWS::X::Y, Properties: {{V: {value}}}}}\n")
    assert [one.key.address for one in evaluation.resources] == ["S", "U"]


def test_text_that_joins_itself_over_and_over_is_bounded(deploy: Deploy) -> None:
    names = "".join(
        f"  A{n}: {{Type: AWS::IAM::User, Properties: {{UserName: !Join ['', [!Ref A{n - 1}, !Ref A{n - 1}]]}}}}\n"
        for n in range(1, 60)
    )
    first = "  A0: {Type: AWS::IAM::User, Properties: {UserName: xy}}\n"
    evaluation = deploy(t=f"Resources:\n{first}{names}")
    assert "longer than" in messages(evaluation)
    assert len(evaluation.resources) == 60


def test_parameter_that_is_made_of_itself_is_read(deploy: Deploy) -> None:
    parameters = "Parameters: {A: {Type: String, Default: !Ref A}}\n"
    evaluation = deploy(t=parameters + HEAD + "  V: {Type: AWS::IAM::User, UserName: !Ref A}\n")
    assert [one.key.address for one in evaluation.resources] == ["U", "V"]


def test_sub_of_many_variables_of_its_own_is_read(deploy: Deploy) -> None:
    text = "".join(f"${{a{number}}}" for number in range(2000))
    values = ", ".join(f"a{number}: x" for number in range(2000))
    evaluation = deploy(
        t=f"{HEAD}  S: {{Type: AWS::X::Y, Properties: {{V: !Sub ['{text}', {{{values}}}]}}}}\n"
    )
    (read,) = (one for one in evaluation.resources if one.key.address == "S")
    value = read.values.get("V")
    assert isinstance(value, Known)
    assert value.value == "x" * 2000


def test_stack_that_contains_itself_many_times_is_bounded(deploy: Deploy) -> None:
    nested = "".join(
        f"  S{n}: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: t.yaml}}}}\n"
        for n in range(200)
    )
    assert "contains itself" in messages(deploy(t=HEAD + nested))


def test_stacks_that_multiply_are_bounded(deploy: Deploy) -> None:
    def template(below: str) -> str:
        return HEAD + "".join(
            f"  S{n}: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: {below}.yaml}}}}\n"
            for n in range(10)
        )

    files = {name: template(chr(ord(name) + 1)) for name in "abcdefgh"}
    assert "nested stacks" in messages(deploy(**files, i=HEAD))


def test_templates_that_import_in_a_chain_are_bounded(deploy: Deploy) -> None:
    files = {
        f"t{n}": f"{HEAD}Outputs: {{O: {{Value: !ImportValue e{n + 1}, Export: {{Name: e{n}}}}}}}\n"
        for n in range(300)
    }
    evaluation = deploy(**files)
    assert len(evaluation.resources) == 300
    assert "levels deep" in messages(evaluation)


def test_many_possibilities_are_bounded(deploy: Deploy) -> None:
    conditions = "".join(f"  C{n}: !Equals [!Ref P, x{n}]\n" for n in range(60))
    nested = "a"
    for n in range(60):
        nested = f"!If [C{n}, b{n}, {nested}]"
    joined = ", ".join(f"!If [C{n}, a, b]" for n in range(60))
    text = (
        f"Parameters: {{P: {{Type: String}}}}\nConditions:\n{conditions}{HEAD}"
        f"  S: {{Type: AWS::X::Y, Properties: {{V: {nested}, W: !Join [',', [{joined}]]}}}}\n"
    )
    assert len(deploy(t=text).resources) == 2


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("!Join ['', [", "]]"),
        ("!Select [0, [", "]]"),
        ("!If [Maybe, ", ", b]"),
        ("!FindInMap [", ", b, c]"),
        ("!Sub ['${a}', {a: ", "}]"),
        ("!GetAtt [R, ", "]"),
        ("!Split [',', ", "]"),
        ("!Not [", "]"),
        ("!Equals [a, ", "]"),
        ("{'Fn::ToJsonString': ", "}"),
        ("{'Fn::ForEach::L': [X, [a, b], {'K${X}': ", "}]}"),
        ("{Ref: ", "}"),
        ("{a: ", "}"),
    ],
)
def test_functions_in_functions_are_bounded(opening: str, closing: str, deploy: Deploy) -> None:
    for count in (40, 95, 190):
        nested = opening * count + "z" + closing * count
        evaluation = deploy(
            t=f"Parameters: {{P: {{Type: String}}}}\n"
            f"Conditions: {{Maybe: !Equals [!Ref P, x], Deep: {nested}}}\n{HEAD}"
            f"  R: {{Type: AWS::IAM::Role, Condition: Deep, Properties: {{RoleName: {nested}}}}}\n"
        )
        assert "U" in {one.key.address for one in evaluation.resources}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["A", "P", "C", "M", "a,b", "${A}", "A.Arn", ""]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["Ref", "Fn::Sub", "Fn::GetAtt", "Fn::If", "Fn::Join", "Fn::Select", "Fn::Split", "Fn::FindInMap",
             "Fn::Equals", "Fn::Cidr", "Fn::Base64", "Fn::ImportValue", "Fn::ToJsonString", "Fn::Length", "Fn::Transform",
             "Fn::ForEach::L", "Condition", "Type", "Value", "Name"]
        ),
        inner,
        max_size=2,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(VALUES, VALUES, VALUES, VALUES)
def test_any_use_of_functions_is_read_without_an_exception(
    tmp_path: Path, value: object, condition: object, parameter: object, mapping: object
) -> None:
    template = {
        "Parameters": {"P": {"Type": "String"}, "Q": parameter},
        "Mappings": {"M": mapping},
        "Conditions": {"C": condition},
        "Resources": {
            "A": {
                "Type": "AWS::IAM::Role",
                "Properties": {"RoleName": value, "X": value},
                "Condition": "C",
            },
            "B": {
                "Type": "AWS::CloudFormation::Stack",
                "Properties": {"TemplateURL": value, "Parameters": value},
            },
            "D": value,
        },
        "Outputs": {"O": {"Value": value, "Export": {"Name": value}}, "N": value},
        "Transform": value,
    }
    (tmp_path / "t.json").write_text(json.dumps(template), encoding="utf-8")
    tree = SourceTree.open((tmp_path,), Bounds())
    evaluate(tree, Discovery((), ("t.json",), (), (), 1))


def test_text_of_holes_that_doubles_is_bounded(deploy: Deploy) -> None:
    names = "".join(
        f"  A{n}: {{Type: AWS::IAM::User, Properties: {{UserName: !Sub '${{A{n - 1}}}${{A{n - 1}}}'}}}}\n"
        for n in range(1, 60)
    )
    first = "  A0: {Type: AWS::IAM::User, Properties: {UserName: !Ref AWS::StackName}}\n"
    assert "longer than" in messages(deploy(t=f"Resources:\n{first}{names}"))


def test_list_of_lists_does_not_grow_from_stack_to_stack(deploy: Deploy) -> None:
    parameter = "Parameters: {P: {Type: CommaDelimitedList, Default: x}}\n"
    files = {
        f"t{n}": f"{parameter}Resources:\n  S:\n    Type: AWS::CloudFormation::Stack\n"
        f"    Properties: {{TemplateURL: t{n + 1}.yaml, Parameters: {{P: [{', '.join(['!Ref P'] * 9)}]}}}}\n"
        for n in range(15)
    }
    user = "  U: {Type: AWS::IAM::User, Properties: {UserName: !Join [a, !Ref P]}}\n"
    evaluation = deploy(**files, t15=f"{parameter}Resources:\n{user}")
    assert len(evaluation.resources) == 16


def test_names_without_number_that_nothing_declares_are_counted(deploy: Deploy) -> None:
    names = "".join(f"${{q{number}}}" for number in range(5_000))
    evaluation = deploy(t=f"{HEAD}  S: {{Type: AWS::X::Y, Properties: {{V: !Sub '{names}'}}}}\n")
    *listed, last = evaluation.diagnostics
    assert len(listed) == 20
    assert last.message.endswith("`...`: 4980 more times in this file")


def test_chain_and_ring_of_thousands_of_resources_are_read(deploy: Deploy) -> None:
    chain = "".join(f"  R{n}: {{Type: AWS::X::Y, DependsOn: R{n + 1}}}\n" for n in range(5_000))
    ends = deploy(t=f"Resources:\n{chain}  R5000: {{Type: AWS::X::Y}}\n")
    assert ends.diagnostics == ()
    ring = deploy(t=f"Resources:\n{chain}  R5000: {{Type: AWS::X::Y, DependsOn: R0}}\n")
    shown = "`R0`, `R1`, `R2`, `R3`, `R4` and 4996 more"
    assert messages(ring) == f"resources {shown} depend on each other"
