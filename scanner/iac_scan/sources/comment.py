"""A comment in a scanned file; suppressions are written in them."""

from __future__ import annotations

from dataclasses import dataclass

from iac_scan.sources.span import Span


@dataclass(frozen=True, slots=True)
class Comment:
    """`# ...`, `// ...` or `/* ... */`."""

    text: str
    """Without the comment marks, white space trimmed at both ends."""
    span: Span
    """With the comment marks."""
