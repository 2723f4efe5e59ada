"""The organization: what its service control policies leave open.

What a policy refuses is decided by `iac_scan.iam.guardrails`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from iac_scan.check import Certainty, Context, Located, Organization, Outcome, Severity, check
from iac_scan.graph.model import (
    OrganizationAttachment,
    OrganizationNode,
    OrganizationNodeKind,
    OrganizationPolicyType,
)
from iac_scan.iam.claims import Held
from iac_scan.iam.guardrail_table import GUARDRAILS, Guardrail, GuardrailId
from iac_scan.iam.guardrails import Lack, State, Verdict, enforced
from iac_scan.iam.policy import Statement
from iac_scan.values import Known, Truth, text_of

_CONSEQUENCES: Mapping[GuardrailId, str] = {
    GuardrailId("G01"): "whoever gets at the root user of a member account can do anything there",
    GuardrailId("G03"): "an administrator of a member account can take it out of every guardrail",
    GuardrailId("G05"): "an administrator of a member account can act unrecorded",
    GuardrailId("G14"): "an administrator of a member account can leave a key behind that lasts",
}
"""The guardrails that every organization needs, and what happens without each."""

_NAMES = 3
"""How many units and accounts a message names; the rest are counted."""

_Path: TypeAlias = tuple[OrganizationNode, ...]
"""The root first, the account or lowest unit last."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """How one guardrail stands at the end of one path."""

    path: _Path
    """The path."""
    verdict: Verdict
    """How it stands."""
    placed: bool
    """Whether the whole path is known; else further policies may be attached on it."""


@check(
    "scp-guardrail-gap",
    on=Organization,
    severity=Severity.HIGH,
    since="0.1",
    remedy="deny it in a service control policy that is attached to the root of the organization",
    references=(
        "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
        "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html",
        "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_define_guardrails.html",
    ),
    controls=("CIS-7.0 2.1.2", "AWS-WA SEC03-BP05", "NIST-800-53-r5 AC-3"),
)
def scp_guardrail_gap(organization: Organization, ctx: Context) -> Iterator[Outcome]:
    """Organizations whose service control policies leave a basic guardrail out."""
    paths = tuple(_paths(organization))
    if not _answers_for(organization, paths):
        return
    elsewhere = _elsewhere(organization)
    doubts: dict[str, list[str]] = {}
    for guardrail in GUARDRAILS:
        if guardrail.id not in _CONSEQUENCES:
            continue
        verdicts: dict[object, Verdict] = {}
        judged = [_judge(guardrail, path, placed, elsewhere, verdicts) for path, placed in paths]
        gap = _gap(organization, guardrail, judged, ctx)
        if gap is not None:
            yield gap
        elif any(each.verdict.state is State.UNDECIDED for each in judged):
            doubts[guardrail.title] = [reason for each in judged for reason in _reasons(each)]
    if doubts:
        unlinked = (unknown.detail for unknown in organization.unlinked)
        reasons = "; ".join(dict.fromkeys(chain(*doubts.values(), unlinked)))
        yield ctx.undecided(
            f"whether service control policies refuse this is not known ({reasons}): "
            f"{'; '.join(doubts)}",
            at=organization,
        )


def _paths(organization: Organization) -> Iterator[tuple[_Path, bool]]:
    """Yield the path to every account and to every unit without any, and whether it is known."""
    for path in organization.nodes():
        root = path[-1] is organization.root
        is_seen = organization.declared or not organization.adrift or _is_guarded(path[0])
        if not path[-1].children and (is_seen or not root):
            yield path, True
    for node in organization.adrift:
        pending: list[_Path] = [(organization.root, node)]
        while pending:
            path = pending.pop()
            pending.extend((*path, child) for child in path[-1].children)
            if not path[-1].children:
                yield path, False


def _answers_for(organization: Organization, paths: Iterable[tuple[_Path, bool]]) -> bool:
    """Tell whether the code is the baseline of the organization: declares it, or guards units."""
    return organization.declared or any(
        node.kind is not OrganizationNodeKind.ACCOUNT and _is_guarded(node)
        for path, _ in paths
        for node in path
    )


def _is_guarded(node: OrganizationNode) -> bool:
    """Tell whether service control policies are attached to a node, AWS's own left aside."""
    return any(
        item.policy.place is not None or item.policy.document.unread is not None
        for item in _attached(node)
    )


def _attached(node: OrganizationNode) -> Iterator[OrganizationAttachment]:
    """Yield the service control policies attached to a node."""
    for attachment in node.attachments:
        if attachment.policy.type is OrganizationPolicyType.SERVICE_CONTROL:
            yield attachment


def _elsewhere(organization: Organization) -> tuple[Held, ...]:
    """Return the policies that may be attached in places that are not known."""
    if not organization.unlinked:
        return ()
    attached = (item.policy for path in organization.nodes() for item in _attached(path[-1]))
    unattached = (
        policy
        for policy in organization.unattached
        if policy.type is OrganizationPolicyType.SERVICE_CONTROL
    )
    return tuple(Held(policy.document, Truth.UNKNOWN) for policy in (*attached, *unattached))


