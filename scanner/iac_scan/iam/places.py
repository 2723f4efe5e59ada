"""Two globs compared in one go: the places that one can be in, as the other is read.

A set of places is a whole number: bit n stands for the place in front of token n, the highest for
the end. So a token of the one moves all places of the other at once, however many `*` there are.
What the sequences stand for is `patterns`.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass
from functools import lru_cache

from iac_scan.iam.globs import Token, Tokens, Wild
from iac_scan.values import Truth

_WORK = 40_000
"""How many single steps an exact comparison may take before it answers UNKNOWN."""

_APART = frozenset(":/")
"""The letters that a narrow hole does not hold."""


@dataclass(frozen=True, slots=True)
class _Glob:
    """A glob, ready for others to be read along it."""

    named: Map[Token, int]
    """The places in front of each letter, and of each hole that is equal to others."""
    letters: int
    """The places in front of any letter."""
    ones: int
    """The places in front of a `?`."""
    every: int
    """The places in front of a `*`."""
    segments: int
    """The places in front of what a narrow hole may hold."""
    repeats: int
    """The places in front of what may stand for nothing: both of these."""
    narrow: int
    """The places that a narrow hole may pass: all but those in front of `:` and `/`."""
    end: int
    """The place behind all."""

    def closed(self, places: int) -> int:
        """Return the places together with those behind what may stand for nothing."""
        return places | _behind_rows(places, self.repeats)

    def after(self, places: int, letter: Token) -> int:
        """Return the places after a letter, or after a hole as a letter of its own."""
        stay = self.every if letter in _APART else self.repeats
        taken = self.named.get(letter, 0)
        if isinstance(letter, str):
            taken |= self.ones
        moved = ((places & taken) << 1) | (places & stay)
        return moved | _behind_rows(moved, self.repeats)

    def past(self, places: int, token: Token) -> int:
        """Return the places after some text that a token of another glob stands for."""
        if token is Wild.ANY:
            return (self.end << 1) - (places & -places)
        if token is Wild.SEGMENT:
            return places | _behind_rows(places, self.narrow)
        if token is Wild.ONE:
            taken = self.letters | self.ones
            return self.closed(((places & taken) << 1) | (places & self.repeats))
        return self.after(places, token)

    def over(self, places: int, token: Token) -> int:
        """Return the places after every text that a token stands for, by its wildcards alone."""
        if token is Wild.ANY:
            return self.closed(places & self.every)
        if token is Wild.ONE:
            return self.closed(((places & self.ones) << 1) | (places & self.every))
        return self.after(places, token)


def _behind_rows(places: int, row: int) -> int:
    """Return the places to which one of these gets along places of `row` that are neighbours.

    To add a place to its row carries to the end of the row, and changes all bits in between.
    """
    within = places & row
    return (within + row) ^ row if within else 0


@lru_cache(maxsize=8192)
def _laid_out(tokens: Tokens) -> _Glob:
    named: dict[Token, int] = {}
    wild = dict.fromkeys(Wild, 0)
    letters = 0
    for at, token in enumerate(tokens):
        if isinstance(token, Wild):
            wild[token] |= 1 << at
        elif isinstance(token, str) or token.symbol is not None:
            named[token] = named.get(token, 0) | 1 << at
            letters |= isinstance(token, str) << at
    end = 1 << len(tokens)
    apart = sum(named.get(letter, 0) for letter in _APART)
    every, segments = wild[Wild.ANY], wild[Wild.SEGMENT]
    return _Glob(
        named, letters, wild[Wild.ONE], every, segments, every | segments, end - 1 & ~apart, end
    )


def covers_tokens(outer: Tokens, inner: Tokens) -> bool:
    """Tell whether a glob matches another, read as a text whose `*` only a `*` takes.

    Sufficient for that it holds all the other does, and not necessary.
    """
    glob = _laid_out(outer)
    places = glob.closed(1)
    for token in inner:
        places = glob.over(places, token)
        if not places:
            return False
    return bool(places & glob.end)


def meet(left: Tokens, right: Tokens) -> Truth:
    """Tell whether two globs share a text; holes are letters that only `*` and themselves take."""
    if _differ_early(left, right):
        return Truth.NO
    glob = _laid_out(right)
    places = glob.closed(1)
    for token in left:
        places = glob.past(places, token)
        if not places:
            return Truth.NO
    return Truth.of(bool(places & glob.end))


def _differ_early(left: Tokens, right: Tokens) -> bool:
    """Tell whether two globs have different letters in front of their first wildcard or hole."""
    for one, other in zip(left, right, strict=False):
        if not (isinstance(one, str) and isinstance(other, str)):
            return False
        if one != other:
            return True
    return False


def contains(inner: Tokens, outer: Tokens) -> Truth:
    """Tell exactly whether one glob lies in another, holes read as letters of their own.

    Follows the words of `inner` through the sets of places that `outer` can be in.
    Unknown: UNKNOWN when the bound is reached.
    """
    glob = _laid_out(outer)
    # A letter that `outer` does not name is like any other that it does not.
    plain = [*sorted(letter for letter in glob.named if isinstance(letter, str)), "\0"]
    pending = [(0, glob.closed(1))]
    seen = set(pending)
    work = 0
    while pending:
        place, places = pending.pop()
        work += (places.bit_count() + 1) * len(plain)
        if work > _WORK:
            return Truth.UNKNOWN
        if place == len(inner):
            if not places & glob.end:
                return Truth.NO
            continue
        token = inner[place]
        if token is Wild.ANY:
            steps = [(place + 1, places)]
            # A `*` may hold any text, so a letter for a hole adds nothing to the characters.
            steps += [(place, glob.after(places, letter)) for letter in plain]
        elif token is Wild.ONE:
            steps = [(place + 1, glob.after(places, letter)) for letter in plain]
        else:
            steps = [(place + 1, glob.after(places, token))]
        for step in steps:
            if step not in seen:
                seen.add(step)
                pending.append(step)
    return Truth.YES
