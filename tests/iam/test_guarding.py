"""What stands at resources: policies that give by themselves, hand over, or take away."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from iac_scan.iam import (
    Caller,
    CallerKind,
    Context,
    Guard,
    Outcome,
    Permissions,
    Policies,
    PolicyDocument,
    PolicyKind,
    Request,
    caller_of,
    decide,
    exactly,
    guard,
    permissions,
    permits,
    permitted_actions,
    read_json,
)
from iac_scan.iam.fitting import resource_types
from iac_scan.iam.globs import Hole
from iac_scan.iam.guarding import needs_trust
from iac_scan.iam.patterns import Pattern
from iac_scan.sources import Origin, Span
from iac_scan.values import Reason, Truth, Unknown

HERE = Origin(Span("main.tf", 1, 1, 1, 1))
OWN, OTHER = "111111111111", "222222222222"
USER, ROLE = f"arn:aws:iam::{OWN}:user/u", f"arn:aws:iam::{OWN}:role/r"
BUCKET, OBJECT = "arn:aws:s3:::b", "arn:aws:s3:::b/k"
KEY = f"arn:aws:kms:eu-west-1:{OWN}:key/k1"
TARGET = f"arn:aws:iam::{OWN}:role/t"
S3_ONLY = [{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]

GENERATOR = Path(__file__).parent / "differential" / "generate.py"
SPEC = importlib.util.spec_from_file_location("generate_surroundings", GENERATOR)
assert SPEC is not None
assert SPEC.loader is not None
generate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(generate)


def document(statements: Any, kind: PolicyKind = PolicyKind.IDENTITY) -> PolicyDocument:
    return read_json(json.dumps({"Version": "2012-10-17", "Statement": statements}), kind, HERE)


def allow(action: Any, resource: Any = "*", **more: Any) -> Any:
    return {"Effect": "Allow", "Action": action, "Resource": resource} | more


def deny(action: Any, resource: Any = "*", **more: Any) -> Any:
    return {"Effect": "Deny", "Action": action, "Resource": resource} | more


def at(resource: str, *statements: Any, account: str = OWN, **more: Any) -> Guard:
    trust = ":role/" in resource
    kind = PolicyKind.TRUST if trust else PolicyKind.RESOURCE
    if trust:
        statements = tuple(
            {key: each[key] for key in each if key != "Resource"} for each in statements
        )
    return guard(document(statements, kind), resource, account, **more)


def holder(
    caller: str, *guards: Guard, own: tuple[Any, ...] = (), boundary: Any = None, **more: Any
) -> Permissions:
    cap = None if boundary is None else document(boundary, PolicyKind.BOUNDARY)
    return permissions(
        [document(own)], boundary=cap, caller=caller_of(caller), guards=guards, **more
    )


GIVEN = {
    "user named, whatever its boundary": (USER, {"AWS": USER}, S3_ONLY, Truth.YES),
    "everybody, whatever the boundary": (USER, "*", S3_ONLY, Truth.YES),
    "role named": (ROLE, {"AWS": ROLE}, None, Truth.YES),
    "role named, and its boundary stops it": (ROLE, {"AWS": ROLE}, S3_ONLY, Truth.NO),
    "account named": (USER, {"AWS": OWN}, None, Truth.NO),
    "somebody else named": (USER, {"AWS": f"{USER}2"}, None, Truth.NO),
    "service named": (USER, {"Service": "lambda.amazonaws.com"}, None, Truth.NO),
}


@pytest.mark.parametrize(
    ("caller", "principal", "boundary", "expected"), GIVEN.values(), ids=GIVEN.keys()
)
def test_how_a_resource_policy_names_somebody_decides_what_it_gives(
    caller: str, principal: Any, boundary: Any, expected: Truth
) -> None:
    bucket = at(BUCKET, allow("s3:GetObject", f"{BUCKET}/*", Principal=principal))
    may = holder(caller, bucket, boundary=boundary)
    assert permits(may, "s3:GetObject", OBJECT).truth is expected
    assert permits(may, "s3:GetObject").truth is expected
    assert ("s3:GetObject" in permitted_actions(may, OBJECT).sure) is (expected is Truth.YES)
    assert permits(may, "s3:GetObject", "arn:aws:s3:::other/k").truth is Truth.NO


def test_answer_names_the_statement_that_gives() -> None:
    bucket = at(BUCKET, allow("s3:GetObject", f"{BUCKET}/*", Principal={"AWS": USER}))
    ((cause,),) = permits(holder(USER, bucket), "s3:GetObject", OBJECT).ways
    assert cause.document.kind is PolicyKind.RESOURCE


def test_without_a_caller_resources_are_not_weighed() -> None:
    assert permits(permissions([document([allow("kms:*")])]), "kms:Decrypt", KEY).truth is Truth.YES


@pytest.mark.parametrize(
    ("principal", "expected"),
    [({"AWS": OWN}, Truth.YES), ({"AWS": OTHER}, Truth.NO), ({"AWS": f"{USER}2"}, Truth.NO)],
    ids=["handed over to the account", "to another account", "to somebody else"],
)
def test_own_policies_count_for_a_key_or_role_that_hands_over(
    principal: Any, expected: Truth
) -> None:
    for action, resource in (("kms:Decrypt", KEY), ("sts:AssumeRole", TARGET)):
        guarding = at(resource, allow(action, Principal=principal))
        may = holder(USER, guarding, own=(allow(["kms:*", "sts:*"]),))
        assert permits(may, action, resource).truth is expected
        assert (action in permitted_actions(may, resource).possible) is (expected is Truth.YES)


def test_key_and_role_that_nobody_declares_stay_open_and_all_keys_do_not() -> None:
    may = holder(USER, own=(allow(["kms:*", "sts:*"]),))
    assert permits(may, "kms:Decrypt", KEY).truth is Truth.UNKNOWN
    assert permits(may, "sts:AssumeRole", TARGET).truth is Truth.UNKNOWN
    assert permits(may, "kms:Decrypt", "*").truth is Truth.YES
    assert permits(may, "kms:Decrypt", "arn:aws:kms:*:*:key/*").truth is Truth.YES
    for action, resource in (("kms:Decrypt", KEY), ("sts:AssumeRole", TARGET)):
        there = permitted_actions(may, exactly(resource))
        assert action in there.possible
        assert action not in there.sure


@pytest.mark.parametrize(
    ("principal", "own", "expected"),
    [
        ({"AWS": USER}, True, Truth.YES),
        ({"AWS": OWN}, True, Truth.YES),
        ({"AWS": USER}, False, Truth.NO),
        ({"AWS": OTHER}, True, Truth.NO),
    ],
    ids=["both, by name", "both, by account", "the resource alone", "the caller alone"],
)
def test_across_accounts_both_sides_must_allow(principal: Any, own: bool, expected: Truth) -> None:
    queue = f"arn:aws:sqs:eu-west-1:{OTHER}:q"
    there = at(queue, allow("sqs:SendMessage", Principal=principal), account=OTHER)
    may = holder(USER, there, own=(allow("sqs:*"),) if own else ())
    assert permits(may, "sqs:SendMessage", queue).truth is expected


def test_policy_of_another_accounts_resource_is_not_known_unless_declared() -> None:
    may = holder(USER, own=(allow("sqs:*"),))
    for account, expected in ((OTHER, Truth.UNKNOWN), (OWN, Truth.YES)):
        queue = f"arn:aws:sqs:eu-west-1:{account}:q"
        assert permits(may, "sqs:SendMessage", queue).truth is expected


@pytest.mark.parametrize(("account", "expected"), [(OWN, Truth.YES), (OTHER, Truth.NO)])
def test_role_of_another_account_is_passed_by_nobody(account: str, expected: Truth) -> None:
    role = f"arn:aws:iam::{account}:role/t"
    trust = document(
        [{"Effect": "Allow", "Principal": {"AWS": OWN}, "Action": "sts:AssumeRole"}],
        PolicyKind.TRUST,
    )
    for guards in ((), (guard(trust, role, account),)):
        may = holder(USER, *guards, own=(allow("*"),))
        assert permits(may, "iam:PassRole", role).truth is expected
        there = permitted_actions(may, exactly(role))
        assert ("iam:PassRole" in there.sure) is (expected is Truth.YES)
        assert ("iam:PassRole" in there.possible) is (expected is Truth.YES)


def test_resource_in_an_account_that_is_not_known_stays_open() -> None:
    hole = Pattern((Hole(None, narrow=True),), None)
    policy = document([allow("s3:*", Principal={"AWS": USER})], PolicyKind.RESOURCE)
    there = guard(policy, BUCKET, hole)
    assert permits(holder(USER, there), "s3:GetObject", OBJECT).truth is Truth.UNKNOWN


def test_denies_at_the_resource_take_away() -> None:
    bucket = at(BUCKET, deny("s3:GetObject", f"{BUCKET}/*", Principal="*"))
    may = holder(USER, bucket, own=(allow("s3:*"),))
    answer = permits(may, "s3:GetObject", OBJECT)
    assert answer.truth is Truth.NO
    assert [cause.document.kind for cause in answer.denied_by] == [PolicyKind.RESOURCE]
    assert permits(may, "s3:PutObject", OBJECT).truth is Truth.YES
    assert permits(may, "s3:GetObject", "*").truth is Truth.YES


def test_deny_with_not_principal_always_means_who_carries_a_boundary() -> None:
    statement = {
        "Effect": "Deny",
        "NotPrincipal": {"AWS": [USER, OWN]},
        "Action": "s3:*",
        "Resource": "*",
    }
    full = [allow("*")]
    for boundary, expected in ((None, Truth.YES), (full, Truth.NO)):
        may = holder(USER, at(BUCKET, statement), own=(allow("s3:*"),), boundary=boundary)
        assert permits(may, "s3:GetObject", OBJECT).truth is expected


def test_deny_with_not_principal_may_mean_who_may_carry_a_boundary() -> None:
    unless = {"Effect": "Deny", "NotPrincipal": {"AWS": [USER, OWN]}, "Action": "s3:*"}
    bucket = at(BUCKET, unless | {"Resource": "*"})
    cap = Unknown(Reason.NO_VALUE, "`var.cap` has no default", HERE)
    may = permissions(
        [document([allow("s3:*")])], boundary=cap, caller=caller_of(USER), guards=[bucket]
    )
    answer = permits(may, "s3:GetObject", OBJECT)
    assert answer.truth is Truth.UNKNOWN
    assert [cause.document.kind for cause in answer.denied_by] == [PolicyKind.RESOURCE]


def test_policy_that_could_not_be_read_leaves_its_resource_open() -> None:
    unread = PolicyDocument(
        PolicyKind.RESOURCE, (), None, HERE, Unknown(Reason.DATA, "elsewhere", HERE)
    )
    may = holder(USER, guard(unread, BUCKET, OWN), own=(allow("s3:*"),))
    assert permits(may, "s3:GetObject", OBJECT).truth is Truth.UNKNOWN
    assert permits(may, "s3:GetObject", "arn:aws:s3:::other/k").truth is Truth.YES


RCP = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}


@pytest.mark.parametrize(
    ("statement", "action", "expected"),
    [
        (RCP, "s3:GetObject", Truth.NO),
        (
            RCP | {"Condition": {"Bool": {"aws:SecureTransport": "false"}}},
            "s3:GetObject",
            Truth.UNKNOWN,
        ),
        (RCP, "sqs:SendMessage", Truth.YES),
        (RCP | {"Action": "*"}, "ec2:RunInstances", Truth.UNKNOWN),
    ],
    ids=["denied", "under a condition", "not named", "service not listed for them"],
)
def test_resource_control_policies_take_away(statement: Any, action: str, expected: Truth) -> None:
    controls = [[document([statement], PolicyKind.RESOURCE_CONTROL)]]
    may = holder(USER, own=(allow("*"),), controls=controls)
    assert permits(may, action, "*").truth is expected
    assert (action in permitted_actions(may).sure) is (expected is Truth.YES)
    assert (action in permitted_actions(may).possible) is (expected is not Truth.NO)


def test_resource_control_policies_are_those_of_the_resources_account() -> None:
    controls = [[document([RCP], PolicyKind.RESOURCE_CONTROL)]]
    statement = allow("s3:*", Principal={"AWS": USER})
    there = at(BUCKET, statement, account=OTHER, controls=controls)
    here = at("arn:aws:s3:::mine", statement, account=OTHER)
    may = holder(USER, there, here, own=(allow("s3:*"),))
    assert permits(may, "s3:GetObject", OBJECT).truth is Truth.NO
    assert permits(may, "s3:GetObject", "arn:aws:s3:::mine/k").truth is Truth.YES


def test_policy_that_names_a_session_gives_to_the_role_if_the_session_is_called_so() -> None:
    sessions = Pattern((*f"arn:aws:sts::{OWN}:assumed-role/r/", Hole(None)), None)
    role = Caller(CallerKind.ROLE, exactly(ROLE), exactly(OWN), sessions)
    named = {"AWS": f"arn:aws:sts::{OWN}:assumed-role/r/deploy"}
    for principal, expected in ((named, Truth.UNKNOWN), ({"AWS": ROLE}, Truth.NO)):
        bucket = at(BUCKET, allow("s3:*", Principal=principal))
        boundary = document(S3_ONLY, PolicyKind.BOUNDARY)
        may = permissions([], boundary=boundary, caller=role, guards=[bucket])
        assert permits(may, "s3:GetObject", OBJECT).truth is expected


def test_session_policy_caps_what_is_granted_and_not_what_is_given_by_name() -> None:
    cap = document(S3_ONLY, PolicyKind.SESSION)
    bucket = at(BUCKET, allow("s3:*", Principal={"AWS": USER}))
    assert (
        permits(holder(USER, own=(allow("s3:*"),), session=cap), "s3:GetObject").truth is Truth.NO
    )
    assert permits(holder(USER, bucket, session=cap), "s3:GetObject").truth is Truth.YES


def test_what_aws_keeps_is_changed_by_nobody() -> None:
    may = permissions([document([allow("*")])])
    kept = f"arn:aws:iam::{OWN}:role/aws-reserved/sso.amazonaws.com/x"
    assert permits(may, "iam:AttachRolePolicy", kept).truth is Truth.NO
    assert "iam:AttachRolePolicy" not in permitted_actions(may, kept).possible
    assert permits(may, "iam:AttachRolePolicy", TARGET).truth is Truth.YES


def test_what_aws_keeps_for_everybody_is_read_by_own_policies() -> None:
    may = holder(USER, own=(allow("iam:*"),))
    policy = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    assert permits(may, "iam:GetPolicy", policy).truth is Truth.YES
    assert permits(may, "iam:CreatePolicyVersion", policy).truth is Truth.NO
    assert permits(may, "iam:GetPolicy", policy.replace("aws:policy", f"{OTHER}:policy")).truth is (
        Truth.UNKNOWN
    )


def test_service_linked_role_is_bound_by_no_policy_of_the_organization() -> None:
    linked = f"arn:aws:iam::{OWN}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"
    scp = [[document(deny("s3:*"), PolicyKind.SERVICE_CONTROL)]]
    rcp = [[document(deny("s3:*", Principal="*"), PolicyKind.RESOURCE_CONTROL)]]
    for caller, expected in ((linked, Truth.YES), (ROLE, Truth.NO)):
        bound = {"levels": scp}, {"controls": rcp}
        for more in bound:
            may = holder(caller, own=(allow("s3:*"),), **more)
            assert permits(may, "s3:GetObject", OBJECT).truth is expected
            listed = permitted_actions(may, OBJECT)
            assert ("s3:GetObject" in listed.sure) is (expected is Truth.YES)


def test_role_says_who_else_may_start_tag_and_set_its_sessions() -> None:
    actions = ("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity")
    for name in (*actions, "TagSession", "SetSourceIdentity", "SetContext"):
        assert needs_trust(f"sts:{name}", exactly(TARGET)) is Truth.YES
    for name in ("GetSessionToken", "DecodeAuthorizationMessage"):
        assert needs_trust(f"sts:{name}", exactly("*")) is Truth.NO


def test_who_he_is_may_be_asked_by_everybody_who_has_credentials() -> None:
    assert permits(holder(USER), "sts:GetCallerIdentity", "*").truth is Truth.YES
    assert "sts:GetCallerIdentity" in permitted_actions(holder(USER)).sure
    assert permits(permissions([]), "sts:GetCallerIdentity", "*").truth is Truth.NO


CALLERS = (generate.USER, generate.DEEP_USER, generate.SESSION)
TRUTHS = {
    Outcome.ALLOWED: Truth.YES,
    Outcome.POSSIBLE: Truth.UNKNOWN,
    Outcome.DENIED_IMPLICITLY: Truth.NO,
    Outcome.DENIED_EXPLICITLY: Truth.NO,
}


def read(item: Any, kind: PolicyKind) -> PolicyDocument:
    return read_json(json.dumps(item), kind, HERE)


def both_ways(case: Any, context: Context) -> tuple[Truth, Permissions]:
    """Return what becomes of a request, and the permissions of who makes it."""
    caller = caller_of(case["principal"])
    trust = case["action"].startswith("sts:")
    kind = PolicyKind.TRUST if trust else PolicyKind.RESOURCE
    identity = [read(item, PolicyKind.IDENTITY) for item in case["identity"]]
    boundary = case["boundary"] and read(case["boundary"], PolicyKind.BOUNDARY)
    session = case["session"] and read(case["session"], PolicyKind.SESSION)
    scps = [[read(item, PolicyKind.SERVICE_CONTROL) for item in level] for level in case["scps"]]
    rcps = [[read(item, PolicyKind.RESOURCE_CONTROL) for item in level] for level in case["rcps"]]
    at_resource = case["resource_policy"] or {"Version": "2012-10-17", "Statement": []}
    policy = read(at_resource, kind)
    account = case["resource_account"]
    request = Request(caller, case["action"], case["resource"], account, context)
    decided = decide(
        request,
        Policies(
            identity=identity,
            boundary=boundary,
            session=session,
            resource=policy if case["resource_policy"] else None,
            service_control=scps,
            resource_control=rcps,
        ),
    )
    nowhere = case["resource"] == "*"
    guards = [] if nowhere else [guard(policy, case["resource"], account, rcps)]
    may = permissions(
        identity,
        boundary=boundary,
        session=session,
        levels=scps,
        implied_full_access=False,
        context=context,
        caller=caller,
        guards=guards,
        controls=rcps if nowhere else (),
    )
    return TRUTHS[decided.outcome], may


@pytest.mark.parametrize("start", range(5))
def test_permissions_say_of_a_resource_what_a_decision_says(start: int) -> None:
    cases = [case for case in generate.cases(start, 600) if case["principal"] in CALLERS]
    assert cases
    for case in cases:
        known = Context.of(case["context"], closed=True)
        truth, may = both_ways(case | {"endpoint": None}, known)
        assert permits(may, case["action"], exactly(case["resource"])).truth is truth, case
        actions = permitted_actions(may, exactly(case["resource"]))
        assert (case["action"] in actions.sure) is (truth is Truth.YES), case
        assert (case["action"] in actions.possible) is (truth is not Truth.NO), case
        _, doubtful = both_ways(case, Context({}))
        left_open = permits(doubtful, case["action"], exactly(case["resource"])).truth
        assert left_open in {truth, Truth.UNKNOWN}, case


@pytest.mark.parametrize("start", range(4))
def test_what_is_granted_on_a_resource_is_granted_on_something(start: int) -> None:
    cases = [case for case in generate.cases(start + 900, 500) if case["principal"] in CALLERS]
    for case in cases:
        if len(resource_types(case["action"])) > 1:
            continue
        known = Context.of(case["context"], closed=True)
        truth, may = both_ways(case | {"endpoint": None}, known)
        if truth is Truth.YES:
            assert permits(may, case["action"]).truth is not Truth.NO, case


@pytest.mark.parametrize("start", range(3))
def test_another_deny_at_a_resource_gives_nothing_and_another_allow_takes_nothing(
    start: int,
) -> None:
    cases = [case for case in generate.cases(start + 700, 400) if case["principal"] in CALLERS]
    for case in cases:
        asked = exactly(case["resource"])
        for effect in ("Allow", "Deny"):
            more = {"Effect": effect, "Action": "*", "Principal": "*", "Resource": "*"}
            kind = PolicyKind.RESOURCE
            other = guard(document([more], kind), case["resource"], case["resource_account"])
            _, may = both_ways(case, Context({}))
            assert may.around is not None
            if case["resource"] == "*" or not may.around.guards:
                continue
            wider = replace(may, around=replace(may.around, guards=(*may.around.guards, other)))
            before = permits(may, case["action"], asked).truth
            after = permits(wider, case["action"], asked).truth
            ordered = (before, after) if effect == "Allow" else (after, before)
            assert ordered[0].value <= ordered[1].value, case
            actions = permitted_actions(wider, asked)
            assert actions.sure <= actions.possible
