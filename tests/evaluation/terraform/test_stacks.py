"""Stacks that Terraform deploys: templates that are read nowhere are gaps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iac_scan.evaluation.result import Evaluation
from iac_scan.evaluation.terraform import unread_templates

Evaluate = Callable[..., Evaluation]

STACK = "`aws_cloudformation_stack.s`"
TEMPLATE = "Resources:\n  B:\n    Type: AWS::S3::Bucket\n"


def stack(arguments: str, kind: str = "aws_cloudformation_stack") -> str:
    return f'resource "{kind}" "s" {{\n name = "s"\n {arguments}\n}}\n'


def gaps(evaluation: Evaluation, *templates: str) -> list[str]:
    return [gap.message for gap in unread_templates(evaluation, templates).gaps]


@pytest.mark.parametrize("kind", ["aws_cloudformation_stack", "aws_cloudformation_stack_set"])
@pytest.mark.parametrize(
    "body",
    [
        'jsonencode({ Resources = { B = { Type = "AWS::S3::Bucket" } } })',
        "<<E\nResources: {}\nE",
        "var.body",
        'file("other.txt")',
    ],
    ids=["encoded", "heredoc", "unknown", "file that is none"],
)
def test_template_in_the_code_is_a_gap_that_says_what_to_do(
    run: Evaluate, body: str, kind: str
) -> None:
    evaluation = run(
        {
            "main.tf": f'variable "body" {{}}\n{stack("template_body = " + body, kind)}',
            "other.txt": TEMPLATE,
        }
    )
    (gap,) = unread_templates(evaluation, ("s.yaml",)).gaps
    assert gap.message == f"the template in `template_body` of `{kind}.s` is not read"
    assert gap.help == "write the template in a file of its own, and give it with `file`"


def test_template_that_is_a_scanned_file_is_read(run: Evaluate) -> None:
    evaluation = run({"main.tf": stack('template_body = file("s.yaml")'), "s.yaml": TEMPLATE})
    assert gaps(evaluation, "s.yaml") == []


def test_parameters_that_terraform_gives_are_not_read(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": stack('template_body = file("s.yaml")\n parameters = { A = "b" }'),
            "s.yaml": TEMPLATE,
        }
    )
    assert gaps(evaluation, "s.yaml") == [
        f"the template of {STACK} is read without the parameters that are given to it"
    ]


def test_template_behind_a_url_is_the_scanned_one_of_its_name_or_a_gap(run: Evaluate) -> None:
    evaluation = run(stack('template_url = "https://b.s3.amazonaws.com/a/s.yaml?v=1"'))
    assert gaps(evaluation, "cfn/s.yaml") == []
    assert gaps(evaluation, "cfn/t.yaml") == [
        f"the template `https://b.s3.amazonaws.com/a/s.yaml?v=1` of {STACK} is not read"
    ]


def test_stack_that_is_only_looked_up_deploys_nothing(run: Evaluate) -> None:
    assert gaps(run('data "aws_cloudformation_stack" "s" { name = "s" }')) == []
