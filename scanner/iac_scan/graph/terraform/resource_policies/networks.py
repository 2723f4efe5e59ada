"""Terraform's resource types that carry policies: networks and addresses.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.recipes import (
    Named,
    Protects,
    ReadPermission,
)
from iac_scan.graph.terraform.resource_policies.row import carries, on, row

ROWS = (
    carries("aws_api_gateway_rest_api", protected.REST_API, ""),
    on("aws_api_gateway_rest_api_policy", protected.REST_API, "rest_api_id"),
    carries("aws_api_gateway_domain_name", protected.API_DOMAIN_NAME, "domain_name"),
    carries("aws_vpc_endpoint", protected.VPC_ENDPOINT, ""),
    on("aws_vpc_endpoint_policy", protected.VPC_ENDPOINT, "vpc_endpoint_id"),
    row("aws_vpc_endpoint_service", Protects(protected.ENDPOINT_SERVICE)),
    row(
        "aws_vpc_endpoint_service_allowed_principal",
        ReadPermission(
            protected.ENDPOINT_SERVICE,
            Named("vpc_endpoint_service_id"),
            principal="principal_arn",
            always="ec2:CreateVpcEndpoint",
        ),
    ),
    row("aws_vpclattice_service", Protects(protected.LATTICE_SERVICE)),
    row("aws_vpclattice_service_network", Protects(protected.LATTICE_SERVICE)),
    on("aws_vpclattice_auth_policy", protected.LATTICE_SERVICE, "resource_identifier"),
    on("aws_vpclattice_resource_policy", protected.LATTICE_SHARE, "resource_arn"),
    on("aws_networkfirewall_resource_policy", protected.FIREWALL, "resource_arn"),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
