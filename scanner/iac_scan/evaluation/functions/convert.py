"""Converting a value to a type, as terraform does for variables and function arguments.

Source: https://developer.hashicorp.com/terraform/language/expressions/type-constraints#conversion-of-complex-types
and the behaviour of terraform 1.11.4.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from iac_scan import values
from iac_scan.evaluation.functions.declared import rest_of
from iac_scan.evaluation.functions.defaults import with_defaults
from iac_scan.evaluation.functions.number import number_text, parse_number
from iac_scan.evaluation.functions.set_order import make_set
from iac_scan.evaluation.functions.types import (
    CollectionKind,
    CollectionType,
    ObjectType,
    Primitive,
    TupleType,
    Type,
    describe,
    filled,
    has_any,
    is_open,
    said,
    same,
    type_of,
    without_optional,
)
from iac_scan.evaluation.functions.unify import is_convertible, keeps_null_apart, unify
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    MappingKind,
    OneOf,
    Reason,
    SequenceKind,
    Text,
    Unknown,
    Value,
)


@dataclass(frozen=True, slots=True)
class ConversionProblem:
    """Why a value cannot be of a type."""

    message: str
    """Lower case, one line: what was expected, then what was found."""
    origin: Origin
    """The value, or the part of it, that does not fit."""


def convert(value: Value, type: Type) -> Value | ConversionProblem:
    """Return the value as one of `type`, `optional` defaults filled in.

    Nulls stay null and unknown values unknown; a string with holes in place of a number or a
    bool becomes unknown. Of a `OneOf`, the options that do not convert are dropped, as
    terraform would refuse to deploy them, unless none is left.
    """
    return _converted(with_defaults(value, type), type)


def _converted(value: Value, type: Type) -> Value | ConversionProblem:
    if type is Primitive.ANY:
        return value
    match value:
        case Known(value=None) | Unknown():
            return _retyped(value, type)
        case Absent():
            return value
        case OneOf():
            return _converted_options(value, type)
        case Known() | Text() | values.Sequence() | Mapping():
            pass
        case _:
            assert_never(value)
    match type:
        case Primitive():
            return _to_primitive(value, type)
        case CollectionType(kind=CollectionKind.MAP):
            return _to_map(value, type)
        case CollectionType():
            return _to_list_or_set(value, type)
        case TupleType():
            return _to_tuple(value, type)
        case ObjectType():
            return _to_object(value, type)
        case _:
            assert_never(type)


def _retyped(value: Known | Unknown, type: Type) -> Value | ConversionProblem:
    """Return a null, or an unknown value that says its type, as one of `type`.

    What an unknown value without a type becomes is not known: the type may be a guess that was
    made without it.
    """
    own = type_of(value)
    if not is_convertible(own, type):
        return _misfit(value, type)
    if own == type or (own is Primitive.ANY and isinstance(value, Unknown)):
        return value
    return replace(value, type=without_optional(filled(type, own)))


def _misfit(value: Value, type: Type) -> ConversionProblem:
    return ConversionProblem(
        f"expected {describe(type)}, got {describe(type_of(value))}", value.origin
    )


def _converted_options(value: OneOf, type: Type) -> Value | ConversionProblem:
    results = [_converted(option, type) for option in value.options]
    good: list[Value] = []
    for result in results:
        if not isinstance(result, ConversionProblem) and result not in good:
            good.append(result)
    if not good:
        return next(result for result in results if isinstance(result, ConversionProblem))
    return good[0] if len(good) == 1 else replace(value, options=tuple(good))


def _to_primitive(
    value: Known | Text | values.Sequence | Mapping, type: Primitive
) -> Value | ConversionProblem:
    match value:
        case Text():
            return value if type is Primitive.STRING else unknown_of(value)
        case Known(value=scalar):
            pass
        case values.Sequence() | Mapping():
            return _misfit(value, type)
        case _:
            assert_never(value)
    if type_of(value) is type:
        return value
    match type:
        case Primitive.STRING if isinstance(scalar, bool):
            return replace(value, value="true" if scalar else "false")
        case Primitive.STRING if not isinstance(scalar, str) and scalar is not None:
            return replace(value, value=number_text(scalar))
        case Primitive.NUMBER if isinstance(scalar, str):
            number = parse_number(scalar)
            if number is not None:
                return replace(value, value=number, layout=())
        case Primitive.BOOL if scalar in ("true", "1", "false", "0"):
            return replace(value, value=scalar in ("true", "1"), layout=())
        case _:
            pass
    return _misfit(value, type)


def unknown_of(value: Text) -> Unknown:
    """Return the unknown that a string with holes becomes where its text would be needed."""
    hole = next(part for part in value.parts if isinstance(part, Unknown))
    return Unknown(hole.reason, hole.detail, value.origin, marks=value.marks)


def _each(items: Iterable[Value], type: Type) -> tuple[Value, ...] | ConversionProblem:
    """Convert every item; stop at the first that does not fit."""
    done: list[Value] = []
    for item in items:
        result = _converted(item, type)
        if isinstance(result, ConversionProblem):
            return result
        done.append(result)
    return tuple(done)


Uniform: TypeAlias = tuple[tuple[Value, ...], Type | None]
"""Shape: items, and the type that all have; None where it is not sure."""


def _uniform(
    items: tuple[Value, ...], element: Type, origin: Origin, kind: CollectionKind
) -> Uniform | ConversionProblem:
    """Convert the items to `element`, and to what they have in common where it says `any`."""
    given = element
    if element is not Primitive.ANY:
        done = _each(items, element)
        if isinstance(done, ConversionProblem):
            return done
        items = done
    element = without_optional(element)
    if not has_any(element) or not items:
        return items, element
    if any(map(is_open, items)):
        # A conversion would cut off what is not known.
        return items, None
    types = [type_of(item) for item in items]
    common = unify(types)
    different = ConversionProblem("expected elements of one type, got different types", origin)
    if common is None or (common is Primitive.ANY and not same(_without_nulls(types))):
        return different
    done = _each(items, common)
    if isinstance(done, ConversionProblem):
        return done
    if any(map(_lacks_type, items)):
        return done, None
    # Terraform lets the elements of a set keep what each of them converts to by itself.
    alone = kind is CollectionKind.SET and given is not Primitive.ANY
    if kind is CollectionKind.MAP and same(_without_nulls(types)):
        # It gives a null in a map the type of the others, if those need no conversion.
        types = _without_nulls(types)
    one = same(types) if alone else same([type_of(item) for item in done])
    return (done, common) if one and not keeps_null_apart(types) else different


def _without_nulls(types: list[Type]) -> list[Type]:
    return [one for one in types if one is not Primitive.ANY]


def _lacks_type(value: Value) -> bool:
    """Tell whether the type of something in the value is not known, or not all of it."""
    return any(
        isinstance(part, OneOf)
        or (isinstance(part, Unknown) and has_any(type_of(part)))
        or (isinstance(part, Known) and part.value is None and part.type is None)
        or (isinstance(part, Mapping) and part.identity is not None)
        for part in values.walk(value)
    )


def _to_list_or_set(
    value: Known | Text | values.Sequence | Mapping, type: CollectionType
) -> Value | ConversionProblem:
    if not isinstance(value, values.Sequence) or not _could_hold(value, type):
        return _misfit(value, type)
    wanted = SequenceKind(type.kind.value)
    items, element = value.items, value.element
    if value.kind is SequenceKind.TUPLE or type.element is not Primitive.ANY:
        done = _uniform(value.items, type.element, value.origin, type.kind)
        if isinstance(done, ConversionProblem):
            return done
        items, element = done
    if wanted is SequenceKind.LIST:
        scattered = value.scattered or (value.kind is SequenceKind.SET and _is_unordered(value))
        return replace(value, items=items, kind=wanted, scattered=scattered, element=element)
    result = make_set(items, value.origin, value.rest)
    return replace(result, marks=result.marks | value.marks, element=element)


def _could_hold(value: values.Sequence | Mapping, type: CollectionType) -> bool:
    """Tell whether an empty collection is of a type that converts; others tell by their parts."""
    return value.element is None or is_convertible(said(value.element), type.element)


def _is_unordered(value: values.Sequence) -> bool:
    """Tell whether the order of a set's items follows from something that is not known."""
    if len(value.items) + (value.rest is not None) < 2:
        return False
    return value.rest is not None or any(
        isinstance(inner, Text | OneOf | Unknown) for inner in values.walk(value)
    )


