"""Resources, conditions, parameters, nested stacks and imports, as a deployment would have them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iac_scan.evaluation.json_text import JsonProblem, decode_json
from iac_scan.evaluation.result import Evaluation, Resource
from iac_scan.sources.diagnostics import GapKind
from iac_scan.values import (
    Identity,
    Known,
    Mapping,
    ResourceKey,
    Text,
    Truth,
    Unknown,
    Value,
    identity_of,
    walk,
)

Deploy = Callable[..., Evaluation]
Show = Callable[[Value], object]

ROLE = """
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties: {RoleName: ci, Path: /robots/}
  Other:
    Type: AWS::IAM::Policy
    Properties:
"""


def resource(evaluation: Evaluation, address: str) -> Resource:
    (found,) = (one for one in evaluation.resources if one.key.address == address)
    return found


def messages(evaluation: Evaluation) -> str:
    texts = [item.message for item in evaluation.diagnostics]
    return "\n".join([*texts, *(gap.message for gap in evaluation.gaps)])


def test_reference_to_a_role_is_that_role_and_its_name(deploy: Deploy) -> None:
    value = resource(deploy(ROLE + "      V: !Ref Role\n"), "Other").values.get("V")
    assert isinstance(value, Known)
    assert value.value == "ci"
    assert value.identity == Identity(ResourceKey("t.yaml", "Role"), "Ref")
    assert value.origin.span.start_line == 5
    assert [step.label for step in value.origin.steps] == ["!Ref Role"]


def test_arn_of_a_role_follows_from_its_path_and_name(deploy: Deploy, show: Show) -> None:
    value = resource(deploy(ROLE + "      V: !GetAtt Role.Arn\n"), "Other").values.get("V")
    assert show(value) == "arn:aws:iam::?:role/robots/ci"
    assert identity_of(value) == Identity(ResourceKey("t.yaml", "Role"), "Arn")


def test_account_in_an_arn_is_the_account_of_the_stack(deploy: Deploy) -> None:
    evaluation = deploy(ROLE + "      V: !GetAtt Role.Arn\n      W: !Ref AWS::AccountId\n")
    values = resource(evaluation, "Other").values
    arn, account = values.get("V"), values.get("W")
    assert isinstance(arn, Text)
    assert isinstance(account, Unknown)
    (hole,) = (part for part in arn.parts if isinstance(part, Unknown))
    assert hole.identity == account.identity is not None


def test_name_that_aws_chooses_is_unknown_and_still_that_role(deploy: Deploy) -> None:
    evaluation = deploy(ROLE.replace("RoleName: ci, ", "") + "      V: !Ref Role\n")
    value = resource(evaluation, "Other").values.get("V")
    assert isinstance(value, Unknown)
    assert value.identity == Identity(ResourceKey("t.yaml", "Role"), "Ref")


def test_attribute_that_aws_computes_is_unknown_and_still_of_that_role(deploy: Deploy) -> None:
    value = resource(deploy(ROLE + "      V: !GetAtt Role.RoleId\n"), "Other").values.get("V")
    assert isinstance(value, Unknown)
    assert value.identity == Identity(ResourceKey("t.yaml", "Role"), "RoleId")


def test_reference_to_a_managed_policy_is_its_arn(deploy: Deploy, show: Show) -> None:
    evaluation = deploy(
        "Resources:\n"
        "  P: {Type: AWS::IAM::ManagedPolicy, Properties: {ManagedPolicyName: p}}\n"
        "  R: {Type: AWS::IAM::Role, Properties: {ManagedPolicyArns: [!Ref P]}}\n"
    )
    value = resource(evaluation, "R").values.get("ManagedPolicyArns")
    assert show(value) == ["arn:aws:iam::?:policy/p"]


def test_resource_whose_condition_fails_is_absent(deploy: Deploy) -> None:
    text = (
        "Conditions: {No: !Equals [a, b], Yes: !Not [Condition: No]}\n"
        "Resources:\n"
        "  A: {Type: AWS::IAM::User, Condition: No, Properties: {UserName: hidden}}\n"
        "  B: {Type: AWS::IAM::User, Condition: Yes}\n"
    )
    evaluation = deploy(text)
    assert [one.key.address for one in evaluation.resources] == ["B"]
    assert resource(evaluation, "B").presence is Truth.YES


def test_resource_whose_condition_is_undecided_may_be_there(deploy: Deploy) -> None:
    evaluation = deploy(
        "Parameters: {P: {Type: String}}\n"
        "Conditions: {Maybe: !Equals [!Ref P, b]}\n"
        "Resources: {A: {Type: AWS::IAM::User, Condition: Maybe}}\n"
    )
    assert resource(evaluation, "A").presence is Truth.UNKNOWN


def presence(deploy: Deploy, condition: str) -> Truth:
    evaluation = deploy(
        "Parameters: {P: {Type: String}, Q: {Type: String, AllowedValues: [dev, test]}}\n"
        f"Conditions: {{Maybe: !Equals [!Ref P, b], C: {condition}}}\n"
        "Resources:\n  A: {Type: AWS::IAM::User, Condition: C}\n  B: {Type: AWS::IAM::User}\n"
    )
    found = [one.presence for one in evaluation.resources if one.key.address == "A"]
    return found[0] if found else Truth.NO


def test_conditions_have_three_values(deploy: Deploy) -> None:
    table = {
        "!Equals [a, a]": Truth.YES,
        "!Equals [1, '1']": Truth.YES,
        "!Equals [true, 'true']": Truth.YES,
        "!Equals [a, b]": Truth.NO,
        "!Equals [!Ref P, a]": Truth.UNKNOWN,
        "!Equals [!Ref Q, prod]": Truth.NO,
        "!Equals [!Ref Q, dev]": Truth.UNKNOWN,
        "!Equals [!Sub 'x-${P}', y-b]": Truth.NO,
        "!Equals [!Sub 'x-${P}', x-b]": Truth.UNKNOWN,
        "!Equals [!Ref AWS::Region, !Ref AWS::Region]": Truth.YES,
        "!Equals [!Ref AWS::Region, us-east-1]": Truth.UNKNOWN,
        "!Not [!Equals [a, b]]": Truth.YES,
        "!Not [Condition: Maybe]": Truth.UNKNOWN,
        "!And [Condition: Maybe, !Equals [a, b]]": Truth.NO,
        "!And [Condition: Maybe, !Equals [a, a]]": Truth.UNKNOWN,
        "!Or [Condition: Maybe, !Equals [a, a]]": Truth.YES,
        "!Or [Condition: Maybe, !Equals [a, b]]": Truth.UNKNOWN,
        "!Or [!Condition Maybe, !Condition Maybe]": Truth.UNKNOWN,
        "!If [Maybe, !Equals [a, a], !Equals [b, b]]": Truth.YES,
    }
    assert {written: presence(deploy, written) for written in table} == table


def test_condition_that_depends_on_itself_is_told(deploy: Deploy) -> None:
    evaluation = deploy(
        "Conditions: {A: !Not [Condition: B], B: !Not [Condition: A]}\n"
        "Resources: {R: {Type: AWS::IAM::User, Condition: A}}\n"
    )
    assert "depends on itself" in messages(evaluation)
    assert resource(evaluation, "R").presence is Truth.UNKNOWN


def test_resources_that_name_each_other_are_told(deploy: Deploy) -> None:
    evaluation = deploy(
        "Resources:\n"
        "  A: {Type: AWS::IAM::User, Properties: {UserName: !Ref B}}\n"
        "  B: {Type: AWS::IAM::User, Properties: {UserName: !Ref A}}\n"
    )
    assert "depends on itself" in messages(evaluation)


def test_values_of_resources_that_mention_each_other_are_known(deploy: Deploy, show: Show) -> None:
    evaluation = deploy(
        "Resources:\n"
        "  A: {Type: AWS::IAM::User, Properties: {UserName: a, Path: !Ref B}}\n"
        "  B: {Type: AWS::IAM::User, Properties: {UserName: b, Path: !Ref A}}\n"
    )
    assert [show(one.values.get("Path")) for one in evaluation.resources] == ["b", "a"]
    assert messages(evaluation) == "resources `A`, `B` depend on each other"


def test_metadata_is_evaluated(deploy: Deploy) -> None:
    evaluation = deploy(
        "Resources: {A: {Type: AWS::IAM::User, Metadata: {iac-scan: {ignore: [x]}}}}\n"
    )
    metadata = resource(evaluation, "A").metadata
    assert metadata is not None
    assert list(metadata.entries) == ["iac-scan"]


def test_place_of_a_resource_is_its_logical_id(deploy: Deploy) -> None:
    evaluation = deploy("Resources:\n  A:\n    Type: AWS::IAM::User\n    Metadata:\n      a: b\n")
    found = resource(evaluation, "A")
    assert (found.span.start_line, found.span.start_column, found.span.end_column) == (2, 3, 4)
    assert (found.body.start_line, found.body.end_line) == (2, 5)


def test_what_is_written_outside_of_resources_is_kept(deploy: Deploy) -> None:
    evaluation = deploy(
        "Parameters: {P: {Type: String, Default: in-parameter}}\n"
        "Mappings: {M: {a: {b: in-mapping}}}\n"
        "Conditions: {No: !Equals [a, b]}\n"
        "Resources:\n"
        "  A: {Type: AWS::IAM::User, Condition: No, Properties: {UserName: in-absent}}\n"
        "  B: {Type: AWS::IAM::User}\n"
        "Outputs: {O: {Value: in-output}}\n"
    )
    texts = {v.value for value in evaluation.loose for v in walk(value) if isinstance(v, Known)}
    assert {"in-parameter", "in-mapping", "in-output", "in-absent"} <= texts

    names = {
        key for value in evaluation.loose if isinstance(value, Mapping) for key in value.entries
    }
    assert {"parameter.P", "mapping.M", "output.O"} <= names


def test_outputs_files_and_comments_are_kept(deploy: Deploy) -> None:
    evaluation = deploy(
        "# iac-scan: ignore[x] because\n"
        "Resources: {A: {Type: AWS::IAM::User}}\n"
        "Outputs: {O: {Value: out}}\n"
    )
    assert [comment.text for comment in evaluation.comments] == ["iac-scan: ignore[x] because"]
    assert evaluation.files == {"t.yaml"}
    output = evaluation.outputs[ResourceKey("t.yaml", "O")]
    assert isinstance(output, Known)
    assert output.value == "out"


# Parameter files

PARAMETER = "Parameters: {P: {Type: String, Default: d}}\nResources:\n  A:\n    Type: AWS::IAM::User\n    Properties: {V: !Ref P}\n"


def given(deploy: Deploy, text: str) -> Value:
    evaluation = deploy({"t.yaml": PARAMETER, "p.json": text}, "p.json")
    assert evaluation.diagnostics == ()
    return resource(evaluation, "A").values.get("V")


def test_parameter_files_are_read_in_all_their_forms(deploy: Deploy, show: Show) -> None:
    for text in (
        '[{"ParameterKey": "P", "ParameterValue": "given"}]',
        "- ParameterKey: P\n  ParameterValue: given\n",
        '["P=given"]',
        '{"Parameters": {"P": "given"}}',
        '{"Parameters": {"P": "given"}, "StackPolicy": {"Statement": []}, "Tags": {"a": "b"}}',
        "template-file-path: t.yaml\nparameters:\n  P: given\ntags: {}\n",
        '{"StackName": "s", "Parameters": [{"ParameterKey": "P", "ParameterValue": "given"}]}',
    ):
        value = given(deploy, text)
        assert show(value) == "given"
        assert value.origin.span.path == "p.json"
        assert [step.label for step in value.origin.steps] == ["!Ref P"]


def test_parameter_that_keeps_its_value_has_not_its_default(deploy: Deploy, show: Show) -> None:
    text = '[{"ParameterKey": "P", "UsePreviousValue": %s}]'
    assert show(given(deploy, text % "true")) == "? NO_VALUE"
    assert show(given(deploy, text % "false")) == "d"


def test_parameter_file_of_another_kind_is_told(deploy: Deploy) -> None:
    for text in ("{}", "[1]", '"x"', '["novalue"]'):
        evaluation = deploy({"t.yaml": PARAMETER, "p.json": text}, "p.json")
        assert "no parameter of a parameter file" in messages(evaluation), text


def test_parameter_that_no_template_declares_is_told(deploy: Deploy) -> None:
    evaluation = deploy({"t.yaml": PARAMETER, "p.json": '["X=1"]'}, "p.json")
    assert "no template declares the parameter `X`" in messages(evaluation)


def test_parameter_file_that_is_missing_is_told(deploy: Deploy) -> None:
    assert "cannot be opened" in messages(deploy(PARAMETER, "none.json"))


# Nested stacks

PARENT = """
Resources:
  Child:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./child.yaml
      Parameters: {Name: from-parent}
  User:
    Type: AWS::IAM::User
    Properties: {V: !GetAtt Child.Outputs.Arn, W: !GetAtt Child.Outputs.Name}
