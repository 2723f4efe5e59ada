"""Which resources of a stack have to be there before which, and those that wait for each other.

What a reference yields is in `stack`; a value that is made of itself is told of there. Source: AWS
CloudFormation User Guide, "DependsOn attribute" and "Troubleshooting CloudFormation", "Dependency
errors" (read 2026-11-26).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Map
from typing import TYPE_CHECKING

from iac_scan.evaluation.cloudformation.scope import Call, call_of, literal
from iac_scan.evaluation.cloudformation.sections import (
    FOR_EACH,
    SERVERLESS_PREFIX,
    Declaration,
    type_of,
)
from iac_scan.parsers.template.tree import Entries, Items, Node, Scalar
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Span
from iac_scan.values import Truth

if TYPE_CHECKING:
    from iac_scan.evaluation.cloudformation.stack import Stack

_VARIABLE = re.compile(r"\$\{([A-Za-z0-9]+)[^{}]*\}")
_SHOWN = 5
"""So many resources of one ring are named."""
_HELP = "CloudFormation refuses a circular dependency: take one of the references away"

Edges = Map[str, Map[str, Span]]
"""The resources that each resource refers to, and where it does so first; by logical id."""


def rings(stack: Stack) -> Iterator[Diagnostic]:
    """Yield a warning for each set of resources that all wait for each other.

    Unknown: what a condition that is not decided chooses, or a macro writes, counts for no
    reference, so that a ring that is told of is surely one.
    """
    if stack.presence is not Truth.YES or not stack.complete:
        return
    edges = _edges(stack)
    for ring in _components(edges):
        # Where a value is made of itself, that is the same fault, and has been told of.
        if not any(name in stack.evaluated.circular for name in ring):
            yield _told([name for name in edges if name in ring], edges)


def _told(ring: list[str], edges: Edges) -> Diagnostic:
    """Return what to say of a ring, at the first reference in it."""
    span = next(span for name, span in edges[ring[0]].items() if name in ring)
    shown = ", ".join(f"`{name[:60]}`" for name in ring[:_SHOWN])
    if len(ring) == 1:
        return Diagnostic(Level.WARNING, f"resource {shown} depends on itself", span, _HELP)
    more = f" and {len(ring) - _SHOWN} more" if len(ring) > _SHOWN else ""
    return Diagnostic(Level.WARNING, f"resources {shown}{more} depend on each other", span, _HELP)


def _edges(stack: Stack) -> Edges:
    """Return the references among the resources that are surely there.

    A serverless resource becomes several, which need not wait for what it waits for.
    """
    declared = {
        name: one
        for name, one in stack.section("Resources").items()
        if not (type_of(one) or "").startswith(SERVERLESS_PREFIX)
        and stack.presence_of(one) is Truth.YES
    }
    edges: dict[str, dict[str, Span]] = {}
    for name, one in declared.items():
        found = edges[name] = dict[str, Span]()
        for target, span in _references(stack, one):
            if target in declared:
                found.setdefault(target, span)
    return edges


def _references(stack: Stack, declared: Declaration) -> Iterator[tuple[str, Span]]:
    """Yield the names that a resource depends on, resources or not, in no order."""
    listed = declared.part("DependsOn")
    for node in listed.items if isinstance(listed, Items) else (listed,):
        if isinstance(node, Scalar) and isinstance(node.value, str):
            yield node.value, node.span
    properties = declared.part("Properties")
    waiting: list[Node] = [] if properties is None else [properties]
    while waiting:
        match waiting.pop():
            case Items(items=items):
                waiting += items
            case Entries(entries=entries) as node:
                call = call_of(node)
                if call is None:
                    waiting += (one.value for one in entries if not one.key.startswith(FOR_EACH))
                else:
                    waiting += _followed(stack, call)
                    yield from _named(call)
            case _:
                pass


def _named(call: Call) -> Iterator[tuple[str, Span]]:
    """Yield the names that a function refers to by itself."""
    match call.name, call.argument:
        case "Ref", Scalar(value=str() as name):
            yield name, call.span
        case "Fn::GetAtt", Scalar(value=str() as path):
            yield path.partition(".")[0], call.span
        case "Fn::GetAtt", Items(items=(Scalar(value=str() as name), *_)):
            yield name, call.span
        case "Fn::Sub", Scalar(value=str() as text):
            yield from ((found[1], call.span) for found in _VARIABLE.finditer(text))
        case "Fn::Sub", Items(items=(Scalar(value=str() as text), Entries() as own)):
            known = {entry.key for entry in own.entries}
            for found in _VARIABLE.finditer(text):
                if found[1] not in known and found[0][2:-1].strip() not in known:
                    yield found[1], call.span
        case _:
            return


def _followed(stack: Stack, call: Call) -> tuple[Node, ...]:
    """Return the arguments of a function that surely reach CloudFormation."""
    if call.name == "Fn::Transform":
        return ()
    if call.name != "Fn::If":
        return call.arguments
    if len(call.arguments) != 3:
        return ()
    condition, then, otherwise = call.arguments
    name = literal(condition)
    holds = Truth.UNKNOWN if name is None else stack.condition(name, condition.span)[0]
    if holds is Truth.UNKNOWN:
        return ()
    return (then,) if holds is Truth.YES else (otherwise,)


def _components(edges: Edges) -> Iterator[frozenset[str]]:
    """Yield the sets of resources that reach each other, and each that refers to itself.

    Tarjan's algorithm without recursion: chains of references are as long as their author likes.
    """
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    pending: dict[str, None] = {}
    for start in edges:
        if start in order:
            continue
        order[start] = lowest[start] = len(order)
        pending[start] = None
        path = [(start, iter(edges[start]))]
        while path:
            name, targets = path[-1]
            for target in targets:
                if target not in order:
                    order[target] = lowest[target] = len(order)
                    pending[target] = None
                    path.append((target, iter(edges[target])))
                    break
                if target in pending:
                    lowest[name] = min(lowest[name], order[target])
            else:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[name])
                if lowest[name] == order[name]:
                    found = set[str]()
                    while name not in found:
                        found.add(pending.popitem()[0])
                    if len(found) > 1 or name in edges[name]:
                        yield frozenset(found)
