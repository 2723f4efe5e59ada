"""Kinds of resource to which a role is passed: media, mail and other messages to people.

Which type of which language is which kind is in the tables of the adapters; where the facts are
from is in `kind`.
"""

from __future__ import annotations

from iac_scan.graph.compute.kind import kind as _kind

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
MEDIA_PACKAGE_V2_ORIGIN_ENDPOINT = _kind(
    "AWS::MediaPackageV2::OriginEndpoint", "media origin encryption", "mediapackagev2"
)
SNS_PLATFORM_APPLICATION = _kind("AWS::SNS::PlatformApplication", "push application", "sns")
SNS_TEXT_MESSAGING = _kind("AWS::SNS::TextMessaging", "text message settings", "sns")
ELASTIC_TRANSCODER_PIPELINE = _kind(
    "AWS::ElasticTranscoder::Pipeline", "transcoding pipeline", "elastictranscoder"
)
