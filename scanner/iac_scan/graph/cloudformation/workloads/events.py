"""CloudFormation's resource types that run with roles: workflows, events, devices and media.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.cloudformation.workloads.row import runs as _runs
from iac_scan.graph.compute import events as kinds

ROWS = (
    _runs(
        "AWS::StepFunctions::StateMachine", kinds.STATE_MACHINE, "StateMachineName", ("RoleArn",)
    ),
    _runs("AWS::Scheduler::Schedule", kinds.SCHEDULE, "Name", ("Target.RoleArn",)),
    _runs("AWS::Events::Rule", kinds.RULE, "Name", ("RoleArn", "Targets.RoleArn"), optional=True),
    _runs(
        "AWS::Pipes::Pipe",
        kinds.PIPE,
        "Name",
        (
            "RoleArn",
            "TargetParameters.EcsTaskParameters.Overrides.TaskRoleArn",
            "TargetParameters.EcsTaskParameters.Overrides.ExecutionRoleArn",
        ),
    ),
    _runs(
        "AWS::SSM::MaintenanceWindowTask",
        kinds.MAINTENANCE_TASK,
        "Name",
        (
            "ServiceRoleArn",
            "TaskInvocationParameters.MaintenanceWindowRunCommandParameters.ServiceRoleArn",
        ),
    ),
    _runs(
        "AWS::SSMIncidents::ResponsePlan",
        kinds.INCIDENT_PLAN,
        "Name",
        ("Actions.SsmAutomation.RoleArn",),
    ),
    _runs(
        "AWS::IoT::TopicRule",
        kinds.TOPIC_RULE,
        "RuleName",
        (
            "TopicRulePayload.Actions.CloudwatchAlarm.RoleArn",
            "TopicRulePayload.Actions.CloudwatchLogs.RoleArn",
            "TopicRulePayload.Actions.CloudwatchMetric.RoleArn",
            "TopicRulePayload.Actions.DynamoDB.RoleArn",
            "TopicRulePayload.Actions.DynamoDBv2.RoleArn",
            "TopicRulePayload.Actions.Elasticsearch.RoleArn",
            "TopicRulePayload.Actions.Firehose.RoleArn",
            "TopicRulePayload.Actions.IotAnalytics.RoleArn",
            "TopicRulePayload.Actions.IotEvents.RoleArn",
            "TopicRulePayload.Actions.Kinesis.RoleArn",
            "TopicRulePayload.Actions.Republish.RoleArn",
            "TopicRulePayload.Actions.S3.RoleArn",
            "TopicRulePayload.Actions.Sns.RoleArn",
            "TopicRulePayload.Actions.Sqs.RoleArn",
            "TopicRulePayload.Actions.StepFunctions.RoleArn",
            "TopicRulePayload.Actions.Timestream.RoleArn",
            "TopicRulePayload.ErrorAction.CloudwatchAlarm.RoleArn",
            "TopicRulePayload.ErrorAction.CloudwatchLogs.RoleArn",
            "TopicRulePayload.ErrorAction.CloudwatchMetric.RoleArn",
            "TopicRulePayload.ErrorAction.DynamoDB.RoleArn",
            "TopicRulePayload.ErrorAction.DynamoDBv2.RoleArn",
            "TopicRulePayload.ErrorAction.Elasticsearch.RoleArn",
            "TopicRulePayload.ErrorAction.Firehose.RoleArn",
            "TopicRulePayload.ErrorAction.IotAnalytics.RoleArn",
            "TopicRulePayload.ErrorAction.IotEvents.RoleArn",
            "TopicRulePayload.ErrorAction.Kinesis.RoleArn",
            "TopicRulePayload.ErrorAction.Republish.RoleArn",
            "TopicRulePayload.ErrorAction.S3.RoleArn",
            "TopicRulePayload.ErrorAction.Sns.RoleArn",
            "TopicRulePayload.ErrorAction.Sqs.RoleArn",
            "TopicRulePayload.ErrorAction.StepFunctions.RoleArn",
            "TopicRulePayload.ErrorAction.Timestream.RoleArn",
        ),
    ),
    _runs("AWS::IoT::RoleAlias", kinds.ROLE_ALIAS, "RoleAlias", ("RoleArn",)),
    _runs(
        "AWS::IoT::ProvisioningTemplate",
        kinds.PROVISIONING,
        "TemplateName",
        ("ProvisioningRoleArn",),
    ),
    _runs(
        "AWS::Logs::SubscriptionFilter",
        kinds.LOG_SUBSCRIPTION,
        "FilterName",
        ("RoleArn",),
        optional=True,
    ),
    _runs("AWS::CloudWatch::MetricStream", kinds.METRIC_STREAM, "Name", ("RoleArn",)),
    _runs("AWS::Budgets::BudgetsAction", kinds.BUDGET_ACTION, "", ("ExecutionRoleArn",)),
    _runs("AWS::Config::ConfigurationRecorder", kinds.REMEDIATION, "Name", ("RoleARN",)),
    _runs(
        "AWS::Config::ConfigurationAggregator",
        kinds.AGGREGATOR,
        "ConfigurationAggregatorName",
        ("OrganizationAggregationSource.RoleArn",),
    ),
)
"""Every type of this topic to which a role is passed."""
