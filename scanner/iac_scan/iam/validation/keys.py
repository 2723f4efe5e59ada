"""Condition keys that no request has: names that AWS does not list, and keys of other actions.

Source: IAM User Guide, "Access Analyzer policy check reference", for the codes.
"""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.iam.action_words import actions_of, matching
from iac_scan.iam.conditions import Context, holds
from iac_scan.iam.policy import Condition, Effect, PolicyDocument, Statement
from iac_scan.iam.validation.fault import Fault, FaultCode
from iac_scan.iam.validation.global_keys import REPLACED, TAG_KEYS
from iac_scan.iam.validation.known_keys import (
    comes_with,
    is_global,
    is_key_prefix,
    known_key,
    listed_keys,
)
from iac_scan.suggest import nearest
from iac_scan.values import Known, Truth

_EVERYTHING = 40
"""Services past which a statement is about all sorts of requests, and some have the key."""


def key_faults(document: PolicyDocument) -> Iterator[Fault]:
    """Yield the condition keys that no request of their statement comes with.

    Unknown: keys with a part that is not known, and actions that are not all known, are passed
    over. The lists of services lack some keys, so what follows from one of them is UNKNOWN.
    """
    for statement in document.statements:
        for line in statement.conditions:
            if "${" not in line.key:
                yield from _of_line(line, statement)


def _of_line(line: Condition, statement: Statement) -> Iterator[Fault]:
    key = line.key.lower()
    prefix, colon, name = key.rpartition(":")
    prefix = key.partition(":")[0]
    if not colon or not prefix or not name:
        yield _fault(FaultCode.INVALID_CONDITION_KEY_FORMAT, line, statement, Truth.YES)
    elif key.rstrip("/") in TAG_KEYS:
        yield _fault(FaultCode.MISSING_TAG_KEY_IN_CONDITION, line, statement, Truth.YES)
    elif key in REPLACED:
        yield _fault(FaultCode.UNSUPPORTED_GLOBAL_CONDITION_KEY, line, statement, Truth.UNKNOWN)
    elif known_key(key, _services(statement)) is None:
        if prefix == "aws":
            yield _fault(FaultCode.INVALID_GLOBAL_CONDITION_KEY, line, statement, Truth.YES)
        else:
            yield _fault(FaultCode.INVALID_SERVICE_CONDITION_KEY, line, statement, Truth.UNKNOWN)
    elif _comes_with_none(key, statement):
        yield _fault(FaultCode.UNSUPPORTED_ACTION_FOR_CONDITION_KEY, line, statement, Truth.UNKNOWN)


def _services(statement: Statement) -> tuple[str, ...]:
    if statement.actions is None or statement.actions.negated:
        return ()
    found = tuple(actions_of(statement.actions).possible.services())
    return found if len(found) <= _EVERYTHING else ()


def _comes_with_none(key: str, statement: Statement) -> bool:
    """Tell whether none of the actions of a statement, all of them known, comes with a key."""
    words = statement.actions
    prefix = key.partition(":")[0]
    if is_global(key) or "." in prefix or not is_key_prefix(prefix):
        return False
    if words is None or words.negated or words.open is not None or words.possible:
        return False
    if not all(isinstance(word, Known) and matching(str(word.value)) for word in words.words):
        return False
    actions = actions_of(words).sure
    if not actions or len(tuple(actions.services())) > _EVERYTHING:
        return False
    return not any(comes_with(action, key) for action in actions)


def _fault(code: FaultCode, line: Condition, statement: Statement, sure: Truth) -> Fault:
    # AWS: a key that it took back still comes with requests in places, which no page says.
    taken_back = code is FaultCode.UNSUPPORTED_GLOBAL_CONDITION_KEY
    consequence = "" if taken_back else _consequence(line, statement)
    message = f"{_what(code, line)}{consequence}{_hint(line, code)}"
    return Fault(code, message, line.origin, statement, sure & statement.presence)


def _what(code: FaultCode, line: Condition) -> str:
    match code:
        case FaultCode.INVALID_CONDITION_KEY_FORMAT:
            return f"condition key `{line.key}` is not written as `service:name`"
        case FaultCode.MISSING_TAG_KEY_IN_CONDITION:
            return f"condition key `{line.key}` lacks the key of the tag behind a slash"
        case FaultCode.UNSUPPORTED_GLOBAL_CONDITION_KEY:
            return f"AWS took condition key `{line.key}` back"
        case FaultCode.UNSUPPORTED_ACTION_FOR_CONDITION_KEY:
            return f"none of the actions comes with condition key `{line.key}`"
        case _:
            return f"condition key `{line.key}` is none that AWS lists"


def _consequence(line: Condition, statement: Statement) -> str:
    """Return what becomes of a statement when no request has the key of a line."""
    match holds(line, Context.of({line.key: None})), statement.effect:
        case Truth.NO, Effect.ALLOW:
            return ": the statement allows nothing"
        case Truth.NO, Effect.DENY:
            return ": the statement denies nothing"
        case Truth.YES, _:
            return f": `{line.operator}` holds for every request"
        case _:
            return ""


def _hint(line: Condition, code: FaultCode) -> str:
    if code is FaultCode.UNSUPPORTED_ACTION_FOR_CONDITION_KEY:
        return ""
    key = line.key.lower()
    meant = REPLACED.get(key)
    if key.rstrip("/") not in TAG_KEYS and meant is None:
        prefix, colon, _ = key.partition(":")
        names = {name.lower(): name for name in listed_keys(prefix if colon else "aws")}
        found = nearest(key if colon else f"aws:{key}", names)
        meant = None if found is None else names[found]
    return "" if meant is None else f"; did you mean `{meant}`?"
