"""Policy documents from located values, with their doubt."""

from __future__ import annotations

import json
from typing import Any

import pytest

from iac_scan.iam import (
    Effect,
    PolicyDocument,
    PolicyKind,
    PrincipalKind,
    Words,
    read_again,
    read_json,
    read_policy,
    value_of_json,
)
from iac_scan.sources import Origin, Span
from iac_scan.values import (
    Absent,
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
)

HERE = Origin(Span("main.tf", 1, 1, 1, 1))
WHY = Unknown(Reason.NO_VALUE, "`var.x` has no default", HERE)


def v(item: Any) -> Value:
    """Return plain Python as a value; values inside are kept."""
    match item:
        case Known() | Text() | Sequence() | Mapping() | OneOf() | Unknown() | Absent():
            return item
        case dict():
            return Mapping({key: v(entry) for key, entry in item.items()}, HERE)
        case list():
            return Sequence(tuple(v(entry) for entry in item), HERE)
        case _:
            return value_of_json(item, HERE)


def maybe(*options: Any) -> OneOf:
    return OneOf(tuple(v(option) for option in options), Reason.CONDITION, "condition `Prod`", HERE)


def statement(**elements: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"} | elements


def read(*statements: Any, **document: Any) -> PolicyDocument:
    body = {"Version": "2012-10-17", "Statement": list(statements)} | document
    return read_policy(v(body), PolicyKind.IDENTITY)


def texts(words: Words | None) -> list[object]:
    assert words is not None
    return [word.value if isinstance(word, Known) else None for word in words.words]


ABSENT = Absent(HERE)


def test_single_values_stand_for_lists() -> None:
    document = read_policy(v({"Statement": statement()}), PolicyKind.IDENTITY)
    assert document.version is None
    assert document.problems == ()
    assert texts(document.statements[0].actions) == ["s3:GetObject"]
    assert document.statements[0].presence is Truth.YES


def test_json_text_is_decoded_and_the_encoded_value_is_preferred() -> None:
    text = json.dumps({"Statement": statement()})
    plain = read_policy(Known(text, HERE), PolicyKind.IDENTITY)
    assert texts(plain.statements[0].actions) == ["s3:GetObject"]
    there = Origin(Span("other.tf", 7, 1, 7, 9))
    encoded = Mapping({"Statement": v(statement(Action="a:B"))}, there)
    kept = read_policy(Known(text, HERE, encoded=encoded), PolicyKind.IDENTITY)
    assert kept.origin == HERE
    assert texts(kept.statements[0].actions) == ["a:B"]


@pytest.mark.parametrize("value", [WHY, Text(('{"a":', WHY), HERE), Known("not json", HERE)])
def test_document_that_is_not_known_is_unread(value: Value) -> None:
    assert read_policy(value, PolicyKind.IDENTITY).unread is not None


@pytest.mark.parametrize("value", [ABSENT, Known(None, HERE)])
def test_no_document_is_an_empty_one(value: Value) -> None:
    document = read_policy(value, PolicyKind.IDENTITY)
    assert document.unread is None
    assert document.statements == ()


def test_choice_between_documents_makes_every_statement_possible() -> None:
    document = read_policy(
        maybe({"Statement": statement(Sid="A")}, {"Statement": statement(Sid="B")}),
        PolicyKind.IDENTITY,
    )
    assert [(s.sid, s.presence) for s in document.statements] == [
        ("A", Truth.UNKNOWN),
        ("B", Truth.UNKNOWN),
    ]


def test_statement_that_may_be_absent_is_possible_and_its_neighbour_sure() -> None:
    document = read(statement(Sid="A"), maybe(statement(Sid="B"), ABSENT))
    assert [s.presence for s in document.statements] == [Truth.YES, Truth.UNKNOWN]


def test_unknown_item_or_rest_leaves_the_document_unread_beyond_what_is_known() -> None:
    assert read(statement(), WHY).unread is not None
    opened = Sequence((v(statement()),), HERE, rest=WHY)
    document = read(Statement=opened)
    assert len(document.statements) == 1
    assert document.unread == WHY


def test_word_that_may_be_absent_is_possible() -> None:
    actions = read(statement(Action=["a:B", maybe("c:D", ABSENT)])).statements[0].actions
    assert texts(actions) == ["a:B"]
    assert actions is not None
    assert [word.value for word in actions.possible if isinstance(word, Known)] == ["c:D"]


def test_word_of_every_option_is_sure() -> None:
    actions = read(statement(Action=maybe(["a:B", "c:D"], ["a:B"]))).statements[0].actions
    assert texts(actions) == ["a:B"]
    assert actions is not None
    assert len(actions.possible) == 1


def test_unknown_list_is_open_and_unknown_item_a_word() -> None:
    opened = read(statement(Action=WHY)).statements[0].actions
    assert opened is not None
    assert opened.open == WHY
    item = read(statement(Action=["a:B", WHY])).statements[0].actions
    assert item is not None
    assert item.open is None
    assert len(item.words) == 2


def test_undecided_element_gives_one_statement_for_each_way() -> None:
    found = read(statement(Action=maybe("a:B", ABSENT), NotAction=maybe("c:D", ABSENT))).statements
    assert [(s.index, s.actions.negated if s.actions else None) for s in found] == [
        (0, False),
        (0, True),
    ]
    assert all(s.presence is Truth.UNKNOWN for s in found)


def test_condition_that_may_be_absent_splits_the_statement() -> None:
    only = {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}
    found = read(statement(Condition=maybe(only, ABSENT))).statements
    assert [len(s.conditions) for s in found] == [1, 0]
    line = {"StringEquals": {"aws:PrincipalOrgID": maybe("o-1", ABSENT)}}
    assert [len(s.conditions) for s in read(statement(Condition=line)).statements] == [0, 1]


@pytest.mark.parametrize(("choices", "ways"), [(4, 16), (5, 1)])
def test_statement_is_split_into_so_many_ways_and_no_more(choices: int, ways: int) -> None:
    lines = {f"aws:PrincipalTag/{at}": maybe("x", ABSENT) for at in range(choices)}
    found = read(statement(Condition={"StringEquals": lines})).statements
    assert len(found) == ways
    assert all((each.unread is None) is (ways > 1) for each in found)


def test_unknown_condition_leaves_the_statement_unread() -> None:
    assert read(statement(Condition=WHY)).statements[0].unread == WHY
    assert read(statement(Condition={"Bool": WHY})).statements[0].unread == WHY


def test_condition_values_are_the_text_that_json_gives_them() -> None:
    condition = {"Bool": {"aws:SecureTransport": False}, "NumericLessThan": {"k": 3600}}
    lines = read(statement(Condition=condition)).statements[0].conditions
    assert [texts(line.values) for line in lines] == [["false"], ["3600"]]


def test_unknown_effect_is_no_effect() -> None:
    document = read(statement(Effect=WHY))
    assert document.statements[0].effect is None
    assert document.problems == ()


def test_principals_keep_their_kinds() -> None:
    principal = {"AWS": ["1", 123456789012], "Service": "ec2.amazonaws.com"}
    found = read(statement(Principal=principal)).statements[0].principals
    assert found is not None
    assert [(kind, texts(words)) for kind, words in found.groups] == [
        (PrincipalKind.AWS, ["1", "123456789012"]),
        (PrincipalKind.SERVICE, ["ec2.amazonaws.com"]),
    ]
    everyone = read(statement(NotPrincipal="*")).statements[0].principals
    assert everyone is not None
    assert everyone.negated
    assert everyone.groups[0][0] is PrincipalKind.EVERYONE


def test_unknown_principal_is_open_and_unread() -> None:
    found = read(statement(Principal=WHY)).statements[0]
    assert found.unread == WHY
    assert found.principals is not None
    assert found.principals.groups[0][1].open == WHY


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (statement(Effect="allow"), "effect `allow` must be written `Allow`"),
        (statement(Effect="Maybe"), "effect `Maybe` is neither `Allow` nor `Deny`"),
        ({"Action": "a:B", "Resource": "*"}, "a statement needs an `Effect`"),
        ({"Effect": "Allow", "Resource": "*"}, "a statement needs `Action` or `NotAction`"),
        (statement(NotAction="a:B"), "a statement has `Action` or `NotAction`, not both"),
        (statement(Colour="red"), "unknown statement element `Colour`"),
        (statement(Action=None, action="x"), "unknown statement element `action`, did you mean"),
        (statement(action="x"), "`action` stands beside `Action`: it is the same, or unknown"),
        (statement(Action=[["x"]]), "expected text, got a list in a list"),
        (statement(Resource=["x", ["y"]]), "expected text, got a list in a list"),
        (statement(Principal={"AWS": [["x"]]}), "expected text, got a list in a list"),
        (
            statement(Condition={"StringEquals": {"aws:username": [["x"]]}}),
            "expected text, got a list in a list",
        ),
        ([statement()], "expected a statement, got a list in a list"),
        (statement(Action=7), "expected text, got `7`"),
        (statement(Principal=["a"]), 'expected `"*"` or a map of principals'),
        (statement(Condition="x"), "expected a map of condition operators"),
        ("text", "expected a statement, got another value"),
    ],
)
def test_what_aws_would_refuse_is_a_problem(broken: Any, message: str) -> None:
    assert any(problem.message.startswith(message) for problem in read(broken).problems)


