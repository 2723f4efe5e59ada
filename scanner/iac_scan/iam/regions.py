"""The partitions of AWS and their regions.

Which of them a service has is not known here.
Source: the AWS SDK, as `data/regions.source.json` says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Map
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from iac_scan.values import Truth


@dataclass(frozen=True, slots=True)
class Partition:
    """One partition."""

    name: str
    """As ARNs have it: `aws-cn`."""
    form: re.Pattern[str]
    """What the names of its regions look like, of those too that there will be."""
    regions: frozenset[str]
    """The names of those that there are."""


@lru_cache(maxsize=1)
def partitions() -> Map[str, Partition]:
    """Return every partition by its name, sorted."""
    listed = (Path(__file__).parent / "data" / "regions.json").read_text("ascii")
    return {
        name: Partition(name, re.compile(entry["form"]), frozenset(entry["regions"]))
        for name, entry in json.loads(listed).items()
    }


def is_region(name: str) -> Truth:
    """Tell whether there is a region of a name, in whatever partition.

    Unknown: AWS opens regions, so that a name that could be one of them is in doubt.
    """
    if any(name in each.regions for each in partitions().values()):
        return Truth.YES
    shaped = any(each.form.search(name) for each in partitions().values())
    return Truth.UNKNOWN if shaped else Truth.NO


def regions() -> tuple[str, ...]:
    """Return every region, sorted."""
    return tuple(sorted(name for each in partitions().values() for name in each.regions))
