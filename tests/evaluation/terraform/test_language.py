"""The blocks and files of the language beside expressions: which of them count, and for what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iac_scan.evaluation.result import Evaluation, Mode
from iac_scan.values import Known, Mapping, identity_of, walk

from .reading import addresses, attribute, out, resource

Evaluate = Callable[..., Evaluation]

KEYWORDS = """
    resource "aws_iam_user" "u" {
      name       = "u"
      depends_on = [aws_iam_user.other]
      provisioner "local-exec" {
        command    = "echo ${self.arn}"
        when       = destroy
        on_failure = continue
      }
      lifecycle {
        ignore_changes       = [tags["x"], path]
        replace_triggered_by = [aws_iam_user.other.name]
      }
    }
    resource "aws_iam_user" "other" {
      lifecycle { ignore_changes = all }
    }
"""


def test_keywords_are_no_references(run: Evaluate) -> None:
    assert run(KEYWORDS).diagnostics == ()


def test_wrong_reference_in_a_provisioner_is_a_warning(run: Evaluate) -> None:
    evaluation = run(KEYWORDS.replace("${self.arn}", "${selv.arn}"))
    assert [one.message for one in evaluation.diagnostics] == [
        "`selv.arn` is not declared in this module"
    ]


@pytest.mark.parametrize(
    "block",
    [
        "moved {\n from = aws_iam_user.old\n to = aws_iam_user.u\n}",
        'import {\n to = aws_iam_user.u\n id = "u"\n}',
        "removed {\n from = aws_iam_user.gone\n lifecycle { destroy = false }\n}",
        'check "c" {\n assert {\n condition = aws_iam_user.u.name == "u"\n error_message = "no"\n }\n}',
    ],
    ids=["moved", "import", "removed", "check"],
)
def test_block_about_state_declares_nothing(run: Evaluate, block: str) -> None:
    evaluation = run(f'resource "aws_iam_user" "u" {{ name = "u" }}\n{block}\n')
    assert addresses(evaluation) == ["aws_iam_user.u"]
    assert evaluation.diagnostics == ()


def test_ephemeral_resource_is_read_like_data(run: Evaluate) -> None:
    evaluation = run(
        """
        ephemeral "aws_secretsmanager_secret_version" "s" { secret_id = "id" }
        output "x" { value = ephemeral.aws_secretsmanager_secret_version.s.secret_string }
        """
    )
    assert [one.mode for one in evaluation.resources] == [Mode.DATA]
    assert out(evaluation) is ...


def test_tofu_file_counts_before_the_tf_file_of_its_name(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": 'locals { a = "tf" }\noutput "x" { value = local.a }',
            "main.tofu": 'locals { a = "tofu" }\noutput "x" { value = local.a }',
            "more.tf": 'output "y" { value = "kept" }',
        }
    )
    assert (out(evaluation), out(evaluation, "y")) == ("tofu", "kept")
    assert evaluation.files == {"main.tofu", "more.tf"}


def test_override_file_replaces_arguments_and_keeps_the_others(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": 'resource "aws_iam_user" "u" {\n name = "a"\n path = "/p/"\n}',
            "main_override.tf": 'resource "aws_iam_user" "u" { name = "b" }',
            "override.tf.json": '{"resource": {"aws_iam_user": {"u": {"force_destroy": true}}}}',
        }
    )
    assert [
        attribute(evaluation, "aws_iam_user.u", name) for name in ("name", "path", "force_destroy")
    ] == ["b", "/p/", True]


def test_json_file_has_templates_in_its_strings(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf.json": '{"locals": {"a": "x"}, "output": {"x": {"value": "${local.a}-${1 + 1}"}}}',
        }
    )
    assert out(evaluation) == "x-2"


def test_iterator_of_a_dynamic_block_is_a_name_in_json_too(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf.json": """{"resource": {"a_b": {"x": {"dynamic": {"rule": {
                "for_each": ["v"], "iterator": "it", "content": {"name": "${it.value}"}}}}}}}""",
        }
    )
    assert evaluation.diagnostics == ()
    assert attribute(evaluation, "a_b.x", "rule") == [{"name": "v"}]


def test_null_takes_the_default_of_a_variable_that_is_never_null(run: Evaluate) -> None:
    text = 'variable "v" {\n default = "d"\n nullable = %s\n}\noutput "x" { value = var.v }'
    module = 'module "m" {\n source = "./m"\n v = null\n}\noutput "r" { value = module.m.x }'
    assert out(run({"main.tf": module, "m/main.tf": text % "false"}), "r") == "d"
    assert out(run({"main.tf": module, "m/main.tf": text % "true"}), "r") is None


def test_sensitive_variable_marks_what_is_made_of_it(run: Evaluate) -> None:
    evaluation = run(
        'variable "v" {\n default = "s"\n sensitive = true\n}\n'
        'resource "aws_iam_user" "u" { name = "x-${var.v}" }'
    )
    name = resource(evaluation, "aws_iam_user.u").values.get("name")
    assert isinstance(name, Known)
    assert name.sensitive


def test_provider_alias_goes_through_two_modules(run: Evaluate) -> None:
    inner = "terraform { required_providers { aws = { configuration_aliases = [aws.there] } } }\n"
    evaluation = run(
        {
            "main.tf": """
                provider "aws" {
                  alias = "prod"
                  assume_role { role_arn = "arn:aws:iam::111122223333:role/deploy" }
                }
                module "a" {
                  source    = "./a"
                  providers = { aws.there = aws.prod }
                }
            """,
            "a/main.tf": inner
            + 'module "b" {\n source = "../b"\n providers = { aws.there = aws.there }\n}',
            "b/main.tf": inner + 'resource "aws_iam_user" "u" { provider = aws.there }',
        }
    )
    found = resource(evaluation, "module.a.module.b.aws_iam_user.u")
    assert found.deployer.name == "aws.prod"
    assert isinstance(found.deployer.account_id, Known)
    assert found.deployer.account_id.value == "111122223333"
    assert [step.label for step in found.calls] == ["module.a", "module.b"]


def test_whole_resource_is_an_object_with_what_aws_fills_in(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": 'resource "aws_eks_cluster" "c" { name = "c" }\n'
            'module "m" {\n source = "./m"\n cluster = aws_eks_cluster.c\n}\n'
            'output "x" { value = module.m.cluster }',
            "m/main.tf": 'variable "cluster" {\n type = object({ name = string, version = string })\n}\n'
            'output "cluster" { value = var.cluster }',
        }
    )
    assert evaluation.diagnostics == ()
    assert out(evaluation) == {"name": "c", "version": ...}
    value = next(value for key, value in evaluation.outputs.items() if key.address == "x")
    assert isinstance(value, Mapping)
    owner = identity_of(value.entries["version"])
    assert owner is not None
    assert (owner.resource.address, owner.attribute) == ("aws_eks_cluster.c", "version")


def test_object_that_lacks_an_attribute_is_a_warning(run: Evaluate) -> None:
    evaluation = run(
        'variable "v" {\n type = object({ a = string, b = string })\n default = { a = "x" }\n}\n'
        'output "x" { value = var.v }'
    )
    assert [one.message for one in evaluation.diagnostics] == [
        "wrong value for `var.v`: expected an attribute `b`, got none"
    ]


def test_template_string_reads_no_file(run: Evaluate) -> None:
    evaluation = run(
        'locals { t = "$${file(\\"main.tf\\")}" }\noutput "x" { value = templatestring(local.t, {}) }'
    )
    assert [one.message for one in evaluation.diagnostics] == [
        "`file`: a templatestring template cannot read files"
    ]


def test_template_file_may_read_a_file(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": 'output "x" { value = templatefile("t.tpl", {}) }',
            "t.tpl": '${file("u.txt")}!',
            "u.txt": "u",
        }
    )
    assert out(evaluation) == "u!"


def test_file_that_a_template_is_read_from_counts_with_its_comments(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": 'output "x" { value = templatefile("t.yaml", { a = 1 }) }',
            "t.yaml": "# iac-scan: ignore[x] why\nkey: ${a} # no line of its own\n",
        }
    )
    assert evaluation.files == {"main.tf", "t.yaml"}
    assert [(one.text, one.span.path, one.span.start_line) for one in evaluation.comments] == [
        ("iac-scan: ignore[x] why", "t.yaml", 1)
    ]


def test_template_rendered_twice_with_other_values_is_rendered_anew(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": 'output "x" { value = [for a in [1, 2, 1] : templatefile("t.tpl", { a = a })] }',
            "t.tpl": "v=${a}",
        }
    )
    assert out(evaluation) == ["v=1", "v=2", "v=1"]


def test_file_decoded_in_two_places_shows_each_way_to_it(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": """
                output "x" { value = jsondecode(file("p.json")) }
                output "y" { value = jsondecode(file("p.json")) }
            """,
            "p.json": '{"a": ["b"]}',
        }
    )
    ways = {
        tuple(step.span.start_line for step in part.origin.steps)
        for value in evaluation.outputs.values()
        for part in walk(value)
    }
    assert ways == {(2,), (3,)}


@pytest.mark.parametrize(
    "policy",
    ['arn = "arn:aws:iam::aws:policy/AdministratorAccess"', 'name = "AdministratorAccess"'],
)
def test_policy_of_aws_is_read_from_its_published_document(run: Evaluate, policy: str) -> None:
    evaluation = run(
        f"""
        data "aws_iam_policy" "p" {{ {policy} }}
        data "aws_iam_policy_document" "d" {{
          source_policy_documents = [data.aws_iam_policy.p.policy]
        }}
        output "x" {{ value = jsondecode(data.aws_iam_policy_document.d.json).Statement }}
        """
    )
    assert out(evaluation) == [{"Action": "*", "Effect": "Allow", "Resource": "*"}]


def test_policy_of_a_customer_is_not_known(run: Evaluate) -> None:
    evaluation = run(
        'data "aws_iam_policy" "p" { name = "ours" }\n'
        'output "x" { value = data.aws_iam_policy.p.policy }'
    )
    assert out(evaluation) is ...


def test_list_of_a_set_with_unknown_items_has_no_certain_position(run: Evaluate) -> None:
    evaluation = run(
        'variable "v" { type = set(string) }\n'
        'output "x" { value = tolist(setunion(var.v, ["c"]))[0] }\n'
        'output "y" { value = contains(tolist(setunion(var.v, ["c"])), "c") }\n'
    )
    assert out(evaluation) is ...
    assert out(evaluation, "y") is True


def test_tuple_with_unknown_items_keeps_them_in_a_conditional(run: Evaluate) -> None:
    evaluation = run(
        'variable "v" { type = list(string) }\nvariable "c" { type = bool }\n'
        'output "x" { value = var.c ? [flatten([for a in var.v : [{ a = a }]])] : [] }'
    )
    assert out(evaluation) == {"one of": [[[...]], []]}


def test_try_of_a_choice_that_may_fail_is_a_choice(run: Evaluate) -> None:
    evaluation = run(
        'variable "c" { type = bool }\nlocals { t = var.c ? "a" : "1" }\n'
        'output "x" { value = can(tonumber(local.t)) }\n'
        'output "y" { value = try(tonumber(local.t), 0) }\n'
        'output "z" { value = try(local.t + 1, 0) }\n'
    )
    assert out(evaluation) is ...
    assert out(evaluation, "y") == {"one of": [1, 0]}
    assert out(evaluation, "z") == {"one of": [2, 0]}


def test_null_in_a_result_of_a_conditional_is_of_any_type(run: Evaluate) -> None:
    evaluation = run('output "x" { value = true ? { a = null, b = 1 } : { c = [1] } }')
    assert evaluation.diagnostics == ()
    assert out(evaluation) == {"a": None, "b": 1}


def test_splat_that_fails_for_one_of_several_counts_leaves_the_others(run: Evaluate) -> None:
    evaluation = run(
        'variable "n" { type = number }\n'
        'resource "terraform_data" "x" {\n  count = var.n\n  input = { a = 1 }\n}\n'
        'output "x" { value = try(terraform_data.x[*].input.nothing, "none") }\n'
    )
    assert out(evaluation) == {"one of": [[], "none"]}


def test_text_is_normalised_as_it_is_read(run: Evaluate) -> None:
    evaluation = run(
        'output "x" { value = ["e\u0301" == "\u00e9", length("e\u0301"), "e\u0301${1}"] }'
    )
    assert out(evaluation) == [True, 1, "\u00e91"]
