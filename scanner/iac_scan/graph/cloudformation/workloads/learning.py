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
        (
            "DefaultUserSettings.ExecutionRole",
            "DefaultSpaceSettings.ExecutionRole",
            "DomainSettings.RStudioServerProDomainSettings.DomainExecutionRoleArn",
        ),
    ),
    _runs(
        "AWS::SageMaker::UserProfile",
        kinds.ML_USER,
        "UserProfileName",
        (
            "UserSettings.ExecutionRole",
            "UserSettings.JupyterLabAppSettings.EmrSettings.ExecutionRoleArns",
        ),
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
    _runs(
        "AWS::BedrockAgentCore::Harness",
        kinds.BEDROCK_AGENT_CORE_HARNESS,
        "HarnessName",
        ("ExecutionRoleArn",),
    ),
    _runs(
        "AWS::BedrockAgentCore::OnlineEvaluationConfig",
        kinds.BEDROCK_AGENT_CORE_ONLINE_EVALUATION_CONFIG,
        "OnlineEvaluationConfigName",
        ("EvaluationExecutionRoleArn",),
    ),
    _runs(
        "AWS::Comprehend::DocumentClassifier",
        kinds.COMPREHEND_DOCUMENT_CLASSIFIER,
        "DocumentClassifierName",
        ("DataAccessRoleArn",),
    ),
    _runs(
        "AWS::Comprehend::EntityRecognizer",
        kinds.COMPREHEND_ENTITY_RECOGNIZER,
        "RecognizerName",
        ("DataAccessRoleArn",),
    ),
    _runs(
        "AWS::Comprehend::Flywheel",
        kinds.COMPREHEND_FLYWHEEL,
        "FlywheelName",
        ("DataAccessRoleArn",),
    ),
    _runs(
        "AWS::Forecast::Dataset",
        kinds.FORECAST_DATASET,
        "DatasetName",
        ("EncryptionConfig.RoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::LookoutEquipment::InferenceScheduler",
        kinds.LOOKOUT_EQUIPMENT_INFERENCE_SCHEDULER,
        "InferenceSchedulerName",
        ("RoleArn",),
    ),
    _runs(
        "AWS::Personalize::Dataset",
        kinds.PERSONALIZE_DATASET,
        "Name",
        ("DatasetImportJob.RoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::Personalize::DatasetGroup",
        kinds.PERSONALIZE_DATASET_GROUP,
        "Name",
        ("RoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::QBusiness::Application", kinds.Q_BUSINESS_APPLICATION, "", ("RoleArn",), optional=True
    ),
    _runs(
        "AWS::QBusiness::DataSource",
        kinds.Q_BUSINESS_DATA_SOURCE,
        "",
        (
            "DocumentEnrichmentConfiguration.PostExtractionHookConfiguration.RoleArn",
            "DocumentEnrichmentConfiguration.PreExtractionHookConfiguration.RoleArn",
            "RoleArn",
        ),
        optional=True,
    ),
    _runs(
        "AWS::QBusiness::Plugin",
        kinds.Q_BUSINESS_PLUGIN,
        "",
        (
            "AuthConfiguration.BasicAuthConfiguration.RoleArn",
            "AuthConfiguration.OAuth2ClientCredentialConfiguration.RoleArn",
        ),
        optional=True,
    ),
    _runs("AWS::QBusiness::Retriever", kinds.Q_BUSINESS_RETRIEVER, "", ("RoleArn",), optional=True),
    _runs(
        "AWS::Rekognition::StreamProcessor",
        kinds.REKOGNITION_STREAM_PROCESSOR,
        "Name",
        ("RoleArn",),
    ),
    _runs(
        "AWS::SageMaker::Cluster",
        kinds.SAGE_MAKER_CLUSTER,
        "ClusterName",
        ("ClusterRole", "InstanceGroups.ExecutionRole", "RestrictedInstanceGroups.ExecutionRole"),
        optional=True,
    ),
    _runs(
        "AWS::SageMaker::DataQualityJobDefinition",
        kinds.SAGE_MAKER_DATA_QUALITY_JOB_DEFINITION,
        "",
        ("RoleArn",),
    ),
    _runs(
        "AWS::SageMaker::DeviceFleet",
        kinds.SAGE_MAKER_DEVICE_FLEET,
        "DeviceFleetName",
        ("RoleArn",),
    ),
    _runs(
        "AWS::SageMaker::EndpointConfig",
        kinds.SAGE_MAKER_ENDPOINT_CONFIG,
        "EndpointConfigName",
        ("ExecutionRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::SageMaker::InferenceExperiment",
        kinds.SAGE_MAKER_INFERENCE_EXPERIMENT,
        "Name",
        ("RoleArn",),
    ),
    _runs(
        "AWS::SageMaker::MlflowTrackingServer",
        kinds.SAGE_MAKER_MLFLOW_TRACKING_SERVER,
        "",
        ("RoleArn",),
    ),
    _runs(
        "AWS::SageMaker::ModelBiasJobDefinition",
        kinds.SAGE_MAKER_MODEL_BIAS_JOB_DEFINITION,
        "",
        ("RoleArn",),
    ),
    _runs(
        "AWS::SageMaker::ModelExplainabilityJobDefinition",
        kinds.SAGE_MAKER_MODEL_EXPLAINABILITY_JOB_DEFINITION,
        "",
        ("RoleArn",),
    ),
    _runs(
        "AWS::SageMaker::ModelQualityJobDefinition",
        kinds.SAGE_MAKER_MODEL_QUALITY_JOB_DEFINITION,
        "",
        ("RoleArn",),
    ),
    _runs(
        "AWS::SageMaker::MonitoringSchedule",
        kinds.SAGE_MAKER_MONITORING_SCHEDULE,
        "MonitoringScheduleName",
        ("MonitoringScheduleConfig.MonitoringJobDefinition.RoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::SageMaker::PartnerApp", kinds.SAGE_MAKER_PARTNER_APP, "Name", ("ExecutionRoleArn",)
    ),
    _runs(
        "AWS::SageMaker::ProcessingJob",
        kinds.SAGE_MAKER_PROCESSING_JOB,
        "ProcessingJobName",
        ("RoleArn",),
    ),
    _runs(
        "AWS::Transcribe::Vocabulary",
        kinds.TRANSCRIBE_VOCABULARY,
        "VocabularyName",
        ("DataAccessRoleArn",),
        optional=True,
    ),
    _runs(
        "AWS::Transcribe::VocabularyFilter",
        kinds.TRANSCRIBE_VOCABULARY_FILTER,
        "VocabularyFilterName",
        ("DataAccessRoleArn",),
        optional=True,
    ),
)
"""Every type of this topic to which a role is passed."""
