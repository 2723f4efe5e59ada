"""The command line as argparse knows it.

What its words mean is `settings`, what is done with them `iac_scan.commands`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn, TypeAlias

from iac_scan.errors import UsageError
from iac_scan.findings.rule import Severity
from iac_scan.reporters import Format
from iac_scan.suggest import did_you_mean
from iac_scan.version import __version__

_EPILOG = """\
exit codes:
  0   no finding at or above --fail-on
  1   findings at or above --fail-on
  2   the job could not be done: bad usage, nothing to scan, a file that cannot
      be parsed, or --strict and incomplete; with findings, too, it is 2
  70  internal error

A folder that is named like a command is written with a dot: `iac-scan ./show`.
"""

BASELINE = ".iac-scan-baseline.json"
"""The file that `iac-scan baseline` writes when it is not told otherwise."""

COMMANDS = {
    "scan": "scan files and folders (the default command)",
    "show": "print what was understood: every resource and output with its values",
    "access": "list the principals: who is an administrator, all policies together",
    "baseline": "record the present findings, so that they do not fail later scans",
    "init": "write a configuration file in which every key is explained",
    "checks": "list the checks",
    "explain": "print the page of a check",
}


_COLUMNS = 80
"""How wide the help is where nobody says."""

_OPERANDS = {
    **dict.fromkeys(("scan", "show", "access", "baseline"), " [PATH ...]"),
    "init": " [FOLDER]",
    "explain": " CHECK-ID",
}
"""What may follow the options of a command."""

_Add: TypeAlias = Callable[..., argparse.Action]
"""Adds an argument to a parser, or to a group of one."""


class _Parser(argparse.ArgumentParser):
    """A parser that raises, so that every wrong word is answered in one manner."""

    def error(self, message: str) -> NoReturn:
        """Raise a UsageError; argparse words its messages like ours."""
        raise UsageError(message, help=f"`{self.prog} --help` lists the options")


class _Form(argparse.RawDescriptionHelpFormatter):
    """The help: `-f, --format FORMAT` on one line with what it does, `--no-...` in brackets."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=_columns() - 2)

    def _split_lines(self, text: str, width: int) -> list[str]:
        """Return a text in lines, the names of tables and files kept whole."""
        from textwrap import wrap  # noqa: PLC0415 - for the help alone

        return wrap(text, width, break_on_hyphens=False)

    def _format_action_invocation(self, action: argparse.Action) -> str:
        """Return an option with its names and its value."""
        names = action.option_strings
        if not names:
            return super()._format_action_invocation(action)
        if isinstance(action, argparse.BooleanOptionalAction):
            return f"--[no-]{names[0][2:]}"
        value = "" if action.nargs == 0 else f" {self._format_args(action, action.dest.upper())}"
        return ", ".join(names) + value


