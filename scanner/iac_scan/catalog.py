"""Where checks come from: installed ones by entry point, local ones from folders named by the user.

What a check is and how one runs is `iac_scan.check`. Nothing is ever loaded from the scanned tree
unless its author names the folder with `--checks`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from inspect import cleandoc
from pathlib import Path
from types import ModuleType
from typing import Any

from iac_scan.check import Check
from iac_scan.errors import IacScanError, PluginError, UsageError
from iac_scan.findings.rule import CheckId, Rule
from iac_scan.suggest import did_you_mean

GROUP = "iac_scan.checks"
"""The entry-point group: each entry names a module, or a package that lists its topic modules."""

_LOCAL = "_iac_scan_local_checks"
"""What local files are imported as: a name that no installed package has."""

_OWN = str(Path(__file__).parent)
"""Where this package stands, to tell its frames from those of a check's author."""


_LOADING_FAILURES: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    IacScanError,
    ImportError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What a mistake in somebody else's module raises when it is imported."""


def load(
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    check_dirs: Iterable[Path] = (),
) -> tuple[Check[Any], ...]:
    """Return the checks to run, sorted by id.

    `select` and `ignore` hold ids or aliases; an alias stands for every check that lists it.

    Errors: UsageError for an id that nobody has, for a folder that is not there, and when no
    check is left; PluginError for a module that cannot be loaded and for an id that two have.
    """
    modules = [module for name in _installed() for module in _import_topics(name)]
    modules += [_import_file(file) for folder in check_dirs for file in _python_files(folder)]
    found = _unique(check for module in modules for check in _checks_of(module))
    chosen = _named(select, found) or {check.id for check in found}
    kept = tuple(check for check in found if check.id in chosen - _named(ignore, found))
    if not kept:
        raise UsageError("no check is left to run", help="select more checks or ignore fewer")
    return kept


def rule(check: Check[Any]) -> Rule:
    """Return what a report says about a check; its page is `pages/<id>.md` beside its module.

    A check of somebody's own may do without a page: its docstring stands for it.

    Errors: PluginError when there is a page that cannot be read.
    """
    file = Path(_file_of(check)).parent / "pages" / f"{check.id}.md"
    try:
        page = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        page = f"# {check.id}\n\n{cleandoc(check.look.__doc__ or check.title)}\n"
    except (OSError, UnicodeDecodeError) as error:
        raise PluginError(f"the page of check `{check.id}` cannot be read: `{file}`") from error
    return Rule(
        id=check.id,
        title=check.title,
        severity=check.severity,
        since=check.since,
        references=check.references,
        aliases=check.aliases,
        controls=check.controls,
        page=page,
    )


def _installed() -> tuple[str, ...]:
    """Return the modules that installed distributions offer, sorted by the name of the entry.

    Read from the metadata files themselves: `importlib.metadata` costs 40 ms to import, a sixth
    of a small scan. The working directory is left out: it may be the scanned tree.
    Source: https://packaging.python.org/en/latest/specifications/entry-points/.
    """
    entries: dict[str, str] = {}
    distributions: set[str] = set()
    for folder in sys.path:
        if not os.path.isdir(folder) or os.path.samefile(folder, os.curdir):  # noqa: PTH112, PTH121 - three times faster, on every start
            continue
        with os.scandir(folder) as items:
            metadata = sorted(
                (item.name, item.path)
                for item in items
                if item.name.endswith((".dist-info", ".egg-info"))
            )
        for file, path in metadata:
            name = file.partition("-")[0].lower()
            if name not in distributions:
                distributions.add(name)
                entries |= _entries(f"{path}{os.sep}entry_points.txt")
    return tuple(entries[name] for name in sorted(entries))


def _entries(file: str) -> dict[str, str]:
    """Return our group's entries in one `entry_points.txt`; empty when there is no such file."""
    try:
        with open(file, "rb") as stream:  # noqa: PTH123 - a path for each of a hundred files is slow
            data = stream.read()
        if GROUP.encode() not in data:
            return {}
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        # Metadata that cannot be read belongs to somebody else's broken installation.
        return {}
    entries = {}
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            section = line.strip("[] ")
        elif section == GROUP and "=" in line and not line.startswith(("#", ";")):
            name, _, module = line.partition("=")
            entries[name.strip()] = module.partition("[")[0].strip()
    return entries


