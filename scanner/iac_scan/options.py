"""What a scan is asked to do: one frozen value, made by the command line or by a caller.

How a report looks is not an option of the scan; see `iac_scan.commands`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from iac_scan.findings.baseline import Baseline
from iac_scan.findings.directives import Directive
from iac_scan.findings.rule import CheckId, Severity
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.named import GivenValue


@dataclass(frozen=True, slots=True)
class Options:
    """One scan."""

    paths: tuple[Path, ...] = (Path(),)
    """Files and folders to scan."""
    select: tuple[CheckId, ...] = ()
    """Run only these checks; empty for all."""
    ignore: tuple[CheckId, ...] = ()
    """Do not run these checks."""
    severity: Severity = Severity.INFO
    """Report findings at or above."""
    exclude: tuple[str, ...] = ()
    """Globs, as in .gitignore, of paths that are left out."""
    gitignore: bool = True
    """Leave out what .gitignore files name."""
    variables: tuple[GivenValue, ...] = ()
    """Values of Terraform root variables, and files of them, as `-var` and `-var-file` take them.

    Shape: in the order in which they are given; of several values of one variable the last counts.
    """
    parameter_files: tuple[Path, ...] = ()
    """Files of CloudFormation parameters."""
    check_dirs: tuple[Path, ...] = ()
    """Folders of local checks."""
    suppressions: bool = True
    """Heed the suppressions written in the scanned code; False where its author is not trusted."""
    config: str = ""
    """The configuration file as a report names it; empty when there is none."""
    limits: tuple[str, ...] = ()
    """What the configuration takes away from the report, one phrase each."""
    accepted: tuple[Directive, ...] = ()
    """The suppressions of the configuration."""
    baseline: Baseline | None = None
    """Findings that are known and do not fail."""
    changed: tuple[Path, ...] | None = None
    """Report the findings in these files alone; None for all. What is read stays the same."""
    show_suppressed: bool = False
    """Report what is suppressed, too, marked as such."""
    bounds: Bounds = field(default_factory=Bounds)
    """How much work the scanned code may cause."""
