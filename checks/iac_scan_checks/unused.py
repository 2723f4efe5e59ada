"""Grants that a boundary or the organization takes back, so that they give nothing.

What is granted too widely is judged by the other topics.
"""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.check import Certainty, Context, Outcome, Role, Severity, User, check, label
from iac_scan.effective import Grant, boundary_of, levels_of, permissions_of
from iac_scan.graph.model import Boundary
from iac_scan.iam import permits
from iac_scan.iam.catalogue import is_listed
from iac_scan.iam.policy import Effect, Statement
from iac_scan.levels import Levels
from iac_scan.values import Known, Truth

_BEARERS: tuple[type[User | Role], ...] = (User, Role)
_SHOWN = 2
"""How many actions a message names."""


@check(
    "unused-grant",
    on=_BEARERS,
    severity=Severity.INFO,
    since="0.1",
    remedy="remove the actions from the policy, or let the boundary allow them if they are needed",
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
    ),
)
def unused_grant(bearer: User | Role, ctx: Context) -> Iterator[Outcome]:
    """Actions that a policy allows by name and that boundary or organization do not let pass."""
    levels = levels_of(bearer, ctx.graph)
    if not levels and not isinstance(bearer.boundary, Boundary):
        return
    by = "its boundary" if not levels else "its boundary or the organization"
    for policy in bearer.inline_policies:
        grant = Grant(policy, policy.document, policy.presence)
        for statement in policy.document.statements:
            cut = [word for word in _named(statement) if _is_cut(word, grant, bearer, levels)]
            if cut and statement.actions is not None:
                names = ", ".join(f"`{word}`" for word in cut[:_SHOWN])
                more = f" and {len(cut) - _SHOWN} more" if len(cut) > _SHOWN else ""
                sure = bearer.place.presence & policy.presence & statement.presence
                yield ctx.finding(
                    f"{label(bearer)} is allowed {names}{more} by policy `{policy.name}`, and "
                    f"{by} lets none of it pass",
                    at=statement.actions,
                    also=[bearer, *_cap(bearer)],
                    certainty=Certainty.CERTAIN if sure is Truth.YES else Certainty.POSSIBLE,
                    evidence=" ".join(cut),
                )


def _cap(bearer: User | Role) -> Iterator[tuple[str, Boundary]]:
    """Yield the line of the boundary."""
    if isinstance(bearer.boundary, Boundary):
        yield (f"its boundary `{bearer.boundary.policy.name}`", bearer.boundary)


def _named(statement: Statement) -> Iterator[str]:
    """Yield the actions that an Allow lists by name."""
    words = statement.actions
    if statement.effect is Effect.ALLOW and words is not None and not words.negated:
        for word in words.words:
            if isinstance(word, Known) and is_listed(str(word.value)):
                yield str(word.value)


def _is_cut(action: str, grant: Grant, bearer: User | Role, levels: Levels) -> bool:
    """Tell whether an action is granted, and surely not within boundary and organization."""
    alone = permits(permissions_of([grant], None), action).truth
    capped = permissions_of([grant], boundary_of(bearer), levels=levels)
    return alone is not Truth.NO and permits(capped, action).truth is Truth.NO
