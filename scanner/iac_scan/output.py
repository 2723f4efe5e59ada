"""Where text goes: results to standard output, everything else to standard error, reports to files.

The only place that prints, with `commands`, `cli` and the line of `progress`. Nothing is imported
before it is needed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TextIO

from iac_scan.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from iac_scan.reporters.layout import Line, Room
    from iac_scan.settings import Color


def is_colored(color: Color) -> bool:
    """Tell whether the text report is coloured: the option, NO_COLOR, FORCE_COLOR, the terminal.

    Source: https://no-color.org and https://force-color.org.
    """
    from iac_scan.settings import Color  # noqa: PLC0415

    if color is Color.AUTO:
        if os.environ.get("NO_COLOR"):
            return False
        return bool(os.environ.get("FORCE_COLOR")) or (
            sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
        )
    return color is Color.ALWAYS


def print_lines(lines: Callable[[Room], Iterable[Line]], color: Color) -> None:
    """Write lines to standard output, with the width and the colours that suit it."""
    from iac_scan.reporters.layout import flat  # noqa: PLC0415

    if is_colored(color):
        from iac_scan.reporters.terminal import render  # noqa: PLC0415

        print_text(render(lines, sys.stdout))
        return
    print_text("".join(f"{flat(line)}\n" for line in lines(_room(sys.stdout))))


def _room(stream: TextIO) -> Room:
    """Return how wide lines may be that are written to a stream."""
    from iac_scan.reporters.layout import Room  # noqa: PLC0415

    if not stream.isatty():
        return Room.of_pipe()
    from shutil import get_terminal_size  # noqa: PLC0415

    return Room.of_terminal(get_terminal_size().columns)


def print_text(text: str) -> None:
    """Write a result to standard output; a reader that has gone away is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still in the buffer must not fail again when the interpreter closes it.
        _drop_output()
    except OSError as error:
        _drop_output()
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError(f"cannot write to standard output: {reason}") from error


def _drop_output() -> None:
    """Send standard output nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_file(path: Path, text: str) -> None:
    """Write a report to a file, as a whole or not at all; to a pipe or a device as it comes."""
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8")
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            draft.write_text(text, encoding="utf-8", newline="\n")
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UsageError(f"cannot write `{path}`: {reason.lower()}") from error


def complain(message: str, help: str | None) -> None:
    """Say on standard error what is wrong and what to do."""
    from iac_scan.reporters.escape import plain  # noqa: PLC0415
    from iac_scan.reporters.layout import Style, flat  # noqa: PLC0415

    room = _room(sys.stderr)
    told = {"error": plain(message)} | ({} if help is None else {"help": plain(help)})
    for label, text in told.items():
        for line in room.entry(((Style.PLAIN, f"iac-scan: {label}: "),), text):
            sys.stderr.write(f"{flat(line)}\n")
