"""CloudFormation's resource types that run with roles: servers, containers and functions.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.cloudformation.workloads.row import runs as _runs
from iac_scan.graph.compute import servers as kinds

ROWS = (
    _runs("AWS::EC2::Instance", kinds.INSTANCE, "", (), ("IamInstanceProfile",)),
    _runs(
        "AWS::EC2::LaunchTemplate",
        kinds.LAUNCH_TEMPLATE,
        "LaunchTemplateName",
        (),
        ("LaunchTemplateData.IamInstanceProfile.Arn", "LaunchTemplateData.IamInstanceProfile.Name"),
    ),
    _runs(
        "AWS::EC2::SpotFleet",
        kinds.SPOT_FLEET,
        "",
        ("SpotFleetRequestConfigData.IamFleetRole",),
        ("SpotFleetRequestConfigData.LaunchSpecifications.IamInstanceProfile.Arn",),
    ),
    _runs(
        "AWS::EC2::FlowLog",
        kinds.FLOW_LOG,
        "",
        ("DeliverLogsPermissionArn", "DeliverCrossAccountRole"),
    ),
    _runs(
        "AWS::AutoScaling::LaunchConfiguration",
        kinds.LAUNCH_CONFIGURATION,
        "LaunchConfigurationName",
        (),
        ("IamInstanceProfile",),
    ),
    _runs(
        "AWS::AutoScaling::AutoScalingGroup",
        kinds.SCALING_GROUP,
        "AutoScalingGroupName",
        ("ServiceLinkedRoleARN", "LifecycleHookSpecificationList.RoleARN"),
        optional=True,
    ),
    _runs(
        "AWS::AutoScaling::LifecycleHook", kinds.LIFECYCLE_HOOK, "LifecycleHookName", ("RoleARN",)
    ),
    _runs("AWS::Lambda::Function", kinds.FUNCTION, "FunctionName", ("Role",)),
    _runs(
        "AWS::Batch::ComputeEnvironment",
        kinds.BATCH_ENVIRONMENT,
        "ComputeEnvironmentName",
        (
            "ServiceRole",
            "ComputeResources.SpotIamFleetRole",
            "ComputeResources.ManagedInstancesProvider.InfrastructureRoleArn",
        ),
        (
            "ComputeResources.InstanceRole",
            "ComputeResources.ManagedInstancesProvider.InstanceLaunchTemplate.Ec2InstanceProfileArn",
        ),
    ),
    _runs(
        "AWS::Batch::JobDefinition",
        kinds.BATCH_JOB,
        "JobDefinitionName",
        (
            "ContainerProperties.JobRoleArn",
            "ContainerProperties.ExecutionRoleArn",
            "EcsProperties.TaskProperties.TaskRoleArn",
            "EcsProperties.TaskProperties.ExecutionRoleArn",
            "NodeProperties.NodeRangeProperties.Container.JobRoleArn",
            "NodeProperties.NodeRangeProperties.Container.ExecutionRoleArn",
            "NodeProperties.NodeRangeProperties.EcsProperties.TaskProperties.ExecutionRoleArn",
            "NodeProperties.NodeRangeProperties.EcsProperties.TaskProperties.TaskRoleArn",
        ),
    ),
    _runs("AWS::ImageBuilder::ImagePipeline", kinds.IMAGE_PIPELINE, "Name", ("ExecutionRole",)),
    _runs(
        "AWS::ImageBuilder::InfrastructureConfiguration",
        kinds.IMAGE_INFRASTRUCTURE,
        "Name",
        (),
        ("InstanceProfileName",),
    ),
    _runs("AWS::GameLift::Fleet", kinds.GAME_FLEET, "Name", ("InstanceRoleARN",)),
    _runs("AWS::GameLift::Build", kinds.GAME_BUILD, "Name", ("StorageLocation.RoleArn",)),
    _runs(
        "AWS::GameLift::GameServerGroup", kinds.GAME_SERVERS, "GameServerGroupName", ("RoleArn",)
    ),
    _runs("AWS::AppStream::Fleet", kinds.DESKTOP_FLEET, "Name", ("IamRoleArn",)),
    _runs("AWS::AppStream::ImageBuilder", kinds.DESKTOP_IMAGE, "Name", ("IamRoleArn",)),
    _runs("AWS::ECS::TaskDefinition", kinds.TASK, "Family", ("TaskRoleArn", "ExecutionRoleArn")),
    _runs(
        "AWS::ECS::Service",
        kinds.SERVICE,
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
    _runs("AWS::EKS::Cluster", kinds.CLUSTER, "Name", ("RoleArn", "ComputeConfig.NodeRoleArn")),
    _runs("AWS::EKS::Nodegroup", kinds.NODE_GROUP, "NodegroupName", ("NodeRole",)),
    _runs(
        "AWS::EKS::FargateProfile",
        kinds.FARGATE_PROFILE,
        "FargateProfileName",
        ("PodExecutionRoleArn",),
    ),
    _runs(
        "AWS::EKS::PodIdentityAssociation",
        kinds.POD_IDENTITY,
        "ServiceAccount",
        ("RoleArn", "TargetRoleArn"),
    ),
    _runs("AWS::EKS::AccessEntry", kinds.CLUSTER_ACCESS, "", ("PrincipalArn",)),
    _runs(
        "AWS::EKS::Addon",
        kinds.ADDON,
        "AddonName",
        ("ServiceAccountRoleArn", "PodIdentityAssociations.RoleArn"),
        optional=True,
    ),
    _runs(
        "AWS::AppRunner::Service",
        kinds.APP_SERVICE,
        "ServiceName",
        (
            "InstanceConfiguration.InstanceRoleArn",
            "SourceConfiguration.AuthenticationConfiguration.AccessRoleArn",
        ),
    ),
    _runs(
        "AWS::AppStream::AppBlockBuilder",
        kinds.APP_STREAM_APP_BLOCK_BUILDER,
        "Name",
        ("IamRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::ApplicationAutoScaling::ScalableTarget",
        kinds.APPLICATION_AUTO_SCALING_SCALABLE_TARGET,
        "",
        ("RoleARN",),
        optional=True,
    ),
    _runs(
        "AWS::ECR::PullThroughCacheRule",
        kinds.ECR_PULL_THROUGH_CACHE_RULE,
        "",
        ("CustomRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::ECR::RepositoryCreationTemplate",
        kinds.ECR_REPOSITORY_CREATION_TEMPLATE,
        "",
        ("CustomRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::ECS::CapacityProvider",
        kinds.ECS_CAPACITY_PROVIDER,
        "Name",
        ("ManagedInstancesProvider.InfrastructureRoleArn",),
        ("ManagedInstancesProvider.InstanceLaunchTemplate.Ec2InstanceProfileArn",),
        optional=True,
    ),
    _runs(
        "AWS::ECS::DaemonTaskDefinition",
        kinds.ECS_DAEMON_TASK_DEFINITION,
        "",
        ("ExecutionRoleArn", "TaskRoleArn"),
        optional=True,
    ),
    _runs(
        "AWS::ECS::ExpressGatewayService",
        kinds.ECS_EXPRESS_GATEWAY_SERVICE,
        "ServiceName",
        ("ExecutionRoleArn", "InfrastructureRoleArn", "TaskRoleArn"),
    ),
    _runs(
        "AWS::EFS::FileSystem",
        kinds.EFS_FILE_SYSTEM,
        "",
        ("ReplicationConfiguration.Destinations.RoleArn",),
        optional=True,
    ),
    _runs("AWS::EKS::Capability", kinds.EKS_CAPABILITY, "CapabilityName", ("RoleArn",)),
    _runs("AWS::GameLift::ContainerFleet", kinds.GAME_LIFT_CONTAINER_FLEET, "", ("FleetRoleArn",)),
    _runs(
        "AWS::GameLift::Script",
        kinds.GAME_LIFT_SCRIPT,
        "Name",
        ("StorageLocation.RoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::ImageBuilder::Image",
        kinds.IMAGE_BUILDER_IMAGE,
        "Name",
        ("ExecutionRole",),
        optional=True,
    ),
    _runs(
        "AWS::ImageBuilder::LifecyclePolicy",
        kinds.IMAGE_BUILDER_LIFECYCLE_POLICY,
        "Name",
        ("ExecutionRole",),
    ),
    _runs(
        "AWS::Lambda::CapacityProvider",
        kinds.LAMBDA_CAPACITY_PROVIDER,
        "CapacityProviderName",
        ("PermissionsConfig.CapacityProviderOperatorRoleArn",),
        optional=True,
    ),
    _runs("AWS::M2::Application", kinds.M2_APPLICATION, "Name", ("RoleArn",), optional=True),
    _runs(
        "AWS::OpsWorks::Stack",
        kinds.OPS_WORKS_STACK,
        "Name",
        ("ServiceRoleArn",),
        ("DefaultInstanceProfileArn",),
    ),
    _runs(
        "AWS::OpsWorks::Layer",
        kinds.OPS_WORKS_LAYER,
        "Name",
        ("CustomInstanceProfileArn",),
        optional=True,
    ),
    _runs(
        "AWS::PCS::ComputeNodeGroup",
        kinds.PCS_COMPUTE_NODE_GROUP,
        "Name",
        ("IamInstanceProfileArn",),
    ),
    _runs(
        "AWS::SimSpaceWeaver::Simulation", kinds.SIM_SPACE_WEAVER_SIMULATION, "Name", ("RoleArn",)
    ),
    _runs("AWS::StorageGateway::NFSFileShare", kinds.STORAGE_GATEWAY_NFS_FILE_SHARE, "", ("Role",)),
    _runs("AWS::StorageGateway::SMBFileShare", kinds.STORAGE_GATEWAY_SMB_FILE_SHARE, "", ("Role",)),
    _runs(
        "AWS::WorkspacesInstances::WorkspaceInstance",
        kinds.WORKSPACES_INSTANCES_WORKSPACE_INSTANCE,
        "",
        ("ManagedInstance.IamInstanceProfile",),
        optional=True,
    ),
)
"""Every type of this topic to which a role is passed."""
