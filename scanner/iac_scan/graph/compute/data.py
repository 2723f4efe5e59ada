"""Kinds of resource to which a role is passed: databases, analytics and files.

Which type of which language is which kind is in the tables of the adapters; where the facts are
from is in `kind`.
"""

from __future__ import annotations

from iac_scan.graph.compute.kind import kind as _kind

GLUE_JOB = _kind("AWS::Glue::Job", "job", "glue")
CRAWLER = _kind("AWS::Glue::Crawler", "crawler", "glue")
DEV_ENDPOINT = _kind("AWS::Glue::DevEndpoint", "development endpoint", "glue")
ML_TRANSFORM = _kind("AWS::Glue::MLTransform", "transform", "glue")
EMR = _kind("AWS::EMR::Cluster", "cluster", "elasticmapreduce")
EMR_STUDIO = _kind("AWS::EMR::Studio", "studio", "elasticmapreduce")
FIREHOSE = _kind("AWS::KinesisFirehose::DeliveryStream", "delivery stream", "firehose")
FLINK = _kind("AWS::KinesisAnalyticsV2::Application", "analytics application", "kinesisanalytics")
AIRFLOW = _kind("AWS::MWAA::Environment", "workflow environment", "airflow-env")
CONNECTOR = _kind("AWS::KafkaConnect::Connector", "connector", "kafkaconnect")
WORKGROUP = _kind("AWS::Athena::WorkGroup", "workgroup", "athena")
QUERY = _kind("AWS::Timestream::ScheduledQuery", "scheduled query", "timestream")
DATABASE = _kind("AWS::RDS::DBInstance", "database", "rds")
DATABASE_CLUSTER = _kind("AWS::RDS::DBCluster", "database cluster", "rds")
DATABASE_PROXY = _kind("AWS::RDS::DBProxy", "database proxy", "rds")
WAREHOUSE = _kind("AWS::Redshift::Cluster", "warehouse", "redshift")
SERVERLESS_WAREHOUSE = _kind(
    "AWS::RedshiftServerless::Namespace", "warehouse namespace", "redshift-serverless"
)
MIGRATION_ENDPOINT = _kind("AWS::DMS::Endpoint", "migration endpoint", "dms")
SYNC_LOCATION = _kind("AWS::DataSync::LocationS3", "transfer location", "datasync")
BACKUP_SELECTION = _kind("AWS::Backup::BackupSelection", "backup selection", "backup")
SNAPSHOTS = _kind("AWS::DLM::LifecyclePolicy", "snapshot policy", "dlm")
REPLICATION = _kind("AWS::S3::Bucket", "bucket replication", "s3")
TRANSFER_SERVER = _kind("AWS::Transfer::Server", "transfer server", "transfer")
TRANSFER_USER = _kind("AWS::Transfer::User", "transfer user", "transfer")
DATA_SOURCE = _kind("AWS::AppSync::DataSource", "data source", "appsync")
DATA_DOMAIN = _kind("AWS::DataZone::Domain", "data domain", "datazone")
DASHBOARD = _kind("AWS::Grafana::Workspace", "dashboard workspace", "grafana")
SEARCH_INDEX = _kind("AWS::Kendra::Index", "search index", "kendra")
