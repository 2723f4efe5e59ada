"""How long policies may be, and how many of them somebody may carry.

How long one is, is `sizes`. What a quota is not known of is not in the tables, and nothing is said
of it.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass

from iac_scan.iam.policy import PolicyKind
from iac_scan.values import Truth

_KIBIBYTE = 1024


@dataclass(frozen=True, slots=True)
class Quota:
    """The most that AWS takes of something."""

    usual: int
    """What it takes of everybody."""
    most: int | None
    """What it takes at most, of whoever asked for more; the same where nobody is given more, and
    None where it is not known how much may be asked for."""

    def is_passed_by(self, count: int) -> Truth:
        """Tell whether so many are refused: UNKNOWN where more may have been asked for."""
        if count <= self.usual:
            return Truth.NO
        return Truth.YES if self.most is not None and count > self.most else Truth.UNKNOWN


def _fixed(most: int) -> Quota:
    return Quota(most, most)


USER_INLINE, GROUP_INLINE, ROLE_INLINE = _fixed(2_048), _fixed(5_120), _fixed(10_240)
"""All inline policies of one user, group or role together.

Source: IAM User Guide, "IAM and AWS STS quotas", character limits: white space does not count."""

MANAGED_POLICY = _fixed(6_144)
"""One managed policy. Source: as above."""

TRUST_POLICY = Quota(2_048, 8_192)
"""The trust policy of a role.

Source: as above, "Role trust policy length" (2026); 4,096 was the most until then."""

PERMISSION_SET_INLINE = _fixed(10_240)
"""The inline policy of a permission set.

Source: IAM Identity Center User Guide, "Quotas": 10,240 without white space, 32,768 with it."""

SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY = _fixed(10_240), _fixed(5_120)
"""One policy of an organization, white space included as the API is given it.

Source: Organizations User Guide, "Quotas and service limits": maximum size of a policy document
(service control policies 5,120 until 2026-05-15)."""

USER_ATTACHED, GROUP_ATTACHED, ROLE_ATTACHED = Quota(10, 20), _fixed(10), Quota(20, 25)
"""Managed policies attached to one user, group or role.

Source: IAM User Guide, "IAM and AWS STS quotas", object quotas (2026); a role had 10 before."""

PERMISSION_SET_ATTACHED = Quota(20, 25)
"""Managed policies in one permission set, which becomes a role in every account.

Source: IAM Identity Center User Guide, "Quotas": 25 for a permission set (2026; 20 before), within
the quota of roles in each account, which is 20 unless it was raised."""

SERVICE_CONTROL_ATTACHED, RESOURCE_CONTROL_ATTACHED = _fixed(10), _fixed(4)
"""Policies attached to one root, unit or account; AWS's own `RCPFullAWSAccess` is the fifth.

