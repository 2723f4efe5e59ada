"""Conversion, unification, equality and the printing of numbers, case by case."""

from __future__ import annotations

from decimal import Decimal

import pytest

from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.equality import equal
from iac_scan.evaluation.functions.number import add, divide, modulo, number_text, parse_number
from iac_scan.evaluation.functions.set_order import make_set
from iac_scan.evaluation.functions.type_expressions import TypeProblem, parse_type
from iac_scan.evaluation.functions.types import (
    ObjectType,
    Primitive,
    Type,
    list_of,
    map_of,
    set_of,
    type_of,
)
from iac_scan.evaluation.functions.unify import unify
from iac_scan.parsers.hcl.syntax import (
    Expression,
    FunctionCall,
    Literal,
    ObjectConstructor,
    ObjectItem,
    Variable,
)
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    SECRET,
    Identity,
    Known,
    Mapping,
    OneOf,
    Reason,
    ResourceKey,
    Sequence,
    SequenceKind,
    Text,
    Truth,
    Unknown,
    Value,
)

SPAN = Span("main.tf", 1, 1, 1, 2)
HERE = Origin(SPAN)
HOLE = Unknown(Reason.NO_VALUE, "`var.name` has no default", HERE)
ARN = Unknown(Reason.COMPUTED, "arn", HERE, Identity(ResourceKey(".", "aws_iam_role.a"), "arn"))


def value(plain: object) -> Value:
    """Return a Python literal as the value that HCL's literal of the same look has."""
    match plain:
        case list():
            return Sequence(tuple(map(value, plain)), HERE)
        case dict():
            return Mapping({str(name): value(entry) for name, entry in plain.items()}, HERE)
        case None | bool() | int() | Decimal() | str():
            return Known(plain, HERE)
        case Known() | Text() | Sequence() | Mapping() | OneOf() | Unknown():
            return plain
        case _:
            raise TypeError(plain)


def converted(plain: object, type: Type) -> object:
    result = convert(value(plain), type)
    assert not isinstance(result, ConversionProblem), result.message
    return python(result)


def python(result: Value) -> object:
    match result:
        case Known(value=scalar):
            return scalar
        case Sequence(items=items):
            return [python(item) for item in items]
        case Mapping(entries=entries):
            return {name: python(entry) for name, entry in entries.items()}
        case _:
            return result


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1e21", "1000000000000000000000"),
        ("0.1", "0.1"),
        ("1.10", "1.1"),
        ("1p3", "8"),
        ("-0", "0"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e-7", "0.0000001"),
        ("0x10", None),
        ("1_000", None),
        (" 1", None),
        ("", None),
    ],
)
def test_numbers_are_read_and_printed_as_terraform_does(text: str, printed: str | None) -> None:
    number = parse_number(text)
    assert (None if number is None else number_text(number)) == printed


def test_a_third_has_the_digits_of_a_512_bit_float() -> None:
    third = divide(1, 3)
    assert third is not None
    assert number_text(third) == "0." + "3" * 154 + "5"


def test_tenths_add_up() -> None:
    assert add(Decimal("0.1"), Decimal("0.2")) == Decimal("0.3")


def test_remainder_has_the_sign_of_the_dividend() -> None:
    assert modulo(-10, 3) == -1


def test_scalars_become_strings_in_a_list_of_string() -> None:
    assert converted([1, True, "a", None], list_of(Primitive.STRING)) == ["1", "true", "a", None]


def test_list_of_any_takes_the_type_its_items_share() -> None:
    assert converted([1, "a"], list_of(Primitive.ANY)) == ["1", "a"]


def test_number_and_bool_share_no_type() -> None:
    assert isinstance(convert(value([1, True]), list_of(Primitive.ANY)), ConversionProblem)


def test_sets_are_sorted_and_hold_equal_items_once() -> None:
    assert converted(["b", "a", "b"], set_of(Primitive.STRING)) == ["a", "b"]


def test_sets_of_objects_have_the_order_of_terraform() -> None:
    items = [
        {"a": 1, "b": "x"},
        {"a": Decimal("0.1"), "b": "y"},
        {"a": 10**30, "b": "z"},
        {"a": 12345678901234, "b": "é\n"},
    ]
    result = python(make_set(map(value, items), HERE))
    assert isinstance(result, list)
    assert [item["b"] for item in result] == ["y", "é\n", "x", "z"]


