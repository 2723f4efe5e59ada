"""One `statement` block of aws_iam_policy_document in the shape of IAM's JSON.

Merging documents is in `policy_document`.
Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/d/iam_policy_document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from iac_scan.evaluation.terraform.choices import as_unknown
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.sources.span import Origin, Span
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
    options_of,
    text_of,
)


def as_doubt(value: Value) -> Unknown:
    """Return the unknown that stands for a value where it is used."""
    doubt = as_unknown(value)
    return Unknown(doubt.reason, doubt.detail, value.origin, doubt.identity)


def blocks_in(value: Value) -> Iterator[Mapping | OneOf | Unknown]:
    """Yield the nested blocks; an Unknown says that there may be more."""
    match value:
        case Sequence(items=items, rest=rest):
            for item in items:
                if isinstance(item, Mapping | OneOf | Unknown):
                    yield item
            if rest is not None:
                yield rest
        case Mapping() | OneOf() | Unknown():
            yield value
        case Known() | Text() | Absent():
            return
        case _:
            assert_never(value)


def statement_of(block: Mapping | OneOf, scope: Scope) -> Value:
    """Return the statement that a `statement` block makes, in the shape of IAM's JSON."""
    if isinstance(block, OneOf):
        options = tuple(
            statement_of(option, scope) if isinstance(option, Mapping) else option
            for option in block.options
        )
        return replace(block, options=options)
    entries: dict[str, Value] = {}
    spans: dict[str, Span] = {}

    def put(name: str, argument: str, value: Value | None) -> None:
        if value is not None:
            entries[name] = value
            spans[name] = block.key_spans.get(argument, block.origin.span)

    sid = block.get("sid")
    if not isinstance(sid, Absent) and not (isinstance(sid, Known) and sid.value in (None, "")):
        put("Sid", "sid", sid)
    effect = block.get("effect")
    if isinstance(effect, Absent) or (isinstance(effect, Known) and effect.value is None):
        effect = Known("Allow", block.origin)
    put("Effect", "effect", effect)
    put("Action", "actions", _words(_distinct(block.get("actions")), variables=False))
    put("NotAction", "not_actions", _words(_distinct(block.get("not_actions")), variables=False))
    put("Resource", "resources", _words(_distinct(block.get("resources")), variables=True))
    put(
        "NotResource",
        "not_resources",
        _words(_distinct(block.get("not_resources")), variables=True),
    )
    put("Principal", "principals", _principals(block.get("principals")))
    put("NotPrincipal", "not_principals", _principals(block.get("not_principals")))
    put("Condition", "condition", _conditions(block.get("condition")))
    return Mapping(entries, block.origin, key_spans=spans)


def _words(value: Value, *, variables: bool) -> Value | None:
    """Return a list of words as JSON has it: one word alone, several as a list."""
    match value:
        case Absent() | Known(value=None):
            return None
        case Sequence(items=items, rest=rest):
            changed = tuple(_with_variables(item) if variables else item for item in items)
            if not changed and rest is None:
                return None
            if len(changed) == 1 and rest is None:
                return _from_list(changed[0], value)
            return replace(value, items=changed, kind=SequenceKind.TUPLE)
        case OneOf(options=options):
            found = tuple(
                _words(option, variables=variables) or Absent(option.origin) for option in options
            )
            return replace(value, options=found)
        case Known() | Text() | Unknown() | Mapping():
            return _with_variables(value) if variables else value
        case _:
            assert_never(value)


def _distinct(value: Value) -> Value:
    """Return a set of words, as the provider takes actions, resources and identifiers to be."""
    match value:
        case Sequence(items=items):
            seen: set[object] = set()
            kept: list[Value] = []
            for item in items:
                text = text_of(item)
                if text is None or text not in seen:
                    kept.append(item)
                    seen.add(text)
            return replace(value, items=tuple(kept))
        case OneOf(options=options):
            return replace(value, options=tuple(map(_distinct, options)))
        case _:
            return value


def _from_list(word: Value, container: Sequence) -> Value:
    from iac_scan.evaluation.terraform.choices import located_in  # noqa: PLC0415

    return located_in(word, container)


def _with_variables(value: Value) -> Value:
    """Return a word with `&{...}` written as `${...}`, as IAM spells its variables."""
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