"""
CHILD = """
Parameters: {Name: {Type: String, Default: unused}}
Resources:
  Role: {Type: AWS::IAM::Role, Properties: {RoleName: !Ref Name}}
Outputs:
  Arn: {Value: !GetAtt Role.Arn}
  Name: {Value: !Ref Name}
"""


def test_nested_stack_gets_its_parameters_and_gives_its_outputs(deploy: Deploy, show: Show) -> None:
    evaluation = deploy({"p/parent.yaml": PARENT, "p/child.yaml": CHILD})
    role = resource(evaluation, "Child.Role")
    name = role.values.get("RoleName")
    assert show(name) == "from-parent"
    assert name.origin.span.path == "p/parent.yaml"
    assert [step.label for step in name.origin.steps] == ["!Ref Name"]
    assert role.key == ResourceKey("p/parent.yaml", "Child.Role")
    assert [step.label for step in role.calls] == ["Child"]
    user = resource(evaluation, "User").values
    assert show(user.get("V")) == "arn:aws:iam::?:role/from-parent"
    assert identity_of(user.get("V")) == Identity(role.key, "Arn")
    assert messages(evaluation) == ""


def test_template_that_is_nested_is_no_root_of_its_own(deploy: Deploy) -> None:
    evaluation = deploy({"parent.yaml": PARENT, "child.yaml": CHILD})
    assert {one.key.scope for one in evaluation.resources} == {"parent.yaml"}
    assert evaluation.outputs == {}


def test_template_that_is_perhaps_nested_is_also_a_root(deploy: Deploy) -> None:
    parent = (
        "Parameters: {P: {Type: String}}\nConditions: {Maybe: !Equals [!Ref P, a]}\n"
        + PARENT.replace(
            "    Properties:\n      Tem", "    Condition: Maybe\n    Properties:\n      Tem"
        )
    )
    evaluation = deploy({"parent.yaml": parent, "child.yaml": CHILD})
    assert {one.key.scope for one in evaluation.resources} == {"parent.yaml", "child.yaml"}
    assert resource(evaluation, "Child.Role").presence is Truth.UNKNOWN


def test_nested_stack_elsewhere_is_a_gap(deploy: Deploy) -> None:
    for url in (
        "https://s3.amazonaws.com/b/child.yaml",
        "s3://b/child.yaml",
        "none.yaml",
        "/etc/passwd",
    ):
        evaluation = deploy({"parent.yaml": PARENT.replace("./child.yaml", url)})
        assert [gap.kind for gap in evaluation.gaps] == [GapKind.MODULE], url
        assert isinstance(resource(evaluation, "User").values.get("V"), Unknown)


def test_stack_that_contains_itself_is_told(deploy: Deploy) -> None:
    evaluation = deploy({"child.yaml": PARENT})
    assert "contains itself" in messages(evaluation)


def test_stacks_that_contain_each_other_are_read_once(deploy: Deploy) -> None:
    evaluation = deploy(
        {"child.yaml": PARENT.replace("child", "other"), "other.yaml": PARENT.replace("other", "x")}
    )
    assert {one.key.scope for one in evaluation.resources} == {"child.yaml"}
    assert "contains itself" in messages(evaluation)


# Loops and includes


def test_loop_makes_one_resource_for_each_item(deploy: Deploy, show: Show) -> None:
    evaluation = deploy(
        "Transform: AWS::LanguageExtensions\n"
        "Parameters: {Names: {Type: CommaDelimitedList, Default: 'a-1,b'}}\n"
        "Resources:\n"
        "  Fn::ForEach::Users:\n"
        "    - Name\n"
        "    - !Ref Names\n"
        "    - User&{Name}:\n"
        "        Type: AWS::IAM::User\n"
        "        Properties: {UserName: !Ref Name, Path: !Sub '/${Name}/'}\n"
        "  Last: {Type: AWS::IAM::Role, Properties: {RoleName: !Ref Userb}}\n"
    )
    names = {one.key.address: show(one.values) for one in evaluation.resources}
    assert names == {
        "Usera1": {"UserName": "a-1", "Path": "/a-1/"},
        "Userb": {"UserName": "b", "Path": "/b/"},
        "Last": {"RoleName": "b"},
    }
    assert messages(evaluation) == ""


def test_loop_over_something_unknown_is_a_gap(deploy: Deploy) -> None:
    evaluation = deploy(
        "Parameters: {Names: {Type: CommaDelimitedList}}\n"
        "Resources:\n"
        "  Fn::ForEach::Users: [N, !Ref Names, {'U${N}': {Type: AWS::IAM::User}}]\n"
    )
    assert [gap.kind for gap in evaluation.gaps] == [GapKind.VALUE]


def test_loop_inside_properties_adds_keys(deploy: Deploy, show: Show) -> None:
    evaluation = deploy(
        "Resources:\n"
        "  U:\n"
        "    Type: AWS::IAM::User\n"
        "    Properties:\n"
        "      V: {'Fn::ForEach::L': [X, [a, b], {'K${X}': !Ref X}], c: d}\n"
    )
    assert show(resource(evaluation, "U").values.get("V")) == {"Ka": "a", "Kb": "b", "c": "d"}


def test_loop_may_be_all_that_a_map_holds(deploy: Deploy, show: Show) -> None:
    evaluation = deploy(
        "Transform: AWS::LanguageExtensions\n"
        "Resources:\n"
        "  U:\n"
        "    Type: AWS::IAM::User\n"
        "    Properties: {V: {'Fn::ForEach::L': [X, [a, b], {'K${X}': !Sub '${X}!'}]}}\n"
    )
    assert show(resource(evaluation, "U").values.get("V")) == {"Ka": "a!", "Kb": "b!"}
    assert messages(evaluation) == ""


def test_local_include_is_read(deploy: Deploy, show: Show) -> None:
    include = "Fn::Transform: {Name: AWS::Include, Parameters: {Location: part.yaml}}"
    evaluation = deploy(
        {
            "t.yaml": f"Resources:\n  A: {{Type: AWS::IAM::User}}\n  {include}\n",
            "part.yaml": "B:\n  Type: AWS::IAM::User\n  Properties: {UserName: included}\n",
        }
    )
    assert show(resource(evaluation, "B").values) == {"UserName": "included"}
    assert resource(evaluation, "B").span.path == "part.yaml"
    assert "part.yaml" in evaluation.files


def test_include_elsewhere_is_a_gap(deploy: Deploy) -> None:
    include = "Fn::Transform: {Name: AWS::Include, Parameters: {Location: 's3://b/part.yaml'}}"
    evaluation = deploy(f"Resources:\n  A: {{Type: AWS::IAM::User}}\n  {include}\n")
    assert [gap.kind for gap in evaluation.gaps] == [GapKind.MODULE]


def test_macro_is_told_where_it_stands_first_and_what_to_do(deploy: Deploy) -> None:
    macro = "{'Fn::Transform': {Name: Date}}"
    evaluation = deploy(
        f"Resources:\n  A: {{Type: A::B::C, Properties: {{V: {macro}, W: {macro}}}}}\n"
    )
    (gap,) = evaluation.gaps
    assert "`Date`" in gap.message
    assert gap.help is not None
    assert "--template-stage Processed" in gap.help


def test_module_is_told_by_who_expands_it(deploy: Deploy) -> None:
    evaluation = deploy(
        "Resources:\n  A: {Type: My::Own::Thing::MODULE}\n  B: {Type: !Rain::Module x.yaml}\n"
    )
    registry, rain = evaluation.gaps
    assert "--template-stage Processed" in (registry.help or "")
    assert "rain pkg" in (rain.help or "")


@pytest.mark.parametrize(
    "text",
    ["${self:service}-role", "x-${opt:stage, 'dev'}", "${file(./a.yml):b}", "${ssm(us-east-1):/a}"],
)
def test_part_of_a_serverless_framework_project_is_told_as_such(text: str, deploy: Deploy) -> None:
    evaluation = deploy(
        "Resources:\n  R:\n    Type: AWS::IAM::Role\n"
        f'    Properties: {{RoleName: "{text}", Path: !Ref Elsewhere}}\n'
    )
    (gap,) = evaluation.gaps
    assert gap.message.startswith("the Serverless Framework completes this template")
    assert "`serverless package`" in (gap.help or "")
    assert evaluation.diagnostics == ()


@pytest.mark.parametrize(
    "text", ["${opt:-x} ${s3:0:3} ${env:Path}", "${AWS::Region}", "${file} ${self}", "ssm:/a"]
)
def test_text_of_a_shell_is_no_variable_of_the_framework(text: str, deploy: Deploy) -> None:
    evaluation = deploy(
        f'Resources: {{I: {{Type: AWS::EC2::Instance, Properties: {{UserData: "{text}"}}}}}}\n'
    )
    assert evaluation.gaps == ()


def test_broken_parts_are_told_and_the_rest_is_read(deploy: Deploy) -> None:
    cases = {
        "Resources: []\nAWSTemplateFormatVersion: '2010-09-09'\n": "`Resources` must be a map",
        "AWSTemplateFormatVersion: '2010-09-09'\n": "must have `Resources`",
        "Resources:\n  A: {Type: AWS::IAM::User}\n  B: {}\n": "`B` has no `Type`",
        "Resources:\n  A: {Type: AWS::IAM::User, Properties: [a]}\n": "must be a map",
        "Resources:\n  A: {Type: AWS::IAM::User}\nResource: {}\n": "no section `Resource`",
        "Resources:\n  A: {Type: AWS::IAM::User, Condition: C}\n": "no condition `C`",
        "Resources:\n  A: {Type: AWS::IAM::User}\n  A: {Type: AWS::IAM::User}\n": "written again",
    }
    for text, message in cases.items():
        evaluation = deploy(text)
        assert message in messages(evaluation), text
        if "AWS::IAM::User" in text:
            assert "A" in {one.key.address for one in evaluation.resources}


def test_json_template_is_read_like_a_yaml_one(deploy: Deploy, show: Show) -> None:
    evaluation = deploy(
        {
            "t.json": '{"Resources": {"U": {"Type": "AWS::IAM::User", "Properties": {"V": {"Ref": "W"}}}}, "Parameters": {"W": {"Type": "String", "Default": "w"}}}'
        }
    )
    value = resource(evaluation, "U").values.get("V")
    assert show(value) == "w"
    assert [step.label for step in value.origin.steps] == ["Ref W"]


def test_reference_says_what_is_known_only_after_deployment(deploy: Deploy) -> None:
    evaluation = deploy(
        "Resources:\n"
        "  K: {Type: AWS::KMS::Key}\n"
        "  T: {Type: AWS::SNS::Topic}\n"
        "  U: {Type: AWS::IAM::User, Properties: {K: !Ref K, T: !GetAtt T.TopicName}}\n"
    )
    values = resource(evaluation, "U").values
    key, topic = values.get("K"), values.get("T")
    assert isinstance(key, Unknown)
    assert isinstance(topic, Unknown)
    assert key.detail == "`K` is known after deployment"
    assert key.identity == Identity(ResourceKey("t.yaml", "K"), "Ref")
    assert topic.detail == "the name of `T` is chosen at deployment"
    assert topic.identity == Identity(ResourceKey("t.yaml", "T"), "TopicName")


def test_policy_in_a_text_has_the_lines_of_the_template(deploy: Deploy) -> None:
    evaluation = deploy(
        "Parameters: {Bucket: {Type: String}, Table: {Type: String, Default: t}}\n"
        "Resources:\n"
        "  P:\n"
        "    Type: AWS::Organizations::Policy\n"
        "    Properties:\n"
        "      Content: !Sub |\n"
        '        {"Statement": [\n'
        '          {"Resource": "arn:aws:s3:::${Bucket}/*",\n'
        '           "Action": "s3:*"},\n'
        '          {"Resource": "${Table}", "Action": "x:y"}]}\n'
    )
    content = resource(evaluation, "P").values.get("Content")
    assert isinstance(content, Text)
    document = decode_json(content)
    assert not isinstance(document, JsonProblem)
    places = {
        value.value: (value.origin.span.start_line, value.origin.span.start_column)
        for value in walk(document)
        if isinstance(value, Known)
    }
    assert places["s3:*"] == (9, 22)
    assert places["x:y"] == (10, 46)
    (resource_arn,) = (value for value in walk(document) if isinstance(value, Text))
    assert resource_arn.origin.span.start_line == 8
