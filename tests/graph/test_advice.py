"""Every gap that a user can close says how."""

from __future__ import annotations

from pathlib import Path

import pytest

from iac_scan import Options, scan

HOLDER = 'resource "aws_iam_role" "r" {\n  name               = "r"\n  assume_role_policy = X\n}\n'


@pytest.mark.parametrize(
    ("code", "message", "help"),
    [
        (
            f'variable "p" {{}}\n{HOLDER.replace("X", "var.p")}',
            "`var.p`",
            "give the value with --var or --var-file",
        ),
        (HOLDER.replace("  assume_role_policy = X\n", ""), "no document", "write the document"),
        (
            HOLDER.replace("X", "data.aws_ssm_parameter.p.value")
            + 'data "aws_ssm_parameter" "p" {\n  name = "p"\n}\n',
            "data.aws_ssm_parameter.p",
            "scan the code that declares it together with this",
        ),
        (
            HOLDER.replace("X", "module.p.json") + 'module "p" {\n  source = "./gone"\n}\n',
            "trust policy",
            "bring it to the disk",
        ),
        ('module "p" {\n  source = "./gone"\n}\n', "`./gone`", "bring its folder to that path"),
        ('module "p" {\n  source = "a/b/c"\n}\n', "`a/b/c`", "terraform init"),
        (HOLDER.replace("X", "local.gone"), "local value", "mend the code"),
        (
            (
                'resource "aws_iam_role_policy_attachment" "a" {\n  role       = "r"\n'
                '  policy_arn = "arn:aws:iam::aws:policy/NoSuchPolicy"\n}\n'
            ),
            "NoSuchPolicy",
            "check the name",
        ),
        (
            (
                'data "aws_regions" "r" {}\n'
                'resource "aws_iam_user" "u" {\n  for_each = data.aws_regions.r.names\n  name = "u"\n}\n'
            ),
            "`for_each`",
            "a plan holds it",
        ),
        (
            'variable "n" {}\nresource "aws_iam_user" "u" {\n  count = var.n\n  name  = "u"\n}\n',
            "`count`",
            "`--var`",
        ),
    ],
)
def test_gap_says_what_to_do(tmp_path: Path, code: str, message: str, help: str) -> None:
    (tmp_path / "main.tf").write_text(code, "utf-8")
    gaps = scan(Options(paths=(tmp_path,))).gaps
    assert any(message in gap.message and help in (gap.help or "") for gap in gaps), gaps


def test_gap_of_a_template_names_the_option_of_templates(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text(
        "Parameters: {P: {Type: String}}\nResources:\n"
        "  R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: !Ref P}}\n",
        "utf-8",
    )
    gaps = scan(Options(paths=(tmp_path,))).gaps
    assert any(gap.help == "give the value with --parameters" for gap in gaps), gaps
