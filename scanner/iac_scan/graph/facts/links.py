"""Names of other things in drafts, before they are found.

What they name is found in `graph.links`.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from iac_scan.values import ResourceKey, Value

Link: TypeAlias = ResourceKey | Value
"""Names another thing: the thing itself when it is the resource that speaks, else a value."""


class Carrier(Enum):
    """What can carry permissions; the value is AWS's own word, for those of IAM as in an ARN."""

    USER = "user"
    GROUP = "group"
    ROLE = "role"
    PERMISSION_SET = "permission set"
