"""count and for_each: which instances a block has, surely or possibly.

What is kept of them is in `expansion`.
Source: https://developer.hashicorp.com/terraform/language/meta-arguments/count and
https://developer.hashicorp.com/terraform/language/meta-arguments/for_each.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias, assert_never

from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.marks import marks_of
from iac_scan.evaluation.functions.types import Primitive, type_of
from iac_scan.evaluation.terraform.advice import advice
from iac_scan.evaluation.terraform.choices import as_unknown, each_apart, one_of
from iac_scan.evaluation.terraform.configuration import attribute_of
from iac_scan.evaluation.terraform.ephemeral import refuse_deciding
from iac_scan.evaluation.terraform.expansion import UNKNOWN_KEY, Expansion, Key
from iac_scan.evaluation.terraform.loops import pairs
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.parsers.hcl.syntax import Attribute, Block
from iac_scan.sources.diagnostics import GapKind
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    Mark,
    OneOf,
    Reason,
    Sequence,
    SequenceKind,
    Text,
    Truth,
    Unknown,
    Value,
    options_of,
    show,
)

_IN_ONE_ROOT = 10
"""A root module may have as many instances as this many blocks."""


def expand(block: Block, scope: Scope) -> Expansion:
    """Return the instances of a block.

    Unknown: where nothing is known about them, one instance stands for all.
    """
    count = attribute_of(block.body, "count")
    for_each = attribute_of(block.body, "for_each")
    if count is not None:
        return _within_bound(_counted(count, scope), count, scope)
    if for_each is not None:
        return _within_bound(_for_each(for_each, scope), for_each, scope)
    return Expansion.single()


def _within_bound(found: Expansion, attribute: Attribute, scope: Scope) -> Expansion:
    """Return the expansion, cut to one instance when the root has too many already."""
    session = scope.session
    session.instances += len(found.keys)
    if session.instances <= _IN_ONE_ROOT * session.bounds.instances or len(found.keys) < 2:
        return found
    doubt = _too_many_in_root(attribute, scope)
    first = found.keys[0]
    return replace(found, keys=(first,), alternatives=((), (first,)), doubt=doubt, because=doubt)


def _too_many_in_root(attribute: Attribute, scope: Scope) -> Unknown:
    most = _IN_ONE_ROOT * scope.bounds.instances
    return scope.bound(f"more than {most} instances in one root module", attribute.span)


def _evaluated(attribute: Attribute, scope: Scope) -> Value:
    from iac_scan.evaluation.terraform.expressions import evaluate  # noqa: PLC0415

    return evaluate(attribute.expression, scope)


def _miss(attribute: Attribute, doubt: Unknown, scope: Scope) -> None:
    scope.session.miss(
        GapKind.VALUE,
        f"`{attribute.name}` is not known: {doubt.detail}",
        attribute.span,
        advice(doubt.reason),
    )


def _counted(attribute: Attribute, scope: Scope) -> Expansion:
    span = attribute.expression.span
    value = _evaluated(attribute, scope)
    refuse_deciding(attribute, value, scope)
    numbers: set[int] = set()
    doubt: Unknown | None = None
    for option in options_of(value):
        number = convert(option, Primitive.NUMBER)
        match number:
            case Known(value=int() as size) if not isinstance(size, bool) and size >= 0:
                if size > scope.bounds.instances:
                    scope.bound(f"more than {scope.bounds.instances} instances", span)
                numbers.add(min(size, scope.bounds.instances))
            case Known() | ConversionProblem():
                scope.wrong("`count` must be a whole number from 0", span)
            case _:
                doubt = as_unknown(number)
    if doubt is not None:
        _miss(attribute, doubt, scope)
        numbers |= {0, 1}
    elif not numbers:
        doubt = Unknown(Reason.INVALID, "`count` is wrong", Origin(span))
        numbers = {0, 1}
    if scope.session.instances > _IN_ONE_ROOT * scope.bounds.instances and max(numbers) > 1:
        doubt, numbers = _too_many_in_root(attribute, scope), {0, 1}
    most = max(numbers)
    each: dict[Key, tuple[Value, Value]] = {
        index: (Known(index, Origin(span)), Known(None, Origin(span))) for index in range(most)
    }
    if doubt is not None and most == 1:
        index = Unknown(Reason.CONDITION, "`count` is not known", Origin(span))
        each[0] = (index, index)
    undecided = len(numbers) > 1
    because = as_unknown(value) if undecided else None
    return Expansion(
        tuple(range(most)),
        dict.fromkeys(range(min(numbers), most), Truth.UNKNOWN),
        each,
        counted=True,
        alternatives=tuple(tuple(range(size)) for size in sorted(numbers)) if undecided else (),
        doubt=doubt,
        because=because,
    )


def _for_each(attribute: Attribute, scope: Scope) -> Expansion:
    span = attribute.expression.span
    collection = _evaluated(attribute, scope)
    refuse_deciding(attribute, collection, scope)
    if Mark.SENSITIVE in marks_of(collection):
        scope.wrong("`for_each` takes no sensitive value", span, "its keys are shown in addresses")
    options = options_of(collection)
    # What is wrong with one option alone may be due to another whose type is not known: `[]`
    # becomes a set beside a set.
    read, _ = each_apart(options, lambda one, apart: _elements(one, span, apart), scope)
    each: dict[Key, tuple[Value, Value]] = {}
    values: dict[Key, list[Value]] = {}
    doubt: Unknown | None = None
    alternatives: list[tuple[Key, ...]] = []
    for elements, rest in read:
        for key, (name, value) in elements.items():
            each.setdefault(key, (name, value))
            values.setdefault(key, []).append(value)
        alternatives.append(tuple(elements))
        doubt = doubt or rest
    undecided = len(set(alternatives)) > 1
    because: Unknown | None = None
    if len(options) > 1:
        detail = "which elements there are is undecided"
        because = Unknown(Reason.CONDITION, detail, Origin(span))
        for key, found in values.items():
            if len(found) > 1:
                value = one_of(found, Reason.CONDITION, detail, Origin(span), scope.bounds)
                each[key] = (each[key][0], value)
    presence = {key: Truth.UNKNOWN for key in each if not all(key in one for one in alternatives)}
    if doubt is not None:
        _miss(attribute, doubt, scope)
        surely = tuple(each)
        name = _unknown_key(doubt)
        each[UNKNOWN_KEY] = (name, _unknown_element(doubt, name, options))
        presence[UNKNOWN_KEY] = Truth.UNKNOWN
        alternatives = [*alternatives, (*surely, UNKNOWN_KEY)]
        because, undecided = because or doubt, True
    return Expansion(
        tuple(each),
        presence,
        each,
        alternatives=tuple(dict.fromkeys(alternatives)) if undecided else (),
        doubt=doubt,
        because=because if undecided else None,
    )


def _unknown_key(doubt: Unknown) -> Unknown:
    return Unknown(doubt.reason, doubt.detail, doubt.origin)


def _unknown_element(doubt: Unknown, name: Unknown, options: tuple[Value, ...]) -> Value:
    """Return the value of the instance that stands for those that are not known."""
    if all(isinstance(one, Sequence) for one in options):
        return name
    return Unknown(doubt.reason, doubt.detail, doubt.origin, doubt.identity)


Elements: TypeAlias = dict[Key, tuple[Value, Value]]


def _elements(value: Value, span: Span, scope: Scope) -> tuple[Elements, Unknown | None]:
    """Return the elements that for_each surely has, and why there may be more."""
    match value:
        case Unknown():
            return {}, value
        case Mapping() | Sequence(kind=SequenceKind.SET):
            pass
        case Sequence():
            # terraform refuses lists; the elements are still what the author means.
            scope.wrong(
                "`for_each` takes a map or a set of strings", span, "wrap it in `toset(...)`"
            )
        case Known() | Text() | Absent() | OneOf():
            scope.wrong("`for_each` takes a map or a set of strings", span)
            return {}, None
        case _:
            assert_never(value)
    found: Elements = {}
    rest = value.rest
    for key, element in pairs(value):
        name = element if isinstance(value, Sequence) else key
        if type_of(name) in (Primitive.NUMBER, Primitive.BOOL):
            scope.wrong("a set for `for_each` has strings alone", span, "`tostring` makes them")
        match convert(name, Primitive.STRING):
            case Known(value=str() as text) as known:
                if len(found) >= scope.bounds.instances:
                    scope.bound(f"more than {scope.bounds.instances} instances", span)
                    return found, None
                found[text] = (known, element)
            case Known() | ConversionProblem():
                scope.wrong("an element of `for_each` is not a string", span)
            case (Unknown() | Text()) as computed if _names_one(computed):
                # AWS makes up the text at deployment; which thing it is of is plain.
                found[show(computed)] = (computed, element)
            case doubtful:
                rest = rest or as_unknown(doubtful)
    return found, rest


def _names_one(value: Unknown | Text) -> bool:
    """Tell whether an unknown text surely is the id or ARN of one declared thing."""
    return value.identity is not None and UNKNOWN_KEY not in value.identity.resource.address
