"""The list of checks, as text and as JSON, and the page of one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from iac_scan.findings.rule import Rule, Severity
from iac_scan.reporters.json_report import rule_facts
from iac_scan.reporters.layout import Line, Room, Style
from iac_scan.reporters.listing import STYLE_OF

_EXPECTATION = re.compile(r"[ \t]*# (?:expect|undecided): [a-z0-9 -]+$", re.MULTILINE)
_WIDEST_LEVEL = max(len(level.value) for level in Severity)


def page(rule: Rule) -> str:
    """Return the page of a rule for readers: without the marks that make it a test."""
    return _EXPECTATION.sub("", rule.page).strip() + "\n"


def lines(rules: Sequence[Rule], room: Room) -> Iterator[Line]:
    """Yield each rule: id, severity, title."""
    longest = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        name, level = rule.id.ljust(longest + 2), rule.severity.value
        head = (
            (Style.PLAIN, name),
            (STYLE_OF[rule.severity], level),
            (Style.PLAIN, " " * (_WIDEST_LEVEL + 2 - len(level))),
        )
        yield from room.entry(head, rule.title)


def as_json(rules: Sequence[Rule]) -> str:
    """Return `{"schema_version": 1, "checks": [...]}`, each as in a JSON report."""
    content = {"schema_version": 1, "checks": [rule_facts(rule) for rule in rules]}
    return json.dumps(content, indent=2) + "\n"
