"""What the things that run with roles compute: functions, tasks, clusters, pipelines, models.

Source: the section "Attribute Reference" of the page of each type,
https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/<type without aws_>
and the ARN formats of https://docs.aws.amazon.com/service-authorization/latest/reference/.
"""

from __future__ import annotations

from collections.abc import Mapping as Map

from iac_scan.evaluation.terraform.computed_rows import (
    AFTER_APPLY,
    Row,
    arn_of,
    identified,
    named,
    opaque,
    regional,
)

FUNCTIONS: Map[str, Row] = {
    "aws_lambda_function": regional(
        "lambda",
        "function:{function_name}",
        id="{function_name}",
        invoke_arn="arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
        qualified_arn=AFTER_APPLY,
        version=AFTER_APPLY,
    ),
    # The function is named by its name or its ARN.
    "aws_lambda_alias": opaque("arn", "invoke_arn"),
    "aws_lambda_function_url": Row(
        dict.fromkeys(("id", "function_arn", "function_url", "url_id"), AFTER_APPLY)
    ),
    "aws_lambda_layer_version": Row(
        {
            "layer_arn": arn_of("lambda", "layer:{layer_name}"),
            "version": AFTER_APPLY,
            "arn": "{layer_arn}:{version}",
            "id": "{arn}",
        }
    ),
    "aws_sfn_state_machine": named("states", "stateMachine:{name}", revision_id=AFTER_APPLY),
    "aws_appsync_datasource": regional(
        "appsync", "apis/{api_id}/datasources/{name}", id="{api_id}-{name}"
    ),
    "aws_apprunner_service": regional(
        "apprunner",
        "service/{service_name}/{service_id}",
        id="{arn}",
        service_id=AFTER_APPLY,
        service_url=AFTER_APPLY,
    ),
    "aws_amplify_app": regional("amplify", "apps/{id}", default_domain=AFTER_APPLY),
    "aws_synthetics_canary": regional("synthetics", "canary:{name}", id="{name}"),
}

CONTAINERS: Map[str, Row] = {
    "aws_ecr_repository": regional(
        "ecr",
        "repository/{name}",
        id="{name}",
        registry_id="{account}",
        repository_url="{account}.dkr.ecr.{region}.{suffix}/{name}",
    ),
    "aws_ecr_repository_creation_template": Row({"id": "{prefix}", "registry_id": "{account}"}),
    "aws_ecrpublic_repository": Row(
        {
            "arn": "arn:{partition}:ecr-public::{account}:repository/{repository_name}",
            "id": "{repository_name}",
            "registry_id": "{account}",
            "repository_uri": AFTER_APPLY,
        }
    ),
    "aws_ecs_cluster": regional("ecs", "cluster/{name}", id="{arn}"),
    "aws_ecs_service": opaque("arn"),
    "aws_ecs_task_definition": Row(
        {
            "arn": "{arn_without_revision}:{revision}",
            "arn_without_revision": arn_of("ecs", "task-definition/{family}"),
            "id": "{family}",
            "revision": AFTER_APPLY,
        }
    ),
    "aws_eks_cluster": regional(
        "eks", "cluster/{name}", id="{name}", endpoint=AFTER_APPLY, status=AFTER_APPLY
    ),
    "aws_eks_access_entry": Row(
        {"id": "{cluster_name}:{principal_arn}", "access_entry_arn": AFTER_APPLY}
    ),
    "aws_eks_addon": regional(
        "eks", "addon/{cluster_name}/{addon_name}/{?}", id="{cluster_name}:{addon_name}"
    ),
    "aws_eks_fargate_profile": regional(
        "eks",
        "fargateprofile/{cluster_name}/{fargate_profile_name}/{?}",
        id="{cluster_name}:{fargate_profile_name}",
    ),
    "aws_eks_node_group": Row(
        {
            "arn": arn_of("eks", "nodegroup/{cluster_name}/{node_group_name}/{?}"),
            "id": "{cluster_name}:{node_group_name}",
            "node_group_name": AFTER_APPLY,
        },
        prefix="node_group_name_prefix",
        prefixed="node_group_name",
    ),
    "aws_eks_pod_identity_association": Row(
        {
            "association_arn": arn_of(
                "eks", "podidentityassociation/{cluster_name}/{association_id}"
            ),
            "association_id": AFTER_APPLY,
            "id": AFTER_APPLY,
        }
    ),
    "aws_batch_compute_environment": Row(
        {
            "arn": arn_of("batch", "compute-environment/{name}"),
            "name": AFTER_APPLY,
            "id": AFTER_APPLY,
            "ecs_cluster_arn": AFTER_APPLY,
        },
        prefix="name_prefix",
    ),
    "aws_batch_job_definition": Row(
        {
            "arn": "{arn_prefix}:{revision}",
            "arn_prefix": arn_of("batch", "job-definition/{name}"),
            "id": "{arn}",
            "revision": AFTER_APPLY,
        }
    ),
}

