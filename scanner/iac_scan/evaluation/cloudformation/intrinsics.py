"""The intrinsic functions of CloudFormation, in one table.

Texts are put together in `substitute`, lists taken apart in `lists`. Source: AWS CloudFormation
User Guide, "Intrinsic function reference" (read 2026-11-23).
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
from iac_scan.parsers.template.tree import Items, Scalar
from iac_scan.values import Absent, Known, Reason, Text, Truth, Unknown, Value

Function = Callable[[Scope, Call], Value]


def ref(scope: Scope, call: Call) -> Value:
    """`!Ref name`."""
    name = literal(call.argument)
    if name is None:
        return invalid(scope, call, "`Ref` takes the name of a parameter or resource")
    return scope.reference(name, call.step(name))


def get_att(scope: Scope, call: Call) -> Value:
    """`!GetAtt resource.attribute`; the attribute may be another function."""
    match call.argument:
        case Items(items=(first, *others)) if others:
            name = literal(first)
            attribute = scope.value(others[0])
            further = [literal(other) for other in others[1:]]
        case Scalar(value=str() as text) if "." in text:
            name, _, rest = text.partition(".")
            attribute, further = Known(rest, call.origin), []
        case _:
            name, attribute, further = None, Absent(call.origin), []
    if name is None:
        return invalid(scope, call, "`Fn::GetAtt` takes a resource and an attribute")
    resource = name

    def combine(chosen: tuple[Value, ...]) -> Value:
        match chosen[0]:
            case Known(value=str() as text):
                path = ".".join([text, *(part or "" for part in further)])
                return scope.attribute(resource, path, call.step(f"{resource}.{path}"))
            case Unknown() as unknown:
                return Unknown(unknown.reason, unknown.detail, call.origin)
            case Text():
                return Unknown(Reason.NO_VALUE, "the attribute is not known", call.origin)
            case _:
                return invalid(scope, call, "the attribute of `Fn::GetAtt` must be text")

    return spread((attribute,), scope.bounds.options, call.origin, combine)


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
            case Known(value=str() as text, sensitive=sensitive):
                encoded = base64.b64encode(text.encode()).decode()
                return bounded_text(scope, (encoded,), call.origin, sensitive)
            case Unknown() as unknown:
                return Unknown(
                    unknown.reason, unknown.detail, call.origin, sensitive=unknown.sensitive
                )
            case Text(sensitive=sensitive):
                detail = "a part of the text that `Fn::Base64` encodes is not known"
                return Unknown(Reason.NO_VALUE, detail, call.origin, sensitive=sensitive)
            case _:
                return invalid(scope, call, "`Fn::Base64` takes a text")

    return spread((value,), scope.bounds.options, call.origin, combine)


def to_json_string(scope: Scope, call: Call) -> Value:
    """`Fn::ToJsonString: map or list`."""
    value = scope.value(call.argument)
    parts = encode_json(value)
    text = bounded_text(scope, parts, call.origin, sensitive=False)
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


def stack_output(_scope: Scope, call: Call) -> Value:
    """`Fn::GetStackOutput`: an output of a stack in another account or region."""
    return Unknown(Reason.DATA, "an output of another stack", call.origin)


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