def _principals(value: Value) -> Value | None:
    """Return the `Principal` element of the blocks: `*` or identifiers by type."""
    blocks = list(blocks_in(value))
    if not blocks:
        return None
    rest = next((block for block in blocks if isinstance(block, Unknown)), None)
    uncertain = next((block for block in blocks if isinstance(block, OneOf)), None)
    known = [block for block in blocks if isinstance(block, Mapping)]
    if uncertain is not None:
        return _choice_of_principals(known, uncertain, blocks, value.origin)
    entries: dict[str, Value] = {}
    spans: dict[str, Span] = {}
    for block in known:
        kind = text_of(block.get("type"))
        words = _words(_distinct(block.get("identifiers")), variables=True)
        if kind is None:
            rest = as_doubt(block.get("type"))
            continue
        if words is None:
            words = Sequence((), block.origin)
        if kind == "*" and len(known) == 1 and rest is None and text_of(words) == "*":
            return words
        # AWS: `{"*": ...}` is what the provider writes for the type `*` among others.
        entries[kind] = _together(entries.get(kind), words, block.origin)
        spans.setdefault(kind, block.origin.span)
    return Mapping(
        entries, Origin(known[0].origin.span) if known else value.origin, rest=rest, key_spans=spans
    )


def _choice_of_principals(
    known: list[Mapping], uncertain: OneOf, blocks: list[Mapping | OneOf | Unknown], origin: Origin
) -> Value:
    """Return the choice that blocks which may be missing make of the whole element."""
    others = [block for block in blocks if block is not uncertain]
    options: list[Value] = []
    for option in uncertain.options:
        chosen = (*others, *([option] if isinstance(option, Mapping) else []))
        found = _principals(Sequence(tuple(chosen), origin)) or Absent(origin)
        for one in options_of(found):
            if one not in options:
                options.append(one)
    if len(options) == 1:
        return options[0]
    if len(options) > 16:
        return Unknown(uncertain.reason, uncertain.detail, origin)
    del known
    return OneOf(tuple(options), uncertain.reason, uncertain.detail, origin)


def _together(one: Value | None, other: Value, origin: Origin) -> Value:
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
    return Sequence(tuple(items), origin, rest=rest)


def _conditions(value: Value) -> Value | None:
    """Return the `Condition` element of the blocks: values by operator and key."""
    blocks = list(blocks_in(value))
    if not blocks:
        return None
    uncertain = next((block for block in blocks if isinstance(block, OneOf)), None)
    if uncertain is not None:
        return _choice_of_conditions(uncertain, blocks, value.origin)
    operators: dict[str, dict[str, Value]] = {}
    spans: dict[str, dict[str, Span]] = {}
    places: dict[str, Origin] = {}
    rest: Unknown | None = None
    for block in blocks:
        if not isinstance(block, Mapping):
            rest = block if isinstance(block, Unknown) else rest
            continue
        test, key = text_of(block.get("test")), text_of(block.get("variable"))
        given = block.get("values")
        words = _words(given, variables=True) or Sequence((), given.origin)
        if test is None or key is None:
            rest = as_doubt(block.get("test" if test is None else "variable"))
            continue
        keys = operators.setdefault(test, {})
        keys[key] = _together(keys.get(key), words, block.origin)
        spans.setdefault(test, {}).setdefault(key, block.origin.span)
        places.setdefault(test, block.origin)
    entries: dict[str, Value] = {
        test: Mapping(keys, places[test], key_spans=spans[test]) for test, keys in operators.items()
    }
    key_spans = {test: place.span for test, place in places.items()}
    origin = next((block.origin for block in blocks), value.origin)
    return Mapping(entries, origin, rest=rest, key_spans=key_spans)


def _choice_of_conditions(
    uncertain: OneOf, blocks: list[Mapping | OneOf | Unknown], origin: Origin
) -> Value:
    options: list[Value] = []
    for option in uncertain.options:
        chosen: list[Value] = [
            option if block is uncertain else block
            for block in blocks
            if block is not uncertain or isinstance(option, Mapping)
        ]
        found = _conditions(Sequence(tuple(chosen), origin)) or Absent(origin)
        for one in options_of(found):
            if one not in options:
                options.append(one)
    if len(options) == 1:
        return options[0]
    if len(options) > 16:
        return Unknown(uncertain.reason, uncertain.detail, origin)
    return OneOf(tuple(options), uncertain.reason, uncertain.detail, origin)
