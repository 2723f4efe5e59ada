"""One request, decided: allowed, denied and by what, or open and why.

Follows the order of AWS: an explicit Deny anywhere decides; then every ceiling must allow, and the
identity's own policies or the resource's policy must grant.
Source: IAM User Guide, "Policy evaluation logic", "Cross-account policy evaluation logic";
Organizations User Guide, "SCP evaluation", "RCP evaluation" (read 2026-11-23).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from iac_scan.iam.conditions import UNKNOWN_CONTEXT, Context
from iac_scan.iam.immovable import is_immovable
from iac_scan.iam.patterns import Pattern, exactly, is_subset
from iac_scan.iam.permissions import Cause, Claim, Layer, Policy, compiled, says
from iac_scan.iam.policy import PolicyDocument
from iac_scan.iam.principals import Caller, CallerKind, Naming, naming
from iac_scan.values import Truth


class Stage(Enum):
    """A kind of policy that takes part in a decision."""

    IDENTITY = "identity policies"
    RESOURCE = "resource policy"
    BOUNDARY = "permissions boundary"
    SESSION = "session policy"
    ENDPOINT = "endpoint policy"
    SERVICE_CONTROL = "service control policies"
    RESOURCE_CONTROL = "resource control policies"
    AWS = "AWS itself"


@dataclass(frozen=True, slots=True)
class Request:
    """One request."""

    caller: Caller
    """Who asks."""
    action: str
    """For what: `s3:GetObject`."""
    resource: Pattern | str
    """On what: an ARN, or `*` for actions that name no resource."""
    resource_account: Pattern | str
    """The account that owns the resource."""
    context: Context = UNKNOWN_CONTEXT
    """What is known of the rest."""


@dataclass(frozen=True, slots=True)
class Policies:
    """Every policy that has a say in one request; a kind that is not there has none."""

    identity: Sequence[Policy] = ()
    """The caller's own and those of its groups."""
    boundary: PolicyDocument | None = None
    """The caller's permissions boundary."""
    session: PolicyDocument | None = None
    """The policy that the session was started with."""
    resource: PolicyDocument | None = None
    """The policy of the resource: for a role its trust policy, for a key its key policy."""
    endpoint: PolicyDocument | None = None
    """The policy of the VPC endpoint that the request goes through."""
    service_control: Sequence[Iterable[Policy]] = ()
    """The SCPs of the caller's account, level by level; empty outside of an organization."""
    resource_control: Sequence[Iterable[Policy]] = ()
    """The RCPs of the resource's account, level by level."""
    management_account: bool = False
    """Whether the caller's account is the management account, which SCPs do not bind."""


class Outcome(Enum):
    """What becomes of a request."""

    ALLOWED = "allowed"
    DENIED_EXPLICITLY = "denied explicitly"
    DENIED_IMPLICITLY = "denied implicitly"
    POSSIBLE = "possible"
    """It depends on something that is not known."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a request, and why."""

    outcome: Outcome
    """What becomes of it."""
    allowed_by: tuple[Cause, ...] = ()
    """The Allows that grant it, or may."""
    denied_by: tuple[Cause, ...] = ()
    """The Denies that refuse it, or may."""
    missing: tuple[Stage, ...] = ()
    """Where an Allow is missing, or may be."""
    undecided: tuple[Cause, ...] = ()
    """Statements of which it is not known whether they apply."""


@dataclass(slots=True)
class _Trail:
    """What was met on the way to a decision."""

    allowed_by: dict[int, Cause] = field(default_factory=dict)
    denied_by: dict[int, Cause] = field(default_factory=dict)
    undecided: dict[int, Cause] = field(default_factory=dict)
    missing: dict[Stage, None] = field(default_factory=dict)


def decide(request: Request, policies: Policies, *, implied_full_access: bool = False) -> Decision:
    """Return what becomes of a request.

    Shape: `implied_full_access` takes a level without any Allow to carry `FullAWSAccess`, as
    `permissions` does; without it levels are what they say.
    Unknown: POSSIBLE when the answer depends on a statement whose application is in doubt.
    """
    if request.action.lower() == "sts:getcalleridentity":
        # AWS: cannot be refused, by anything.
        return Decision(Outcome.ALLOWED)
    asked = _exact(request.resource)
    trail = _Trail()
    stages = _stages(request, policies)
    denied = _explicitly_denied(request, asked, policies, stages, trail)
    allowed = _granted(request, asked, policies, stages, trail)
    allowed &= _passed(request, asked, stages, trail, implied=implied_full_access)
    fixed = is_immovable(request.action, asked)
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


