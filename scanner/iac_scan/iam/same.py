"""One object as a key: what was worked out for it is found again for it alone.

Documents are large, and two that read alike still stand in two places, so they are told apart as
objects and never compared.
"""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Same(Generic[T]):
    """An object that is equal to itself alone, and is kept as long as the key is."""

    __slots__ = ("it",)

    def __init__(self, it: T) -> None:
        """Make a key of an object."""
        self.it = it

    def __hash__(self) -> int:
        """Return a number of the object, not of what it holds."""
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        """Tell whether the other is a key of this very object."""
        return isinstance(other, Same) and self.it is other.it
