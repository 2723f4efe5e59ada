"""IAM users: how they come to their permissions.

What those permissions amount to is judged by the other topics.
"""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.check import Certainty, Context, Outcome, Severity, User, check
from iac_scan.graph.model import PolicySource
from iac_scan.values import Truth
from iac_scan_checks.doubt import certainty, must_grant, why_unread

_GROUPS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
_CONTROLS = (
    "CIS-3.0 1.15",
    "CIS-4.0 1.15",
    "CIS-5.0 1.14",
    "CIS-6.0 2.14",
    "CIS-7.0 2.13",
    "FSBP IAM.2",
)


@check(
    "inline-user-policy",
    on=User,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="make it a managed policy and attach that to a group, or replace the user by a role",
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
        _GROUPS,
        "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2",
    ),
    aliases=("CKV_AWS_40", "AWS-0143"),
    controls=_CONTROLS,
)
def inline_user_policy(user: User, ctx: Context) -> Iterator[Outcome]:
    """Policies written directly on an IAM user, where no review of managed policies sees them."""
    for policy in user.inline_policies:
        there = user.place.presence & policy.presence
        grants = must_grant(policy.document)
        if there is grants is Truth.UNKNOWN:
            yield ctx.undecided(
                f"whether user `{user.name}` is granted anything by inline policy `{policy.name}` "
                f"is not known: {why_unread(policy.document)}",
                at=policy,
            )
        elif (sure := certainty(there, grants)) is not None:
            yield ctx.finding(
                f"user `{user.name}` is granted permissions by inline policy `{policy.name}`, "
                "which no group shares and no review of managed policies sees",
                at=policy,
                also=[user],
                certainty=sure,
                evidence=policy.name,
            )
    for unknown in user.unlinked:
        yield ctx.undecided(
            f"user `{user.name}` may carry further inline policies: {unknown.detail}", at=unknown
        )


@check(
    "policy-attached-to-user",
    on=User,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="attach it to a group that the user is a member of, or replace the user by a role",
    references=(
        _GROUPS,
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html",
        "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-2",
    ),
    aliases=("CKV_AWS_40", "AWS-0143"),
    controls=_CONTROLS,
)
def policy_attached_to_user(user: User, ctx: Context) -> Iterator[Outcome]:
    """Managed policies attached to an IAM user instead of to a group."""
    for attachment in user.attachments:
        policy = attachment.policy
        # A policy that stands elsewhere is attached whatever it says; only one that is read here
        # and allows nothing is let off.
        sure = certainty(user.place.presence, attachment.presence)
        if sure is Certainty.POSSIBLE and policy.source is PolicySource.ELSEWHERE:
            yield ctx.undecided(
                f"whether a policy is attached to user `{user.name}` is not known: "
                f"{why_unread(policy.document)}",
                at=attachment,
            )
        elif sure is not None and must_grant(policy.document) is not Truth.NO:
            yield ctx.finding(
                f"user `{user.name}` is granted managed policy `{policy.name}` directly, "
                "so that its access is decided user by user and outlives every group",
                at=attachment,
                also=[user] if policy.place is None else [user, policy],
                certainty=sure,
                evidence=policy.name,
            )
    for unknown in user.unlinked:
        yield ctx.undecided(
            f"user `{user.name}` may have further policies attached: {unknown.detail}", at=unknown
        )
