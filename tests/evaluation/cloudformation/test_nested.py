"""Stacks that a template makes of other templates: uploaded ones, stack sets, and texts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeAlias

import pytest

from iac_scan.evaluation.result import Evaluation, Resource
from iac_scan.graph.accounts import account_key
from iac_scan.sources.bounds import Bounds
from iac_scan.values import Unknown, Value

Deploy: TypeAlias = Callable[..., Evaluation]
Show: TypeAlias = Callable[[Value], object]

CHILD = """
Parameters: {Name: {Type: String, Default: own}}
Resources:
  Role: {Type: AWS::IAM::Role, Properties: {RoleName: !Ref Name, V: !Ref AWS::AccountId}}
"""


def resource(evaluation: Evaluation, address: str) -> Resource:
    (found,) = (one for one in evaluation.resources if one.key.address == address)
    return found


def messages(evaluation: Evaluation) -> str:
    texts = [item.message for item in evaluation.diagnostics]
    return "\n".join([*texts, *(gap.message for gap in evaluation.gaps)])


def nested(url: str, more: str = "") -> str:
    return (
        "Parameters: {Bucket: {Type: String}, Prefix: {Type: String, Default: x/}}\n"
        "Resources:\n  Child:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n"
        f"      TemplateURL: {url}\n{more}"
    )


# Templates that were uploaded


@pytest.mark.parametrize(
    "url",
    [
        "https://s3.amazonaws.com/bucket/release/stacks/child.yaml",
        "https://s3.amazonaws.com/bucket/child.yaml?versionId=3",
        "s3://bucket/child.yaml",
        "!Sub 'https://${Bucket}.s3.amazonaws.com/${Prefix}stacks/child.yaml'",
        "!Sub '${Bucket}/child.yaml'",
        "!Join ['', ['https://', !Ref Bucket, '/', !Ref Prefix, child.yaml]]",
    ],
)
def test_url_of_an_upload_is_the_template_of_that_name(url: str, deploy: Deploy) -> None:
    evaluation = deploy({"main.yaml": nested(url), "stacks/child.yaml": CHILD})
    assert {one.key.address for one in evaluation.resources} == {"Child", "Child.Role"}
    assert messages(evaluation) == ""


def test_upload_is_the_one_that_shares_most_folders(deploy: Deploy) -> None:
    files = {f"{name}/child.yaml": CHILD.replace("own", name) for name in ("a", "b")}
    evaluation = deploy({"main.yaml": nested("https://h/bucket/b/child.yaml"), **files})
    assert resource(evaluation, "Child.Role").span.path == "b/child.yaml"


def test_upload_is_the_nearest_of_those_that_share_as_many(deploy: Deploy) -> None:
    files = {f"{name}/t/child.yaml": CHILD for name in ("a", "b")}
    evaluation = deploy({"a/main.yaml": nested("https://h/t/child.yaml"), **files})
    assert resource(evaluation, "Child.Role").span.path == "a/t/child.yaml"


@pytest.mark.parametrize(
    "url",
    [
        "https://h/child.yaml",
        "!Ref Bucket",
        "https://h/other.yaml",
        "!Sub 'x/${Bucket}/child.yaml'",
    ],
)
def test_url_that_names_no_single_template_is_a_gap(url: str, deploy: Deploy) -> None:
    files = {f"{name}/child.yaml": CHILD for name in ("a", "b")}
    evaluation = deploy({"main.yaml": nested(url), **files})
    (gap,) = evaluation.gaps
    assert "is not in the scanned project" in gap.message


def test_gap_names_the_file_that_is_missing(deploy: Deploy) -> None:
    (gap,) = deploy(nested("!Sub 'https://${Bucket}/submodules/vpc/vpc.yaml'")).gaps
    assert gap.help is not None
    assert "`vpc.yaml`" in gap.help


@pytest.mark.parametrize("path", ["../../outside/child.yaml", "stacks", "none/child.yaml?x=1"])
def test_gap_names_the_file_that_a_path_leads_to(path: str, deploy: Deploy) -> None:
    (gap,) = deploy({"main.yaml": nested(path), "stacks/other.yaml": CHILD}).gaps
    name = path.rpartition("/")[2].partition("?")[0]
    assert gap.help is not None
    assert f"scan a folder with `{name}` in it" in gap.help


def test_stack_whose_template_is_chosen_is_a_gap_that_says_so(deploy: Deploy) -> None:
    chosen = "!If [Maybe, a.yaml, b.yaml]"
    main = "Conditions: {Maybe: !Equals [!Ref Bucket, a]}\n" + nested(chosen)
    evaluation = deploy({"main.yaml": main, "a.yaml": CHILD, "b.yaml": CHILD})
    assert "is not decided: `a.yaml or b.yaml`" in messages(evaluation)
    assert {one.key.scope for one in evaluation.resources} == {"main.yaml", "a.yaml", "b.yaml"}


def test_stack_whose_chosen_templates_are_elsewhere_is_a_gap_that_says_so(deploy: Deploy) -> None:
    chosen = "!If [Maybe, 'https://h/a.yaml', 'https://i/a.yaml']"
    main = "Conditions: {Maybe: !Equals [!Ref Bucket, a]}\n" + nested(chosen)
    (gap,) = deploy({"main.yaml": main, "b.yaml": CHILD}).gaps
    assert "is not in the scanned project" in gap.message


def test_stack_that_is_not_there_asks_for_no_template(deploy: Deploy) -> None:
    absent = nested("https://h/none.yaml").replace("Stack\n", "Stack\n    Condition: Never\n")
    user = "  User: {Type: AWS::IAM::User, Properties: {UserName: !ImportValue name}}\n"
    evaluation = deploy("Conditions: {Never: !Equals [a, b]}\n" + absent + user)
    assert messages(evaluation) == ""


def test_stack_without_a_template_is_told(deploy: Deploy) -> None:
    evaluation = deploy("Resources: {Child: {Type: AWS::CloudFormation::Stack}}")
    assert messages(evaluation) == "`Child` names no template"


def test_output_that_a_condition_leaves_out_is_not_read(deploy: Deploy, show: Show) -> None:
    child = "Conditions: {C: !Equals [a, %s]}\n" + CHILD
    child += "Outputs: {Name: {Condition: C, Value: !Ref Role}}\n"
    user = "  User: {Type: AWS::IAM::User, Properties: {UserName: !GetAtt Child.Outputs.Name}}\n"
    for other, expected in (("a", "own"), ("b", "? INVALID")):
        files = {"main.yaml": nested("child.yaml", user), "child.yaml": child % other}
        evaluation = deploy(files)
        assert show(resource(evaluation, "User").values.get("UserName")) == expected


# Parameters that a stack is given


def test_parameters_that_are_chosen_are_all_possible(deploy: Deploy, show: Show) -> None:
    chosen = "      Parameters: !If [Maybe, {Name: given}, !Ref AWS::NoValue]\n"
    parent = "Conditions: {Maybe: !Equals [!Ref Bucket, a]}\n" + nested("child.yaml", chosen)
    role = resource(deploy({"main.yaml": parent, "child.yaml": CHILD}), "Child.Role")
    assert show(role.values.get("RoleName")) == ("one of", "given", "own")


def test_parameters_that_are_not_known_are_not_their_defaults(deploy: Deploy) -> None:
    parent = nested("child.yaml", "      Parameters: {'Fn::Transform': {Name: M}}\n")
    role = resource(deploy({"main.yaml": parent, "child.yaml": CHILD}), "Child.Role")
    assert isinstance(role.values.get("RoleName"), Unknown)


# Stack sets

SET = """
Resources:
  Set:
    Type: AWS::CloudFormation::StackSet
    Properties:
      StackSetName: s
      PermissionModel: SELF_MANAGED
      Parameters: [{ParameterKey: Name, ParameterValue: given}]
      TemplateURL: child.yaml
