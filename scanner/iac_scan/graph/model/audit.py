"""What an account is watched by, and its rules for passwords.

What a baseline has to have is for checks to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from iac_scan.graph.model.places import Place
from iac_scan.sources.span import Origin
from iac_scan.values import Truth, Value


class TrailKind(Enum):
    """Where AWS CloudTrail writes to."""

    TRAIL = "trail"
    EVENT_DATA_STORE = "event data store"


@dataclass(frozen=True, slots=True)
class Trail:
    """An audit trail."""

    kind: TrailKind
    """Which of the two."""
    name: str
    """For messages."""
    place: Place
    """Where it stands."""
    logging: Truth
    """Whether it is switched on."""
    multi_region: Truth
    """Whether it holds the events of every region."""
    organization: Truth
    """Whether it holds the events of every account of the organization."""
    validated: Truth
    """Whether changes to its files can be seen; an event data store cannot be changed."""
    management_events: Truth
    """Whether it holds what is done to the account itself."""
    key: Value
    """The KMS key that it is encrypted with; Absent when not written."""
    bucket: Value
    """The bucket that a trail writes to; Absent for an event data store."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin


@dataclass(frozen=True, slots=True)
class Analyzer:
    """An analyzer of IAM Access Analyzer."""

    name: str
    """For messages."""
    place: Place
    """Where it stands."""
    type: Value
    """`ACCOUNT`, `ORGANIZATION`, `ACCOUNT_UNUSED_ACCESS`, ...; `ACCOUNT` when not written."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin


class SafeguardKind(Enum):
    """A service or setting of an account that watches over it."""

    GUARDDUTY = "GuardDuty"
    SECURITY_HUB = "Security Hub"
    MACIE = "Macie"
    ROOT_MANAGEMENT = "central management of root access"


@dataclass(frozen=True, slots=True)
class Safeguard:
    """Something that watches over an account."""

    kind: SafeguardKind
    """What it is."""
    place: Place
    """Where it stands."""
    enabled: Truth
    """Whether it is switched on."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin

    @property
    def name(self) -> str:
        """What it is, for messages."""
        return self.kind.value


@dataclass(frozen=True, slots=True)
class PasswordPolicy:
    """The rules of an account for the passwords of its users."""

    place: Place
    """Where it stands."""
    minimum_length: Value
    """The least number of characters; Absent when not written, and then AWS asks for 6."""
    reuse_prevention: Value
    """How many earlier passwords must not come again; Absent when not written."""
    max_age: Value
    """Units: days until a password must be changed; Absent when not written."""
    required: tuple[tuple[str, Truth], ...]
    """Shape: lowercase characters, uppercase characters, numbers, symbols, each with whether a
    password must have one."""
    users_may_change: Truth
    """Whether users may change their own."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin

    @property
    def name(self) -> str:
        """What it is, for messages."""
        return "password policy"
