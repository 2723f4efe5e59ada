"""Statements that allow more than anybody lists: one finding for each, of the gravest kind.

What makes a statement too wide is decided in `breadth`; who is an administrator is not said here
again, nor who may make one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from iac_scan.check import (
    Certainty,
    Context,
    Group,
    ManagedPolicy,
    Outcome,
    PermissionSet,
    Role,
    Severity,
    User,
    check,
    label,
)
from iac_scan_checks.breadth import Fault
from iac_scan_checks.doubt import certainty
from iac_scan_checks.gravity import SERVICES
from iac_scan_checks.overreach import Overreach, overreaches

_Node: TypeAlias = User | Role | Group | PermissionSet | ManagedPolicy

_HOLDERS: tuple[type[_Node], ...] = (User, Role, Group, PermissionSet, ManagedPolicy)
_SHOWN = 2
"""How many words a message names."""
_HOLDERS_SHOWN = 10
"""How many holders of one policy a finding points at."""

_PRIVILEGE = (
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"
)
_ACTIONS = "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"
_NOT_ACTION = (
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html"
)
_NOT_RESOURCE = (
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html"
)
_RESOURCE = (
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html"
)
_CONTROLS = ("FSBP IAM.21", "NIST-800-53-r5 AC-6", "PCI-DSS-4.0 7.2.2")


@check(
    "wildcard-action",
    on=_HOLDERS,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="list the actions that the job needs, or at least their services",
    references=(_PRIVILEGE, _ACTIONS),
    aliases=("CKV_AWS_49", "CKV_AWS_63"),
    controls=_CONTROLS,
)
def wildcard_action(node: _Node, ctx: Context) -> Iterator[Outcome]:
    """Statements that allow every action, held by somebody who is no full administrator."""
    for found in overreaches(node, Fault.ACTION, ctx.graph):
        yield _finding(found, "every action", "each action that AWS adds is granted with it", ctx)


@check(
    "not-action-allow",
    on=_HOLDERS,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="list what is allowed; to keep something out, deny it in a statement of its own",
    references=(_NOT_ACTION, _PRIVILEGE),
    controls=_CONTROLS,
)
def not_action_allow(node: _Node, ctx: Context) -> Iterator[Outcome]:
    """Statements that allow every action but some, on everything."""
    for found in overreaches(node, Fault.NOT_ACTION, ctx.graph):
        what = f"every action but {_named(found.excess.names)}"
        yield _finding(found, what, "each service that AWS adds is granted with it", ctx)


@check(
    "not-resource-allow",
    on=_HOLDERS,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="list the resources; to keep some out, deny them in a statement of their own",
    references=(_NOT_RESOURCE, _PRIVILEGE),
    controls=_CONTROLS,
)
def not_resource_allow(node: _Node, ctx: Context) -> Iterator[Outcome]:
    """Statements that allow something on every resource but some."""
    for found in overreaches(node, Fault.NOT_RESOURCE, ctx.graph):
        what = f"actions on every resource but {_named(found.excess.names)}"
        yield _finding(found, what, "whatever is made next is open to it", ctx)


@check(
    "service-wildcard",
    on=_HOLDERS,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="list the actions that the job needs, or name the resources that they are about",
    references=(_PRIVILEGE, _ACTIONS),
    aliases=("CKV2_AWS_40", "AWS-0345"),
    controls=_CONTROLS,
)
def service_wildcard(node: _Node, ctx: Context) -> Iterator[Outcome]:
    """Statements that allow all of a service that holds keys, secrets, data or identities."""
    for found in overreaches(node, Fault.SERVICE, ctx.graph):
        names = found.excess.names
        harm = SERVICES[names[0].removesuffix(":*")]
        yield _finding(found, _everywhere(found), f"it {harm}", ctx)


@check(
    "credentials-exposure",
    on=_HOLDERS,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="name the roles, users, secrets or databases whose credentials the job needs",
    references=(_PRIVILEGE, _RESOURCE),
    aliases=("CKV_AWS_107", "CKV_AWS_287"),
    controls=_CONTROLS,
)
def credentials_exposure(node: _Node, ctx: Context) -> Iterator[Outcome]:
    """Statements that allow to fetch the credentials of everyone or everything of a kind."""
    for found in overreaches(node, Fault.CREDENTIALS, ctx.graph):
        yield _finding(found, _everywhere(found), "it can act with the credentials of others", ctx)


@check(
    "wildcard-resource",
    on=_HOLDERS,
    severity=Severity.LOW,
    since="0.1",
    remedy="name the resources that the job changes, or add a condition that does",
    references=(_RESOURCE, _ACTIONS),
    aliases=(
        "CKV_AWS_109",
        "CKV_AWS_111",
        "CKV_AWS_289",
        "CKV_AWS_290",
        "CKV_AWS_355",
        "CKV_AWS_356",
    ),
    controls=_CONTROLS,
)
def wildcard_resource(node: _Node, ctx: Context) -> Iterator[Outcome]:
    """Statements that allow grave changes to every resource of a kind."""
    for found in overreaches(node, Fault.RESOURCE, ctx.graph):
        yield _finding(
            found, _everywhere(found), "a mistake or a stolen session reaches all of it", ctx
        )


def _finding(found: Overreach, what: str, harm: str, ctx: Context) -> Outcome:
    """Return the finding that somebody may do too much by one statement."""
    policy, holders = found.policy, found.holders
    more = f" and {len(holders) - 1} more" if len(holders) > 1 else ""
    whom = f"{label(holders[0])}{more}" if holders else "whoever it is attached to"
    by = f"policy `{policy.name}`"
    return ctx.finding(
        f"{by} lets {whom} call {what}: {harm}",
        at=found.excess.at,
        also=[(by, policy), *holders[:_HOLDERS_SHOWN]],
        certainty=certainty(found.sure) or Certainty.POSSIBLE,
        evidence=" ".join((*found.excess.names, *found.excess.beside)),
    )


def _everywhere(found: Overreach) -> str:
    """Return what is called on all there is: what the finding is of, then what stands beside it."""
    beside = f", with {_named(found.excess.beside)}" if found.excess.beside else ""
    return f"{_named(found.excess.names)} on all there is{beside}"


def _named(names: tuple[str, ...]) -> str:
    """Return words for a message, the first few of them."""
    shown = [f"`{name}`" for name in names]
    if len(shown) > _SHOWN:
        shown[_SHOWN:] = [f"{len(shown) - _SHOWN} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
