"""Room for deep recursion: code that refers from one thing to the next a thousand times."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Generic, TypeVar

T = TypeVar("T")

_FRAMES = 60_000
_STACK_BYTES = 512 * 1024 * 1024
"""Address space; only what is used becomes memory."""


class _Result(Generic[T]):
    """Carries what some work returns or raises from one thread to another."""

    def __init__(self) -> None:
        self.values: list[T] = []
        self.failure: BaseException | None = None

    def __enter__(self) -> _Result[T]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self.failure = failure
        return True

    def get(self) -> T:
        """Return what the work returned, or raise what it raised."""
        if self.failure is not None:
            raise self.failure
        return self.values[0]


def with_room(work: Callable[[], T]) -> T:
    """Return what `work` returns, run where the evaluator's own bound is reached before Python's.

    Errors: whatever `work` raises.
    """
    result: _Result[T] = _Result()

    def run() -> None:
        with result:
            result.values.append(work())

    limit, size = sys.getrecursionlimit(), threading.stack_size(_STACK_BYTES)
    sys.setrecursionlimit(max(limit, _FRAMES))
    try:
        thread = threading.Thread(target=run, name="terraform")
        thread.start()
        thread.join()
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(limit)
    return result.get()
