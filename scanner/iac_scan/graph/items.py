"""The items of a list that the code may leave undecided, and the line that names a thing.

What the items mean is the business of `recipes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from iac_scan.evaluation.json_text import JsonProblem, decode_json
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    OneOf,
    Reason,
    Sequence,
    Text,
    Truth,
    Unknown,
    Value,
    identity_of,
    is_null_or_absent,
    options_of,
    text_of,
)


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a list, as far as they are known."""

    items: tuple[tuple[Value, Truth], ...]
    """Each with YES, or UNKNOWN when something undecided decides whether it is listed."""
    rest: Unknown | None
    """Why there may be more, or None when these are all."""


def items_of(value: Value) -> Items:
    """Return the items of a list; a single value written in place of a list is its one item.

    Unknown: an item or a list that is one of several gives all of them, each UNKNOWN unless it
    is among the items of every option.
    """
    match value:
        case Absent() | Known(value=None):
            return Items((), None)
        case Unknown():
            return Items((), value)
        case Sequence(items=items, rest=rest):
            found: list[tuple[Value, Truth]] = []
            for item in items:
                presence = Truth.UNKNOWN if isinstance(item, OneOf) else Truth.YES
                found.extend(
                    (option, presence) for option in options_of(item) if not _is_nothing(option)
                )
            return Items(tuple(found), rest)
        case OneOf(options=options):
            return _either(tuple(items_of(option) for option in options))
        case Known() | Text() | Mapping():
            return Items(((value, Truth.YES),), None)
        case _:
            assert_never(value)


def _is_nothing(value: Value) -> bool:
    return is_null_or_absent(value) is Truth.YES


def _either(choices: tuple[Items, ...]) -> Items:
    """Return what is listed in one of several lists."""
    found: dict[object, tuple[Value, Truth]] = {}
    for choice in choices:
        for item, presence in choice.items:
            key = likeness(item)
            everywhere = all(
                any(sure is Truth.YES and likeness(other) == key for other, sure in one.items)
                for one in choices
            )
            found.setdefault(key, (item, presence if everywhere else Truth.UNKNOWN))
    rest = next((choice.rest for choice in choices if choice.rest is not None), None)
    return Items(tuple(found.values()), rest)


def referred(value: Value) -> Identity | None:
    """Return the attribute of a declared thing that a value is, also as the one part of a text.

    `join("", aws_iam_user.x[*].name)` is a text that holds the name and nothing else.
    """
    identity = identity_of(value)
    if identity is None and isinstance(value, Text) and len(value.parts) == 1:
        part = value.parts[0]
        return part.identity if isinstance(part, Unknown) else None
    return identity


def names_nothing(value: Value) -> bool:
    """Tell whether a link surely names nothing; the providers take empty text for nothing."""
    return is_null_or_absent(value) is Truth.YES or text_of(value) == ""


def likeness(value: Value) -> object:
    """Return a key that is equal for two values that surely are the same, wherever written."""
    match value:
        case Known(value=str() as text):
            return text
        case Text(parts=(Unknown() as whole,)):
            return likeness(whole)
        case Text(parts=parts):
            return tuple(part if isinstance(part, str) else likeness(part) for part in parts)
        case Unknown(identity=None, origin=origin, detail=detail):
            return (origin.span, detail)
        case Unknown(identity=identity):
            return identity
        case Known(value=scalar):
            return (type(scalar).__name__, scalar)
        case Sequence() | Mapping() | OneOf() | Absent():
            return (type(value).__name__, value.origin.span)
        case _:
            assert_never(value)


def use_of(value: Value) -> Origin:
    """Return the line that names a thing by this value.

    A literal is named where it is written, even when a variable carries it; an attribute of a
    declared thing, and an unknown, where the reference stands.
    """
    if (isinstance(value, Unknown) or referred(value) is not None) and value.origin.steps:
        return Origin(value.origin.steps[0].span)
    return value.origin


def values_at(values: Mapping, path: str) -> tuple[tuple[Value, Truth], ...]:
    """Return what stands at a path such as `Target.RoleArn`, through every list on the way.

    Shape: each with whether it is surely there; what is not written is left out.
    Unknown: a block or list that is not known is returned in place of what would be in it.
    """
    step, _, rest = path.partition(".")
    value = values.get(step)
    if rest == "":
        return () if isinstance(value, Absent) else ((value, Truth.YES),)
    found: list[tuple[Value, Truth]] = []
    blocks = items_of(value)
    for written, presence in blocks.items:
        # Text in place of a block is JSON: the provider takes some blocks as text.
        block = decode_json(written) if isinstance(written, Known | Text) else written
        if isinstance(block, Mapping):
            found += [(item, presence & inner) for item, inner in values_at(block, rest)]
        elif isinstance(block, Unknown):
            found.append((block, Truth.UNKNOWN))
        elif isinstance(block, JsonProblem):
            found.append((Unknown(Reason.INVALID, block.message, written.origin), Truth.UNKNOWN))
    if blocks.rest is not None:
        found.append((blocks.rest, Truth.UNKNOWN))
    return tuple(found)


def switched_on(value: Value, unwritten: Truth = Truth.NO) -> Truth:
    """Tell whether a setting is on, for text as for truth values."""
    match value:
        case Absent() | Known(value=None):
            return unwritten
        case Known(value=bool() as on):
            return Truth.of(on)
        case Known(value=str() as text) if text.lower() in ("true", "false"):
            return Truth.of(text.lower() == "true")
        case OneOf(options=options):
            answers = {switched_on(option, unwritten) for option in options}
            return answers.pop() if len(answers) == 1 else Truth.UNKNOWN
        case _:
            return Truth.UNKNOWN
