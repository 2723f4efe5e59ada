"""Sequences of characters, wildcards and holes compared: does one match, contain or meet another.

What the sequences stand for, and what the words of a policy become, is `patterns`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from iac_scan.values import Truth

_STEPS = 10_000
"""How many pairs of places a comparison may visit before it answers UNKNOWN."""

_WORK = 40_000
"""How many single steps an exact comparison may take before it answers UNKNOWN."""


class Wild(Enum):
    """The wildcards of a glob."""

    ANY = "*"
    ONE = "?"
    SEGMENT = "[^:/]*"
    """Any characters but `:` and `/`; never written, stands for a narrow hole."""


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


covers_tokens = glob_matches
"""Read `*` in the inner glob as a token that only a `*` takes: sufficient, not necessary."""


def meet(left: Tokens, right: Tokens) -> Truth:
    """Tell whether two globs share a text; holes are letters that only `*` and themselves take.

    Unknown: UNKNOWN when the bound is reached.
    """
    start = _common_prefix(left, right)
    if start is None:
        return Truth.NO
    pending = [(start, start)]
    seen = set(pending)
    ends = (len(left), len(right))
    while pending:
        state = pending.pop()
        if state == ends:
            return Truth.YES
        if len(seen) > _STEPS:
            return Truth.UNKNOWN
        for following in _next_pairs(left, right, *state):
            if following not in seen:
                seen.add(following)
                pending.append(following)
    return Truth.NO


def _common_prefix(left: Tokens, right: Tokens) -> int | None:
    """Return how many leading characters are equal, or None when two characters differ."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if not (isinstance(one, str) and isinstance(other, str)):
            return count
        if one != other:
            return None
        count += 1
    return count


def _next_pairs(left: Tokens, right: Tokens, i: int, j: int) -> Iterator[tuple[int, int]]:
    one = left[i] if i < len(left) else None
    other = right[j] if j < len(right) else None
    if one in _REPEATS:
        yield i + 1, j
    if other in _REPEATS:
        yield i, j + 1
    if one is None or other is None:
        return
    if one in _REPEATS:
        if other not in _REPEATS and _takes(one, other):
            yield i, j + 1
    elif other in _REPEATS:
        if _takes(other, one):
            yield i + 1, j
    elif _steps_over(one, other) or _steps_over(other, one):
        yield i + 1, j + 1


_REPEATS = frozenset({Wild.ANY, Wild.SEGMENT})


def _takes(repeat: Token, token: Token) -> bool:
    """Tell whether a repeated wildcard can take a single token."""
    return repeat is Wild.ANY or token not in {":", "/"}


def contains(inner: Tokens, outer: Tokens) -> Truth:
    """Tell exactly whether one glob lies in another, holes read as letters of their own.

    Follows the words of `inner` through the sets of places that `outer` can be in.
    """
    letters: set[Token] = {token for token in (*inner, *outer) if not isinstance(token, Wild)}
    letters = {token for token in letters if not (isinstance(token, Hole) and token.symbol is None)}
    plain = {letter for letter in letters if isinstance(letter, str)} | {"\0"}
    pending = [(0, opening(outer))]
    seen = set(pending)
    work = 0
    while pending:
        place, places = pending.pop()
        work += (len(places) + 1) * len(plain)
        if work > _WORK:
            return Truth.UNKNOWN
        if place == len(inner):
            if len(outer) not in places:
                return Truth.NO
            continue
        token = inner[place]
        steps: list[tuple[int, frozenset[int]]] = []
        if token is Wild.ANY:
            steps.append((place + 1, places))
            # A `*` may hold any text, so a letter for a hole adds nothing to the characters.
            steps += [(place, advance(places, letter, outer)) for letter in plain]
        elif token is Wild.ONE:
            steps += [(place + 1, advance(places, letter, outer)) for letter in plain]
        else:
            steps.append((place + 1, advance(places, token, outer)))
        for step in steps:
            if step not in seen:
                seen.add(step)
                pending.append(step)
    return Truth.YES


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
