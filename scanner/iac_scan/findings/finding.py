"""What a scan found, and what it could not decide.

How findings are written out is `iac_scan.reporters`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from iac_scan.findings.rule import CheckId, Severity
from iac_scan.sources.span import Span, Step


class Certainty(Enum):
    """How sure a finding is."""

    CERTAIN = "certain"
    """It holds whatever the unknown values are."""
    POSSIBLE = "possible"
    """It holds for some of the values that are not known."""


@dataclass(frozen=True, slots=True)
class Related:
    """A further line that proves a finding."""

    message: str
    """What is there: lower case, no final period."""
    span: Span
    """Where."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count."""

    reason: str
    """As its author wrote it."""
    span: Span
    """Where that is written."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One risk at one line."""

    check: CheckId
    """The check that found it."""
    severity: Severity
    """How bad."""
    certainty: Certainty
    """How sure."""
    message: str
    """Names the principal, the permission and the consequence; lower case, no final period."""
    remedy: str
    """One line: what to do."""
    span: Span
    """The line that a reviewer would edit."""
    subject: str
    """The address of the resource that it is about."""
    related: tuple[Related, ...]
    """The lines that prove it, module calls included."""
    steps: tuple[Step, ...]
    """The references through which the value came, nearest the use first; often empty."""
    fingerprint: str
    """Equal for the same risk in two versions of the code; has no line number in it."""
    suppression: Suppression | None = None
    """Set when somebody suppressed it."""
    instances: tuple[str, ...] = ()
    """The addresses of further resources, made from the same line, that it is about; sorted."""
    content: str = ""
    """The fingerprint without the folder, for when a folder is moved."""
    holder: str = ""
    """The fingerprint by the subject, for when its words move to another resource."""
    known: bool = False
    """Whether the baseline records it."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A question that a check could not answer."""

    check: CheckId
    """The check that asked."""
    reason: str
    """Why it has no answer: lower case, one line, no final period."""
    span: Span
    """Where the unknown stands."""
    subject: str
    """The address of the resource that it is about."""