"""
GROUP = "      StackInstancesGroup: [{DeploymentTargets: {Accounts: [%s]}, Regions: [eu-west-1]}]\n"


def _deployed(deploy: Deploy, groups: str = "") -> Resource:
    evaluation = deploy({"main.yaml": SET + groups, "child.yaml": CHILD})
    assert {one.key.scope for one in evaluation.resources} == {"main.yaml"}
    return resource(evaluation, "Set.Role")


def test_stack_set_deploys_its_template_with_its_parameters(deploy: Deploy, show: Show) -> None:
    assert show(_deployed(deploy).values.get("RoleName")) == "given"


def overriding(value: str) -> str:
    """Return a group of stacks that overrides the parameter `Name`."""
    return f"{{ParameterOverrides: [{{ParameterKey: Name, ParameterValue: {value}}}]}}"


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([overriding("over")], "over"),
        ([overriding("over"), "{Regions: [eu-west-1]}"], ("one of", "over", "given")),
        ([overriding("over"), overriding("else")], ("one of", "over", "else")),
        ([overriding("!Ref AWS::NoValue")], "given"),
        ([overriding("!If [Maybe, over, !Ref AWS::NoValue]")], ("one of", "over", "given")),
        (["{ParameterOverrides: [{ParameterKey: Other, ParameterValue: over}]}"], "given"),
        ([f"!If [Maybe, {overriding('over')}, !Ref AWS::NoValue]"], ("one of", "over", "given")),
        ([overriding("over"), "!If [Maybe, !Ref AWS::NoValue, {}]"], ("one of", "over", "given")),
        (["{ParameterOverrides: !Ref Any}"], "? NO_VALUE"),
        (["{'Fn::Transform': {Name: M}}"], "? NO_VALUE"),
        ([], "given"),
    ],
)
def test_what_a_group_of_stacks_overrides_is_possible_there(
    groups: list[str], expected: object, deploy: Deploy, show: Show
) -> None:
    role = _of_groups(f"[{', '.join(groups)}]", deploy)
    assert show(role.values.get("RoleName")) == expected


def test_groups_that_are_chosen_may_override(deploy: Deploy, show: Show) -> None:
    groups = f"!If [Maybe, [{overriding('over')}], [{overriding('else')}]]"
    role = _of_groups(groups, deploy)
    assert show(role.values.get("RoleName")) == ("one of", "over", "else")


def _of_groups(groups: str, deploy: Deploy) -> Resource:
    template = (
        "Parameters: {Any: {Type: String}}\nConditions: {Maybe: !Equals [!Ref Any, a]}\n"
        f"{SET}      StackInstancesGroup: {groups}\n"
    )
    return resource(deploy({"main.yaml": template, "child.yaml": CHILD}), "Set.Role")


def test_accounts_of_a_stack_set_are_not_the_account_of_its_stack(deploy: Deploy) -> None:
    evaluation = deploy({"main.yaml": SET, "child.yaml": CHILD})
    inside, outside = resource(evaluation, "Set.Role"), resource(evaluation, "Set")
    assert account_key(inside.deployer) != account_key(outside.deployer)


def test_only_account_of_a_stack_set_is_that_account(deploy: Deploy, show: Show) -> None:
    role = _deployed(deploy, GROUP % "'111122223333'")
    assert show(role.values.get("V")) == "111122223333"
    assert show(role.deployer.region) == "eu-west-1"


def test_stack_set_in_its_own_account_is_in_that_account(deploy: Deploy) -> None:
    evaluation = deploy({"main.yaml": SET + GROUP % "!Ref 'AWS::AccountId'", "child.yaml": CHILD})
    inside, outside = resource(evaluation, "Set.Role"), resource(evaluation, "Set")
    assert account_key(inside.deployer) == account_key(outside.deployer)


def test_several_accounts_of_a_stack_set_are_not_known(deploy: Deploy) -> None:
    role = _deployed(deploy, GROUP % "'111122223333', '444455556666'")
    assert isinstance(role.values.get("V"), Unknown)


# Templates in texts

BODY = """
Parameters: {Outer: {Type: String}}
Resources:
  Set:
    Type: AWS::CloudFormation::StackSet
    Properties:
      StackSetName: s
      PermissionModel: SERVICE_MANAGED
      TemplateBody: %s
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              RoleName: %s # a comment
              Policies:
                - PolicyName: é
