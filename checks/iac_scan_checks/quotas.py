"""Policies that are too long, or too many for who carries them: AWS refuses them at deployment.

What the quotas are is known to `iac_scan.iam.validation`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from iac_scan.check import (
    Context,
    Group,
    Located,
    ManagedPolicy,
    Organization,
    OrganizationPolicy,
    Outcome,
    PermissionSet,
    ResourcePolicy,
    Role,
    Severity,
    User,
    check,
)
from iac_scan.graph.model import (
    Attachment,
    OrganizationAttachment,
    OrganizationPolicyType,
    PolicySource,
)
from iac_scan.iam.validation import quotas
from iac_scan.iam.validation.quotas import Quota
from iac_scan.iam.validation.sizes import length_of, size_of
from iac_scan.values import Truth, text_of
from iac_scan_checks.doubt import certainty

_Holder: TypeAlias = User | Role | Group | PermissionSet
_Measurable: TypeAlias = _Holder | ManagedPolicy | OrganizationPolicy | ResourcePolicy
_MEASURABLE: tuple[type[_Measurable], ...] = (
    User,
    Role,
    Group,
    PermissionSet,
    ManagedPolicy,
    OrganizationPolicy,
    ResourcePolicy,
)
_Attachable: TypeAlias = _Holder | Organization
_ATTACHABLE: tuple[type[_Attachable], ...] = (User, Role, Group, PermissionSet, Organization)

_IAM_QUOTAS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"
_ORGANIZATION_QUOTAS = (
    "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html"
)
_IDENTITY_CENTER_QUOTAS = "https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html"

_CHARACTERS = "characters"
_LETTERS = "characters without white space"

_OWN = "RCPFullAWSAccess"
_BESIDE_OWN = f"resource control policies beside `{_OWN}`"


@dataclass(frozen=True, slots=True)
class _Measured:
    """Something that AWS takes only so much of."""

    what: str
    """Who has it, for messages: "role `worker` carries"."""
    noun: str
    """What it has, in the plural."""
    at: Located
    """The line to edit."""
    count: int
    """How much of it there surely is."""
    quota: Quota
    """How much AWS takes."""
    presence: Truth
    """Whether it is there."""
    also: tuple[Located | tuple[str, Located], ...] = ()
    """What else counts."""


@check(
    "oversized-policy",
    on=_MEASURABLE,
    severity=Severity.LOW,
    since="0.1",
    remedy="split the policy, or write fewer words that say the same",
    references=(_IAM_QUOTAS, _ORGANIZATION_QUOTAS, _IDENTITY_CENTER_QUOTAS),
)
def oversized_policy(node: _Measurable, ctx: Context) -> Iterator[Outcome]:
    """Policies that are longer than AWS takes."""
    yield from _beyond(ctx, _documents(node), "takes")


@check(
    "too-many-policies",
    on=_ATTACHABLE,
    severity=Severity.LOW,
    since="0.1",
    remedy="put what belongs together into one policy",
    references=(_IAM_QUOTAS, _ORGANIZATION_QUOTAS, _IDENTITY_CENTER_QUOTAS),
)
def too_many_policies(node: _Attachable, ctx: Context) -> Iterator[Outcome]:
    """More managed policies on one principal, unit or account than AWS attaches."""
    places = _on_nodes(node) if isinstance(node, Organization) else _on_holder(node)
    yield from _beyond(ctx, places, "attaches")


def _beyond(ctx: Context, measured: Iterable[_Measured], verb: str) -> Iterator[Outcome]:
    """Yield a finding for each measure that is beyond its quota."""
    for found in measured:
        sure = certainty(found.presence, found.quota.is_passed_by(found.count))
        if sure is not None:
            yield ctx.finding(
                f"{found.what} at least {found.count:,} {found.noun}, and AWS {verb} "
                f"{_taken(found.quota)}: the deployment fails",
                at=found.at,
                also=found.also,
                certainty=sure,
                evidence=found.what,
            )


def _taken(quota: Quota) -> str:
    """Return what a quota is, for messages."""
    if quota.most is None:
        return f"{quota.usual:,}, unless more was asked for"
    more = f", unless up to {quota.most:,} were asked for" if quota.most > quota.usual else ""
    return f"{quota.usual:,}{more}"


def _documents(node: _Measurable) -> Iterator[_Measured]:
    """Yield what of a node has a length that AWS limits."""
    match node:
        case ManagedPolicy():
            if node.source is PolicySource.CUSTOMER and node.place is not None:
                size, there = size_of(node.document), node.place.presence
                what = f"policy `{node.name}` has"
                yield _Measured(what, _LETTERS, node, size, quotas.MANAGED_POLICY, there)
        case OrganizationPolicy():
            if node.place is not None:
                yield _organization_policy(node, node.place.presence)
        case ResourcePolicy():
            quota = quotas.RESOURCE_POLICIES.get(node.kind.type)
            if quota is not None and node.written and not node.beside:
                what = f"the policy of {node.kind.noun} `{node.name}` has"
                size = size_of(node.document)
                yield _Measured(what, _LETTERS, node, size, quota, node.presence)
        case Role():
            yield from _inline(node, "role", quotas.ROLE_INLINE)
            what = f"the trust policy of role `{node.name}` has"
            trust, quota, there = node.trust, quotas.TRUST_POLICY, node.place.presence
            yield _Measured(what, _LETTERS, trust, size_of(trust), quota, there, (node,))
        case User():
            yield from _inline(node, "user", quotas.USER_INLINE)
        case Group():
            yield from _inline(node, "group", quotas.GROUP_INLINE)
        case PermissionSet():
            yield from _inline(node, "permission set", quotas.PERMISSION_SET_INLINE)


def _organization_policy(policy: OrganizationPolicy, presence: Truth) -> _Measured:
    """Measure a policy of an organization as it is given to AWS, which takes nothing out of it."""
    quota, noun = quotas.SERVICE_CONTROL_POLICY, "service"
    if policy.type is OrganizationPolicyType.RESOURCE_CONTROL:
        quota, noun = quotas.RESOURCE_CONTROL_POLICY, "resource"
    what = f"{noun} control policy `{policy.name}` has"
    return _Measured(what, _CHARACTERS, policy, length_of(policy.document), quota, presence)


def _inline(holder: _Holder, noun: str, quota: Quota) -> Iterator[_Measured]:
    """Yield the inline policies of somebody: those that are surely there as one, the others alone.

    Of policies that may be there, each may stand in for another.
    """
    sized = [(policy, size_of(policy.document)) for policy in holder.inline_policies]
    sure = [pair for pair in sized if pair[0].presence is Truth.YES]
    rest = [pair for pair in sized if pair[0].presence is Truth.UNKNOWN]
    if sure:
        longest = max(sure, key=lambda pair: pair[1])[0]
        others = [(f"policy `{each.name}`", each) for each, _ in sure if each is not longest]
        together = sum(size for _, size in sure)
        what = f"inline policy `{longest.name}` of {noun} `{holder.name}` has"
        if others:
            what = f"the {len(sure)} inline policies of {noun} `{holder.name}` have together"
        presence = holder.place.presence
        yield _Measured(what, _LETTERS, longest, together, quota, presence, (holder, *others))
    for policy, size in rest:
        what = f"inline policy `{policy.name}` of {noun} `{holder.name}` has"
        yield _Measured(what, _LETTERS, policy, size, quota, Truth.UNKNOWN, (holder,))


def _on_holder(holder: _Holder) -> Iterator[_Measured]:
    """Yield how many managed policies somebody surely carries."""
    match holder:
        case User():
            noun, quota = "user", quotas.USER_ATTACHED
        case Role():
            noun, quota = "role", quotas.ROLE_ATTACHED
        case Group():
            noun, quota = "group", quotas.GROUP_ATTACHED
        case PermissionSet():
            noun, quota = "permission set", quotas.PERMISSION_SET_ATTACHED
    found: dict[object, Attachment] = {}
    for attachment in holder.attachments:
        place = attachment.policy.place
        key = text_of(attachment.policy.arn) if place is None else place.key
        if key is not None and attachment.presence is Truth.YES:
            found.setdefault(key, attachment)
    if found:
        what, there = f"{noun} `{holder.name}` carries", holder.place.presence
        yield _attached(what, "managed policies", [*found.values()], quota, there)


def _on_nodes(organization: Organization) -> Iterator[_Measured]:
    """Yield how many policies of each type every root, unit and account surely carries."""
    for node in (*(path[-1] for path in organization.nodes()), *organization.adrift):
        presence = Truth.YES if node.place is None else node.place.presence
        what = f"{node.kind.value} `{node.name}` carries"
        for type in OrganizationPolicyType:
            found: dict[object, OrganizationAttachment] = {}
            for attachment in node.attachments:
                policy = attachment.policy
                if policy.type is type and attachment.presence is Truth.YES:
                    key = policy.name if policy.place is None else policy.place.key
                    found.setdefault(key, attachment)
            noun, quota = "service control policies", quotas.SERVICE_CONTROL_ATTACHED
            if type is OrganizationPolicyType.RESOURCE_CONTROL:
                noun, quota = _BESIDE_OWN, quotas.RESOURCE_CONTROL_ATTACHED
                found = {key: each for key, each in found.items() if key != _OWN}
            if found:
                yield _attached(what, noun, [*found.values()], quota, presence)


def _attached(
    what: str,
    noun: str,
    attached: Sequence[Attachment | OrganizationAttachment],
    quota: Quota,
    presence: Truth,
) -> _Measured:
    """Measure attachments, of which there are some; the last of them is the line to edit."""
    also = tuple((f"policy `{one.policy.name}`", one) for one in attached[:-1])
    return _Measured(what, noun, attached[-1], len(attached), quota, presence, also)
