"""Policies that AWS refuses at deployment, or of which it ignores a part.

What can be wrong is known to `iac_scan.iam.validation`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iac_scan.check import Context, Located, Outcome, ResourcePolicy, Severity, check
from iac_scan.iam.policy import PolicyDocument, Problem
from iac_scan.iam.validation.fault import Fault
from iac_scan.values import Truth, Value
from iac_scan_checks.written import WRITERS, Writer, documents_of, sure_of


@dataclass(frozen=True, slots=True)
class _Refusal:
    """One mistake, wherever in a document it is made."""

    message: str
    """What is wrong at the first place."""
    certainty: Truth
    """How sure it is."""
    places: tuple[Located, ...]
    """Where; the first is the line to edit."""


@check(
    "invalid-policy",
    on=WRITERS,
    severity=Severity.LOW,
    since="0.1",
    remedy="write the statement as the place that the policy is used in takes it",
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
    ),
)
def invalid_policy(node: Writer, ctx: Context) -> Iterator[Outcome]:
    """Policies that AWS refuses at deployment, or of which it ignores a part."""
    for written in documents_of(node):
        bucket = node.arn if isinstance(node, ResourcePolicy) and _is_bucket(node) else None
        for found in _refusals(written.document, bucket):
            rest = len(found.places) - 1
            more = f", and {rest} more like it" if rest else ""
            yield ctx.finding(
                f"{written.name} is not what AWS takes: {found.message}{more}",
                at=found.places[0],
                also=[
                    (written.name, written.owner),
                    *(("here too", place) for place in found.places[1:]),
                ],
                certainty=sure_of(written, found.certainty),
                evidence=found.message,
            )


def _is_bucket(policy: ResourcePolicy) -> bool:
    return policy.kind.type == "AWS::S3::Bucket"


def _refusals(document: PolicyDocument, bucket: Value | None) -> Iterator[_Refusal]:
    """Yield what is wrong with a document, the same mistake once.

    `bucket` is the ARN of the bucket that it is the policy of.
    """
    from iac_scan.iam.validation.arns import arn_faults  # noqa: PLC0415 - kept out of start-up
    from iac_scan.iam.validation.bucket_resources import bucket_faults  # noqa: PLC0415
    from iac_scan.iam.validation.principals import principal_faults  # noqa: PLC0415
    from iac_scan.iam.validation.structure import structure_faults  # noqa: PLC0415

    found: dict[str, dict[object, Problem | Fault]] = {}
    for problem in document.problems:
        found.setdefault(problem.message, {}).setdefault(problem.origin, problem)
    faults = [*structure_faults(document), *principal_faults(document), *arn_faults(document)]
    if bucket is not None:
        faults += bucket_faults(document, bucket)
    for fault in faults:
        found.setdefault(fault.code.value, {}).setdefault(fault.origin, fault)
    refusals: dict[object, _Refusal] = {}
    for same in found.values():
        each = tuple(same.values())
        sure = Truth.any(one.certainty for one in each)
        refusal = _Refusal(each[0].message, sure, each)
        before = refusals.get(each[0].origin)
        refusals[each[0].origin] = refusal if before is None else _together(before, refusal)
    yield from refusals.values()


def _together(one: _Refusal, other: _Refusal) -> _Refusal:
    """Return what is wrong with one and the same line as one mistake."""
    places = {place.origin: place for place in (*one.places, *other.places)}
    message = f"{one.message}, and {other.message}"
    return _Refusal(message, one.certainty | other.certainty, tuple(places.values()))
