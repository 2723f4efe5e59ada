"""Globs with holes: does one match a text, lie inside another, share anything with it.

`*` stands for any characters (`:` and `/` included) and `?` for one. A hole is a part that is not
known yet; every answer is a `Truth` that holds whatever the holes turn out to be. What the globs
mean in a policy (ARNs, actions, principals) is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from iac_scan.iam.globs import (
    Hole,
    Token,
    Tokens,
    Wild,
    glob_matches,
    relaxed,
    sample,
)
from iac_scan.iam.places import contains, covers_tokens, meet
from iac_scan.iam.policy import Word
from iac_scan.values import Known, Text, Truth, Unknown

NARROW = frozenset(
    {"account_id", "AccountId", "name", "partition", "region", "stack_name", "unique_id"}
)
"""Attributes whose values hold neither `:` nor `/` nor a wildcard."""

_SIZE = 250_000
"""Product of two lengths past which nothing is compared; ARNs are far shorter than its root."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A glob whose unknown parts are holes."""

    tokens: Tokens
    """Shape: strings are single characters."""
    glob: str | None
    """The glob as text when it has no hole and no escaped wildcard, else None."""

    @property
    def has_holes(self) -> bool:
        """Whether a part of it is not known."""
        return any(isinstance(token, Hole) for token in self.tokens)

    def __str__(self) -> str:
        return "".join(
            token if isinstance(token, str) else token.value if isinstance(token, Wild) else "${?}"
            for token in self.tokens
        )

    @property
    def shown(self) -> str:
        """The pattern for messages, `${...}` for what is not known of it."""
        return str(self).replace("${?}", "${...}")


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


def shown(word: Word) -> str:
    """Return a word for messages; one whose text must not be shown as `(sensitive)`."""
    return "(sensitive)" if word.sensitive else pattern_of(word).shown


def has_variables(pattern: Pattern) -> bool:
    """Tell whether there are policy variables in a pattern, to be filled in by a request."""
    return any(map(is_variable, pattern.tokens))


def is_variable(token: Token) -> bool:
    """Tell whether a token is a policy variable."""
    return isinstance(token, Hole) and isinstance(token.symbol, tuple)


def pattern_from(tokens: Tokens) -> Pattern:
    """Return the pattern of tokens, with its text where it has one."""
    text = "".join(token.value if isinstance(token, Wild) else str(token) for token in tokens)
    plain = all(
        token not in {"*", "?"} if isinstance(token, str) else token in {Wild.ANY, Wild.ONE}
        for token in tokens
    )
    return Pattern(tokens, text if plain else None)


def matches(pattern: Pattern, text: Pattern) -> Truth:
    """Tell whether `pattern` matches the one text that `text` names (holes allowed in both)."""
    return is_subset(text, pattern)


def is_subset(inner: Pattern, outer: Pattern) -> Truth:
    """Tell whether everything that `inner` matches is matched by `outer`.

    Unknown: YES and NO hold for every content of the holes, wildcards in them included.
    """
    if outer.glob == "*":
        return Truth.YES
    if len(inner.tokens) * len(outer.tokens) > _SIZE:
        same = inner.glob is not None and inner.glob == outer.glob
        return Truth.YES if same else Truth.UNKNOWN
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


def difference(pattern: Pattern, other: Pattern) -> tuple[Pattern, ...] | None:
    """Return the globs that match what `pattern` matches and `other` does not.

    Shape: empty when nothing is left; None where globs cannot say it (`b*` without `bc`), and
    where holes leave it open.
    """
    if intersects(pattern, other) is Truth.NO:
        return (pattern,)
    if is_subset(pattern, other) is Truth.YES:
        return ()
    head = pattern.tokens[:-1]
    if pattern.tokens[-1:] != (Wild.ANY,) or Wild.ANY in head:
        return None
    # `b*` is `b` or `b?*`; one of them may go as a whole.
    parts = (pattern_from(head), pattern_from((*head, Wild.ONE, Wild.ANY)))
    left = [part for part in parts if intersects(part, other) is Truth.NO]
    gone = [part for part in parts if is_subset(part, other) is Truth.YES]
    return tuple(left) if len(left) + len(gone) == len(parts) else None


@lru_cache(maxsize=65536)
def _glob_is_subset(inner: str, outer: str) -> Truth:
    if "*" not in inner and "?" not in inner:
        return Truth.of(_glob_matches_text(outer, inner))
    return _is_subset(glob(inner), glob(outer))


@lru_cache(maxsize=16384)
def _is_subset(inner: Pattern, outer: Pattern) -> Truth:
    if covers_tokens(outer.tokens, inner.tokens):
        return Truth.YES
    widest = relaxed(outer.tokens)
    for filler in ((), ("\0",)):
        if meet(relaxed(sample(inner.tokens, filler)), widest) is Truth.NO:
            return Truth.NO
    decided = contains(inner.tokens, outer.tokens)
    if decided is Truth.NO and (inner.has_holes or outer.has_holes):
        return Truth.UNKNOWN
    return decided


@lru_cache(maxsize=65536)
def _globs_intersect(left: str, right: str) -> Truth:
    return meet(glob(left).tokens, glob(right).tokens)


@lru_cache(maxsize=16384)
def _intersect(left: Pattern, right: Pattern) -> Truth:
    if meet(left.tokens, right.tokens) is Truth.YES:
        return Truth.YES
    apart = meet(relaxed(left.tokens), relaxed(right.tokens)) is Truth.NO
    return Truth.NO if apart else Truth.UNKNOWN


def _wild(character: str) -> Token:
    if character == "*":
        return Wild.ANY
    return Wild.ONE if character == "?" else character


def _hole(unknown: Unknown) -> Hole:
    identity = unknown.identity
    return Hole(identity, identity is not None and identity.attribute in NARROW)


@lru_cache(maxsize=8192)
def _pattern_of_text(text: str, variables: bool, wildcards: bool) -> Pattern:
    if not variables or "${" not in text:
        return glob(text) if wildcards else exactly(text)
    tokens: list[Token] = []
    for piece, name, default in _split_variables(text):
        tokens.extend(_wild(character) if wildcards else character for character in piece)
        if name is None:
            continue
        # Source: IAM User Guide, "IAM policy elements: variables and tags".
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


def _glob_matches_text(pattern: str, text: str) -> bool:
    """Tell whether a glob without holes matches a text; the usual shapes cost next to nothing."""
    head = pattern.rstrip("*")
    if "*" not in head and "?" not in head:
        return text == pattern if head == pattern else text.startswith(head)
    start = min(at for at in (head.find("*"), head.find("?")) if at != -1)
    return text.startswith(head[:start]) and glob_matches(glob(pattern).tokens, tuple(text))
