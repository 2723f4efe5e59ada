"""The intrinsic functions that take lists apart or make them.

Source: AWS CloudFormation User Guide, "Fn::Select", "Fn::Split", "Fn::Cidr", "Fn::GetAZs" and
"Fn::Length" (edition of 2023-09-19, read 2026-11-23).
"""

from __future__ import annotations

import ipaddress
from dataclasses import replace
from itertools import islice
from string import ascii_letters, ascii_lowercase, digits

from iac_scan.evaluation.cloudformation.choices import spread
from iac_scan.evaluation.cloudformation.scope import Call, Scope, invalid, literal
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Known,
    OneOf,
    Reason,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
    join_text,
)

_NEVER_SPLIT = {
    "account_id": digits,
    "region": f"{ascii_lowercase}{digits}-",
    "stack_name": f"{ascii_letters}{digits}-",
}
"""Attributes of a stack, and the characters that they are made of."""


def whole_number(value: Value) -> int | None:
    """Return the whole number that a value surely is, also when it is written as text."""
    match value:
        case Known(value=bool()):
            return None
        case Known(value=int() as number):
            return number
        case Known(value=str() as text) if text.isascii() and text.isdigit() and len(text) < 10:
            return int(text)
        case _:
            return None


def select(scope: Scope, call: Call) -> Value:
    """`!Select [index, list]`."""
    if len(call.arguments) != 2:
        return invalid(scope, call, "`Fn::Select` takes an index and a list")
    values = (scope.value(call.arguments[0]), scope.value(call.arguments[1]))
    return spread(
        values,
        scope.bounds.options,
        call.origin,
        lambda chosen: _selected(scope, call, *chosen),
    )


def _selected(scope: Scope, call: Call, index: Value, listed: Value) -> Value:
    """Return one item of one list."""
    if isinstance(index, (Unknown, Text)):
        return _derived(index, call, "the index is not known")
    number = whole_number(index)
    match listed:
        case Unknown():
            return _derived(listed, call, "the list is not known")
        case Sequence(items=items, rest=rest, scattered=scattered):
            if number is None or number < 0:
                message = "the index of `Fn::Select` must be a whole number from 0"
                return invalid(scope, call, message)
            unsure = any(_may_vanish(item) for item in items[: number + 1])
            if unsure or (scattered and rest is not None):
                detail = "which items stand before this one is not decided"
                return Unknown(Reason.CONDITION, detail, call.origin)
            if number < len(items):
                return items[number]
            if rest is not None:
                return _derived(rest, call, "the list is not known so far")
            message = f"`Fn::Select` asks for item {number} of {len(items)}"
            return invalid(scope, call, message, "the first item is 0")
        case _:
            return invalid(scope, call, "the second item of `Fn::Select` must be a list")


def _may_vanish(value: Value) -> bool:
    """Tell whether an item may turn out not to be there."""
    return isinstance(value, OneOf) and any(isinstance(one, Absent) for one in value.options)


def _derived(value: Unknown | Text, call: Call, detail: str) -> Unknown:
    """Return the unknown that follows from another one."""
    if isinstance(value, Text):
        return Unknown(Reason.NO_VALUE, detail, call.origin, marks=value.marks)
    origin = Origin(call.span, value.origin.steps)
    return Unknown(value.reason, value.detail, origin, marks=value.marks)


def split(scope: Scope, call: Call) -> Value:
    """`!Split [delimiter, text]`."""
    delimiter = literal(call.arguments[0]) if len(call.arguments) == 2 else None
    if not delimiter:
        return invalid(scope, call, "`Fn::Split` takes a delimiter and a text")
    text = scope.value(call.arguments[1])

    def combine(chosen: tuple[Value, ...]) -> Value:
        match chosen[0]:
            case Known(value=None) | Known(value=bool()):
                return invalid(scope, call, "the second item of `Fn::Split` must be a text")
            case Known() | Text() as whole:
                return split_text(whole, delimiter, scope.bounds.items)
            case Unknown() as unknown:
                rest = _derived(unknown, call, "the text is not known")
                return Sequence((), call.origin, SequenceKind.LIST, rest)
            case _:
                return invalid(scope, call, "the second item of `Fn::Split` must be a text")

    return spread((text,), scope.bounds.options, call.origin, combine)


