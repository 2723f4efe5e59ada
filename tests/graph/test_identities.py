"""What hangs on users, groups and roles, in both formats."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from iac_scan.graph.model import Boundary, PolicySource
from iac_scan.iam.policy import PolicyKind
from iac_scan.sources.diagnostics import GapKind
from iac_scan.values import (
    Absent,
    Identity,
    Reason,
    ResourceKey,
    Sequence,
    Text,
    Truth,
    Unknown,
    show,
)

if TYPE_CHECKING:
    from tests.graph.conftest import Code

ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
ALLOW = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'
STATEMENT = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
DOCUMENT = {"Version": "2012-10-17", "Statement": [STATEMENT]}


def test_stack_user_carries_everything_that_its_properties_say(code: Code) -> None:
    group = code.add("AWS::IAM::Group", "Devs", GroupName="devs")
    code.add(
        "AWS::IAM::User",
        "Bob",
        Groups=[code.ref(group, "Ref")],
        Policies=[{"PolicyName": "p", "PolicyDocument": DOCUMENT}],
        ManagedPolicyArns=[ADMIN],
        LoginProfile={"Password": "x"},
    )
    code.add("AWS::IAM::AccessKey", "Key", UserName=code.ref(code.resources[1], "Ref"))
    (user,) = code.graph().users
    assert user.name == "Bob"
    assert [policy.name for policy in user.inline_policies] == ["p"]
    assert user.inline_policies[0].place is None
    assert [one.policy.name for one in user.attachments] == ["AdministratorAccess"]
    assert [one.group.name for one in user.memberships] == ["devs"]
    assert user.login_profile is not None
    assert len(user.access_keys) == 1
    assert user.boundary is None
    assert show(user.path) == "/"


def test_the_arn_of_a_stack_role_follows_from_its_name(code: Code) -> None:
    code.add(
        "AWS::IAM::Role",
        "R",
        account="111122223333",
        RoleName="app",
        Path="/team/",
        AssumeRolePolicyDocument=DOCUMENT,
    )
    (role,) = code.graph().roles
    assert show(role.arn) == "arn:aws:iam::111122223333:role/team/app"
    assert role.place.account == "111122223333"


def test_a_stack_policy_is_inline_on_everybody_it_names(code: Code) -> None:
    role = code.add("AWS::IAM::Role", "R", AssumeRolePolicyDocument=DOCUMENT)
    code.add("AWS::IAM::User", "U", UserName="u")
    code.add(
        "AWS::IAM::Policy",
        "P",
        PolicyName="p",
        PolicyDocument=DOCUMENT,
        Roles=[code.ref(role, "Ref")],
        Users=["u"],
    )
    graph = code.graph()
    assert [policy.name for policy in graph.users[0].inline_policies] == ["p"]
    assert [policy.name for policy in graph.roles[0].inline_policies] == ["p"]


def test_a_stack_policy_that_names_nobody_is_a_gap(code: Code) -> None:
    code.add("AWS::IAM::Policy", "P", PolicyName="p", PolicyDocument=DOCUMENT)
    (gap,) = code.graph().gaps
    assert gap.kind is GapKind.REFERENCE


def test_a_managed_policy_may_name_its_roles_itself(code: Code) -> None:
    role = code.add("AWS::IAM::Role", "R", AssumeRolePolicyDocument=DOCUMENT)
    code.add("AWS::IAM::ManagedPolicy", "P", PolicyDocument=DOCUMENT, Roles=[code.ref(role, "Ref")])
    graph = code.graph()
    (attachment,) = graph.roles[0].attachments
    assert attachment.policy is graph.policies[0]
    assert attachment.place is None


def test_an_item_under_an_undecided_condition_is_there_possibly(code: Code) -> None:
    item = {"PolicyName": "p", "PolicyDocument": DOCUMENT}
    code.add("AWS::IAM::User", "Bob", Policies=[code.one_of(item, Absent(code.origin()))])
    (user,) = code.graph().users
    assert [policy.presence for policy in user.inline_policies] == [Truth.UNKNOWN]


def test_a_list_that_is_not_known_leaves_its_owner_open(code: Code) -> None:
    rest = code.unknown()
    arns = Sequence((code.value(ADMIN),), code.origin(), rest=rest)
    code.add("AWS::IAM::User", "Bob", ManagedPolicyArns=arns)
    (user,) = code.graph().users
    assert [one.presence for one in user.attachments] == [Truth.YES]
    assert user.unlinked == (rest,)


def test_terraform_role_reads_blocks_and_lists(code: Code) -> None:
    code.add(
        "aws_iam_role",
        "app",
        name="app",
        assume_role_policy=ALLOW,
        inline_policy=[{"name": "p", "policy": ALLOW}],
        managed_policy_arns=[ADMIN],
        max_session_duration=7200,
    )
    (role,) = code.graph().roles
    assert role.trust.kind is PolicyKind.TRUST
    assert [policy.name for policy in role.inline_policies] == ["p"]
    assert [one.policy.source for one in role.attachments] == [PolicySource.AWS]
    assert show(role.max_session_duration) == "7200"


def test_session_of_a_role_lasts_an_hour_where_nothing_is_written(code: Code) -> None:
    code.add("aws_iam_role", "app", name="app", assume_role_policy=ALLOW)
    code.add("AWS::IAM::Role", "App", RoleName="other", AssumeRolePolicyDocument=DOCUMENT)
    assert {show(role.max_session_duration) for role in code.graph().roles} == {"3600"}


def test_an_empty_inline_policy_block_is_no_policy(code: Code) -> None:
    code.add("aws_iam_role", "app", name="app", assume_role_policy=ALLOW, inline_policy=[{}])
    (role,) = code.graph().roles
    assert role.inline_policies == ()


def test_memberships_are_read_from_either_side(code: Code) -> None:
    code.add("aws_iam_group", "a", name="a")
    code.add("aws_iam_group", "b", name="b")
    code.add("aws_iam_user", "bob", name="bob")
    code.add("aws_iam_user_group_membership", "m", user="bob", groups=["a"])
    code.add("aws_iam_group_membership", "m", name="m", users=["bob"], group="b")
    graph = code.graph()
    (user,) = graph.users
    assert [one.group.name for one in user.memberships] == ["a", "b"]
    assert [graph.members(group) for group in graph.groups] == [(user,), (user,)]


def test_groups_hold_their_policies_for_their_members(code: Code) -> None:
    code.add("aws_iam_group", "a", name="a")
    code.add("aws_iam_group_policy", "p", name="p", group="a", policy=ALLOW)
    code.add("aws_iam_group_policy_attachment", "x", group="a", policy_arn=ADMIN)
    code.add("aws_iam_user", "bob", name="bob")
    code.add("aws_iam_group_membership", "m", users=["bob"], group="a")
    group = code.graph().users[0].memberships[0].group
    assert (len(group.inline_policies), len(group.attachments)) == (1, 1)


def test_an_instance_profile_hands_out_its_role(code: Code) -> None:
    role = code.add("aws_iam_role", "app", name="app", assume_role_policy=ALLOW)
    code.add("aws_iam_instance_profile", "app", name="app", role=code.ref(role, "name"))
    graph = code.graph()
    assert graph.instance_profiles[0].roles == graph.roles


def test_a_service_linked_role_is_no_role_that_anybody_can_change(code: Code) -> None:
    code.add("aws_iam_service_linked_role", "x", aws_service_name="elasticbeanstalk.amazonaws.com")
    assert code.graph().roles == ()


def test_an_inactive_key_is_not_active(code: Code) -> None:
    code.add("aws_iam_user", "bob", name="bob")
    code.add("aws_iam_access_key", "off", user="bob", status="Inactive")
    code.add("aws_iam_access_key", "on", user="bob")
    (user,) = code.graph().users
    assert [key.active for key in user.access_keys] == [Truth.NO, Truth.YES]


def test_a_boundary_is_read_as_one(code: Code) -> None:
    cap = code.add("aws_iam_policy", "cap", name="cap", policy=ALLOW)
    arn = code.ref(cap, "arn")
    code.add("aws_iam_user", "bob", name="bob", permissions_boundary=arn)
    boundary = code.graph().users[0].boundary
    assert isinstance(boundary, Boundary)
    assert (boundary.presence, boundary.document.kind) == (Truth.YES, PolicyKind.BOUNDARY)
    assert boundary.policy.name == "cap"


def test_no_boundary_null_and_empty_text_are_none(code: Code) -> None:
    code.add("aws_iam_user", "a", name="a")
    code.add("aws_iam_user", "b", name="b", permissions_boundary=None)
    code.add("aws_iam_user", "c", name="c", permissions_boundary="")
    assert [user.boundary for user in code.graph().users] == [None, None, None]


def test_a_variable_without_value_may_be_no_boundary(code: Code) -> None:
    code.add("aws_iam_user", "bob", name="bob", permissions_boundary=code.unknown())
    assert isinstance(code.graph().users[0].boundary, Unknown)


def test_a_parameter_without_value_is_some_boundary(code: Code) -> None:
    code.add("AWS::IAM::User", "Bob", PermissionsBoundary=code.unknown("!Ref Cap"))
    boundary = code.graph().users[0].boundary
    assert isinstance(boundary, Boundary)
    assert (boundary.policy.source, boundary.presence) == (PolicySource.ELSEWHERE, Truth.YES)


def test_a_boundary_under_a_condition_is_set_possibly(code: Code) -> None:
    either = code.one_of(ADMIN, Absent(code.origin()))
    code.add("AWS::IAM::User", "Bob", PermissionsBoundary=either)
    boundary = code.graph().users[0].boundary
    assert isinstance(boundary, Boundary)
    assert boundary.presence is Truth.UNKNOWN


def test_one_of_two_boundaries_is_set_and_no_statement_of_it_is_sure(code: Code) -> None:
    either = code.one_of(ADMIN, "arn:aws:iam::aws:policy/ReadOnlyAccess")
    code.add("AWS::IAM::User", "Bob", PermissionsBoundary=either)
    boundary = code.graph().users[0].boundary
    assert isinstance(boundary, Boundary)
    assert boundary.presence is Truth.YES
    assert {one.presence for one in boundary.document.statements} == {Truth.UNKNOWN}


def test_the_graph_does_not_depend_on_the_order_of_the_code(code: Code) -> None:
    code.add("aws_iam_user_policy_attachment", "z", user="bob", policy_arn=ADMIN)
    code.add("aws_iam_user_policy", "p", name="p", user="eve", policy=ALLOW)
    code.add("aws_iam_user", "bob", name="bob")
    first = code.graph()
    code.resources.reverse()
    assert code.graph() == first


def test_names_are_shown_as_far_as_they_follow_from_the_code(code: Code) -> None:
    key = ResourceKey("infra", "aws_iam_role.app")
    own = Identity(key, "name")
    made = Unknown(Reason.COMPUTED, "known after apply", code.origin(), own)
    given = replace(code.unknown("var.name"), identity=own)
    for name, shown in (
        (made, "app"),
        (Text(("ci-", made), code.origin()), "ci-..."),
        (given, "${var.name}"),
        (code.one_of("a", "b"), "a or b"),
        (code.one_of("a", made), "app"),
    ):
        code.resources.clear()
        code.add("aws_iam_role", "app", name=name, assume_role_policy=ALLOW)
        assert [role.name for role in code.graph().roles] == [shown]


def test_a_user_named_by_a_variable_is_found_by_the_same_variable(code: Code) -> None:
    given = code.unknown("var.name")
    own = Identity(ResourceKey("infra", "aws_iam_user.bob"), "name")
    code.add("aws_iam_user", "bob", name=replace(given, identity=own))
    code.add("aws_iam_user_policy_attachment", "a", user=given, policy_arn=ADMIN)
    (user,) = code.graph().users
    assert len(user.attachments) == 1


def _named(code: Code, prefix: str) -> str:
    owner = Identity(ResourceKey("infra", "aws_iam_user.app"), "name")
    end = Unknown(Reason.COMPUTED, "known after apply", code.origin(), owner)
    code.add("aws_iam_user", "app", name=Text((prefix, end), code.origin()))
    (user,) = code.graph().users
    return user.name


def test_end_that_aws_gives_to_a_name_is_shown_as_dots(code: Code) -> None:
    assert _named(code, "ci-") == "ci-..."


def test_prefix_without_a_letter_is_no_name(code: Code) -> None:
    assert _named(code, "-") == "app"
