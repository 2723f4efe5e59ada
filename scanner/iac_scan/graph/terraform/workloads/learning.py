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
        ("default_user_settings.execution_role", "default_space_settings.execution_role"),
    ),
    _runs(
        "aws_sagemaker_user_profile",
        kinds.ML_USER,
        "user_profile_name",
        ("user_settings.execution_role",),
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
)
"""Every type of this topic to which a role is passed."""
