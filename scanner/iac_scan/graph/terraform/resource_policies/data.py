"""Terraform's resource types that carry policies: databases, analytics and models.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.recipes import (
    Protects,
)
from iac_scan.graph.terraform.resource_policies.row import carries, on, row, whole

ROWS = (
    row("aws_dynamodb_table", Protects(protected.TABLE, "name")),
    on("aws_dynamodb_resource_policy", protected.TABLE, "resource_arn"),
    carries("aws_elasticsearch_domain", protected.SEARCH_DOMAIN, "domain_name", "access_policies"),
    on(
        "aws_elasticsearch_domain_policy",
        protected.SEARCH_DOMAIN,
        "domain_name",
        "access_policies",
    ),
    carries("aws_opensearch_domain", protected.SEARCH_DOMAIN, "domain_name", "access_policies"),
    on("aws_opensearch_domain_policy", protected.SEARCH_DOMAIN, "domain_name", "access_policies"),
    row("aws_cloudsearch_domain", Protects(protected.CLOUD_SEARCH_DOMAIN, "name")),
    on(
        "aws_cloudsearch_domain_service_access_policy",
        protected.CLOUD_SEARCH_DOMAIN,
        "domain_name",
        "access_policy",
    ),
    row("aws_kinesis_stream", Protects(protected.STREAM, "name")),
    on("aws_kinesis_resource_policy", protected.STREAM, "resource_arn"),
    row("aws_msk_cluster", Protects(protected.KAFKA_CLUSTER, "cluster_name")),
    row("aws_msk_serverless_cluster", Protects(protected.KAFKA_CLUSTER, "cluster_name")),
    on("aws_msk_cluster_policy", protected.KAFKA_CLUSTER, "cluster_arn"),
    row("aws_redshift_cluster", Protects(protected.REDSHIFT_NAMESPACE)),
    on("aws_redshift_resource_policy", protected.REDSHIFT_NAMESPACE, "resource_arn"),
    row("aws_redshiftserverless_namespace", Protects(protected.WAREHOUSE)),
    on("aws_redshiftserverless_resource_policy", protected.WAREHOUSE, "resource_arn"),
    whole("aws_glue_resource_policy", protected.DATA_CATALOG),
    row(
        "aws_sagemaker_model_package_group",
        Protects(protected.MODEL_GROUP, "model_package_group_name"),
    ),
    on(
        "aws_sagemaker_model_package_group_policy",
        protected.MODEL_GROUP,
        "model_package_group_name",
        "resource_policy",
    ),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
