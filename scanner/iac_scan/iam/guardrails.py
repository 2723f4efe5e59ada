"""Whether the policies of an organization enforce a guardrail on the accounts below them.

A guardrail is a set of requests that must be refused. It is enforced when, at some level between
the root and the account, a Deny surely applies to each of them whoever asks, save for principals
that the Deny exempts by name. The rows are in `guardrail_table`.
Source: Organizations User Guide, "SCP evaluation".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from iac_scan.iam.action_words import matching
from iac_scan.iam.catalogue import NOTHING, everything
from iac_scan.iam.claims import Cause, Claim, Held, Layer, Policy, names_action
from iac_scan.iam.conditions import Context, holds
from iac_scan.iam.fitting import covers_all_for
from iac_scan.iam.guardrail_table import Guardrail
from iac_scan.iam.holdings import compiled
from iac_scan.iam.policy import Condition, PolicyKind, Word
from iac_scan.iam.requesters import absent_tags, exempted, is_about_principal, requests
from iac_scan.iam.resources import covers_everything
from iac_scan.values import (
    Known,
    Truth,
    Unknown,
)


class State(Enum):
    """How far a guardrail stands."""

    ENFORCED = "enforced"
    ENFORCED_WITH_EXEMPTION = "enforced with exemption"
    NOT_ENFORCED = "not enforced"
    UNDECIDED = "undecided"


class Lack(Enum):
    """Why an action does not count as denied."""

    NOT_DENIED = "not denied"
    CONDITION = "denied under a condition only"
    PRINCIPALS = "denied to some principals only"
    RESOURCES = "denied on some resources only"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One action of a guardrail that is not denied as it should be."""

    action: str
    """The action, or `*` when a guardrail about everything finds nothing denied."""
    lack: Lack
    """Why it does not count."""
    cause: Cause | None
    """The Deny that comes nearest, or None when there is none."""
    detail: str = ""
    """What it depends on, user text in backticks; empty when `lack` says it all."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far one guardrail stands on the way from the root to one account."""

    state: State
    """How far."""
    by: tuple[Cause, ...] = ()
    """The Deny statements that enforce it, or would if it were complete."""
    exempt: tuple[str, ...] = ()
    """Whom the Denies leave out, as written, sorted."""
    missing: tuple[Shortfall, ...] = ()
    """The required actions that are not denied; for UNDECIDED those that may not be."""
    hints: tuple[str, ...] = ()
    """Further actions that belong to the guardrail and are not denied, sorted."""
    unread: tuple[Unknown, ...] = ()
    """Why policies that may hold the guardrail were not read."""


_RESCUE = ("s3:*", "sqs:*", "kms:*")
"""Services whose policies only the root user can repair when they lock everybody out.

Source: IAM User Guide, "Tasks that require root user credentials"."""

_MANY = 500
"""Actions past which a Deny is meant for everything, and a list of them helps nobody."""


def enforced(
    guardrail: Guardrail,
    levels: Sequence[Iterable[Policy]],
    *,
    account_id: Word | None = None,
) -> Verdict:
    """Tell how far a guardrail stands for an account below the given levels.

    Shape: `levels` as in `permissions`: the policies of the root, of each unit on the way down
    and of the account; resource control policies for a guardrail of that kind.
    Unknown: a policy that may be attached, a value that is not known in a condition, and a level
    that only leaves the action out of its Allows give UNDECIDED where they could change the
    verdict (whether `FullAWSAccess` is still attached beside an Allow is not written in code).
    """
    layers = [compiled(_of_kind(level, guardrail.kind)) for level in levels]
    unread = tuple(why for layer in layers for why in layer.unread)
    denies = [claim for layer in layers for claim in layer.denies]
    judged = [_judge(claim, guardrail, account_id) for claim in denies]
    if guardrail.everything:
        shortfalls = list(_short_of_everything(judged))
    else:
        shortfalls = [
            found
            for action in guardrail.minimum
            if (found := _short(action, judged, guardrail)) is not None
        ]
    if any(short.lack is not Lack.UNKNOWN for short in shortfalls):
        left_out = all(_left_out(layers, short.action) for short in shortfalls)
        state = State.UNDECIDED if unread or left_out else State.NOT_ENFORCED
    else:
        state = State.UNDECIDED if shortfalls else State.ENFORCED
    helping = [item for item in judged if item.helps(guardrail)]
    exempt = sorted({name for item in helping for name in item.exempt})
    if state is State.ENFORCED and exempt:
        state = State.ENFORCED_WITH_EXEMPTION
    hints = sorted(
        action for action in guardrail.full if _short(action, judged, guardrail) is not None
    )
    return Verdict(
        state,
        tuple(item.claim.cause for item in helping),
        tuple(exempt),
        tuple(shortfalls),
        tuple(hints),
        unread,
    )


def _of_kind(level: Iterable[Policy], kind: PolicyKind) -> Iterator[Policy]:
    """Yield the policies of a kind: the others do not enforce the guardrail."""
    for policy in level:
        document = policy.document if isinstance(policy, Held) else policy
        if document.kind is kind:
            yield policy


