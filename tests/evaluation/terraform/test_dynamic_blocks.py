"""Nested and dynamic blocks are what the real terraform hands to a provider."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from iac_scan.evaluation.functions.convert import convert
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.evaluation.result import Evaluation
from iac_scan.values import Absent, Known, Text, Unknown, Value
from iac_scan.values import Mapping as MappingValue
from iac_scan.values import Sequence as SequenceValue

from .differential import (
    TERRAFORM,
    UNKNOWN,
    Plan,
    as_json,
    evaluated,
    planned_by_terraform,
)
from .generated import Configuration, Generator
from .generated_blocks import Blocks
from .provider_server import THING, TYPE, Nesting, Shape, serving
from .test_generated_configurations import agree

pytestmark = pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")

BATCHES = 6
"""Configurations of 60 resources."""

_SCHEMA = "Incorrect attribute value type"
"""What terraform says of a value whose type is not that of the provider's schema."""

_ERROR = re.compile(r"Error: (.*)\n\n  on things\.tf line (\d+)")
_HEADER = re.compile(rf'resource "{TYPE}" "(\w+)"')


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """Give the environment in which terraform finds a provider with nested blocks."""
    place = tmp_path / "provider"
    place.mkdir()
    with serving(place) as environment:
        yield environment


def _shaped(value: Value, shape: Shape) -> object:
    """Return what a provider with that schema is given, in JSON; sets are in order of JSON."""
    if not isinstance(value, MappingValue):
        return UNKNOWN
    made: dict[str, object] = {}
    for name, type in shape.attributes.items():
        attribute = value.entries.get(name, Absent(value.origin))
        if type == "string" and isinstance(attribute, Known | Text | Unknown):
            converted = convert(attribute, Primitive.STRING)
            assert isinstance(converted, Known | Text | Unknown)
            attribute = converted
        made[name] = as_json(attribute)
    for name, (nesting, inner) in shape.blocks.items():
        blocks = value.entries.get(name)
        items: object = []
        if isinstance(blocks, SequenceValue):
            items = UNKNOWN
            if blocks.rest is None:
                items = [_shaped(block, inner) for block in blocks.items]
                # A list of which one element is not known is not known to a provider.
                items = UNKNOWN if UNKNOWN in items else items
        made[name] = _as_set(items) if nesting is Nesting.SET else items
    return made


def _as_set(items: object) -> object:
    """Return the elements sorted by their JSON, each once unless something in it is not known."""
    if not isinstance(items, list):
        return items
    written = sorted(json.dumps(item, sort_keys=True, default=str) for item in items)
    return [
        json.loads(one)
        for index, one in enumerate(written)
        if UNKNOWN in one or one not in written[:index]
    ]


def _with_sets(planned: object) -> object:
    """Return a planned value with its sets of blocks in the order that `_shaped` gives them."""
    match planned:
        case dict():
            return {
                name: _as_set(entry) if name == "bag" else _with_sets(entry)
                for name, entry in planned.items()
            }
        case list():
            return [_with_sets(item) for item in planned]
        case _:
            return planned


def _here(evaluation: Evaluation) -> dict[str, object]:
    return {
        one.key.address: _shaped(one.values, THING)
        for one in evaluation.resources
        if one.type == TYPE
    }


def _write(directory: Path, resources: Mapping[str, str], around: Configuration) -> list[str]:
    """Write the files; return the lines of the one with the resources."""
    around.write(directory)
    text = "".join(resources.values())
    (directory / "things.tf").write_text(text)
    return text.split("\n")


def _at(number: int, lines: list[str]) -> str:
    """Return the name of the resource around a line."""
    headers = map(_HEADER.match, reversed(lines[:number]))
    return next(header[1] for header in headers if header)


def _planned(
    directory: Path,
    resources: dict[str, str],
    around: Configuration,
    provider: Mapping[str, str],
) -> tuple[dict[str, str], Plan]:
    """Return why terraform refuses each resource that it does, and the plan of the others."""
    refused: dict[str, str] = {}
    while True:
        accepted = {name: text for name, text in resources.items() if name not in refused}
        lines = _write(directory, accepted, around)
        plan = planned_by_terraform(directory, given=provider)
        if plan.error is None:
            return refused, plan
        found = {_at(int(number), lines): why for why, number in _ERROR.findall(plan.error)}
        assert found, plan.error
        refused |= found


ACCEPTED = {
    "a set has its elements as keys": """
        dynamic "box" {
          for_each = toset(["10", "9", "b"])
          content { a = box }
        }
    """,
    "a map is gone through by its keys": """
        dynamic "box" {
          for_each = { z = 1, M = [2], a = null }
          content { a = box }
        }
    """,
    "blocks stand in the order in which they are written": """
        box { s = "first" }
        dynamic "box" {
          for_each = ["second", "third"]
          content { s = box.value }
        }
        box { s = "last" }
    """,
    "an iterator hides what has its name": """
        dynamic "box" {
          for_each = ["a"]
          iterator = local
          content {
            a = local.value
            dynamic "leaf" {
              for_each = { inner = local }
              iterator = local
              content { a = local }
            }
          }
        }
    """,
    "an iterator stays visible further inside": """
        dynamic "box" {
          for_each = { k = ["x", "y"] }
          content {
            s = box.key
            dynamic "leaf" {
              for_each = box.value
              content {
                a = [leaf.key, box.key]
                b = leaf.value
              }
            }
          }
        }
    """,
    "a block that is never generated is not read": """
        dynamic "box" {
          for_each = []
          content { a = [][0] }
        }
    """,
    "what is known after apply may be an element": """
        dynamic "box" {
          for_each = { k = terraform_data.x.id, j = "J" }
          content {
            a = box.value
            s = box.key
          }
        }
    """,
    "how many blocks there are may not be known": """
        dynamic "box" {
          for_each = terraform_data.x.id == "x" ? ["a"] : ["b", "c"]
          content { s = box.value }
        }
    """,
    "equal blocks of a set are one": """
        bag { k = "s" }
        dynamic "bag" {
          for_each = ["s", "t", "s"]
          content { k = bag.value }
        }
    """,
    "a value may be marked": """
        dynamic "box" {
          for_each = sensitive(["a"])
          content { s = box.value }
        }
    """,
}
"""Blocks in the resource, by what they show."""

