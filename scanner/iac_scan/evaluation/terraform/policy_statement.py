"""One `statement` block of aws_iam_policy_document in the shape of IAM's JSON.

Merging documents is in `policy_document`; how the provider orders words and keys, which is not
how they are written, in `policy_words`.
Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/d/iam_policy_document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from iac_scan.evaluation.terraform.choices import as_unknown, same_content
from iac_scan.evaluation.terraform.policy_words import by_key, together, word_list, word_set
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.sources.span import Origin, Span
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
        if value is None:
            value = _passed_in_empty(block.get(argument))
        if value is not None:
            entries[name] = value
            spans[name] = block.key_spans.get(argument, block.origin.span)

    def words(argument: str, *, variables: bool = False) -> Value | None:
        return word_set(_as_called(block.get(argument), scope), variables=variables)

    sid = block.get("sid")
    if not isinstance(sid, Absent) and not (isinstance(sid, Known) and sid.value in (None, "")):
        put("Sid", "sid", sid)
    effect = block.get("effect")
    if isinstance(effect, Absent) or (isinstance(effect, Known) and effect.value is None):
        effect = Known("Allow", block.origin)
    put("Effect", "effect", effect)
    put("Action", "actions", words("actions"))
    put("NotAction", "not_actions", words("not_actions"))
    put("Resource", "resources", words("resources", variables=True))
    put("NotResource", "not_resources", words("not_resources", variables=True))
    put("Principal", "principals", _principals(block.get("principals")))
    put("NotPrincipal", "not_principals", _principals(block.get("not_principals")))
    put("Condition", "condition", _conditions(block.get("condition")))
    return Mapping(entries, block.origin, key_spans=spans)


def _passed_in_empty(value: Value) -> Absent | None:
    """Return the lack of what an empty list says that is passed in; of any other, nothing.

    The provider writes neither into the document; who reads it may tell them apart.
    """
    is_empty = isinstance(value, Sequence) and not value.items and value.rest is None
    return Absent(value.origin) if is_empty and value.origin.steps else None


def _as_called(value: Value, scope: Scope) -> Value:
    """Return words of which none is the default `null` of a module that a caller sets."""
    if not isinstance(value, Sequence):
        return value
    items = (scope.assumed_in((item,)) or item for item in value.items)
    return replace(value, items=tuple(items))


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
        given = block.get("identifiers")
        words = word_set(given, variables=True)
        if kind is None:
            rest = as_doubt(block.get("type"))
            continue
        if words is None:
            words = Sequence((), Origin(block.origin.span, given.origin.steps))
        if kind == "*" and len(known) == 1 and rest is None and text_of(words) == "*":
            return words
        # AWS: `{"*": ...}` is what the provider writes for the type `*` among others.
        entries[kind] = together(entries.get(kind), words, block.origin)
        spans.setdefault(kind, block.origin.span)
    origin = Origin(known[0].origin.span) if known else value.origin
    return Mapping(by_key(entries), origin, rest=rest, key_spans=spans)


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
            if not any(same_content(one, other) for other in options):
                options.append(one)
    if len(options) == 1:
        return options[0]
    if len(options) > 16:
        return Unknown(uncertain.reason, uncertain.detail, origin)
    del known
    return OneOf(tuple(options), uncertain.reason, uncertain.detail, origin)


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
        words = word_list(given, variables=True) or Sequence((), given.origin)
        if test is None or key is None:
            rest = as_doubt(block.get("test" if test is None else "variable"))
            continue
        keys = operators.setdefault(test, {})
        keys[key] = together(keys.get(key), words, block.origin)
        spans.setdefault(test, {}).setdefault(key, block.origin.span)
        places.setdefault(test, block.origin)
    entries: dict[str, Value] = {
        test: Mapping(by_key(keys), places[test], key_spans=spans[test])
        for test, keys in operators.items()
    }
    key_spans = {test: place.span for test, place in places.items()}
    origin = next((block.origin for block in blocks), value.origin)
    return Mapping(by_key(entries), origin, rest=rest, key_spans=key_spans)


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
            if not any(same_content(one, other) for other in options):
                options.append(one)
    if len(options) == 1:
        return options[0]
    if len(options) > 16:
        return Unknown(uncertain.reason, uncertain.detail, origin)
    return OneOf(tuple(options), uncertain.reason, uncertain.detail, origin)
