"""How much work the scanned code may cause; at a bound the scan says so and goes on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits on what one hostile or broken file can cost."""

    file_bytes: int = 5_000_000
    """A larger file is a gap, unless it is a plan."""
    plan_bytes: int = 50_000_000
    """A larger plan or state in JSON is a gap; one of this size takes about 1 GB of memory."""
    depth: int = 200
    """Nesting of brackets, blocks, YAML nodes, module calls, template files."""
    instances: int = 1_000
    """Instances of one count or for_each, iterations of one dynamic block."""
    items: int = 20_000
    """Items that one expression may produce."""
    text: int = 2_000_000
    """Code points that one expression may produce."""
    aliases: int = 10_000
    """Nodes that YAML aliases may add to one document."""
    options: int = 16
    """Alternatives that one undecided value may have; past that it is unknown."""
