"""Resources: instances, nested blocks, computed attributes, and who deploys them."""

from __future__ import annotations

from collections.abc import Callable

from iac_scan.evaluation.result import Evaluation
from iac_scan.sources.diagnostics import GapKind
from iac_scan.values import Identity, Known, ResourceKey, Text, Truth, Unknown, identity_of

from .reading import addresses, attribute, out, plain, resource

Evaluate = Callable[..., Evaluation]


def test_count_of_an_unknown_variable_leaves_one_instance_that_may_exist(run: Evaluate) -> None:
    evaluation = run('variable "n" {}\nresource "aws_iam_user" "x" { count = var.n }')
    (user,) = evaluation.resources
    assert user.key.address == "aws_iam_user.x[0]"
    assert user.presence is Truth.UNKNOWN
    assert [gap.kind for gap in evaluation.gaps] == [GapKind.VALUE]


def test_count_of_zero_leaves_nothing(run: Evaluate) -> None:
    assert run('resource "aws_iam_user" "x" { count = 0 }').resources == ()


def test_for_each_has_one_instance_for_each_key(run: Evaluate) -> None:
    evaluation = run(
        """
        resource "aws_iam_user" "x" {
          for_each = { a = "one", b = "two" }
          name     = "${each.key}-${each.value}"
        }
        """
    )
    assert addresses(evaluation) == ['aws_iam_user.x["a"]', 'aws_iam_user.x["b"]']
    assert attribute(evaluation, 'aws_iam_user.x["b"]', "name") == "b-two"


def test_for_each_with_unknown_values_has_all_its_known_keys(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "v" {}
        resource "aws_iam_user" "x" {
          for_each = { a = var.v }
          name     = each.value
        }
        """
    )
    assert [user.presence for user in evaluation.resources] == [Truth.YES]
    assert attribute(evaluation, 'aws_iam_user.x["a"]', "name") == ...


def test_for_each_over_something_unknown_has_one_instance_for_all(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "v" {}
        resource "aws_iam_user" "x" {
          for_each = merge({ a = 1 }, var.v)
          name     = "u-${each.key}"
        }
        """
    )
    assert [(user.key.address, user.presence) for user in evaluation.resources] == [
        ('aws_iam_user.x["..."]', Truth.UNKNOWN),
        ('aws_iam_user.x["a"]', Truth.YES),
    ]


def test_for_each_over_computed_ids_has_an_instance_for_each_thing(run: Evaluate) -> None:
    evaluation = run(
        """
        resource "aws_organizations_organizational_unit" "a" {}
        resource "aws_organizations_organizational_unit" "b" {}
        resource "aws_organizations_policy_attachment" "x" {
          for_each  = toset([for unit in [
            aws_organizations_organizational_unit.a,
            aws_organizations_organizational_unit.b,
          ] : unit.id])
          target_id = each.value
        }
        """
    )
    kind = "aws_organizations_policy_attachment"
    found = [one for one in evaluation.resources if one.type == kind]
    targets = {identity_of(one.values.get("target_id")) for one in found}
    assert {target.resource.address for target in targets if target is not None} == {
        "aws_organizations_organizational_unit.a",
        "aws_organizations_organizational_unit.b",
    }
    assert {one.presence for one in found} == {Truth.YES}
    assert evaluation.gaps == ()


def test_undecided_for_each_keeps_what_is_in_every_choice(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "v" { type = bool }
        resource "aws_iam_user" "x" {
          for_each = var.v ? toset(["a", "b"]) : toset(["a"])
        }
        """
    )
    assert [user.presence for user in evaluation.resources] == [Truth.YES, Truth.UNKNOWN]


def test_dynamic_block_makes_one_block_for_each_element(run: Evaluate) -> None:
    evaluation = run(
        """
        resource "aws_iam_role" "x" {
          inline_policy { name = "first" }
          dynamic "inline_policy" {
            for_each = { a = [1, 2], b = [] }
            iterator = policy
            content {
              name = policy.key
              dynamic "inner" {
                for_each = policy.value
                content { value = "${policy.key}${inner.value}" }
              }
            }
          }
        }
        """
    )
    assert attribute(evaluation, "aws_iam_role.x", "inline_policy") == [
        {"name": "first"},
        {"name": "a", "inner": [{"value": "a1"}, {"value": "a2"}]},
        {"name": "b", "inner": []},
    ]


def test_dynamic_block_over_something_unknown_is_one_that_may_be_missing(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "v" {}
        resource "aws_iam_role" "x" {
          dynamic "inline_policy" {
            for_each = var.v
            content { name = "p-${inline_policy.value}" }
          }
        }
        """
    )
    assert attribute(evaluation, "aws_iam_role.x", "inline_policy") == [
        {"one of": [{"name": ["p-", ...]}, None]},
        ...,
    ]


