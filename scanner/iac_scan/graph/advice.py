"""What to do about a value that is not known, where the graph lacks something for want of it.

One row for each reason, in words that hold for both formats. What a scan cannot get over by
other input has no row: a bound, a ring of references, an expression that is not evaluated.
"""

from __future__ import annotations

from iac_scan.values import Reason

GIVE = "give the value with --var, --var-file or --parameters"
TOGETHER = "scan the code that declares it together with this"

_ADVICE = {
    Reason.NO_VALUE: GIVE,
    Reason.COMPUTED: TOGETHER,
    Reason.DATA: TOGETHER,
    Reason.MISSING: "bring it to the disk: the gap or the warning about it says more",
    Reason.CONDITION: "give a value to what decides it, with --var, --var-file or --parameters",
    Reason.INVALID: "mend the code: a warning says what is wrong there",
}


def advice(reason: Reason) -> str | None:
    """Return what to do about a value that is not known for a reason, or None."""
    return _ADVICE.get(reason)
