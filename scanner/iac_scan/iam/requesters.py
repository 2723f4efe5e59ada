"""What is known of a request that a guardrail must refuse, before anybody makes it.

A guardrail must hold for principals that no policy names, so their names here are ones that no
policy has.
Source: IAM User Guide, "AWS global condition context keys" and "Principal key values".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iac_scan.iam.conditions import NOWHERE, Stated, parse_operator
from iac_scan.iam.guardrail_table import Guardrail, Requester
from iac_scan.iam.policy import Condition, Word
from iac_scan.values import Identity, Known, Reason, ResourceKey, Text, Unknown, join_text, show

_FRESH = "\x01"
"""A name that no policy names."""

_FRESH_ACCOUNT = "000000000000"
_SOME_ACCOUNT = Unknown(
    Reason.COMPUTED,
    "the account is not known",
    NOWHERE,
    Identity(ResourceKey("", "account"), "account_id"),
)

_PRINCIPAL_KEYS = frozenset(
    {
        "aws:principalarn",
        "aws:principalaccount",
        "aws:principaltype",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:principalisawsservice",
        "aws:principalservicename",
        "aws:principalservicenameslist",
        "aws:userid",
        "aws:username",
    }
)
"""Condition keys that say who asks.

Source: IAM User Guide, "AWS global condition context keys", properties of the principal."""


_ORGANIZATION_KEYS = frozenset({"aws:principalorgid", "aws:principalorgpaths"})


def requests(guardrail: Guardrail, account_id: Word | None) -> Iterator[dict[str, Stated]]:
    """Yield what is known of each kind of principal that may ask."""
    account: str | Word = _FRESH_ACCOUNT if account_id is None else account_id
    shared: dict[str, Stated] = {
        "aws:PrincipalIsAWSService": "false",
        "aws:ViaAWSService": "false",
        "aws:PrincipalServiceName": None,
        "aws:PrincipalServiceNamesList": None,
        "aws:CalledVia": None,
        "aws:CalledViaFirst": None,
        "aws:CalledViaLast": None,
        "aws:PrincipalAccount": account,
    }
    match guardrail.requester:
        case Requester.ANYBODY:
            yield {
                **shared,
                "aws:PrincipalType": "AssumedRole",
                "aws:PrincipalArn": _arn(account, f"role/{_FRESH}"),
                "aws:userid": f"AROA{_FRESH}:{_FRESH}",
                "aws:username": None,
                "aws:AssumedRoot": None,
            }
            yield {
                **shared,
                "aws:PrincipalType": "User",
                "aws:PrincipalArn": _arn(account, f"user/{_FRESH}"),
                "aws:userid": f"AIDA{_FRESH}",
                "aws:username": _FRESH,
                "aws:AssumedRoot": None,
            }
        case Requester.ROOT:
            owner: Word = _SOME_ACCOUNT if account_id is None else account_id
            yield {
                **shared,
                "aws:PrincipalAccount": owner,
                "aws:PrincipalType": "Account",
                "aws:PrincipalArn": _arn(owner, "root"),
                "aws:userid": owner,
                "aws:username": None,
                # A root user who signs in himself; `sts:AssumeRoot` sessions have the key.
                "aws:AssumedRoot": None,
            }
        case Requester.OUTSIDER:
            yield {
                **shared,
                "aws:PrincipalAccount": _FRESH_ACCOUNT,
                "aws:PrincipalOrgID": f"o-{_FRESH}",
                "aws:PrincipalOrgPaths": f"o-{_FRESH}/r-{_FRESH}/",
                "aws:PrincipalType": "AssumedRole",
                "aws:PrincipalArn": _arn(_FRESH_ACCOUNT, f"role/{_FRESH}"),
            }


def _arn(account: str | Word, tail: str) -> Word:
    parts: tuple[str | Unknown, ...]
    match account:
        case str():
            return Known(f"arn:aws:iam::{account}:{tail}", NOWHERE)
        case Known(value=number):
            return Known(f"arn:aws:iam::{number}:{tail}", NOWHERE)
        case Text(parts=inner):
            parts = ("arn:aws:iam::", *inner, f":{tail}")
        case Unknown():
            parts = ("arn:aws:iam::", account, f":{tail}")
    return join_text(parts, NOWHERE)


def absent_tags(lines: Iterable[Condition]) -> dict[str, Stated]:
    """Return the tags that conditions name, as tags that the requester and the resource lack."""
    prefixes = ("aws:principaltag/", "aws:resourcetag/")
    return {line.key: None for line in lines if line.key.lower().startswith(prefixes)}


def is_about_principal(line: Condition) -> bool:
    """Tell whether a condition asks who makes the request."""
    key = line.key.lower()
    return key in _PRINCIPAL_KEYS or key.startswith("aws:principaltag/")


def exempted(line: Condition, requester: Requester) -> tuple[str, ...]:
    """Return whom a condition of a Deny leaves out, as written.

    A Deny for principals of other organizations leaves out its own without exempting anybody.
    """
    parsed = parse_operator(line.operator)
    if parsed is None or not is_about_principal(line):
        return ()
    if requester is Requester.OUTSIDER and line.key.lower() in _ORGANIZATION_KEYS:
        return ()
    tag = line.key.partition("/")[2]
    if parsed.operator.negated:
        names = [show(word) for word in (*line.values.words, *line.values.possible)]
        return tuple(f"principals with tag {tag} = {name}" if tag else name for name in names)
    wants_absence = [word for word in line.values.words if show(word).lower() == "true"]
    if parsed.operator.name == "Null" and wants_absence and tag:
        return (f"principals with tag {tag}",)
    return ()