def _import_topics(name: str) -> Iterator[ModuleType]:
    """Yield the module of that name, then every module that its `TOPICS` lists."""
    try:
        package = import_module(name)
        yield package
        for topic in getattr(package, "TOPICS", ()):
            yield import_module(f"{name}.{topic}")
    except _LOADING_FAILURES as error:
        raise _cannot_load(f"checks of `{name}`", error) from error


def _python_files(folder: Path) -> tuple[Path, ...]:
    """Return the Python files directly in a folder of local checks, sorted."""
    if not folder.is_dir():
        raise UsageError(f"`{folder}` is not a folder of checks")
    files = tuple(sorted(file for file in folder.glob("*.py") if file.is_file()))
    if not files:
        raise UsageError(f"`{folder}` holds no checks", help="a check is a Python file in it")
    return files


def _import_file(file: Path) -> ModuleType:
    """Import one local file under a private name."""
    path = file.resolve()
    name = f"{_LOCAL}.{path.as_posix().strip('/').replace('/', '.').removesuffix('.py')}"
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PluginError(f"`{file}` is not a Python file")
    module = module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up there
    try:
        spec.loader.exec_module(module)
    except _LOADING_FAILURES as error:
        del sys.modules[name]
        raise _cannot_load(f"`{file}`", error) from error
    return module


def _cannot_load(what: str, error: Exception) -> PluginError:
    """Return the error that says where, in whose file, loading failed."""
    import traceback  # noqa: PLC0415 - needed for mistakes only

    where = ""
    if isinstance(error, SyntaxError):
        where = f" ({error.filename}:{error.lineno})"
    for frame in traceback.extract_tb(error.__traceback__):
        # The author's line is the innermost one that is neither ours nor the import machinery's.
        if not frame.filename.startswith((_OWN, "<frozen ")):
            where = f" ({frame.filename}:{frame.lineno})"
    reason = str(error).partition("\n")[0] or type(error).__name__
    help = error.help if isinstance(error, IacScanError) else None
    return PluginError(f"{what} cannot be loaded: {reason}{where}", help=help)


def local_line(error: BaseException) -> str | None:
    """Return `file:line` of the local check that an error comes out of, or None for any other."""
    import traceback  # noqa: PLC0415 - needed for mistakes only

    place = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        if str(frame.f_globals.get("__name__", "")).startswith(_LOCAL):
            place = f"{frame.f_code.co_filename}:{line}"
    return place


def _checks_of(module: ModuleType) -> Iterator[Check[Any]]:
    """Yield the checks written in a module; one that it imports belongs to its own module."""
    for value in vars(module).values():
        if isinstance(value, Check) and value.module == module.__name__:
            yield value


def _unique(checks: Iterable[Check[Any]]) -> tuple[Check[Any], ...]:
    """Return the checks sorted by id."""
    found: dict[CheckId, Check[Any]] = {}
    for check in checks:
        other = found.setdefault(check.id, check)
        if other is not check:
            raise PluginError(
                f"check id `{check.id}` is used twice: {_where(other)} and {_where(check)}",
                help="rename one of them",
            )
    return tuple(found[id] for id in sorted(found))


def _named(names: Iterable[str], checks: tuple[Check[Any], ...]) -> set[CheckId]:
    """Return the ids of the checks that the names mean."""
    meant: dict[str, set[CheckId]] = {}
    for check in checks:
        for name in (check.id, *check.aliases):
            meant.setdefault(name, set()).add(check.id)
    chosen: set[CheckId] = set()
    for name in names:
        if name not in meant:
            hint = did_you_mean(name, meant, "`iac-scan checks` lists them")
            raise UsageError(f"unknown check `{name}`", help=hint)
        chosen |= meant[name]
    return chosen


def _file_of(check: Check[Any]) -> str:
    """Return the file that a check is written in."""
    return check.look.__code__.co_filename


def _where(check: Check[Any]) -> str:
    """Return file and line of a check."""
    return f"{_file_of(check)}:{check.look.__code__.co_firstlineno}"
