"""CloudFormation's resource types that run with roles: models, agents and bots.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.cloudformation.workloads.row import runs as _runs
from iac_scan.graph.compute import learning as kinds

ROWS = (
    _runs("AWS::SageMaker::NotebookInstance", kinds.NOTEBOOK, "NotebookInstanceName", ("RoleArn",)),
    _runs(
        "AWS::SageMaker::Domain",
        kinds.ML_DOMAIN,
        "DomainName",
        ("DefaultUserSettings.ExecutionRole", "DefaultSpaceSettings.ExecutionRole"),
    ),
    _runs(
        "AWS::SageMaker::UserProfile",
        kinds.ML_USER,
        "UserProfileName",
        ("UserSettings.ExecutionRole",),
    ),
    _runs("AWS::SageMaker::Model", kinds.MODEL, "ModelName", ("ExecutionRoleArn",)),
    _runs("AWS::SageMaker::Pipeline", kinds.ML_PIPELINE, "PipelineName", ("RoleArn",)),
    _runs("AWS::SageMaker::Image", kinds.ML_IMAGE, "ImageName", ("ImageRoleArn",)),
    _runs("AWS::SageMaker::FeatureGroup", kinds.FEATURES, "FeatureGroupName", ("RoleArn",)),
    _runs("AWS::Bedrock::Agent", kinds.AGENT, "AgentName", ("AgentResourceRoleArn",)),
    _runs("AWS::Bedrock::KnowledgeBase", kinds.KNOWLEDGE_BASE, "Name", ("RoleArn",)),
    _runs("AWS::Bedrock::Flow", kinds.AGENT_FLOW, "Name", ("ExecutionRoleArn",)),
    _runs("AWS::BedrockAgentCore::Runtime", kinds.AGENT_RUNTIME, "AgentRuntimeName", ("RoleArn",)),
    _runs(
        "AWS::BedrockAgentCore::CodeInterpreterCustom",
        kinds.CODE_INTERPRETER,
        "Name",
        ("ExecutionRoleArn",),
    ),
    _runs(
        "AWS::BedrockAgentCore::BrowserCustom", kinds.AGENT_BROWSER, "Name", ("ExecutionRoleArn",)
    ),
    _runs("AWS::BedrockAgentCore::Gateway", kinds.AGENT_GATEWAY, "Name", ("RoleArn",)),
    _runs("AWS::BedrockAgentCore::Memory", kinds.AGENT_MEMORY, "Name", ("MemoryExecutionRoleArn",)),
    _runs("AWS::Lex::Bot", kinds.BOT, "Name", ("RoleArn",)),
)
"""Every type of this topic to which a role is passed."""
