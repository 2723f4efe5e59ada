"""One request, decided: allowed, denied and by what, or open and why.

Follows the order of AWS: an explicit Deny anywhere decides; then every ceiling must allow, and the
identity's own policies or the resource's policy must grant.
Source: IAM User Guide, "Policy evaluation logic", "Cross-account policy evaluation logic";
Organizations User Guide, "SCP evaluation", "RCP evaluation".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from iac_scan.iam.catalogue import bound_by_resource_control
from iac_scan.iam.claims import Cause, Claim, Layer, in_context, says
from iac_scan.iam.guarding import needs_trust
from iac_scan.iam.immovable import is_immovable, stays_at_home
from iac_scan.iam.patterns import Pattern, exactly
from iac_scan.iam.prepared import PreparedPolicies, prepare
from iac_scan.iam.principals import CallerKind, Naming, is_own, naming
from iac_scan.iam.request import Decision, Outcome, Policies, Request, Stage
from iac_scan.values import Truth


@dataclass(slots=True)
class _Trail:
    """What was met on the way to a decision."""

    allowed_by: dict[int, Cause] = field(default_factory=dict)
    denied_by: dict[int, Cause] = field(default_factory=dict)
    undecided: dict[int, Cause] = field(default_factory=dict)
    missing: dict[Stage, None] = field(default_factory=dict)


def decide(
    request: Request,
    policies: Policies | PreparedPolicies,
    *,
    implied_full_access: bool = False,
) -> Decision:
    """Return what becomes of a request.

    Shape: `implied_full_access` takes a level without any Allow to carry `FullAWSAccess`, as
    `permissions` does; without it levels are what they say. An action that the catalogue does not
    list is matched by its name.
    Unknown: POSSIBLE when the answer depends on a statement whose application is in doubt.
    Errors: none; what could not be read of a policy leaves the answer POSSIBLE.
    """
    if (
        request.action.lower() == "sts:getcalleridentity"
        and request.caller.kind is not CallerKind.ANONYMOUS
    ):
        # AWS: refused to nobody who has credentials, by nothing.
        return Decision(Outcome.ALLOWED)
    asked = _exact(request.resource)
    trail = _Trail()
    ready = prepare(policies) if isinstance(policies, Policies) else policies
    stages = _stages(request, ready, whole=implied_full_access)
    denied = _explicitly_denied(request, asked, ready, stages, trail)
    allowed = _granted(request, asked, ready, stages, trail)
    allowed &= _passed(request, asked, stages, trail, implied=implied_full_access)
    fixed = is_immovable(request.action, asked) | _refused_to_root(request)
    if stays_at_home(request.action):
        fixed |= ~is_own(_exact(request.resource_account), request.caller)
    if fixed is not Truth.NO:
        allowed &= ~fixed
        trail.missing[Stage.AWS] = None
    if denied is Truth.YES:
        outcome = Outcome.DENIED_EXPLICITLY
    elif allowed is Truth.NO:
        outcome = Outcome.DENIED_IMPLICITLY
    elif (allowed & ~denied) is Truth.YES:
        outcome = Outcome.ALLOWED
    else:
        outcome = Outcome.POSSIBLE
    return Decision(
        outcome,
        tuple(trail.allowed_by.values()) if outcome in _GRANTING else (),
        tuple(trail.denied_by.values()),
        tuple(trail.missing) if outcome is not Outcome.ALLOWED else (),
        tuple(trail.undecided.values()) if outcome is Outcome.POSSIBLE else (),
    )


_NOT_FOR_ROOT = frozenset({"sts:assumerole", "sts:assumeroot"})
"""What AWS refuses to the root user of an account, in lower case.

