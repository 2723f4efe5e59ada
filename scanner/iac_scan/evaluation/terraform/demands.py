"""Conditions that terraform refuses as they are written, for what they speak of.

Whether a condition holds is in `conditions`.
Source: https://developer.hashicorp.com/terraform/language/validate and terraform 1.11.4.
"""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.evaluation.terraform.free_names import Reference, references
from iac_scan.parsers.hcl.syntax import Block, GetAttribute
from iac_scan.sources.diagnostics import Diagnostic, Level

_RESOURCES = {"resource": "", "data": "data.", "ephemeral": "ephemeral."}
"""How the address of a block with a `lifecycle` begins, by its type."""


def problems(block: Block) -> Iterator[Diagnostic]:
    """Yield what is wrong with the conditions in a block of a file."""
    for demand in _demands(block):
        for attribute in demand.body.attributes:
            if attribute.name == "condition":
                message = _wrong(demand, block, tuple(references(attribute.expression)))
                if message is not None:
                    yield Diagnostic(Level.WARNING, message, attribute.expression.span)


def _demands(block: Block) -> Iterator[Block]:
    """Yield the blocks with a condition in a block of a file."""
    for inner in block.body.blocks:
        match block.type, inner.type:
            case ("variable", "validation") | ("output", "precondition") | ("check", "assert"):
                yield inner
            case type, "lifecycle" if type in _RESOURCES:
                yield from (
                    one
                    for one in inner.body.blocks
                    if one.type in ("precondition", "postcondition")
                )


def _wrong(demand: Block, block: Block, found: tuple[Reference, ...]) -> str | None:
    """Return what is wrong with what a condition refers to, or None."""
    named = {_path(reference) for reference in found}
    if demand.type == "validation" and len(block.labels) == 1:
        own = f"var.{block.labels[0]}"
        return None if own in named else f"the condition does not refer to `{own}`"
    if not found:
        return "the condition refers to nothing, and so its result never changes"
    if demand.type == "postcondition":
        own = _RESOURCES[block.type] + ".".join(block.labels)
        if own in {".".join(name.split(".")[: own.count(".") + 1]) for name in named}:
            return f"a postcondition refers to its own `{own}` as `self`"
    return None


def _path(reference: Reference) -> str:
    """Return a reference as it is spelt, as far as there are names alone."""
    start, steps = reference
    names = [start.name]
    for step in steps:
        if not isinstance(step, GetAttribute):
            break
        names.append(step.name)
    # Only the name of a variable counts of `var.name.attribute`.
    return ".".join(names[:2] if start.name == "var" else names)
