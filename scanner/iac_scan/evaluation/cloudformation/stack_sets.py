"""Stack sets: into which accounts and regions the stacks of one go.

What one is made of is in `nested`. Source: AWS CloudFormation Template Reference,
"AWS::CloudFormation::StackSet" (edition of 2023-09-19, read 2026-11-25).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from iac_scan.evaluation.cloudformation.pseudo import instance_of
from iac_scan.evaluation.cloudformation.sections import Declaration
from iac_scan.evaluation.result import Deployer, Target
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    Sequence,
    Text,
    Unknown,
    Value,
    identity_of,
    text_of,
)

if TYPE_CHECKING:
    from iac_scan.evaluation.cloudformation.stack import Stack


def deployer_of_set(stack: Stack, declared: Declaration) -> Deployer:
    """Return into which account and region the stacks of a set go."""
    here = stack.here.deployer
    groups = stack.property(declared, "StackInstancesGroup")
    account, region = _only_target(groups)
    if account is not None and _is_same(account, here.account_id):
        return here
    among = () if account is not None else _targets(groups)
    return instance_of(here, stack.key(declared.name), account, region, among)


def _targets(groups: Value) -> tuple[Target, ...]:
    """Return every account and unit that a stack set goes to; none unless all are known.

    Source: AWS CloudFormation Template Reference, "AWS::CloudFormation::StackSet
    DeploymentTargets": `INTERSECTION` and `DIFFERENCE` are a part of the units' accounts, `UNION`
    adds accounts.
    """
    found: list[Target] = []
    if not isinstance(groups, Sequence) or groups.rest is not None:
        return ()
    for group in groups.items:
        targets = group.get("DeploymentTargets") if isinstance(group, Mapping) else None
        if not isinstance(targets, Mapping):
            return ()
        units = _listed(targets.get("OrganizationalUnitIds"))
        accounts = _listed(targets.get("Accounts"))
        filter_type = targets.get("AccountFilterType")
        is_plain = isinstance(filter_type, Absent)
        wanted = "NONE" if is_plain else text_of(filter_type)
        if units is None or accounts is None or wanted is None or not (units or accounts):
            return ()
        found += [Target(unit, is_unit=True) for unit in units]
        if not units or wanted == "UNION":
            found += [Target(account, is_unit=False) for account in accounts]
    return tuple(found)


def _listed(value: Value) -> tuple[Value, ...] | None:
    """Return the items of a list, none for one that is not written, None for one not known."""
    match value:
        case Absent():
            return ()
        case Sequence(items=items, rest=None) if all(
            isinstance(item, Known | Unknown | Text) for item in items
        ):
            return items
        case _:
            return None


def _only_target(groups: Value) -> tuple[Value | None, Value | None]:
    """Return the one account and the one region that a stack set names; None for several."""
    group = _sole(groups)
    if not isinstance(group, Mapping):
        return None, None
    targets = group.get("DeploymentTargets")
    account = None
    if isinstance(targets, Mapping) and isinstance(targets.get("OrganizationalUnitIds"), Absent):
        account = _sole(targets.get("Accounts"))
    return account, _sole(group.get("Regions"))


def _sole(listed: Value) -> Value | None:
    """Return the one item that a list surely has, or None."""
    match listed:
        case Sequence(items=(Known() | Unknown() | Text() | Mapping() as item,), rest=None):
            return item
        case _:
            return None


def _is_same(one: Value, other: Value) -> bool:
    """Tell whether two account ids are surely the same."""
    text, identity = text_of(one), identity_of(one)
    if text is not None:
        return text == text_of(other)
    return identity is not None and identity == identity_of(other)
