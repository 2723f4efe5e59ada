"""Functions that build lists and tuples from others.

What picks from a list is in `picking`; mappings are in `mappings`, sets in `sets`.
"""

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
from iac_scan.evaluation.functions.equality import equal
from iac_scan.evaluation.functions.marks import marked
from iac_scan.evaluation.functions.number import whole_number
from iac_scan.evaluation.functions.types import (
    Primitive,
    Type,
    describe,
    list_of,
    map_of,
    said,
    type_of,
)
from iac_scan.evaluation.functions.unify import unify
from iac_scan.evaluation.functions.unknowns import derived, first_of, first_unknown, hole_of
from iac_scan.values import (
    UNMARKED,
    Absent,
    Known,
    Mapping,
    OneOf,
    Reason,
    Sequence,
    SequenceKind,
    Text,
    Truth,
    Unknown,
    Value,
)


def _kind_from(kind: SequenceKind) -> SequenceKind:
    """Return the kind of a sequence made from one of `kind`: a set becomes a list."""
    return SequenceKind.TUPLE if kind is SequenceKind.TUPLE else SequenceKind.LIST


def _concat(call: Call) -> Result:
    if not call.arguments:
        return Failure("expected at least one list")
    items: list[Value] = []
    rest: Unknown | None = None
    scattered, lists = False, True
    for index, argument in enumerate(call.arguments):
        match argument:
            case Unknown():
                scattered, rest = True, first_of(rest, derived(argument))
            case Sequence(kind=SequenceKind.SET):
                return Failure(f"argument {index + 1}: expected list or tuple, got set")
            case Sequence():
                # Whatever follows an open list stands at a position that is not certain.
                scattered = scattered or rest is not None or argument.scattered
                lists = lists and argument.kind is SequenceKind.LIST
                items += argument.items
                rest = first_of(rest, argument.rest)
            case _:
                found = describe(type_of(argument))
                return Failure(f"argument {index + 1}: expected list or tuple, got {found}")
    if len(items) > call.bounds.items:
        return Failure("the result has too many items", Reason.BOUND)
    kind = SequenceKind.TUPLE
    if lists and not any(isinstance(argument, Unknown) for argument in call.arguments):
        common = unify([type_of(argument) for argument in call.arguments])
        if common is not None:
            return _concatenated_lists(call, tuple(items), common, rest, scattered=scattered)
    return Sequence(tuple(items), call.site.origin, kind, rest, scattered=scattered)


def _concatenated_lists(
    call: Call, items: tuple[Value, ...], type: Type, rest: Unknown | None, *, scattered: bool
) -> Result:
    whole = Sequence(items, call.site.origin, SequenceKind.LIST, rest, scattered=scattered)
    result = convert(whole, type)
    return Failure(result.message) if isinstance(result, ConversionProblem) else result


def _doubtful_of(*values: Value) -> Value:
    return next(value for value in values if first_unknown(value) is not None)


def _distinct(call: Call) -> Result:
    source = call.arguments[0]
    if isinstance(source, Unknown):
        return call.unknown(source)
    assert isinstance(source, Sequence)
    kept: list[Value] = []
    plain: set[object] = set()
    doubtful: Value | None = None
    for item in source.items:
        if isinstance(item, Known):
            key = (type_of(item), item.value)
            if key in plain:
                continue
            plain.add(key)
            if doubtful is None:
                kept.append(item)
                continue
        answers = {equal(item, other) for other in kept}
        if Truth.YES in answers:
            continue
        if Truth.UNKNOWN in answers or first_unknown(item) is not None:
            doubtful = item
        kept.append(item)
    if doubtful is None or len(kept) < 2:
        return replace(source, items=tuple(kept), origin=call.site.origin)
    rest = first_of(source.rest, derived(hole_of(_doubtful_of(*kept))))
    return replace(source, items=tuple(kept), origin=call.site.origin, rest=rest, scattered=True)


def _compact(call: Call) -> Result:
    source = call.arguments[0]
    if isinstance(source, Unknown):
        return call.unknown(source)
    assert isinstance(source, Sequence)
    kept: list[Value] = []
    rest, scattered = source.rest, source.scattered
    for item in source.items:
        match item:
            case Known(value=None | ""):
                continue
            case Unknown(identity=None) | OneOf():
                # It may be empty, and then everything after it moves up.
                scattered, rest = True, first_of(rest, derived(hole_of(item)))
            case Text(parts=parts) if not any(isinstance(part, str) for part in parts):
                scattered, rest = True, first_of(rest, derived(hole_of(item)))
            case _:
                kept.append(item)
    return Sequence(tuple(kept), call.site.origin, SequenceKind.LIST, rest, scattered=scattered)


def _flatten(call: Call) -> Result:
    source = call.arguments[0]
    if isinstance(source, Unknown):
        return call.unknown(source)
    if not isinstance(source, Sequence):
        return Failure(f"expected list, tuple or set, got {describe(type_of(source))}")
    flat: list[Value] = []
    open_at = _flatten_into(source, flat)
    marks = UNMARKED.union(*(inner.marks for inner in _nested(source)))
    result = Sequence(tuple(flat), call.site.origin, rest=open_at, scattered=open_at is not None)
    return marked(result, marks)


