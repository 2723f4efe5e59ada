"""What `Ref` and `Fn::GetAtt` yield for logs, metrics, audit and safeguards.

What the patterns mean, and where the facts are from, is in `row`.
"""

from __future__ import annotations

from collections.abc import Mapping

from iac_scan.evaluation.cloudformation.return_values.row import Row, arn

ROWS: Mapping[str, Row] = {
    "AWS::AIOps::InvestigationGroup": Row(
        arn("aiops", "investigation-group/{?}"), {"Arn": "{ref}"}
    ),
    "AWS::APS::ResourcePolicy": Row("{WorkspaceArn}"),
    "AWS::APS::Workspace": Row(arn("aps", "workspace/{?}"), {"Arn": "{ref}"}),
    "AWS::AccessAnalyzer::Analyzer": Row(
        arn("access-analyzer", "analyzer/{AnalyzerName}"), {"Arn": "{ref}"}
    ),
    "AWS::Budgets::BudgetsAction": Row("{?}"),
    "AWS::CloudTrail::EventDataStore": Row(
        arn("cloudtrail", "eventdatastore/{?}"), {"EventDataStoreArn": "{ref}"}
    ),
    "AWS::CloudTrail::ResourcePolicy": Row("{ResourceArn}"),
    "AWS::CloudTrail::Trail": Row("{TrailName}", {"Arn": arn("cloudtrail", "trail/{ref}")}),
    "AWS::CloudWatch::MetricStream": Row(
        "{Name}", {"Arn": arn("cloudwatch", "metric-stream/{ref}")}
    ),
    "AWS::Config::ConfigurationAggregator": Row(
        "{ConfigurationAggregatorName}",
        {"ConfigurationAggregatorArn": arn("config", "config-aggregator/{?}")},
    ),
    "AWS::Config::ConfigurationRecorder": Row(
        "{Name}", {"ResourceARN": arn("config", "configuration-recorder/{ref}/{?}")}
    ),
    "AWS::GuardDuty::Detector": Row("{?}", {"Id": "{ref}"}),
    "AWS::Logs::DeliveryDestination": Row(
        "{Name}", {"Arn": arn("logs", "delivery-destination:{ref}")}
    ),
    "AWS::Logs::Destination": Row("{DestinationName}", {"Arn": arn("logs", "destination:{ref}")}),
    "AWS::Logs::LogGroup": Row("{LogGroupName}", {"Arn": arn("logs", "log-group:{ref}:*")}),
    "AWS::Logs::ResourcePolicy": Row("{PolicyName}"),
    "AWS::Logs::SubscriptionFilter": Row("{FilterName}"),
    "AWS::Macie::Session": Row("{account}", {"AwsAccountId": "{ref}"}),
    "AWS::Oam::Sink": Row(arn("oam", "sink/{?}"), {"Arn": "{ref}"}),
    "AWS::RUM::AppMonitor": Row("{Name}"),
    "AWS::SecurityHub::Hub": Row(arn("securityhub", "hub/default"), {"ARN": "{ref}"}),
    "AWS::XRay::ResourcePolicy": Row("{PolicyName}"),
    "AWS::CloudTrail::Channel": Row(arn("cloudtrail", "channel/{?}"), {"ChannelArn": "{ref}"}),
    "AWS::CloudTrail::Dashboard": Row(
        arn("cloudtrail", "dashboard/{?}"), {"DashboardArn": "{ref}"}
    ),
}
