"""Kinds of resource to which a role is passed: devices and what they report.

Which type of which language is which kind is in the tables of the adapters; where the facts are
from is in `kind`.
"""

from __future__ import annotations

from iac_scan.graph.compute.kind import kind as _kind

TOPIC_RULE = _kind("AWS::IoT::TopicRule", "topic rule", "iot")
ROLE_ALIAS = _kind("AWS::IoT::RoleAlias", "device role alias", "credentials.iot")
PROVISIONING = _kind("AWS::IoT::ProvisioningTemplate", "device provisioning", "iot")
GREENGRASS_GROUP = _kind("AWS::Greengrass::Group", "device group", "greengrass")
GROUND_STATION_DATAFLOW_ENDPOINT_GROUP = _kind(
    "AWS::GroundStation::DataflowEndpointGroup", "dataflow endpoints", "groundstation"
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
