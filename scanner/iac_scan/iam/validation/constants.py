"""Conditions that hold for every request or for none, whatever the request says.

Values that no request has are `dead_values`, keys `keys`; values that an operator cannot read are
`value_types`.
Source: IAM User Guide, "IAM JSON policy elements: Condition operators"; "Access Analyzer policy
check reference", for the codes.
"""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.iam.conditions import (
    UNKNOWN_CONTEXT,
    Context,
    ParsedOperator,
    Quantifier,
    all_hold,
    holds,
    parse_operator,
)
from iac_scan.iam.operators import Tested
from iac_scan.iam.policy import Condition, Effect, PolicyDocument, Statement
from iac_scan.iam.validation.dead_values import dead_values, whom
from iac_scan.iam.validation.fault import Fault, FaultCode
from iac_scan.iam.validation.known_keys import known_key
from iac_scan.iam.validation.variables import placeholder
from iac_scan.values import Known, Truth


def never_true(document: PolicyDocument) -> Iterator[Fault]:
    """Yield the conditions, or values in them, that no request meets."""
    for statement in document.statements:
        alone = list(_found(statement, Truth.NO))
        yield from alone
        if not alone:
            yield from _contradictions(statement)


def always_true(document: PolicyDocument) -> Iterator[Fault]:
    """Yield the conditions that every request meets, or values that a `Not` never leaves out."""
    for statement in document.statements:
        yield from _found(statement, Truth.YES)


def _found(statement: Statement, outcome: Truth) -> Iterator[Fault]:
    """Yield the lines of a statement that come to one outcome, each once."""
    for line in statement.conditions:
        parsed = parse_operator(line.operator)
        if parsed is None:
            continue
        found = _fixed(line, parsed, statement, outcome)
        if found is None and Truth.of(parsed.operator.negated) is outcome:
            found = dead_values(line, parsed, statement)
        if found is not None:
            yield found


def _fixed(
    line: Condition, parsed: ParsedOperator, statement: Statement, outcome: Truth
) -> Fault | None:
    """Return the fault of a line that comes to the outcome whatever the request says."""
    if parsed.operator.tests is Tested.PRESENCE and len(line.values.words) > 1:
        return None
    if holds(line, UNKNOWN_CONTEXT) is not outcome:
        return None
    empty = not line.values.words
    if empty and line.values.origin.steps and _lets_nobody_in(statement, outcome):
        # An empty list that is passed in is the default of one that is given elsewhere.
        return None
    code = FaultCode.CONSTANT_CONDITION
    if empty:
        code = FaultCode.EMPTY_ARRAY_CONDITION
        if parsed.quantifier is Quantifier.ALL:
            code = FaultCode.EMPTY_ARRAY_CONDITION_FORALLVALUES
        elif parsed.quantifier is Quantifier.ANY:
            code = FaultCode.EMPTY_ARRAY_CONDITION_FORANYVALUE
        elif parsed.if_exists:
            code = FaultCode.EMPTY_ARRAY_CONDITION_IFEXISTS
    what = " with no value" if empty else ""
    open_variable = placeholder(line.values)
    if open_variable is not None:
        what = f" names `{open_variable}`, which nothing fills in: it"
    message = f"`{line.operator}` on `{line.key}`{what} holds for {whom(outcome)}"
    return Fault(code, message, line.origin, statement, statement.presence)


def _lets_nobody_in(statement: Statement, outcome: Truth) -> bool:
    return statement.effect is Effect.ALLOW and outcome is Truth.NO


def _contradictions(statement: Statement) -> Iterator[Fault]:
    """Yield the keys of which a statement asks two things that no request meets together."""
    by_key: dict[str, list[Condition]] = {}
    for line in statement.conditions:
        by_key.setdefault(line.key.lower(), []).append(line)
    for key, lines in by_key.items():
        known = known_key(key)
        if len(lines) == 1 or known is None or known.many:
            continue
        values = _candidates(lines)
        if values is not None and all(
            all_hold(lines, Context.of({key: value})) is Truth.NO for value in values
        ):
            first, second = (f"`{line.operator}`" for line in lines[:2])
            message = f"{first} and {second} on `{lines[0].key}` never hold together"
            yield Fault(
                FaultCode.CONTRADICTION, message, lines[1].origin, statement, statement.presence
            )


def _candidates(lines: list[Condition]) -> tuple[str | None, ...] | None:
    """Return every value that can meet all the lines, None among them for the key's lack.

    Returns None when there are more than can be tried.
    """
    for line in lines:
        parsed = parse_operator(line.operator)
        if parsed is None or parsed.if_exists or parsed.quantifier is not None:
            continue
        words = [word.value for word in line.values.words if isinstance(word, Known)]
        if len(words) < len(line.values.words) or line.values.possible or line.values.open:
            continue
        texts = [str(word) for word in words]
        if any("${" in text for text in texts):
            continue
        if parsed.operator.name in {"StringEquals", "Bool"}:
            return tuple(texts)
        if parsed.operator.tests is Tested.PRESENCE and [t.lower() for t in texts] == ["true"]:
            return (None,)
    return None
