"""Modules that lie in a git submodule, whose folder stays empty until git is asked for it.

Source: https://git-scm.com/docs/gitmodules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from iac_scan.sources.document import Document
from iac_scan.sources.tree import SourceTree

_PATH = re.compile(r'^[ \t]*path[ \t]*=[ \t]*"?([^"\n]+?)"?[ \t]*$', re.MULTILINE)


def is_in_submodule(tree: SourceTree, directory: str) -> bool:
    """Tell whether a `.gitmodules` file above a directory names it, or a folder around it."""
    around = {directory, *_above(directory)}
    return any(path in around for above in _above(directory) for path in _submodules(tree, above))


def _above(directory: str) -> Iterator[str]:
    """Yield the folders around a directory, the root of the tree last."""
    while directory not in {"", ".", ".."}:
        directory = dirname(directory)
        yield directory or "."


def _submodules(tree: SourceTree, directory: str) -> Iterator[str]:
    """Yield the paths of the submodules that the file in one directory lists."""
    file = normpath(join(directory, ".gitmodules"))
    document = tree.read(file) if tree.exists(file) else None
    if isinstance(document, Document):
        for path in _PATH.findall(document.text):
            yield normpath(join(directory, path))
