"""What one resource says about policies on resources, unlinked.

What it says of policies of principals is in `identities`.
"""

from __future__ import annotations

from dataclasses import dataclass

from iac_scan.graph.facts.links import Link
from iac_scan.graph.model import (
    Place,
    ResourceKind,
)
from iac_scan.values import Truth, Value


@dataclass(frozen=True, slots=True)
class ProtectedDraft:
    """A declared thing that may carry a policy of its own, for links to it."""

    kind: ResourceKind
    """What it is."""
    place: Place
    """Where it stands."""
    name: Value
    """Its name, for links by name; Absent when AWS makes it up."""
    shown: str
    """Its name for messages."""
    arn: Value
    """Its ARN as far as it follows from the code."""


@dataclass(frozen=True, slots=True)
class ResourcePolicyDraft:
    """A policy on a resource."""

    kind: ResourceKind
    """What it protects."""
    place: Place
    """The resource that declares it."""
    resource: Link | None
    """What it protects; None for the account as a whole."""
    shown: str
    """For messages, when what it protects is not declared."""
    arn: Value
    """The ARN of what it protects, when that is not declared."""
    document: Value
    """The document as written, or as its attributes make it."""
    presence: Truth
    """Whether it is there."""
    written: bool = True
    """False for AWS's own, which gives way to one that is written."""
    beside: bool = False
    """Whether it adds to the policy of what it protects, and is not that policy."""
    refuses_public: Truth = Truth.NO
    """Whether AWS is asked to refuse it if it lets everybody in."""
    qualified: bool = False
    """Whether it is on one alias or version of a function alone, which `arn` then names."""


@dataclass(frozen=True, slots=True)
class PublicAccessBlockDraft:
    """Settings that keep the public out of a bucket, or of all buckets of an account."""

    place: Place
    """The resource that declares them."""
    resource: Link | None
    """The bucket; None for the account."""
    settings: tuple[Truth, Truth, Truth, Truth]
    """Whether public ACLs are refused and ignored, public policies refused, public buckets
    restricted."""


@dataclass(frozen=True, slots=True)
class FunctionUrlDraft:
    """An address of a Lambda function."""

    place: Place
    """The resource that declares it."""
    function: Link
    """The function."""
    authorization: Value
    """How callers are asked who they are, as written."""


@dataclass(frozen=True, slots=True)
class QualifierDraft:
    """An alias or a version of a Lambda function: what names it names the function too."""

    place: Place
    """The resource that declares it."""
    function: Link
    """The function."""
