"""Functions that pick, search, count and fold what a list, tuple or set holds."""

from __future__ import annotations

from dataclasses import replace

from iac_scan.evaluation.functions.call import (
    Call,
    Doubt,
    Failure,
    Function,
    Marks,
    Result,
)
from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.equality import contained, equal
from iac_scan.evaluation.functions.graphemes import clusters
from iac_scan.evaluation.functions.number import Number, add, whole_number
from iac_scan.evaluation.functions.types import (
    CollectionKind,
    CollectionType,
    Primitive,
    TupleType,
    Type,
    describe,
    list_of,
    type_of,
)
from iac_scan.evaluation.functions.unify import unify
from iac_scan.evaluation.functions.unknowns import derived, first_of, first_unknown
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Sequence,
    SequenceKind,
    Text,
    Truth,
    Unknown,
    Value,
)


def _length(call: Call) -> Result:
    match call.arguments[0]:
        case Known(value=str() as text):
            return call.of(len(clusters(text)))
        case Sequence(items=items, rest=None, kind=SequenceKind.SET) as value if len(items) > 1:
            doubtful = first_unknown(value)
            return call.of(len(items)) if doubtful is None else call.unknown(value)
        case Sequence(items=items, rest=None, scattered=False):
            return call.of(len(items))
        case Mapping(entries=entries, rest=None):
            return call.of(len(entries))
        case Sequence() | Mapping() | Text() | Unknown() as value:
            return call.unknown(value)
        case value:
            return Failure(f"expected a collection or a string, got {describe(type_of(value))}")


def _element(call: Call) -> Result:
    source, position = call.arguments
    if isinstance(source, Unknown):
        return call.unknown(source)
    if not isinstance(source, Sequence) or source.kind is SequenceKind.SET:
        return Failure(f"expected list or tuple, got {describe(type_of(source))}")
    if isinstance(position, Unknown):
        return any_of(call, source, position)
    index = whole_number(call.scalar(1))
    if index is None:
        return Failure("expected a whole number as index")
    if source.scattered:
        return call.unknown(source)
    if source.rest is not None:
        if index < 0:
            return call.unknown(source.rest)
        if index < len(source.items):
            return source.items[index]
        return derived(source.rest)
    if not source.items:
        return Failure("an empty list has no elements")
    if index < 0 and source.kind is SequenceKind.TUPLE and index % len(source.items) != 0:
        # Terraform 1.11 counts from the end of a list; of a tuple it refuses all but multiples.
        return Failure("expected an index from zero up")
    return source.items[index % len(source.items)]


def any_of(call: Call, source: Sequence, because: Unknown) -> Value:
    """Return the choice among the items of a list, of which nobody knows the index."""
    options: list[Value] = []
    for item in source.items:
        for option in item.options if isinstance(item, OneOf) else (item,):
            if option not in options:
                options.append(option)
    if source.rest is not None or not options or len(options) > call.bounds.options:
        return call.unknown(because)
    if len(options) == 1:
        return options[0]
    return OneOf(tuple(options), because.reason, because.detail, call.site.origin)


def _index(call: Call) -> Result:
    source, wanted = call.arguments
    if isinstance(source, Unknown):
        return call.unknown(source)
    if not isinstance(source, Sequence) or source.kind is SequenceKind.SET:
        return Failure(f"expected list or tuple, got {describe(type_of(source))}")
    if source.scattered:
        return call.unknown(source)
    for position, item in enumerate(source.items):
        match equal(item, wanted):
            case Truth.YES:
                return call.of(position)
            case Truth.UNKNOWN:
                return call.unknown(_doubtful_of(item, wanted))
            case Truth.NO:
                pass
    if source.rest is not None:
        return call.unknown(source)
    return Failure("item not found")


def _doubtful_of(*values: Value) -> Value:
    return next(value for value in values if first_unknown(value) is not None)


def _contains(call: Call) -> Result:
    source, wanted = call.arguments
    if isinstance(source, Unknown):
        return call.unknown(source)
    if not isinstance(source, Sequence):
        return Failure(f"expected list, tuple or set, got {describe(type_of(source))}")
    match contained(wanted, source):
        case Truth.YES:
            return call.of(True)
        case Truth.NO:
            return call.of(False)
        case Truth.UNKNOWN:
            return call.unknown(_doubtful_of(source, wanted))


def _coalesce(call: Call) -> Result:
    common = unify([type_of(argument) for argument in call.arguments])
    if common is None:
        return Failure("expected arguments of one type")
    for argument in call.arguments:
        value = convert(argument, common)
        match value:
            case ConversionProblem():
                # An empty map beside objects; terraform passes over it as if it were null.
                continue
            case Known(value=None | "") | Absent():
                continue
            case Unknown(identity=None) | OneOf():
                return call.unknown(value)
            case Text(parts=parts) if not any(isinstance(part, str) for part in parts):
                return call.unknown(value)
            case _:
                return value
    return Failure("expected an argument that is not null and not empty")


