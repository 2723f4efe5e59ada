"""The line that says a long scan is still at work."""

from __future__ import annotations

from io import StringIO
from threading import Event

from iac_scan.progress import progress


class Terminal(StringIO):
    """A terminal that tells when something is written to it."""

    def __init__(self) -> None:
        super().__init__()
        self.written = Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written.set()
        return super().write(text)


def test_long_work_is_told_and_the_line_is_cleared() -> None:
    terminal = Terminal()
    with progress(terminal, every=0.001):
        assert terminal.written.wait(10)
    assert "scanning, 1 s" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_short_work_writes_nothing() -> None:
    terminal = Terminal()
    with progress(terminal, every=60):
        pass
    assert terminal.getvalue() == ""


def test_a_pipe_gets_nothing() -> None:
    pipe = StringIO()
    with progress(pipe, every=0.0):
        pass
    assert pipe.getvalue() == ""
