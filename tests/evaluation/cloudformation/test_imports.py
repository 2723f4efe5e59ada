"""What a template imports is what another one exports, as far as the names tell."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeAlias

import pytest

from iac_scan.evaluation.result import Evaluation, Resource
from iac_scan.values import Identity, ResourceKey, Value, identity_of

Deploy: TypeAlias = Callable[..., Evaluation]
Show: TypeAlias = Callable[[Value], object]

EXPORTER = "Resources: {R: {Type: AWS::IAM::Role, Properties: {RoleName: r}}}\nOutputs: {O: {Value: !Ref R, Export: {Name: shared}}}\n"
IMPORTER = "Resources: {U: {Type: AWS::IAM::User, Properties: {V: !ImportValue shared}}}\n"


def test_import_is_what_another_stack_exports(deploy: Deploy, show: Show) -> None:
    evaluation = deploy({"a.yaml": IMPORTER, "b.yaml": EXPORTER})
    value = resource(evaluation, "U").values.get("V")
    assert show(value) == "r"
    assert identity_of(value) == Identity(ResourceKey("b.yaml", "R"), "Ref")
    assert [step.label for step in value.origin.steps] == ["!ImportValue shared", "!Ref R"]


def resource(evaluation: Evaluation, address: str) -> Resource:
    (found,) = (one for one in evaluation.resources if one.key.address == address)
    return found


def messages(evaluation: Evaluation) -> str:
    texts = [item.message for item in evaluation.diagnostics]
    return "\n".join([*texts, *(gap.message for gap in evaluation.gaps)])


def exporter(name: str, role: str) -> str:
    return EXPORTER.replace("shared", name).replace("RoleName: r", f"RoleName: {role}")


def _imported(deploy: Deploy, files: dict[str, str], name: str = "shared") -> Value:
    """Return what a template in the folder `app` imports; `Any` is a parameter without a value."""
    call = f"{{Fn::ImportValue: {name}}}"
    template = (
        f"Parameters: {{Any: {{Type: String}}}}\n{IMPORTER.replace('!ImportValue shared', call)}"
    )
    evaluation = deploy({"app/main.yaml": template, **files})
    return resource(evaluation, "U").values.get("V")


def test_import_that_two_stacks_export_is_either(deploy: Deploy, show: Show) -> None:
    files = {"b.yaml": exporter("shared", "b"), "c.yaml": exporter("shared", "c")}
    assert show(_imported(deploy, files)) == ("one of", "b", "c")


def test_import_is_of_the_nearest_folder_that_exports_it(deploy: Deploy, show: Show) -> None:
    files = {"app/b.yaml": exporter("shared", "b"), "c.yaml": exporter("shared", "c")}
    assert show(_imported(deploy, files)) == "b"


def test_import_is_of_the_same_nest_of_stacks_first(deploy: Deploy, show: Show) -> None:
    child = "{Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: %s}}"
    stacks = ", ".join(f"{name}: {child % f'x/{name}.yaml'}" for name in ("A", "B"))
    evaluation = deploy(
        {
            "main.yaml": f"Resources: {{{stacks}}}",
            "x/A.yaml": IMPORTER,
            "x/B.yaml": exporter("shared", "b"),
            "x/c.yaml": exporter("shared", "c"),
        }
    )
    assert show(resource(evaluation, "A.U").values.get("V")) == "b"


STACK = "!Sub '${AWS::StackName}-Role'"


@pytest.mark.parametrize(
    ("exported", "name", "expected"),
    [
        (STACK, "!Sub '${Any}-Role'", ("one of", "r", "? DATA")),
        (STACK, "prod-Role", ("one of", "r", "? DATA")),
        ("prod-Role", "!Sub '${Any}-Role'", ("one of", "r", "? DATA")),
        ("!Sub 'x-${AWS::StackName}'", "!Sub 'x-${Any}-y'", ("one of", "r", "? DATA")),
        (STACK, "!Sub '${Any}-User'", "? DATA"),
        (STACK, "!Sub '${Any}-Other-Role'", ("one of", "r", "? DATA")),
        ("!Sub '${AWS::StackName}-Other-Role'", "!Sub '${Any}Some-Role'", "? DATA"),
        (STACK, "!Ref Any", "? DATA"),
        (STACK, "!Sub 'x-${Any}'", "? DATA"),
        ("!Ref AWS::StackName", "prod-Role", "? DATA"),
        ("prod-Role", "dev-Role", "? DATA"),
        ("a-a", "a", "? DATA"),
        ("!Sub 'x-${AWS::StackName}-Role'", "!Sub 'y-${Any}-Role'", "? DATA"),
    ],
)
def test_name_that_may_be_the_exported_one_makes_it_possible(
    exported: str, name: str, expected: object, deploy: Deploy, show: Show
) -> None:
    assert show(_imported(deploy, {"b.yaml": exporter(exported, "r")}, name)) == expected


def test_name_that_is_surely_exported_is_no_other(deploy: Deploy, show: Show) -> None:
    files = {"b.yaml": exporter("prod-Role", "b"), "app/c.yaml": exporter(STACK, "c")}
    assert show(_imported(deploy, files, "prod-Role")) == "b"


def test_name_is_the_exported_one_when_both_are_of_one_parameter(
    deploy: Deploy, show: Show
) -> None:
    given = "Parameters: {E: !Ref Environment}"
    child = "{Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: %s, %s}}"
    stacks = ", ".join(f"{name}: {child % (f'{name}.yaml', given)}" for name in ("A", "B"))
    name = "Fn::ImportValue: !Sub '${E}-role'"
    evaluation = deploy(
        {
            "main.yaml": f"Parameters: {{Environment: {{Type: String}}}}\nResources: {{{stacks}}}",
            "A.yaml": "Parameters: {E: {Type: String}}\n"
            + IMPORTER.replace("!ImportValue shared", f"{{{name}}}"),
            "B.yaml": "Parameters: {E: {Type: String}}\n" + exporter("!Sub '${E}-role'", "b"),
        }
    )
    assert show(resource(evaluation, "A.U").values.get("V")) == "b"


def test_output_that_is_not_there_is_not_exported(deploy: Deploy, show: Show) -> None:
    conditions = "Conditions: {Never: !Equals [a, b], Always: !Equals [a, a]}\n"
    output = conditions + EXPORTER.replace("{Value", "{Condition: Never, Value")
    assert show(_imported(deploy, {"b.yaml": output})) == "? DATA"
    assert show(_imported(deploy, {"b.yaml": output.replace("Never,", "Always,")})) == "r"


def test_every_name_that_an_export_may_have_is_found(deploy: Deploy, show: Show) -> None:
    environments = "Parameters: {E: {Type: String, AllowedValues: [dev, prod]}}\n"
    files = {"b.yaml": environments + exporter("!Sub '${E}-role'", "!Ref E")}
    assert show(_imported(deploy, files, "prod-role")) == ("one of", "dev", "prod")
    assert show(_imported(deploy, files, "test-role")) == "? DATA"


def test_export_of_another_region_is_not_imported(deploy: Deploy, show: Show) -> None:
    places = {"a": "eu-west-1", "b": "eu-west-1", "c": "us-east-1"}
    artifacts = {
        name: {
            "type": "aws:cloudformation:stack",
            "environment": f"aws://111122223333/{region}",
            "properties": {"templateFile": f"{name}.template.json"},
        }
        for name, region in places.items()
    }
    evaluation = deploy(
        {
            "manifest.json": json.dumps({"artifacts": artifacts}),
            "a.template.json": IMPORTER,
            "b.template.json": exporter("shared", "b"),
            "c.template.json": exporter("shared", "c"),
        }
    )
    assert show(resource(evaluation, "U").values.get("V")) == "b"


def test_names_that_may_lead_round_do_not(deploy: Deploy) -> None:
    template = (
        "Parameters: {Parent: {Type: String}}\n"
        "Resources: {R: {Type: AWS::IAM::Role, Properties: {"
        "RoleName: {Fn::ImportValue: !Sub '${Parent}-Name'}}}}\n"
        "Outputs: {O: {Value: !Ref R, Export: {Name: !Sub '${AWS::StackName}-Name'}}}\n"
    )
    evaluation = deploy({"a.yaml": template, "b.yaml": template})
    assert messages(evaluation) == ""


def test_stacks_that_import_from_each_other_are_told(deploy: Deploy) -> None:
    def template(mine: str, other: str) -> str:
        return (
            "Resources: {R: {Type: AWS::IAM::User}}\n"
            f"Outputs: {{O: {{Value: !ImportValue {other}, Export: {{Name: {mine}}}}}}}\n"
        )

    evaluation = deploy({"a.yaml": template("a", "b"), "b.yaml": template("b", "a")})
    assert "depends on itself" in messages(evaluation)
