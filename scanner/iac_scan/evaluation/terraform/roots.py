"""Which directories are evaluated as roots, and what a root is given.

A directory that another scanned one calls is evaluated through the call. One that is called
with no instance, or by nobody that is evaluated, is read on its own, its variables unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Map
from pathlib import Path
from posixpath import join, normpath

from iac_scan.evaluation.terraform import modules, variables
from iac_scan.evaluation.terraform.configuration import Configuration
from iac_scan.evaluation.terraform.hidden import is_reusable
from iac_scan.evaluation.terraform.scope import ModuleInstance, Session
from iac_scan.sources.named import GivenValue, read_named
from iac_scan.values import Value


def called_from(configuration: Configuration) -> Iterator[str]:
    """Yield the directories that the local module calls of a directory mean."""
    for block in configuration.modules.values():
        source = modules.source_of(block)
        if source is not None and modules.is_local(source):
            yield normpath(join(configuration.directory, source))


def roots_among(directories: Iterable[str], session: Session) -> tuple[str, ...]:
    """Return the directories that no other scanned directory calls, sorted."""
    scanned = tuple(sorted(directories))
    called = {
        target
        for directory in scanned
        for target in called_from(session.configuration_of(directory))
        if target != directory
    }
    return tuple(directory for directory in scanned if directory not in called)


def uncalled(directories: Iterable[str], done: set[str], session: Session) -> str | None:
    """Return the next directory of which nothing was evaluated yet, callers first, or None."""
    left = sorted(one for one in directories if one not in done and one not in session.instantiated)
    called = {
        target
        for one in left
        for target in called_from(session.configuration_of(one))
        if target != one
    }
    return next((one for one in left if one not in called), left[0] if left else None)


def root_instance(
    directory: str,
    session: Session,
    given: tuple[GivenValue, ...],
    undecided: frozenset[str] = frozenset(),
) -> ModuleInstance:
    """Return the root module of a directory with the values that the user sets."""
    configuration = session.configuration_of(directory)
    inputs: dict[str, Callable[[], Value]] = {}
    module = ModuleInstance(
        session,
        configuration,
        directory,
        "",
        inputs,
        reusable=is_reusable(configuration, session),
        undecided=undecided,
    )
    for path in variables.files_of_root(session.tree, directory):
        _set(inputs, variables.read_values(session.tree.read(path), module), module)
    for one in given:
        if isinstance(one, Path):
            _set(inputs, variables.read_values(read_named(session.tree, one), module), module)
        elif one[0] in configuration.variables:
            inputs[one[0]] = _given(*one, module)
    return module


def _set(
    inputs: dict[str, Callable[[], Value]],
    values: Map[str, Callable[[], Value]],
    module: ModuleInstance,
) -> None:
    """Give variables their values; a file read later counts before one read earlier."""
    for name, value in values.items():
        if name in module.configuration.variables:
            inputs[name] = value
        else:
            # Terraform ignores it; a secret that stands there is one all the same.
            module.session.loose.append(value())


def lone_instance(directory: str, session: Session) -> ModuleInstance:
    """Return a module that is read on its own, all its variables unknown."""
    configuration = session.configuration_of(directory)
    return ModuleInstance(session, configuration, directory, "", {}, unset=True, doubtful=True)


def _given(name: str, text: str, module: ModuleInstance) -> Callable[[], Value]:
    block = module.configuration.variables[name]
    return lambda: variables.from_command_line(name, text, block, module)
