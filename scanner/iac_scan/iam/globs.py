"""Sequences of characters, wildcards and holes, and how a text is read along one.

Two of them are compared in `places`; what they stand for, and what the words of a policy become, is
`patterns`.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias


class Wild(Enum):
    """The wildcards of a glob."""

    ANY = "*"
    ONE = "?"
    SEGMENT = "[^:/]*"
    """Any characters but `:` and `/`; never written, stands for a narrow hole."""

    # That of an enum works on its name, and globs are looked up by all of their tokens.
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Hole:
    """A part that is not known."""

    symbol: Hashable
    """Equal for holes that surely hold the same text; None when nothing is known about it."""
    narrow: bool = False
    """Surely holds neither `:` nor `/` nor a wildcard: an account id, a name."""


Token: TypeAlias = str | Wild | Hole
"""One character, a wildcard or a hole."""

Tokens: TypeAlias = tuple[Token, ...]


def relaxed(tokens: Tokens) -> Tokens:
    """Return the least glob that holds every content of the holes."""
    return tuple(
        (Wild.SEGMENT if token.narrow else Wild.ANY) if isinstance(token, Hole) else token
        for token in tokens
    )


def sample(tokens: Tokens, filler: Tokens) -> Tokens:
    """Return one text of the glob: `filler` for each `*`, a character no policy has for `?`."""
    out: list[Token] = []
    for token in tokens:
        if token is Wild.ANY:
            out.extend(filler)
        else:
            out.append("\0" if token is Wild.ONE else token)
    return tuple(out)


def _same(left: Token, right: Token) -> bool:
    """Tell whether two tokens surely stand for the same text."""
    if isinstance(left, Hole) or isinstance(right, Hole):
        return left == right and isinstance(left, Hole) and left.symbol is not None
    return left == right


def _steps_over(outer: Token, inner: Token) -> bool:
    """Tell whether one token of a glob, not `*`, takes exactly one token of another."""
    if outer is Wild.ONE:
        return inner is Wild.ONE or isinstance(inner, str)
    return not isinstance(inner, Wild) and _same(outer, inner)


def glob_matches(pattern: Tokens, text: Tokens) -> bool:
    """Tell whether a glob matches a text, going back to the last `*` alone."""
    place = at = 0
    star = mark = -1
    length, end = len(pattern), len(text)
    while at < end:
        if place < length and pattern[place] is Wild.ANY:
            star, mark = place, at
            place += 1
        elif place < length and _steps_over(pattern[place], text[at]):
            place += 1
            at += 1
        elif star != -1:
            place = star + 1
            mark += 1
            at = mark
        else:
            return False
    while place < length and pattern[place] is Wild.ANY:
        place += 1
    return place == length


def opening(outer: Tokens) -> frozenset[int]:
    """Return where a glob can be before the first letter."""
    return _closure(frozenset({0}), outer)


def _closure(places: frozenset[int], outer: Tokens) -> frozenset[int]:
    """Return the places together with those behind each `*` that is at one of them."""
    reached = set(places)
    for place in places:
        at = place
        while at < len(outer) and outer[at] is Wild.ANY:
            at += 1
            reached.add(at)
    return frozenset(reached)


def advance(places: frozenset[int], letter: Token, outer: Tokens) -> frozenset[int]:
    """Return where `outer` can be after one more letter."""
    after: set[int] = set()
    for place in places:
        if place == len(outer):
            continue
        token = outer[place]
        if token is Wild.ANY:
            after.add(place)
        elif _steps_over(token, letter):
            after.add(place + 1)
    return _closure(frozenset(after), outer)