MACHINES: Map[str, Row] = {
    "aws_instance": regional(
        "ec2", "instance/{id}", primary_network_interface_id=AFTER_APPLY, private_ip=AFTER_APPLY
    ),
    "aws_launch_template": Row(
        {
            "arn": arn_of("ec2", "launch-template/{id}"),
            **dict.fromkeys(("id", "name", "latest_version"), AFTER_APPLY),
        },
        prefix="name_prefix",
    ),
    "aws_launch_configuration": Row(
        {
            "arn": arn_of("autoscaling", "launchConfiguration:{?}:launchConfigurationName/{name}"),
            "id": "{name}",
            "name": AFTER_APPLY,
        },
        prefix="name_prefix",
    ),
    "aws_autoscaling_group": Row(
        {
            "arn": arn_of("autoscaling", "autoScalingGroup:{?}:autoScalingGroupName/{name}"),
            "id": "{name}",
            "name": AFTER_APPLY,
        },
        prefix="name_prefix",
    ),
    "aws_autoscaling_lifecycle_hook": opaque(),
    "aws_spot_fleet_request": opaque("client_token", "spot_request_state"),
    "aws_spot_instance_request": opaque("arn", "spot_instance_id"),
    "aws_imagebuilder_image_pipeline": regional("imagebuilder", "image-pipeline/{?}", id="{arn}"),
    "aws_imagebuilder_infrastructure_configuration": regional(
        "imagebuilder", "infrastructure-configuration/{?}", id="{arn}"
    ),
    "aws_appstream_fleet": regional("appstream", "fleet/{name}", id="{name}"),
    "aws_appstream_image_builder": regional("appstream", "image-builder/{name}", id="{name}"),
    # AWS writes these ARNs with an account and without.
    "aws_gamelift_build": opaque("arn"),
    "aws_gamelift_fleet": opaque("arn", "build_arn"),
    "aws_gamelift_game_server_group": regional(
        "gamelift",
        "gameservergroup/{game_server_group_name}",
        id="{game_server_group_name}",
        auto_scaling_group_arn=AFTER_APPLY,
    ),
    "aws_ssm_activation": opaque("activation_code", "expired", "registration_count"),
    "aws_ssm_maintenance_window_task": opaque("arn", "window_task_id"),
    "aws_ssmincidents_response_plan": Row(
        {
            "arn": "arn:{partition}:ssm-incidents::{account}:response-plan/{name}",
            "id": "{arn}",
        }
    ),
    "aws_fis_experiment_template": opaque(),
}

BUILDS: Map[str, Row] = {
    "aws_codebuild_project": regional("codebuild", "project/{name}", id="{arn}"),
    "aws_codepipeline": regional("codepipeline", "{name}", id="{name}"),
    "aws_codedeploy_deployment_group": regional(
        "codedeploy",
        "deploymentgroup:{app_name}/{deployment_group_name}",
        deployment_group_id=AFTER_APPLY,
    ),
    "aws_codeartifact_domain": regional(
        "codeartifact", "domain/{domain}", id="{arn}", owner="{account}"
    ),
    "aws_codeartifact_repository": Row(
        {"arn": AFTER_APPLY, "id": "{arn}", "administrator_account": AFTER_APPLY}
    ),
    "aws_cloudformation_stack": Row({"id": AFTER_APPLY, "outputs": AFTER_APPLY}),
    "aws_cloudformation_stack_set": regional(
        "cloudformation",
        "stackset/{name}:{?}",
        id="{name}",
        stack_set_id="{name}:{?}",
    ),
}