def _to_tuple(
    value: Known | Text | values.Sequence | Mapping, type: TupleType
) -> Value | ConversionProblem:
    if not isinstance(value, values.Sequence) or value.kind is not SequenceKind.TUPLE:
        return _misfit(value, type)
    size, wanted = len(value.items), len(type.items)
    if size > wanted or (size < wanted and value.rest is None):
        return ConversionProblem(f"expected {wanted} items, got {size}", value.origin)
    done: list[Value] = []
    for item, one in zip(value.items, type.items, strict=False):
        result = _converted(item, one)
        if isinstance(result, ConversionProblem):
            return result
        done.append(result)
    rest = rest_of(value)
    if rest is not None:
        done += [rest] * (wanted - size)
    return replace(value, items=tuple(done), rest=None)


def _to_map(
    value: Known | Text | values.Sequence | Mapping, type: CollectionType
) -> Value | ConversionProblem:
    if not isinstance(value, Mapping) or not _could_hold(value, type):
        return _misfit(value, type)
    names = sorted(value.entries)
    entries, element = tuple(value.entries[name] for name in names), value.element
    if value.kind is MappingKind.OBJECT or type.element is not Primitive.ANY:
        done = _uniform(entries, type.element, value.origin, type.kind)
        if isinstance(done, ConversionProblem):
            return done
        entries, element = done
    return replace(
        value,
        entries=dict(zip(names, entries, strict=True)),
        kind=MappingKind.MAP,
        identity=None,
        element=element,
    )


def _to_object(
    value: Known | Text | values.Sequence | Mapping, type: ObjectType
) -> Value | ConversionProblem:
    if not isinstance(value, Mapping):
        return _misfit(value, type)
    entries: dict[str, Value] = {}
    rest = rest_of(value)
    for name in sorted(type.attributes):
        found = value.entries.get(name, rest)
        if found is None:
            found = Absent(value.origin)
        if isinstance(found, Absent):
            if value.identity is not None:
                found = _computed(value.identity, name, value.origin)
            elif name not in type.optional:
                return ConversionProblem(f"expected an attribute `{name}`, got none", value.origin)
            else:
                found = Known(None, value.origin, type=Primitive.ANY)
        result = _converted(found, type.attributes[name])
        if isinstance(result, ConversionProblem):
            return result
        entries[name] = result
    return replace(value, entries=entries, kind=MappingKind.OBJECT, rest=None)


def _computed(owner: Identity, name: str, origin: Origin) -> Unknown:
    """Return an attribute of a declared thing that is not written: AWS may well fill it in."""
    attribute = f"{owner.attribute}.{name}".removeprefix(".")
    detail = f"`{owner.resource.address}.{attribute}` is known after apply"
    return Unknown(Reason.COMPUTED, detail, origin, Identity(owner.resource, attribute))
