"""One text for each way in which several globs can match it together, and not match it.

What the globs mean is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from iac_scan.iam.globs import Token, Wild, advance, opening
from iac_scan.iam.patterns import Pattern, pattern_from

_STATES = 3_000
"""States past which texts may be missing."""

_OTHER = "\x02"
"""A letter that no glob names."""


_State: TypeAlias = tuple[frozenset[int], ...]
"""Where each glob can be."""


@dataclass(frozen=True, slots=True)
class Representatives:
    """Texts that stand for all texts."""

    texts: tuple[Pattern, ...]
    """Shape: no two of them are matched by the same globs; short ones first. Holes of the globs are
    letters of their own."""
    complete: bool
    """Whether every text is matched by the same globs as one of them."""


def representatives(
    globs: Sequence[Pattern], within: Pattern, *, colons: int | None = None
) -> Representatives:
    """Return a text of `within` for each combination of globs that can match one.

    Shape: no text has more than `colons` colons, where a number is given.
    """
    shapes = [within.tokens, *(each.tokens for each in globs)]
    letters = sorted(
        {_OTHER, *(token for shape in shapes for token in shape if not isinstance(token, Wild))},
        key=str,
    )
    start = tuple(opening(shape) for shape in shapes)
    pending: list[tuple[_State, int, tuple[Token, ...]]] = [(start, 0, ())]
    seen = {(start, 0)}
    found: dict[tuple[bool, ...], Pattern] = {}
    for states, used, text in pending:
        matched = tuple(len(shape) in at for shape, at in zip(shapes, states, strict=True))
        if matched[0] and matched not in found:
            found[matched] = pattern_from(text)
        for letter in letters:
            count = used + (colons is not None and letter == ":")
            if colons is not None and count > colons:
                continue
            after = tuple(
                advance(at, letter, shape) for at, shape in zip(states, shapes, strict=True)
            )
            if after[0] and (after, count) not in seen:
                if len(seen) >= _STATES:
                    return Representatives(tuple(found.values()), complete=False)
                seen.add((after, count))
                pending.append((after, count, (*text, letter)))
    return Representatives(tuple(found.values()), complete=True)
