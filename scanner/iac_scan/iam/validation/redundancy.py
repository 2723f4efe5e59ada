"""Statements and words that add nothing to what stands beside them.

That a condition adds nothing is `constants`.
Source: IAM User Guide, "Access Analyzer policy check reference", for the codes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iac_scan.iam.claims import Claim, prepared
from iac_scan.iam.containment import contains
from iac_scan.iam.globs import Wild
from iac_scan.iam.patterns import Pattern, glob, intersects, is_subset, pattern_of
from iac_scan.iam.policy import PolicyDocument, PrincipalKind, Statement, Word
from iac_scan.iam.resources import resource_pattern
from iac_scan.iam.validation.fault import Fault, FaultCode
from iac_scan.iam.validation.structure import fault_in
from iac_scan.values import Known, Reason, Text, Truth, Unknown

_COMPARISONS = 40_000
"""Pairs of statements, and of short words, of a document that are compared."""

_LETTERS = 8
"""Letters that are held against one `*` in the time of a pair of short words."""

_VALUES = 20
"""Values of conditions that are compared in the time of a pair of short words."""


@dataclass(slots=True)
class _Work:
    """What may still be compared in a document."""

    left: int = _COMPARISONS
    """Units: pairs of short words."""

    def takes(self, inner: Sequence[Pattern], outer: Sequence[Pattern]) -> bool:
        """Tell whether each of the words may be held against each of others, and count it."""
        letters = sum(len(each.tokens) for each in inner)
        stars = sum(each.tokens.count(Wild.ANY) for each in outer)
        return self.takes_pairs(len(inner) * len(outer) + letters * stars // _LETTERS)

    def takes_pairs(self, pairs: int) -> bool:
        """Tell whether as much may be done as for so many pairs of short words, and count it."""
        self.left -= pairs
        return self.left >= 0

    def is_in(self, inner: Pattern, outer: Pattern) -> bool:
        """Tell whether one word surely covers another; most differ where they begin."""
        for one, other in zip(inner.tokens, outer.tokens, strict=False):
            if isinstance(other, Wild):
                break
            if one != other:
                return False
        return self.takes((inner,), (outer,)) and is_subset(inner, outer) is Truth.YES


@dataclass(frozen=True, slots=True)
class Redundant:
    """Something that adds nothing, and what says it already."""

    fault: Fault
    """What adds nothing."""
    wider: Statement | Word
    """What says it already."""


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
    alone.
    """
    layer = prepared((document,))
    claims = [each.claim for each in (*layer.allows, *layer.denies) if _is_whole(each.claim)]
    claims.sort(key=lambda claim: claim.cause.statement.index)
    sides = [
        _Side(claim, claim.cause.statement, _actions(claim.cause.statement)) for claim in claims
    ]
    covered: set[int] = set()
    work = _Work()
    for at, side in enumerate(sides):
        for found in _in_another(side, at, sides, work):
            covered.add(id(side.statement))
            yield found
    for statement in document.statements:
        if id(statement) not in covered:
            yield from _in_words(statement, document, work)
    if work.left < 0:
        detail = f"more than {_COMPARISONS} pairs of its statements and words are to be compared"
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


def _in_another(side: _Side, at: int, sides: Sequence[_Side], work: _Work) -> Iterator[Redundant]:
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


def _covers(wide: _Side, narrow: _Side, work: _Work) -> bool:
    """Tell whether one statement surely says all that another does."""
    ours, theirs = narrow.statement, wide.statement
    return (
        ours.effect is theirs.effect
        and _covers_actions(wide, narrow, work)
        and (_is_of_accounts(ours) or _names_the_same(ours, theirs))
        and work.takes(narrow.claim.resources.sure, wide.claim.resources.sure)
        and work.takes_pairs((_count(ours) + _count(theirs)) // _VALUES)
        and contains(wide.claim, narrow.claim)
    )


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


def _covers_actions(wide: _Side, narrow: _Side, work: _Work) -> bool:
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
    return tuple(map(_action, known)) if len(known) == len(words.words) else None


def _action(word: Known) -> Pattern:
    return glob(str(word.value).lower())


def _in_words(statement: Statement, document: PolicyDocument, work: _Work) -> Iterator[Redundant]:
    """Yield the words of a statement that are covered by one beside them, as one."""
    variables = document.version == "2012-10-17"
    for words, code in (
        (statement.actions, FaultCode.REDUNDANT_ACTION),
        (statement.resources, FaultCode.REDUNDANT_RESOURCE),
    ):
        if words is None:
            continue
        patterns: list[tuple[Word, Pattern]] = []
        for word in words.words:
            if code is FaultCode.REDUNDANT_RESOURCE:
                pattern = resource_pattern(word, document.kind, variables=variables)
                patterns.append((word, pattern))
            elif isinstance(word, Known):
                patterns.append((word, _action(word)))
        found = list(_covered(patterns, work))
        if found:
            inner, outer = found[0]
            written, wider = pattern_of(inner).shown, pattern_of(outer).shown
            rest = f", and {len(found) - 1} more like it" if len(found) > 1 else ""
            message = (
                f"`{written}` is written twice{rest}"
                if written.lower() == wider.lower()
                else f"`{written}` is covered by `{wider}` beside it{rest}"
            )
            yield Redundant(fault_in(statement, code, message, inner.origin), outer)
            return


def _covered(patterns: Sequence[tuple[Word, Pattern]], work: _Work) -> Iterator[tuple[Word, Word]]:
    """Yield each word that another covers, with that; of two that are the same, the later."""
    wide = [pair for pair in patterns if pair[1].glob is None or {"*", "?"} & set(pair[1].glob)]
    first: dict[Pattern, Word] = {}
    for word, pattern in patterns:
        earlier = first.setdefault(pattern, word)
        if earlier is not word and is_subset(pattern, pattern) is Truth.YES:
            yield word, earlier
            continue
        for other, outer in wide:
            if work.left < 0:
                break
            if outer != pattern and work.is_in(pattern, outer) and not _goes_on(pattern, outer):
                yield word, other
                break


def _goes_on(inner: Pattern, outer: Pattern) -> bool:
    """Tell whether a word is another that goes on behind its last `*`.

    `bucket*` with `bucket*/*`, `log-group:*` with `log-group:*:*`: both are written as a matter of
    course, for who reads `*` as a name.
    """
    return inner.tokens[: len(outer.tokens)] == outer.tokens
