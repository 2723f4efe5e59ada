"""The neutral model: who there is in the described AWS organization, and what is attached to whom.

Terraform and CloudFormation fill the same types, so that a check cannot tell them apart. Every
node is frozen and holds what it uses (a user its groups, an attachment its policy); the way back
(the members of a group) is asked of the `Graph`. What a policy *allows* is `iac_scan.iam`.
"""

from iac_scan.graph.model.audit import (
    Analyzer,
    PasswordPolicy,
    Safeguard,
    SafeguardKind,
    Trail,
    TrailKind,
)
from iac_scan.graph.model.federation import (
    AnywhereProfile,
    Assignment,
    FederationKind,
    FederationProvider,
    PermissionSet,
    TrustAnchor,
)
from iac_scan.graph.model.organizations import (
    Organization,
    OrganizationAttachment,
    OrganizationNode,
    OrganizationNodeKind,
    OrganizationPolicy,
    OrganizationPolicyType,
)
from iac_scan.graph.model.places import (
    AccountKey,
    Place,
)
from iac_scan.graph.model.principals import (
    AccessKey,
    Attachment,
    Boundary,
    Group,
    InlinePolicy,
    InstanceProfile,
    LoginProfile,
    ManagedPolicy,
    Membership,
    PolicySource,
    Principal,
    Role,
    User,
)
from iac_scan.graph.model.resources import (
    FunctionUrl,
    PublicAccessBlock,
    ResourceKind,
    ResourcePolicy,
)
from iac_scan.graph.model.secrets import (
    SecretKind,
    SecretLiteral,
)
from iac_scan.graph.model.whole import (
    Graph,
    N,
    Node,
)
from iac_scan.graph.model.workloads import RoleUse, Workload, WorkloadKind

__all__ = [
    "AccessKey",
    "AccountKey",
    "Analyzer",
    "AnywhereProfile",
    "Assignment",
    "Attachment",
    "Boundary",
    "FederationKind",
    "FederationProvider",
    "FunctionUrl",
    "Graph",
    "Group",
    "InlinePolicy",
    "InstanceProfile",
    "LoginProfile",
    "ManagedPolicy",
    "Membership",
    "N",
    "Node",
    "Organization",
    "OrganizationAttachment",
    "OrganizationNode",
    "OrganizationNodeKind",
    "OrganizationPolicy",
    "OrganizationPolicyType",
    "PasswordPolicy",
    "PermissionSet",
    "Place",
    "PolicySource",
    "Principal",
    "PublicAccessBlock",
    "ResourceKind",
    "ResourcePolicy",
    "Role",
    "RoleUse",
    "Safeguard",
    "SafeguardKind",
    "SecretKind",
    "SecretLiteral",
    "Trail",
    "TrailKind",
    "TrustAnchor",
    "User",
    "Workload",
    "WorkloadKind",
]
