"""Which attributes a recipe of the adapters' tables asks for, as dotted paths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from iac_scan.graph.model import ResourceKind
from iac_scan.graph.recipes import EmbeddedPolicies, ReadPublicAccessBlock, Setting

_NOT_ATTRIBUTES = {"carrier", "kind", "always", "prefix", "fallback", "value"}
"""Fields of recipes that do not name an attribute."""


def paths(recipe: Any) -> Iterator[str]:
    """Yield the path of every property that a recipe asks for."""
    match recipe:
        case EmbeddedPolicies(list=block, name=name, document=document):
            yield from (block, f"{block}.{name}", f"{block}.{document}")
            return
        case Setting(entries=entries, says=says, value=value):
            yield from (f"{entries}.{name}" for name in (*(name for name, _ in says), value))
            return
        case ReadPublicAccessBlock(block=block, settings=settings):
            yield from (f"{block}.{name}" if block else name for name in settings)
            return
        case _:
            pass
    for field in fields(recipe):
        value = getattr(recipe, field.name)
        if field.name in _NOT_ATTRIBUTES or isinstance(value, ResourceKind):
            continue
        if field.name == "condition_block" and value is not None:
            block, *inner = value
            yield from (f"{block}.{name}" for name in inner)
        elif field.name == "required":
            yield from (name for _, name in value)
        elif type(recipe).__name__ == "When":
            yield recipe.attribute
            return
        else:
            yield from _inside(value)


def _inside(value: object) -> Iterator[str]:
    match value:
        case str():
            yield from (value,) if value else ()
        case tuple():
            for item in value:
                yield from _inside(item)
        case _ if is_dataclass(value):
            yield from paths(value)