def test_block_under_an_undecided_condition_may_be_missing(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "v" {}
        resource "aws_iam_role" "x" {
          dynamic "inline_policy" {
            for_each = var.v ? [1] : []
            content { name = "p" }
          }
        }
        """
    )
    assert attribute(evaluation, "aws_iam_role.x", "inline_policy") == [
        {"one of": [{"name": "p"}, None]}
    ]


def test_arn_follows_from_the_name_and_stays_the_arn_of_that_role(run: Evaluate) -> None:
    evaluation = run(
        """
        resource "aws_iam_role" "a" {
          name = "app"
          path = "/team/"
        }
        output "x" { value = aws_iam_role.a.arn }
        """
    )
    assert out(evaluation) == ["arn:aws:iam::", ..., ":role/team/app"]
    (value,) = evaluation.outputs.values()
    assert identity_of(value) == Identity(ResourceKey(".", "aws_iam_role.a"), "arn")


def test_attribute_that_is_not_written_and_does_not_follow_is_known_after_apply(
    run: Evaluate,
) -> None:
    evaluation = run('resource "aws_vpc" "v" {}\noutput "x" { value = aws_vpc.v.ipv6[0].name }')
    (value,) = evaluation.outputs.values()
    assert isinstance(value, Unknown)
    assert value.identity == Identity(ResourceKey(".", "aws_vpc.v"), "ipv6[0].name")


def test_account_of_a_provider_is_that_of_the_role_it_assumes(run: Evaluate) -> None:
    evaluation = run(
        """
        provider "aws" { region = "cn-north-1" }
        provider "aws" {
          alias = "prod"
          assume_role { role_arn = "arn:aws:iam::111122223333:role/deploy" }
        }
        resource "aws_iam_role" "here" { name = "r" }
        resource "aws_iam_role" "prod" {
          provider = aws.prod
          name     = "r"
        }
        """
    )
    assert attribute(evaluation, "aws_iam_role.prod", "arn") == "arn:aws:iam::111122223333:role/r"
    assert attribute(evaluation, "aws_iam_role.here", "arn") == ["arn:aws-cn:iam::", ..., ":role/r"]
    assert resource(evaluation, "aws_iam_role.prod").deployer.name == "aws.prod"


def test_provider_passed_to_a_module_deploys_what_is_in_it(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": """
                provider "aws" {
                  alias               = "prod"
                  allowed_account_ids = ["111122223333"]
                }
                module "m" {
                  source    = "./m"
                  providers = { aws = aws.prod }
                }
                """,
            "m/main.tf": 'resource "aws_iam_role" "r" { name = "r" }',
        }
    )
    role = resource(evaluation, "module.m.aws_iam_role.r")
    assert role.deployer.name == "aws.prod"
    assert plain(role.values.get("arn")) == "arn:aws:iam::111122223333:role/r"


def test_two_data_sources_of_one_provider_name_the_same_unknown_account(run: Evaluate) -> None:
    evaluation = run(
        """
        data "aws_caller_identity" "a" {}
        data "aws_caller_identity" "b" {}
        output "x" { value = data.aws_caller_identity.a.account_id == data.aws_caller_identity.b.id }
        """
    )
    assert out(evaluation) is True


def test_reference_to_all_instances_keeps_which_is_which(run: Evaluate) -> None:
    evaluation = run(
        """
        resource "aws_iam_user" "u" {
          for_each = toset(["a", "b"])
          name     = each.key
        }
        output "x" { value = [for user in aws_iam_user.u : user.name] }
        """
    )
    (value,) = evaluation.outputs.values()
    assert [identity_of(item) for item in getattr(value, "items", ())] == [
        Identity(ResourceKey(".", f'aws_iam_user.u["{key}"]'), "name") for key in "ab"
    ]


def test_reference_into_an_undecided_instance_is_that_instance(run: Evaluate) -> None:
    evaluation = run(
        """
        variable "v" {}
        resource "aws_iam_role" "r" {
          count = var.v ? 1 : 0
          name  = "r"
        }
        output "x" { value = aws_iam_role.r[0].name }
        output "tried" { value = try(aws_iam_role.r[0].name, "none") }
        """
    )
    assert out(evaluation) == "r"
    assert out(evaluation, "tried") == {"one of": ["r", "none"]}


def test_jsonencoded_policy_keeps_the_lines_of_its_statements(run: Evaluate) -> None:
    evaluation = run(
        """
        resource "aws_iam_policy" "p" {
          policy = jsonencode({
            Statement = [{
              Action = "*"
            }]
          })
        }
        """
    )
    policy = resource(evaluation, "aws_iam_policy.p").values.get("policy")
    assert isinstance(policy, Known)
    assert policy.encoded is not None
    assert plain(policy.encoded) == {"Statement": [{"Action": "*"}]}


def test_resource_that_refers_to_itself_is_a_cycle(run: Evaluate) -> None:
    evaluation = run('resource "aws_iam_role" "r" { name = aws_iam_role.r.arn }')
    assert [one.message for one in evaluation.diagnostics] == ["`aws_iam_role.r` refers to itself"]


def test_hole_in_a_name_is_a_hole_in_the_arn(run: Evaluate) -> None:
    evaluation = run('variable "n" {}\nresource "aws_sqs_queue" "q" { name = "q-${var.n}" }')
    arn = resource(evaluation, "aws_sqs_queue.q").values.get("arn")
    assert isinstance(arn, Text)
    assert plain(arn) == ["arn:aws:sqs:", ..., ":", ..., ":q-", ...]


def test_attribute_that_a_nested_block_does_not_write_is_known_after_apply(run: Evaluate) -> None:
    evaluation = run(
        """
        resource "aws_eks_cluster" "c" {
          vpc_config { subnet_ids = [] }
        }
        output "x" { value = aws_eks_cluster.c.vpc_config[0].vpc_id }
        """
    )
    assert evaluation.diagnostics == ()
    (value,) = evaluation.outputs.values()
    key = ResourceKey(".", "aws_eks_cluster.c")
    assert identity_of(value) == Identity(key, "vpc_config[0].vpc_id")


def test_boundary_that_is_not_written_is_null_where_it_is_referred_to(run: Evaluate) -> None:
    evaluation = run(
        """
        resource "aws_iam_role" "r" { name = "r" }
        output "x" { value = aws_iam_role.r.permissions_boundary }
        """
    )
    assert out(evaluation) is None


def test_type_that_conditional_results_do_not_share_is_a_warning(run: Evaluate) -> None:
    evaluation = run('output "x" { value = true ? { a = 1, b = "x" } : { a = [] } }')
    assert [one.message for one in evaluation.diagnostics] == [
        "both results of `?` must be of one type"
    ]
    assert out(evaluation) == {"a": 1, "b": "x"}


def test_argument_that_is_written_as_null_is_what_the_provider_puts_there(run: Evaluate) -> None:
    evaluation = run(
        """
        resource "aws_iam_role" "r" {
          name                 = "r"
          max_session_duration = null
        }
        output "x" { value = [aws_iam_role.r.max_session_duration, aws_iam_role.r.path] }
        """
    )
    assert out(evaluation) == [3600, "/"]


def test_block_of_which_there_is_none_may_be_filled_in(run: Evaluate) -> None:
    evaluation = run(
        """
        resource "aws_eks_cluster" "c" {
          dynamic "kubernetes_network_config" {
            for_each = []
            content {}
          }
        }
        resource "aws_iam_role" "r" {
          dynamic "inline_policy" {
            for_each = []
            content {}
          }
        }
        output "x" { value = aws_eks_cluster.c.kubernetes_network_config[0].service_ipv4_cidr }
        output "y" { value = aws_iam_role.r.inline_policy }
        """
    )
    assert evaluation.diagnostics == ()
    assert out(evaluation) is ...
    assert out(evaluation, "y") == []