"""


def test_template_in_a_text_stands_where_its_text_stands(deploy: Deploy, show: Show) -> None:
    evaluation = deploy(BODY % ("|", "!Sub 'in-${AWS::Region}'"))
    role = resource(evaluation, "Set.Role")
    assert show(role.values.get("RoleName")) == "in-?"
    assert (role.span.start_line, role.span.start_column) == (11, 11)
    assert role.values.get("Policies").origin.span.start_line == 16
    (comment,) = evaluation.comments
    assert (comment.text, comment.span.start_line) == ("a comment", 14)


def test_unknown_part_of_a_text_is_an_unknown_part_of_its_template(
    deploy: Deploy, show: Show
) -> None:
    evaluation = deploy(BODY % ("!Sub |", "a-${Outer}-b"))
    role = resource(evaluation, "Set.Role")
    assert show(role.values.get("RoleName")) == "a-?-b"
    assert messages(evaluation) == ""
    assert role.span.start_line == 11


def test_function_in_a_text_that_has_unknown_parts_is_called(deploy: Deploy, show: Show) -> None:
    evaluation = deploy(BODY % ("!Sub |", "!Sub '${!AWS::URLSuffix}-${Outer}'"))
    assert show(resource(evaluation, "Set.Role").values.get("RoleName")) == "amazonaws.com-?"


def test_text_that_only_looks_like_a_variable_stays_text(deploy: Deploy, show: Show) -> None:
    evaluation = deploy(BODY % ("!Sub |", "'${!aws:username}-${Outer}'"))
    name = resource(evaluation, "Set.Role").values.get("RoleName")
    assert show(name) == "${aws:username}-?"


def test_known_values_are_put_into_a_text(deploy: Deploy, show: Show) -> None:
    text = (BODY % ("!Sub |", "a-${Outer}")).replace("Type: String", "Type: String, Default: b")
    assert show(resource(deploy(text), "Set.Role").values.get("RoleName")) == "a-b"


def test_template_that_is_a_map_has_names_of_its_own(deploy: Deploy, show: Show) -> None:
    evaluation = deploy(
        "Parameters: {Name: {Type: String, Default: outer}}\n"
        "Resources:\n  Set:\n    Type: AWS::CloudFormation::StackSet\n    Properties:\n"
        "      Parameters: [{ParameterKey: Own, ParameterValue: !Ref Name}]\n"
        "      TemplateBody:\n"
        "        Parameters: {Own: {Type: String}, Name: {Type: String, Default: inner}}\n"
        "        Resources:\n"
        "          Role:\n"
        "            Type: AWS::IAM::Role\n"
        "            Properties: {RoleName: !Sub '${Own}-${Name}'}\n"
    )
    role = resource(evaluation, "Set.Role")
    assert show(role.values.get("RoleName")) == "outer-inner"
    assert role.span.start_line == 10
    assert messages(evaluation) == ""


def test_template_in_a_text_in_a_template_in_a_text_is_read(deploy: Deploy) -> None:
    inner = '{"Resources": {"U": {"Type": "AWS::IAM::User"}}}'
    stack = {"Type": "AWS::CloudFormation::StackSet", "Properties": {"TemplateBody": inner}}
    body = json.dumps({"Resources": {"In": stack}})
    outer = {**stack, "Properties": {"TemplateBody": body}}
    evaluation = deploy({"t.json": json.dumps({"Resources": {"Out": outer}})})
    assert {one.key.address for one in evaluation.resources} == {"Out", "Out.In", "Out.In.U"}


def test_template_of_to_json_string_is_read(deploy: Deploy) -> None:
    evaluation = deploy(
        "Resources:\n  Set:\n    Type: AWS::CloudFormation::StackSet\n    Properties:\n"
        "      TemplateBody:\n        Fn::ToJsonString: {Resources: {U: {Type: AWS::IAM::User}}}\n"
    )
    assert resource(evaluation, "Set.U").span.start_line == 6


@pytest.mark.parametrize(
    ("tag", "name"), [("!Sub |", "x\n        ${Outer}: {}"), ("!Sub |", "${Outer}: [")]
)
def test_text_that_is_not_known_as_a_template_is_a_gap(tag: str, name: str, deploy: Deploy) -> None:
    evaluation = deploy(BODY % (tag, name))
    (gap,) = evaluation.gaps
    assert "`TemplateBody`" in gap.message
    assert {one.key.address for one in evaluation.resources} == {"Set"}


def test_mistake_in_a_text_is_told_at_its_line(deploy: Deploy) -> None:
    evaluation = deploy(BODY % ("|", "x\n            y: z: 1"))
    (problem,) = evaluation.diagnostics
    assert problem.span.start_line == 15


def test_texts_of_templates_are_bounded(deploy: Deploy) -> None:
    evaluation = deploy(BODY % ("|", "x"), bounds=Bounds(text=50))
    assert "templates in texts are longer than 50 characters" in messages(evaluation)
