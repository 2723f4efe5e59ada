"""What the words of the command line and the configuration mean together: `Options` and choices.

Which words there are is `arguments`; how a configuration is found and checked is `config`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TypeVar

from iac_scan.config import Config, load
from iac_scan.errors import UsageError
from iac_scan.findings.baseline import Baseline
from iac_scan.findings.rule import CheckId, Severity
from iac_scan.options import Options
from iac_scan.reporters import Format
from iac_scan.sources.named import GivenValue
from iac_scan.suggest import did_you_mean

_MOST_LISTED = 5
"""How many names a phrase holds; the rest is a number."""

_READING = frozenset({"show", "access"})
"""The commands that run no check."""

E = TypeVar("E", bound=Enum)


class Color(Enum):
    """When a text report is coloured."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def config(arguments: argparse.Namespace) -> Config:
    """Return the configuration that counts for the arguments.

    Errors: UsageError for both `--config` and `--no-config`, and for a file that is wrong.
    """
    if arguments.no_config and arguments.config is not None:
        raise UsageError("`--config` and `--no-config` exclude each other")
    return Config() if arguments.no_config else load(arguments.paths, arguments.config)


def options(arguments: argparse.Namespace, config: Config, baseline: Baseline | None) -> Options:
    """Return what the scan is asked to do: by the command line, else by the configuration.

    An option takes the place of the key of its name; `--select` that of `ignore`, too.
    """
    found = Options(
        paths=tuple(arguments.paths) or (Path(),),
        exclude=tuple(arguments.exclude) or config.exclude,
        gitignore=_first(arguments.gitignore, config.gitignore, otherwise=True),
        variables=_values(arguments.values, config),
        parameter_files=tuple(map(_file, arguments.parameters)) or config.parameter_files,
        config=config.name,
        limits=tuple(_limits(arguments, config)),
    )
    if arguments.command in _READING:
        return found
    select, ignore = _ids(arguments.select), _ids(arguments.ignore)
    found = replace(
        found,
        select=select or config.select,
        ignore=ignore or (() if select else config.ignore),
        check_dirs=tuple(arguments.check_dirs),
        suppressions=_first(
            arguments.inline_suppressions, config.inline_suppressions, otherwise=True
        ),
        accepted=config.suppress,
    )
    if arguments.command != "scan":
        return found
    severity = config.severity or Severity.INFO
    if arguments.severity is not None:
        severity = choice(Severity, arguments.severity, "severity")
    changed = None if arguments.changed is None else tuple(arguments.changed)
    return replace(
        found,
        severity=severity,
        baseline=baseline,
        changed=changed,
        show_suppressed=arguments.show_suppressed,
    )


def _first(*words: bool | None, otherwise: bool) -> bool:
    """Return the first word that is said."""
    return next((word for word in words if word is not None), otherwise)


def _limits(arguments: argparse.Namespace, config: Config) -> Iterator[str]:
    """Yield what the configuration takes away from the report, as far as no option beats it."""
    if config.exclude and not arguments.exclude:
        yield f"leaves out {_listed(config.exclude)}"
    if arguments.command in _READING:
        return
    if config.select and not arguments.select:
        yield f"runs only {_listed(config.select)}"
    if config.ignore and not (arguments.select or arguments.ignore):
        yield f"turns off {_listed(config.ignore)}"
    if config.suppress:
        one = len(config.suppress) == 1
        yield f"accepts findings in {len(config.suppress)} {'entry' if one else 'entries'}"
    if arguments.command != "scan":
        return
    if config.severity not in (None, Severity.INFO) and arguments.severity is None:
        yield f"hides findings below {config.severity.value}"
    if config.fail_on not in (None, "info", "low") and arguments.fail_on is None:
        never = config.fail_on == "none"
        yield "never fails" if never else f"fails from {config.fail_on} on"
    if config.baseline is not None and arguments.baseline is None:
        yield f"names the baseline `{config.baseline.name}`"


def _listed(words: Sequence[str]) -> str:
    """Return a few words between backticks and the number of the others."""
    shown = ", ".join(f"`{word}`" for word in words[:_MOST_LISTED])
    more = len(words) - _MOST_LISTED
    return f"{shown} and {more} more" if more > 0 else shown


def choice(kind: type[E], word: str, what: str, among: Iterable[E] | None = None) -> E:
    """Return the member of an enum that a word names.

    Errors: UsageError with the nearest word.
    """
    members = {member.value: member for member in (kind if among is None else among)}
    if word in members:
        return members[word]
    hint = did_you_mean(word, members, f"one of {', '.join(members)}")
    raise UsageError(f"unknown {what} `{word}`", help=hint)


def outputs(words: Iterable[str]) -> tuple[tuple[Format, Path], ...]:
    """Return the reports that go to files, in the order given."""
    found: dict[Path, Format] = {}
    for word in words:
        name, path = _pair(word, "--output", "FORMAT=PATH")
        if not path:
            raise UsageError(f"no path in `--output {word}`", help="for example `sarif=out.sarif`")
        if path == "-":
            raise UsageError(
                f"`--output {word}` names no file", help=f"`--format {name}` prints the report"
            )
        format = choice(Format, name, "format")
        if Path(path) in found:
            raise UsageError(f"two reports are to be written to `{path}`")
        found[Path(path)] = format
    return tuple((format, path) for path, format in found.items())


def fail_on(word: str | None, config: Config) -> Severity | None:
    """Return the severity from which on findings fail, or None for never."""
    word = word or config.fail_on or Severity.LOW.value
    return None if word == "none" else choice(Severity, word, "severity")


def refuse_partial_sarif(options: Options, formats: Iterable[Format]) -> None:
    """Raise a UsageError for a SARIF report of some files: GitHub would close all other alerts."""
    if options.changed is not None and Format.SARIF in formats:
        raise UsageError(
            "`--changed` and SARIF exclude each other",
            help="code scanning closes the alerts that a report leaves out; it needs them all",
        )


def _ids(words: Iterable[str]) -> tuple[CheckId, ...]:
    """Return the ids of lists with commas."""
    return tuple(CheckId(id.strip()) for word in words for id in word.split(",") if id.strip())


def _values(words: list[str | Path], config: Config) -> tuple[GivenValue, ...]:
    """Return what gives variables their values, in the order of the command line.

    Files of the command line take the place of those of the configuration.
    """
    named = any(isinstance(word, Path) for word in words)
    given: Iterator[GivenValue] = (
        _file(word) if isinstance(word, Path) else _pair(word, "--var", "NAME=VALUE")
        for word in words
    )
    return (*(() if named else config.variable_files), *given)


def _pair(word: str, option: str, form: str) -> tuple[str, str]:
    """Return what stands before and after the first equals sign."""
    name, sign, value = word.partition("=")
    if not sign or not name:
        raise UsageError(f"expected `{option} {form}`, got `{word}`")
    return name, value


def _file(path: Path) -> Path:
    """Return the path of a file that can be read."""
    if not path.is_file():
        raise UsageError(f"there is no file `{path}`")
    return path
