"""What the stacks of one scan export to each other.

Source: AWS CloudFormation User Guide, "Fn::ImportValue" and "Outputs" (edition of
2023-09-19, read 2026-11-23): export names are unique within an account and region.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from iac_scan.evaluation.cloudformation.choices import flat, followed
from iac_scan.parsers.template.tree import Entries
from iac_scan.sources.span import Origin, Step
from iac_scan.values import Known, Reason, Truth, Unknown, Value, show

if TYPE_CHECKING:
    from iac_scan.evaluation.cloudformation.stack import Stack

Output: TypeAlias = Callable[[], Value]
"""Evaluates an output when somebody imports it."""


class Exports:
    """The exports of all stacks, gathered when the first import asks. Mutable for that reason."""

    def __init__(self, stacks: Callable[[], Iterable[Stack]]) -> None:
        self._stacks = stacks
        self._found: dict[str, list[Output]] | None = None

    def find(self, name: str) -> Value | None:
        """Return what the one stack that exports `name` exports, or None for none or several."""
        if self._found is None:
            # An export name that itself imports must not gather again.
            self._found = {}
            gathered: dict[str, list[Output]] = {}
            for stack in self._stacks():
                for exported, output in _exported(stack).items():
                    gathered.setdefault(exported, []).append(output)
            self._found = gathered
        outputs = self._found.get(name, [])
        return outputs[0]() if len(outputs) == 1 else None


def _exported(stack: Stack) -> dict[str, Output]:
    """Return the outputs that a stack exports under known names."""
    found: dict[str, Output] = {}
    for declared in stack.section("Outputs").values():
        export = declared.part("Export")
        node = export.get("Name") if isinstance(export, Entries) else None
        if node is None or stack.presence_of(declared) is Truth.NO:
            continue
        name = stack.value(node)
        if isinstance(name, Known) and isinstance(name.value, str):
            found[name.value] = partial(stack.output, declared.name, declared.span)
    return found


def imported(exports: Exports | None, name: Value, step: Step) -> Value:
    """Return what another stack exports under a name."""
    if isinstance(name, Known) and isinstance(name.value, str) and exports is not None:
        found = exports.find(name.value)
        if found is not None:
            return followed(flat(found), step)
    detail = f"`{show(name)[:100]}` is exported by another stack"
    return Unknown(Reason.DATA, detail, Origin(step.span))
