"""Text of a template with its places: what stands where, and what is resolved at deployment.

Source: AWS CloudFormation User Guide, "Using dynamic references to specify template
values" (edition of 2023-09-19, read 2026-11-23).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from iac_scan.parsers.template.tree import Scalar
from iac_scan.sources.span import Span
from iac_scan.values import Known, Piece, Reason, Text, Unknown, join_text

_DYNAMIC = re.compile(r"\{\{resolve:[^{}]*\}\}")
_HOLE = "\ufdd0"
"""Stands for an unknown part; Unicode has no such character."""


def pieces_of(scalar: Scalar) -> tuple[Piece, ...]:
    """Return where the runs of a scalar's text stand; empty when that is not known."""
    if scalar.lines:
        return tuple(Piece(start, span) for start, span in scalar.lines)
    text, span = scalar.value, scalar.span
    if not isinstance(text, str) or span.start_line != span.end_line:
        return ()
    if span.end_column - span.start_column == len(text):
        return (Piece(0, span),)
    return ()


def carried(pieces: tuple[Piece, ...], start: int, end: int, offset: int) -> list[Piece]:
    """Return the places of the run from `start` to `end`, which now begins at `offset`."""
    number = max(bisect_right(pieces, start, key=lambda piece: piece.start) - 1, 0)
    found: list[Piece] = []
    while number < len(pieces) and pieces[number].start < end:
        piece = pieces[number]
        cut = _part(piece, start, end)
        if cut is not None:
            found.append(Piece(offset + max(piece.start, start) - start, cut))
        number += 1
    return found


def span_at(pieces: tuple[Piece, ...], start: int, end: int) -> Span | None:
    """Return the place of a run that stands on one line, or None when it is not known."""
    found = carried(pieces, start, end, 0)
    return found[0].span if len(found) == 1 else None


def _part(piece: Piece, start: int, end: int) -> Span | None:
    """Return the place of what `piece` shares with the run from `start` to `end`."""
    span = piece.span
    width = span.end_column - span.start_column
    low, high = max(start - piece.start, 0), min(end - piece.start, width)
    if low >= high:
        return None
    # INVARIANT: bytes are exact only where every character is one byte.
    ascii_only = span.end_byte - span.start_byte == width
    return Span(
        span.path,
        span.start_line,
        span.start_column + low,
        span.start_line,
        span.start_column + high,
        span.start_byte + (low if ascii_only else 0),
        span.start_byte + high if ascii_only else span.end_byte,
    )


def with_dynamic_references(value: Known | Text) -> Known | Text:
    """Return the text with every `{{resolve:...}}` as an unknown part."""
    if isinstance(value, Known):
        if not isinstance(value.value, str) or "{{resolve:" not in value.value:
            return value
        parts: tuple[str | Unknown, ...] = (value.value,)
    else:
        parts = value.parts
    whole = "".join(
        part.replace(_HOLE, "\ufffd") if isinstance(part, str) else _HOLE for part in parts
    )
    if "{{resolve:" not in whole:
        return value
    holes = iter([part for part in parts if isinstance(part, Unknown)])
    resolved: list[str | Unknown] = []
    position = 0
    for match in _DYNAMIC.finditer(whole):
        resolved += _with_holes(whole[position : match.start()], holes)
        inside = _with_holes(match[0], holes)
        shown = "".join(part if isinstance(part, str) else "..." for part in inside)
        detail = f"`{shown[:80]}` is resolved at deployment"
        resolved.append(Unknown(Reason.DATA, detail, value.origin))
        position = match.end()
    resolved += _with_holes(whole[position:], holes)
    replaced = join_text(tuple(resolved), value.origin, identity=value.identity, marks=value.marks)
    return replaced if position else value


def _with_holes(text: str, holes: Iterator[Unknown]) -> list[str | Unknown]:
    """Return a text with its marks replaced by the next unknown parts."""
    parts: list[str | Unknown] = []
    for run in re.split(f"({_HOLE})", text):
        if run == _HOLE:
            parts.append(next(holes))
        elif run:
            parts.append(run)
    return parts
