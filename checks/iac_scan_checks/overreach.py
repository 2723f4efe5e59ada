"""What is too wide in the policies that are written at a node, for whoever holds them.

What makes a statement too wide is `breadth`; an administrator, and who may make one, is reported
elsewhere and skipped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from iac_scan.assigned import declared_holders, holders_of, is_assigned, roles_of
from iac_scan.check import Graph, Group, ManagedPolicy, PermissionSet, Role, User
from iac_scan.effective import Grant, all_grants, boundary_of, levels_of, permissions_of
from iac_scan.graph.model import Attachment, Boundary, InlinePolicy, Principal
from iac_scan.iam import permitted_actions
from iac_scan.iam.action_words import matching
from iac_scan.iam.catalogue import ActionSet, everything
from iac_scan.iam.conditions import NOWHERE
from iac_scan.iam.managed import full_aws_access
from iac_scan.iam.policy import PolicyDocument
from iac_scan.levels import Levels, account_levels
from iac_scan.values import Truth, Unknown
from iac_scan_checks.administrators import is_administrator, verdict_on
from iac_scan_checks.breadth import Excess, Fault, excesses
from iac_scan_checks.widening import widening

_OF_IAM = "iam:*"
"""What `missing-boundary` speaks of where it is reported."""


@dataclass(frozen=True, slots=True)
class Overreach:
    """A policy that somebody holds, and what is too wide in it."""

    policy: InlinePolicy | ManagedPolicy
    """The policy."""
    holders: tuple[Principal | PermissionSet, ...]
    """Who is given too much by it; empty when nobody holds it here."""
    excess: Excess
    """What is too wide."""
    sure: Truth
    """Whether it is so."""


def overreaches(
    node: User | Role | Group | PermissionSet | ManagedPolicy, fault: Fault, graph: Graph
) -> Iterator[Overreach]:
    """Yield what is too wide in one way in the policies that are written at a node."""
    match node:
        case PermissionSet():
            for policy in node.inline_policies:
                if _has_any(policy.document):
                    roles = roles_of(node, graph)
                    for each in _by_statement(policy.document, roles, fault, graph):
                        there = _any_sure(each) & policy.presence
                        yield Overreach(policy, (node,), each[0][1], there)
        case ManagedPolicy():
            holders = holders_of(node, graph)
            if _has_any(node.document) and (holders or not _caps(node, graph)):
                yield from _in_policy(node, holders, fault, graph)
        case User() | Role() | Group():
            for policy in node.inline_policies:
                if _has_any(policy.document):
                    for excess in _left(policy.document, node, fault, graph):
                        there = node.place.presence & policy.presence & _sure(excess, node)
                        yield Overreach(policy, (node,), excess, there)


def _in_policy(
    policy: ManagedPolicy, holders: tuple[Principal, ...], fault: Fault, graph: Graph
) -> Iterator[Overreach]:
    """Yield what is too wide in a declared policy for at least one of its holders."""
    if not holders:
        alone = Grant(
            Attachment(policy, policy.origin, Truth.YES, None), policy.document, Truth.YES
        )
        if verdict_on([alone], None, account_levels(policy.place, graph)) is None:
            levels = account_levels(policy.place, graph)
            kept = _kept([alone], None, levels)
            for excess in excesses(policy.document, kept):
                if excess.fault is fault:
                    yield Overreach(policy, (), excess, Truth.UNKNOWN)
        return
    for each in _by_statement(policy.document, holders, fault, graph):
        named = declared_holders((holder for holder, _ in each), graph)
        yield Overreach(policy, named, each[0][1], _any_sure(each))


def _by_statement(
    document: PolicyDocument, holders: Iterable[Principal], fault: Fault, graph: Graph
) -> Iterable[list[tuple[Principal, Excess]]]:
    """Return for each statement that is too wide for somebody all whom it is too wide for."""
    found: dict[int, list[tuple[Principal, Excess]]] = {}
    for holder in holders:
        for excess in _left(document, holder, fault, graph):
            found.setdefault(excess.statement.index, []).append((holder, excess))
    return found.values()


def _any_sure(held: Iterable[tuple[Principal, Excess]]) -> Truth:
    """Tell whether a statement surely is too wide for one of its holders."""
    return Truth.any(holder.place.presence & _sure(excess, holder) for holder, excess in held)


def _caps(policy: ManagedPolicy, graph: Graph) -> bool:
    """Tell whether a policy serves as a boundary: somebody carries it or must, or its name says so.

    Such a policy grants nothing to whom nobody attaches it.
    """
    carried = graph.is_boundary(policy) or graph.is_demanded(policy)
    return carried or "boundary" in policy.name.lower()


def _has_any(document: PolicyDocument) -> bool:
    """Tell whether anything is too wide before it is asked what is left of it."""
    return bool(excesses(document, everything()))


def _left(
    document: PolicyDocument, holder: Principal, fault: Fault, graph: Graph
) -> Iterator[Excess]:
    """Yield what is too wide in a policy of somebody, as far as no other check says it."""
    grants, levels = all_grants(holder), levels_of(holder, graph)
    kept = _kept(grants, boundary_of(holder), levels)
    found: Iterable[Excess] = [
        each for each in excesses(document, kept) if each.fault is fault or _OF_IAM in each.names
    ]
    if not found or is_administrator(holder, graph):
        return
    found = _in_doubt(found, document, _kept_at_least(grants, boundary_of(holder), levels))
    for excess in found:
        left: Iterable[Excess] = (excess,)
        if _OF_IAM in excess.names and _makes_administrators(holder, graph):
            alone = replace(document, statements=(excess.statement,))
            left = excesses(alone, kept - matching(_OF_IAM))
        yield from (each for each in left if each.fault is fault)


def _makes_administrators(holder: Principal, graph: Graph) -> bool:
    """Tell whether somebody is reported for a missing boundary."""
    return (
        not isinstance(holder, Group)
        and not is_assigned(holder)
        and bool(widening(holder, all_grants(holder), holder.boundary, levels_of(holder, graph)))
    )


def _kept(
    grants: Iterable[Grant], boundary: Boundary | Unknown | None, levels: Levels
) -> ActionSet:
    """Return the actions that boundary and Denies may leave of everything."""
    held = tuple(grants)
    if not held:
        return everything()
    whole = full_aws_access(NOWHERE)
    everyone = Grant(held[0].source, whole, Truth.YES)
    return permitted_actions(permissions_of([everyone, *held], boundary, levels=levels)).possible


def _kept_at_least(
    grants: Iterable[Grant], boundary: Boundary | Unknown | None, levels: Levels
) -> ActionSet | None:
    """Return what `_kept` does if all that may bind somebody does; None where nothing is in doubt.

    That a condition may not hold is no doubt here: what is too wide is so whenever it does not.
    """
    held = tuple(grants)
    bound = boundary if isinstance(boundary, Boundary) else None
    presences = (
        *(grant.presence for grant in held),
        *(policy.presence for level in levels for policy in level),
        Truth.YES if bound is None else bound.presence,
    )
    if Truth.UNKNOWN not in presences:
        return None
    return _kept(
        [replace(grant, presence=Truth.YES) for grant in held],
        boundary if bound is None else replace(bound, presence=Truth.YES),
        tuple(tuple(replace(each, presence=Truth.YES) for each in level) for level in levels),
    )


def _in_doubt(
    found: Iterable[Excess], document: PolicyDocument, at_least: ActionSet | None
) -> Iterator[Excess]:
    """Yield excesses, those that are not left for sure as of statements that are there possibly."""
    sure = None if at_least is None else excesses(document, at_least)
    for excess in found:
        if sure is None or excess in sure:
            yield excess
        else:
            yield replace(excess, statement=replace(excess.statement, presence=Truth.UNKNOWN))


def _sure(excess: Excess, holder: Principal) -> Truth:
    """Tell whether nothing undecided keeps a statement from granting."""
    sure = excess.statement.presence
    if excess.statement.unread is not None or isinstance(boundary_of(holder), Unknown):
        sure &= Truth.UNKNOWN
    return sure
