"""Conditions that do not say what their author meant: keys, operators, values and variables.

What can be wrong is known to `iac_scan.iam.validation`; conditions that let too much through are
`policies`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iac_scan.check import Context, Outcome, Severity, check
from iac_scan.iam.policy import PolicyDocument
from iac_scan.iam.validation.constants import always_true, never_true
from iac_scan.iam.validation.fault import Fault, distinct
from iac_scan.iam.validation.keys import key_faults
from iac_scan.iam.validation.value_types import type_faults
from iac_scan.iam.validation.variables import variable_faults
from iac_scan_checks.written import WRITERS, Writer, documents_of, sure_of

_OPERATORS = (
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
)


@check(
    "unknown-condition-key",
    on=WRITERS,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="write a condition key that AWS lists for the actions of the statement",
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
        "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    ),
)
def unknown_condition_key(node: Writer, ctx: Context) -> Iterator[Outcome]:
    """Conditions on a key that no request of the statement comes with."""
    yield from _said(node, ctx, key_faults)


@check(
    "condition-type-mismatch",
    on=WRITERS,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="write the operator for the type of the key, and values of that type",
    references=_OPERATORS,
)
def condition_type_mismatch(node: Writer, ctx: Context) -> Iterator[Outcome]:
    """Conditions whose operator, key and values do not fit each other."""
    yield from _said(node, ctx, type_faults)


@check(
    "condition-never-true",
    on=WRITERS,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="write a value that a request can have, or the operator with `Like` for wildcards",
    references=_OPERATORS,
)
def condition_never_true(node: Writer, ctx: Context) -> Iterator[Outcome]:
    """Conditions that no request meets, so that an Allow is dead or a Deny guards nothing."""
    yield from _said(node, ctx, never_true)


@check(
    "condition-always-true",
    on=WRITERS,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="write a value that a request can have, or drop the condition",
    references=_OPERATORS,
)
def condition_always_true(node: Writer, ctx: Context) -> Iterator[Outcome]:
    """Conditions that every request meets, so that a statement applies where it should not."""
    yield from _said(node, ctx, always_true)


@check(
    "literal-policy-variable",
    on=WRITERS,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="write `${aws:key}` in `Resource` or `Condition` of a policy of version 2012-10-17",
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html",
    ),
)
def literal_policy_variable(node: Writer, ctx: Context) -> Iterator[Outcome]:
    """Policy variables that AWS does not fill in, so that no request is what they say."""
    yield from _said(node, ctx, variable_faults)


def _said(
    node: Writer, ctx: Context, faults: Callable[[PolicyDocument], Iterator[Fault]]
) -> Iterator[Outcome]:
    """Yield a finding for each fault in the documents of a node."""
    for written in documents_of(node):
        for fault in distinct(faults(written.document)):
            yield ctx.finding(
                f"in {written.name}, {fault.message}",
                at=fault,
                also=[(written.name, written.owner)],
                certainty=sure_of(written, fault.certainty),
                evidence=fault.message,
            )
