"""Serverless templates: what SAM deploys for them, placed where a person would edit it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeAlias

import pytest

from iac_scan.evaluation.result import Evaluation, Resource
from iac_scan.values import Mapping, Sequence, Value, text_of, walk

Deploy: TypeAlias = Callable[..., Evaluation]
Show: TypeAlias = Callable[[Value], object]

HEAD = "Transform: AWS::Serverless-2016-10-31\nResources:\n"
FUNCTION = (
    "  Fn:\n"
    "    Type: AWS::Serverless::Function\n"
    "    Properties:\n"
    "      Runtime: python3.13\n"
    "      Handler: app.run\n"
    "      CodeUri: ./src\n"
)


def _only(evaluation: Evaluation, address: str) -> Resource:
    (found,) = (one for one in evaluation.resources if one.key.address == address)
    return found


def _items(value: Value) -> tuple[Value, ...]:
    assert isinstance(value, Sequence)
    return value.items


def _line(value: Value) -> int:
    return value.origin.span.start_line


def _texts(value: Value) -> set[object]:
    return {one.value for one in walk(value) if hasattr(one, "value")}


def test_function_deploys_a_role_that_lambda_may_assume(deploy: Deploy) -> None:
    evaluation = deploy(HEAD + FUNCTION)
    assert {one.key.address: one.type for one in evaluation.resources} == {
        "Fn": "AWS::Lambda::Function",
        "FnRole": "AWS::IAM::Role",
    }
    role = _only(evaluation, "FnRole")
    assert "lambda.amazonaws.com" in _texts(role.values.get("AssumeRolePolicyDocument"))
    assert role.span.start_line == _only(evaluation, "Fn").span.start_line == 3
    assert evaluation.gaps == ()
    assert evaluation.diagnostics == ()


def test_statement_stands_where_it_is_written(deploy: Deploy) -> None:
    policies = (
        "      Policies:\n"
        "        - AmazonS3ReadOnlyAccess\n"
        "        - S3ReadPolicy: {BucketName: data}\n"
        "        - Statement:\n"
        "            - {Effect: Allow, Action: '*', Resource: '*'}\n"
    )
    role = _only(deploy(HEAD + FUNCTION + policies), "FnRole")
    basic, named = _items(role.values.get("ManagedPolicyArns"))
    assert _line(named) == 10
    assert _line(basic) == 3, "nobody wrote it: it stands at the function"
    template, written = _items(role.values.get("Policies"))
    assert isinstance(template, Mapping)
    assert isinstance(written, Mapping)
    assert _line(template) == 11
    document = written.get("PolicyDocument")
    assert isinstance(document, Mapping)
    (statement,) = _items(document.get("Statement"))
    assert _line(statement) == 13


def test_policy_of_aws_is_found_by_its_name(deploy: Deploy) -> None:
    role = _only(deploy(HEAD + FUNCTION + "      Policies: AdministratorAccess\n"), "FnRole")
    arns = role.values.get("ManagedPolicyArns")
    assert "arn:aws:iam::aws:policy/AdministratorAccess" in _texts(arns)
    assert _line(_items(arns)[-1]) == 9


def test_globals_count_for_every_function(deploy: Deploy) -> None:
    boundary = "arn:aws:iam::111122223333:policy/cap"
    head = HEAD.replace(
        "Resources", f"Globals: {{Function: {{PermissionsBoundary: '{boundary}'}}}}\nResources"
    )
    role = _only(deploy(head + FUNCTION), "FnRole")
    assert _texts(role.values.get("PermissionsBoundary")) == {boundary}


def test_connector_deploys_a_policy_for_the_role(deploy: Deploy) -> None:
    linked = (
        "  Table: {Type: AWS::Serverless::SimpleTable}\n"
        "  Link:\n"
        "    Type: AWS::Serverless::Connector\n"
        "    Properties: {Source: {Id: Fn}, Destination: {Id: Table}, Permissions: [Write]}\n"
    )
    policy = _only(deploy(HEAD + FUNCTION + linked), "LinkPolicy")
    assert policy.type == "AWS::IAM::ManagedPolicy"
    assert "dynamodb:PutItem" in _texts(policy.values)
    assert policy.span.start_line == 10


def test_parameters_stay_parameters(deploy: Deploy) -> None:
    head = HEAD.replace("Resources", "Parameters: {Cap: {Type: String, Default: a}}\nResources")
    evaluation = deploy(
        {
            "t.yaml": head + FUNCTION + "      PermissionsBoundary: !Ref Cap\n",
            "p": '[{"ParameterKey": "Cap", "ParameterValue": "b"}]',
        },
        "p",
    )
    assert _texts(_only(evaluation, "FnRole").values.get("PermissionsBoundary")) == {"b"}


def test_parameter_that_the_translator_needs_has_its_value(deploy: Deploy) -> None:
    head = HEAD.replace("Resources", "Parameters: {Name: {Type: String, Default: a}}\nResources")
    evaluation = deploy(head + FUNCTION + "      AutoPublishAlias: !Ref Name\n")
    assert "FnAliasa" in {one.key.address for one in evaluation.resources}


REGISTRY = (
    "      Events:\n"
    "        Stream:\n"
    "          Type: MSK\n"
    "          Properties:\n"
    "            StartingPosition: LATEST\n"
    "            Stream: arn:aws:kafka:us-east-1:111122223333:cluster/c/1\n"
    "            Topics: [t]\n"
    "            SchemaRegistryConfig:\n"
    "              SchemaRegistryURI: !Sub arn:${AWS::Partition}:glue:${AWS::Region}:111122223333:registry/r\n"
    "              EventRecordFormat: JSON\n"
    "              SchemaValidationConfigs: [{Attribute: KEY}]\n"
)


def test_arn_in_an_unknown_region_is_read_by_its_parts(deploy: Deploy, show: Show) -> None:
    (policy,) = _items(_only(deploy(HEAD + FUNCTION + REGISTRY), "FnRole").values.get("Policies"))
    registry = "arn:aws:glue:?:111122223333:registry/r"
    assert show(policy) == {
        "PolicyName": "MSKExecutionRolePolicy",
        "PolicyDocument": {
            "Statement": [
                {"Action": ["glue:GetRegistry"], "Effect": "Allow", "Resource": registry},
                {
                    "Action": ["glue:GetSchemaVersion"],
                    "Effect": "Allow",
                    "Resource": ["arn:aws:glue:?:?:schema/r/*"],
                },
            ]
        },
    }


@pytest.mark.parametrize(("default", "writes"), [("Active", True), ("Disabled", False)])
def test_parameter_decides_whether_a_function_writes_traces(
    default: str, writes: bool, deploy: Deploy
) -> None:
    parameter = f"Parameters: {{Mode: {{Type: String, Default: {default}}}}}\nResources"
    evaluation = deploy(
        HEAD.replace("Resources", parameter) + FUNCTION + "      Tracing: !Ref Mode\n"
    )
    arns = _texts(_only(evaluation, "FnRole").values.get("ManagedPolicyArns"))
    assert ("arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess" in arns) is writes


def test_version_that_is_written_as_a_number_keeps_its_zero(deploy: Deploy) -> None:
    api = (
        "  Api: {Type: AWS::Serverless::Api, Properties: {StageName: prod, OpenApiVersion: 3.0}}\n"
    )
    event = (
        "      Events:\n"
        "        Get: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /, Method: get}}\n"
    )
    evaluation = deploy(HEAD + FUNCTION + event + api)
    assert evaluation.gaps == ()


def test_state_machine_deploys_a_role_with_the_policies_that_it_names(deploy: Deploy) -> None:
    machine = (
        "  Flow:\n"
        "    Type: AWS::Serverless::StateMachine\n"
        "    Properties:\n"
        "      DefinitionUri: flow.asl.json\n"
        "      Policies:\n"
        "        - LambdaInvokePolicy: {FunctionName: !Ref Fn}\n"
        "        - Statement: [{Effect: Allow, Action: 'sns:Publish', Resource: '*'}]\n"
    )
    role = _only(deploy(HEAD + FUNCTION + machine), "FlowRole")
    invoke, publish = _items(role.values.get("Policies"))
    assert "states.amazonaws.com" in _texts(role.values.get("AssumeRolePolicyDocument"))
    assert "lambda:InvokeFunction" in _texts(invoke)
    assert "sns:Publish" in _texts(publish)
    assert (_line(invoke), _line(publish)) == (14, 15)


def test_connector_inside_its_source_deploys_a_policy(deploy: Deploy) -> None:
    connector = (
        "    Connectors:\n"
        "      Link: {Properties: {Destination: {Id: Topic}, Permissions: [Write]}}\n"
        "  Topic: {Type: AWS::SNS::Topic}\n"
    )
    policy = _only(deploy(HEAD + FUNCTION + connector), "FnLinkPolicy")
    assert "sns:Publish" in _texts(policy.values)
    assert policy.span.start_line == 3
    assert _line(policy.values.get("PolicyDocument")) == 10


GLOBALS = """
Transform: AWS::Serverless-2016-10-31
Parameters: {Any: {Type: String}}
Conditions: {Maybe: !Equals [!Ref Any, a]}
Globals:
  Function:
    PermissionsBoundary: arn:aws:iam::111122223333:policy/bound
    Environment:
      Variables:
        SHARED: from-globals
    VpcConfig:
      SubnetIds: [subnet-1]
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: h
      Runtime: python3.12
      CodeUri: src/
      Environment:
        Variables:
          OWN: from-function
      Policies:
        - SQSPollerPolicy: {QueueName: q}
        - !If
          - Maybe
          - AdministratorAccess
          - ReadOnlyAccess
