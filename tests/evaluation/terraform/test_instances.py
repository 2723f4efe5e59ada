"""count, for_each, each, self, cycles and the workspace: on resources, data sources and modules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iac_scan.evaluation.result import Evaluation
from iac_scan.values import Reason, Truth, Unknown

from .reading import addresses, attribute, out

Evaluate = Callable[..., Evaluation]

BLOCKS = {
    "resource": ('resource "aws_iam_user" "x"', "aws_iam_user.x", ""),
    "data": ('data "aws_iam_user" "x"', "data.aws_iam_user.x", ""),
    "module": ('module "x"', "module.x", '\n source = "./m"'),
}
MODULE = {
    "m/main.tf": 'variable "user_name" {}\nresource "aws_iam_user" "u" { name = var.user_name }'
}


def written(kind: str, body: str) -> tuple[dict[str, str], str]:
    """Return the files with one block, and the address of the block."""
    head, address, source = BLOCKS[kind]
    files = {"main.tf": f'variable "v" {{}}\n{head} {{{source}\n{body}\n}}\n'}
    return files | (MODULE if kind == "module" else {}), address


def instances(evaluation: Evaluation, address: str) -> dict[str, Truth]:
    """Return the keys of the instances of a block, with whether each exists."""
    found = {}
    for one in evaluation.resources:
        if one.key.address.startswith(address):
            key = one.key.address.removeprefix(address).split("]")[0] + "]"
            found[key] = one.presence
    return found


@pytest.mark.parametrize("kind", BLOCKS)
def test_keys_that_are_known_are_instances_and_one_stands_for_the_others(
    run: Evaluate, kind: str
) -> None:
    files, address = written(
        kind, ' for_each = merge({ a = 1 }, var.v)\n user_name = "u-${each.key}"'
    )
    assert instances(run(files), address) == {'["..."]': Truth.UNKNOWN, '["a"]': Truth.YES}


@pytest.mark.parametrize("kind", BLOCKS)
def test_count_that_is_not_known_is_one_instance_that_may_exist(run: Evaluate, kind: str) -> None:
    files, address = written(kind, ' count = var.v\n user_name = "u-${count.index}"')
    assert instances(run(files), address) == {"[0]": Truth.UNKNOWN}


@pytest.mark.parametrize("kind", BLOCKS)
def test_count_that_is_known_makes_as_many(run: Evaluate, kind: str) -> None:
    files, address = written(kind, ' count = 2\n user_name = "u-${count.index}"')
    evaluation = run(files)
    assert instances(evaluation, address) == {"[0]": Truth.YES, "[1]": Truth.YES}


def test_what_an_unknown_key_stands_for_goes_into_the_module(run: Evaluate) -> None:
    files, _ = written("module", ' for_each = var.v\n user_name = "u-${each.key}"')
    evaluation = run(files)
    assert attribute(evaluation, 'module.x["..."].aws_iam_user.u', "name") == ["u-", ...]


def test_outputs_of_counted_modules_are_a_list_and_of_keyed_ones_a_map(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": """
                module "c" {
                  source = "./m"
                  count  = 2
                  n      = count.index
                }
                module "e" {
                  source   = "./m"
                  for_each = toset(["a"])
                  n        = each.value
                }
                output "x" { value = [module.c[*].n, module.c[1].n, { for k, m in module.e : k => m.n }] }
                """,
            "m/main.tf": 'variable "n" {}\noutput "n" { value = var.n }',
        }
    )
    assert out(evaluation) == [[0, 1], 1, {"a": "a"}]


def test_dynamic_blocks_see_the_iterators_around_them(run: Evaluate) -> None:
    evaluation = run(
        """
        resource "aws_iam_role" "x" {
          dynamic "a" {
            for_each = ["1", "2"]
            iterator = outer
            content {
              dynamic "b" {
                for_each = { k = "v" }
                content { value = "${outer.key}${outer.value}${b.key}${b.value}" }
              }
            }
          }
        }
        """
    )
    assert attribute(evaluation, "aws_iam_role.x", "a") == [
        {"b": [{"value": "01kv"}]},
        {"b": [{"value": "12kv"}]},
    ]


@pytest.mark.parametrize("name", ["each.key", "each.value", "count.index", "self.id"])
def test_name_of_an_instance_has_no_value_elsewhere(run: Evaluate, name: str) -> None:
    evaluation = run(f'resource "aws_iam_user" "u" {{ name = {name} }}')
    (diagnostic,) = evaluation.diagnostics
    assert diagnostic.message == f"`{name.split('.', maxsplit=1)[0]}` has no value here"


@pytest.mark.parametrize(
    "code",
    [
        "locals {\n a = local.b\n b = local.a\n}",
        'locals { a = aws_iam_user.u.name }\nresource "aws_iam_user" "u" { name = local.a }',
        (
            'resource "aws_iam_user" "u" { name = aws_iam_user.v.name }\n'
            'resource "aws_iam_user" "v" { name = aws_iam_user.u.name }'
        ),
        'module "m" {\n source = "./m"\n v = module.m.v\n}',
        'resource "aws_iam_user" "u" { count = length(aws_iam_user.u) }',
    ],
    ids=["locals", "local and resource", "resources", "module", "count"],
)
def test_cycle_is_reported_and_the_scan_goes_on(run: Evaluate, code: str) -> None:
    evaluation = run(
        {
            "main.tf": f'{code}\nresource "aws_iam_group" "g" {{ name = "g" }}',
            "m/main.tf": 'variable "v" {}\noutput "v" { value = var.v }',
        }
    )
    assert [one.message for one in evaluation.diagnostics if "refers to itself" in one.message]
    assert "aws_iam_group.g" in addresses(evaluation)


def test_output_that_goes_through_another_module_is_no_cycle(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": 'module "a" {\n source = "./m"\n v = module.b.w\n}\n'
            'module "b" {\n source = "./m"\n v = "x"\n w = module.a.const\n}\n'
            'output "x" { value = [module.a.v, module.b.w] }',
            "m/main.tf": 'variable "v" {}\nvariable "w" { default = "d" }\n'
            'output "v" { value = var.v }\noutput "w" { value = var.w }\noutput "const" { value = "c" }',
        }
    )
    assert evaluation.diagnostics == ()
    assert out(evaluation) == ["c", "c"]


def test_workspace_is_not_known_and_what_depends_on_it_is_a_choice(run: Evaluate) -> None:
    evaluation = run(
        'locals { size = { prod = "a", dev = "b" } }\n'
        'output "x" { value = local.size[terraform.workspace] }\n'
        'output "y" { value = terraform.workspace == "prod" ? 1 : 2 }\n'
        'output "z" { value = terraform.workspace }\n'
    )
    assert out(evaluation) == {"one of": ["a", "b"]}
    assert out(evaluation, "y") == {"one of": [1, 2]}
    value = next(value for key, value in evaluation.outputs.items() if key.address == "z")
    assert isinstance(value, Unknown)
    assert value.reason is Reason.NO_VALUE