def _coalescelist(call: Call) -> Result:
    if not call.arguments:
        return Failure("expected at least one list")
    for argument in call.arguments:
        match argument:
            case Unknown(type=None) | Known(value=None, type=None):
                pass
            case _:
                found = type_of(argument)
                if not _is_list_or_tuple(found):
                    return Failure(f"expected list or tuple, got {describe(found)}")
    for argument in call.arguments:
        match argument:
            case Unknown():
                return call.unknown(argument)
            case Sequence(items=(), rest=Unknown()):
                return call.unknown(argument)
            case Sequence(items=(_, *_)):
                return argument
            case _:
                continue
    return Failure("expected a list that is not empty")


def _is_list_or_tuple(type: Type) -> bool:
    match type:
        case TupleType() | CollectionType(kind=CollectionKind.LIST):
            return True
        case _:
            return False


def _one(call: Call) -> Result:
    source = call.arguments[0]
    if isinstance(source, Unknown):
        return call.unknown(source)
    if not isinstance(source, Sequence) or len(source.items) > 1:
        if isinstance(source, Sequence) and source.kind is SequenceKind.SET:
            doubtful = first_unknown(source)
            if doubtful is not None:
                return call.unknown(source)
        return Failure("expected a list, set or tuple with one item or none")
    if source.rest is not None:
        return call.unknown(source)
    return source.items[0] if source.items else call.null(source.element)


def _fold(name: str, stop: bool) -> Function:
    """Return the row of `alltrue` (stops at false) or `anytrue` (stops at true)."""

    def run(call: Call) -> Result:
        source = call.arguments[0]
        if isinstance(source, Unknown):
            return call.unknown(source)
        assert isinstance(source, Sequence)
        doubtful: Value | None = source.rest
        for item in source.items:
            match item:
                case Known(value=bool() as flag) if flag is stop:
                    return call.of(stop)
                case Known(value=None) if not stop:
                    return call.of(False)
                case Known():
                    continue
                case _:
                    doubtful = first_of(doubtful, item)
        return call.of(not stop) if doubtful is None else call.unknown(doubtful)

    return Function(name, run, (list_of(Primitive.BOOL),), doubt=Doubt.PARTIAL)


def _sum(call: Call) -> Result:
    source = call.arguments[0]
    if not isinstance(source, Sequence):
        return Failure(f"expected list, tuple or set, got {describe(type_of(source))}")
    if not source.items:
        return Failure("expected at least one number")
    total: Number = 0
    for item in source.items:
        number = convert(item, Primitive.NUMBER)
        if isinstance(number, ConversionProblem):
            return Failure(number.message)
        assert isinstance(number, Known)
        if number.value is None or isinstance(number.value, str):
            return Failure("expected numbers, got null")
        total = add(total, number.value)
    return call.of(total)


def _matchkeys(call: Call) -> Result:
    values, keys, wanted = (call.sequence(index) for index in range(3))
    if unify([type_of(keys), type_of(wanted)]) is None:
        return Failure("expected keys and search set of one type")
    if len(values.items) != len(keys.items):
        return Failure("expected as many keys as values")
    common = unify([type_of(keys), type_of(wanted)])
    assert common is not None
    left, right = convert(keys, common), convert(wanted, common)
    if not isinstance(left, Sequence) or not isinstance(right, Sequence):
        return Failure("expected keys and search set of one type")
    found = (
        value
        for value, key in zip(values.items, left.items, strict=True)
        if contained(key, right) is Truth.YES
    )
    return replace(values, items=tuple(found), origin=call.site.origin)


_ANY = Primitive.ANY
_LIST = list_of(_ANY)
_STRINGS = list_of(Primitive.STRING)
_PARTIAL = Doubt.PARTIAL


ROWS: tuple[Function, ...] = (
    _fold("alltrue", stop=False),
    _fold("anytrue", stop=True),
    Function("coalesce", _coalesce, (), _ANY, doubt=_PARTIAL, nullable=0),
    Function("coalescelist", _coalescelist, (), _ANY, doubt=_PARTIAL, nullable=0),
    Function("contains", _contains, (_ANY, _ANY), doubt=_PARTIAL),
    Function(
        "element",
        _element,
        (_ANY, Primitive.NUMBER),
        doubt=_PARTIAL,
        marks=Marks.SHALLOW,
        surface=True,
    ),
    Function("index", _index, (_ANY, _ANY), doubt=_PARTIAL),
    Function("length", _length, (_ANY,), doubt=_PARTIAL, marks=Marks.SHALLOW, surface=True),
    Function("matchkeys", _matchkeys, (_LIST, _LIST, _LIST)),
    Function("one", _one, (_ANY,), doubt=_PARTIAL),
    Function("sum", _sum, (_ANY,)),
)
"""Shape: sorted by name."""
