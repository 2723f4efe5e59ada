"""What `Ref` and `Fn::GetAtt` yield for models, agents and bots.

What the patterns mean, and where the facts are from, is in `row`.
"""

from __future__ import annotations

from collections.abc import Mapping

from iac_scan.evaluation.cloudformation.return_values.row import Row, arn

ROWS: Mapping[str, Row] = {
    "AWS::Bedrock::Agent": Row(
        "{?}", {"AgentArn": arn("bedrock", "agent/{ref}"), "AgentId": "{ref}"}
    ),
    "AWS::Bedrock::Flow": Row(arn("bedrock", "flow/{?}"), {"Arn": "{ref}"}),
    "AWS::Bedrock::KnowledgeBase": Row(
        "{?}",
        {"KnowledgeBaseArn": arn("bedrock", "knowledge-base/{ref}"), "KnowledgeBaseId": "{ref}"},
    ),
    "AWS::Bedrock::KnowledgeBasePolicy": Row("{KnowledgeBaseId}"),
    "AWS::Bedrock::ResourcePolicy": Row("{ResourceArn}"),
    "AWS::BedrockAgentCore::BrowserCustom": Row(
        "{?}",
        {"BrowserArn": arn("bedrock-agentcore", "browser-custom/{ref}"), "BrowserId": "{ref}"},
    ),
    "AWS::BedrockAgentCore::CodeInterpreterCustom": Row(
        "{?}",
        {
            "CodeInterpreterArn": arn("bedrock-agentcore", "code-interpreter-custom/{ref}"),
            "CodeInterpreterId": "{ref}",
        },
    ),
    "AWS::BedrockAgentCore::Gateway": Row(
        "{?}",
        {"GatewayArn": arn("bedrock-agentcore", "gateway/{ref}"), "GatewayIdentifier": "{ref}"},
    ),
    "AWS::BedrockAgentCore::Memory": Row(
        arn("bedrock-agentcore", "memory/{?}"), {"MemoryArn": "{ref}"}
    ),
    "AWS::BedrockAgentCore::ResourcePolicy": Row("{ResourceArn}"),
    "AWS::BedrockAgentCore::Runtime": Row(
        "{?}",
        {"AgentRuntimeArn": arn("bedrock-agentcore", "runtime/{ref}"), "AgentRuntimeId": "{ref}"},
    ),
    "AWS::Lex::Bot": Row("{?}", {"Arn": arn("lex", "bot/{ref}"), "Id": "{ref}"}),
    "AWS::Lex::ResourcePolicy": Row("{?}", {"Id": "{ref}"}),
    "AWS::SageMaker::Domain": Row(
        "{?}", {"DomainArn": arn("sagemaker", "domain/{ref}"), "DomainId": "{ref}"}
    ),
    "AWS::SageMaker::FeatureGroup": Row("{FeatureGroupName}"),
    # SageMaker AI writes the names in its ARNs in lower case.
    "AWS::SageMaker::Image": Row(
        arn("sagemaker", "image/{lower ImageName}"), {"ImageArn": "{ref}"}
    ),
    "AWS::SageMaker::Model": Row(
        arn("sagemaker", "model/{lower ModelName}"),
        {"ModelArn": "{ref}", "ModelName": "{ModelName}"},
    ),
    "AWS::SageMaker::ModelPackageGroup": Row(
        arn("sagemaker", "model-package-group/{lower ModelPackageGroupName}"),
        {"ModelPackageGroupArn": "{ref}"},
    ),
    "AWS::SageMaker::NotebookInstance": Row(
        arn("sagemaker", "notebook-instance/{lower NotebookInstanceName}"),
        {"NotebookInstanceArn": "{ref}", "NotebookInstanceName": "{NotebookInstanceName}"},
    ),
    "AWS::SageMaker::Pipeline": Row("{PipelineName}"),
    "AWS::SageMaker::UserProfile": Row(
        "{?}",
        {"UserProfileArn": arn("sagemaker", "user-profile/{DomainId}/{lower UserProfileName}")},
    ),
}