"""


def test_what_globals_say_stands_there(deploy: Deploy) -> None:
    evaluation = deploy(GLOBALS)
    role, function = _only(evaluation, "FnRole").values, _only(evaluation, "Fn").values
    variables = function.get("Environment")
    assert isinstance(variables, Mapping)
    variables = variables.get("Variables")
    assert isinstance(variables, Mapping)
    assert _line(role.get("PermissionsBoundary")) == 7
    assert _line(variables.get("SHARED")) == 10
    assert _line(variables.get("OWN")) == 22
    assert _line(function.get("VpcConfig")) == 12


def test_policy_of_aws_stands_where_it_is_named_in_a_choice(deploy: Deploy) -> None:
    policies = _only(deploy(GLOBALS), "FnRole").values.get("ManagedPolicyArns")
    lines = {
        text.rpartition("/")[2]: one.origin.span.start_line
        for one in walk(policies)
        if (text := text_of(one)) is not None
    }
    assert lines["AdministratorAccess"] == 27
    assert lines["ReadOnlyAccess"] == 28
    assert lines["AWSLambdaBasicExecutionRole"] == 14


def test_generated_statement_does_not_stand_at_a_written_one(deploy: Deploy) -> None:
    more = (
        "      DeadLetterQueue: {Type: SQS, TargetArn: 'arn:aws:sqs:eu-west-1:111122223333:q'}\n"
        "      Policies:\n"
        "        Statement: {Effect: Allow, Action: 's3:*', Resource: '*'}\n"
    )
    policies = _only(deploy(HEAD + FUNCTION + more), "FnRole").values.get("Policies")
    effects = [one.origin.span.start_line for one in walk(policies) if text_of(one) == "Allow"]
    assert sorted(effects) == [3, 11]


def test_application_of_the_repository_is_a_gap_that_says_how_to_get_it(deploy: Deploy) -> None:
    id_ = "arn:aws:serverlessrepo:us-east-1:111122223333:applications/a"
    location = f"{{ApplicationId: '{id_}', SemanticVersion: 1.0.0}}"
    application = (
        f"  App: {{Type: AWS::Serverless::Application, Properties: {{Location: {location}}}}}\n"
    )
    (gap,) = deploy(HEAD + application).gaps
    assert gap.message == f"the application `{id_}` of `App` is not read"
    assert gap.help is not None
    assert "create-cloud-formation-template" in gap.help


def test_permission_for_an_event_stands_at_the_event(deploy: Deploy) -> None:
    event = (
        "      Events:\n"
        "        Other: {Type: Schedule, Properties: {Schedule: rate(1 day)}}\n"
        "        Sent: {Type: SNS, Properties: {Topic: !Ref Topic}}\n"
        "  Topic: {Type: AWS::SNS::Topic}\n"
    )
    permission = _only(deploy(HEAD + FUNCTION + event), "FnSentPermission")
    assert permission.type == "AWS::Lambda::Permission"
    assert (permission.body.start_line, permission.body.end_line) == (3, 11)
    assert _line(permission.values.get("Principal")) == 11


def test_other_resources_stand_where_they_are_written(deploy: Deploy) -> None:
    other = (
        "  Other:\n"
        "    Type: AWS::IAM::ManagedPolicy\n"
        "    Properties:\n"
        "      PolicyDocument: {Statement: [{Effect: Allow, Action: '*', Resource: !GetAtt Fn.Arn}]}\n"
    )
    policy = _only(deploy(HEAD + FUNCTION + other), "Other")
    assert policy.span.start_line == 9
    assert _line(policy.values.get("PolicyDocument")) == 12


def test_application_in_the_tree_is_a_nested_stack(deploy: Deploy) -> None:
    evaluation = deploy(
        {
            "t.yaml": HEAD
            + "  App: {Type: AWS::Serverless::Application, Properties: {Location: ./in.yaml}}\n",
            "in.yaml": HEAD + FUNCTION,
        }
    )
    assert "App.FnRole" in {one.key.address for one in evaluation.resources}


def test_template_that_the_translator_refuses_is_a_gap_and_the_rest_is_read(
    deploy: Deploy,
) -> None:
    evaluation = deploy(
        HEAD + "  Fn: {Type: AWS::Serverless::Function, Properties: {Events: 3}}\n"
        "  User: {Type: AWS::IAM::User}\n"
    )
    (gap,) = evaluation.gaps
    assert "the SAM translator says" in gap.message
    assert "AWS::IAM::User" in {one.type for one in evaluation.resources}


@pytest.mark.parametrize(
    "body",
    [
        "  Fn: {Type: AWS::Serverless::Function, Properties: []}\n",
        "  Fn: {Type: AWS::Serverless::Function, Properties: {Policies: [[[]], 3, {a: 1}]}}\n",
        "  Fn: 3\n  G: {Type: AWS::Serverless::Function}\n",
        "  Fn: {Type: AWS::Serverless::Connector, Properties: {Source: 1}}\n",
        "  Fn: {Type: AWS::Serverless::Api, Properties: {StageName: [], DefinitionBody: 3}}\n",
        "  Fn: {Type: [], Connectors: 3}\n",
        "  Fn: {Type: AWS::Serverless::Function, Properties: {'Fn::If': [a]}}\nGlobals: 3\n",
        "  Fn: {Type: AWS::Serverless::Function}\nGlobals: {Function: 3}\nParameters: 3\n",
    ],
)
def test_malformed_template_never_raises(body: str, deploy: Deploy) -> None:
    assert deploy(HEAD + body).files


def test_local_include_is_there_before_the_template_is_translated(deploy: Deploy) -> None:
    api = (
        "  Api:\n"
        "    Type: AWS::Serverless::Api\n"
        "    Properties:\n"
        "      StageName: prod\n"
        "      DefinitionBody: {'Fn::Transform': {Name: AWS::Include, Parameters: {Location: a.yaml}}}\n"
        "      Auth: {ResourcePolicy: {IpRangeBlacklist: [10.0.0.1]}}\n"
    )
    evaluation = deploy({"t.yaml": HEAD + FUNCTION + api, "a.yaml": "swagger: 2.0\npaths: {}\n"})
    assert evaluation.gaps == ()
    assert "FnRole" in {one.key.address for one in evaluation.resources}


def test_image_of_the_machine_that_builds_it_is_packaged(deploy: Deploy) -> None:
    image = (
        "  Fn:\n    Type: AWS::Serverless::Function\n"
        "    Properties: {PackageType: Image, ImageUri: 'app:latest'}\n"
    )
    evaluation = deploy(HEAD + image)
    assert evaluation.gaps == ()
    assert "FnRole" in {one.key.address for one in evaluation.resources}


def test_serverless_template_without_resources_has_nothing_to_expand(deploy: Deploy) -> None:
    evaluation = deploy("Transform: AWS::Serverless-2016-10-31\nResources:\n")
    assert (evaluation.resources, evaluation.gaps) == ((), ())


def test_serverless_resources_without_their_transform_are_a_gap(deploy: Deploy) -> None:
    (gap,) = deploy("Resources:\n" + FUNCTION).gaps
    assert "`AWS::Serverless::Function` needs a transform" in gap.message
    assert gap.help == "write `Transform: AWS::Serverless-2016-10-31`"


def test_template_with_more_resources_than_aws_takes_is_a_gap(deploy: Deploy) -> None:
    functions = (f"  F{number}: {{Type: AWS::Serverless::Function}}\n" for number in range(501))
    (gap,) = deploy(HEAD + "".join(functions)).gaps
    assert "more than 500 resources" in gap.message


def test_without_the_translator_the_gap_says_how_to_get_it(
    deploy: Deploy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "samtranslator", None)
    monkeypatch.setitem(sys.modules, "samtranslator.model.exceptions", None)
    (gap,) = deploy(HEAD + FUNCTION).gaps
    assert gap.help == "install `aws-sam-translator` beside iac-scan: its extra `sam`"
