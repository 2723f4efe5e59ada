"""The policies and principals in CloudFormation's schemas that the model leaves out, each with why.

The table is held against these lists by `test_tables`; roles are in `role_coverage`.
"""

from __future__ import annotations

_OTHER = """
AccessLoggingPolicy ActionFailurePolicy AlpnPolicy AnswerPolicy AppCookieStickinessPolicy
ApplicationPolicies ApprovalThresholdPolicy ArchivePolicy AutoDisablePolicy AutoExportPolicy
AutoImportPolicy AutoScalingPolicy AutoTerminationPolicy AvailabilityZoneImpairmentPolicy
BackupPolicy BackupRetentionPolicy BlueGreenUpdatePolicy BrowserPolicy CertificatePolicies
ClientPolicy CodeSigningPolicies ComponentUpdatePolicy ConfigurationPolicy
ConfigurationValidationPolicy ConnectionDrainingPolicy ContentSecurityPolicy CorsPolicy
DataDeletionPolicy DataProtectionPolicy DefaultPolicy DeletePropagationPolicy DeletionPolicy
DeliveryPolicy DeploymentPolicies DnsPolicy EnterprisePolicies
ExcessCapacityTerminationPolicy ExecutionPolicy FSxLustreDeletionPolicy
FailureHandlingPolicy FairsharePolicy FieldIndexPolicies FillPolicy FilterPolicy
FirewallPolicy GameServerProtectionPolicy GameSessionCreationLimitPolicy HttpsPolicy
ImagePullPolicy IngestionWaitPolicy InstanceLifecyclePolicy InstanceMaintenancePolicy
InstanceReusePolicy KerberosPrincipal LBCookieStickinessPolicy LanguageSelectionPolicy
LifecyclePolicies LifecyclePolicy LifecyclePolicyText ManagedScalingPolicy MetricPolicy
MixedInstancesPolicy NetworkAclCommonPolicy NetworkFirewallPolicy
NewGameSessionProtectionPolicy NotificationPolicy OriginProtocolPolicy PasswordPolicy
PitPolicy PlayerLatencyPolicies ProtocolPolicy PullRequestBuildPolicy QuotaSharePolicy
RecrawlPolicy RedriveAllowPolicy RedrivePolicy ReferrerPolicy ReplayPolicy
ReputationEntityPolicy ResourceCreationLimitPolicy ResourceRetentionPolicy RestartPolicy
RetentionPolicy RetryPolicy RollingUpdatePolicy RoutingPolicy RuntimePolicy SafeguardPolicy
ScaleInPolicy ScaleOutPolicy ScalingPolicies ScalingPolicy SchemaChangePolicy
ScriptCachingPolicy SecurityPolicy SignInPolicy SnapshotPolicy SslPolicy
StreamExceptionPolicy TLSSecurityPolicy TerminationPolicies ThirdPartyFirewallPolicy
TieringPolicy TlsPolicy UpdatePolicy UpdateReplacePolicy UpgradePolicy UserContextPolicy
VersionDeletionPolicy ViewerProtocolPolicy VotingPolicy WebAppEndpointPolicy
WebContentFilteringPolicy
"""

OTHER_POLICIES = frozenset(_OTHER.split())
"""Properties that say how something is scaled, kept, retried, encrypted or sent, and to nobody
what he may do."""

POLICIES_OF_OTHER_THINGS = [
    "Bedrock::Guardrail",
    "CleanRoomsML::ConfiguredModelAlgorithmAssociation",
    "Cognito::UserPool",
    "Config::ConfigRule",
    "Config::OrganizationConfigRule",
    "ElasticLoadBalancing::LoadBalancer",
    "IVS::Channel",
    "Logs::AccountPolicy",
    "NetworkManager::CoreNetwork",
    "OpenSearchServerless::LifecyclePolicy",
    "PCAConnectorAD::Template",
    "ResilienceHub::ResiliencyPolicy",
    "Route53::HostedZone",
    "SES::ReceiptFilter",
    "SES::Tenant",
    "SSM::Parameter",
]
"""What they hold is not about who may do what in IAM, though it is called a policy."""

