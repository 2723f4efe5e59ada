"""Whether a resource or trust policy lets anybody in, whoever he is.

Whether the resource is shielded otherwise (S3 Block Public Access, a private network) is not asked.
Source: S3 User Guide, "Blocking public access to your Amazon S3 storage", section "The meaning of
public"; IAM Access Analyzer, "Resource types for external access".
"""

from __future__ import annotations

from enum import Enum
from ipaddress import IPv4Network, IPv6Network, ip_network

from iac_scan.iam.claims import Cause, Claim
from iac_scan.iam.conditions import UNKNOWN_CONTEXT, Quantifier, parse_operator
from iac_scan.iam.globs import Hole, Tokens, Wild
from iac_scan.iam.holdings import Answer, compiled
from iac_scan.iam.operators import ARN_PARTS, Tested, arn_parts
from iac_scan.iam.patterns import Pattern, has_variables, pattern_of
from iac_scan.iam.policy import Condition, PolicyDocument, PrincipalKind, Principals, Word
from iac_scan.iam.resources import covers
from iac_scan.values import Known, Truth, Unknown


class Pin(Enum):
    """What of a value must be fixed for a condition to name somebody."""

    WHOLE = "the whole value"
    BEFORE_COLON = "the id before the colon"
    ORGANIZATION = "the organization before the first slash"
    ACCOUNT = "the account of an ARN"
    ADDRESS = "a range of addresses that is not the internet"
    TRUE = "the word true"


RESTRICTING: dict[str, Pin] = {
    "aws:principalorgid": Pin.WHOLE,
    "aws:principalorgpaths": Pin.ORGANIZATION,
    "aws:principalaccount": Pin.WHOLE,
    "aws:principalarn": Pin.ACCOUNT,
    "aws:principalservicename": Pin.WHOLE,
    "aws:principalservicenameslist": Pin.WHOLE,
    "aws:principalisawsservice": Pin.TRUE,
    "aws:userid": Pin.BEFORE_COLON,
    "aws:sourcearn": Pin.ACCOUNT,
    "aws:sourceaccount": Pin.WHOLE,
    "aws:sourceorgid": Pin.WHOLE,
    "aws:sourceorgpaths": Pin.ORGANIZATION,
    "aws:sourcevpc": Pin.WHOLE,
    "aws:sourcevpcarn": Pin.ACCOUNT,
    "aws:sourcevpce": Pin.WHOLE,
    "aws:vpceaccount": Pin.WHOLE,
    "aws:vpceorgid": Pin.WHOLE,
    "aws:vpceorgpaths": Pin.ORGANIZATION,
    "aws:sourceip": Pin.ADDRESS,
    "s3:dataaccesspointaccount": Pin.WHOLE,
    "kms:calleraccount": Pin.WHOLE,
}
"""Condition keys that say who asks or where from, and what a value must fix to restrict.

Source: S3 User Guide, "The meaning of public"; IAM User Guide, "AWS global condition context keys";
KMS Developer Guide, "kms:CallerAccount"."""

_WILDCARDS = frozenset({Tested.GLOB, Tested.ARN})
_SHORTEST_V4, _SHORTEST_V6 = 8, 32
"""The shortest prefixes, in bits, of ranges that count as somebody's own."""

_UNIQUE_LOCAL = IPv6Network("fc00::/7")
"""The private addresses of version 6. Those of version 4 are ranges of 8 bits and more.

Source: RFC 4193, section 3.1."""


def public_access(document: PolicyDocument) -> Answer:
    """Tell whether a policy lets everybody in, and by which statements.

    An Allow does that means everybody and has no condition that only fixed principals, accounts,
    networks or services meet. A Deny of everybody else for the same actions and resources mends
    it.
    Unknown: words, conditions and statements that are not known leave it open.
    Shape: each of `ways` is one statement, which suffices.
    """
    layer = compiled((document,), UNKNOWN_CONTEXT)
    variables = document.version == "2012-10-17"
    found: list[tuple[Cause, Truth]] = []
    for claim in layer.allows:
        truth = claim.there & _means_everybody(claim.cause.statement.principals)
        for condition in claim.cause.statement.conditions:
            truth &= ~restricts(condition, negated=False, variables=variables)
        for deny in layer.denies if truth is not Truth.NO else ():
            truth &= ~(deny.there & _shuts_out(deny, claim, variables))
        if truth is not Truth.NO:
            found.append((claim.cause, truth))
    best = Truth.any(truth for _, truth in found)
    if layer.unread:
        best |= Truth.UNKNOWN
    ways = tuple((cause,) for cause, truth in found if truth is best)
    return Answer(best, ways, unread=layer.unread)


def _means_everybody(principals: Principals | None) -> Truth:
    """Tell whether a `Principal` element means whoever comes."""
    if principals is None:
        return Truth.NO
    if principals.negated:
        return Truth.YES
    answer = Truth.NO
    for kind, words in principals.groups:
        if kind not in {PrincipalKind.AWS, PrincipalKind.EVERYONE}:
            continue
        if words.open is not None:
            answer |= Truth.UNKNOWN
        for word in words.words:
            answer |= _is_star(word)
        for word in words.possible:
            answer |= _is_star(word) & Truth.UNKNOWN
    return answer


