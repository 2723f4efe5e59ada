"""Templates whose text is broken or made to hurt: a diagnostic, an end, and never an exception."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hostile.conftest import HEAD, Deploy, messages

from iac_scan.evaluation.cloudformation import evaluate
from iac_scan.evaluation.json_text import JsonProblem, decode_json
from iac_scan.parsers.template import parse
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.discover import Discovery
from iac_scan.sources.document import Document
from iac_scan.sources.span import Origin, Span
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Known


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


def test_repeated_keys_without_number_are_told_of_for_the_first_alone(deploy: Deploy) -> None:
    evaluation = deploy(t=f"{HEAD}Metadata:\n" + "  same: x\n" * 20_000)
    assert len(evaluation.diagnostics) <= 20
    assert [one.key.address for one in evaluation.resources] == ["U"]


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


def decoded(text: str) -> object:
    return decode_json(Known(text, Origin(Span("main.tf", 1, 1, 1, len(text) + 1))))


def test_json_of_five_thousand_levels_is_bounded() -> None:
    assert isinstance(decoded("[" * 5000 + "]" * 5000), JsonProblem)


def test_json_of_a_megabyte_is_read() -> None:
    assert not isinstance(decoded(json.dumps(["s3:GetObject"] * 60_000)), JsonProblem)
    assert not isinstance(decoded(json.dumps("x" * 1_000_000)), JsonProblem)
    assert isinstance(decoded('"' * 500_000), JsonProblem)
    assert isinstance(decoded("9" * 500_000 + "x"), JsonProblem)
