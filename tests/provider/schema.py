"""The names that the AWS provider has, as `scripts/build_provider_names.py` wrote them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

NAMES = Path(__file__).parent / "names.txt"

_TOKEN = re.compile(r"(\w+)([=~]?)(\{)?|(\})")


@dataclass(slots=True)
class Names:
    """The attributes of one type, or of one nested block."""

    computed: set[str] = field(default_factory=set)
    """Those that nobody can write."""
    completed: set[str] = field(default_factory=set)
    """Those that the provider fills in where nobody has written them."""
    below: dict[str, Names] = field(default_factory=dict)
    """All of them, with what they hold."""

    def has(self, path: str) -> bool:
        """Tell whether there is an attribute at a dotted path."""
        node = self
        for step in path.split("."):
            if step not in node.below:
                return False
            node = node.below[step]
        return True


@cache
def schema() -> dict[str, Names]:
    """Return the names of each type; those of data sources begin with `data.`."""
    found = {}
    for line in NAMES.read_text("ascii").splitlines():
        type, _, rest = line.partition(" ")
        found[type] = _read(rest)
    return found


def _read(text: str) -> Names:
    open_blocks = [Names()]
    for token in _TOKEN.finditer(text):
        if token[4]:
            open_blocks.pop()
            continue
        inner, around = Names(), open_blocks[-1]
        around.below[token[1]] = inner
        if token[2] == "=":
            around.computed.add(token[1])
        elif token[2] == "~":
            around.completed.add(token[1])
        if token[3]:
            open_blocks.append(inner)
    return open_blocks[0]
