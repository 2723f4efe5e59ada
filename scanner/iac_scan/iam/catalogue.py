"""The catalogue of AWS actions, and sets of them.

A set is one whole number with a bit for each of the catalogue's actions, so that union,
intersection and difference of whole policies cost next to nothing. Actions that the catalogue does
not list (new or misspelt ones) are in no set; ask `action_matches` about a single name.
Source: AWS Service Authorization Reference, as `data/actions.source.json` says.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import NewType

from iac_scan.iam.names import expression, shortened
from iac_scan.iam.patterns import exactly, glob, matches, pattern_of
from iac_scan.iam.policy import Word, Words
from iac_scan.values import Known, Truth

_COMPILED = 400
"""How many names one more `*` in a word costs, for the expression that is made of it."""

ActionName = NewType("ActionName", str)
"""`iam:PassRole`, with the capitals that AWS writes."""


class AccessLevel(Enum):
    """What an action does to a resource, as AWS classes it. The value is its letter on disk."""

    READ = "r"
    LIST = "l"
    WRITE = "w"
    TAGGING = "t"
    PERMISSIONS = "p"


@dataclass(frozen=True, slots=True)
class Service:
    """The actions of one service; their bits are neighbours."""

    name: str
    """The prefix of its actions, in lower case: `iam`."""
    first: int
    """The bit of its first action."""
    count: int
    """How many actions it has."""
    listing: str
    """The groups of names as they are on disk; `_names` reads them when they are asked for."""

    @property
    def all(self) -> ActionSet:
        """Every action of the service."""
        return ActionSet(((1 << self.count) - 1) << self.first)


@dataclass(frozen=True, slots=True)
class ActionSet:
    """A set of actions of the catalogue."""

    bits: int
    """Bit n stands for the catalogue's action n."""

    def __or__(self, other: ActionSet) -> ActionSet:
        return ActionSet(self.bits | other.bits)

    def __and__(self, other: ActionSet) -> ActionSet:
        return ActionSet(self.bits & other.bits)

    def __sub__(self, other: ActionSet) -> ActionSet:
        return ActionSet(self.bits & ~other.bits)

    def __invert__(self) -> ActionSet:
        return ActionSet(_everything_bits() & ~self.bits)

    def __le__(self, other: ActionSet) -> bool:
        return self.bits & ~other.bits == 0

    def __len__(self) -> int:
        return self.bits.bit_count()

    def __bool__(self) -> bool:
        return self.bits != 0

    def __contains__(self, action: str) -> bool:
        number = number_of(action)
        return number is not None and bool(self.bits >> number & 1)

    def __iter__(self) -> Iterator[ActionName]:
        """Yield the names, sorted by service."""
        bits = self.bits
        while bits:
            lowest = bits & -bits
            yield _name_of(lowest.bit_length() - 1)
            bits ^= lowest

    def services(self) -> Iterator[str]:
        """Yield the services that have an action in it, sorted; one step for each of them."""
        bits, passed = self.bits, 0
        while bits:
            service = _service_at(passed + (bits & -bits).bit_length() - 1)
            yield service.name
            bits >>= service.first + service.count - passed
            passed = service.first + service.count


NOTHING = ActionSet(0)
"""The empty set."""


@dataclass(frozen=True, slots=True)
class ActionRange:
    """A set of actions of which a part is in doubt."""

    sure: ActionSet
    """Surely in it."""
    possible: ActionSet
    """Surely or possibly in it: a superset of `sure`."""


def everything() -> ActionSet:
    """Return the set of every action of the catalogue."""
    return ActionSet(_everything_bits())


@lru_cache(maxsize=1)
def services() -> tuple[Service, ...]:
    """Return every service of the catalogue, sorted by name."""
    packed = (Path(__file__).parent / "data" / "actions.bin").read_bytes()
    found: list[Service] = []
    first = 0
    for line in zlib.decompress(packed).decode("ascii").split("\n"):
        name, count, listing = line.split("\t", 2)
        found.append(Service(name, first, int(count), listing))
        first += int(count)
    return tuple(found)


@lru_cache(maxsize=1)
def _services_by_name() -> dict[str, Service]:
    return {service.name: service for service in services()}


@lru_cache(maxsize=1)
def _firsts() -> list[int]:
    return [service.first for service in services()]


@lru_cache(maxsize=1)
def _everything_bits() -> int:
    last = services()[-1]
    return (1 << (last.first + last.count)) - 1


@lru_cache(maxsize=512)
def _names(service: Service) -> tuple[str, ...]:
    """Return the names of a service's actions in the order of their bits, without its prefix."""
    return tuple(
        name for group in service.listing.split("\t") for name in group.split(":")[1].split(",")
    )


@lru_cache(maxsize=512)
def _numbers(service: Service) -> dict[str, int]:
    return {name.lower(): service.first + at for at, name in enumerate(_names(service))}


@lru_cache(maxsize=4096)
def number_of(action: str) -> int | None:
    """Return the bit of an action, in whatever case it is written, or None for an unlisted one."""
    prefix, _, name = action.partition(":")
    service = _services_by_name().get(prefix.lower())
    return None if service is None else _numbers(service).get(name.lower())


def _service_at(number: int) -> Service:
    return services()[bisect_right(_firsts(), number) - 1]


def _name_of(number: int) -> ActionName:
    service = _service_at(number)
    return ActionName(f"{service.name}:{_names(service)[number - service.first]}")


def is_listed(action: str) -> bool:
    """Tell whether the catalogue lists the action, in whatever case it is written."""
    return number_of(action) is not None


@lru_cache(maxsize=16)
def _grouped(letters: str) -> ActionSet:
    """Return the actions whose group on disk has one of the letters."""
    bits = 0
    for service in services():
        at = service.first
        for group in service.listing.split("\t"):
            count = group.count(",") + 1
            if group[0] in letters:
                bits |= ((1 << count) - 1) << at
            at += count
    return ActionSet(bits)


def with_access_level(level: AccessLevel) -> ActionSet:
    """Return every action that AWS puts on the level."""
    return _grouped(level.value + level.value.upper())


def without_resource_type() -> ActionSet:
    """Return every action that only a `Resource` of `*` can grant.

    Source: Service Authorization Reference, "Resource types" column (2026-10-27).
    """
    return _grouped("RLWTP")


@lru_cache(maxsize=1)
def _under_resource_control() -> frozenset[str]:
    listed = (Path(__file__).parent / "data" / "resource_control.json").read_text("ascii")
    return frozenset(json.loads(listed))


def bound_by_resource_control(action: str) -> Truth:
    """Tell whether resource control policies bind an action.

    Unknown: AWS adds services to them, so one that the data does not list is in doubt.
    Source: Organizations User Guide, "Resource control policies (RCPs)", list of services.
    """
    service = action.partition(":")[0].lower()
    return Truth.YES if service in _under_resource_control() else Truth.UNKNOWN


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
    service = _services_by_name().get(prefix)
    return () if service is None else (service,)


@lru_cache(maxsize=1024)
def _services_of(shape: str) -> tuple[Service, ...]:
    like = expression(shape)
    return tuple(service for service in services() if like.fullmatch(service.name))


def _matching_in(service: Service, name: str) -> int:
    if name == "*":
        return service.all.bits
    if "*" not in name and "?" not in name:
        number = _numbers(service).get(name)
        return 0 if number is None else 1 << number
    shape = expression(name)
    bits = 0
    for lowered, number in _numbers(service).items():
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
        possible = _everything_bits()
    if words.negated:
        return ActionRange(~ActionSet(possible), ~ActionSet(sure))
    return ActionRange(ActionSet(sure), ActionSet(possible))
