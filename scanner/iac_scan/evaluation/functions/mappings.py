"""Functions on maps and objects: merging, looking up, taking apart, putting together."""

from __future__ import annotations

from iac_scan.evaluation.functions.call import (
    Call,
    Doubt,
    Failure,
    Function,
    Marks,
    Result,
)
from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.equality import could_be
from iac_scan.evaluation.functions.marks import marked, marks_of
from iac_scan.evaluation.functions.types import (
    CollectionKind,
    CollectionType,
    ObjectType,
    Primitive,
    Type,
    describe,
    list_of,
    same,
    type_of,
)
from iac_scan.evaluation.functions.unknowns import derived, first_of, first_unknown
from iac_scan.sources.span import Span
from iac_scan.values import (
    UNMARKED,
    Known,
    LanguageType,
    Mapping,
    MappingKind,
    OneOf,
    Reason,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
)


def _merge(call: Call) -> Result:
    entries: dict[str, Value] = {}
    key_spans: dict[str, Span] = {}
    rest: Unknown | None = None
    given: list[Mapping] = []
    for index, argument in enumerate(call.arguments):
        match argument:
            case Known(value=None) if _could_be_mapping(type_of(argument)):
                continue
            case Unknown():
                rest = first_of(rest, derived(argument))
                entries = _maybe_overridden(call, entries, argument)
                continue
            case Mapping():
                pass
            case _:
                found = describe(type_of(argument))
                return Failure(f"argument {index + 1}: expected map or object, got {found}")
        given.append(argument)
        if argument.rest is not None:
            rest = first_of(rest, argument.rest)
            entries = _maybe_overridden(call, entries, argument.rest)
        entries.update(argument.entries)
        key_spans.update(argument.key_spans)
    if len(entries) > call.bounds.items:
        return Failure("the result has too many entries", Reason.BOUND)
    ordered = {name: entries[name] for name in sorted(entries)}
    shared = _merged_type(call.arguments)
    kind = MappingKind.OBJECT if shared is None else MappingKind.MAP
    element: LanguageType | None = None
    if shared is not None:
        element = given[0].element if given else shared.element
    return Mapping(ordered, call.site.origin, kind, rest, key_spans=key_spans, element=element)


def _could_be_mapping(type: Type) -> bool:
    match type:
        case Primitive.ANY | ObjectType():
            return True
        case CollectionType(kind=kind):
            return kind is CollectionKind.MAP
        case _:
            return False


def _maybe_overridden(call: Call, entries: dict[str, Value], because: Unknown) -> dict[str, Value]:
    """Return the entries after a map with unknown keys came over them."""
    detail = f"may be overridden: {because.detail}"
    return {name: Unknown(because.reason, detail, call.site.origin) for name in entries}


def _merged_type(arguments: tuple[Value, ...]) -> CollectionType | None:
    """Return the type of maps that are all of one type, nulls included; else None."""
    types = [
        type_of(argument)
        for argument in arguments
        if not (isinstance(argument, Unknown) and argument.type is None)
    ]
    first = types[0] if types else None
    return first if isinstance(first, CollectionType) and same(types) else None


def _lookup(call: Call) -> Result:
    if len(call.arguments) > 3:
        return Failure(f"expected two or three arguments, got {len(call.arguments)}")
    source, key, *default = call.arguments
    if isinstance(source, Unknown):
        return call.unknown(source)
    if not isinstance(source, Mapping):
        return Failure(f"expected map or object, got {describe(type_of(source))}")
    fallback = _fallback(source, default)
    if isinstance(fallback, Failure):
        return fallback
    if isinstance(key, Known):
        return _looked_up(source, str(key.value), fallback)
    return _any_entry(call, source, key, fallback)


def _fallback(source: Mapping, default: list[Value]) -> Value | Failure | None:
    """Return the default with the type that the map's elements have."""
    if not default:
        return None
    if source.kind is MappingKind.OBJECT:
        return default[0]
    type = type_of(source)
    assert isinstance(type, CollectionType)
    result = convert(default[0], type.element)
    if isinstance(result, ConversionProblem):
        return Failure(f"default: {result.message}")
    return result


def _looked_up(source: Mapping, key: str, fallback: Value | None) -> Result:
    found = source.entries.get(key)
    if found is not None:
        return found
    if source.rest is not None:
        return derived(source.rest)
    return Failure(f"no entry `{key}`") if fallback is None else fallback


