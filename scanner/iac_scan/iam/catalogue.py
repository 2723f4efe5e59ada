"""The catalogue of AWS actions, and sets of them.

A set is one whole number with a bit for each of the catalogue's actions, so that union,
intersection and difference of whole policies cost next to nothing. Actions that the catalogue does
not list (new or misspelt ones) are in no set. What the words of a policy cover is `action_words`.

All services are in one file: to unpack it takes 2 ms and half a megabyte, and whoever asks about
`*`, about a service with a wildcard, or for a level of access needs every one of them. Packed one
by one they would take 40 kB more. The names of a service are read when somebody asks for it.
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

from iac_scan.values import Truth

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


def service_named(prefix: str) -> Service | None:
    """Return the service whose prefix in lower case is given, or None for an unlisted one."""
    return _services_by_name().get(prefix)


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
def numbers(service: Service) -> dict[str, int]:
    """Return the bits of a service's actions by their names in lower case, in the same order."""
    return {name.lower(): service.first + at for at, name in enumerate(_names(service))}


@lru_cache(maxsize=4096)
def number_of(action: str) -> int | None:
    """Return the bit of an action, in whatever case it is written, or None for an unlisted one."""
    prefix, _, name = action.partition(":")
    service = service_named(prefix.lower())
    return None if service is None else numbers(service).get(name.lower())


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
    Source: Organizations User Guide, "Resource control policies (RCPs)", list of services, as
    `data/resource_control.source.json` says.
    """
    service = action.partition(":")[0].lower()
    return Truth.YES if service in _under_resource_control() else Truth.UNKNOWN
