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
from iac_scan.iam.names import Names, laid_out, shortened
from iac_scan.iam.patterns import exactly, glob, matches, pattern_of
from iac_scan.iam.policy import Word, Words
from iac_scan.values import Known, Truth

_FEW = 8
"""Services past which a glob is held against the names of all."""


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
    if not {"*", "?"} & set(prefix):
        service = service_named(prefix)
        return NOTHING if service is None else ActionSet(_matching_in(service, name))
    found = _services_like(shortened(prefix))
    if name == "*":
        return found.actions
    if not {"*", "?"} & set(name):
        exact = (numbers(service).get(name) for service in found.services)
        return ActionSet(sum(1 << number for number in exact if number is not None))
    if len(found.services) <= _FEW:
        return ActionSet(sum(_matching_in(service, name) for service in found.services))
    return ActionSet(_all_names().matching(name)) & found.actions


def _is_every(pattern: str) -> bool:
    """Tell whether a word in lower case is `*`, `*:*` or the like."""
    return pattern.strip("*") in {"", ":"} and pattern not in {"", ":", "*:", ":*"}


@dataclass(frozen=True, slots=True)
class _Services:
    """The services whose prefix a glob matches."""

    services: tuple[Service, ...]
    actions: ActionSet
    """All that they have."""


@lru_cache(maxsize=1024)
def _services_like(shape: str) -> _Services:
    digits = f"{_prefixes().matching(shape):b}"[::-1]
    found = [service for service, digit in zip(services(), digits, strict=False) if digit == "1"]
    bits = "".join(
        digit * service.count for service, digit in zip(services(), digits, strict=False)
    )
    return _Services(tuple(found), ActionSet(int(bits[::-1], 2)))


@lru_cache(maxsize=1)
def _prefixes() -> Names:
    return laid_out(service.name for service in services())


@lru_cache(maxsize=1)
def _all_names() -> Names:
    return laid_out(name for service in services() for name in numbers(service))


@lru_cache(maxsize=512)
def _names_in(service: Service) -> Names:
    return laid_out(numbers(service))


def _matching_in(service: Service, name: str) -> int:
    if name == "*":
        return service.all.bits
    if not {"*", "?"} & set(name):
        number = numbers(service).get(name)
        return 0 if number is None else 1 << number
    return _names_in(service).matching(name) << service.first


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
