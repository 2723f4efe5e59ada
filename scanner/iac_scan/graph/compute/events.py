"""Kinds of resource to which a role is passed: workflows, events and logs.

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
GUARD_DUTY_MALWARE_PROTECTION_PLAN = _kind(
    "AWS::GuardDuty::MalwareProtectionPlan",
    "malware protection plan",
    "malware-protection-plan.guardduty",
)
LOGS_DESTINATION = _kind("AWS::Logs::Destination", "log destination", "logs")
LOGS_SCHEDULED_QUERY = _kind("AWS::Logs::ScheduledQuery", "scheduled log query", "logs")
CLOUD_TRAIL_TRAIL = _kind("AWS::CloudTrail::Trail", "audit trail", "cloudtrail")
RUM_APP_MONITOR = _kind("AWS::RUM::AppMonitor", "app monitor", "cognito-identity")
RESOURCE_GROUPS_TAG_SYNC_TASK = _kind(
    "AWS::ResourceGroups::TagSyncTask", "tag synchronization", "resource-groups"
)
SHIELD_DRT_ACCESS = _kind("AWS::Shield::DRTAccess", "response team access", "drt.shield")
SUPPORT_APP_SLACK_CHANNEL_CONFIGURATION = _kind(
    "AWS::SupportApp::SlackChannelConfiguration", "support channel", "supportapp"
)
AI_OPS_INVESTIGATION_GROUP = _kind("AWS::AIOps::InvestigationGroup", "investigation group", "aiops")
