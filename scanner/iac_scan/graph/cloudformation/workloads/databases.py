"""CloudFormation's resource types that run with roles: databases and warehouses.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.cloudformation.workloads.row import runs as _runs
from iac_scan.graph.compute import databases as kinds

ROWS = (
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
        (
            "AssociatedRoles.RoleArn",
            "MonitoringRoleArn",
            "DomainIAMRoleName",
        ),
        ("CustomIAMInstanceProfile",),
        optional=True,
    ),
    _runs(
        "AWS::RDS::DBCluster",
        kinds.DATABASE_CLUSTER,
        "DBClusterIdentifier",
        (
            "AssociatedRoles.RoleArn",
            "MonitoringRoleArn",
            "DomainIAMRoleName",
        ),
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
            "DocDbSettings.SecretsManagerAccessRoleArn",
            "GcpMySQLSettings.SecretsManagerAccessRoleArn",
            "IbmDb2Settings.SecretsManagerAccessRoleArn",
            "MicrosoftSqlServerSettings.SecretsManagerAccessRoleArn",
            "MongoDbSettings.SecretsManagerAccessRoleArn",
            "MySqlSettings.SecretsManagerAccessRoleArn",
            "OracleSettings.SecretsManagerAccessRoleArn",
            "OracleSettings.SecretsManagerOracleAsmAccessRoleArn",
            "PostgreSqlSettings.SecretsManagerAccessRoleArn",
            "RedshiftSettings.SecretsManagerAccessRoleArn",
            "SybaseSettings.SecretsManagerAccessRoleArn",
        ),
    ),
    _runs("AWS::DAX::Cluster", kinds.DAX_CLUSTER, "ClusterName", ("IAMRoleARN",)),
    _runs(
        "AWS::DMS::DataMigration",
        kinds.DMS_DATA_MIGRATION,
        "DataMigrationName",
        ("ServiceAccessRoleArn",),
    ),
    _runs(
        "AWS::Neptune::DBCluster",
        kinds.NEPTUNE_DB_CLUSTER,
        "",
        ("AssociatedRoles.RoleArn",),
        optional=True,
    ),
    _runs("AWS::QLDB::Stream", kinds.QLDB_STREAM, "StreamName", ("RoleArn",)),
    _runs(
        "AWS::Redshift::ScheduledAction",
        kinds.REDSHIFT_SCHEDULED_ACTION,
        "ScheduledActionName",
        ("IamRole",),
        optional=True,
    ),
)
"""Every type of this topic to which a role is passed."""
