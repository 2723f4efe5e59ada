"""Every intrinsic function gives what CloudFormation gives, and says what it cannot know."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from iac_scan.evaluation.result import Evaluation
from iac_scan.values import Known, Mapping, Sequence, Text, Value

PARAMETERS = """
Parameters:
  Name: {Type: String, Default: ci}
  Open: {Type: String}
  Size: {Type: Number, Default: '2'}
  Names: {Type: CommaDelimitedList, Default: 'a, b'}
  Stage: {Type: String, AllowedValues: [dev, prod]}
  Numbers: {Type: List<Number>, Default: '1, 2.5, x'}
  Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /path}
Mappings:
  Accounts:
    dev: {Id: '111111111111', Names: [d, e]}
    prod: {Id: '222222222222', Names: [p]}
Conditions:
  Always: !Equals [a, a]
  Never: !Equals [a, b]
  Maybe: !Equals [!Ref Open, x]
"""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # Ref
        ("!Ref Name", "ci"),
        ("{Ref: Name}", "ci"),
        ("!Ref Size", 2),
        ("!Ref Names", ["a", "b"]),
        ("!Ref Open", "? NO_VALUE"),
        ("!Ref Stage", ("one of", "dev", "prod")),
        ("!Ref Stored", "? DATA"),
        ("!Ref AWS::Partition", "aws"),
        ("!Ref AWS::URLSuffix", "amazonaws.com"),
        ("!Ref AWS::AccountId", "? COMPUTED"),
        ("!Ref AWS::NotificationARNs", ["..."]),
        ("!Ref AWS::StackId", "arn:aws:cloudformation:?:?:stack/?/?"),
        ("[a, !Ref AWS::NoValue]", ["a"]),
        ("{a: b, c: !Ref AWS::NoValue}", {"a": "b"}),
        # Sub
        ("!Sub 'x-${Name}-${Size}'", "x-ci-2"),
        ("!Sub '${Name}'", "ci"),
        ("!Sub '${Names}!'", "a,b!"),
        ("!Sub '${!Name}-${Name}'", "${Name}-ci"),
        ("!Sub '${Open}/x'", "?/x"),
        ("!Sub '${Stage}/x'", ("one of", "dev/x", "prod/x")),
        ("!Sub ['${A}-${Name}', {A: !Ref Size}]", "2-ci"),
        ("!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'", "arn:aws:iam::?:root"),
        ("!Sub 'plain'", "plain"),
        # Join
        ("!Join ['-', [a, !Ref Name, 3]]", "a-ci-3"),
        ("!Join ['', []]", ""),
        ("!Join [',', !Ref Names]", "a,b"),
        ("!Join [',', [a, !Ref Open]]", "a,?"),
        ("!Join [',', [a, !Ref AWS::NoValue]]", "a"),
        ("!Join [':', [!Ref Stage, x]]", ("one of", "dev:x", "prod:x")),
        # Select
        ("!Select [1, [a, b]]", "b"),
        ("!Select ['0', !Ref Names]", "a"),
        ("!Select [0, !GetAZs '']", "? DATA"),
        ("!Select [0, [!Ref Stage]]", ("one of", "dev", "prod")),
        # Split
        ("!Split [',', 'a,b']", ["a", "b"]),
        ("!Split ['/', !Sub 'a/${Open}/c']", ["a", "..."]),
        ("!Split [':', !Sub 'a:${AWS::AccountId}:c']", ["a", "?", "c"]),
        ("!Split ['/', !Ref Open]", ["..."]),
        ("!Split ['/', !Sub 'a/${AWS::StackName}/c']", ["a", "?", "c"]),
        ("!Split ['-', !Sub 'a-${AWS::StackName}-c']", ["a", "..."]),
        # FindInMap
        ("!FindInMap [Accounts, dev, Id]", "111111111111"),
        ("!FindInMap [Accounts, prod, Names]", ["p"]),
        ("!FindInMap [Accounts, !Ref Stage, Id]", ("one of", "111111111111", "222222222222")),
        ("!FindInMap [Accounts, !Ref AWS::Region, Id]", ("one of", "111111111111", "222222222222")),
        ("!FindInMap [Accounts, none, Id, {DefaultValue: d}]", "d"),
        # If
        ("!If [Always, a, b]", "a"),
        ("!If [Never, a, b]", "b"),
        ("!If [Maybe, a, b]", ("one of", "a", "b")),
        ("!If [Maybe, a, a]", ("one of", "a", "a")),
        ("[!If [Never, a, !Ref AWS::NoValue], c]", ["c"]),
        ("{a: !If [Maybe, b, !Ref AWS::NoValue]}", {"a": ("one of", "b", "(none)")}),
        ("!If [Maybe, !If [Always, a, b], c]", ("one of", "a", "c")),
        # Others
        ("!Base64 hey", "aGV5"),
        ("!Base64 {Ref: Open}", "? NO_VALUE"),
        ("!Cidr [10.0.0.0/16, 2, 8]", ["10.0.0.0/24", "10.0.1.0/24"]),
        ("!Select [1, !Cidr [10.0.0.0/16, 3]]", "10.0.1.0/24"),
        ("!Cidr [!Ref Open, 2, 8]", ["..."]),
        ("!GetAZs us-east-1", ["..."]),
        ("{'Fn::Length': !Ref Names}", 2),
        ("{'Fn::Length': !Ref Open}", "? NO_VALUE"),
        ("{'Fn::ToJsonString': {a: [1, !Ref Name, true, null]}}", '{"a":[1,"ci",true,null]}'),
        ("{'Fn::ToJsonString': {a: !Ref Open}}", '{"a":?}'),
        ("{'Fn::ToJsonString': {a: !Sub '\"${Open}'}}", '{"a":"\\"?"}'),
        ("!ImportValue elsewhere", "? DATA"),
        ("'{{resolve:ssm:/a/b}}'", "?"),
        ("'a{{resolve:secretsmanager:x:SecretString:y}}b'", "a?b"),
        ("!Sub '{{resolve:secretsmanager:${Name}:SecretString:y}}'", "?"),
        ("!Sub '{{resolve:secretsmanager:${Open}:SecretString:y}}'", "?"),
        ("!Transform {Name: Count, Parameters: {N: 2}}", "? UNSUPPORTED"),
        ("2012-10-17", "2012-10-17"),
        # Doubt inside doubt
        ("!Ref Numbers", [1, Decimal("2.5"), "x"]),
        ("!Ref {'Fn::Sub': Name}", "ci"),
        ("!Ref {Ref: Open}", "? NO_VALUE"),
        ("!Ref {'Fn::Sub': 'a${Open}'}", "? NO_VALUE"),
        ("!Join ['-', !GetAZs '']", "?"),
        ("!Join ['-', !Ref Open]", "? NO_VALUE"),
        ("!Sub 'x${AWS::NotificationARNs}'", "x?"),
        ("!Select [!Ref Open, [a]]", "? NO_VALUE"),
        ("!Select [0, !Ref Open]", "? NO_VALUE"),
        ("!Select [0, [!If [Maybe, a, !Ref AWS::NoValue], b]]", "? CONDITION"),
        ("{'Fn::Length': [!If [Maybe, a, !Ref AWS::NoValue]]}", "? CONDITION"),
        ("{'Fn::Length': !GetAZs ''}", "? DATA"),
        ("!Base64 {'Fn::Sub': 'x${Open}'}", "? NO_VALUE"),
        ("!Base64 {'Fn::Sub': '${Stage}'}", ("one of", "ZGV2", "cHJvZA==")),
        ("!Equals [a, a]", True),
        ("!Equals [!Ref Open, a]", "? CONDITION"),
        ("!If [!Equals [a, a], b, c]", "b"),
        ("!FindInMap [!Ref Open, a, b]", "? NO_VALUE"),
        ("!FindInMap [!Sub 'a${Open}', a, b]", "? NO_VALUE"),
        ("!FindInMap [Missing, a, b, {DefaultValue: d}]", "d"),
        (
            "!FindInMap [Accounts, !Ref Open, Id, {DefaultValue: d}]",
            ("one of", "111111111111", "222222222222", "d"),
        ),
        ("!ImportValue {Ref: Open}", "? DATA"),
        ("{'Fn::GetStackOutput': {StackName: a}}", "? DATA"),
        ("!ValueOf [a, b]", "? UNSUPPORTED"),
        ("{'Fn::ToJsonString': [!Ref Stage, !Ref AWS::NotificationARNs]}", "[?,[?]]"),
        ("{'Fn::ToJsonString': {a: 1.5, b: []}}", '{"a":1.5,"b":[]}'),
        ("!Split [',', !Ref Stage]", ("one of", ["dev"], ["prod"])),
        ("!Cidr [10.0.0.0/16, 2, !Ref Open]", ["..."]),
    ],
)
def test_intrinsic_gives_what_cloudformation_gives(
    written: str, expected: object, shown_of: Callable[..., object]
) -> None:
    assert shown_of(written, PARAMETERS) == expected


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("!Ref Missing", "declares no parameter or resource `Missing`"),
        ("!GetAtt Missing.Arn", "declares no parameter or resource `Missing`"),
        ("!Sub '${Missing.Arn}'", "declares no parameter or resource `Missing`"),
        ("!FindInMap [Missing, a, b]", "no mapping `Missing`"),
        ("!FindInMap [Accounts, dev, Missing]", "no `Accounts.dev.Missing`"),
        ("!If [Missing, a, b]", "no condition `Missing`"),
        ("!If [Always, a]", "takes a condition and two values"),
        ("!Select [5, [a]]", "item 5 of 1"),
        ("!Select [-1, [a]]", "a whole number from 0"),
        ("!Select [-5, [a]]", "a whole number from 0"),
        ("!Select [x, [a]]", "must be a whole number"),
        ("!Join [a]", "takes a delimiter and a list"),
        ("!Join [',', a]", "must be a list"),
        ("!Split ['', a]", "takes a delimiter and a text"),
        ("!Cidr [nonsense, 2, 8]", "cannot be cut"),
        ("{'Fn::Nonsense': a}", "no function `Fn::Nonsense`"),
        ("!Nonsense a", "no tag `!Nonsense`"),
        ("{Ref: Name, Other: a}", "must be the only key"),
        ("!Ref [a]", "takes names"),
        ("!GetAtt a", "takes a resource and an attribute"),
        ("!Sub [a, b]", "must be a map"),
        ("!Sub [[a]]", "takes a text"),
        ("!Sub '${Name}${M}'", "no parameter or resource `M`"),
        ("!Join [[a], [b]]", "must be text"),
        ("!Join [',', [{a: b}]]", "joins texts only"),
        ("!Select [0]", "takes an index and a list"),
        ("!Select [0, a]", "must be a list"),
        ("!Split [',', [a]]", "must be a text"),
        ("!Cidr [a]", "takes a block"),
        ("!Cidr [10.0.0.0/16, 999]", "a count up to 256"),
        ("!Base64 [a]", "takes a text"),
        ("{'Fn::Length': a}", "takes a list"),
        ("!FindInMap [a]", "takes a mapping and two keys"),
        ("!If [Always, !Ref Missing, b]", "`Missing`"),
        ("!And []", "wrong number of arguments"),
    ],
)
def test_wrong_use_is_told_where_it_stands(
    written: str, message: str, deploy: Callable[..., Evaluation]
) -> None:
    text = (
        f"{PARAMETERS}Resources:\n  R:\n    Type: AWS::B::C\n    Properties:\n      V: {written}\n"
    )
    evaluation = deploy(text)
    assert message in "\n".join(item.message for item in evaluation.diagnostics)
    assert {item.span.start_line for item in evaluation.diagnostics} == {text.count("\n")}


def test_value_follows_a_parameter_to_its_default(value_of: Callable[..., Value]) -> None:
    value = value_of("!Ref Name", PARAMETERS)
    assert value.origin.span.start_line == 3
    assert [step.label for step in value.origin.steps] == ["!Ref Name"]


def test_step_is_named_as_the_author_wrote_it(value_of: Callable[..., Value]) -> None:
    value = value_of("{Ref: Name}", PARAMETERS)
    assert [step.label for step in value.origin.steps] == ["Ref Name"]


def test_value_follows_a_mapping_to_its_entry(value_of: Callable[..., Value]) -> None:
    value = value_of("!FindInMap [Accounts, dev, Id]", PARAMETERS)
    assert value.origin.span.start_line == 12
    assert [step.label for step in value.origin.steps] == ["!FindInMap Accounts.dev.Id"]


def test_value_follows_a_condition_to_the_chosen_literal(value_of: Callable[..., Value]) -> None:
    value = value_of("!If [Always, !Ref Name, b]", PARAMETERS)
    assert [step.label for step in value.origin.steps] == ["!If Always", "!Ref Name"]
    assert value.origin.span.start_line == 3


def test_text_of_sub_in_a_block_keeps_the_place_of_its_lines(
    value_of: Callable[..., Value],
) -> None:
    value = value_of('!Sub |\n        {"a": "${Open}",\n         "b": "${Name}!"}', PARAMETERS)
    assert isinstance(value, Text)
    runs = {piece.span.start_line: piece for piece in value.layout}
    start = min(runs)
    parts = "".join(part if isinstance(part, str) else "?" for part in value.parts)
    assert parts == '{"a": "?",\n "b": "ci!"}\n'
    tail = value.layout[-1]
    assert tail.span.start_line == start + 1
    assert parts[tail.start :].startswith('!"}')
    assert tail.span.start_column == 23


def test_unknown_part_of_sub_says_which_variable_it_is(value_of: Callable[..., Value]) -> None:
    value = value_of("!Sub 'x${Open}'", PARAMETERS)
    assert isinstance(value, Text)
    (hole,) = (part for part in value.parts if not isinstance(part, str))
    assert [step.label for step in hole.origin.steps] == ["Open"]
    assert "`Open`" in hole.detail


def test_json_of_to_json_string_keeps_the_value(value_of: Callable[..., Value]) -> None:
    value = value_of("{'Fn::ToJsonString': {a: b}}", PARAMETERS)
    assert isinstance(value, Known)
    assert isinstance(value.encoded, Mapping)


def test_text_in_base64_is_kept_for_those_who_look_for_secrets(
    deploy: Callable[..., Evaluation],
) -> None:
    evaluation = deploy(
        "Resources:\n  R:\n    Type: AWS::B::C\n    Properties:\n      V: !Base64 hidden\n"
    )
    assert "hidden" in [value.value for value in evaluation.loose if isinstance(value, Known)]


def test_sensitive_parameter_makes_sensitive_text(value_of: Callable[..., Value]) -> None:
    sections = "Parameters:\n  P: {Type: String, NoEcho: true, Default: x}\n"
    for written in ("!Ref P", "!Sub 'a${P}'", "!Join ['', [a, !Ref P]]"):
        value = value_of(written, sections)
        assert isinstance(value, Known)
        assert value.sensitive


def test_ordinary_parameter_makes_ordinary_text(value_of: Callable[..., Value]) -> None:
    value = value_of("!Sub 'a${Name}'", PARAMETERS)
    assert isinstance(value, Known)
    assert not value.sensitive


def test_too_many_possibilities_are_unknown(shown_of: Callable[..., object]) -> None:
    allowed = ", ".join(f"v{number}" for number in range(17))
    sections = f"Parameters:\n  P: {{Type: String, AllowedValues: [{allowed}]}}\n"
    assert shown_of("!Ref P", sections) == "? NO_VALUE"


@pytest.mark.parametrize(
    ("count", "default", "gaps"), [(17, "", 1), (16, "", 0), (17, ", Default: v1", 0)]
)
def test_allowed_values_that_are_too_many_to_try_are_a_gap(
    deploy: Callable[..., Evaluation], count: int, default: str, gaps: int
) -> None:
    allowed = ", ".join(f"v{number}" for number in range(count))
    evaluation = deploy(
        f"Parameters:\n  P: {{Type: String, AllowedValues: [{allowed}]{default}}}\n"
        "Resources: {R: {Type: AWS::B::C, Properties: {V: !Ref P}}}\n"
    )
    assert len(evaluation.gaps) == gaps
    assert all("any of 17 values" in gap.message for gap in evaluation.gaps)


def test_allowed_values_of_a_list_are_those_of_its_members(
    shown_of: Callable[..., object],
) -> None:
    sections = "Parameters:\n  P: {Type: CommaDelimitedList, AllowedValues: [a, b]}\n"
    assert shown_of("!Ref P", sections) == "? NO_VALUE"


def test_possibilities_of_several_choices_are_bounded(shown_of: Callable[..., object]) -> None:
    sections = "Parameters:\n  P: {Type: String, AllowedValues: [a, b, c, d, e]}\n"
    assert shown_of("!Sub '${P}'", sections) == ("one of", "a", "b", "c", "d", "e")
    assert shown_of("!Sub '${P}${P}'", sections) == "??"


def test_list_with_an_undecided_item_keeps_it(value_of: Callable[..., Value]) -> None:
    value = value_of("[a, !If [Maybe, b, !Ref AWS::NoValue], c]", PARAMETERS)
    assert isinstance(value, Sequence)
    assert len(value.items) == 3
