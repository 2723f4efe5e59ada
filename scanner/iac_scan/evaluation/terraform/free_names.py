"""What an expression refers to, found in the syntax, nothing evaluated.

Whether it is declared is asked in `undeclared`; what it is, in `references`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeAlias

from iac_scan.parsers.hcl import syntax
from iac_scan.parsers.hcl.syntax import (
    Expression,
    ForObject,
    ForTuple,
    GetAttribute,
    Index,
    Literal,
    SplatItem,
    TemplateFor,
    TemplateText,
    Unreadable,
    Variable,
)

Reference: TypeAlias = tuple[Variable, tuple[GetAttribute | Index, ...]]
"""A name and the steps behind it, first to last: `var` and `.name`, `["key"]`."""


def references(node: Expression, bound: frozenset[str] = frozenset()) -> Iterator[Reference]:
    """Yield every reference in an expression; `bound` are the names of the loops around it."""
    pending: list[tuple[Any, frozenset[str]]] = [(node, bound)]
    while pending:
        one, names = pending.pop()
        match one:
            case Literal() | TemplateText() | SplatItem() | Unreadable():
                continue
            case GetAttribute() | Index() | Variable():
                start, steps = _traversal(one)
                pending.extend((step.key, names) for step in steps if isinstance(step, Index))
                if not isinstance(start, Variable):
                    pending.append((start, names))
                elif start.name not in names:
                    yield start, steps
            case ForTuple() | ForObject() | TemplateFor():
                own = names | {one.value} | ({one.key} if one.key is not None else set())
                for name in _parts_of(one):
                    inside = names if name == "collection" else own
                    pending.append((getattr(one, name), inside))
            case tuple():
                pending.extend((inner, names) for inner in one)
            case _ if is_dataclass(one):
                pending.extend((getattr(one, name), names) for name in _parts_of(one))
            case _:
                continue


def _traversal(node: Expression) -> tuple[Expression, tuple[GetAttribute | Index, ...]]:
    """Return what a traversal starts from, and its steps."""
    steps: list[GetAttribute | Index] = []
    while isinstance(node, GetAttribute | Index):
        steps.append(node)
        node = node.source
    return node, tuple(reversed(steps))


def _parts_of(node: object) -> tuple[str, ...]:
    """Return the fields of a node that hold other nodes."""
    return _fields_of(type(node).__name__)


@cache
def _fields_of(node: str) -> tuple[str, ...]:
    return tuple(
        one.name
        for one in fields(getattr(syntax, node))
        if not {"str", "bool", "Span"} & set(str(one.type).split())
    )
