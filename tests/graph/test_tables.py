"""Both tables say the same kinds of things, and every row says where it comes from."""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cfnlint
import pytest
from tests.graph.coverage import IDENTITY_TYPES, ONLY_CLOUDFORMATION, ONLY_TERRAFORM
from tests.graph.paths import paths
from tests.graph.policy_coverage import OTHER_POLICIES, POLICIES_LEFT_OUT
from tests.graph.role_coverage import LEFT_OUT

from iac_scan.evaluation.cloudformation import return_values
from iac_scan.graph import cloudformation, terraform
from iac_scan.graph.recipes import Row
from iac_scan.graph.recipes.row import label_of

SCHEMAS = Path(cfnlint.__file__).parent / "data" / "schemas"
TABLES = (terraform, cloudformation)
ROOT = Path(__file__).resolve().parents[2]


def _kinds(rows: tuple[Row, ...]) -> set[str]:
    return {kind for row in rows for recipe in row.recipes for kind in recipe.kinds()}


def test_both_tables_cover_the_same_kinds_of_facts() -> None:
    one, other = _kinds(terraform.ROWS), _kinds(cloudformation.ROWS)
    assert one - other == ONLY_TERRAFORM
    assert other - one == ONLY_CLOUDFORMATION


def test_the_page_of_resource_types_says_what_the_tables_say() -> None:
    """A row that is added, changed or lost shows there: `scripts/build_resource_types.py` writes it."""
    script = runpy.run_path(str(ROOT / "scripts" / "build_resource_types.py"))
    assert script["PAGE"].read_text("utf-8") == script["page"]()


def test_no_type_has_two_rows_in_one_topic() -> None:
    topics = ("accounts", "identities", "resource_policies", "workloads")
    for rows in (getattr(table, topic).ROWS for table in TABLES for topic in topics):
        types = [(row.type, row.mode) for row in rows]
        assert len(types) == len(set(types))


def test_every_row_names_its_page() -> None:
    for row in terraform.ROWS:
        assert row.page.rpartition("/")[2] == row.type.removeprefix("aws_")
    for row in cloudformation.ROWS:
        words = row.type.lower().removeprefix("aws::").replace("::", "-")
        assert row.page == f"aws-resource-{words}"


