"""CloudFormation is told by content: no template is missed, nothing else is taken for one."""

from __future__ import annotations

import pytest

from iac_scan.sources.classify import is_plan, is_template

TEMPLATES = {
    "the version": "AWSTemplateFormatVersion: '2010-09-09'\n",
    "the version after a comment": "# a\n---\nAWSTemplateFormatVersion: 2010-09-09\n",
    "the version in quotes": '"AWSTemplateFormatVersion": "2010-09-09"\n',
    "a resource and no version": "Resources:\n  User:\n    Type: AWS::IAM::User\n",
    "a resource in quotes": "Resources:\n  User:\n    Type: 'AWS::IAM::User'\n",
    "a custom resource": "Resources:\n  R:\n    Type: Custom::Thing\n",
    "an Alexa skill": "Resources:\n  R:\n    Type: Alexa::ASK::Skill\n",
    "a third party's resource": "Resources:\n  R:\n    Type: Datadog::Monitors::Monitor\n",
    "the type on the next line": "Resources:\n  R:\n    Type:\n      AWS::IAM::User\n",
    "windows line ends": "Resources:\r\n  R:\r\n    Type: AWS::IAM::User\r\n",
    "a byte order mark": "\ufeffResources:\n  R:\n    Type: AWS::IAM::User\n",
    "flow style": "Resources: {R: {Type: AWS::IAM::User}}\n",
    "flow style throughout": "{Resources: {R: {Type: AWS::IAM::User}}}\n",
    "an indented document": "\n  Description: x\n  Resources:\n    R:\n      Type: AWS::IAM::User\n",
    "a SAM template": "Transform: AWS::Serverless-2016-10-31\nResources:\n  F: {}\n",
    "a loop over resources": "Resources:\n  Fn::ForEach::Topics:\n    - T\n",
    "Jinja around it": "{% if x %}\nResources:\n  R:\n    Type: AWS::IAM::User\n{% endif %}\n",
    "Jinja inside it": "Resources:\n  R:\n    Type: AWS::IAM::User\n    Properties: {{ p }}\n",
    "broken YAML": "Resources:\n  R:\n    Type: AWS::IAM::User\n  - [\n",
    "JSON": '{"Resources": {"R": {"Type": "AWS::IAM::User"}}}',
    "JSON with the version": ' {"AWSTemplateFormatVersion": "2010-09-09"}',
    "JSON with the version last": '{"Resources": {"a": "\\"{"}, "AWSTemplateFormatVersion": ""}',
    "broken JSON": '{"Resources": {"R": {"Type": "AWS::IAM::User"',
    "more levels of JSON than can be read": '{"Resources": ' + '{"a": ' * 5000 + "1" + "}" * 5001,
    "more levels in flow style than can be read": "Resources:\n  R: " + "{a: [" * 2500,
    "more lists in lists than can be read": "Resources:\n  R:\n  " + "- " * 5000,
    "JSON with comments": '{\n// a\n"Resources": {"R": {"Type": "AWS::IAM::User"}}}',
}

OTHERS = {
    "nothing": "",
    "Kubernetes": "apiVersion: v1\nkind: Pod\nspec:\n  containers: []\n",
    "a Kubernetes CRD of AWS": "kind: Bucket\nspec:\n  Resources: []\n  Type: AWS::S3::Bucket\n",
    "docker-compose": "services:\n  web:\n    image: x\n    deploy:\n      resources: {}\n",
    "OpenAPI": "openapi: 3.0.0\npaths: {}\nx-amazon-apigateway-integration:\n  type: AWS\n",
    "Ansible": "- hosts: all\n  tasks:\n    - cloudformation:\n        template: AWSTemplateFormatVersion\n",
    "Ansible with a template in it": "- vars:\n    body: |\n      AWSTemplateFormatVersion: x\n      Resources:\n        R:\n          Type: AWS::IAM::User\n",
    "a GitHub workflow": "on: push\njobs:\n  a:\n    steps:\n      - run: echo AWSTemplateFormatVersion\n",
    "samconfig": "version: 0.1\ndefault:\n  deploy:\n    parameters:\n      capabilities: CAPABILITY_IAM\n",
    "serverless framework": "service: x\nresources:\n  Resources:\n    R:\n      Type: AWS::IAM::User\n",
    "package.json": '{"name": "x", "dependencies": {}}',
    "tsconfig": '{"compilerOptions": {"typeRoots": ["Resources"]}}',
    "a policy": '{"Version": "2012-10-17", "Statement": [{"Resource": "*"}]}',
    "resources of something else": "Resources:\n  - name: x\n    type: y\n",
    "resources of something else in JSON": '{"Resources": [{"Type": "x"}]}',
    "many levels under another key": '{"Roles": ' + '{"Resources": ' * 5000 + "1" + "}" * 5001,
    "resources of something else, side by side": '{"Resources": [' + '{"a": [{}]}, ' * 5000 + "1]}",
    "resources of something else and a line of dashes": f"# {'-' * 300}\nResources:\n  - a\n",
    "a deployed stack": '{"StackResources": [{"ResourceType": "AWS::IAM::User"}], "Type": "AWS::X"}',
    "a template inside JSON": '{"template": {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"R": {"Type": "AWS::IAM::User"}}}}',
    "a template in a JSON string": '{"body": "{\\"AWSTemplateFormatVersion\\": \\"2010-09-09\\"}"}',
    "parameters": '[{"ParameterKey": "Resources", "ParameterValue": "AWS::X"}]',
    "the CloudFormation specification": '{"ResourceTypes": {"AWS::IAM::User": {"Type": "AWS::X"}}, "Resources": 1}'.replace(
        '"Resources": 1', '"x": "Resources"'
    ),
    "prose": "Resources and AWSTemplateFormatVersion are keys of templates.\n",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_recognised(name: str) -> None:
    assert is_template(TEMPLATES[name].encode())


def test_a_template_in_utf16_is_recognised_so_that_it_is_reported() -> None:
    assert is_template(TEMPLATES["a resource and no version"].encode("utf-16"))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_in_an_encoding_that_no_mark_tells_is_recognised(
    name: str, encoding: str
) -> None:
    assert is_template(TEMPLATES[name].encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_plan_in_another_encoding_is_recognised(encoding: str) -> None:
    assert is_plan('{"format_version": "1.2", "planned_values": {}}'.encode(encoding))


@pytest.mark.parametrize(
    "data",
    [
        b"Resources:\n" + b"\0" * 4096,
        b"Resources:\n  User:\n    Ty\0pe: AWS::IAM::User\n",
        b"Description: x\nReso\0urces:\n  User: {}\n",
        b'{"Resources": {"User": {"Type": "AWS::\0IAM::User"}}}',
    ],
)
def test_a_template_with_damage_in_it_is_recognised_so_that_it_is_reported(data: bytes) -> None:
    assert is_template(data)


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_template_is_not_taken_for_one(name: str) -> None:
    assert not is_template(OTHERS[name].encode())
