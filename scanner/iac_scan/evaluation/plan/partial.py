"""Whether a plan is of everything that its configuration declares, or leaves a part for later.

What the code beside such a plan then counts for is in `beside`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from iac_scan.evaluation.plan.addresses import block_of
from iac_scan.evaluation.plan.document import Lack, Module, PlanFile
from iac_scan.sources.diagnostics import Gap, GapKind
from iac_scan.sources.span import Span


def partial_gap(plan: PlanFile) -> Gap | None:
    """Return the gap of a plan that leaves out what its configuration declares, or None.

    OpenTofu, and terraform before 1.8, do not say of a plan that it is of some targets alone; it
    shows where a block without count and for_each has no instance.
    """
    if plan.lack is not None:
        kind, span = plan.lack
        why, help = _words(kind)
        return _gap(plan, why, span, help)
    if plan.configuration is None:
        return None
    # terraform 1.11.4 writes no resource changes at all into a plan of `-refresh-only`.
    blocks = _blocks(plan.configuration, "", only_single=bool(plan.changed))
    met = {block_of(address) for address in plan.changed}
    met.update(block_of(one.address) for one in plan.resources)
    missing = next((address for address in blocks if address not in met), None)
    if missing is None:
        return None
    why = f"has nothing of `{missing}`, which its configuration declares"
    help = "make the plan anew, without `-target` and `-refresh-only`"
    return _gap(plan, why, Span(plan.path, 1, 1, 1, 1), help)


def _gap(plan: PlanFile, why: str, span: Span, help: str) -> Gap:
    return Gap(GapKind.VALUE, f"the plan `{plan.path}` {why}", span, help)


def _words(kind: Lack) -> tuple[str, str]:
    """Return what a plan says of itself, and what to do about it."""
    match kind:
        case Lack.DEFERRED:
            return "puts changes off to a later one", "make the next plan when this one is applied"
        case Lack.ERRORED:
            return "ended with an error before its end", "mend the error, and make the plan anew"
        case Lack.INCOMPLETE:
            return "says that more is to come", "make the plan anew, without `-target`"
        case _:
            assert_never(kind)


def _blocks(module: Module, path: str, *, only_single: bool) -> Iterator[str]:
    """Yield the managed blocks of a module and of those that it calls.

    With `only_single` those that surely have one instance: without count and for_each.
    """
    for address, block in module.blocks.items():
        if block.is_managed and (block.is_single or not only_single):
            yield f"{path}{address}"
    for name, call in module.calls.items():
        if call.is_single or not only_single:
            yield from _blocks(call.module, f"{path}module.{name}.", only_single=only_single)
