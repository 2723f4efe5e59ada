"""The data source aws_iam_policy_document: the policy that it makes, located and as JSON text.

Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/data-sources/iam_policy_document
and `internal/service/iam/policy_document_data_source.go`, `policy_model.go` of the provider
(2026-11-23).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

from iac_scan.evaluation.json_text import JsonProblem, decode_json
from iac_scan.evaluation.terraform.choices import as_unknown
from iac_scan.evaluation.terraform.encode import encode
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    OneOf,
    Reason,
    ResourceKey,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
    join_text,
    options_of,
    text_of,
)

_DEFAULT_VERSION = "2012-10-17"
_SOURCES = ("source_json", "source_policy_documents")
_OVERRIDES = ("override_policy_documents", "override_json")


@dataclass(slots=True)
class _Document:
    """A policy while documents are merged into it."""

    version: Value | None = None
    id: Value | None = None
    statements: list[Value] = field(default_factory=list)
    """Shape: mappings, or choices among them and an Absent."""
    rest: Unknown | None = None
    """Why there may be further statements."""


def complete_document(values: Mapping, key: ResourceKey, scope: Scope) -> Mapping:
    """Return the arguments with `json`, `minified_json` and `id`.

    Both texts carry the policy with the places of its parts in `encoded`.
    """
    document = _Document()
    for name in _SOURCES:
        for source in _documents(values.get(name)):
            _merge(document, _read(source, scope))
    _merge(document, _own(values, scope))
    for name in _OVERRIDES:
        for override in _documents(values.get(name)):
            _merge(document, _read(override, scope))
    policy = _encoded(document, values.origin)
    entries = dict(values.entries)
    for name, indent in (("json", 2), ("minified_json", None)):
        text = join_text(
            encode(policy, indent), Origin(values.origin.span), identity=Identity(key, name)
        )
        entries[name] = replace(text, encoded=policy)
    detail = f"`{key.address}.id` is a checksum"
    entries["id"] = Unknown(Reason.UNSUPPORTED, detail, values.origin, Identity(key, "id"))
    return replace(values, entries=entries)


def _documents(value: Value) -> Iterator[Value]:
    """Yield each document of an argument that holds one or several."""
    match value:
        case Absent() | Known(value=None):
            return
        case Sequence(items=items, rest=rest):
            yield from (item for item in items if not isinstance(item, Absent))
            if rest is not None:
                yield rest
        case Known(value="" | bool()):
            return
        case OneOf(options=options) if all(isinstance(one, Sequence | Known) for one in options):
            found = [tuple(_documents(option)) for option in options]
            shared = found[0] if all(one == found[0] for one in found) else ()
            yield from shared
            if not shared:
                yield Unknown(value.reason, value.detail, value.origin)
        case _:
            yield value


def _encoded(document: _Document, origin: Origin) -> Mapping:
    entries: dict[str, Value] = {}
    if document.version is not None:
        entries["Version"] = document.version
    if document.id is not None:
        entries["Id"] = document.id
    if document.statements or document.rest is not None:
        entries["Statement"] = Sequence(
            tuple(document.statements), origin, SequenceKind.TUPLE, document.rest
        )
    return Mapping(entries, origin)


def _sid(statement: Value) -> str | None:
    if not isinstance(statement, Mapping):
        return None
    return text_of(statement.get("Sid")) or None


def _merge(into: _Document, new: _Document) -> None:
    """Merge a document as the provider does: a statement replaces an earlier one of its sid."""
    if new.id is not None and text_of(new.id) != "":
        into.id = new.id
    into.version = _later(into.version, new.version)
    if new.rest is not None:
        # What is not known may replace any statement that has a sid.
        into.rest = into.rest or new.rest
        into.statements = [_possibly(one, new.rest) for one in into.statements]
    for statement in new.statements:
        sid = _sid(statement)
        position = None
        if sid is not None:
            known = (index for index, one in enumerate(into.statements) if sid in _sids(one))
            position = next(known, None)
        if position is None:
            into.statements.append(statement)
        else:
            into.statements[position] = statement


def _sids(statement: Value) -> set[str | None]:
    return {_sid(option) for option in options_of(statement)}


def _possibly(statement: Value, doubt: Unknown) -> Value:
    if not isinstance(statement, Mapping) or _sid(statement) is None:
        return statement
    absent = Absent(statement.origin)
    return OneOf((statement, absent), doubt.reason, doubt.detail, statement.origin)


def _later(one: Value | None, other: Value | None) -> Value | None:
    if one is None or other is None:
        return other if one is None else one
    first, second = text_of(one), text_of(other)
    if first is None or second is None:
        return one if first is None else other
    return other if second > first else one


def _read(source: Value, scope: Scope) -> _Document:
    """Return the document that a JSON text holds."""
    match source:
        case Known(value=None):
            return _Document()
        case Known() | Text():
            decoded = decode_json(source, scope.bounds)
        case _:
            return _Document(rest=_as_doubt(source))
    if isinstance(decoded, JsonProblem):
        scope.report(Diagnostic(Level.WARNING, decoded.message, decoded.span))
        doubt = Unknown(Reason.INVALID, "a source document is not JSON", source.origin)
        return _Document(rest=doubt)
    if not isinstance(decoded, Mapping):
        return _Document(rest=_as_doubt(decoded))
    statements, rest = _statements_of(decoded)
    return _Document(decoded.entries.get("Version"), decoded.entries.get("Id"), statements, rest)


def _as_doubt(value: Value) -> Unknown:
    doubt = as_unknown(value)
    return Unknown(doubt.reason, doubt.detail, value.origin, doubt.identity)


def _statements_of(policy: Mapping) -> tuple[list[Value], Unknown | None]:
    match policy.get("Statement"):
        case Absent():
            return [], policy.rest
        case Mapping() as statement:
            return [statement], policy.rest
        case Sequence(items=items, rest=rest):
            return list(items), rest or policy.rest
        case other:
            return [], _as_doubt(other)


def _own(values: Mapping, scope: Scope) -> _Document:
    version = values.get("version")
    if isinstance(version, Absent) or (isinstance(version, Known) and version.value is None):
        version = Known(_DEFAULT_VERSION, values.origin)
    policy_id = values.get("policy_id")
    found = _Document(version, None if isinstance(policy_id, Absent) else policy_id)
    if isinstance(policy_id, Known) and policy_id.value in (None, ""):
        found.id = None
    for block in _blocks(values.get("statement")):
        if isinstance(block, Unknown):
            found.rest = block
        else:
            found.statements.append(_statement(block, scope))
    return found


def _blocks(value: Value) -> Iterator[Mapping | OneOf | Unknown]:
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


def _statement(block: Mapping | OneOf, scope: Scope) -> Value:
    if isinstance(block, OneOf):
        options = tuple(
            _statement(option, scope) if isinstance(option, Mapping) else option
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
    put("Action", "actions", _words(block.get("actions"), variables=False))
    put("NotAction", "not_actions", _words(block.get("not_actions"), variables=False))
    put("Resource", "resources", _words(block.get("resources"), variables=True))
    put("NotResource", "not_resources", _words(block.get("not_resources"), variables=True))
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
    blocks = list(_blocks(value))
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
        words = _words(block.get("identifiers"), variables=True)
        if kind is None:
            rest = _as_doubt(block.get("type"))
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
    blocks = list(_blocks(value))
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
        words = _words(block.get("values"), variables=True)
        if test is None or key is None:
            rest = _as_doubt(block.get("test" if test is None else "variable"))
            continue
        keys = operators.setdefault(test, {})
        keys[key] = _together(keys.get(key), words or Sequence((), block.origin), block.origin)
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
