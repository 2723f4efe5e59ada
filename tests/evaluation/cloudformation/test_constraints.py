"""A value that a template does not take is told where it is given; any other is taken silently."""

from __future__ import annotations

import json

import pytest
from tests.evaluation.cloudformation.conftest import Deploy, shown

from iac_scan.evaluation.result import Evaluation

RESOURCES = "Resources: {U: {Type: AWS::IAM::User, Properties: {UserName: !Ref P}}}\n"


def given(deploy: Deploy, declaration: str, value: object) -> Evaluation:
    """Return a template with one parameter, to which a parameter file gives a value."""
    template = f"Parameters: {{P: {declaration}}}\n{RESOURCES}"
    return deploy(
        {"t.yaml": template, "p.json": json.dumps({"Parameters": {"P": value}})}, "p.json"
    )


@pytest.mark.parametrize(
    ("declaration", "value", "said"),
    [
        ("{Type: String, AllowedValues: [dev, prod]}", "test", "none of the allowed values"),
        ("{Type: String, AllowedValues: [1, 2]}", "3", "none of the allowed values"),
        ("{Type: String, AllowedValues: [true, false]}", "maybe", "none of the allowed values"),
        ("{Type: CommaDelimitedList, AllowedValues: [a, b]}", "a,c", "none of the allowed values"),
        ("{Type: Number, AllowedValues: [1, 2]}", "3", "none of the allowed values"),
        ("{Type: String, AllowedPattern: '[a-z]+'}", "Ab", "must match `[a-z]+`"),
        ("{Type: String, AllowedPattern: '[a-z]+'}", "", "must match `[a-z]+`"),
        ("{Type: CommaDelimitedList, AllowedPattern: '[a-z]'}", "a,B", "must match `[a-z]`"),
        ("{Type: String, MinLength: 3}", "ab", "at least 3 characters"),
        ("{Type: String, MaxLength: '3'}", "abcd", "at most 3 characters"),
        ("{Type: Number}", "ten", "must be a number"),
        ("{Type: List<Number>}", "1,two", "must be a number"),
        ("{Type: Number, MinValue: 3}", 2, "at least 3"),
        ("{Type: Number, MaxValue: 3}", "3.5", "at most 3"),
    ],
)
def test_a_value_that_the_template_refuses_is_told_where_it_is_given(
    deploy: Deploy, declaration: str, value: object, said: str
) -> None:
    (problem,) = given(deploy, declaration, value).diagnostics
    assert "CloudFormation refuses this value of parameter `P`" in problem.message
    assert said in problem.message
    assert problem.span.path == "p.json"


@pytest.mark.parametrize(
    ("declaration", "value"),
    [
        ("{Type: String}", "anything"),
        ("{Type: String, AllowedValues: [dev, prod]}", "prod"),
        ("{Type: String, AllowedValues: [1, 2]}", 2),
        ("{Type: String, AllowedValues: [yes, no]}", "yes"),
        ("{Type: String, AllowedValues: [0123]}", "0123"),
        ("{Type: Number, AllowedValues: [1, 2]}", "2.0"),
        ("{Type: String, AllowedValues: !Ref Elsewhere}", "x"),
        ("{Type: CommaDelimitedList, AllowedValues: [a, b]}", "a, b"),
        ("{Type: String, AllowedPattern: '[a-z]+'}", "ab"),
        ("{Type: String, AllowedPattern: '(?!x).*'}", "x"),
        ("{Type: String, AllowedPattern: '[[:alpha:]]'}", "9"),
        ("{Type: String, AllowedPattern: '('}", "x"),
        ("{Type: Number, AllowedPattern: '[a-z]+'}", "9"),
        ("{Type: String, MinLength: 2, MaxLength: 2}", "ab"),
        ("{Type: String, MinLength: many}", ""),
        ("{Type: Number, MinValue: -1.5, MaxValue: 3}", " 3 "),
        ("{Type: List<Number>}", "1, 2.5,-3e2"),
        ("{Type: AWS::EC2::VPC::Id, MinLength: 9}", "vpc-1"),
        ("{Type: AWS::SSM::Parameter::Value<String>, AllowedValues: [a]}", "/name"),
        ("{Type: String, MaxLength: 3}", "{{resolve:ssm:name}}"),
        ("x", "y"),
    ],
)
def test_a_value_that_the_template_may_take_is_taken_silently(
    deploy: Deploy, declaration: str, value: object
) -> None:
    assert given(deploy, declaration, value).diagnostics == ()


def test_a_refused_value_counts_as_it_is_given(deploy: Deploy) -> None:
    evaluation = given(deploy, "{Type: String, AllowedValues: [a, b]}", "c")
    assert shown(evaluation.resources[0].values.get("UserName")) == "c"
    assert evaluation.diagnostics[0].help == "allowed are `a`, `b`"


def test_the_template_says_itself_what_it_takes(deploy: Deploy) -> None:
    declaration = "{Type: String, MinLength: 2, ConstraintDescription: two letters or more}"
    assert given(deploy, declaration, "a").diagnostics[0].help == (
        "the template says: two letters or more"
    )


