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
}
