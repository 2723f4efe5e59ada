"""Globs with holes: does one match a text, lie inside another, share anything with it.

`*` stands for any characters (`:` and `/` included) and `?` for one. A hole is a part that is not
known yet; every answer is a `Truth` that holds whatever the holes turn out to be. What the globs
mean in a policy (ARNs, actions, principals) is not known here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

from iac_scan.iam.policy import Word
from iac_scan.values import Known, Text, Truth, Unknown

_NARROW = frozenset({"account_id", "AccountId", "name", "partition", "region", "unique_id"})
"""Attributes whose values hold neither `:` nor `/` nor a wildcard."""

_STEPS = 10_000
"""How many pairs of places a comparison may visit before it answers UNKNOWN."""

_WORK = 40_000
"""How many single steps an exact comparison may take before it answers UNKNOWN."""

_SIZE = 250_000
"""Product of two lengths past which nothing is compared; ARNs are far shorter than its root."""


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


@dataclass(frozen=True, slots=True)
class Pattern:
    """A glob whose unknown parts are holes."""

    tokens: Tokens
    """Shape: strings are single characters."""
    glob: str | None
    """The glob as text when it has no hole and no escaped wildcard, else None."""

    @property
    def is_exact(self) -> bool:
        """Whether it names one text: no wildcard in it."""
        return not any(isinstance(token, Wild) for token in self.tokens)

    @property
    def has_holes(self) -> bool:
        """Whether a part of it is not known."""
        return any(isinstance(token, Hole) for token in self.tokens)

    def __str__(self) -> str:
        return "".join(
            token if isinstance(token, str) else token.value if isinstance(token, Wild) else "${?}"
            for token in self.tokens
        )


@lru_cache(maxsize=8192)
def glob(text: str) -> Pattern:
    """Return the pattern that `text` is when `*` and `?` are wildcards."""
    return Pattern(tuple(_wild(character) for character in text), text)


@lru_cache(maxsize=8192)
def exactly(text: str) -> Pattern:
    """Return the pattern that matches `text` alone, wildcards in it taken literally."""
    return Pattern(tuple(text), None if "*" in text or "?" in text else text)


def pattern_of(word: Word, *, variables: bool = False, wildcards: bool = True) -> Pattern:
    """Return the pattern that a policy's word is.

    `variables` reads `${aws:username}` as a hole that is equal to every other `${aws:username}`,
    and `${*}`, `${?}`, `${$}` as the characters; the policy's version decides that. Without
    `wildcards` the characters `*` and `?` stand for themselves.
    """
    match word:
        case Known(value=text):
            return _pattern_of_text(str(text), variables, wildcards)
        case Text(parts=parts):
            tokens: list[Token] = []
            for part in parts:
                if isinstance(part, str):
                    tokens.extend(_pattern_of_text(part, variables, wildcards).tokens)
                else:
                    tokens.append(_hole(part))
            return Pattern(tuple(tokens), None)
        case Unknown():
            return Pattern((_hole(word),), None)


def with_prefix(prefix: str, pattern: Pattern) -> Pattern:
    """Return the pattern with literal text in front of it."""
    text = None if pattern.glob is None else prefix + pattern.glob
    return Pattern((*prefix, *pattern.tokens), text)


def matches(pattern: Pattern, text: Pattern) -> Truth:
    """Tell whether `pattern` matches the one text that `text` names (holes allowed in both)."""
    return is_subset(text, pattern)


def is_subset(inner: Pattern, outer: Pattern) -> Truth:
    """Tell whether everything that `inner` matches is matched by `outer`.

    Unknown: YES and NO hold for every content of the holes, wildcards in them included.
    """
    if len(inner.tokens) * len(outer.tokens) > _SIZE:
        same = inner.glob is not None and inner.glob == outer.glob
        return Truth.YES if same or outer.glob == "*" else Truth.UNKNOWN
    if inner.glob is not None and outer.glob is not None:
        return _glob_is_subset(inner.glob, outer.glob)
    return _is_subset(inner, outer)


def intersects(left: Pattern, right: Pattern) -> Truth:
    """Tell whether some text is matched by both.

    Unknown: YES and NO hold for every content of the holes.
    """
    if len(left.tokens) * len(right.tokens) > _SIZE:
        return Truth.YES if "*" in {left.glob, right.glob} else Truth.UNKNOWN
    if left.glob is not None and right.glob is not None:
        return _globs_intersect(left.glob, right.glob)
    return _intersect(left, right)


@lru_cache(maxsize=65536)
def _glob_is_subset(inner: str, outer: str) -> Truth:
    one, other = glob(inner), glob(outer)
    if one.is_exact:
        return Truth.of(_glob_matches(other.tokens, one.tokens))
    return _is_subset(one, other)


@lru_cache(maxsize=16384)
def _is_subset(inner: Pattern, outer: Pattern) -> Truth:
    if _covers(outer.tokens, inner.tokens):
        return Truth.YES
    relaxed = _relaxed(outer.tokens)
    for filler in ((), ("\0",)):
        if _meet(_relaxed(_sample(inner.tokens, filler)), relaxed) is Truth.NO:
            return Truth.NO
    decided = _contains(inner.tokens, outer.tokens)
    if decided is Truth.NO and (inner.has_holes or outer.has_holes):
        return Truth.UNKNOWN
    return decided


@lru_cache(maxsize=65536)
def _globs_intersect(left: str, right: str) -> Truth:
    return _meet(glob(left).tokens, glob(right).tokens)


@lru_cache(maxsize=16384)
def _intersect(left: Pattern, right: Pattern) -> Truth:
    if _meet(left.tokens, right.tokens) is Truth.YES:
        return Truth.YES
    apart = _meet(_relaxed(left.tokens), _relaxed(right.tokens)) is Truth.NO
    return Truth.NO if apart else Truth.UNKNOWN


def _wild(character: str) -> Token:
    if character == "*":
        return Wild.ANY
    return Wild.ONE if character == "?" else character


def _hole(unknown: Unknown) -> Hole:
    identity = unknown.identity
    return Hole(identity, identity is not None and identity.attribute in _NARROW)


@lru_cache(maxsize=8192)
def _pattern_of_text(text: str, variables: bool, wildcards: bool) -> Pattern:
    if not variables or "${" not in text:
        return glob(text) if wildcards else exactly(text)
    tokens: list[Token] = []
    for piece, name, default in _split_variables(text):
        tokens.extend(_wild(character) if wildcards else character for character in piece)
        if name is None:
            continue
        # Source: IAM User Guide, "IAM policy elements: variables and tags" (2026-11-23).
        escaped = name in {"*", "?", "$"}
        tokens.append(name if escaped else Hole(("variable", name.lower(), default)))
    return Pattern(tuple(tokens), None)


def _split_variables(text: str) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield literal pieces of `text`, each with the policy variable after it, and its default.

    Shape: the last piece has no variable; a `${` that is never closed is literal.
    """
    start = 0
    while (opened := text.find("${", start)) != -1:
        closed = text.find("}", opened)
        if closed == -1:
            break
        name, comma, default = text[opened + 2 : closed].partition(",")
        default = default.strip().removeprefix("'").removesuffix("'")
        yield text[start:opened], name.strip(), default if comma else None
        start = closed + 1
    yield text[start:], None, None


