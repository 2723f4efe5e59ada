"""Functions on sets: union, intersection, difference, cartesian product."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product
from math import prod

from iac_scan.evaluation.functions.call import (
    Call,
    Doubt,
    Failure,
    Function,
    Marks,
    Result,
)
from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.equality import contained
from iac_scan.evaluation.functions.set_order import make_set
from iac_scan.evaluation.functions.types import (
    CollectionType,
    Primitive,
    TupleType,
    Type,
    describe,
    list_of,
    said,
    set_of,
    type_of,
)
from iac_scan.evaluation.functions.unify import unify
from iac_scan.evaluation.functions.unknowns import derived, first_of, first_unknown
from iac_scan.values import LanguageType, Reason, Sequence, SequenceKind, Truth, Unknown, Value


def _of_one_type(call: Call) -> tuple[Sequence | Unknown, ...] | Failure:
    """Return the argument sets with elements of one type."""
    elements: list[Type] = []
    for argument in call.arguments:
        type = type_of(argument)
        # An empty set of no type takes that of its neighbours, and hides nothing of them.
        nothing = isinstance(argument, Sequence) and argument.element is Primitive.ANY
        if isinstance(type, CollectionType) and not (nothing and type.element is Primitive.ANY):
            elements.append(type.element)
    common = unify(elements)
    if common is None:
        return Failure("expected sets of one element type")
    result: list[Sequence | Unknown] = []
    for argument in call.arguments:
        converted = convert(argument, set_of(common))
        if isinstance(converted, ConversionProblem):
            return Failure(converted.message)
        assert isinstance(converted, Sequence | Unknown)
        result.append(converted)
    return tuple(result)


def _setunion(call: Call) -> Result:
    sets = _of_one_type(call)
    if isinstance(sets, Failure):
        return sets
    items: list[Value] = []
    rest: Unknown | None = None
    for one in sets:
        if isinstance(one, Unknown):
            rest = first_of(rest, derived(one))
        else:
            rest = first_of(rest, one.rest)
            items += one.items
    return replace(make_set(items, call.site.origin, rest), element=_shared_element(sets))


def _shared_element(sets: Iterable[Sequence | Unknown]) -> LanguageType | None:
    """Return the type that the elements of all sets say, or None."""
    first, *others = (one.element if isinstance(one, Sequence) else None for one in sets)
    return first if all(other == first for other in others) else None


def _combining(keep: Callable[[Truth], Truth]) -> Callable[[Call], Result]:
    """Return the function that keeps what is in the first set by what the others say of it."""

    def run(call: Call) -> Result:
        sets = _of_one_type(call)
        if isinstance(sets, Failure):
            return sets
        first, *others = sets
        if isinstance(first, Unknown):
            return call.unknown(first)
        items, rest = list(first.items), first.rest
        for other in others:
            kept: list[Value] = []
            for item in items:
                found = Truth.UNKNOWN if isinstance(other, Unknown) else contained(item, other)
                match keep(found):
                    case Truth.YES:
                        kept.append(item)
                    case Truth.UNKNOWN:
                        because = call.unknown(_doubtful(other, item))
                        rest = first_of(rest, derived(because))
                    case Truth.NO:
                        pass
            items = kept
        return replace(make_set(items, call.site.origin, rest), element=_shared_element(sets))

    return run


def _doubtful(other: Sequence | Unknown, item: Value) -> Value:
    return other if first_unknown(other) is not None else item


def _setproduct(call: Call) -> Result:
    if len(call.arguments) < 2:
        return Failure("expected at least two sets")
    factors: list[tuple[Value, ...]] = []
    elements: list[LanguageType | None] = []
    rest: Unknown | None = None
    as_list, scattered = True, False
    for index, argument in enumerate(call.arguments):
        if isinstance(argument, Unknown):
            return call.unknown(argument)
        if not isinstance(argument, Sequence):
            found = describe(type_of(argument))
            return Failure(f"argument {index + 1}: expected list, tuple or set, got {found}")
        as_list = as_list and argument.kind is not SequenceKind.SET
        factor = convert(argument, list_of(Primitive.ANY))
        if not isinstance(factor, Sequence):
            return Failure(f"argument {index + 1}: expected elements of one type")
        factors.append(factor.items)
        elements.append(factor.element)
        rest = first_of(rest, argument.rest)
        scattered = scattered or argument.scattered or argument.rest is not None
    if prod(map(len, factors)) > call.bounds.items:
        return Failure("the product has too many items", Reason.BOUND)
    tuples = tuple(call.tuple_of(one) for one in product(*factors))
    element = None if None in elements else TupleType(tuple(map(said, elements)))
    if not as_list:
        return replace(make_set(tuples, call.site.origin, rest), element=element)
    kind = SequenceKind.LIST
    return Sequence(tuples, call.site.origin, kind, rest, scattered=scattered, element=element)


_SET = set_of(Primitive.ANY)
_PARTIAL = Doubt.PARTIAL

ROWS: tuple[Function, ...] = (
    Function("setintersection", _combining(lambda found: found), (_SET,), _SET, doubt=_PARTIAL),
    Function("setproduct", _setproduct, (), Primitive.ANY, doubt=_PARTIAL, marks=Marks.SHALLOW),
    Function("setsubtract", _combining(lambda found: ~found), (_SET, _SET), doubt=_PARTIAL),
    Function("setunion", _setunion, (_SET,), _SET, doubt=_PARTIAL),
)
"""Shape: sorted by name."""
