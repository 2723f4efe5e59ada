"""Whatever a plan holds, it is read within its bounds and nothing is raised."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iac_scan.findings.report import Report
from iac_scan.options import Options
from iac_scan.pipeline import evaluate, scan
from iac_scan.show import as_json
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import GapKind, Level
from iac_scan.sources.tree import SourceTree

from .planning import block, change, plan, resource

_CODE = """
variable "x" {}
resource "aws_iam_role" "r" {
  name               = var.x
  assume_role_policy = jsonencode({ Statement = [{ Action = var.x }] })
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.id
  policy = data.aws_iam_policy_document.d.json
}
data "aws_iam_policy_document" "d" {
  statement { actions = [var.x] }
}
"""
_TRUST = json.dumps({"Statement": [{"Action": "sts:AssumeRole", "Principal": "*"}]})
_SEED: Any = plan(
    [
        resource("aws_iam_role.r", {"name": "r", "assume_role_policy": _TRUST}),
        resource("aws_iam_role_policy.p", {"name": "p", "role": "r"}),
        resource('aws_organizations_account.a["k"]', {"name": "a"}, index="k"),
    ],
    [
        change("aws_iam_role_policy.p", {"policy": True, "id": True}, after={"name": "p"}),
        change(
            "data.aws_iam_policy_document.d",
            {"json": True, "statement": [{"resources": [True]}]},
            ("read",),
            after={"statement": [{"actions": ["*"], "resources": [None]}]},
        ),
    ],
    [
        block("aws_iam_role.r", name="var.x"),
        block("aws_iam_role_policy.p", role="module.m[0].o", policy="each.value.json"),
        block("data.aws_iam_policy_document.d", statement=[{"actions": {"references": ["var.x"]}}]),
    ],
    calls={
        "m": {
            "expressions": {"v": {"references": ["module.m[0].o"]}},
            "module": {
                "resources": [block("aws_iam_role.r")],
                "outputs": {"o": {"expression": {"references": ["var.v", "aws_iam_role.r"]}}},
            },
        }
    },
    providers={"aws": {"expressions": {"assume_role": [{"role_arn": {"references": ["var.x"]}}]}}},
    variables={"x": {"value": "111122223333"}},
    prior_state={"values": {"root_module": {"resources": []}}},
)
_WORDS = st.sampled_from(
    [
        "aws_iam_role.r",
        'aws_iam_role.r["',
        "module.m[0].aws_iam_role.r",
        "module.module.module",
        "data.aws_iam_policy_document.d.json",
        "data",
        "each.value",
        "var.v",
        "[]",
        "{",
        "delete",
        "",
        "\u2028",
    ]
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3),
    max_leaves=6,
)


def _places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every part of the seed."""
    inner: Any = ()
    if isinstance(node, dict):
        inner = node.items()
    elif isinstance(node, list):
        inner = enumerate(node)
    return [path, *(found for key, one in inner for found in _places(one, (*path, key)))]


_PLACES = _places(_SEED)[1:]


_LARGE = json.dumps(plan([resource("aws_iam_user.a", {"x": "y" * 2_000})]))


def _scan(content: str | bytes, code: str = "", bounds: Bounds | None = None) -> Report:
    data = content if isinstance(content, bytes) else content.encode()
    with TemporaryDirectory() as folder:
        Path(folder, "plan.json").write_bytes(data)
        Path(folder, "main.tf").write_text(code)
        options = Options(paths=(Path(folder),), bounds=bounds or Bounds())
        as_json(evaluate(SourceTree.open(options.paths, options.bounds), options))
        return scan(options)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(_PLACES), _JSON), min_size=1, max_size=4), st.booleans())
