"""Who may use a resource by its own policy: everybody but some, or a service for whoever asks it.

Whether a policy is written as AWS takes it is `refused`; roles are `trust`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from iac_scan.check import Context, Outcome, ResourcePolicy, Severity, check
from iac_scan.iam.patterns import pattern_of
from iac_scan.iam.policy import Effect, PolicyDocument, Statement
from iac_scan.iam.public import public_access
from iac_scan.iam.service_callers import ServiceCall, calls_for_anybody, service_name
from iac_scan.values import Truth
from iac_scan_checks.doubt import certainty

_PRINCIPAL = (
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html"
)
_CHECKS = (
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"
)


@check(
    "not-principal-allow",
    on=ResourcePolicy,
    severity=Severity.HIGH,
    since="0.1",
    remedy="name those who may in `Principal`; keep `NotPrincipal` for Deny, if at all",
    references=(_PRINCIPAL, _CHECKS),
)
def not_principal_allow(policy: ResourcePolicy, ctx: Context) -> Iterator[Outcome]:
    """Policies of resources that allow everybody but those whom they name."""
    if policy.kind.endpoint:
        return
    for statement in policy.document.statements:
        principals = statement.principals
        if statement.effect is not Effect.ALLOW or principals is None or not principals.negated:
            continue
        alone = public_access(_with_denies(policy.document, statement)).truth
        sure = certainty(policy.presence, alone, ~_shielded(policy))
        if sure is not None:
            yield ctx.finding(
                f"everybody on the internet but whom `NotPrincipal` names may use "
                f"{policy.kind.noun} `{policy.name}`",
                at=principals,
                also=[policy],
                certainty=sure,
            )


@check(
    "service-principal-without-source",
    on=ResourcePolicy,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="name the account or the resource: `aws:SourceAccount` or `aws:SourceArn`",
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
        _CHECKS,
    ),
    aliases=("CKV_AWS_364",),
)
def service_principal_without_source(policy: ResourcePolicy, ctx: Context) -> Iterator[Outcome]:
    """Policies of resources that let a service in for whoever asks it to."""
    found: dict[str | None, list[ServiceCall]] = {}
    if policy.written:
        for call in calls_for_anybody(policy.document, policy.kind.service):
            found.setdefault(service_name(call.service), []).append(call)
    for calls in found.values():
        there = Truth.any(call.there for call in calls)
        sure = certainty(policy.presence, there)
        if sure is not None:
            service = pattern_of(calls[0].service).shown
            yield ctx.finding(
                f"`{service}` may use {policy.kind.noun} `{policy.name}` for whoever asks it to: "
                "no condition names the account or the resource that it acts for",
                at=calls[0].service,
                also=[policy, *(("here too", call.service) for call in calls[1:])],
                certainty=sure,
                evidence=service,
            )


def _with_denies(document: PolicyDocument, statement: Statement) -> PolicyDocument:
    """Return a document with one Allow and every Deny."""
    denies = (each for each in document.statements if each.effect is Effect.DENY)
    return replace(document, statements=(statement, *denies))


def _shielded(policy: ResourcePolicy) -> Truth:
    """Tell whether the settings of a bucket keep the public out, whatever its policy says."""
    answer = policy.refuses_public
    for block in policy.public_access_blocks:
        answer |= block.restrict_public_buckets | block.block_public_policy
    return answer
