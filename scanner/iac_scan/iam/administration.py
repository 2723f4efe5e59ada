"""Whether a principal is an administrator, judged by what its policies add up to.

A literal `*` is neither needed (`iam:*` in one policy and everything but `iam:*` in another add
up) nor enough (a Deny, a boundary or the organization may take it back). Ways to *become* an
administrator are not judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from iac_scan.iam.action_words import matching
from iac_scan.iam.catalogue import NOTHING, ActionSet, everything
from iac_scan.iam.claims import Cause, Claim, Layer, names_action
from iac_scan.iam.holdings import Answer, Permissions
from iac_scan.iam.resources import covers_all_of_kind, covers_everything
from iac_scan.values import Truth

SELF_RULE = (
    ("iam:AttachUserPolicy", "user"),
    ("iam:PutUserPolicy", "user"),
    ("iam:AttachGroupPolicy", "group"),
    ("iam:PutGroupPolicy", "group"),
    ("iam:AttachRolePolicy", "role"),
    ("iam:PutRolePolicy", "role"),
    ("iam:CreatePolicyVersion", "policy"),
)
"""The actions by which an identity gives itself whatever else it lacks, each alone, and the kind of
resource that each changes.

Source: IAM User Guide, "Actions, resources, and condition keys for IAM"."""


@lru_cache(maxsize=1)
def required() -> ActionSet:
    """Return what an administrator may do: the catalogue without `organizations:` and `account:`.

    Those two rule the organization and the contract with AWS, not what is in the account, and
    AWS's own split of an administrator, PowerUserAccess and IAMFullAccess, leaves them out.
    """
    return everything() - matching("organizations:*") - matching("account:*")


def holds_administrator(holder: Permissions) -> Truth:
    """Tell whether a principal is an administrator; see `administrator`."""
    return administrator(holder).truth


@lru_cache(maxsize=512)
def administrator(holder: Permissions) -> Answer:
    """Tell whether a principal is an administrator, and which statements make it one.

    It is one when both hold:

    - the Allows of its policies, and of its boundary and session policy where it has one, cover
      every action of `required()` on every resource;
    - after every Deny, and within every level of the organization, it keeps at least one action of
      `SELF_RULE` on all resources of its kind. So `*` with a Deny of a few actions is still an
      administrator, and `*` with a Deny of `iam:*` is not.

    Unknown: statements that are only possible count towards UNKNOWN alone; so do unread documents.
    Shape: `ways` holds single statements that suffice where there are any, else single documents,
    else the smallest set found.
    """
    denied_by: dict[int, Cause] = {}
    reached = _reaches_all(holder.identity)
    truth = reached & _keeps_self_rule(holder, denied_by)
    for cap in holder.caps:
        within = _reaches_all(cap)
        truth &= within if cap.presence is Truth.YES else within | Truth.UNKNOWN
    if holder.unread:
        truth &= Truth.UNKNOWN
    ways: tuple[tuple[Cause, ...], ...] = ()
    if truth is not Truth.NO:
        ways = _ways(holder.identity.allows, reached)
    return Answer(truth, ways, tuple(denied_by.values()), holder.unread)


def _reaches_all(layer: Layer) -> Truth:
    """Tell whether the Allows of a layer cover every required action on every resource."""
    best = Truth.NO
    for floor in (Truth.YES, Truth.UNKNOWN):
        if required() <= _union(layer.allows, floor):
            best = floor
            break
    return best | Truth.UNKNOWN if layer.unread else best


def _on_everything(claim: Claim, floor: Truth) -> ActionSet:
    """Return the actions that a statement surely (YES) or possibly (UNKNOWN) has on everything."""
    about = claim.applies & covers_everything(claim.resources)
    if about.value < floor.value:
        return NOTHING
    return claim.actions.sure if floor is Truth.YES else claim.actions.possible


def _union(claims: Iterable[Claim], floor: Truth) -> ActionSet:
    total = NOTHING
    for claim in claims:
        total |= _on_everything(claim, floor)
    return total


def _keeps_self_rule(holder: Permissions, denied_by: dict[int, Cause]) -> Truth:
    """Tell whether some action of `SELF_RULE` is left by every Deny and passed by every level."""
    best = Truth.NO
    for action, kind in SELF_RULE:
        kept = Truth.YES
        for layer in (holder.identity, *holder.ceilings):
            for claim in layer.denies:
                denied = _about(claim, action, kind) & layer.presence
                if denied is not Truth.NO:
                    denied_by[id(claim)] = claim.cause
                kept &= ~denied
        for level in holder.levels:
            passed = level.implied if not level.unread else level.implied | Truth.UNKNOWN
            for claim in level.allows:
                passed |= _about(claim, action, kind)
            kept &= passed
        best |= kept
    return best


def _about(claim: Claim, action: str, kind: str) -> Truth:
    answer = claim.applies & names_action(claim, action)
    return answer if answer is Truth.NO else answer & covers_all_of_kind(claim.resources, kind)


def _ways(claims: Sequence[Claim], reached: Truth) -> tuple[tuple[Cause, ...], ...]:
    """Return the sets of statements that each cover everything by themselves."""
    wanted = required()
    singles = [claim for claim in claims if wanted <= _on_everything(claim, reached)]
    if singles:
        return tuple((claim.cause,) for claim in singles)
    ways: list[tuple[Cause, ...]] = []
    for document in {id(claim.cause.document): claim.cause.document for claim in claims}.values():
        own = [claim for claim in claims if claim.cause.document is document]
        if wanted <= _union(own, reached):
            ways.append(_fewest(own, reached))
    if not ways and wanted <= _union(claims, reached):
        ways.append(_fewest(claims, reached))
    return tuple(ways)


def _fewest(claims: Sequence[Claim], reached: Truth) -> tuple[Cause, ...]:
    """Return the statements of a set that are needed, dropping the small ones first."""
    kept = sorted(claims, key=lambda claim: len(_on_everything(claim, reached)))
    for claim in tuple(kept):
        rest = [other for other in kept if other is not claim]
        if required() <= _union(rest, reached):
            kept = rest
    return tuple(claim.cause for claim in claims if any(claim is other for other in kept))
