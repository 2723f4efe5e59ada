"""What a plan or state in JSON says, typed: what it plans, and the configuration it came from.

How it is read is in `reader`, what the parts mean as values in `attributes`, what refers to what
in `references`.
Source: https://developer.hashicorp.com/terraform/internals/json-format.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from iac_scan.evaluation.result import Mode
from iac_scan.parsers.template.tree import Entries, Node, Scalar
from iac_scan.sources.span import Span

Key: TypeAlias = int | str | None
"""The key of an instance, or None of a block without count and for_each."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One instance of a resource or data source as it will be."""

    address: str
    """`module.a[0].aws_iam_role.x["k"]`."""
    mode: Mode
    """Managed or data."""
    type: str
    """`aws_iam_role`."""
    key: Key
    """The key of the instance."""
    values: Entries | None
    """What is known of its attributes."""
    unknown: Node | None
    """Shape: as `values`, true where a value is known after apply."""
    sensitive: Node | None
    """Shape: as `values`, true where a value is sensitive."""
    span: Span
    """Where its address stands."""
    body: Span
    """Everything that the plan says of it in one place."""


@dataclass(frozen=True, slots=True)
class Block:
    """A resource block of the configuration."""

    provider: str | None
    """The key of its provider configuration."""
    expressions: Entries | None
    """What is written for its attributes."""
    for_each: Node | None
    """What for_each is."""
    is_managed: bool
    """Whether it creates something that stays; data sources and ephemeral resources do not."""
    is_single: bool
    """Whether it has neither count nor for_each."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the configuration."""

    blocks: Map[str, Block] = field(default_factory=dict)
    """By address inside the module, without keys."""
    outputs: Map[str, Node] = field(default_factory=dict)
    """The expression of each output."""
    calls: Map[str, Call] = field(default_factory=dict)
    """By name."""


@dataclass(frozen=True, slots=True)
class Call:
    """A module call."""

    arguments: Entries | None
    """What is written for its variables."""
    module: Module
    """What it calls."""
    is_single: bool
    """Whether it has neither count nor for_each."""


class Lack(Enum):
    """What a plan says of itself where it is not of everything.

    Source: https://developer.hashicorp.com/terraform/internals/json-format (read 2026-11-26).
    """

    DEFERRED = "deferred_changes"
    """Changes are put off to the next plan."""
    ERRORED = "errored"
    """Planning ended with an error, so what comes after it is not there."""
    INCOMPLETE = "complete"
    """More plans are to come: what terraform 1.11.4 writes of `-target`."""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """One plan or state."""

    path: str
    """Project-relative."""
    resources: tuple[Planned, ...]
    """In written order; what is deleted is not among them."""
    configuration: Module | None
    """The code it was made from; None for a state."""
    providers: Map[str, Entries]
    """The `expressions` of each provider configuration, by its key."""
    variables: Map[str, Node]
    """The values of the variables of the root module."""
    outputs: Map[str, Entries]
    """What is planned for the outputs of the root module."""
    changed: frozenset[str]
    """The addresses of which it says what becomes of them, be it nothing."""
    lack: tuple[Lack, Span] | None
    """What it says of not being of everything, and where."""


def member(node: Node | None, key: str) -> Node | None:
    """Return the value of a key, the last one where it stands twice; None for null and none."""
    if not isinstance(node, Entries):
        return None
    found = None
    for entry in node.entries:
        if entry.key == key:
            found = entry.value
    return None if isinstance(found, Scalar) and found.value is None else found


def text_at(node: Node | None, key: str) -> str | None:
    """Return the string of a key, or None."""
    found = member(node, key)
    return found.value if isinstance(found, Scalar) and isinstance(found.value, str) else None


def is_true(node: Node | None) -> bool:
    """Tell whether a mark is set."""
    return isinstance(node, Scalar) and node.value is True
