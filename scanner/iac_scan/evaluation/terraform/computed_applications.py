"""What services of applications, data and media compute that take a role.

Where an ARN holds an id that AWS makes up, all of it is known after apply.

Source: the section "Attribute Reference" of the page of each type,
https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/<type without aws_>
and the ARN formats of https://docs.aws.amazon.com/service-authorization/latest/reference/.
"""

from __future__ import annotations

from collections.abc import Mapping as Map

from iac_scan.evaluation.terraform.computed_rows import (
    AFTER_APPLY,
    NOTHING,
    Row,
    database,
    identified,
    made_up,
    named,
    opaque,
    regional,
)

FROM_NAMES: Map[str, Row] = {
    "aws_appflow_connector_profile": regional("appflow", "connectorprofile/{name}"),
    "aws_appflow_flow": regional("appflow", "flow/{name}"),
    "aws_cloudfront_realtime_log_config": Row(
        {
            "arn": "arn:{partition}:cloudfront::{account}:realtime-log-config/{name}",
            "id": "{arn}",
        }
    ),
    "aws_cloudwatch_event_endpoint": regional("events", "endpoint/{name}", id="{name}"),
    "aws_dax_cluster": regional("dax", "cache/{cluster_name}", id="{cluster_name}"),
    "aws_ecs_capacity_provider": regional("ecs", "capacity-provider/{name}", id="{arn}"),
    "aws_datapipeline_pipeline_definition": identified("{pipeline_id}"),
    "aws_elastic_beanstalk_application": regional(
        "elasticbeanstalk", "application/{name}", id="{name}"
    ),
    "aws_elastic_beanstalk_configuration_template": identified("{name}"),
    "aws_elastic_beanstalk_environment": regional(
        "elasticbeanstalk",
        "environment/{application}/{name}",
        **dict.fromkeys(
            (
                "id",
                "all_settings",
                "autoscaling_groups",
                "cname",
                "endpoint_url",
                "instances",
                "launch_configurations",
                "load_balancers",
                "queues",
                "triggers",
            ),
            AFTER_APPLY,
        ),
    ),
    "aws_kinesis_analytics_application": regional(
        "kinesisanalytics", "application/{name}", id="{arn}"
    ),
    "aws_ecr_pull_through_cache_rule": identified("{ecr_repository_prefix}"),
    "aws_lex_bot_alias": regional("lex", "bot:{bot_name}:{name}", id="{bot_name}:{name}"),
    "aws_neptune_cluster": database(
        "cluster", "cluster_identifier", "cluster_resource_id", "endpoint", "reader_endpoint"
    ),
    "aws_rds_cluster_instance": database("db", "identifier", "dbi_resource_id", "endpoint"),
    "aws_redshift_scheduled_action": identified("{name}"),
    "aws_rum_app_monitor": regional("rum", "appmonitor/{name}", id="{name}"),
    "aws_sagemaker_data_quality_job_definition": regional(
        "sagemaker", "data-quality-job-definition/{name}", id="{name}", name=AFTER_APPLY
    ),
    "aws_sagemaker_device_fleet": regional(
        "sagemaker", "device-fleet/{device_fleet_name}", id="{device_fleet_name}"
    ),
    "aws_sagemaker_endpoint_configuration": named(
        "sagemaker", "endpoint-config/{name}", id="{name}"
    ),
    "aws_sagemaker_flow_definition": regional(
        "sagemaker", "flow-definition/{flow_definition_name}", id="{flow_definition_name}"
    ),
    "aws_sagemaker_mlflow_tracking_server": regional(
        "sagemaker", "mlflow-tracking-server/{tracking_server_name}", id="{tracking_server_name}"
    ),
    "aws_sns_platform_application": regional("sns", "app/{platform}/{name}", id="{arn}"),
}
"""Types whose ARN follows from a name that is written."""

FROM_IDS: Map[str, Row] = {
    "aws_appsync_graphql_api": regional("appsync", "apis/{id}"),
    "aws_cognito_user_pool": regional("cognito-idp", "userpool/{id}", endpoint=AFTER_APPLY),
    "aws_elastictranscoder_pipeline": regional("elastictranscoder", "pipeline/{id}"),
    "aws_medialive_channel": regional("medialive", "channel:{id}"),
    "aws_medialive_input": regional("medialive", "input:{id}"),
}
"""Types whose ARN holds their id."""

