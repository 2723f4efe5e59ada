"""Writes docs/resource-types.md: what is read of which resource type, in both languages.

The page is made of the two tables of the graph and says nothing that they do not; the tests hold it
against them. Run it after a change to a table:

    python scripts/build_resource_types.py
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from iac_scan.evaluation.result import Mode
from iac_scan.graph import cloudformation, terraform
from iac_scan.graph.recipes import Row

PAGE = Path(__file__).resolve().parent.parent / "docs" / "resource-types.md"

_HEAD = """\
# Resource types

What is read of which resource type. Both languages fill one model, and a check cannot tell them
apart; a dash says that a language has no type or attribute for it, or one that is read with
another. Every other type is evaluated, shown by `iac-scan show`, and searched for secrets, and says
nothing of identities.

Written by `scripts/build_resource_types.py`; not to be edited by hand.
"""


def page() -> str:
    """Return the text of the page."""
    tables = [_by_kind(table.ROWS) for table in (terraform, cloudformation)]
    kinds = sorted({kind for table in tables for kind in table}, key=_order)
    lines = ["| what | Terraform | CloudFormation |", "|---|---|---|"]
    for kind in kinds:
        cells = (_cell(table.get(kind, ())) for table in tables)
        lines.append(f"| {_words(kind)} | {' | '.join(cells)} |")
    silent = [_silent(table.ROWS) for table in (terraform, cloudformation)]
    return "\n".join(
        (
            _HEAD,
            "## Read",
            "",
            *lines,
            "",
            "## Known, and silent",
            "",
            "Types of the services of identities that give nobody anything by themselves.",
            "",
            "| Terraform | CloudFormation |",
            "|---|---|",
            f"| {' | '.join(map(_cell, silent))} |",
            "",
        )
    )


def _by_kind(rows: Iterable[Row]) -> dict[str, set[str]]:
    """Return the types from which each kind of fact is read."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for recipe in row.recipes:
            for kind in recipe.kinds() or {"what other code declares"}:
                found.setdefault(kind, set()).add(_type(row))
    return found


def _silent(rows: Iterable[Row]) -> set[str]:
    """Return the types of which nothing is read."""
    return set(_names(rows, read=False)) - set(_names(rows, read=True))


def _names(rows: Iterable[Row], *, read: bool) -> Iterator[str]:
    return (_type(row) for row in rows if bool(row.recipes) is read)


def _type(row: Row) -> str:
    return row.type if row.mode is Mode.MANAGED else f"{row.mode.value} {row.type}"


def _order(kind: str) -> tuple[int, str, str]:
    """Return identities before resources with policies before what runs with a role."""
    head, _, type = kind.partition("AWS::")
    groups = ("", "carrier ", "policy of ", "default policy of ", "grant on ", "roles of ")
    return (groups.index("roles of ") if head == "roles of " else int(bool(type)), type, head)


def _words(kind: str) -> str:
    """Return a kind for the first column."""
    of_carrier = kind.removeprefix("carrier ")
    return kind if of_carrier == kind else f"{of_carrier}, which may carry a policy"


def _cell(types: Iterable[str]) -> str:
    return ", ".join(f"`{type}`" for type in sorted(types)) or "-"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
