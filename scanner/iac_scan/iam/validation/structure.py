"""Statements that AWS refuses in the place that the document is used in, or that say nothing.

What no place takes (an unknown element, an `Effect` of another word) is noticed in reading and
stands in `PolicyDocument.problems`; the words of `Principal` are `principals`, ARNs are `arns`.
Source: IAM User Guide, "Grammar of the IAM JSON policy language"; Organizations User Guide, "SCP
syntax" and "RCP syntax".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from iac_scan.iam.action_words import matching
from iac_scan.iam.policy import (
    Effect,
    PolicyDocument,
    PolicyKind,
    PrincipalKind,
    Principals,
    Statement,
    Words,
)
from iac_scan.iam.validation.fault import Fault, FaultCode
from iac_scan.sources.span import Origin
from iac_scan.values import Known, Truth

IDENTITY = frozenset({PolicyKind.IDENTITY, PolicyKind.BOUNDARY, PolicyKind.SESSION})
"""The places in which a document is about whoever carries it."""

_OF_IAM = IDENTITY | {PolicyKind.TRUST}
_NAMES_RESOURCES = IDENTITY | {PolicyKind.SERVICE_CONTROL, PolicyKind.RESOURCE_CONTROL}
_NAMES_PRINCIPALS = frozenset({PolicyKind.TRUST, PolicyKind.RESOURCE, PolicyKind.RESOURCE_CONTROL})
_SID = re.compile(r"[0-9A-Za-z]*")

TRUST_ACTIONS = frozenset(
    {
        "sts:AssumeRole",
        "sts:AssumeRoleWithSAML",
        "sts:AssumeRoleWithWebIdentity",
        "sts:SetContext",
        "sts:SetSourceIdentity",
        "sts:TagSession",
    }
)
"""What a trust policy can allow. Source: IAM User Guide, "Terms and concepts" of roles; STS API
Reference, each action."""


def structure_faults(document: PolicyDocument) -> Iterator[Fault]:
    """Yield what AWS refuses in the statements of a document, or what of it says nothing."""
    if document.kind in IDENTITY:
        yield from _sids(document)
    for statement in document.statements:
        yield from _empty(statement)
        yield from _missing(statement, document.kind)
        if document.kind in _OF_IAM:
            yield from _services(statement)
        match document.kind:
            case PolicyKind.TRUST:
                yield from _in_trust(statement)
            case PolicyKind.RESOURCE_CONTROL:
                yield from _in_resource_control(statement)
            case PolicyKind.RESOURCE | PolicyKind.ENDPOINT:
                pass
            case _ if statement.principals is not None and _is_written(statement.principals):
                yield _no_principal(statement, statement.principals, document.kind)
            case _:
                pass


def fault_in(
    statement: Statement, code: FaultCode, message: str, origin: Origin, sure: Truth = Truth.YES
) -> Fault:
    """Return a fault of a statement, no surer than it is that the statement is there."""
    return Fault(code, message, origin, statement, sure & statement.presence)


def is_bare_wildcard(principals: Principals) -> bool:
    """Tell whether `Principal` is the one word `"*"`."""
    return any(kind is PrincipalKind.EVERYONE for kind, _ in principals.groups)


def _is_written(principals: Principals) -> bool:
    """Tell whether somebody is surely named; an unknown element may come to nothing."""
    return any(words.words for _, words in principals.groups)


def _sids(document: PolicyDocument) -> Iterator[Fault]:
    """Yield the `Sid`s that IAM refuses. AWS: empty ones are not compared with each other."""
    first: dict[str, int] = {}
    for statement in document.statements:
        if not statement.sid:
            continue
        if _SID.fullmatch(statement.sid) is None:
            yield fault_in(
                statement,
                FaultCode.UNSUPPORTED_SID,
                f"sid `{statement.sid}` holds more than letters and digits, which IAM refuses",
                statement.origin,
            )
        if first.setdefault(statement.sid, statement.index) != statement.index:
            yield fault_in(
                statement,
                FaultCode.UNIQUE_SIDS_REQUIRED,
                f"sid `{statement.sid}` is that of an earlier statement too, which IAM refuses",
                statement.origin,
            )


def _services(statement: Statement) -> Iterator[Fault]:
    """Yield the actions of which IAM refuses the service.

    AWS: `MalformedPolicyDocument: Action vendors (e.g., aws, ec2, etc.) must not contain
    wildcards`; `*:*` is written for `*` here and there, and nothing was found on it.
    """
    for word in () if statement.actions is None else statement.actions.words:
        if not isinstance(word, Known) or word.value == "*:*":
            continue
        service, colon, _ = str(word.value).partition(":")
        if colon and {"*", "?"} & set(service):
            message = f"action `{word.value}` has a wildcard for its service, which IAM refuses"
            yield fault_in(statement, FaultCode.WILDCARD_IN_SERVICE_NAME, message, word.origin)


def _is_empty(words: Words, statement: Statement) -> bool:
    """Tell whether an element is written with nothing in it.

    An empty list that is passed in is the default of one that is given elsewhere; it does no harm
    where it allows nothing.
    """
    if words.words or words.possible or words.open is not None:
        return False
    return not (statement.effect is Effect.ALLOW and words.origin.steps)


def _empty(statement: Statement) -> Iterator[Fault]:
    """Yield the elements that are written with nothing in them."""
    for words, name, code in (
        (statement.actions, "Action", FaultCode.EMPTY_ARRAY_ACTION),
        (statement.resources, "Resource", FaultCode.EMPTY_ARRAY_RESOURCE),
    ):
        if words is not None and _is_empty(words, statement):
            written = f"Not{name}" if words.negated else name
            yield fault_in(statement, code, f"`{written}` is empty", words.origin)
    principals = statement.principals
    if principals is None or statement.unread is not None:
        return
    written = "NotPrincipal" if principals.negated else "Principal"
    if not principals.groups:
        code = FaultCode.EMPTY_OBJECT_PRINCIPAL
        yield fault_in(statement, code, f"`{written}` names nobody", principals.origin)
    for kind, words in principals.groups:
        if _is_empty(words, statement):
            code = FaultCode.EMPTY_ARRAY_PRINCIPAL
            message = f"`{written}` names nobody under `{kind.value}`"
            yield fault_in(statement, code, message, words.origin)


def _missing(statement: Statement, kind: PolicyKind) -> Iterator[Fault]:
    """Yield the elements that the place asks for and that are not written."""
    if statement.unread is not None:
        return
    if kind in _NAMES_RESOURCES and statement.resources is None:
        message = "a statement needs `Resource` or `NotResource`"
        yield fault_in(statement, FaultCode.MISSING_RESOURCE, message, statement.origin)
    if kind in _NAMES_PRINCIPALS and statement.principals is None:
        message = f"a statement of a {kind.value} policy needs a `Principal`"
        yield fault_in(statement, FaultCode.MISSING_PRINCIPAL, message, statement.origin)


def _no_principal(statement: Statement, principals: Principals, kind: PolicyKind) -> Fault:
    written = "NotPrincipal" if principals.negated else "Principal"
    if kind is PolicyKind.SERVICE_CONTROL:
        message = f"a service control policy has no `{written}`"
        return fault_in(statement, FaultCode.SCP_PRINCIPAL, message, principals.origin)
    message = f"a policy that somebody carries has no `{written}`: it is about him"
    return fault_in(statement, FaultCode.UNSUPPORTED_PRINCIPAL, message, principals.origin)


def _in_trust(statement: Statement) -> Iterator[Fault]:
    """Yield what IAM refuses in a trust policy alone."""
    principals, resources, actions = statement.principals, statement.resources, statement.actions
    if principals is not None and principals.negated:
        message = "a trust policy has no `NotPrincipal`"
        yield fault_in(statement, FaultCode.TRUST_NOTPRINCIPAL, message, principals.origin)
    elif principals is not None and is_bare_wildcard(principals):
        message = '`"Principal": "*"` is refused in a trust policy'
        yield fault_in(statement, FaultCode.TRUST_WILDCARD, message, principals.origin)
    if resources is not None and resources.words:
        written = "NotResource" if resources.negated else "Resource"
        message = f"a trust policy has no `{written}`: it is about its role"
        yield fault_in(statement, FaultCode.TRUST_RESOURCE, message, resources.origin)
    for word in () if actions is None or actions.negated else actions.words:
        if not isinstance(word, Known):
            continue
        named = matching(str(word.value))
        if named and not any(action in named for action in TRUST_ACTIONS):
            message = f"a trust policy cannot be about `{word.value}`: it lets a role be assumed"
            code = FaultCode.UNSUPPORTED_ACTION_IN_POLICY
            yield fault_in(statement, code, message, word.origin)


def _in_resource_control(statement: Statement) -> Iterator[Fault]:
    """Yield what Organizations refuses in a resource control policy alone."""
    principals, actions = statement.principals, statement.actions
    if statement.effect is Effect.ALLOW:
        message = "a resource control policy can only deny"
        yield fault_in(statement, FaultCode.RCP_ALLOW, message, statement.origin)
    if principals is not None and (principals.negated or not _is_everybody(principals)):
        written = "NotPrincipal" if principals.negated else "Principal"
        message = f'`{written}` of a resource control policy must be `"Principal": "*"`'
        yield fault_in(statement, FaultCode.RCP_PRINCIPAL, message, principals.origin)
    if actions is not None and actions.negated:
        message = "a resource control policy has no `NotAction`"
        yield fault_in(statement, FaultCode.RCP_NOTACTION, message, actions.origin)
    elif actions is not None:
        for word in actions.words:
            if isinstance(word, Known) and word.value == "*":
                message = "a resource control policy names services: `s3:*`, not `*`"
                yield fault_in(statement, FaultCode.RCP_ACTION, message, word.origin)


def _is_everybody(principals: Principals) -> bool:
    """Tell whether everybody is meant, or may be."""
    words = [word for _, words in principals.groups for word in (*words.words, *words.possible)]
    known = [word for word in words if isinstance(word, Known)]
    return len(known) < len(words) or not words or all(word.value == "*" for word in known)
