"""Blocks and calls that terraform refuses as they are written, each beside one that it takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.hostile.conftest import calls

from iac_scan.evaluation.result import Evaluation
from iac_scan.values import Unknown

Evaluate = Callable[..., Evaluation]

ALIASES = """
terraform {
  required_providers {
    aws = { configuration_aliases = [aws.there] }
  }
}
"""


def _messages(evaluation: Evaluation) -> list[str]:
    return [one.message for one in evaluation.diagnostics]


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ('resorce "a_b" "x" {}', 'resource "a_b" "x" {}', "`resorce` is no block of terraform's"),
        (
            'resource "a_b" {}',
            'resource "a_b" "x" {}',
            "expected as labels of `resource`: type and name; got 1",
        ),
        ('output "x" {}', 'output "x" { value = 1 }', "`output` has no `value`"),
        (
            'variable "v" { defualt = 1 }',
            'variable "v" { default = 1 }',
            "`variable` has no argument `defualt`",
        ),
        (
            'resource "a_b" "x" {\n lifecycle {}\n lifecycle {}\n}',
            'resource "a_b" "x" {\n lifecycle {}\n other {}\n other {}\n}',
            "`lifecycle` stands twice in one `resource`",
        ),
        (
            'resource "a_b" "x" {\n count = 1\n for_each = {}\n}',
            'resource "a_b" "x" { count = 1 }',
            "`count` and `for_each` exclude each other",
        ),
        (
            'resource "a_b" "x" { provider = aws.nowhere }',
            'resource "a_b" "x" { provider = aws }',
            "provider configuration `aws.nowhere` is not declared in this module",
        ),
        (
            'resource "a_b" "x" {\n count = 0\n depends_on = [a_b.y]\n}',
            'resource "a_b" "x" {\n count = 0\n depends_on = [a_b.z]\n}\nresource "a_b" "z" {}',
            "`a_b.y` is not declared in this module",
        ),
        (
            'output "x" { value = [for a in [1] : try(local.a, a)] }',
            'output "x" { value = [for a in [1] : try(a.b, a)] }',
            "local value `a` is not declared",
        ),
        (
            'resource "a_b" "x" {}\noutput "o" { value = a_b.x[0].id }',
            'resource "a_b" "x" { count = 1 }\noutput "o" { value = a_b.x[0].id }',
            "`a_b.x` has no `count` or `for_each`, and so no instance with a key",
        ),
        (
            'resource "a_b" "x" { for_each = toset([1]) }',
            'resource "a_b" "x" { for_each = toset(["1"]) }',
            "a set for `for_each` has strings alone",
        ),
        (
            'resource "a_b" "x" {\n dynamic "r" {\n for_each = []\n labels = []\n content {}\n }\n}',
            'resource "a_b" "x" {\n dynamic "r" {\n for_each = []\n content { labels = [] }\n }\n}',
            "`dynamic` has no argument `labels`",
        ),
        (
            'resource "a_b" "x" {\n dynamic "r" {\n for_each = []\n content {}\n content {}\n }\n}',
            'resource "a_b" "x" {\n dynamic "r" {\n for_each = []\n content {}\n }\n}',
            "`content` stands twice in one `dynamic`",
        ),
        (
            'resource "a_b" "x" {\n r {\n dynamic "s" {\n for_each = []\n t {}\n content {}\n }\n }\n}',
            'resource "a_b" "x" {\n r {\n dynamic "s" {\n for_each = []\n content {\n t {}\n }\n }\n }\n}',
            "`t` is no block of `dynamic`",
        ),
        (
            'resource "a_b" "x" {\n dynamic "r" {\n for_each = []\n iterator = "i"\n content {}\n }\n}',
            'resource "a_b" "x" {\n dynamic "r" {\n for_each = []\n iterator = i\n content {}\n }\n}',
            "`iterator` expects a name",
        ),
        (
            'resource "a_b" "x" {\n dynamic "lifecycle" {\n for_each = []\n content {}\n }\n}',
            'resource "a_b" "x" {\n r {\n dynamic "lifecycle" {\n for_each = []\n content {}\n }\n }\n}',
            "`lifecycle` is a block that cannot be dynamic",
        ),
        (
            'resource "a_b" "x" {\n dynamic "r" {\n for_each = null\n content {}\n }\n}',
            'resource "a_b" "x" {\n dynamic "r" {\n for_each = null[*]\n content {}\n }\n}',
            "cannot iterate over null",
        ),
        (
            'resource "a_b" "x" {\n dynamic "r" { for_each = [] }\n}',
            'resource "a_b" "x" {\n dynamic "r" {\n for_each = []\n content {}\n }\n}',
            "dynamic block `r` has no block `content`",
        ),
        (
            'resource "a_b" "x" {\n dynamic "r" {\n content {}\n }\n}',
            'resource "a_b" "x" {\n dynamic "r" {\n for_each = []\n content {}\n }\n}',
            "dynamic block `r` has no `for_each`",
        ),
    ],
)
def test_refused_block_is_reported_and_its_neighbour_is_not(
    run: Evaluate, wrong: str, right: str, message: str
) -> None:
    assert _messages(run(right)) == []
    assert _messages(run(wrong)) == [message]


@pytest.mark.parametrize(
    ("arguments", "messages"),
    [
        ("v = 5\n providers = { aws.there = aws }", []),
        ("providers = { aws.there = aws }", ["module `m` is given no value for `v`"]),
        ("v = 5", ["module `m` is given no provider configuration for `aws.there`"]),
        (
            "v = 5\n w = 1\n providers = { aws.there = aws }",
            ["module `m` has no variable `w`"],
        ),
        (
            "v = null\n providers = { aws.there = aws }",
            ["`var.v` cannot be null"],
        ),
        (
            "v = 1\n providers = { aws.there = aws }",
            ["the value of `var.v` does not pass its validation"],
        ),
    ],
)
def test_call_is_held_against_what_the_module_takes(
    run: Evaluate, arguments: str, messages: list[str]
) -> None:
    validation = 'validation {\n condition = var.v == null || try(var.v > 2, true)\n error_message = "no"\n }'
    evaluation = run(
        {
            "main.tf": f'module "m" {{\n source = "./m"\n {arguments}\n}}',
            "m/main.tf": f'{ALIASES}variable "v" {{\n nullable = false\n {validation}\n}}',
        }
    )
    assert _messages(evaluation) == messages


def test_wrong_value_is_reported_where_it_is_given(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": 'locals { n = "x" }\nmodule "m" {\n source = "./m"\n v = local.n\n}',
            "m/main.tf": 'variable "v" { type = number }',
        }
    )
    assert [one.span.start_line for one in evaluation.diagnostics] == [4]


def test_override_of_nothing_is_reported_and_still_read(run: Evaluate) -> None:
    evaluation = run({"main.tf": "", "x_override.tf": 'resource "a_b" "x" {}'})
    assert _messages(evaluation) == [
        'there is no `resource "a_b" "x"` to override; this one counts'
    ]
    assert [one.key.address for one in evaluation.resources] == ["a_b.x"]


def test_unknown_key_of_a_large_map_is_looked_up_soon(run: Evaluate) -> None:
    entries = ", ".join(f'k{number} = ["{number}"]' for number in range(800))
    lookups = ", ".join(f"local.m[var.k{number}]" for number in range(60))
    variables = "".join(f'variable "k{number}" {{}}\n' for number in range(60))
    text = f'{variables}locals {{ m = {{ {entries} }} }}\noutput "x" {{ value = [{lookups}] }}'
    found: list[Evaluation] = []
    counted = calls(lambda: found.append(run(text)))
    (evaluation,) = found
    assert sum(counted.values()) < 1_000_000
    (value,) = evaluation.outputs.values()
    assert all(isinstance(item, Unknown) for item in getattr(value, "items", (None,)))
