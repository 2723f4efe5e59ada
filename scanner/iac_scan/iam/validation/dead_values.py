"""Values in conditions that no request has: wildcards as letters, ids of a form and ARNs of a place
that there is not.

Lines that hold always or never whatever their values are `constants`.
Source: IAM User Guide, "IAM JSON policy elements: Condition operators"; "Access Analyzer policy
check reference", for the codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

from iac_scan.iam.conditions import ParsedOperator, Quantifier
from iac_scan.iam.operators import Tested
from iac_scan.iam.patterns import pattern_of, shown
from iac_scan.iam.policy import Condition, Statement, Word
from iac_scan.iam.regions import is_region, regions
from iac_scan.iam.validation.fault import Fault, FaultCode, place_of
from iac_scan.iam.validation.global_keys import KeyType
from iac_scan.iam.validation.known_keys import known_key
from iac_scan.iam.validation.whereabouts import misplaced
from iac_scan.suggest import nearest
from iac_scan.values import Known, Truth

_PRIVATE: tuple[IPv4Network | IPv6Network, ...] = tuple(
    ip_network(written)
    for written in (
        "10.0.0.0/8",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "fc00::/7",
        "fe80::/10",
    )
)
"""Ranges from which no request reaches AWS over the internet. Source: RFC 1918, 4193, 6890."""

_ACCOUNT = (FaultCode.INVALID_ACCOUNT, re.compile(r"\d{12}"), "an account id")
_ORGANIZATION = (
    FaultCode.INVALID_ORGANIZATION,
    re.compile(r"o-[a-z0-9]{10,32}"),
    "the id of an organization",
)
_FORMS = {
    "aws:sourcevpc": (
        FaultCode.INVALID_VPC_FORMAT,
        re.compile(r"vpc-([0-9a-f]{8}|[0-9a-f]{17})"),
        "the id of a VPC",
    ),
    "aws:sourcevpce": (
        FaultCode.INVALID_VPCE_FORMAT,
        re.compile(r"vpce-([0-9a-f]{8}|[0-9a-f]{17})"),
        "the id of a VPC endpoint",
    ),
    "aws:sourceaccount": _ACCOUNT,
    "aws:principalaccount": _ACCOUNT,
    "aws:resourceaccount": _ACCOUNT,
    "aws:sourceorgid": _ORGANIZATION,
    "aws:principalorgid": _ORGANIZATION,
    "aws:resourceorgid": _ORGANIZATION,
}
"""Keys, in lower case, of which AWS fixes the form of every value.

Source: EC2 API Reference, "Vpc" and "VpcEndpoint"; Organizations API Reference, "Organization".
"""

_WITH_STARS = ("acm:domainnames", "route53:", "s3:", "kms:encryptioncontext", "ses:")
"""Beginnings of keys, in lower case, whose values may hold `*` or `?` themselves."""

_ANY_OBJECT = ("s3:if-none-match", "*")
"""The key with the one value that S3 takes for it: an upload that overwrites nothing.

