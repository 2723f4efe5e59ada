"""What `Ref` and `Fn::GetAtt` yield for databases, analytics and streams.

What the patterns mean, and where the facts are from, is in `row`.
"""

from __future__ import annotations

from collections.abc import Mapping

from iac_scan.evaluation.cloudformation.return_values.row import Row, arn

ROWS: Mapping[str, Row] = {
    "AWS::AppSync::DataSource": Row(
        arn("appsync", "apis/{ApiId}/datasources/{Name}"),
        {"DataSourceArn": "{ref}", "Name": "{Name}"},
    ),
    "AWS::Athena::WorkGroup": Row("{Name}"),
    "AWS::DMS::Endpoint": Row(arn("dms", "endpoint:{?}"), {"EndpointArn": "{ref}"}),
    "AWS::DSQL::Cluster": Row(
        "{?}", {"Identifier": "{ref}", "ResourceArn": arn("dsql", "cluster/{ref}")}
    ),
    "AWS::DataZone::Domain": Row("{?}", {"Arn": arn("datazone", "domain/{ref}"), "Id": "{ref}"}),
    "AWS::DynamoDB::GlobalTable": Row(
        "{TableName}",
        {
            "Arn": arn("dynamodb", "table/{ref}"),
            "StreamArn": arn("dynamodb", "table/{ref}/stream/{?}"),
        },
    ),
    "AWS::DynamoDB::Table": Row(
        "{TableName}",
        {
            "Arn": arn("dynamodb", "table/{ref}"),
            "StreamArn": arn("dynamodb", "table/{ref}/stream/{?}"),
        },
    ),
    "AWS::EMR::Cluster": Row("{?}", {"Id": "{ref}"}),
    "AWS::EMR::Studio": Row(
        "{?}", {"Arn": arn("elasticmapreduce", "studio/{ref}"), "StudioId": "{ref}"}
    ),
    "AWS::Elasticsearch::Domain": Row(
        "{DomainName}", {"Arn": arn("es", "domain/{ref}"), "DomainArn": arn("es", "domain/{ref}")}
    ),
    "AWS::Glue::Crawler": Row("{Name}"),
    "AWS::Glue::DevEndpoint": Row("{EndpointName}"),
    "AWS::Glue::Job": Row("{Name}"),
    "AWS::Glue::MLTransform": Row("{?}"),
    "AWS::Grafana::Workspace": Row("{?}", {"Id": "{ref}"}),
    "AWS::KafkaConnect::Connector": Row(
        arn("kafkaconnect", "connector/{ConnectorName}/{?}"), {"ConnectorArn": "{ref}"}
    ),
    "AWS::Kendra::Index": Row("{?}", {"Arn": arn("kendra", "index/{ref}"), "Id": "{ref}"}),
    "AWS::Kinesis::ResourcePolicy": Row("{ResourceArn}"),
    "AWS::Kinesis::Stream": Row("{Name}", {"Arn": arn("kinesis", "stream/{ref}")}),
    "AWS::KinesisAnalyticsV2::Application": Row("{ApplicationName}"),
    "AWS::KinesisFirehose::DeliveryStream": Row(
        "{DeliveryStreamName}", {"Arn": arn("firehose", "deliverystream/{ref}")}
    ),
    "AWS::MSK::Cluster": Row(arn("kafka", "cluster/{ClusterName}/{?}"), {"Arn": "{ref}"}),
    "AWS::MSK::ClusterPolicy": Row("{ClusterArn}"),
    "AWS::MSK::ServerlessCluster": Row(arn("kafka", "cluster/{ClusterName}/{?}"), {"Arn": "{ref}"}),
    "AWS::MWAA::Environment": Row("{Name}", {"Arn": arn("airflow", "environment/{ref}")}),
    # The schema says its ARN, the page its name.
    "AWS::OSIS::Pipeline": Row("{?}", {"PipelineArn": arn("osis", "pipeline/{PipelineName}")}),
    "AWS::OpenSearchService::Domain": Row(
        "{DomainName}", {"Arn": arn("es", "domain/{ref}"), "DomainArn": arn("es", "domain/{ref}")}
    ),
    "AWS::RDS::DBCluster": Row(
        "{lower DBClusterIdentifier}", {"DBClusterArn": arn("rds", "cluster:{ref}")}
    ),
    "AWS::RDS::DBInstance": Row(
        "{lower DBInstanceIdentifier}", {"DBInstanceArn": arn("rds", "db:{ref}")}
    ),
    "AWS::RDS::DBProxy": Row("{DBProxyName}", {"DBProxyArn": arn("rds", "db-proxy:{?}")}),
    "AWS::Redshift::Cluster": Row(
        "{lower ClusterIdentifier}",
        {
            "ClusterNamespaceArn": arn("redshift", "namespace:{?}"),
            "MasterPasswordSecretArn": arn("secretsmanager", "secret:{?}"),
        },
    ),
    "AWS::RedshiftServerless::Namespace": Row(
        "{NamespaceName}",
        {
            "Namespace.NamespaceArn": arn("redshift-serverless", "namespace/{?}"),
            "Namespace.NamespaceName": "{ref}",
        },
    ),
    "AWS::Timestream::ScheduledQuery": Row(
        arn("timestream", "scheduled-query/{?}"),
        {"Arn": "{ref}", "SQScheduledQueryExecutionRoleArn": "{ScheduledQueryExecutionRoleArn}"},
    ),
}
