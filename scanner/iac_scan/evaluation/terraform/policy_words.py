"""The words of a policy as aws_iam_policy_document writes them: as strings, in its own order.

Which element holds which words is in `policy_statement`.
Source: `internal/service/iam/policy_model.go` of the AWS provider, read 2026-11-25: sets of words
are written in descending order, maps by ascending key, values of conditions as given.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import replace
from typing import assert_never

from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.evaluation.terraform.choices import located_in
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
    text_of,
)


def word_set(value: Value, *, variables: bool = False) -> Value | None:
    """Return words that the provider takes as a set: each once, in descending order.

    Unknown: where a word is not known, nor is its place; the words stand as they are written.
    """
    return _words(value, variables=variables, is_set=True)


def word_list(value: Value, *, variables: bool = False) -> Value | None:
    """Return words that the provider takes as a list, in written order."""
    return _words(value, variables=variables, is_set=False)


def _words(value: Value, *, variables: bool, is_set: bool) -> Value | None:
    """Return a list of words as JSON has it: one word alone, several as a list."""
    match value:
        case Absent() | Known(value=None):
            return None
        case Sequence(items=items, rest=rest):
            changed = tuple(_word(item, variables=variables) for item in items)
            listed = replace(value, items=changed, kind=SequenceKind.TUPLE)
            listed = _as_set(listed) if is_set else listed
            if not listed.items and rest is None:
                return None
            if len(listed.items) == 1 and rest is None:
                return located_in(listed.items[0], value)
            return listed
        case OneOf(options=options):
            found = tuple(
                _words(option, variables=variables, is_set=is_set) or Absent(option.origin)
                for option in options
            )
            return replace(value, options=found)
        case Known() | Text() | Unknown() | Mapping():
            return _word(value, variables=variables)
        case _:
            assert_never(value)


def _as_set(words: Sequence) -> Sequence:
    """Return each word once, in descending order as far as that can be told."""
    texts: set[str] = set()
    kept: list[Value] = []
    for word in words.items:
        text = text_of(word)
        if text is None or text not in texts:
            kept.append(word)
        if text is not None:
            texts.add(text)
    if words.rest is not None or len(texts) < len(kept):
        scattered = words.scattered or len(kept) > 1
        return replace(words, items=tuple(kept), scattered=scattered)
    ordered = sorted(kept, key=lambda word: text_of(word) or "", reverse=True)
    return replace(words, items=tuple(ordered))


def _word(value: Value, *, variables: bool) -> Value:
    """Return a word as a string, with `&{...}` written as `${...}`, as IAM spells its variables."""
    word = convert(value, Primitive.STRING)
    if isinstance(word, ConversionProblem):
        return value
    return _with_variables(word) if variables else word


def _with_variables(value: Value) -> Value:
    match value:
        case Known(value=str() as text) if "&{" in text:
            return replace(value, value=text.replace("&{", "${"))
        case Text(parts=parts) if any(isinstance(part, str) and "&{" in part for part in parts):
            changed = tuple(
                part.replace("&{", "${") if isinstance(part, str) else part for part in parts
            )
            return replace(value, parts=changed)
        case OneOf(options=options):
            return replace(value, options=tuple(_with_variables(one) for one in options))
        case _:
            return value


def together(one: Value | None, other: Value, origin: Origin) -> Value:
    """Return the words of two blocks about one key.

    Unknown: which block the provider writes first follows from a hash of them; the words stand
    as they are written, and none has a certain place.
    """
    if one is None:
        return other
    items: list[Value] = []
    rest: Unknown | None = None
    for value in (one, other):
        match value:
            case Sequence():
                items.extend(value.items)
                rest = rest or value.rest
            case _:
                items.append(value)
    if len(items) == 1 and rest is None:
        return items[0]
    return Sequence(tuple(items), origin, rest=rest, scattered=True)


def by_key(entries: Map[str, Value]) -> dict[str, Value]:
    """Return the entries in the order in which the provider writes the keys of a map."""
    return dict(sorted(entries.items()))
