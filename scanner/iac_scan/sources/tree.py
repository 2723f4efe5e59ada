"""The scanned tree: every access to its files, confined to the project root and bounded.

Which files are scanned is decided in `discover`. Nothing here writes, follows a link out of the
root, or opens what is not a plain file.
"""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from iac_scan.errors import UsageError
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.classify import in_utf8, is_plan
from iac_scan.sources.diagnostics import Diagnostic, Gap, GapKind, Level
from iac_scan.sources.document import Document
from iac_scan.sources.glob import matcher
from iac_scan.sources.span import Span

Read: TypeAlias = Document | Diagnostic | Gap
"""What reading a file gives: its text, or why there is none."""


def covers(names: Iterable[str], path: str) -> bool:
    """Tell whether a project-relative path is one of `names`, or is below one of them."""
    return any(name in (".", path) or path.startswith(f"{name.rstrip('/')}/") for name in names)


@dataclass(frozen=True, slots=True)
class Listed:
    """One name in a directory."""

    path: str
    """Project-relative."""
    is_directory: bool
    """A directory; else a plain file."""
    real: str
    """The absolute path with links resolved, inside the root."""
    is_link: bool
    """Whether it is a symbolic link."""


class SourceTree:
    r"""The files below a project root, read at most once each.

    Paths are project-relative POSIX strings, "." is the root. A name that is not UTF-8 is shown
    with its bytes escaped (`caf\xe9.tf`) and is found under that name.
    """

    def __init__(self, root: Path, scanned: tuple[str, ...], bounds: Bounds) -> None:
        self.bounds = bounds
        self.scanned = scanned
        self._root = os.path.realpath(root)
        self._documents: dict[str, Read] = {}
        self._names: dict[str, str] = {}

    @staticmethod
    def open(paths: Sequence[Path], bounds: Bounds) -> SourceTree:
        """Return the tree that holds `paths`.

        Its root is the nearest directory with `.git` at or above the first path, or, where there
        is none or it does not hold all paths, the directory that they have in common.
        Errors: UsageError for a path that does not exist.
        """
        real = []
        for path in paths or (Path(),):
            if not os.path.lexists(path):
                raise UsageError(f"`{path}` does not exist")
            try:
                real.append(path.resolve(strict=True))
            except (OSError, RuntimeError) as error:
                raise UsageError(f"`{path}` cannot be opened: {_why(error)}") from error
        root = _project_root(real)
        tree = SourceTree(root, (), bounds)
        tree.scanned = tuple(tree.name(os.path.relpath(path, root)) for path in real)
        return tree

    def read(self, path: str) -> Read:
        """Return the text of a file, or why there is none; each file is read once.

        Errors: a Diagnostic for a file that is not text, is gone or cannot be opened; a Gap for
        one that is too large or lies outside of the root.
        """
        path = posixpath.normpath(path)
        known = self._documents.get(path)
        if known is None:
            known = self._read(path)
            self._documents[path] = known
        return known

    def head(self, path: str, most: int | None = None) -> bytes | Diagnostic | Gap:
        """Return the bytes of a file as far as the bound allows, and one more if there is more.

        `most` is the bound of what is no ordinary file.
        """
        bound = self.bounds.file_bytes if most is None else most
        real = self.real(path)
        if real is None:
            return _outside(path)
        try:
            if not stat.S_ISREG(Path(real).stat().st_mode):
                return _diagnostic(path, f"`{path}` is not a plain file")
            descriptor = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(descriptor, "rb") as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    return _diagnostic(path, f"`{path}` is not a plain file")
                return file.read(bound + 1)
        except OSError as error:
            return _diagnostic(path, f"`{path}` cannot be opened: {_why(error)}")

    def files(self, directory: str) -> tuple[str, ...]:
        """Return the plain files directly in a directory, sorted; none for what is no directory."""
        listed = self.listed(directory)
        if isinstance(listed, Diagnostic):
            return ()
        return tuple(entry.path for entry in listed if not entry.is_directory)

    def glob(self, directory: str, pattern: str) -> tuple[str, ...]:
        """Return the files below `directory` that match, relative to it and sorted.

        `*`, `?`, `[...]` stay inside a name, `**` as a whole name crosses directories, `{a,b}`
        are alternatives. A pattern may begin with `../`, as far as the root.
        Source: https://developer.hashicorp.com/terraform/language/functions/fileset and
        https://github.com/bmatcuk/doublestar#patterns.
        """
        pattern = posixpath.normpath(pattern)
        shown = ""
        while pattern.startswith("../"):
            shown, pattern = f"../{shown}", pattern.removeprefix("../")
        start = posixpath.normpath(posixpath.join(directory, shown))
        matches = matcher(pattern)
        prefix = "" if start == "." else f"{start}/"
        below = (path.removeprefix(prefix) for path in self._below(start))
        return tuple(sorted(shown + path for path in below if matches(path)))

    def exists(self, path: str) -> bool:
        """Tell whether there is a file or directory of this name inside the root."""
        real = self.real(path)
        return real is not None and _mode(real) != 0

    def is_directory(self, path: str) -> bool:
        """Tell whether there is a directory of this name inside the root."""
        real = self.real(path)
        return real is not None and stat.S_ISDIR(_mode(real))

    def listed(self, directory: str) -> tuple[Listed, ...] | Diagnostic:
        """Return the plain files and the directories in a directory, sorted by name.

        Links out of the root are left out, as are sockets, pipes and devices. Errors: a
        Diagnostic for a directory that cannot be opened.
        """
        real = self.real(directory)
        if real is None or not stat.S_ISDIR(_mode(real)):
            return ()
        try:
            with os.scandir(real) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            return _diagnostic(directory, f"`{directory}` cannot be opened: {_why(error)}")
        return tuple(filter(None, (self._entry(directory, entry) for entry in found)))

    def leaving(self, directory: str) -> tuple[str, ...]:
        """Return the links in a directory that lead out of the root, sorted."""
        real = self.real(directory)
        if real is None or not stat.S_ISDIR(_mode(real)):
            return ()
        try:
            with os.scandir(real) as entries:
                links = [entry.name for entry in entries if entry.is_symlink()]
        except OSError:
            return ()
        paths = (self.name(posixpath.join(directory, name)) for name in sorted(links))
        return tuple(path for path in paths if self.real(path) is None)

    def name(self, path: str) -> str:
        """Return the project-relative name of a path as the operating system gives it."""
        path = posixpath.normpath(path.replace(os.sep, "/"))
        try:
            path.encode()
        except UnicodeEncodeError:
            shown = os.fsencode(path).decode("utf-8", errors="backslashreplace")
            self._names[shown] = path
            return shown
        return path

    def relative(self, path: Path) -> str:
        """Return the project-relative name of a path; it begins with `..` outside of the root."""
        return self.name(os.path.relpath(os.path.realpath(path), self._root))

    def scans(self, path: str) -> bool:
        """Tell whether a project-relative path is, or is below, one that is scanned."""
        return covers(self.scanned, path)

    def real(self, path: str) -> str | None:
        """Return the absolute path with links resolved, or None when it is not in the root."""
        path = posixpath.normpath(path)
        try:
            real = os.path.realpath(f"{self._root}{os.sep}{self._names.get(path, path)}")
        except (OSError, ValueError):
            return None
        inside = real == self._root or real.startswith(self._root.rstrip(os.sep) + os.sep)
        return real if inside else None

    def _entry(self, directory: str, entry: os.DirEntry[str]) -> Listed | None:
        """Return what a directory entry is, or None for what is never opened."""
        path = self.name(posixpath.join(directory, entry.name))
        try:
            is_link = entry.is_symlink()
            real = self.real(path) if is_link else entry.path
            if real is None or not (entry.is_dir() or entry.is_file()):
                return None
            return Listed(path, entry.is_dir(), real, is_link)
        except OSError:
            return None

    def _below(self, directory: str) -> Iterator[str]:
        """Yield every file below a directory; a link to a directory is followed once."""
        waiting = [directory]
        followed: set[str] = set()
        while waiting:
            listed = self.listed(waiting.pop())
            for entry in listed if isinstance(listed, tuple) else ():
                if not entry.is_directory:
                    yield entry.path
                elif not entry.is_link:
                    waiting.append(entry.path)
                elif entry.real not in followed:
                    followed.add(entry.real)
                    waiting.append(entry.path)

    def _read(self, path: str) -> Read:
        """Read a file that has not been read yet."""
        data = self.head(path)
        is_of_terraform = isinstance(data, bytes) and is_plan(data)
        bound = self.bounds.plan_bytes if is_of_terraform else self.bounds.file_bytes
        if isinstance(data, bytes) and self.bounds.file_bytes < len(data) <= bound:
            data = self.head(path, bound)
        if not isinstance(data, bytes):
            return data
        if len(data) > bound:
            message = f"`{path}` is larger than {bound:,} bytes and was not read"
            return Gap(GapKind.FILE, message, Span(path, 1, 1, 1, 1))
        if is_of_terraform:
            # A plan that PowerShell has written to a file is UTF-16; no other program reads it.
            data = in_utf8(data)
        if b"\0" in data:
            return _diagnostic(path, f"`{path}` is not text")
        try:
            return Document.of(path, data)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            message = f"`{path}` is not text: line {line} is not UTF-8"
            return _diagnostic(path, message)


def _project_root(real: list[Path]) -> Path:
    """Return the root for scanned paths whose links are resolved."""
    first = real[0]
    for directory in (first, *first.parents):
        if _mode(str(directory / ".git")) != 0:
            if all(path.is_relative_to(directory) for path in real):
                return directory
            break
    folders = [path if stat.S_ISDIR(_mode(str(path))) else path.parent for path in real]
    return Path(os.path.commonpath(folders))


def _mode(real: str) -> int:
    """Return the mode bits of a file, or 0 when there is none to be seen."""
    try:
        return Path(real).stat().st_mode
    except (OSError, ValueError):
        return 0


def _outside(path: str) -> Gap:
    """Return the gap for a path that leads out of the root."""
    message = f"`{path}` leads out of the project and was not read"
    return Gap(GapKind.FILE, message, Span(path, 1, 1, 1, 1))


def _diagnostic(path: str, message: str) -> Diagnostic:
    """Return the diagnostic for a file as such."""
    return Diagnostic(Level.ERROR, message, Span(path, 1, 1, 1, 1))


def _why(error: OSError | RuntimeError) -> str:
    """Return the operating system's reason in lower case."""
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return (reason or "no reason given").lower()
