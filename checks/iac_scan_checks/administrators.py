"""Full administrators: everything on everything, however the grants are put together.

Ways to *become* an administrator are not looked for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from iac_scan.assigned import declared_holders, holders_of, is_assigned, roles_of
from iac_scan.check import (
    Certainty,
    Context,
    Graph,
    Group,
    Located,
    ManagedPolicy,
    Outcome,
    PermissionSet,
    Role,
    Severity,
    User,
    check,
    label,
)
from iac_scan.effective import (
    Grant,
    all_grants,
    boundary_of,
    caller_context,
    levels_of,
    own_grants,
    permissions_of,
    sure_members,
)
from iac_scan.graph.model import Attachment, Boundary, Principal
from iac_scan.iam.administration import administrator
from iac_scan.iam.claims import Cause
from iac_scan.iam.conditions import UNKNOWN_CONTEXT
from iac_scan.iam.conditions import Context as Circumstances
from iac_scan.iam.holdings import Answer
from iac_scan.levels import Levels, account_levels
from iac_scan.values import Truth, Unknown
from iac_scan_checks.doubt import certainty, why_unknown
from iac_scan_checks.grants import (
    as_written,
    is_same,
    line_of,
)

_Holder: TypeAlias = User | Role | Group | PermissionSet

_HOLDERS: tuple[type[_Holder | ManagedPolicy], ...] = (
    User,
    Role,
    Group,
    PermissionSet,
    ManagedPolicy,
)

_SHOWN = 10
"""How many holders of one policy a finding points at."""

_Way: TypeAlias = tuple[tuple[Grant, Cause], ...]
"""Statements that together allow everything, each with the grant that it comes from."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """That somebody is, or may be, an administrator, and by which grants."""

    sure: Certainty | None
    """How sure; None when it hangs on words that are not known."""
    ways: tuple[_Way, ...]
    """Sets of statements that each suffice."""


@check(
    "administrator-access",
    on=_HOLDERS,
    severity=Severity.HIGH,
    since="0.1",
    remedy="allow the actions and resources that the job needs, or cap the holder with a boundary",
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    ),
    aliases=("CKV_AWS_1", "CKV_AWS_62", "CKV_AWS_274"),
    controls=(
        "CIS-3.0 1.16",
        "CIS-4.0 1.16",
        "CIS-5.0 1.15",
        "CIS-6.0 2.15",
        "CIS-7.0 2.14",
        "FSBP IAM.1",
        "NIST-800-53-r5 AC-6",
        "PCI-DSS-4.0 7.2.1",
    ),
)
def administrator_access(node: _Holder | ManagedPolicy, ctx: Context) -> Iterator[Outcome]:
    """Principals that may call every action on every resource."""
    match node:
        case ManagedPolicy():
            yield from _by_policy(node, ctx)
        case PermissionSet():
            yield from _by_permission_set(node, ctx)
        case User() | Role() | Group():
            yield from _by_holder(node, ctx)


def verdict_on(
    grants: Iterable[Grant],
    boundary: Boundary | Unknown | None = None,
    levels: Levels = (),
    caller: Circumstances = UNKNOWN_CONTEXT,
) -> Verdict | None:
    """Return the verdict on what is granted together, or None when that is no administrator.

    Unknown: conditions, choices and boundaries that are not decided make it possible; words that
    are not known leave it open; a whole document that could not be read is a gap in the graph
    already and changes nothing here.
    """
    held = tuple(grants)
    answer = administrator(permissions_of(held, boundary, caller, levels))
    if answer.truth is Truth.NO:
        return None
    if answer.truth is Truth.YES:
        return Verdict(Certainty.CERTAIN, _ways(answer, held))
    written = as_written(held)
    most = administrator(permissions_of(written, None))
    if most.truth is Truth.YES:
        return Verdict(Certainty.POSSIBLE, _ways(most, written))
    return Verdict(None, _ways(answer, held)) if answer.ways else None


def is_administrator(holder: Principal, graph: Graph) -> bool:
    """Tell whether somebody is reported as an administrator, by groups too."""
    return _is_reported(_verdict_on_holder(holder, all_grants(holder), graph))


def _verdict_on_holder(holder: Principal, grants: Iterable[Grant], graph: Graph) -> Verdict | None:
    """Return the verdict on what somebody holds, within boundary and organization."""
    held = tuple(grants)
    levels = levels_of(holder, graph)
    verdict = verdict_on(held, boundary_of(holder), levels, caller_context(holder))
    if isinstance(holder, Group) and verdict is not None and verdict.sure is Certainty.POSSIBLE:
        # What is open of a member of whom nothing is known may be known of those that are declared.
        for member in sure_members(holder, graph):
            levels = levels_of(member, graph)
            found = verdict_on(held, member.boundary, levels, caller_context(member))
            if found is not None and found.sure is Certainty.CERTAIN:
                return found
    return verdict


def _is_reported(verdict: Verdict | None) -> bool:
    """Tell whether a verdict is a finding."""
    return verdict is not None and verdict.sure is not None


def _question(whom: str, verdict: Verdict, ctx: Context) -> Outcome:
    """Return the question that a verdict leaves open."""
    statement = verdict.ways[0][0][1].statement
    return ctx.undecided(
        f"whether {whom} may call every action on every resource is not known: "
        f"{why_unknown(statement)}",
        at=statement,
    )


def _by_policy(policy: ManagedPolicy, ctx: Context) -> Iterator[Outcome]:
    """Yield what there is to say of a declared policy that allows everything by itself."""
    alone = Grant(Attachment(policy, policy.origin, Truth.YES, None), policy.document, Truth.YES)
    verdict = verdict_on([alone], None, account_levels(policy.place, ctx.graph))
    if verdict is None:
        return
    holders = holders_of(policy, ctx.graph)
    if not holders and ctx.graph.is_boundary(policy):
        return
    within = [_verdict_on_holder(holder, all_grants(holder), ctx.graph) for holder in holders]
    held = list(zip(holders, within, strict=True))
    open_to = declared_holders((holder for holder, found in held if found is not None), ctx.graph)
    if holders and not open_to:
        return
    if verdict.sure is None:
        yield _question(f"who holds policy `{policy.name}`", verdict, ctx)
        return
    sure = Certainty.POSSIBLE
    if any(
        found is not None
        and found.sure is Certainty.CERTAIN
        and (not is_assigned(holder) or holder.place.presence is Truth.YES)
        for holder, found in held
    ):
        sure = verdict.sure
    others = f" and {len(open_to) - 1} more" if len(open_to) > 1 else ""
    whom = f"{label(open_to[0])}{others}" if open_to else "whoever it is attached to"
    for way in verdict.ways:
        yield ctx.finding(
            f"policy `{policy.name}` lets {whom} call every action on every resource: "
            "whoever takes such a session over owns the account",
            at=way[0][1].statement if len(way) == 1 else policy,
            also=[policy, *open_to[:_SHOWN]],
            certainty=sure,
        )


def _by_holder(holder: User | Role | Group, ctx: Context) -> Iterator[Outcome]:
    """Yield what there is to say of somebody's own grants, and of them together with groups.

    What a group or a declared policy grants by itself is said of the group or the policy.
    """
    grants = own_grants(holder)
    verdict = _verdict_on_holder(holder, grants, ctx.graph)
    if verdict is None and isinstance(holder, User):
        groups = [each.group for each in holder.memberships]
        of_groups = [_verdict_on_holder(each, own_grants(each), ctx.graph) for each in groups]
        if any(found is not None for found in of_groups):
            return
        verdict = _verdict_on_holder(holder, all_grants(holder), ctx.graph)
    if verdict is not None:
        whom = f"members of {label(holder)}" if isinstance(holder, Group) else label(holder)
        yield from _told(holder, verdict, (whom, holder), ctx)


def _by_permission_set(each: PermissionSet, ctx: Context) -> Iterator[Outcome]:
    """Yield what there is to say of a permission set: once, however many its accounts are."""
    verdicts = [
        (role, found)
        for role in roles_of(each, ctx.graph)
        if (found := _verdict_on_holder(role, own_grants(role), ctx.graph)) is not None
    ]
    if verdicts:
        role, verdict = min(verdicts, key=lambda pair: _doubt(*pair))
        yield from _told(role, verdict, (f"users of {label(each)}", each), ctx)


def _doubt(role: Role, verdict: Verdict) -> int:
    """Return how unsure a verdict is: the least is told."""
    if verdict.sure is None:
        return 2
    return 0 if certainty(role.place.presence) is verdict.sure is Certainty.CERTAIN else 1


def _told(
    holder: Principal, verdict: Verdict, shown: tuple[str, Located], ctx: Context
) -> Iterator[Outcome]:
    """Yield a verdict on somebody's grants, way by way, in words that show who it is and where."""
    whom, where = shown
    if verdict.sure is None:
        if not any(_is_declared(grant, ctx) for grant, _ in verdict.ways[0]):
            yield _question(whom, verdict, ctx)
        return
    for way in verdict.ways:
        grant = way[0][0]
        if _is_declared(grant, ctx) and len(_sources(way)) == 1:
            continue
        by, at = _cause(way, holder)
        sure = certainty(holder.place.presence, grant.presence)
        yield ctx.finding(
            f"{whom} may call every action on every resource by {by}: "
            "whoever takes such a session over owns the account",
            at=at,
            also=[where, *((_given(each), each.source) for each, _ in way)],
            certainty=Certainty.POSSIBLE if sure is Certainty.POSSIBLE else verdict.sure,
            evidence=grant.name,
        )


