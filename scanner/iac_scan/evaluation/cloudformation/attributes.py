"""The value of a pattern such as `arn:{partition}:iam::{account}:role/{ref}`.

Which type yields which pattern is in `return_values`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from iac_scan.evaluation.cloudformation.choices import Part, parts_of, spread
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.span import Origin
from iac_scan.values import Value, join_text

_PLACE = re.compile(r"\{([^}]*)\}")


def synthesised(
    pattern: str, place: Callable[[str], Value], origin: Origin, bounds: Bounds
) -> Value:
    """Return the value of a pattern; `place` gives what stands between braces.

    A pattern that is one pair of braces is that value itself.
    """
    whole = _PLACE.fullmatch(pattern)
    if whole is not None:
        return place(whole[1])
    runs = _PLACE.split(pattern)
    values = tuple(place(run) for run in runs[1::2])

    def combine(chosen: tuple[Value, ...]) -> Value:
        parts: list[Part] = [runs[0]]
        for value, run in zip(chosen, runs[2::2], strict=True):
            parts += (*(parts_of(value) or ()), run)
        return join_text(tuple(parts), origin)

    return spread(values, bounds.options, origin, combine)
