"""One thing that is wrong with a policy, and where.

What can be wrong is asked in the other modules of this package.
Source: IAM User Guide, "Access Analyzer policy check reference", for the codes in capitals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from iac_scan.iam.policy import Statement
from iac_scan.sources.span import Origin
from iac_scan.values import Truth


class FaultCode(Enum):
    """What is wrong: the code that Access Analyzer has for it, or one of our own in lower case."""

    EMPTY_ARRAY_ACTION = "EMPTY_ARRAY_ACTION"
    EMPTY_ARRAY_PRINCIPAL = "EMPTY_ARRAY_PRINCIPAL"
    EMPTY_ARRAY_RESOURCE = "EMPTY_ARRAY_RESOURCE"
    EMPTY_OBJECT_PRINCIPAL = "EMPTY_OBJECT_PRINCIPAL"
    FEDERATED_PRINCIPAL_NOT_SUPPORTED = "FEDERATED_PRINCIPAL_NOT_SUPPORTED"
    INVALID_ARN_PREFIX = "INVALID_ARN_PREFIX"
    INVALID_ARN_SERVICE_CASE = "INVALID_ARN_SERVICE_CASE"
    INVALID_FEDERATED_PRINCIPAL = "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY"
    INVALID_PARTITION = "INVALID_PARTITION"
    INVALID_PRINCIPAL = "invalid principal"
    INVALID_ROLE_REFERENCE = "INVALID_ROLE_REFERENCE"
    INVALID_SERVICE = "INVALID_SERVICE"
    INVALID_SERVICE_PRINCIPAL_FORMAT = "INVALID_SERVICE_PRINCIPAL_FORMAT"
    INVALID_USER_REFERENCE = "INVALID_USER_REFERENCE"
    MISMATCHED_ACTION_FOR_PRINCIPAL = "MISMATCHED_ACTION_FOR_PRINCIPAL"
    MISSING_ACTION_FOR_ROLES_ANYWHERE = "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY"
    MISSING_ARN_FIELD = "MISSING_ARN_FIELD"
    MISSING_PRINCIPAL = "MISSING_PRINCIPAL"
    MISSING_RESOURCE = "MISSING_RESOURCE"
    RCP_ACTION = "resource control policy on every action"
    RCP_ALLOW = "resource control policy that allows"
    RCP_NOTACTION = "RCP_SYNTAX_ERROR_NOTACTION"
    RCP_PRINCIPAL = "resource control policy for some principals"
    RESOURCE_MISMATCH = "action that is about none of the resources"
    SCP_PRINCIPAL = "SCP_SYNTAX_ERROR_PRINCIPAL"
    TRUST_NOTPRINCIPAL = "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL"
    TRUST_RESOURCE = "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE"
    TRUST_WILDCARD = "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL"
    UNIQUE_SIDS_REQUIRED = "UNIQUE_SIDS_REQUIRED"
    UNSUPPORTED_ACTION_IN_POLICY = "UNSUPPORTED_ACTION_IN_POLICY"
    UNSUPPORTED_PRINCIPAL = "UNSUPPORTED_PRINCIPAL"
    UNSUPPORTED_SID = "UNSUPPORTED_SID"
    UNSUPPORTED_WILDCARD_IN_PRINCIPAL = "UNSUPPORTED_WILDCARD_IN_PRINCIPAL"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a policy."""

    code: FaultCode
    """What is wrong."""
    message: str
    """Lower case, one line, no final period, user text in backticks."""
    origin: Origin
    """The words that a reviewer would edit."""
    statement: Statement | None
    """The statement that it is in; None when it is about the document."""
    certainty: Truth
    """YES when it is surely wrong, UNKNOWN when it may be."""


def distinct(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield each fault once: the ways that one statement may turn out share most of theirs."""
    seen: set[tuple[FaultCode, str, Origin]] = set()
    for fault in faults:
        key = (fault.code, fault.message, fault.origin)
        if key not in seen:
            seen.add(key)
            yield fault