def test_a_default_is_not_held_against_its_template(deploy: Deploy) -> None:
    template = f"Parameters: {{P: {{Type: String, MinLength: 1, Default: ''}}}}\n{RESOURCES}"
    assert deploy(template).diagnostics == ()


@pytest.mark.parametrize(("value", "count"), [("c", 1), ("b", 0), ("!Ref Outer", 0)])
def test_a_nested_stack_refuses_what_is_written_for_it(
    deploy: Deploy, value: str, count: int
) -> None:
    nested = f"Parameters: {{P: {{Type: String, AllowedValues: [a, b]}}}}\n{RESOURCES}"
    stack = f"{{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: n.yaml, Parameters: {{P: {value}}}}}}}"
    outer = f"Parameters: {{Outer: {{Type: String, Default: ''}}}}\nResources: {{S: {stack}}}\n"
    evaluation = deploy({"t.yaml": outer, "n.yaml": nested})
    assert [one.span.path for one in evaluation.diagnostics] == ["t.yaml"] * count


def test_a_stack_that_may_not_be_there_refuses_nothing(deploy: Deploy) -> None:
    nested = f"Parameters: {{P: {{Type: String, AllowedValues: [a, b]}}}}\n{RESOURCES}"
    evaluation = deploy(
        {
            "t.yaml": "Parameters: {Q: {Type: String}}\nConditions: {C: !Equals [!Ref Q, x]}\n"
            "Resources:\n  S:\n    Type: AWS::CloudFormation::Stack\n    Condition: C\n"
            "    Properties: {TemplateURL: n.yaml, Parameters: {P: c}}\n",
            "n.yaml": nested,
        }
    )
    assert evaluation.diagnostics == ()


def nested(deploy: Deploy, parameters: str, given: str, **more: str) -> list[str]:
    """Return what is said of a stack that gives parameters to a template in a file or in itself."""
    resources = "{U: {Type: AWS::IAM::User}}"
    template = f"{{Parameters: {parameters}, Resources: {resources}{more.get('inner', '')}}}"
    where = (
        f"TemplateBody: {template}"
        if more.get("body")
        else f"TemplateURL: {more.get('url', 'n.yaml')}"
    )
    outer = (
        "Parameters: {Q: {Type: String, Default: x}, R: {Type: String}}\n"
        "Conditions: {C: !Equals [!Ref R, x]}\n"
        f"Resources:\n  S:\n    Type: AWS::CloudFormation::Stack{more.get('outer', '')}\n"
        f"    Properties: {{{where}, Parameters: {given}}}\n"
    )
    evaluation = deploy({"t.yaml": outer, "n.yaml": template})
    assert all(one.span.path == "t.yaml" for one in evaluation.diagnostics)
    return [one.message for one in evaluation.diagnostics]


WANTED = "{P: {Type: String}}"
NOT_GIVEN = "CloudFormation refuses nested stack `S`: it gives no value for `P`"
NOT_DECLARED = "CloudFormation refuses nested stack `S`: its template declares no `X`"


@pytest.mark.parametrize("body", ["", "yes"])
def test_a_nested_stack_gives_what_its_template_needs_and_nothing_else(
    deploy: Deploy, body: str
) -> None:
    assert nested(deploy, WANTED, "{P: a}", body=body) == []
    assert nested(deploy, WANTED, "{}", body=body) == [NOT_GIVEN]
    assert nested(deploy, WANTED, "{P: !Ref AWS::NoValue}", body=body) == [NOT_GIVEN]
    assert nested(deploy, WANTED, "{P: a, X: !Ref Q}", body=body) == [NOT_DECLARED]
    assert nested(deploy, "{P: {Type: String, Default: ''}}", "{}", body=body) == []


def test_what_a_nested_stack_may_give_is_not_missing(deploy: Deploy) -> None:
    assert nested(deploy, WANTED, "!If [C, {P: a}, !Ref AWS::NoValue]") == []
    assert nested(deploy, WANTED, "{P: !If [C, a, !Ref AWS::NoValue]}") == []
    assert nested(deploy, WANTED, "!If [C, {P: a, X: b}, {P: a}]") == []


def test_a_nested_stack_that_may_not_be_there_needs_nothing(deploy: Deploy) -> None:
    assert nested(deploy, WANTED, "{}", outer="\n    Condition: C") == []


def test_a_template_that_has_the_name_of_the_file_alone_is_held_against_nobody(
    deploy: Deploy,
) -> None:
    url = "https://bucket.s3.amazonaws.com/v2/n.yaml"
    assert nested(deploy, WANTED, "{X: a}", url=url) == []


def test_a_macro_may_declare_further_parameters(deploy: Deploy) -> None:
    macro = ", Transform: Ours"
    assert nested(deploy, WANTED, "{P: a, X: b}", inner=macro) == []
    assert nested(deploy, WANTED, "{X: b}", inner=macro) == [NOT_GIVEN]
