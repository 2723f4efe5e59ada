"""Where the parts of what SAM generates are written: the line that a person would edit.

That is the part itself where it is written, the item of `Policies` that it is made of, else the
serverless resource. What becomes of a template is in `serverless`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import assert_never

from iac_scan.evaluation.cloudformation.translate import Plain
from iac_scan.parsers.template.tree import Entries, Entry, Items, Node, Scalar
from iac_scan.sources.span import Span

_JUDGED_IN_PLACE = frozenset(("Connectors", "Events", "Policies"))
"""Properties whose keys, as `Effect`, stand in what is generated from others, too."""


def plain_of(node: Node) -> Plain:
    """Return a tree as plain data; attributes are always named in a list."""
    match node:
        case Scalar(value=Decimal() as number):
            return float(number)
        case Scalar(value=value):
            return value
        case Items(items=items):
            return [plain_of(item) for item in items]
        case Entries(entries=(Entry(key="Fn::GetAtt", value=Scalar(value=str() as path)),)):
            return {"Fn::GetAtt": path.split(".", 1)}
        case Entries(entries=entries):
            return {entry.key: plain_of(entry.value) for entry in entries}
        case _:
            assert_never(node)


@dataclass(slots=True)
class Generated:
    """Finds the places of what was generated from one serverless resource."""

    source: Node
    """The resource."""
    at: Span
    """Its logical id."""
    inherited: Node | None = None
    """What `Globals` says of resources of its type."""
    _written: dict[str, Node] = field(default_factory=dict)
    _scalars: dict[tuple[str, Plain], Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for source in (self.source, self.inherited):
            for node in () if source is None else _lists_and_maps(source):
                self._written.setdefault(_shape(plain_of(node)), node)
        for properties in (self._properties(), self.inherited):
            for name, scalar in () if properties is None else _settings(properties):
                self._scalars.setdefault((name, plain_of(scalar)), scalar.span)

    def node(self, made: Plain, at: Span, key: str = "") -> Node:
        """Return what was generated as a tree: a part that is written somewhere is that part."""
        match made:
            case dict() | list() if made and (found := self._written.get(_shape(made))):
                return found
            case dict():
                at = self._policy(made, at)
                return Entries(
                    tuple(
                        Entry(str(name), at, self.node(value, at, _key_of(str(name), key)))
                        for name, value in made.items()
                    ),
                    at,
                )
            case list():
                return Items(tuple(self.node(item, at, key) for item in made), at)
            case float():
                return Scalar(Decimal(str(made)), at)
            case bool() | int() | str() | None:
                return Scalar(made, self._scalar(made, key) or at)
            case _:
                return Scalar(str(made), at)

    def _policy(self, made: dict[str, Plain], at: Span) -> Span:
        """Return the place of the item of `Policies` that an inline policy is made of."""
        name = made.get("PolicyName")
        policies = self._property("Policies")
        if not isinstance(name, str) or "PolicyDocument" not in made or policies is None:
            return at
        number = name.rpartition("Policy")[2]
        items = policies.items if isinstance(policies, Items) else (policies,)
        return items[int(number)].span if number.isdecimal() and int(number) < len(items) else at

    def _scalar(self, made: Plain, key: str) -> Span | None:
        """Return where a scalar of a property is written, when it is."""
        if key == "ManagedPolicyArns":
            policies = self._property("Policies")
            name = str(made).rpartition("/")[2]
            for scalar in () if policies is None else _scalars_in(policies):
                if str(scalar.value).rpartition("/")[2] == name:
                    return scalar.span
            return None
        return self._scalars.get((key, made))

    def _property(self, name: str) -> Node | None:
        """Return a property of the serverless resource."""
        properties = self._properties()
        return None if properties is None else properties.get(name)

    def _properties(self) -> Entries | None:
        """Return the properties of the serverless resource."""
        properties = self.source.get("Properties") if isinstance(self.source, Entries) else None
        return properties if isinstance(properties, Entries) else None


def _key_of(name: str, key: str) -> str:
    """Return the key that a value stands under: that of the function around it, if there is one."""
    return key if name.startswith("Fn::") else name


def _shape(plain: Plain) -> str:
    """Return what two equal parts have in common."""
    return json.dumps(plain, sort_keys=True, default=str)


def _lists_and_maps(node: Node) -> Iterator[Node]:
    """Yield the lists and maps below a node, outer before inner."""
    match node:
        case Items(items=items):
            yield node
            for item in items:
                yield from _lists_and_maps(item)
        case Entries(entries=entries):
            yield node
            for entry in entries:
                yield from _lists_and_maps(entry.value)
        case Scalar():
            return
        case _:
            assert_never(node)


def _scalars_in(node: Node) -> Iterator[Scalar]:
    """Yield the scalars below a node that no key names, and the node itself if it is one."""
    match node:
        case Scalar():
            yield node
        case Items(items=items):
            for item in items:
                yield from _scalars_in(item)
        case Entries(entries=(Entry(key="Fn::If", value=value),)):
            yield from _scalars_in(value)
        case Entries():
            return
        case _:
            assert_never(node)


def _settings(node: Node) -> Iterator[tuple[str, Scalar]]:
    """Yield the scalars of properties by their key; those of policies stand where these stand."""
    for entry in node.entries if isinstance(node, Entries) else ():
        if isinstance(entry.value, Scalar):
            yield entry.key, entry.value
        elif entry.key not in _JUDGED_IN_PLACE:
            yield from _settings(entry.value)
