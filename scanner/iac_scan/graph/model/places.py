"""Where a node stands in the code and in which account.

What the nodes are is in the modules beside this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from iac_scan.sources.span import Origin, Span, Step
from iac_scan.values import ResourceKey, Truth

AccountKey = NewType("AccountKey", str)
"""Names an account in one scan: its id when known, else who deploys into it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands in the code, and in which account it will stand."""

    key: ResourceKey
    """Its identity."""
    origin: Origin
    """The header of its block, or its logical id."""
    body: Span
    """Its whole block."""
    account: AccountKey
    """The account that it is created in."""
    presence: Truth
    """YES, or UNKNOWN when something undecided decides whether it exists."""
    calls: tuple[Step, ...] = ()
    """The module calls or nested stacks that lead to it, outermost first."""
