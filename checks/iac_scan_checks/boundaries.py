"""Permissions boundaries: who needs one, and whether the one that is there caps anything.

Who is an administrator already is not said here again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from iac_scan.check import Certainty, Context, Located, Outcome, Role, Severity, User, check
from iac_scan.graph.model import Boundary
from iac_scan.iam import conditions
from iac_scan.iam.administrator import holds_administrator
from iac_scan.iam.patterns import glob, intersects, is_subset
from iac_scan.iam.permissions import Answer, compiled
from iac_scan.iam.permits import permits
from iac_scan.iam.policy import Effect, PolicyDocument, Statement, Word
from iac_scan.iam.resources import PARTITIONS, iam_resources, resources_of
from iac_scan.values import Truth, Unknown, identity_of, show
from iac_scan_checks.administrators import is_administrator
from iac_scan_checks.doubt import certainty, why_unknown
from iac_scan_checks.grants import Grant, all_grants, as_written, permissions_of, title

_BEARERS: tuple[type[User | Role], ...] = (User, Role)

_WIDENING: Mapping[str, str] = {
    "iam:AttachRolePolicy": "role",
    "iam:PutRolePolicy": "role",
    "iam:AttachUserPolicy": "user",
    "iam:PutUserPolicy": "user",
    "iam:AttachGroupPolicy": "group",
    "iam:PutGroupPolicy": "group",
    "iam:AddUserToGroup": "group",
    "iam:CreatePolicyVersion": "policy",
    "iam:SetDefaultPolicyVersion": "policy",
}
"""The actions that give permissions, and the kind of resource that each of them is about.

Source: IAM User Guide, "Actions, resources, and condition keys for IAM" (2026-11-23)."""

_FIXED = (
    glob("arn:*:iam::*:role/aws-service-role/*"),
    glob("arn:*:iam::*:role/aws-reserved/*"),
    glob("arn:*:iam::aws:policy/*"),
)
"""What no customer can change, whatever a policy says: service-linked roles, the roles of Identity
Center, and the policies that AWS keeps.

