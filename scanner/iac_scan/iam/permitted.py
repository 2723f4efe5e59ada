"""Every action at once: what a principal surely, and possibly, may do on something.

Single actions, and what grants them, are asked for in `questions`, by the same rules. A range of
actions is a truth value for each of them: surely in it, in doubt, or not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from iac_scan.iam.action_words import ActionRange, matching
from iac_scan.iam.catalogue import (
    NOTHING,
    ActionSet,
    bound_by_resource_control,
    everything,
    services,
    without_resource_type,
)
from iac_scan.iam.claims import Claim, Layer, Prepared, in_context
from iac_scan.iam.guarding import (
    Guard,
    Surroundings,
    is_wide,
    means,
    met,
    needs_trust,
    owned_by_name,
)
from iac_scan.iam.holdings import Permissions
from iac_scan.iam.immovable import AT_HOME, immovable_actions
from iac_scan.iam.patterns import Pattern, glob
from iac_scan.iam.principals import naming
from iac_scan.iam.resources import EVERYTHING, NO_RESOURCE, covers
from iac_scan.values import Truth


def permitted_actions(holder: Permissions, resource: Pattern | str = EVERYTHING) -> ActionRange:
    """Return the actions that a principal surely, and possibly, may do on what `resource` names.

    Shape: `sure` and `possible` of the answer, the first a part of the second; actions that the
    catalogue does not list are in neither. A Deny on a part of a glob does not take the action
    away.
    Unknown: as in `permits`, action by action.
    """
    return _permitted(holder, glob(resource) if isinstance(resource, str) else resource)


@lru_cache(maxsize=512)
def _permitted(holder: Permissions, asked: Pattern) -> ActionRange:
    own = _allowed(holder.identity, asked)
    capped = _all()
    for cap in holder.caps:
        capped = _both(capped, _passed(cap, asked))
    if holder.around is None:
        granted, denied = _both(own, capped), _none()
    else:
        granted, denied = _at_resource(holder.around, asked, own, capped)
    for level in holder.levels:
        granted = _both(granted, _passed(level, asked))
    for layer in (holder.identity, *holder.ceilings):
        refused = _total(layer.denies, asked)
        denied = _either(denied, _limited(refused, layer.presence))
    left = _both(granted, _but(_either(denied, _immovable(asked))))
    always = NOTHING if holder.around is None else matching("sts:GetCallerIdentity")
    sure = NOTHING if holder.unread else left.sure
    return ActionRange(sure | always, left.possible | always)


@dataclass(slots=True)
class _There:
    """What stands at a resource, for every action."""

    itself: ActionRange
    role: ActionRange
    account: ActionRange
    denied: ActionRange
    same: Truth


def _at_resource(
    around: Surroundings, asked: Pattern, own: ActionRange, capped: ActionRange
) -> tuple[ActionRange, ActionRange]:
    """Return what own policies and those of resources grant, and what the latter refuse."""
    found = met(around, asked)
    there = _There(_none(), _none(), _none(), _none(), owned_by_name(around.caller, asked))
    needs = _needing_trust(asked)
    if not any(inside is Truth.YES for _, inside in found):
        if is_wide(asked):
            needs = _limited(needs, Truth.UNKNOWN if found else Truth.NO)
        elif there.same is Truth.YES:
            there.account = _limited(needs, Truth.UNKNOWN)
        if there.same is not Truth.YES:
            there.account = _limited(_all(), Truth.UNKNOWN)
        for level in around.controls:
            _refuse(around, level, there.same, asked, there)
    for each, inside in found:
        _weigh(around, each, inside, asked, there)
    handed_over = _either(there.account, _but(needs))
    given = _either(there.itself, _both(there.role, capped))
    within = _either(given, _both(_both(own, capped), handed_over))
    anyhow = _either(_either(there.itself, there.role), there.account)
    across = _both(_both(own, capped), anyhow)
    granted = across if there.same is Truth.NO else within
    if there.same is Truth.UNKNOWN:
        granted = ActionRange(within.sure & across.sure, within.possible | across.possible)
    abroad = _limited(ActionRange(matching(AT_HOME), matching(AT_HOME)), ~there.same)
    return granted, _either(there.denied, abroad)


def _weigh(around: Surroundings, each: Guard, inside: Truth, asked: Pattern, there: _There) -> None:
    """Add what one guard says."""
    same = each.is_owned_by(around.caller)
    is_known = inside is Truth.YES or same is there.same
    there.same = same if is_known else Truth.UNKNOWN
    layer = in_context(each.policy, around.context)
    for claim in layer.allows:
        named = naming(claim.cause.statement.principals, around.caller)
        there.itself = _either(there.itself, _about(claim, asked, inside & named.itself))
        there.role = _either(there.role, _about(claim, asked, inside & named.role))
        there.account = _either(there.account, _about(claim, asked, inside & named.account))
    for claim in layer.denies:
        refused = _about(claim, asked, inside & means(around, claim))
        there.denied = _either(there.denied, refused)
    if layer.unread:
        doubt = _limited(_all(), Truth.UNKNOWN)
        there.itself, there.account = _either(there.itself, doubt), _either(there.account, doubt)
        there.denied = _either(there.denied, doubt)
    for level in each.controls:
        _refuse(around, level, inside, asked, there)


def _refuse(
    around: Surroundings, level: Prepared, inside: Truth, asked: Pattern, there: _There
) -> None:
    """Add what the resource control policies of one level refuse."""
    if around.caller.is_service_linked:
        return
    layer = in_context(level, around.context)
    refused = _limited(_all(), Truth.UNKNOWN if layer.unread else Truth.NO)
    for claim in layer.denies:
        refused = _either(refused, _about(claim, asked, means(around, claim)))
    bound = ActionRange(_under_resource_control(), everything())
    there.denied = _either(there.denied, _limited(_both(refused, bound), inside))


@lru_cache(maxsize=1)
def _under_resource_control() -> ActionSet:
    """Return every action that resource control policies surely bind."""
    total = NOTHING
    for service in services():
        if bound_by_resource_control(f"{service.name}:*") is Truth.YES:
            total |= service.all
    return total


@lru_cache(maxsize=1)
def _of_keys_and_roles() -> ActionSet:
    return matching("kms:*") | matching("sts:*")


@lru_cache(maxsize=1024)
def _needing_trust(asked: Pattern) -> ActionRange:
    """Return the actions for which a resource must hand over to the account."""
    sure = possible = NOTHING
    for action in _of_keys_and_roles():
        needs = needs_trust(action, asked)
        if needs is not Truth.NO:
            possible |= matching(action)
        if needs is Truth.YES:
            sure |= matching(action)
    return ActionRange(sure, possible)


def _immovable(asked: Pattern) -> ActionRange:
    sure = possible = NOTHING
    for action, refused in immovable_actions(asked):
        possible |= matching(action)
        if refused is Truth.YES:
            sure |= matching(action)
    return ActionRange(sure, possible)


def _allowed(layer: Layer, asked: Pattern) -> ActionRange:
    allowed = _total(layer.allows, asked)
    return ActionRange(allowed.sure, everything()) if layer.unread else allowed


def _passed(ceiling: Layer, asked: Pattern) -> ActionRange:
    """Return what a ceiling lets pass; its Denies are weighed elsewhere."""
    passed = _either(_allowed(ceiling, asked), _limited(_all(), ceiling.implied))
    if ceiling.presence is Truth.YES:
        return passed
    return ActionRange(passed.sure, everything())


def _total(claims: Iterable[Claim], asked: Pattern) -> ActionRange:
    total = _none()
    for claim in claims:
        total = _either(total, _about(claim, asked, Truth.YES))
    return total


def _about(claim: Claim, asked: Pattern, so_far: Truth) -> ActionRange:
    """Return the actions that a statement has on what is asked, as far as something holds.

    A request for an action without resource type names the star itself, which `NotResource` of
    some ARNs is about, though it is not about everything.
    """
    so_far &= claim.applies
    whole = covers(claim.resources, asked)
    bare = covers(claim.resources, NO_RESOURCE) if asked == EVERYTHING else whole
    found = _limited(claim.actions, so_far & whole)
    if bare is whole:
        return found
    without = without_resource_type()
    star = _limited(claim.actions, so_far & bare)
    return ActionRange(
        (found.sure - without) | (star.sure & without),
        (found.possible - without) | (star.possible & without),
    )


def _all() -> ActionRange:
    return ActionRange(everything(), everything())


def _none() -> ActionRange:
    return ActionRange(NOTHING, NOTHING)


def _limited(actions: ActionRange, truth: Truth) -> ActionRange:
    """Return the actions as far as something else holds."""
    match truth:
        case Truth.YES:
            return actions
        case Truth.UNKNOWN:
            return ActionRange(NOTHING, actions.possible)
        case Truth.NO:
            return _none()


def _both(one: ActionRange, other: ActionRange) -> ActionRange:
    return ActionRange(one.sure & other.sure, one.possible & other.possible)


def _either(one: ActionRange, other: ActionRange) -> ActionRange:
    return ActionRange(one.sure | other.sure, one.possible | other.possible)


def _but(actions: ActionRange) -> ActionRange:
    """Return every action but these."""
    return ActionRange(~actions.possible, ~actions.sure)
