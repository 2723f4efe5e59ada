"""What to do about a count or for_each that is not known, by the reason that it is not.

What a scan cannot get over by other input has no row: a bound, a ring of references, an
expression that is not evaluated.
"""

from __future__ import annotations

from iac_scan.values import Reason

_PLAN = "a plan holds it: name one beside the code, as `terraform show -json` prints it"

_ADVICE = {
    Reason.NO_VALUE: "`--var` or `--var-file` gives variables a value",
    Reason.COMPUTED: _PLAN,
    Reason.DATA: _PLAN,
    Reason.MOMENT: _PLAN,
    Reason.MISSING: "bring it to the disk: the gap or the warning about it says more",
    Reason.INVALID: "mend the code: a warning says what is wrong there",
}


def advice(reason: Reason) -> str | None:
    """Return what to do about a value that is not known for a reason, or None."""
    return _ADVICE.get(reason)
