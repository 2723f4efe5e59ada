"""`Condition` blocks from located values: each way in which one may turn out.

Whether a condition holds is decided in `conditions`.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TypeAlias

from iac_scan.iam.elements import words_of
from iac_scan.iam.policy import Condition
from iac_scan.iam.reading import Reading, key_of, note_repeats, undecided, unreadable
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Sequence,
    Text,
    Unknown,
    Value,
    options_of,
)

VARIANTS = 16
"""Ways in which one undecided statement may turn out that are told apart."""

Conditions: TypeAlias = tuple[Condition, ...]
"""Every line of a block, all of which must hold."""

_Ways: TypeAlias = tuple[list[Conditions], Unknown | None]
"""Each way that a block may turn out, and why a part of it is not known."""


def conditions_of(value: Value | None, reading: Reading) -> _Ways:
    """Return each way that the `Condition` block may turn out, and why a part is not known."""
    if value is None:
        return [()], None
    ways: list[Conditions] = []
    unread: Unknown | None = None
    options = options_of(value)
    reading = reading.of_options(options)
    for option in options:
        match option:
            case Mapping():
                found, why = _block(option, reading)
                ways += found
                unread = unread or why
            case Absent() | Known(value=None):
                ways.append(())
            case Unknown():
                ways.append(())
                unread = option
            case Known() | Text() | Sequence() | OneOf():
                reading.problem("expected a map of condition operators", option.origin)
                ways.append(())
                unread = unreadable("this is not a condition block", option.origin)
    return ways, unread


def _block(block: Mapping, reading: Reading) -> _Ways:
    unread = block.rest
    note_repeats(block, reading)
    choices: list[list[Conditions]] = []
    for operator, entry in block.entries.items():
        found: list[Conditions] = []
        for option in options_of(entry):
            match option:
                case Mapping():
                    lines, why = _lines(operator, option, reading)
                    found += lines
                    unread = unread or why
                case Absent() | Known(value=None):
                    found.append(())
                case Unknown():
                    found.append(())
                    unread = option
                case Known() | Text() | Sequence() | OneOf():
                    sure = reading.of_options(options_of(entry)).presence
                    message = f"expected a map under `{operator}`"
                    reading.problem(message, option.origin, sure)
                    found.append(())
                    unread = unreadable("this is not a condition", option.origin)
        choices.append(found)
    return _combined(choices, block, unread)


def _lines(operator: str, keys: Mapping, reading: Reading) -> _Ways:
    """Return each way that the lines under one operator may turn out."""
    note_repeats(keys, reading)
    choices: list[list[Conditions]] = []
    for key, value in keys.entries.items():
        options = options_of(value)
        here = [option for option in options if not isinstance(option, Absent)]
        found: list[Conditions] = [()] if len(here) < len(options) else []
        if here:
            origin = key_of(keys, key, value)
            kept = here[0] if len(here) == 1 else _fewer(value, tuple(here))
            words = words_of(kept, False, reading, scalars=True)
            found.append((Condition(operator, key, words, origin),))
        choices.append(found)
    return _combined(choices, keys, keys.rest)


def _fewer(value: Value, options: tuple[Value, ...]) -> Value:
    """Return the choice with fewer options."""
    return replace(value, options=options) if isinstance(value, OneOf) else value


def _combined(choices: list[list[Conditions]], block: Mapping, unread: Unknown | None) -> _Ways:
    """Return every combination of the choices, or the sure ones alone when there are too many."""
    count = 1
    for found in choices:
        count *= len(found)
    if count > VARIANTS:
        why = undecided("the condition may turn out in too many ways", block.origin)
        sure = [found[0] for found in choices if len(found) == 1]
        return [tuple(line for lines in sure for line in lines)], unread or why
    ways = [tuple(line for lines in way for line in lines) for way in product(*choices)]
    return ways, unread
