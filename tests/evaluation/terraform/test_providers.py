"""Provider configurations: whose account each of them is, through roles, aliases and modules."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iac_scan.evaluation.result import Evaluation
from iac_scan.values import Identity, ResourceKey, identity_of

from .reading import plain, resource

Evaluate = Callable[..., Evaluation]

ROLE = "arn:aws:iam::%s:role/deploy"
ASSUMED = 'assume_role {\n role_arn = "%s"\n}\n'
USER = 'resource "aws_iam_user" "u" { name = "u" }'


def account(evaluation: Evaluation, address: str = "aws_iam_user.u") -> object:
    return plain(resource(evaluation, address).deployer.account_id)


def provider(body: str) -> str:
    return f'provider "aws" {{\n{body}\n}}\n'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (ASSUMED % (ROLE % "111122223333"), "111122223333"),
        (
            f'assume_role_with_web_identity {{\n role_arn = "{ROLE % "111122223333"}"\n}}',
            "111122223333",
        ),
        (ASSUMED % (ROLE % "111122223333") + ASSUMED % (ROLE % "444455556666"), "444455556666"),
        ('allowed_account_ids = ["111122223333"]', "111122223333"),
        ('allowed_account_ids = ["111122223333", "444455556666"]', ...),
        ("", ...),
    ],
    ids=["role", "web identity", "last of a chain", "only allowed", "one of two", "nothing"],
)
def test_account_is_that_of_the_role_that_acts(run: Evaluate, body: str, expected: object) -> None:
    assert account(run(provider(body) + USER)) == expected


def test_role_that_may_be_assumed_last_leaves_the_account_open(run: Evaluate) -> None:
    evaluation = run(
        provider(
            f"""
            assume_role {{
              role_arn = "{ROLE % "111122223333"}"
            }}
            dynamic "assume_role" {{
              for_each = var.roles
              content {{
                role_arn = assume_role.value
              }}
            }}
            """
        )
        + 'variable "roles" {}\n'
        + USER
    )
    assert account(evaluation) is ...


def test_account_that_a_variable_names_is_the_same_in_each_provider_that_names_it(
    run: Evaluate,
) -> None:
    role = 'assume_role {\n role_arn = "arn:aws:iam::${aws_organizations_account.a.id}:role/r"\n}'
    evaluation = run(
        'resource "aws_organizations_account" "a" {\n provider = aws.root\n name = "a"\n}\n'
        'provider "aws" { alias = "root" }\n'
        + provider(role)
        + f'provider "aws" {{\n alias = "b"\n region = "eu-west-1"\n{role}\n}}\n'
        + USER
        + '\nresource "aws_iam_user" "b" { provider = aws.b }'
    )
    accounts = {
        identity_of(resource(evaluation, address).deployer.account_id)
        for address in ("aws_iam_user.u", "aws_iam_user.b")
    }
    assert accounts == {Identity(ResourceKey(".", "aws_organizations_account.a"), "id")}


def test_account_that_is_read_from_outside_is_an_id_of_whoever_deploys(run: Evaluate) -> None:
    role = "arn:aws:iam::${jsondecode(data.aws_secretsmanager_secret_version.s.secret_string).id}"
    evaluation = run(
        'data "aws_secretsmanager_secret_version" "s" { secret_id = "accounts" }\n'
        + provider(ASSUMED % f"{role}:role/deploy")
        + USER
    )
    owner = identity_of(resource(evaluation, "aws_iam_user.u").deployer.account_id)
    assert owner == Identity(ResourceKey(".", "aws"), "account_id")


def test_what_holds_more_than_an_account_is_not_taken_for_its_id(run: Evaluate) -> None:
    evaluation = run(
        'resource "random_pet" "p" {}\n'
        + provider(ASSUMED % "arn:aws:iam::${random_pet.p.id}")
        + USER
    )
    owner = identity_of(resource(evaluation, "aws_iam_user.u").deployer.account_id)
    assert owner == Identity(ResourceKey(".", "aws"), "account_id")


def test_each_alias_is_an_account_of_its_own(run: Evaluate) -> None:
    evaluation = run(
        'provider "aws" {}\nprovider "aws" { alias = "b" }\n'
        + USER
        + '\nresource "aws_iam_user" "b" { provider = aws.b }'
    )
    names = {
        identity_of(resource(evaluation, address).deployer.account_id)
        for address in ("aws_iam_user.u", "aws_iam_user.b")
    }
    assert names == {
        Identity(ResourceKey(".", "aws"), "account_id"),
        Identity(ResourceKey(".", "aws.b"), "account_id"),
    }


def test_module_without_passed_providers_inherits_the_default_and_no_alias(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": provider('allowed_account_ids = ["111122223333"]')
            + 'provider "aws" {\n alias = "b"\n allowed_account_ids = ["444455556666"]\n}\n'
            + 'module "m" { source = "./m" }',
            "m/main.tf": USER + '\nresource "aws_iam_user" "b" { provider = aws.b }',
        }
    )
    assert account(evaluation, "module.m.aws_iam_user.u") == "111122223333"
    assert account(evaluation, "module.m.aws_iam_user.b") is ...
    assert [one.message for one in evaluation.diagnostics] == [
        "provider configuration `aws.b` is not declared in this module"
    ]


def test_alias_that_the_module_expects_is_the_one_that_is_passed(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": provider('allowed_account_ids = ["111122223333"]')
            + 'provider "aws" {\n alias = "b"\n allowed_account_ids = ["444455556666"]\n}\n'
            + 'module "m" {\n source = "./m"\n providers = {\n aws = aws\n aws.there = aws.b\n }\n}',
            "m/main.tf": """
                terraform {
                  required_providers {
                    aws = {
                      source                = "hashicorp/aws"
                      configuration_aliases = [aws.there]
                    }
                  }
                }
                resource "aws_iam_user" "u" {}
                resource "aws_iam_user" "there" { provider = aws.there }
                data "aws_caller_identity" "there" { provider = aws.there }
                output "x" { value = data.aws_caller_identity.there.account_id }
                """,
        }
    )
    assert account(evaluation, "module.m.aws_iam_user.u") == "111122223333"
    assert account(evaluation, "module.m.aws_iam_user.there") == "444455556666"
    data = resource(evaluation, "module.m.data.aws_caller_identity.there")
    assert plain(data.values.get("account_id")) == "444455556666"
    assert evaluation.diagnostics == ()


@pytest.mark.parametrize(
    ("region", "partition"),
    [
        ("eu-west-1", "aws"),
        ("cn-north-1", "aws-cn"),
        ("us-gov-west-1", "aws-us-gov"),
        ("us-isob-east-1", "aws-iso-b"),
        ("eusc-de-east-1", "aws-eusc"),
    ],
)
def test_partition_follows_from_the_region(run: Evaluate, region: str, partition: str) -> None:
    evaluation = run(provider(f'region = "{region}"') + USER)
    arn = plain(resource(evaluation, "aws_iam_user.u").values.get("arn"))
    assert isinstance(arn, list)
    assert arn[0] == f"arn:{partition}:iam::"


OTHER = 'provider "aws" {\n alias = "b"\n allowed_account_ids = ["444455556666"]\n}\n'
PASSES = 'module "m" {\n source = "./m"\n providers = { %s = aws.b }\n}\n'


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ('provider "aws" { alias = "z" }', "aws.z"),
        ('provider "aws" {\n alias = "z"\n version = "~> 2"\n}', "aws.z"),
        ('provider "aws" {}', "aws"),
    ],
)
def test_empty_configuration_of_a_module_is_the_one_that_is_passed(
    run: Evaluate, declared: str, name: str
) -> None:
    inside = f'{declared}\nresource "aws_iam_user" "u" {{ provider = {name} }}'
    evaluation = run({"main.tf": OTHER + PASSES % name, "m/main.tf": inside})
    assert account(evaluation, "module.m.aws_iam_user.u") == "444455556666"
    assert evaluation.diagnostics == ()


def test_empty_configuration_of_a_module_is_its_own_where_none_is_passed(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": provider('allowed_account_ids = ["111122223333"]')
            + 'module "m" { source = "./m" }',
            "m/main.tf": 'provider "aws" {}\n' + USER,
        }
    )
    assert account(evaluation, "module.m.aws_iam_user.u") is ...
    assert evaluation.diagnostics == ()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("", None),
        (
            "providers = { aws = aws.b }",
            "module `m` configures `aws` itself, and cannot be passed another one",
        ),
        (
            "count = 1",
            "module `m` configures providers itself, and `count` cannot stand above it",
        ),
        (
            "depends_on = [aws_iam_user.x]",
            "module `m` configures providers itself, and `depends_on` cannot stand above it",
        ),
    ],
)
def test_module_with_a_configuration_of_its_own_is_called_plainly(
    run: Evaluate, call: str, message: str | None
) -> None:
    evaluation = run(
        {
            "main.tf": OTHER
            + 'resource "aws_iam_user" "x" { provider = aws.b }\n'
            + f'module "m" {{\n source = "./m"\n {call}\n}}',
            "m/main.tf": 'provider "aws" { region = "eu-west-1" }\n' + USER,
        }
    )
    expected = [] if message is None else [message]
    assert [one.message for one in evaluation.diagnostics] == expected


def test_module_with_a_configuration_of_its_own_is_in_no_repeated_one(run: Evaluate) -> None:
    evaluation = run(
        {
            "main.tf": 'module "m" {\n source = "./m"\n for_each = toset(["k"])\n}',
            "m/main.tf": 'module "n" { source = "../n" }',
            "n/main.tf": 'provider "aws" { region = "eu-west-1" }\n' + USER,
        }
    )
    assert [one.message for one in evaluation.diagnostics] == [
        "module `n` configures providers itself, and `for_each` cannot stand above it"
    ]


def test_module_that_only_names_the_providers_it_expects_is_reusable(run: Evaluate) -> None:
    text = '%s\nvariable "on" { default = false }\nresource "aws_iam_user" "u" { count = var.on ? 1 : 0 }'
    assert len(run(text % 'provider "aws" { alias = "z" }').resources) == 1
    assert len(run(text % 'provider "aws" {}').resources) == 0
