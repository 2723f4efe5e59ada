"""The command line as argparse knows it.

What its words mean is `settings`, what is done with them `iac_scan.cli`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from iac_scan.errors import UsageError
from iac_scan.findings.rule import Severity
from iac_scan.reporters import Format
from iac_scan.suggest import did_you_mean
from iac_scan.version import __version__

_EPILOG = """\
exit codes:
  0   no finding at or above --fail-on
  1   findings at or above --fail-on
  2   the job could not be done: bad usage, nothing to scan, a file that cannot be parsed,
      or --strict and incomplete. Wins over 1: with findings and an unread file it is 2
  70  internal error

A folder that is named like a command is written with a dot: `iac-scan ./show`.
"""

BASELINE = ".iac-scan-baseline.json"
"""The file that `iac-scan baseline` writes when it is not told otherwise."""

COMMANDS = {
    "scan": "scan files and folders (the default command)",
    "show": "print what was understood: every resource, data source and output with its values",
    "access": "list the principals: who is an administrator, all policies together",
    "baseline": "record the present findings, so that they do not fail later scans",
    "init": "write a configuration file in which every key is explained",
    "checks": "list the checks",
    "explain": "print the page of a check",
}


class _Parser(argparse.ArgumentParser):
    """A parser that raises, so that every wrong word is answered in one manner."""

    def error(self, message: str) -> NoReturn:
        """Raise a UsageError; argparse words its messages like ours."""
        raise UsageError(message, help=f"`{self.prog} --help` lists the options")


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
    form = argparse.RawDescriptionHelpFormatter
    parser = _Parser(
        prog="iac-scan",
        description=(
            "Identity-security scanner for Terraform and CloudFormation.\n"
            "`iac-scan ./infra` scans a folder; `iac-scan scan --help` lists the options for that."
        ),
        epilog=_EPILOG,
        formatter_class=form,
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
            epilog=_EPILOG if name == "scan" else None,
            formatter_class=form,
            allow_abbrev=False,
        )
    _add_scan(commands["scan"])
    _add_source(commands["show"])
    _add_source(commands["access"])
    _add_format(commands["access"], (Format.TEXT, Format.JSON))
    _add_baseline(commands["baseline"])
    commands["init"].add_argument(
        "folder", metavar="FOLDER", nargs="?", type=Path, default=Path(), help="default: ."
    )
    _add_format(commands["show"], (Format.TEXT, Format.JSON))
    _add_checks(commands["checks"])
    _add_format(commands["checks"], (Format.TEXT, Format.JSON))
    _add_checks(commands["explain"])
    commands["explain"].add_argument("id", metavar="CHECK-ID", help="an id, or an alias of one")
    return parser, commands


def _names(parser: _Parser) -> list[str]:
    """Return the long options of a parser."""
    actions = parser._actions  # noqa: SLF001 - argparse has no public list
    return [name for action in actions for name in action.option_strings if len(name) > 2]


def _add_source(parser: _Parser) -> None:
    """Add what says which code is read, and with which values."""
    parser.add_argument("paths", metavar="PATH", nargs="*", type=Path, help="default: .")
    parser.add_argument(
        "--exclude", metavar="GLOB", action="append", default=[], help="leave these paths out"
    )
    parser.add_argument(
        "--gitignore",
        action=argparse.BooleanOptionalAction,
        help="leave out what .gitignore files name; so by default",
    )
    parser.add_argument(
        "--var", metavar="K=V", action="append", default=[], help="value of a Terraform variable"
    )
    parser.add_argument(
        "--var-file",
        metavar="FILE",
        action="append",
        default=[],
        type=Path,
        help="file of Terraform variable values",
    )
    parser.add_argument(
        "--parameters",
        metavar="FILE",
        action="append",
        default=[],
        type=Path,
        help="file of CloudFormation parameters",
    )
    parser.add_argument(
        "--config",
        metavar="FILE",
        type=Path,
        help="configuration; else the nearest .iac-scan.toml, or [tool.iac-scan] in"
        " pyproject.toml, up to the root of the repository",
    )
    parser.add_argument("--no-config", action="store_true", help="heed no configuration file")


def _add_checks(parser: _Parser) -> None:
    """Add where further checks come from."""
    parser.add_argument(
        "--checks",
        metavar="DIR",
        action="append",
        default=[],
        type=Path,
        dest="check_dirs",
        help="folder of local checks: Python code that is run",
    )


def _add_format(parser: _Parser, formats: Iterable[Format]) -> None:
    """Add the choice of what goes to standard output."""
    names = ", ".join(format.value for format in formats)
    parser.add_argument(
        "-f", "--format", metavar="FORMAT", default="text", help=f"{names}; default: text"
    )
    parser.set_defaults(formats=tuple(formats))


def _add_scan(parser: _Parser) -> None:
    """Add the options of `scan`."""
    _add_source(parser)
    _add_checks(parser)
    _add_format(parser, Format)
    levels = ", ".join(level.value for level in reversed(Severity))
    add = parser.add_argument
    add(
        "-o",
        "--output",
        metavar="FORMAT=PATH",
        action="append",
        default=[],
        help="also write a report to a file; repeatable",
    )
    _add_selection(parser)
    add("--severity", metavar="LEVEL", help=f"report at or above: {levels}; default: info")
    add(
        "--fail-on",
        metavar="LEVEL",
        help="exit 1 for findings at or above; none for never; default: low",
    )
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
        help="report the findings in these files alone; everything is read all the same",
    )
    add(
        "--strict",
        action=argparse.BooleanOptionalAction,
        help="exit 2 when the scan is incomplete",
    )
    add("--color", metavar="WHEN", default="auto", help="auto, always, never; default: auto")
    add(
        "-q",
        "--quiet",
        action="store_true",
        help="no report on standard output; the exit code tells",
    )


def _add_selection(parser: _Parser) -> None:
    """Add which checks run, and which suppressions are heeded."""
    add = parser.add_argument
    add("--select", metavar="IDS", action="append", default=[], help="run only these checks")
    add("--ignore", metavar="IDS", action="append", default=[], help="do not run these checks")
    add(
        "--inline-suppressions",
        action=argparse.BooleanOptionalAction,
        help="heed suppressions in the scanned code; --no-... where its author is not trusted",
    )


def _add_baseline(parser: _Parser) -> None:
    """Add the options of `baseline`."""
    _add_source(parser)
    _add_checks(parser)
    _add_selection(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help=f"the file to write; default: {BASELINE}",
    )
