"""Hiding secrets in everything that a report shows: the first four characters, then dots.

Finding secrets is the business of checks; what they found is masked here by its place, and what
looks like an AWS credential is masked wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from iac_scan.sources.span import Span

_SHOWN = 4

# Source: IAM User Guide, "IAM identifiers", table of unique id prefixes.
# AKIA is an access key and ASIA a temporary one; ABIA and ACCA are credentials of services.
_ACCESS_KEY_ID = r"(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,124}"
_MIXED = r"(?=[A-Za-z/+]*[0-9])(?=[^A-Z]{0,39}[A-Z])(?=[^a-z]{0,39}[a-z])"
_FORTY = r"[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"
_LONG_KEY = rf"(?<![A-Za-z0-9/+=]){_MIXED}{_FORTY}"
_LONG_BLOB = r"(?<![A-Za-z0-9/+=])(?:FQoG|FwoG|IQoJ)[A-Za-z0-9/+=]{60,}"
_CREDENTIAL = f"{_ACCESS_KEY_ID}|{_LONG_KEY}|{_LONG_BLOB}"

_QUOTES = "\"'"


def mask(text: str) -> str:
    """Return the text with everything masked that looks like an AWS credential; same length."""
    return re.sub(_CREDENTIAL, lambda found: _dots(found.group()), text)


def mask_line(line: str, path: str, number: int, secrets: Iterable[Span]) -> str:
    """Return a line of a file masked by looks and by the places of known secrets; same length.

    Where the looks find a credential within such a place, only that is masked; else all of it.
    """
    masked = mask(line)
    for span in secrets:
        if span.path != path or not span.start_line <= number <= span.end_line:
            continue
        start = span.start_column - 1 if number == span.start_line else 0
        end = span.end_column - 1 if number == span.end_line else len(line)
        if masked[start:end] == line[start:end]:
            masked = masked[:start] + _literal(line[start:end]) + masked[end:]
    return masked


def _literal(text: str) -> str:
    """Return one literal masked between its quotes."""
    if len(text) > 1 and text[0] in _QUOTES and text[-1] == text[0]:
        return text[0] + _dots(text[1:-1]) + text[-1]
    lead = len(text) - len(text.lstrip())
    return text[:lead] + _dots(text[lead:])


def _dots(secret: str) -> str:
    """Return the first four characters and a dot for each further one."""
    return secret[:_SHOWN] + "." * (len(secret) - _SHOWN)
