"""Templates that hold, include or read other templates without end: a diagnostic, and an end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from iac_scan.evaluation.cloudformation import evaluate
from iac_scan.evaluation.result import Evaluation
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.discover import discover
from iac_scan.sources.tree import SourceTree

HEAD = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  U: {Type: AWS::IAM::User}\n"
INCLUDE = "{'Fn::Transform': {Name: AWS::Include, Parameters: {Location: part.yaml}}}"
SET = "AWS::CloudFormation::StackSet"
Deploy = Callable[[dict[str, str]], Evaluation]


@pytest.fixture
def deploy(tmp_path: Path) -> Deploy:
    """Return a function that evaluates files by name."""

    def run(files: dict[str, str]) -> Evaluation:
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        tree = SourceTree.open((tmp_path,), Bounds())
        return evaluate(tree, discover(tree, exclude=(), gitignore=False))

    return run


def messages(evaluation: Evaluation) -> str:
    return "\n".join(item.message for item in evaluation.diagnostics)


def test_file_that_includes_itself_many_times_is_bounded(deploy: Deploy) -> None:
    part = f"a: [{', '.join([INCLUDE] * 10)}]\n"
    template = f"{HEAD}  R: {{Type: AWS::X::Y, Properties: {{V: {INCLUDE}}}}}\n"
    assert "has more parts than" in messages(deploy({"t.yaml": template, "part.yaml": part}))


def test_text_that_grows_in_loops_is_bounded(deploy: Deploy) -> None:
    items = ", ".join(f"{'x' * 50}{number}" for number in range(100))
    body = "{'R${A}${B}': {Type: AWS::IAM::User, Properties: {V: '" + "${A}${B}" * 2000 + "'}}}"
    for name in "BA":
        body = f"{{'Fn::ForEach::{name}': [{name}, [{items}], {body}]}}"
    evaluation = deploy({"t.yaml": f"{HEAD}  {body[1:-1]}\n"})
    assert "more entries than this scan reads" in messages(evaluation)


def test_bodies_in_bodies_are_bounded(deploy: Deploy) -> None:
    template = HEAD
    for _ in range(60):
        lines = "".join(f"        {line}\n" for line in template.splitlines())
        template = (
            f"Resources:\n  S:\n    Type: {SET}\n    Properties:\n      TemplateBody: |\n{lines}"
        )
    assert "stacks are nested within each other" in messages(deploy({"t.yaml": template}))


def test_bodies_that_are_maps_in_each_other_are_bounded(deploy: Deploy) -> None:
    template = "{Resources: {U: {Type: AWS::IAM::User}}}"
    for _ in range(30):
        template = (
            f"{{Resources: {{S: {{Type: {SET}, Properties: {{TemplateBody: {template}}}}}}}}}"
        )
    evaluation = deploy({"t.yaml": f"AWSTemplateFormatVersion: '2010-09-09'\n{template[1:-1]}\n"})
    assert "stacks are nested within each other" in messages(evaluation)


def test_body_of_five_thousand_levels_is_told(deploy: Deploy) -> None:
    body = "Resources: " + "[" * 5000
    evaluation = deploy(
        {"t.yaml": f"Resources:\n  S: {{Type: {SET}, Properties: {{TemplateBody: '{body}'}}}}\n"}
    )
    assert evaluation.diagnostics
    assert "`TemplateBody`" in evaluation.gaps[0].message


def test_outputs_that_stacks_read_of_each_other_are_bounded(deploy: Deploy) -> None:
    count = 300
    artifacts = {
        f"T{number}": {
            "type": "aws:cloudformation:stack",
            "environment": "aws://111122223333/eu-west-1",
            "properties": {"templateFile": f"T{number}.template.json", "stackName": f"t{number}"},
        }
        for number in range(count)
    }
    files = {"manifest.json": json.dumps({"artifacts": artifacts})}
    for number in range(count):
        read = {"Fn::GetStackOutput": {"StackName": f"t{(number + 1) % count}", "OutputName": "O"}}
        files[f"T{number}.template.json"] = json.dumps(
            {
                "Resources": {"U": {"Type": "AWS::IAM::User"}},
                "Outputs": {"O": {"Value": {"Fn::Join": ["", [read] * 3]}}},
            }
        )
    assert len(deploy(files).resources) == count
