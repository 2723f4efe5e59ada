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
