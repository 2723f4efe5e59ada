"""The list of checks, as text and as JSON, and the page of one."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from iac_scan.findings.rule import Rule
from iac_scan.reporters.json_report import rule_facts

_EXPECTATION = re.compile(r"[ \t]*# expect: [a-z0-9 ,-]+$", re.MULTILINE)


def page(rule: Rule) -> str:
    """Return the page of a rule for readers: without the marks that make it a test."""
    return _EXPECTATION.sub("", rule.page).strip() + "\n"


def as_text(rules: Sequence[Rule]) -> str:
    """Return one line for each rule: id, severity, title."""
    longest = max((len(rule.id) for rule in rules), default=0)
    return "".join(
        f"{rule.id.ljust(longest)}  {rule.severity.value.ljust(8)}  {rule.title}\n"
        for rule in rules
    )


def as_json(rules: Sequence[Rule]) -> str:
    """Return `{"schema_version": 1, "checks": [...]}`, each as in a JSON report."""
    content = {"schema_version": 1, "checks": [rule_facts(rule) for rule in rules]}
    return json.dumps(content, indent=2) + "\n"
