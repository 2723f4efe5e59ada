"""How long a policy is as it is deployed, as far as that is sure.

What AWS takes is `quotas`.
"""

from __future__ import annotations

import json

from iac_scan.iam.policy import PolicyDocument
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Sequence,
    Text,
    Truth,
    Unknown,
    Value,
    is_null_or_absent,
)


def size_of(document: PolicyDocument) -> int:
    """Return how many characters a policy has at least, white space left out.

    Unknown: what is not known counts for nothing, and of several documents the shortest counts.
    """
    return 0 if document.value is None else size_in(document.value)


def size_in(value: Value) -> int:
    """Return how many characters the policy that a value is has at least; see `size_of`."""
    return _least(value, blanks=False)


def length_of(document: PolicyDocument) -> int:
    """Return how many characters a policy has at least, its white space among them.

    Unknown: as for `size_of`. A document that is written as a map is taken to be deployed without
    white space between its parts.
    """
    return 0 if document.value is None else _least(document.value, blanks=True)


def _least(value: Value, *, blanks: bool) -> int:
    """Return the least length of a document: of its text, or of the map that it is."""
    match value:
        case Known(value=str() as text):
            return _characters(text, blanks)
        case Text(parts=parts, encoded=encoded):
            written = sum(_characters(part, blanks) for part in parts if isinstance(part, str))
            return written if encoded is None else max(written, _in_json(encoded, blanks))
        case OneOf(options=options):
            return min(_least(option, blanks=blanks) for option in options)
        case Mapping() | Sequence() | Known() | Unknown() | Absent():
            return _in_json(value, blanks)


def _characters(text: str, blanks: bool) -> int:
    return len(text) if blanks else len("".join(text.split()))


def _in_json(value: Value, blanks: bool) -> int:
    """Return the least length of a value in JSON without white space between its parts."""
    match value:
        case Known(value=str() as text):
            return 2 + _escaped(text, blanks)
        case Known(value=scalar):
            return len(str(scalar))
        case Text(parts=parts):
            return 2 + sum(_escaped(part, blanks) for part in parts if isinstance(part, str))
        case Sequence(items=items):
            sizes = [_in_json(item, blanks) for item in items if _is_there(item)]
            return 2 + sum(sizes) + max(0, len(sizes) - 1)
        case Mapping(entries=entries):
            sizes = [
                2 + _escaped(name, blanks) + 1 + _in_json(entry, blanks)
                for name, entry in entries.items()
                if _is_there(entry)
            ]
            return 2 + sum(sizes) + max(0, len(sizes) - 1)
        case OneOf(options=options):
            return min(_in_json(option, blanks) for option in options)
        case Unknown() | Absent():
            return 0


def _is_there(value: Value) -> bool:
    """Tell whether an item is surely written."""
    return is_null_or_absent(value) is Truth.NO


def _escaped(text: str, blanks: bool) -> int:
    """Return the length of a text between the quotes of JSON."""
    return _characters(json.dumps(text, ensure_ascii=False)[1:-1], blanks)
