"""CloudFormation's resource types that run with roles: databases, analytics and files.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.cloudformation.workloads.row import runs as _runs
from iac_scan.graph.compute import data as kinds

ROWS = (
    _runs("AWS::Glue::Job", kinds.GLUE_JOB, "Name", ("Role",)),
    _runs("AWS::Glue::Crawler", kinds.CRAWLER, "Name", ("Role",)),
    _runs("AWS::Glue::DevEndpoint", kinds.DEV_ENDPOINT, "EndpointName", ("RoleArn",)),
    _runs("AWS::Glue::MLTransform", kinds.ML_TRANSFORM, "Name", ("Role",)),
    _runs(
        "AWS::EMR::Cluster",
        kinds.EMR,
        "Name",
        ("ServiceRole", "AutoScalingRole"),
        ("JobFlowRole",),
    ),
    _runs("AWS::EMR::Studio", kinds.EMR_STUDIO, "Name", ("ServiceRole", "UserRole")),
    _runs(
        "AWS::KinesisFirehose::DeliveryStream",
        kinds.FIREHOSE,
        "DeliveryStreamName",
        (
            "ExtendedS3DestinationConfiguration.RoleARN",
            "ElasticsearchDestinationConfiguration.RoleARN",
            "AmazonopensearchserviceDestinationConfiguration.RoleARN",
            "AmazonOpenSearchServerlessDestinationConfiguration.RoleARN",
            "HttpEndpointDestinationConfiguration.RoleARN",
            "RedshiftDestinationConfiguration.RoleARN",
            "SnowflakeDestinationConfiguration.RoleARN",
            "IcebergDestinationConfiguration.RoleARN",
            "KinesisStreamSourceConfiguration.RoleARN",
            "S3DestinationConfiguration.RoleARN",
            "SplunkDestinationConfiguration.S3Configuration.RoleARN",
            "MSKSourceConfiguration.AuthenticationConfiguration.RoleARN",
        ),
    ),
    _runs(
        "AWS::KinesisAnalyticsV2::Application",
        kinds.FLINK,
        "ApplicationName",
        ("ServiceExecutionRole",),
    ),
    _runs("AWS::MWAA::Environment", kinds.AIRFLOW, "Name", ("ExecutionRoleArn",)),
    _runs(
        "AWS::KafkaConnect::Connector",
        kinds.CONNECTOR,
        "ConnectorName",
        ("ServiceExecutionRoleArn",),
    ),
    _runs(
        "AWS::Athena::WorkGroup",
        kinds.WORKGROUP,
        "Name",
        ("WorkGroupConfiguration.ExecutionRole",),
    ),
    _runs(
        "AWS::Timestream::ScheduledQuery",
        kinds.QUERY,
        "ScheduledQueryName",
        ("ScheduledQueryExecutionRoleArn",),
    ),
    _runs(
        "AWS::RDS::DBInstance",
        kinds.DATABASE,
        "DBInstanceIdentifier",
        ("AssociatedRoles.RoleArn", "MonitoringRoleArn"),
        optional=True,
    ),
    _runs(
        "AWS::RDS::DBCluster",
        kinds.DATABASE_CLUSTER,
        "DBClusterIdentifier",
        ("AssociatedRoles.RoleArn", "MonitoringRoleArn"),
        optional=True,
    ),
    _runs("AWS::RDS::DBProxy", kinds.DATABASE_PROXY, "DBProxyName", ("RoleArn",)),
    _runs(
        "AWS::Redshift::Cluster",
        kinds.WAREHOUSE,
        "ClusterIdentifier",
        ("IamRoles",),
        optional=True,
    ),
    _runs(
        "AWS::RedshiftServerless::Namespace",
        kinds.SERVERLESS_WAREHOUSE,
        "NamespaceName",
        ("IamRoles", "DefaultIamRoleArn"),
        optional=True,
    ),
    _runs(
        "AWS::DMS::Endpoint",
        kinds.MIGRATION_ENDPOINT,
        "EndpointIdentifier",
        (
            "S3Settings.ServiceAccessRoleArn",
            "KinesisSettings.ServiceAccessRoleArn",
            "DynamoDbSettings.ServiceAccessRoleArn",
            "ElasticsearchSettings.ServiceAccessRoleArn",
            "RedshiftSettings.ServiceAccessRoleArn",
            "NeptuneSettings.ServiceAccessRoleArn",
        ),
    ),
    _runs("AWS::DataSync::LocationS3", kinds.SYNC_LOCATION, "", ("S3Config.BucketAccessRoleArn",)),
    _runs(
        "AWS::Backup::BackupSelection",
        kinds.BACKUP_SELECTION,
        "",
        ("BackupSelection.IamRoleArn",),
    ),
    _runs("AWS::DLM::LifecyclePolicy", kinds.SNAPSHOTS, "", ("ExecutionRoleArn",)),
    _runs(
        "AWS::S3::Bucket",
        kinds.REPLICATION,
        "BucketName",
        ("ReplicationConfiguration.Role",),
        optional=True,
    ),
    _runs(
        "AWS::Transfer::Server",
        kinds.TRANSFER_SERVER,
        "",
        (
            "LoggingRole",
            "IdentityProviderDetails.InvocationRole",
            "WorkflowDetails.OnUpload.ExecutionRole",
            "WorkflowDetails.OnPartialUpload.ExecutionRole",
        ),
    ),
    _runs("AWS::Transfer::User", kinds.TRANSFER_USER, "UserName", ("Role",)),
    _runs("AWS::AppSync::DataSource", kinds.DATA_SOURCE, "Name", ("ServiceRoleArn",)),
    _runs(
        "AWS::DataZone::Domain", kinds.DATA_DOMAIN, "Name", ("DomainExecutionRole", "ServiceRole")
    ),
    _runs("AWS::Grafana::Workspace", kinds.DASHBOARD, "Name", ("RoleArn",)),
    _runs("AWS::Kendra::Index", kinds.SEARCH_INDEX, "Name", ("RoleArn",)),
)
"""Every type of this topic to which a role is passed."""
