"""Decisions: the documented cases of `decisions/decide.json`, and what stays open."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from iac_scan.iam import (
    Caller,
    CallerKind,
    Context,
    Outcome,
    Pattern,
    Policies,
    PolicyDocument,
    PolicyKind,
    PrincipalKind,
    Principals,
    Request,
    Words,
    caller_of,
    decide,
    exactly,
    naming,
    pattern_of,
    prepare,
    read_policy,
    value_of_json,
)
from iac_scan.iam.principals import account_in
from iac_scan.sources import Origin, Span
from iac_scan.values import (
    Identity,
    Known,
    Mapping,
    OneOf,
    Reason,
    ResourceKey,
    Sequence,
    Text,
    Truth,
    Unknown,
    Value,
    join_text,
)

HERE = Origin(Span("main.tf", 1, 1, 1, 1))
CASES = json.loads((Path(__file__).parent / "decisions" / "decide.json").read_text("utf-8"))
HOLE = Unknown(Reason.NO_VALUE, "`var.x` has no default", HERE)
FULL = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def document(statements: Any, kind: PolicyKind) -> PolicyDocument:
    return read_policy(located({"Version": "2012-10-17", "Statement": statements}), kind)


def located(item: Any) -> Value:
    """Return JSON as a value; `{?}` in a text is a part that is not known."""
    match item:
        case dict():
            return Mapping({key: located(entry) for key, entry in item.items()}, HERE)
        case list():
            return Sequence(tuple(map(located, item)), HERE)
        case str() if "{?}" in item:
            pieces = (piece for piece in re.split(r"(\{\?\})", item) if piece)
            return join_text(tuple(HOLE if piece == "{?}" else piece for piece in pieces), HERE)
        case _:
            return value_of_json(item, HERE)


def maybe(statements: Any, kind: PolicyKind) -> PolicyDocument | None:
    return None if statements is None else document(statements, kind)


def described_caller(described: Any) -> Caller:
    session = described.get("session")
    return Caller(
        CallerKind(described["kind"]),
        exactly(described["arn"]),
        None if described["kind"] == "federated" else account_in(described["arn"]),
        None if session is None else exactly(session),
    )


def levels(case: Any, name: str, kind: PolicyKind) -> list[list[PolicyDocument]]:
    return [[document(policy, kind) for policy in level] for level in case.get(name, [])]


def policies_of(case: Any) -> Policies:
    return Policies(
        identity=[document(policy, PolicyKind.IDENTITY) for policy in case.get("identity", [])],
        boundary=maybe(case.get("boundary"), PolicyKind.BOUNDARY),
        session=maybe(case.get("session"), PolicyKind.SESSION),
        resource=maybe(
            case.get("resource_policy"),
            PolicyKind.TRUST if case.get("trust") else PolicyKind.RESOURCE,
        ),
        endpoint=maybe(case.get("endpoint"), PolicyKind.ENDPOINT),
        service_control=levels(case, "scps", PolicyKind.SERVICE_CONTROL),
        resource_control=levels(case, "rcps", PolicyKind.RESOURCE_CONTROL),
        management_account=case.get("management_account", False),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_documented_case(case: Any) -> None:
    context = Context.of(case.get("context", {}), closed=not case.get("open_context", False))
    request = Request(
        described_caller(case["caller"]),
        case["action"],
        case["resource"],
        case["resource_account"],
        context,
    )
    decision = decide(request, policies_of(case))
    assert decide(request, prepare(policies_of(case))).outcome is decision.outcome
    assert decision.outcome is Outcome(case["expected"])
    assert (
        bool(decision.allowed_by)
        or decision.outcome is not Outcome.ALLOWED
        or (case["caller"]["kind"] == "root" or case["action"] == "sts:GetCallerIdentity")
    )
    if decision.outcome is Outcome.DENIED_EXPLICITLY:
        assert decision.denied_by
    if decision.outcome is Outcome.ALLOWED:
        assert not decision.denied_by
    if "missing" in case:
        assert [stage.value for stage in decision.missing] == case["missing"]
    assert case["source"]


def test_names_of_cases_are_unique() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))


def test_prepared_policies_answer_request_after_request() -> None:
    statements = [
        {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/${aws:username}/*"},
        {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"k:k": "true"}}},
    ]
    policies = prepare(Policies(identity=[document(statements, PolicyKind.IDENTITY)]))
    arn = "arn:aws:iam::111111111111:user/u"
    caller = Caller(CallerKind.USER, exactly(arn), account_in(arn))

    def outcome(action: str, **context: str) -> Outcome:
        known = Context.of({key.replace("_", ":"): value for key, value in context.items()})
        return decide(
            Request(caller, action, "arn:aws:s3:::b/u/x", "111111111111", known), policies
        ).outcome

    for _ in range(2):
        assert outcome("s3:GetObject", aws_username="u", k_k="false") is Outcome.ALLOWED
        assert outcome("s3:GetObject", aws_username="v", k_k="false") is Outcome.DENIED_IMPLICITLY
        assert outcome("s3:GetObject", aws_username="u", k_k="true") is Outcome.DENIED_EXPLICITLY
        assert outcome("s3:GetObject", aws_username="u") is Outcome.POSSIBLE
        assert outcome("s3:PutObject", k_k="true") is Outcome.DENIED_EXPLICITLY


ACCOUNT = Unknown(
    Reason.COMPUTED, "the account", HERE, Identity(ResourceKey(".", "aws"), "account_id")
)
OTHER = Unknown(
    Reason.COMPUTED, "the account", HERE, Identity(ResourceKey(".", "aws.prod"), "account_id")
)


def in_account(account: Unknown, tail: str) -> Pattern:
    return pattern_of(Text(("arn:aws:iam::", account, tail), HERE))


def asked_by(account: Unknown) -> Request:
    caller = Caller(CallerKind.USER, in_account(account, ":user/u"), pattern_of(account))
    return Request(
        caller, "s3:GetObject", "arn:aws:s3:::b/k", pattern_of(ACCOUNT), Context.of({}, closed=True)
    )


@pytest.mark.parametrize(
    ("name", "kind", "session"),
    [
        ("arn:aws:iam::111111111111:user/a/u", CallerKind.USER, False),
        ("arn:aws:iam::111111111111:role/a/r", CallerKind.ROLE, False),
        ("arn:aws:sts::111111111111:assumed-role/r/s", CallerKind.ROLE, True),
        ("arn:aws:iam::111111111111:root", CallerKind.ROOT, False),
        ("arn:aws:iam::111111111111:oidc-provider/x.example", CallerKind.FEDERATED, False),
        ("lambda.amazonaws.com", CallerKind.SERVICE, False),
        ("", CallerKind.ANONYMOUS, False),
    ],
)
def test_name_of_a_caller_says_what_he_is(name: str, kind: CallerKind, session: bool) -> None:
    caller = caller_of(name)
    assert (caller.kind, caller.session is not None) == (kind, session)
    assert str(caller.name) == ("arn:aws:iam::111111111111:role/r" if session else name)


def test_same_unknown_account_is_the_same_account() -> None:
    policies = Policies(identity=[document([FULL], PolicyKind.IDENTITY)])
    assert decide(asked_by(ACCOUNT), policies).outcome is Outcome.ALLOWED


def test_two_unknown_accounts_leave_it_open_where_it_matters() -> None:
    policies = Policies(identity=[document([FULL], PolicyKind.IDENTITY)])
    assert decide(asked_by(OTHER), policies).outcome is Outcome.POSSIBLE
    assert decide(asked_by(OTHER), Policies()).outcome is Outcome.DENIED_IMPLICITLY


def test_unread_policy_leaves_it_open() -> None:
    unread = read_policy(
        Unknown(Reason.DATA, "read from outside", HERE), PolicyKind.SERVICE_CONTROL
    )
    full = document([FULL], PolicyKind.IDENTITY)
    policies = Policies(identity=[full], service_control=[[unread]])
    assert decide(asked_by(ACCOUNT), policies).outcome is Outcome.POSSIBLE


HOME = "arn:aws:s3:::home/${aws:username}/*"
EITHER = OneOf(
    (Known("2012-10-17", HERE), Known("2008-10-17", HERE)),
    Reason.CONDITION,
    "`var.x` decides",
    HERE,
)


def versioned(version: Value | None, statement: Any) -> PolicyDocument:
    """Return a policy that is written with a version, or without."""
    written = {} if version is None else {"Version": version}
    return read_policy(
        Mapping({**written, "Statement": located(statement)}, HERE), PolicyKind.IDENTITY
    )


@pytest.mark.parametrize(
    ("version", "home", "literal"),
    [
        (Known("2012-10-17", HERE), Outcome.ALLOWED, Outcome.DENIED_IMPLICITLY),
        (Known("2008-10-17", HERE), Outcome.DENIED_IMPLICITLY, Outcome.ALLOWED),
        (None, Outcome.DENIED_IMPLICITLY, Outcome.ALLOWED),
        (HOLE, Outcome.POSSIBLE, Outcome.POSSIBLE),
        (EITHER, Outcome.POSSIBLE, Outcome.POSSIBLE),
    ],
    ids=["2012", "2008", "not written", "not known", "one of two"],
)
def test_version_decides_what_is_a_policy_variable(
    version: Value | None, home: Outcome, literal: Outcome
) -> None:
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": HOME}
    policies = Policies(identity=[versioned(version, statement)])
    for name, expected in (("u", home), ("${aws:username}", literal), ("v", None)):
        request = Request(
            caller_of("arn:aws:iam::111111111111:user/u"),
            "s3:GetObject",
            f"arn:aws:s3:::home/{name}/k",
            "111111111111",
            Context.of({"aws:username": "u"}, closed=True),
        )
        found = decide(request, policies).outcome
        assert found is (expected or Outcome.DENIED_IMPLICITLY)


def test_version_that_is_not_known_matters_to_policy_variables_alone() -> None:
    policies = Policies(identity=[versioned(HOLE, FULL)])
    request = Request(caller_of("arn:aws:iam::111111111111:user/u"), "s3:GetObject", "*", "1" * 12)
    assert decide(request, policies).outcome is Outcome.ALLOWED


def test_level_without_allow_carries_full_access_where_that_is_implied() -> None:
    full = document([FULL], PolicyKind.IDENTITY)
    level = document(
        [{"Effect": "Deny", "Action": "ec2:*", "Resource": "*"}], PolicyKind.SERVICE_CONTROL
    )
    policies = Policies(identity=[full], service_control=[[level]])
    asked = asked_by(ACCOUNT)
    assert decide(asked, policies).outcome is Outcome.DENIED_IMPLICITLY
    assert decide(asked, policies, implied_full_access=True).outcome is Outcome.ALLOWED


def test_principal_known_only_in_part_may_be_the_caller() -> None:
    hole = Unknown(Reason.NO_VALUE, "`var.user` has no default", HERE)
    word = Text(("arn:aws:iam::111122223333:user/", hole), HERE)
    words = Words((word,), False, HERE)
    principals = Principals(((PrincipalKind.AWS, words),), False, HERE)

    def caller(arn: str) -> Caller:
        return Caller(CallerKind.USER, exactly(arn), account_in(arn))

    ann = caller("arn:aws:iam::111122223333:user/ann")
    assert naming(principals, ann).itself is Truth.UNKNOWN
    assert naming(principals, caller("arn:aws:iam::444455556666:user/ann")).anyhow is Truth.NO