def _is_star(word: Word) -> Truth:
    if isinstance(word, Unknown):
        return Truth.NO if word.identity is not None else Truth.UNKNOWN
    return Truth.of(isinstance(word, Known) and word.value == "*")


def _shuts_out(deny: Claim, allow: Claim, variables: bool) -> Truth:
    """Tell whether a Deny refuses to everybody but fixed ones what an Allow gives."""
    statement = deny.cause.statement
    if not statement.conditions or not allow.actions.possible <= deny.actions.sure:
        return Truth.NO
    answer = _means_everybody(statement.principals)
    for pattern in (*allow.resources.sure, *allow.resources.possible):
        answer &= covers(deny.resources, pattern)
    if allow.resources.negated or allow.resources.open:
        answer &= Truth.UNKNOWN
    for condition in statement.conditions:
        answer &= restricts(condition, negated=True, variables=variables)
    return answer


def restricts(condition: Condition, *, negated: bool, variables: bool) -> Truth:
    """Tell whether only fixed ones meet a condition, or, negated, only fixed ones do not."""
    pin = RESTRICTING.get(condition.key.lower())
    parsed = parse_operator(condition.operator)
    if pin is None or parsed is None:
        return Truth.NO
    operator = parsed.operator
    if pin is Pin.TRUE:
        wanted = "false" if negated else "true"
        lenient = parsed.if_exists and not negated
        words = condition.values.words
        said = operator.tests is Tested.BOOLEAN and bool(words) and not lenient
        return Truth.of(said and all(_says(word, wanted) for word in words))
    if operator.negated is not negated or operator.tests in {Tested.PRESENCE, Tested.BOOLEAN}:
        return Truth.NO
    # A missing key meets IfExists and ForAllValues; the negated forms it meets anyhow.
    slack = (parsed.if_exists or parsed.quantifier is Quantifier.ALL) and not negated
    if slack or (negated and parsed.quantifier is Quantifier.ANY):
        return Truth.NO
    answer = Truth.YES
    if condition.values.open is not None:
        answer = _is_pinned(condition.values.open, pin, operator.tests, variables)
    for word in (*condition.values.words, *condition.values.possible):
        answer &= _is_pinned(word, pin, operator.tests, variables)
    return answer


def _says(word: Word, text: str) -> bool:
    return isinstance(word, Known) and str(word.value).lower() == text


def _is_pinned(word: Word, pin: Pin, tests: Tested, variables: bool) -> Truth:
    """Tell whether one value of a condition fixes what it must.

    Unknown: what is not known yet is one fixed text where wildcards have no meaning, and in doubt
    where it may hold some.
    """
    if pin is Pin.ADDRESS:
        return _is_own_network(word) if tests is Tested.ADDRESS else Truth.NO
    pattern = pattern_of(word, variables=variables, wildcards=tests in _WILDCARDS)
    if has_variables(pattern):
        return Truth.NO
    match pin:
        case Pin.BEFORE_COLON:
            return _is_fixed(_until(pattern.tokens, ":"), tests)
        case Pin.ORGANIZATION:
            return _is_fixed(_until(pattern.tokens, "/"), tests)
        case Pin.ACCOUNT:
            return _has_fixed_account(pattern, tests)
        case _:
            return _is_fixed(pattern.tokens, tests)


def _until(tokens: Tokens, mark: str) -> Tokens:
    return tokens[: tokens.index(mark)] if mark in tokens else tokens


def _is_fixed(tokens: Tokens, tests: Tested) -> Truth:
    if not tokens or any(isinstance(token, Wild) for token in tokens):
        return Truth.NO
    doubt = any(isinstance(token, Hole) and not token.narrow for token in tokens)
    return Truth.UNKNOWN if doubt and tests in _WILDCARDS else Truth.YES


def _has_fixed_account(pattern: Pattern, tests: Tested) -> Truth:
    """Tell whether an ARN names one account, or one thing where ARNs hold no account."""
    parts = arn_parts(pattern.tokens)
    if parts is None:
        return Truth.YES if tests not in _WILDCARDS else Truth.UNKNOWN
    if len(parts) < ARN_PARTS:
        return Truth.NO
    account = parts[4].tokens
    return _is_fixed(account or _until(parts[5].tokens, "/"), tests)


def _is_own_network(word: Word) -> Truth:
    """Tell whether a range of addresses is small enough to be somebody's own."""
    if not isinstance(word, Known):
        return Truth.UNKNOWN
    try:
        network = ip_network(str(word.value), strict=False)
    except ValueError:
        return Truth.UNKNOWN
    if isinstance(network, IPv4Network):
        return Truth.of(network.prefixlen >= _SHORTEST_V4)
    return Truth.of(network.prefixlen >= _SHORTEST_V6 or network.subnet_of(_UNIQUE_LOCAL))
