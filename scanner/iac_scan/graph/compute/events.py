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