def test_a_list_in_a_list_is_read_as_one_list() -> None:
    found = read(statement(Action=["a:B", ["a:C"]]), [statement(Action="a:D")])
    assert [texts(one.actions) for one in found.statements] == [["a:B", "a:C"], ["a:D"]]


def test_a_list_that_may_stand_in_a_list_is_possibly_refused() -> None:
    (problem,) = read(statement(Action=["a:B", maybe(["a:C"], ABSENT)])).problems
    assert problem.certainty is Truth.UNKNOWN
    assert read(statement(Action=maybe(["a:C"], ["a:D"]))).problems == ()


@pytest.mark.parametrize(
    ("statement", "again"),
    [
        ('"Action": "a:B", "Action": "a:C"', ["Action"]),
        ('"Action": "a:B", "Principal": {"AWS": "a", "AWS": "b"}', ["AWS"]),
        ('"Action": "a:B", "Condition": {"Bool": {"a:x": "true"}, "Bool": {}}', ["Bool"]),
        ('"Action": "a:B", "Condition": {"Bool": {"a:y": "", "a:y": "", "a:y": ""}}', ["a:y"] * 2),
        ('"Action": "a:B"', []),
    ],
)
def test_a_key_of_json_text_that_stands_again_is_a_problem(
    statement: str, again: list[str]
) -> None:
    text = f'{{"Statement": {{"Effect": "Allow", "Resource": "*", {statement}}}}}'
    problems = [problem.message for problem in read_json(text, PolicyKind.IDENTITY).problems]
    assert problems == [
        f"`{key}` is written again: it is refused, or the last one counts alone" for key in again
    ]


