"""What to do about a value that is not known, where the graph lacks something for want of it.

One row for each reason. What a scan cannot get over by other input has no row: a bound, a ring of
references, an expression that is not evaluated.
"""

from __future__ import annotations

from iac_scan.sources.classify import is_terraform
from iac_scan.sources.span import Origin
from iac_scan.values import Reason

TOGETHER = "scan the code that declares it together with this"

_ADVICE = {
    Reason.COMPUTED: TOGETHER,
    Reason.DATA: TOGETHER,
    Reason.MISSING: "bring it to the disk: the gap or the warning about it says more",
    Reason.INVALID: "mend the code: a warning says what is wrong there",
}


_GIVEN = {
    Reason.NO_VALUE: "give the value with ",
    Reason.CONDITION: "give a value to what decides it, with ",
}


def advice(reason: Reason, origin: Origin) -> str | None:
    """Return what to do about a value from `origin` that is not known for a reason, or None."""
    given = _GIVEN.get(reason)
    return _ADVICE.get(reason) if given is None else given + _options(origin)


def give(origin: Origin) -> str:
    """Return how a value that comes from `origin` is given."""
    return _GIVEN[Reason.NO_VALUE] + _options(origin)


def _options(origin: Origin) -> str:
    """Return the options that give values to the code which a value comes from."""
    return "--var or --var-file" if is_terraform(origin.span.path) else "--parameters"
