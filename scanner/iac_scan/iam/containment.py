"""Whether one statement surely holds all that another does, read from what is written.

Holds whatever policy variables and unknown parts turn out to be, and says no more than that:
statements of which this is not sure may still be inside one another.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from iac_scan.iam.claims import Claim
from iac_scan.iam.conditions import parse_operator
from iac_scan.iam.patterns import intersects
from iac_scan.iam.policy import Condition, Statement
from iac_scan.iam.resources import covers
from iac_scan.values import UNMARKED, Identity, Known, Text, Truth, Unknown, Value, show


def touches(deny: Claim, allow: Claim) -> bool:
    """Tell whether a Deny may be about some of the resources of an Allow."""
    theirs = (*deny.resources.sure, *deny.resources.possible)
    ours = (*allow.resources.sure, *allow.resources.possible)
    if any(each.negated or each.open for each in (deny.resources, allow.resources)):
        return True
    return any(intersects(one, other) is not Truth.NO for one in theirs for other in ours)


def contains(wide: Claim, narrow: Claim) -> bool:
    """Tell whether an Allow is about everything that another is about, and for everybody."""
    ours, theirs = narrow.cause.statement, wide.cause.statement
    if narrow.resources.negated or narrow.resources.open:
        about = ours.resources == theirs.resources
    else:
        asked = (*narrow.resources.sure, *narrow.resources.possible)
        about = all(covers(wide.resources, each) is Truth.YES for each in asked)
    return (
        about
        and _is_for_all_of(theirs, ours)
        and all(any(_implies(own, line) for own in ours.conditions) for line in theirs.conditions)
    )


def _is_for_all_of(wide: Statement, narrow: Statement) -> bool:
    """Tell whether a statement names everybody, or surely the same principals as another."""
    theirs, ours = _principals(wide), _principals(narrow)
    return theirs in ({("*", "*")}, {("AWS", "*")}) or (theirs is not None and theirs == ours)


def _principals(statement: Statement) -> set[tuple[str, Hashable]] | None:
    """Return the kinds and words of the principals of a statement, or None for an open list."""
    principals = statement.principals
    if principals is None:
        return {("*", "*")}
    if any(words.open is not None for _, words in principals.groups):
        return None
    sign = "!" if principals.negated else ""
    return {
        (sign + kind.value, _told(word))
        for kind, words in principals.groups
        for word in (*words.words, *words.possible)
    }


def _told(word: Value) -> Hashable:
    """Return what equals that of another word only where both surely stand for the same.

    Unknown: what is no attribute of a declared thing equals nothing, not even what is written
    alike. What is hidden from readers is compared by its text.
    """
    match word:
        case Known():
            return show(replace(word, marks=UNMARKED))
        case Unknown(identity=Identity() as identity):
            return identity
        case Text(parts=parts):
            return tuple(part if isinstance(part, str) else _told(part) for part in parts)
        case _:
            return object()


def _implies(own: Condition, line: Condition) -> bool:
    """Tell whether a condition holds for no request for which another does not."""
    if (own.operator.lower(), own.key.lower()) != (line.operator.lower(), line.key.lower()):
        return False
    sets = [each.values for each in (own, line)]
    if any(each.possible or each.open is not None for each in sets):
        return False
    ours, theirs = ({_told(word) for word in each.words} for each in sets)
    return ours == theirs or (ours <= theirs and not _is_negated(own))


def _is_negated(line: Condition) -> bool:
    parsed = parse_operator(line.operator)
    return parsed is None or parsed.operator.negated