def test_a_second_list_of_statements_is_a_problem() -> None:
    (problem,) = read_json('{"Statement": [], "Statement": []}', PolicyKind.IDENTITY).problems
    assert problem.message.startswith("`Statement` is written again")


def test_of_keys_that_stand_again_the_last_counts() -> None:
    text = '{"Statement": {"Effect": "Allow", "Action": "a:B", "Action": "a:C", "Resource": "*"}}'
    (found,) = read_json(text, PolicyKind.IDENTITY).statements
    assert texts(found.actions) == ["a:C"]


@pytest.mark.parametrize(("written", "certainty"), [("Colour", Truth.YES), ("sid", Truth.UNKNOWN)])
def test_unknown_element_is_refused_surely_unless_its_capitals_alone_are_wrong(
    written: str, certainty: Truth
) -> None:
    (problem,) = read(statement() | {written: "x"}).problems
    assert problem.certainty is certainty


def test_null_elements_are_not_there() -> None:
    assert read(statement(NotAction=None, Condition=None)).problems == ()


def test_wrong_capitals_are_still_read() -> None:
    found = read({"effect": "deny", "action": "a:B", "resource": "*"}).statements[0]
    assert found.effect is Effect.DENY
    assert texts(found.actions) == ["a:B"]


def test_read_again_changes_the_kind_alone() -> None:
    document = read(statement())
    again = read_again(document, PolicyKind.BOUNDARY)
    assert again.kind is PolicyKind.BOUNDARY
    assert again.statements is document.statements


