"""Taking the same of every item of a list: `list[*].name`.

What goes through elements with a name for each is in `loops`.
Source: https://developer.hashicorp.com/terraform/language/expressions/splat.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from iac_scan.evaluation.functions.declared import item_of, rest_of
from iac_scan.evaluation.functions.types import (
    CollectionKind,
    CollectionType,
    TupleType,
    Type,
    type_of,
)
from iac_scan.evaluation.terraform.choices import as_unknown, located_in, try_each_choice
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Absent,
    Known,
    LanguageType,
    Mapping,
    OneOf,
    Reason,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
)


def splat(source: Value, each: Callable[[Value, Scope], Value], span: Span, scope: Scope) -> Value:
    """Return `source[*]...`; what is not a sequence counts as one item, null as none.

    Errors: a null that would be a sequence is refused.
    """

    def once(values: tuple[Value, ...], scope: Scope) -> Value:
        value = values[0]
        match value:
            case Sequence(items=items, kind=kind, scattered=scattered):
                done = tuple(each(located_in(item, value), scope) for item in items)
                if scope.attempt is not None and (wrong := _first_wrong(done)) is not None:
                    return wrong
                further = rest_of(value)
                open_rest = None if further is None else as_unknown(each(further, scope))
                element = _element_type(value, done, lambda item: each(item, scope))
                result_kind = (
                    SequenceKind.TUPLE if kind is SequenceKind.TUPLE else SequenceKind.LIST
                )
                return Sequence(
                    done,
                    _at(value, span),
                    result_kind,
                    open_rest,
                    value.marks,
                    scattered,
                    element,
                )
            case Known(value=None) if _is_sequence_type(type_of(value)):
                return scope.null(value, "cannot take the items of null", span)
            case Known(value=None) | Absent():
                return Sequence((), _at(value, span))
            case Unknown():
                item = each(_item_of(value), scope)
                return Sequence((), _at(value, span), rest=as_unknown(item), marks=value.marks)
            case Known() | Text() | Mapping():
                return Sequence((each(value, scope),), _at(value, span))
            case OneOf():
                raise AssertionError("options are taken apart before")
            case _:
                assert_never(value)

    return try_each_choice((source,), once, Origin(span), scope)


def _element_type(
    value: Sequence, done: tuple[Value, ...], each: Callable[[Value], Value]
) -> LanguageType | None:
    """Return the type of the items of a splat over a list or set that is empty."""
    if done or value.kind is SequenceKind.TUPLE or value.element is None:
        return None
    detail = "there is no item"
    nothing = Unknown(Reason.CONDITION, detail, value.origin, type=value.element)
    return type_of(each(nothing))


def _first_wrong(values: tuple[Value, ...]) -> Unknown | None:
    """Return the first item that cannot be evaluated: with it the whole fails."""
    return next(
        (one for one in values if isinstance(one, Unknown) and one.reason is Reason.INVALID), None
    )


def _is_sequence_type(type: Type) -> bool:
    match type:
        case TupleType():
            return True
        case CollectionType(kind=kind):
            return kind is not CollectionKind.MAP
        case _:
            return False


def _item_of(value: Unknown) -> Unknown:
    """Return an item of an unknown collection; itself, where it may be no collection."""
    return item_of(value) if _is_sequence_type(type_of(value)) else value


def _at(value: Value, span: Span) -> Origin:
    return Origin(span, value.origin.steps)
