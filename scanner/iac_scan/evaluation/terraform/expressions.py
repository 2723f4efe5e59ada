"""Expressions to values: one case for each node of the syntax tree.

Names are followed by `references`, functions called by `calls`, templates rendered by `templates`.
Source: HCL Native Syntax Specification, https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md.
"""

from __future__ import annotations

from typing import assert_never

from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.marks import marked, marks_of
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.evaluation.terraform import (
    calls,
    elements,
    loops,
    operators,
    references,
    splats,
    templates,
)
from iac_scan.evaluation.terraform.choices import as_unknown
from iac_scan.evaluation.terraform.scope import NESTING, Scope
from iac_scan.parsers.hcl.syntax import (
    Binary,
    Conditional,
    Expression,
    ForObject,
    ForTuple,
    FunctionCall,
    GetAttribute,
    Index,
    Literal,
    ObjectConstructor,
    Parentheses,
    Splat,
    SplatItem,
    Template,
    TupleConstructor,
    Unary,
    Unreadable,
    Variable,
)
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    UNMARKED,
    Known,
    Mapping,
    Reason,
    Sequence,
    Unknown,
    Value,
    with_origin,
)


def evaluate(expression: Expression, scope: Scope) -> Value:
    """Return the value of the expression, as far as it follows from the code.

    Errors: what terraform would refuse is a diagnostic and `Unknown(INVALID)`.
    """
    match expression:
        case Literal(value=None, span=span):
            return Known(None, Origin(span), type=Primitive.ANY)
        case Literal(value=value, span=span):
            return Known(value, Origin(span))
        case Parentheses(expression=inner):
            return evaluate(inner, scope)
    session = scope.session
    if session.depth > NESTING:
        return scope.bound("expressions refer to one another too deeply", expression.span)
    session.depth += 1
    try:
        return _evaluate(expression, scope)
    finally:
        session.depth -= 1


def _evaluate(expression: Expression, scope: Scope) -> Value:
    match expression:
        case Literal() | Parentheses():
            return evaluate(expression, scope)
        case Template():
            return templates.render(expression, scope, evaluate)
        case TupleConstructor(items=items, span=span):
            made = Sequence(tuple(evaluate(item, scope) for item in items), Origin(span))
            return scope.bounded(made, span)
        case ObjectConstructor():
            return _object(expression, scope)
        case ForTuple():
            return loops.for_tuple(expression, scope, evaluate)
        case ForObject():
            return loops.for_object(expression, scope, evaluate)
        case FunctionCall():
            return calls.call_function(expression, scope, evaluate)
        case Variable() | GetAttribute() | Index():
            return _traverse(expression, scope)
        case Splat(source=source, each=each, span=span):
            return splats.splat(
                evaluate(source, scope),
                lambda item, inner: evaluate(each, inner.at_item(item)),
                span,
                scope,
            )
        case SplatItem(span=span):
            return scope.item if scope.item is not None else scope.wrong("no splat here", span)
        case Conditional():
            return _conditional(expression, scope)
        case Unary(operator=operator, operand=operand, span=span):
            return operators.unary(operator, evaluate(operand, scope), span, scope)
        case Binary(operator=operator, left=left, right=right, span=span):
            one = evaluate(left, scope)
            if operators.decides(operator, one):
                other = evaluate(right, scope.muted())
                return marked(with_origin(one, Origin(span)), marks_of(other))
            return operators.binary(operator, one, evaluate(right, scope), span, scope)
        case Unreadable(span=span):
            return Unknown(Reason.INVALID, "the expression cannot be read", Origin(span))
        case _:
            assert_never(expression)


def _conditional(expression: Conditional, scope: Scope) -> Value:
    decided = operators.condition(
        evaluate(expression.condition, scope), expression.condition.span, scope
    )
    # Of a result that is not surely taken only the type counts; what is wrong in it does not.
    left = right = scope.unsure()
    if isinstance(decided, Known):
        left, right = (scope, scope.muted()) if decided.value is True else (scope.muted(), scope)
    return operators.conditional(
        decided,
        lambda: evaluate(expression.then, left),
        lambda: evaluate(expression.otherwise, right),
        expression.span,
        scope,
    )


def _object(expression: ObjectConstructor, scope: Scope) -> Value:
    entries: dict[str, Value] = {}
    spans: dict[str, Span] = {}
    rest: Unknown | None = None
    marks = UNMARKED
    for item in expression.items:
        # A bare name is a Literal; a traversal in place of a key is its text only in parentheses.
        key = convert(evaluate(item.key, scope), Primitive.STRING)
        value = evaluate(item.value, scope)
        match key:
            case ConversionProblem(message=message):
                scope.wrong(f"an object key is wrong: {message}", item.key.span)
            case Known(value=str() as name):
                marks |= key.marks
                entries.pop(name, None)
                entries[name] = value
                spans[name] = item.key.span
            case Known():
                rest = scope.assumed_in((key,)) or rest
                scope.null(key, "an object key is null", item.key.span)
            case _:
                rest = as_unknown(key)
    made = Mapping(entries, Origin(expression.span), rest=rest, marks=marks, key_spans=spans)
    return scope.bounded(made, expression.span)


def _traverse(expression: Variable | GetAttribute | Index, scope: Scope) -> Value:
    """Follow a chain of attributes and indexes from what it starts with."""
    steps: list[GetAttribute | Index] = []
    start: Expression = expression
    while isinstance(start, GetAttribute | Index):
        steps.append(start)
        start = start.source
    steps.reverse()
    if isinstance(start, Variable):
        value, used = references.resolve(start, steps, scope)
    else:
        value, used = evaluate(start, scope), 0
    for step in steps[used:]:
        match step:
            case GetAttribute(name=name, span=span):
                value = elements.get_attribute(value, name, span, scope)
            case Index(key=key, span=span):
                value = elements.get_index(value, evaluate(key, scope), span, scope)
            case _:
                assert_never(step)
    return value
