"""A statement of a JSON document as aws_iam_policy_document writes it again when it merges it.

How documents are merged is in `policy_document`, blocks of the configuration in
`policy_statement`. What the provider does not read of a statement is not in what it writes.
Source: `internal/service/iam/policy_model.go` of the AWS provider, read 2026-11-25.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from iac_scan.evaluation.terraform.policy_words import by_key, word_list, word_set
from iac_scan.values import Absent, Known, Mapping, OneOf, Sequence, Value, text_of

_NAMES = {
    name.lower(): name
    for name in (
        "Sid",
        "Effect",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Principal",
        "NotPrincipal",
        "Condition",
    )
}
"""The elements that the provider reads, whatever the case of their letters, in written order."""


def rewritten(statement: Value) -> Value:
    """Return a statement that was read from JSON as the provider writes it.

    Unknown: what is not known stays as it is; keys that are not known may be any element.
    """
    if isinstance(statement, OneOf):
        return replace(statement, options=tuple(rewritten(one) for one in statement.options))
    if not isinstance(statement, Mapping):
        return statement
    found = {_NAMES[key.lower()]: key for key in statement.entries if key.lower() in _NAMES}
    entries: dict[str, Value] = {}
    for name in _NAMES.values():
        if name not in found:
            continue
        value = _element(name, statement.entries[found[name]])
        if not isinstance(value, Absent):
            entries[name] = value
    spans = {
        name: statement.key_spans[key] for name, key in found.items() if key in statement.key_spans
    }
    return replace(statement, entries=entries, key_spans=spans)


def _element(name: str, value: Value) -> Value:
    match name, value:
        case _, Known(value=None):
            return Absent(value.origin)
        case "Sid", _ if text_of(value) == "":
            return Absent(value.origin)
        case "Principal" | "NotPrincipal", Known(value=str()):
            # AWS: whatever string is written, everybody is what the provider makes of it.
            return replace(value, value="*")
        case "Principal" | "NotPrincipal", Mapping(entries=entries):
            return replace(
                value, entries=by_key({kind: _ordered(one) for kind, one in entries.items()})
            )
        case "Condition", Mapping():
            return _conditions(value)
        case _:
            return value


def _ordered(identifiers: Value) -> Value:
    """Return identifiers in the provider's order; a list stays one, whatever its length."""
    if not isinstance(identifiers, Sequence):
        return identifiers
    match word_set(identifiers):
        case None:
            return identifiers
        case Sequence() as ordered:
            return ordered
        case only:
            return replace(identifiers, items=(only,))


def _conditions(value: Mapping) -> Value:
    tests = {test: _keys(keys) for test, keys in value.entries.items()}
    kept = {test: keys for test, keys in tests.items() if not _is_empty(keys)}
    if not kept and value.rest is None:
        return Absent(value.origin)
    return replace(value, entries=by_key(kept))


def _is_empty(keys: Value) -> bool:
    return isinstance(keys, Mapping) and not keys.entries and keys.rest is None


def _keys(value: Value) -> Value:
    if not isinstance(value, Mapping):
        return value
    return replace(value, entries=by_key(dict(_values(value))))


def _values(keys: Mapping) -> Iterator[tuple[str, Value]]:
    """Yield the values by key. A number that stands alone is dropped, and its key with it."""
    for key, value in keys.entries.items():
        if isinstance(value, Known) and not isinstance(value.value, str | bool):
            # AWS: the provider reads strings, bools and lists; the condition is gone then.
            continue
        yield key, word_list(value) or value