def _flatten_into(source: Sequence, flat: list[Value]) -> Unknown | None:
    """Add what is in the sequence to `flat`; return why there may be more, or None."""
    more = source.rest
    for item in source.items:
        match item:
            case Sequence():
                inner = _flatten_into(item, flat)
                more = first_of(more, inner)
            case Unknown(identity=None) if not _is_scalar(type_of(item)):
                # It may be a list, or one item.
                more = first_of(more, derived(item))
            case OneOf(options=options) if any(isinstance(one, Sequence) for one in options):
                more = first_of(more, derived(hole_of(item)))
            case Known() | Text() | Mapping() | OneOf() | Unknown() | Absent():
                flat.append(item)
    return more


def _is_scalar(type: Type) -> bool:
    return isinstance(type, Primitive) and type is not Primitive.ANY


def _nested(source: Sequence) -> list[Sequence]:
    """Return the sequence and all the sequences in it that `flatten` takes apart."""
    found = [source]
    for item in source.items:
        if isinstance(item, Sequence):
            found += _nested(item)
    return found


def _reverse(call: Call) -> Result:
    source = call.arguments[0]
    if isinstance(source, Unknown):
        return call.unknown(source)
    if not isinstance(source, Sequence):
        return Failure(f"expected list or tuple, got {describe(type_of(source))}")
    return replace(
        source,
        items=source.items[::-1],
        kind=_kind_from(source.kind),
        origin=call.site.origin,
        scattered=source.scattered or source.rest is not None,
    )


def _slice(call: Call) -> Result:
    source, *ends = call.arguments
    if isinstance(source, Unknown):
        return call.unknown(source)
    if not isinstance(source, Sequence) or source.kind is SequenceKind.SET:
        return Failure(f"expected list or tuple, got {describe(type_of(source))}")
    for end in ends:
        if isinstance(end, Unknown):
            return call.unknown(end)
    start, stop = whole_number(call.scalar(1)), whole_number(call.scalar(2))
    if start is None or stop is None or start < 0 or stop < 0 or start > stop:
        return Failure("expected whole numbers from zero up as indexes, the start first")
    if source.scattered or (source.rest is not None and stop > len(source.items)):
        return call.unknown(source)
    if stop > len(source.items):
        return Failure(f"expected an end index up to {len(source.items)}, got {stop}")
    return replace(source, items=source.items[start:stop], origin=call.site.origin, rest=None)


def _sort(call: Call) -> Result:
    source = call.arguments[0]
    if isinstance(source, Unknown):
        return call.unknown(source)
    assert isinstance(source, Sequence)
    if any(isinstance(item, Known) and item.value is None for item in source.items):
        return Failure("a null cannot be sorted")
    known = [item for item in source.items if isinstance(item, Known)]
    others = [item for item in source.items if not isinstance(item, Known)]
    ordered = sorted(known, key=lambda item: str(item.value))
    rest = source.rest
    return Sequence(
        (*ordered, *others),
        call.site.origin,
        SequenceKind.LIST,
        rest,
        scattered=rest is not None or (len(others) > 0 and len(source.items) > 1),
    )


def _chunklist(call: Call) -> Result:
    source, amount = call.arguments
    for argument in (source, amount):
        if isinstance(argument, Unknown):
            return call.unknown(argument)
    assert isinstance(source, Sequence)
    size = whole_number(call.scalar(1))
    if size is None or size < 0:
        return Failure("expected a whole number from zero up as size")
    if source.rest is not None or source.scattered:
        return call.unknown(source)
    step = size or max(len(source.items), 1)
    chunks = (source.items[start : start + step] for start in range(0, len(source.items), step))
    element = source.element
    whole = None if element is None else list_of(said(element))
    return call.list_of(tuple(call.list_of(chunk, element) for chunk in chunks), whole)


def _transpose(call: Call) -> Result:
    result: dict[str, list[str]] = {}
    for name, entry in call.mapping(0).entries.items():
        if not isinstance(entry, Sequence):
            return Failure("expected lists of strings, got null")
        for item in entry.items:
            if not isinstance(item, Known) or not isinstance(item.value, str):
                return Failure("expected strings, got null")
            result.setdefault(item.value, []).append(name)
    entries: dict[str, Value] = {
        name: call.list_of(tuple(map(call.of, sorted(result[name])))) for name in sorted(result)
    }
    return replace(call.mapping(0), entries=entries, origin=call.site.origin, key_spans={})


_ANY = Primitive.ANY
_LIST = list_of(_ANY)
_STRINGS = list_of(Primitive.STRING)
_PARTIAL = Doubt.PARTIAL


ROWS: tuple[Function, ...] = (
    Function(
        "chunklist", _chunklist, (_LIST, Primitive.NUMBER), doubt=_PARTIAL, marks=Marks.SHALLOW
    ),
    Function("compact", _compact, (_STRINGS,), doubt=_PARTIAL),
    Function("concat", _concat, (), _ANY, doubt=_PARTIAL, marks=Marks.SHALLOW),
    Function("distinct", _distinct, (_LIST,), doubt=_PARTIAL),
    Function("flatten", _flatten, (_ANY,), doubt=_PARTIAL, marks=Marks.SHALLOW),
    Function("reverse", _reverse, (_ANY,), doubt=_PARTIAL, marks=Marks.SHALLOW, surface=True),
    Function(
        "slice",
        _slice,
        (_ANY, Primitive.NUMBER, Primitive.NUMBER),
        doubt=_PARTIAL,
        marks=Marks.SHALLOW,
        surface=True,
    ),
    Function("sort", _sort, (_STRINGS,), doubt=_PARTIAL),
    Function("transpose", _transpose, (map_of(_STRINGS),)),
)
"""Shape: sorted by name."""
