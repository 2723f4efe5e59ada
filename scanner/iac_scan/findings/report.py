"""The result of a scan: everything that a reporter may say.

A reporter is a pure function of a `Report`; it reads no file and no option.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass

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

    @property
    def active(self) -> tuple[Finding, ...]:
        """The findings that nobody suppressed."""
        return tuple(finding for finding in self.findings if finding.suppression is None)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What could not be read."""
        return tuple(item for item in self.diagnostics if item.level is Level.ERROR)

    @property
    def complete(self) -> bool:
        """Whether everything was read, linked and decided."""
        return not (self.errors or self.gaps or self.undecided)
