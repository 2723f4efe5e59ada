"""ARNs of regions and accounts that there cannot be, which match nothing.

AWS takes them all the same. That a word is no ARN at all, or of no partition or service, is `arns`.
Source: AWS General Reference, "ARNs"; IAM User Guide, "Access Analyzer policy check reference".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from iac_scan.iam.globs import Wild
from iac_scan.iam.operators import ARN_PARTS, arn_parts
from iac_scan.iam.patterns import Pattern, pattern_of, shown
from iac_scan.iam.policy import PolicyDocument, PolicyKind
from iac_scan.iam.regions import is_region, regions
from iac_scan.iam.validation.arns import arn_fault
from iac_scan.iam.validation.fault import Fault, FaultCode, place_of
from iac_scan.iam.validation.structure import fault_in
from iac_scan.suggest import nearest
from iac_scan.values import Truth

_ACCOUNT = re.compile(r"\d{12}")
_OWNER = re.compile(r"[a-z][a-z-]*")

_OWNERS = ("aws", "aws-managed", "cloudfront", "offering")
"""What stands for an account in ARNs of what AWS keeps for every account.

Source: Service Authorization Reference, "Resource types"; AWS Network Firewall Developer Guide,
"Managed rule groups"; CloudFront Developer Guide, "Restrict access to an Amazon S3 origin", for the
identities of distributions."""


def whereabouts_faults(document: PolicyDocument) -> Iterator[Fault]:
    """Yield the words of `Resource` and `NotResource` that are in no region or account.

    Unknown: a region of which AWS may have opened one since, and a word that may stand for an
    owner that is not known here, are in doubt.
    """
    if document.kind is PolicyKind.TRUST:
        return
    for statement in document.statements:
        for word in () if statement.resources is None else statement.resources.words:
            pattern = pattern_of(word, variables=True)
            found = None if arn_fault(word) is not None else misplaced(pattern)
            if found is not None:
                code, what, sure = found
                message = f"`{shown(word)}` {what}"
                yield fault_in(statement, code, message, place_of(word), sure)


def misplaced(pattern: Pattern, *, apart: bool = False) -> tuple[FaultCode, str, Truth] | None:
    """Return what is wrong with region or account of an ARN, as far as they are written out.

    `apart` says that the parts are compared one by one.
    AWS: elsewhere a wildcard goes on behind a colon, so that behind one it is not sure which part
    is which.
    """
    parts = arn_parts(pattern.tokens)
    if parts is None or len(parts) < ARN_PARTS or str(parts[0]) != "arn":
        return None
    _, partition, service, region, account = parts[: ARN_PARTS - 1]
    if not apart and any(_has_wildcard(part) for part in (partition, service)):
        return None
    found = _region(str(region)) if _is_literal(region) else None
    if found is None and _is_literal(account) and (apart or not _has_wildcard(region)):
        found = _account(str(account))
    return found


def _is_literal(part: Pattern) -> bool:
    return bool(part.tokens) and all(isinstance(token, str) for token in part.tokens)


def _has_wildcard(part: Pattern) -> bool:
    return any(isinstance(token, Wild) for token in part.tokens)


def _region(name: str) -> tuple[FaultCode, str, Truth] | None:
    """Return what is wrong with a region.

    Whether it is one of the partition beside it is not asked: that is often an assumption.
    """
    there = is_region(name)
    if there is Truth.YES:
        return None
    near = nearest(name, regions())
    hint = "" if near is None else f" (did you mean `{near}`?)"
    what = f"is in region `{name}`, which AWS does not have{hint}"
    return FaultCode.INVALID_ARN_REGION, what, ~there


def _account(name: str) -> tuple[FaultCode, str, Truth] | None:
    """Return what is wrong with an account; a word may be an owner that is not known here."""
    if _ACCOUNT.fullmatch(name) or name in _OWNERS:
        return None
    what = f"is in account `{name}`, and the id of an account has 12 digits"
    sure = Truth.UNKNOWN if _OWNER.fullmatch(name) else Truth.YES
    return FaultCode.INVALID_ARN_ACCOUNT, what, sure
