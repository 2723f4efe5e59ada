"""Laws of decisions: what more of something may do, and that doubt covers what it turns out to be."""

from __future__ import annotations

from typing import Any, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from iac_scan.iam import (
    Context,
    Held,
    Outcome,
    Policies,
    PolicyDocument,
    PolicyKind,
    Request,
    caller_of,
    decide,
    read_policy,
    value_of_json,
)
from iac_scan.sources import Origin, Span
from iac_scan.values import (
    Mapping,
    Reason,
    Sequence,
    Truth,
    Unknown,
    Value,
    join_text,
)

HERE = Origin(Span("main.tf", 1, 1, 1, 1))
HOLE = Unknown(Reason.NO_VALUE, "`var.x` has no default", HERE)
Statements: TypeAlias = list[dict[str, Any]]

ACCOUNT = "111122223333"
USER = f"arn:aws:iam::{ACCOUNT}:user/u"
KEY = "aws:PrincipalTag/k"
ASKED = (
    ("s3:GetObject", "arn:aws:s3:::b/k"),
    ("s3:PutObject", "arn:aws:s3:::c/k"),
    ("iam:CreateUser", f"arn:aws:iam::{ACCOUNT}:user/n"),
)
CONTEXTS: tuple[dict[str, str], ...] = ({}, {KEY: "v"}, {KEY: "w"})
FILLINGS = ("", "b", "*", "v")
"""What `{?}` may turn out to be."""

actions = st.sampled_from(("*", "s3:*", "s3:{?}", "s3:GetObject", "iam:*", "{?}:GetObject"))
places = st.sampled_from(
    ("*", "arn:aws:s3:::{?}/k", "arn:aws:s3:::b/*", "arn:aws:s3:::b{?}", "{?}")
)
conditions = st.sampled_from(
    (
        *({}, {}, {"StringEquals": {KEY: "{?}"}}, {"StringNotLike": {KEY: "v{?}"}}),
        *({"Null": {KEY: "true"}}, {"ForAllValues:StringLike": {KEY: ["{?}", "w"]}}),
        {"StringLikeIfExists": {KEY: "{?}"}},
    )
)
statements = st.builds(
    lambda effect, action, resource, condition, negated: {
        "Effect": effect,
        ("NotAction" if negated else "Action"): action,
        "Resource": resource,
        "Condition": condition,
    },
    st.sampled_from(("Allow", "Allow", "Deny")),
    actions,
    places,
    conditions,
    st.integers(0, 4).map(lambda number: number == 0),
)
policies = st.lists(statements, min_size=1, max_size=3)
asked = st.sampled_from(ASKED)
contexts = st.sampled_from(CONTEXTS)


def located(item: Any) -> Value:
    match item:
        case dict():
            return Mapping({key: located(entry) for key, entry in item.items()}, HERE)
        case list():
            return Sequence(tuple(map(located, item)), HERE)
        case str() if "{?}" in item:
            head, _, tail = item.partition("{?}")
            return join_text(tuple(part for part in (head, HOLE, tail) if part != ""), HERE)
        case _:
            return value_of_json(item, HERE)


def document(
    written: Statements, kind: PolicyKind = PolicyKind.IDENTITY, filling: str | None = None
) -> PolicyDocument:
    """Return the policy, with every `{?}` left open or filled in."""

    def filled(item: Any) -> Any:
        match item:
            case dict():
                return {key: filled(entry) for key, entry in item.items()}
            case list():
                return [filled(entry) for entry in item]
            case str() if filling is not None:
                return item.replace("{?}", filling)
            case _:
                return item

    body = {"Version": "2012-10-17", "Statement": filled(written)}
    return read_policy(located(body), kind)


def outcome(what: tuple[str, str], context: Context, identity: list[Any], **others: Any) -> Outcome:
    request = Request(caller_of(USER), what[0], what[1], ACCOUNT, context)
    return decide(request, Policies(identity=identity, **others)).outcome


def known(context: dict[str, str]) -> Context:
    return Context.of(dict(context), closed=True)


GRANTED = {
    Outcome.ALLOWED: 2,
    Outcome.POSSIBLE: 1,
    Outcome.DENIED_IMPLICITLY: 0,
    Outcome.DENIED_EXPLICITLY: 0,
}


def stands(doubtful: Outcome, certain: Outcome) -> bool:
    """Tell whether a decision in doubt holds once nothing is in doubt.

    What nobody allows is denied, whether or not a Deny that may be there is.
    """
    if doubtful is Outcome.DENIED_EXPLICITLY:
        return certain is Outcome.DENIED_EXPLICITLY
    return doubtful is Outcome.POSSIBLE or GRANTED[doubtful] == GRANTED[certain]


