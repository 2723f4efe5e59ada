"""What `iac-scan show --format json` prints keeps the schema that is published with it."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from iac_scan import show
from iac_scan.options import Options
from iac_scan.pipeline import evaluate
from iac_scan.sources.diagnostics import GapKind, Level
from iac_scan.sources.tree import SourceTree

_SAMPLE = Path(__file__).parents[1] / "sample_iac"
_SCHEMA = Path(show.__file__).with_name("show.schema.json")

_TERRAFORM = r"""
variable "open" {}
variable "hush" {
  default   = { a = "s3cret" }
  sensitive = true
}
locals {
  one = var.open == "a" ? "x" : "y"
}
resource "aws_iam_user" "u" {
  count = var.open == "a" ? 1 : 0
  name  = "u-${var.open}"
  path  = local.one
  tags  = merge({ a = null, b = true, c = 0.1, d = [1, []] }, var.open)
}
data "aws_iam_policy_document" "d" {
  statement { actions = ["s3:*"] }
}
module "m" {
  source = "example/m/aws"
}
output "hush" {
  value     = var.hush
  sensitive = true
}
output "large" {
  value = 1e500
}
output "numbers" {
  value = [1, 0.5]
}
output "wrong" {
  value = upper([])
}
"""
_TEMPLATE = """
Parameters:
  Open: {Type: String}
Conditions:
  IsA: !Equals [!Ref Open, a]
Resources:
  Role:
    Type: AWS::IAM::Role
    Condition: IsA
    Properties:
      RoleName: !Sub "r-${Open}"
      Path: !If [IsA, /a/, /b/]
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Action: "sts:AssumeRole"}]}
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: https://example.com/t.yaml}
Outputs:
  Name: {Value: !GetAtt Role.Arn}
"""


def _schema() -> Any:
    return json.loads(_SCHEMA.read_text("utf-8"))


def _faults(content: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(_schema()).iter_errors(content)]


def _shown(*paths: Path) -> Any:
    """Return what is printed of the code in some paths; it keeps the schema."""
    options = Options(paths=paths)
    text = show.as_json(evaluate(SourceTree.open(options.paths, options.bounds), options))

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    content = json.loads(text, parse_constant=refuse)
    assert _faults(content) == []
    return content


@pytest.fixture
def everything(tmp_path: Path) -> Any:
    """Return what is printed of code with every kind of value in it."""
    (tmp_path / "main.tf").write_text(_TERRAFORM)
    (tmp_path / "stack.yaml").write_text(_TEMPLATE)
    return _shown(tmp_path)


def _shapes(value: Any) -> set[str]:
    """Return the kinds of JSON values and the marked shapes that occur."""
    if isinstance(value, dict):
        marks = {key for key in value if key.startswith("$")}
        return (marks or {"object"}).union(*map(_shapes, value.values()))
    if isinstance(value, list):
        return {"array"}.union(*map(_shapes, value))
    return {type(value).__name__}


def test_every_kind_of_value_keeps_the_schema(everything: Any) -> None:
    values = [one["values"] for one in everything["resources"]]
    assert _shapes([*values, everything["outputs"]]) == {
        *("$unknown", "$text", "$one_of", "$rest", "object", "array"),
        *("str", "int", "float", "bool", "NoneType"),
    }
    assert {one["mode"] for one in everything["resources"]} == {"managed", "data"}
    assert {one.get("presence") for one in everything["resources"]} == {None, "unknown"}
    assert everything["gaps"]
    assert everything["diagnostics"]


def test_a_number_that_no_double_holds_is_a_text(everything: Any) -> None:
    assert everything["outputs"]["large"] == "1E+500"


def test_what_is_sensitive_is_not_shown(everything: Any) -> None:
    assert everything["outputs"]["hush"] == {"$unknown": "sensitive"}
    assert "s3cret" not in json.dumps(everything)


@pytest.mark.parametrize("language", ["terraform", "cloudformation"])
@pytest.mark.parametrize("state", ["before", "after"])
def test_the_sample_systems_keep_the_schema(language: str, state: str) -> None:
    content = _shown(_SAMPLE / language / state)
    types = {one["type"] for one in content["resources"]}
    assert types >= ({"aws_iam_role"} if language == "terraform" else {"AWS::IAM::Role"})


def test_what_is_printed_of_a_plan_keeps_the_schema(tmp_path: Path) -> None:
    resource = {
        "address": 'module.a["k"].aws_iam_role.r',
        "mode": "managed",
        "type": "aws_iam_role",
        "name": "r",
    }
    after_unknown = {"name": True, "tags": {"x": True}}
    plan = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "complete": False,
        "planned_values": {
            "outputs": {"o": {"sensitive": False}},
            "root_module": {"resources": [resource | {"values": {"path": "/", "tags": {}}}]},
        },
        "resource_changes": [
            resource | {"change": {"actions": ["create"], "after_unknown": after_unknown}}
        ],
    }
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan))
    content = _shown(path)
    (role,) = content["resources"]
    assert role["address"] == 'module.a["k"].aws_iam_role.r'
    assert set(role["values"]["name"]) == {"$unknown"}
    assert set(content["outputs"]["o"]) == {"$unknown"}
    assert [gap["kind"] for gap in content["gaps"]] == ["value"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), 2),
        (("resources", 0, "line"), 0),
        (("resources", 0, "mode"), "ephemeral"),
        (("resources", 0, "presence"), "yes"),
        (("resources", 0, "extra"), 1),
        (("resources", 0, "values"), []),
        (("outputs", "hush"), {"$unknown": None}),
        (("outputs", "hush"), {"$unknown": "why", "also": 1}),
        (("outputs", "hush"), {"$text": ["no hole"]}),
        (("outputs", "hush"), {"$one_of": [1]}),
        (("gaps", 0, "kind"), "other"),
        (("diagnostics", 0, "level"), "info"),
    ],
)
def test_the_schema_refuses_what_is_never_printed(
    everything: Any, path: tuple[str | int, ...], value: Any
) -> None:
    content = copy.deepcopy(everything)
    *way, last = path
    part = content
    for step in way:
        part = part[step]
    part[last] = value
    assert _faults(content) != []


def test_the_schema_names_every_kind_of_gap_and_level() -> None:
    schema = _schema()
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["schema_version"] == {"const": show.SCHEMA_VERSION}
    told = ("gaps", "diagnostics")
    properties = {name: schema["properties"][name]["items"]["properties"] for name in told}
    assert set(properties["gaps"]["kind"]["enum"]) == {kind.value for kind in GapKind}
    assert set(properties["diagnostics"]["level"]["enum"]) == {level.value for level in Level}
