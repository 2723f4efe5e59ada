"""What stands at resources, as one caller meets it: their policies, and their accounts' RCPs.

What the caller holds himself is `holdings`; both together are asked in `questions`.
Source: IAM User Guide, "Policy evaluation logic", "Cross-account policy evaluation logic";
Organizations User Guide, "RCP evaluation".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from iac_scan.iam.catalogue import bound_by_resource_control, without_resource_type
from iac_scan.iam.claims import (
    Cause,
    Claim,
    Policy,
    Prepared,
    in_context,
    prepared,
    says,
)
from iac_scan.iam.conditions import Context
from iac_scan.iam.globs import Wild
from iac_scan.iam.immovable import stays_at_home
from iac_scan.iam.operators import ARN_PARTS, arn_parts
from iac_scan.iam.patterns import Pattern, exactly, glob, intersects, is_subset, pattern_from
from iac_scan.iam.principals import Caller, Naming, is_own, naming
from iac_scan.values import Truth


@dataclass(frozen=True, slots=True)
class Guard:
    """The policy of a resource, made ready for every caller; see `guard`."""

    scope: tuple[Pattern, ...]
    """The ARN of the resource, and those of what is inside of it."""
    account: Pattern
    """The account that owns it."""
    policy: Prepared
    """Its policy: for a role the trust policy."""
    controls: tuple[Prepared, ...] = ()
    """The resource control policies of the levels above that account."""

    def is_owned_by(self, caller: Caller) -> Truth:
        """Tell whether the resource is in the caller's account."""
        return Truth.NO if caller.account is None else is_subset(self.account, caller.account)


def guard(
    policy: Policy,
    resource: Pattern | str,
    account: Pattern | str,
    controls: Sequence[Iterable[Policy]] = (),
) -> Guard:
    """Return a resource policy as `permissions` takes it.

    Shape: `resource` is the ARN of what carries the policy; its statements are about that and what
    is inside of it (`bucket/*`, `function:*`), whatever they name. `controls` are the resource
    control policies of its account, level by level.
    """
    arn = exactly(resource) if isinstance(resource, str) else resource
    owner = exactly(account) if isinstance(account, str) else account
    inside = tuple(pattern_from((*arn.tokens, mark, Wild.ANY)) for mark in "/:")
    levels = tuple(prepared(level) for level in controls)
    return Guard((arn, *inside), owner, prepared((policy,)), levels)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything at the resources that has a say in what one caller may do."""

    caller: Caller
    """Who asks."""
    context: Context
    """What is known of his requests."""
    guards: tuple[Guard, ...]
    """The resource policies that are known."""
    controls: tuple[Prepared, ...]
    """The resource control policies of the caller's own account."""
    bounded: Truth
    """Whether the caller carries a permissions boundary."""


