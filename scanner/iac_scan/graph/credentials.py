"""What AWS credentials look like in a text, and what they do not look like.

Which values of the code are looked at is the business of `secrets`.
Source: IAM User Guide, "IAM identifiers", section "Understanding unique ID prefixes", and
"Managing access keys for IAM users". The secret is 30 random bytes in base64.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log2

from iac_scan.graph.model import SecretKind

_ID = re.compile(r"(?<![A-Za-z0-9])(?:AKIA|ASIA)([A-Z0-9]{16})(?![A-Za-z0-9])")
_BASE32 = re.compile(r"[A-Z2-7]{16}")
_SECRET = re.compile(r"(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])")
_TOKEN = re.compile(r"(?<![A-Za-z0-9/+])(?:FQoG|FwoG|IQoJ)[A-Za-z0-9/+]{90,}={0,2}")
_LONG = re.compile(r"(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{100,}={0,2}")

# `NAME=value`, `"NAME": "value"`, `aws configure set NAME value`,
# `{"name": "NAME", "value": "value"}`.
_BETWEEN = (
    r"[\"'\\]{0,2}(?:\s{0,8}[=:,]\s{0,40}|\s{1,40})"
    r"(?:[\"'\\]{0,2}[Vv]alue[\"'\\]{0,2}\s{0,8}[:=]\s{0,8})?[\"'\\]{0,2}"
)
_SECRET_NAME = r"(?i:secret[_-]?(?:access[_-]?)?key)"  # noqa: S105 - a pattern of names
_TOKEN_NAME = r"(?i:(?:session|security)[_-]?token)"  # noqa: S105 - a pattern of names
_NAMED_SECRET = re.compile(rf"{_SECRET_NAME}{_BETWEEN}(?={_SECRET.pattern})")
_NAMED_TOKEN = re.compile(rf"{_TOKEN_NAME}{_BETWEEN}(?={_LONG.pattern})")

_SECRET_NAMES = ("secretaccesskey", "secretkey", "awssecret")
_TOKEN_NAMES = ("sessiontoken", "securitytoken")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]")

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_PLAIN_RUN = 6
"""Fewer different characters than this are a placeholder."""
_ENTROPY = 4.0
"""Units: bits for each character. 30 random bytes in base64 have 4.3 or more, prose below 4."""
_SLASHES = 5
"""A path has this many; of random secrets one in a thousand."""
_MARK = "EXAMPLE"
"""Every credential in the documentation of AWS has this in it."""


@dataclass(frozen=True, slots=True)
class Form:
    """Something in a text that has the form of a credential."""

    kind: SecretKind
    """What it has the form of."""
    start: int
    """Units: code points from the start of the text."""
    end: int
    """Exclusive."""
    sure: bool
    """False when only a key id nearby would make it one."""
    documented: bool
    """One of the examples of the documentation."""


def forms(text: str, name: str) -> Iterator[Form]:
    """Yield what has the form of a credential in the value that is called `name`."""
    if len(text) < 20:
        return
    for found in _ID.finditer(text):
        documented = _MARK in found.group()
        if documented or _is_id(found.group(1)):
            yield Form(SecretKind.ACCESS_KEY_ID, found.start(), found.end(), True, documented)
    if len(text) < 40:
        return
    yield from _secrets(text, name)
    yield from _tokens(text, name)


def _is_id(tail: str) -> bool:
    """Tell whether what follows the prefix is an id and no placeholder."""
    plain = len(set(tail)) < _PLAIN_RUN or tail[:8] in _ALPHABET
    return bool(_BASE32.fullmatch(tail)) and not plain


def _secrets(text: str, name: str) -> Iterator[Form]:
    named = {found.end() for found in _NAMED_SECRET.finditer(text)}
    whole = _says(name, _SECRET_NAMES)
    for found in _SECRET.finditer(text):
        if _is_random(found.group()):
            start, end = found.span()
            sure = start in named or (whole and end - start == len(text.strip()))
            documented = _MARK in found.group()
            yield Form(SecretKind.SECRET_ACCESS_KEY, start, end, sure, documented)


def _tokens(text: str, name: str) -> Iterator[Form]:
    named = {found.end() for found in _NAMED_TOKEN.finditer(text)}
    whole = _says(name, _TOKEN_NAMES) or name == "provider.aws.token"
    for found in _LONG.finditer(text):
        start, end = found.span()
        told = start in named or (whole and end - start == len(text.strip()))
        if told or _TOKEN.fullmatch(found.group()):
            documented = _MARK in found.group()
            yield Form(SecretKind.SESSION_TOKEN, start, end, True, documented)


def _says(name: str, words: tuple[str, ...]) -> bool:
    """Tell whether a name says what its value is."""
    plain = _NOT_A_LETTER.sub("", name.rpartition(".")[2].lower())
    return any(word in plain for word in words)


def _is_random(text: str) -> bool:
    """Tell whether forty characters look drawn by lot, as no digest, path or sentence does."""
    mixed = (
        any(c.isupper() for c in text)
        and any(c.islower() for c in text)
        and any(c.isdigit() for c in text)
    )
    if not mixed or text.count("/") >= _SLASHES:
        return False
    bits = -sum(n / 40 * log2(n / 40) for n in Counter(text).values())
    return bits >= _ENTROPY


def may_hold(text: str) -> bool:
    """Tell cheaply whether a longer look at a text could find anything."""
    return "AKIA" in text or "ASIA" in text or len(text) >= 40
