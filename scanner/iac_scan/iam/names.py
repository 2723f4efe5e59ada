"""Globs that are held against many names at once, such as those of all actions.

Which names there are is the `catalogue`; globs that are compared with each other are `globs`.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LONGEST = 100
"""No service or action has a name of more characters."""

_WILDCARDS = re.compile(r"[*?]{2,}")


def shortened(glob: str) -> str:
    """Return the same glob with every row of wildcards as its `?`, and one `*` where it has any."""
    return _WILDCARDS.sub(_as_row, glob)


def _as_row(row: re.Match[str]) -> str:
    wildcards = row.group()
    return "?" * wildcards.count("?") + ("*" if "*" in wildcards else "")


@lru_cache(maxsize=1024)
def expression(glob: str) -> re.Pattern[str]:
    """Return a glob as an expression, for one glob that is held against many names.

    INVARIANT: what stands between two `*` is an atomic group, found where it is first, so that the
    time is bounded by the product of the lengths, whatever the glob.
    """
    if len(glob) - glob.count("*") > _LONGEST:
        return re.compile("(?!)")
    head, *others = (re.escape(piece).replace(r"\?", ".") for piece in glob.split("*"))
    if not others:
        return re.compile(head)
    between = "".join(f"(?>.*?{piece})" for piece in others[:-1] if piece)
    return re.compile(f"{head}{between}.*{others[-1]}")
