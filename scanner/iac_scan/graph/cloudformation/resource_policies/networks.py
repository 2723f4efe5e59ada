"""CloudFormation's resource types that carry policies: networks and addresses.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.cloudformation.resource_policies.row import carries, on, row
from iac_scan.graph.recipes import (
    Named,
    Protects,
    ReadPermission,
)

ROWS = (
    carries("AWS::ApiGateway::RestApi", protected.REST_API, "", "Policy"),
    carries("AWS::ApiGateway::DomainNameV2", protected.API_DOMAIN_NAME, "DomainName", "Policy"),
    carries("AWS::EC2::VPCEndpoint", protected.VPC_ENDPOINT, "", "PolicyDocument"),
    row("AWS::EC2::VPCEndpointService", Protects(protected.ENDPOINT_SERVICE)),
    row(
        "AWS::EC2::VPCEndpointServicePermissions",
        ReadPermission(
            protected.ENDPOINT_SERVICE,
            Named("ServiceId"),
            principal="AllowedPrincipals",
            always="ec2:CreateVpcEndpoint",
        ),
    ),
    row("AWS::VpcLattice::Service", Protects(protected.LATTICE_SERVICE)),
    row("AWS::VpcLattice::ServiceNetwork", Protects(protected.LATTICE_SERVICE)),
    on("AWS::VpcLattice::AuthPolicy", protected.LATTICE_SERVICE, "ResourceIdentifier", "Policy"),
    on("AWS::VpcLattice::ResourcePolicy", protected.LATTICE_SHARE, "ResourceArn", "Policy"),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
