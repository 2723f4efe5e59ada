"""Resources in the policy of a bucket that are not of the bucket, which Amazon S3 refuses.

Which resources an action can be about is `mismatches`.
Source: IAM User Guide, "Access Analyzer policy check reference"; Amazon S3 API Reference, "Error
responses": `MalformedPolicy`, "Policy has invalid resource".
"""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.iam.globs import Wild
from iac_scan.iam.operators import ARN_PARTS, arn_parts
from iac_scan.iam.patterns import Pattern, intersects, pattern_of, shown
from iac_scan.iam.policy import PolicyDocument
from iac_scan.iam.resources import resource_pattern
from iac_scan.iam.validation.arns import arn_fault
from iac_scan.iam.validation.fault import Fault, FaultCode, place_of
from iac_scan.iam.validation.structure import fault_in
from iac_scan.values import Known, Text, Truth, Value


def bucket_faults(document: PolicyDocument, bucket: Value) -> Iterator[Fault]:
    """Yield the words of `Resource` that are neither the bucket with an ARN nor one of its objects.

    Unknown: a word or a bucket of which a part is not known is at fault when no content of it could
    make them fit; the partition is not asked.
    """
    own = _own(bucket)
    for statement in document.statements:
        for word in () if statement.resources is None else statement.resources.words:
            pattern = resource_pattern(word, document.kind, variables=True)
            if arn_fault(word) is None and all(
                intersects(pattern, each) is Truth.NO for each in own
            ):
                message = f"`{shown(word)}` is not of the bucket that the policy stands on"
                code = FaultCode.UNSUPPORTED_RESOURCE_ARN
                yield fault_in(statement, code, message, place_of(word))


def _own(bucket: Value) -> tuple[Pattern, ...]:
    """Return the bucket and its objects; everything where the bucket is not known."""
    if not isinstance(bucket, Known | Text):
        return (Pattern((Wild.ANY,), "*"),)
    parts = arn_parts(pattern_of(bucket, wildcards=False).tokens)
    if parts is None or len(parts) < ARN_PARTS:
        return (Pattern((Wild.ANY,), "*"),)
    # Not `*`, which would take the name of another bucket for a partition.
    name = (*"arn:", Wild.SEGMENT, *":s3:::", *parts[-1].tokens)
    return Pattern(name, None), Pattern((*name, "/", Wild.ANY), None)
