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
from iac_scan.graph.recipes.row import Named, Owner, Recipe, Row, read_rows

__all__ = [
    "Attachments",
    "EmbeddedPolicies",
    "Memberships",
    "Named",
    "OrganizationAttachments",
    "Owner",
    "ReadAccessKey",
    "ReadElsewhere",
    "ReadInstanceProfile",
    "ReadLoginProfile",
    "ReadOrganization",
    "ReadOrganizationNode",
    "ReadOrganizationPolicy",
    "ReadPolicy",
    "ReadPrincipal",
    "Recipe",
    "Row",
    "SeparatePolicies",
    "read_rows",
]
