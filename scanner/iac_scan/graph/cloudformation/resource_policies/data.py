"""CloudFormation's resource types that carry policies: databases, analytics and models.

What a recipe does is in `recipes`; which kinds there are is in `protected`; where the names are
from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph import protected
from iac_scan.graph.cloudformation.resource_policies.row import carries, on, row
from iac_scan.graph.recipes import (
    Protects,
    ReadResourcePolicy,
)

ROWS = (
    row(
        "AWS::DynamoDB::Table",
        Protects(protected.TABLE, "TableName"),
        ReadResourcePolicy(protected.TABLE, "ResourcePolicy.PolicyDocument"),
        ReadResourcePolicy(
            protected.TABLE_STREAM, "StreamSpecification.ResourcePolicy.PolicyDocument"
        ),
    ),
    row(
        "AWS::DynamoDB::GlobalTable",
        Protects(protected.TABLE, "TableName"),
        ReadResourcePolicy(protected.TABLE, "Replicas.ResourcePolicy.PolicyDocument"),
        ReadResourcePolicy(
            protected.TABLE_STREAM,
            "Replicas.ReplicaStreamSpecification.ResourcePolicy.PolicyDocument",
        ),
    ),
    carries("AWS::DSQL::Cluster", protected.SQL_CLUSTER, "", "PolicyDocument"),
    carries("AWS::Elasticsearch::Domain", protected.SEARCH_DOMAIN, "DomainName", "AccessPolicies"),
    carries(
        "AWS::OpenSearchService::Domain", protected.SEARCH_DOMAIN, "DomainName", "AccessPolicies"
    ),
    row("AWS::Kinesis::Stream", Protects(protected.STREAM, "Name")),
    on("AWS::Kinesis::ResourcePolicy", protected.STREAM, "ResourceArn", "ResourcePolicy"),
    row("AWS::MSK::Cluster", Protects(protected.KAFKA_CLUSTER, "ClusterName")),
    row("AWS::MSK::ServerlessCluster", Protects(protected.KAFKA_CLUSTER, "ClusterName")),
    on("AWS::MSK::ClusterPolicy", protected.KAFKA_CLUSTER, "ClusterArn", "Policy"),
    carries("AWS::Redshift::Cluster", protected.REDSHIFT_NAMESPACE, "", "NamespaceResourcePolicy"),
    carries(
        "AWS::RedshiftServerless::Namespace", protected.WAREHOUSE, "", "NamespaceResourcePolicy"
    ),
    carries(
        "AWS::OSIS::Pipeline", protected.INGESTION_PIPELINE, "PipelineName", "ResourcePolicy.Policy"
    ),
    carries(
        "AWS::SageMaker::ModelPackageGroup",
        protected.MODEL_GROUP,
        "ModelPackageGroupName",
        "ModelPackageGroupPolicy",
    ),
    carries(
        "AWS::Comprehend::DocumentClassifier",
        protected.TEXT_CLASSIFIER,
        "DocumentClassifierName",
        "ModelPolicy",
    ),
    carries(
        "AWS::Comprehend::EntityRecognizer",
        protected.ENTITY_RECOGNIZER,
        "RecognizerName",
        "ModelPolicy",
    ),
    row("AWS::Bedrock::KnowledgeBase", Protects(protected.KNOWLEDGE_BASE)),
    on("AWS::Bedrock::KnowledgeBasePolicy", protected.KNOWLEDGE_BASE, "KnowledgeBaseId"),
    on("AWS::Bedrock::ResourcePolicy", protected.BEDROCK_RESOURCE, "ResourceArn"),
    on("AWS::BedrockAgentCore::ResourcePolicy", protected.AGENT_RESOURCE, "ResourceArn", "Policy"),
    row("AWS::Lex::Bot", Protects(protected.BOT)),
    on("AWS::Lex::ResourcePolicy", protected.BOT, "ResourceArn", "Policy"),
)
"""Every type of this topic that carries a policy, and the settings beside it."""
