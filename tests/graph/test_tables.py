"""Both tables say the same kinds of things, and every row says where it comes from."""

from __future__ import annotations

from iac_scan.graph import cloudformation, terraform
from iac_scan.graph.recipes import Row
from iac_scan.graph.recipes.row import label_of


def _kinds(rows: tuple[Row, ...]) -> set[str]:
    return {kind for row in rows for recipe in row.recipes for kind in recipe.kinds()}


def test_both_tables_cover_the_same_kinds_of_facts() -> None:
    assert _kinds(terraform.ROWS) == _kinds(cloudformation.ROWS)


def test_no_type_has_two_rows() -> None:
    for rows in (terraform.ROWS, cloudformation.ROWS):
        types = [(row.type, row.mode) for row in rows]
        assert len(types) == len(set(types))


def test_every_row_names_its_page() -> None:
    for row in terraform.ROWS:
        assert row.page.rpartition("/")[2] == row.type.removeprefix("aws_")
    for row in cloudformation.ROWS:
        words = row.type.lower().removeprefix("aws::").replace("::", "-")
        assert row.page == f"aws-resource-{words}"


def test_label_keeps_the_index_of_its_own_resource_only() -> None:
    assert label_of("aws_iam_role.x") == "x"
    assert label_of('module.a["b.c"].aws_iam_role.x') == "x"
    assert label_of('module.a["b.c"].aws_iam_role.x["k.v"]') == 'x["k.v"]'
    assert label_of("module.a[0].aws_iam_role.x[1]") == "x[1]"
    assert label_of("Stack.Role") == "Role"
