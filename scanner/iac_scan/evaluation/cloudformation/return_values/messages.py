"""What `Ref` and `Fn::GetAtt` yield for messages, events and workflows.

What the patterns mean, and where the facts are from, is in `row`.
"""

from __future__ import annotations

from collections.abc import Mapping

from iac_scan.evaluation.cloudformation.return_values.row import Row, arn

ROWS: Mapping[str, Row] = {
    "AWS::EventSchemas::Registry": Row(
        arn("schemas", "registry/{RegistryName}"),
        {"RegistryArn": "{ref}", "RegistryName": "{RegistryName}"},
    ),
    "AWS::EventSchemas::RegistryPolicy": Row("{RegistryName}"),
    "AWS::Events::EventBus": Row(
        "{Name}", {"Arn": arn("events", "event-bus/{ref}"), "Name": "{ref}"}
    ),
    "AWS::Events::EventBusPolicy": Row("{?}"),
    # A rule of a bus that is not the default one has the name of the bus before its own.
    "AWS::Events::Rule": Row("{?}", {"Arn": arn("events", "rule/{?}")}),
    "AWS::EventsV2::ResourcePolicy": Row("{EventBusArn}"),
    "AWS::IoT::ProvisioningTemplate": Row(
        "{TemplateName}", {"TemplateArn": arn("iot", "provisioningtemplate/{ref}")}
    ),
    "AWS::IoT::RoleAlias": Row("{RoleAlias}", {"RoleAliasArn": arn("iot", "rolealias/{ref}")}),
    "AWS::IoT::TopicRule": Row("{RuleName}", {"Arn": arn("iot", "rule/{ref}")}),
    "AWS::Pipes::Pipe": Row("{Name}", {"Arn": arn("pipes", "pipe/{ref}")}),
    "AWS::SMSVOICE::ResourcePolicy": Row("{ResourceArn}"),
    "AWS::SNS::Topic": Row(
        arn("sns", "{TopicName}"), {"TopicArn": "{ref}", "TopicName": "{TopicName}"}
    ),
    "AWS::SNS::TopicInlinePolicy": Row("{TopicArn}"),
    "AWS::SNS::TopicPolicy": Row("{?}", {"Id": "{ref}"}),
    "AWS::SQS::Queue": Row(
        "https://sqs.{region}.{suffix}/{account}/{QueueName}",
        {"Arn": arn("sqs", "{QueueName}"), "QueueName": "{QueueName}", "QueueUrl": "{ref}"},
    ),
    "AWS::SQS::QueueInlinePolicy": Row("{Queue}"),
    "AWS::SQS::QueuePolicy": Row("{?}", {"Id": "{ref}"}),
    "AWS::Scheduler::Schedule": Row(
        "{Name}", {"Arn": arn("scheduler", "schedule/{GroupName|default}/{ref}")}
    ),
    "AWS::StepFunctions::Activity": Row(
        arn("states", "activity:{Name}"), {"Arn": "{ref}", "Name": "{Name}"}
    ),
    "AWS::StepFunctions::StateMachine": Row(
        arn("states", "stateMachine:{StateMachineName}"),
        {"Arn": "{ref}", "Name": "{StateMachineName}"},
    ),
    "AWS::AppSync::Api": Row(arn("appsync", "apis/{?}"), {"ApiArn": "{ref}"}),
    "AWS::AppSync::GraphQLApi": Row(arn("appsync", "apis/{?}"), {"Arn": "{ref}"}),
    "AWS::Events::Endpoint": Row("{Name}", {"Arn": arn("events", "endpoint/{?}")}),
    "AWS::FIS::TargetAccountConfiguration": Row("{?}"),
    "AWS::Greengrass::Group": Row(
        "{?}", {"Arn": arn("greengrass", "/greengrass/groups/{ref}"), "Id": "{ref}"}
    ),
    "AWS::GroundStation::DataflowEndpointGroup": Row(
        "{?}", {"Arn": arn("groundstation", "dataflow-endpoint-group/{ref}"), "Id": "{ref}"}
    ),
    "AWS::GuardDuty::MalwareProtectionPlan": Row(
        "{?}",
        {
            "Arn": arn("guardduty", "malware-protection-plan/{ref}"),
            "MalwareProtectionPlanId": "{ref}",
        },
    ),
    "AWS::IoT::AccountAuditConfiguration": Row("{AccountId}"),
    "AWS::IoT::CACertificate": Row("{?}", {"Arn": arn("iot", "cacert/{ref}"), "Id": "{ref}"}),
    "AWS::IoT::Job": Row(arn("iot", "job/{JobId}"), {"Arn": "{ref}"}),
    "AWS::IoT::JobTemplate": Row(
        "{JobTemplateId}", {"Arn": arn("iot", "jobtemplate/{JobTemplateId}")}
    ),
    "AWS::IoT::Logging": Row("{AccountId}"),
    "AWS::IoT::MitigationAction": Row(
        "{ActionName}", {"MitigationActionArn": arn("iot", "mitigationaction/{?}")}
    ),
    "AWS::IoT::SecurityProfile": Row(
        "{SecurityProfileName}",
        {"SecurityProfileArn": arn("iot", "securityprofile/{SecurityProfileName}")},
    ),
    "AWS::IoT::Stream": Row(arn("iot", "stream/{StreamId}"), {"Arn": "{ref}"}),
    "AWS::IoT::TopicRuleDestination": Row("{?}", {"Arn": "{ref}"}),
    "AWS::IoTAnalytics::Channel": Row("{ChannelName}"),
    "AWS::IoTAnalytics::Dataset": Row("{DatasetName}"),
    "AWS::IoTAnalytics::Datastore": Row("{DatastoreName}"),
    "AWS::IoTAnalytics::Pipeline": Row("{PipelineName}"),
    "AWS::IoTEvents::AlarmModel": Row("{?}", {"Id": "{ref}"}),
    "AWS::IoTEvents::DetectorModel": Row("{DetectorModelName}"),
    "AWS::IoTFleetWise::Campaign": Row("{Name}", {"Arn": arn("iotfleetwise", "campaign/{?}")}),
    "AWS::IoTTwinMaker::SyncJob": Row(
        "{?}", {"Arn": arn("iottwinmaker", "workspace/{WorkspaceId}/sync-job/{?}")}
    ),
    "AWS::IoTTwinMaker::Workspace": Row(
        "{WorkspaceId}", {"Arn": arn("iottwinmaker", "workspace/{WorkspaceId}")}
    ),
    "AWS::IoTWireless::Destination": Row("{Name}", {"Arn": arn("iotwireless", "Destination/{?}")}),
    "AWS::IoTWireless::FuotaTask": Row(
        "{?}", {"Arn": arn("iotwireless", "FuotaTask/{ref}"), "Id": "{ref}"}
    ),
    "AWS::IoTWireless::TaskDefinition": Row(
        "{?}", {"Arn": arn("iotwireless", "WirelessGatewayTaskDefinition/{ref}"), "Id": "{ref}"}
    ),
    "AWS::Logs::ScheduledQuery": Row(
        arn("logs", "scheduled-query:{?}"), {"ScheduledQueryArn": "{ref}"}
    ),
    "AWS::MediaConnect::Flow": Row("{?}", {"FlowArn": "{ref}"}),
    "AWS::MediaConnect::FlowEntitlement": Row("{?}", {"EntitlementArn": "{ref}"}),
    "AWS::MediaConnect::FlowOutput": Row("{?}", {"OutputArn": "{ref}"}),
    "AWS::MediaConnect::FlowSource": Row("{?}", {"SourceArn": "{ref}"}),
    "AWS::MediaConnect::FlowVpcInterface": Row("{?}"),
    "AWS::MediaLive::Channel": Row(
        "{?}", {"Arn": arn("medialive", "channel:{ref}"), "Id": "{ref}"}
    ),
    "AWS::MediaLive::Input": Row("{?}", {"Arn": arn("medialive", "input:{ref}"), "Id": "{ref}"}),
    "AWS::MediaPackage::Asset": Row("{Id}", {"Arn": arn("mediapackage-vod", "assets/{?}")}),
    "AWS::MediaPackage::OriginEndpoint": Row(
        "{Id}", {"Arn": arn("mediapackage", "origin_endpoints/{?}")}
    ),
    "AWS::MediaPackage::PackagingConfiguration": Row(
        "{Id}", {"Arn": arn("mediapackage-vod", "packaging-configurations/{?}")}
    ),
    "AWS::MediaPackage::PackagingGroup": Row(
        "{Id}", {"Arn": arn("mediapackage-vod", "packaging-groups/{?}")}
    ),
    "AWS::Pinpoint::EmailChannel": Row("{?}", {"Id": "{ref}"}),
    "AWS::Pinpoint::EventStream": Row("{?}", {"Id": "{ref}"}),
    "AWS::ResourceGroups::TagSyncTask": Row("{?}", {"TaskArn": "{ref}"}),
    "AWS::SES::ConfigurationSetEventDestination": Row("{?}"),
    "AWS::SES::MailManagerRuleSet": Row(
        "{?}", {"RuleSetArn": arn("ses", "mailmanager-rule-set/{ref}"), "RuleSetId": "{ref}"}
    ),
    "AWS::SES::ReceiptRule": Row("{?}"),
    "AWS::SMSVOICE::ConfigurationSet": Row(
        "{ConfigurationSetName}",
        {"Arn": arn("sms-voice", "configuration-set/{ConfigurationSetName}")},
    ),
    "AWS::SMSVOICE::PhoneNumber": Row(
        "{?}", {"Arn": arn("sms-voice", "phone-number/{ref}"), "PhoneNumberId": "{ref}"}
    ),
    "AWS::SMSVOICE::Pool": Row("{?}", {"Arn": arn("sms-voice", "pool/{ref}"), "PoolId": "{ref}"}),
    "AWS::SNS::Subscription": Row("{?}", {"Arn": "{ref}"}),
    "AWS::Shield::DRTAccess": Row("{?}", {"AccountId": "{ref}"}),
    "AWS::SupportApp::SlackChannelConfiguration": Row("{?}"),
}
