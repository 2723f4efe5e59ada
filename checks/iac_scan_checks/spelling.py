"""The action that was meant where one is written that AWS does not list.

That it is not listed is said in `policies`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from iac_scan.iam.action_words import matching
from iac_scan.iam.catalogue import services
from iac_scan.iam.operations import action_of_operation
from iac_scan.suggest import nearest
from iac_scan.values import Known

_ROW = 3
"""Services from which on a word with a wildcard is taken for one of a row."""

UNLISTED = frozenset(
    {
        "glue:shareresource",
        "logs:putlogeventsbatch",
        "mediaconnect:manageddescribeflow",
        "mediaconnect:managedaddoutput",
        "mediaconnect:managedremoveoutput",
        "sns:receive",
        "sqs:changemessagevisibilitybatch",
        "sqs:deletemessagebatch",
    }
)
"""Actions, in lower case, that AWS's own pages and policies have and its reference does not.

Source: OpenSearch Service Developer Guide, "Monitoring OpenSearch logs with Amazon CloudWatch
Logs"; Lake Formation Developer Guide, "Managing cross-account permissions using both AWS Glue and
Lake Formation"; MediaLive User Guide, "Access requirements for the trusted entity"; SNS writes
`SNS:Receive` for a new topic; SAM writes the two of SQS for its `SQSPollerPolicy`."""

_LIKENESS = 0.8
"""How like an action a word must be."""

_LONGEST = 100
"""A longer word is like no action."""

ROWS = 100
"""Words of one document with wildcards that are held against the actions of every service."""

_HINTS = 30
"""Words of one document for which the action that was meant is looked for; others get no hint."""

_DOES = {
    **dict.fromkeys(("describe", "get", "list", "read", "search", "view"), "reads"),
    **dict.fromkeys(("modify", "put", "set", "update"), "changes"),
    **dict.fromkeys(("add", "create"), "adds"),
    **dict.fromkeys(("delete", "deregister", "remove", "terminate"), "removes"),
    **dict.fromkeys(("attach", "associate"), "ties"),
    **dict.fromkeys(("detach", "disassociate"), "unties"),
    **{
        verb: verb
        for pair in (
            ("accept", "reject"),
            ("authorize", "deauthorize"),
            ("connect", "disconnect"),
            ("enable", "disable"),
            ("export", "import"),
            ("grant", "revoke"),
            ("lock", "unlock"),
            ("start", "stop"),
            ("subscribe", "unsubscribe"),
            ("tag", "untag"),
        )
        for verb in (*pair, "cancel", "register")
    },
}
"""What a word in the name of an action says that it does; others say what it is about.

`BatchGetTable` is like `BatchDeleteTable` in all but this."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")


@dataclass(slots=True)
class Lookups:
    """What may still be looked for among all actions, for the words of one document."""

    rows: int = ROWS
    """Words that may still be held against every service."""
    hints: int = _HINTS
    """Words for which another may still be looked for."""
    passed_over: Known | None = None
    """The first word that was not held against every service."""

    def is_of_a_row(self, word: Known) -> bool:
        """Tell whether a word is one of a row, or is passed over as one that may be."""
        name = str(word.value).partition(":")[2]
        if not {"*", "?"} & set(name):
            return False
        if self.rows == 0:
            self.passed_over = self.passed_over or word
            return True
        self.rows -= 1
        return is_of_a_row(name)

    def meant(self, written: str) -> str | None:
        """Return the action that was meant, or None when that is not plain or not looked for."""
        if self.hints == 0:
            return None
        self.hints -= 1
        return meant(written)


@lru_cache(maxsize=1)
def _services() -> frozenset[str]:
    return frozenset(service.name for service in services())


def is_service(prefix: str) -> bool:
    """Tell whether a prefix is that of a service, or a pattern of several."""
    return prefix.lower() in _services() or bool({"*", "?"} & set(prefix))


@lru_cache(maxsize=1024)
def is_of_a_row(name: str) -> bool:
    """Tell whether a name with a wildcard, such as `List*`, is written for one service as another.

    It is when several services have actions of such a name, whether this one has any or not.
    """
    return len(tuple(matching(f"*:{name}").services())) >= _ROW


@lru_cache(maxsize=1024)
def meant(written: str) -> str | None:
    """Return the action that was meant by one that is written, or None when that is not plain.

    An operation of the API means the action that it asks for; else the most alike is meant.
    """
    asked = action_of_operation(written)
    if asked is not None or len(written) > _LONGEST:
        return asked
    service, colon, name = written.lower().partition(":")
    if not colon:
        return None
    if not is_service(service):
        near = nearest(service, _services(), _LIKENESS)
        action = f"{near}:{written.partition(':')[2]}"
        return action if near is not None and matching(action) else None
    does = _does(written.partition(":")[2])
    names = _names_of(service)
    if does:
        names = {low: each for low, each in names.items() if _does(each.partition(":")[2]) == does}
    found = nearest(name, names, _LIKENESS)
    return None if found is None else names[found]


@lru_cache(maxsize=64)
def _names_of(service: str) -> Mapping[str, str]:
    """Return the actions of a service, or of several, by their names in lower case."""
    return {each.partition(":")[2].lower(): each for each in matching(f"{service}:*")}


def _does(name: str) -> frozenset[str]:
    """Return what an action does by the words of its name; nothing where it does not say."""
    words = (word.lower() for word in _WORD.findall(name))
    return frozenset(_DOES[word] for word in words if word in _DOES)
