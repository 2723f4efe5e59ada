"""Templates that are broken or made to hurt: a diagnostic, an end, and never an exception."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iac_scan.evaluation.cloudformation import evaluate
from iac_scan.evaluation.json_text import JsonProblem, decode_json
from iac_scan.evaluation.result import Evaluation
from iac_scan.parsers.template import parse
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.discover import Discovery
from iac_scan.sources.document import Document
from iac_scan.sources.span import Origin, Span
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Known

HEAD = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  U: {Type: AWS::IAM::User}\n"
Deploy = Callable[..., Evaluation]


@pytest.fixture
def deploy(tmp_path: Path) -> Deploy:
    """Return a function that evaluates templates."""

    def run(**files: str) -> Evaluation:
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        tree = SourceTree.open((tmp_path,), Bounds())
        paths = tuple(f"{name}.yaml" for name in sorted(files))
        return evaluate(tree, Discovery((), paths, (), (), len(paths)))

    return run


def messages(evaluation: Evaluation) -> str:
    return "\n".join(item.message for item in evaluation.diagnostics)


def resources(count: int, properties: Callable[[int], str]) -> str:
    return "Resources:\n" + "".join(
        f"  R{number}: {{Type: AWS::IAM::User, Properties: {{{properties(number)}}}}}\n"
        for number in range(count)
    )


def test_alias_bomb_is_bounded(deploy: Deploy) -> None:
    levels = "".join(f"  A{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    text = f"{HEAD}Metadata:\n  A0: &a0 [x, x, x, x, x, x, x, x, x]\n{levels}"
    evaluation = deploy(t=text)
    assert messages(evaluation).count("aliases add more than") == 1
    assert [one.key.address for one in evaluation.resources] == ["U"]


def test_alias_bomb_in_each_document_is_told_of_each() -> None:
    levels = "".join(f"  A{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 6))
    bomb = f"---\nA0: &a0 [{', '.join('x' * 9)}]\nB:\n{levels}"
    _, problems = parse(Document.of("t.yaml", (bomb * 2).encode()), Bounds())
    second = bomb.count("\n")
    assert [problem.span.start_line > second for problem in problems] == [False, True]


def test_merges_past_the_bound_on_aliases_are_told_of_once(deploy: Deploy) -> None:
    merges = "    <<: *a\n" * 6000
    evaluation = deploy(t=f"{HEAD}Metadata:\n  A: &a {{x: y}}\n  B:\n{merges}")
    assert messages(evaluation) == "aliases add more than 10000 nodes to this document"


def test_aliases_on_top_of_each_other_are_bounded(deploy: Deploy) -> None:
    inner = "[" * 150 + "{}" + "]" * 150
    levels = "".join(f"  a{n}: &a{n} {inner.replace('{}', f'*a{n - 1}')}\n" for n in range(1, 40))
    text = f"{HEAD}      Properties:\n  a0: &a0 x\n{levels}  R: {{Type: AWS::X::Y, Properties: {{V: *a39}}}}\n"
    text = text.replace("      Properties:\n", "")
    assert messages(deploy(t=text)).count("levels deep") == 1


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "!Sub [", "{Ref: ", "? "])
def test_five_thousand_levels_are_bounded(opening: str, deploy: Deploy) -> None:
    evaluation = deploy(t=f"{HEAD}  Deep: {opening * 5000}\n")
    assert evaluation.diagnostics


def test_five_thousand_levels_of_json_are_bounded(deploy: Deploy) -> None:
    text = '{"Resources": ' + '{"a": ' * 5000 + "1" + "}" * 5001
    assert "levels deep" in messages(deploy(t=text))


@pytest.mark.parametrize(
    "scalar", ["x" * 1_000_000, "${U}" * 250_000, '"' + '\\"{' * 300_000 + '"']
)
def test_scalar_of_a_megabyte_is_read(scalar: str, deploy: Deploy) -> None:
    evaluation = deploy(t=f"{HEAD}  S: {{Type: AWS::X::Y, Properties: {{V: !Sub {scalar!r}}}}}\n")
    assert {one.key.address for one in evaluation.resources} == {"S", "U"}


def test_block_of_a_megabyte_is_read(deploy: Deploy) -> None:
    block = "          {word}\n" * 70_000
    text = f"{HEAD}  S:\n    Type: AWS::X::Y\n    Properties:\n      V: !Sub |\n{block}"
    assert len(deploy(t=text).resources) == 2


def test_block_of_variables_is_bounded(deploy: Deploy) -> None:
    block = "          {word ${U}}\n" * 50_000
    text = f"{HEAD}  S:\n    Type: AWS::X::Y\n    Properties:\n      V: !Sub |\n{block}"
    assert "variables and runs" in messages(deploy(t=text))


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


def test_ring_of_references_is_told(deploy: Deploy) -> None:
    text = resources(20, lambda n: f"UserName: !Ref R{(n + 1) % 20}")
    assert "depends on itself" in messages(deploy(t=text))


def test_chain_of_conditions_is_bounded(deploy: Deploy) -> None:
    conditions = "".join(f"  C{n}: !Not [Condition: C{n + 1}]\n" for n in range(3000))
    text = f"Conditions:\n{conditions}  C3000: !Equals [a, a]\n{HEAD}  S: {{Type: AWS::X::Y, Condition: C0}}\n"
    assert len(deploy(t=text).resources) == 2


def test_ring_of_conditions_is_told(deploy: Deploy) -> None:
    text = f"Conditions: {{A: !Not [Condition: B], B: !Or [Condition: A, Condition: A]}}\n{HEAD}  S: {{Type: AWS::X::Y, Condition: A}}\n"
    assert "depends on itself" in messages(deploy(t=text))


def test_properties_without_number_are_all_read(deploy: Deploy) -> None:
    properties = "".join(f"      P{number}: x\n" for number in range(20_000))
    evaluation = deploy(t=f"{HEAD}  R:\n    Type: AWS::X::Y\n    Properties:\n{properties}")
    (read,) = (one for one in evaluation.resources if one.key.address == "R")
    assert len(read.values.entries) == 20_000


def test_repeated_keys_without_number_are_told_of_for_the_first_alone(deploy: Deploy) -> None:
    evaluation = deploy(t=f"{HEAD}Metadata:\n" + "  same: x\n" * 20_000)
    assert len(evaluation.diagnostics) <= 20
    assert [one.key.address for one in evaluation.resources] == ["U"]


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
    assert len(deploy(**files).resources) == 300


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


SNIPPETS = st.sampled_from(
    [
        "Resources:", "Conditions:", "Parameters:", "Outputs:", "Mappings:", "Transform:", "  A:",
        "    Type: AWS::IAM::User", "    Properties:", "      V: ", "!Ref A", "!Sub '${A.B}'", "!If [C, a, b]",
        "!GetAtt A.Arn", "{", "}", "[", "]", ": ", "- ", "\n", "\n  ", "\n    ", "*a", "&a ", "!", "|\n", ">-\n",
        "'", '"', "#", "\t", "<<: *a", "? ", "Fn::ForEach::L: ", "Ref: ", "Fn::Join: ", "é", "😀", "\x00",
        "{{resolve:a}}", "---\n", "...\n", "%YAML 1.1\n", "Condition: C", "C: !Equals [a, b]", "!Transform {Name: AWS::Include}",
    ]
)  # fmt: skip


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(SNIPPETS | st.text(max_size=5), max_size=30).map("".join))
def test_any_text_is_read_without_an_exception(tmp_path: Path, text: str) -> None:
    document = Document.of("t.yaml", text.encode("utf-8", errors="replace"))
    files, problems = parse(document, Bounds())
    assert files is not None
    for problem in problems:
        assert problem.span.end_byte <= len(document.data)
    (tmp_path / "t.yaml").write_bytes(document.data)
    tree = SourceTree.open((tmp_path,), Bounds())
    evaluate(tree, Discovery((), ("t.yaml",), (), (), 1))


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


def decoded(text: str) -> object:
    return decode_json(Known(text, Origin(Span("main.tf", 1, 1, 1, len(text) + 1))))


def test_json_of_five_thousand_levels_is_bounded() -> None:
    assert isinstance(decoded("[" * 5000 + "]" * 5000), JsonProblem)


def test_json_of_a_megabyte_is_read() -> None:
    assert not isinstance(decoded(json.dumps(["s3:GetObject"] * 60_000)), JsonProblem)
    assert not isinstance(decoded(json.dumps("x" * 1_000_000)), JsonProblem)
    assert isinstance(decoded('"' * 500_000), JsonProblem)
    assert isinstance(decoded("9" * 500_000 + "x"), JsonProblem)


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
