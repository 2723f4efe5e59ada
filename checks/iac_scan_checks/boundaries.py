"""Permissions boundaries: who needs one, and whether the one that is there caps anything.

Which grants widen permissions is decided in `widening`; who is an administrator already is not said
here again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from iac_scan.check import Certainty, Context, Located, Outcome, Role, Severity, User, check, label
from iac_scan.effective import all_grants, levels_of
from iac_scan.graph.model import Boundary
from iac_scan.iam.holdings import Answer
from iac_scan.iam.policy import PolicyDocument
from iac_scan.values import Truth, Unknown
from iac_scan_checks.administrators import is_administrator
from iac_scan_checks.doubt import certainty, why_unknown
from iac_scan_checks.grants import as_written
from iac_scan_checks.widening import UNCAPPED, widening

_BEARERS: tuple[type[User | Role], ...] = (User, Role)

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
    found = widening(bearer, grants, bearer.boundary, levels_of(bearer, ctx.graph))
    if not found or is_administrator(bearer, ctx.graph):
        return
    sure = certainty(bearer.place.presence, _best(found))
    if sure is not Certainty.CERTAIN:
        written = widening(bearer, as_written(grants, UNCAPPED), None)
        reason = _doubt(bearer, found, written)
        if reason is not None:
            yield ctx.undecided(f"whether {label(bearer)} {reason[0]}", at=reason[1])
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
        f"{label(bearer)} may call {_named(found)}, and {capped}: it can make an administrator",
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


def _best(found: Mapping[str, Answer]) -> Truth:
    """Return the surest of the answers."""
    return Truth.any(answer.truth for answer in found.values())


def _named(actions: Iterable[str]) -> str:
    """Return the actions for a message, the first few of them by name."""
    names = [f"`{action}`" for action in actions]
    if len(names) > _SHOWN:
        names[_SHOWN:] = [f"{len(names) - _SHOWN} more that widen permissions"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
