"""What an undecided fact does to a finding.

What a policy allows is `iac_scan.iam`; nothing here looks at actions or resources.
"""

from __future__ import annotations

from iac_scan.check import Certainty
from iac_scan.iam.policy import Effect, PolicyDocument, Statement
from iac_scan.values import Truth


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