LANGUAGES_OF_THEIR_OWN = [
    "BedrockAgentCore::GatewayRule",
    "BedrockAgentCore::Policy",
    "CleanRooms::ConfiguredTable",
    "CleanRooms::ConfiguredTableAssociation",
    "CleanRooms::IntermediateTable",
    "DataZone::PolicyGrant",
    "DataZone::SubscriptionTarget",
    "EC2::ClientVpnEndpoint",
    "EC2::VerifiedAccessEndpoint",
    "EC2::VerifiedAccessGroup",
    "Glue::Catalog",
    "Glue::Database",
    "Greengrass::FunctionDefinition",
    "Greengrass::FunctionDefinitionVersion",
    "LakeFormation::DataLakeSettings",
    "LakeFormation::Permissions",
    "LakeFormation::PrincipalPermissions",
    "MPA::ApprovalTeam",
    "QuickSight::ActionConnector",
    "QuickSight::Analysis",
    "QuickSight::Dashboard",
    "QuickSight::DataSet",
    "QuickSight::DataSource",
    "QuickSight::Flow",
    "QuickSight::Folder",
    "QuickSight::KnowledgeBase",
    "QuickSight::Space",
    "QuickSight::Template",
    "QuickSight::Theme",
    "QuickSight::TopicV2",
    "VerifiedPermissions::Policy",
]
"""Who may do what there is said in Cedar, in lists of grants, or in rules that are no IAM statements."""

OF_COLLECTIONS = [
    "OpenSearchServerless::AccessPolicy",
    "OpenSearchServerless::SecurityPolicy",
]
"""Rules about the requests to a collection. Nobody gets in by them alone: `aoss:APIAccessAll` must
be granted in IAM, which is judged."""

OF_DEVICES = [
    "IoT::Policy",
    "IoT::PolicyPrincipalAttachment",
    "IoT::ThingPrincipalAttachment",
]
"""Statements about certificates, with variables of the connection, which are no principals of IAM."""

NARROWS_A_ROLE = [
    "Chatbot::MicrosoftTeamsChannelConfiguration",
    "Chatbot::SlackChannelConfiguration",
    "EKS::PodIdentityAssociation",
    "Transfer::User",
]
"""The policy takes something away from one session of a role, which is judged without it."""

SHARES_AND_LISTS = [
    "AccountAccess::Entitlement",
    "CodeGuruProfiler::ProfilingGroup",
    "DataZone::GroupProfile",
    "ECR::PullTimeUpdateExclusion",
    "EKS::AccessEntry",
    "EntityResolution::PolicyStatement",
    "GlobalAccelerator::CrossAccountAttachment",
    "LicenseManager::Grant",
    "Logs::Integration",
    "QBusiness::DataAccessor",
    "QBusiness::Permission",
    "RAM::PrincipalAssociation",
    "RAM::ResourceShare",
    "SSO::ApplicationAssignment",
    "SecurityLake::Subscriber",
    "ServiceCatalog::PortfolioPrincipalAssociation",
]
"""Who is let in stands in attributes; the service writes the statements from them."""

OF_A_NETWORK = [
    "ODB::OdbNetwork",
]
"""Policies of endpoints that the service makes for a network of databases."""

BEFORE_TRANSLATION = ["Serverless::Api", "Serverless::Function", "Serverless::StateMachine"]
"""What the Serverless Application Model makes of them is read."""

POLICIES_LEFT_OUT = {
    f"AWS::{type}"
    for types in (
        POLICIES_OF_OTHER_THINGS,
        LANGUAGES_OF_THEIR_OWN,
        OF_COLLECTIONS,
        OF_DEVICES,
        NARROWS_A_ROLE,
        SHARES_AND_LISTS,
        OF_A_NETWORK,
        BEFORE_TRANSLATION,
    )
    for type in types
}
"""Types with a policy or a principal that the model does not read."""
