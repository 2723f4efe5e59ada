"""Pseudo parameters: what every stack knows of itself, and of which the template knows little.

Source: AWS CloudFormation User Guide, "Pseudo parameters reference" (edition of
2023-09-19, read 2026-11-23).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from iac_scan.evaluation.cloudformation.assembly import Environment
from iac_scan.evaluation.result import Deployer, Target
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Reason,
    ResourceKey,
    Sequence,
    SequenceKind,
    Unknown,
    Value,
    join_text,
    text_of,
)

NO_VALUE = "AWS::NoValue"
_PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}
"""By the beginning of the region."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where and as what a stack is deployed."""

    deployer: Deployer
    """Into which account and region."""
    stack: ResourceKey
    """The stack: its template, and the address of the nested stack, or an empty one."""
    origin: Origin
    """The template, for values that are written nowhere."""
    stack_name: str | None = None
    """The name of the stack, where something beside the template says it."""
    constructs: Mapping[str, str] = field(default_factory=dict)
    """The path of the CDK construct that makes a resource, by logical id, where that is said."""


def deployer_of(path: str, origin: Origin, environment: Environment | None = None) -> Deployer:
    """Return who deploys the template at `path`, as far as an assembly says it."""
    key = ResourceKey(path, "")
    account: Value = _of_stack(key, "account_id", "AWS::AccountId", origin)
    region: Value = _of_stack(key, "region", "AWS::Region", origin)
    if environment is not None:
        said = Origin(Span(environment.path, 1, 1, 1, 1))
        if environment.account_id is not None:
            account = Known(environment.account_id, said, Identity(key, "account_id"))
        if environment.region is not None:
            region = Known(environment.region, said, Identity(key, "region"))
    return Deployer(path, "", account, region, Known(_partition_of(region), origin))


def instance_of(
    administrator: Deployer,
    key: ResourceKey,
    account: Value | None,
    region: Value | None,
    among: tuple[Target, ...] = (),
) -> Deployer:
    """Return who deploys the stacks of the stack set `key`.

    Unknown: without one account that the set names, all of its accounts are one unknown account,
    which is `among` its targets.
    """
    origin = administrator.account_id.origin
    return Deployer(
        administrator.scope,
        key.address,
        account or _of_stack(key, "account_id", "AWS::AccountId", origin),
        region or _of_stack(key, "region", "AWS::Region", origin),
        administrator.partition,
        among,
    )


def _partition_of(region: Value) -> str:
    """Return the partition of a region; `aws` for one that is not known."""
    text = text_of(region) or ""
    return next((name for start, name in _PARTITIONS.items() if text.startswith(start)), "aws")


def _of_stack(key: ResourceKey, attribute: str, name: str, origin: Origin) -> Unknown:
    """Return what is only known of a stack when it is deployed."""
    detail = f"`{name}` is known at deployment"
    return Unknown(Reason.COMPUTED, detail, origin, Identity(key, attribute))


def _stack_name(here: Circumstances) -> Known | Unknown:
    if here.stack_name is not None:
        return Known(here.stack_name, here.origin)
    return _of_stack(here.stack, "stack_name", "AWS::StackName", here.origin)


def _stack_id(here: Circumstances) -> Value:
    parts: list[str | Unknown] = []
    for part in (
        "arn:",
        here.deployer.partition,
        ":cloudformation:",
        here.deployer.region,
        ":",
        here.deployer.account_id,
        ":stack/",
        _stack_name(here),
        "/",
        _of_stack(here.stack, "stack_uuid", "AWS::StackId", here.origin),
    ):
        match part:
            case str() | Unknown():
                parts.append(part)
            case Known(value=value):
                parts.append(str(value))
            case _:
                return _of_stack(here.stack, "stack_id", "AWS::StackId", here.origin)
    return join_text(tuple(parts), here.origin, identity=Identity(here.stack, "stack_id"))


def _notification_arns(here: Circumstances) -> Value:
    rest = _of_stack(here.stack, "notification_arns", "AWS::NotificationARNs", here.origin)
    return Sequence((), here.origin, SequenceKind.LIST, rest)


def url_suffix(partition: Value) -> str:
    """Return the domain of the AWS endpoints of a partition."""
    china = isinstance(partition, Known) and partition.value == "aws-cn"
    return "amazonaws.com.cn" if china else "amazonaws.com"


PSEUDO: Mapping[str, Callable[[Circumstances], Value]] = {
    "AWS::AccountId": lambda here: here.deployer.account_id,
    "AWS::NotificationARNs": _notification_arns,
    NO_VALUE: lambda here: Absent(here.origin),
    "AWS::Partition": lambda here: here.deployer.partition,
    "AWS::Region": lambda here: here.deployer.region,
    "AWS::StackId": _stack_id,
    "AWS::StackName": _stack_name,
    "AWS::URLSuffix": lambda here: Known(url_suffix(here.deployer.partition), here.origin),
}
"""By name."""
