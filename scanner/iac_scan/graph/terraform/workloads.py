"""Terraform's resource types that run with roles.

What a recipe does is in `recipes`; which kinds there are is in `compute`.
Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/<page>.html.markdown;
names of attributes were held against the provider's schema of release 6.25.0.
"""

from __future__ import annotations

from iac_scan.graph import compute
from iac_scan.graph.model import WorkloadKind
from iac_scan.graph.recipes import ReadWorkload, Row


def _runs(
    type: str, kind: WorkloadKind, name: str, roles: tuple[str, ...], profiles: tuple[str, ...] = ()
) -> Row:
    return Row(type, f"r/{type.removeprefix('aws_')}", (ReadWorkload(kind, name, roles, profiles),))


ROWS = (
    # Compute
    _runs("aws_instance", compute.INSTANCE, "", (), ("iam_instance_profile",)),
    _runs("aws_spot_instance_request", compute.INSTANCE, "", (), ("iam_instance_profile",)),
    _runs(
        "aws_launch_template",
        compute.LAUNCH_TEMPLATE,
        "name",
        (),
        ("iam_instance_profile.arn", "iam_instance_profile.name"),
    ),
    _runs(
        "aws_spot_fleet_request",
        compute.SPOT_FLEET,
        "",
        ("iam_fleet_role",),
        (
            "launch_specification.iam_instance_profile",
            "launch_specification.iam_instance_profile_arn",
        ),
    ),
    _runs("aws_flow_log", compute.FLOW_LOG, "", ("iam_role_arn", "deliver_cross_account_role")),
    _runs(
        "aws_launch_configuration",
        compute.LAUNCH_CONFIGURATION,
        "name",
        (),
        ("iam_instance_profile",),
    ),
    _runs(
        "aws_autoscaling_group",
        compute.SCALING_GROUP,
        "name",
        ("service_linked_role_arn", "initial_lifecycle_hook.role_arn"),
    ),
    _runs("aws_autoscaling_lifecycle_hook", compute.LIFECYCLE_HOOK, "name", ("role_arn",)),
    _runs("aws_lambda_function", compute.FUNCTION, "function_name", ("role",)),
    _runs(
        "aws_batch_compute_environment",
        compute.BATCH_ENVIRONMENT,
        "name",
        ("service_role", "compute_resources.spot_iam_fleet_role"),
        ("compute_resources.instance_role",),
    ),
    _runs(
        "aws_batch_job_definition",
        compute.BATCH_JOB,
        "name",
        (
            "container_properties.jobRoleArn",
            "container_properties.executionRoleArn",
            "ecs_properties.taskProperties.taskRoleArn",
            "ecs_properties.taskProperties.executionRoleArn",
            "node_properties.nodeRangeProperties.container.jobRoleArn",
            "node_properties.nodeRangeProperties.container.executionRoleArn",
        ),
    ),
    _runs("aws_imagebuilder_image_pipeline", compute.IMAGE_PIPELINE, "name", ("execution_role",)),
    _runs(
        "aws_imagebuilder_infrastructure_configuration",
        compute.IMAGE_INFRASTRUCTURE,
        "name",
        (),
        ("instance_profile_name",),
    ),
    _runs("aws_gamelift_fleet", compute.GAME_FLEET, "name", ("instance_role_arn",)),
    _runs("aws_gamelift_build", compute.GAME_BUILD, "name", ("storage_location.role_arn",)),
    _runs(
        "aws_gamelift_game_server_group",
        compute.GAME_SERVERS,
        "game_server_group_name",
        ("role_arn",),
    ),
    _runs("aws_appstream_fleet", compute.DESKTOP_FLEET, "name", ("iam_role_arn",)),
    _runs("aws_appstream_image_builder", compute.DESKTOP_IMAGE, "name", ("iam_role_arn",)),
    # Containers
    _runs(
        "aws_ecs_task_definition", compute.TASK, "family", ("task_role_arn", "execution_role_arn")
    ),
    _runs(
        "aws_ecs_service",
        compute.SERVICE,
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
    _runs("aws_eks_cluster", compute.CLUSTER, "name", ("role_arn", "compute_config.node_role_arn")),
    _runs("aws_eks_node_group", compute.NODE_GROUP, "node_group_name", ("node_role_arn",)),
    _runs(
        "aws_eks_fargate_profile",
        compute.FARGATE_PROFILE,
        "fargate_profile_name",
        ("pod_execution_role_arn",),
    ),
    _runs(
        "aws_eks_pod_identity_association",
        compute.POD_IDENTITY,
        "service_account",
        ("role_arn", "target_role_arn"),
    ),
    _runs("aws_eks_access_entry", compute.CLUSTER_ACCESS, "", ("principal_arn",)),
    _runs(
        "aws_eks_addon",
        compute.ADDON,
        "addon_name",
        ("service_account_role_arn", "pod_identity_association.role_arn"),
    ),
    _runs(
        "aws_apprunner_service",
        compute.APP_SERVICE,
        "service_name",
        (
            "instance_configuration.instance_role_arn",
            "source_configuration.authentication_configuration.access_role_arn",
        ),
    ),
    # Code and delivery
    _runs(
        "aws_codebuild_project",
        compute.BUILD,
        "name",
        ("service_role", "build_batch_config.service_role", "resource_access_role"),
    ),
    _runs("aws_codepipeline", compute.PIPELINE, "name", ("role_arn", "stage.action.role_arn")),
    _runs(
        "aws_codedeploy_deployment_group",
        compute.DEPLOYMENT,
        "deployment_group_name",
        ("service_role_arn",),
    ),
    _runs("aws_cloudformation_stack", compute.STACK, "name", ("iam_role_arn",)),
    _runs(
        "aws_cloudformation_stack_set",
        compute.STACK_SET,
        "name",
        ("administration_role_arn", "execution_role_name"),
    ),
    _runs("aws_amplify_app", compute.WEB_APP, "name", ("iam_service_role_arn", "compute_role_arn")),
    _runs("aws_fis_experiment_template", compute.EXPERIMENT, "", ("role_arn",)),
    _runs("aws_synthetics_canary", compute.CANARY, "name", ("execution_role_arn",)),
    _runs(
        "aws_chatbot_slack_channel_configuration",
        compute.CHAT_CHANNEL,
        "configuration_name",
        ("iam_role_arn",),
    ),
    _runs(
        "aws_chatbot_teams_channel_configuration",
        compute.CHAT_TEAM,
        "configuration_name",
        ("iam_role_arn",),
    ),
    # Workflows and events
    _runs("aws_sfn_state_machine", compute.STATE_MACHINE, "name", ("role_arn",)),
    _runs("aws_scheduler_schedule", compute.SCHEDULE, "name", ("target.role_arn",)),
    _runs("aws_cloudwatch_event_rule", compute.RULE, "name", ("role_arn",)),
    _runs("aws_cloudwatch_event_target", compute.RULE, "", ("role_arn",)),
    _runs(
        "aws_pipes_pipe",
        compute.PIPE,
        "name",
        (
            "role_arn",
            "target_parameters.ecs_task_parameters.overrides.task_role_arn",
            "target_parameters.ecs_task_parameters.overrides.execution_role_arn",
        ),
    ),
    _runs(
        "aws_ssm_maintenance_window_task",
        compute.MAINTENANCE_TASK,
        "name",
        ("service_role_arn", "task_invocation_parameters.run_command_parameters.service_role_arn"),
    ),
    _runs(
        "aws_ssmincidents_response_plan",
        compute.INCIDENT_PLAN,
        "name",
        ("action.ssm_automation.role_arn",),
    ),
    _runs("aws_ssm_activation", compute.ACTIVATION, "name", ("iam_role",)),
    _runs(
        "aws_iot_topic_rule",
        compute.TOPIC_RULE,
        "name",
        (
            "cloudwatch_alarm.role_arn",
            "cloudwatch_logs.role_arn",
            "cloudwatch_metric.role_arn",
            "dynamodb.role_arn",
            "dynamodbv2.role_arn",
            "elasticsearch.role_arn",
            "firehose.role_arn",
            "iot_analytics.role_arn",
            "iot_events.role_arn",
            "kinesis.role_arn",
            "republish.role_arn",
            "s3.role_arn",
            "sns.role_arn",
            "sqs.role_arn",
            "step_functions.role_arn",
            "timestream.role_arn",
            "error_action.cloudwatch_alarm.role_arn",
            "error_action.cloudwatch_logs.role_arn",
            "error_action.cloudwatch_metric.role_arn",
            "error_action.dynamodb.role_arn",
            "error_action.dynamodbv2.role_arn",
            "error_action.elasticsearch.role_arn",
            "error_action.firehose.role_arn",
            "error_action.iot_analytics.role_arn",
            "error_action.iot_events.role_arn",
            "error_action.kinesis.role_arn",
            "error_action.republish.role_arn",
            "error_action.s3.role_arn",
            "error_action.sns.role_arn",
            "error_action.sqs.role_arn",
            "error_action.step_functions.role_arn",
            "error_action.timestream.role_arn",
        ),
    ),
    _runs("aws_iot_role_alias", compute.ROLE_ALIAS, "alias", ("role_arn",)),
    _runs(
        "aws_iot_provisioning_template", compute.PROVISIONING, "name", ("provisioning_role_arn",)
    ),
    _runs(
        "aws_cloudwatch_log_subscription_filter", compute.LOG_SUBSCRIPTION, "name", ("role_arn",)
    ),
    _runs("aws_cloudwatch_metric_stream", compute.METRIC_STREAM, "name", ("role_arn",)),
    _runs("aws_budgets_budget_action", compute.BUDGET_ACTION, "", ("execution_role_arn",)),
    _runs("aws_config_configuration_recorder", compute.REMEDIATION, "name", ("role_arn",)),
    _runs(
        "aws_config_configuration_aggregator",
        compute.AGGREGATOR,
        "name",
        ("organization_aggregation_source.role_arn",),
    ),
    # Data and analytics
    _runs("aws_glue_job", compute.GLUE_JOB, "name", ("role_arn",)),
    _runs("aws_glue_crawler", compute.CRAWLER, "name", ("role",)),
    _runs("aws_glue_dev_endpoint", compute.DEV_ENDPOINT, "name", ("role_arn",)),
    _runs("aws_glue_ml_transform", compute.ML_TRANSFORM, "name", ("role_arn",)),
    _runs(
        "aws_emr_cluster",
        compute.EMR,
        "name",
        ("service_role", "autoscaling_role"),
        ("ec2_attributes.instance_profile",),
    ),
    _runs("aws_emr_studio", compute.EMR_STUDIO, "name", ("service_role", "user_role")),
    _runs(
        "aws_kinesis_firehose_delivery_stream",
        compute.FIREHOSE,
        "name",
        (
            "extended_s3_configuration.role_arn",
            "elasticsearch_configuration.role_arn",
            "opensearch_configuration.role_arn",
            "opensearchserverless_configuration.role_arn",
            "http_endpoint_configuration.role_arn",
            "redshift_configuration.role_arn",
            "snowflake_configuration.role_arn",
            "iceberg_configuration.role_arn",
            "kinesis_source_configuration.role_arn",
            "splunk_configuration.s3_configuration.role_arn",
            "msk_source_configuration.authentication_configuration.role_arn",
        ),
    ),
    _runs("aws_kinesisanalyticsv2_application", compute.FLINK, "name", ("service_execution_role",)),
    _runs("aws_mwaa_environment", compute.AIRFLOW, "name", ("execution_role_arn",)),
    _runs("aws_mskconnect_connector", compute.CONNECTOR, "name", ("service_execution_role_arn",)),
    _runs("aws_athena_workgroup", compute.WORKGROUP, "name", ("configuration.execution_role",)),
    _runs("aws_timestreamquery_scheduled_query", compute.QUERY, "name", ("execution_role_arn",)),
    _runs("aws_db_instance", compute.DATABASE, "", ("monitoring_role_arn",)),
    _runs("aws_db_instance_role_association", compute.DATABASE, "", ("role_arn",)),
    _runs("aws_rds_cluster", compute.DATABASE_CLUSTER, "", ("iam_roles", "monitoring_role_arn")),
    _runs("aws_rds_cluster_role_association", compute.DATABASE_CLUSTER, "", ("role_arn",)),
    _runs("aws_db_proxy", compute.DATABASE_PROXY, "name", ("role_arn",)),
    _runs("aws_redshift_cluster", compute.WAREHOUSE, "", ("iam_roles", "default_iam_role_arn")),
    _runs(
        "aws_redshift_cluster_iam_roles",
        compute.WAREHOUSE,
        "",
        ("iam_role_arns", "default_iam_role_arn"),
    ),
    _runs(
        "aws_redshiftserverless_namespace",
        compute.SERVERLESS_WAREHOUSE,
        "namespace_name",
        ("iam_roles", "default_iam_role_arn"),
    ),
    _runs(
        "aws_dms_endpoint",
        compute.MIGRATION_ENDPOINT,
        "endpoint_id",
        (
            "service_access_role",
            "secrets_manager_access_role_arn",
            "elasticsearch_settings.service_access_role_arn",
            "kinesis_settings.service_access_role_arn",
            "redshift_settings.service_access_role_arn",
        ),
    ),
    _runs(
        "aws_dms_s3_endpoint",
        compute.MIGRATION_ENDPOINT,
        "endpoint_id",
        ("service_access_role_arn",),
    ),
    _runs(
        "aws_datasync_location_s3", compute.SYNC_LOCATION, "", ("s3_config.bucket_access_role_arn",)
    ),
    _runs("aws_backup_selection", compute.BACKUP_SELECTION, "name", ("iam_role_arn",)),
    _runs("aws_dlm_lifecycle_policy", compute.SNAPSHOTS, "", ("execution_role_arn",)),
    _runs("aws_s3_bucket_replication_configuration", compute.REPLICATION, "bucket", ("role",)),
    _runs(
        "aws_transfer_server",
        compute.TRANSFER_SERVER,
        "",
        (
            "logging_role",
            "invocation_role",
            "workflow_details.on_upload.execution_role",
            "workflow_details.on_partial_upload.execution_role",
        ),
    ),
    _runs("aws_transfer_user", compute.TRANSFER_USER, "user_name", ("role",)),
    _runs("aws_appsync_datasource", compute.DATA_SOURCE, "name", ("service_role_arn",)),
    _runs(
        "aws_datazone_domain",
        compute.DATA_DOMAIN,
        "name",
        ("domain_execution_role", "service_role"),
    ),
    _runs("aws_grafana_workspace", compute.DASHBOARD, "name", ("role_arn",)),
    _runs("aws_kendra_index", compute.SEARCH_INDEX, "name", ("role_arn",)),
    # Machine learning
    _runs("aws_sagemaker_notebook_instance", compute.NOTEBOOK, "name", ("role_arn",)),
    _runs(
        "aws_sagemaker_domain",
        compute.ML_DOMAIN,
        "domain_name",
        ("default_user_settings.execution_role", "default_space_settings.execution_role"),
    ),
    _runs(
        "aws_sagemaker_user_profile",
        compute.ML_USER,
        "user_profile_name",
        ("user_settings.execution_role",),
    ),
    _runs("aws_sagemaker_model", compute.MODEL, "name", ("execution_role_arn",)),
    _runs("aws_sagemaker_pipeline", compute.ML_PIPELINE, "pipeline_name", ("role_arn",)),
    _runs("aws_sagemaker_image", compute.ML_IMAGE, "image_name", ("role_arn",)),
    _runs("aws_sagemaker_feature_group", compute.FEATURES, "feature_group_name", ("role_arn",)),
    _runs("aws_bedrockagent_agent", compute.AGENT, "agent_name", ("agent_resource_role_arn",)),
    _runs("aws_bedrockagent_knowledge_base", compute.KNOWLEDGE_BASE, "name", ("role_arn",)),
    _runs("aws_bedrockagent_flow", compute.AGENT_FLOW, "name", ("execution_role_arn",)),
    _runs(
        "aws_bedrockagentcore_agent_runtime",
        compute.AGENT_RUNTIME,
        "agent_runtime_name",
        ("role_arn",),
    ),
    _runs(
        "aws_bedrockagentcore_code_interpreter",
        compute.CODE_INTERPRETER,
        "name",
        ("execution_role_arn",),
    ),
    _runs("aws_bedrockagentcore_browser", compute.AGENT_BROWSER, "name", ("execution_role_arn",)),
    _runs("aws_bedrockagentcore_gateway", compute.AGENT_GATEWAY, "name", ("role_arn",)),
    _runs(
        "aws_bedrockagentcore_memory", compute.AGENT_MEMORY, "name", ("memory_execution_role_arn",)
    ),
    _runs("aws_lexv2models_bot", compute.BOT, "name", ("role_arn",)),
    # Sign-in
    _runs(
        "aws_cognito_identity_pool_roles_attachment",
        compute.IDENTITY_POOL,
        "",
        ("roles.authenticated", "roles.unauthenticated"),
    ),
    _runs("aws_cognito_user_group", compute.USER_GROUP, "name", ("role_arn",)),
)
"""Every type to which a role is passed."""
