"""`python -m iac_scan`: the same as the command `iac-scan`."""

from __future__ import annotations

from iac_scan.cli import run

run()