@dataclass(slots=True)
class Side:
    """What the side of the resource says to one action on one resource."""

    named: Naming = field(default_factory=Naming)
    """How the Allows there name the caller."""
    denied: Truth = Truth.NO
    """Whether a Deny there refuses him."""
    same: Truth = Truth.YES
    """Whether the resource is in the caller's account."""
    needs: Truth = Truth.NO
    """Whether own policies count only where the resource hands over to the caller's account."""
    allowed_by: dict[int, Cause] = field(default_factory=dict)
    """The Allows that name him, or may."""
    denied_by: dict[int, Cause] = field(default_factory=dict)
    """The Denies that refuse him, or may."""

    @property
    def lets_own_count(self) -> Truth:
        """Whether what the caller's own policies grant is granted here."""
        within = self.named.account | ~self.needs
        across = self.named.anyhow
        if self.same is Truth.UNKNOWN:
            return within if within is across else Truth.UNKNOWN
        return within if self.same is Truth.YES else across


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked, by whom."""

    around: Surroundings
    action: str
    asked: Pattern

    def about(self, claim: Claim) -> Truth:
        """Tell whether a statement is about it, its principals left aside."""
        return says(claim, self.action, self.asked)


def side_of(around: Surroundings, action: str, asked: Pattern) -> Side:
    """Return what stands at a resource.

    Shape: `asked` is an ARN or a glob of ARNs; policies of a part of a glob are not weighed, as a
    Deny on a part is not. A resource without an account in its ARN (a bucket) that nobody declares
    counts as the caller's own.
    Unknown: the policy of a key, a role or another account's resource that nobody declares.
    """
    found = met(around, asked)
    question = _Asked(around, action, asked)
    side = Side(same=owned_by_name(around.caller, asked), needs=needs_trust(action, asked))
    if not any(inside is Truth.YES for _, inside in found):
        if is_wide(asked):
            side.needs &= Truth.UNKNOWN if found else Truth.NO
        if side.same is not Truth.YES or (side.needs is not Truth.NO and not is_wide(asked)):
            side.named = Naming(account=Truth.UNKNOWN)
        for level in around.controls:
            _refuse(question, level, side.same, side)
    for each, inside in found:
        _weigh(question, each, inside, side)
    if stays_at_home(action):
        side.denied |= ~side.same
    return side


def met(around: Surroundings, asked: Pattern) -> list[tuple[Guard, Truth]]:
    """Return the guards of which all that is asked about is, or may be, a part."""
    found = ((each, _is_in(each, asked)) for each in around.guards)
    return [(each, inside) for each, inside in found if inside is not Truth.NO]


def _is_in(each: Guard, asked: Pattern) -> Truth:
    """Tell whether all that is asked about is what a guard guards.

    What is not known of the ARN of a declared thing holds no wildcard: a glob is inside only where
    what stands before its first wildcard is.
    """
    answer = Truth.NO
    beginning = _before_wildcards(asked)
    for pattern in each.scope:
        if beginning is asked or not pattern.has_holes:
            answer |= is_subset(asked, pattern)
        elif pattern.tokens[-1] is Wild.ANY:
            answer |= is_subset(beginning, pattern)
    return answer


def _before_wildcards(asked: Pattern) -> Pattern:
    first = next((at for at, token in enumerate(asked.tokens) if isinstance(token, Wild)), None)
    return asked if first is None else pattern_from(asked.tokens[:first])


def is_wide(asked: Pattern) -> bool:
    """Tell whether a pattern has wildcards, and so may stand for several resources."""
    return _before_wildcards(asked) is not asked


def _weigh(question: _Asked, each: Guard, inside: Truth, side: Side) -> None:
    """Add what one guard says."""
    around = question.around
    same = each.is_owned_by(around.caller)
    side.same = same if inside is Truth.YES else _either(side.same, same)
    layer = in_context(each.policy, around.context)
    for claim in layer.allows:
        side.named = _more(side.named, _named(question, claim, inside, side))
    doubt = inside & Truth.UNKNOWN if layer.unread else Truth.NO
    side.named = _more(side.named, Naming(doubt, doubt, doubt))
    side.denied |= doubt
    for claim in layer.denies:
        _note(side, claim, question.about(claim) & inside & means(around, claim))
    for level in each.controls:
        _refuse(question, level, inside, side)


def _either(one: Truth, other: Truth) -> Truth:
    return one if one is other else Truth.UNKNOWN


def _named(question: _Asked, claim: Claim, inside: Truth, side: Side) -> Naming:
    """Return how an Allow names the caller, as far as it applies; note it when it does."""
    named = naming(claim.cause.statement.principals, question.around.caller)
    named = _so_far(named, question.about(claim) & inside)
    if named.anyhow is not Truth.NO:
        side.allowed_by[id(claim)] = claim.cause
    return named


def _more(one: Naming, other: Naming) -> Naming:
    return Naming(one.itself | other.itself, one.role | other.role, one.account | other.account)


def _refuse(question: _Asked, level: Prepared, inside: Truth, side: Side) -> None:
    """Add what the resource control policies of one level refuse."""
    around = question.around
    if around.caller.is_service_linked:
        return
    layer = in_context(level, around.context)
    bound = bound_by_resource_control(question.action) & inside
    if layer.unread:
        side.denied |= Truth.UNKNOWN & bound
    for claim in layer.denies:
        _note(side, claim, question.about(claim) & bound & means(around, claim))


def means(around: Surroundings, claim: Claim) -> Truth:
    """Tell whether a Deny at a resource means the caller."""
    principals = claim.cause.statement.principals
    free = naming(principals, around.caller).anyhow
    if around.bounded is Truth.NO:
        return free
    bound = naming(principals, around.caller, bounded=True).anyhow
    return bound if around.bounded is Truth.YES else _either(free, bound)


def _note(side: Side, claim: Claim, denied: Truth) -> None:
    if denied is not Truth.NO:
        side.denied_by[id(claim)] = claim.cause
        side.denied |= denied


def given(
    around: Surroundings, action: str, asked: Pattern | None
) -> Iterator[tuple[Claim, Pattern, Naming]]:
    """Yield the Allows of resource policies that may give an action by themselves, and on what.

    Shape: what is asked when something is; else each part of a resource that a statement names.
    How the caller is named comes with it, as far as the statement is about that.
    """
    for each in around.guards:
        inside = Truth.YES if asked is None else _is_in(each, asked)
        if inside is Truth.NO:
            continue
        for claim in in_context(each.policy, around.context).allows:
            about = inside & says(claim, action, asked)
            named = _so_far(naming(claim.cause.statement.principals, around.caller), about)
            if (named.itself | named.role) is not Truth.NO:
                parts = (asked,) if asked is not None else tuple(_parts(each, claim))
                yield from ((claim, part, named) for part in parts)


def _so_far(named: Naming, about: Truth) -> Naming:
    return Naming(named.itself & about, named.role & about, named.account & about)


def _parts(each: Guard, claim: Claim) -> Iterator[Pattern]:
    """Yield what a statement names of the resource that it stands at."""
    if claim.resources.negated or claim.resources.open:
        yield from each.scope
        return
    for pattern in (*claim.resources.sure, *claim.resources.possible):
        for shape in each.scope:
            if is_subset(pattern, shape) is Truth.YES:
                yield pattern
            elif intersects(pattern, shape) is not Truth.NO:
                yield shape


def needs_trust(action: str, asked: Pattern) -> Truth:
    """Tell whether own policies count only where the resource's policy hands over to the account.

    That is so for keys and roles. Aliases and key stores have no policy of their own.
    Source: KMS Developer Guide, "Key policies", "Controlling access to aliases"; IAM User Guide,
    "Roles terms and concepts".
    """
    lowered = action.lower()
    if lowered.startswith("sts:"):
        return Truth.of(lowered.startswith("sts:assumerole") or lowered in _OF_SESSIONS)
    if not lowered.startswith("kms:"):
        return Truth.NO
    if lowered in without_resource_type():
        return Truth.NO
    return intersects(_KEYS, asked)


_OF_SESSIONS = frozenset({"sts:tagsession", "sts:setsourceidentity", "sts:setcontext"})
"""What a caller may do to the session of a role, beside starting it; the role must let him.

Source: IAM User Guide, "Pass session tags in AWS STS", "Monitor and control actions taken with
assumed roles"."""

_KEYS = glob("arn:*:kms:*:*:key/*")


def owned_by_name(caller: Caller, asked: Pattern) -> Truth:
    """Tell whether an ARN names the caller's account, AWS's own, or none."""
    parts = arn_parts(asked.tokens)
    if parts is None or len(parts) < ARN_PARTS or caller.account is None:
        return Truth.YES
    account = parts[4]
    if not account.tokens or any(isinstance(token, Wild) for token in account.tokens):
        return Truth.YES
    return is_own(account, caller)
