"""Text of a plan that the run which printed it has hidden, as GitHub Actions does with secrets.

Which attributes terraform itself calls sensitive is in `attributes`.
"""

from __future__ import annotations

import re

from iac_scan.sources.span import Origin
from iac_scan.values import UNMARKED, Known, Marks, Reason, Text, Unknown, join_text

_MASK = re.compile(r"(?<!\*)\*{3}(?!\*)")
"""What stands in place of a secret."""


def without_masks(text: str, origin: Origin, marks: Marks = UNMARKED) -> Known | Text:
    """Return a text of a plan, unknown where a mask stands.

    Unknown: three stars that somebody has written, which match as one does, are taken for a mask.
    """
    if "***" not in text:
        return Known(text, origin, marks=marks)
    hidden = Unknown(Reason.DATA, "the run that printed the plan hides it as `***`", origin)
    written = _MASK.split(text)
    parts: list[str | Unknown] = [written[0]]
    for run in written[1:]:
        parts += (hidden, run)
    return join_text(tuple(part for part in parts if part != ""), origin, marks=marks)
