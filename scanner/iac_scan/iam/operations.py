"""The action that an API operation asks for, where the operation is no action itself.

`s3:HeadObject` is nothing that a policy can allow: the call asks for `s3:GetObject`. Which actions
there are is `catalogue`.
Source: the API Reference of each service, as `data/operations.source.json` says.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from iac_scan.iam.catalogue import ActionName


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    return json.loads((Path(__file__).parent / "data" / "operations.json").read_text("ascii"))  # type: ignore[no-any-return] # written by the script beside it


def action_of_operation(written: str) -> ActionName | None:
    """Return the action that an operation asks for, in whatever case it is written, or None.

    The SDK for Java had `Set` in the names of what the API calls `Put`.
    """
    service, _, operation = written.lower().partition(":")
    table = _table().get(service, {})
    found = table.get(operation)
    if found is None and operation.startswith("set"):
        found = table.get(f"put{operation.removeprefix('set')}")
    return None if found is None else ActionName(f"{service}:{found}")
