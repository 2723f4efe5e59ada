"""The words of `Action` and `NotAction`, and the sets of actions that they cover.

Which actions there are is the `catalogue`; globs held against many names are `names`. An action
that the catalogue does not list is in no set: ask `action_matches` about a single name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from iac_scan.iam.catalogue import (
    NOTHING,
    ActionSet,
    Service,
    everything,
    is_listed,
    numbers,
    service_named,
    services,
)
from iac_scan.iam.names import expression, shortened
from iac_scan.iam.patterns import exactly, glob, matches, pattern_of
from iac_scan.iam.policy import Word, Words
from iac_scan.values import Known, Truth

_COMPILED = 400
"""How many names one more `*` in a word costs, for the expression that is made of it."""


@dataclass(frozen=True, slots=True)
class ActionRange:
    """A set of actions of which a part is in doubt."""

    sure: ActionSet
    """Surely in it."""
    possible: ActionSet
    """Surely or possibly in it: a superset of `sure`."""


@lru_cache(maxsize=16384)
def matching(pattern: str) -> ActionSet:
    """Return the actions that a policy's word matches: `*`, `iam:*`, `s3:Get?bject*`, `*:List*`.

    Case does not matter. A word without a service, or with white space, matches nothing.
    """
    pattern = pattern.lower()
    if _is_every(pattern):
        return everything()
    prefix, colon, name = pattern.partition(":")
    if not colon:
        return NOTHING
    name = shortened(name)
    bits = 0
    for service in _services_like(prefix):
        bits |= _matching_in(service, name)
    return ActionSet(bits)


def names_compared(pattern: str) -> int:
    """Return about how many names a policy's word is held against: the work of `matching`."""
    pattern = pattern.lower()
    prefix, colon, name = pattern.partition(":")
    if _is_every(pattern) or not colon:
        return 1
    name = shortened(name)
    if name == "*" or not {"*", "?"} & set(name):
        return 1 + (len(services()) if {"*", "?"} & set(prefix) else 0)
    names = sum(service.count for service in _services_like(prefix))
    return names + _COMPILED * name.count("*")


def _is_every(pattern: str) -> bool:
    """Tell whether a word in lower case is `*`, `*:*` or the like."""
    return pattern.strip("*") in {"", ":"} and pattern not in {"", ":", "*:", ":*"}


def _services_like(prefix: str) -> tuple[Service, ...]:
    if "*" in prefix or "?" in prefix:
        return _services_of(shortened(prefix))
    service = service_named(prefix)
    return () if service is None else (service,)


@lru_cache(maxsize=1024)
def _services_of(shape: str) -> tuple[Service, ...]:
    like = expression(shape)
    return tuple(service for service in services() if like.fullmatch(service.name))


def _matching_in(service: Service, name: str) -> int:
    if name == "*":
        return service.all.bits
    if "*" not in name and "?" not in name:
        number = numbers(service).get(name)
        return 0 if number is None else 1 << number
    shape = expression(name)
    bits = 0
    for lowered, number in numbers(service).items():
        if shape.fullmatch(lowered):
            bits |= 1 << number
    return bits


def action_matches(word: Word, action: str) -> Truth:
    """Tell whether a policy's word covers one action, listed in the catalogue or not."""
    if isinstance(word, Known):
        text = str(word.value).lower()
        if text.strip("*") == "" and text:
            return Truth.YES
        if ":" not in text:
            return Truth.NO
        return matches(glob(text), exactly(action.lower()))
    return Truth.UNKNOWN if action in _possibly(word) or not is_listed(action) else Truth.NO


def _possibly(word: Word) -> ActionSet:
    """Return the actions that a word with holes can turn out to cover."""
    shape = str(pattern_of(word)).replace("${?}", "*")
    return matching(shape) if ":" in shape or shape.strip("*") == "" else everything()


def actions_of(words: Words) -> ActionRange:
    """Return the actions that `Action` or `NotAction` covers.

    Unknown: a word with holes, a possible word and an open list count as possible; for `NotAction`
    they take away from what is sure.
    """
    sure = possible = 0
    for word in words.words:
        if isinstance(word, Known):
            bits = matching(str(word.value)).bits
            sure |= bits
            possible |= bits
        else:
            possible |= _possibly(word).bits
    for word in words.possible:
        possible |= (matching(str(word.value)) if isinstance(word, Known) else _possibly(word)).bits
    if words.open is not None:
        possible = everything().bits
    if words.negated:
        return ActionRange(~ActionSet(possible), ~ActionSet(sure))
    return ActionRange(ActionSet(sure), ActionSet(possible))
