"""Modules: sources, instances, values in and out, and which directories are roots."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from iac_scan.evaluation.result import Evaluation
from iac_scan.sources.diagnostics import GapKind
from iac_scan.values import Reason, Truth, Unknown

from .reading import addresses, attribute, out, plain, resource

Evaluate = Callable[..., Evaluation]

USER = 'variable "name" {}\nresource "aws_iam_user" "u" { name = var.name }\n'


def test_value_goes_into_a_module_and_comes_out_with_its_way(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": """
                module "m" {
                  source = "./m"
                  name   = "ci"
                }
                output "x" { value = module.m.name }
                """,
            "m/main.tf": USER + 'output "name" { value = aws_iam_user.u.name }',
        }
    )
    assert out(evaluation) == "ci"
    (value,) = evaluation.outputs.values()
    assert [step.label for step in value.origin.steps] == [
        "module.m.name",
        "aws_iam_user.u.name",
        "var.name",
    ]
    assert value.origin.span.path == "main.tf"
    user = resource(evaluation, "module.m.aws_iam_user.u")
    assert [step.label for step in user.calls] == ["module.m"]


def test_module_with_for_each_has_an_instance_for_each_key(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": 'module "m" {\n source = "./m"\n for_each = toset(["a", "b"])\n name = each.key\n}',
            "m/main.tf": USER,
        }
    )
    assert addresses(evaluation) == ['module.m["a"].aws_iam_user.u', 'module.m["b"].aws_iam_user.u']


def test_module_that_is_not_on_disk_is_a_gap_that_says_what_to_run(run: Evaluate) -> None:
    evaluation = run('module "m" { source = "a/b/aws" }\noutput "x" { value = module.m.arn }')
    (gap,) = evaluation.gaps
    assert gap.kind is GapKind.MODULE
    assert gap.message == "module `m` from `a/b/aws` is not on disk"
    assert gap.help == "`terraform init -backend=false` downloads it"
    (value,) = evaluation.outputs.values()
    assert isinstance(value, Unknown)
    assert value.reason is Reason.MISSING


def test_installed_module_is_found_where_terraform_put_it(run: Evaluate) -> None:
    listed = {"Modules": [{"Key": "m", "Source": "a/b/aws", "Dir": ".terraform/modules/m"}]}
    evaluation = run(
        {
            "main.tf": 'module "m" {\n source = "a/b/aws"\n name = "x"\n}',
            ".terraform/modules/modules.json": json.dumps(listed),
            ".terraform/modules/m/main.tf": USER,
        }
    )
    assert addresses(evaluation) == ["module.m.aws_iam_user.u"]
    assert evaluation.gaps == ()


def test_module_that_calls_itself_is_a_bound(run: Evaluate) -> None:
    evaluation = run('module "m" { source = "./" }\nresource "aws_iam_user" "u" {}')
    assert addresses(evaluation) == ["aws_iam_user.u"]
    assert [one.message for one in evaluation.diagnostics] == [
        "bound reached: module `m` calls itself"
    ]


def test_modules_that_call_each_other_are_a_bound_and_still_read(run: Evaluate) -> None:
    evaluation = run(
        {
            "a/main.tf": 'module "b" { source = "../b" }\nresource "aws_iam_user" "a" {}',
            "b/main.tf": 'module "a" { source = "../a" }\nresource "aws_iam_user" "b" {}',
        }
    )
    assert {one.type for one in evaluation.resources} == {"aws_iam_user"}
    assert {one.span.path for one in evaluation.resources} == {"a/main.tf", "b/main.tf"}


def test_modules_deep_inside_one_another_are_a_bound_and_still_read(run: Evaluate) -> None:
    calls = {f"{n}/main.tf": f'module "m" {{ source = "../{n + 1}" }}' for n in range(60)}
    evaluation = run({**calls, "60/main.tf": 'resource "aws_iam_user" "u" {}'})
    assert [one.message for one in evaluation.diagnostics] == [
        "bound reached: more than 50 modules inside one another"
    ]
    assert [one.span.path for one in evaluation.resources] == ["60/main.tf"]


def test_called_directory_is_no_root(run: Evaluate) -> None:
    evaluation = run(
        {"main.tf": 'module "m" {\n source = "./m"\n name = "n"\n}', "m/main.tf": USER}
    )
    assert {one.key.scope for one in evaluation.resources} == {"."}


def test_module_called_with_no_instance_is_read_with_its_variables_unknown(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": 'module "m" {\n source = "./m"\n count = 0\n name = "n"\n}',
            "m/main.tf": 'variable "name" { default = "d" }\nresource "aws_iam_user" "u" { name = var.name }',
        }
    )
    (user,) = evaluation.resources
    assert (user.key.scope, user.presence) == ("m", Truth.UNKNOWN)
    assert attribute(evaluation, "aws_iam_user.u", "name") == ...


def test_reusable_module_shows_what_its_defaults_switch_off(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "create" { default = false }
        variable "name" { default = "n" }
        locals { count = var.create ? 1 : 0 }
        resource "aws_iam_user" "u" {
          count = local.count
          name  = var.name
        }
        resource "aws_iam_group" "g" { name = var.create ? "a" : "b" }
        """
    )
    assert [(one.key.address, one.presence) for one in evaluation.resources] == [
        ("aws_iam_group.g", Truth.YES),
        ("aws_iam_user.u[0]", Truth.UNKNOWN),
    ]
    assert attribute(evaluation, "aws_iam_group.g", "name") == "b"
    assert attribute(evaluation, "aws_iam_user.u[0]", "name") == "n"


