"""Every exception class of the package.

What is wrong with the *scanned* code is never an exception: it is a `Diagnostic` or a `Gap`
(`iac_scan.sources`), so that one broken file does not hide the other ninety-nine.
"""

from __future__ import annotations


class IacScanError(Exception):
    """The base of every error that this package raises on purpose."""

    def __init__(self, message: str, *, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


class UsageError(IacScanError):
    """The command line, an option or the configuration asks for something that cannot be done."""


class PluginError(IacScanError):
    """A check module cannot be loaded, or a check breaks its contract."""


class InternalError(IacScanError):
    """An invariant of this package does not hold; always a bug in this package."""
