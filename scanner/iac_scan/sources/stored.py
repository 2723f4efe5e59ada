"""What terraform keeps for itself, a plan or a state that it alone can print, and how to print it.

What it prints, and what the scan reads, is recognised in `classify`.
"""

from __future__ import annotations

import json

from iac_scan.sources.classify import outermost_keys
from iac_scan.sources.diagnostics import Gap, GapKind
from iac_scan.sources.span import Span

_ZIP = b"PK\x03\x04"
_NAME = slice(26, 28), 30
"""Where the header of the first file in an archive has the length of its name, and the name.

Source: APPNOTE.TXT of PKWARE, 4.3.7 "Local file header".
"""
_PLAN = b"tfplan"
"""The first file of a plan. Source: what terraform 1.11.4 writes for `plan -out`."""
_STATE = frozenset({b"serial", b"lineage"})
"""Source: what terraform 1.11.4 writes; OpenTofu keeps both of a state that it encrypts."""
_LOG = "@level", "@message"
"""Source: https://developer.hashicorp.com/terraform/internals/machine-readable-ui (read
2026-11-26): each line is an object with these keys."""


def stored_gap(path: str, data: bytes) -> Gap | None:
    """Return the gap of a file that terraform is to print first, or None for any other file."""
    if _is_plan(data):
        what, help = "is a plan as terraform keeps it", _show(path, "plan.json")
    elif _is_state(data):
        what, help = "is a state as terraform keeps it", _show(path, "state.json")
    elif _is_log(data):
        what = "is what `terraform plan -json` logs, which holds no values"
        help = "run `terraform plan -out tfplan`, " + _show("tfplan", "plan.json")
    else:
        return None
    message = f"`{path}` {what}, and was not read"
    return Gap(GapKind.FILE, message, Span(path, 1, 1, 1, 1), f"{help}, and scan that file")


def _show(path: str, name: str) -> str:
    return f"run `terraform show -json {path} > {name}`"


def _is_plan(data: bytes) -> bool:
    """Tell whether a file is the archive that `terraform plan -out` writes."""
    length, start = _NAME
    size = int.from_bytes(data[length], "little")
    return data.startswith(_ZIP) and data[start : start + size] == _PLAN


def _is_state(data: bytes) -> bool:
    """Tell whether a file is a state, or a backup of one."""
    return b'"lineage"' in data and set(outermost_keys(data)) >= _STATE


def _is_log(data: bytes) -> bool:
    """Tell whether the first line of a file is one of terraform's log."""
    line = data.lstrip().partition(b"\n")[0]
    if not line.startswith(b"{"):
        return False
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(entry, dict) and all(key in entry for key in _LOG)
