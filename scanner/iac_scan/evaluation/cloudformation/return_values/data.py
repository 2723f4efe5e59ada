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
    "AWS::AppFlow::ConnectorProfile": Row(
        "{ConnectorProfileName}", {"ConnectorProfileArn": arn("appflow", "connectorprofile/{?}")}
    ),
    "AWS::AppFlow::Flow": Row("{FlowName}", {"FlowArn": arn("appflow", "flow/{FlowName}")}),
    "AWS::Backup::RestoreTestingSelection": Row("{?}"),
    "AWS::CleanRooms::ConfiguredTableAssociation": Row(
        "{?}",
        {
            "Arn": arn(
                "cleanrooms", "membership/{MembershipIdentifier}/configuredtableassociation/{?}"
            )
        },
    ),
    "AWS::CleanRooms::Membership": Row(
        "{?}", {"Arn": arn("cleanrooms", "membership/{ref}"), "MembershipIdentifier": "{ref}"}
    ),
    "AWS::CleanRoomsML::ConfiguredModelAlgorithm": Row(
        arn("cleanrooms-ml", "configured-model-algorithm/{?}"),
        {"ConfiguredModelAlgorithmArn": "{ref}"},
    ),
    "AWS::CleanRoomsML::TrainingDataset": Row(
        arn("cleanrooms-ml", "training-dataset/{?}"), {"TrainingDatasetArn": "{ref}"}
    ),
    "AWS::DAX::Cluster": Row("{lower ClusterName}", {"Arn": arn("dax", "cache/{ref}")}),
    "AWS::DMS::DataMigration": Row(arn("dms", "data-migration:{?}"), {"DataMigrationArn": "{ref}"}),
    "AWS::DataBrew::Job": Row("{Name}"),
    "AWS::DataBrew::Project": Row("{Name}"),
    "AWS::DataSync::LocationEFS": Row("{?}", {"LocationArn": "{ref}"}),
    "AWS::DataSync::Task": Row("{?}", {"TaskArn": "{ref}"}),
    "AWS::DataZone::DataSource": Row("{?}"),
    "AWS::DataZone::EnvironmentBlueprintConfiguration": Row("{?}"),
    "AWS::DataZone::SubscriptionTarget": Row("{?}"),
    "AWS::Deadline::Fleet": Row("{?}", {"Arn": "{ref}"}),
    "AWS::Deadline::Monitor": Row(arn("deadline", "monitor/{?}"), {"Arn": "{ref}"}),
    "AWS::Deadline::Queue": Row("{?}", {"Arn": "{ref}"}),
    "AWS::EntityResolution::IdMappingWorkflow": Row(
        "{WorkflowName}",
        {"WorkflowArn": arn("entityresolution", "idmappingworkflow/{WorkflowName}")},
    ),
    "AWS::EntityResolution::IdNamespace": Row(
        "{IdNamespaceName}",
        {"IdNamespaceArn": arn("entityresolution", "idnamespace/{IdNamespaceName}")},
    ),
    "AWS::EntityResolution::MatchingWorkflow": Row(
        "{WorkflowName}",
        {"WorkflowArn": arn("entityresolution", "matchingworkflow/{WorkflowName}")},
    ),
    "AWS::Glue::DataCatalogEncryptionSettings": Row("{CatalogId}"),
    "AWS::Glue::Session": Row(arn("glue", "session/{?}"), {"Arn": "{ref}"}),
    "AWS::Glue::TableOptimizer": Row("{?}"),
    "AWS::Kendra::DataSource": Row(
        "{?}", {"Arn": arn("kendra", "index/{IndexId}/data-source/{?}")}
    ),
    "AWS::Kendra::Faq": Row("{?}", {"Arn": arn("kendra", "index/{IndexId}/faq/{?}")}),
    "AWS::Kendra::QuerySuggestionsBlockList": Row("{?}", {"Arn": "{ref}"}),
    "AWS::Kendra::Thesaurus": Row("{?}", {"Arn": "{ref}"}),
    "AWS::KinesisAnalytics::Application": Row("{?}", {"Id": "{ref}"}),
    "AWS::KinesisAnalytics::ApplicationOutput": Row("{?}", {"Id": "{ref}"}),
    "AWS::KinesisAnalytics::ApplicationReferenceDataSource": Row("{?}", {"Id": "{ref}"}),
    "AWS::LakeFormation::Resource": Row("{?}", {"Id": "{ref}"}),
    "AWS::MSK::Replicator": Row("{?}", {"ReplicatorArn": "{ref}"}),
    "AWS::Neptune::DBCluster": Row("{DBClusterIdentifier}"),
    "AWS::QLDB::Stream": Row("{?}", {"Arn": arn("qldb", "stream/{LedgerName}/{?}")}),
    "AWS::QuickSight::VPCConnection": Row("{?}", {"Arn": arn("quicksight", "vpcConnection/{ref}")}),
    "AWS::Redshift::ScheduledAction": Row("{ScheduledActionName}"),
    "AWS::S3::AccessGrantsLocation": Row(
        "{?}",
        {
            "AccessGrantsLocationArn": arn("s3", "access-grants/default/location/{ref}"),
            "AccessGrantsLocationId": "{ref}",
        },
    ),
    "AWS::SecurityLake::DataLake": Row("{?}", {"Arn": "{ref}"}),
    "AWS::SecurityLake::SubscriberNotification": Row("{SubscriberArn}"),
    "AWS::Transfer::Agreement": Row("{?}", {"Arn": arn("transfer", "agreement/{ServerId}/{?}")}),
    "AWS::Transfer::Connector": Row(
        "{?}", {"Arn": arn("transfer", "connector/{ref}"), "ConnectorId": "{ref}"}
    ),
    "AWS::Transfer::WebApp": Row(arn("transfer", "webapp/{?}"), {"Arn": "{ref}"}),
}
