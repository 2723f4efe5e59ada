"""Reading the type constraint of a variable: `map(object({ name = optional(string, "x") }))`.

Source: https://developer.hashicorp.com/terraform/language/expressions/type-constraints.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.types import (
    CollectionKind,
    CollectionType,
    ObjectType,
    Primitive,
    TupleType,
    Type,
)
from iac_scan.parsers.hcl.syntax import (
    Expression,
    FunctionCall,
    Literal,
    ObjectConstructor,
    TupleConstructor,
    Variable,
)
from iac_scan.sources.span import Span
from iac_scan.values import Value

_HELP = "a type is `string`, `number`, `bool`, `any`, or a constructor such as `list(string)`"


@dataclass(frozen=True, slots=True)
class TypeProblem:
    """Why an expression is no type constraint."""

    message: str
    """Lower case, one line, user text in backticks."""
    span: Span
    """The part that is wrong."""


def parse_type(
    expression: Expression, evaluate: Callable[[Expression], Value]
) -> Type | TypeProblem:
    """Return the type that the expression names.

    `evaluate` gives the value of a default in `optional(T, default)`, which may not refer to
    anything.
    """
    match expression:
        case Variable(name=name) | Literal(value=str() as name):
            return _keyword(name, expression.span)
        case FunctionCall():
            return _constructed(expression, evaluate)
        case _:
            return TypeProblem(f"expected a type, got something else; {_HELP}", expression.span)


def _keyword(name: str, span: Span) -> Type | TypeProblem:
    # Configurations of 0.11 quote the keyword, and write `list` and `map` alone.
    match name:
        case "string" | "number" | "bool" | "any":
            return Primitive(name)
        case "list" | "map":
            return CollectionType(CollectionKind(name), Primitive.ANY)
        case _:
            return TypeProblem(f"`{name}` is not a type; {_HELP}", span)


def _constructed(call: FunctionCall, evaluate: Callable[[Expression], Value]) -> Type | TypeProblem:
    if len(call.arguments) != 1:
        return TypeProblem(f"`{call.name}` expects one argument", call.span)
    argument = call.arguments[0]
    match call.name:
        case "list" | "set" | "map":
            element = parse_type(argument, evaluate)
            if isinstance(element, TypeProblem):
                return element
            return CollectionType(CollectionKind(call.name), element)
        case "tuple":
            return _tuple(argument, evaluate)
        case "object":
            return _object(argument, evaluate)
        case _:
            return TypeProblem(f"`{call.name}` is not a type constructor; {_HELP}", call.span)


def _tuple(argument: Expression, evaluate: Callable[[Expression], Value]) -> Type | TypeProblem:
    if not isinstance(argument, TupleConstructor):
        return TypeProblem("`tuple` expects a list of types", argument.span)
    items: list[Type] = []
    for expression in argument.items:
        item = parse_type(expression, evaluate)
        if isinstance(item, TypeProblem):
            return item
        items.append(item)
    return TupleType(tuple(items))


def _object(argument: Expression, evaluate: Callable[[Expression], Value]) -> Type | TypeProblem:
    if not isinstance(argument, ObjectConstructor):
        return TypeProblem("`object` expects attribute names with their types", argument.span)
    attributes: dict[str, Type] = {}
    optional: set[str] = set()
    defaults: dict[str, Value] = {}
    for item in argument.items:
        name = _attribute_name(item.key)
        if name is None or name in attributes:
            wrong = "expected an attribute name" if name is None else f"`{name}` stands twice"
            return TypeProblem(wrong, item.key.span)
        declared, default = _declared(item.value)
        if declared is None:
            return TypeProblem("`optional` expects a type and maybe a default", item.value.span)
        attribute = parse_type(declared, evaluate)
        if isinstance(attribute, TypeProblem):
            return attribute
        attributes[name] = attribute
        if declared is not item.value:
            optional.add(name)
        if default is not None:
            value = convert(evaluate(default), attribute)
            if isinstance(value, ConversionProblem):
                return TypeProblem(f"default of `{name}`: {value.message}", default.span)
            defaults[name] = value
    return ObjectType(attributes, frozenset(optional), defaults)


def _attribute_name(key: Expression) -> str | None:
    match key:
        case Literal(value=str() as name) | Variable(name=name):
            return name
        case _:
            return None


def _declared(expression: Expression) -> tuple[Expression | None, Expression | None]:
    """Return the type and the default inside `optional(...)`; without it, the type itself."""
    match expression:
        case FunctionCall(name="optional", arguments=(declared,)):
            return declared, None
        case FunctionCall(name="optional", arguments=(declared, default)):
            return declared, default
        case FunctionCall(name="optional"):
            return None, None
        case _:
            return expression, None
