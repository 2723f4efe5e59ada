"""What runs with roles: found by reference, by name, by ARN, through profiles and in lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iac_scan.iam.policy import PolicyKind
from iac_scan.values import Truth, show

if TYPE_CHECKING:
    from tests.graph.conftest import Code

    from iac_scan.graph.model import Workload

STATEMENT = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
DOCUMENT = {"Version": "2012-10-17", "Statement": [STATEMENT]}


def _roles(workload: Workload) -> list[str | None]:
    return [None if use.role is None else use.role.name for use in workload.roles]


def test_a_function_runs_with_its_role(code: Code) -> None:
    one = code.add("aws_iam_role", "r", name="r", assume_role_policy=DOCUMENT)
    code.add("aws_lambda_function", "f", function_name="f", role=code.ref(one, "arn"))
    other = code.add("AWS::IAM::Role", "R", RoleName="r", AssumeRolePolicyDocument=DOCUMENT)
    code.add("AWS::Lambda::Function", "F", FunctionName="f", Role=code.ref(other, "Arn"))
    for workload in code.graph().workloads:
        assert workload.kind.type == "AWS::Lambda::Function"
        assert workload.kind.service == "lambda.amazonaws.com"
        assert workload.name == "f"
        assert _roles(workload) == ["r"]
        assert workload.roles[0].presence is Truth.YES
        assert workload.unlinked == ()


@pytest.mark.parametrize("link", ["r", "arn:aws:iam::111122223333:role/team/r"])
def test_a_role_may_be_named_by_name_or_arn(code: Code, link: str) -> None:
    code.add("aws_iam_role", "r", name="r", path="/team/", assume_role_policy=DOCUMENT)
    code.add("aws_glue_crawler", "c", name="c", role=link)
    assert _roles(code.graph().workloads[0]) == ["r"]


def test_an_instance_runs_with_the_role_of_its_profile(code: Code) -> None:
    role = code.add("aws_iam_role", "r", name="r", assume_role_policy=DOCUMENT)
    profile = code.add("aws_iam_instance_profile", "p", name="p", role=code.ref(role, "name"))
    code.add("aws_instance", "i", iam_instance_profile=code.ref(profile, "name"))
    code.add("aws_launch_template", "t", iam_instance_profile=[{"name": "p"}])
    for workload in code.graph().workloads:
        (use,) = workload.roles
        assert use.profile is not None
        assert (use.role and use.role.name, use.profile.name) == ("r", "p")


def test_a_role_of_other_code_is_held_and_is_no_gap(code: Code) -> None:
    code.add("aws_lambda_function", "f", role="arn:aws:iam::111122223333:role/theirs")
    graph = code.graph()
    (workload,) = graph.workloads
    assert _roles(workload) == [None]
    assert show(workload.roles[0].value).endswith("role/theirs")
    assert len(workload.unlinked) == 1
    assert graph.gaps == ()
    assert graph.roles == ()


def test_a_role_that_may_be_null_is_possible(code: Code) -> None:
    code.add("aws_ecs_task_definition", "t", family="t", task_role_arn=code.unknown())
    (workload,) = code.graph().workloads
    assert [use.presence for use in workload.roles] == [Truth.UNKNOWN]
    assert len(workload.unlinked) == 1


def test_what_has_no_role_runs_with_none(code: Code) -> None:
    code.add("aws_instance", "i")
    code.add("AWS::ECS::TaskDefinition", "T", Family="t")
    assert [workload.roles for workload in code.graph().workloads] == [(), ()]


def test_roles_in_lists_and_blocks_are_found(code: Code) -> None:
    role = code.add("AWS::IAM::Role", "R", RoleName="r", AssumeRolePolicyDocument=DOCUMENT)
    targets = [{"Id": "a", "RoleArn": code.ref(role, "Arn")}, {"Id": "b"}]
    code.add("AWS::Events::Rule", "E", Name="e", Targets=targets)
    (workload,) = code.graph().workloads
    assert _roles(workload) == ["r"]
    assert workload.roles[0].attribute == "Targets.RoleArn"


def test_roles_in_json_text_are_found(code: Code) -> None:
    code.add("aws_iam_role", "r", name="r", assume_role_policy=DOCUMENT)
    properties = '{"jobRoleArn": "arn:aws:iam::111122223333:role/r", "image": "x"}'
    code.add("aws_batch_job_definition", "j", name="j", container_properties=properties)
    assert _roles(code.graph().workloads[0]) == ["r"]


def test_text_that_is_no_json_leaves_the_role_open(code: Code) -> None:
    code.add("aws_batch_job_definition", "j", name="j", container_properties="{")
    (workload,) = code.graph().workloads
    assert workload.roles[0].presence is Truth.UNKNOWN
    assert len(workload.unlinked) == 1


def test_one_of_two_roles_is_surely_neither(code: Code) -> None:
    for name in ("a", "b"):
        code.add("aws_iam_role", name, name=name, assume_role_policy=DOCUMENT)
    code.add("aws_sfn_state_machine", "s", name="s", role_arn=code.one_of("a", "b"))
    (workload,) = code.graph().workloads
    assert _roles(workload) == ["a", "b"]
    assert {use.presence for use in workload.roles} == {Truth.UNKNOWN}


def test_a_profile_of_roles_anywhere_holds_its_roles_and_session_policy(code: Code) -> None:
    role = code.add("aws_iam_role", "r", name="r", assume_role_policy=DOCUMENT)
    code.add(
        "aws_rolesanywhere_profile",
        "p",
        name="p",
        enabled=True,
        role_arns=[code.ref(role, "arn"), "arn:aws:iam::111122223333:role/theirs"],
        session_policy=DOCUMENT,
    )
    code.add("AWS::RolesAnywhere::Profile", "P", Name="p", RoleArns=[])
    one, other = code.graph().anywhere_profiles
    assert [role.name for role in one.roles] == ["r"]
    assert len(one.unlinked) == 1
    assert one.enabled is Truth.YES
    assert one.session_policy is not None
    assert one.session_policy.kind is PolicyKind.SESSION
    assert (other.roles, other.session_policy, other.enabled) == ((), None, Truth.UNKNOWN)


def test_what_is_something_else_is_no_workload_without_a_role(code: Code) -> None:
    code.add("AWS::S3::Bucket", "B", BucketName="b")
    code.add("aws_cloudwatch_event_rule", "r", name="r")
    replicated = {"Role": "arn:aws:iam::111122223333:role/r"}
    code.add("AWS::S3::Bucket", "C", BucketName="c", ReplicationConfiguration=replicated)
    assert [workload.name for workload in code.graph().workloads] == ["c"]


_PROFILE = "aws:autoscaling:launchconfiguration"
_SERVICE = "aws:elasticbeanstalk:environment"


def _environments(code: Code, namespace: object, option: object, named: object) -> list[Workload]:
    """Return the workload of a setting in each language."""
    setting = {"namespace": namespace, "name": option, "value": named}
    code.add("aws_elastic_beanstalk_environment", "e", name="e", setting=[setting])
    entry = {"Namespace": namespace, "OptionName": option, "Value": named}
    other = code.add("AWS::IAM::Role", "R", RoleName="r", AssumeRolePolicyDocument=DOCUMENT)
    code.add(
        "AWS::IAM::InstanceProfile", "P", InstanceProfileName="p", Roles=[code.ref(other, "Ref")]
    )
    code.add("AWS::ElasticBeanstalk::Environment", "E", EnvironmentName="e", OptionSettings=[entry])
    role = code.add("aws_iam_role", "r", name="r", assume_role_policy=DOCUMENT)
    code.add("aws_iam_instance_profile", "p", name="p", role=code.ref(role, "name"))
    return list(code.graph().workloads)


@pytest.mark.parametrize(
    ("namespace", "option", "named"),
    [(_PROFILE, "IamInstanceProfile", "p"), (_SERVICE, "ServiceRole", "r")],
)
def test_a_role_in_a_named_setting_is_found(
    code: Code, namespace: str, option: str, named: str
) -> None:
    one, other = _environments(code, namespace, option, named)
    assert _roles(one) == _roles(other) == ["r"]
    assert one.roles[0].presence is other.roles[0].presence is Truth.YES


@pytest.mark.parametrize(
    ("namespace", "option"),
    [(_SERVICE, "LoadBalancerType"), ("aws:elasticbeanstalk:application", "ServiceRole")],
)
def test_a_setting_of_another_name_or_namespace_is_no_role(
    code: Code, namespace: str, option: str
) -> None:
    assert [_roles(each) for each in _environments(code, namespace, option, "r")] == [[], []]


def test_a_setting_whose_name_is_not_known_may_be_a_role(code: Code) -> None:
    one, other = _environments(code, _SERVICE, code.unknown(), "r")
    assert [use.presence for use in (*one.roles, *other.roles)] == [Truth.UNKNOWN] * 2


def test_settings_that_are_not_known_leave_the_roles_open(code: Code) -> None:
    code.add("aws_elastic_beanstalk_environment", "e", setting=code.unknown())
    (workload,) = code.graph().workloads
    assert workload.unlinked != ()


def test_a_data_pipeline_runs_with_the_roles_of_its_objects(code: Code) -> None:
    code.add("aws_iam_role", "r", name="r", assume_role_policy=DOCUMENT)
    field = {"key": "role", "string_value": "r"}
    kind = {"key": "type", "string_value": "Default"}
    code.add(
        "aws_datapipeline_pipeline_definition", "d", pipeline_object=[{"field": [kind, field]}]
    )
    code.add("AWS::IAM::Role", "R", RoleName="r", AssumeRolePolicyDocument=DOCUMENT)
    fields = [{"Key": "type", "StringValue": "Default"}, {"Key": "role", "StringValue": "r"}]
    code.add("AWS::DataPipeline::Pipeline", "D", Name="d", PipelineObjects=[{"Fields": fields}])
    one, other = code.graph().workloads
    assert _roles(one) == _roles(other) == ["r"]