OTHERWISE_NAMED: Map[str, Row] = {
    "aws_appsync_api": made_up("api_arn", "api_id"),
    "aws_bedrock_custom_model": opaque("custom_model_arn", "job_arn"),
    "aws_ecs_express_gateway_service": made_up("service_arn"),
    "aws_eks_capability": made_up("arn"),
    "aws_fsx_s3_access_point_attachment": made_up("s3_access_point_arn"),
    "aws_iot_topic_rule_destination": opaque("arn"),
    "aws_kendra_experience": opaque("arn", "experience_id"),
    "aws_lambda_capacity_provider": made_up("arn"),
    "aws_rekognition_stream_processor": made_up("arn", "stream_processor_arn"),
    "aws_s3control_access_grants_location": opaque(
        "access_grants_location_arn", "access_grants_location_id"
    ),
    "aws_ses_receipt_rule": opaque("arn"),
    "aws_sns_topic_subscription": Row({"arn": AFTER_APPLY, "id": "{arn}"}),
    "aws_ssmquicksetup_configuration_manager": made_up("manager_arn"),
    "aws_transfer_web_app": made_up("arn", "web_app_id"),
}
"""Types that name otherwise than most what AWS makes up, or have no id."""

WITHOUT_ANYTHING: Map[str, Row] = dict.fromkeys(
    (
        "aws_backup_restore_testing_selection",
        "aws_datazone_environment_blueprint_configuration",
        "aws_fis_target_account_configuration",
        "aws_glue_catalog_table_optimizer",
        "aws_s3tables_table_bucket_replication",
        "aws_s3tables_table_replication",
    ),
    NOTHING,
)
"""Types that have no id, and compute nothing that is referred to."""

WITH_TAGS: Map[str, Row] = {
    type: opaque("arn")
    for type in (
        "aws_appautoscaling_target",
        "aws_appconfig_configuration_profile",
        "aws_appconfig_environment",
        "aws_cleanrooms_membership",
        "aws_codebuild_fleet",
        "aws_comprehend_document_classifier",
        "aws_comprehend_entity_recognizer",
        "aws_datasync_location_efs",
        "aws_datasync_task",
        "aws_ebs_snapshot_import",
        "aws_gamelift_script",
        "aws_guardduty_malware_protection_plan",
        "aws_imagebuilder_image",
        "aws_imagebuilder_lifecycle_policy",
        "aws_iot_ca_certificate",
        "aws_kendra_data_source",
        "aws_kendra_faq",
        "aws_kendra_query_suggestions_block_list",
        "aws_kendra_thesaurus",
        "aws_m2_application",
        "aws_msk_replicator",
        "aws_pinpointsmsvoicev2_phone_number",
        "aws_qbusiness_application",
        "aws_qldb_stream",
        "aws_quicksight_vpc_connection",
        "aws_securitylake_data_lake",
        "aws_storagegateway_nfs_file_share",
        "aws_storagegateway_smb_file_share",
        "aws_transfer_agreement",
        "aws_transfer_connector",
    )
}
"""Types that take tags, and of which AWS makes up all that others refer to."""

WITHOUT_TAGS: Map[str, Row] = {
    type: opaque()
    for type in (
        "aws_api_gateway_account",
        "aws_bedrock_model_invocation_logging_configuration",
        "aws_cognito_user_pool_client",
        "aws_glue_data_catalog_encryption_settings",
        "aws_iot_logging_options",
        "aws_lakeformation_resource",
        "aws_pinpoint_email_channel",
        "aws_pinpoint_event_stream",
        "aws_rds_export_task",
        "aws_securitylake_subscriber_notification",
        "aws_shield_drt_access_role_arn_association",
        "aws_sns_sms_preferences",
        "aws_transfer_access",
    )
}
"""Types that take no tags, and of which AWS makes up all that others refer to."""

ROWS: Map[str, Row] = {
    **FROM_NAMES,
    **FROM_IDS,
    **OTHERWISE_NAMED,
    **WITHOUT_ANYTHING,
    **WITH_TAGS,
    **WITHOUT_TAGS,
}
"""By type."""