Source: IAM User Guide, "Create a service-linked role" and "AWS managed policies" (2026-11-23)."""

_UNCAPPED = conditions.Context.of(
    {
        "iam:PermissionsBoundary": None,
        "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess",
    }
)
"""The request to fear: what is widened carries no boundary and gets everything."""

_SHOWN = 2
"""How many actions a message names."""


@check(
    "missing-boundary",
    on=_BEARERS,
    severity=Severity.HIGH,
    since="0.1",
    remedy="require a boundary by a condition on `iam:PermissionsBoundary`, or set one that caps",
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
        "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_define_guardrails.html",
    ),
    controls=("NIST-800-53-r5 AC-6(10)", "AWS-WA SEC03-BP05"),
)
def missing_boundary(bearer: User | Role, ctx: Context) -> Iterator[Outcome]:
    """Principals that may give out any permission while no boundary caps what they give."""
    grants = all_grants(bearer)
    found = _widening(bearer, grants, bearer.boundary)
    if not found or is_administrator(bearer):
        return
    sure = certainty(bearer.place.presence, _best(found))
    if sure is not Certainty.CERTAIN:
        written = _widening(bearer, as_written(grants, _UNCAPPED), None)
        reason = _doubt(bearer, found, written)
        if reason is not None:
            yield ctx.undecided(f"whether {title(bearer)} {reason[0]}", at=reason[1])
            return
        found = written or found
    boundary = bearer.boundary if isinstance(bearer.boundary, Boundary) else None
    capped = (
        "no boundary caps what it gives out"
        if boundary is None
        else f"its boundary `{boundary.policy.name}` allows that too"
    )
    ways = (way[0] for answer in found.values() for way in answer.ways)
    yield ctx.finding(
        f"{title(bearer)} may call {_named(found)}, and {capped}: it can make an administrator",
        at=bearer if boundary is None else boundary,
        also=[bearer, *(("allowed here", cause.statement) for cause in ways)],
        certainty=sure or Certainty.POSSIBLE,
    )


def _doubt(
    bearer: User | Role, found: Mapping[str, Answer], written: Mapping[str, Answer]
) -> tuple[str, Located] | None:
    """Return the question that keeps the check from an answer, and where it stands.

    None when nothing but conditions and choices, which a finding calls possible, is undecided.
    A policy that could not be read is a gap in the graph already and asks nothing here.
    """
    if _best(written) is not Truth.YES:
        causes = [way[0] for answer in found.values() for way in answer.ways]
        statement = causes[0].statement
        return (f"may call {_named(found)} is not known: {why_unknown(statement)}", statement)
    match bearer.boundary:
        case (
            Unknown(detail=detail)
            | Boundary(document=PolicyDocument(unread=Unknown(detail=detail)))
        ):
            return (f"is capped when it calls {_named(written)} is not known: {detail}", bearer)
        case _:
            return None


def _widening(
    bearer: User | Role, grants: Iterable[Grant], boundary: Boundary | Unknown | None
) -> dict[str, Answer]:
    """Return the answer for every action that widens, as far as it is not surely refused.

    A boundary that leaves anything out caps what its bearer gives itself, so that grants on the
    bearer alone do not count.
    """
    held = tuple(grants)
    anywhere = permissions_of(held, boundary, _UNCAPPED)
    if all(permits(anywhere, action).truth is Truth.NO for action in _WIDENING):
        return {}
    capped = isinstance(boundary, Boundary) and _leaves_out(boundary)
    found = {}
    for kind in sorted(set(_WIDENING.values())):
        live = tuple(
            replace(grant, document=_about(grant.document, kind, bearer if capped else None))
            for grant in held
        )
        holder = permissions_of(live, boundary, _UNCAPPED)
        for action in (action for action, about in _WIDENING.items() if about == kind):
            answer = permits(holder, action)
            if answer.truth is Truth.YES or answer.ways:
                found[action] = answer
    return {action: found[action] for action in _WIDENING if action in found}


def _leaves_out(boundary: Boundary) -> bool:
    """Tell whether a boundary surely is smaller than everything."""
    alone = permissions_of([], None)
    everything = replace(alone, identity=compiled([boundary.document], _UNCAPPED))
    return boundary.presence is Truth.YES and holds_administrator(everything) is Truth.NO


def _about(document: PolicyDocument, kind: str, bearer: User | Role | None) -> PolicyDocument:
    """Return the document without Allows that are about no user, group, role or policy.

    `*` on one bucket names every action of IAM and allows none. Given a bearer, Allows about that
    one alone are left out too.
    """
    kept = tuple(
        statement
        for statement in document.statements
        if statement.effect is Effect.DENY
        or (_reaches(statement, document, kind) and not (bearer and _only(statement, bearer)))
    )
    return replace(document, statements=kept)


def _reaches(statement: Statement, document: PolicyDocument, kind: str) -> bool:
    """Tell whether a statement may be about something of a kind."""
    variables = document.version == "2012-10-17"
    resources = resources_of(statement.resources, document.kind, variables=variables)
    if resources.negated or resources.open:
        return True
    return any(
        intersects(pattern, iam_resources(kind, partition)) is not Truth.NO
        for pattern in (*resources.sure, *resources.possible)
        for partition in PARTITIONS
        if not any(is_subset(pattern, fixed) is Truth.YES for fixed in _FIXED)
    )


def _only(statement: Statement, bearer: User | Role) -> bool:
    """Tell whether a statement is about its bearer and nothing else."""
    words = statement.resources
    if words is None or words.negated or words.open is not None or words.possible:
        return False
    return all(_is_self(word, bearer) for word in words.words)


def _is_self(word: Word, bearer: User | Role) -> bool:
    """Tell whether a resource surely is the ARN of the bearer."""
    identity = identity_of(word)
    if identity is not None and identity.attribute.lower() == "arn":
        return identity.resource == bearer.place.key
    text = show(word)
    return text == show(bearer.arn) or (
        isinstance(bearer, User) and text.endswith("/${aws:username}")
    )


def _best(found: Mapping[str, Answer]) -> Truth:
    """Return the surest of the answers."""
    return max((answer.truth for answer in found.values()), key=_rank, default=Truth.NO)


def _rank(truth: Truth) -> int:
    """Return the place of a truth value between NO and YES."""
    return int(truth.value)


def _named(actions: Iterable[str]) -> str:
    """Return the actions for a message, the first few of them by name."""
    names = [f"`{action}`" for action in actions]
    if len(names) > _SHOWN:
        names[_SHOWN:] = [f"{len(names) - _SHOWN} more that widen permissions"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
