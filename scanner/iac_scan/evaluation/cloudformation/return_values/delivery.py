"""What `Ref` and `Fn::GetAtt` yield for code, its delivery, and operations.

What the patterns mean, and where the facts are from, is in `row`.
"""

from __future__ import annotations

from collections.abc import Mapping

from iac_scan.evaluation.cloudformation.return_values.row import Row, arn

ROWS: Mapping[str, Row] = {
    "AWS::Amplify::App": Row(arn("amplify", "apps/{?}"), {"AppName": "{Name}", "Arn": "{ref}"}),
    "AWS::Chatbot::MicrosoftTeamsChannelConfiguration": Row(
        "arn:{partition}:chatbot::{account}:chat-configuration/microsoft-teams-channel/{ConfigurationName}",
        {"Arn": "{ref}"},
    ),
    "AWS::Chatbot::SlackChannelConfiguration": Row(
        "arn:{partition}:chatbot::{account}:chat-configuration/slack-channel/{ConfigurationName}",
        {"Arn": "{ref}"},
    ),
    "AWS::CloudFormation::StackSet": Row("{StackSetName}:{?}", {"StackSetId": "{ref}"}),
    "AWS::CodeArtifact::Domain": Row(
        arn("codeartifact", "domain/{DomainName}"),
        {"Arn": "{ref}", "Name": "{DomainName}", "Owner": "{account}"},
    ),
    # The account is that of the domain.
    "AWS::CodeArtifact::Repository": Row(
        "arn:{partition}:codeartifact:{region}:{?}:repository/{DomainName}/{RepositoryName}",
        {"Arn": "{ref}", "DomainName": "{DomainName}", "Name": "{RepositoryName}"},
    ),
    "AWS::CodeBuild::Project": Row("{Name}", {"Arn": arn("codebuild", "project/{ref}")}),
    "AWS::CodeCommit::Repository": Row(
        "{?}", {"Arn": arn("codecommit", "{RepositoryName}"), "Name": "{RepositoryName}"}
    ),
    "AWS::CodeDeploy::DeploymentGroup": Row("{DeploymentGroupName}"),
    "AWS::CodePipeline::Pipeline": Row("{Name}", {"Arn": arn("codepipeline", "{ref}")}),
    "AWS::FIS::ExperimentTemplate": Row("{?}", {"Id": "{ref}"}),
    "AWS::SSM::MaintenanceWindowTask": Row("{?}"),
    "AWS::SSM::Parameter": Row("{Name}", {"Arn": arn("ssm", "parameter{/Name}")}),
    "AWS::SSM::ResourcePolicy": Row("{?}"),
    "AWS::SSMIncidents::ResponsePlan": Row(
        "arn:{partition}:ssm-incidents::{account}:response-plan/{Name}", {"Arn": "{ref}"}
    ),
    "AWS::ServiceCatalog::LaunchRoleConstraint": Row("{?}", {"Id": "{ref}"}),
    "AWS::Synthetics::Canary": Row("{Name}"),
    "AWS::Amplify::Branch": Row("{?}", {"Arn": "{ref}"}),
    "AWS::Amplify::Domain": Row("{?}", {"Arn": "{ref}"}),
    "AWS::ApiGateway::Account": Row("{?}", {"Id": "{ref}"}),
    "AWS::AppConfig::ConfigurationProfile": Row("{?}", {"ConfigurationProfileId": "{ref}"}),
    "AWS::AppConfig::Environment": Row("{?}", {"EnvironmentId": "{ref}"}),
    "AWS::CloudFormation::GuardHook": Row("{?}", {"HookArn": "{ref}"}),
    "AWS::CloudFormation::LambdaHook": Row("{?}", {"HookArn": "{ref}"}),
    "AWS::CloudFront::RealtimeLogConfig": Row(
        "arn:{partition}:cloudfront::{account}:realtime-log-config/{Name}", {"Arn": "{ref}"}
    ),
    "AWS::CodeBuild::Fleet": Row("{?}", {"Arn": "{ref}"}),
    "AWS::DeviceFarm::Project": Row(arn("devicefarm", "project:{?}"), {"Arn": "{ref}"}),
    "AWS::Proton::EnvironmentAccountConnection": Row(
        arn("proton", "environment-account-connection/{?}"), {"Arn": "{ref}"}
    ),
    "AWS::ServiceCatalog::StackSetConstraint": Row("{?}", {"Id": "{ref}"}),
    "AWS::SSMQuickSetup::ConfigurationManager": Row(
        arn("ssm-quicksetup", "configuration-manager/{?}"), {"ManagerArn": "{ref}"}
    ),
}
