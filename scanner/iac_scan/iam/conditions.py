"""Conditions of a statement, judged in a request context that may know, not know, or know a lack.

Every answer is a `Truth`: YES and NO hold whatever is not known. Which statements a request meets
is decided elsewhere in this package.
Source: IAM User Guide, "IAM JSON policy elements: Condition operators", "Multivalued context
keys" and "Variables and tags".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TypeAlias

from iac_scan.iam.globs import Hole, Token
from iac_scan.iam.operators import OPERATORS, Operator, Tested
from iac_scan.iam.patterns import Pattern, exactly, pattern_from, pattern_of
from iac_scan.iam.policy import Condition, Effect, Statement, Word
from iac_scan.sources.span import Origin, Span
from iac_scan.values import Known, Reason, Text, Truth, Unknown

NOWHERE = Origin(Span("", 1, 1, 1, 1))
"""The origin of values that a caller states and no file holds."""

Stated: TypeAlias = "str | Word | Iterable[str | Word] | None"
"""What a caller may state of a key: a value, several, or None for a key that is not there."""


@dataclass(frozen=True, slots=True)
class ContextKey:
    """What is known about one key of a request."""

    presence: Truth
    """Whether the request has the key."""
    values: tuple[Word, ...] | None
    """Its values when the key is there; None when they are not known."""
    many: bool = False
    """Whether it is a key of several values, of which there may happen to be one."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about the context of a request."""

    keys: Map[str, ContextKey]
    """By key in lower case."""
    closed: bool = False
    """Whether a key that is not named is surely absent; otherwise nothing is known about it."""

    @staticmethod
    def of(stated: Map[str, Stated], *, closed: bool = False) -> Context:
        """Return the context with the stated keys; None states that a key is absent."""
        return Context({key.lower(): _stated(value) for key, value in stated.items()}, closed)

    def get(self, key: str) -> ContextKey:
        """Return what is known about a key, in whatever case it is written."""
        unsaid = ContextKey(Truth.NO if self.closed else Truth.UNKNOWN, None)
        return self.keys.get(key.lower(), unsaid)


UNKNOWN_CONTEXT = Context({})
"""The context of which nothing is known."""


class Quantifier(Enum):
    """A set operator in front of a condition operator."""

    ALL = "forallvalues"
    ANY = "foranyvalue"


@dataclass(frozen=True, slots=True)
class ParsedOperator:
    """A condition operator taken apart."""

    operator: Operator
    """The operator itself."""
    quantifier: Quantifier | None
    """`ForAllValues:` or `ForAnyValue:`, or None."""
    if_exists: bool
    """Written with `IfExists`."""


@lru_cache(maxsize=512)
def parse_operator(written: str) -> ParsedOperator | None:
    """Return the parts of an operator as written, or None for one that AWS does not know."""
    head, colon, tail = written.partition(":")
    quantifier: Quantifier | None = None
    name = written.lower()
    if colon:
        found = [item for item in Quantifier if item.value == head.lower()]
        if not found:
            return None
        quantifier = found[0]
        name = tail.lower()
    if_exists = name.endswith("ifexists")
    operator = OPERATORS.get(name.removesuffix("ifexists"))
    if operator is None or (operator.tests is Tested.PRESENCE and if_exists):
        return None
    return ParsedOperator(operator, quantifier, if_exists)


def holds(condition: Condition, context: Context, *, variables: bool = True) -> Truth:
    """Tell whether one line of a `Condition` block holds.

    `variables` says whether `${aws:username}` is a policy variable (version 2012-10-17).
    Unknown: an operator that AWS does not know, a set operator on `Null` (on which engines
    differ), and several values of a key where the operator expects one, are undecided.
    """
    parsed = parse_operator(condition.operator)
    if parsed is None:
        return Truth.UNKNOWN
    known = context.get(condition.key)
    if parsed.operator.tests is Tested.PRESENCE:
        return Truth.UNKNOWN if parsed.quantifier else _null(condition, known.presence)
    if known.values == () and parsed.quantifier is None:
        known = ContextKey(Truth.NO, None)
    if known.presence is Truth.NO:
        return _when_absent(parsed)
    answer = _when_present(condition, parsed, known.values, context, variables)
    if known.presence is Truth.YES or answer is _when_absent(parsed):
        return answer
    return Truth.UNKNOWN


def all_hold(conditions: Iterable[Condition], context: Context, *, variables: bool = True) -> Truth:
    """Tell whether every condition of a statement holds; YES where there is none.

    `variables` and what is not known are as in `holds`.
    """
    answer = Truth.YES
    for condition in conditions:
        answer &= holds(condition, context, variables=variables)
        if answer is Truth.NO:
            break
    return answer


