"""Which paths are left out of a scan: .gitignore files and the user's own patterns.

Source: https://git-scm.com/docs/gitignore; the patterns are pathspec's.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from iac_scan.sources.document import Document
from iac_scan.sources.tree import SourceTree

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Ignored:
    """Answers whether a path is ignored by the .gitignore files at and above it."""

    def __init__(self, tree: SourceTree, *, enabled: bool) -> None:
        self._tree = tree
        self._enabled = enabled
        self._specs: dict[str, GitIgnoreSpec | None] = {}

    def ignores(self, path: str, *, is_directory: bool, below: str) -> bool:
        """Tell whether `path` is ignored by a .gitignore file in `below` or a directory in it.

        Of several files the one nearest to the path decides, in it the last pattern that matches.
        """
        if not self._enabled:
            return False
        directory = posixpath.dirname(path) or "."
        while True:
            spec = self._spec(directory)
            if spec is not None:
                relative = path if directory == "." else posixpath.relpath(path, directory)
                answer = spec.check_file(relative + "/" if is_directory else relative).include
                if answer is not None:
                    return bool(answer)
            if directory in {below, "."}:
                return False
            directory = posixpath.dirname(directory) or "."

    def _spec(self, directory: str) -> GitIgnoreSpec | None:
        """Return the patterns of the .gitignore file in a directory, or None."""
        if directory not in self._specs:
            path = posixpath.normpath(posixpath.join(directory, ".gitignore"))
            found = self._tree.read(path) if self._tree.exists(path) else None
            text = found.text if isinstance(found, Document) else None
            self._specs[directory] = None if text is None else patterns(text.splitlines())
        return self._specs[directory]


def patterns(lines: list[str]) -> GitIgnoreSpec | None:
    """Return compiled patterns; a line that is no pattern is left out, as git does.

    pathspec matches with google-re2, so that no pattern takes more than linear time.
    """
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - most trees have no such file

    valid: list[str] = []
    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:
            continue
        valid.append(line)
    return GitIgnoreSpec.from_lines(valid) if valid else None
