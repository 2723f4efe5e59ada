"""What the stacks of one scan read of each other: exports by their name, outputs by their stack.

Source: AWS CloudFormation User Guide, "Fn::ImportValue" and "Outputs" (edition of
2023-09-19, read 2026-11-23): export names are unique within an account and region; AWS
CloudFormation Template Reference, "Fn::GetStackOutput" (read 2026-11-25).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Mapping as Map
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from iac_scan.evaluation.cloudformation.choices import flat, followed
from iac_scan.evaluation.result import Deployer
from iac_scan.parsers.template.tree import Entries
from iac_scan.sources.span import Origin, Step
from iac_scan.values import Known, Reason, Truth, Unknown, Value, show, text_of

if TYPE_CHECKING:
    from iac_scan.evaluation.cloudformation.stack import Stack

_REQUIRED = ("StackName", "OutputName")

Output: TypeAlias = Callable[[], Value]
"""Evaluates an output when somebody imports it."""


class Exports:
    """The exports of all stacks, gathered when the first import asks. Mutable for that reason."""

    def __init__(self, stacks: Callable[[], Iterable[Stack]]) -> None:
        self._stacks = stacks
        self._found: dict[str, list[Output]] | None = None
        self._named: dict[str, list[Stack]] | None = None

    def stack(self, name: str, region: str | None, account_id: str | None) -> Stack | None:
        """Return the one stack of that name, or None for none or several.

        Unknown: a stack whose region or account is not known may be in the one that is asked for.
        """
        if self._named is None:
            self._named = {}
            for stack in self._stacks():
                if stack.here.stack_name is not None:
                    self._named.setdefault(stack.here.stack_name, []).append(stack)
        found = [
            stack
            for stack in self._named.get(name, ())
            if _could_be(stack.here.deployer.region, region)
            and _could_be(stack.here.deployer.account_id, account_id)
        ]
        return found[0] if len(found) == 1 else None

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


def _could_be(value: Value, wanted: str | None) -> bool:
    """Tell whether a region or account may be the one that is wanted."""
    known = text_of(value)
    return known is None or wanted is None or known == wanted


def output_of(
    exports: Exports | None, wanted: Map[str, Value], here: Deployer, step: Step
) -> Value:
    """Return an output of the stack that `Fn::GetStackOutput` names.

    Unknown: the stack is the one of that name whose region and account may be the named ones;
    without it, or where its name, the output or the region is not known, so is the value.
    """
    name, output = (text_of(wanted[key]) if key in wanted else None for key in _REQUIRED)
    region = text_of(wanted.get("Region", here.region))
    if name is not None and output is not None and exports is not None:
        stack = exports.stack(name, region, _account_of(wanted.get("RoleArn", here.account_id)))
        if stack is not None and (region is not None or "Region" not in wanted):
            return followed(flat(stack.output(output, step.span)), step)
    shown = f"`{output[:60]}` " if output is not None else ""
    of_stack = f"stack `{name[:60]}`" if name is not None else "another stack"
    return Unknown(Reason.DATA, f"output {shown}of {of_stack} is not read here", Origin(step.span))


def _account_of(value: Value) -> str | None:
    """Return the account in the ARN of a role, or the account that the value is."""
    text = text_of(value)
    if text is None:
        return None
    parts = text.split(":")
    return parts[4] if len(parts) > 4 else text


def imported(exports: Exports | None, name: Value, step: Step) -> Value:
    """Return what another stack exports under a name."""
    if isinstance(name, Known) and isinstance(name.value, str) and exports is not None:
        found = exports.find(name.value)
        if found is not None:
            return followed(flat(found), step)
    detail = f"`{show(name)[:100]}` is exported by another stack"
    return Unknown(Reason.DATA, detail, Origin(step.span))
