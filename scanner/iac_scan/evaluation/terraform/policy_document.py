"""The data source aws_iam_policy_document: the policy that it makes, located and as JSON text.

Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/d/iam_policy_document
and `internal/service/iam/policy_document_data_source.go`, `policy_model.go` of the provider.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from iac_scan.evaluation.json_text import JsonProblem, decode_json
from iac_scan.evaluation.terraform.choices import as_unknown
from iac_scan.evaluation.terraform.encode import encode
from iac_scan.evaluation.terraform.policy_source import rewritten
from iac_scan.evaluation.terraform.policy_statement import as_doubt, blocks_in, statement_of
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Origin
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
    walk,
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
    entries["id"] = _checksum(entries["json"], policy, key)
    return replace(values, entries=entries)


def _checksum(text: Value, policy: Mapping, key: ResourceKey) -> Value:
    """Return the id of the data source: the CRC-32 of its text, in decimal.

    Source: `dataSourcePolicyDocumentRead` and `create.StringHashcode` of the provider.
    """
    identity = Identity(key, "id")
    if isinstance(text, Known) and isinstance(text.value, str) and _has_one_order(policy):
        return Known(str(zlib.crc32(text.value.encode())), text.origin, identity)
    reason = as_unknown(text).reason
    detail = f"`{key.address}.id` is the checksum of a text that is not wholly known"
    return Unknown(reason, detail, text.origin, identity)


def _has_one_order(policy: Mapping) -> bool:
    return not any(isinstance(one, Sequence) and one.scattered for one in walk(policy))


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
    places: dict[str, int] = {}
    for position, one in enumerate(into.statements):
        _place(one, position, places)
    for statement in new.statements:
        position = places.get(_sid(statement) or "", len(into.statements))
        replaced = _sids(*into.statements[position : position + 1])
        into.statements[position : position + 1] = [statement]
        for sid in replaced:
            if places[sid] == position:
                del places[sid]
        _place(statement, position, places)


def _place(statement: Value, position: int, places: dict[str, int]) -> None:
    """Keep where the first statement stands that has, or may have, a sid."""
    for sid in _sids(statement):
        places.setdefault(sid, position)


def _sids(*statements: Value) -> set[str]:
    options = (option for statement in statements for option in options_of(statement))
    return {sid for sid in map(_sid, options) if sid is not None}


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
        case Known(value=None | ""):
            return _Document()
        case Known() | Text():
            decoded = decode_json(source, scope.bounds)
        case _:
            return _Document(rest=as_doubt(source))
    if isinstance(decoded, JsonProblem):
        scope.report(Diagnostic(Level.WARNING, decoded.message, decoded.span))
        invalid = Unknown(Reason.INVALID, "a source document is not JSON", source.origin)
        return _Document(rest=invalid)
    if not isinstance(decoded, Mapping):
        return _Document(rest=as_doubt(decoded))
    statements, rest = _statements_of(decoded)
    doubt = _too_many(len(statements), source.origin, scope)
    if doubt is not None:
        return _Document(rest=doubt)
    statements = [rewritten(one) for one in statements]
    return _Document(decoded.entries.get("Version"), decoded.entries.get("Id"), statements, rest)


def _too_many(statements: int, origin: Origin, scope: Scope) -> Unknown | None:
    """Count statements that are taken in; return a doubt where documents take in too many."""
    session, most = scope.session, scope.bounds.items
    session.merged += statements
    if session.merged <= most:
        return None
    message = f"policy documents take in more than {most} statements from one another"
    if session.merged - statements <= most:
        scope.bound(message, origin.span)
    return Unknown(Reason.BOUND, message, origin)


def _statements_of(policy: Mapping) -> tuple[list[Value], Unknown | None]:
    match policy.get("Statement"):
        case Absent():
            return [], policy.rest
        case Mapping() as statement:
            return [statement], policy.rest
        case Sequence(items=items, rest=rest):
            return list(items), rest or policy.rest
        case other:
            return [], as_doubt(other)


def _own(values: Mapping, scope: Scope) -> _Document:
    version = values.get("version")
    if isinstance(version, Absent) or (isinstance(version, Known) and version.value is None):
        version = Known(_DEFAULT_VERSION, values.origin)
    policy_id = values.get("policy_id")
    found = _Document(version, None if isinstance(policy_id, Absent) else policy_id)
    if isinstance(policy_id, Known) and policy_id.value in (None, ""):
        found.id = None
    for block in blocks_in(values.get("statement")):
        if isinstance(block, Unknown):
            found.rest = block
        else:
            found.statements.append(statement_of(block, scope))
    return found
