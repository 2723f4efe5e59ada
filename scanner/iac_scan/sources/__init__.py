"""Files: finding, classifying and reading them, and saying where things stand in them.

The only package that opens a scanned file. What the text means is not known here.
"""

from iac_scan.sources.bounds import Bounds
from iac_scan.sources.comment import Comment
from iac_scan.sources.diagnostics import Diagnostic, Gap, GapKind, Level
from iac_scan.sources.document import Document
from iac_scan.sources.span import Origin, Span, Step

__all__ = [
    "Bounds",
    "Comment",
    "Diagnostic",
    "Document",
    "Gap",
    "GapKind",
    "Level",
    "Origin",
    "Span",
    "Step",
]