def _relaxed(tokens: Tokens) -> Tokens:
    """Return the least glob that holds every content of the holes."""
    return tuple(
        (Wild.SEGMENT if token.narrow else Wild.ANY) if isinstance(token, Hole) else token
        for token in tokens
    )


def _sample(tokens: Tokens, filler: Tokens) -> Tokens:
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


def _glob_matches(pattern: Tokens, text: Tokens) -> bool:
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


_covers = _glob_matches
"""Read `*` in the inner glob as a token that only a `*` takes: sufficient, not necessary."""


def _meet(left: Tokens, right: Tokens) -> Truth:
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


def _contains(inner: Tokens, outer: Tokens) -> Truth:
    """Tell exactly whether one glob lies in another, holes read as letters of their own.

    Follows the words of `inner` through the sets of places that `outer` can be in.
    """
    letters: set[Token] = {token for token in (*inner, *outer) if not isinstance(token, Wild)}
    letters = {token for token in letters if not (isinstance(token, Hole) and token.symbol is None)}
    plain = {letter for letter in letters if isinstance(letter, str)} | {"\0"}
    pending = [(0, _closure(frozenset({0}), outer))]
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
            steps += [(place, _advance(places, letter, outer)) for letter in plain]
        elif token is Wild.ONE:
            steps += [(place + 1, _advance(places, letter, outer)) for letter in plain]
        else:
            steps.append((place + 1, _advance(places, token, outer)))
        for step in steps:
            if step not in seen:
                seen.add(step)
                pending.append(step)
    return Truth.YES


def _closure(places: frozenset[int], outer: Tokens) -> frozenset[int]:
    """Return the places together with those behind each `*` that is at one of them."""
    reached = set(places)
    for place in places:
        at = place
        while at < len(outer) and outer[at] is Wild.ANY:
            at += 1
            reached.add(at)
    return frozenset(reached)


def _advance(places: frozenset[int], letter: Token, outer: Tokens) -> frozenset[int]:
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
