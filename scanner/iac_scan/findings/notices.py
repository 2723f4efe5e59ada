"""Rules that no check makes: findings about suppressions, and about files that cannot be read.

They are declared, selected and shown like the others. What makes them is `suppress` and, for
unreadable files, whoever writes a report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iac_scan.errors import UsageError
from iac_scan.findings.finding import Certainty, Finding
from iac_scan.findings.rule import CheckId, Rule, Severity
from iac_scan.sources.span import Span


@dataclass(frozen=True, slots=True)
class Notice:
    """A rule with the remedy of its findings."""

    rule: Rule
    """The rule."""
    remedy: str
    """One line: what to do."""

    def finding(self, message: str, span: Span) -> Finding:
        """Return a finding of this rule; its fingerprint is set when it is reported."""
        return Finding(
            check=self.rule.id,
            severity=self.rule.severity,
            certainty=Certainty.CERTAIN,
            message=message,
            remedy=self.remedy,
            span=span,
            subject="",
            related=(),
            steps=(),
            fingerprint="",
        )


_FORM = """
A suppression is a comment on the line above the finding, or on its line:

```hcl
# iac-scan: ignore[check-id, other-id] until=2027-06-30 the reason
```

Above the first line of a resource it counts for all of that resource. In CloudFormation the
`Metadata` of a resource can say the same:

```yaml
Metadata:
  iac-scan:
    ignore:
      - id: check-id
        reason: the reason
        until: 2027-06-30
```
"""


def _notice(id: str, severity: Severity, title: str, remedy: str, why: str) -> Notice:
    """Return a notice whose page is made of its sentences."""
    page = (
        f"# {id}\n\n## What it flags\n\n{title}\n\n## Why it matters\n\n{why}\n\n"
        f"## Fix\n\n{remedy[0].upper()}{remedy[1:]}.\n{_FORM}"
    )
    return Notice(
        Rule(CheckId(id), title, severity, "0.1", (), (), (), page),
        remedy,
    )


WITHOUT_REASON = _notice(
    "suppression-without-reason",
    Severity.LOW,
    "A suppression that gives no reason, and so does not count.",
    "write after the ids why the risk is accepted",
    "A reader of the code cannot tell an accepted risk from a silenced alarm. Without a reason\n"
    "the findings stay.",
)
INVALID = _notice(
    "invalid-suppression",
    Severity.LOW,
    "A suppression that names no known check or cannot be understood.",
    "write `iac-scan: ignore[check-id] reason`; `iac-scan checks` lists the ids",
    "Its author believes that something is suppressed, and it is not.",
)
EXPIRED = _notice(
    "expired-suppression",
    Severity.LOW,
    "A suppression whose `until` date has passed, and that no longer counts.",
    "repair the finding, or decide again and set a new date",
    "The risk was accepted for a time, and that time is over.",
)
UNUSED = _notice(
    "unused-suppression",
    Severity.INFO,
    "A suppression that suppresses nothing.",
    "remove it",
    "A suppression that is left behind silences the next finding of that kind on its line,\n"
    "which nobody has looked at.",
)
UNREADABLE_FILE = Notice(
    Rule(
        CheckId("unreadable-file"),
        "A file, or a part of one, that could not be read and was not scanned.",
        Severity.HIGH,
        "0.1",
        (),
        (),
        (),
        "# unreadable-file\n\n## What it flags\n\nA file, or a part of one, that could not be"
        " read and was not scanned.\n\n## Why it matters\n\nWhat is written there is unknown: a"
        " scan without findings says nothing about it. The exit code is 2.\n\n## Fix\n\nRepair"
        " the file, or leave it out with `--exclude`.\n",
    ),
    "repair the file, or leave it out with `--exclude`",
)

SUPPRESSION_NOTICES = (EXPIRED, INVALID, WITHOUT_REASON, UNUSED)
NOTICES = tuple(sorted((*SUPPRESSION_NOTICES, UNREADABLE_FILE), key=lambda item: item.rule.id))
"""Every notice, sorted by id."""


def without_notices(
    select: Sequence[CheckId], ignore: Sequence[CheckId]
) -> tuple[tuple[CheckId, ...], tuple[CheckId, ...]]:
    """Return both without the ids of notices: what is left is for checks.

    Errors: UsageError when a selection holds notices alone: they speak of what checks find.
    """
    names = {notice.rule.id for notice in NOTICES}
    selected = tuple(id for id in select if id not in names)
    if select and not selected:
        raise UsageError(
            f"`{select[0]}` speaks of what checks find, and no check is selected",
            help="select the checks, too",
        )
    return selected, tuple(id for id in ignore if id not in names)


def wanted_notices(select: Sequence[CheckId], ignore: Sequence[CheckId]) -> tuple[Notice, ...]:
    """Return the notices about suppressions that are selected and not ignored."""
    return tuple(
        notice
        for notice in SUPPRESSION_NOTICES
        if (not select or notice.rule.id in select) and notice.rule.id not in ignore
    )
