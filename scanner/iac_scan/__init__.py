"""Work out who will be able to do what in the AWS organization that code describes.

The public API: `scan(Options(...))` returns a `Report`. What the author of a check imports is the
module `iac_scan.check`. Each name is imported when it is first used: a start costs little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iac_scan.version import __version__

if TYPE_CHECKING:
    from iac_scan.findings.finding import Finding
    from iac_scan.findings.report import Report
    from iac_scan.findings.rule import Severity
    from iac_scan.options import Options
    from iac_scan.pipeline import scan

__all__ = [
    "Finding",
    "Options",
    "Report",
    "Severity",
    "__version__",
    "scan",
]

_HOMES = {
    "Finding": "iac_scan.findings.finding",
    "Options": "iac_scan.options",
    "Report": "iac_scan.findings.report",
    "Severity": "iac_scan.findings.rule",
    "scan": "iac_scan.pipeline",
}


def __getattr__(name: str) -> Any:
    """Return a public name, importing the module that it lives in."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - 2 ms that `--version` need not spend

    value = getattr(import_module(home), name)
    globals()[name] = value
    return value
