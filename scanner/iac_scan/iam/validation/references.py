"""What the words of a policy refer to, whatever text that comes to today.

Two queues, or two parameters, may come to one text: who names both has not written one twice. What
a policy allows is decided by its text, elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from iac_scan.iam.policy import Statement, Word
from iac_scan.values import Known, ResourceKey, Text, Value, identity_of, walk

Reference: TypeAlias = ResourceKey | str
"""A declared thing, or the way to a value that is none."""

References: TypeAlias = frozenset[Reference] | None
"""All references of something; None where they are too many to look at."""

_LEAVES = 100
"""Values that are looked at for the references of one word."""


def goes_with(inner: References, outer: References) -> bool:
    """Tell whether nothing is referred to on the outside that the inside does not refer to."""
    return inner is not None and outer is not None and outer <= inner


def is_the_same(one: References, other: References) -> bool:
    """Tell whether two refer to the same."""
    return one is not None and one == other


def references_of(words: Iterable[Word]) -> References:
    """Return what words refer to; nothing where they are written out.

    Unknown: of what a function makes, everything that the function is given counts.
    """
    return _gathered(found for word in words for found in _references(word))


def references_of_rest(statement: Statement) -> References:
    """Return what the principals and conditions of a statement refer to."""
    lists = [line.values for line in statement.conditions]
    if statement.principals is not None:
        lists += [words for _, words in statement.principals.groups]
    return references_of(word for words in lists for word in (*words.words, *words.possible))


def _gathered(found: Iterable[Reference | None]) -> References:
    few = list(islice(found, _LEAVES + 1))
    return None if len(few) > _LEAVES else frozenset(each for each in few if each is not None)


def _references(value: Value) -> Iterator[Reference | None]:
    """Yield what a value refers to, None for what is written out.

    What a reference is made of is not asked: it is that reference, and may be made of as many.
    """
    way = _way(value)
    yield way
    pieces = value.made_of if isinstance(value, (Known, Text)) else ()
    for leaf in (leaf for piece in pieces for leaf in walk(piece)):
        if way is None:
            yield from _references(leaf)
        else:
            yield _way(leaf)
    if isinstance(value, Text) and way is None and not pieces:
        yield from map(_way, (part for part in value.parts if not isinstance(part, str)))


def _way(value: Value) -> Reference | None:
    """Return the one reference that a value as a whole is, or None."""
    identity = identity_of(value)
    if identity is not None:
        return identity.resource
    return " ".join(step.label for step in value.origin.steps) or None
