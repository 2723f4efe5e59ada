"""Work out who will be able to do what in the AWS organization that code describes."""

from iac_scan.version import __version__

__all__ = ["__version__"]
