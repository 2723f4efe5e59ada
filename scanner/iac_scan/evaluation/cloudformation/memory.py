"""What a stack has evaluated already, and what it is evaluating right now.

What there is to evaluate is known to `stack`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from iac_scan.values import Truth, Value

Key = TypeVar("Key", bound=Hashable)
Result = TypeVar("Result")


@dataclass(slots=True)
class Memory(Generic[Key, Result]):
    """Results by key, each evaluated once. Mutable for that reason."""

    _found: dict[Key, Result | None] = field(default_factory=dict)
    """None for what is being evaluated."""

    def of(self, key: Key, evaluate: Callable[[], Result]) -> Result | None:
        """Return what `evaluate` yields, or None when that is what led here."""
        if key not in self._found:
            self._found[key] = None
            self._found[key] = evaluate()
        return self._found[key]


@dataclass(slots=True)
class Evaluated:
    """What one stack has evaluated, by the names of its template. Mutable for that reason."""

    parameters: dict[str, Value] = field(default_factory=dict)
    """By logical id."""
    conditions: Memory[str, tuple[Truth, str]] = field(default_factory=Memory)
    """By logical id: whether it holds, and what it depends on."""
    properties: Memory[tuple[str, str], Value] = field(default_factory=Memory)
    """By the logical id of the resource and the name of the property."""
    attributes: Memory[tuple[str, str], Value] = field(default_factory=Memory)
    """By the logical id of the resource and the name of the attribute; `Ref` is one."""
    outputs: Memory[str, Value] = field(default_factory=Memory)
    """By logical id."""
    entries: Memory[tuple[str, str, str], Value] = field(default_factory=Memory)
    """By the name of the mapping and the two keys."""
    circular: set[str] = field(default_factory=set)
    """The logical ids of the resources of which a value is made of itself."""