def split_text(value: Known | Text, delimiter: str, limit: int, *, trim: bool = False) -> Sequence:
    """Return the list that a text makes when it is cut at each `delimiter`.

    Unknown: an unknown part may hold delimiters itself, so that nothing from there on is sure,
    unless it is an account id or a region.
    """
    parts = value.parts if isinstance(value, Text) else (str(value.value),)
    done: list[tuple[str | Unknown, ...]] = []
    current: list[str | Unknown] = []
    rest: Unknown | None = None
    for part in parts:
        if isinstance(part, Unknown):
            current.append(part)
            if not _never_splits(part, delimiter):
                rest = Unknown(part.reason, part.detail, value.origin, marks=part.marks)
                break
            continue
        first, *others = part.split(delimiter)
        current.append(first)
        for other in others:
            done.append(tuple(current))
            current = [other]
        if len(done) > limit:
            rest = Unknown(Reason.BOUND, f"more than {limit} items", value.origin)
            break
    if rest is None:
        done.append(tuple(current))
    items = tuple(_item(item, value, trim=trim) for item in islice(done, limit))
    return Sequence(items, value.origin, SequenceKind.LIST, rest, value.marks)


def _item(parts: tuple[str | Unknown, ...], value: Known | Text, *, trim: bool) -> Value:
    """Return one item of a text that was cut."""
    if trim and len(parts) == 1 and isinstance(parts[0], str):
        parts = (parts[0].strip(),)
    return join_text(parts, value.origin, marks=value.marks, made_of=value.made_of)


def _never_splits(part: Unknown, delimiter: str) -> bool:
    """Tell whether the unknown part surely holds no delimiter."""
    letters = _NEVER_SPLIT.get(part.identity.attribute, "") if part.identity is not None else ""
    return bool(letters) and any(letter not in letters for letter in delimiter)


def length(scope: Scope, call: Call) -> Value:
    """`Fn::Length: list`."""
    scope.needs_extensions("`Fn::Length`", call.span)
    listed = scope.value(call.argument)

    def combine(chosen: tuple[Value, ...]) -> Value:
        match chosen[0]:
            case Sequence(rest=Unknown() as rest):
                return _derived(rest, call, "the list is not known")
            case Sequence(items=items):
                if any(_may_vanish(item) for item in items):
                    detail = "which items the list has is not decided"
                    return Unknown(Reason.CONDITION, detail, call.origin)
                return Known(len(items), call.origin)
            case Unknown() as unknown:
                return _derived(unknown, call, "the list is not known")
            case _:
                return invalid(scope, call, "`Fn::Length` takes a list")

    return spread((listed,), scope.bounds.options, call.origin, combine)


def get_azs(scope: Scope, call: Call) -> Value:
    """`!GetAZs region`."""
    region = scope.value(call.argument)
    detail = "which availability zones an account has is known at deployment"
    rest = Unknown(Reason.DATA, detail, replace(call.origin, steps=region.origin.steps))
    return Sequence((), call.origin, SequenceKind.LIST, rest)


def cidr(scope: Scope, call: Call) -> Value:
    """`!Cidr [block, count, bits]`; without `bits` those of a block of 256 addresses."""
    if not 2 <= len(call.arguments) <= 3:
        return invalid(scope, call, "`Fn::Cidr` takes a block, a count and a number of bits")
    values = tuple(scope.value(argument) for argument in call.arguments)
    return spread(
        values, scope.bounds.options, call.origin, lambda chosen: _blocks(scope, call, chosen)
    )


def _blocks(scope: Scope, call: Call, values: tuple[Value, ...]) -> Value:
    """Return the list of blocks for one choice of arguments."""
    for value in values:
        if isinstance(value, (Unknown, Text)):
            rest = _derived(value, call, "the block is not known")
            return Sequence((), call.origin, SequenceKind.LIST, rest)
    block, *numbers = values
    count, *bits = (whole_number(number) for number in numbers)
    host_bits = bits[0] if bits else 8
    if not isinstance(block, Known) or not 1 <= (count or 0) <= 256 or host_bits is None:
        return invalid(scope, call, "`Fn::Cidr` takes a block, a count up to 256, and bits")
    try:
        network = ipaddress.ip_network(str(block.value), strict=False)
        subnets = network.subnets(new_prefix=network.max_prefixlen - host_bits)
        found = [str(subnet) for subnet in islice(subnets, count)]
    except ValueError:
        return invalid(scope, call, f"`{str(block.value)[:40]}` cannot be cut into such blocks")
    return Sequence(tuple(Known(one, call.origin) for one in found), call.origin, SequenceKind.LIST)
