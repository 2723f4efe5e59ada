"""Terraform's resource types that run with roles: models, agents and bots.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.compute import learning as kinds
from iac_scan.graph.terraform.workloads.row import runs as _runs

ROWS = (
    _runs("aws_sagemaker_notebook_instance", kinds.NOTEBOOK, "name", ("role_arn",)),
    _runs(
        "aws_sagemaker_domain",
        kinds.ML_DOMAIN,
        "domain_name",
        (
            "default_user_settings.execution_role",
            "default_space_settings.execution_role",
            "default_space_settings.jupyter_lab_app_settings.emr_settings.execution_role_arns",
            "default_user_settings.canvas_app_settings.emr_serverless_settings.execution_role_arn",
            "default_user_settings.canvas_app_settings.generative_ai_settings.amazon_bedrock_role_arn",
            "default_user_settings.canvas_app_settings.time_series_forecasting_settings.amazon_forecast_role_arn",
            "default_user_settings.jupyter_lab_app_settings.emr_settings.execution_role_arns",
            "domain_settings.r_studio_server_pro_domain_settings.domain_execution_role_arn",
        ),
    ),
    _runs(
        "aws_sagemaker_user_profile",
        kinds.ML_USER,
        "user_profile_name",
        (
            "user_settings.execution_role",
            "user_settings.canvas_app_settings.emr_serverless_settings.execution_role_arn",
            "user_settings.canvas_app_settings.generative_ai_settings.amazon_bedrock_role_arn",
            "user_settings.canvas_app_settings.time_series_forecasting_settings.amazon_forecast_role_arn",
            "user_settings.jupyter_lab_app_settings.emr_settings.execution_role_arns",
        ),
    ),
    _runs("aws_sagemaker_model", kinds.MODEL, "name", ("execution_role_arn",)),
    _runs("aws_sagemaker_pipeline", kinds.ML_PIPELINE, "pipeline_name", ("role_arn",)),
    _runs("aws_sagemaker_image", kinds.ML_IMAGE, "image_name", ("role_arn",)),
    _runs("aws_sagemaker_feature_group", kinds.FEATURES, "feature_group_name", ("role_arn",)),
    _runs("aws_bedrockagent_agent", kinds.AGENT, "agent_name", ("agent_resource_role_arn",)),
    _runs("aws_bedrockagent_knowledge_base", kinds.KNOWLEDGE_BASE, "name", ("role_arn",)),
    _runs("aws_bedrockagent_flow", kinds.AGENT_FLOW, "name", ("execution_role_arn",)),
    _runs(
        "aws_bedrockagentcore_agent_runtime",
        kinds.AGENT_RUNTIME,
        "agent_runtime_name",
        ("role_arn",),
    ),
    _runs(
        "aws_bedrockagentcore_code_interpreter",
        kinds.CODE_INTERPRETER,
        "name",
        ("execution_role_arn",),
    ),
    _runs("aws_bedrockagentcore_browser", kinds.AGENT_BROWSER, "name", ("execution_role_arn",)),
    _runs("aws_bedrockagentcore_gateway", kinds.AGENT_GATEWAY, "name", ("role_arn",)),
    _runs(
        "aws_bedrockagentcore_memory", kinds.AGENT_MEMORY, "name", ("memory_execution_role_arn",)
    ),
    _runs("aws_lexv2models_bot", kinds.BOT, "name", ("role_arn",)),
    _runs(
        "aws_comprehend_document_classifier",
        kinds.COMPREHEND_DOCUMENT_CLASSIFIER,
        "name",
        ("data_access_role_arn",),
    ),
    _runs(
        "aws_comprehend_entity_recognizer",
        kinds.COMPREHEND_ENTITY_RECOGNIZER,
        "name",
        ("data_access_role_arn",),
    ),
    _runs(
        "aws_qbusiness_application",
        kinds.Q_BUSINESS_APPLICATION,
        "",
        ("iam_service_role_arn",),
        optional=True,
    ),
    _runs(
        "aws_rekognition_stream_processor",
        kinds.REKOGNITION_STREAM_PROCESSOR,
        "name",
        ("role_arn",),
    ),
    _runs(
        "aws_sagemaker_data_quality_job_definition",
        kinds.SAGE_MAKER_DATA_QUALITY_JOB_DEFINITION,
        "name",
        ("role_arn",),
    ),
    _runs(
        "aws_sagemaker_device_fleet",
        kinds.SAGE_MAKER_DEVICE_FLEET,
        "device_fleet_name",
        ("role_arn",),
    ),
    _runs(
        "aws_sagemaker_endpoint_configuration",
        kinds.SAGE_MAKER_ENDPOINT_CONFIG,
        "name",
        ("execution_role_arn",),
        optional=True,
    ),
    _runs(
        "aws_sagemaker_mlflow_tracking_server",
        kinds.SAGE_MAKER_MLFLOW_TRACKING_SERVER,
        "",
        ("role_arn",),
    ),
    _runs(
        "aws_bedrock_custom_model",
        kinds.BEDROCK_CUSTOM_MODEL,
        "custom_model_name",
        ("role_arn",),
        optional=True,
    ),
    _runs(
        "aws_bedrock_model_invocation_logging_configuration",
        kinds.BEDROCK_INVOCATION_LOGGING,
        "",
        ("logging_config.cloudwatch_config.role_arn",),
        optional=True,
    ),
    _runs(
        "aws_sagemaker_flow_definition",
        kinds.SAGE_MAKER_FLOW_DEFINITION,
        "flow_definition_name",
        ("role_arn",),
        optional=True,
    ),
    _runs("aws_kendra_experience", kinds.KENDRA_EXPERIENCE, "name", ("role_arn",), optional=True),
    _runs(
        "aws_lex_bot_alias",
        kinds.LEX_BOT_ALIAS,
        "name",
        ("conversation_logs.iam_role_arn",),
        optional=True,
    ),
)
"""Every type of this topic to which a role is passed."""
