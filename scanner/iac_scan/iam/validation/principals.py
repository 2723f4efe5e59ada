"""The words of `Principal`: who cannot be named so, and who cannot use what the statement allows.

Whom a `Principal` lets in is `iac_scan.iam.principals`; which places have one is `structure`.
Source: IAM User Guide, "IAM JSON policy elements: Principal".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from iac_scan.iam.action_words import actions_of
from iac_scan.iam.catalogue import NOTHING
from iac_scan.iam.policy import (
    Effect,
    PolicyDocument,
    PolicyKind,
    PrincipalKind,
    Statement,
    Word,
)
from iac_scan.iam.validation.fault import Fault, FaultCode, place_of
from iac_scan.iam.validation.structure import fault_in
from iac_scan.values import Known, Truth

_NAMES_PRINCIPALS = frozenset({PolicyKind.TRUST, PolicyKind.RESOURCE})

_ACCOUNT = re.compile(r"\d{12}")
_UNIQUE_ID = re.compile(r"(AROA|AIDA)[A-Z0-9]{12,}(:.+)?")
_PRINCIPAL_ARN = re.compile(
    r"arn:[a-z-]+:(iam::(\d{12}:(root|user/.+|role/.+)|cloudfront:user/.+)"
    r"|sts::\d{12}:(assumed-role/.+|federated-user/.+|self))"
)
_CANONICAL = re.compile(r"[0-9a-f]{64}")
_SERVICE = re.compile(
    r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?"
    r"\.(amazonaws\.(com(\.cn)?|eu)|c2s\.ic\.gov|sc2s\.sgov\.gov|aws\.internal|amazon\.com)",
    re.IGNORECASE,
)
_PROVIDER = re.compile(r"arn:[a-z-]+:iam::(\d{12}|aws):(saml|oidc|context)[-a-zA-Z]*/.+")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?(/.*)?")

_WAYS_IN = {
    PrincipalKind.AWS: ("sts:AssumeRole",),
    PrincipalKind.SERVICE: ("sts:AssumeRole",),
    PrincipalKind.FEDERATED: ("sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"),
}
"""The actions by which each kind of principal takes a role.

