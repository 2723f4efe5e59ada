"""Reports made by hand: a reporter is a pure function of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iac_scan.findings.finding import Certainty, Finding, Related, Undecided
from iac_scan.findings.notices import UNREADABLE_FILE
from iac_scan.findings.report import Report
from iac_scan.findings.rule import CheckId, Rule, Severity
from iac_scan.sources.diagnostics import Diagnostic, Gap, GapKind, Level
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span, Step

INFRA = """\
resource "aws_iam_user" "ci" {
  name = "ci"
}

resource "aws_iam_user_policy" "deploy" {
  user   = aws_iam_user.ci.name
  policy = local.deploy
}
"""

LOCALS = """\
locals {
  deploy = "{}"
}
"""

PAGE = """\
# inline-user-policy

## What it flags

A policy written on a user.

## Why it matters

Nobody reviews it.

## Fix

Attach a managed policy to a group.
"""


@pytest.fixture
def rule() -> Rule:
    return Rule(
        id=CheckId("inline-user-policy"),
        title="Policies written directly on an IAM user.",
        severity=Severity.MEDIUM,
        since="0.1",
        references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",),
        aliases=("CKV_AWS_40",),
        controls=("CIS-7.0 2.13",),
        page=PAGE,
    )


@pytest.fixture
def at() -> Callable[[str, str, str], Span]:
    """Return the span of some words in a text."""

    def find(path: str, text: str, words: str) -> Span:
        start = len(text[: text.index(words)].encode())
        return Document.of(path, text.encode()).span(start, start + len(words.encode()))

    return find


@pytest.fixture
def finding(at: Callable[[str, str, str], Span]) -> Finding:
    return Finding(
        check=CheckId("inline-user-policy"),
        severity=Severity.MEDIUM,
        certainty=Certainty.CERTAIN,
        message="user `ci` carries inline policy `deploy`",
        remedy="attach a managed policy to a group",
        span=at("infra/main.tf", INFRA, 'resource "aws_iam_user_policy" "deploy"'),
        subject="aws_iam_user.ci",
        related=(Related("user `ci`", at("infra/main.tf", INFRA, 'resource "aws_iam_user" "ci"')),),
        steps=(Step("local.deploy", at("infra/locals.tf", LOCALS, '"{}"')),),
        fingerprint="0123456789abcdef0123456789abcdef",
    )


@pytest.fixture
def report(rule: Rule, finding: Finding) -> Report:
    """A report with one finding and everything seen."""
    return Report(
        rules=(rule, UNREADABLE_FILE.rule),
        findings=(finding,),
        undecided=(),
        diagnostics=(),
        gaps=(),
        files=("infra/locals.tf", "infra/main.tf"),
        resource_count=2,
        documents={
            "infra/main.tf": Document.of("infra/main.tf", INFRA.encode()),
            "infra/locals.tf": Document.of("infra/locals.tf", LOCALS.encode()),
        },
    )


@pytest.fixture
def lacking(report: Report, at: Callable[[str, str, str], Span]) -> Report:
    """The same report with something undecided, missing and broken."""
    broken = 'resource "x" {\n'
    return Report(
        rules=report.rules,
        findings=report.findings,
        undecided=(
            Undecided(
                CheckId("inline-user-policy"),
                "`var.policy` has no default",
                at("infra/main.tf", INFRA, "local.deploy"),
                "aws_iam_user.ci",
            ),
        ),
        diagnostics=(
            Diagnostic(
                Level.ERROR,
                "expected a closing brace",
                at("infra/broken.tf", broken, "{"),
                "close the block",
            ),
            Diagnostic(Level.WARNING, "unknown attribute", at("infra/main.tf", INFRA, "user   =")),
        ),
        gaps=(
            Gap(
                GapKind.MODULE,
                "module `vpc` is not on disk",
                at("infra/main.tf", INFRA, "user   ="),
                "run `terraform init -backend=false`",
            ),
        ),
        files=("infra/broken.tf", *report.files),
        resource_count=2,
        documents={
            **report.documents,
            "infra/broken.tf": Document.of("infra/broken.tf", broken.encode()),
        },
    )