def _given(grant: Grant) -> str:
    """Return the label of the line that gives a policy."""
    if isinstance(grant.source, Attachment):
        return f"policy `{grant.name}` is attached here"
    return f"policy `{grant.name}`"


def _is_declared(grant: Grant, ctx: Context) -> bool:
    """Tell whether a grant is a managed policy that the code declares."""
    policy = grant.managed
    return policy is not None and any(is_same(policy, each) for each in ctx.graph.policies)


def _sources(way: _Way) -> set[int]:
    """Return the grants of a way, told apart."""
    return {id(grant.source) for grant, _ in way}


def _cause(way: _Way, holder: User | Role | Group) -> tuple[str, Located]:
    """Return what makes an administrator, for the message, and the line to edit."""
    grant, cause = way[0]
    if len(_sources(way)) > 1:
        names = dict.fromkeys(f"`{each.name}`" for each, _ in way)
        return (f"{', '.join(names)} together", holder)
    if isinstance(grant.source, Attachment):
        return (f"policy `{grant.name}`", line_of(grant.source, holder))
    return (f"inline policy `{grant.name}`", cause.statement if len(way) == 1 else grant.source)


def _ways(answer: Answer, grants: Iterable[Grant]) -> tuple[_Way, ...]:
    """Return the ways of an answer with the grants that their statements come from."""
    grant_of = {id(grant.document): grant for grant in grants}
    return tuple(
        tuple((grant_of[id(cause.document)], cause) for cause in way) for way in answer.ways
    )
