"""Kinds of resource to which a role is passed: servers, containers and functions.

Which type of which language is which kind is in the tables of the adapters; where the facts are
from is in `kind`.
"""

from __future__ import annotations

from iac_scan.graph.compute.kind import kind as _kind

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
TASK = _kind("AWS::ECS::TaskDefinition", "task definition", "ecs-tasks")
SERVICE = _kind("AWS::ECS::Service", "service", "ecs")
CLUSTER = _kind("AWS::EKS::Cluster", "cluster", "eks")
NODE_GROUP = _kind("AWS::EKS::Nodegroup", "node group", "ec2")
FARGATE_PROFILE = _kind("AWS::EKS::FargateProfile", "Fargate profile", "eks-fargate-pods")
POD_IDENTITY = _kind("AWS::EKS::PodIdentityAssociation", "pod identity", "pods.eks")
CLUSTER_ACCESS = _kind("AWS::EKS::AccessEntry", "cluster access entry", "eks")
ADDON = _kind("AWS::EKS::Addon", "cluster add-on", "pods.eks")
APP_SERVICE = _kind("AWS::AppRunner::Service", "service", "tasks.apprunner")
APP_STREAM_APP_BLOCK_BUILDER = _kind(
    "AWS::AppStream::AppBlockBuilder", "app block builder", "appstream"
)
APPLICATION_AUTO_SCALING_SCALABLE_TARGET = _kind(
    "AWS::ApplicationAutoScaling::ScalableTarget", "scalable target", "application-autoscaling"
)
ECR_PULL_THROUGH_CACHE_RULE = _kind(
    "AWS::ECR::PullThroughCacheRule", "pull through cache rule", "ecr"
)
ECR_REPOSITORY_CREATION_TEMPLATE = _kind(
    "AWS::ECR::RepositoryCreationTemplate", "repository template", "ecr"
)
ECS_CAPACITY_PROVIDER = _kind("AWS::ECS::CapacityProvider", "capacity provider", "ecs")
ECS_DAEMON_TASK_DEFINITION = _kind(
    "AWS::ECS::DaemonTaskDefinition", "daemon task definition", "ecs-tasks"
)
ECS_EXPRESS_GATEWAY_SERVICE = _kind(
    "AWS::ECS::ExpressGatewayService", "express service", "ecs-tasks"
)
EFS_FILE_SYSTEM = _kind("AWS::EFS::FileSystem", "file system replication", "elasticfilesystem")
EKS_CAPABILITY = _kind("AWS::EKS::Capability", "cluster capability", "capabilities.eks")
GAME_LIFT_CONTAINER_FLEET = _kind("AWS::GameLift::ContainerFleet", "container fleet", "gamelift")
GAME_LIFT_SCRIPT = _kind("AWS::GameLift::Script", "game script", "gamelift")
IMAGE_BUILDER_IMAGE = _kind("AWS::ImageBuilder::Image", "image build", "imagebuilder")
IMAGE_BUILDER_LIFECYCLE_POLICY = _kind(
    "AWS::ImageBuilder::LifecyclePolicy", "image lifecycle policy", "imagebuilder"
)
LAMBDA_CAPACITY_PROVIDER = _kind(
    "AWS::Lambda::CapacityProvider", "function capacity provider", "lambda"
)
M2_APPLICATION = _kind("AWS::M2::Application", "mainframe application", "m2")
OPS_WORKS_STACK = _kind("AWS::OpsWorks::Stack", "stack of servers", "opsworks")
OPS_WORKS_LAYER = _kind("AWS::OpsWorks::Layer", "layer of servers", "ec2")
PCS_COMPUTE_NODE_GROUP = _kind("AWS::PCS::ComputeNodeGroup", "compute node group", "ec2")
SIM_SPACE_WEAVER_SIMULATION = _kind(
    "AWS::SimSpaceWeaver::Simulation", "simulation", "simspaceweaver"
)
STORAGE_GATEWAY_NFS_FILE_SHARE = _kind(
    "AWS::StorageGateway::NFSFileShare", "file share", "storagegateway"
)
STORAGE_GATEWAY_SMB_FILE_SHARE = _kind(
    "AWS::StorageGateway::SMBFileShare", "file share", "storagegateway"
)
WORKSPACES_INSTANCES_WORKSPACE_INSTANCE = _kind(
    "AWS::WorkspacesInstances::WorkspaceInstance", "workspace instance", "ec2"
)
