"""Kinds of resource to which a role is passed: models, agents and bots.

Which type of which language is which kind is in the tables of the adapters; where the facts are
from is in `kind`.
"""

from __future__ import annotations

from iac_scan.graph.compute.kind import kind as _kind

NOTEBOOK = _kind("AWS::SageMaker::NotebookInstance", "notebook", "sagemaker")
ML_DOMAIN = _kind("AWS::SageMaker::Domain", "studio domain", "sagemaker")
ML_USER = _kind("AWS::SageMaker::UserProfile", "studio user", "sagemaker")
MODEL = _kind("AWS::SageMaker::Model", "model", "sagemaker")
ML_PIPELINE = _kind("AWS::SageMaker::Pipeline", "training pipeline", "sagemaker")
ML_IMAGE = _kind("AWS::SageMaker::Image", "notebook image", "sagemaker")
FEATURES = _kind("AWS::SageMaker::FeatureGroup", "feature group", "sagemaker")
AGENT = _kind("AWS::Bedrock::Agent", "agent", "bedrock")
KNOWLEDGE_BASE = _kind("AWS::Bedrock::KnowledgeBase", "knowledge base", "bedrock")
AGENT_FLOW = _kind("AWS::Bedrock::Flow", "flow", "bedrock")
AGENT_RUNTIME = _kind("AWS::BedrockAgentCore::Runtime", "agent runtime", "bedrock-agentcore")
CODE_INTERPRETER = _kind(
    "AWS::BedrockAgentCore::CodeInterpreterCustom", "code interpreter", "bedrock-agentcore"
)
AGENT_BROWSER = _kind("AWS::BedrockAgentCore::BrowserCustom", "agent browser", "bedrock-agentcore")
AGENT_GATEWAY = _kind("AWS::BedrockAgentCore::Gateway", "agent gateway", "bedrock-agentcore")
AGENT_MEMORY = _kind("AWS::BedrockAgentCore::Memory", "agent memory", "bedrock-agentcore")
BOT = _kind("AWS::Lex::Bot", "bot", "lexv2")
