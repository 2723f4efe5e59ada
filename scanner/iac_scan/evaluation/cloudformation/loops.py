"""`Fn::ForEach` and `AWS::Include`: entries that are written elsewhere, or once for many.

Source: AWS CloudFormation User Guide, "Fn::ForEach" (read 2026-11-23) and "AWS::Include
transform" (edition of 2023-09-19, read 2026-11-23).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import assert_never

from iac_scan.evaluation.cloudformation.choices import text_of_scalar
from iac_scan.evaluation.cloudformation.scope import Scope, literal
from iac_scan.evaluation.cloudformation.sections import FOR_EACH
from iac_scan.parsers.template.tree import Entries, Entry, Items, Node, Scalar
from iac_scan.sources.diagnostics import Diagnostic, Gap, GapKind, Level
from iac_scan.values import Known, Sequence, Unknown, Value

TRANSFORM = "Fn::Transform"


@dataclass(slots=True)
class Budget:
    """How many nodes loops and includes may still add. Mutable: shared by the stacks of a root."""

    left: int
    """Nodes that may still be added."""


def is_plain(node: Entries) -> bool:
    """Tell whether a map holds no loop and no include."""
    return not any(
        entry.key.startswith(FOR_EACH) or entry.key == TRANSFORM for entry in node.entries
    )


def expanded(scope: Scope, node: Entries, budget: Budget) -> tuple[Entries, Unknown | None]:
    """Return a map with its loops and includes spelled out, and why it may have more entries."""
    if is_plain(node):
        return node, None
    entries: dict[str, Entry] = {}
    rest: Unknown | None = None
    for entry in node.entries:
        if entry.key.startswith(FOR_EACH):
            found, why = _loop(scope, entry, budget)
        elif entry.key == TRANSFORM:
            found, why = _include(scope, entry)
        else:
            found, why = (entry,), None
        rest = rest or why
        for one in found:
            if one.key in entries and one is not entry:
                message = f"a loop writes the key `{one.key[:60]}` more than once"
                scope.report(Diagnostic(Level.WARNING, message, entry.key_span))
            entries[one.key] = one
    return Entries(tuple(entries.values()), node.span), rest


def _include(scope: Scope, entry: Entry) -> tuple[tuple[Entry, ...], Unknown | None]:
    """Return the entries that a transform beside other keys brings."""
    included = scope.included(entry.value, entry.key_span)
    if isinstance(included, Entries):
        return included.entries, None
    return (), scope.by_macro(entry.key_span)


def _loop(scope: Scope, entry: Entry, budget: Budget) -> tuple[tuple[Entry, ...], Unknown | None]:
    """Return the entries of one loop: `[identifier, collection, {key: value}]`."""
    scope.needs_extensions("`Fn::ForEach`", entry.key_span)
    match entry.value:
        case Items(items=(identifier, collection, Entries() as body)):
            name = literal(identifier)
        case _:
            name, collection, body = None, entry.value, Entries((), entry.value.span)
    if name is None:
        message = f"`{FOR_EACH}...` takes an identifier, a collection and a map"
        scope.report(Diagnostic(Level.WARNING, message, entry.key_span))
        return (), None
    listed = scope.value(collection)
    items, why = _collection(scope, entry, listed)
    found: list[Entry] = []
    weight = weight_of(body)
    for item in items:
        budget.left -= weight
        if budget.left < 0:
            message = "the loops of this template add more entries than this scan reads"
            scope.report(Diagnostic(Level.WARNING, message, entry.key_span))
            break
        once = _substituted(body, name, item)
        if isinstance(once, Entries):
            inner, inner_why = expanded(scope, once, budget)
            found += inner.entries
            why = why or inner_why
    return tuple(found), why


def _collection(
    scope: Scope, entry: Entry, listed: Value
) -> tuple[tuple[str, ...], Unknown | None]:
    """Return the items that a loop runs over, and why there may be more."""
    if not isinstance(listed, Sequence) or listed.rest is not None:
        name = entry.key.removeprefix(FOR_EACH)
        message = f"the loop `{name[:60]}` runs over values that are not known"
        scope.leave_out(
            Gap(GapKind.VALUE, message, entry.key_span, "give the parameter with --parameters")
        )
        rest = listed.rest if isinstance(listed, Sequence) else listed
        return (), rest if isinstance(rest, Unknown) else scope.by_macro(entry.key_span)
    texts = tuple(text_of_scalar(item.value) for item in listed.items if isinstance(item, Known))
    if len(texts) > scope.bounds.instances:
        message = f"the loop runs more than {scope.bounds.instances} times"
        scope.report(Diagnostic(Level.WARNING, message, entry.key_span))
        return texts[: scope.bounds.instances], scope.by_macro(entry.key_span)
    why = None if len(texts) == len(listed.items) else scope.by_macro(entry.key_span)
    return texts, why


def weight_of(node: Node) -> int:
    """Return how many nodes a tree has; a long text counts for one more every 100 characters."""
    match node:
        case Scalar(value=str() as text):
            return 1 + len(text) // 100
        case Scalar():
            return 1
        case Items(items=items):
            return 1 + sum(map(weight_of, items))
        case Entries(entries=entries):
            return 1 + sum(weight_of(entry.value) for entry in entries)
        case _:
            assert_never(node)


def _substituted(node: Node, name: str, text: str) -> Node:
    """Return the tree with `${name}`, `&{name}` and `{"Ref": name}` replaced by `text`."""
    plain = f"${{{name}}}"
    letters = f"&{{{name}}}"
    only_letters = re.sub("[^A-Za-z0-9]", "", text)

    def replaced(written: str) -> str:
        if plain not in written and letters not in written:
            return written
        return written.replace(plain, text).replace(letters, only_letters)

    def walk(node: Node) -> Node:
        match node:
            case Scalar(value=str() as written):
                changed = replaced(written)
                # INVARIANT: places of lines hold only as long as the text is as written.
                return node if changed == written else replace(node, value=changed, lines=())
            case Scalar():
                return node
            case Items(items=items):
                return replace(node, items=tuple(map(walk, items)))
            case Entries(entries=(Entry(key="Ref", value=Scalar(value=target)),)) if target == name:
                return Scalar(text, node.span)
            case Entries(entries=entries):
                return replace(
                    node,
                    entries=tuple(
                        replace(entry, key=replaced(entry.key), value=walk(entry.value))
                        for entry in entries
                    ),
                )
            case _:
                assert_never(node)

    return walk(node)
