"""A graph without what only its language makes it say: places, addresses, labels, words of doubt.

Two graphs of one system, written in two languages, are equal in this form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Map
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from iac_scan.graph.model import Boundary, Graph, Place, PolicySource
from iac_scan.iam.policy import Problem, Statement
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    ResourceKey,
    Sequence,
    Text,
    Unknown,
)

_WRITTEN_BY_THE_LANGUAGE = {
    "Organization": {"enabled_policy_types", "unlinked"},
    "SecretLiteral": {"attribute", "place"},
    "InlinePolicy": {"place", "name"},
    "Attachment": {"place"},
    "ResourcePolicy": {"name"},
    "PolicyDocument": {"value"},
    "RoleUse": {"attribute", "value"},
    "Graph": {"gaps", "accounts", "partitions", "among"},
}
"""What the other language has no word for, or another word; by node."""

_LEFT_OUT = (Origin, Problem)
_STATEMENTS: set[type] = {Statement}
"""What stands in an order that its author chose; nodes stand in that of their lines."""
_HOLES = re.compile(r"\?+|\b\d{12}\b|\b[a-z]{2}-[a-z]+-\d\b")
_LABEL = re.compile(r"[^a-z0-9*:/.?]")


def plain(graph: Graph) -> dict[str, list[Any]]:
    """Return every node of a graph as plain data, in an order that its content gives."""
    return {
        field.name: sorted((_plain(node) for node in getattr(graph, field.name)), key=repr)
        for field in fields(graph)
        if field.compare and field.name not in _WRITTEN_BY_THE_LANGUAGE["Graph"]
    }


def _plain(item: object) -> Any:
    match item:
        case Known() | Text() | Unknown() | OneOf() | Sequence() | Mapping() | Absent():
            return _value(item)
        case Enum():
            return item.name
        case str():
            return _LABEL.sub("", item.lower())
        case Place():
            return item.presence.name
        case ResourceKey():
            return "declared"
        case Boundary(policy=policy) if policy.source is PolicySource.ELSEWHERE:
            return "?"
        case tuple() | list():
            parts = [_plain(part) for part in item]
            ordered = not all(is_dataclass(part) for part in item) or _STATEMENTS & _kinds(item)
            return parts if ordered else sorted(parts, key=repr)
        case _ if is_dataclass(item):
            kind = type(item).__name__
            left_out = _WRITTEN_BY_THE_LANGUAGE.get(kind, set())
            return {
                "": kind,
                **{
                    field.name: _plain(getattr(item, field.name))
                    for field in fields(item)
                    if field.name not in left_out
                    and not isinstance(getattr(item, field.name), _LEFT_OUT)
                },
            }
        case _:
            return item


def _kinds(items: Iterable[object]) -> set[type]:
    return {type(item) for item in items}


def _value(item: object) -> Any:
    match item:
        case Known(value=str() as text):
            return _shape(text)
        case Known(value=scalar):
            return scalar
        case Text(parts=parts):
            return _shape("".join(part if isinstance(part, str) else "?" for part in parts))
        case Unknown():
            return "?"
        case OneOf(options=options):
            return {"one of": sorted((_value(option) for option in options), key=repr)}
        case Sequence(items=items, rest=rest):
            return [*(_value(one) for one in items), *(["..."] if rest is not None else [])]
        case Mapping(entries=entries):
            return _entries(entries)
        case _:
            return None


def _entries(entries: Map[str, Any]) -> dict[str, Any]:
    return {key: _value(entry) for key, entry in sorted(entries.items())}


def _shape(text: str) -> str:
    """Return a text with its holes; a template never says its account and its region."""
    return _HOLES.sub("?", text)
