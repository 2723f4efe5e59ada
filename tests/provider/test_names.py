"""Every name that our tables have is one of the AWS provider."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from tests.graph.paths import paths
from tests.provider.schema import NAMES, schema

from iac_scan.evaluation.result import Mode
from iac_scan.evaluation.terraform.computed_table import TABLE
from iac_scan.graph.recipes import Row
from iac_scan.graph.terraform import ROWS

_PLACES = {"partition", "account", "owner", "region", "suffix", "bus", "host", "slashed_name"}
"""Fields of patterns that are no attributes."""


_FREE = {"container_properties", "ecs_properties", "node_properties", "roles"}
"""Attributes that hold JSON or a map, of which the provider does not know what is in them."""


def _label(row: Row) -> str:
    return f"data.{row.type}" if row.mode is Mode.DATA else row.type


def test_the_list_is_the_one_that_the_script_wrote() -> None:
    note = json.loads(NAMES.with_suffix(".source.json").read_text("ascii"))
    written = NAMES.read_bytes()
    assert note["sha256"] == hashlib.sha256(written).hexdigest()
    assert note["types"] == len(written.splitlines()) == len(schema())


@pytest.mark.parametrize("row", ROWS, ids=_label)
def test_every_attribute_that_a_row_asks_for_exists(row: Row) -> None:
    names = schema()[_label(row)]
    asked = {
        start if start in _FREE else path
        for recipe in row.recipes
        for path in paths(recipe)
        for start in [path.partition(".")[0]]
    }
    assert {path for path in asked if not names.has(path)} == set()


@pytest.mark.parametrize("type", sorted(TABLE))
def test_every_attribute_that_is_computed_exists(type: str) -> None:
    row, names = TABLE[type], schema()[type]
    ours = {*row.attributes, *row.defaults, *row.nulls, *filter(None, [row.prefix])}
    for pattern in row.attributes.values():
        ours |= set(re.findall(r"\{(\w+)\}", pattern)) - _PLACES
    assert ours - names.below.keys() == set()


@pytest.mark.parametrize("type", sorted(TABLE))
def test_every_arn_and_id_of_a_resource_is_in_its_row(type: str) -> None:
    row, names = TABLE[type], schema()[type]
    own = {"arn", "id"} & (names.computed | names.completed)
    assert own - row.attributes.keys() == set()


@pytest.mark.parametrize("type", sorted(TABLE))
def test_what_takes_tags_of_the_provider_is_told(type: str) -> None:
    assert TABLE[type].tagged == ("tags_all" in schema()[type].below)


def test_an_attribute_that_does_not_exist_is_noticed() -> None:
    role = schema()["aws_iam_role"]
    assert role.has("inline_policy.policy")
    assert not role.has("inline_policy.document")
    assert not role.has("arn.policy")
