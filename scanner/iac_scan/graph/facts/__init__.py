"""What one resource says about identities, before anything is linked: drafts.

Both adapters yield these. A draft names other things by values as the code wrote them; which
declared thing a value is, is found in `links`. No format and no attribute name is known here.
"""

from __future__ import annotations

from typing import TypeAlias

from iac_scan.graph.facts.identities import (
    AccessKeyDraft,
    AccountDraft,
    AttachmentDraft,
    BoundaryDraft,
    ElsewhereDraft,
    ElsewhereKind,
    InlineDraft,
    InstanceProfileDraft,
    LoginProfileDraft,
    MembershipDraft,
    OpenDraft,
    PolicyDraft,
    PrincipalDraft,
    StrayDraft,
)
from iac_scan.graph.facts.links import Carrier, Link
from iac_scan.graph.facts.organizations import (
    OrganizationAttachmentDraft,
    OrganizationDraft,
    OrganizationNodeDraft,
    OrganizationOpenDraft,
    OrganizationPolicyDraft,
)
from iac_scan.graph.facts.resources import (
    FunctionUrlDraft,
    ProtectedDraft,
    PublicAccessBlockDraft,
    QualifierDraft,
    ResourcePolicyDraft,
)
from iac_scan.graph.facts.running import (
    AnywhereProfileDraft,
    AssignmentDraft,
    UseDraft,
    WorkloadDraft,
)
from iac_scan.graph.model import (
    Analyzer,
    FederationProvider,
    PasswordPolicy,
    Safeguard,
    SecretLiteral,
    Trail,
    TrustAnchor,
)

Fact: TypeAlias = (
    AccountDraft
    | PrincipalDraft
    | PolicyDraft
    | ElsewhereDraft
    | InlineDraft
    | AttachmentDraft
    | OpenDraft
    | StrayDraft
    | MembershipDraft
    | InstanceProfileDraft
    | AccessKeyDraft
    | LoginProfileDraft
    | OrganizationDraft
    | OrganizationNodeDraft
    | OrganizationPolicyDraft
    | OrganizationAttachmentDraft
    | OrganizationOpenDraft
    | SecretLiteral
    | ProtectedDraft
    | ResourcePolicyDraft
    | PublicAccessBlockDraft
    | FunctionUrlDraft
    | QualifierDraft
    | BoundaryDraft
    | AssignmentDraft
    | AnywhereProfileDraft
    | WorkloadDraft
    | FederationProvider
    | TrustAnchor
    | Trail
    | Analyzer
    | Safeguard
    | PasswordPolicy
)
"""What an adapter yields. What needs no link is its own draft."""

__all__ = [
    "AccessKeyDraft",
    "AccountDraft",
    "AnywhereProfileDraft",
    "AssignmentDraft",
    "AttachmentDraft",
    "BoundaryDraft",
    "Carrier",
    "ElsewhereDraft",
    "ElsewhereKind",
    "Fact",
    "FunctionUrlDraft",
    "InlineDraft",
    "InstanceProfileDraft",
    "Link",
    "LoginProfileDraft",
    "MembershipDraft",
    "OpenDraft",
    "OrganizationAttachmentDraft",
    "OrganizationDraft",
    "OrganizationNodeDraft",
    "OrganizationOpenDraft",
    "OrganizationPolicyDraft",
    "PolicyDraft",
    "PrincipalDraft",
    "ProtectedDraft",
    "PublicAccessBlockDraft",
    "QualifierDraft",
    "ResourcePolicyDraft",
    "StrayDraft",
    "UseDraft",
    "WorkloadDraft",
]
