"""Types of Terraform values: the constraints that authors write, and the types that values have.

Conversion between them is in `convert`, finding a common one in `unify`.
Source: https://developer.hashicorp.com/terraform/language/expressions/type-constraints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias, assert_never

from iac_scan import values
from iac_scan.values import (
    Absent,
    Known,
    LanguageType,
    MappingKind,
    OneOf,
    SequenceKind,
    Text,
    Unknown,
    Value,
)


class Primitive(LanguageType, Enum):
    """The types without parts. `ANY` is also the type of a null and of what is not known."""

    STRING = "string"
    NUMBER = "number"
    BOOL = "bool"
    ANY = "any"


class CollectionKind(Enum):
    """The collections whose elements all have one type."""

    LIST = "list"
    SET = "set"
    MAP = "map"


@dataclass(frozen=True, slots=True)
class CollectionType(LanguageType):
    """`list(T)`, `set(T)` or `map(T)`."""

    kind: CollectionKind
    """Which collection."""
    element: Type
    """The type of every element."""


@dataclass(frozen=True, slots=True)
class TupleType(LanguageType):
    """`tuple([T, ...])`."""

    items: tuple[Type, ...]
    """The type of each item."""


@dataclass(frozen=True, slots=True)
class ObjectType(LanguageType):
    """`object({name = T, ...})`."""

    attributes: Map[str, Type] = field(hash=False)
    """The type of each attribute."""
    optional: frozenset[str] = frozenset()
    """The attributes written with `optional(...)`."""
    defaults: Map[str, Value] = field(default_factory=dict, compare=False)
    """The second argument of `optional(T, default)`, already converted to T."""


Type: TypeAlias = Primitive | CollectionType | TupleType | ObjectType


def type_of(value: Value) -> Type:
    """Return the type that terraform gives to the value.

    Unknown: `ANY`, unless the value says its type; so it is for a null.
    """
    match value:
        case Known(value=str()) | Text():
            return Primitive.STRING
        case Known(value=bool()):
            return Primitive.BOOL
        case Known(value=None) | Unknown():
            return said(value.type)
        case Absent():
            return Primitive.ANY
        case Known():
            return Primitive.NUMBER
        case values.Sequence(items=items, kind=SequenceKind.TUPLE):
            return TupleType(tuple(type_of(item) for item in items))
        case values.Sequence(items=items, kind=kind):
            element = _element_type(said(value.element), items)
            return CollectionType(CollectionKind(kind.value), element)
        case values.Mapping(entries=entries, kind=MappingKind.OBJECT):
            return ObjectType({name: type_of(entry) for name, entry in entries.items()})
        case values.Mapping(entries=entries):
            element = _element_type(said(value.element), entries.values())
            return CollectionType(CollectionKind.MAP, element)
        case OneOf(options=options):
            first, *others = (type_of(option) for option in options)
            return first if all(other == first for other in others) else Primitive.ANY
        case _:
            assert_never(value)


def said(type: LanguageType | None) -> Type:
    """Return the type that a value says, `ANY` where it says none."""
    match type:
        case Primitive() | CollectionType() | TupleType() | ObjectType():
            return type
        case _:
            return Primitive.ANY


def _element_type(element: Type, items: Iterable[Value]) -> Type:
    if not has_any(element):
        return element
    return filled(_shared(map(type_of, items)), element)


def _shared(types: Iterable[Type]) -> Type:
    """Return the one type of a collection's elements, which nulls and unknowns do not show."""
    result: Type = Primitive.ANY
    for one in types:
        result = filled(result, one)
        if isinstance(result, Primitive) and result is not Primitive.ANY:
            return result
    return result


def filled(first: Type, second: Type) -> Type:
    """Return `first` with each `ANY` in it replaced by what stands there in `second`."""
    match first, second:
        case Primitive.ANY, _:
            return second
        case CollectionType(), CollectionType():
            return CollectionType(first.kind, filled(first.element, second.element))
        case TupleType(items=items), TupleType(items=others) if len(items) == len(others):
            return TupleType(tuple(map(filled, items, others)))
        case ObjectType(attributes=attributes), ObjectType(attributes=others):
            return ObjectType(
                {name: filled(one, others.get(name, one)) for name, one in attributes.items()}
            )
        case _:
            return first


def has_any(type: Type) -> bool:
    """Tell whether `any` stands anywhere in the type."""
    match type:
        case Primitive():
            return type is Primitive.ANY
        case CollectionType(element=element):
            return has_any(element)
        case TupleType(items=items):
            return any(map(has_any, items))
        case ObjectType(attributes=attributes):
            return any(map(has_any, attributes.values()))
        case _:
            assert_never(type)


def is_open(value: Value) -> bool:
    """Tell whether a tuple or object with further parts is in the value: its type is not known."""
    return any(
        (isinstance(part, values.Sequence) and part.kind is SequenceKind.TUPLE)
        or (isinstance(part, values.Mapping) and part.kind is MappingKind.OBJECT)
        for part in values.walk(value)
        if isinstance(part, values.Sequence | values.Mapping) and part.rest is not None
    )


def has_defaults(type: Type) -> bool:
    """Tell whether `optional(T, default)` stands anywhere in the type."""
    match type:
        case Primitive():
            return False
        case CollectionType(element=element):
            return has_defaults(element)
        case TupleType(items=items):
            return any(map(has_defaults, items))
        case ObjectType(attributes=attributes, defaults=defaults):
            return len(defaults) > 0 or any(map(has_defaults, attributes.values()))
        case _:
            assert_never(type)


def without_optional(type: Type) -> Type:
    """Return the type as values have it: no attribute of an object is optional any more."""
    match type:
        case Primitive():
            return type
        case CollectionType(kind=kind, element=element):
            return CollectionType(kind, without_optional(element))
        case TupleType(items=items):
            return TupleType(tuple(map(without_optional, items)))
        case ObjectType(attributes=attributes):
            return ObjectType({name: without_optional(one) for name, one in attributes.items()})
        case _:
            assert_never(type)


def describe(type: Type) -> str:
    """Return the type as messages name it: `list of string`, `object`, `any`."""
    match type:
        case Primitive():
            return type.value
        case CollectionType(kind=kind, element=element):
            return f"{kind.value} of {describe(element)}"
        case TupleType():
            return "tuple"
        case ObjectType():
            return "object"
        case _:
            assert_never(type)


def list_of(element: Type) -> CollectionType:
    """Return `list(element)`."""
    return CollectionType(CollectionKind.LIST, element)


def set_of(element: Type) -> CollectionType:
    """Return `set(element)`."""
    return CollectionType(CollectionKind.SET, element)


def map_of(element: Type) -> CollectionType:
    """Return `map(element)`."""
    return CollectionType(CollectionKind.MAP, element)


def same(types: Sequence[Type]) -> bool:
    """Tell whether all the types are equal; of none, yes."""
    return all(one == types[0] for one in types[1:])
