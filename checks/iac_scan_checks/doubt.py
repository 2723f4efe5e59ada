"""What an undecided fact does to a finding.

What a policy allows is `iac_scan.iam`; nothing here looks at actions or resources.
"""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.check import Certainty
from iac_scan.iam.policy import Effect, PolicyDocument, Statement, Words
from iac_scan.values import Known, Text, Truth, Unknown


def certainty(*facts: Truth) -> Certainty | None:
    """Return how sure a finding is that needs all the facts; None when one surely does not hold."""
    together = Truth.YES
    for fact in facts:
        together &= fact
    match together:
        case Truth.YES:
            return Certainty.CERTAIN
        case Truth.UNKNOWN:
            return Certainty.POSSIBLE
        case Truth.NO:
            return None


def must_grant(document: PolicyDocument) -> Truth:
    """Tell whether the document allows anything; one that only denies takes away.

    Unknown: a statement or a document that could not be read may allow something.
    """
    allows = Truth.NO if document.unread is None else Truth.UNKNOWN
    for statement in document.statements:
        allows |= _allows(statement)
    return allows


def _allows(statement: Statement) -> Truth:
    """Tell whether there is an Allow here."""
    match statement.effect:
        case Effect.ALLOW:
            return statement.presence
        case Effect.DENY:
            return Truth.NO
        case None:
            return Truth.UNKNOWN


def why_unread(document: PolicyDocument) -> str:
    """Return why a document is not wholly known, for messages."""
    if document.unread is not None:
        return document.unread.detail
    doubtful = (each for each in document.statements if _allows(each) is Truth.UNKNOWN)
    return next((why_unknown(each) for each in doubtful), "it is undecided whether it is there")


def why_unknown(statement: Statement) -> str:
    """Return why a statement is not wholly known, for messages."""
    if statement.unread is not None:
        return statement.unread.detail
    for words in (statement.actions, statement.resources):
        if words is not None:
            for reason in _reasons(words):
                return reason
    return "it is undecided whether it is there"


def _reasons(words: Words) -> Iterator[str]:
    """Yield why the words are not wholly known."""
    if words.open is not None:
        yield words.open.detail
    for word in (*words.words, *words.possible):
        match word:
            case Unknown(detail=detail):
                yield detail
            case Text(parts=parts):
                yield from (part.detail for part in parts if isinstance(part, Unknown))
            case Known():
                continue
