"""Every kind of resource to which a role is passed, whatever language declares it.

Which type of which language is which kind is in the tables of the adapters.
Source: Service Authorization Reference, actions with `iam:PassRole` among their dependent actions;
the names of services are those under "Service" in the trust policies of their user guides.
"""

from __future__ import annotations

from iac_scan.graph.model import WorkloadKind


def _kind(type: str, noun: str, service: str) -> WorkloadKind:
    return WorkloadKind(type, noun, f"{service}.amazonaws.com")


# Compute
INSTANCE = _kind("AWS::EC2::Instance", "instance", "ec2")
LAUNCH_TEMPLATE = _kind("AWS::EC2::LaunchTemplate", "launch template", "ec2")
SPOT_FLEET = _kind("AWS::EC2::SpotFleet", "spot fleet", "spotfleet")
FLOW_LOG = _kind("AWS::EC2::FlowLog", "flow log", "vpc-flow-logs")
LAUNCH_CONFIGURATION = _kind("AWS::AutoScaling::LaunchConfiguration", "launch configuration", "ec2")
SCALING_GROUP = _kind("AWS::AutoScaling::AutoScalingGroup", "scaling group", "autoscaling")
LIFECYCLE_HOOK = _kind("AWS::AutoScaling::LifecycleHook", "lifecycle hook", "autoscaling")
FUNCTION = _kind("AWS::Lambda::Function", "function", "lambda")
BATCH_ENVIRONMENT = _kind("AWS::Batch::ComputeEnvironment", "compute environment", "batch")
BATCH_JOB = _kind("AWS::Batch::JobDefinition", "job definition", "ecs-tasks")
IMAGE_PIPELINE = _kind("AWS::ImageBuilder::ImagePipeline", "image pipeline", "imagebuilder")
IMAGE_INFRASTRUCTURE = _kind(
    "AWS::ImageBuilder::InfrastructureConfiguration", "image infrastructure", "ec2"
)
GAME_FLEET = _kind("AWS::GameLift::Fleet", "game fleet", "gamelift")
GAME_BUILD = _kind("AWS::GameLift::Build", "game build", "gamelift")
GAME_SERVERS = _kind("AWS::GameLift::GameServerGroup", "game server group", "gamelift")
DESKTOP_FLEET = _kind("AWS::AppStream::Fleet", "desktop fleet", "appstream")
DESKTOP_IMAGE = _kind("AWS::AppStream::ImageBuilder", "desktop image builder", "appstream")
# Containers
TASK = _kind("AWS::ECS::TaskDefinition", "task definition", "ecs-tasks")
SERVICE = _kind("AWS::ECS::Service", "service", "ecs")
CLUSTER = _kind("AWS::EKS::Cluster", "cluster", "eks")
NODE_GROUP = _kind("AWS::EKS::Nodegroup", "node group", "ec2")
FARGATE_PROFILE = _kind("AWS::EKS::FargateProfile", "Fargate profile", "eks-fargate-pods")
POD_IDENTITY = _kind("AWS::EKS::PodIdentityAssociation", "pod identity", "pods.eks")
CLUSTER_ACCESS = _kind("AWS::EKS::AccessEntry", "cluster access entry", "eks")
ADDON = _kind("AWS::EKS::Addon", "cluster add-on", "pods.eks")
APP_SERVICE = _kind("AWS::AppRunner::Service", "service", "tasks.apprunner")
# Code and delivery
BUILD = _kind("AWS::CodeBuild::Project", "build project", "codebuild")
PIPELINE = _kind("AWS::CodePipeline::Pipeline", "pipeline", "codepipeline")
DEPLOYMENT = _kind("AWS::CodeDeploy::DeploymentGroup", "deployment group", "codedeploy")
STACK = _kind("AWS::CloudFormation::Stack", "stack", "cloudformation")
STACK_SET = _kind("AWS::CloudFormation::StackSet", "stack set", "cloudformation")
WEB_APP = _kind("AWS::Amplify::App", "web app", "amplify")
EXPERIMENT = _kind("AWS::FIS::ExperimentTemplate", "experiment template", "fis")
CANARY = _kind("AWS::Synthetics::Canary", "canary", "lambda")
CHAT_CHANNEL = _kind("AWS::Chatbot::SlackChannelConfiguration", "chat channel", "chatbot")
CHAT_TEAM = _kind("AWS::Chatbot::MicrosoftTeamsChannelConfiguration", "chat channel", "chatbot")
PRODUCT_ROLE = _kind(
    "AWS::ServiceCatalog::LaunchRoleConstraint", "launch constraint", "servicecatalog"
)
# Workflows and events
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
# Data and analytics
GLUE_JOB = _kind("AWS::Glue::Job", "job", "glue")
CRAWLER = _kind("AWS::Glue::Crawler", "crawler", "glue")
DEV_ENDPOINT = _kind("AWS::Glue::DevEndpoint", "development endpoint", "glue")
ML_TRANSFORM = _kind("AWS::Glue::MLTransform", "transform", "glue")
EMR = _kind("AWS::EMR::Cluster", "cluster", "elasticmapreduce")
EMR_STUDIO = _kind("AWS::EMR::Studio", "studio", "elasticmapreduce")
FIREHOSE = _kind("AWS::KinesisFirehose::DeliveryStream", "delivery stream", "firehose")
FLINK = _kind("AWS::KinesisAnalyticsV2::Application", "analytics application", "kinesisanalytics")
AIRFLOW = _kind("AWS::MWAA::Environment", "workflow environment", "airflow-env")
CONNECTOR = _kind("AWS::KafkaConnect::Connector", "connector", "kafkaconnect")
WORKGROUP = _kind("AWS::Athena::WorkGroup", "workgroup", "athena")
QUERY = _kind("AWS::Timestream::ScheduledQuery", "scheduled query", "timestream")
DATABASE = _kind("AWS::RDS::DBInstance", "database", "rds")
DATABASE_CLUSTER = _kind("AWS::RDS::DBCluster", "database cluster", "rds")
DATABASE_PROXY = _kind("AWS::RDS::DBProxy", "database proxy", "rds")
WAREHOUSE = _kind("AWS::Redshift::Cluster", "warehouse", "redshift")
SERVERLESS_WAREHOUSE = _kind(
    "AWS::RedshiftServerless::Namespace", "warehouse namespace", "redshift-serverless"
)
MIGRATION_ENDPOINT = _kind("AWS::DMS::Endpoint", "migration endpoint", "dms")
SYNC_LOCATION = _kind("AWS::DataSync::LocationS3", "transfer location", "datasync")
BACKUP_SELECTION = _kind("AWS::Backup::BackupSelection", "backup selection", "backup")
SNAPSHOTS = _kind("AWS::DLM::LifecyclePolicy", "snapshot policy", "dlm")
REPLICATION = _kind("AWS::S3::Bucket", "bucket replication", "s3")
TRANSFER_SERVER = _kind("AWS::Transfer::Server", "transfer server", "transfer")
TRANSFER_USER = _kind("AWS::Transfer::User", "transfer user", "transfer")
DATA_SOURCE = _kind("AWS::AppSync::DataSource", "data source", "appsync")
DATA_DOMAIN = _kind("AWS::DataZone::Domain", "data domain", "datazone")
DASHBOARD = _kind("AWS::Grafana::Workspace", "dashboard workspace", "grafana")
SEARCH_INDEX = _kind("AWS::Kendra::Index", "search index", "kendra")
# Machine learning
NOTEBOOK = _kind("AWS::SageMaker::NotebookInstance", "notebook", "sagemaker")
ML_DOMAIN = _kind("AWS::SageMaker::Domain", "studio domain", "sagemaker")
ML_USER = _kind("AWS::SageMaker::UserProfile", "studio user", "sagemaker")
MODEL = _kind("AWS::SageMaker::Model", "model", "sagemaker")
ML_PIPELINE = _kind("AWS::SageMaker::Pipeline", "training pipeline", "sagemaker")
ML_IMAGE = _kind("AWS::SageMaker::Image", "notebook image", "sagemaker")
FEATURES = _kind("AWS::SageMaker::FeatureGroup", "feature group", "sagemaker")
AGENT = _kind("AWS::Bedrock::Agent", "agent", "bedrock")
KNOWLEDGE_BASE = _kind("AWS::Bedrock::KnowledgeBase", "knowledge base", "bedrock")
AGENT_FLOW = _kind("AWS::Bedrock::Flow", "flow", "bedrock")
AGENT_RUNTIME = _kind("AWS::BedrockAgentCore::Runtime", "agent runtime", "bedrock-agentcore")
CODE_INTERPRETER = _kind(
    "AWS::BedrockAgentCore::CodeInterpreterCustom", "code interpreter", "bedrock-agentcore"
)
AGENT_BROWSER = _kind("AWS::BedrockAgentCore::BrowserCustom", "agent browser", "bedrock-agentcore")
AGENT_GATEWAY = _kind("AWS::BedrockAgentCore::Gateway", "agent gateway", "bedrock-agentcore")
AGENT_MEMORY = _kind("AWS::BedrockAgentCore::Memory", "agent memory", "bedrock-agentcore")
BOT = _kind("AWS::Lex::Bot", "bot", "lexv2")
# Sign-in
IDENTITY_POOL = _kind(
    "AWS::Cognito::IdentityPoolRoleAttachment", "identity pool roles", "cognito-identity"
)
USER_GROUP = _kind("AWS::Cognito::UserPoolGroup", "user pool group", "cognito-identity")
