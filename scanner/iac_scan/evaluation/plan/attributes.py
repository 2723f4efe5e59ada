"""What a plan says of the attributes of one resource, as values.

Three trees of one shape, what is known, what is unknown and what is sensitive, become one. What
stands for an unknown part is decided by the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from iac_scan.evaluation.functions.marks import marked
from iac_scan.evaluation.plan.document import Planned, is_true, member
from iac_scan.evaluation.plan.masked import without_masks
from iac_scan.parsers.template.tree import Entries, Items, Node, Scalar
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Known,
    Mapping,
    Sequence,
    Value,
    secret,
)

Path: TypeAlias = tuple["str | tuple[int, int]", ...]
"""The way to a part: names, and for items the position and the number of items."""

Hole: TypeAlias = Callable[[Path, Origin], Value]
"""Gives what stands for a part that is known after apply."""


_IN_ORDER = frozenset({"statement"})
"""Blocks that are a list; of all others that hold an identity there is one, or they are a set."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A part of what a plan plans."""

    known: Node | None
    """What is known; null where it is not."""
    unknown: Node | None
    """Shape: as `known`, true where a value is known after apply."""
    sensitive: Node | None
    """Shape: as `known`, true where a value is sensitive."""


def value_of(part: Marked, origin: Origin, hole: Hole) -> Value:
    """Return the value that the three trees describe together.

    `origin` is where the whole is described, for the parts that are not known.
    """
    return _Builder(hole).value(part, origin, ())


def constant_of(node: Node) -> Value:
    """Return the value of a part that is known as a whole."""
    origin = Origin(node.span)
    match node:
        case Items(items=items):
            return Sequence(tuple(constant_of(item) for item in items), origin)
        case Entries(entries=entries):
            return Mapping({entry.key: constant_of(entry.value) for entry in entries}, origin)
        case Scalar(value=str() as text):
            return without_masks(text, origin)
        case Scalar(value=value):
            return Known(value, origin)
        case _:
            assert_never(node)


def known_at(planned: Planned, attribute: str) -> Value:
    """Return what a plan itself says of an attribute that is a single value; null for any other."""
    known = member(planned.values, attribute)
    return Known(getattr(known, "value", None), Origin(planned.span))


def expression_at(expressions: Node | None, path: Path) -> tuple[Node | None, Path]:
    """Return the expression that gives a part its value, and what is left of the way to it.

    None of blocks of which the plan has more, or fewer, than the configuration, as `dynamic` makes
    them, and of several that are a set: they come in another order than they are written in.
    """
    node = expressions
    for depth, step in enumerate(path):
        if isinstance(node, Entries):
            if depth > 0 and any(node.get(key) for key in ("references", "constant_value")):
                return node, path[depth:]
            if isinstance(step, str):
                node = member(node, step)
        elif isinstance(node, Items) and isinstance(step, tuple):
            index, length = step
            in_order = length == 1 or path[depth - 1] in _IN_ORDER
            node = node.items[index] if in_order and len(node.items) == length else None
        else:
            return None, ()
    return node, ()


@dataclass(slots=True)
class _Builder:
    """Makes one value."""

    hole: Hole
    doubted: dict[int, bool] = field(default_factory=dict)
    """Whether something in a tree of marks is marked, by the identity of the node."""

    def value(self, part: Marked, around: Origin, path: Path) -> Value:
        """Return the value of a part; `around` is where the nearest known part around it is."""
        origin = around if part.known is None else Origin(part.known.span)
        marks = secret(is_true(part.sensitive))
        if is_true(part.unknown):
            return marked(self.hole(path, origin), marks)
        shape = part.known
        if _is_nothing(shape) and self.is_doubted(part.unknown):
            shape = part.unknown
        if isinstance(shape, Entries):
            return marked(self.mapping(part, origin, path), marks)
        if isinstance(shape, Items):
            return marked(self.sequence(part, origin, path), marks)
        if isinstance(shape, Scalar) and isinstance(shape.value, str):
            return without_masks(shape.value, origin, marks)
        return Known(shape.value if shape is not None else None, origin, marks=marks)

    def mapping(self, part: Marked, origin: Origin, path: Path) -> Mapping:
        """Return an object with the attributes that are known and those that are not."""
        known = part.known.entries if isinstance(part.known, Entries) else ()
        parts = {entry.key: entry.value for entry in known}
        marks = _named(part.unknown)
        secrets = _named(part.sensitive)
        entries: dict[str, Value] = {}
        for name in (*parts, *(name for name in marks if name not in parts)):
            inner = Marked(parts.get(name), marks.get(name), secrets.get(name))
            if inner.known is not None or self.is_doubted(inner.unknown):
                entries[name] = self.value(inner, origin, (*path, name))
        return Mapping(entries, origin, key_spans={entry.key: entry.key_span for entry in known})

    def sequence(self, part: Marked, origin: Origin, path: Path) -> Sequence:
        """Return an array with the items that are known and those that are not."""
        trees = (_items(part.known), _items(part.unknown), _items(part.sensitive))
        length = max(len(trees[0]), len(trees[1]))
        items = (
            self.value(
                Marked(*(_at(tree, index) for tree in trees)), origin, (*path, (index, length))
            )
            for index in range(length)
        )
        return Sequence(tuple(items), origin)

    def is_doubted(self, node: Node | None) -> bool:
        """Tell whether something in a tree of marks is marked."""
        if node is None or isinstance(node, Scalar):
            return is_true(node)
        known = self.doubted.get(id(node))
        if known is None:
            inner = node.items if isinstance(node, Items) else _named(node).values()
            known = any(self.is_doubted(one) for one in inner)
            self.doubted[id(node)] = known
        return known


def _is_nothing(node: Node | None) -> bool:
    return node is None or (isinstance(node, Scalar) and node.value is None)


def _named(node: Node | None) -> dict[str, Node]:
    return {entry.key: entry.value for entry in node.entries} if isinstance(node, Entries) else {}


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Items) else ()


def _at(items: tuple[Node, ...], index: int) -> Node | None:
    return items[index] if index < len(items) else None
