"""Terraform's resource types that run with roles: servers, containers and functions.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.compute import servers as kinds
from iac_scan.graph.terraform.workloads.row import runs as _runs

ROWS = (
    _runs("aws_instance", kinds.INSTANCE, "", (), ("iam_instance_profile",)),
    _runs("aws_spot_instance_request", kinds.INSTANCE, "", (), ("iam_instance_profile",)),
    _runs(
        "aws_launch_template",
        kinds.LAUNCH_TEMPLATE,
        "name",
        (),
        ("iam_instance_profile.arn", "iam_instance_profile.name"),
    ),
    _runs(
        "aws_spot_fleet_request",
        kinds.SPOT_FLEET,
        "",
        ("iam_fleet_role",),
        (
            "launch_specification.iam_instance_profile",
            "launch_specification.iam_instance_profile_arn",
        ),
    ),
    _runs("aws_flow_log", kinds.FLOW_LOG, "", ("iam_role_arn", "deliver_cross_account_role")),
    _runs(
        "aws_launch_configuration",
        kinds.LAUNCH_CONFIGURATION,
        "name",
        (),
        ("iam_instance_profile",),
    ),
    _runs(
        "aws_autoscaling_group",
        kinds.SCALING_GROUP,
        "name",
        ("service_linked_role_arn", "initial_lifecycle_hook.role_arn"),
        optional=True,
    ),
    _runs("aws_autoscaling_lifecycle_hook", kinds.LIFECYCLE_HOOK, "name", ("role_arn",)),
    _runs("aws_lambda_function", kinds.FUNCTION, "function_name", ("role",)),
    _runs(
        "aws_batch_compute_environment",
        kinds.BATCH_ENVIRONMENT,
        "name",
        ("service_role", "compute_resources.spot_iam_fleet_role"),
        ("compute_resources.instance_role",),
    ),
    _runs(
        "aws_batch_job_definition",
        kinds.BATCH_JOB,
        "name",
        (
            "container_properties.jobRoleArn",
            "container_properties.executionRoleArn",
            "ecs_properties.taskProperties.taskRoleArn",
            "ecs_properties.taskProperties.executionRoleArn",
            "node_properties.nodeRangeProperties.container.jobRoleArn",
            "node_properties.nodeRangeProperties.container.executionRoleArn",
            "node_properties.nodeRangeProperties.ecsProperties.taskProperties.taskRoleArn",
            "node_properties.nodeRangeProperties.ecsProperties.taskProperties.executionRoleArn",
        ),
    ),
    _runs("aws_imagebuilder_image_pipeline", kinds.IMAGE_PIPELINE, "name", ("execution_role",)),
    _runs(
        "aws_imagebuilder_infrastructure_configuration",
        kinds.IMAGE_INFRASTRUCTURE,
        "name",
        (),
        ("instance_profile_name",),
    ),
    _runs("aws_gamelift_fleet", kinds.GAME_FLEET, "name", ("instance_role_arn",)),
    _runs("aws_gamelift_build", kinds.GAME_BUILD, "name", ("storage_location.role_arn",)),
    _runs(
        "aws_gamelift_game_server_group",
        kinds.GAME_SERVERS,
        "game_server_group_name",
        ("role_arn",),
    ),
    _runs("aws_appstream_fleet", kinds.DESKTOP_FLEET, "name", ("iam_role_arn",)),
    _runs("aws_appstream_image_builder", kinds.DESKTOP_IMAGE, "name", ("iam_role_arn",)),
    _runs("aws_ecs_task_definition", kinds.TASK, "family", ("task_role_arn", "execution_role_arn")),
    _runs(
        "aws_ecs_service",
        kinds.SERVICE,
        "name",
        (
            "iam_role",
            "volume_configuration.managed_ebs_volume.role_arn",
            "service_connect_configuration.service.tls.role_arn",
            "vpc_lattice_configurations.role_arn",
            "load_balancer.advanced_configuration.role_arn",
            "deployment_configuration.lifecycle_hook.role_arn",
        ),
    ),
    _runs("aws_eks_cluster", kinds.CLUSTER, "name", ("role_arn", "compute_config.node_role_arn")),
    _runs("aws_eks_node_group", kinds.NODE_GROUP, "node_group_name", ("node_role_arn",)),
    _runs(
        "aws_eks_fargate_profile",
        kinds.FARGATE_PROFILE,
        "fargate_profile_name",
        ("pod_execution_role_arn",),
    ),
    _runs(
        "aws_eks_pod_identity_association",
        kinds.POD_IDENTITY,
        "service_account",
        ("role_arn", "target_role_arn"),
    ),
    _runs("aws_eks_access_entry", kinds.CLUSTER_ACCESS, "", ("principal_arn",)),
    _runs(
        "aws_eks_addon",
        kinds.ADDON,
        "addon_name",
        ("service_account_role_arn", "pod_identity_association.role_arn"),
        optional=True,
    ),
    _runs(
        "aws_apprunner_service",
        kinds.APP_SERVICE,
        "service_name",
        (
            "instance_configuration.instance_role_arn",
            "source_configuration.authentication_configuration.access_role_arn",
        ),
    ),
    _runs(
        "aws_appautoscaling_target",
        kinds.APPLICATION_AUTO_SCALING_SCALABLE_TARGET,
        "",
        ("role_arn",),
        optional=True,
    ),
    _runs(
        "aws_ecr_pull_through_cache_rule",
        kinds.ECR_PULL_THROUGH_CACHE_RULE,
        "",
        ("custom_role_arn",),
        optional=True,
    ),
    _runs(
        "aws_ecr_repository_creation_template",
        kinds.ECR_REPOSITORY_CREATION_TEMPLATE,
        "",
        ("custom_role_arn",),
        optional=True,
    ),
    _runs(
        "aws_ecs_capacity_provider",
        kinds.ECS_CAPACITY_PROVIDER,
        "name",
        ("managed_instances_provider.infrastructure_role_arn",),
        ("managed_instances_provider.instance_launch_template.ec2_instance_profile_arn",),
        optional=True,
    ),
    _runs(
        "aws_ecs_express_gateway_service",
        kinds.ECS_EXPRESS_GATEWAY_SERVICE,
        "service_name",
        ("execution_role_arn", "infrastructure_role_arn", "task_role_arn"),
    ),
    _runs("aws_eks_capability", kinds.EKS_CAPABILITY, "capability_name", ("role_arn",)),
    _runs(
        "aws_gamelift_script",
        kinds.GAME_LIFT_SCRIPT,
        "name",
        ("storage_location.role_arn",),
        optional=True,
    ),
    _runs(
        "aws_imagebuilder_image", kinds.IMAGE_BUILDER_IMAGE, "", ("execution_role",), optional=True
    ),
    _runs(
        "aws_imagebuilder_lifecycle_policy",
        kinds.IMAGE_BUILDER_LIFECYCLE_POLICY,
        "name",
        ("execution_role",),
    ),
    _runs(
        "aws_lambda_capacity_provider",
        kinds.LAMBDA_CAPACITY_PROVIDER,
        "name",
        ("permissions_config.capacity_provider_operator_role_arn",),
        optional=True,
    ),
    _runs("aws_m2_application", kinds.M2_APPLICATION, "name", ("role_arn",), optional=True),
    _runs(
        "aws_storagegateway_nfs_file_share", kinds.STORAGE_GATEWAY_NFS_FILE_SHARE, "", ("role_arn",)
    ),
    _runs(
        "aws_storagegateway_smb_file_share", kinds.STORAGE_GATEWAY_SMB_FILE_SHARE, "", ("role_arn",)
    ),
)
"""Every type of this topic to which a role is passed."""
