"""What is asked, by whom, under which policies, and what becomes of it.

How that is decided is `decision`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from iac_scan.iam.claims import Cause, Policy
from iac_scan.iam.conditions import UNKNOWN_CONTEXT, Context
from iac_scan.iam.patterns import Pattern
from iac_scan.iam.policy import PolicyDocument
from iac_scan.iam.principals import Caller


class Stage(Enum):
    """A kind of policy that takes part in a decision."""

    IDENTITY = "identity policies"
    RESOURCE = "resource policy"
    BOUNDARY = "permissions boundary"
    SESSION = "session policy"
    ENDPOINT = "endpoint policy"
    SERVICE_CONTROL = "service control policies"
    RESOURCE_CONTROL = "resource control policies"
    AWS = "AWS itself"


@dataclass(frozen=True, slots=True)
class Request:
    """One request."""

    caller: Caller
    """Who asks."""
    action: str
    """For what: `s3:GetObject`."""
    resource: Pattern | str
    """On what: an ARN, or `*` for actions that name no resource."""
    resource_account: Pattern | str
    """The account that owns the resource; `aws` for what AWS keeps for everybody."""
    context: Context = UNKNOWN_CONTEXT
    """What is known of the rest."""


@dataclass(frozen=True, slots=True)
class Policies:
    """Every policy that has a say in one request; a kind that is not there has none."""

    identity: Sequence[Policy] = ()
    """The caller's own and those of its groups."""
    boundary: PolicyDocument | None = None
    """The caller's permissions boundary."""
    session: PolicyDocument | None = None
    """The policy that the session was started with."""
    resource: PolicyDocument | None = None
    """The policy of the resource: for a role its trust policy, for a key its key policy."""
    endpoint: PolicyDocument | None = None
    """The policy of the VPC endpoint that the request goes through."""
    service_control: Sequence[Iterable[Policy]] = ()
    """The SCPs of the caller's account, level by level; empty outside of an organization."""
    resource_control: Sequence[Iterable[Policy]] = ()
    """The RCPs of the resource's account, level by level; empty for the management account."""
    management_account: bool = False
    """Whether the caller's account is the management account, which SCPs do not bind."""


class Outcome(Enum):
    """What becomes of a request."""

    ALLOWED = "allowed"
    DENIED_EXPLICITLY = "denied explicitly"
    DENIED_IMPLICITLY = "denied implicitly"
    POSSIBLE = "possible"
    """It depends on something that is not known."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a request, and why."""

    outcome: Outcome
    """What becomes of it."""
    allowed_by: tuple[Cause, ...] = ()
    """The Allows that grant it, or may."""
    denied_by: tuple[Cause, ...] = ()
    """The Denies that refuse it, or may."""
    missing: tuple[Stage, ...] = ()
    """Where an Allow is missing, or may be."""
    undecided: tuple[Cause, ...] = ()
    """Statements of which it is not known whether they apply."""
