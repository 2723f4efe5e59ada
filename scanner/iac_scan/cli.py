"""The command `iac-scan`: words in, an exit code out, whatever goes wrong between.

What the words of the command line mean is `arguments`, what each command does `commands`.
Nothing is imported before it is needed: `--version` is instant.
"""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Sequence

from iac_scan.commands import Exit, perform
from iac_scan.errors import IacScanError, InternalError, UsageError
from iac_scan.output import complain

_OBJECTS = 1_000_000
"""How many more objects than before are made until cyclic garbage is looked for."""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    arguments = sys.argv[1:] if words is None else list(words)
    try:
        return _dispatch(arguments)
    except InternalError as error:
        return _apologise(error)
    except IacScanError as error:
        complain(error.message, error.help or _hint(error, arguments))
        return Exit.NOT_DONE
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the one place: a bug is said to be one
        return _apologise(error)


def run() -> None:
    """Run the command and leave the process with its exit code."""
    # Nearly all that a scan builds is kept to its end, or has no cycles: with the interpreter's
    # own threshold a good part of a long scan is looking in vain.
    gc.set_threshold(_OBJECTS)
    sys.exit(main())


def _dispatch(words: Sequence[str]) -> int:
    """Do what the words ask for."""
    from iac_scan.arguments import parse  # noqa: PLC0415 - see the module's docstring

    try:
        arguments = parse(words)
    except SystemExit as stop:  # --help and --version have printed what they are for
        return stop.code if isinstance(stop.code, int) else Exit.CLEAN
    return perform(arguments)


def _hint(error: IacScanError, words: Sequence[str]) -> str | None:
    """Return the command that a missing path was perhaps meant to be."""
    from iac_scan.arguments import COMMANDS  # noqa: PLC0415
    from iac_scan.suggest import nearest  # noqa: PLC0415

    if not isinstance(error, UsageError) or not words or words[0] in COMMANDS:
        return None
    command = nearest(words[0], COMMANDS) if f"`{words[0]}`" in error.message else None
    return None if command is None else f"did you mean the command `{command}`?"


def _apologise(error: Exception) -> Exit:
    """Say whose bug it is, with what its authors need to find it."""
    import traceback  # noqa: PLC0415

    from iac_scan.catalog import local_line  # noqa: PLC0415
    from iac_scan.reporters.escape import plain  # noqa: PLC0415
    from iac_scan.version import __version__  # noqa: PLC0415

    place = local_line(error)
    if place is None:
        lines = [
            f"iac-scan: internal error: this is a bug in iac-scan {__version__}, sorry",
            (
                "iac-scan: help: please report it with the lines below and, if you may, the scanned"
                " file"
            ),
        ]
    else:
        lines = [f"iac-scan: error: the local check at `{place}` failed; the lines below say how"]
    lines += traceback.format_exc().rstrip().split("\n")
    sys.stderr.write("".join(f"{plain(line)}\n" for line in lines))
    return Exit.INTERNAL if place is None else Exit.NOT_DONE
