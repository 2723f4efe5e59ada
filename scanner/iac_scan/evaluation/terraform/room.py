"""Room for deep recursion: code that refers from one thing to the next a thousand times."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

_FRAMES = 60_000
_STACK_BYTES = 512 * 1024 * 1024
"""Address space; only what is used becomes memory."""


def with_room(work: Callable[[], T]) -> T:
    """Return what `work` returns, run where the evaluator's own bound is reached before Python's.

    Errors: whatever `work` raises.
    """
    limit, size = sys.getrecursionlimit(), threading.stack_size(_STACK_BYTES)
    sys.setrecursionlimit(max(limit, _FRAMES))
    try:
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="terraform") as room:
            return room.submit(work).result()
    finally:
        threading.stack_size(size)
        sys.setrecursionlimit(limit)