def test_object_drops_what_the_type_does_not_name_and_fills_in_defaults() -> None:
    type = ObjectType(
        {"name": Primitive.STRING, "path": Primitive.STRING, "size": Primitive.NUMBER},
        frozenset({"path", "size"}),
        {"path": value("/")},
    )
    result = converted({"name": 1, "path": None, "other": True}, type)
    assert result == {"name": "1", "path": "/", "size": None}


def test_object_without_a_required_attribute_does_not_convert() -> None:
    problem = convert(value({}), ObjectType({"name": Primitive.STRING}))
    assert isinstance(problem, ConversionProblem)
    assert problem.message == "expected an attribute `name`, got none"


def test_defaults_reach_into_collections() -> None:
    type = map_of(ObjectType({"a": Primitive.NUMBER}, frozenset({"a"}), {"a": value(7)}))
    assert converted({"x": {}, "y": {"a": "1"}}, type) == {"x": {"a": 7}, "y": {"a": 1}}


def test_text_with_a_hole_stays_a_string_and_is_no_known_number() -> None:
    text = Text(("1", HOLE), HERE)
    assert convert(text, Primitive.STRING) == text
    assert isinstance(convert(text, Primitive.NUMBER), Unknown)


def test_options_that_do_not_convert_are_dropped() -> None:
    choice = OneOf((value("1"), value("x")), Reason.CONDITION, "`var.a`", HERE)
    assert convert(choice, Primitive.NUMBER) == Known(1, HERE)


def test_sensitive_item_makes_its_set_sensitive() -> None:
    result = convert(value([Known("a", HERE, marks=SECRET)]), set_of(Primitive.STRING))
    assert isinstance(result, Sequence)
    assert result.sensitive
    assert result.items == (Known("a", HERE),)


def test_objects_with_different_names_unify_to_a_map() -> None:
    assert unify([type_of(value({"a": 1})), type_of(value({"b": "x"}))]) == map_of(Primitive.STRING)


def test_a_list_is_no_string() -> None:
    problem = convert(value(["a"]), Primitive.STRING)
    assert isinstance(problem, ConversionProblem)
    assert problem.message == "expected string, got tuple"


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        (1, "1", Truth.NO),
        (True, 1, Truth.NO),
        (None, None, Truth.YES),
        ([], [], Truth.YES),
        ([], Sequence((), HERE, SequenceKind.LIST), Truth.NO),
        ({"a": 1}, {"a": 1}, Truth.YES),
        ({"a": 1}, {"b": 1}, Truth.NO),
        (HOLE, "a", Truth.UNKNOWN),
        (HOLE, HOLE, Truth.UNKNOWN),
        (ARN, ARN, Truth.YES),
        (ARN, None, Truth.NO),
        (Text(("a", HOLE), HERE), "b", Truth.NO),
        (Text(("a", HOLE), HERE), "ab", Truth.UNKNOWN),
        (Text(("a", HOLE, "c"), HERE), "ac", Truth.UNKNOWN),
        (Text(("ab", HOLE, "bc"), HERE), "abc", Truth.NO),
        (Text(("a", ARN), HERE), Text(("a", ARN), HERE), Truth.YES),
        (Text(("a", HOLE), HERE), Text(("b", HOLE), HERE), Truth.NO),
        (Text(("a", HOLE), HERE), 1, Truth.NO),
    ],
)
def test_equality_follows_type_then_value_then_identity(
    left: object, right: object, answer: Truth
) -> None:
    assert equal(value(left), value(right)) is answer
    assert equal(value(right), value(left)) is answer


def _never(expression: Expression) -> Value:
    raise AssertionError(expression)


def _variable(name: str) -> Variable:
    return Variable(name, SPAN)


def test_type_expression_of_an_object_with_optional_attributes() -> None:
    default = Literal("x", SPAN)
    items = (
        ObjectItem(Literal("a", SPAN), _variable("string"), SPAN),
        ObjectItem(
            Literal("b", SPAN),
            FunctionCall("optional", (_variable("number"), default), False, SPAN),
            SPAN,
        ),
    )
    call = FunctionCall("object", (ObjectConstructor(items, SPAN),), False, SPAN)
    type = parse_type(call, lambda _: value("5"))
    assert isinstance(type, ObjectType)
    assert type.optional == {"b"}
    assert type.defaults == {"b": value(5)}


def test_unknown_type_names_are_a_problem() -> None:
    assert isinstance(parse_type(_variable("strnig"), _never), TypeProblem)