def restricts_to_boundary(statement: Statement) -> Truth:
    """Tell whether a statement insists on a permissions boundary for what it creates or changes.

    An Allow does when it never applies to a request without `iam:PermissionsBoundary`; a Deny
    does when it applies to every such request that it is about.
    Unknown: an effect that is not known, and a condition block that was not read.
    Source: IAM User Guide, "Permissions boundaries for IAM entities".
    """
    key = "iam:PermissionsBoundary"
    lacking = Context.of({key: None})
    named = [line for line in statement.conditions if line.key.lower() == key.lower()]
    unread = Truth.YES if statement.unread is None else Truth.UNKNOWN
    match statement.effect:
        case Effect.ALLOW:
            refused = ~all_hold(named, lacking)
            return refused if refused is Truth.YES else refused | ~unread
        case Effect.DENY if named:
            return all_hold(statement.conditions, lacking) & unread
        case Effect.DENY:
            return ~unread
        case None:
            return Truth.UNKNOWN


def _stated(value: Stated) -> ContextKey:
    match value:
        case None:
            return ContextKey(Truth.NO, None)
        case str():
            return ContextKey(Truth.YES, (Known(value, NOWHERE),))
        case Known() | Text() | Unknown():
            return ContextKey(Truth.YES, (value,))
        case _:
            words = (Known(item, NOWHERE) if isinstance(item, str) else item for item in value)
            return ContextKey(Truth.YES, tuple(words), many=True)


def _null(condition: Condition, presence: Truth) -> Truth:
    answer = Truth.NO if condition.values.open is None else Truth.UNKNOWN
    for word, sure in _policy_values(condition):
        text = str(word.value).lower() if isinstance(word, Known) else ""
        wanted = {"true": ~presence, "false": presence, "": Truth.UNKNOWN}
        one = wanted.get(text, Truth.NO)
        answer |= one if sure else one & Truth.UNKNOWN
    return answer


def _when_absent(parsed: ParsedOperator) -> Truth:
    """Return what an operator says of a request without the key."""
    if parsed.if_exists or parsed.quantifier is Quantifier.ALL:
        return Truth.YES
    if parsed.quantifier is Quantifier.ANY:
        return Truth.NO
    return Truth.of(parsed.operator.negated)


def _when_present(
    condition: Condition,
    parsed: ParsedOperator,
    values: tuple[Word, ...] | None,
    context: Context,
    variables: bool,
) -> Truth:
    if values is None:
        anything = Unknown(Reason.COMPUTED, "known when the request is made", NOWHERE)
        answer = _meets(condition, parsed, anything, context, variables)
        if parsed.quantifier is Quantifier.ALL:
            return answer if answer is Truth.YES else Truth.UNKNOWN
        if parsed.quantifier is Quantifier.ANY:
            return answer if answer is Truth.NO else Truth.UNKNOWN
        return answer
    answers = [_meets(condition, parsed, value, context, variables) for value in values]
    match parsed.quantifier:
        case Quantifier.ALL:
            return Truth.all(answers)
        case Quantifier.ANY:
            return Truth.any(answers)
        case None:
            return answers[0] if len(answers) == 1 else Truth.UNKNOWN


def _meets(
    condition: Condition,
    parsed: ParsedOperator,
    value: Word,
    context: Context,
    variables: bool,
) -> Truth:
    """Tell whether one value of the key meets the operator with all values of the policy."""
    operator = parsed.operator
    answer = Truth.NO if condition.values.open is None else Truth.UNKNOWN
    for word, sure in _policy_values(condition):
        one = _compares(operator, word, value, context, variables)
        answer |= one if sure else one & Truth.UNKNOWN
        if answer is Truth.YES:
            break
    return ~answer if operator.negated else answer


def _policy_values(condition: Condition) -> Iterator[tuple[Word, bool]]:
    yield from ((word, True) for word in condition.values.words)
    yield from ((word, False) for word in condition.values.possible)


def _compares(
    operator: Operator, word: Word, value: Word, context: Context, variables: bool
) -> Truth:
    """Tell whether one value of the policy and one of the request match.

    Texts that are not of the operator's type count as whatever keeps the condition from holding.
    """
    if operator.patterns is not None:
        written = pattern_of(
            word,
            variables=variables,
            wildcards=operator.tests in {Tested.GLOB, Tested.ARN},
        )
        filled = resolved(written, context)
        if filled is None:
            return Truth.NO
        answer = operator.patterns(filled, pattern_of(value, wildcards=False))
        return Truth.of(operator.negated) if answer is None else answer
    if isinstance(word, Known) and isinstance(value, Known) and operator.texts is not None:
        same = operator.texts(str(value.value), str(word.value))
        return Truth.of(operator.negated if same is None else same)
    return Truth.UNKNOWN


def resolved(pattern: Pattern, context: Context) -> Pattern | None:
    """Return the pattern with its policy variables filled in; None when one has no value."""
    if pattern.glob is not None:
        return pattern
    tokens: list[Token] = []
    for token in pattern.tokens:
        if not (isinstance(token, Hole) and isinstance(token.symbol, tuple)):
            tokens.append(token)
            continue
        _, key, default = token.symbol
        known = context.get(key)
        # A name without a service is no condition key: a placeholder that was never filled in.
        if known.presence is Truth.NO or known.many or ":" not in key:
            if default is None:
                return None
            tokens.extend(exactly(default).tokens)
        elif known.presence is Truth.YES and known.values is not None:
            tokens.extend(pattern_of(known.values[0], wildcards=False).tokens)
        else:
            tokens.append(token)
    return pattern_from(tuple(tokens))
