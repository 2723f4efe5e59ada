"""The ways in which a row of an adapter's table reads facts from a resource.

A recipe knows what an attribute means, never what it is called: the name comes from the row.
"""

from iac_scan.graph.recipes.audit import ReadAnalyzer, ReadPasswordPolicy, ReadSafeguard, ReadTrail
from iac_scan.graph.recipes.credentials import ReadAccessKey, ReadLoginProfile
from iac_scan.graph.recipes.federation import (
    CustomerPolicies,
    ReadAnywhereProfile,
    ReadAssignment,
    ReadFederationProvider,
    ReadPermissionSet,
    ReadTrustAnchor,
    SetBoundary,
)
from iac_scan.graph.recipes.keys import DefaultKeyPolicy, ReadGrant
from iac_scan.graph.recipes.organization import (
    OrganizationAttachments,
    ReadOrganization,
    ReadOrganizationNode,
    ReadOrganizationPolicy,
)
from iac_scan.graph.recipes.permissions import ReadPermission, When
from iac_scan.graph.recipes.policies import (
    Attachments,
    EmbeddedPolicies,
    ReadPolicy,
    SeparatePolicies,
)
from iac_scan.graph.recipes.principals import (
    Memberships,
    ReadElsewhere,
    ReadInstanceProfile,
    ReadPrincipal,
)
from iac_scan.graph.recipes.resources import (
    Protects,
    ReadFunctionUrl,
    ReadPublicAccessBlock,
    ReadQualifier,
    ReadResourcePolicy,
)
from iac_scan.graph.recipes.row import Named, Owner, Recipe, Row, read_rows
from iac_scan.graph.recipes.workloads import ReadWorkload, Setting

__all__ = [
    "Attachments",
    "CustomerPolicies",
    "DefaultKeyPolicy",
    "EmbeddedPolicies",
    "Memberships",
    "Named",
    "OrganizationAttachments",
    "Owner",
    "Protects",
    "ReadAccessKey",
    "ReadAnalyzer",
    "ReadAnywhereProfile",
    "ReadAssignment",
    "ReadElsewhere",
    "ReadFederationProvider",
    "ReadFunctionUrl",
    "ReadGrant",
    "ReadInstanceProfile",
    "ReadLoginProfile",
    "ReadOrganization",
    "ReadOrganizationNode",
    "ReadOrganizationPolicy",
    "ReadPasswordPolicy",
    "ReadPermission",
    "ReadPermissionSet",
    "ReadPolicy",
    "ReadPrincipal",
    "ReadPublicAccessBlock",
    "ReadQualifier",
    "ReadResourcePolicy",
    "ReadSafeguard",
    "ReadTrail",
    "ReadTrustAnchor",
    "ReadWorkload",
    "Recipe",
    "Row",
    "SeparatePolicies",
    "SetBoundary",
    "Setting",
    "When",
    "read_rows",
]
