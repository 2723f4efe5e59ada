"""What the stacks of one scan export to each other.

Source: AWS CloudFormation User Guide, "Fn::ImportValue" and "Outputs" (read 2026-11-23): export
names are unique within an account and region.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from iac_scan.values import Value


class Exporter(Protocol):
    """A stack, as far as others import from it."""

    def exported(self) -> dict[str, Callable[[], Value]]:
        """Return the outputs that the stack exports under known names."""
        ...


class Exports:
    """The exports of all stacks, gathered when the first import asks. Mutable for that reason."""

    def __init__(self, stacks: Callable[[], Sequence[Exporter]]) -> None:
        self._stacks = stacks
        self._found: dict[str, list[Callable[[], Value]]] | None = None

    def find(self, name: str) -> Value | None:
        """Return what the one stack that exports `name` exports, or None for none or several."""
        if self._found is None:
            # An export name that itself imports must not gather again.
            self._found = {}
            gathered: dict[str, list[Callable[[], Value]]] = {}
            for stack in self._stacks():
                for exported, output in stack.exported().items():
                    gathered.setdefault(exported, []).append(output)
            self._found = gathered
        outputs = self._found.get(name, [])
        return outputs[0]() if len(outputs) == 1 else None
