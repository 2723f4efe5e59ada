"""Kinds of resource to which a role is passed: databases and warehouses.

Which type of which language is which kind is in the tables of the adapters; where the facts are
from is in `kind`.
"""

from __future__ import annotations

from iac_scan.graph.compute.kind import kind as _kind

QUERY = _kind("AWS::Timestream::ScheduledQuery", "scheduled query", "timestream")
DATABASE = _kind("AWS::RDS::DBInstance", "database", "rds")
DATABASE_CLUSTER = _kind("AWS::RDS::DBCluster", "database cluster", "rds")
DATABASE_PROXY = _kind("AWS::RDS::DBProxy", "database proxy", "rds")
WAREHOUSE = _kind("AWS::Redshift::Cluster", "warehouse", "redshift")
SERVERLESS_WAREHOUSE = _kind(
    "AWS::RedshiftServerless::Namespace", "warehouse namespace", "redshift-serverless"
)
MIGRATION_ENDPOINT = _kind("AWS::DMS::Endpoint", "migration endpoint", "dms")
DAX_CLUSTER = _kind("AWS::DAX::Cluster", "cache cluster", "dax")
DMS_DATA_MIGRATION = _kind("AWS::DMS::DataMigration", "data migration", "dms")
NEPTUNE_DB_CLUSTER = _kind("AWS::Neptune::DBCluster", "graph database", "rds")
QLDB_STREAM = _kind("AWS::QLDB::Stream", "ledger stream", "qldb")
REDSHIFT_SCHEDULED_ACTION = _kind(
    "AWS::Redshift::ScheduledAction", "scheduled warehouse action", "scheduler.redshift"
)
RDS_EXPORT_TASK = _kind("AWS::RDS::ExportTask", "database export", "export.rds")
