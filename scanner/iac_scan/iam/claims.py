"""Statements made ready for questions, alone and as the layer of one policy type.

What does not hang on a request is worked out once, in `prepared`; `in_context` adds the rest. What
the layers of a principal amount to is `holdings` and `decision`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from iac_scan.iam.action_words import ActionRange, action_matches, actions_of
from iac_scan.iam.catalogue import ActionSet, number_of
from iac_scan.iam.conditions import UNKNOWN_CONTEXT, Context, all_hold
from iac_scan.iam.patterns import Pattern, has_variables
from iac_scan.iam.policy import Effect, PolicyDocument, Statement, Word, Words
from iac_scan.iam.resources import ResourceSet, covers, resources_of
from iac_scan.iam.same import Same
from iac_scan.values import Known, Text, Truth, Unknown


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
class Clause:
    """One statement with everything that does not hang on the request."""

    claim: Claim
    """The statement as it is in a context of which nothing is known."""
    variables: bool
    """Whether the version of its document makes `${...}` a policy variable."""
    filled: bool
    """Whether there are policy variables in its resources."""

    depends: bool
    """Whether a context may make a difference: it has conditions, or variables to fill in."""

    def in_context(self, context: Context) -> Claim:
        """Return the statement as a context has it."""
        claim = self.claim
        if not self.depends:
            return claim
        statement, document = claim.cause.statement, claim.cause.document
        applies = claim.there & all_hold(statement.conditions, context, variables=self.variables)
        resources = claim.resources
        if self.filled:
            resources = resources_of(
                statement.resources, document.kind, variables=True, context=context
            )
        return Claim(claim.cause, claim.words, claim.actions, resources, claim.there, applies)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One policy type, or one level of the organization, before anything is asked."""

    allows: tuple[Clause, ...]
    """The Allow statements."""
    denies: tuple[Clause, ...]
    """The Deny statements."""
    unread: tuple[Unknown, ...]
    """Why it may hold more."""

    fixed: Layer | None = None
    """What it says in every context, where no context makes a difference to it."""

    def about(self, action: str) -> Prepared:
        """Return the statements that may be about one action."""
        allows = tuple(each for each in self.allows if _may_name(each, action))
        denies = tuple(each for each in self.denies if _may_name(each, action))
        narrowed = Prepared(allows, denies, self.unread)
        if any(each.depends for each in (*allows, *denies)):
            return narrowed
        return replace(narrowed, fixed=in_context(narrowed, UNKNOWN_CONTEXT))


def prepared(policies: Iterable[Policy]) -> Prepared:
    """Return the documents of one layer, for questions in any context."""
    allows: list[Clause] = []
    denies: list[Clause] = []
    unread: list[Unknown] = []
    for policy in policies:
        held = held_as(policy)
        if held.presence is Truth.NO:
            continue
        if held.document.unread is not None:
            unread.append(held.document.unread)
        of_document = _of_document(Same(held.document), held.presence)
        allows += of_document[0]
        denies += of_document[1]
    return Prepared(tuple(allows), tuple(denies), tuple(unread))


@lru_cache(maxsize=1024)
def _of_document(
    document: Same[PolicyDocument], presence: Truth
) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """Return the Allows and the Denies of a document: once, however many hold it or ask."""
    held = Held(document.it, presence)
    allows: list[Clause] = []
    denies: list[Clause] = []
    for statement in document.it.statements:
        clauses = tuple(_clauses(held, statement))
        if statement.effect is not Effect.DENY:
            allows += clauses
        if statement.effect is not Effect.ALLOW:
            denies += clauses
    return tuple(allows), tuple(denies)


def in_context(layer: Prepared, context: Context) -> Layer:
    """Return what a layer says in one context; statements that do not apply are left out."""
    if layer.fixed is not None:
        return layer.fixed
    return Layer(
        tuple(_claims(layer.allows, context)), tuple(_claims(layer.denies, context)), layer.unread
    )


def _claims(clauses: Iterable[Clause], context: Context) -> list[Claim]:
    claims = [clause.in_context(context) for clause in clauses]
    return [claim for claim in claims if claim.applies is not Truth.NO]


def _may_name(clause: Clause, action: str) -> bool:
    return names_action(clause.claim, action) is not Truth.NO


def held_as(policy: Policy) -> Held:
    """Return a policy with its presence."""
    return policy if isinstance(policy, Held) else Held(policy)


def _clauses(held: Held, statement: Statement) -> Iterator[Clause]:
    """Yield a statement; twice, both in doubt, where the version decides what is a variable."""
    document = held.document
    if document.unversioned is None or not _writes_variables(statement):
        yield _clause(held, statement, variables=document.version == "2012-10-17")
        return
    doubtful = replace(held, presence=held.presence & Truth.UNKNOWN)
    for variables in (True, False):
        yield _clause(doubtful, statement, variables=variables)


@lru_cache(maxsize=1024)
def keys_of(document: Same[PolicyDocument]) -> frozenset[str] | None:
    """Return the condition keys that a document asks for, in lower case.

    Shape: None where it writes policy variables, and so may ask for any.
    """
    statements = document.it.statements
    if any(map(_writes_variables, statements)):
        return None
    return frozenset(line.key.lower() for each in statements for line in each.conditions)


def _writes_variables(statement: Statement) -> bool:
    elements = [line.values for line in statement.conditions]
    elements += [] if statement.resources is None else [statement.resources]
    written = (word for each in elements for word in (*each.words, *each.possible))
    return any("${" in piece for word in written for piece in _pieces(word))


def _pieces(word: Word) -> tuple[str, ...]:
    match word:
        case Known(value=text):
            return (str(text),)
        case Text(parts=parts):
            return tuple(part for part in parts if isinstance(part, str))
        case Unknown():
            return ()


def _clause(held: Held, statement: Statement, *, variables: bool) -> Clause:
    document = held.document
    there = held.presence & statement.presence
    if statement.unread is not None or statement.effect is None:
        there &= Truth.UNKNOWN
    nothing = ActionSet(0)
    actions = ActionRange(nothing, nothing)
    if statement.actions is not None:
        actions = actions_of(statement.actions)
    resources = resources_of(statement.resources, document.kind, variables=variables)
    filled = variables and any(map(has_variables, (*resources.sure, *resources.possible)))
    applies = there
    if statement.conditions:
        applies &= all_hold(statement.conditions, UNKNOWN_CONTEXT, variables=variables)
    claim = Claim(Cause(document, statement), statement.actions, actions, resources, there, applies)
    return Clause(claim, variables, filled, filled or bool(statement.conditions))


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
