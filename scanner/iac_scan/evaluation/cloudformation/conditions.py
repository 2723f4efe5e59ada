"""Conditions: expressions that hold, do not hold, or cannot be decided before deployment.

Source: AWS CloudFormation User Guide, "Condition functions" (edition of
2023-09-19, read 2026-11-23).
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from iac_scan.evaluation.cloudformation.choices import Part, parts_of
from iac_scan.evaluation.cloudformation.scope import Call, Scope, call_of, invalid, literal
from iac_scan.parsers.template.tree import Entries, Node, Scalar
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Span
from iac_scan.values import Known, OneOf, Text, Truth, Unknown, Value, options_of

if TYPE_CHECKING:
    from iac_scan.evaluation.cloudformation.stack import Stack

Verdict = tuple[Truth, str]
"""Whether a condition holds, and what it depends on when that is unknown."""

_WORDS = {"true": Truth.YES, "false": Truth.NO}
_WRONG: Verdict = (Truth.UNKNOWN, "the condition is not written correctly")


def named(stack: Stack, name: str, span: Span) -> Verdict:
    """Return whether a declared condition holds, and when that is unknown, what it depends on."""
    declared = stack.section("Conditions").get(name)
    if declared is None:
        message = f"the template has no condition `{name[:60]}`"
        if stack.declares_all("Conditions"):
            stack.report(Diagnostic(Level.WARNING, message, span))
        return Truth.UNKNOWN, message
    node = declared.node
    verdict = stack.evaluated.conditions.of(name, lambda: stack.truth(node))
    if verdict is None:
        return Truth.UNKNOWN, stack.cycle(f"condition `{name[:60]}`", declared.span).detail
    return verdict[0], f"condition `{name}` is not decided: {verdict[1]}"


def truth(scope: Scope, node: Node) -> Verdict:
    """Return whether the expression `node` holds."""
    match node:
        case Scalar(value=bool() as flag):
            return Truth.of(flag), ""
        case Entries(entries=(entry,)) if entry.key == "Condition":
            name = literal(entry.value)
            if name is not None:
                return scope.condition(name, entry.value.span)
        case Entries() as map_:
            call = call_of(map_)
            if call is not None:
                return truth_of_call(scope, call)
        case _:
            pass
    word = literal(node)
    if word is not None and word.lower() in _WORDS:
        return _WORDS[word.lower()], ""
    message = "expected a condition function, or `Condition` with a name"
    scope.report(Diagnostic(Level.WARNING, message, node.span))
    return _WRONG


def truth_of_call(scope: Scope, call: Call) -> Verdict:
    """Return whether a condition function holds."""
    match call.name, call.arguments:
        case "Fn::Equals", (left, right):
            return equal(scope.value(left), scope.value(right))
        case "Fn::Not", (operand,):
            holds, detail = scope.truth(operand)
            return ~holds, detail
        case ("Fn::And" | "Fn::Or") as name, operands if operands:
            verdicts = [scope.truth(operand) for operand in operands]
            combine = and_ if name == "Fn::And" else or_
            holds = reduce(combine, (verdict for verdict, _ in verdicts))
            details = [detail for verdict, detail in verdicts if verdict is Truth.UNKNOWN]
            return holds, details[0] if details else ""
        case "Fn::If", (condition, then, otherwise):
            return _chosen(scope, condition, then, otherwise)
        case (("Fn::Equals" | "Fn::Not" | "Fn::And" | "Fn::Or" | "Fn::If"), _):
            invalid(scope, call, f"wrong number of arguments for `{call.name}`")
            return _WRONG
        case _:
            return _of_value(scope, call)


def _chosen(scope: Scope, condition: Node, then: Node, otherwise: Node) -> Verdict:
    """Return whether the branch that a condition chooses holds."""
    name = literal(condition)
    holds, detail = (
        scope.truth(condition) if name is None else scope.condition(name, condition.span)
    )
    if holds is not Truth.UNKNOWN:
        return scope.truth(then if holds is Truth.YES else otherwise)
    first, second = scope.truth(then), scope.truth(otherwise)
    return first if first[0] is second[0] else (Truth.UNKNOWN, detail)


def _of_value(scope: Scope, call: Call) -> Verdict:
    """Return whether a function that yields a value yields `true`."""
    value = scope.call(call)
    return equal(value, Known("true", call.origin))


def equal(left: Value, right: Value) -> Verdict:
    """Return whether two values are the same text."""
    verdicts = {_same(one, other) for one in options_of(left) for other in options_of(right)}
    if len(verdicts) == 1:
        (verdict,) = verdicts
        if verdict is not Truth.UNKNOWN:
            return verdict, ""
    return Truth.UNKNOWN, _doubt(left) or _doubt(right) or "the operands are not known"


def _same(left: Value, right: Value) -> Truth:
    """Tell whether two values without choices are the same text."""
    one, other = parts_of(left), parts_of(right)
    if one is None or other is None:
        return Truth.UNKNOWN
    if all(isinstance(part, str) for part in (*one, *other)):
        return Truth.of("".join(map(str, one)) == "".join(map(str, other)))
    if len(one) == len(other) and all(map(_is_same_part, one, other)):
        return Truth.YES
    return Truth.UNKNOWN if _could_agree(one, other) else Truth.NO


def _is_same_part(one: Part, other: Part) -> bool:
    """Tell whether two parts are surely equal."""
    if isinstance(one, Unknown) and isinstance(other, Unknown):
        return one.identity is not None and one.identity == other.identity
    return one == other


def _could_agree(one: tuple[Part, ...], other: tuple[Part, ...]) -> bool:
    """Tell whether two texts could be equal, by how they begin and end."""
    ends = ((_start(one), _start(other)), (_end(one)[::-1], _end(other)[::-1]))
    return all(a.startswith(b) or b.startswith(a) for a, b in ends)


def _start(parts: tuple[Part, ...]) -> str:
    """Return the text before the first unknown part."""
    return parts[0] if parts and isinstance(parts[0], str) else ""


def _end(parts: tuple[Part, ...]) -> str:
    """Return the text after the last unknown part."""
    return parts[-1] if parts and isinstance(parts[-1], str) else ""


def _doubt(value: Value) -> str:
    """Return why a value is not known, or an empty text."""
    match value:
        case Unknown(detail=detail):
            return detail
        case Text(parts=parts):
            return next(part.detail for part in parts if isinstance(part, Unknown))
        case OneOf(detail=detail):
            return detail
        case _:
            return ""
