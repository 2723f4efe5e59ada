"""One line on a terminal that says a long scan is still at work, and is gone when it is done.

It tells the time alone: what is being done is not worth slowing it down for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_CLEAR = "\r\x1b[K"


@contextmanager
def progress(out: TextIO, *, every: float = 1.0) -> Iterator[None]:
    """Write to `out` every second how long the work has taken; nothing unless it is a terminal.

    Units: seconds. Work that is done within the first of them writes nothing.
    """
    if not out.isatty():
        yield
        return
    from threading import Event, Thread  # noqa: PLC0415 - a pipe need not spend 5 ms on it

    done = Event()

    def tell() -> None:
        seconds = 0
        while not done.wait(every):
            seconds += 1
            out.write(f"{_CLEAR}iac-scan: scanning, {seconds} s")
            out.flush()
        if seconds:
            out.write(_CLEAR)
            out.flush()

    teller = Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()
