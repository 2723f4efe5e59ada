"""What a reference in a plan's configuration leads to: through variables and outputs to a resource.

A plan keeps what an expression refers to, not the expression. So a reference is followed only
where it is the only one, and a local value, which a plan does not hold, leads nowhere.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass

from iac_scan.evaluation.plan.addresses import (
    Step,
    block_of,
    module_of,
    references_in,
    steps_of,
)
from iac_scan.evaluation.plan.document import Block, Key, Module, PlanFile, Planned, member
from iac_scan.parsers.template.tree import Node

_INSTANCES = 50
"""A reference to a resource with more instances than this names none of them."""
_FOLLOWED = 30
"""Variables and outputs through which one reference is followed."""


@dataclass(frozen=True, slots=True)
class Target:
    """An attribute of a planned resource."""

    planned: Planned
    """The resource."""
    attribute: str
    """`arn`, `roots[0].id`; empty when the plan does not keep which one it is."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a reference stands."""

    calls: tuple[str, ...]
    """The module calls, with keys, that lead there."""
    key: Key
    """The key of the instance whose argument it stands in."""
    for_each: Node | None = None
    """What the instances are made of."""
    followed: int = 0
    """How many variables and outputs were followed already."""


class References:
    """Finds what the expressions of one plan refer to."""

    def __init__(self, plan: PlanFile) -> None:
        self._plan = plan
        self._by_address = {one.address: one for one in plan.resources}
        self._by_block: defaultdict[str, list[Planned]] = defaultdict(list)
        self._found: dict[tuple[str, int], tuple[Target, ...]] = {}
        self._listed: dict[int, tuple[str, ...]] = {}
        for one in plan.resources:
            calls = module_of(one.address)
            own = one.address.removeprefix("".join(f"module.{call}." for call in calls))
            self._by_block[_address(calls, block_of(own))].append(one)

    def block(self, planned: Planned) -> Block | None:
        """Return the block of the configuration that a planned resource comes from."""
        calls = module_of(planned.address)
        module = self._module(calls)
        own = planned.address.removeprefix("".join(f"module.{call}." for call in calls))
        return None if module is None else module.blocks.get(block_of(own))

    def listed(self, expression: Node | None) -> tuple[str, ...]:
        """Return what an expression of the plan refers to, as written."""
        found = self._listed.get(id(expression))
        if found is None:
            found = self._listed[id(expression)] = references_in(expression)
        return found

    def targets(self, planned: Planned, expression: Node | None) -> tuple[Target, ...]:
        """Return what an expression of a resource refers to, as far as it leads to resources."""
        key = (planned.address, id(expression))
        found = self._found.get(key)
        if found is None:
            block = self.block(planned)
            for_each = None if block is None else block.for_each
            place = _Place(module_of(planned.address), planned.key, for_each)
            found = self._found[key] = self.targets_from(expression, place)
        return found

    def targets_from(
        self, expression: Node | None, place: _Place | None = None
    ) -> tuple[Target, ...]:
        """Return what an expression refers to that stands at a place, by default in the root."""
        where = place or _Place((), None)
        return tuple(
            target
            for reference in self.listed(expression)
            for target in self._follow(steps_of(reference), where)
        )

    def _same(self, address: str, key: Key) -> list[Planned]:
        """Return the instance of a block that has the given key, if it has one."""
        if key is None:
            return []
        shown = json.dumps(key, ensure_ascii=False)
        found = self._by_address.get(f"{address}[{shown}]")
        return [] if found is None else [found]

    def _module(self, calls: tuple[str, ...]) -> Module | None:
        """Return the declarations of a module instance."""
        module = self._plan.configuration
        for call in calls:
            found = None if module is None else module.calls.get(call.partition("[")[0])
            module = None if found is None else found.module
        return module

    def _follow(self, steps: tuple[Step, ...], place: _Place) -> tuple[Target, ...]:
        """Return what a reference leads to."""
        if not steps or place.followed > _FOLLOWED:
            return ()
        match steps[0].name:
            case "var":
                return self._variable(steps[1:], place)
            case "module":
                return self._output(steps[1:], place)
            case "each":
                return self._each(steps[1:], place)
            case "data":
                return self._resource(steps[1:], "data.", place)
            case _:
                return self._resource(steps, "", place)

    def _variable(self, steps: tuple[Step, ...], place: _Place) -> tuple[Target, ...]:
        """Return what the caller passes for a variable."""
        if not steps or not place.calls:
            return ()
        caller = self._module(place.calls[:-1])
        last = _last(place.calls)
        call = None if caller is None else caller.calls.get(last.name)
        argument = None if call is None else member(call.arguments, steps[0].name)
        outer = _Place(place.calls[:-1], last.key, followed=place.followed + 1)
        return self._only(argument, steps[1:], outer)

    def _output(self, steps: tuple[Step, ...], place: _Place) -> tuple[Target, ...]:
        """Return what an output of a called module is."""
        calling = self._module(place.calls)
        if calling is None or len(steps) < 2:
            return ()
        call = calling.calls.get(steps[0].name)
        output = None if call is None else call.module.outputs.get(steps[1].name)
        inner = _Place((*place.calls, steps[0].text), None, followed=place.followed + 1)
        return self._only(output, steps[2:], inner)

    def _each(self, steps: tuple[Step, ...], place: _Place) -> tuple[Target, ...]:
        """Return the instance that `each.value` is, where for_each goes over a resource."""
        if not steps or steps[0].name != "value":
            return ()
        at = _Place(place.calls, place.key, followed=place.followed + 1)
        return self._only(place.for_each, steps[1:], at)

    def _only(
        self, expression: Node | None, rest: tuple[Step, ...], place: _Place
    ) -> tuple[Target, ...]:
        """Return what the only reference of an expression leads to, with the names after it."""
        references = self.listed(expression)
        if len(references) != 1:
            return ()
        return self._follow((*steps_of(references[0]), *rest), place)

    def _resource(self, steps: tuple[Step, ...], prefix: str, place: _Place) -> tuple[Target, ...]:
        """Return the instance that is named, that of the same key, else every one."""
        if len(steps) < 2:
            return ()
        type, name, *rest = steps
        attribute = ".".join(step.text for step in rest)
        address = _address(place.calls, f"{prefix}{type.name}.{name.text}")
        exact = self._by_address.get(address)
        if exact is not None:
            return (Target(exact, attribute),)
        if name.key is not None:
            return ()
        instances = self._by_block.get(address, [])
        same = self._same(address, place.key)
        meant = same or instances
        return tuple(Target(one, attribute) for one in meant) if len(meant) <= _INSTANCES else ()


def _address(calls: tuple[str, ...], own: str) -> str:
    return "".join(f"module.{call}." for call in calls) + own


def _last(calls: tuple[str, ...]) -> Step:
    steps = steps_of(calls[-1])
    return steps[0] if steps else Step(calls[-1], None, calls[-1])
