"""Actions that AWS itself names and its reference does not list.

Its own policies have them, and the handlers of its resource types ask for them: of new services, of
consoles, of services that are closed. Nothing says whether they are live. Which actions are listed
is `catalogue`.
Source: `data/unlisted.source.json`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from iac_scan.iam.patterns import glob, intersects
from iac_scan.values import Truth


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    """Return the words by service, in lower case; some have wildcards."""
    found: dict[str, tuple[str, ...]] = {}
    for word in json.loads((Path(__file__).parent / "data" / "unlisted.json").read_text("ascii")):
        service = word.partition(":")[0]
        found[service] = (*found.get(service, ()), word)
    return found


@lru_cache(maxsize=1024)
def is_named_by_aws(written: str) -> bool:
    """Tell whether a word of a policy may stand for an action that AWS names and does not list."""
    low = written.lower()
    shape = glob(low)
    return any(
        intersects(shape, glob(word)) is not Truth.NO
        for word in _words().get(low.partition(":")[0], ())
    )
