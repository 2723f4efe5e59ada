"""Kinds of resource to which a role is passed: analytics, streams and search.

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
DATA_SOURCE = _kind("AWS::AppSync::DataSource", "data source", "appsync")
DATA_DOMAIN = _kind("AWS::DataZone::Domain", "data domain", "datazone")
DASHBOARD = _kind("AWS::Grafana::Workspace", "dashboard workspace", "grafana")
SEARCH_INDEX = _kind("AWS::Kendra::Index", "search index", "kendra")
APP_FLOW_CONNECTOR_PROFILE = _kind("AWS::AppFlow::ConnectorProfile", "connector profile", "appflow")
APP_FLOW_FLOW = _kind("AWS::AppFlow::Flow", "data flow", "appflow")
CLEAN_ROOMS_CONFIGURED_TABLE_ASSOCIATION = _kind(
    "AWS::CleanRooms::ConfiguredTableAssociation", "clean room table", "cleanrooms"
)
CLEAN_ROOMS_MEMBERSHIP = _kind("AWS::CleanRooms::Membership", "clean room membership", "cleanrooms")
CLEAN_ROOMS_ML_CONFIGURED_MODEL_ALGORITHM = _kind(
    "AWS::CleanRoomsML::ConfiguredModelAlgorithm", "clean room algorithm", "cleanrooms-ml"
)
CLEAN_ROOMS_ML_TRAINING_DATASET = _kind(
    "AWS::CleanRoomsML::TrainingDataset", "clean room training data", "cleanrooms-ml"
)
DATA_BREW_JOB = _kind("AWS::DataBrew::Job", "data preparation job", "databrew")
DATA_BREW_PROJECT = _kind("AWS::DataBrew::Project", "data preparation project", "databrew")
DATA_ZONE_DATA_SOURCE = _kind("AWS::DataZone::DataSource", "data source", "datazone")
DATA_ZONE_ENVIRONMENT_BLUEPRINT_CONFIGURATION = _kind(
    "AWS::DataZone::EnvironmentBlueprintConfiguration", "data blueprint", "datazone"
)
DATA_ZONE_SUBSCRIPTION_TARGET = _kind(
    "AWS::DataZone::SubscriptionTarget", "data subscription target", "datazone"
)
DEADLINE_FLEET = _kind("AWS::Deadline::Fleet", "render fleet", "credentials.deadline")
DEADLINE_MONITOR = _kind("AWS::Deadline::Monitor", "render monitor", "deadline")
DEADLINE_QUEUE = _kind("AWS::Deadline::Queue", "render queue", "credentials.deadline")
ENTITY_RESOLUTION_ID_MAPPING_WORKFLOW = _kind(
    "AWS::EntityResolution::IdMappingWorkflow", "identity mapping workflow", "entityresolution"
)
ENTITY_RESOLUTION_ID_NAMESPACE = _kind(
    "AWS::EntityResolution::IdNamespace", "identity namespace", "entityresolution"
)
ENTITY_RESOLUTION_MATCHING_WORKFLOW = _kind(
    "AWS::EntityResolution::MatchingWorkflow", "matching workflow", "entityresolution"
)
ELASTICSEARCH_DOMAIN = _kind("AWS::Elasticsearch::Domain", "search domain", "es")
GLUE_DATA_CATALOG_ENCRYPTION_SETTINGS = _kind(
    "AWS::Glue::DataCatalogEncryptionSettings", "data catalog encryption", "glue"
)
GLUE_SESSION = _kind("AWS::Glue::Session", "interactive session", "glue")
GLUE_TABLE_OPTIMIZER = _kind("AWS::Glue::TableOptimizer", "table optimizer", "glue")
KENDRA_DATA_SOURCE = _kind("AWS::Kendra::DataSource", "search data source", "kendra")
KENDRA_FAQ = _kind("AWS::Kendra::Faq", "search answers", "kendra")
KENDRA_QUERY_SUGGESTIONS_BLOCK_LIST = _kind(
    "AWS::Kendra::QuerySuggestionsBlockList", "search block list", "kendra"
)
KENDRA_THESAURUS = _kind("AWS::Kendra::Thesaurus", "search thesaurus", "kendra")
KINESIS_ANALYTICS_APPLICATION = _kind(
    "AWS::KinesisAnalytics::Application", "analytics application", "kinesisanalytics"
)
KINESIS_ANALYTICS_APPLICATION_OUTPUT = _kind(
    "AWS::KinesisAnalytics::ApplicationOutput", "analytics output", "kinesisanalytics"
)
KINESIS_ANALYTICS_APPLICATION_REFERENCE_DATA_SOURCE = _kind(
    "AWS::KinesisAnalytics::ApplicationReferenceDataSource",
    "analytics reference data",
    "kinesisanalytics",
)
LAKE_FORMATION_RESOURCE = _kind(
    "AWS::LakeFormation::Resource", "data lake location", "lakeformation"
)
MSK_REPLICATOR = _kind("AWS::MSK::Replicator", "stream replicator", "kafka")
OSIS_PIPELINE = _kind("AWS::OSIS::Pipeline", "ingestion pipeline", "osis-pipelines")
OPEN_SEARCH_SERVICE_DOMAIN = _kind(
    "AWS::OpenSearchService::Domain", "search domain", "opensearchservice"
)
QUICK_SIGHT_VPC_CONNECTION = _kind(
    "AWS::QuickSight::VPCConnection", "dashboard network connection", "quicksight"
)
SECURITY_LAKE_DATA_LAKE = _kind("AWS::SecurityLake::DataLake", "security lake", "securitylake")
SECURITY_LAKE_SUBSCRIBER_NOTIFICATION = _kind(
    "AWS::SecurityLake::SubscriberNotification", "security lake notification", "events"
)
