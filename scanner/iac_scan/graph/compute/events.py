"""Kinds of resource to which a role is passed: workflows, events, devices and media.

Which type of which language is which kind is in the tables of the adapters; where the facts are
from is in `kind`.
"""

from __future__ import annotations

from iac_scan.graph.compute.kind import kind as _kind

STATE_MACHINE = _kind("AWS::StepFunctions::StateMachine", "state machine", "states")
SCHEDULE = _kind("AWS::Scheduler::Schedule", "schedule", "scheduler")
RULE = _kind("AWS::Events::Rule", "event rule", "events")
PIPE = _kind("AWS::Pipes::Pipe", "pipe", "pipes")
MAINTENANCE_TASK = _kind("AWS::SSM::MaintenanceWindowTask", "maintenance task", "ssm")
INCIDENT_PLAN = _kind("AWS::SSMIncidents::ResponsePlan", "incident response plan", "ssm-incidents")
ACTIVATION = _kind("AWS::SSM::Activation", "managed node activation", "ssm")
TOPIC_RULE = _kind("AWS::IoT::TopicRule", "topic rule", "iot")
ROLE_ALIAS = _kind("AWS::IoT::RoleAlias", "device role alias", "credentials.iot")
PROVISIONING = _kind("AWS::IoT::ProvisioningTemplate", "device provisioning", "iot")
LOG_SUBSCRIPTION = _kind("AWS::Logs::SubscriptionFilter", "log subscription", "logs")
METRIC_STREAM = _kind(
    "AWS::CloudWatch::MetricStream", "metric stream", "streams.metrics.cloudwatch"
)
BUDGET_ACTION = _kind("AWS::Budgets::BudgetsAction", "budget action", "budgets")
REMEDIATION = _kind("AWS::Config::ConfigurationRecorder", "configuration recorder", "config")
AGGREGATOR = _kind("AWS::Config::ConfigurationAggregator", "configuration aggregator", "config")
APP_SYNC_API = _kind("AWS::AppSync::Api", "event API", "appsync")
APP_SYNC_GRAPH_QL_API = _kind("AWS::AppSync::GraphQLApi", "GraphQL API", "appsync")
EVENTS_ENDPOINT = _kind("AWS::Events::Endpoint", "global event endpoint", "events")
FIS_TARGET_ACCOUNT_CONFIGURATION = _kind(
    "AWS::FIS::TargetAccountConfiguration", "experiment target account", "fis"
)
GREENGRASS_GROUP = _kind("AWS::Greengrass::Group", "device group", "greengrass")
GROUND_STATION_DATAFLOW_ENDPOINT_GROUP = _kind(
    "AWS::GroundStation::DataflowEndpointGroup", "dataflow endpoints", "groundstation"
)
GUARD_DUTY_MALWARE_PROTECTION_PLAN = _kind(
    "AWS::GuardDuty::MalwareProtectionPlan",
    "malware protection plan",
    "malware-protection-plan.guardduty",
)
IOT_ACCOUNT_AUDIT_CONFIGURATION = _kind(
    "AWS::IoT::AccountAuditConfiguration", "device audit settings", "iot"
)
IOT_CA_CERTIFICATE = _kind("AWS::IoT::CACertificate", "device certificate authority", "iot")
IOT_JOB = _kind("AWS::IoT::Job", "device job", "iot")
IOT_JOB_TEMPLATE = _kind("AWS::IoT::JobTemplate", "device job template", "iot")
IOT_LOGGING = _kind("AWS::IoT::Logging", "device logging settings", "iot")
IOT_MITIGATION_ACTION = _kind("AWS::IoT::MitigationAction", "device mitigation action", "iot")
IOT_SECURITY_PROFILE = _kind("AWS::IoT::SecurityProfile", "device security profile", "iot")
IOT_STREAM = _kind("AWS::IoT::Stream", "device stream", "iot")
IOT_TOPIC_RULE_DESTINATION = _kind(
    "AWS::IoT::TopicRuleDestination", "topic rule destination", "iot"
)
IOT_ANALYTICS_CHANNEL = _kind("AWS::IoTAnalytics::Channel", "telemetry channel", "iotanalytics")
IOT_ANALYTICS_DATASET = _kind("AWS::IoTAnalytics::Dataset", "telemetry dataset", "iotanalytics")
IOT_ANALYTICS_DATASTORE = _kind("AWS::IoTAnalytics::Datastore", "telemetry store", "iotanalytics")
IOT_ANALYTICS_PIPELINE = _kind("AWS::IoTAnalytics::Pipeline", "telemetry pipeline", "iotanalytics")
IOT_EVENTS_ALARM_MODEL = _kind("AWS::IoTEvents::AlarmModel", "alarm model", "iotevents")
IOT_EVENTS_DETECTOR_MODEL = _kind("AWS::IoTEvents::DetectorModel", "detector model", "iotevents")
IOT_FLEET_WISE_CAMPAIGN = _kind("AWS::IoTFleetWise::Campaign", "vehicle campaign", "iotfleetwise")
IOT_TWIN_MAKER_SYNC_JOB = _kind(
    "AWS::IoTTwinMaker::SyncJob", "twin synchronization", "iottwinmaker"
)
IOT_TWIN_MAKER_WORKSPACE = _kind("AWS::IoTTwinMaker::Workspace", "twin workspace", "iottwinmaker")
IOT_WIRELESS_DESTINATION = _kind(
    "AWS::IoTWireless::Destination", "wireless destination", "iotwireless"
)
IOT_WIRELESS_FUOTA_TASK = _kind(
    "AWS::IoTWireless::FuotaTask", "wireless firmware update", "iotwireless"
)
IOT_WIRELESS_TASK_DEFINITION = _kind(
    "AWS::IoTWireless::TaskDefinition", "wireless task definition", "iotwireless"
)
LOGS_DESTINATION = _kind("AWS::Logs::Destination", "log destination", "logs")
LOGS_SCHEDULED_QUERY = _kind("AWS::Logs::ScheduledQuery", "scheduled log query", "logs")
CLOUD_TRAIL_TRAIL = _kind("AWS::CloudTrail::Trail", "audit trail", "cloudtrail")
MEDIA_CONNECT_FLOW = _kind("AWS::MediaConnect::Flow", "media flow", "mediaconnect")
MEDIA_CONNECT_FLOW_ENTITLEMENT = _kind(
    "AWS::MediaConnect::FlowEntitlement", "media flow entitlement", "mediaconnect"
)
MEDIA_CONNECT_FLOW_OUTPUT = _kind(
    "AWS::MediaConnect::FlowOutput", "media flow output", "mediaconnect"
)
MEDIA_CONNECT_FLOW_SOURCE = _kind(
    "AWS::MediaConnect::FlowSource", "media flow source", "mediaconnect"
)
MEDIA_CONNECT_FLOW_VPC_INTERFACE = _kind(
    "AWS::MediaConnect::FlowVpcInterface", "media flow interface", "mediaconnect"
)
MEDIA_LIVE_CHANNEL = _kind("AWS::MediaLive::Channel", "live channel", "medialive")
MEDIA_LIVE_INPUT = _kind("AWS::MediaLive::Input", "live input", "medialive")
MEDIA_PACKAGE_ASSET = _kind("AWS::MediaPackage::Asset", "media asset", "mediapackage")
MEDIA_PACKAGE_ORIGIN_ENDPOINT = _kind(
    "AWS::MediaPackage::OriginEndpoint", "media endpoint", "mediapackage"
)
MEDIA_PACKAGE_PACKAGING_CONFIGURATION = _kind(
    "AWS::MediaPackage::PackagingConfiguration", "media packaging", "mediapackage"
)
MEDIA_PACKAGE_PACKAGING_GROUP = _kind(
    "AWS::MediaPackage::PackagingGroup", "media packaging group", "mediapackage"
)
PINPOINT_EMAIL_CHANNEL = _kind("AWS::Pinpoint::EmailChannel", "mail channel", "pinpoint")
PINPOINT_EVENT_STREAM = _kind("AWS::Pinpoint::EventStream", "campaign event stream", "pinpoint")
RUM_APP_MONITOR = _kind("AWS::RUM::AppMonitor", "app monitor", "cognito-identity")
RESOURCE_GROUPS_TAG_SYNC_TASK = _kind(
    "AWS::ResourceGroups::TagSyncTask", "tag synchronization", "resource-groups"
)
SES_CONFIGURATION_SET_EVENT_DESTINATION = _kind(
    "AWS::SES::ConfigurationSetEventDestination", "mail event destination", "ses"
)
SES_MAIL_MANAGER_RULE_SET = _kind("AWS::SES::MailManagerRuleSet", "mail rule set", "ses")
SES_RECEIPT_RULE = _kind("AWS::SES::ReceiptRule", "mail receipt rule", "ses")
SMSVOICE_CONFIGURATION_SET = _kind(
    "AWS::SMSVOICE::ConfigurationSet", "messaging configuration", "sms-voice"
)
SMSVOICE_PHONE_NUMBER = _kind("AWS::SMSVOICE::PhoneNumber", "phone number", "sms-voice")
SMSVOICE_POOL = _kind("AWS::SMSVOICE::Pool", "phone pool", "sms-voice")
SNS_SUBSCRIPTION = _kind("AWS::SNS::Subscription", "topic subscription", "sns")
SNS_TOPIC = _kind("AWS::SNS::Topic", "topic delivery log", "sns")
SHIELD_DRT_ACCESS = _kind("AWS::Shield::DRTAccess", "response team access", "drt.shield")
SUPPORT_APP_SLACK_CHANNEL_CONFIGURATION = _kind(
    "AWS::SupportApp::SlackChannelConfiguration", "support channel", "supportapp"
)
AI_OPS_INVESTIGATION_GROUP = _kind("AWS::AIOps::InvestigationGroup", "investigation group", "aiops")
MEDIA_PACKAGE_V2_ORIGIN_ENDPOINT = _kind(
    "AWS::MediaPackageV2::OriginEndpoint", "media origin encryption", "mediapackagev2"
)
SNS_PLATFORM_APPLICATION = _kind("AWS::SNS::PlatformApplication", "push application", "sns")
SNS_TEXT_MESSAGING = _kind("AWS::SNS::TextMessaging", "text message settings", "sns")
ELASTIC_TRANSCODER_PIPELINE = _kind(
    "AWS::ElasticTranscoder::Pipeline", "transcoding pipeline", "elastictranscoder"
)
