"""`Fn::FindInMap`: a value of a mapping, or every value that it may be.

Source: AWS CloudFormation User Guide, "Fn::FindInMap" and "Fn::FindInMap enhancements" of
AWS::LanguageExtensions (edition of 2023-09-19, read 2026-11-23).
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Map
from itertools import islice
from typing import TypeVar

from iac_scan.evaluation.cloudformation.choices import (
    followed,
    one_of,
    spread,
    text_of_scalar,
)
from iac_scan.evaluation.cloudformation.scope import Call, Scope, call_of, invalid
from iac_scan.parsers.template.tree import Entries, Node
from iac_scan.values import Known, Reason, Text, Unknown, Value

T = TypeVar("T")


def find_in_map(scope: Scope, call: Call) -> Value:
    """`!FindInMap [mapping, key, second key, {DefaultValue: value}]`.

    Unknown: a key that is not known stands for every key of the mapping.
    """
    if not 3 <= len(call.arguments) <= 4:
        return invalid(scope, call, "`Fn::FindInMap` takes a mapping and two keys")
    default: Node | None = None
    if len(call.arguments) == 4:
        extra = call.arguments[3]
        default = extra.get("DefaultValue") if isinstance(extra, Entries) else None
        scope.needs_extensions("a default of `Fn::FindInMap`", call.span)
    if not all(map(_is_allowed, call.arguments[:3])):
        scope.needs_extensions("this function in `Fn::FindInMap`", call.span)
    keys = tuple(scope.value(argument) for argument in call.arguments[:3])
    return spread(
        keys, scope.bounds.options, call.origin, lambda chosen: _found(scope, call, chosen, default)
    )


def _is_allowed(node: Node) -> bool:
    """Tell whether a name or key is written as CloudFormation itself reads it.

    AWS: text, `Ref` and `Fn::FindInMap`; anything else is read by AWS::LanguageExtensions.
    """
    inner = call_of(node) if isinstance(node, Entries) else None
    return inner is None or inner.name in {"Ref", "Fn::FindInMap"}


def _found(scope: Scope, call: Call, keys: tuple[Value, ...], default: Node | None) -> Value:
    """Return what stands in the mapping under one choice of keys."""
    name, first, second = keys
    if not isinstance(name, Known):
        return _not_known(call, name)
    mapping = text_of_scalar(name.value)
    table = scope.mapping(mapping)
    if isinstance(table, Unknown):
        return Unknown(table.reason, table.detail, call.origin)
    if table is None:
        if default is not None:
            return scope.value(default)
        message = f"the template has no mapping `{mapping[:60]}`"
        return invalid(scope, call, message)
    doubt = next((key for key in (second, first) if not isinstance(key, Known)), None)
    entries = (
        (mapping, one, other, node)
        for one, row in _chosen(table.rows, first)
        for other, node in _chosen(row, second)
    )
    # One value more than can be told apart is enough to know that there are too many.
    most = scope.bounds.options + 1
    subject = f"{mapping}.{_shown(first)}.{_shown(second)}"
    step = call.step(subject)
    found = tuple(followed(scope.mapped(*entry), step) for entry in islice(entries, most))
    if not found and table.rest is not None:
        return Unknown(table.rest.reason, table.rest.detail, call.origin)
    if default is not None and (doubt is not None or not found):
        found = (*found, scope.value(default))
    if not found:
        return invalid(scope, call, f"the mapping has no `{subject}`")
    if doubt is None:
        return found[0]
    if table.rest is not None:
        return Unknown(table.rest.reason, table.rest.detail, call.origin)
    reason = doubt.reason if isinstance(doubt, Unknown) else Reason.NO_VALUE
    detail = doubt.detail if isinstance(doubt, Unknown) else "a key is not known"
    return one_of(found, reason, detail, call.origin, scope.bounds.options)


def _chosen(row: Map[str, T], key: Value) -> Iterable[tuple[str, T]]:
    """Return the keys that a value may be, each with what stands under it."""
    if isinstance(key, Known):
        text = text_of_scalar(key.value)
        return ((text, row[text]),) if text in row else ()
    return row.items() if isinstance(key, (Unknown, Text)) else ()


def _shown(key: Value) -> str:
    """Return a key for the label of a step."""
    return text_of_scalar(key.value)[:60] if isinstance(key, Known) else "*"


def _not_known(call: Call, name: Value) -> Unknown:
    """Return the unknown for a mapping whose name is not known."""
    if isinstance(name, Unknown):
        return Unknown(name.reason, name.detail, call.origin)
    return Unknown(Reason.NO_VALUE, "the name of the mapping is not known", call.origin)