@settings(deadline=None, max_examples=300)
@given(policies, asked, contexts, st.sampled_from(FILLINGS))
def test_what_is_decided_in_doubt_stays_decided(
    one: Statements, what: tuple[str, str], context: dict[str, str], filling: str
) -> None:
    doubtful = outcome(what, known(context), [document(one)])
    certain = outcome(what, known(context), [document(one, filling=filling)])
    assert stands(doubtful, certain)


@settings(deadline=None, max_examples=200)
@given(policies, policies, asked, contexts, st.sampled_from(FILLINGS))
def test_doubt_in_a_ceiling_covers_what_it_turns_out_to_be(
    one: Statements,
    cap: Statements,
    what: tuple[str, str],
    context: dict[str, str],
    filling: str,
) -> None:
    def decided(text: str | None) -> Outcome:
        boundary = document(cap, PolicyKind.BOUNDARY, text)
        levels = [[document(cap, PolicyKind.SERVICE_CONTROL, text)]]
        identity = [document(one, filling=filling)]
        return outcome(what, known(context), identity, boundary=boundary, service_control=levels)

    assert stands(decided(None), decided(filling))


@settings(deadline=None, max_examples=200)
@given(policies, asked, contexts, st.sampled_from(FILLINGS))
def test_what_is_decided_without_a_context_is_decided_in_each(
    one: Statements, what: tuple[str, str], context: dict[str, str], filling: str
) -> None:
    identity = [document(one, filling=filling)]
    open_ended = outcome(what, Context({}), identity)
    assert stands(open_ended, outcome(what, known(context), identity))


@settings(deadline=None, max_examples=200)
@given(policies, policies, asked, contexts, st.booleans())
def test_policy_that_may_be_there_is_decided_like_both(
    one: Statements,
    other: Statements,
    what: tuple[str, str],
    context: dict[str, str],
    there: bool,
) -> None:
    first, second = document(one, filling="b"), document(other, filling="b")
    doubtful = outcome(what, known(context), [first, Held(second, Truth.UNKNOWN)])
    certain = outcome(what, known(context), [first, second] if there else [first])
    assert stands(doubtful, certain)


@settings(deadline=None, max_examples=200)
@given(policies, statements, asked, contexts)
def test_an_allow_more_takes_nothing_and_a_deny_more_gives_nothing(
    one: Statements, more: dict[str, Any], what: tuple[str, str], context: dict[str, str]
) -> None:
    before = GRANTED[outcome(what, known(context), [document(one)])]
    after = GRANTED[outcome(what, known(context), [document([*one, more])])]
    assert after >= before if more["Effect"] == "Allow" else after <= before


@settings(deadline=None, max_examples=200)
@given(policies, policies, policies, asked, contexts)
def test_ceilings_only_take_away(
    one: Statements,
    cap: Statements,
    level: Statements,
    what: tuple[str, str],
    context: dict[str, str],
) -> None:
    identity = [document(one)]
    boundary = document(cap, PolicyKind.BOUNDARY)
    levels = [[document(level, PolicyKind.SERVICE_CONTROL)]]
    alone = GRANTED[outcome(what, known(context), identity)]
    capped = GRANTED[outcome(what, known(context), identity, boundary=boundary)]
    within = outcome(what, known(context), identity, boundary=boundary, service_control=levels)
    assert GRANTED[within] <= capped <= alone


@settings(deadline=None, max_examples=150)
@given(policies, policies, asked, contexts)
def test_a_boundary_intersects(
    one: Statements, cap: Statements, what: tuple[str, str], context: dict[str, str]
) -> None:
    first, second = document(one, filling="b"), document(cap, PolicyKind.BOUNDARY, "b")
    own = outcome(what, known(context), [first])
    other = outcome(what, known(context), [document(cap, filling="b")])
    both = outcome(what, known(context), [first], boundary=second)
    assert GRANTED[both] == min(GRANTED[own], GRANTED[other])


@settings(deadline=None, max_examples=100)
@given(policies, policies, asked, contexts)
def test_order_and_division_of_statements_do_not_matter(
    one: Statements, other: Statements, what: tuple[str, str], context: dict[str, str]
) -> None:
    together = outcome(what, known(context), [document([*one, *other])])
    apart = outcome(what, known(context), [document(other[::-1]), document(one[::-1])])
    assert together is apart
