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
    "AWS::BedrockAgentCore::Harness": Row(
        arn("bedrock-agentcore", "harness/{?}"), {"Arn": "{ref}"}
    ),
    "AWS::BedrockAgentCore::OnlineEvaluationConfig": Row(
        arn("bedrock-agentcore", "online-evaluation-config/{?}"),
        {"OnlineEvaluationConfigArn": "{ref}"},
    ),
    "AWS::Comprehend::DocumentClassifier": Row(
        arn("comprehend", "document-classifier/{?}"), {"Arn": "{ref}"}
    ),
    "AWS::Comprehend::EntityRecognizer": Row("{?}", {"Arn": "{ref}"}),
    "AWS::Comprehend::Flywheel": Row(
        arn("comprehend", "flywheel/{FlywheelName}"), {"Arn": "{ref}"}
    ),
    "AWS::Forecast::Dataset": Row(arn("forecast", "dataset/{?}"), {"Arn": "{ref}"}),
    "AWS::LookoutEquipment::InferenceScheduler": Row(
        "{InferenceSchedulerName}",
        {"InferenceSchedulerArn": arn("lookoutequipment", "inference-scheduler/{ref}/{?}")},
    ),
    "AWS::Personalize::Dataset": Row(arn("personalize", "dataset/{?}"), {"DatasetArn": "{ref}"}),
    "AWS::Personalize::DatasetGroup": Row(
        arn("personalize", "dataset-group/{?}"), {"DatasetGroupArn": "{ref}"}
    ),
    "AWS::QBusiness::Application": Row(
        "{?}", {"ApplicationArn": arn("qbusiness", "application/{ref}"), "ApplicationId": "{ref}"}
    ),
    "AWS::QBusiness::DataSource": Row(
        "{?}",
        {
            "DataSourceArn": arn(
                "qbusiness", "application/{ApplicationId}/index/{IndexId}/data-source/{?}"
            )
        },
    ),
    "AWS::QBusiness::Plugin": Row(
        "{?}", {"PluginArn": arn("qbusiness", "application/{ApplicationId}/plugin/{?}")}
    ),
    "AWS::QBusiness::Retriever": Row(
        "{?}", {"RetrieverArn": arn("qbusiness", "application/{ApplicationId}/retriever/{?}")}
    ),
    "AWS::Rekognition::StreamProcessor": Row(
        "{Name}", {"Arn": arn("rekognition", "streamprocessor/{Name}")}
    ),
    "AWS::SageMaker::Cluster": Row(arn("sagemaker", "cluster/{?}"), {"ClusterArn": "{ref}"}),
    "AWS::SageMaker::DataQualityJobDefinition": Row(
        arn("sagemaker", "data-quality-job-definition/{?}"), {"JobDefinitionArn": "{ref}"}
    ),
    "AWS::SageMaker::DeviceFleet": Row("{DeviceFleetName}"),
    "AWS::SageMaker::EndpointConfig": Row(
        arn("sagemaker", "endpoint-config/{lower EndpointConfigName}"),
        {"EndpointConfigArn": "{ref}"},
    ),
    "AWS::SageMaker::InferenceExperiment": Row(
        "{Name}", {"Arn": arn("sagemaker", "inference-experiment/{?}")}
    ),
    "AWS::SageMaker::MlflowTrackingServer": Row(
        "{TrackingServerName}",
        {"TrackingServerArn": arn("sagemaker", "mlflow-tracking-server/{?}")},
    ),
    "AWS::SageMaker::ModelBiasJobDefinition": Row(
        arn("sagemaker", "model-bias-job-definition/{?}"), {"JobDefinitionArn": "{ref}"}
    ),
    "AWS::SageMaker::ModelExplainabilityJobDefinition": Row(
        arn("sagemaker", "model-explainability-job-definition/{?}"), {"JobDefinitionArn": "{ref}"}
    ),
    "AWS::SageMaker::ModelQualityJobDefinition": Row(
        arn("sagemaker", "model-quality-job-definition/{?}"), {"JobDefinitionArn": "{ref}"}
    ),
    "AWS::SageMaker::MonitoringSchedule": Row(
        arn("sagemaker", "monitoring-schedule/{lower MonitoringScheduleName}"),
        {"MonitoringScheduleArn": "{ref}"},
    ),
    "AWS::SageMaker::PartnerApp": Row(arn("sagemaker", "partner-app/{?}"), {"Arn": "{ref}"}),
    "AWS::SageMaker::ProcessingJob": Row(
        arn("sagemaker", "processing-job/{lower ProcessingJobName}"), {"ProcessingJobArn": "{ref}"}
    ),
    "AWS::Transcribe::Vocabulary": Row(
        arn("transcribe", "vocabulary/{VocabularyName}"), {"Arn": "{ref}"}
    ),
    "AWS::Transcribe::VocabularyFilter": Row(
        arn("transcribe", "vocabulary-filter/{VocabularyFilterName}"), {"Arn": "{ref}"}
    ),
}
