"""CloudFormation's resource types that run with roles: media, mail and other messages to people.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.cloudformation.workloads.row import runs as _runs
from iac_scan.graph.compute import media as kinds

ROWS = (
    _runs(
        "AWS::MediaConnect::Flow",
        kinds.MEDIA_CONNECT_FLOW,
        "Name",
        (
            "Source.Decryption.RoleArn",
            "Source.RouterIntegrationTransitDecryption.EncryptionKeyConfiguration.SecretsManager.RoleArn",
            "VpcInterfaces.RoleArn",
        ),
        optional=True,
    ),
    _runs(
        "AWS::MediaConnect::FlowEntitlement",
        kinds.MEDIA_CONNECT_FLOW_ENTITLEMENT,
        "Name",
        ("Encryption.RoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::MediaConnect::FlowOutput",
        kinds.MEDIA_CONNECT_FLOW_OUTPUT,
        "Name",
        (
            "Encryption.RoleArn",
            "RouterIntegrationTransitEncryption.EncryptionKeyConfiguration.SecretsManager.RoleArn",
        ),
        optional=True,
    ),
    _runs(
        "AWS::MediaConnect::FlowSource",
        kinds.MEDIA_CONNECT_FLOW_SOURCE,
        "Name",
        ("Decryption.RoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::MediaConnect::FlowVpcInterface",
        kinds.MEDIA_CONNECT_FLOW_VPC_INTERFACE,
        "Name",
        ("RoleArn",),
    ),
    _runs("AWS::MediaLive::Channel", kinds.MEDIA_LIVE_CHANNEL, "Name", ("RoleArn",), optional=True),
    _runs("AWS::MediaLive::Input", kinds.MEDIA_LIVE_INPUT, "Name", ("RoleArn",), optional=True),
    _runs("AWS::MediaPackage::Asset", kinds.MEDIA_PACKAGE_ASSET, "", ("SourceRoleArn",)),
    _runs(
        "AWS::MediaPackage::OriginEndpoint",
        kinds.MEDIA_PACKAGE_ORIGIN_ENDPOINT,
        "",
        (
            "Authorization.SecretsRoleArn",
            "CmafPackage.Encryption.SpekeKeyProvider.RoleArn",
            "DashPackage.Encryption.SpekeKeyProvider.RoleArn",
            "HlsPackage.Encryption.SpekeKeyProvider.RoleArn",
            "MssPackage.Encryption.SpekeKeyProvider.RoleArn",
        ),
        optional=True,
    ),
    _runs(
        "AWS::MediaPackage::PackagingConfiguration",
        kinds.MEDIA_PACKAGE_PACKAGING_CONFIGURATION,
        "",
        (
            "CmafPackage.Encryption.SpekeKeyProvider.RoleArn",
            "DashPackage.Encryption.SpekeKeyProvider.RoleArn",
            "HlsPackage.Encryption.SpekeKeyProvider.RoleArn",
            "MssPackage.Encryption.SpekeKeyProvider.RoleArn",
        ),
        optional=True,
    ),
    _runs(
        "AWS::MediaPackage::PackagingGroup",
        kinds.MEDIA_PACKAGE_PACKAGING_GROUP,
        "DomainName",
        ("Authorization.SecretsRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::Pinpoint::EmailChannel",
        kinds.PINPOINT_EMAIL_CHANNEL,
        "",
        ("OrchestrationSendingRoleArn", "RoleArn"),
        optional=True,
    ),
    _runs("AWS::Pinpoint::EventStream", kinds.PINPOINT_EVENT_STREAM, "", ("RoleArn",)),
    _runs(
        "AWS::SES::ConfigurationSetEventDestination",
        kinds.SES_CONFIGURATION_SET_EVENT_DESTINATION,
        "",
        ("EventDestination.KinesisFirehoseDestination.IAMRoleARN",),
        optional=True,
    ),
    _runs(
        "AWS::SES::MailManagerRuleSet",
        kinds.SES_MAIL_MANAGER_RULE_SET,
        "",
        (
            "Rules.Actions.WriteToS3.RoleArn",
            "Rules.Actions.Send.RoleArn",
            "Rules.Actions.DeliverToMailbox.RoleArn",
            "Rules.Actions.DeliverToQBusiness.RoleArn",
            "Rules.Actions.PublishToSns.RoleArn",
            "Rules.Actions.Bounce.RoleArn",
            "Rules.Actions.InvokeLambda.RoleArn",
        ),
        optional=True,
    ),
    _runs(
        "AWS::SES::ReceiptRule",
        kinds.SES_RECEIPT_RULE,
        "RuleName",
        ("Rule.Actions.ConnectAction.IAMRoleARN", "Rule.Actions.S3Action.IamRoleArn"),
        optional=True,
    ),
    _runs(
        "AWS::SMSVOICE::ConfigurationSet",
        kinds.SMSVOICE_CONFIGURATION_SET,
        "ConfigurationSetName",
        (
            "EventDestinations.CloudWatchLogsDestination.IamRoleArn",
            "EventDestinations.KinesisFirehoseDestination.IamRoleArn",
        ),
        optional=True,
    ),
    _runs(
        "AWS::SMSVOICE::PhoneNumber",
        kinds.SMSVOICE_PHONE_NUMBER,
        "",
        ("TwoWay.ChannelRole",),
        optional=True,
    ),
    _runs("AWS::SMSVOICE::Pool", kinds.SMSVOICE_POOL, "", ("TwoWay.ChannelRole",), optional=True),
    _runs(
        "AWS::SNS::Subscription",
        kinds.SNS_SUBSCRIPTION,
        "",
        ("SubscriptionRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::SNS::Topic",
        kinds.SNS_TOPIC,
        "TopicName",
        (
            "DeliveryStatusLogging.FailureFeedbackRoleArn",
            "DeliveryStatusLogging.SuccessFeedbackRoleArn",
        ),
        optional=True,
    ),
    _runs(
        "AWS::MediaPackageV2::OriginEndpoint",
        kinds.MEDIA_PACKAGE_V2_ORIGIN_ENDPOINT,
        "OriginEndpointName",
        ("Segment.Encryption.SpekeKeyProvider.RoleArn",),
        optional=True,
    ),
)
"""Every type of this topic to which a role is passed."""
