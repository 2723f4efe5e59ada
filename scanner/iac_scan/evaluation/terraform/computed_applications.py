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
    Row,
    arn_of,
    identified,
    named,
    opaque,
    regional,
)

FROM_NAMES: Map[str, Row] = {
    "aws_appflow_connector_profile": Row({"arn": arn_of("appflow", "connectorprofile/{name}")}),
    "aws_appflow_flow": Row({"arn": arn_of("appflow", "flow/{name}")}),
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
    "aws_neptune_cluster": Row(
        {
            "arn": arn_of("rds", "cluster:{cluster_identifier}"),
            "id": "{cluster_identifier}",
            **dict.fromkeys(
                ("cluster_identifier", "cluster_resource_id", "endpoint", "reader_endpoint"),
                AFTER_APPLY,
            ),
        },
        prefix="cluster_identifier_prefix",
        prefixed="cluster_identifier",
    ),
    "aws_rds_cluster_instance": Row(
        {
            "arn": arn_of("rds", "db:{identifier}"),
            "id": "{identifier}",
            **dict.fromkeys(("identifier", "dbi_resource_id", "endpoint"), AFTER_APPLY),
        },
        prefix="identifier_prefix",
        prefixed="identifier",
    ),
    "aws_rum_app_monitor": regional("rum", "appmonitor/{name}", id="{name}"),
    "aws_sagemaker_endpoint_configuration": named(
        "sagemaker", "endpoint-config/{name}", id="{name}"
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

WITH_TAGS: Map[str, Row] = {
    type: opaque("arn")
    for type in (
        "aws_appautoscaling_target",
        "aws_appconfig_configuration_profile",
        "aws_appconfig_environment",
        "aws_appsync_api",
        "aws_bedrock_custom_model",
        "aws_cleanrooms_membership",
        "aws_codebuild_fleet",
        "aws_comprehend_document_classifier",
        "aws_comprehend_entity_recognizer",
        "aws_datasync_location_efs",
        "aws_datasync_task",
        "aws_ebs_snapshot_import",
        "aws_ecs_express_gateway_service",
        "aws_eks_capability",
        "aws_gamelift_script",
        "aws_guardduty_malware_protection_plan",
        "aws_imagebuilder_image",
        "aws_imagebuilder_lifecycle_policy",
        "aws_iot_ca_certificate",
        "aws_kendra_data_source",
        "aws_kendra_faq",
        "aws_kendra_query_suggestions_block_list",
        "aws_kendra_thesaurus",
        "aws_lambda_capacity_provider",
        "aws_m2_application",
        "aws_msk_replicator",
        "aws_pinpointsmsvoicev2_phone_number",
        "aws_qbusiness_application",
        "aws_qldb_stream",
        "aws_quicksight_vpc_connection",
        "aws_rekognition_stream_processor",
        "aws_s3control_access_grants_location",
        "aws_sagemaker_data_quality_job_definition",
        "aws_sagemaker_device_fleet",
        "aws_sagemaker_flow_definition",
        "aws_sagemaker_mlflow_tracking_server",
        "aws_securitylake_data_lake",
        "aws_ssmquicksetup_configuration_manager",
        "aws_storagegateway_nfs_file_share",
        "aws_storagegateway_smb_file_share",
        "aws_transfer_agreement",
        "aws_transfer_connector",
        "aws_transfer_web_app",
    )
}
"""Types that take tags, and of which AWS makes up all that others refer to."""

WITHOUT_TAGS: Map[str, Row] = {
    type: opaque()
    for type in (
        "aws_api_gateway_account",
        "aws_backup_restore_testing_selection",
        "aws_bedrock_model_invocation_logging_configuration",
        "aws_cognito_user_pool_client",
        "aws_datazone_environment_blueprint_configuration",
        "aws_ecr_pull_through_cache_rule",
        "aws_fis_target_account_configuration",
        "aws_fsx_s3_access_point_attachment",
        "aws_glue_catalog_table_optimizer",
        "aws_glue_data_catalog_encryption_settings",
        "aws_iot_logging_options",
        "aws_iot_topic_rule_destination",
        "aws_kendra_experience",
        "aws_lakeformation_resource",
        "aws_lex_bot_alias",
        "aws_pinpoint_email_channel",
        "aws_pinpoint_event_stream",
        "aws_rds_export_task",
        "aws_redshift_scheduled_action",
        "aws_s3tables_table_bucket_replication",
        "aws_s3tables_table_replication",
        "aws_securitylake_subscriber_notification",
        "aws_ses_receipt_rule",
        "aws_shield_drt_access_role_arn_association",
        "aws_sns_sms_preferences",
        "aws_sns_topic_subscription",
        "aws_transfer_access",
    )
}
"""Types that take no tags, and of which AWS makes up all that others refer to."""

ROWS: Map[str, Row] = {**FROM_NAMES, **FROM_IDS, **WITH_TAGS, **WITHOUT_TAGS}
"""By type."""