Source: S3 API Reference, "PutObject", `If-None-Match`.
"""


@dataclass(frozen=True, slots=True)
class _Dead:
    """A value that no request has."""

    word: Word
    """The value."""
    code: FaultCode
    """What is wrong with it."""
    why: str
    """The same in words, to stand behind the value."""
    sure: Truth
    """YES when no request surely has it, UNKNOWN when that may be."""


def dead_values(line: Condition, parsed: ParsedOperator, statement: Statement) -> Fault | None:
    """Return the fault of a line with values that no request has, at the one that it names."""
    if not line.values.words or line.values.open is not None or line.values.possible:
        return None
    dead = [each for word in line.values.words for each in _dead(line, parsed, word)]
    # A private range beside a public one is harmless: nobody comes from it.
    if not dead or (parsed.operator.tests is Tested.ADDRESS and len(dead) < len(line.values.words)):
        return None
    whole = len(dead) == len(line.values.words)
    # All of them make the line dead, each of them a value: what is said is as sure as that.
    named = (min if whole else max)(dead, key=lambda each: each.sure.value)
    outcome = Truth.of(parsed.operator.negated)
    end = f"the condition holds for {whom(outcome)}" if whole else "the value does nothing"
    if whole and outcome is Truth.NO and (parsed.if_exists or parsed.quantifier is Quantifier.ALL):
        end = "the condition holds for no request that has the key"
    named_text = shown(named.word)
    message = f"`{line.operator}` on `{line.key}` names `{named_text}`, {named.why}: {end}"
    sure = named.sure & statement.presence
    return Fault(named.code, message, place_of(named.word), statement, sure)


def _dead(line: Condition, parsed: ParsedOperator, word: Word) -> Iterator[_Dead]:
    """Yield why no request has a value, once, or nothing when one may.

    Unknown: of a value that is not wholly known only the written parts of an ARN are looked at.
    """
    text = str(word.value) if isinstance(word, Known) else ""
    found = _dead_text(line, parsed, text) if text else None
    if found is None:
        found = _misplaced(line, parsed, word)
    if found is not None:
        yield _Dead(word, *found)


def _dead_text(
    line: Condition, parsed: ParsedOperator, text: str
) -> tuple[FaultCode, str, Truth] | None:
    tests = parsed.operator.tests
    key = line.key.lower()
    if tests is Tested.ADDRESS:
        if key == "aws:sourceip" and _is_private(text):
            code = (
                FaultCode.PRIVATE_NOTIPADDRESS
                if parsed.operator.negated
                else FaultCode.PRIVATE_IP_ADDRESS
            )
            return code, "a private range that no request comes from", Truth.YES
        return None
    if tests is not Tested.TEXT or "${" in text:
        return None
    if (key, text) == _ANY_OBJECT:
        return None
    if {"*", "?"} & set(text) and not _is_address(text) and not key.startswith("acm:"):
        why = "and compares the wildcard as a letter"
        sure = Truth.UNKNOWN if key.startswith(_WITH_STARS) else Truth.YES
        return FaultCode.WILDCARD_WITHOUT_LIKE_OPERATOR, why, sure
    if key == "aws:requestedregion":
        return _dead_region(text)
    form = _FORMS.get(key)
    if form is not None and form[1].fullmatch(text) is None:
        return form[0], f"which is not {form[2]}", Truth.YES
    return None


def _misplaced(
    line: Condition, parsed: ParsedOperator, word: Word
) -> tuple[FaultCode, str, Truth] | None:
    """Return why nothing has an ARN, by its region or account.

    AWS: the operators on ARNs compare part by part, so that no wildcard goes on behind a colon.
    """
    tests = parsed.operator.tests
    if tests is not Tested.ARN:
        known = known_key(line.key)
        if (
            tests not in {Tested.TEXT, Tested.GLOB}
            or known is None
            or known.type is not KeyType.ARN
        ):
            return None
    found = misplaced(pattern_of(word, variables=True), apart=tests is Tested.ARN)
    return None if found is None else (found[0], f"which {found[1]}", found[2])


def _dead_region(name: str) -> tuple[FaultCode, str, Truth] | None:
    """Return why no request is about a region; AWS may have opened one of a fitting name."""
    there = is_region(name)
    if there is Truth.YES:
        return None
    near = nearest(name, regions())
    hint = "" if near is None else f" (did you mean `{near}`?)"
    what = "is not a region" if there is Truth.NO else "AWS does not list among its regions"
    return FaultCode.INVALID_REGION, f"which {what}{hint}", ~there


def _is_address(text: str) -> bool:
    """Tell whether a `?` stands where the query of a web address begins."""
    return "*" not in text and "://" in text


def _is_private(text: str) -> bool:
    try:
        asked = ip_network(text, strict=False)
    except ValueError:
        return False
    for private in _PRIVATE:
        if isinstance(asked, IPv4Network) and isinstance(private, IPv4Network):
            if asked.subnet_of(private):
                return True
        elif (
            isinstance(asked, IPv6Network)
            and isinstance(private, IPv6Network)
            and asked.subnet_of(private)
        ):
            return True
    return False


def whom(outcome: Truth) -> str:
    """Return for whom a condition of an outcome holds."""
    return "every request" if outcome is Truth.YES else "no request"