def _exact(text: Pattern | str) -> Pattern:
    return exactly(text) if isinstance(text, str) else text


_GRANTING = frozenset({Outcome.ALLOWED, Outcome.POSSIBLE})


def _stages(request: Request, policies: Policies) -> list[tuple[Stage, Layer]]:
    """Return every layer that has a say, in the order of AWS."""
    caller, context = request.caller, request.context
    found: list[tuple[Stage, Layer]] = []
    if not caller.is_service_linked:
        levels = (compiled(level, context) for level in policies.resource_control)
        found.extend((Stage.RESOURCE_CONTROL, layer) for layer in levels)
    bound = caller.kind in {CallerKind.USER, CallerKind.ROLE, CallerKind.ROOT}
    if bound and not (policies.management_account or caller.is_service_linked):
        levels = (compiled(level, context) for level in policies.service_control)
        found.extend((Stage.SERVICE_CONTROL, layer) for layer in levels)
    alone = (
        (Stage.RESOURCE, policies.resource),
        (Stage.SESSION, policies.session),
        (Stage.BOUNDARY, policies.boundary),
        (Stage.ENDPOINT, policies.endpoint),
    )
    found += [(stage, compiled((policy,), context)) for stage, policy in alone if policy]
    found.append((Stage.IDENTITY, compiled(policies.identity, context)))
    return found


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
    policies: Policies,
    stages: Sequence[tuple[Stage, Layer]],
    trail: _Trail,
) -> Truth:
    answer = Truth.NO
    bounded = policies.boundary is not None
    for stage, layer in stages:
        if layer.unread:
            answer |= Truth.UNKNOWN
        for claim in layer.denies:
            denied = _applies(claim, request, asked, trail)
            if stage in _WITH_PRINCIPALS and denied is not Truth.NO:
                denied &= _named(claim, request, bounded=bounded).anyhow
            if denied is not Truth.NO:
                trail.denied_by[id(claim)] = claim.cause
            answer |= denied
    return answer


def _granted(
    request: Request,
    asked: Pattern,
    policies: Policies,
    stages: Sequence[tuple[Stage, Layer]],
    trail: _Trail,
) -> Truth:
    """Tell whether the caller's policies, the resource's policy, or both together grant."""
    caller = request.caller
    named = _resource_naming(request, asked, stages, trail)
    if caller.kind in {CallerKind.SERVICE, CallerKind.FEDERATED, CallerKind.ANONYMOUS}:
        return _noted(named.itself, Stage.RESOURCE, trail)
    own = Truth.YES if caller.kind is CallerKind.ROOT else Truth.NO
    own |= _layer_allows(request, asked, stages, Stage.IDENTITY, trail)
    caps: dict[Stage, Truth] = {}
    for stage, policy in ((Stage.BOUNDARY, policies.boundary), (Stage.SESSION, policies.session)):
        if policy is not None:
            caps[stage] = _layer_allows(request, asked, stages, stage, trail)
    capped = min(caps.values(), key=lambda answer: answer.value, default=Truth.YES)
    trusted = own & named.account if _needs_trust(request) else own
    within = named.itself | ((trusted | named.role) & capped)
    across = own & capped & named.anyhow
    account = _exact(request.resource_account)
    same = Truth.NO if caller.account is None else is_subset(caller.account, account)
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


def _needs_trust(request: Request) -> bool:
    """Tell whether own policies count only where the resource's policy hands over to the account.

    Source: KMS Developer Guide, "Key policies"; IAM User Guide, "Roles terms and concepts"
    (2026-11-23).
    """
    action = request.action.lower()
    return action.startswith(("kms:", "sts:assumerole"))


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
        if stage not in {Stage.SERVICE_CONTROL, Stage.ENDPOINT}:
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
