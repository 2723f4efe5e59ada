"""CloudFormation's resource types that run with roles.

What a recipe does is in `recipes`; which kinds there are is in `compute`.
Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/<page>.html; the
names of properties are held against the resource schemas of cfn-lint by a test.
"""

from __future__ import annotations

from iac_scan.graph import compute
from iac_scan.graph.model import WorkloadKind
from iac_scan.graph.recipes import ReadWorkload, Row


def _runs(
    type: str,
    kind: WorkloadKind,
    name: str,
    roles: tuple[str, ...],
    profiles: tuple[str, ...] = (),
    *,
    optional: bool = False,
) -> Row:
    words = type.lower().removeprefix("aws::").replace("::", "-")
    return Row(
        type, f"aws-resource-{words}", (ReadWorkload(kind, name, roles, profiles, optional),)
    )


ROWS = (
    # Compute
    _runs("AWS::EC2::Instance", compute.INSTANCE, "", (), ("IamInstanceProfile",)),
    _runs(
        "AWS::EC2::LaunchTemplate",
        compute.LAUNCH_TEMPLATE,
        "LaunchTemplateName",
        (),
        ("LaunchTemplateData.IamInstanceProfile.Arn", "LaunchTemplateData.IamInstanceProfile.Name"),
    ),
    _runs(
        "AWS::EC2::SpotFleet",
        compute.SPOT_FLEET,
        "",
        ("SpotFleetRequestConfigData.IamFleetRole",),
        ("SpotFleetRequestConfigData.LaunchSpecifications.IamInstanceProfile.Arn",),
    ),
    _runs(
        "AWS::EC2::FlowLog",
        compute.FLOW_LOG,
        "",
        ("DeliverLogsPermissionArn", "DeliverCrossAccountRole"),
    ),
    _runs(
        "AWS::AutoScaling::LaunchConfiguration",
        compute.LAUNCH_CONFIGURATION,
        "LaunchConfigurationName",
        (),
        ("IamInstanceProfile",),
    ),
    _runs(
        "AWS::AutoScaling::AutoScalingGroup",
        compute.SCALING_GROUP,
        "AutoScalingGroupName",
        ("ServiceLinkedRoleARN", "LifecycleHookSpecificationList.RoleARN"),
        optional=True,
    ),
    _runs(
        "AWS::AutoScaling::LifecycleHook", compute.LIFECYCLE_HOOK, "LifecycleHookName", ("RoleARN",)
    ),
    _runs("AWS::Lambda::Function", compute.FUNCTION, "FunctionName", ("Role",)),
    _runs(
        "AWS::Batch::ComputeEnvironment",
        compute.BATCH_ENVIRONMENT,
        "ComputeEnvironmentName",
        ("ServiceRole", "ComputeResources.SpotIamFleetRole"),
        ("ComputeResources.InstanceRole",),
    ),
    _runs(
        "AWS::Batch::JobDefinition",
        compute.BATCH_JOB,
        "JobDefinitionName",
        (
            "ContainerProperties.JobRoleArn",
            "ContainerProperties.ExecutionRoleArn",
            "EcsProperties.TaskProperties.TaskRoleArn",
            "EcsProperties.TaskProperties.ExecutionRoleArn",
            "NodeProperties.NodeRangeProperties.Container.JobRoleArn",
            "NodeProperties.NodeRangeProperties.Container.ExecutionRoleArn",
        ),
    ),
    _runs("AWS::ImageBuilder::ImagePipeline", compute.IMAGE_PIPELINE, "Name", ("ExecutionRole",)),
    _runs(
        "AWS::ImageBuilder::InfrastructureConfiguration",
        compute.IMAGE_INFRASTRUCTURE,
        "Name",
        (),
        ("InstanceProfileName",),
    ),
    _runs("AWS::GameLift::Fleet", compute.GAME_FLEET, "Name", ("InstanceRoleARN",)),
    _runs("AWS::GameLift::Build", compute.GAME_BUILD, "Name", ("StorageLocation.RoleArn",)),
    _runs(
        "AWS::GameLift::GameServerGroup", compute.GAME_SERVERS, "GameServerGroupName", ("RoleArn",)
    ),
    _runs("AWS::AppStream::Fleet", compute.DESKTOP_FLEET, "Name", ("IamRoleArn",)),
    _runs("AWS::AppStream::ImageBuilder", compute.DESKTOP_IMAGE, "Name", ("IamRoleArn",)),
    # Containers
    _runs("AWS::ECS::TaskDefinition", compute.TASK, "Family", ("TaskRoleArn", "ExecutionRoleArn")),
    _runs(
        "AWS::ECS::Service",
        compute.SERVICE,
        "ServiceName",
        (
            "Role",
            "VolumeConfigurations.ManagedEBSVolume.RoleArn",
            "ServiceConnectConfiguration.Services.Tls.RoleArn",
            "VpcLatticeConfigurations.RoleArn",
            "LoadBalancers.AdvancedConfiguration.RoleArn",
            "DeploymentConfiguration.LifecycleHooks.RoleArn",
        ),
    ),
    _runs("AWS::EKS::Cluster", compute.CLUSTER, "Name", ("RoleArn", "ComputeConfig.NodeRoleArn")),
    _runs("AWS::EKS::Nodegroup", compute.NODE_GROUP, "NodegroupName", ("NodeRole",)),
    _runs(
        "AWS::EKS::FargateProfile",
        compute.FARGATE_PROFILE,
        "FargateProfileName",
        ("PodExecutionRoleArn",),
    ),
    _runs(
        "AWS::EKS::PodIdentityAssociation",
        compute.POD_IDENTITY,
        "ServiceAccount",
        ("RoleArn", "TargetRoleArn"),
    ),
    _runs("AWS::EKS::AccessEntry", compute.CLUSTER_ACCESS, "", ("PrincipalArn",)),
    _runs(
        "AWS::EKS::Addon",
        compute.ADDON,
        "AddonName",
        ("ServiceAccountRoleArn", "PodIdentityAssociations.RoleArn"),
        optional=True,
    ),
    _runs(
        "AWS::AppRunner::Service",
        compute.APP_SERVICE,
        "ServiceName",
        (
            "InstanceConfiguration.InstanceRoleArn",
            "SourceConfiguration.AuthenticationConfiguration.AccessRoleArn",
        ),
    ),
    # Code and delivery
    _runs(
        "AWS::CodeBuild::Project",
        compute.BUILD,
        "Name",
        ("ServiceRole", "BuildBatchConfig.ServiceRole", "ResourceAccessRole"),
    ),
    _runs(
        "AWS::CodePipeline::Pipeline",
        compute.PIPELINE,
        "Name",
        ("RoleArn", "Stages.Actions.RoleArn"),
    ),
    _runs(
        "AWS::CodeDeploy::DeploymentGroup",
        compute.DEPLOYMENT,
        "DeploymentGroupName",
        ("ServiceRoleArn",),
    ),
    _runs(
        "AWS::CloudFormation::StackSet",
        compute.STACK_SET,
        "StackSetName",
        ("AdministrationRoleARN", "ExecutionRoleName"),
    ),
    _runs("AWS::Amplify::App", compute.WEB_APP, "Name", ("IAMServiceRole", "ComputeRoleArn")),
    _runs("AWS::FIS::ExperimentTemplate", compute.EXPERIMENT, "", ("RoleArn",)),
    _runs("AWS::Synthetics::Canary", compute.CANARY, "Name", ("ExecutionRoleArn",)),
    _runs(
        "AWS::Chatbot::SlackChannelConfiguration",
        compute.CHAT_CHANNEL,
        "ConfigurationName",
        ("IamRoleArn",),
    ),
    _runs(
        "AWS::Chatbot::MicrosoftTeamsChannelConfiguration",
        compute.CHAT_TEAM,
        "ConfigurationName",
        ("IamRoleArn",),
    ),
    _runs("AWS::ServiceCatalog::LaunchRoleConstraint", compute.PRODUCT_ROLE, "", ("RoleArn",)),
    # Workflows and events
    _runs(
        "AWS::StepFunctions::StateMachine", compute.STATE_MACHINE, "StateMachineName", ("RoleArn",)
    ),
    _runs("AWS::Scheduler::Schedule", compute.SCHEDULE, "Name", ("Target.RoleArn",)),
    _runs("AWS::Events::Rule", compute.RULE, "Name", ("RoleArn", "Targets.RoleArn"), optional=True),
    _runs(
        "AWS::Pipes::Pipe",
        compute.PIPE,
        "Name",
        (
            "RoleArn",
            "TargetParameters.EcsTaskParameters.Overrides.TaskRoleArn",
            "TargetParameters.EcsTaskParameters.Overrides.ExecutionRoleArn",
        ),
    ),
    _runs(
        "AWS::SSM::MaintenanceWindowTask",
        compute.MAINTENANCE_TASK,
        "Name",
        (
            "ServiceRoleArn",
            "TaskInvocationParameters.MaintenanceWindowRunCommandParameters.ServiceRoleArn",
        ),
    ),
    _runs(
        "AWS::SSMIncidents::ResponsePlan",
        compute.INCIDENT_PLAN,
        "Name",
        ("Actions.SsmAutomation.RoleArn",),
    ),
    _runs(
        "AWS::IoT::TopicRule",
        compute.TOPIC_RULE,
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
    _runs("AWS::IoT::RoleAlias", compute.ROLE_ALIAS, "RoleAlias", ("RoleArn",)),
    _runs(
        "AWS::IoT::ProvisioningTemplate",
        compute.PROVISIONING,
        "TemplateName",
        ("ProvisioningRoleArn",),
    ),
    _runs(
        "AWS::Logs::SubscriptionFilter",
        compute.LOG_SUBSCRIPTION,
        "FilterName",
        ("RoleArn",),
        optional=True,
    ),
    _runs("AWS::CloudWatch::MetricStream", compute.METRIC_STREAM, "Name", ("RoleArn",)),
    _runs("AWS::Budgets::BudgetsAction", compute.BUDGET_ACTION, "", ("ExecutionRoleArn",)),
    _runs("AWS::Config::ConfigurationRecorder", compute.REMEDIATION, "Name", ("RoleARN",)),
    _runs(
        "AWS::Config::ConfigurationAggregator",
        compute.AGGREGATOR,
        "ConfigurationAggregatorName",
        ("OrganizationAggregationSource.RoleArn",),
    ),
    # Data and analytics
    _runs("AWS::Glue::Job", compute.GLUE_JOB, "Name", ("Role",)),
    _runs("AWS::Glue::Crawler", compute.CRAWLER, "Name", ("Role",)),
    _runs("AWS::Glue::DevEndpoint", compute.DEV_ENDPOINT, "EndpointName", ("RoleArn",)),
    _runs("AWS::Glue::MLTransform", compute.ML_TRANSFORM, "Name", ("Role",)),
    _runs(
        "AWS::EMR::Cluster",
        compute.EMR,
        "Name",
        ("ServiceRole", "AutoScalingRole"),
        ("JobFlowRole",),
    ),
    _runs("AWS::EMR::Studio", compute.EMR_STUDIO, "Name", ("ServiceRole", "UserRole")),
    _runs(
        "AWS::KinesisFirehose::DeliveryStream",
        compute.FIREHOSE,
        "DeliveryStreamName",
        (
            "ExtendedS3DestinationConfiguration.RoleARN",
            "ElasticsearchDestinationConfiguration.RoleARN",
            "AmazonopensearchserviceDestinationConfiguration.RoleARN",
            "AmazonOpenSearchServerlessDestinationConfiguration.RoleARN",
            "HttpEndpointDestinationConfiguration.RoleARN",
            "RedshiftDestinationConfiguration.RoleARN",
            "SnowflakeDestinationConfiguration.RoleARN",
            "IcebergDestinationConfiguration.RoleARN",
            "KinesisStreamSourceConfiguration.RoleARN",
            "S3DestinationConfiguration.RoleARN",
            "SplunkDestinationConfiguration.S3Configuration.RoleARN",
            "MSKSourceConfiguration.AuthenticationConfiguration.RoleARN",
        ),
    ),
    _runs(
        "AWS::KinesisAnalyticsV2::Application",
        compute.FLINK,
        "ApplicationName",
        ("ServiceExecutionRole",),
    ),
    _runs("AWS::MWAA::Environment", compute.AIRFLOW, "Name", ("ExecutionRoleArn",)),
    _runs(
        "AWS::KafkaConnect::Connector",
        compute.CONNECTOR,
        "ConnectorName",
        ("ServiceExecutionRoleArn",),
    ),
    _runs(
        "AWS::Athena::WorkGroup",
        compute.WORKGROUP,
        "Name",
        ("WorkGroupConfiguration.ExecutionRole",),
    ),
    _runs(
        "AWS::Timestream::ScheduledQuery",
        compute.QUERY,
        "ScheduledQueryName",
        ("ScheduledQueryExecutionRoleArn",),
    ),
    _runs(
        "AWS::RDS::DBInstance",
        compute.DATABASE,
        "DBInstanceIdentifier",
        ("AssociatedRoles.RoleArn", "MonitoringRoleArn"),
        optional=True,
    ),
    _runs(
        "AWS::RDS::DBCluster",
        compute.DATABASE_CLUSTER,
        "DBClusterIdentifier",
        ("AssociatedRoles.RoleArn", "MonitoringRoleArn"),
        optional=True,
    ),
    _runs("AWS::RDS::DBProxy", compute.DATABASE_PROXY, "DBProxyName", ("RoleArn",)),
    _runs(
        "AWS::Redshift::Cluster",
        compute.WAREHOUSE,
        "ClusterIdentifier",
        ("IamRoles",),
        optional=True,
    ),
    _runs(
        "AWS::RedshiftServerless::Namespace",
        compute.SERVERLESS_WAREHOUSE,
        "NamespaceName",
        ("IamRoles", "DefaultIamRoleArn"),
        optional=True,
    ),
    _runs(
        "AWS::DMS::Endpoint",
        compute.MIGRATION_ENDPOINT,
        "EndpointIdentifier",
        (
            "S3Settings.ServiceAccessRoleArn",
            "KinesisSettings.ServiceAccessRoleArn",
            "DynamoDbSettings.ServiceAccessRoleArn",
            "ElasticsearchSettings.ServiceAccessRoleArn",
            "RedshiftSettings.ServiceAccessRoleArn",
            "NeptuneSettings.ServiceAccessRoleArn",
        ),
    ),
    _runs(
        "AWS::DataSync::LocationS3", compute.SYNC_LOCATION, "", ("S3Config.BucketAccessRoleArn",)
    ),
    _runs(
        "AWS::Backup::BackupSelection",
        compute.BACKUP_SELECTION,
        "",
        ("BackupSelection.IamRoleArn",),
    ),
    _runs("AWS::DLM::LifecyclePolicy", compute.SNAPSHOTS, "", ("ExecutionRoleArn",)),
    _runs(
        "AWS::S3::Bucket",
        compute.REPLICATION,
        "BucketName",
        ("ReplicationConfiguration.Role",),
        optional=True,
    ),
    _runs(
        "AWS::Transfer::Server",
        compute.TRANSFER_SERVER,
        "",
        (
            "LoggingRole",
            "IdentityProviderDetails.InvocationRole",
            "WorkflowDetails.OnUpload.ExecutionRole",
            "WorkflowDetails.OnPartialUpload.ExecutionRole",
        ),
    ),
    _runs("AWS::Transfer::User", compute.TRANSFER_USER, "UserName", ("Role",)),
    _runs("AWS::AppSync::DataSource", compute.DATA_SOURCE, "Name", ("ServiceRoleArn",)),
    _runs(
        "AWS::DataZone::Domain", compute.DATA_DOMAIN, "Name", ("DomainExecutionRole", "ServiceRole")
    ),
    _runs("AWS::Grafana::Workspace", compute.DASHBOARD, "Name", ("RoleArn",)),
    _runs("AWS::Kendra::Index", compute.SEARCH_INDEX, "Name", ("RoleArn",)),
    # Machine learning
    _runs(
        "AWS::SageMaker::NotebookInstance", compute.NOTEBOOK, "NotebookInstanceName", ("RoleArn",)
    ),
    _runs(
        "AWS::SageMaker::Domain",
        compute.ML_DOMAIN,
        "DomainName",
        ("DefaultUserSettings.ExecutionRole", "DefaultSpaceSettings.ExecutionRole"),
    ),
    _runs(
        "AWS::SageMaker::UserProfile",
        compute.ML_USER,
        "UserProfileName",
        ("UserSettings.ExecutionRole",),
    ),
    _runs("AWS::SageMaker::Model", compute.MODEL, "ModelName", ("ExecutionRoleArn",)),
    _runs("AWS::SageMaker::Pipeline", compute.ML_PIPELINE, "PipelineName", ("RoleArn",)),
    _runs("AWS::SageMaker::Image", compute.ML_IMAGE, "ImageName", ("ImageRoleArn",)),
    _runs("AWS::SageMaker::FeatureGroup", compute.FEATURES, "FeatureGroupName", ("RoleArn",)),
    _runs("AWS::Bedrock::Agent", compute.AGENT, "AgentName", ("AgentResourceRoleArn",)),
    _runs("AWS::Bedrock::KnowledgeBase", compute.KNOWLEDGE_BASE, "Name", ("RoleArn",)),
    _runs("AWS::Bedrock::Flow", compute.AGENT_FLOW, "Name", ("ExecutionRoleArn",)),
    _runs(
        "AWS::BedrockAgentCore::Runtime", compute.AGENT_RUNTIME, "AgentRuntimeName", ("RoleArn",)
    ),
    _runs(
        "AWS::BedrockAgentCore::CodeInterpreterCustom",
        compute.CODE_INTERPRETER,
        "Name",
        ("ExecutionRoleArn",),
    ),
    _runs(
        "AWS::BedrockAgentCore::BrowserCustom", compute.AGENT_BROWSER, "Name", ("ExecutionRoleArn",)
    ),
    _runs("AWS::BedrockAgentCore::Gateway", compute.AGENT_GATEWAY, "Name", ("RoleArn",)),
    _runs(
        "AWS::BedrockAgentCore::Memory", compute.AGENT_MEMORY, "Name", ("MemoryExecutionRoleArn",)
    ),
    _runs("AWS::Lex::Bot", compute.BOT, "Name", ("RoleArn",)),
    # Sign-in
    _runs(
        "AWS::Cognito::IdentityPoolRoleAttachment",
        compute.IDENTITY_POOL,
        "",
        ("Roles.authenticated", "Roles.unauthenticated"),
    ),
    _runs("AWS::Cognito::UserPoolGroup", compute.USER_GROUP, "GroupName", ("RoleArn",)),
)
"""Every type to which a role is passed."""
