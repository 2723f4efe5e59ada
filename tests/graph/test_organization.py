"""Organizations: the tree, what is attached along it, and what hangs nowhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from iac_scan.evaluation.result import Mode
from iac_scan.graph.model import OrganizationNode, OrganizationNodeKind
from iac_scan.iam.policy import PolicyKind
from iac_scan.sources.diagnostics import GapKind
from iac_scan.values import Absent, Truth

if TYPE_CHECKING:
    from tests.graph.conftest import Code

DENY = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'
ROOT = "roots[0].id"


def _tree(node: OrganizationNode) -> tuple[object, ...]:
    attached = tuple(one.policy.name for one in node.attachments)
    return (node.name, attached, tuple(_tree(child) for child in node.children))


def test_units_and_accounts_hang_below_the_root(code: Code) -> None:
    org = code.add("aws_organizations_organization", "org", feature_set="ALL")
    work = code.add(
        "aws_organizations_organizational_unit", "w", name="Work", parent_id=code.ref(org, ROOT)
    )
    code.add("aws_organizations_account", "a", name="prod", parent_id=code.ref(work, "id"))
    code.add("aws_organizations_account", "b", name="left")
    scp = code.add("aws_organizations_policy", "scp", name="deny", content=DENY)
    for label, target in (("x", code.ref(org, ROOT)), ("y", code.ref(work, "id"))):
        code.add(
            "aws_organizations_policy_attachment",
            label,
            policy_id=code.ref(scp, "id"),
            target_id=target,
        )
    graph = code.graph()
    (organization,) = graph.organizations
    assert organization.declared
    assert _tree(organization.root) == (
        "root",
        ("deny",),
        (("Work", ("deny",), (("prod", (), ()),)), ("left", (), ())),
    )
    assert organization.adrift == ()
    assert organization.unattached == ()
    assert organization.unlinked == ()
    assert graph.organization_policies[0].document.kind is PolicyKind.SERVICE_CONTROL
    assert graph.gaps == ()


def test_a_looked_up_organization_lends_its_root(code: Code) -> None:
    org = code.add("aws_organizations_organization", "org", mode=Mode.DATA)
    code.add(
        "aws_organizations_organizational_unit", "w", name="Work", parent_id=code.ref(org, ROOT)
    )
    (organization,) = code.graph().organizations
    assert not organization.declared
    assert organization.place is None
    assert _tree(organization.root) == ("root", (), (("Work", (), ()),))


def test_to_look_up_an_organization_describes_none(code: Code) -> None:
    code.add("aws_organizations_organization", "org", mode=Mode.DATA)
    assert code.graph().organizations == ()


def test_a_policy_for_a_target_that_is_not_known_is_unattached(code: Code) -> None:
    scp = code.add("aws_organizations_policy", "scp", name="deny", content=DENY)
    target = code.unknown("var.target")
    code.add(
        "aws_organizations_policy_attachment",
        "x",
        policy_id=code.ref(scp, "id"),
        target_id=target,
    )
    graph = code.graph()
    (organization,) = graph.organizations
    assert not organization.declared
    assert organization.unattached == graph.organization_policies
    assert organization.unlinked == (target,)
    assert [gap.kind for gap in graph.gaps] == [GapKind.REFERENCE]


def test_ids_name_places_that_nobody_declares(code: Code) -> None:
    code.add(
        "AWS::Organizations::Policy",
        "Scp",
        Name="deny",
        Type="SERVICE_CONTROL_POLICY",
        Content={"Version": "2012-10-17", "Statement": []},
        TargetIds=["r-abcd", "ou-abcd-12345678", "123456789012"],
    )
    (organization,) = code.graph().organizations
    assert _tree(organization.root) == ("root", ("deny",), ())
    assert {(node.name, node.kind) for node in organization.adrift} == {
        ("ou-abcd-12345678", OrganizationNodeKind.UNIT),
        ("123456789012", OrganizationNodeKind.ACCOUNT),
    }
    assert organization.unattached == ()


def test_a_unit_below_an_unknown_parent_is_adrift(code: Code) -> None:
    code.add(
        "aws_organizations_organizational_unit", "w", name="Work", parent_id=code.unknown("var.p")
    )
    graph = code.graph()
    assert [node.name for node in graph.organizations[0].adrift] == ["Work"]
    assert [gap.kind for gap in graph.gaps] == [GapKind.REFERENCE]


def test_what_is_attached_to_an_unknown_parent_covers_its_units(code: Code) -> None:
    parent = code.unknown("var.root_id")
    code.add("aws_organizations_organizational_unit", "w", name="Work", parent_id=parent)
    scp = code.add("aws_organizations_policy", "scp", name="deny", content=DENY)
    code.add(
        "aws_organizations_policy_attachment",
        "x",
        policy_id=code.ref(scp, "id"),
        target_id=parent,
    )
    (organization,) = code.graph().organizations
    (above,) = organization.adrift
    assert _tree(above) == ("${var.root_id}", ("deny",), (("Work", (), ()),))


def test_units_that_are_each_others_parents_are_not_lost(code: Code) -> None:
    one = code.add("aws_organizations_organizational_unit", "a", name="a", parent_id=None)
    two = code.add(
        "aws_organizations_organizational_unit", "b", name="b", parent_id=code.ref(one, "id")
    )
    code.resources.pop(0)
    code.add("aws_organizations_organizational_unit", "a", name="a", parent_id=code.ref(two, "id"))
    (organization,) = code.graph().organizations
    assert [_tree(node) for node in organization.adrift] == [("a", (), (("b", (), ()),))]


def test_full_access_of_aws_is_known_by_its_id(code: Code) -> None:
    org = code.add("aws_organizations_organization", "org")
    code.add(
        "aws_organizations_policy_attachment",
        "x",
        policy_id="p-FullAWSAccess",
        target_id=code.ref(org, ROOT),
    )
    graph = code.graph()
    (attachment,) = graph.organizations[0].root.attachments
    assert attachment.policy.name == "FullAWSAccess"
    assert len(attachment.policy.document.statements) == 1
    assert graph.organization_policies == ()


def test_a_policy_of_other_code_is_attached_unread(code: Code) -> None:
    org = code.add("aws_organizations_organization", "org")
    code.add(
        "aws_organizations_policy_attachment",
        "x",
        policy_id=code.unknown("var.scp"),
        target_id=code.ref(org, ROOT),
    )
    graph = code.graph()
    (attachment,) = graph.organizations[0].root.attachments
    assert attachment.policy.document.unread is not None
    assert [gap.kind for gap in graph.gaps] == [GapKind.REFERENCE]


def test_tag_policies_are_not_read_and_attach_nothing(code: Code) -> None:
    org = code.add("aws_organizations_organization", "org")
    tags = code.add(
        "aws_organizations_policy", "t", name="tags", type="TAG_POLICY", content='{"tags":{}}'
    )
    code.add(
        "aws_organizations_policy_attachment",
        "x",
        policy_id=code.ref(tags, "id"),
        target_id=code.ref(org, ROOT),
    )
    code.add(
        "aws_organizations_policy_attachment",
        "y",
        policy_id=code.ref(tags, "id"),
        target_id=code.unknown(),
    )
    graph = code.graph()
    assert graph.organization_policies == ()
    assert graph.organizations[0].root.attachments == ()
    assert graph.organizations[0].unlinked == ()
    assert graph.gaps == ()


def test_a_policy_of_unknown_type_is_a_gap(code: Code) -> None:
    code.add("aws_organizations_policy", "t", name="p", type=code.unknown("var.type"), content=DENY)
    assert [gap.kind for gap in code.graph().gaps] == [GapKind.POLICY]


def test_stack_accounts_without_parent_stay_in_the_root(code: Code) -> None:
    org = code.add("AWS::Organizations::Organization", "Org")
    code.add(
        "AWS::Organizations::OrganizationalUnit",
        "Unit",
        Name="Work",
        ParentId=code.ref(org, "RootId"),
    )
    code.add("AWS::Organizations::Account", "Acc", AccountName="prod", Email="x@example.com")
    code.add(
        "AWS::Organizations::Policy",
        "Scp",
        Name="deny",
        Type="SERVICE_CONTROL_POLICY",
        Content=DENY,
        TargetIds=[code.one_of(code.ref(org, "RootId"), Absent(code.origin()))],
    )
    (organization,) = code.graph().organizations
    assert _tree(organization.root) == (
        "root",
        ("deny",),
        (("Work", (), ()), ("prod", (), ())),
    )
    assert organization.root.attachments[0].presence is Truth.UNKNOWN


def test_two_accounts_that_refer_to_each_other_are_one_organization(code: Code) -> None:
    org = code.add("aws_organizations_organization", "org")
    code.add(
        "aws_organizations_organizational_unit",
        "w",
        provider="aws.management",
        name="Work",
        parent_id=code.ref(org, ROOT),
    )
    (organization,) = code.graph().organizations
    assert _tree(organization.root) == ("root", (), (("Work", (), ()),))


def test_two_organizations_of_one_account_are_two_states_of_it(code: Code) -> None:
    for name in ("before", "after"):
        org = code.add("aws_organizations_organization", "org", account="111122223333")
        code.add(
            "aws_organizations_organizational_unit",
            "w",
            account="111122223333",
            name=name,
            parent_id=None,
        )
        for index in (-2, -1):
            resource = code.resources[index]
            key = replace(resource.key, scope=name)
            code.resources[index] = replace(resource, key=key)
        moved = replace(org, key=replace(org.key, scope=name))
        values = dict(code.resources[-1].values.entries)
        values["parent_id"] = code.ref(moved, ROOT)
        mapping = replace(code.resources[-1].values, entries=values)
        code.resources[-1] = replace(code.resources[-1], values=mapping)
    trees = [_tree(one.root) for one in code.graph().organizations]
    assert trees == [
        ("root", (), (("after", (), ()),)),
        ("root", (), (("before", (), ()),)),
    ]


def test_an_account_is_found_by_the_id_that_the_code_knows(code: Code) -> None:
    code.add("aws_organizations_account", "a", name="prod", id="123456789012")
    scp = code.add("aws_organizations_policy", "scp", name="deny", content=DENY)
    code.add(
        "aws_organizations_policy_attachment",
        "x",
        policy_id=code.ref(scp, "id"),
        target_id="123456789012",
    )
    (organization,) = code.graph().organizations
    assert _tree(organization.root) == ("root", (), (("prod", ("deny",), ()),))


def test_the_management_account_may_be_anywhere(code: Code) -> None:
    org = code.add("aws_organizations_organization", "org")
    scp = code.add("aws_organizations_policy", "scp", name="deny", content=DENY)
    code.add(
        "aws_organizations_policy_attachment",
        "x",
        policy_id=code.ref(scp, "id"),
        target_id=code.ref(org, "master_account_id"),
    )
    (organization,) = code.graph().organizations
    assert [_tree(node) for node in organization.adrift] == [("management account", ("deny",), ())]


def test_a_policy_with_an_unknown_list_of_targets_may_be_attached_anywhere(code: Code) -> None:
    targets = code.unknown("!Ref Targets")
    code.add(
        "AWS::Organizations::Policy",
        "Scp",
        Name="deny",
        Type="SERVICE_CONTROL_POLICY",
        Content=DENY,
        TargetIds=targets,
    )
    graph = code.graph()
    assert graph.organizations[0].unlinked == (targets,)
    assert graph.organizations[0].unattached == graph.organization_policies
    assert len(graph.gaps) == 1
