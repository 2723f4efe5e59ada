"""Functions on sets: union, intersection, difference, cartesian product."""

from __future__ import annotations

from collections.abc import Callable
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
    Type,
    describe,
    set_of,
    type_of,
)
from iac_scan.evaluation.functions.unify import unify
from iac_scan.evaluation.functions.unknowns import derived, first_of, first_unknown
from iac_scan.values import Reason, Sequence, SequenceKind, Truth, Unknown, Value


def _of_one_type(call: Call) -> tuple[Sequence | Unknown, ...] | Failure:
    """Return the argument sets with elements of one type."""
    elements: list[Type] = []
    for argument in call.arguments:
        type = type_of(argument)
        if isinstance(type, CollectionType):
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
    return make_set(items, call.site.origin, rest)


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
        return make_set(items, call.site.origin, rest)

    return run


def _doubtful(other: Sequence | Unknown, item: Value) -> Value:
    return other if first_unknown(other) is not None else item


def _setproduct(call: Call) -> Result:
    if len(call.arguments) < 2:
        return Failure("expected at least two sets")
    factors: list[tuple[Value, ...]] = []
    rest: Unknown | None = None
    as_list, scattered = True, False
    for index, argument in enumerate(call.arguments):
        if isinstance(argument, Unknown):
            return call.unknown(argument)
        if not isinstance(argument, Sequence):
            found = describe(type_of(argument))
            return Failure(f"argument {index + 1}: expected list, tuple or set, got {found}")
        as_list = as_list and argument.kind is not SequenceKind.SET
        items: tuple[Value, ...] = argument.items
        if argument.kind is SequenceKind.TUPLE:
            common = unify([type_of(item) for item in items])
            if common is None:
                return Failure(f"argument {index + 1}: expected elements of one type")
            converted = tuple(convert(item, common) for item in items)
            items = tuple(one for one in converted if not isinstance(one, ConversionProblem))
            if len(items) < len(converted):
                return Failure(f"argument {index + 1}: expected elements of one type")
        factors.append(items)
        rest = first_of(rest, argument.rest)
        scattered = scattered or argument.scattered or argument.rest is not None
    if prod(map(len, factors)) > call.bounds.items:
        return Failure("the product has too many items", Reason.BOUND)
    tuples = tuple(call.tuple_of(one) for one in product(*factors))
    if not as_list:
        return make_set(tuples, call.site.origin, rest)
    return Sequence(tuples, call.site.origin, SequenceKind.LIST, rest, scattered=scattered)


_SET = set_of(Primitive.ANY)
_PARTIAL = Doubt.PARTIAL

ROWS: tuple[Function, ...] = (
    Function("setintersection", _combining(lambda found: found), (_SET,), _SET, doubt=_PARTIAL),
    Function("setproduct", _setproduct, (), Primitive.ANY, doubt=_PARTIAL, marks=Marks.SHALLOW),
    Function("setsubtract", _combining(lambda found: ~found), (_SET, _SET), doubt=_PARTIAL),
    Function("setunion", _setunion, (_SET,), _SET, doubt=_PARTIAL),
)
"""Shape: sorted by name."""
