"""What the checks say of principals, policy by policy; the pages show the same in both formats."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from iac_scan import catalog
from iac_scan.check import Draft
from iac_scan.graph.model import (
    AccountKey,
    Attachment,
    Boundary,
    Graph,
    Group,
    InlinePolicy,
    ManagedPolicy,
    Membership,
    Place,
    PolicySource,
    Role,
    SecretKind,
    SecretLiteral,
    User,
)
from iac_scan.iam.managed import managed_policy
from iac_scan.iam.policy import PolicyDocument, PolicyKind
from iac_scan.iam.read import read_again, read_json
from iac_scan.sources.span import Origin, Span
from iac_scan.values import Absent, Known, Reason, ResourceKey, Truth, Unknown

_LINES = count(1)
_ACCOUNT = "111122223333"
_WIDEN = ["iam:CreateRole", "iam:AttachRolePolicy"]


def _origin() -> Origin:
    line = next(_LINES)
    return Origin(Span("main.tf", line, 1, line, 2))


def _place(name: str) -> Place:
    origin = _origin()
    return Place(ResourceKey(".", name), origin, origin.span, AccountKey("aws"), Truth.YES)


def _document(*statements: object, kind: PolicyKind = PolicyKind.IDENTITY) -> PolicyDocument:
    text = json.dumps({"Version": "2012-10-17", "Statement": statements})
    return read_json(text, kind, _origin())


def _allow(action: object, resource: object = "*", **condition: object) -> dict[str, object]:
    return _statement("Allow", action, resource, condition)


def _deny(action: object, resource: object = "*", **condition: object) -> dict[str, object]:
    return _statement("Deny", action, resource, condition)


def _statement(
    effect: str, action: object, resource: object, condition: dict[str, object]
) -> dict[str, object]:
    both: dict[str, object] = {"Effect": effect, "Action": action, "Resource": resource}
    return {**both, "Condition": condition} if condition else both


def _inline(*statements: object) -> InlinePolicy:
    return InlinePolicy("inline", _document(*statements), _origin(), Truth.YES, None)


def _of_aws(name: str) -> ManagedPolicy:
    arn = Known(f"arn:aws:iam::aws:policy/{name}", _origin())
    document = managed_policy(arn, _origin())
    assert document is not None
    return ManagedPolicy(PolicySource.AWS, name, arn, document, None, _origin())


def _of_customer(name: str, *statements: object) -> ManagedPolicy:
    place = _place(f"policy.{name}")
    arn = Known(f"arn:aws:iam::{_ACCOUNT}:policy/{name}", _origin())
    document = _document(*statements)
    return ManagedPolicy(PolicySource.CUSTOMER, name, arn, document, place, place.origin)


def _attached(policy: ManagedPolicy) -> Attachment:
    return Attachment(policy, _origin(), Truth.YES, None)


def _bound(policy: ManagedPolicy) -> Boundary:
    return Boundary(policy, read_again(policy.document, PolicyKind.BOUNDARY), _origin(), Truth.YES)


def _role(
    *statements: object,
    attached: tuple[ManagedPolicy, ...] = (),
    boundary: Boundary | Unknown | None = None,
    name: str = "worker",
) -> Role:
    return Role(
        name,
        _place(f"role.{name}"),
        Known(f"arn:aws:iam::{_ACCOUNT}:role/{name}", _origin()),
        Known("/", _origin()),
        _document(kind=PolicyKind.TRUST),
        (_inline(*statements),) if statements else (),
        tuple(_attached(policy) for policy in attached),
        boundary,
        Absent(_origin()),
    )


def _group(name: str, *attached: ManagedPolicy) -> Group:
    arn = Known(f"arn:aws:iam::{_ACCOUNT}:group/{name}", _origin())
    policies = tuple(_attached(policy) for policy in attached)
    return Group(name, _place(f"group.{name}"), arn, (), policies)


def _user(
    *statements: object, attached: tuple[ManagedPolicy, ...] = (), groups: tuple[Group, ...] = ()
) -> User:
    return User(
        "ana",
        _place("user.ana"),
        Known(f"arn:aws:iam::{_ACCOUNT}:user/ana", _origin()),
        Known("/", _origin()),
        (_inline(*statements),) if statements else (),
        tuple(_attached(policy) for policy in attached),
        tuple(Membership(group, _origin(), Truth.YES) for group in groups),
        None,
        (),
        None,
    )


def _outcomes(check: str, graph: Graph) -> list[str]:
    (one,) = catalog.load([check])
    return [
        outcome.certainty.value if isinstance(outcome, Draft) else "undecided"
        for _, outcome in one.run(graph)
    ]


def _drafts(check: str, graph: Graph) -> list[Draft]:
    (one,) = catalog.load([check])
    return [outcome for _, outcome in one.run(graph) if isinstance(outcome, Draft)]


_UNKNOWN = Unknown(Reason.NO_VALUE, "`var.boundary` has no default", _origin())
_SMALL = _bound(_of_customer("small", _allow(["s3:*", "logs:*"])))
_WITH_IAM = _bound(_of_customer("with-iam", _allow(["s3:*", "iam:*"])))
_REQUIRED = {"StringEquals": {"iam:PermissionsBoundary": f"arn:aws:iam::{_ACCOUNT}:policy/b"}}
_DELEGATED = _bound(
    # Source: IAM User Guide, "Permissions boundaries for IAM entities", "Delegating responsibility
    # to others using permissions boundaries" (2026-11-23), shortened.
    _of_customer(
        "DelegatedUserBoundary",
        _allow(["iam:CreateUser", "iam:AttachUserPolicy", "iam:PutUserPolicy"], **_REQUIRED),
        {
            "Effect": "Allow",
            "Action": ["iam:CreatePolicy", "iam:SetDefaultPolicyVersion", "iam:UpdateGroup"],
            "NotResource": f"arn:aws:iam::{_ACCOUNT}:user/Maria",
        },
        _deny("iam:SetDefaultPolicyVersion", f"arn:aws:iam::{_ACCOUNT}:policy/b"),
        _deny("iam:DeleteUserPermissionsBoundary"),
    )
)
_LACKING = {"StringNotEquals": {"iam:PermissionsBoundary": f"arn:aws:iam::{_ACCOUNT}:policy/b"}}
_MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
_SELF = f"arn:aws:iam::{_ACCOUNT}:role/worker"


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        pytest.param(_role(_allow(_WIDEN)), ["certain"], id="widens anyone"),
        pytest.param(_role(_allow(_WIDEN, _SELF)), ["certain"], id="widens itself, no boundary"),
        pytest.param(_role(_allow("iam:CreateRole")), [], id="makes roles that may do nothing"),
        pytest.param(_role(_allow(_WIDEN, **_REQUIRED)), [], id="boundary required to allow"),
        pytest.param(_role(_allow(_WIDEN), _deny(_WIDEN, **_LACKING)), [], id="denied without one"),
        pytest.param(_role(_allow(_WIDEN), _deny("iam:*")), [], id="denied outright"),
        pytest.param(_role(_allow("iam:*"), boundary=_SMALL), [], id="capped by its boundary"),
        pytest.param(_role(_allow(_WIDEN), boundary=_WITH_IAM), ["certain"], id="boundary allows"),
        pytest.param(
            _role(_allow(_WIDEN, _SELF), boundary=_WITH_IAM), [], id="itself within its boundary"
        ),
        pytest.param(
            _role(
                attached=(_of_aws("IAMFullAccess"),),
                boundary=_bound(_of_aws("AdministratorAccess")),
            ),
            ["certain"],
            id="boundary caps nothing",
        ),
        pytest.param(_role(_allow("*", "arn:aws:s3:::b/*")), [], id="every action on one bucket"),
        pytest.param(
            _role(
                _allow(
                    "iam:AttachRolePolicy",
                    ArnEquals={"iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
                )
            ),
            [],
            id="attaches one harmless policy",
        ),
        pytest.param(
            _role(_allow("iam:*"), boundary=_DELEGATED), [], id="delegated as AWS shows it"
        ),
        pytest.param(
            _role(
                _allow(_WIDEN, **_REQUIRED),
                _allow("iam:CreatePolicyVersion", "arn:aws:iam::*:policy/app/*"),
            ),
            [],
            id="writes the policies of those that must carry a boundary",
        ),
        pytest.param(
            _role(_allow(_WIDEN, **_REQUIRED), _allow("iam:CreatePolicyVersion")),
            ["certain"],
            id="writes every policy, its own among them",
        ),
        pytest.param(_role(_allow(_WIDEN, **_MFA)), ["possible"], id="under another condition"),
        pytest.param(
            _role(_allow(_WIDEN), boundary=_UNKNOWN), ["undecided"], id="unknown boundary"
        ),
        pytest.param(_role(_allow("*")), [], id="administrator, reported as such"),
        pytest.param(_role(_allow("iam:CreateAccessKey")), [], id="takes over, does not widen"),
        pytest.param(_role(attached=(_of_aws("PowerUserAccess"),)), [], id="power user"),
    ],
)
def test_missing_boundary(role: Role, expected: list[str]) -> None:
    assert _outcomes("missing-boundary", Graph(roles=(role,))) == expected


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        pytest.param(_role(_allow("*")), ["certain"], id="inline"),
        pytest.param(_role(_allow("*"), boundary=_SMALL), [], id="capped by a boundary"),
        pytest.param(_role(_allow("*"), boundary=_UNKNOWN), ["possible"], id="unknown boundary"),
        pytest.param(_role(_allow("*", **_MFA)), ["possible"], id="under a condition"),
        pytest.param(_role(_allow("*"), _deny("iam:*")), [], id="everything but identities"),
        pytest.param(_role(_allow("*", "arn:aws:s3:::b/*")), [], id="everything on one bucket"),
        pytest.param(_role(_allow("iam:*")), [], id="identities alone"),
        pytest.param(
            _role(_allow("iam:*"), attached=(_of_aws("PowerUserAccess"),)),
            ["certain"],
            id="together",
        ),
        pytest.param(_role(attached=(_of_aws("AdministratorAccess"),)), ["certain"], id="of AWS"),
    ],
)
def test_administrator_access(role: Role, expected: list[str]) -> None:
    assert _outcomes("administrator-access", Graph(roles=(role,))) == expected


def test_grants_that_only_together_are_everything_are_reported_at_their_holder() -> None:
    role = _role(_allow("iam:*"), attached=(_of_aws("PowerUserAccess"),))
    (draft,) = _drafts("administrator-access", Graph(roles=(role,)))
    assert draft.at == role.origin
    assert "by `inline`, `PowerUserAccess` together" in draft.message


def test_a_group_of_administrators_is_one_finding_at_the_group() -> None:
    group = _group("admins", _of_aws("AdministratorAccess"))
    graph = Graph(users=(_user(groups=(group,)),), groups=(group,))
    (draft,) = _drafts("administrator-access", graph)
    assert draft.at == group.attachments[0].origin


def test_a_user_whose_own_grant_completes_those_of_a_group_is_reported() -> None:
    group = _group("power", _of_aws("PowerUserAccess"))
    user = _user(_allow("iam:*"), groups=(group,))
    (draft,) = _drafts("administrator-access", Graph(users=(user,), groups=(group,)))
    assert draft.at == user.origin


def test_a_declared_policy_is_one_finding_however_many_hold_it() -> None:
    policy = _of_customer("everything", _allow("*"))
    roles = tuple(_role(attached=(policy,), name=name) for name in ("a", "b", "c"))
    (draft,) = _drafts("administrator-access", Graph(roles=roles, policies=(policy,)))
    assert draft.at == policy.document.statements[0].origin
    assert "lets role `a` and 2 more" in draft.message


def test_a_declared_policy_whose_holders_are_all_capped_is_quiet() -> None:
    policy = _of_customer("everything", _allow("*"))
    role = _role(attached=(policy,), boundary=_SMALL)
    assert _outcomes("administrator-access", Graph(roles=(role,), policies=(policy,))) == []


def test_a_declared_policy_that_nobody_holds_is_possible() -> None:
    graph = Graph(policies=(_of_customer("everything", _allow("*")),))
    assert _outcomes("administrator-access", graph) == ["possible"]


def test_a_policy_that_is_only_a_boundary_grants_nothing() -> None:
    policy = _of_customer("everything", _allow("*"))
    role = _role(_allow("s3:*"), boundary=_bound(policy))
    assert _outcomes("administrator-access", Graph(roles=(role,), policies=(policy,))) == []


def test_a_policy_of_a_user_that_only_denies_is_no_grant() -> None:
    quarantine = _of_customer("quarantine", _deny("*"))
    user = _user(_deny("*"), attached=(quarantine,))
    graph = Graph(users=(user,), policies=(quarantine,))
    assert _outcomes("inline-user-policy", graph) == []
    assert _outcomes("policy-attached-to-user", graph) == []


def _unknown_words(text: str) -> PolicyDocument:
    unknown = Unknown(Reason.NO_VALUE, "`var.actions` has no default", _origin())
    document = read_json(text, PolicyKind.IDENTITY, _origin())
    (statement,) = document.statements
    assert statement.actions is not None
    open_words = replace(statement.actions, words=(), open=unknown)
    return replace(document, statements=(replace(statement, actions=open_words),))


def test_actions_that_are_not_known_leave_both_checks_undecided() -> None:
    text = '{"Statement": [{"Effect": "Allow", "Action": "a:b", "Resource": "*"}]}'
    inline = InlinePolicy("inline", _unknown_words(text), _origin(), Truth.YES, None)
    graph = Graph(roles=(replace(_role(), inline_policies=(inline,)),))
    assert _outcomes("administrator-access", graph) == ["undecided"]
    assert _outcomes("missing-boundary", graph) == ["undecided"]


def test_a_policy_of_a_user_that_may_not_be_there_and_is_not_known_is_undecided() -> None:
    user = _user(_allow("s3:*"))
    known = user.inline_policies[0]
    unread = replace(known.document, statements=(), unread=_UNKNOWN)
    maybe = replace(known, presence=Truth.UNKNOWN)
    for inline, expected in (
        (maybe, ["possible"]),
        (replace(known, document=unread), ["possible"]),
        (replace(maybe, document=unread), ["undecided"]),
    ):
        graph = Graph(users=(replace(user, inline_policies=(inline,)),))
        assert _outcomes("inline-user-policy", graph) == expected


def _secret(kind: SecretKind, attribute: str, **facts: Any) -> SecretLiteral:
    known = {"place": None, "documented": False, **facts}
    return SecretLiteral(kind, "AKIA....", attribute, attribute, _origin(), **known)


def test_two_keys_of_one_place_are_two_findings_and_their_ids_are_shown_with_them() -> None:
    place = _place("function")
    secrets = tuple(
        _secret(kind, f"{kind.name} {number}", place=place)
        for number in (1, 2)
        for kind in (SecretKind.ACCESS_KEY_ID, SecretKind.SECRET_ACCESS_KEY)
    )
    drafts = _drafts("hardcoded-aws-key", Graph(secrets=secrets))
    assert [draft.at for draft in drafts] == [secrets[1].origin, secrets[3].origin]
    assert [draft.also[0][1] for draft in drafts] == [secrets[0].origin, secrets[2].origin]


def test_a_documented_example_is_no_key() -> None:
    secret = _secret(SecretKind.ACCESS_KEY_ID, "provider.aws.access_key", documented=True)
    assert _outcomes("hardcoded-aws-key", Graph(secrets=(secret,))) == []


def test_parts_that_stand_far_apart_are_not_told_together() -> None:
    first = _secret(SecretKind.ACCESS_KEY_ID, "local.id")
    for _ in range(30):
        _origin()
    secrets = (first, _secret(SecretKind.SECRET_ACCESS_KEY, "local.secret"))
    found = _outcomes("hardcoded-aws-key", Graph(secrets=secrets))
    assert found == ["possible", "certain"]
