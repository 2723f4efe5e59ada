"""The search for credentials that are written out in the code, wherever a value may hold them.

What a credential looks like is in `credentials`.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from iac_scan.evaluation.result import Evaluation, Resource
from iac_scan.graph.accounts import place_of
from iac_scan.graph.credentials import forms, may_hold
from iac_scan.graph.model import SecretKind, SecretLiteral
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
    text_of,
)

_HOLE = "\ufffc"
"""Stands for an unknown part; the layout of a text counts one code point for it."""
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{24,}={0,2}\s*")
_LINES = 8
"""Units: lines. A secret that no name tells of is one when a key id stands this near."""
_NAMES = ("name", "Name", "key", "Key")
_CONTENTS = ("value", "Value")

_READING = "file("
"""What the functions that read files, `file` and `templatefile`, have in common."""
_BARE = "value"
"""What a literal is called for which nothing tells a name."""

_Body: TypeAlias = tuple[Span, Resource]


@dataclass(frozen=True, slots=True)
class _Hit:
    """A form that was found in a value."""

    literal: SecretLiteral
    sure: bool
    decoded: bool
    """Found behind base64: its span is that of the whole text."""
    written: bool = True
    """False where the text is put together from others, and the secret may be one of them."""


def read(evaluation: Evaluation) -> Iterator[SecretLiteral]:
    """Yield every credential written out in the code, once for each literal, in written order."""
    bodies: defaultdict[str, list[_Body]] = defaultdict(list)
    hits: list[_Hit] = []
    for resource in evaluation.resources:
        bodies[resource.body.path].append((resource.body, resource))
        hits.extend(_search(resource.values, ""))
        if resource.metadata is not None:
            hits.extend(_search(resource.metadata, "Metadata"))
    for value in evaluation.loose:
        hits.extend(_search(value, ""))
    kept = _without_echoes(_placed(hit, bodies) for hit in hits)
    ids: defaultdict[str, list[Span]] = defaultdict(list)
    for hit in kept:
        if hit.literal.kind is SecretKind.ACCESS_KEY_ID:
            ids[hit.literal.origin.span.path].append(hit.literal.origin.span)
    for hit in kept:
        span = hit.literal.origin.span
        if hit.sure or any(_near(span, other) for other in ids[span.path]):
            yield hit.literal


def _near(one: Span, other: Span) -> bool:
    """Tell whether two spans of one file stand within a few lines of each other."""
    return one.start_line - other.end_line <= _LINES and other.start_line - one.end_line <= _LINES


def _search(value: Value, path: str) -> Iterator[_Hit]:
    """Yield what has the form of a credential in a value and everything in it."""
    match value:
        case Known(encoded=None) | Text(encoded=None):
            yield from _in_text(value, path)
        case Known(encoded=inner) | Text(encoded=inner):
            if inner is not None:
                yield from _search(inner, path)
        case Mapping(entries=entries):
            named = next((text_of(entries[key]) for key in _NAMES if key in entries), None)
            for key, entry in entries.items():
                # `{name = "AWS_SECRET_ACCESS_KEY", value = "..."}`: the name is a value too.
                told = named if key in _CONTENTS and named is not None else key
                yield from _search(entry, f"{path}.{told}" if path else told)
        case Sequence(items=items) | OneOf(options=items):
            for item in items:
                yield from _search(item, path)
        case Unknown() | Absent():
            return
        case _:
            assert_never(value)


def _in_text(value: Known | Text, path: str) -> Iterator[_Hit]:
    match value:
        case Known(value=str() as text):
            pass
        case Text(parts=parts):
            text = "".join(part if isinstance(part, str) else _HOLE for part in parts)
        case Known():
            return
    if not may_hold(text):
        return
    for form in forms(text, path):
        secret = text[form.start : form.end]
        span = _span_in(value, text, form.start, form.end)
        origin = Origin(span or value.origin.span, value.origin.steps)
        yield _Hit(
            _literal(secret, form.kind, path, origin, documented=form.documented),
            form.sure,
            decoded=False,
            written=span is not None or secret == text,
        )
    inner = _decoded(text)
    if inner is not None:
        for form in forms(inner, path):
            secret = inner[form.start : form.end]
            literal = _literal(secret, form.kind, path, value.origin, documented=form.documented)
            yield _Hit(literal, form.sure, decoded=True)


def _literal(
    secret: str, kind: SecretKind, path: str, origin: Origin, *, documented: bool
) -> SecretLiteral:
    """Return the literal without the secret itself."""
    import hashlib  # noqa: PLC0415 - 3 ms that a scan without secrets need not spend

    digest = hashlib.sha256(secret.encode()).hexdigest()
    masked = secret[:4] + "." * 8
    return SecretLiteral(kind, masked, digest, path or _BARE, origin, None, documented)


def _decoded(text: str) -> str | None:
    """Return the text behind base64, or None when there is none."""
    if not _BASE64.fullmatch(text):
        return None
    try:
        found = base64.b64decode("".join(text.split()), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return found if found.isprintable() or "\n" in found else None


def _span_in(value: Known | Text, text: str, start: int, end: int) -> Span | None:
    """Return where a part of a text stands, as exactly as the layout of the text tells.

    None where the part is not written in the text itself, as far as can be seen.
    """
    if not value.layout:
        span = value.origin.span
        quotes = span.end_column - span.start_column - len(text)
        # A text of one line that is as wide as its place, with or without quotes, stands there.
        return span if span.start_line != span.end_line or quotes in (0, 2) else None
    piece = next((one for one in reversed(value.layout) if one.start <= start), value.layout[0])
    before, secret = text[piece.start : start], text[start:end]
    if "\n" in before:
        return value.origin.span
    column = piece.span.start_column + len(before)
    is_past = piece.span.start_line == piece.span.end_line and column >= piece.span.end_column
    if not piece.written or is_past:
        return None
    byte = piece.span.start_byte + len(before.encode())
    line = piece.span.start_line
    return Span(
        piece.span.path,
        line,
        column,
        line,
        column + len(secret),
        byte,
        byte + len(secret.encode()),
    )


def _placed(hit: _Hit, bodies: defaultdict[str, list[_Body]]) -> _Hit:
    """Return the hit with the resource in whose body the literal is written."""
    steps = hit.literal.origin.steps
    span = hit.literal.origin.span
    if steps and _READING in steps[-1].label:
        # A text that is read from a file stands where the file is read.
        span = steps[-1].span
    holding = [resource for body, resource in bodies[span.path] if _encloses(body, span)]
    if not holding:
        return hit
    literal = replace(hit.literal, place=place_of(holding[0]))
    if literal.attribute == _BARE:
        path = ".".join(_path_to(span, holding[0].values))
        literal = replace(literal, attribute=path or _BARE)
    return replace(hit, literal=literal)


def _path_to(span: Span, value: Value) -> Iterator[str]:
    """Yield the keys that lead to the innermost value that is written around `span`."""
    match value:
        case Mapping(entries=entries):
            for key, entry in entries.items():
                if _encloses(entry.origin.span, span):
                    yield key
                    yield from _path_to(span, entry)
                    return
        case Sequence(items=items) | OneOf(options=items):
            for item in items:
                if _encloses(item.origin.span, span):
                    yield from _path_to(span, item)
                    return
        case Known() | Text() | Unknown() | Absent():
            return
        case _:
            assert_never(value)


def _encloses(outer: Span, inner: Span) -> bool:
    """Tell whether one span holds another."""
    return (
        outer.path == inner.path
        and (outer.start_line, outer.start_column) <= (inner.start_line, inner.start_column)
        and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)
    )


def _without_echoes(hits: Iterator[_Hit]) -> list[_Hit]:
    """Return one hit for each literal, sorted by place.

    A literal is met again wherever its value is used, also as a part of another text. The meeting
    nearest to where it is written tells the name: one without references on the way, and one that
    is not behind base64.
    """
    best: dict[tuple[Span, str], _Hit] = {}
    met = list(hits)
    written = {hit.literal.digest for hit in met if hit.written and not hit.decoded}
    for hit in met:
        if not hit.written and hit.literal.digest in written:
            continue
        literal = hit.literal
        key = (literal.origin.span, literal.digest)
        other = best.get(key)
        if other is None:
            best[key] = hit
            continue
        first = min(other, hit, key=_distance)
        best[key] = replace(first, sure=hit.sure or other.sure)
    exact = [hit for hit in best.values() if not hit.decoded]
    echoes = [hit for hit in best.values() if hit.decoded]
    for echo in echoes:
        twin = next((hit for hit in exact if _inside(hit, echo)), None)
        if twin is None:
            exact.append(echo)
        elif twin.literal.attribute == _BARE:
            exact.remove(twin)
            literal = replace(twin.literal, attribute=echo.literal.attribute)
            exact.append(replace(twin, literal=literal))
    return sorted(exact, key=lambda hit: (hit.literal.origin.span, hit.literal.digest))


def _distance(hit: _Hit) -> tuple[bool, int, str]:
    return (hit.literal.attribute == _BARE, len(hit.literal.origin.steps), hit.literal.attribute)


def _inside(exact: _Hit, echo: _Hit) -> bool:
    """Tell whether the same secret was found exactly where the base64 text is written."""
    here, there = exact.literal.origin.span, echo.literal.origin.span
    return (
        exact.literal.digest == echo.literal.digest
        and here.path == there.path
        and there.start_line <= here.start_line <= here.end_line <= there.end_line
    )