Source: STS API Reference, "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"."""

_ROLES_ANYWHERE = "rolesanywhere.amazonaws.com"
_FOR_ROLES_ANYWHERE = ("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession")
"""Source: IAM Roles Anywhere User Guide, "Trust model", on the trust policy of a role."""


def principal_faults(document: PolicyDocument) -> Iterator[Fault]:
    """Yield the principals that AWS refuses, and those to whom a statement is of no use."""
    if document.kind not in _NAMES_PRINCIPALS:
        return
    for statement in document.statements:
        if statement.principals is None:
            continue
        for kind, words in statement.principals.groups:
            for word in words.words:
                yield from _word(kind, word, statement, document.kind)
        if document.kind is PolicyKind.TRUST and not statement.principals.negated:
            yield from _ways_in(statement)
    if document.kind is PolicyKind.TRUST and document.unread is None:
        yield from _roles_anywhere(document)


def _word(
    kind: PrincipalKind, word: Word, statement: Statement, place: PolicyKind
) -> Iterator[Fault]:
    """Yield what is wrong with one principal.

    Unknown: a word that is not wholly known is not looked at, and neither is the empty text that is
    passed in where nothing else is: the default of what is given elsewhere.
    """
    if not isinstance(word, Known) or (word.value == "" and word.origin.steps):
        return
    text = str(word.value)
    fault = _named(kind, text, place)
    if fault is not None:
        code, message, sure = fault
        yield fault_in(statement, code, message, place_of(word), sure)


def _named(
    kind: PrincipalKind, text: str, place: PolicyKind
) -> tuple[FaultCode, str, Truth] | None:
    """Return what is wrong with the name of a principal, and how sure that is."""
    wildcard = "*" in text or "?" in text
    match kind:
        case PrincipalKind.AWS if text == "*":
            return None
        case PrincipalKind.AWS if found := _UNIQUE_ID.fullmatch(text):
            user = found[1] == "AIDA"
            code = FaultCode.INVALID_USER_REFERENCE if user else FaultCode.INVALID_ROLE_REFERENCE
            who = "user" if user else "role"
            message = f"`{text}` is what AWS makes of a {who} that was deleted"
            return code, message, Truth.UNKNOWN
        case PrincipalKind.AWS | PrincipalKind.SERVICE | PrincipalKind.FEDERATED if wildcard:
            message = f"`{text}` holds a wildcard, which `Principal` does not have"
            return FaultCode.UNSUPPORTED_WILDCARD_IN_PRINCIPAL, message, Truth.YES
        case PrincipalKind.AWS if not (_ACCOUNT.fullmatch(text) or _PRINCIPAL_ARN.fullmatch(text)):
            message = f"`{text}` is no account, user or role"
            return FaultCode.INVALID_PRINCIPAL, message, Truth.YES
        case PrincipalKind.CANONICAL_USER if not _CANONICAL.fullmatch(text):
            message = f"`{text}` is no canonical user id"
            return FaultCode.INVALID_PRINCIPAL, message, Truth.YES
        case PrincipalKind.SERVICE if not _SERVICE.fullmatch(text):
            message = f"`{text}` is no service: one is named like `lambda.amazonaws.com`"
            return FaultCode.INVALID_SERVICE_PRINCIPAL_FORMAT, message, Truth.YES
        case PrincipalKind.FEDERATED if place is not PolicyKind.TRUST:
            message = f"`{text}` is an identity provider, which a trust policy alone can name"
            return FaultCode.FEDERATED_PRINCIPAL_NOT_SUPPORTED, message, Truth.UNKNOWN
        case PrincipalKind.FEDERATED if not (_PROVIDER.fullmatch(text) or _DOMAIN.fullmatch(text)):
            message = f"`{text}` is neither the domain nor the arn of an identity provider"
            return FaultCode.INVALID_FEDERATED_PRINCIPAL, message, Truth.YES
        case _:
            return None


def _ways_in(statement: Statement) -> Iterator[Fault]:
    """Yield the kinds of principal to whom an Allow opens no way that they could take.

    A statement of tags and source identity alone goes with another that opens the way.
    """
    principals, actions = statement.principals, statement.actions
    if principals is None or actions is None or statement.effect is not Effect.ALLOW:
        return
    allowed = actions_of(actions).possible
    if not any(way in allowed for ways in _WAYS_IN.values() for way in ways):
        return
    for kind, words in principals.groups:
        ways = _WAYS_IN.get(kind, ())
        if not ways or not words.words or any(way in allowed for way in ways):
            continue
        first = words.words[0]
        whom = f"`{first.value}`" if isinstance(first, Known) else f"a principal of `{kind.value}`"
        needed = " or ".join(f"`{way}`" for way in ways)
        message = f"{whom} takes a role by {needed}, which is not allowed here"
        code = FaultCode.MISMATCHED_ACTION_FOR_PRINCIPAL
        yield fault_in(statement, code, message, actions.origin)


def _roles_anywhere(document: PolicyDocument) -> Iterator[Fault]:
    """Yield what IAM Roles Anywhere needs and no statement about it allows."""
    named = [each for each in document.statements if _is_for_roles_anywhere(each)]
    allowed = NOTHING
    for statement in named:
        if statement.actions is not None:
            allowed |= actions_of(statement.actions).possible
    lacking = [action for action in _FOR_ROLES_ANYWHERE if action not in allowed]
    if named and lacking and lacking != list(_FOR_ROLES_ANYWHERE):
        needed = " and ".join(f"`{action}`" for action in lacking)
        message = f"IAM Roles Anywhere needs {needed} too"
        at = named[0].actions.origin if named[0].actions is not None else named[0].origin
        yield fault_in(named[0], FaultCode.MISSING_ACTION_FOR_ROLES_ANYWHERE, message, at)


def _is_for_roles_anywhere(statement: Statement) -> bool:
    return (
        statement.effect is Effect.ALLOW
        and statement.principals is not None
        and any(
            isinstance(word, Known) and word.value == _ROLES_ANYWHERE
            for kind, words in statement.principals.groups
            if kind is PrincipalKind.SERVICE
            for word in words.words
        )
    )
