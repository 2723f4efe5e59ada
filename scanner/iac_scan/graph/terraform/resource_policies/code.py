"""Terraform's resource types that carry policies: functions, images and packages.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.recipes import (
    Named,
    Protects,
    ReadFunctionUrl,
    ReadPermission,
    ReadQualifier,
    When,
)
from iac_scan.graph.terraform.resource_policies.row import carries, on, row, whole

ROWS = (
    row("aws_lambda_function", Protects(protected.FUNCTION, "function_name")),
    row(
        "aws_lambda_permission",
        ReadPermission(
            protected.FUNCTION,
            Named("function_name"),
            principal="principal",
            actions="action",
            conditions=(
                When("source_arn", "ArnLike", "aws:SourceArn"),
                When("source_account", "StringEquals", "aws:SourceAccount"),
                When("principal_org_id", "StringEquals", "aws:PrincipalOrgID"),
                When("event_source_token", "StringEquals", "lambda:EventSourceToken"),
                When("function_url_auth_type", "StringEquals", "lambda:FunctionUrlAuthType"),
                When("invoked_via_function_url", "Bool", "lambda:InvokedViaFunctionUrl"),
            ),
            qualifier="qualifier",
            nullable=True,
        ),
    ),
    row("aws_lambda_alias", ReadQualifier("function_name")),
    row("aws_lambda_function_url", ReadFunctionUrl("function_name", "authorization_type")),
    row("aws_lambda_layer_version", Protects(protected.LAYER, "layer_name")),
    row(
        "aws_lambda_layer_version_permission",
        ReadPermission(
            protected.LAYER,
            Named("layer_name"),
            principal="principal",
            actions="action",
            conditions=(When("organization_id", "StringEquals", "aws:PrincipalOrgID"),),
            nullable=True,
        ),
    ),
    row("aws_ecr_repository", Protects(protected.REPOSITORY, "name")),
    on("aws_ecr_repository_policy", protected.REPOSITORY, "repository"),
    row("aws_ecrpublic_repository", Protects(protected.PUBLIC_REPOSITORY, "repository_name")),
    on("aws_ecrpublic_repository_policy", protected.PUBLIC_REPOSITORY, "repository_name"),
    whole("aws_ecr_registry_policy", protected.REGISTRY),
    carries(
        "aws_ecr_repository_creation_template",
        protected.REPOSITORY_TEMPLATE,
        "prefix",
        "repository_policy",
    ),
    row("aws_codeartifact_domain", Protects(protected.PACKAGE_DOMAIN, "domain")),
    on(
        "aws_codeartifact_domain_permissions_policy",
        protected.PACKAGE_DOMAIN,
        "domain",
        "policy_document",
    ),
    row("aws_codeartifact_repository", Protects(protected.PACKAGE_REPOSITORY, "repository")),
    on(
        "aws_codeartifact_repository_permissions_policy",
        protected.PACKAGE_REPOSITORY,
        "repository",
        "policy_document",
    ),
    on("aws_codebuild_resource_policy", protected.BUILD_RESOURCE, "resource_arn"),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
