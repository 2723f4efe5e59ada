"""The result of a scan: everything that a reporter may say.

A reporter is a pure function of a `Report`; it reads no file and no option.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass

from iac_scan.findings.baseline import Entry
from iac_scan.findings.finding import Finding, Undecided
from iac_scan.findings.rule import Rule
from iac_scan.sources.diagnostics import Diagnostic, Gap, Level
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span


@dataclass(frozen=True, slots=True)
class Report:
    """What a scan found, what it could not decide, and what it could not see."""

    rules: tuple[Rule, ...]
    """Every check that ran, sorted by id."""
    findings: tuple[Finding, ...]
    """Sorted by path, line, column and id; suppressed ones included."""
    undecided: tuple[Undecided, ...]
    """Sorted by path, line and id."""
    diagnostics: tuple[Diagnostic, ...]
    """Sorted by span."""
    gaps: tuple[Gap, ...]
    """Sorted by span."""
    files: tuple[str, ...]
    """Every file that was read, sorted."""
    resource_count: int
    """How many resources and data sources were evaluated."""
    documents: Map[str, Document]
    """The text of every file that a finding, diagnostic or gap points into, by path."""
    secrets: tuple[Span, ...] = ()
    """Where credentials are written out, sorted: no report shows the text there."""

    config: str = ""
    """The configuration file, relative to the project root; empty when there is none."""
    limits: tuple[str, ...] = ()
    """What the configuration takes away from this report, one phrase each."""
    stale: tuple[Entry, ...] = ()
    """The entries of the baseline that match nothing in what was scanned."""
    elsewhere: int = 0
    """How many findings stand in other files than those that the report is limited to."""

    show_suppressed: bool = False
    """Whether what is suppressed is asked for, too."""

    @property
    def active(self) -> tuple[Finding, ...]:
        """The findings that nobody suppressed and no baseline records."""
        return tuple(finding for finding in self.standing if not finding.known)

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that nobody suppressed, those that a baseline records included."""
        return tuple(finding for finding in self.findings if finding.suppression is None)

    @property
    def known_count(self) -> int:
        """How many findings stand only because a baseline records them."""
        return len(self.standing) - len(self.active)

    @property
    def suppressed_count(self) -> int:
        """How many findings somebody suppressed."""
        return len(self.findings) - len(self.standing)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What could not be read."""
        return tuple(item for item in self.diagnostics if item.level is Level.ERROR)

    @property
    def complete(self) -> bool:
        """Whether everything was read, linked and decided."""
        return not (self.errors or self.gaps or self.undecided)