ANALYTICS: Map[str, Row] = {
    "aws_athena_workgroup": regional("athena", "workgroup/{name}", id="{name}"),
    "aws_emr_cluster": regional(
        "elasticmapreduce", "cluster/{id}", cluster_state=AFTER_APPLY, master_public_dns=AFTER_APPLY
    ),
    "aws_emr_studio": regional("elasticmapreduce", "studio/{id}", url=AFTER_APPLY),
    "aws_glue_crawler": regional("glue", "crawler/{name}", id="{name}"),
    "aws_glue_dev_endpoint": regional("glue", "devEndpoint/{name}", id="{name}"),
    "aws_glue_job": regional("glue", "job/{name}", id="{name}"),
    "aws_glue_ml_transform": regional("glue", "mlTransform/{id}"),
    "aws_grafana_workspace": regional("grafana", "/workspaces/{id}", endpoint=AFTER_APPLY),
    "aws_prometheus_workspace": regional("aps", "workspace/{id}", prometheus_endpoint=AFTER_APPLY),
    "aws_mwaa_environment": regional(
        "airflow", "environment/{name}", id="{name}", service_role_arn=AFTER_APPLY
    ),
    "aws_datazone_domain": regional("datazone", "domain/{id}", portal_url=AFTER_APPLY),
}

MODELS: Map[str, Row] = {
    "aws_sagemaker_domain": regional("sagemaker", "domain/{id}", url=AFTER_APPLY),
    "aws_sagemaker_feature_group": regional(
        "sagemaker", "feature-group/{feature_group_name}", id="{feature_group_name}"
    ),
    "aws_sagemaker_image": regional("sagemaker", "image/{image_name}", id="{image_name}"),
    "aws_sagemaker_model": Row(
        {
            "arn": arn_of("sagemaker", "model/{name}"),
            "id": "{name}",
            "name": AFTER_APPLY,
        }
    ),
    "aws_sagemaker_model_package_group": regional(
        "sagemaker",
        "model-package-group/{model_package_group_name}",
        id="{model_package_group_name}",
    ),
    "aws_sagemaker_notebook_instance": regional(
        "sagemaker", "notebook-instance/{name}", id="{name}", url=AFTER_APPLY
    ),
    "aws_sagemaker_pipeline": regional(
        "sagemaker", "pipeline/{pipeline_name}", id="{pipeline_name}"
    ),
    "aws_sagemaker_user_profile": regional(
        "sagemaker", "user-profile/{domain_id}/{user_profile_name}", id="{arn}"
    ),
    "aws_bedrockagent_agent": Row(
        {
            "agent_arn": arn_of("bedrock", "agent/{agent_id}"),
            "agent_id": AFTER_APPLY,
            "id": "{agent_id}",
        }
    ),
    "aws_bedrockagent_flow": regional("bedrock", "flow/{id}", status=AFTER_APPLY),
    "aws_bedrockagent_knowledge_base": regional("bedrock", "knowledge-base/{id}"),
    "aws_bedrockagentcore_agent_runtime": Row(
        dict.fromkeys(
            ("agent_runtime_arn", "agent_runtime_id", "agent_runtime_version"), AFTER_APPLY
        )
    ),
    "aws_bedrockagentcore_browser": Row(dict.fromkeys(("browser_arn", "browser_id"), AFTER_APPLY)),
    "aws_bedrockagentcore_code_interpreter": Row(
        dict.fromkeys(("code_interpreter_arn", "code_interpreter_id"), AFTER_APPLY)
    ),
    "aws_bedrockagentcore_gateway": Row(
        dict.fromkeys(("gateway_arn", "gateway_id", "gateway_url"), AFTER_APPLY)
    ),
    "aws_bedrockagentcore_memory": opaque("arn"),
    "aws_lexv2models_bot": regional("lex", "bot/{id}"),
}

DEVICES: Map[str, Row] = {
    "aws_iot_provisioning_template": regional(
        "iot", "provisioningtemplate/{name}", id="{name}", default_version_id=AFTER_APPLY
    ),
    "aws_iot_role_alias": regional("iot", "rolealias/{alias}", id="{alias}"),
    "aws_iot_topic_rule": regional("iot", "rule/{name}", id="{name}"),
}

OTHERS: Map[str, Row] = {
    "aws_budgets_budget_action": opaque("arn", "action_id", "status"),
    "aws_cognito_identity_pool_roles_attachment": opaque(),
    "aws_cognito_user_group": opaque(),
    "aws_db_instance_role_association": identified("{db_instance_identifier},{role_arn}"),
    "aws_rds_cluster_role_association": identified("{db_cluster_identifier},{role_arn}"),
    "aws_redshift_cluster_iam_roles": opaque(),
    "aws_s3_bucket_replication_configuration": Row({"id": "{bucket}"}),
}

ROWS: Map[str, Row] = {
    **FUNCTIONS,
    **CONTAINERS,
    **MACHINES,
    **BUILDS,
    **ANALYTICS,
    **MODELS,
    **DEVICES,
    **OTHERS,
}
"""By type."""
