"""CloudFormation's resource types that carry policies: functions, images and packages.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.cloudformation.resource_policies.row import carries, on, row, whole
from iac_scan.graph.recipes import (
    Named,
    Protects,
    ReadFunctionUrl,
    ReadPermission,
    ReadQualifier,
    When,
)

ROWS = (
    row("AWS::Lambda::Function", Protects(protected.FUNCTION, "FunctionName")),
    row(
        "AWS::Lambda::Permission",
        ReadPermission(
            protected.FUNCTION,
            Named("FunctionName"),
            principal="Principal",
            actions="Action",
            conditions=(
                When("SourceArn", "ArnLike", "aws:SourceArn"),
                When("SourceAccount", "StringEquals", "aws:SourceAccount"),
                When("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
                When("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
                When("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
                When("InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"),
            ),
        ),
    ),
    on("AWS::Lambda::ResourcePolicy", protected.FUNCTION, "ResourceArn"),
    row("AWS::Lambda::Alias", ReadQualifier("FunctionName")),
    row("AWS::Lambda::Version", ReadQualifier("FunctionName")),
    row("AWS::Lambda::Url", ReadFunctionUrl("TargetFunctionArn", "AuthType")),
    row("AWS::Lambda::LayerVersion", Protects(protected.LAYER, "LayerName")),
    row(
        "AWS::Lambda::LayerVersionPermission",
        ReadPermission(
            protected.LAYER,
            Named("LayerVersionArn"),
            principal="Principal",
            actions="Action",
            conditions=(When("OrganizationId", "StringEquals", "aws:PrincipalOrgID"),),
        ),
    ),
    carries("AWS::ECR::Repository", protected.REPOSITORY, "RepositoryName", "RepositoryPolicyText"),
    carries(
        "AWS::ECR::PublicRepository",
        protected.PUBLIC_REPOSITORY,
        "RepositoryName",
        "RepositoryPolicyText",
    ),
    whole("AWS::ECR::RegistryPolicy", protected.REGISTRY, document="PolicyText"),
    carries(
        "AWS::ECR::RepositoryCreationTemplate",
        protected.REPOSITORY_TEMPLATE,
        "Prefix",
        "RepositoryPolicy",
    ),
    carries(
        "AWS::CodeArtifact::Domain",
        protected.PACKAGE_DOMAIN,
        "DomainName",
        "PermissionsPolicyDocument",
    ),
    carries(
        "AWS::CodeArtifact::Repository",
        protected.PACKAGE_REPOSITORY,
        "RepositoryName",
        "PermissionsPolicyDocument",
    ),
    row("AWS::SSM::Parameter", Protects(protected.PARAMETER, "Name")),
    on("AWS::SSM::ResourcePolicy", protected.PARAMETER, "ResourceArn", "Policy"),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
