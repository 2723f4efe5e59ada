"""Configurations that plan to the same values under the real terraform and here."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from .differential import TERRAFORM, disagreements, planned_by_terraform, planned_here

pytestmark = pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")

CONFIGURATIONS: dict[str, dict[str, str]] = {
    "literals and operators": {
        "main.tf": """
            output "numbers" { value = [1 + 2 * 3, 10 / 4, -7 % 3, 7 % -3, 1e3, 0.1 + 0.2, 1 / 3] }
            output "logic" { value = [true && false, true || false, !true, 1 < 2, 2 >= 2] }
            output "equal" { value = ["1" == 1, 1 == 1.0, [1] == [1], {a = 1} == {a = 1}, null == null] }
            output "conversion" { value = ["${true}", "${1.50}", "${1e20}", "5" + 1, !"true"] }
            output "list_and_tuple" { value = tolist([1, 2]) == [1, 2] }
        """
    },
    "conditionals": {
        "main.tf": """
            output "string" { value = true ? 1 : "a" }
            output "list" { value = true ? [1] : [] }
            output "tuple" { value = false ? [1, "a"] : ["x", "b"] }
            output "object" { value = true ? {a = 1} : {a = "x"} }
            output "map" { value = true ? {a = 1} : {b = "x"} }
            output "nothing" { value = true ? null : "x" }
            output "nested" { value = true ? (false ? 1 : 2) : 3 }
        """
    },
    "for": {
        "main.tf": """
            locals {
              users = { b = { admin = true }, a = { admin = false } }
              names = toset(["z", "y", "z"])
            }
            output "tuple" { value = [for name, user in local.users : name if user.admin] }
            output "object" { value = { for name, user in local.users : upper(name) => user.admin } }
            output "group" { value = { for name, user in local.users : user.admin => name... } }
            output "set" { value = [for name in local.names : name] }
            output "set_keys" { value = { for key, value in local.names : key => value } }
            output "index" { value = [for index, name in ["a", "b"] : "${index}${name}"] }
            output "inner" { value = [for a in [1, 2] : [for b in [3, 4] : a * b]] }
        """
    },
    "splat": {
        "main.tf": """
            locals {
              things = [{ a = [1, 2], b = { c = "x" } }, { a = [3], b = { c = "y" } }]
              nothing = null
            }
            output "attribute" { value = local.things[*].b.c }
            output "index" { value = local.things[*].a[0] }
            output "legacy" { value = local.things.*.a[0] }
            output "single" { value = { a = 1 }[*].a }
            output "null" { value = local.nothing[*] }
            output "list" { value = tolist([1, 2])[*] }
            output "set" { value = toset(["b", "a"])[*] }
            output "legacy_index" { value = local.things.0.a.1 }
        """
    },
    "templates": {
        "main.tf": """
            locals { names = ["a", "b"] }
            output "quoted" { value = "x-${1 + 1}-$${no}-%%{no}-${"inner ${local.names[0]}"}" }
            output "loop" { value = "%{ for index, name in local.names ~} ${index}=${name} %{ endfor ~} end" }
            output "choice" { value = "%{ if length(local.names) > 1 }many%{ else }few%{ endif }" }
            output "heredoc" {
              value = <<-EOT
                first
                  %{~ for name in local.names }
                  - ${name}
                  %{~ endfor }
                last "quoted" \\n
              EOT
            }
            output "whole" { value = "${local.names}" }
        """
    },
    "objects": {
        "main.tf": """
            locals { key = "k" }
            output "keys" { value = { (local.key) = 1, "b c" = 2, "${local.key}2" = 3, d : 4, 5 = 5 } }
            output "access" { value = [{ a = { b = 1 } }.a.b, { a = 1 }["a"], [1, 2][1], ["x"].0] }
            output "type" { value = [for value in [tolist([]), {}, tomap({})] : length(value)] }
        """
    },
    "try and can": {
        "main.tf": """
            locals { object = { a = 1, b = null } }
            output "values" {
              value = [
                try(local.object.c, "none"),
                try(local.object.b.x, local.object.a),
                can(local.object.a), can(local.object.c),
                can(tonumber("x")), try(tonumber("x"), 0),
                try([][0], "empty"),
                coalesce(null, "", "x"),
              ]
            }
        """
    },
    "variables": {
        "main.tf": """
            variable "text" {
              type    = string
              default = 5
            }
            variable "object" {
              type = object({
                name = string
                tags = optional(map(string), { a = "b" })
                size = optional(number)
                deep = optional(object({ on = optional(bool, true) }), {})
              })
              default = { name = "x", other = 1 }
            }
            variable "set" {
              type    = set(string)
              default = ["b", "a", "b"]
            }
            variable "filled" {
              default  = "default"
              nullable = false
            }
            variable "any" {
              type    = map(any)
              default = { a = 1, b = "x" }
            }
            output "all" { value = [var.text, var.object, var.set, var.filled, var.any] }
        """,
        "terraform.tfvars": 'filled = null\ntext = "from file"\n',
        "b.auto.tfvars": 'text = "from b"\n',
        "a.auto.tfvars.json": '{"text": "from a", "set": ["${c}", "d"]}',
    },
    "overrides": {
        "main.tf": """
            locals { a = 1 }
            variable "v" { default = "x" }
            resource "terraform_data" "x" { input = "main" }
            output "all" { value = [local.a, var.v, local.b] }
        """,
        "b_override.tf": """
            locals { a = 2 }
            variable "v" { default = "y" }
        """,
        "override.tf": """
            resource "terraform_data" "x" { input = "override" }
        """,
        "json.tf.json": '{"locals": {"b": "${local.a + 1}"}, "output": {"j": {"value": "${local.b}-x"}}}',
    },
    "instances": {
        "main.tf": """
            locals { names = { one = "1", two = "2" } }
            resource "terraform_data" "count" {
              count = 2
              input = "n${count.index}"
            }
            resource "terraform_data" "each" {
              for_each = local.names
              input    = "${each.key}=${each.value}"
            }
            resource "terraform_data" "set" {
              for_each = toset([for name in keys(local.names) : upper(name)])
              input    = { key = each.key, value = each.value }
            }
            resource "terraform_data" "none" {
              count = length(local.names) > 5 ? 1 : 0
              input = "none"
            }
            output "count" { value = terraform_data.count[*].input }
            output "each" { value = { for key, one in terraform_data.each : key => one.input } }
            output "one" { value = terraform_data.each["one"].input }
            output "none" { value = [length(terraform_data.none), try(terraform_data.none[0].input, "none")] }
        """
    },
    "modules": {
        "main.tf": """
            module "single" {
              source = "./inner"
              name   = "s"
            }
            module "many" {
              source   = "./inner"
              for_each = toset(["a", "b"])
              name     = each.key
              extra    = { x = each.value }
            }
            module "counted" {
              source = "./inner"
              count  = 2
              name   = "c${count.index}"
            }
            output "single" { value = module.single.name }
            output "many" { value = { for key, one in module.many : key => one.all } }
            output "counted" { value = module.counted[*].name }
            output "whole" { value = module.single }
        """,
        "inner/main.tf": """
            variable "name" { type = string }
            variable "extra" {
              type    = map(string)
              default = {}
            }
            locals { full = "${var.name}-${basename(path.module)}" }
            module "deep" {
              source = "../deep"
              value  = local.full
            }
            resource "terraform_data" "x" { input = module.deep.value }
            output "name" { value = local.full }
            output "all" { value = merge(var.extra, { name = terraform_data.x.input }) }
        """,
        "deep/main.tf": """
            variable "value" {}
            output "value" { value = upper(var.value) }
        """,
    },
    "unknown values": {
        "main.tf": """
            resource "terraform_data" "x" { input = "a" }
            locals { id = terraform_data.x.id }
            output "id" { value = local.id }
            output "text" { value = "id-${local.id}" }
            output "choice" { value = local.id == "x" ? "a" : "b" }
            output "list" { value = [local.id, "known"] }
            output "length" { value = length([local.id, local.id]) }
            output "object" { value = { a = local.id, b = 1 } }
            output "tried" { value = [try(local.id, "x"), can(terraform_data.x.input)] }
        """
    },
    "sensitive values": {
        "main.tf": """
            variable "secret" {
              default   = "s"
              sensitive = true
            }
            output "text" {
              value     = "x-${var.secret}"
              sensitive = true
            }
            output "plain" { value = nonsensitive("${var.secret}y") }
        """
    },
    "paths": {
        "main.tf": """
            module "m" { source = "./sub" }
            output "all" { value = [path.module, path.root, module.m.all] }
        """,
        "sub/main.tf": """
            output "all" { value = [path.module, path.root, fileexists("${path.module}/main.tf")] }
        """,
    },
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_configuration_plans_to_the_same_values(name: str, tmp_path: Path) -> None:
    for path, text in CONFIGURATIONS[name].items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(textwrap.dedent(text))
    theirs = planned_by_terraform(tmp_path)
    assert theirs.error is None, theirs.error
    assert disagreements(theirs, planned_here(tmp_path)) == []


def test_operand_that_decides_is_enough_where_terraform_waits(tmp_path: Path) -> None:
    """Terraform 1.11 plans `false && unknown` as unknown; it can only be false."""
    (tmp_path / "main.tf").write_text(
        'resource "terraform_data" "x" {}\n'
        'output "x" { value = [false && terraform_data.x.id == "x", true || terraform_data.x.id == "x"] }'
    )
    assert planned_by_terraform(tmp_path).outputs == {"x": ["(unknown)", "(unknown)"]}
    assert planned_here(tmp_path).outputs == {"x": [False, True]}


def test_operand_that_decides_is_enough_where_the_other_is_wrong(tmp_path: Path) -> None:
    """Terraform looks at no further operand from 1.12 on, and 1.11 refuses what guards do there.

    Source: https://raw.githubusercontent.com/hashicorp/terraform/v1.12.0/CHANGELOG.md (2026-11-26).
    """
    (tmp_path / "main.tf").write_text(
        "output x { value = [false && length(null) == 0, true || length(null) == 0] }\n"
    )
    ours = planned_here(tmp_path)
    assert (ours.error, ours.outputs) == (None, {"x": [False, True]})
    (tmp_path / "main.tf").write_text("output x { value = null && false }\n")
    assert planned_here(tmp_path).error is not None