@dataclass(frozen=True, slots=True)
class _Judged:
    """A Deny as it meets the requests of a guardrail."""

    claim: Claim
    """The Deny."""
    answer: Truth
    """Whether it applies to the requests, as far as presence and conditions say."""
    lack: Lack
    """Why it may not; NOT_DENIED when it surely applies."""
    detail: str
    """The condition that keeps it from applying; empty when none does."""
    exempt: tuple[str, ...]
    """Whom its conditions leave out."""

    def helps(self, guardrail: Guardrail) -> bool:
        """Tell whether it may apply, and denies anything that the guardrail is about."""
        if self.answer is Truth.NO:
            return False
        if guardrail.everything:
            return len(self.claim.actions.possible) > _MANY
        return any(names_action(self.claim, item) is not Truth.NO for item in guardrail.minimum)


def _judge(claim: Claim, guardrail: Guardrail, account_id: Word | None) -> _Judged:
    """Judge the conditions of a Deny for everybody whom the guardrail is about."""
    lines = claim.cause.statement.conditions
    variables = claim.cause.document.version == "2012-10-17"
    answer, detail = claim.there, ""
    lack = Lack.NOT_DENIED if answer is Truth.YES else Lack.UNKNOWN
    for requester in requests(guardrail, account_id):
        context = Context.of({**absent_tags(lines), **requester, **dict(guardrail.request)})
        for line in lines:
            held = holds(line, context, variables=variables)
            if held is Truth.YES:
                continue
            answer &= held
            if lack in {Lack.NOT_DENIED, Lack.UNKNOWN} or held is Truth.NO:
                lack, detail = _lack(line, held), f"`{line.operator}` on `{line.key}`"
    exempt = tuple(name for line in lines for name in exempted(line, guardrail.requester))
    return _Judged(claim, answer, lack, detail, exempt)


def _lack(line: Condition, held: Truth) -> Lack:
    """Return why a condition keeps a Deny from counting."""
    if held is Truth.NO and is_about_principal(line):
        return Lack.PRINCIPALS
    if held is Truth.NO or _is_written_out(line):
        return Lack.CONDITION
    return Lack.UNKNOWN


def _is_written_out(line: Condition) -> bool:
    """Tell whether all values of a condition are known, so that only the request decides."""
    values = line.values
    known = all(isinstance(word, Known) for word in values.words)
    return known and not values.possible and values.open is None


def _short_of_everything(judged: Sequence[_Judged]) -> Iterator[Shortfall]:
    """Yield what is left of every action after the Denies on everything."""
    rescue = NOTHING
    for pattern in _RESCUE:
        rescue |= matching(pattern)
    sure = possible = NOTHING
    nearest: _Judged | None = None
    for item in judged:
        about = item.answer & covers_everything(item.claim.resources)
        if about is Truth.YES:
            sure |= item.claim.actions.sure
        if about is not Truth.NO:
            possible |= item.claim.actions.possible
        if nearest is None or item.answer.value > nearest.answer.value:
            nearest = item if len(item.claim.actions.possible) > _MANY else nearest
    left = everything() - rescue - sure
    if not left:
        return
    if len(left) > _MANY:
        surely = bool(everything() - rescue - possible)
        if nearest is None:
            yield Shortfall("*", Lack.NOT_DENIED, None)
        elif nearest.answer is Truth.YES:
            yield Shortfall("*", Lack.RESOURCES, nearest.claim.cause)
        else:
            lack = nearest.lack if surely else Lack.UNKNOWN
            yield Shortfall("*", lack, nearest.claim.cause, nearest.detail)
        return
    for action in left:
        lack = Lack.UNKNOWN if action in possible else Lack.NOT_DENIED
        yield Shortfall(action, lack, None if nearest is None else nearest.claim.cause)


def _short(action: str, judged: Sequence[_Judged], guardrail: Guardrail) -> Shortfall | None:
    """Return why an action does not count as denied, or None when it does.

    Of several Denies that fall short, the one that comes nearest is named.
    """
    best = Shortfall(action, Lack.NOT_DENIED, None)
    for item in judged:
        named = names_action(item.claim, action)
        if named is Truth.NO:
            continue
        where = Truth.YES
        if not guardrail.named_resources:
            where = covers_all_for(item.claim.resources, action)
        if named & where & item.answer is Truth.YES:
            return None
        lack, detail = item.lack, item.detail
        if item.answer is Truth.YES:
            lack = Lack.RESOURCES if where is Truth.NO else Lack.UNKNOWN
        if best.cause is None or lack is Lack.UNKNOWN:
            best = Shortfall(action, lack, item.claim.cause, detail)
    return best


def _left_out(layers: Sequence[Layer], action: str) -> bool:
    """Tell whether some level has Allows of which none can cover the action."""
    return any(
        layer.allows
        and not layer.unread
        and all(
            names_action(claim, action) is Truth.NO if action != "*" else False
            for claim in layer.allows
        )
        for layer in layers
    )
