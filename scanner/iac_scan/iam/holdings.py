"""What a principal may do: its policies, its boundary and its organization's levels together.

Every answer is a pair in one `Truth`: YES is surely granted (sure Allows without possible Denies),
not NO is possibly granted (possible Allows without sure Denies). A condition that the context does
not decide makes its statement possible. What stands at resources is `guarding`.
Source: IAM User Guide, "Policy evaluation logic"; Organizations User Guide, "SCP evaluation".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TypeAlias

from iac_scan.iam.action_words import actions_of
from iac_scan.iam.catalogue import everything
from iac_scan.iam.claims import (
    Cause,
    Held,
    Layer,
    Policy,
    between,
    held_as,
    in_context,
    keys_of,
    prepared,
)
from iac_scan.iam.conditions import UNKNOWN_CONTEXT, Context, ContextKey, all_hold
from iac_scan.iam.guarding import Guard, Surroundings
from iac_scan.iam.policy import Effect, PolicyDocument, PolicyKind, Statement
from iac_scan.iam.principals import Caller
from iac_scan.iam.resources import covers_everything, resources_of
from iac_scan.iam.same import Same
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


@dataclass(frozen=True, slots=True, eq=False)
class Permissions:
    """Everything that decides what one principal may do, made ready for questions.

    Principals that hold the same documents, and of whom these ask the same, have the same object.
    """

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
    is_bound = caller is None or not caller.is_service_linked
    steps = tuple(map(_keyed, levels)) if is_bound else ()
    documents = _Documents(_keyed(identity), _keyed_one(boundary), _keyed_one(session), steps)
    asked = _Asked(_heard(documents, context), context)
    held = _of_documents(documents, asked, implied_full_access)
    if caller is None:
        return held
    bounded = Truth.NO if held.boundary is None else held.boundary.presence
    if isinstance(boundary, Unknown):
        bounded = Truth.UNKNOWN
    bars = tuple(prepared(level) for level in controls)
    return replace(held, around=Surroundings(caller, context, tuple(guards), bars, bounded))


_Key: TypeAlias = tuple[Same[PolicyDocument], Truth]
"""A document and whether it is there."""


@dataclass(frozen=True, slots=True)
class _Documents:
    """All documents of a principal."""

    identity: tuple[_Key, ...]
    boundary: _Key | Same[Unknown] | None
    session: _Key | Same[Unknown] | None
    levels: tuple[tuple[_Key, ...], ...]

    def each(self) -> Iterator[Same[PolicyDocument]]:
        """Yield every document."""
        caps = (cap for cap in (self.boundary, self.session) if isinstance(cap, tuple))
        for keys in (self.identity, *self.levels, caps):
            yield from (document for document, _ in keys)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A context, equal to every other in which the same documents say the same."""

    heard: tuple[tuple[str, ContextKey], ...]
    """What it says of the keys that the documents ask for."""
    context: Context = field(compare=False)
    """The whole of it."""


def _keyed(policies: Iterable[Policy]) -> tuple[_Key, ...]:
    return tuple((Same(held.document), held.presence) for held in map(held_as, policies))


def _keyed_one(policy: Policy | Unknown | None) -> _Key | Same[Unknown] | None:
    if policy is None:
        return None
    return Same(policy) if isinstance(policy, Unknown) else _keyed((policy,))[0]


def _heard(documents: _Documents, context: Context) -> tuple[tuple[str, ContextKey], ...]:
    """Return what a context says of the keys that documents ask for, sorted by key."""
    asked: set[str] = set()
    for document in documents.each():
        keys = keys_of(document)
        if keys is None:
            asked |= set(context.keys)
        else:
            asked |= keys
    # What is said of a key that no context names says whether the context is closed.
    return tuple((key, context.get(key)) for key in ("", *sorted(asked)))


@lru_cache(maxsize=512)
def _of_documents(documents: _Documents, asked: _Asked, implied_full_access: bool) -> Permissions:
    """Return the permissions that documents come to in a context."""
    context = asked.context
    steps: list[Layer] = []
    for level in documents.levels:
        layer = compiled(_unkeyed(level), context)
        implied = Truth.NO
        if implied_full_access:
            implied = Truth.UNKNOWN if layer.allows or layer.unread else Truth.YES
        steps.append(replace(layer, implied=implied))
    return Permissions(
        compiled(_unkeyed(documents.identity), context),
        _cap(documents.boundary, context),
        tuple(steps),
        _cap(documents.session, context),
    )


def _unkeyed(keys: Iterable[_Key]) -> Iterator[Held]:
    return (Held(document.it, presence) for document, presence in keys)


def _cap(key: _Key | Same[Unknown] | None, context: Context) -> Layer | None:
    """Return a boundary or session policy, ready for questions."""
    match key:
        case None:
            return None
        case Same(it=unknown):
            return Layer((), (), (unknown,))
        case (document, presence):
            return replace(compiled((document.it,), context), presence=presence)


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