Source: Organizations User Guide, "Quotas and service limits": policies attached to an entity."""

_S3 = _fixed(20 * _KIBIBYTE)
_ECR = _fixed(10_240)
_PACKAGES = _fixed(7_168)
_MEDIA = _fixed(6_144)

RESOURCE_POLICIES: Map[str, Quota] = {
    # Amazon S3 User Guide, "Bucket policies", "Access points restrictions and limitations".
    "AWS::S3::Bucket": _S3,
    "AWS::S3::AccessPoint": _S3,
    # Amazon S3 User Guide, "Adding or editing a bucket policy for an Outposts bucket".
    "AWS::S3Outposts::Bucket": _S3,
    "AWS::S3Outposts::AccessPoint": _S3,
    # The API Reference of each, length of the parameter that takes the policy.
    "AWS::S3Tables::TableBucket": _fixed(20_480),
    "AWS::S3Tables::Table": _fixed(20_480),
    "AWS::S3::AccessGrantsInstance": _fixed(350_000),
    "AWS::EFS::FileSystem": _fixed(20_000),
    "AWS::MediaStore::Container": _fixed(8_192),
    "AWS::Omics::SequenceStore": _fixed(100_000),
    "AWS::DSQL::Cluster": _fixed(20_480),
    "AWS::OpenSearchService::Domain": _fixed(102_400),
    "AWS::OSIS::Pipeline": _fixed(204_800),
    "AWS::SageMaker::ModelPackageGroup": _fixed(20_480),
    "AWS::Bedrock::KnowledgeBase": _fixed(20_480),
    "AWS::Bedrock::Resource": _fixed(20_480),
    "AWS::BedrockAgentCore::Resource": _fixed(20_480),
    "AWS::SMSVOICE::Resource": _fixed(10_000),
    "AWS::PaymentCryptography::Key": _fixed(20_480),
    "AWS::SecretsManager::Secret": _fixed(20_480),
    "AWS::ACMPCA::CertificateAuthority": _fixed(81_920),
    "AWS::ECR::Repository": _ECR,
    "AWS::ECR::PublicRepository": _ECR,
    "AWS::ECR::Registry": _ECR,
    "AWS::ECR::RepositoryCreationTemplate": _ECR,
    "AWS::CodeArtifact::Domain": _PACKAGES,
    "AWS::CodeArtifact::Repository": _PACKAGES,
    "AWS::VpcLattice::Service": _fixed(102_400),
    "AWS::VpcLattice::Resource": _fixed(10_000),
    "AWS::NetworkFirewall::FirewallPolicy": _fixed(395_000),
    "AWS::Logs::DeliveryDestination": _fixed(51_200),
    "AWS::Logs::ResourcePolicy": _fixed(51_200),
    "AWS::Logs::Destination": _fixed(5_120),
    "AWS::AIOps::InvestigationGroup": _fixed(32_768),
    "AWS::CloudTrail::Resource": _fixed(8_192),
    "AWS::MediaPackageV2::Channel": _MEDIA,
    "AWS::MediaPackageV2::OriginEndpoint": _MEDIA,
    "AWS::DynamoDB::Table": _S3,
    "AWS::RUM::AppMonitor": _fixed(4 * _KIBIBYTE),
    "AWS::XRay::ResourcePolicy": _fixed(5 * _KIBIBYTE),
    "AWS::SES::EmailIdentity": _fixed(4 * _KIBIBYTE),
    # AWS KMS Developer Guide, "Resource quotas", had 32 KB of everybody; the API takes more.
    "AWS::KMS::Key": Quota(32 * _KIBIBYTE, 131_072),
    # SNS Developer Guide, "Amazon SNS API permissions: Actions and resources reference", "Policy
    # quotas".
    "AWS::SNS::Topic": _fixed(30 * _KIBIBYTE),
    # Lambda Developer Guide, "Lambda quotas", function resource-based policy.
    "AWS::Lambda::Function": _fixed(20 * _KIBIBYTE),
    # AWS Glue Developer Guide, "AWS Glue resource policies": one of a catalog.
    "AWS::Glue::Catalog": _fixed(10 * _KIBIBYTE),
    # AWS PrivateLink Guide, "AWS PrivateLink quotas", characters per VPC endpoint policy: white
    # space counts, which Terraform takes out before.
    "AWS::EC2::VPCEndpoint": _fixed(20_480),
    # API Gateway Developer Guide, "Quotas for creating, deploying and managing an API": can be
    # raised.
    "AWS::ApiGateway::RestApi": Quota(8_192, None),
    # Amazon SQS Developer Guide, "Amazon SQS policy quotas".
    "AWS::SQS::Queue": _fixed(8_192),
    # AWS General Reference, "Amazon EventBridge endpoints and quotas": can be raised.
    "AWS::Events::EventBus": Quota(10_240, None),
}
"""The policy of one resource, by AWS's name for its kind.

White space counts in some; what is sure without it is refused by all.
Source: as the rows say; the API Reference as in botocore 1.44.8."""


def longest(kind: PolicyKind) -> int:
    """Return how many characters AWS takes at most of any policy that is used so.

    A document that is carried by somebody may be written for any place in which there are such.
    """
    match kind:
        case PolicyKind.IDENTITY | PolicyKind.BOUNDARY | PolicyKind.SESSION:
            return max(_most(ROLE_INLINE), _most(PERMISSION_SET_INLINE), _most(MANAGED_POLICY))
        case PolicyKind.TRUST:
            return _most(TRUST_POLICY)
        case PolicyKind.SERVICE_CONTROL:
            return _most(SERVICE_CONTROL_POLICY)
        case PolicyKind.RESOURCE_CONTROL:
            return _most(RESOURCE_CONTROL_POLICY)
        case PolicyKind.ENDPOINT:
            return _most(RESOURCE_POLICIES["AWS::EC2::VPCEndpoint"])
        case PolicyKind.RESOURCE:
            return max(map(_most, RESOURCE_POLICIES.values()))


def _most(quota: Quota) -> int:
    return max(quota.usual, quota.most or 0)