REFUSED = {
    "no `for_each`": 'dynamic "box" {\n content {}\n}',
    "no `content`": 'dynamic "box" { for_each = [] }',
    "two blocks `content`": 'dynamic "box" {\n for_each = []\n content {}\n content {}\n}',
    "labels of `content`": 'dynamic "box" {\n for_each = []\n content "x" {}\n}',
    "another block": 'dynamic "box" {\n for_each = []\n content {}\n leaf {}\n}',
    "another argument": 'dynamic "box" {\n for_each = []\n a = 1\n content {}\n}',
    "iterator in quotes": 'dynamic "box" {\n for_each = []\n iterator = "it"\n content {}\n}',
    "iterator of two words": 'dynamic "box" {\n for_each = []\n iterator = a.b\n content {}\n}',
    "no label": "dynamic {\n for_each = []\n content {}\n}",
    "two labels": 'dynamic "box" "x" {\n for_each = []\n content {}\n}',
    "lifecycle": 'dynamic "lifecycle" {\n for_each = []\n content {}\n}',
    "deep inside": 'box {\n dynamic "leaf" {\n for_each = []\n}\n}',
    "over null": 'dynamic "box" {\n for_each = null\n content {}\n}',
    "over a number": 'dynamic "box" {\n for_each = 1\n content {}\n}',
    "over a text": 'dynamic "box" {\n for_each = "x"\n content {}\n}',
    "over what is wrong": 'dynamic "box" {\n for_each = [][0]\n content {}\n}',
    "over itself": 'dynamic "box" {\n for_each = box.value\n content {}\n}',
    "what no iterator has": 'dynamic "box" {\n for_each = [1]\n content { a = box.x }\n}',
    "the usual name beside a chosen one": (
        'dynamic "box" {\n for_each = [1]\n iterator = it\n content { a = box.value }\n}'
    ),
    "an iterator outside of its block": (
        'dynamic "box" {\n for_each = [1]\n content {}\n}\nbag { k = box.key }'
    ),
}
"""Blocks that terraform refuses, by what is wrong with them."""


def _resource(blocks: str) -> str:
    return f'resource "terraform_data" "x" {{}}\nresource "{TYPE}" "x" {{\n{blocks}\n}}\n'


@pytest.mark.parametrize("name", ACCEPTED)
def test_blocks_are_what_a_provider_is_given(
    name: str, tmp_path: Path, provider: Mapping[str, str]
) -> None:
    (tmp_path / "main.tf").write_text(_resource(ACCEPTED[name]))
    plan = planned_by_terraform(tmp_path, given=provider)
    assert plan.error is None
    ours = evaluated(tmp_path)
    assert ours.diagnostics == ()
    assert _here(ours) == {f"{TYPE}.x": _with_sets(plan.resources[f"{TYPE}.x"])}


@pytest.mark.parametrize("name", REFUSED)
def test_dynamic_block_that_terraform_refuses_is_reported(
    name: str, tmp_path: Path, provider: Mapping[str, str]
) -> None:
    (tmp_path / "main.tf").write_text(_resource(REFUSED[name]))
    assert planned_by_terraform(tmp_path, given=provider).error is not None
    assert evaluated(tmp_path).diagnostics != ()


def test_iterator_in_json_is_a_name(tmp_path: Path, provider: Mapping[str, str]) -> None:
    box = {"for_each": ["a", "b"], "iterator": "it", "content": {"s": "${it.value}"}}
    thing = {"name": "n", "dynamic": {"box": box}}
    text = json.dumps({"resource": {TYPE: {"x": thing}}})
    (tmp_path / "main.tf.json").write_text(text)
    plan = planned_by_terraform(tmp_path, given=provider)
    ours = evaluated(tmp_path)
    assert ours.diagnostics == ()
    assert _here(ours) == {f"{TYPE}.x": _with_sets(plan.resources[f"{TYPE}.x"])}


@pytest.mark.parametrize("seed", range(BATCHES))
def test_generated_blocks_are_what_a_provider_is_given(
    seed: int, tmp_path: Path, provider: Mapping[str, str]
) -> None:
    source = random.Random(seed)
    around = Generator(source).configuration(0)
    blocks = Blocks(source)
    every = {name: blocks.resource(name) for name in (f"r{number}" for number in range(60))}
    refused, theirs = _planned(tmp_path, every, around, provider)
    assert len(theirs.resources) > 30
    ours = evaluated(tmp_path)
    assert ours.diagnostics == ()
    here = _here(ours)
    planned = {name: one for name, one in theirs.resources.items() if name.startswith(TYPE)}
    assert here.keys() == planned.keys()
    wrong = {
        address: (text, expected, here[address])
        for address, expected in planned.items()
        for text in [every[address.split(".")[1].split("[")[0]]]
        if not agree(text, _with_sets(expected), here[address])
    }
    assert wrong == {}
    lines = _write(tmp_path, every, around)
    reported = {
        _at(one.span.start_line, lines)
        for one in evaluated(tmp_path).diagnostics
        if one.span.path == "things.tf"
    }
    left = refused.keys() - reported
    assert {name: why for name, why in refused.items() if name in left and why != _SCHEMA} == {}
    assert len(refused.keys() - left) > 10
