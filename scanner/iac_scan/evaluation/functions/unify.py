"""The one type that several values can share, and whether one type converts to another.

Converting the values themselves is in `convert`.
Source: https://github.com/zclconf/go-cty/blob/main/docs/convert.md and the
behaviour of terraform 1.11.4.
"""

from __future__ import annotations

from collections.abc import Sequence

from iac_scan.evaluation.functions.types import (
    CollectionKind,
    CollectionType,
    ObjectType,
    Primitive,
    TupleType,
    Type,
    has_any,
    list_of,
    map_of,
    same,
)


def unify(types: Sequence[Type]) -> Type | None:
    """Return the most general of the types that all others convert to, or None.

    Unknown: `ANY` takes the type of its neighbours; of none at all, or where they have none in
    common, the result is `ANY`.
    """
    known: list[Type] = [one for one in types if one is not Primitive.ANY]
    if not known:
        return Primitive.ANY
    common = _unified(known)
    return Primitive.ANY if common is None and len(known) < len(types) else common


def keeps_null_apart(types: Sequence[Type]) -> bool:
    """Tell whether a null in values of these types keeps them from becoming one type.

    Each `ANY` is that of a null, or of nothing at all. Terraform gives it the type of numbers,
    strings or bools beside it, not that of collections, tuples or objects all of one kind.
    """
    known: list[Type] = [one for one in types if one is not Primitive.ANY]
    if any(isinstance(one, Primitive) for one in known):
        return False
    if len(known) < len(types):
        kinds = {one.kind if isinstance(one, CollectionType) else type(one) for one in known}
        return len(kinds) == 1
    return any(map(keeps_null_apart, _meeting_parts(known)))


def _meeting_parts(types: list[Type]) -> list[list[Type]]:
    """Return the types of the parts that take one type where the wholes do."""
    objects = [one for one in types if isinstance(one, ObjectType)]
    tuples = [one for one in types if isinstance(one, TupleType)]
    names = objects[0].attributes.keys() if objects else ()
    if len(objects) == len(types) and all(one.attributes.keys() == names for one in objects):
        return [[one.attributes[name] for one in objects] for name in names]
    if len(tuples) == len(types) and len({len(one.items) for one in tuples}) == 1:
        return [list(parts) for parts in zip(*(one.items for one in tuples), strict=True)]
    collections = [one for one in types if isinstance(one, CollectionType)]
    parts = [one.element for one in collections]
    for group in (*(one.attributes.values() for one in objects), *(one.items for one in tuples)):
        parts += group
    return [parts]


def _unified(known: list[Type]) -> Type | None:
    if same(known) and not has_any(known[0]):
        return known[0]
    objects = [one for one in known if isinstance(one, ObjectType)]
    tuples = [one for one in known if isinstance(one, TupleType)]
    collections = [one for one in known if isinstance(one, CollectionType)]
    if len(objects) == len(known):
        return _unified_objects(objects)
    if len(tuples) == len(known):
        return _unified_tuples(tuples)
    if len({one.kind for one in collections}) == 1 and len(collections) == len(known):
        return _collection(collections[0].kind, [one.element for one in collections])
    if objects and tuples:
        return None
    collection = _as_collection(known, objects, tuples, collections)
    return _preferred(known) if collection is None else collection


def _as_collection(
    types: list[Type],
    objects: list[ObjectType],
    tuples: list[TupleType],
    collections: list[CollectionType],
) -> Type | None:
    """Return a map type for maps and objects, a list type for lists and tuples, or None."""
    kinds = {one.kind for one in collections}
    groups = [(one.element,) for one in collections]
    if kinds == {CollectionKind.MAP} and len(collections) + len(objects) == len(types):
        element = _shared_by_all([*groups, *(tuple(one.attributes.values()) for one in objects)])
        return None if element is None else map_of(element)
    if kinds == {CollectionKind.LIST} and len(collections) + len(tuples) == len(types):
        element = _shared_by_all([*groups, *(one.items for one in tuples)])
        return None if element is None else list_of(element)
    return None


