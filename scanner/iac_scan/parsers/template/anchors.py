"""What the anchors of a YAML document stand for, and how much their aliases may add to it.

Reading the events is `compose`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from iac_scan.parsers.template.frames import ONE, Frame, Size, shorten
from iac_scan.parsers.template.tree import Node
from iac_scan.sources.bounds import Bounds


@dataclass(slots=True)
class Anchors:
    """The anchors of one document so far. Mutable: it lives while one file is read."""

    bounds: Bounds
    """How much aliases may add."""
    nodes: dict[str, tuple[Node, Size]] = field(default_factory=dict)
    """What each anchor stands for, by name."""
    added: int = 0
    """How many nodes aliases added to this document."""
    told: set[str] = field(default_factory=set)
    """The bounds that were reached and told of."""

    def clear(self) -> None:
        """Begin another document."""
        self.nodes.clear()
        self.added = 0
        self.told.clear()

    def begin(self, anchor: str | None) -> None:
        """Forget what a name stood for: it is given to a node that is not complete yet."""
        if anchor is not None:
            self.nodes.pop(anchor, None)

    def keep(self, anchor: str | None, node: Node, size: Size) -> None:
        """Remember a finished node by its anchor, if it has one."""
        if anchor is not None:
            self.nodes[anchor] = (node, size)

    def take(self, anchor: str, depth: int, frames: list[Frame]) -> tuple[Node, Size] | str | None:
        """Return the node that an alias stands for and its size, or what is wrong with it.

        `depth` is how many levels are open where the alias stands, `frames` what is open there.
        Errors: None at a bound that an alias before this one has reached.
        """
        node, size = self.nodes.get(anchor, (None, ONE))
        if node is None:
            if any(frame.anchor == anchor for frame in frames):
                return f"`*{shorten(anchor)}` contains itself"
            return f"`*{shorten(anchor)}` names no anchor above it"
        if self.added + size.weight > self.bounds.aliases:
            return self._once(f"aliases add more than {self.bounds.aliases} nodes to this document")
        if depth + size.height > self.bounds.depth:
            return self._once(f"aliases nest more than {self.bounds.depth} levels deep")
        self.added += size.weight
        return node, size

    def _once(self, problem: str) -> str | None:
        """Return what is wrong, or None when this document has been told of it."""
        if problem in self.told:
            return None
        self.told.add(problem)
        return problem
