"""Which account a thing stands in, by id, by the account's own resource, or by who deploys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iac_scan.evaluation.result import Deployer
from iac_scan.graph.accounts import account_key
from iac_scan.values import Identity, Known, Reason, ResourceKey, Text, Unknown, Value, show

if TYPE_CHECKING:
    from tests.graph.conftest import Code


def _deployer(code: Code, scope: str, name: str, account: Value) -> Deployer:
    region, partition = Known("eu-west-1", code.origin()), Known("aws", code.origin())
    return Deployer(scope, name, account, region, partition)


def test_equal_ids_are_one_account(code: Code) -> None:
    account = Known("111122223333", code.origin())
    one = _deployer(code, "a", "aws", account)
    other = _deployer(code, "b", "aws.prod", account)
    assert account_key(one) == account_key(other)


def test_unknown_ids_are_as_many_accounts_as_deployers(code: Code) -> None:
    unknown = code.unknown()
    names = {
        account_key(_deployer(code, scope, name, unknown))
        for scope in ("a", "b")
        for name in ("aws", "aws.prod")
    }
    assert len(names) == 4


def test_a_role_assumed_in_a_declared_account_stands_in_that_account(code: Code) -> None:
    own = Identity(ResourceKey("a", "aws_organizations_account.prod"), "id")
    account = Unknown(Reason.COMPUTED, "known after apply", code.origin(), own)
    one = _deployer(code, "a", "aws.x", account)
    other = _deployer(code, "a", "aws.y", account)
    assert account_key(one) == account_key(other) == "a aws_organizations_account.prod"


def test_the_graph_knows_the_id_of_each_account(code: Code) -> None:
    code.add("aws_iam_user", "a", name="a", account="111122223333")
    code.add("aws_iam_user", "b", name="b")
    accounts = code.graph().accounts
    assert list(accounts) == ["111122223333", "infra aws"]
    assert show(accounts[next(iter(accounts))]) == "111122223333"
    assert not isinstance(accounts["infra aws"], Known | Text)  # type: ignore[index]