Source: AWS STS API Reference, "AssumeRoot"; for "AssumeRole" its reference had the same until 2021,
and STS still answers "Roles may not be assumed by root accounts"."""


def _refused_to_root(request: Request) -> Truth:
    """Tell whether AWS refuses a request because the root user makes it."""
    is_root = request.caller.kind is CallerKind.ROOT
    return Truth.of(is_root and request.action.lower() in _NOT_FOR_ROOT)


def _exact(text: Pattern | str) -> Pattern:
    return exactly(text) if isinstance(text, str) else text


_GRANTING = frozenset({Outcome.ALLOWED, Outcome.POSSIBLE})


_BOUND = frozenset({CallerKind.USER, CallerKind.ROLE, CallerKind.ROOT})
"""Whom service control policies bind."""

_APART = frozenset({CallerKind.SERVICE, CallerKind.FEDERATED, CallerKind.ANONYMOUS})
"""Who has no policies of his own."""


def _stages(
    request: Request, policies: PreparedPolicies, *, whole: bool
) -> list[tuple[Stage, Layer]]:
    """Return every layer that has a say, in the order of AWS.

    Without `whole` statements that cannot be about the action are left out.
    """
    caller = request.caller
    spared: list[Stage] = []
    bound = caller.kind in _BOUND
    if caller.is_service_linked:
        spared.append(Stage.RESOURCE_CONTROL)
    if policies.management_account or caller.is_service_linked or not bound:
        spared.append(Stage.SERVICE_CONTROL)
    layers = policies.layers if whole else policies.about(request.action)
    return [
        (stage, in_context(layer, request.context))
        for stage, layer in layers
        if stage not in spared
    ]


def _applies(claim: Claim, request: Request, asked: Pattern, trail: _Trail) -> Truth:
    """Tell whether a statement is about the request, its principals left aside."""
    answer = says(claim, request.action, asked)
    if answer is Truth.UNKNOWN:
        trail.undecided[id(claim)] = claim.cause
    return answer


def _named(claim: Claim, request: Request, *, bounded: bool = False) -> Naming:
    return naming(claim.cause.statement.principals, request.caller, bounded=bounded)


_WITH_PRINCIPALS = frozenset({Stage.RESOURCE, Stage.RESOURCE_CONTROL, Stage.ENDPOINT})


def _explicitly_denied(
    request: Request,
    asked: Pattern,
    policies: PreparedPolicies,
    stages: Sequence[tuple[Stage, Layer]],
    trail: _Trail,
) -> Truth:
    answer = Truth.NO
    bounded = Stage.BOUNDARY in policies.stages
    for stage, layer in stages:
        if layer.unread:
            answer |= Truth.UNKNOWN
        for claim in layer.denies:
            denied = _applies(claim, request, asked, trail)
            if stage in _WITH_PRINCIPALS and denied is not Truth.NO:
                denied &= _named(claim, request, bounded=bounded).anyhow
            if stage is Stage.RESOURCE_CONTROL and denied is not Truth.NO:
                denied &= bound_by_resource_control(request.action)
            if denied is not Truth.NO:
                trail.denied_by[id(claim)] = claim.cause
            answer |= denied
    return answer


def _granted(
    request: Request,
    asked: Pattern,
    policies: PreparedPolicies,
    stages: Sequence[tuple[Stage, Layer]],
    trail: _Trail,
) -> Truth:
    """Tell whether the caller's policies, the resource's policy, or both together grant."""
    caller = request.caller
    named = _resource_naming(request, asked, stages, trail)
    if caller.kind in _APART:
        return _noted(named.itself, Stage.RESOURCE, trail)
    own = Truth.YES if caller.kind is CallerKind.ROOT else Truth.NO
    own |= _layer_allows(request, asked, stages, Stage.IDENTITY, trail)
    caps: dict[Stage, Truth] = {}
    for stage in (Stage.BOUNDARY, Stage.SESSION):
        if stage in policies.stages:
            caps[stage] = _layer_allows(request, asked, stages, stage, trail)
    capped = Truth.all(caps.values())
    trusted = own & (named.account | ~needs_trust(request.action, asked))
    within = named.itself | ((trusted | named.role) & capped)
    across = own & capped & named.anyhow
    same = is_own(_exact(request.resource_account), caller)
    answer = across if same is Truth.NO else within
    if same is Truth.UNKNOWN and within is not across:
        answer = Truth.UNKNOWN
    if answer is not Truth.YES:
        either = trusted | named.role
        needed = {Stage.IDENTITY: own, Stage.RESOURCE: named.anyhow}
        if same is Truth.YES:
            needed = {Stage.IDENTITY: either, Stage.RESOURCE: either}
        for stage, found in (needed | caps).items():
            _noted(found, stage, trail)
    return answer


def _noted(answer: Truth, stage: Stage, trail: _Trail) -> Truth:
    """Return the answer; note the stage when an Allow is, or may be, missing there."""
    if answer is not Truth.YES:
        trail.missing[stage] = None
    return answer


def _resource_naming(
    request: Request, asked: Pattern, stages: Sequence[tuple[Stage, Layer]], trail: _Trail
) -> Naming:
    """Return how the Allows of the resource's policy name the caller."""
    total = Naming()
    for claim, applies in _allows(request, asked, stages, Stage.RESOURCE, trail):
        named = _named(claim, request)
        total = Naming(
            total.itself | (applies & named.itself),
            total.role | (applies & named.role),
            total.account | (applies & named.account),
        )
        if (applies & named.anyhow) is not Truth.NO:
            trail.allowed_by[id(claim)] = claim.cause
    if any(layer.unread for stage, layer in stages if stage is Stage.RESOURCE):
        doubt = Truth.UNKNOWN
        total = Naming(total.itself | doubt, total.role | doubt, total.account | doubt)
    return total


def _allows(
    request: Request,
    asked: Pattern,
    stages: Sequence[tuple[Stage, Layer]],
    wanted: Stage,
    trail: _Trail,
) -> Iterator[tuple[Claim, Truth]]:
    """Yield the Allows of a stage that are, or may be, about the request."""
    for stage, layer in stages:
        if stage is wanted:
            for claim in layer.allows:
                applies = _applies(claim, request, asked, trail)
                if applies is not Truth.NO:
                    yield claim, applies


def _layer_allows(
    request: Request,
    asked: Pattern,
    stages: Sequence[tuple[Stage, Layer]],
    wanted: Stage,
    trail: _Trail,
) -> Truth:
    answer = Truth.NO
    for claim, applies in _allows(request, asked, stages, wanted, trail):
        answer |= applies
        if wanted is Stage.IDENTITY:
            trail.allowed_by[id(claim)] = claim.cause
    if any(layer.unread for stage, layer in stages if stage is wanted):
        answer |= Truth.UNKNOWN
    return answer


def _passed(
    request: Request,
    asked: Pattern,
    stages: Sequence[tuple[Stage, Layer]],
    trail: _Trail,
    *,
    implied: bool,
) -> Truth:
    """Tell whether every level and the endpoint let the request pass.

    Resource control policies only deny: `RCPFullAWSAccess` cannot be detached.
    """
    answer = Truth.YES
    for stage, layer in stages:
        if stage is not Stage.SERVICE_CONTROL and stage is not Stage.ENDPOINT:
            continue
        passed = Truth.UNKNOWN if layer.unread else Truth.NO
        if implied and stage is Stage.SERVICE_CONTROL:
            passed = Truth.UNKNOWN if layer.allows or layer.unread else Truth.YES
        for claim in layer.allows:
            applies = _applies(claim, request, asked, trail)
            if stage is Stage.ENDPOINT and applies is not Truth.NO:
                applies &= _named(claim, request).anyhow
            passed |= applies
        answer &= _noted(passed, stage, trail)
    return answer
