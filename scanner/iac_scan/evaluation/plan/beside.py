"""A plan and the code that it was made from: one system, described twice, reported once.

The code of a plan is the root module in the plan's directory, or in the nearest directory above
it, that declares at least half of what the plan manages. For a plan that is named as a path to
scan it may also be the only scanned root module, wherever, that does. Then:

- A resource of both has the place of the code: its lines, its module calls. This holds as well
  where the plan alone is scanned: then the code gives places and references, and no resources.
- What the plan knows of it counts, with the place of the same value in the code. What is known
  after apply is what the code says, which knows more: a plan keeps no expressions.
- A plan that is named as a path to scan is the truth about what exists: an instance that it does
  not have does not exist. Where the plan is not of everything, it may. A block that is not in its
  configuration is newer than the plan, so it stays, with a warning.
- A plan that was merely come across may be old, or put there to hide something. Where it
  contradicts the code, both are possible; an instance that it lacks may exist.
- A state says what was, the code what will be: beside its code a state adds nothing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import replace

from iac_scan.evaluation.plan.addresses import block_of
from iac_scan.evaluation.plan.document import Module, PlanFile
from iac_scan.evaluation.plan.overlay import Overlay
from iac_scan.evaluation.plan.places import Places, placed_at
from iac_scan.evaluation.plan.resources import Reading, blocks_in
from iac_scan.evaluation.result import Deployer, Evaluation, Language, Mode, Resource
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.discover import Discovery, terraform_files
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Mapping, Truth, text_of


def code_of(plan: PlanFile, code: Evaluation, *, anywhere: bool = False) -> str | None:
    """Return the directory of the root module that a plan was made from, or None.

    With `anywhere` it need not stand at or above the plan, if it is the only one.
    """
    wanted = blocks_in(plan)
    declared: dict[str, set[str]] = {}
    for resource in code.resources:
        if resource.language is Language.TERRAFORM:
            declared.setdefault(resource.key.scope, set()).add(block_of(resource.key.address))
    shared = {directory: len(own & wanted) for directory, own in declared.items()}
    fitting = {one for one, size in shared.items() if size and 2 * size >= len(wanted)}
    for directory in _upward(posixpath.dirname(plan.path) or "."):
        if directory in fitting:
            return directory
    return fitting.pop() if anywhere and len(fitting) == 1 else None


def together(
    reading: Reading,
    code: Evaluation,
    root: str,
    *,
    named: bool,
    partial: bool,
    scanned: bool = True,
) -> Evaluation:
    """Return the code with its plan put over it; only what both have when it is not scanned.

    A `partial` plan is not of everything, so that what it lacks may exist.
    """
    if reading.plan.configuration is None and scanned:
        return code
    own = {one.key.address: one for one in code.resources if one.key.scope == root}
    others = tuple(one for one in code.resources if one.key.scope != root)
    by_block = {block_of(address): one for address, one in reversed(own.items())}
    pairs = [
        (one, own.get(one.key.address) or by_block.get(block_of(one.key.address)))
        for one in reading.resources()
    ]
    places = Places(reading.tree, root)
    accounts = {
        declared.deployer.name: _deployer(one.deployer, declared.deployer)
        for one, declared in pairs
        if declared is not None
    }
    planned = {
        one.key.address: _over_code(one, declared, accounts, named=named)
        if declared is not None
        else _at_block(one, places)
        for one, declared in pairs
    }
    configuration = reading.plan.configuration or Module()
    known = frozenset(_blocks(configuration, "")) | blocks_in(reading.plan)
    left: list[Resource] = []
    diagnostics = list(reading.diagnostics)
    if not scanned:
        own, others = {}, ()
    for address, declared in own.items():
        if address in planned:
            continue
        deployer = accounts.get(declared.deployer.name, declared.deployer)
        resource = replace(declared, deployer=deployer)
        is_known = block_of(address) in known
        if resource.mode is Mode.DATA or not is_known:
            left.append(resource)
        elif partial or not named:
            left.append(replace(resource, presence=Truth.UNKNOWN))
        if resource.mode is Mode.MANAGED and not is_known:
            message = f"`{address}` is not in the configuration of the plan `{reading.plan.path}`"
            help = "make the plan anew"
            diagnostics.append(Diagnostic(Level.WARNING, message, resource.span, help))
    resources = tuple(sorted((*others, *left, *planned.values()), key=lambda one: one.key))
    return replace(code, resources=resources).merge(Evaluation(diagnostics=tuple(diagnostics)))


def unscanned_code(plan: PlanFile, tree: SourceTree, found: Discovery) -> str | None:
    """Return the nearest directory, at the plan or above it, with code that is not scanned."""
    for directory in _upward(posixpath.dirname(plan.path) or "."):
        if directory in found.terraform:
            return None
        if terraform_files(tree, directory):
            return directory
    return None


def _upward(directory: str) -> Iterator[str]:
    """Yield a directory and those above it."""
    while directory not in (".", ""):
        yield directory
        directory = posixpath.dirname(directory)
    yield "."


def _blocks(module: Module, path: str) -> Iterator[str]:
    """Yield the addresses of the blocks of a module and of those that it calls."""
    for address in module.blocks:
        yield f"{path}{address}"
    for name, call in module.calls.items():
        yield from _blocks(call.module, f"{path}module.{name}.")


def _at_block(planned: Resource, places: Places) -> Resource:
    """Return a planned resource at the block of which the code makes no such instance."""
    place = places.find(planned.key.address)
    return planned if place is None else placed_at(planned, place)


def _over_code(
    planned: Resource,
    declared: Resource,
    accounts: Map[str, Deployer],
    *,
    named: bool,
) -> Resource:
    """Return a planned resource at the place of the code that declares it."""
    over = Overlay(named)
    values = over.value(planned.values, declared.values)
    assert isinstance(values, Mapping)
    entries = dict(values.entries)
    for name, value in declared.values.entries.items():
        entries.setdefault(name, value)
    return replace(
        planned,
        values=replace(declared.values, entries=entries),
        span=declared.span,
        body=declared.body,
        calls=declared.calls,
        deployer=accounts[declared.deployer.name],
    )


def _deployer(planned: Deployer, declared: Deployer) -> Deployer:
    """Return who the code says deploys, in the account that the plan knows."""
    known = text_of(declared.account_id) is None and text_of(planned.account_id) is not None
    return replace(declared, account_id=planned.account_id) if known else declared
