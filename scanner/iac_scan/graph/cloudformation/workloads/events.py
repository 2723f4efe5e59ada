"""CloudFormation's resource types that run with roles: workflows, events and logs.

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
    _runs(
        "AWS::AppSync::Api",
        kinds.APP_SYNC_API,
        "Name",
        ("EventConfig.LogConfig.CloudWatchLogsRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::AppSync::GraphQLApi",
        kinds.APP_SYNC_GRAPH_QL_API,
        "Name",
        ("LogConfig.CloudWatchLogsRoleArn", "MergedApiExecutionRoleArn"),
        optional=True,
    ),
    _runs("AWS::Events::Endpoint", kinds.EVENTS_ENDPOINT, "Name", ("RoleArn",), optional=True),
    _runs(
        "AWS::FIS::TargetAccountConfiguration",
        kinds.FIS_TARGET_ACCOUNT_CONFIGURATION,
        "",
        ("RoleArn",),
    ),
    _runs(
        "AWS::GuardDuty::MalwareProtectionPlan",
        kinds.GUARD_DUTY_MALWARE_PROTECTION_PLAN,
        "",
        ("Role",),
    ),
    _runs("AWS::Logs::Destination", kinds.LOGS_DESTINATION, "DestinationName", ("RoleArn",)),
    _runs(
        "AWS::Logs::ScheduledQuery",
        kinds.LOGS_SCHEDULED_QUERY,
        "Name",
        ("DestinationConfiguration.S3Configuration.RoleArn", "ExecutionRoleArn"),
    ),
    _runs(
        "AWS::CloudTrail::Trail",
        kinds.CLOUD_TRAIL_TRAIL,
        "TrailName",
        ("CloudWatchLogsRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::RUM::AppMonitor",
        kinds.RUM_APP_MONITOR,
        "Name",
        ("AppMonitorConfiguration.GuestRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::ResourceGroups::TagSyncTask", kinds.RESOURCE_GROUPS_TAG_SYNC_TASK, "", ("RoleArn",)
    ),
    _runs("AWS::Shield::DRTAccess", kinds.SHIELD_DRT_ACCESS, "", ("RoleArn",)),
    _runs(
        "AWS::SupportApp::SlackChannelConfiguration",
        kinds.SUPPORT_APP_SLACK_CHANNEL_CONFIGURATION,
        "",
        ("ChannelRoleArn",),
    ),
    _runs(
        "AWS::AIOps::InvestigationGroup",
        kinds.AI_OPS_INVESTIGATION_GROUP,
        "Name",
        ("RoleArn", "CrossAccountConfigurations.SourceRoleArn"),
        optional=True,
    ),
)
"""Every type of this topic to which a role is passed."""
