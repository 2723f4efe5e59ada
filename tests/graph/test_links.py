"""Links by reference, name and ARN; what leads elsewhere stays visible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iac_scan.evaluation.result import Mode
from iac_scan.graph.model import PolicySource
from iac_scan.sources.diagnostics import GapKind
from iac_scan.values import Known, Text, Truth, Unknown

if TYPE_CHECKING:
    from tests.graph.conftest import Code

ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
ALLOW = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'


def test_a_policy_is_linked_to_its_user_by_reference(code: Code) -> None:
    bob = code.add("aws_iam_user", "bob", name="bob")
    code.add("aws_iam_user_policy", "p", name="p", user=code.ref(bob, "name"), policy=ALLOW)
    graph = code.graph()
    (user,) = graph.users
    (policy,) = user.inline_policies
    assert (user.name, policy.name, policy.presence) == ("bob", "p", Truth.YES)
    assert policy.place is not None
    assert policy.place.key.address == "aws_iam_user_policy.p"
    assert policy.origin == policy.place.origin
    assert graph.gaps == ()


def test_a_policy_is_linked_to_its_user_by_name(code: Code) -> None:
    code.add("aws_iam_user", "bob", name="bob")
    code.add("aws_iam_user_policy", "p", name="p", user="bob", policy=ALLOW)
    (user,) = code.graph().users
    assert len(user.inline_policies) == 1


def test_equal_names_in_two_accounts_are_two_users(code: Code) -> None:
    code.add("aws_iam_user", "bob", name="bob")
    code.add("aws_iam_user_policy", "p", provider="aws.b", name="p", user="bob", policy=ALLOW)
    declared, named = code.graph().users
    assert declared.declared
    assert declared.inline_policies == ()
    assert not named.declared
    assert len(named.inline_policies) == 1


def test_a_name_with_a_hole_links_to_the_same_name(code: Code) -> None:
    hole = code.unknown("var.env")
    name = Text((hole, "-bob"), code.origin())
    again = Text((hole, "-bob"), code.origin())
    code.add("aws_iam_user", "bob", name=name)
    code.add("aws_iam_user_policy", "p", name="p", user=again, policy=ALLOW)
    (user,) = code.graph().users
    assert (user.name, len(user.inline_policies)) == ("${var.env}-bob", 1)


def test_a_policy_on_an_undeclared_user_makes_the_user(code: Code) -> None:
    code.add("aws_iam_user_policy", "p", name="p", user=code.unknown("var.user"), policy=ALLOW)
    graph = code.graph()
    (user,) = graph.users
    assert (user.name, user.declared, user.place.key.address) == (
        "${var.user}",
        False,
        "aws_iam_user_policy.p",
    )
    assert isinstance(user.boundary, Unknown)
    assert len(user.inline_policies) == 1
    (gap,) = graph.gaps
    assert gap.kind is GapKind.REFERENCE
    assert "`${var.user}`" in gap.message


def test_an_undeclared_user_named_twice_is_one_user(code: Code) -> None:
    code.add("aws_iam_user_policy", "p", name="p", user="eve", policy=ALLOW)
    code.add("aws_iam_user_policy_attachment", "a", user="eve", policy_arn=ADMIN)
    (user,) = code.graph().users
    assert (len(user.inline_policies), len(user.attachments)) == (1, 1)


def test_two_undeclared_users_named_by_one_resource_have_two_keys(code: Code) -> None:
    code.add("aws_iam_policy_attachment", "a", users=["eve", "mallory"], policy_arn=ADMIN)
    users = code.graph().users
    assert sorted(user.name for user in users) == ["eve", "mallory"]
    assert len({user.place.key for user in users}) == 2


def test_a_data_source_stands_for_the_user_that_it_finds(code: Code) -> None:
    found = code.add("aws_iam_user", "eve", mode=Mode.DATA, user_name="eve")
    name = code.ref(found, "user_name", text="eve")
    code.add("aws_iam_user_policy", "p", name="p", user=name, policy=ALLOW)
    (user,) = code.graph().users
    assert (user.name, user.declared) == ("eve", False)
    assert user.place.key.address == "data.aws_iam_user.eve"


def test_a_data_source_leads_to_the_role_of_its_name(code: Code) -> None:
    code.add("aws_iam_role", "app", name="app", assume_role_policy=ALLOW)
    found = code.add("aws_iam_role", "app", mode=Mode.DATA, name="app")
    code.add("aws_iam_role_policy_attachment", "a", role=code.ref(found, "id"), policy_arn=ADMIN)
    graph = code.graph()
    (role,) = graph.roles
    assert role.declared
    assert len(role.attachments) == 1
    assert graph.gaps == ()


def test_an_undecided_user_has_the_policy_possibly(code: Code) -> None:
    a = code.add("aws_iam_user", "a", name="a")
    b = code.add("aws_iam_user", "b", name="b")
    either = code.one_of(code.ref(a, "name"), code.ref(b, "name"))
    code.add("aws_iam_user_policy_attachment", "x", user=either, policy_arn=ADMIN)
    presences = [user.attachments[0].presence for user in code.graph().users]
    assert presences == [Truth.UNKNOWN, Truth.UNKNOWN]


def test_a_link_that_is_null_is_a_gap(code: Code) -> None:
    code.add("aws_iam_user_policy", "p", name="p", user=None, policy=ALLOW)
    graph = code.graph()
    assert graph.users == ()
    assert [gap.kind for gap in graph.gaps] == [GapKind.REFERENCE]


def test_the_presence_of_a_resource_counts_for_its_attachment(code: Code) -> None:
    code.add("aws_iam_user", "bob", name="bob")
    code.add(
        "aws_iam_user_policy_attachment",
        "a",
        presence=Truth.UNKNOWN,
        user="bob",
        policy_arn=ADMIN,
    )
    (user,) = code.graph().users
    assert user.attachments[0].presence is Truth.UNKNOWN


def test_aws_policies_bring_their_documents(code: Code) -> None:
    code.add("aws_iam_user", "bob", name="bob")
    code.add("aws_iam_user_policy_attachment", "a", user="bob", policy_arn=ADMIN)
    (user,) = code.graph().users
    policy = user.attachments[0].policy
    assert (policy.source, policy.name) == (PolicySource.AWS, "AdministratorAccess")
    assert policy.document.unread is None
    assert policy.document.statements[0].actions is not None


def test_an_unknown_partition_hides_no_aws_policy(code: Code) -> None:
    hole = code.unknown("data.aws_partition.current.partition")
    arn = Text(("arn:", hole, ":iam::aws:policy/job-function/ViewOnlyAccess"), code.origin())
    code.add("aws_iam_user", "bob", name="bob")
    code.add("aws_iam_user_policy_attachment", "a", user="bob", policy_arn=arn)
    graph = code.graph()
    policy = graph.users[0].attachments[0].policy
    assert (policy.source, policy.name) == (PolicySource.AWS, "ViewOnlyAccess")
    assert graph.gaps == ()


def test_an_aws_policy_without_known_text_is_a_gap(code: Code) -> None:
    code.add("aws_iam_user", "bob", name="bob")
    arn = "arn:aws:iam::aws:policy/NoSuchPolicyEver"
    code.add("aws_iam_user_policy_attachment", "a", user="bob", policy_arn=arn)
    graph = code.graph()
    policy = graph.users[0].attachments[0].policy
    assert policy.source is PolicySource.AWS
    assert policy.document.unread is not None
    assert [gap.kind for gap in graph.gaps] == [GapKind.POLICY]


def test_a_customer_policy_is_found_by_its_arn(code: Code) -> None:
    arn = code.arn("policy", "team/p", "aws_iam_policy.p")
    code.add("aws_iam_policy", "p", name="p", path="/team/", arn=arn, policy=ALLOW)
    code.add("aws_iam_user", "bob", name="bob")
    written = Known("arn:aws:iam::123456789012:policy/team/p", code.origin())
    code.add("aws_iam_user_policy_attachment", "a", user="bob", policy_arn=written)
    graph = code.graph()
    assert graph.users[0].attachments[0].policy is graph.policies[0]


def test_another_path_is_another_policy(code: Code) -> None:
    code.add("aws_iam_policy", "p", name="p", arn=code.arn("policy", "p"), policy=ALLOW)
    code.add("aws_iam_user", "bob", name="bob")
    arn = "arn:aws:iam::123456789012:policy/team/p"
    code.add("aws_iam_user_policy_attachment", "a", user="bob", policy_arn=arn)
    graph = code.graph()
    assert graph.users[0].attachments[0].policy.source is PolicySource.ELSEWHERE
    assert [gap.kind for gap in graph.gaps] == [GapKind.REFERENCE]


def test_a_looked_up_policy_is_found_by_name(code: Code) -> None:
    code.add("aws_iam_user", "bob", name="bob")
    found = code.add("aws_iam_policy", "ro", mode=Mode.DATA, name="ReadOnlyAccess")
    code.add("aws_iam_user_policy_attachment", "a", user="bob", policy_arn=code.ref(found, "arn"))
    policy = code.graph().users[0].attachments[0].policy
    assert (policy.source, policy.name) == (PolicySource.AWS, "ReadOnlyAccess")


def test_exclusive_lists_do_not_repeat_an_attachment(code: Code) -> None:
    code.add("aws_iam_user", "bob", name="bob")
    code.add("aws_iam_user_policy_attachment", "a", user="bob", policy_arn=ADMIN)
    other = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    code.add(
        "aws_iam_user_policy_attachments_exclusive",
        "all",
        user_name="bob",
        policy_arns=[ADMIN, other],
    )
    (user,) = code.graph().users
    assert sorted(one.policy.name for one in user.attachments) == [
        "AdministratorAccess",
        "ReadOnlyAccess",
    ]
    assert user.attachments[0].place is not None
    assert user.attachments[0].place.key.address == "aws_iam_user_policy_attachment.a"


def test_options_that_are_one_policy_are_one_sure_attachment(code: Code) -> None:
    policy = code.add("aws_iam_policy", "p", name="p", policy=ALLOW)
    code.add("aws_iam_user", "bob", name="bob")
    either = code.one_of(code.ref(policy, "arn"), code.ref(policy, "arn", text="arn:x"))
    code.add("aws_iam_user_policy_attachment", "a", user="bob", policy_arn=either)
    (attachment,) = code.graph().users[0].attachments
    assert attachment.presence is Truth.YES


def test_each_use_of_an_aws_policy_has_its_own_line(code: Code) -> None:
    code.add("aws_iam_user", "bob", name="bob")
    code.add("aws_iam_user", "eve", name="eve")
    for name in ("bob", "eve"):
        code.add("aws_iam_user_policy_attachment", name, user=name, policy_arn=ADMIN)
    one, two = (user.attachments[0] for user in code.graph().users)
    for attachment in (one, two):
        statement = attachment.policy.document.statements[0]
        assert statement.actions is not None
        assert statement.origin == attachment.origin
        assert statement.actions.words[0].origin == attachment.origin
    assert one.origin != two.origin


def test_a_name_joined_with_nothing_is_the_name(code: Code) -> None:
    bob = code.add("aws_iam_user", "bob", name="bob")
    name = code.ref(bob, "name")
    assert isinstance(name, Unknown)
    joined = code.one_of(Text((name,), code.origin()), "")
    code.add("aws_iam_user_policy_attachment", "a", user=joined, policy_arn=ADMIN)
    graph = code.graph()
    (user,) = graph.users
    assert len(user.attachments) == 1
    assert graph.gaps == ()


def test_the_text_of_a_looked_up_aws_policy_is_known(code: Code) -> None:
    arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    found = code.add("aws_iam_policy", "ro", mode=Mode.DATA, arn=arn)
    copy = code.ref(found, "policy")
    code.add("aws_iam_policy", "copy", name="copy", policy=copy)
    graph = code.graph()
    (policy,) = graph.policies
    assert policy.document.unread is None
    assert policy.document.statements
    assert graph.gaps == ()


def test_a_name_that_is_empty_is_a_gap_that_says_whose(code: Code) -> None:
    code.add("aws_iam_role_policy_attachment", "a", role="", policy_arn=ADMIN)
    code.add("aws_iam_role_policy_attachment", "b", role="deployer", policy_arn="")
    said = {gap.message: gap.help for gap in code.graph().gaps}
    assert said.keys() > {
        "`aws_iam_role_policy_attachment.a` is to name a role here, and what is written is empty",
        "`aws_iam_role_policy_attachment.b` is to name a policy here, and what is written is empty",
    }
    assert set(said.values()) > {
        "write the name of the role there, or leave out what would name it",
        "write the ARN of the policy there, or leave out what would name it",
    }
