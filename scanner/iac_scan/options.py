"""What a scan is asked to do: one frozen value, made by the command line or by a caller.

How a report looks is not an option of the scan; see `iac_scan.cli`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from iac_scan.findings.rule import CheckId, Severity
from iac_scan.sources.bounds import Bounds


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
    variables: tuple[tuple[str, str], ...] = ()
    """Values of Terraform root variables, as `-var` takes them."""
    variable_files: tuple[Path, ...] = ()
    """Files of values, as `-var-file` takes them."""
    parameter_files: tuple[Path, ...] = ()
    """Files of CloudFormation parameters."""
    check_dirs: tuple[Path, ...] = ()
    """Folders of local checks."""
    suppressions: bool = True
    """Heed the suppressions written in the scanned code; False where its author is not trusted."""
    bounds: Bounds = field(default_factory=Bounds)
    """How much work the scanned code may cause."""
