"""How wide one Allow is: what it names as a whole that nobody lists one by one.

One statement has one excess at most, the gravest. What is said of it is in `wildcards`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from iac_scan.iam.action_words import actions_of, matching
from iac_scan.iam.catalogue import ActionSet, everything, without_resource_type
from iac_scan.iam.patterns import glob, is_subset
from iac_scan.iam.policy import Condition, Effect, PolicyDocument, Statement, Word, Words
from iac_scan.iam.resources import covers_everything, resources_of
from iac_scan.iam.same import Same
from iac_scan.values import Known, Text, Truth
from iac_scan_checks.gravity import AS_OTHERS, CREDENTIALS, GRAVE_WRITES, SERVICES

_WHEN_OR_WHO = frozenset(
    {
        "aws:currenttime",
        "aws:epochtime",
        "aws:multifactorauthage",
        "aws:multifactorauthpresent",
        "aws:referer",
        "aws:requestedregion",
        "aws:securetransport",
        "aws:sourceip",
        "aws:tokenissuetime",
        "aws:useragent",
    }
)
"""The keys that say when, where from or how a call is made, and not what it is about.

Source: IAM User Guide, "AWS global condition context keys"."""


class Fault(Enum):
    """What is too wide in a statement, the gravest first."""

    ACTION = "wildcard-action"
    NOT_ACTION = "not-action-allow"
    NOT_RESOURCE = "not-resource-allow"
    SERVICE = "service-wildcard"
    CREDENTIALS = "credentials-exposure"
    RESOURCE = "wildcard-resource"


@dataclass(frozen=True, slots=True)
class Excess:
    """What is too wide in one statement."""

    fault: Fault
    """Which of them."""
    statement: Statement
    """The statement."""
    names: tuple[str, ...]
    """The services or actions that make it so; for the other faults what is written."""
    at: Words | Word | Statement
    """The word to edit where one makes it so, else the element."""
    beside: tuple[str, ...] = ()
    """The actions that a lesser fault of the same statement is about, the gravest first."""


def excesses(document: PolicyDocument, kept: ActionSet) -> tuple[Excess, ...]:
    """Return the excess of every Allow, of the actions that the holder keeps.

    `kept` is what boundary and Denies leave on everything.
    Unknown: a word that is not known is taken for a name, not for a wildcard. What is too wide only
    by one of several possible words, or by an effect that is not known, is of a statement that is
    there possibly.
    """
    return _excesses(Same(document), kept)


@lru_cache(maxsize=512)
def _excesses(document: Same[PolicyDocument], kept: ActionSet) -> tuple[Excess, ...]:
    """Return what `excesses` does: once, however many hold the document and ask for a fault."""
    found = (_excess_of(statement, document.it, kept) for statement in document.it.statements)
    return tuple(excess for excess in found if excess is not None)


def _excess_of(statement: Statement, document: PolicyDocument, kept: ActionSet) -> Excess | None:
    """Return the excess of a statement, as far as it may allow."""
    if statement.effect is Effect.DENY or statement.presence is Truth.NO:
        return None
    found = None
    if statement.effect is Effect.ALLOW:
        found = _excess(statement, document, kept)
    if found is None and _is_open(statement):
        found = _excess(_at_widest(statement), document, kept)
    return found


def _is_open(statement: Statement) -> bool:
    """Tell whether a statement may turn out wider than what surely stands in it."""
    lists = (statement.actions, statement.resources)
    return statement.effect is None or any(words is not None and words.possible for words in lists)


def _at_widest(statement: Statement) -> Statement:
    """Return a statement with all that it may allow, as one that is possibly there."""
    return replace(
        statement,
        actions=_with_possible(statement.actions),
        resources=_with_possible(statement.resources),
        presence=Truth.UNKNOWN,
    )


def _with_possible(words: Words | None) -> Words | None:
    """Return words with those that may be there; of `Not` words only the sure ones narrow."""
    if words is None or words.negated:
        return words
    return replace(words, words=(*words.words, *words.possible), possible=())


def _excess(statement: Statement, document: PolicyDocument, kept: ActionSet) -> Excess | None:
    """Return the gravest excess of an Allow."""
    actions, written = statement.actions, statement.resources
    if actions is None or written is None or any(map(narrows, statement.conditions)):
        return None
    named = actions_of(actions).sure & kept
    variables = document.version == "2012-10-17"
    resources = resources_of(written, document.kind, variables=variables)
    if written.negated:
        named -= without_resource_type()
        names = tuple(_shown(word) for word in written.words)
        return Excess(Fault.NOT_RESOURCE, statement, names, written) if named else None
    whole = covers_everything(resources) is Truth.YES
    most = len(named) > len(everything()) // 2
    if actions.negated and whole and most:
        names = tuple(_shown(word) for word in actions.words)
        return Excess(Fault.NOT_ACTION, statement, names, actions)
    everywhere = [word for word in _known(actions) if matching(word) == everything()]
    if everywhere and most:
        return Excess(Fault.ACTION, statement, tuple(everywhere), word_for(actions, everywhere[0]))
    services = () if actions.negated else _services(actions, named, written, whole=whole)
    names = tuple(f"{service}:*" for service in services)
    for name in names:
        named -= matching(name)
    credentials, writes = (
        tuple(each for each in kind if each in named and (whole or _covers_kind(written, each)))
        for kind in (CREDENTIALS, GRAVE_WRITES)
    )
    if names:
        beside = tuple(sorted((*credentials, *writes), key=_is_lesser))
        return Excess(Fault.SERVICE, statement, names, word_for(actions, names[0]), beside)
    at = _everything_in(written)
    if credentials:
        return Excess(Fault.CREDENTIALS, statement, credentials, at, writes)
    return Excess(Fault.RESOURCE, statement, writes, at) if writes else None


def _is_lesser(action: str) -> bool:
    """Tell whether an action reaches data, and not whatever somebody else may do."""
    return action not in AS_OTHERS


def word_for(actions: Words, name: str) -> Words | Word:
    """Return the first word that names all that `name` does, or the list if it takes several."""
    wanted = matching(name)
    for word in actions.words:
        if isinstance(word, Known) and wanted <= matching(str(word.value)):
            return word
    return actions


def _everything_in(resources: Words) -> Words | Word:
    """Return the `*` of a list of resources, or the list if it takes several words."""
    for word in resources.words:
        if isinstance(word, Known) and word.value == "*":
            return word
    return resources


def narrows(condition: Condition) -> bool:
    """Tell whether a condition says what a call may be about; `*` says nothing."""
    if condition.key.lower() in _WHEN_OR_WHO:
        return False
    words = condition.values.words
    return not (words and all(isinstance(word, Known) and word.value == "*" for word in words))


def _services(actions: Words, named: ActionSet, written: Words, *, whole: bool) -> tuple[str, ...]:
    """Return the services of the table that a statement names as a whole on all there is."""
    words = [matching(word) for word in _known(actions)]
    return tuple(
        service
        for service in SERVICES
        if (all_of_it := matching(f"{service}:*")) <= named
        and any(all_of_it <= word for word in words)
        and (whole or _covers_kind(written, f"{service}:*"))
    )


def _covers_kind(written: Words, action: str) -> bool:
    """Tell whether resources are all of the kinds that an action is about, in an account.

    `arn:aws:s3:::*` and `arn:aws:iam::111122223333:role/*` are; `role/app-*` is not.
    """
    wide = {tail for word in written.words if (tail := _wide_tail(word)) is not None}
    service, _, name = action.partition(":")
    if not wide or (service, "*") in wide or name == "*":
        return (service, "*") in wide
    from iac_scan.iam.fitting import resource_types  # noqa: PLC0415 - reads a service's data

    for kind in resource_types(action):
        _, of_service, _, _, form = kind.arn.split(":", 4)
        if any(
            named == of_service and is_subset(glob(form), glob(tail)) is Truth.YES
            for named, tail in wide
        ):
            return True
    return False


def _wide_tail(word: Word) -> tuple[str, str] | None:
    """Return service and last part of an ARN when that is nothing but a kind and a wildcard."""
    match word:
        case Known(value=str() as text):
            pass
        case Text(parts=parts):
            text = "".join(part if isinstance(part, str) else "?" for part in parts)
        case _:
            return None
    found = re.fullmatch(r"arn:[^:]*:([a-z0-9-]+):[^:]*:[^:]*:((?:[a-z-]+[/:])?[*][*/:]*)", text)
    return None if found is None else (found[1], found[2])


def _known(words: Words) -> Iterator[str]:
    """Yield the words that are known."""
    yield from (str(word.value) for word in words.words if isinstance(word, Known))


def _shown(word: Word) -> str:
    """Return a word for messages."""
    return str(word.value) if isinstance(word, Known) else "..."
