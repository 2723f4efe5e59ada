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
BEDROCK_AGENT_CORE_HARNESS = _kind(
    "AWS::BedrockAgentCore::Harness", "agent harness", "bedrock-agentcore"
)
BEDROCK_AGENT_CORE_ONLINE_EVALUATION_CONFIG = _kind(
    "AWS::BedrockAgentCore::OnlineEvaluationConfig", "agent evaluation", "bedrock-agentcore"
)
COMPREHEND_DOCUMENT_CLASSIFIER = _kind(
    "AWS::Comprehend::DocumentClassifier", "document classifier", "comprehend"
)
COMPREHEND_ENTITY_RECOGNIZER = _kind(
    "AWS::Comprehend::EntityRecognizer", "entity recognizer", "comprehend"
)
COMPREHEND_FLYWHEEL = _kind("AWS::Comprehend::Flywheel", "text model flywheel", "comprehend")
FORECAST_DATASET = _kind("AWS::Forecast::Dataset", "forecast dataset", "forecast")
LOOKOUT_EQUIPMENT_INFERENCE_SCHEDULER = _kind(
    "AWS::LookoutEquipment::InferenceScheduler", "equipment inference", "lookoutequipment"
)
PERSONALIZE_DATASET = _kind("AWS::Personalize::Dataset", "recommendation dataset", "personalize")
PERSONALIZE_DATASET_GROUP = _kind(
    "AWS::Personalize::DatasetGroup", "recommendation datasets", "personalize"
)
Q_BUSINESS_APPLICATION = _kind("AWS::QBusiness::Application", "assistant application", "qbusiness")
Q_BUSINESS_DATA_SOURCE = _kind("AWS::QBusiness::DataSource", "assistant data source", "qbusiness")
Q_BUSINESS_PLUGIN = _kind("AWS::QBusiness::Plugin", "assistant plugin", "qbusiness")
Q_BUSINESS_RETRIEVER = _kind("AWS::QBusiness::Retriever", "assistant retriever", "qbusiness")
REKOGNITION_STREAM_PROCESSOR = _kind(
    "AWS::Rekognition::StreamProcessor", "video stream processor", "rekognition"
)
SAGE_MAKER_CLUSTER = _kind("AWS::SageMaker::Cluster", "training cluster", "sagemaker")
SAGE_MAKER_DATA_QUALITY_JOB_DEFINITION = _kind(
    "AWS::SageMaker::DataQualityJobDefinition", "data quality job", "sagemaker"
)
SAGE_MAKER_DEVICE_FLEET = _kind("AWS::SageMaker::DeviceFleet", "device fleet", "sagemaker")
SAGE_MAKER_ENDPOINT_CONFIG = _kind(
    "AWS::SageMaker::EndpointConfig", "endpoint configuration", "sagemaker"
)
SAGE_MAKER_INFERENCE_EXPERIMENT = _kind(
    "AWS::SageMaker::InferenceExperiment", "inference experiment", "sagemaker"
)
SAGE_MAKER_MLFLOW_TRACKING_SERVER = _kind(
    "AWS::SageMaker::MlflowTrackingServer", "experiment tracking server", "sagemaker"
)
SAGE_MAKER_MODEL_BIAS_JOB_DEFINITION = _kind(
    "AWS::SageMaker::ModelBiasJobDefinition", "model bias job", "sagemaker"
)
SAGE_MAKER_MODEL_EXPLAINABILITY_JOB_DEFINITION = _kind(
    "AWS::SageMaker::ModelExplainabilityJobDefinition", "model explainability job", "sagemaker"
)
SAGE_MAKER_MODEL_QUALITY_JOB_DEFINITION = _kind(
    "AWS::SageMaker::ModelQualityJobDefinition", "model quality job", "sagemaker"
)
SAGE_MAKER_MONITORING_SCHEDULE = _kind(
    "AWS::SageMaker::MonitoringSchedule", "model monitoring schedule", "sagemaker"
)
SAGE_MAKER_PARTNER_APP = _kind("AWS::SageMaker::PartnerApp", "partner app", "sagemaker")
SAGE_MAKER_PROCESSING_JOB = _kind("AWS::SageMaker::ProcessingJob", "processing job", "sagemaker")
TRANSCRIBE_VOCABULARY = _kind("AWS::Transcribe::Vocabulary", "speech vocabulary", "transcribe")
TRANSCRIBE_VOCABULARY_FILTER = _kind(
    "AWS::Transcribe::VocabularyFilter", "speech vocabulary filter", "transcribe"
)
BEDROCK_CUSTOM_MODEL = _kind("AWS::Bedrock::CustomModel", "custom model", "bedrock")
BEDROCK_INVOCATION_LOGGING = _kind(
    "AWS::Bedrock::InvocationLogging", "model invocation log", "bedrock"
)
SAGE_MAKER_FLOW_DEFINITION = _kind("AWS::SageMaker::FlowDefinition", "review workflow", "sagemaker")
KENDRA_EXPERIENCE = _kind("AWS::Kendra::Experience", "search experience", "kendra")
LEX_BOT_ALIAS = _kind("AWS::Lex::BotAlias", "bot alias log", "lexv2")