def _properties(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of a part of a schema, those of its alternatives and items among them."""
    if "$ref" in node:
        return _properties(schema, schema["definitions"][node["$ref"].rpartition("/")[2]])
    found = dict(node.get("properties", {}))
    for key in ("oneOf", "anyOf", "allOf"):
        for part in node.get(key, ()):
            found |= _properties(schema, part)
    return found | (_properties(schema, node["items"]) if "items" in node else {})


def _has(schema: dict[str, Any], path: str) -> bool:
    node = schema
    for step in path.split("."):
        if "patternProperties" in node:
            return True  # a map with keys of the author's choice
        properties = _properties(schema, node)
        if step not in properties:
            return False
        node = properties[step]
    return True


@pytest.fixture(scope="module")
def schemas() -> dict[str, str]:
    """Return the file of each type's schema, of whichever region has the type."""
    found: dict[str, str] = {}
    for provider in sorted((SCHEMAS / "providers").glob("*.json")):
        found |= json.loads(provider.read_text("utf-8"))
    return found


@pytest.mark.parametrize("row", cloudformation.ROWS, ids=lambda row: row.type)
def test_every_property_of_a_row_exists(row: Row, schemas: dict[str, str]) -> None:
    text = (SCHEMAS / "resources" / f"{schemas[row.type]}.json").read_text("utf-8")
    schema = json.loads(text)
    asked = {path for recipe in row.recipes for path in paths(recipe)}
    assert {path for path in asked if not _has(schema, path)} == set()


def test_every_type_of_a_service_of_identities_has_a_row_in_both_tables(
    schemas: dict[str, str],
) -> None:
    services = {type.partition("::")[0] for type in IDENTITY_TYPES}
    types = {type for type in schemas if type.split("::")[1] in services}
    assert types == {f"AWS::{type}" for type in IDENTITY_TYPES}
    assert types - {row.type for row in cloudformation.ROWS} == set()
    twins = {twin for twin in IDENTITY_TYPES.values() if twin is not None}
    assert twins - {row.type for row in terraform.ROWS} == set()


_ROLE = re.compile(
    r"(?:Roles?|Role(?:Arns?|ARNs?|Name)|InstanceProfile(?:Arn|Name)?|Iam(?:Arn|InstanceProfile)"
    r"|PrincipalArn|SnsCallerArn)$"
)


def _names_a_role(schema: dict[str, Any], node: dict[str, Any], seen: frozenset[str]) -> bool:
    """Tell whether a part of a schema has a property that names a role, however deep."""
    reference = node.get("$ref", "")
    if reference in seen:
        return False
    if reference:
        seen = seen | {reference}
        node = schema["definitions"].get(reference.rpartition("/")[2], {})
    parts = [part for key in ("oneOf", "anyOf", "allOf") for part in node.get(key, ())]
    parts += [node["items"]] if "items" in node else []
    properties = node.get("properties", {})
    return any(_ROLE.search(name) for name in properties) or any(
        _names_a_role(schema, part, seen) for part in (*parts, *properties.values())
    )


def test_every_type_with_a_role_is_read_or_left_out_for_a_reason(schemas: dict[str, str]) -> None:
    read = {row.type for row in cloudformation.ROWS}
    unread = set()
    for type in sorted({type for type in schemas if type.startswith("AWS::")} - read):
        schema = json.loads((SCHEMAS / "resources" / f"{schemas[type]}.json").read_text("utf-8"))
        computed = {
            path.removeprefix("/properties/") for path in schema.get("readOnlyProperties", ())
        }
        written = {
            name: part for name, part in schema["properties"].items() if name not in computed
        }
        if _names_a_role(schema, {"properties": written}, frozenset()):
            unread.add(type)
    assert unread == LEFT_OUT


_POLICY = re.compile(
    r"(?:Polic(?:y|ies)(?:Documents?|Text)?|Principals?(?:Arn|ARN|Id)?|AWSPrincipal)$"
)
_DOCUMENT = re.compile(r"policy document|JSON polic|resource[- ]based polic", re.IGNORECASE)
_SCALARS = ("boolean", "integer", "number")


def _written(
    schema: dict[str, Any], node: dict[str, Any], path: str, seen: frozenset[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield path and schema of every property of a part of a schema, however deep."""
    reference = node.get("$ref", "")
    if reference in seen:
        return
    if reference:
        seen = seen | {reference}
        node = schema["definitions"].get(reference.rpartition("/")[2], {})
    parts = [part for key in ("oneOf", "anyOf", "allOf") for part in node.get(key, ())]
    for part in (*parts, *([node["items"]] if "items" in node else [])):
        yield from _written(schema, part, path, seen)
    for name, part in node.get("properties", {}).items():
        yield f"{path}{name}", part
        yield from _written(schema, part, f"{path}{name}.", seen)


def _policies(schema: dict[str, Any], asked: set[str]) -> Iterator[str]:
    """Yield the properties with a policy or a principal of which a table asks nothing."""
    computed = {
        path.removeprefix("/properties/").replace("/", ".")
        for path in schema.get("readOnlyProperties", ())
    }
    for path, part in _written(schema, {"properties": schema["properties"]}, "", frozenset()):
        name = path.rpartition(".")[2]
        if path in computed or name in OTHER_POLICIES or part.get("type") in _SCALARS:
            continue
        is_read = path in asked or any(each.startswith(f"{path}.") for each in asked)
        says = _POLICY.search(name) or _DOCUMENT.search(part.get("description", ""))
        if says and not is_read:
            yield path


def test_every_policy_and_principal_is_read_or_left_out_for_a_reason(
    schemas: dict[str, str],
) -> None:
    asked: dict[str, set[str]] = {}
    for row in cloudformation.ROWS:
        found = (path for recipe in row.recipes for path in paths(recipe))
        asked.setdefault(row.type, set()).update(found)
    unread = set()
    for type in sorted(type for type in schemas if type.startswith("AWS::")):
        schema = json.loads((SCHEMAS / "resources" / f"{schemas[type]}.json").read_text("utf-8"))
        if any(_policies(schema, asked.get(type, set()))):
            unread.add(type)
    assert unread == POLICIES_LEFT_OUT


def test_a_policy_of_which_nothing_is_asked_is_noticed() -> None:
    schema: dict[str, Any] = {
        "properties": {"AccessPolicy": {"type": "string"}, "RetryPolicy": {"type": "object"}}
    }
    assert list(_policies(schema, set())) == ["AccessPolicy"]
    assert list(_policies(schema, {"AccessPolicy"})) == []


def test_what_every_type_yields_by_ref_and_get_att_is_told() -> None:
    assert {row.type for row in cloudformation.ROWS} - set(return_values.ROWS) == set()


def test_a_property_that_does_not_exist_is_noticed() -> None:
    schema: dict[str, Any] = {
        "properties": {"Statement": {"items": {"properties": {"Effect": {}}}}}
    }
    assert _has(schema, "Statement.Effect")
    assert not _has(schema, "Statement.Affect")


def test_label_keeps_the_index_of_its_own_resource_only() -> None:
    assert label_of("aws_iam_role.x") == "x"
    assert label_of('module.a["b.c"].aws_iam_role.x') == "x"
    assert label_of('module.a["b.c"].aws_iam_role.x["k.v"]') == 'x["k.v"]'
    assert label_of("module.a[0].aws_iam_role.x[1]") == "x[1]"
    assert label_of("Stack.Role") == "Role"