def test_hostile_sizes_end_in_unread() -> None:
    assert read(*[statement()] * 2_001).unread is not None
    many = {f"k{n}": maybe("a", ABSENT) for n in range(40)}
    found = read(statement(Condition={"StringEquals": many})).statements
    assert len(found) == 1
    assert found[0].unread is not None


def test_unknown_name_of_a_stack_is_one_value_and_no_open_list() -> None:
    name = Unknown(
        Reason.COMPUTED,
        "`AWS::StackName` is known at deployment",
        HERE,
        Identity(ResourceKey("main.yaml", ""), "stack_name"),
    )

    def compared(value: Value) -> Words:
        condition = {"StringEquals": {"cloudwatch:namespace": value}}
        return read(statement(Condition=condition)).statements[0].conditions[0].values

    assert (compared(name).words, compared(name).open) == ((name,), None)
    assert (compared(WHY).words, compared(WHY).open) == ((), WHY)


def test_unknown_account_is_one_principal_and_no_open_list() -> None:
    account = Unknown(
        Reason.COMPUTED,
        "`AWS::AccountId` is known at deployment",
        HERE,
        Identity(ResourceKey("main.yaml", ""), "account_id"),
    )

    def trusted(who: Any) -> Words:
        body = {"Statement": statement(Action="sts:AssumeRole", Principal={"AWS": who})}
        principals = read_policy(v(body), PolicyKind.TRUST).statements[0].principals
        assert principals is not None
        return principals.groups[0][1]

    assert (trusted(account).words, trusted(account).open) == ((account,), None)
    assert (trusted(WHY).words, trusted(WHY).open) == ((), WHY)


def test_text_that_is_no_json_says_where_it_breaks() -> None:
    (problem,) = read_policy(Known('{"a": ', HERE), PolicyKind.IDENTITY).problems
    assert problem.message == "the policy is not JSON: expecting value at line 1, column 7 of it"


def test_a_problem_is_no_surer_than_the_document_or_statement_that_it_is_in() -> None:
    sure = Mapping({"Statement": v(statement(Effect="Permit"))}, HERE)
    maybe = OneOf((sure, Mapping({}, HERE)), Reason.CONDITION, "which", HERE)
    assert {problem.certainty for problem in read_policy(sure, PolicyKind.IDENTITY).problems} == {
        Truth.YES
    }
    assert {problem.certainty for problem in read_policy(maybe, PolicyKind.IDENTITY).problems} == {
        Truth.UNKNOWN
    }


def test_elements_of_unknown_value_are_not_two_at_once() -> None:
    assert read(statement(Action=WHY, NotAction=WHY)).problems == ()
    assert read(statement(NotAction="a:B")).problems != ()


def test_principals_of_unknown_number_are_not_written_twice() -> None:
    some = Mapping({}, HERE, rest=WHY)
    both = "a statement has `Principal` or `NotPrincipal`, not both"
    assert read(statement(Principal=some, NotPrincipal=some)).problems == ()
    assert read(statement(Principal="*", NotPrincipal=maybe(some, "*"))).problems == ()
    sure = read(statement(Principal="*", NotPrincipal={"AWS": "*"})).problems
    assert [problem.message for problem in sure] == [both]


def test_words_stand_in_the_order_of_the_code() -> None:
    actions = Sequence(
        tuple(
            Known(text, Origin(Span("main.tf", line, 1, line, 9)))
            for text, line in (("s3:PutObject", 3), ("s3:GetObject", 2))
        ),
        HERE,
    )
    document = read(statement(Action=actions))
    assert texts(document.statements[0].actions) == ["s3:GetObject", "s3:PutObject"]