def test_root_with_a_provider_means_its_defaults(run: Evaluate) -> None:
    evaluation = run(
        """
        provider "aws" {}
        variable "create" { default = false }
        resource "aws_iam_user" "u" { count = var.create ? 1 : 0 }
        """
    )
    assert evaluation.resources == ()


def test_command_line_counts_before_files_and_defaults(run: Evaluate, tmp_path: Path) -> None:
    files = {
        "main.tf": """
            variable "a" { default = "default" }
            variable "b" { default = "default" }
            variable "c" { default = "default" }
            variable "d" { type = list(string) }
            output "x" { value = [var.a, var.b, var.c, var.d] }
            """,
        "terraform.tfvars": 'a = "file"\nb = "file"\nc = "file"',
        "other.vars": 'b = "given file"\nc = "given file"',
    }
    evaluation = run(files, (tmp_path / "other.vars", ("c", "given"), ("d", '["x"]')))
    assert out(evaluation) == ["file", "given file", "given", ["x"]]


def test_variable_without_value_is_unknown_and_says_so(run: Evaluate) -> None:
    evaluation = run('variable "n" {}\noutput "x" { value = var.n }')
    (value,) = evaluation.outputs.values()
    assert isinstance(value, Unknown)
    assert (value.reason, value.detail) == (Reason.NO_VALUE, "`var.n` has no value")


def test_value_of_a_wrong_type_is_a_warning(run: Evaluate) -> None:
    evaluation = run(
        'variable "n" {\n type = number\n default = "x"\n}\noutput "x" { value = var.n }'
    )
    assert [one.message for one in evaluation.diagnostics] == [
        "wrong value for `var.n`: expected number, got string"
    ]


def test_broken_file_does_not_hide_the_others(run: Evaluate) -> None:
    evaluation = run(
        {"a.tf": 'resource "aws_iam_user" {{{', "b.tf": 'resource "aws_iam_user" "u" {}'}
    )
    assert addresses(evaluation) == ["aws_iam_user.u"]
    assert len(evaluation.diagnostics) > 0


def test_value_for_an_undeclared_variable_is_kept_for_the_search_for_secrets(run: Evaluate) -> None:
    evaluation = run(
        {"main.tf": 'variable "a" {}', "terraform.tfvars": '# note\na = 1\nb = "secret"'}
    )
    assert "secret" in [plain(value) for value in evaluation.loose]
    assert "terraform.tfvars" in evaluation.files
    assert [comment.text for comment in evaluation.comments] == ["note"]
