"""The rules of a SARIF log: the facts about every check, independent of what was scanned.

The results are `sarif`. Source: GitHub Docs, "SARIF support for code scanning",
reportingDescriptor object.
"""

from __future__ import annotations

import re
from typing import Any

from iac_scan.findings.notices import UNREADABLE_FILE
from iac_scan.findings.rule import Rule, Severity
from iac_scan.reporters.rules import page

LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}

# GitHub reads over 9.0 as critical, from 7.0 as high, from 4.0 as medium; these keep clear of
# the edges. It refuses a whole log for a number in place of the string.
_SCORES = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.0",
}

_PROBLEMS = {"error": "error", "warning": "warning", "note": "recommendation"}

_LONGEST_DESCRIPTION = 1000
_MOST_TAGS = 10


def descriptor(rule: Rule) -> dict[str, Any]:
    """Return the `reportingDescriptor` of a rule."""
    level = LEVELS[rule.severity]
    # A control such as `FSBP IAM.2` becomes a tag; tags hold no blanks elsewhere.
    tags = ["security", "iam", *(control.replace(" ", "/") for control in rule.controls)]
    properties: dict[str, Any] = {
        "tags": tags[:_MOST_TAGS],
        "precision": "high",
        "problem.severity": _PROBLEMS[level],
    }
    # That a file cannot be read is an error, not a vulnerability with a score.
    if rule.severity in _SCORES and rule.id != UNREADABLE_FILE.rule.id:
        properties["security-severity"] = _SCORES[rule.severity]
    content: dict[str, Any] = {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.id.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": _description(rule)},
        "help": {"text": _help(rule), "markdown": _help(rule)},
        "defaultConfiguration": {"level": level},
        "properties": properties,
    }
    if rule.references:
        content["helpUri"] = rule.references[0]
    return content


def _description(rule: Rule) -> str:
    """Return the first paragraph below "What it flags", else the title."""
    found = re.search(
        r"^## What it flags\s*\n+(.+?)(?:\n\s*\n|\Z)", rule.page, re.MULTILINE | re.DOTALL
    )
    text = " ".join(found[1].split()) if found else rule.title
    return text if len(text) <= _LONGEST_DESCRIPTION else f"{text[:_LONGEST_DESCRIPTION]}..."


def _help(rule: Rule) -> str:
    """Return the page with the references that it does not name itself."""
    text = page(rule).strip() or rule.title
    links = [f"- <{address}>" for address in rule.references if address not in text]
    more = "\n\nSee also:\n\n" + "\n".join(links) if links else ""
    return f"{text}{more}\n"