def _columns() -> int:
    """Return how wide the help is, without what `shutil` loads: argparse asks at every start."""
    try:
        return int(os.environ.get("COLUMNS", "")) or _COLUMNS
    except ValueError:
        pass
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns
    except (OSError, ValueError):
        return _COLUMNS


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Return the arguments; `command` is one of `COMMANDS`.

    A first word that is neither a command nor a question about the program belongs to `scan`.

    Errors: UsageError. `--help` and `--version` print and raise SystemExit.
    """
    known = {*COMMANDS, "-h", "--help", "--version", "--completions"}
    words = list(words)
    if not words or words[0].partition("=")[0] not in known:
        words = ["scan", *words]
    parser, commands = parsers()
    arguments, rest = parser.parse_known_args(words)
    if rest and arguments.command is None:
        raise UsageError(f"unknown option `{rest[0]}`", help="`iac-scan --help` lists them")
    if rest:
        command = commands[arguments.command]
        hint = did_you_mean(
            rest[0].partition("=")[0],
            [*_names(parser), *_names(command)],
            f"`{command.prog} --help` lists them",
        )
        raise UsageError(f"unknown option `{rest[0]}`", help=hint)
    return arguments


def parsers() -> tuple[_Parser, dict[str, _Parser]]:
    """Return the parser of the program and those of its commands."""
    parser = _Parser(
        prog="iac-scan",
        description=(
            "Identity-security scanner for Terraform and CloudFormation.\n\n"
            "`iac-scan ./infra` scans a folder; `iac-scan scan --help` lists its options."
        ),
        epilog=_EPILOG,
        formatter_class=_Form,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "--completions", metavar="SHELL", help="print a script for bash, zsh or fish"
    )
    places = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    commands: dict[str, _Parser] = {}
    for name, help in COMMANDS.items():
        commands[name] = places.add_parser(
            name,
            help=help,
            description=f"{help[0].upper()}{help[1:]}.",
            usage=f"%(prog)s [OPTION ...]{_OPERANDS.get(name, '')}",
            epilog=_EPILOG if name == "scan" else None,
            formatter_class=_Form,
            allow_abbrev=False,
        )
    _add_scan(commands["scan"])
    for name in ("show", "access"):
        _add_source(commands[name])
        _add_config(commands[name])
    _add_baseline(commands["baseline"])
    commands["init"].add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        type=Path,
        default=Path(),
        help="one that is there; default: .",
    )
    _add_checks(commands["checks"].add_argument)
    _add_checks(commands["explain"].add_argument)
    commands["explain"].add_argument("id", metavar="CHECK-ID", help="an id, or an alias of one")
    for name in ("show", "access", "checks"):
        _add_format(commands[name].add_argument, (Format.TEXT, Format.JSON))
        commands[name].set_defaults(formats=(Format.TEXT, Format.JSON))
    return parser, commands


def _names(parser: _Parser) -> list[str]:
    """Return the long options of a parser."""
    actions = parser._actions  # noqa: SLF001 - argparse has no public list
    return [name for action in actions for name in action.option_strings if len(name) > 2]


def _add_source(parser: _Parser) -> None:
    """Add what says which code is read, and with which values."""
    add = parser.add_argument_group("code").add_argument
    add(
        "paths",
        metavar="PATH",
        nargs="*",
        type=Path,
        help="files and folders; a Terraform file stands for its module; default: .",
    )
    add("--exclude", metavar="GLOB", action="append", default=[], help="leave these paths out")
    add(
        "--gitignore",
        action=argparse.BooleanOptionalAction,
        help="leave out what .gitignore files name; so by default",
    )
    # One list of both, as terraform takes them in the order in which they stand.
    append = partial(add, dest="values", action="append", default=[])
    append("--var", metavar="K=V", help="value of a Terraform variable")
    append("--var-file", metavar="FILE", type=Path, help="file of Terraform variable values")
    add(
        "--parameters",
        metavar="FILE",
        action="append",
        default=[],
        type=Path,
        help="file of CloudFormation parameters",
    )


def _add_config(parser: _Parser) -> None:
    """Add which configuration counts."""
    add = parser.add_argument_group("configuration").add_argument
    add(
        "--config",
        metavar="FILE",
        type=Path,
        help="else the nearest .iac-scan.toml, or [tool.iac-scan] in pyproject.toml, up to the"
        " root of the repository",
    )
    add("--no-config", action="store_true", help="heed no configuration file")


def _add_checks(add: _Add) -> None:
    """Add where further checks come from."""
    add(
        "--checks",
        metavar="DIR",
        action="append",
        default=[],
        type=Path,
        dest="check_dirs",
        help="folder of local checks: Python code that is run",
    )


def _add_format(add: _Add, formats: Iterable[Format]) -> None:
    """Add the choice of what goes to standard output."""
    names = ", ".join(format.value for format in formats)
    add("-f", "--format", metavar="FORMAT", default="text", help=f"{names}; default: text")


def _add_scan(parser: _Parser) -> None:
    """Add the options of `scan`."""
    parser.set_defaults(formats=tuple(Format))
    _add_source(parser)
    _add_selection(parser)
    _add_report(parser)
    add = parser.add_argument_group("exit code").add_argument
    add(
        "--fail-on",
        metavar="LEVEL",
        help="1 for findings at or above; none for never; default: low",
    )
    add("--strict", action=argparse.BooleanOptionalAction, help="2 when the scan is incomplete")
    _add_config(parser)


def _add_report(parser: _Parser) -> None:
    """Add what is reported, how and where."""
    add = parser.add_argument_group("report").add_argument
    levels = ", ".join(level.value for level in reversed(Severity))
    _add_format(add, Format)
    add(
        "-o",
        "--output",
        metavar="FORMAT=PATH",
        action="append",
        default=[],
        help="also write a report to a file; repeatable",
    )
    add("--severity", metavar="LEVEL", help=f"report at or above: {levels}; default: info")
    add(
        "--baseline",
        metavar="FILE",
        type=Path,
        help="findings recorded there do not fail; `iac-scan baseline` writes it",
    )
    add(
        "--changed",
        metavar="FILE",
        nargs="*",
        type=Path,
        help="report the findings in these files and folders alone; everything is read all the"
        " same",
    )
    add(
        "--show-suppressed",
        action="store_true",
        help="list what is suppressed, too, in text and SARIF; code scanning would open alerts",
    )
    add("--color", metavar="WHEN", default="auto", help="auto, always, never; default: auto")
    add("-q", "--quiet", action="store_true", help="print no report; the exit code tells")


def _add_selection(parser: _Parser) -> None:
    """Add which checks run, and which suppressions are heeded."""
    add = parser.add_argument_group("checks").add_argument
    add("--select", metavar="IDS", action="append", default=[], help="run only these checks")
    add("--ignore", metavar="IDS", action="append", default=[], help="do not run these checks")
    _add_checks(add)
    add(
        "--inline-suppressions",
        action=argparse.BooleanOptionalAction,
        help="heed suppressions in the scanned code; --no-... where its author is not trusted",
    )


def _add_baseline(parser: _Parser) -> None:
    """Add the options of `baseline`."""
    _add_source(parser)
    _add_selection(parser)
    add = parser.add_argument_group("report").add_argument
    add("-o", "--output", metavar="FILE", type=Path, help=f"default: {BASELINE}")
    _add_config(parser)
