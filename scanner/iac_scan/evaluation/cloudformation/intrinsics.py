"""The intrinsic functions of CloudFormation, in one table.

Texts are put together in `substitute`, lists taken apart in `lists`. Source: AWS CloudFormation
Template Reference, "Intrinsic function reference", of which the page of each function was read in
the edition of 2023-09-19, and that of `Fn::GetStackOutput` in the one of 2026 (2026-11-23).
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace

from iac_scan.evaluation.cloudformation.choices import followed, one_of, spread
from iac_scan.evaluation.cloudformation.encode import encode_json
from iac_scan.evaluation.cloudformation.lists import cidr, get_azs, length, select, split
from iac_scan.evaluation.cloudformation.lookup import find_in_map
from iac_scan.evaluation.cloudformation.scope import Call, Scope, invalid, literal
from iac_scan.evaluation.cloudformation.substitute import bounded_text, join, sub
from iac_scan.parsers.template.tree import Entries, Items, Node, Scalar
from iac_scan.values import UNMARKED, Known, Reason, Text, Truth, Unknown, Value

Function = Callable[[Scope, Call], Value]


def ref(scope: Scope, call: Call) -> Value:
    """`!Ref name`; with AWS::LanguageExtensions the name may be another function."""
    name = literal(call.argument)
    if name is not None:
        return scope.reference(name, call.step(name))
    scope.needs_extensions("a function in `Ref`", call.span)
    return _named(
        scope, call, (call.argument,), lambda names: scope.reference(names[0], call.step(names[0]))
    )


def get_att(scope: Scope, call: Call) -> Value:
    """`!GetAtt resource.attribute`; either may be another function."""
    match call.argument:
        case Items(items=nodes) if len(nodes) >= 2:
            if literal(nodes[0]) is None:
                scope.needs_extensions("a function in `Fn::GetAtt`", call.span)
            return _named(scope, call, nodes, lambda names: _attribute(scope, call, names))
        case Scalar(value=str() as text) if "." in text:
            name, _, rest = text.partition(".")
            return _attribute(scope, call, (name, rest))
        case _:
            return invalid(scope, call, "`Fn::GetAtt` takes a resource and an attribute")


def _attribute(scope: Scope, call: Call, names: tuple[str, ...]) -> Value:
    """Return an attribute whose name may be written in several parts."""
    path = ".".join(names[1:])
    return scope.attribute(names[0], path, call.step(f"{names[0]}.{path}"))


def _named(
    scope: Scope,
    call: Call,
    nodes: tuple[Node, ...],
    follow: Callable[[tuple[str, ...]], Value],
) -> Value:
    """Return what `follow` yields for the names that `nodes` stand for."""

    def combine(chosen: tuple[Value, ...]) -> Value:
        names: list[str] = []
        for value in chosen:
            match value:
                case Known(value=str() as text):
                    names.append(text)
                case Unknown(reason=reason, detail=detail):
                    return Unknown(reason, detail, call.origin)
                case Text():
                    return Unknown(Reason.NO_VALUE, "the name is not known", call.origin)
                case _:
                    return invalid(scope, call, f"`{call.name}` takes names")
        return follow(tuple(names))

    values = tuple(scope.value(node) for node in nodes)
    return spread(values, scope.bounds.options, call.origin, combine)


def if_(scope: Scope, call: Call) -> Value:
    """`!If [condition, then, otherwise]`."""
    if len(call.arguments) != 3:
        return invalid(scope, call, "`Fn::If` takes a condition and two values")
    name = literal(call.arguments[0])
    if name is None:
        holds, detail = scope.truth(call.arguments[0])
        name = "..."
    else:
        holds, detail = scope.condition(name, call.arguments[0].span)
    step = call.step(name)
    _, then, otherwise = call.arguments
    if holds is not Truth.UNKNOWN:
        return followed(scope.value(then if holds is Truth.YES else otherwise), step)
    options = (followed(scope.value(then), step), followed(scope.value(otherwise), step))
    return one_of(options, Reason.CONDITION, detail, call.origin, scope.bounds.options)


def condition_function(scope: Scope, call: Call) -> Value:
    """`!Equals`, `!And`, `!Or`, `!Not` in the place of a value."""
    holds, detail = scope.truth_of_call(call)
    if holds is Truth.UNKNOWN:
        return Unknown(Reason.CONDITION, detail, call.origin)
    return Known(holds is Truth.YES, call.origin)


def base64_(scope: Scope, call: Call) -> Value:
    """`!Base64 text`. The text itself is kept for those who look for literals."""
    value = scope.value(call.argument)
    scope.keep(value)

    def combine(chosen: tuple[Value, ...]) -> Value:
        match chosen[0]:
            case Known(value=str() as text, marks=marks):
                encoded = base64.b64encode(text.encode()).decode()
                return bounded_text(scope, (encoded,), call.origin, marks)
            case Unknown() as unknown:
                return Unknown(unknown.reason, unknown.detail, call.origin, marks=unknown.marks)
            case Text(marks=marks):
                detail = "a part of the text that `Fn::Base64` encodes is not known"
                return Unknown(Reason.NO_VALUE, detail, call.origin, marks=marks)
            case _:
                return invalid(scope, call, "`Fn::Base64` takes a text")

    return spread((value,), scope.bounds.options, call.origin, combine)


def to_json_string(scope: Scope, call: Call) -> Value:
    """`Fn::ToJsonString: map or list`."""
    scope.needs_extensions("`Fn::ToJsonString`", call.span)
    value = scope.value(call.argument)
    parts = encode_json(value)
    text = bounded_text(scope, parts, call.origin, UNMARKED)
    return replace(text, encoded=value) if isinstance(text, (Known, Text)) else text


def import_value(scope: Scope, call: Call) -> Value:
    """`!ImportValue name`."""
    name = scope.value(call.argument)
    step = call.step(literal(call.argument) or "...")
    return spread(
        (name,),
        scope.bounds.options,
        call.origin,
        lambda chosen: scope.imported(chosen[0], step),
    )


def stack_output(scope: Scope, call: Call) -> Value:
    """`Fn::GetStackOutput: {StackName: ..., OutputName: ..., Region: ..., RoleArn: ...}`."""
    if not isinstance(call.argument, Entries):
        return invalid(scope, call, "`Fn::GetStackOutput` takes a stack and an output by name")
    names = tuple(entry.key for entry in call.argument.entries)
    values = tuple(scope.value(entry.value) for entry in call.argument.entries)
    written = call.argument.get("OutputName")
    step = call.step("..." if written is None else literal(written) or "...")
    return spread(
        values,
        scope.bounds.options,
        call.origin,
        lambda chosen: scope.stack_output(dict(zip(names, chosen, strict=True)), step),
    )


def transform(scope: Scope, call: Call) -> Value:
    """`Fn::Transform` in the place of a value."""
    included = scope.included(call.argument, call.span)
    if included is not None:
        return scope.value(included)
    return Unknown(Reason.UNSUPPORTED, "a macro makes this value at deployment", call.origin)


def rule_function(_scope: Scope, call: Call) -> Value:
    """A function that only `Rules` may use."""
    return Unknown(Reason.UNSUPPORTED, f"`{call.name}` stands in `Rules` only", call.origin)


FUNCTIONS: Mapping[str, Function] = {
    "Ref": ref,
    "Fn::And": condition_function,
    "Fn::Base64": base64_,
    "Fn::Cidr": cidr,
    "Fn::Contains": rule_function,
    "Fn::EachMemberEquals": rule_function,
    "Fn::EachMemberIn": rule_function,
    "Fn::Equals": condition_function,
    "Fn::FindInMap": find_in_map,
    "Fn::GetAtt": get_att,
    "Fn::GetAZs": get_azs,
    "Fn::GetStackOutput": stack_output,
    "Fn::If": if_,
    "Fn::ImportValue": import_value,
    "Fn::Join": join,
    "Fn::Length": length,
    "Fn::Not": condition_function,
    "Fn::Or": condition_function,
    "Fn::RefAll": rule_function,
    "Fn::Select": select,
    "Fn::Split": split,
    "Fn::Sub": sub,
    "Fn::ToJsonString": to_json_string,
    "Fn::Transform": transform,
    "Fn::ValueOf": rule_function,
    "Fn::ValueOfAll": rule_function,
}
"""Every intrinsic function but the loops, which are expanded before anything is evaluated."""
