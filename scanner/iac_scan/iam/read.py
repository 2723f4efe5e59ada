"""Policy documents from located values.

Reads as leniently as AWS does, and where AWS would refuse it still reads what the author plainly
means and says so in `problems`. What a document allows is decided elsewhere in this package.
Source: IAM User Guide, "Grammar of the IAM JSON policy language".
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from iac_scan.iam.condition_blocks import VARIANTS, conditions_of
from iac_scan.iam.conditions import NOWHERE
from iac_scan.iam.elements import entries_of, items_of, principals_of, words_of
from iac_scan.iam.json_values import decoded_value
from iac_scan.iam.policy import Effect, PolicyDocument, PolicyKind, Problem, Statement, Words
from iac_scan.iam.reading import LIST_IN_LIST, Reading, nested_lists, undecided, unreadable
from iac_scan.iam.weight import Allowance
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Reason,
    Sequence,
    Text,
    Truth,
    Unknown,
    Value,
    is_null_or_absent,
    options_of,
)

TOO_HEAVY = "the policy is longer than AWS takes, and has more in it than is looked at"
"""Why a statement is `unread` that makes more work than a document of its size may."""

_DOCUMENT_KEYS = ("Version", "Id", "Statement")
_STATEMENT_KEYS = (
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)
_VERSIONS = ("2012-10-17", "2008-10-17")


def read_policy(value: Value, kind: PolicyKind) -> PolicyDocument:
    """Return the policy document that a value is.

    Unknown: what is not known is `open`, `possible` or `unread`, never left out. A choice between
    documents yields the statements of all of them, none of which is sure to be there.
    Errors: what AWS would refuse is in `problems`.
    """
    problems: list[Problem] = []
    reading = Reading(problems).of_options(options_of(value))
    statements: list[Statement] = []
    versions: set[str | None] = set()
    unread: Unknown | None = None
    unversioned: Unknown | None = None
    options = options_of(value)
    for option in options:
        decoded = decoded_value(option)
        match decoded:
            case Mapping():
                body = entries_of(decoded, _DOCUMENT_KEYS, "policy element", reading)
                versions.add(_version(body.get("Version"), reading))
                unversioned = unversioned or _doubt(body.get("Version"))
                unread = unread or decoded.rest
                found = body.get("Statement")
                if found is None and decoded.rest is None:
                    reading.problem("a policy document needs a `Statement`", decoded.origin)
                if found is not None:
                    allowance = Allowance(option, kind)
                    unread = _read_statements(found, statements, reading, allowance) or unread
            case Unknown():
                unread = decoded
            case Absent() | Known(value=None):
                pass
            case Text():
                unread = unreadable("the policy's text is not known", decoded.origin)
            case Sequence() | Known() | OneOf():
                reading.problem(_no_document(decoded), decoded.origin)
                unread = unreadable("this is not a policy document", decoded.origin)
    if len(options) > 1:
        statements = [replace(statement, presence=Truth.UNKNOWN) for statement in statements]
    if len(versions) > 1:
        unversioned = unversioned or undecided("the policy may be of either version", value.origin)
    version = versions.pop() if len(versions) == 1 and unversioned is None else None
    found_problems = tuple(problems)
    return PolicyDocument(
        kind, tuple(statements), version, value.origin, unread, found_problems, value, unversioned
    )


def _no_document(value: Value) -> str:
    """Return what is wrong with a value that is no document."""
    if isinstance(value, Known) and isinstance(value.value, str):
        try:
            json.loads(value.value)
        except json.JSONDecodeError as error:
            where = f"line {error.lineno}, column {error.colno} of it"
            return f"the policy is not JSON: {error.msg[0].lower()}{error.msg[1:]} at {where}"
        except RecursionError:
            return "the policy is JSON nested too deeply"
    return "expected a policy document, got another value"


def read_again(document: PolicyDocument, kind: PolicyKind) -> PolicyDocument:
    """Return the same document as it reads in another place.

    Whether its elements belong there (`Principal` in an identity policy) is not asked again.
    """
    return replace(document, kind=kind)


def read_json(text: str, kind: PolicyKind, origin: Origin = NOWHERE) -> PolicyDocument:
    """Return the policy document that a JSON text is, every part with the same origin.

    Errors: a text that is not JSON gives a document that is `unread`; `problems` says where.
    """
    return read_policy(Known(text, origin), kind)


def _version(value: Value | None, reading: Reading) -> str | None:
    match value:
        case Known(value=str() as text):
            if text not in _VERSIONS:
                reading.problem(f"version `{text}` is none of {', '.join(_VERSIONS)}", value.origin)
            return text
        case Known():
            reading.problem("expected a version as text", value.origin)
            return None
        case _:
            return None


def _doubt(version: Value | None) -> Unknown | None:
    """Return why a version that is written is not known."""
    match version:
        case Unknown():
            return version
        case Text() | OneOf():
            return undecided("the version of the policy is not known", version.origin)
        case _:
            return None


def _read_statements(
    value: Value, statements: list[Statement], reading: Reading, allowance: Allowance
) -> Unknown | None:
    """Append the statements of a `Statement` element; return why there may be more."""
    unread: Unknown | None = None
    for inner, sure in nested_lists(value):
        reading.problem(f"expected a statement, got {LIST_IN_LIST}", inner.origin, sure)
    for place, (item, presence) in enumerate(items_of(value)):
        if allowance.is_used_up:
            return Unknown(Reason.BOUND, TOO_HEAVY, item.origin)
        match item:
            case Mapping():
                for statement in _statement(item, place, presence, reading.of(presence)):
                    if allowance.takes(statement):
                        statements.append(statement)
                    else:
                        unread = Unknown(Reason.BOUND, TOO_HEAVY, statement.origin)
            case Unknown():
                unread = item
            case Text() | Known() | Sequence():
                message = "expected a statement, got another value"
                reading.problem(message, item.origin, presence)
                unread = unreadable("this is not a statement", item.origin)
            case Absent() | OneOf():
                pass
    return unread


def _statement(
    mapping: Mapping, index: int, presence: Truth, reading: Reading
) -> Iterator[Statement]:
    """Yield the statement; each way that an undecided one may turn out is one of its own."""
    body = entries_of(mapping, _STATEMENT_KEYS, "statement element", reading)
    effect = _effect(body.get("Effect"), mapping, reading)
    actions = _either(body, "Action", mapping, reading)
    resources = _either(body, "Resource", mapping, reading)
    principals = principals_of(body, mapping, reading)
    conditions, unread = conditions_of(body.get("Condition"), reading)
    unread = mapping.rest or unread
    if principals is not None and principals.unread is not None:
        unread = unread or principals.unread
    if actions == (None,) and mapping.rest is None:
        reading.problem("a statement needs `Action` or `NotAction`", mapping.origin)
    sid = body.get("Sid")
    ways = list(product(actions, resources, conditions))
    if len(ways) > VARIANTS:
        why = undecided("the statement may turn out in too many ways", mapping.origin)
        ways, unread = [(actions[0], resources[0], ())], unread or why
    for action, resource, condition in ways:
        yield Statement(
            index,
            str(sid.value) if isinstance(sid, Known) else None,
            effect,
            action,
            resource,
            None if principals is None else principals.read,
            condition,
            presence if len(ways) == 1 else Truth.UNKNOWN,
            mapping.origin,
            unread,
        )


def _effect(value: Value | None, mapping: Mapping, reading: Reading) -> Effect | None:
    match value:
        case Known(value=str() as text):
            for effect in Effect:
                if text.lower() == effect.value.lower():
                    if text != effect.value:
                        # AWS: the documentation says that case counts; IAM is known to take
                        # `allow` in trust policies.
                        message = f"effect `{text}` must be written `{effect.value}`"
                        reading.problem(message, value.origin, Truth.UNKNOWN)
                    return effect
            reading.problem(f"effect `{text}` is neither `Allow` nor `Deny`", value.origin)
        case None if mapping.rest is None:
            reading.problem("a statement needs an `Effect`", mapping.origin)
        case _:
            pass
    return None


def _either(
    body: dict[str, Value], name: str, mapping: Mapping, reading: Reading
) -> tuple[Words | None, ...]:
    """Return what `name` or its `Not` form says; two when it is undecided which is written.

    What is passed in and comes to nothing is written, and names nothing.
    """
    found: list[Words | None] = []
    sure = 0
    for key in (name, f"Not{name}"):
        value = body.get(key)
        if value is not None:
            found.append(words_of(value, key.startswith("Not"), reading))
            sure += is_null_or_absent(value) is Truth.NO
    if sure > 1:
        reading.problem(f"a statement has `{name}` or `Not{name}`, not both", mapping.origin)
    lacks = (mapping.entries.get(key) for key in (name, f"Not{name}"))
    empty = next((one for one in lacks if isinstance(one, Absent) and one.origin.steps), None)
    if not found and empty is not None:
        return (Words((), False, empty.origin),)
    return tuple(found) or (None,)
