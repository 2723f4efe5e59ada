"""Who signs in from elsewhere: identity providers, Identity Center, certificates.

What they may do is in the roles and permission sets that they take.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from iac_scan.graph.model.places import AccountKey, Place
from iac_scan.graph.model.principals import Attachment, Boundary, InlinePolicy, Role
from iac_scan.iam.policy import PolicyDocument
from iac_scan.sources.span import Origin
from iac_scan.values import Truth, Unknown, Value


class FederationKind(Enum):
    """The protocol of an identity provider."""

    OIDC = "OIDC"
    SAML = "SAML"


@dataclass(frozen=True, slots=True)
class FederationProvider:
    """An identity provider that IAM trusts."""

    kind: FederationKind
    """Its protocol."""
    name: str
    """For messages: the host of an OIDC provider, the name of a SAML provider."""
    place: Place
    """Where it stands."""
    arn: Value
    """Its ARN as far as it follows from the code."""
    audiences: Value
    """For OIDC the client ids that tokens may be for, else Absent."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin


@dataclass(frozen=True, slots=True)
class PermissionSet:
    """A permission set of IAM Identity Center: a role in every account that it is assigned to."""

    name: str
    """For messages."""
    place: Place
    """Where it stands."""
    arn: Value
    """Its ARN as far as it follows from the code."""
    inline_policies: tuple[InlinePolicy, ...]
    """Sorted by origin; AWS allows one."""
    attachments: tuple[Attachment, ...]
    """Managed policies of AWS, and customer's that are named by name and path."""
    boundary: Boundary | Unknown | None
    """None when there surely is none; Unknown when there may be one that is not known."""
    session_duration: Value
    """ISO 8601: `PT8H`; Absent when not written."""
    unlinked: tuple[Unknown, ...] = ()
    """Why it may carry further policies that are not known."""
    declared: bool = True
    """False for one that the code only names: a policy is attached to it, it stands elsewhere."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin


@dataclass(frozen=True, slots=True)
class Assignment:
    """The fact that a user or group of Identity Center may take a permission set in an account."""

    place: Place
    """Where it stands."""
    permission_set: PermissionSet
    """What may be taken."""
    principal_kind: Value
    """`USER` or `GROUP`."""
    principal: Value
    """The id of the user or group."""
    account: Value
    """The account, by its id."""
    account_key: AccountKey
    """Its name in this scan."""
    presence: Truth
    """Whether it is so."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin

    @property
    def name(self) -> str:
        """The name of the permission set, for messages."""
        return self.permission_set.name


@dataclass(frozen=True, slots=True)
class TrustAnchor:
    """A certificate authority whose certificates IAM Roles Anywhere takes for identities."""

    name: str
    """For messages."""
    place: Place
    """Where it stands."""
    enabled: Truth
    """Whether it is in force."""
    source: Value
    """`AWS_ACM_PCA` or `CERTIFICATE_BUNDLE`."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin


@dataclass(frozen=True, slots=True)
class AnywhereProfile:
    """The roles that IAM Roles Anywhere hands out, and what their sessions are cut down to."""

    name: str
    """For messages."""
    place: Place
    """Where it stands."""
    enabled: Truth
    """Whether it is in force."""
    roles: tuple[Role, ...]
    """The declared ones."""
    session_policy: PolicyDocument | None
    """Read as a session policy; None when there is none."""
    managed_policies: Value
    """The ARNs of managed policies that cut sessions down too."""
    unlinked: tuple[Unknown, ...] = ()
    """Why it may hand out roles that are not known."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin
