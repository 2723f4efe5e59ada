"""The facts about a check that a report needs, without the check itself.

How a check is written and run is `iac_scan.check`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NewType

CheckId = NewType("CheckId", str)
"""The kebab-case name of what is flagged: `inline-user-policy`."""


class Severity(Enum):
    """How bad the risk is; how sure we are is `Certainty`. Ordered from mild to grave."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for info to 4 for critical."""
        return list(Severity).index(self)

    def __lt__(self, other: Severity) -> bool:
        return self.rank < other.rank

    def __le__(self, other: Severity) -> bool:
        return self.rank <= other.rank


@dataclass(frozen=True, slots=True)
class Rule:
    """What a report says about a check, whether it found something or not."""

    id: CheckId
    """The id."""
    title: str
    """One sentence with a final period: the first line of the check's docstring."""
    severity: Severity
    """The severity of its findings."""
    since: str
    """The version of iac-scan that brought it: `0.1`."""
    references: tuple[str, ...]
    """Addresses of pages that say why."""
    aliases: tuple[str, ...]
    """Earlier ids, and ids of the same rule in other tools: `CKV_AWS_40`."""
    controls: tuple[str, ...]
    """Ids in benchmarks: `CIS-7.0 2.13`, `FSBP IAM.2`."""
    page: str
    """The check's page in Markdown."""
