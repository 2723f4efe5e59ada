"""ARNs in `Resource` that AWS refuses: no ARN at all, or one of no partition or service.

Regions and accounts are `whereabouts`; whether an action can be about a resource is `mismatches`.
Source: IAM User Guide, "IAM JSON policy elements: Resource"; AWS General Reference, "ARNs".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from iac_scan.iam.catalogue import services
from iac_scan.iam.fitting import is_arn_service
from iac_scan.iam.operators import ARN_PARTS, arn_parts
from iac_scan.iam.patterns import Pattern, glob, intersects, pattern_of, shown
from iac_scan.iam.policy import PolicyDocument, PolicyKind, Word
from iac_scan.iam.regions import partitions
from iac_scan.iam.validation.fault import Fault, FaultCode, place_of
from iac_scan.iam.validation.structure import fault_in
from iac_scan.suggest import nearest
from iac_scan.values import Known, Truth

_SHORT_FORM = "execute-api:"
"""AWS: policies of an API may name its methods without the head of the ARN."""


def arn_faults(document: PolicyDocument) -> Iterator[Fault]:
    """Yield the words of `Resource` and `NotResource` that AWS does not take for ARNs.

    Unknown: a word is at fault when no content of its holes could make an ARN of it.
    """
    if document.kind is PolicyKind.TRUST:
        return
    for statement in document.statements:
        for word in () if statement.resources is None else statement.resources.words:
            found = arn_fault(word)
            if found is not None:
                code, what = found
                message = f"`{shown(word)}` {what}"
                yield fault_in(statement, code, message, place_of(word))


def arn_fault(word: Word) -> tuple[FaultCode, str] | None:
    """Return what is wrong with the form of one word of `Resource`, or None.

    An empty text that is passed in is the default of one that is given elsewhere.
    """
    if isinstance(word, Known) and word.value == "" and not word.origin.steps:
        return FaultCode.INVALID_ARN_PREFIX, "is neither an arn nor `*`"
    pattern = pattern_of(word, variables=True)
    head = _literal_head(pattern)
    if not head or "arn:".startswith(head) or head.startswith(_SHORT_FORM):
        return _short(pattern) if head == "arn:" else None
    if not head.startswith("arn:"):
        return FaultCode.INVALID_ARN_PREFIX, "is neither an arn nor `*`"
    return _short(pattern) or _partition(pattern) or _service(pattern)


def _short(pattern: Pattern) -> tuple[FaultCode, str] | None:
    if intersects(pattern, glob("arn:*:*:*:*:*")) is not Truth.NO:
        return None
    return FaultCode.MISSING_ARN_FIELD, "has fewer than the six parts of an arn"


def _partition(pattern: Pattern) -> tuple[FaultCode, str] | None:
    heads = (glob(f"arn:{partition}:*") for partition in partitions())
    if any(intersects(pattern, head) is not Truth.NO for head in heads):
        return None
    return FaultCode.INVALID_PARTITION, "is of no partition such as `aws`"


def _service(pattern: Pattern) -> tuple[FaultCode, str] | None:
    parts = arn_parts(pattern.tokens)
    if parts is None or len(parts) < ARN_PARTS:
        return None
    tokens = parts[2].tokens
    if not tokens or not all(isinstance(token, str) for token in tokens):
        return None
    name = str(parts[2])
    if is_arn_service(name):
        return None
    if is_arn_service(name.lower()):
        return (
            FaultCode.INVALID_ARN_SERVICE_CASE,
            f"needs the service in lower case: `{name.lower()}`",
        )
    near = nearest(name, [service.name for service in services()])
    hint = "" if near is None else f", did you mean `{near}`"
    return FaultCode.INVALID_SERVICE, f"is of no service that AWS has{hint}"


def _literal_head(pattern: Pattern) -> str:
    """Return the characters before the first wildcard or hole."""
    head = takewhile(lambda token: isinstance(token, str), pattern.tokens)
    return "".join(str(token) for token in head)