def _any_entry(call: Call, source: Mapping, key: Value, fallback: Value | None) -> Result:
    """Return the choice among the entries that a key which is not known can name."""
    parts = key.parts if isinstance(key, Text) else None
    values = [
        entry for name, entry in source.entries.items() if parts is None or could_be(parts, name)
    ]
    if fallback is not None:
        values.append(fallback)
    options: list[Value] = []
    for value in values:
        for option in value.options if isinstance(value, OneOf) else (value,):
            if option not in options:
                options.append(option)
    because = first_unknown(key)
    if because is None or source.rest is not None:
        return call.unknown(key if because is not None else source)
    if not options or len(options) > call.bounds.options:
        return call.unknown(key)
    if len(options) == 1:
        return options[0]
    return OneOf(tuple(options), because.reason, because.detail, call.site.origin)


def _keys(call: Call) -> Result:
    source = call.arguments[0]
    if isinstance(source, Unknown):
        return call.unknown(source)
    if not isinstance(source, Mapping):
        return Failure(f"expected map or object, got {describe(type_of(source))}")
    items = tuple(call.of(name) for name in sorted(source.entries))
    return _taken_apart(call, source, items, Primitive.STRING)


def _values(call: Call) -> Result:
    source = call.arguments[0]
    if isinstance(source, Unknown):
        return call.unknown(source)
    if not isinstance(source, Mapping):
        return Failure(f"expected map or object, got {describe(type_of(source))}")
    items = tuple(source.entries[name] for name in sorted(source.entries))
    return _taken_apart(call, source, items, source.element)


def _taken_apart(
    call: Call, source: Mapping, items: tuple[Value, ...], element: LanguageType | None
) -> Sequence:
    kind = SequenceKind.LIST if source.kind is MappingKind.MAP else SequenceKind.TUPLE
    rest = source.rest
    return Sequence(
        items, call.site.origin, kind, rest, scattered=rest is not None, element=element
    )


def _zipmap(call: Call) -> Result:
    keys, values = call.arguments
    for argument in (keys, values):
        if isinstance(argument, Unknown):
            return call.unknown(argument)
    if not isinstance(values, Sequence) or values.kind is SequenceKind.SET:
        return Failure(f"expected list or tuple, got {describe(type_of(values))}")
    assert isinstance(keys, Sequence)
    for source in (keys, values):
        if source.rest is not None or source.scattered:
            return call.unknown(source)
    if len(keys.items) != len(values.items):
        return Failure(f"expected as many values as keys, {len(keys.items)}")
    entries: dict[str, Value] = {}
    rest: Unknown | None = None
    for key, value in zip(keys.items, values.items, strict=True):
        if not isinstance(key, Known):
            because = derived(_because(key))
            rest = first_of(rest, because)
            entries = _maybe_overridden(call, entries, because)
            continue
        if not isinstance(key.value, str):
            return Failure("a null cannot be a key")
        entries[key.value] = value
    kind = MappingKind.MAP if values.kind is SequenceKind.LIST else MappingKind.OBJECT
    ordered = {name: entries[name] for name in sorted(entries)}
    result = Mapping(ordered, call.site.origin, kind, rest, element=values.element)
    return marked(result, UNMARKED.union(*map(marks_of, keys.items)))


def _because(value: Value) -> Unknown:
    found = first_unknown(value)
    assert found is not None
    return found


_ANY = Primitive.ANY
_PARTIAL = Doubt.PARTIAL
_SHALLOW = Marks.SHALLOW

ROWS: tuple[Function, ...] = (
    Function("keys", _keys, (_ANY,), doubt=_PARTIAL, marks=_SHALLOW, surface=True),
    Function(
        "lookup",
        _lookup,
        (_ANY, Primitive.STRING),
        _ANY,
        doubt=_PARTIAL,
        marks=_SHALLOW,
        nullable=2,
    ),
    Function("merge", _merge, (), _ANY, doubt=_PARTIAL, marks=_SHALLOW, nullable=0),
    Function("values", _values, (_ANY,), doubt=_PARTIAL, marks=_SHALLOW, surface=True),
    Function("zipmap", _zipmap, (list_of(Primitive.STRING), _ANY), doubt=_PARTIAL, marks=_SHALLOW),
)
"""Shape: sorted by name."""
