"""The ways in which a row of an adapter's table reads facts from a resource.

A recipe knows what an attribute means, never what it is called: the name comes from the row.
"""

from iac_scan.graph.recipes.credentials import ReadAccessKey, ReadLoginProfile
from iac_scan.graph.recipes.organization import (
    OrganizationAttachments,
    ReadOrganization,
    ReadOrganizationNode,
    ReadOrganizationPolicy,
)
from iac_scan.graph.recipes.permissions import DefaultKeyPolicy, ReadGrant, ReadPermission, When
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
    ReadResourcePolicy,
)
from iac_scan.graph.recipes.row import Named, Owner, Recipe, Row, read_rows

__all__ = [
    "Attachments",
    "DefaultKeyPolicy",
    "EmbeddedPolicies",
    "Memberships",
    "Named",
    "OrganizationAttachments",
    "Owner",
    "Protects",
    "ReadAccessKey",
    "ReadElsewhere",
    "ReadFunctionUrl",
    "ReadGrant",
    "ReadInstanceProfile",
    "ReadLoginProfile",
    "ReadOrganization",
    "ReadOrganizationNode",
    "ReadOrganizationPolicy",
    "ReadPermission",
    "ReadPolicy",
    "ReadPrincipal",
    "ReadPublicAccessBlock",
    "ReadResourcePolicy",
    "Recipe",
    "Row",
    "SeparatePolicies",
    "When",
    "read_rows",
]
