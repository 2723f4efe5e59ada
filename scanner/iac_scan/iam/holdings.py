"""What a principal may do: its policies, its boundary and its organization's levels together.

Every answer is a pair in one `Truth`: YES is surely granted (sure Allows without possible Denies),
not NO is possibly granted (possible Allows without sure Denies). A condition that the context does
not decide makes its statement possible. What stands at resources is `guarding`.
Source: IAM User Guide, "Policy evaluation logic"; Organizations User Guide, "SCP evaluation".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from iac_scan.iam.action_words import actions_of
from iac_scan.iam.catalogue import everything
from iac_scan.iam.claims import Cause, Layer, Policy, between, held_as, in_context, prepared
from iac_scan.iam.conditions import UNKNOWN_CONTEXT, Context, all_hold
from iac_scan.iam.guarding import Guard, Surroundings
from iac_scan.iam.policy import Effect, PolicyKind, Statement
from iac_scan.iam.principals import Caller
from iac_scan.iam.resources import covers_everything, resources_of
from iac_scan.values import Truth, Unknown


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether something is granted, and by what."""

    truth: Truth
    """YES surely, NO surely not."""
    ways: tuple[tuple[Cause, ...], ...] = ()
    """Sets of statements that each grant it by themselves; for YES those that surely do.

    Shape: empty for NO, and when only unread documents could grant it."""
    denied_by: tuple[Cause, ...] = ()
    """Deny statements that take it away, or may."""
    unread: tuple[Unknown, ...] = ()
    """Why a document could not be read that may change the answer."""


@dataclass(frozen=True, slots=True)
class Permissions:
    """Everything that decides what one principal may do, made ready for questions."""

    identity: Layer
    """The union of its own policies and those of its groups."""
    boundary: Layer | None
    """The permissions boundary, or None when there surely is none."""
    levels: tuple[Layer, ...]
    """The service control policies of each level of the organization, the root first."""
    session: Layer | None = None
    """The policy that the session was started with, or None when there is none."""
    around: Surroundings | None = None
    """What stands at the resources; None when that is not weighed."""

    @property
    def caps(self) -> tuple[Layer, ...]:
        """What limits the principal's own policies, and not what is given to it by name."""
        return tuple(each for each in (self.boundary, self.session) if each is not None)

    @property
    def ceilings(self) -> tuple[Layer, ...]:
        """Everything that must allow as well, and grants nothing."""
        return (*self.caps, *self.levels)

    @property
    def unread(self) -> tuple[Unknown, ...]:
        """Why a part of it could not be read."""
        return tuple(why for layer in (self.identity, *self.ceilings) for why in layer.unread)


def permissions(
    identity: Iterable[Policy],
    *,
    boundary: Policy | Unknown | None = None,
    session: Policy | None = None,
    levels: Sequence[Iterable[Policy]] = (),
    context: Context = UNKNOWN_CONTEXT,
    implied_full_access: bool = True,
    caller: Caller | None = None,
    guards: Iterable[Guard] = (),
    controls: Sequence[Iterable[Policy]] = (),
) -> Permissions:
    """Return the permissions of a principal that carries the given documents.

    Shape: `levels` holds the service control policies of the root, of each unit on the way down
    and of the account. AWS attaches `FullAWSAccess` to each of them when it is made, and code
    seldom says so: with `implied_full_access` a level without any Allow is taken to carry it, and
    one with Allows may carry it too. With a `caller` what stands at resources counts: the resource
    policies in `guards`, and in `controls` the resource control policies of the caller's account.
    A `caller` that is a service-linked role is bound by no level.
    Unknown: an unknown boundary leaves everything undecided.
    """
    cap = _cap(boundary, context)
    steps: list[Layer] = []
    is_bound = caller is None or not caller.is_service_linked
    for level in levels if is_bound else ():
        layer = compiled(level, context)
        implied = Truth.NO
        if implied_full_access:
            implied = Truth.UNKNOWN if layer.allows or layer.unread else Truth.YES
        steps.append(replace(layer, implied=implied))
    around = None
    if caller is not None:
        bounded = Truth.NO if cap is None else cap.presence
        if isinstance(boundary, Unknown):
            bounded = Truth.UNKNOWN
        bars = tuple(prepared(level) for level in controls)
        around = Surroundings(caller, context, tuple(guards), bars, bounded)
    limit = _cap(session, context)
    return Permissions(compiled(identity, context), cap, tuple(steps), limit, around)


def _cap(policy: Policy | Unknown | None, context: Context) -> Layer | None:
    """Return a boundary or session policy, ready for questions."""
    match policy:
        case None:
            return None
        case Unknown():
            return Layer((), (), (policy,))
        case _:
            held = held_as(policy)
            return replace(compiled((held.document,), context), presence=held.presence)


def compiled(policies: Iterable[Policy], context: Context = UNKNOWN_CONTEXT) -> Layer:
    """Return the documents of one layer, ready for questions in one context."""
    return in_context(prepared(policies), context)


def allows_everything(statement: Statement) -> Truth:
    """Tell whether one statement allows every action on every resource, whatever the request.

    Unknown: a condition leaves it undecided, as do holes in its words; a statement that is not
    surely there does not.
    """
    if statement.effect is Effect.DENY or statement.actions is None:
        return Truth.NO
    actions = actions_of(statement.actions)
    answer = between(everything() <= actions.sure, everything() <= actions.possible)
    resources = resources_of(statement.resources, PolicyKind.IDENTITY, variables=True)
    answer &= covers_everything(resources)
    if statement.conditions:
        answer &= all_hold(statement.conditions, UNKNOWN_CONTEXT)
    if statement.unread is not None or statement.effect is None:
        answer &= Truth.UNKNOWN
    return answer
