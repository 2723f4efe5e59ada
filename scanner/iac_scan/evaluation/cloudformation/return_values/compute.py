"""What `Ref` and `Fn::GetAtt` yield for servers, containers and functions.

What the patterns mean, and where the facts are from, is in `row`.
"""

from __future__ import annotations

from collections.abc import Mapping

from iac_scan.evaluation.cloudformation.return_values.row import Row, arn

ROWS: Mapping[str, Row] = {
    "AWS::AppRunner::Service": Row(
        arn("apprunner", "service/{ServiceName}/{?}"), {"ServiceArn": "{ref}"}
    ),
    "AWS::AppStream::Fleet": Row("{Name}", {"Arn": arn("appstream", "fleet/{ref}")}),
    "AWS::AppStream::ImageBuilder": Row("{Name}"),
    "AWS::ElasticBeanstalk::Application": Row("{ApplicationName}"),
    "AWS::ElasticBeanstalk::ApplicationVersion": Row("{?}", {"Id": "{ref}"}),
    "AWS::ElasticBeanstalk::ConfigurationTemplate": Row("{?}", {"TemplateName": "{ref}"}),
    "AWS::ElasticBeanstalk::Environment": Row("{EnvironmentName}"),
    "AWS::DataPipeline::Pipeline": Row("{?}", {"PipelineId": "{ref}"}),
    "AWS::AutoScaling::AutoScalingGroup": Row(
        "{AutoScalingGroupName}",
        {
            "AutoScalingGroupARN": arn(
                "autoscaling", "autoScalingGroup:{?}:autoScalingGroupName/{ref}"
            )
        },
    ),
    "AWS::AutoScaling::LaunchConfiguration": Row("{LaunchConfigurationName}"),
    "AWS::AutoScaling::LifecycleHook": Row("{LifecycleHookName}"),
    "AWS::Batch::ComputeEnvironment": Row(
        arn("batch", "compute-environment/{ComputeEnvironmentName}"),
        {"ComputeEnvironmentArn": "{ref}"},
    ),
    "AWS::Batch::JobDefinition": Row(
        arn("batch", "job-definition/{JobDefinitionName}:{?}"), {"JobDefinitionArn": "{ref}"}
    ),
    "AWS::Batch::JobQueue": Row(arn("batch", "job-queue/{JobQueueName}"), {"JobQueueArn": "{ref}"}),
    "AWS::EC2::FlowLog": Row("{?}", {"Id": "{ref}"}),
    "AWS::EC2::Instance": Row("{?}", {"InstanceId": "{ref}"}),
    "AWS::EC2::LaunchTemplate": Row("{?}", {"LaunchTemplateId": "{ref}"}),
    "AWS::EC2::SpotFleet": Row("{?}", {"Id": "{ref}"}),
    "AWS::ECR::PublicRepository": Row(
        "{RepositoryName}", {"Arn": "arn:{partition}:ecr-public::{account}:repository/{ref}"}
    ),
    "AWS::ECR::RegistryPolicy": Row("{account}", {"RegistryId": "{ref}"}),
    "AWS::ECR::Repository": Row(
        "{RepositoryName}",
        {
            "Arn": arn("ecr", "repository/{ref}"),
            "RepositoryUri": "{account}.dkr.ecr.{region}.{suffix}/{ref}",
        },
    ),
    "AWS::ECR::RepositoryCreationTemplate": Row("{Prefix}"),
    "AWS::ECS::Cluster": Row("{ClusterName}", {"Arn": arn("ecs", "cluster/{ref}")}),
    # The cluster stands before the name of a service in accounts with long ARNs.
    "AWS::ECS::Service": Row(
        arn("ecs", "service/{?}"), {"Name": "{ServiceName}", "ServiceArn": "{ref}"}
    ),
    "AWS::ECS::TaskDefinition": Row(
        arn("ecs", "task-definition/{Family}:{?}"), {"TaskDefinitionArn": "{ref}"}
    ),
    "AWS::EKS::AccessEntry": Row(
        "{?}",
        {"AccessEntryArn": arn("eks", "access-entry/{ClusterName}/{?type}/{?account}/{?name}/{?}")},
    ),
    "AWS::EKS::Addon": Row(
        "{ClusterName}|{AddonName}", {"Arn": arn("eks", "addon/{ClusterName}/{AddonName}/{?}")}
    ),
    "AWS::EKS::Cluster": Row("{Name}", {"Arn": arn("eks", "cluster/{ref}")}),
    "AWS::EKS::FargateProfile": Row(
        "{?}", {"Arn": arn("eks", "fargateprofile/{ClusterName}/{FargateProfileName}/{?}")}
    ),
    "AWS::EKS::Nodegroup": Row(
        "{ClusterName}/{NodegroupName}",
        {
            "Arn": arn("eks", "nodegroup/{ClusterName}/{NodegroupName}/{?}"),
            "ClusterName": "{ClusterName}",
            "Id": "{ref}",
            "NodegroupName": "{NodegroupName}",
        },
    ),
    "AWS::EKS::PodIdentityAssociation": Row(
        arn("eks", "podidentityassociation/{ClusterName}/{?}"), {"AssociationArn": "{ref}"}
    ),
    "AWS::GameLift::Build": Row(
        "{?}", {"BuildArn": arn("gamelift", "build/{ref}"), "BuildId": "{ref}"}
    ),
    "AWS::GameLift::Fleet": Row(
        "{?}", {"FleetArn": arn("gamelift", "fleet/{ref}"), "FleetId": "{ref}"}
    ),
    "AWS::GameLift::GameServerGroup": Row(
        arn("gamelift", "gameservergroup/{GameServerGroupName}"),
        {
            "AutoScalingGroupArn": arn(
                "autoscaling", "autoScalingGroup:{?}:autoScalingGroupName/{?name}"
            ),
            "GameServerGroupArn": "{ref}",
        },
    ),
    # Amazon makes the end of these ARNs of the name, in another form.
    "AWS::ImageBuilder::ImagePipeline": Row(
        arn("imagebuilder", "image-pipeline/{?}"), {"Arn": "{ref}", "Name": "{Name}"}
    ),
    "AWS::ImageBuilder::InfrastructureConfiguration": Row(
        arn("imagebuilder", "infrastructure-configuration/{?}"), {"Arn": "{ref}", "Name": "{Name}"}
    ),
    "AWS::Lambda::Alias": Row(
        arn("lambda", "function:{last FunctionName}:{Name}"), {"AliasArn": "{ref}"}
    ),
    "AWS::Lambda::Function": Row("{FunctionName}", {"Arn": arn("lambda", "function:{ref}")}),
    "AWS::Lambda::LayerVersion": Row(
        arn("lambda", "layer:{LayerName}:{?}"), {"LayerVersionArn": "{ref}"}
    ),
    "AWS::Lambda::LayerVersionPermission": Row("{?}", {"Id": "{ref}"}),
    "AWS::Lambda::Permission": Row("{?}", {"Id": "{ref}"}),
    "AWS::Lambda::ResourcePolicy": Row("{ResourceArn}"),
    "AWS::Lambda::Url": Row("{?}", {"FunctionArn": "{ref}"}),
    "AWS::Lambda::Version": Row(
        arn("lambda", "function:{last FunctionName}:{?}"), {"FunctionArn": "{ref}"}
    ),
    "AWS::AppStream::AppBlockBuilder": Row(
        "{Name}", {"Arn": arn("appstream", "app-block-builder/{?}")}
    ),
    "AWS::ApplicationAutoScaling::ScalableTarget": Row("{?}"),
    "AWS::ECR::PullThroughCacheRule": Row("{EcrRepositoryPrefix}"),
    "AWS::ECS::CapacityProvider": Row("{Name}"),
    "AWS::ECS::DaemonTaskDefinition": Row("{?}", {"DaemonTaskDefinitionArn": "{ref}"}),
    "AWS::ECS::ExpressGatewayService": Row("{?}", {"ServiceArn": "{ref}"}),
    "AWS::EKS::Capability": Row("{?}", {"Arn": "{ref}"}),
    "AWS::GameLift::ContainerFleet": Row(
        "{?}", {"FleetArn": arn("gamelift", "containerfleet/{ref}"), "FleetId": "{ref}"}
    ),
    "AWS::GameLift::Script": Row("{?}", {"Arn": arn("gamelift", "script/{ref}"), "Id": "{ref}"}),
    "AWS::ImageBuilder::Image": Row("{?}", {"Arn": "{ref}"}),
    "AWS::ImageBuilder::LifecyclePolicy": Row(
        arn("imagebuilder", "lifecycle-policy/{?}"), {"Arn": "{ref}"}
    ),
    "AWS::Lambda::CapacityProvider": Row(
        "{CapacityProviderName}", {"Arn": arn("lambda", "capacity-provider:{CapacityProviderName}")}
    ),
    "AWS::M2::Application": Row(arn("m2", "app/{?}"), {"ApplicationArn": "{ref}"}),
    "AWS::OpsWorks::Stack": Row("{?}", {"Id": "{ref}"}),
    "AWS::OpsWorks::Layer": Row("{?}", {"Id": "{ref}"}),
    "AWS::PCS::ComputeNodeGroup": Row("{?}", {"Arn": "{ref}"}),
    "AWS::SimSpaceWeaver::Simulation": Row("{Name}"),
    "AWS::StorageGateway::NFSFileShare": Row("{?}", {"FileShareARN": "{ref}"}),
    "AWS::StorageGateway::SMBFileShare": Row("{?}", {"FileShareARN": "{ref}"}),
    "AWS::WorkspacesInstances::WorkspaceInstance": Row("{?}", {"WorkspaceInstanceId": "{ref}"}),
}
