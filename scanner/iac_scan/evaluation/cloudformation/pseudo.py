"""Pseudo parameters: what every stack knows of itself, and of which the template knows little.

Source: AWS CloudFormation User Guide, "Pseudo parameters reference" (edition of
2023-09-19, read 2026-11-23).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from iac_scan.evaluation.result import Deployer
from iac_scan.sources.span import Origin
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
)

NO_VALUE = "AWS::NoValue"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where and as what a stack is deployed."""

    deployer: Deployer
    """Into which account and region."""
    stack: ResourceKey
    """The stack: its template, and the address of the nested stack, or an empty one."""
    origin: Origin
    """The template, for values that are written nowhere."""


def deployer_of(path: str, origin: Origin) -> Deployer:
    """Return who deploys the template at `path`."""
    return Deployer(
        path,
        "",
        _of_stack(ResourceKey(path, ""), "account_id", "AWS::AccountId", origin),
        _of_stack(ResourceKey(path, ""), "region", "AWS::Region", origin),
        Known("aws", origin),
    )


def _of_stack(key: ResourceKey, attribute: str, name: str, origin: Origin) -> Unknown:
    """Return what is only known of a stack when it is deployed."""
    detail = f"`{name}` is known at deployment"
    return Unknown(Reason.COMPUTED, detail, origin, Identity(key, attribute))


def _stack_name(here: Circumstances) -> Unknown:
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
