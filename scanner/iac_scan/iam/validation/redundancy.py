"""Statements of a policy that add nothing to those beside them.

The words of one statement are left to `redundant_words`; that a condition adds nothing is
`constants`.
Source: IAM User Guide, "Access Analyzer policy check reference", for the codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iac_scan.iam.claims import Claim, prepared
from iac_scan.iam.containment import contains
from iac_scan.iam.patterns import Pattern, intersects
from iac_scan.iam.policy import PolicyDocument, PrincipalKind, Statement, Word
from iac_scan.iam.resources import resource_pattern
from iac_scan.iam.validation.comparing import (
    COMPARISONS,
    Read,
    Redundant,
    Work,
    action_pattern,
    says,
)
from iac_scan.iam.validation.fault import FaultCode
from iac_scan.iam.validation.redundant_words import redundant_words
from iac_scan.iam.validation.references import (
    goes_with,
    references_of,
    references_of_rest,
)
from iac_scan.iam.validation.structure import fault_in
from iac_scan.values import Known, Reason, Text, Truth, Unknown

_VALUES = 20
"""Values of conditions that are compared in the time of a pair of short words."""


@dataclass(frozen=True, slots=True)
class _Side:
    """A statement that is compared with the others."""

    claim: Claim
    """What it says."""
    statement: Statement
    """The statement."""
    actions: tuple[Pattern, ...] | None
    """The words of its actions; None where they are not all known."""


def redundancies(document: PolicyDocument) -> Iterator[Redundant | Unknown]:
    """Yield what of a document could be left out without any change.

    Shape: at most one for a statement: that all of it is said by another, else its words. Last
    comes an `Unknown` where the document has more to compare than is compared.
    Unknown: what may not be there covers nothing, and a word that is not known is covered by `*`
    alone. What comes to the same text by another reference is taken for something else.
    """
    layer = prepared((document,))
    claims = [each.claim for each in (*layer.allows, *layer.denies) if _is_whole(each.claim)]
    claims.sort(key=lambda claim: claim.cause.statement.index)
    sides = [
        _Side(claim, claim.cause.statement, _actions(claim.cause.statement)) for claim in claims
    ]
    covered: set[int] = set()
    work = Work()
    for at, side in enumerate(sides):
        for found in _in_another(side, at, sides, work):
            covered.add(id(side.statement))
            yield found
    for statement in document.statements:
        if id(statement) not in covered:
            yield from redundant_words(statement, document, work)
    if work.left < 0:
        detail = f"more than {COMPARISONS} pairs of its statements and words are to be compared"
        yield Unknown(Reason.BOUND, detail, document.origin)


def _is_whole(claim: Claim) -> bool:
    """Tell whether everything that a statement says is known to be read."""
    statement = claim.cause.statement
    return statement.effect is not None and statement.unread is None and _tells_apart(statement)


def _tells_apart(statement: Statement) -> bool:
    """Tell whether equal words of principals and conditions surely stand for the same.

    What is not known is told apart by the attribute of a declared thing that it is.
    """
    lists = [line.values for line in statement.conditions]
    if statement.principals is not None:
        lists += [words for _, words in statement.principals.groups]
    return all(_is_told(word) for words in lists for word in (*words.words, *words.possible))


def _is_told(word: Word) -> bool:
    match word:
        case Known():
            return True
        case Unknown(identity=identity):
            return identity is not None
        case Text(parts=parts):
            return all(isinstance(part, str) or part.identity is not None for part in parts)


def _in_another(side: _Side, at: int, sides: Sequence[_Side], work: Work) -> Iterator[Redundant]:
    """Yield that a statement is covered by another; of two that say the same, the later is."""
    ours = side.statement
    for place, other in enumerate(sides):
        theirs = other.statement
        if theirs.index == ours.index or other.claim.there is not Truth.YES:
            continue
        if not work.takes_pairs(1):
            return
        if not _covers(other, side, work) or (place > at and _covers(side, other, work)):
            continue
        name = f"statement {theirs.index + 1}" if not theirs.sid else f"statement `{theirs.sid}`"
        message = f"all that the statement says is said by {name}"
        if len(theirs.conditions) < len(ours.conditions):
            message += ", which does not ask for its conditions"
        fault = fault_in(ours, FaultCode.REDUNDANT_STATEMENT, message, ours.origin)
        yield Redundant(fault, theirs)
        return


def _covers(wide: _Side, narrow: _Side, work: Work) -> bool:
    """Tell whether one statement surely says all that another does."""
    ours, theirs = narrow.statement, wide.statement
    return (
        ours.effect is theirs.effect
        and _covers_actions(wide, narrow, work)
        and (_is_of_accounts(ours) or _names_the_same(ours, theirs))
        and work.takes(narrow.claim.resources.sure, wide.claim.resources.sure)
        and work.takes_pairs((_count(ours) + _count(theirs)) // _VALUES)
        and contains(wide.claim, narrow.claim)
        and _refers_alike(wide, narrow, work)
    )


def _refers_alike(wide: _Side, narrow: _Side, work: Work) -> bool:
    """Tell whether a statement that covers another does so whatever their references come to."""
    ours, theirs = narrow.statement, wide.statement
    if not goes_with(references_of_rest(ours), references_of_rest(theirs)):
        return False
    inner, outer = _resources(narrow), _resources(wide)
    if wide.claim.resources.negated or narrow.claim.resources.negated:
        words = ([word for word, _ in side] for side in (inner, outer))
        return goes_with(*map(references_of, words))
    return all(
        any(says(own, other) and work.is_in(own[1], other[1]) for other in outer) for own in inner
    )


def _resources(side: _Side) -> list[Read]:
    """Return the words of `Resource` or `NotResource`, each with its pattern."""
    document, words = side.claim.cause.document, side.statement.resources
    variables = document.version == "2012-10-17"
    return [
        (word, resource_pattern(word, document.kind, variables=variables))
        for word in (() if words is None else (*words.words, *words.possible))
    ]


def _count(statement: Statement) -> int:
    """Return how many values the conditions of a statement have."""
    return sum(len(line.values.words) for line in statement.conditions)


def _kinds(statement: Statement) -> set[PrincipalKind]:
    groups = () if statement.principals is None else statement.principals.groups
    return {kind for kind, _ in groups}


def _is_of_accounts(statement: Statement) -> bool:
    """Tell whether a statement is about nobody, or about principals of accounts alone."""
    return _kinds(statement) <= {PrincipalKind.AWS, PrincipalKind.EVERYONE}


def _names_the_same(statement: Statement, other: Statement) -> bool:
    """Tell whether two statements name principals of the same kinds.

    `*` is not taken for the services of AWS: nothing says that it stands for them everywhere.
    """
    return _kinds(statement) == _kinds(other)


def _covers_actions(wide: _Side, narrow: _Side, work: Work) -> bool:
    """Tell whether a list of actions surely holds another, listed in the catalogue or not."""
    theirs, ours = wide.actions, narrow.actions
    if theirs is None or ours is None:
        return False
    if _is_negated(wide) and _is_negated(narrow):
        return all(any(work.is_in(one, other) for other in ours) for one in theirs)
    if _is_negated(wide):
        apart = work.takes(theirs, ours) and work.takes(ours, theirs)
        return apart and all(intersects(one, other) is Truth.NO for one in theirs for other in ours)
    if _is_negated(narrow):
        return any(one.glob == "*" for one in theirs)
    return all(any(work.is_in(one, other) for other in theirs) for one in ours)


def _is_negated(side: _Side) -> bool:
    return side.statement.actions is not None and side.statement.actions.negated


def _actions(statement: Statement) -> tuple[Pattern, ...] | None:
    """Return the words of the actions of a statement, or None where they are not all known."""
    words = statement.actions
    if words is None or words.possible or words.open is not None:
        return None
    known = [word for word in words.words if isinstance(word, Known)]
    return tuple(map(action_pattern, known)) if len(known) == len(words.words) else None
