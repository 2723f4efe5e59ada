"""What is written in another file counts where it is included; what is not there is a gap."""

from __future__ import annotations

import pytest
from tests.evaluation.cloudformation.conftest import Deploy, shown

from iac_scan.sources.diagnostics import Gap

SECTIONS = "Mappings: {M: {a: {b: part}}}\nResources:\n  B: {Type: AWS::IAM::User}\n"
HERE = "{Name: AWS::Include, Parameters: {Location: part.yaml}}"
ELSEWHERE = "{Name: AWS::Include, Parameters: {Location: 's3://bucket/part.yaml'}}"
USER = (
    "Resources:\n  A: {Type: AWS::IAM::User, Properties: {UserName: !FindInMap [M, a, b],"
    " Path: !Ref B}}\n"
)


def said(evaluation: object) -> list[str]:
    """Return every message of an evaluation, gaps first."""
    gaps: tuple[Gap, ...] = getattr(evaluation, "gaps", ())
    return [one.message for one in (*gaps, *getattr(evaluation, "diagnostics", ()))]


@pytest.mark.parametrize("key", ["Transform", "Fn::Transform"])
@pytest.mark.parametrize("macro", [HERE, f"[{HERE}]"])
def test_sections_that_a_template_includes_are_its_own(
    deploy: Deploy, key: str, macro: str
) -> None:
    evaluation = deploy({"t.yaml": f"{key}: {macro}\n{USER}", "part.yaml": SECTIONS})
    assert said(evaluation) == []
    a, b = evaluation.resources
    assert (a.key.scope, b.key.scope) == ("t.yaml", "t.yaml")
    assert b.span.path == "part.yaml"
    assert shown(a.values.get("UserName")) == "part"


def test_a_section_of_the_template_counts_before_an_included_one(deploy: Deploy) -> None:
    own = "Resources:\n  B: {Type: AWS::IAM::Group}\n"
    evaluation = deploy({"t.yaml": f"Transform: {HERE}\n{own}", "part.yaml": SECTIONS})
    assert [one.type for one in evaluation.resources] == ["AWS::IAM::Group"]


def test_templates_that_include_each_other_are_both_read(deploy: Deploy) -> None:
    one = "Transform: {Name: AWS::Include, Parameters: {Location: b.yaml}}\n"
    other = "Transform: {Name: AWS::Include, Parameters: {Location: a.yaml}}\n"
    user = "Resources:\n  %s: {Type: AWS::IAM::User}\n"
    evaluation = deploy({"a.yaml": one + user % "A", "b.yaml": other + user % "B"})
    assert {resource.key.address for resource in evaluation.resources} == {"A", "B"}


@pytest.mark.parametrize("key", ["Transform", "Fn::Transform"])
def test_sections_that_are_elsewhere_are_a_gap_and_no_name_is_called_wrong(
    deploy: Deploy, key: str
) -> None:
    evaluation = deploy(f"{key}: {ELSEWHERE}\n{USER}")
    assert said(evaluation) == [
        "the part of the template at `s3://bucket/part.yaml` is not in the scanned tree"
    ]
    assert shown(evaluation.resources[0].values.get("UserName")) == "? UNSUPPORTED"


@pytest.mark.parametrize("section", ["Mappings", "Resources", "Conditions", "Outputs"])
def test_names_that_an_unread_part_of_a_section_may_declare_are_not_called_wrong(
    deploy: Deploy, section: str
) -> None:
    part = f"  Fn::Transform: {ELSEWHERE}\n"
    parts = {"Mappings": "", "Conditions": "", "Outputs": "", "Resources": "", section: part}
    outer = "".join(f"{name}:\n{text}" for name, text in parts.items() if name != "Resources")
    uses = {
        "Mappings": "!FindInMap [X, a, b]",
        "Resources": "!GetAtt X.Arn",
        "Conditions": "!If [X, a, b]",
        "Outputs": "!GetAtt S.Outputs.X",
    }
    nested = "  S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: n.yaml}}\n"
    evaluation = deploy(
        {
            "t.yaml": f"{outer if section != 'Outputs' else ''}Resources:\n"
            f"{parts['Resources']}{nested}"
            f"  U: {{Type: AWS::IAM::User, Properties: {{UserName: {uses[section]}}}}}\n",
            "n.yaml": f"Resources: {{N: {{Type: AWS::IAM::User}}}}\n{outer}",
        }
    )
    (message,) = said(evaluation)
    assert "is not in the scanned tree" in message


@pytest.mark.parametrize(
    "use", ["!FindInMap [X, a, b]", "!GetAtt X.Arn", "!If [X, a, b]", "!GetAtt S.Outputs.X"]
)
def test_names_that_nothing_declares_are_called_wrong(deploy: Deploy, use: str) -> None:
    nested = "  S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: n.yaml}}\n"
    evaluation = deploy(
        {
            "t.yaml": f"Resources:\n{nested}"
            f"  U: {{Type: AWS::IAM::User, Properties: {{UserName: {use}}}}}\n",
            "n.yaml": "Resources: {N: {Type: AWS::IAM::User}}\n",
        }
    )
    assert len(said(evaluation)) == 1


def test_names_that_a_loop_of_unknown_length_may_declare_are_not_called_wrong(
    deploy: Deploy,
) -> None:
    evaluation = deploy(
        "Transform: AWS::LanguageExtensions\n"
        "Parameters: {L: {Type: CommaDelimitedList}}\n"
        "Resources:\n"
        "  Fn::ForEach::X: [X, !Ref L, {'R${X}': {Type: AWS::IAM::User}}]\n"
        "  U: {Type: AWS::IAM::User, Properties: {UserName: !Ref Ra}}\n"
    )
    assert said(evaluation) == ["the loop `X` runs over values that are not known"]


@pytest.mark.parametrize(
    ("mappings", "part"),
    [
        ("{Fn::Transform: %s}", "M: {a: {b: part}}\n"),
        ("{M: {Fn::Transform: %s}}", "a: {b: part}\n"),
        ("{M: {a: {Fn::Transform: %s}}}", "b: part\n"),
    ],
)
def test_mappings_are_read_from_where_they_are_included(
    deploy: Deploy, mappings: str, part: str
) -> None:
    use = "Resources:\n  A: {Type: AWS::IAM::User, Properties: {UserName: !FindInMap [M, a, b]}}\n"
    for macro, expected in ((HERE, "part"), (ELSEWHERE, "? UNSUPPORTED")):
        evaluation = deploy({"t.yaml": f"Mappings: {mappings % macro}\n{use}", "part.yaml": part})
        assert shown(evaluation.resources[0].values.get("UserName")) == expected


def test_a_part_that_is_no_map_is_told(deploy: Deploy) -> None:
    evaluation = deploy({"t.yaml": f"Transform: {HERE}\n{USER}", "part.yaml": "- a\n"})
    assert said(evaluation) == ["a part of a template must be a map"]
