"""A policy document as typed statements, each part with its origin.

Reading one from values is `read`; what it allows is decided elsewhere in this package.
Source: IAM User Guide, "IAM JSON policy element reference".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from iac_scan.sources.span import Origin
from iac_scan.values import Known, Text, Truth, Unknown, Value

Word: TypeAlias = Known | Text | Unknown
"""One string written in a policy. A `Known` here always holds a `str`."""


class PolicyKind(Enum):
    """The place that a document is used in: the same words mean different things in each."""

    IDENTITY = "identity"
    TRUST = "trust"
    RESOURCE = "resource"
    BOUNDARY = "boundary"
    SERVICE_CONTROL = "service control"
    RESOURCE_CONTROL = "resource control"
    SESSION = "session"
    ENDPOINT = "endpoint"


class Effect(Enum):
    """What a statement does when it applies. AWS compares the case."""

    ALLOW = "Allow"
    DENY = "Deny"


@dataclass(frozen=True, slots=True)
class Words:
    """`Action` or `NotAction`, `Resource` or `NotResource`, or one kind of principal."""

    words: tuple[Word, ...]
    """In written order. One of several possible values is listed in `possible` instead."""
    negated: bool
    """Written with `Not`: everything but these."""
    origin: Origin
    """Where the element is written."""
    possible: tuple[Word, ...] = ()
    """Words that may or may not be there: options of an undecided choice."""
    open: Unknown | None = None
    """When there may be more that are not known, why."""


class PrincipalKind(Enum):
    """The key under `Principal`."""

    AWS = "AWS"
    SERVICE = "Service"
    FEDERATED = "Federated"
    CANONICAL_USER = "CanonicalUser"
    EVERYONE = "*"
    """A bare `"Principal": "*"`; its words are the one word `*`."""


@dataclass(frozen=True, slots=True)
class Principals:
    """`Principal` or `NotPrincipal`."""

    groups: tuple[tuple[PrincipalKind, Words], ...]
    """Shape: one pair for each key, in written order; empty for `{}`."""
    negated: bool
    """Written as `NotPrincipal`."""
    origin: Origin
    """Where the element is written."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator with one key: all values of one line of a `Condition` block."""

    operator: str
    """As written: `StringEquals`, `ForAnyValue:ArnLike`, `BoolIfExists`."""
    key: str
    """As written: `aws:PrincipalOrgID`."""
    values: Words
    """The values; numbers and booleans as the text that JSON gives them; never negated."""
    origin: Origin
    """Where the key is written."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement."""

    index: int
    """Its place in the document, from 0."""
    sid: str | None
    """The `Sid`, or None when there is none or it is not known."""
    effect: Effect | None
    """None when it is not known; a statement of unknown effect may allow and may deny."""
    actions: Words | None
    """`Action` or `NotAction`; None when neither is written."""
    resources: Words | None
    """`Resource` or `NotResource`; None when neither is written (trust policies)."""
    principals: Principals | None
    """`Principal` or `NotPrincipal`; None when neither is written."""
    conditions: tuple[Condition, ...]
    """Every condition; all must hold."""
    presence: Truth
    """YES, or UNKNOWN when something undecided decides whether it is there."""
    origin: Origin
    """Where it begins."""
    unread: Unknown | None = None
    """When a part of it could not be read (an unknown `Condition` block, say), why."""


@dataclass(frozen=True, slots=True)
class PolicyDocument:
    """One document."""

    kind: PolicyKind
    """The place that it is used in."""
    statements: tuple[Statement, ...]
    """In written order."""
    version: str | None
    """`2012-10-17`, `2008-10-17`, or None when not written or not known."""
    origin: Origin
    """Where it begins."""
    unread: Unknown | None = None
    """When there may be further statements that could not be read, why."""
    problems: tuple[Problem, ...] = ()
    """What AWS would refuse, or reads otherwise than the author may think."""
    value: Value | None = field(default=None, compare=False, repr=False)
    """What it was read from, as it is deployed; None where nothing was read."""
    unversioned: Unknown | None = None
    """When it may be of one version or another, why; `version` is None then."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a document that AWS would refuse."""

    message: str
    """Lower case, one line, no final period, user text in backticks."""
    origin: Origin
    """Where."""
    certainty: Truth = Truth.YES
    """YES, or UNKNOWN when it may not be there, or AWS may take it."""
