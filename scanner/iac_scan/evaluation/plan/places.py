"""Where the code declares what only a plan has an instance of: by name, nothing evaluated.

The code may make no instance, for it is not told the values that the plan was made with.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from posixpath import join, normpath

from iac_scan.evaluation.plan.addresses import block_of, module_of
from iac_scan.evaluation.plan.overlay import moved
from iac_scan.evaluation.result import Resource
from iac_scan.evaluation.terraform.configuration import (
    Configuration,
    attribute_of,
    blocks_of,
    load,
)
from iac_scan.evaluation.terraform.modules import is_local, source_of
from iac_scan.parsers.hcl.syntax import Block
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Mapping


@dataclass(frozen=True, slots=True)
class Place:
    """A block in the code."""

    block: Block
    """The block."""
    calls: tuple[Step, ...]
    """The module calls that lead to it."""


class Places:
    """Finds the blocks of one root module and of the local modules that it calls."""

    def __init__(self, tree: SourceTree, root: str) -> None:
        self._root = root
        self._load = cache(lambda directory: load(tree, directory))

    def find(self, address: str) -> Place | None:
        """Return the block that an instance is of, or None when it is not on disk."""
        directory, steps = self._root, list[Step]()
        calls = module_of(address)
        for call in calls:
            name = call.partition("[")[0]
            block = self._configuration(directory).modules.get(name)
            source = None if block is None else source_of(block)
            if block is None or source is None or not is_local(source):
                return None
            steps.append(Step(f"module.{name}", block.header_span))
            directory = normpath(join(directory, source))
        own = address.removeprefix("".join(f"module.{call}." for call in calls))
        resource = self._configuration(directory).resources.get(block_of(own))
        return None if resource is None else Place(resource.block, tuple(steps))

    def _configuration(self, directory: str) -> Configuration:
        return self._load(directory)


def placed_at(planned: Resource, place: Place) -> Resource:
    """Return a planned resource at its block, each attribute where the block writes it."""
    header = place.block.header_span
    entries = {
        name: moved(value, Origin(_span_of(place.block, name) or header))
        for name, value in planned.values.entries.items()
    }
    return replace(
        planned,
        values=Mapping(entries, Origin(header), identity=planned.values.identity),
        span=header,
        body=place.block.span,
        calls=place.calls,
    )


def _span_of(block: Block, name: str) -> Span | None:
    """Return where a block writes an attribute, or the first nested block of that name."""
    attribute = attribute_of(block.body, name)
    if attribute is not None:
        return attribute.expression.span
    nested = next(blocks_of(block.body, name), None)
    return None if nested is None else nested.header_span