def test_a_plan_with_anything_anywhere_is_read(
    changes: list[tuple[tuple[Any, ...], Any]], beside: bool
) -> None:
    content = copy.deepcopy(_SEED)
    for (*path, last), value in changes:
        node = content
        for step in path:
            inside = isinstance(node, dict) and step in node
            inside = inside or (isinstance(node, list) and isinstance(step, int))
            node = node[step] if inside and (isinstance(node, dict) or step < len(node)) else {}
        if isinstance(node, dict) or (isinstance(node, list) and last in range(len(node))):
            node[last] = value
    report = _scan(json.dumps(content), _CODE if beside else "")
    assert report.resource_count > 0 or report.diagnostics or content != _SEED


def test_a_plan_that_is_nested_too_deeply_is_an_error() -> None:
    deep = "[" * 5_000 + "]" * 5_000
    text = json.dumps(plan([resource("aws_iam_user.a", {"x": 1})])).replace(
        '"x": 1', f'"x": {deep}'
    )
    report = _scan(text)
    assert [item.level for item in report.diagnostics] == [Level.ERROR]


def test_a_plan_as_deep_as_the_bound_is_read() -> None:
    deep: Any = True
    for _ in range(180):
        deep = [deep]
    report = _scan(
        json.dumps(
            plan([resource("aws_iam_user.a", {"x": None})], [change("aws_iam_user.a", {"x": deep})])
        )
    )
    assert report.diagnostics == ()
    assert report.resource_count == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_plan_may_be_larger_than_another_file(encoding: str) -> None:
    data = _LARGE.encode(encoding)
    report = _scan(data, bounds=Bounds(file_bytes=1_001, plan_bytes=len(data)))
    assert (report.gaps, report.diagnostics, report.resource_count) == ((), (), 1)


def test_a_plan_that_is_too_large_is_a_gap() -> None:
    report = _scan(_LARGE, bounds=Bounds(file_bytes=1_001, plan_bytes=len(_LARGE) - 1))
    assert [(gap.kind, gap.message) for gap in report.gaps] == [
        (GapKind.FILE, f"`plan.json` is larger than {len(_LARGE) - 1:,} bytes and was not read")
    ]


def test_a_plan_that_powershell_has_written_is_read() -> None:
    text = json.dumps(plan([resource("aws_iam_user.a", {"name": "café"})]), ensure_ascii=False)
    report = _scan(text.replace(", ", ",\r\n").encode("utf-16"))
    assert (report.diagnostics, report.resource_count) == ((), 1)


def test_a_plan_in_another_encoding_is_an_error_and_not_passed_over() -> None:
    text = json.dumps(plan([resource("aws_iam_user.a", {"name": "café"})]), ensure_ascii=False)
    report = _scan(text.encode("latin-1"))
    assert [item.level for item in report.diagnostics] == [Level.ERROR]


def test_documents_that_double_each_other_reach_a_bound() -> None:
    name = "data.aws_iam_policy_document.d"
    changes = [
        change(f"{name}{number}", {"json": True, "source_policy_documents": [True, True]})
        for number in range(40)
    ]
    blocks = [
        block(
            f"{name}{number}",
            source_policy_documents={
                "references": [f"{name}{number + 1}.json", f"{name}{number + 1}.minified_json"]
            },
        )
        for number in range(40)
    ]
    last = change(f"{name}40", {"json": True}, after={"statement": [{"actions": ["s3:*"]}]})
    for one in changes:
        one["change"]["after"] = {"source_policy_documents": [None, None]}
    report = _scan(json.dumps(plan([], [*changes, last], [*blocks, block(f"{name}40")])))
    assert [item.message[:13] for item in report.diagnostics] == ["bound reached"]


def test_long_lists_are_put_over_long_lists_in_linear_time() -> None:
    users = ", ".join(f'"b{number}"' for number in range(5_000))
    code = f'resource "aws_iam_group_membership" "m" {{\n  users = [{users}]\n}}\n'
    planned = {"users": [f"a{number}" for number in range(5_000)]}
    report = _scan(json.dumps(plan([resource("aws_iam_group_membership.m", planned)])), code)
    assert report.resource_count == 1
