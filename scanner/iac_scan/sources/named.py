"""Reading a file that the user named on the command line, wherever it stands.

Files that the scanned code names are read through `tree` alone.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeAlias

from iac_scan.sources.diagnostics import Diagnostic, Gap, Level
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span
from iac_scan.sources.tree import SourceTree

GivenValue: TypeAlias = tuple[str, str] | Path
"""What gives variables values on the command line: a name and a text, or a file."""


def read_named(tree: SourceTree, path: Path) -> Document | Diagnostic | Gap:
    """Return the text of a file of values that an option names, or why there is none.

    Inside the project root it has its project-relative path; outside of it, its name alone.
    """
    real = os.path.realpath(path)
    root = tree.real(".")
    if root is not None and real.startswith(root.rstrip(os.sep) + os.sep):
        return tree.read(tree.name(os.path.relpath(real, root)))
    span = Span(path.name, 1, 1, 1, 1)
    try:
        data = Path(real).read_bytes()
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        return Diagnostic(Level.ERROR, f"`{path.name}` cannot be opened: {reason}", span)
    if len(data) > tree.bounds.file_bytes:
        message = f"`{path.name}` is larger than {tree.bounds.file_bytes:,} bytes"
        return Diagnostic(Level.ERROR, message, span)
    try:
        return Document.of(path.name, data)
    except UnicodeDecodeError:
        return Diagnostic(Level.ERROR, f"`{path.name}` is not text", span)
