"""How large values are, so that lists of lists of lists do not grow without bound.

A value that holds the same list twice is small in memory and large for everybody who walks it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from iac_scan.values import Mapping, OneOf, Sequence, Value

PARTS_PER_ITEM = 10
"""A value may have this many parts for each item that one expression may produce."""


@dataclass(slots=True, eq=False)
class Weights:
    """The number of parts of each collection seen so far."""

    limit: int
    """Larger ones count as one more than this."""
    _known: dict[int, tuple[object, int]] = field(default_factory=dict)

    def of(self, value: Value) -> int:
        """Return the number of parts of the value, itself included."""
        match value:
            case Sequence(items=items):
                return self._sum(items, items)
            case Mapping(entries=entries):
                return self._sum(entries, tuple(entries.values()))
            case OneOf(options=options):
                return self._sum(options, options)
            case _:
                return 1

    def _sum(self, holder: object, parts: tuple[Value, ...]) -> int:
        known = self._known.get(id(holder))
        if known is not None and known[0] is holder:
            return known[1]
        total = 1
        for part in parts:
            total += self.of(part)
            if total > self.limit:
                break
        self._known[id(holder)] = (holder, total)
        return total

    def exceeded_by(self, value: Value) -> bool:
        """Tell whether the value has more parts than allowed."""
        return self.of(value) > self.limit
