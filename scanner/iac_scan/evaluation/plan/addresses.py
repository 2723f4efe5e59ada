"""Addresses and references as a plan writes them, taken apart.

What they lead to is found in `references`.
Source: https://developer.hashicorp.com/terraform/internals/json-format#expression-representation:
`references` holds each reference and then the shorter ones that it includes.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from iac_scan.evaluation.plan.document import Key
from iac_scan.parsers.template.tree import Entries, Items, Node, Scalar

_STEP = re.compile(r'(?:^|\.)([A-Za-z_][\w-]*)((?:\[(?:\d{1,9}|"(?:[^"\\]|\\.)*+")\])?)')
_INDEX = re.compile(r'\[(?:\d+|"(?:[^"\\]|\\.)*+")\]')
_BOUNDARY = re.compile(r"[.\[]")
_MOST = 2_000
"""References of one expression that are looked at."""
_LONGEST = 500
"""Units: code points. A longer reference is none."""
_CONTEXT = ("each.key", "count.index", "path.", "terraform.")
"""What tells instances apart or names the surroundings, and is no value of anything."""


@dataclass(frozen=True, slots=True)
class Step:
    """One name of an address, with its key."""

    name: str
    """`module`, `aws_iam_role`, `x`."""
    key: Key
    """What stands in brackets after it."""
    text: str
    """Both as written."""


def steps_of(address: str) -> tuple[Step, ...]:
    """Return the names that an address is made of; none when it is not one to its end."""
    steps: list[Step] = []
    position = 0
    while position < len(address):
        found = _STEP.match(address, position)
        if found is None or (position > 0) != found[0].startswith("."):
            break
        steps.append(Step(found[1], _key(found[2]), found[1] + found[2]))
        position = found.end()
    return tuple(steps)


def block_of(address: str) -> str:
    """Return the address of the block that an instance is of: without any keys."""
    return _INDEX.sub("", address)


def module_of(address: str) -> tuple[str, ...]:
    """Return the module calls, with keys, that lead to what the address names: `a[0]`, `b`."""
    steps = steps_of(address)
    calls: list[str] = []
    while len(steps) > 1 and steps[0].name == "module":
        calls.append(steps[1].text)
        steps = steps[2:]
    return tuple(calls)


def references_in(expression: Node | None) -> tuple[str, ...]:
    """Return what an expression refers to, each thing once, by its longest reference."""
    found = dict.fromkeys(
        text
        for text in _listed(expression)[:_MOST]
        if len(text) <= _LONGEST and not text.startswith(_CONTEXT)
    )
    included = {text[: mark.start()] for text in found for mark in _BOUNDARY.finditer(text)}
    return tuple(text for text in found if text not in included)


def _listed(expression: Node | None) -> list[str]:
    listed = expression.get("references") if isinstance(expression, Entries) else None
    items = listed.items if isinstance(listed, Items) else ()
    return [
        item.value for item in items if isinstance(item, Scalar) and isinstance(item.value, str)
    ]


def _key(text: str) -> Key:
    inner = text[1:-1]
    if inner == "":
        return None
    if inner.isdecimal():
        return int(inner)
    try:
        key = json.loads(inner)
    except ValueError:
        return inner[1:-1]
    return key if isinstance(key, str) else inner
