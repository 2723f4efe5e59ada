"""What is held against what to find words that add nothing, and how much of that is done.

Which words and statements add nothing is decided in `redundancy` and `redundant_words`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from iac_scan.iam.globs import Wild
from iac_scan.iam.patterns import Pattern, glob, is_subset
from iac_scan.iam.policy import Statement, Word
from iac_scan.iam.validation.fault import Fault
from iac_scan.iam.validation.references import goes_with, is_the_same, references_of
from iac_scan.values import Known, Truth

Read: TypeAlias = tuple[Word, Pattern]
"""A word, and its pattern."""

COMPARISONS = 40_000
"""Pairs of statements, and of short words, of a document that are compared."""

_LETTERS = 8
"""Letters that are held against one `*` in the time of a pair of short words."""


@dataclass(slots=True)
class Work:
    """What may still be compared in a document."""

    left: int = COMPARISONS
    """Units: pairs of short words."""

    def takes(self, inner: Sequence[Pattern], outer: Sequence[Pattern]) -> bool:
        """Tell whether each of the words may be held against each of others, and count it."""
        letters = sum(len(each.tokens) for each in inner)
        stars = sum(each.tokens.count(Wild.ANY) for each in outer)
        return self.takes_pairs(len(inner) * len(outer) + letters * stars // _LETTERS)

    def takes_pairs(self, pairs: int) -> bool:
        """Tell whether as much may be done as for so many pairs of short words, and count it."""
        self.left -= pairs
        return self.left >= 0

    def is_in(self, inner: Pattern, outer: Pattern) -> bool:
        """Tell whether one word surely covers another; most differ where they begin."""
        for one, other in zip(inner.tokens, outer.tokens, strict=False):
            if isinstance(other, Wild):
                break
            if one != other:
                return False
        return self.takes((inner,), (outer,)) and is_subset(inner, outer) is Truth.YES


@dataclass(frozen=True, slots=True)
class Redundant:
    """Something that adds nothing, and what says it already."""

    fault: Fault
    """What adds nothing."""
    wider: Statement | Word
    """What says it already."""


def says(inner: Read, outer: Read) -> bool:
    """Tell whether a word that is covered by another is so whatever their references come to."""
    alike = is_the_same if inner[1] == outer[1] else goes_with
    return alike(references_of([inner[0]]), references_of([outer[0]]))


def says_as_text(_inner: Read, _outer: Read) -> bool:
    """Tell that an action is AWS's own word, whoever hands it in."""
    return True


def action_pattern(word: Known) -> Pattern:
    """Return the pattern of a word of `Action`, whose case does not count."""
    return glob(str(word.value).lower())