def _collection(kind: CollectionKind, elements: list[Type]) -> Type | None:
    element = unify(elements)
    return None if element is None else CollectionType(kind, element)


def _unified_objects(types: list[ObjectType]) -> Type | None:
    """Return an object type when the names agree, else a map type, or None."""
    names = types[0].attributes
    if all(one.attributes.keys() == names.keys() for one in types):
        unified: dict[str, Type] = {}
        for name in names:
            attribute = unify([one.attributes[name] for one in types])
            if attribute is None:
                return None
            unified[name] = attribute
        return ObjectType(unified)
    parts = [tuple(one.attributes.values()) for one in types]
    element = _shared_by_all(parts)
    return None if element is None else map_of(element)


def _shared_by_all(groups: list[tuple[Type, ...]]) -> Type | None:
    """Return the type that the parts of all groups share.

    Where that is left open, each group needs a type of its own.
    """
    element = unify([part for group in groups for part in group])
    if element is Primitive.ANY and any(unify(group) is None for group in groups):
        return None
    return element


def _unified_tuples(types: list[TupleType]) -> Type | None:
    """Return a tuple type when the lengths agree, else a list type, or None."""
    if all(len(one.items) == len(types[0].items) for one in types):
        unified: list[Type] = []
        for parts in zip(*(one.items for one in types), strict=True):
            item = unify(parts)
            if item is None:
                return None
            unified.append(item)
        return TupleType(tuple(unified))
    element = _shared_by_all([one.items for one in types])
    return None if element is None else list_of(element)


def _preferred(types: list[Type]) -> Type | None:
    """Return the first of the types that all others convert to, more general ones first."""
    candidates: list[Type] = []
    for one in types:
        if one not in candidates:
            candidates.append(one)
    candidates.sort(key=_generality)
    for wanted in candidates:
        if all(one == wanted or is_convertible(one, wanted) for one in candidates):
            return wanted
    return None


def _generality(type: Type) -> int:
    """Return a sort key: what others convert to without loss comes first."""
    match type:
        case Primitive.STRING:
            return 0
        case CollectionType(kind=kind):
            return 2 if kind is CollectionKind.SET else 1
        case _:
            return 3


def is_convertible(source: Type, target: Type) -> bool:
    """Tell whether values of `source` may convert to `target`; some of them can still fail."""
    match source, target:
        case (_, Primitive.ANY) | (Primitive.ANY, _):
            return True
        case Primitive(), Primitive():
            return source is target or Primitive.STRING in (source, target)
        case CollectionType(), CollectionType():
            maps = (source.kind is CollectionKind.MAP) + (target.kind is CollectionKind.MAP)
            return maps != 1 and is_convertible(source.element, target.element)
        case TupleType(items=items), CollectionType(element=element):
            return target.kind is not CollectionKind.MAP and _all_convertible(items, element)
        case TupleType(items=items), TupleType(items=others):
            return len(items) == len(others) and all(map(is_convertible, items, others))
        case ObjectType(attributes=attributes), CollectionType(element=element):
            return target.kind is CollectionKind.MAP and _all_convertible(
                tuple(attributes.values()), element
            )
        case ObjectType(attributes=attributes), ObjectType(attributes=wanted):
            return all(
                is_convertible(attributes[name], one)
                if name in attributes
                else name in target.optional
                for name, one in wanted.items()
            )
        case CollectionType(kind=CollectionKind.MAP, element=element), ObjectType():
            return all(
                name in target.optional or is_convertible(element, one)
                for name, one in target.attributes.items()
            )
        case _:
            return False


def _all_convertible(types: tuple[Type, ...], element: Type) -> bool:
    """Tell whether parts of these types can be elements of one collection."""
    if element is Primitive.ANY:
        return unify(types) is not None
    return all(is_convertible(one, element) for one in types)
