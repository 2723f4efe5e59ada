"""What a principal may do: its policies, its boundary and its organization's levels together.

Every answer is a pair in one `Truth`: YES is surely granted (sure Allows without possible Denies),
not NO is possibly granted (possible Allows without sure Denies). A condition that the context does
not decide makes its statement possible. Resource-based policies and requests of other accounts are
not weighed here.
Source: IAM User Guide, "Policy evaluation logic"; Organizations User Guide, "SCP evaluation"
(read 2026-11-23).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from iac_scan.iam.catalogue import (
    ActionRange,
    ActionSet,
    action_matches,
    actions_of,
    everything,
    number_of,
)
from iac_scan.iam.conditions import UNKNOWN_CONTEXT, Context, all_hold
from iac_scan.iam.patterns import Pattern
from iac_scan.iam.policy import Effect, PolicyDocument, PolicyKind, Statement, Words
from iac_scan.iam.resources import (
    ResourceSet,
    covers,
    covers_everything,
    resources_of,
)
from iac_scan.values import Truth, Unknown


@dataclass(frozen=True, slots=True)
class Held:
    """A document that somebody carries, and whether he surely does."""

    document: PolicyDocument
    """The document."""
    presence: Truth = Truth.YES
    """Whether it is there."""


Policy: TypeAlias = PolicyDocument | Held
"""A document, surely there unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A statement that an answer rests on."""

    document: PolicyDocument
    """The document that it stands in, as it was given."""
    statement: Statement
    """The statement."""


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
class Claim:
    """One statement made ready for questions."""

    cause: Cause
    """The statement."""
    words: Words | None
    """Its actions as written, for actions that the catalogue does not list."""
    actions: ActionRange
    """Its actions."""
    resources: ResourceSet
    """Its resources."""
    there: Truth
    """Whether it is there, was read whole and has this effect, its conditions left aside."""
    applies: Truth
    """Whether it is there, and its conditions hold in the context."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One policy type, or one level of the organization, made ready for questions."""

    allows: tuple[Claim, ...]
    """The Allow statements."""
    denies: tuple[Claim, ...]
    """The Deny statements."""
    unread: tuple[Unknown, ...]
    """Why it may hold more."""
    presence: Truth = Truth.YES
    """Whether it is there; a ceiling that is not there stops nothing."""
    implied: Truth = Truth.NO
    """Whether it allows everything beside what is written."""


@dataclass(frozen=True, slots=True)
class Permissions:
    """Everything that decides what one principal may do, made ready for questions."""

    identity: Layer
    """The union of its own policies and those of its groups."""
    boundary: Layer | None
    """The permissions boundary, or None when there surely is none."""
    levels: tuple[Layer, ...]
    """The service control policies of each level of the organization, the root first."""

    @property
    def ceilings(self) -> tuple[Layer, ...]:
        """Everything that must allow as well, and grants nothing."""
        return self.levels if self.boundary is None else (self.boundary, *self.levels)

    @property
    def unread(self) -> tuple[Unknown, ...]:
        """Why a part of it could not be read."""
        return tuple(why for layer in (self.identity, *self.ceilings) for why in layer.unread)


def permissions(
    identity: Iterable[Policy],
    *,
    boundary: Policy | Unknown | None = None,
    levels: Sequence[Iterable[Policy]] = (),
    context: Context = UNKNOWN_CONTEXT,
    implied_full_access: bool = True,
) -> Permissions:
    """Return the permissions of a principal that carries the given documents.

    Shape: `levels` holds the service control policies of the root, of each unit on the way down
    and of the account. AWS attaches `FullAWSAccess` to each of them when it is made, and code
    seldom says so: with `implied_full_access` a level without any Allow is taken to carry it, and
    one with Allows may carry it too.
    Unknown: an unknown boundary leaves everything undecided.
    """
    cap: Layer | None = None
    match boundary:
        case None:
            pass
        case Unknown():
            cap = Layer((), (), (boundary,))
        case _:
            held = _held(boundary)
            layer = compiled((held.document,), context)
            cap = replace(layer, presence=held.presence)
    steps: list[Layer] = []
    for level in levels:
        layer = compiled(level, context)
        implied = Truth.NO
        if implied_full_access:
            implied = Truth.UNKNOWN if layer.allows or layer.unread else Truth.YES
        steps.append(replace(layer, implied=implied))
    return Permissions(compiled(identity, context), cap, tuple(steps))


def compiled(policies: Iterable[Policy], context: Context = UNKNOWN_CONTEXT) -> Layer:
    """Return the documents of one layer, ready for questions in one context."""
    allows: list[Claim] = []
    denies: list[Claim] = []
    unread: list[Unknown] = []
    for policy in policies:
        held = _held(policy)
        if held.presence is Truth.NO:
            continue
        if held.document.unread is not None:
            unread.append(held.document.unread)
        for statement in held.document.statements:
            claim = _claim(held, statement, context)
            if claim.applies is Truth.NO:
                continue
            if statement.effect is not Effect.DENY:
                allows.append(claim)
            if statement.effect is not Effect.ALLOW:
                denies.append(claim)
    return Layer(tuple(allows), tuple(denies), tuple(unread))


def _held(policy: Policy) -> Held:
    return policy if isinstance(policy, Held) else Held(policy)


def _claim(held: Held, statement: Statement, context: Context) -> Claim:
    document = held.document
    variables = document.version == "2012-10-17"
    there = held.presence & statement.presence
    if statement.unread is not None or statement.effect is None:
        there &= Truth.UNKNOWN
    nothing = ActionSet(0)
    return Claim(
        Cause(document, statement),
        statement.actions,
        ActionRange(nothing, nothing)
        if statement.actions is None
        else actions_of(statement.actions),
        resources_of(statement.resources, document.kind, variables=variables, context=context),
        there,
        there & all_hold(statement.conditions, context, variables=variables),
    )


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


def says(claim: Claim, action: str, asked: Pattern | None) -> Truth:
    """Tell whether a statement applies to the action, on everything asked or on anything at all."""
    answer = claim.applies & names_action(claim, action)
    if answer is Truth.NO or asked is None:
        return answer
    return answer & covers(claim.resources, asked)


def names_action(claim: Claim, action: str) -> Truth:
    """Tell whether a statement names an action, listed in the catalogue or not."""
    if claim.words is None:
        return Truth.NO
    number = number_of(action)
    if number is not None:
        sure = bool(claim.actions.sure.bits >> number & 1)
        return between(sure, bool(claim.actions.possible.bits >> number & 1))
    answer = Truth.NO if claim.words.open is None else Truth.UNKNOWN
    for word in claim.words.words:
        answer |= action_matches(word, action)
    for word in claim.words.possible:
        answer |= action_matches(word, action) & Truth.UNKNOWN
    return ~answer if claim.words.negated else answer


def between(sure: bool, possible: bool) -> Truth:
    """Return YES when sure, UNKNOWN when only possible."""
    return Truth.YES if sure else Truth.UNKNOWN if possible else Truth.NO