def _judge(
    guardrail: Guardrail,
    path: _Path,
    placed: bool,
    elsewhere: tuple[Held, ...],
    verdicts: dict[object, Verdict],
) -> _Judged:
    """Return how a guardrail stands at the end of a path.

    Accounts below the same policies share one verdict, which `verdicts` keeps.
    """
    attached = [tuple(_attached(node)) for node in path]
    account = path[-1].account_id
    # A number that AWS has yet to give is as good as any: no policy names it.
    number = account if isinstance(account, Known) else None
    above = tuple(tuple(map(id, items)) for items in attached)
    alike = (above, None if number is None else number.value)
    if alike not in verdicts:
        levels = [
            [Held(item.policy.document, item.presence) for item in items] for items in attached
        ]
        verdict = enforced(guardrail, levels, account_id=number)
        if verdict.state is State.NOT_ENFORCED and elsewhere:
            with_all = enforced(guardrail, [*levels, elsewhere], account_id=number)
            verdict = verdict if with_all.state is State.NOT_ENFORCED else with_all
        verdicts[alike] = verdict
    return _Judged(path, verdicts[alike], placed)


def _gap(
    organization: Organization, guardrail: Guardrail, judged: Sequence[_Judged], ctx: Context
) -> Outcome | None:
    """Return the finding about one guardrail, or None when it stands or is undecided."""
    lacking = [each for each in judged if each.verdict.state is State.NOT_ENFORCED]
    if not lacking:
        return None
    near = _nearest(guardrail, judged, lacking)
    if not (organization.declared or _is_guarded(organization.root) or near):
        # Somebody else's code may hold it: there is no trace of it in this one.
        return None
    sure = organization.declared and all(each.placed for each in lacking)
    missing = dict.fromkeys(short.action for each in lacking for short in each.verdict.missing)
    denied = "everything to the root user of" if guardrail.everything else f"{_list(missing)} to"
    return ctx.finding(
        f"no service control policy denies {denied} {_where(lacking, judged)}: "
        f"{_CONSEQUENCES[guardrail.id]}",
        at=near[0] if near else organization,
        also=[*(("comes near", item) for item in near[1:]), ("the organization", organization)],
        certainty=Certainty.CERTAIN if sure and not organization.unlinked else Certainty.POSSIBLE,
        evidence=guardrail.id,
    )


def _nearest(
    guardrail: Guardrail, judged: Iterable[_Judged], lacking: Iterable[_Judged]
) -> list[Located]:
    """Return what to edit: the statements that deny a part, else where whole ones are attached."""
    parts = {
        id(cause.statement): cause.statement
        for each in lacking
        for cause in each.verdict.by
        if _is_meant(guardrail, cause.statement)
    }
    if parts:
        return list(parts.values())
    whole: dict[int, Located] = {}
    for each in judged:
        if each.verdict.state not in (State.ENFORCED, State.ENFORCED_WITH_EXEMPTION):
            continue
        meant = (cause for cause in each.verdict.by if _is_meant(guardrail, cause.statement))
        documents = {id(cause.document) for cause in meant}
        for node in each.path:
            for item in _attached(node):
                if id(item.policy.document) in documents:
                    whole[id(item)] = item
    return list(whole.values())


def _is_meant(guardrail: Guardrail, statement: Statement) -> bool:
    """Tell whether a Deny was written for the guardrail, and does not only happen to help it.

    A Deny of all regions but one refuses a part of nearly everything, and so does the Deny of
    `*` that closes a suspended account.
    """
    if guardrail.everything:
        return any(line.key.lower().startswith("aws:principal") for line in statement.conditions)
    if statement.actions is None or statement.actions.negated:
        return False
    return all(text_of(word) != "*" for word in statement.actions.words)


def _where(lacking: Sequence[_Judged], judged: Sequence[_Judged]) -> str:
    """Return the highest units and accounts that are left open as a whole."""
    if len(lacking) == len(judged):
        return "any account"
    open_paths = [each.path for each in lacking]
    tops: dict[int, str] = {}
    for path in open_paths:
        for depth in range(2, len(path) + 1):
            beside = [each.path for each in judged if _same(each.path[:depth], path[:depth])]
            if depth == len(path) or all(item in open_paths for item in beside):
                node = path[depth - 1]
                tops[id(node)] = f"{node.kind.value} `{node.name}`"
                break
    names = list(tops.values())
    if len(names) > _NAMES:
        return f"{', '.join(names[:_NAMES])} and {len(names) - _NAMES} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _same(one: _Path, other: _Path) -> bool:
    """Tell whether two paths are the same nodes."""
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _reasons(judged: _Judged) -> Iterator[str]:
    """Yield why a guardrail is not decided at the end of a path."""
    if judged.verdict.state is State.UNDECIDED:
        yield from (unknown.detail for unknown in judged.verdict.unread)
        for short in judged.verdict.missing:
            if short.lack is not Lack.NOT_DENIED:
                yield f"{short.lack.value} {short.detail}".strip()


def _list(actions: Iterable[str]) -> str:
    """Return the actions for a message."""
    names = [f"`{action}`" for action in actions]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
