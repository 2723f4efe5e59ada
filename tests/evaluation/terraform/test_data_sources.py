"""Data sources that follow from the code are computed; what they ask AWS for stays open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from iac_scan.evaluation.result import Evaluation
from iac_scan.values import Text, Unknown

from .reading import out, plain, resource

Evaluate = Callable[..., Evaluation]


def test_template_file_renders_the_text_of_a_file_with_its_variables(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": """
                data "template_file" "t" {
                  template = file("${path.module}/greeting.tpl")
                  vars     = { name = "ann", count = 2 }
                }
                output "x" { value = data.template_file.t.rendered }
                """,
            "greeting.tpl": "hello ${upper(name)}, ${count} times",
        }
    )
    assert out(evaluation) == "hello ANN, 2 times"


def test_template_file_without_variables_renders_its_text(run: Evaluate) -> None:
    evaluation = run(
        """
        data "template_file" "t" { template = "a $${1 + 1}" }
        output "x" { value = data.template_file.t.rendered }
        """
    )
    assert out(evaluation) == "a 2"


def test_template_file_keeps_the_hole_of_a_variable_that_is_not_known(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "bucket" {}
        data "template_file" "t" {
          template = "arn:aws:s3:::$${name}/*"
          vars     = { name = var.bucket }
        }
        """
    )
    rendered = resource(evaluation, "data.template_file.t").values.get("rendered")
    assert isinstance(rendered, Text)
    assert (rendered.parts[0], rendered.parts[-1]) == ("arn:aws:s3:::", "/*")


@pytest.mark.parametrize("vars", ["{ a = [1] }", "7"])
def test_template_file_takes_no_variables_but_strings(run: Evaluate, vars: str) -> None:
    evaluation = run(f'data "template_file" "t" {{\n template = "x"\n vars = {vars}\n}}')
    rendered = resource(evaluation, "data.template_file.t").values.get("rendered")
    assert isinstance(rendered, Unknown)
    assert evaluation.diagnostics


def test_template_file_without_its_file_is_unknown(run: Evaluate) -> None:
    evaluation = run('data "template_file" "t" { template = file("gone.tpl") }')
    rendered = resource(evaluation, "data.template_file.t").values.get("rendered")
    assert isinstance(rendered, Unknown)


def test_local_file_has_the_content_of_its_file(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": """
                data "local_file" "f" { filename = "${path.module}/a.txt" }
                output "x" { value = data.local_file.f.content }
                """,
            "a.txt": "text",
        }
    )
    assert out(evaluation) == "text"


def test_local_file_outside_of_the_root_is_not_read(run: Evaluate) -> None:
    evaluation = run('data "local_file" "f" { filename = "/etc/hostname" }')
    assert isinstance(resource(evaluation, "data.local_file.f").values.get("content"), Unknown)


def test_null_data_source_hands_its_inputs_on(run: Evaluate) -> None:
    evaluation = run(
        """
        data "null_data_source" "n" { inputs = { a = "b" } }
        output "x" { value = data.null_data_source.n.outputs["a"] }
        """
    )
    assert out(evaluation) == "b"


def test_parts_of_an_arn_are_known(run: Evaluate) -> None:
    evaluation = run(
        """
        data "aws_arn" "a" { arn = "arn:aws:iam::111122223333:role/a:b" }
        output "x" { value = "${data.aws_arn.a.account} ${data.aws_arn.a.resource}" }
        """
    )
    assert out(evaluation) == "111122223333 role/a:b"


def test_parts_of_what_is_no_arn_are_not(run: Evaluate) -> None:
    evaluation = run(
        """
        data "aws_arn" "a" { arn = "role/x" }
        output "x" { value = data.aws_arn.a.account }
        """
    )
    assert out(evaluation) is ...


def test_oidc_provider_that_is_looked_up_by_address_has_the_arn_of_it(run: Evaluate) -> None:
    evaluation = run(
        """
        provider "aws" { allowed_account_ids = ["111122223333"] }
        data "aws_iam_openid_connect_provider" "github" {
          url = "https://token.actions.githubusercontent.com"
        }
        """
    )
    arn = resource(evaluation, "data.aws_iam_openid_connect_provider.github").values.get("arn")
    assert plain(arn) == (
        "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    )


def test_file_that_is_no_text_has_a_content_that_is_not_known(
    run: Evaluate, tmp_path: Path
) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04\xff\xfe")
    evaluation = run(
        'data "local_file" "f" { filename = "a.zip" }\n'
        'output "x" { value = data.local_file.f.content }'
    )
    assert evaluation.diagnostics == ()
    assert out(evaluation) is ...
