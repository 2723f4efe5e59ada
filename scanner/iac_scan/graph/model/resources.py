"""Policies on resources, and the settings beside them that keep the public out.

What such a policy allows, and to whom, is `iac_scan.iam`.
"""

from __future__ import annotations

from dataclasses import dataclass

from iac_scan.graph.model.places import Place
from iac_scan.iam.policy import PolicyDocument
from iac_scan.sources.span import Origin
from iac_scan.values import ResourceKey, Truth, Value


@dataclass(frozen=True, slots=True)
class ResourceKind:
    """A kind of resource that carries a policy of its own; `graph.protected` lists them."""

    type: str
    """AWS's name for it: `AWS::S3::Bucket`."""
    noun: str
    """For messages: `bucket`."""
    arn: str
    """The pattern of its ARN: `{name}`, `{account}`, `{region}`, `{partition}`, and `{?}` for a
    part that AWS makes up; empty where a policy protects what has no ARN of its own."""
    endpoint: bool = False
    """Whether its policy limits what passes through it, and grants nothing."""

    @property
    def service(self) -> str:
        """The service prefix in its ARN: `s3`; empty where there is no ARN."""
        return self.arn.split(":", 3)[2] if self.arn else ""


@dataclass(frozen=True, slots=True)
class PublicAccessBlock:
    """Settings of Amazon S3 that keep the public out, whatever policies and ACLs say."""

    name: str
    """For messages: the bucket, or `account`."""
    place: Place
    """Where it stands: the bucket itself when that has the settings."""
    resource: ResourceKey | None
    """The declared bucket; None for one that is declared elsewhere, and for an account."""
    whole_account: bool
    """Whether it is for every bucket of the account."""
    block_public_acls: Truth
    """Whether public ACLs are refused."""
    ignore_public_acls: Truth
    """Whether public ACLs count for nothing."""
    block_public_policy: Truth
    """Whether a policy that makes the bucket public is refused."""
    restrict_public_buckets: Truth
    """Whether only the account and AWS services may use a bucket whose policy is public."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin


@dataclass(frozen=True, slots=True)
class ResourcePolicy:
    """A policy on a resource: who may do what with it, wherever they stand."""

    kind: ResourceKind
    """What it protects."""
    name: str
    """For messages: what it protects, by name."""
    resource: ResourceKey | None
    """The declared thing that it protects; None for one that is declared elsewhere."""
    arn: Value
    """The ARN of what it protects, as far as it follows from the code."""
    document: PolicyDocument
    """Read as a resource policy; that of an endpoint as an endpoint policy."""
    place: Place
    """Where it stands: what it protects, when that holds it."""
    presence: Truth
    """Whether it is there."""
    written: bool = True
    """False for the policy that AWS gives when the code writes none."""
    beside: bool = False
    """Whether it adds to what else is allowed there, as a Lambda permission and a KMS grant do."""
    refuses_public: Truth = Truth.NO
    """Whether AWS is asked to refuse this policy if it lets everybody in."""
    public_access_blocks: tuple[PublicAccessBlock, ...] = ()
    """The settings that the code makes for what it protects: its own, then its account's."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin


@dataclass(frozen=True, slots=True)
class FunctionUrl:
    """An address at which a Lambda function answers requests from the internet."""

    name: str
    """For messages: the function."""
    place: Place
    """Where it stands."""
    function: ResourceKey | None
    """The declared function; None for one that is declared elsewhere."""
    authorization: Value
    """`AWS_IAM`, or `NONE` for an address that asks for no credentials."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin
