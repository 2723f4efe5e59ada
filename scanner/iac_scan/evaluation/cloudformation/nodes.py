"""The value of one node of a template: a scalar, a list, a map, or the call of a function.

What a name stands for is in `stack`; what a function yields in `intrinsics`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from iac_scan.evaluation.cloudformation.intrinsics import FUNCTIONS
from iac_scan.evaluation.cloudformation.loops import expanded
from iac_scan.evaluation.cloudformation.scope import Call, call_of
from iac_scan.evaluation.cloudformation.texts import pieces_of, with_dynamic_references
from iac_scan.parsers.template.tree import Entries, Items, Node, Scalar
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    Reason,
    Sequence,
    SequenceKind,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from iac_scan.evaluation.cloudformation.stack import Stack


def value_of_node(stack: Stack, node: Node) -> Value:
    """Return the value of a node, intrinsic functions called.

    Errors: a warning where the nodes are nested too deep.
    """
    if isinstance(node, Scalar):
        return _scalar(node)
    if not stack.enter(1):
        return stack.too_deep(node.span)
    try:
        if isinstance(node, Items):
            return _list(stack, node)
        call = call_of(node)
        return _map(stack, node) if call is None else value_of_call(stack, call)
    finally:
        stack.leave(1)


def value_of_call(stack: Stack, call: Call) -> Value:
    """Return what an intrinsic function yields."""
    function = FUNCTIONS.get(call.name)
    if function is not None and stack.enter(1):
        try:
            return function(stack, call)
        finally:
            stack.leave(1)
    if function is not None:
        return stack.too_deep(call.span)
    message = f"CloudFormation knows no function `{call.name[:60]}`"
    if not call.written.startswith("!"):
        # The parser has told of a tag that it does not know.
        stack.report(Diagnostic(Level.WARNING, message, call.span))
    return Unknown(Reason.UNSUPPORTED, message, call.origin)


def _scalar(node: Scalar) -> Value:
    """Return the value of a scalar; dynamic references in it are unknown."""
    known = Known(node.value, Origin(node.span), layout=pieces_of(node) if node.lines else ())
    if isinstance(node.value, str) and "{{resolve:" in node.value:
        return with_dynamic_references(known)
    return known


def _list(stack: Stack, node: Items) -> Value:
    """Return the value of a list, without the items that `AWS::NoValue` takes away."""
    kept: list[Value] = []
    for item in node.items:
        value = value_of_node(stack, item)
        if not isinstance(value, Absent):
            kept.append(value)
    return Sequence(tuple(kept), Origin(node.span), SequenceKind.LIST)


def _map(stack: Stack, node: Entries) -> Value:
    """Return the value of a plain map."""
    node, rest = expanded(stack, node, stack.budget)
    entries: dict[str, Value] = {}
    spans: dict[str, Span] = {}
    for entry in node.entries:
        if entry.key in FUNCTIONS:
            message = f"`{entry.key}` must be the only key of its map"
            stack.report(Diagnostic(Level.WARNING, message, entry.key_span))
        value = value_of_node(stack, entry.value)
        if not isinstance(value, Absent):
            entries[entry.key] = value
            spans[entry.key] = entry.key_span
    return Mapping(entries, Origin(node.span), rest=rest, key_spans=spans)
